"""The splitter on real pages with hand-checked truth, where they are at hand: no figure below its floor."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.floors import read_floors, shortfalls
from benchmarks.real_pages import PAGES, load_scorer, score_all
from benchmarks.score import floored_measures

pytestmark = pytest.mark.skipif(not PAGES.exists(), reason=f"no real pages in {PAGES}")
FLOORS = read_floors()["pages"]


@pytest.fixture(scope="module")
def groups() -> dict[str, dict[str, Any]]:
    scorer = load_scorer()
    groups = score_all(scorer)
    scorer.table(groups)
    return groups


def test_every_page_is_split(groups: dict[str, dict[str, Any]]) -> None:
    assert groups["TOTAL"]["ran"] == 1.0


@pytest.mark.parametrize("group", sorted(FLOORS))
def test_a_platform_holds_its_floors(groups: dict[str, dict[str, Any]], group: str) -> None:
    measured = {name: floored_measures(figures) for name, figures in groups.items()}
    assert list(map(str, shortfalls("pages", measured, {group: FLOORS[group]}))) == []
