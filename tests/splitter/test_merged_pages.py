"""Comment pages joined into one thread: what a page begins with in the middle of a thread answers the page before."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.items import Article, Comment
from crawler.splitter import merge_comment_pages, split

sys.path.append(str(Path(__file__).resolve().parent / "comments"))

from platform_markup import drupal_7, page  # type: ignore[import-not-found]
from thread_markup import Remark  # type: ignore[import-not-found]

URL = "https://blog.example/node/1"


def said(number: int, *replies: Remark) -> Remark:
    when = datetime(2026, 5, 3, 9, number, tzinfo=UTC)
    return Remark(
        number,
        f"Lecteur {number}",
        when,
        [f"Remarque {number} sur la boîte de vitesses."],
        replies=list(replies),
    )


def read(area: str, number: int = 0) -> Article:
    url = URL + (f"?page={number}" if number else "")
    return split(page(area, "Drupal 7").encode(), url=url)


def parents(article: Article) -> dict[str, tuple[str | None, str | None, int]]:
    return {one.id: (one.parent, one.parent_from, one.depth) for one in article.comments}


def shown(key: str, depth: int, parent: str | None = None, found: str | None = None) -> Comment:
    one = read(drupal_7([said(1)])).comments[0]
    return replace(one, id=key, depth=depth, parent=parent, parent_from=found)


def test_a_thread_that_a_page_break_cuts_is_whole_again() -> None:
    first = read(drupal_7([said(1, said(2, said(3)))]))
    # The second page goes on inside two boxes, as Drupal prints it.
    rest = drupal_7([said(6)]).replace('<h2>Commentaires</h2>', '<h2>Commentaires</h2>' + (
        f'<div class="indented"><div class="indented">{inner(said(4))}</div>{inner(said(5))}</div>'
    ))  # fmt: skip
    merged = merge_comment_pages(first, [read(rest, 1)])
    assert {key: found[0] for key, found in parents(merged).items()} == {
        "1": None, "2": "1", "3": "2", "4": "2", "5": "1", "6": None,
    }  # fmt: skip


def inner(remark: Remark) -> str:
    """One comment of a Drupal page, without the area around it and without RDF that names its parent."""
    area: str = drupal_7([remark])
    return area.partition("</h2>")[2].removesuffix("</div>")


@pytest.mark.parametrize(
    ("number", "linked"),
    [(1, [("d", "c"), ("e", "d"), ("f", "b")]), (2, [("d", None), ("e", "d"), ("f", None)])],
)
def test_only_the_page_before_it_is_gone_on_with(number: int, linked: list[tuple[str, str | None]]) -> None:
    first = replace(read(drupal_7([said(1)])), comments=(
        shown("a", 0), shown("b", 0), shown("c", 1, "b", "indent"),
    ))  # fmt: skip
    later = replace(first, url=f"{URL}?page={number}", comments=(
        shown("d", 2, None, "lost"), shown("e", 3, "d", "indent"), shown("f", 1, None, "lost"), shown("g", 0),
        shown("h", 1, None, "lost"),
    ))  # fmt: skip
    merged = {one.id: one for one in merge_comment_pages(first, [later]).comments}
    assert [(key, merged[key].parent) for key, _ in linked] == linked
    assert (merged["h"].parent, merged["h"].parent_from) == (None, "lost")  # a ping's answer, say
