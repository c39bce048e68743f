"""The order in which a crawl fetches."""

from __future__ import annotations

from crawler.spiders.frontier import Frontier, Task


def take_all(frontier: Frontier, most: int = 2) -> list[list[str]]:
    batches = []
    while batch := frontier.take(most):
        batches.append([task.url for task in batch])
        for task in batch:
            if task.kind in ("article", "recalled"):
                frontier.spend()
    return batches


def filled(limit: int | None = None) -> Frontier:
    frontier = Frontier(limit)
    frontier.recall(Task("old", "recalled"))
    frontier.recall(Task("a2", "recalled"))
    for kind, urls in {
        "listing": ["l1", "l2"],
        "article": ["a1", "a2", "a3"],
        "sitemap": ["s"],
        "feed": ["f"],
    }.items():
        for url in urls:
            assert frontier.add(Task(url, kind))  # type: ignore[arg-type]
    return frontier


def test_sources_then_articles_then_one_listing_page_then_what_nobody_named() -> None:
    assert take_all(filled()) == [["f"], ["s"], ["a1", "a2"], ["a3"], ["l1"], ["l2"], ["old"]]


def test_an_address_is_taken_once() -> None:
    frontier = Frontier()
    assert frontier.add(Task("a", "article"))
    assert not frontier.add(Task("a", "article"))
    assert frontier.skip("b")
    assert not frontier.skip("b")
    assert not frontier.add(Task("b", "article"))
    assert take_all(frontier) == [["a"]]


def test_a_limit_takes_articles_as_soon_as_there_are_enough() -> None:
    assert take_all(filled(2)) == [["a1", "a2"]]
    assert take_all(filled(4)) == [["f"], ["s"], ["a1", "a2"], ["a3"], ["l1"], ["l2"], ["old"]]


def test_cleared_is_empty() -> None:
    frontier = filled()
    frontier.clear()
    assert take_all(frontier) == []
