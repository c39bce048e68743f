"""How a crawl is judged."""

from __future__ import annotations

import pytest

from crawler.verdict import Facts, exit_code, judge, report


@pytest.mark.parametrize(
    ("facts", "status", "code"),
    [
        (Facts("finished", articles=3), "ok", 0),
        (Facts("finished", articles=3, failed=1), "partial", 3),
        (Facts("finished", articles=3, incomplete=1), "partial", 3),
        (Facts("finished", articles=3, crashes=1), "partial", 3),
        (Facts("finished", articles=3, problems=("x",)), "partial", 3),
        (Facts("finished"), "failed", 1),
        (Facts("finished", failed=2), "failed", 1),
        (Facts("finished", left_out=2), "ok", 0),
        (Facts("shutdown", articles=3), "interrupted", 130),
        (Facts("finished", articles=3, broken="disk full"), "failed", 1),
        (Facts("shutdown", broken="disk full"), "failed", 1),
        (Facts("finished", failed=2, alarms=("a wall",)), "partial", 4),
        (Facts("finished", articles=2, alarms=("a wall",), broken="disk full"), "failed", 1),
        (Facts("finished", update=True), "ok", 0),
        (Facts("finished", update=True, answers=3, failed=1), "partial", 3),
        (Facts("finished", update=True, failed=1), "failed", 1),
        (Facts("finished", update=True, problems=("closed",)), "failed", 1),
        (Facts("finished", update=True, resting="until tomorrow"), "ok", 0),
        (Facts("finished", update=True, problems=("HTTP 429",), told_to_wait=True), "partial", 3),
        (Facts("finished", update=True, answers=9, left=4), "ok", 0),
    ],
)
def test_judge(facts: Facts, status: str, code: int) -> None:
    assert judge(facts) == status
    assert exit_code(judge(facts), facts) == code


def test_a_crawl_that_reached_nothing_is_told_in_one_line() -> None:
    assert report("b", "failed", Facts("finished", problems=("no such host",)), None) == ["b: no such host"]
    assert report("b", "failed", Facts("finished"), None) == ["b: no article found"]
    assert report("b", "failed", Facts("finished", broken="disk full"), None) == ["b: disk full"]
