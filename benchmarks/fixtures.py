"""The project's own pages with their truth beside them: comment systems, layouts and plain text captures.

A fixture is a folder ``<group>/<case>/`` with a ``page.html`` or ``page.txt``, its ``expected.json`` and a
``why.md``. What ``expected.json`` names is compared; what it leaves out is not scored here: the tests of each
group hold its cases to their whole truth.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.items import Article, as_dict
from crawler.sites import all_sites
from crawler.splitter import SiteRules, split

FIXTURES = Path(__file__).resolve().parents[1] / "tests" / "splitter"
# What the captures are read with: an invented site's names, and the moment "hier" counts back from.
GARAGE = SiteRules(name="garage", own_names=("Garage-Imaginaire.com", "Le Garage Imaginaire"))
CAPTURED_AT = datetime(2021, 5, 20, 10, 0, tzinfo=UTC)
_INPUTS = ("url", "site", "seen_at")  # of expected.json: what goes in


@dataclass(frozen=True, slots=True)
class Result:
    """One fixture: the fields that its truth names, and those among them that came out otherwise."""

    group: str
    case: str
    fields: tuple[str, ...]
    wrong: tuple[str, ...]


def results() -> Iterator[Result]:
    """Every fixture, split and compared."""
    for folder in ("comments", "layouts"):
        for page in sorted((FIXTURES / folder).glob("*/*/page.html")):
            expected = json.loads((page.parent / "expected.json").read_text("utf-8"))
            article = split_page(page, expected)
            data = {**as_json(article), "body": list(article.body), "parts": _parts(article)}
            group = f"{folder}/{page.parent.parent.name}"
            fields = tuple(name for name in expected if name not in _INPUTS)
            yield _result(group, page.parent.name, fields, expected, data)
    for page in sorted((FIXTURES / "captures").glob("*/page.txt")):
        expected = json.loads((page.parent / "expected.json").read_text("utf-8"))
        yield _result("captures", page.parent.name, tuple(expected), expected, readable(split_capture(page)))


def totals(found: list[Result]) -> dict[str, dict[str, float]]:
    """Per group: its pages, the share of pages wholly right, and each field's share of right pages."""
    groups: dict[str, list[Result]] = defaultdict(list)
    for result in found:
        groups[result.group].append(result)
    return {
        name: {
            "pages": len(members),
            "exact": sum(not member.wrong for member in members) / len(members),
            "fields": 1 - sum(len(m.wrong) for m in members) / sum(len(m.fields) for m in members),
        }
        for name, members in groups.items()
    }


def split_page(page: Path, expected: dict[str, Any]) -> Article:
    """A saved page, read as its truth says: where it was found, of which site, and when."""
    seen_at = datetime.fromisoformat(expected["seen_at"]) if "seen_at" in expected else None
    site = all_sites()[expected["site"]] if "site" in expected else None
    return split(page.read_bytes(), expected["url"], site, seen_at=seen_at)


def split_capture(page: Path) -> Article:
    """A plain text capture, whose address is at most printed in it."""
    return split(page.read_bytes(), site=GARAGE, seen_at=CAPTURED_AT)


def as_json(article: Article) -> dict[str, Any]:
    """The article as JSON gives it back: lists for tuples."""
    data: dict[str, Any] = json.loads(json.dumps(as_dict(article)))
    return data


def readable(article: Article) -> dict[str, Any]:
    """A capture's split as its truth is written: parents by position, fields at their defaults left out.

    Blocks are [part, kind, text]. What no capture holds is left out too.
    """
    data = as_json(article)
    position = {comment["id"]: comment["position"] for comment in data["comments"]}
    for comment in data["comments"]:
        del comment["id"]
        comment["parent"] = position[comment["parent"]] if comment["parent"] else None
        for name in ("author_url", "is_staff", "date_published", "date_published_raw"):
            if not comment[name]:
                del comment[name]
    data["blocks"] = [[block["part"], block["kind"], block["text"]] for block in data["blocks"]]
    for name in ("site", "layout", "canonical_url", "in_language", "comment_pages", "opt_outs"):
        del data[name]
    return data


def _parts(article: Article) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = defaultdict(list)
    for block in article.blocks:
        parts[block.part].append(block.text)
    return parts


def _result(
    group: str, case: str, fields: tuple[str, ...], expected: dict[str, Any], found: dict[str, Any]
) -> Result:
    wrong = tuple(name for name in fields if not _same(expected[name], found.get(name)))
    return Result(group, case, fields, wrong)


def _same(expected: Any, found: Any) -> bool:
    """Whether what a truth names is there: of an object its own keys, of a list each item."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return all(_same(value, found.get(name, [])) for name, value in expected.items())
    if isinstance(expected, list) and isinstance(found, list):
        return len(expected) == len(found) and all(map(_same, expected, found))
    return bool(expected == found)
