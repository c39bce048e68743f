"""Raw pages read again: rows get better, history stays what the site made it, and worse is refused."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import invented
import pytest
from loopback import ROOT as PROJECT
from loopback import rows_of, run_scrapy, scrapy_command

from crawler.archive import Archive
from crawler.archive.rereading import Asked
from crawler.clock import Clock
from crawler.guard import Guard
from crawler.items import Article, Failure, Page, Visit
from crawler.resplit.judging import plainly_worse
from crawler.resplit.report import Tally, told
from crawler.resplit.run import Resplit, todays_rules
from crawler.resplit.workers import Reading, read_all
from crawler.sites import site_named
from crawler.splitting import split_visit

SITE = "blog.example"
ROOT = f"https://{SITE}/2024/05/"
OLD = "0123456789abcdef"


def page(name: str, day: int = 1, body: str | None = None, url: str | None = None) -> Page:
    url = url or f"{ROOT}{name}/"
    html = body or invented.article(f"Essai de la {name}", comments=invented.comments(1, 2, 3))
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    return Page(url, url, f"2026-01-{day:02}T05:00:00Z", 200, headers, html.encode())


def read(name: str, day: int = 1, others: tuple[Page, ...] = (), **given: str) -> Visit:
    """A visit read by today's rules."""
    fetched = page(name, day, **given)
    visit = split_visit(Visit(fetched.url, SITE, fetched, others), site_named(SITE))
    assert visit.article is not None, visit.failure
    return visit


def misread(visit: Visit, **fields: object) -> Visit:
    """The same visit as older rules read it."""
    assert visit.article is not None
    return replace(visit, article=replace(visit.article, **fields), rules=OLD)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "archive.db", Clock("2026-02-01T05:00:00Z", monotonic=lambda: 0.0)) as archive:
        archive.begin_run(SITE, "test")
        yield archive
    with Archive(archive.path) as again:
        conn = again.db.conn
        assert conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in ("articles_fts", "comments_fts"):
            conn.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")


def resplit(archive: Archive, asked: Asked = Asked(), **options: object) -> Tally:  # noqa: B008 -- frozen
    guard = Guard(archive, "autoblog-archive", None)
    return Resplit(archive, asked, guard=guard, **options).run()  # type: ignore[arg-type]


def history(archive: Archive) -> list[object]:
    """All that only the site may make."""
    conn = archive.db.conn
    return [
        conn.execute(sql).fetchall()
        for sql in (
            "SELECT * FROM revisions", "SELECT * FROM revision_fields", "SELECT * FROM comment_revisions",
            "SELECT * FROM article_events", "SELECT * FROM comment_events",
            "SELECT id, changed_at, revision_count, first_seen_at, last_seen_at, gone_at FROM articles",
            "SELECT external_id, edited_at, removed_at, first_seen_at, last_seen_at FROM comments WHERE id < 3",
        )
    ]  # fmt: skip


def held(archive: Archive, number: int = 1) -> Article:
    found = archive.read_article(number)
    assert found is not None
    return found.article


def test_rows_get_better_and_history_stays(archive: Archive) -> None:
    visit = read("mirandole")
    assert visit.article is not None
    right = visit.article
    wrong = (replace(right.comments[0], text="Lecteur 1 dit : rien", depth=2), right.comments[1])
    archive.store_visit(
        1, misread(visit, headline="Essai", section="Menu", comments=wrong, blocks=right.blocks[:1])
    )
    before = history(archive)
    tally = resplit(archive)
    assert (tally.read, tally.better, tally.same, tally.refused) == (1, 1, 0, [])
    assert tally.fields == {"headline": 1, "section": 1, "blocks": 1, "comments": 1}
    assert held(archive) == right
    assert history(archive) == before
    assert archive.db.conn.execute("SELECT rules FROM articles").fetchone()[0] == visit.rules
    assert archive.db.conn.execute("SELECT archived_comment_count FROM articles").fetchone()[0] == 3
    again = resplit(archive)
    assert (again.better, again.same) == (0, 1)
    assert "Essai de la mirandole" in "\n".join(told(tally, dry_run=False))


