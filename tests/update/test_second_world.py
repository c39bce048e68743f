"""Eighteen mornings of six blogs on other platforms, one ``scrapy update`` each: what the archive says against what
was. Some of what happens nobody announces: it is to be found within the days that are left, and not on the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from loopback import Crawled, run_scrapy
from second_world import FIRST, LAST, Blog, World, morning, walk

from crawler.archive.wording import wording

pytestmark = pytest.mark.timeout(900)

BACK = 14  # on that day the clock stands where it stood the day before
SPIP, DOTCLEAR, DRUPAL, NOBODY, BLOGGER, GRIP = (
    "Le Pot percé", "Carnets du cambouis", "Bielle & Cie", "Turbo Potin", "Vieilles Soupapes", "Grip et Gravier",
)  # fmt: skip


@dataclass
class Played:
    """The world after its last day, its archive, and each day's run and requests."""

    world: World
    run: Crawled
    codes: dict[int, int] = field(default_factory=dict)
    told: dict[int, str] = field(default_factory=dict)
    asked: dict[int, dict[str, list[tuple[int, str]]]] = field(default_factory=dict)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.run.rows(sql)

    def where(self, url: str) -> tuple[str, int]:
        """The blog and the post that an address belongs to."""
        parts = urlsplit(url)
        blog = next(one.blog for one in self.world.servers if one.name == parts.netloc)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        return blog.name, self.world.paths[blog.name, path]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    archive, world = tmp_path_factory.mktemp("second") / "archive.db", World()
    codes, told, asked = {}, {}, {}
    try:
        for _ in range(FIRST, LAST + 1):
            day = world.dawn()
            now = morning(day - (day == BACK)).isoformat()
            urls = [server.blog.url for server in world.servers] if day == FIRST else [""]
            for url in urls:
                words = ("crawl", "blog", "-a", f"url={url}") if url else ("update",)
                run = run_scrapy(archive, *words, NOW=now)
                codes[day], told[day] = max(run.code, codes.get(day, 0)), run.err
            asked[day] = {server.blog.name: server.requests() for server in world.servers}
        yield Played(world, run, codes, told, asked)
    finally:
        world.close()


def test_every_revision_and_no_other(played: Played) -> None:
    rows = played.rows("SELECT article_url, field, before, after, seen_at FROM revision_history")
    seen = [
        (*played.where(url), name, wording(before), wording(after)) for url, name, before, after, _ in rows
    ]
    wanted = [
        (one.blog, one.post, one.field, wording(one.before), wording(one.after))
        for one in played.world.changes
    ]
    assert sorted(seen) == sorted(wanted)
    assert len(wanted) == 10


def test_what_a_feed_or_a_counter_announces_is_seen_on_the_day(played: Played) -> None:
    rows = played.rows("SELECT article_url, field, seen_at FROM revision_history")
    days = {(*played.where(url), name): int(at[8:10]) for url, name, at in rows}
    late = {
        (one.blog, one.field): days[one.blog, one.post, one.field] - one.day
        for one in played.world.changes
        if days[one.blog, one.post, one.field] > one.day
    }
    # Feeds that give the beginning of an article, and one theme without a feed, say nothing of these.
    assert set(late) <= {(DRUPAL, "opinion"), (NOBODY, "body"), (GRIP, "opinion")}


def test_every_article_is_there_once_and_reads_as_it_does(played: Played) -> None:
    rows = played.rows(
        "SELECT url, headline, body, coalesce(opinion, ''), coalesce(sources, ''), coalesce(authors, ''),"
        " substr(date_published, 1, 10) FROM article_overview"
    )
    held = {played.where(url): (urlsplit(url).path, *fields) for url, *fields in rows}
    assert len(held) == len(rows)
    wanted = {}
    for blog, post in posts(played.world):
        fields = blog.fields(post)
        wanted[blog.name, post.id] = (
            urlsplit(post.path).path, fields["headline"], fields["body"], fields["opinion"], fields["sources"],
            fields["authors"], post.when.date().isoformat(),
        )  # fmt: skip
    assert held == wanted


def posts(world: World) -> Iterator[tuple[Blog, Any]]:
    return ((server.blog, post) for server in world.servers for post in server.blog.posts.values())


