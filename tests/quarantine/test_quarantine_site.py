"""A site against its own past."""

from __future__ import annotations

import pytest

from crawler.quarantine import Share, alarms
from crawler.quarantine.site import departs

MANY = Share(97, 100)


@pytest.mark.parametrize(
    ("now", "past", "alarm"),
    [
        (Share(9, 9), MANY, False),
        (Share(0, 5), MANY, True),
        (Share(0, 1), MANY, False),  # one page is no redesign
        (Share(8, 9), MANY, False),
        (Share(1, 9), MANY, True),
        (Share(0, 9), Share(10, 100), False),  # it rarely had that part
        (Share(0, 9), Share(0, 0), False),  # nothing to compare with
        (Share(0, 0), MANY, False),
        (Share(9, 9), Share(0, 100), False),  # more than before is no loss
    ],
)
def test_a_part_departs_when_chance_cannot_explain_it(now: Share, past: Share, alarm: bool) -> None:
    assert departs(now, past, 0.0005) == alarm


def test_half_of_the_pages_in_quarantine_need_no_past() -> None:
    (told,) = alarms({"page": Share(1, 2)}, {}, {"ConsentWall": 1})
    assert told == "looks walled or redesigned: 1 of 2 pages were not believed (ConsentWall 1)"
    assert list(alarms({"page": Share(19, 20)}, {"page": Share(100, 100)}, {"Truncated": 1})) == []
    assert list(alarms({"page": Share(14, 20)}, {"page": Share(100, 100)}, {"Captcha": 6})) != []


def test_a_page_that_vanished_without_saying_so_is_no_wall_and_no_news_the_next_time() -> None:
    good = {"page": Share(50, 50)}
    assert list(alarms({"page": Share(1, 2)}, good, {"ErrorPage": 1})) == []
    assert list(alarms({"page": Share(0, 1)}, good, {"OtherPage": 1})) == []
    assert list(alarms({"page": Share(0, 1)}, good, {"RedirectHome": 1})) == []
    assert list(alarms({"page": Share(1, 3)}, good, {"GivenUp": 2})) != []
    assert list(alarms({"page": Share(0, 2)}, good, {"ErrorPage": 2}, {"ErrorPage": 2})) == []
    assert list(alarms({"page": Share(0, 3)}, good, {"ErrorPage": 1, "Captcha": 2}, {"ErrorPage": 1})) != []
    assert list(alarms({"page": Share(0, 3)}, good, {"ErrorPage": 3}, {"ErrorPage": 1})) != []


def test_a_page_for_some_readers_is_no_news_twice_while_the_site_stands() -> None:
    good = {"page": Share(20, 20)}
    assert list(alarms({"page": Share(0, 1)}, good, {"Protected": 1})) == []
    for reason in ("LoginWall", "Paywall"):
        one = {"page": Share(0, 1)}, good, {reason: 1}
        assert list(alarms(*one)) != []
        assert list(alarms(*one, {reason: 1}, stands=True)) == []
        assert list(alarms(*one, {reason: 1})) != []
        assert list(alarms({"page": Share(0, 2)}, good, {reason: 2}, {reason: 1}, stands=True)) != []
    assert list(alarms({"page": Share(0, 2)}, good, {"Captcha": 2}, {"Captcha": 2}, stands=True)) != []


def test_missing_parts_are_named_with_their_past() -> None:
    told = list(
        alarms(
            {"page": Share(9, 9), "comments": Share(0, 9), "section": Share(9, 9)},
            {"page": Share(99, 99), "comments": Share(80, 80), "section": Share(99, 99)},
            {},
        )
    )
    assert told == ["looks redesigned: comments on 0 of 9 pages that had it, before on 80 of 80"]
