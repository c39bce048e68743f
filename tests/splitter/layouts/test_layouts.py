"""Each layout against its own pages: invented text in real markup, and what must come of it beside it.

A case is a folder ``<layout>/<case>/`` with three files. ``page.html`` is the page. ``expected.json`` holds its
``url`` (and ``site``, where a site's own rules read it) and what must come out: any fields of the split, and
under ``parts`` the texts of all blocks of a part, in page order; ``body`` is always among them. ``why.md``
says what the case is for.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.items import as_dict
from crawler.sites import all_sites
from crawler.splitter import split
from crawler.splitter.page.platforms import PLATFORMS

HERE = Path(__file__).parent
CASES = sorted(page.parent for page in HERE.glob("*/*/page.html"))


def name_of(case: Path) -> str:
    return f"{case.parent.name}/{case.name}"


def expected_of(case: Path) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads((case / "expected.json").read_text("utf-8"))
    return expected


def found_of(case: Path, expected: dict[str, Any]) -> dict[str, Any]:
    site = all_sites()[expected["site"]] if "site" in expected else None
    article = split((case / "page.html").read_bytes(), expected["url"], site)
    found: dict[str, Any] = json.loads(json.dumps(as_dict(article)))
    found["parts"] = {
        part: [block["text"] for block in found["blocks"] if block["part"] == part]
        for part in expected["parts"]
    }
    return found


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_page_gives_its_article(case: Path) -> None:
    expected = expected_of(case)
    found = found_of(case, expected)
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_nothing_is_unclaimed_and_every_part_has_a_rule(case: Path) -> None:
    blocks = found_of(case, expected_of(case))["blocks"]
    assert [block["text"] for block in blocks if block["part"] == "unclaimed"] == []
    assert [block["text"] for block in blocks if not block.get("rule")] == []


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_case_is_whole_and_says_why(case: Path) -> None:
    expected = expected_of(case)
    assert {
        "url",
        "layout",
        "headline",
        "authors",
        "date_published",
        "description",
        "parts",
    } <= expected.keys()
    assert "body" in expected["parts"]
    assert (case / "why.md").read_text("utf-8").strip()


def test_every_layout_has_three_cases_or_more() -> None:
    layouts = {layout.name for layout in PLATFORMS}
    layouts |= {layout.name for site in all_sites().values() for layout in site.layouts}
    short = {name: len(list((HERE / name).glob("*/page.html"))) for name in layouts}
    assert {name: count for name, count in short.items() if count < 3} == {}