def test_every_comment_has_its_words_its_place_and_its_state(played: Played) -> None:
    rows = played.rows(
        "SELECT t.article_url, t.comment_id, t.author, t.text, s.state FROM comment_threads t"
        " JOIN comment_states s USING (article_id, comment_id)"
    )
    held = {(played.where(url)[0], int(key)): told for url, key, *told in rows}
    assert {
        key: state for key, (*_, state) in held.items() if state not in ("shown", "new")
    } == played.world.states()
    shown = {
        (blog.name, one.id): [one.author, "\n".join(one.lines)]
        for blog, post in posts(played.world)
        for one in walk(post.remarks)
    }
    states = played.world.states()
    for key, (author, text) in shown.items():
        if not states.get(key, "").startswith("removed"):
            assert held[key][:2] == [author, text]
    assert set(held) == set(played.world.said)
    assert (
        len(
            played.rows(
                "SELECT 1 FROM comment_history WHERE event IN ('short', 'closed', 'unreadable', 'back')"
            )
        )
        == 0
    )


def test_articles_go_come_back_move_and_close(played: Played) -> None:
    rows = played.rows("SELECT article_url, event, at FROM article_history ORDER BY at, event")
    told = [(*played.where(url), event, int(at[8:10])) for url, event, at in rows]
    assert sorted(told) == sorted([
        (DRUPAL, 4, "gone", 6),
        (DOTCLEAR, 7, "gone", 7), (DOTCLEAR, 7, "moved", 7), (DOTCLEAR, 7, "back", 7),
        (DOTCLEAR, 8, "thread_closed", 8),
        (DRUPAL, 3, "moved", 8),
        (DOTCLEAR, 5, "gone", 9), (DOTCLEAR, 5, "back", 12),
    ])  # fmt: skip
    gone = played.rows("SELECT url FROM article_overview WHERE gone_at IS NOT NULL")
    assert [played.where(url) for (url,) in gone] == [(DRUPAL, 4)]


def test_what_was_not_believed(played: Played) -> None:
    rows = played.rows(
        "SELECT s.title, f.error FROM failures f JOIN sites s ON s.id = f.site_id WHERE f.quarantined"
    )
    assert set(rows) == {
        (SPIP, "Truncated"), (SPIP, "ErrorPage"), (DOTCLEAR, "Captcha"), (DRUPAL, "ConsentWall"),
        (NOBODY, "NotFound"), (NOBODY, "RedirectHome"), (BLOGGER, "EmptySource"), (BLOGGER, "ConsentWall"),
        (GRIP, "LoginWall"), (GRIP, "Captcha"),
    }  # fmt: skip
    # Two articles of a blog that says of what it deleted neither 404 nor 410: not for two weeks yet.
    left = [played.where(url) for (url,) in played.rows("SELECT url FROM quarantine_list")]
    assert sorted(left) == [(NOBODY, 4), (NOBODY, 5)]


def test_exit_codes_and_silence(played: Played) -> None:
    quiet = {day for day, code in played.codes.items() if code == 0}
    assert quiet >= {2, 3, 4, 6, 7, 12, BACK, 15, 16, 18}
    assert [played.told[day] for day in quiet if day > FIRST and played.told[day]] == []
    assert {day for day, code in played.codes.items() if code == 4} == {8, 9}
    assert played.codes[10] == 1  # a site's robots.txt cannot be had


def test_manners(played: Played) -> None:
    asked = played.asked
    paths = {
        (day, name): [path for _, path in log] for day, sites in asked.items() for name, log in sites.items()
    }
    assert set(paths[10, SPIP]) == {"/robots.txt"}
    assert [path for path in paths[9, GRIP] if path.startswith("/essais/")] == []
    for day, name in ((11, NOBODY), (13, GRIP)):
        assert [status for status, _ in asked[day][name]].count(429) == 1
        assert asked[day][name][-1][0] == 429
    assert paths[12, NOBODY] == paths[14, GRIP] == []
    visits = sum(len(found) for (day, _), found in paths.items() if day > FIRST)
    assert visits <= 7 * len(played.world.servers) * (LAST - 1)
    assert played.rows("PRAGMA integrity_check") == [("ok",)]
    assert played.rows("PRAGMA foreign_key_check") == []


def test_what_was_read_is_read_again_the_same(played: Played) -> None:
    for words in (("resplit", "--dry-run"), ("resplit",), ("resplit",)):
        done = run_scrapy(played.run.archive, *words)
        assert done.code == 0, done.err + done.out
        assert ", 0 otherwise, 0 new articles" in done.out.splitlines()[0]