def test_a_dry_run_writes_nothing_and_says_the_same(archive: Archive) -> None:
    archive.store_visit(1, misread(read("mirandole"), headline="Essai"))
    whole = list(archive.db.conn.iterdump())
    tally = resplit(archive, write=False)
    assert tally.fields == {"headline": 1}
    assert list(archive.db.conn.iterdump()) == whole
    assert "would read" in next(told(tally, dry_run=True))


def test_only_what_other_rules_read_is_stale(archive: Archive) -> None:
    archive.store_visit(1, read("mirandole"))
    archive.store_visit(1, misread(read("zephyr", 2), section="Menu"))
    tally = resplit(archive, Asked(fresh=todays_rules(archive)))
    assert (tally.read, tally.better) == (1, 1)
    assert resplit(archive, Asked(fresh=todays_rules(archive))).read == 0
    assert resplit(archive, Asked(since="2026-01-02")).read == 1
    assert resplit(archive, Asked(site="ailleurs")).read == 0


def test_a_phantom_that_the_page_does_not_count_goes(archive: Archive) -> None:
    visit = read("mirandole")
    assert visit.article is not None
    phantom = replace(
        visit.article.comments[0], id="99", text="Rétrolien : un autre blog en parle", position=4
    )
    archive.store_visit(1, misread(visit, comments=(*visit.article.comments, phantom)))
    tally = resplit(archive)
    assert (tally.better, tally.refused) == (1, [])
    assert held(archive) == visit.article


def test_a_worse_reading_is_refused_and_the_rows_stay(archive: Archive) -> None:
    body = invented.article("Essai de la mirandole", comments=invented.comments(1, 2, 3, total=5))
    visit = read("mirandole", body=body)
    assert visit.article is not None
    extra = replace(visit.article.comments[0], id="99", text="Un commentaire de plus.", position=4)
    better = misread(visit, section="Essais", comments=(*visit.article.comments, extra))
    archive.store_visit(1, better)
    tally = resplit(archive)
    assert (tally.better, tally.refused) == (0, [(visit.url, "1 comment lost")])
    assert held(archive) == better.article
    assert archive.db.conn.execute("SELECT rules FROM articles").fetchone()[0] == OLD
    assert any("refused, 1 comment lost" in line for line in told(tally, dry_run=False))


def test_what_is_plainly_worse() -> None:
    held = read("mirandole").article
    assert held is not None
    body = next(block for block in held.blocks if block.part == "body")
    for fields, reason in (
        ({}, None),
        ({"headline": ""}, "no headline where there was one"),
        ({"blocks": ()}, "no body where there was one"),
        ({"blocks": (replace(body, text="Bref."),)}, "1 words of text where there were"),
        ({"comments": ()}, "3 comments lost"),
        ({"comments": tuple(replace(one, id=f"h-{one.id}") for one in held.comments)}, None),
    ):
        found = plainly_worse(held, replace(held, **fields))
        assert found == reason or (found is not None and reason is not None and found.startswith(reason))


def test_removed_and_edited_comments_keep_their_state(archive: Archive) -> None:
    first = read("mirandole")
    archive.store_visit(1, first)
    shorter = invented.article(
        "Essai de la mirandole", comments=invented.comments(1, 3).replace("secret-3", "public-3")
    )
    second = read("mirandole", 2, body=shorter)
    archive.store_visit(1, misread(second, section="Menu"))
    before = history(archive)
    assert resplit(archive).fields == {"section": 1}
    assert history(archive) == before
    rows = archive.db.conn.execute(
        "SELECT external_id, edited_at, removed_at FROM comments ORDER BY 1"
    ).fetchall()
    assert rows == [
        ("1", None, None),
        ("2", None, "2026-01-02T05:00:00Z"),
        ("3", "2026-01-02T05:00:00Z", None),
    ]


