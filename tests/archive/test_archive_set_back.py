"""A clock that ran ahead: what it dated into the future is set back when it is right again, and only then."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from crawler.archive import Discovery
from crawler.archive.set_back import _MOMENTS
from crawler.items import Failure

SITE = "blog"
AHEAD = 400
OURS = re.compile(r"_at$|^at$|since$")
NOT_OURS = {  # dates of the site's, and what lies ahead by itself or is nobody's memory
    ("commenters", "first_comment_at"), ("commenters", "last_comment_at"), ("sites", "rest_said_at"),
    ("known_urls", "next_due_at"), ("_sqlite_migrations", "applied_at"),
}  # fmt: skip


@pytest.fixture
def at(bench: Any) -> Callable[[float], str]:
    """Sets the archive's clock to 5 o'clock of a day of January 2026, and begins a run there."""

    def move(day: float) -> str:
        clock = bench.archive.memory._clock = bench.archive._clock
        clock._start = datetime(2026, 1, 1, 5, tzinfo=UTC) + timedelta(days=day - 1)
        told = bench.archive.set_clock_right()
        bench.run = bench.archive.begin_run(SITE, "test")
        return told

    return move


def stamp(day: float) -> str:
    return (datetime(2026, 1, 1, 5, tzinfo=UTC) + timedelta(days=day - 1)).strftime("%Y-%m-%dT%H:%M:%SZ")


def columns(bench: Any) -> set[tuple[str, str]]:
    tables = bench.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {
        (table, column)
        for (table,) in tables
        for _, column, *_ in bench.rows(f"PRAGMA table_info({table})")
        if OURS.search(column)
    }


def test_every_moment_of_the_schema_is_known(bench: Any) -> None:
    listed = {(table, column) for table, columns in _MOMENTS.items() for column in columns}
    assert columns(bench) - NOT_OURS == listed


def test_moments_of_the_future_are_set_back_together(bench: Any, make: Any, at: Any) -> None:
    bench.visit(make.article(), 1)
    at(AHEAD)
    later = (make.comment("11", text="Belle bête !"), make.comment("14"))
    bench.visit(make.article(headline="Autre titre", comments=later), fetched_at=stamp(AHEAD))
    bench.visit(
        None, failure=Failure("read", "wall", "", quarantined=True), url="https://blog.example/mur/",
        fetched_at=stamp(AHEAD + 0.25),
    )  # fmt: skip
    bench.archive.discovered(SITE, [Discovery("https://blog.example/interdit/", "article")], by="plan")
    bench.archive.memory.forbidden("https://blog.example/interdit/")
    bench.archive.memory.take_rest(SITE, 3600, "HTTP 429")
    bench.archive.finish_run(bench.run, "ok", "finished")

    told = at(2)
    assert told == (
        f"run 2 was dated up to {stamp(AHEAD + 0.25)} by a clock that ran ahead; all moments that lay in the "
        "future were set back by 398 days, and are the latest possible ones"
    )
    late = {
        (table, column): bench.rows(f"SELECT {column} FROM {table} WHERE {column} > ?", stamp(2))
        for table, column in columns(bench)
        - {("_sqlite_migrations", "applied_at"), ("known_urls", "next_due_at")}
    }
    assert {key: found for key, found in late.items() if found} == {}
    seen = stamp(1.75)  # a quarter of a day before the last thing that the clock dated
    assert bench.rows("SELECT first_seen_at, last_seen_at, changed_at FROM article_overview") == [
        (stamp(1), seen, seen)
    ]
    assert bench.rows("SELECT comment_id, first_seen_at, last_seen_at, edited_at, removed_at FROM comment_threads") == [
        ("11", stamp(1), seen, seen, None), ("12", stamp(1), stamp(1), None, seen),
        ("13", stamp(1), stamp(1), None, seen), ("14", seen, seen, None, None),
    ]  # fmt: skip
    assert bench.rows("SELECT DISTINCT seen_at FROM revision_history") == [(seen,)]
    assert bench.rows("SELECT id, set_back FROM crawl_runs ORDER BY id") == [
        (1, None), (2, round((AHEAD + 0.25 - 2) * 86400)), (3, None),
    ]  # fmt: skip
    assert bench.archive.memory.rest(SITE) is None
    assert {one.url.split("/")[3] for one in bench.archive.memory.due(SITE)} == {
        "essai-electrique", "mur", "interdit",
    }  # fmt: skip
    assert at(3) is None


def test_a_rest_that_was_asked_for_by_a_wrong_clock_ends(bench: Any, at: Any) -> None:
    at(AHEAD)
    bench.archive.memory.take_rest(SITE, 86400, "HTTP 429")
    at(2)
    assert bench.archive.memory.rest(SITE).seconds == 86400
    at(2.5)
    assert bench.archive.memory.rest(SITE).seconds == 43200
    at(3)
    assert bench.archive.memory.rest(SITE) is None


def test_nothing_is_set_back_to_before_it_can_have_been(bench: Any, make: Any, at: Any) -> None:
    at(AHEAD)
    bench.visit(make.article(), fetched_at=stamp(AHEAD))
    bench.archive.finish_run(bench.run, "ok", "finished")
    at(2)
    at(AHEAD + 300)
    bench.visit(make.article(), fetched_at=stamp(AHEAD + 300))
    at(3)
    assert bench.rows("SELECT first_seen_at, last_seen_at FROM article_overview") == [(stamp(2), stamp(3))]


def test_a_clock_that_fell_behind_sets_nothing_back(bench: Any, make: Any, at: Any) -> None:
    bench.visit(make.article(), 1)
    at(2)
    bench.archive.finish_run(bench.run, "ok", "finished")
    before = bench.rows("SELECT * FROM articles"), bench.rows("SELECT * FROM crawl_runs")
    told = at(-20000)
    assert told == "the clock says 1971-03-30T05:00:00Z, and 2 of 2 runs are dated after it: is it right?"
    assert (
        bench.rows("SELECT * FROM articles"),
        bench.rows("SELECT * FROM crawl_runs WHERE id < 3"),
    ) == before
    assert at(3) is None


def test_the_dates_of_the_sites_say_which_clock_is_wrong(bench: Any, make: Any, at: Any) -> None:
    at(40)
    bench.visit(make.article(date_published="2026-02-05T08:00:00Z"), fetched_at=stamp(40))
    assert at(10) == f"the clock says {stamp(10)}, and 1 of 2 runs are dated after it: is it right?"
    assert bench.one("SELECT last_seen_at FROM article_overview") == stamp(40)
    assert at(41) is None


def dated(moment: str) -> tuple[tuple[str, str], ...]:
    """The headers of an answer whose server has another clock."""
    return (("Content-Type", "text/html"), ("Date", format_datetime(datetime.fromisoformat(moment))))


@pytest.mark.parametrize(("server", "believed"), [(10, True), (40, False)], ids=["today's", "that of then"])
def test_a_server_says_which_clock_is_wrong(
    bench: Any, make: Any, at: Any, server: float, believed: bool
) -> None:
    at(40)
    bench.visit(
        make.article(date_published="2026-02-05T08:00:00Z"),
        fetched_at=stamp(40),
        headers=dated(stamp(server)),
    )
    told = at(10)
    assert ("ran ahead" in told, "is it right?" in told) == (believed, not believed)
    assert bench.one("SELECT last_seen_at FROM article_overview") == stamp(10 if believed else 40)


def test_a_clock_that_fell_some_days_behind_sets_nothing_back(bench: Any, make: Any, at: Any) -> None:
    bench.visit(make.article(), 1)
    at(10)
    bench.visit(make.article(headline="Autre titre"), fetched_at=stamp(10))
    assert "is it right?" in at(5)
    assert bench.rows("SELECT seen_at FROM revision_history") == [(stamp(10),)]
    assert at(11) is None


def test_a_site_that_answered_in_the_future_grows_old_all_the_same(bench: Any, make: Any, at: Any) -> None:
    bench.visit(make.article(), 1)
    at(AHEAD)
    bench.visit(make.article(url="https://blog.example/b/", canonical_url=None), url="https://blog.example/b/",
                fetched_at=stamp(AHEAD))  # fmt: skip
    clock = bench.archive.memory._clock
    clock._start = datetime(2026, 1, 8, 5, tzinfo=UTC)
    (state,) = bench.archive.memory.states()
    assert state.answered_at == stamp(1)
