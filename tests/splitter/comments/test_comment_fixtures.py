"""Each comment system against its own pages: invented text in real markup, the whole thread beside it.

A case is a folder ``<system>/<case>/`` with three files. ``page.html`` is the page. ``expected.json`` holds
what goes in (``url``; ``seen_at`` where dates are relative) and all that must come out: ``comment_system``,
``comment_count``, ``pings``, ``comment_pages``, ``comments`` and ``body``, the texts of the body's blocks; the
``headline`` where comments may be taken for one. A comment leaves out what is DEFAULT, and its position.
``why.md`` says what the case is for.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.items import Article, as_dict
from crawler.splitter import split
from crawler.splitter.comments import READERS

HERE = Path(__file__).parent
CASES = sorted(page.parent for page in HERE.glob("*/*/page.html"))
DEFAULT: dict[str, Any] = {
    "parent": None,
    "depth": 0,
    "author": None,
    "author_url": None,
    "is_staff": False,
    "date_published": None,
    "date_published_raw": None,
    "parent_from": None,
}
FIELDS = ("comment_system", "comment_count", "pings", "comment_pages", "comments", "body")


def name_of(case: Path) -> str:
    return f"{case.parent.name}/{case.name}"


def expected_of(case: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((case / "expected.json").read_text("utf-8"))
    data["comments"] = [
        {**DEFAULT, "position": position, **comment} for position, comment in enumerate(data["comments"], 1)
    ]
    return data


def split_case(case: Path, expected: dict[str, Any]) -> Article:
    seen_at = datetime.fromisoformat(expected["seen_at"]) if "seen_at" in expected else None
    return split((case / "page.html").read_bytes(), expected["url"], seen_at=seen_at)


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_page_gives_its_thread(case: Path) -> None:
    expected = expected_of(case)
    article = split_case(case, expected)
    found = json.loads(json.dumps({**as_dict(article), "body": article.body}))
    fields = [name for name in (*FIELDS, "headline") if name in expected]
    assert {name: found[name] for name in fields} == {name: expected[name] for name in fields}


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_no_word_of_a_comment_is_a_word_of_the_article(case: Path) -> None:
    expected = expected_of(case)
    article = split_case(case, expected)
    printed = "\n".join(block.text for block in article.blocks)
    lines = [line for comment in expected["comments"] for line in comment["text"].split("\n") if " " in line]
    assert [line for line in lines if line in printed] == []


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_case_is_whole_and_says_why(case: Path) -> None:
    assert (case / "why.md").read_text("utf-8").strip()
    assert expected_of(case).keys() - {"url", "seen_at", "headline"} == set(FIELDS)


def test_every_system_has_three_cases_or_more() -> None:
    cases = {reader.name: 0 for reader in READERS}
    for case in CASES:
        cases[case.parent.name] = cases.get(case.parent.name, 0) + 1
    assert {system: number for system, number in cases.items() if number < 3} == {}