def test_pages_that_failed_become_articles_first_seen_at_their_capture(archive: Archive) -> None:
    for day in (3, 5):
        fetched = page("zephyr", day, body=invented.article(f"Essai du {day}"))
        failure = Failure("split", "NoArticle", "older rules saw none")
        archive.store_visit(1, Visit(fetched.url, SITE, fetched, failure=failure))
    tally = resplit(archive)
    assert (tally.new, tally.unread) == (1, 0)
    row = archive.db.conn.execute(
        "SELECT headline, first_seen_at, last_seen_at, revision_count FROM articles"
    ).fetchall()
    assert row == [
        ("Essai du 5", "2026-01-03T05:00:00Z", "2026-01-05T05:00:00Z", 1)
    ]  # it did change on day 5
    assert archive.db.conn.execute("SELECT * FROM failure_list").fetchall() == []


def test_comment_pages_belong_to_their_visit(archive: Archive) -> None:
    more = page(
        "mirandole",
        body=invented.article("x", comments=invented.comments(4, 5)),
        url=f"{ROOT}mirandole/comment-page-2/",
    )
    visit = read("mirandole", others=(more,))
    assert visit.article is not None
    assert len(visit.article.comments) == 5
    archive.store_visit(1, visit)
    archive.store_visit(1, read("zephyr"))
    earlier = archive.rereading.article(1)
    assert earlier is not None
    assert [one.url for one in earlier.visit.comment_pages] == [more.url]
    assert resplit(archive).same == 2


def test_a_killed_resplit_goes_on_where_it_was(archive: Archive) -> None:
    for name in ("a", "b", "c"):
        archive.store_visit(1, misread(read(name), section="Menu"))
    asked = {"site": None, "since": None, "fresh": None, "rules": todays_rules(archive)}
    number, position = archive.rereading.begin(asked)
    archive.rereading.reached(number, 2)
    assert position == 0
    tally = resplit(archive)
    assert (tally.read, tally.better) == (1, 1)
    assert resplit(archive).read == 3  # that one is finished: a new one begins at the beginning


def test_workers_end_with_a_parent_that_is_killed(archive: Archive) -> None:
    for number in range(60):
        archive.store_visit(1, misread(read(f"n{number}"), section="Menu"))
    archive.close()
    command = scrapy_command(archive.path, "resplit", "--jobs", "2")
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    while not _position(archive.path) and process.poll() is None:
        time.sleep(0.05)
    process.kill()
    process.communicate()  # ends when the last process that holds the other end has ended
    done = run_scrapy(archive.path, "resplit", "--jobs", "1")
    assert done.code == 0, done.err
    with Archive(archive.path) as again:
        assert resplit(again, Asked(fresh=todays_rules(again))).read == 0
        assert again.db.conn.execute("SELECT count(*) FROM revisions").fetchone()[0] == 0
        assert again.db.conn.execute("SELECT DISTINCT section FROM articles").fetchall() == [(None,)]


def _position(path: Path) -> int:
    """How many articles better rules have read already."""
    return int(rows_of(path, "SELECT count(*) FROM articles WHERE section IS NULL")[0][0])


def test_two_workers_answer_in_order() -> None:
    visits = [Visit(one.url, SITE, one) for one in (page(f"n{number}") for number in range(20))]
    found = list(read_all(visits, lambda visit: visit, 2))
    assert [visit for visit, _ in found] == visits
    assert [reading.article.headline for _, reading in found if reading.article] == [
        f"Essai de la n{number}" for number in range(20)
    ]


def test_a_page_that_ends_its_worker_costs_itself_alone() -> None:
    visits = [Visit(one.url, SITE, one) for one in (page("a"), page("b"))]
    deadly = replace(visits[0], site=Killer("x"))
    found = list(read_all([visits[0], deadly, visits[1]], lambda visit: visit, 2))
    assert [bool(reading.article) for _, reading in found] == [True, False, True]
    assert found[1][1].failure == Failure(
        "split", "WorkerDied", "reading this page ended the process that read it"
    )


class Killer(str):
    """Ends the process that unpacks it."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (1,)


def test_a_reading_goes_onto_its_visit() -> None:
    visit = Visit("https://x.example/", SITE, None)
    assert Reading(None, Failure("split", "E", "d"), False, "r").of(visit) == replace(
        visit, failure=Failure("split", "E", "d"), thread_complete=False, rules="r"
    )
