"""Plain text captures: the reference page, own captures with their whole split, and no word lost."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.items import Article, as_dict
from crawler.splitter.layout import SiteRules
from crawler.splitter.plaintext import split_text

CAPTURES = Path(__file__).parent / "captures"
SEED = Path(__file__).parents[3] / "shared" / "seed"
SEEN_AT = datetime(2021, 5, 20, 10, 0, tzinfo=UTC)
GARAGE = SiteRules(name="garage", own_names=("Garage-Imaginaire.com", "Le Garage Imaginaire"))


def blocks(article: Article, part: str) -> list[str]:
    return [block.text for block in article.blocks if block.part == part]


# -- the reference page -----------------------------------------------------------------------------------


@pytest.fixture
def seed() -> tuple[Article, dict[str, Any]]:
    if not SEED.is_dir():
        pytest.skip("the reference page stands beside the repository, in ../shared/seed, and is not here")
    text = (SEED / "page.txt").read_text("utf-8")
    return split_text(text), json.loads((SEED / "truth.json").read_text("utf-8"))


def test_the_reference_page_splits_into_its_truth(seed: tuple[Article, dict[str, Any]]) -> None:
    article, truth = seed
    body = [block for block in article.blocks if block.part == "body"]
    split = as_dict(article)
    found = {
        **{name: split[name] for name in ("headline", "description", "date_published", "comment_count")},
        "authors": list(article.authors),
        "body": [block.text for block in body],
        "blocks_kinds": [block.kind for block in body],
        "opinion": article.opinion
        and {"heading": article.opinion.heading, "paragraphs": list(article.opinion.paragraphs)},
        "sources": list(split["sources"]),
        "furniture": blocks(article, "furniture"),
    }
    assert found == {name: value for name, value in truth.items() if name != "comments"}


def test_the_reference_thread_is_its_truth(seed: tuple[Article, dict[str, Any]]) -> None:
    article, truth = seed
    ids = [comment.id for comment in article.comments]
    found = [
        {
            "depth": comment.depth,
            "position": comment.position,
            "parent_index": ids.index(comment.parent) if comment.parent else None,
            "parent_from": comment.parent_from,
            "author": comment.author,
            "date_published": comment.date_published,
            "text": comment.text,
        }
        for comment in article.comments
    ]
    # The number printed before a comment is a label, not a field of the contract.
    assert found == [
        {name: value for name, value in comment.items() if name != "number"} for comment in truth["comments"]
    ]
    assert len(set(ids)) == len(ids) == 7


# -- own captures -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", sorted(path.name for path in CAPTURES.iterdir()))
def test_a_capture_splits_into_what_was_invented(case: str) -> None:
    folder = CAPTURES / case
    assert (folder / "why.md").read_text("utf-8").strip()
    text = (folder / "page.txt").read_bytes().decode("utf-8")
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    article = split_text(text, expected["url"], GARAGE, SEEN_AT)
    assert readable(article) == expected


def readable(article: Article) -> dict[str, Any]:
    """The split as the truth files write it: fields at their defaults left out, parents by position."""
    data = json.loads(json.dumps(as_dict(article)))
    position = {comment["id"]: comment["position"] for comment in data["comments"]}
    assert len(position) == len(data["comments"])
    for comment in data["comments"]:
        del comment["id"]
        comment["parent"] = position[comment["parent"]] if comment["parent"] else None
        for name in ("author_url", "is_staff", "date_published", "date_published_raw"):
            if not comment[name]:
                del comment[name]
    data["blocks"] = [[block["part"], block["kind"], block["text"]] for block in data["blocks"]]
    assert data.pop("site") == "garage"
    assert data.pop("layout") == "text-capture"
    for name in ("canonical_url", "in_language", "comment_pages", "opt_outs"):
        assert not data.pop(name)
    return data
