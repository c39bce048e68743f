"""Thirty mornings of the sample blog, one ``scrapy update`` each: what the archive says against what was.

The month has new articles and comments, edits, noise that is no edit, moderation, an old thread revived, a page
gone and back, a moved address, a redesign, walls of every sort, half pages, a feed that is down, a closed
robots.txt and a busy server. The truth is derived from the blog, never from the archive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from loopback import run_scrapy

from benchmarks.days import LAST, morning
from benchmarks.month import (
    UNREADABLE,
    Month,
    as_it_was,
    path_of,
    play,
    readable_days,
    true_revisions,
    views,
)
from crawler.archive import Archive
from crawler.archive.wording import changed_fields, fields_of, wording

pytestmark = pytest.mark.timeout(1200)  # the first test waits for thirty days

BUSY, RESTING, CLOSED = 15, 16, 14
ALARMING = {"consent", "captcha", "login", "stub", "half", "error"}
_ROWS = (
    "SELECT article_id, url, headline, description, authors, section, keywords, sources, opinion, body"
    " FROM article_overview ORDER BY article_id",
    "SELECT article_id, comment_id, parent_id, author, text, edited_at, removed_at FROM comment_threads"
    " ORDER BY article_id, comment_id",
)


@dataclass
class Played:
    """The month, and what the archive held after each morning."""

    month: Month
    held: dict[int, list[Any]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    archive = tmp_path_factory.mktemp("month") / "archive.db"
    held: dict[int, list[Any]] = {}
    for day, month in play(archive):
        held[day] = [month.rows(sql) for sql in _ROWS]
    yield Played(month, held)


def date(day: int) -> str:
    return morning(day).date().isoformat()


def posts_by_path() -> dict[str, int]:
    """Every address that a post has had."""
    return {view.path: number for day in range(1, LAST + 1) for number, view in views(day).items()}


def test_every_revision_and_no_other(played: Played) -> None:
    posts = posts_by_path()
    rows = played.month.rows("SELECT article_url, field, before, after, seen_at FROM revision_history")
    seen = {
        (posts[path_of(url)], name, wording(before), wording(after), at[:10])
        for url, name, before, after, at in rows
    }
    wanted = {
        (one.post, one.field, wording(one.before), wording(one.after), date(one.day))
        for one in true_revisions()
    }
    assert seen == wanted
    assert len(rows) == len(wanted) == 8


def test_every_article_reads_as_it_did_when_it_was_last_seen(played: Played) -> None:
    last: dict[int, Any] = {}
    for day in readable_days():
        last |= views(day)
    with Archive(played.month.archive, readonly=True) as archive:
        for view in last.values():
            held = archive.read_article(played.month.url + view.path.lstrip("/"))
            assert held is not None, view.path
            assert changed_fields(view.fields, fields_of(held.article)) == [], view.path
    assert played.month.one("SELECT count(*) FROM article_overview") == len(last)


def test_every_comment_has_its_state(played: Played) -> None:
    rows = played.month.rows("SELECT comment_id, state, since FROM comment_states")
    states = {key: (state, since[:10]) for key, state, since in rows if state not in ("shown", "new")}
    assert states == {
        "30101": ("removed_with_replies", date(6)),
        "30103": ("removed", date(6)),
        "30102": ("closed", date(21)),
        "30104": ("closed", date(21)),
    }
    assert {key for key, *_ in rows} == {
        key for day in readable_days() for view in views(day).values() for key in view.comments
    }


def test_comments_keep_their_words_and_their_parents(played: Played) -> None:
    rows = played.month.rows("SELECT comment_id, author, text, parent_id FROM comment_threads")
    held = {key: (author, wording(text), parent) for key, author, text, parent in rows}
    for day in readable_days():
        for view in views(day).values():
            for key, comment in view.comments.items():
                if key == "30101" and day >= 6:
                    continue  # its words are gone from the page, and stay in the archive
                assert held[key][2] == comment.parent, key
                if key != "30104" or day >= 5:
                    assert held[key][:2] == (comment.author, wording(comment.text)), key
    assert played.month.rows(
        "SELECT comment_id, event, substr(at, 1, 10) FROM comment_history"
        # Whether a page was looked at on the day of the short threads is the schedule's business.
        " WHERE comment_id LIKE '301%' AND event <> 'short' ORDER BY at, comment_id"
    ) == [
        ("30104", "edited", date(5)), ("30101", "emptied", date(6)), ("30103", "removed", date(6)),
        ("30102", "closed", date(21)), ("30104", "closed", date(21)),
    ]  # fmt: skip


def test_gone_back_and_moved_are_told_on_their_day(played: Played) -> None:
    rows = played.month.rows(
        "SELECT event, address, substr(at, 1, 10) FROM article_history"
        " WHERE event NOT IN ('thread_closed', 'thread_open') ORDER BY at"
    )
    assert [(event, path_of(address), at) for event, address, at in rows] == [
        ("gone", "/2023/10/parking-volant/", date(8)),
        ("moved", "/2026/06/parking-qui-tourne/", date(9)),
        ("back", "/2023/10/parking-volant/", date(21)),
    ]
    moved = "SELECT count(*) FROM article_overview WHERE url LIKE '%/2026/06/parking-%'"
    assert played.month.one(moved) == 1


def test_no_wall_overwrites_anything(played: Played) -> None:
    for day in range(2, LAST + 1):
        if as_it_was(day) in UNREADABLE or day == RESTING:
            assert played.held[day] == played.held[day - 1], day


def test_what_was_not_believed_is_kept_with_its_reason(played: Played) -> None:
    rows = played.month.rows(
        "SELECT DISTINCT substr(seen_at, 9, 2), error FROM failures WHERE quarantined ORDER BY 1, 2"
    )
    reasons = {int(day): reason for day, reason in rows}
    assert reasons == {
        11: "ConsentWall", 20: "Captcha", 22: "Paywall", 24: "Truncated", 25: "LoginWall", 28: "ErrorPage",
    }  # fmt: skip
    captures = "SELECT count(*) FROM failures WHERE quarantined AND capture_id IS NULL"
    assert played.month.one(captures) == 0
    assert played.month.rows("SELECT * FROM quarantine_list") == []  # all were read again since


def test_exit_codes_tell_the_weather(played: Played) -> None:
    for day, run in played.month.runs.items():
        weather = as_it_was(day)
        expected = {"closed": {1}, "busy": {3}, "no feed": {3}}.get(
            weather, {4} if weather in ALARMING else {0, 3}
        )
        assert run.code in expected, (day, weather, run.err)
        if run.code == 0:
            assert run.err == "", day
        if run.code == 3 and weather in ("fair", "short") and day > 1:
            assert "pneu-carre" in run.err  # a dead link of the sitemap, and nothing else


def test_nothing_that_is_forbidden_and_nothing_too_early(played: Played) -> None:
    manners = {"/robots.txt", "/.well-known/tdmrep.json", "/ai.txt"}
    for day, run in played.month.runs.items():
        assert not [path for path in run.paths if path.startswith(("/prive/", "/wp-admin/"))], day
        if day == RESTING:
            assert run.paths == []
        if day == CLOSED:
            assert set(run.paths) <= manners
    busy = [status for status, _ in played.month.runs[BUSY].asked]
    assert busy.index(429) == len(busy) - 1


def test_every_row_is_closed_and_the_file_is_sound(played: Played) -> None:
    assert played.month.one("SELECT count(*) FROM crawl_log WHERE finished_at IS NULL") == 0
    assert played.month.one("SELECT count(*) FROM crawl_log") == LAST
    assert played.month.rows("PRAGMA integrity_check") == [("ok",)]
    assert played.month.rows("PRAGMA foreign_key_check") == []


def test_a_quiet_day_costs_what_asking_costs(played: Played) -> None:
    fair = [len(run.asked) for day, run in played.month.runs.items() if day > 1 and as_it_was(day) == "fair"]
    assert max(fair) <= 20


def test_what_was_read_is_read_again_the_same(played: Played) -> None:
    for words in (("resplit", "--dry-run"), ("resplit",), ("resplit",)):
        done = run_scrapy(played.month.archive, *words)
        assert done.code == 0, done.err + done.out
        assert ", 0 otherwise, 0 new articles" in done.out.splitlines()[0]
