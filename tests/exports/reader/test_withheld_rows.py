"""Datasette's tables and views: what asks not to be published is not on them, until it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from exports_reader import Reader
from sample_archive import ESSAI, REFUS

OF_ARTICLES = (
    "article_overview", "comment_threads", "source_citations", "opinion_list", "comment_states", "comments",
    "blocks", "opinions", "citations", "article_keywords", "captures",
)  # fmt: skip


@pytest.fixture
def withholding(altered: Callable[..., Reader]) -> Callable[[str], list[dict[str, Any]]]:
    """The rows of a page, once the articles with a thread and with an edited comment are withheld."""
    return altered("UPDATE articles SET withheld = 'robots: noindex' WHERE id IN (1, 2)").rows


@pytest.mark.parametrize("table", OF_ARTICLES)
def test_its_rows_are_left_out(table: str, withholding, reader) -> None:
    assert 1 in {row["article_id"] for row in reader.rows(f"/archive/{table}.json?_size=500")}
    found = {row["article_id"] for row in withholding(f"/archive/{table}.json?_size=500")}
    assert found and not found & {1, 2}


def test_articles_and_changed_comments_are_left_out(withholding, reader) -> None:
    assert not {1, 2, 8} & {row["id"] for row in withholding("/archive/articles.json")}
    assert withholding("/archive/articles.json?_search=citadine") == []
    assert len(reader.rows("/archive/comment_revisions.json")) == 1
    assert withholding("/archive/comment_revisions.json") == []


def test_the_keeper_asks_for_them(withholding, reader) -> None:
    headlines = [row["headline"] for row in withholding("/archive/article_overview.json?withheld__notnull=1")]
    assert ESSAI.headline in headlines and REFUS.headline in headlines
    assert REFUS.headline not in reader.page("/archive/article_overview")
    assert "pages that ask not to be published are left out" in reader.page("/archive/article_overview")


def test_rows_of_no_article_stay(withholding) -> None:
    assert len(withholding("/archive/sites.json")) == 2
    assert {row["article_id"] for row in withholding("/archive/captures.json")} >= {None}
