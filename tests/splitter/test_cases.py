"""The invented cases of sources and opinions, as pages and as text captures: no figure below its floor."""

from __future__ import annotations

import json
from typing import Any

import pytest

from benchmarks.cases import CASES, Answer, answers, totals
from benchmarks.floors import read_floors, shortfalls

FLOORS = read_floors()["cases"]


def lines(kind: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / f"{kind}.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module", params=["sources", "opinion"])
def given(request: pytest.FixtureRequest) -> tuple[str, list[Answer]]:
    return request.param, answers(request.param)


def test_cases_hold_their_floors(given: tuple[str, list[Answer]]) -> None:
    kind, found = given
    for form in ("html", "text"):
        name = f"{kind}/{form}"
        own = [answer for answer in found if answer.form == form]
        wrong = [
            (answer.case, answer.found - answer.expected, answer.astray) for answer in own if not answer.right
        ]
        assert shortfalls("cases", {name: totals(own)}, {name: FLOORS[name]}) == [], wrong


def test_precision_and_recall(given: tuple[str, list[Answer]]) -> None:
    figures = totals(given[1])
    assert figures["precision"] >= 0.98
    assert figures["recall"] >= 0.98


@pytest.mark.parametrize("kind", ["sources", "opinion"])
def test_half_of_the_cases_are_traps(kind: str) -> None:
    cases = lines(kind)
    assert len({case["id"] for case in cases}) == len(cases) >= 150
    traps = sum(not case[kind] for case in cases)
    assert 0.48 <= traps / len(cases) <= 0.55
    assert all(case["why"] for case in cases)
