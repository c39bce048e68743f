"""When an address is due again: the formula, its bounds, and what counts as an announcement."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from crawler.archive.schedule import (
    DAY,
    GROWTH,
    LONGEST,
    Held,
    Hint,
    Pace,
    Trust,
    announced,
    article_due,
    exposed,
    failed_due,
    freshness,
    front_due,
    gone_due,
    listing_due,
    out_of_time,
)
from crawler.items import Page

START = datetime(2026, 1, 1, 5, tzinfo=UTC)


def visits(pace: Pace, days: int) -> list[int]:
    """The days on which a daily job visits an article to which nothing happens any more."""
    due, seen = START, []
    for day in range(days):
        now = START + timedelta(days=day, seconds=20)
        if due <= now:
            seen.append(day)
            due = article_due(START, now, pace)
    return seen


def test_young_articles_often_and_old_ones_rarely() -> None:
    days = visits(Pace(), 365)
    gaps = [later - sooner for sooner, later in pairwise(days)]
    assert days[:3] == [0, 1, 2]
    assert gaps == sorted(gaps)
    assert len(days) <= 20


def test_a_site_that_announces_everything_is_left_in_peace_and_a_silent_one_is_not() -> None:
    told, untold = Pace(surprises=0, exposure=30), Pace(surprises=60, exposure=30)
    assert len(visits(told, 365)) < len(visits(Pace(), 365)) < len(visits(untold, 365))
    assert (told.growth, untold.growth) == (GROWTH[1], GROWTH[0])


def test_an_event_brings_an_old_article_back_to_the_rhythm_of_a_young_one() -> None:
    old = article_due(START - timedelta(days=400), START, Pace())
    assert old - START > timedelta(days=60)
    assert article_due(START, START, Pace()) - START < DAY


def test_intervals_are_bounded() -> None:
    assert article_due(START - timedelta(days=20_000), START, Pace()) - START <= LONGEST
    assert article_due(START + timedelta(days=9), START, Pace()) > START  # an event that has yet to come
    assert front_due(START, timedelta(0)) - START < DAY
    assert front_due(START, timedelta(days=2)) - START == timedelta(days=2)
    assert front_due(START, timedelta(days=900)) - START == timedelta(days=7)
    week = timedelta(days=7)
    assert listing_due(START, START, Pace(), week) - START < DAY
    assert listing_due(START - timedelta(days=900), START, Pace(), week) - START < week


def test_a_daily_job_finds_due_what_it_visited_yesterday() -> None:
    visited = START + timedelta(minutes=10)
    assert article_due(visited, visited, Pace(50, 10)) < START + DAY
    assert front_due(visited, timedelta(0)) < START + DAY
    assert failed_due(visited, 1) < START + DAY
    assert gone_due(visited, visited) < START + DAY


def test_failures_and_absences_are_looked_at_ever_more_rarely() -> None:
    days = [round((failed_due(START, number) - START) / DAY, 1) for number in (1, 2, 3, 4, 50)]
    assert days == [0.8, 1.6, 3.2, 6.4, 24.0]
    assert gone_due(START - timedelta(days=5), START) - START == timedelta(days=8)


def test_exposure_adds_up_however_often_one_looks() -> None:
    middle, end = START + timedelta(days=3), START + timedelta(days=40)
    halves = exposed(START, START, middle) + exposed(START, middle, end)
    assert halves == pytest.approx(exposed(START, START, end))
    assert exposed(START, end, middle) == 0


def test_a_moment_far_in_the_future_is_a_wrong_clocks() -> None:
    assert out_of_time(START + timedelta(days=30), START)
    assert not out_of_time(START + timedelta(hours=2), START)


@pytest.mark.parametrize(
    ("before", "now", "held", "signal"),
    [
        (Hint(comments=3), Hint(comments=4), Held(3, 3), "comment-count"),
        (Hint(comments=3), Hint(comments=2), Held(3, 3), "comment-count"),
        (Hint(comments=3), Hint(comments=4), Held(4, 4), None),  # the page has shown it already
        (Hint(comments=3), Hint(comments=4), Held(5, 4), None),  # held, though the page counts pings
        (Hint(comments=5), Hint(comments=5), Held(3, 3), None),  # as it always said
        (None, Hint(comments=4), Held(3, 3), "comment-count"),
        (None, Hint(comments=0), Held(None, 0), None),
        (Hint(lastmod="2026-01-01"), Hint(lastmod="2026-01-02"), Held(), "lastmod"),
        (Hint(lastmod="2026-01-01"), Hint(lastmod="2026-01-02"), Held(modified="2026-01-02"), None),
        (None, Hint(lastmod="2026-01-02"), Held(), None),
        (Hint(words="a"), Hint(words="b"), Held(), "feed-words"),
        (None, Hint(words="b"), Held(), None),
        (Hint("2026-01-01", 3, "a"), Hint(), Held(3, 3), None),  # it no longer says
        (Hint("2026-01-01", 3, "a"), Hint("2026-01-02", 4, "b"), Held(3, 3), "comment-count"),
    ],
)
def test_what_is_an_announcement(before: Hint | None, now: Hint, held: Held, signal: str | None) -> None:
    assert announced(before, now, held) == signal


def test_a_signal_that_cries_wolf_is_no_longer_believed_until_it_is_right_again() -> None:
    trust = Trust()
    for _ in range(3):
        trust = trust.after(hit=False)
    assert trust.holds
    trust = trust.after(hit=False)
    assert not trust.holds
    for _ in range(2):
        trust = trust.after(hit=True)
    assert trust.holds
    assert Trust(hits=40).after(hit=False).after(hit=False).hits < 40  # the past fades


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Cache-Control": "public, max-age=3600"}, 3600),
        ({"Cache-Control": "no-cache, max-age=3600"}, 0),
        ({"Cache-Control": "max-age=soon"}, 0),
        ({"Expires": "Sun, 12 May 2024 09:00:00 GMT", "Date": "Sun, 12 May 2024 08:00:00 GMT"}, 3600),
        ({"Expires": "Sun, 12 May 2024 07:00:00 GMT", "Date": "Sun, 12 May 2024 08:00:00 GMT"}, 0),
        ({"Expires": "0", "Date": "Sun, 12 May 2024 08:00:00 GMT"}, 0),
        ({}, 0),
    ],
)
def test_how_long_an_answer_stays_fresh(headers: dict[str, str], seconds: int) -> None:
    page = Page("http://a.example/", "http://a.example/", "", 200, tuple(headers.items()), b"")
    assert freshness(page) == timedelta(seconds=seconds)
