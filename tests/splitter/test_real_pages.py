"""The splitter on real pages with hand-checked truth, where they are at hand."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.score import PAGES, load_scorer, score_all

pytestmark = pytest.mark.skipif(not PAGES.exists(), reason=f"no real pages in {PAGES}")


@pytest.fixture(scope="module")
def groups() -> dict[str, dict[str, Any]]:
    scorer = load_scorer()
    groups = score_all(scorer)
    scorer.table(groups)
    return groups


def test_every_page_is_split(groups: dict[str, dict[str, Any]]) -> None:
    assert groups["TOTAL"]["ran"] == 1.0


def test_wordpress_floors(groups: dict[str, dict[str, Any]]) -> None:
    found = groups["WordPress"]
    assert found["body_f1"] >= 0.95
    assert found["c_edge"] >= 0.99
    assert found["threads_exact"] / found["threads"] >= 0.9


def test_no_comment_is_found_where_there_is_none(groups: dict[str, dict[str, Any]]) -> None:
    assert groups["TOTAL"]["no_comment_clean"] == 1.0
