"""The garbage collector is set for reading pages, and set back."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from crawler.garbage import expect_pages, expecting_pages


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    threshold = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)


def test_a_block_of_reading_leaves_the_collector_as_it_was() -> None:
    before = gc.get_threshold()
    with pytest.raises(KeyError), expecting_pages():
        assert gc.get_freeze_count() > 0
        assert gc.get_threshold()[0] > before[0]
        raise KeyError
    assert gc.get_freeze_count() == 0
    assert gc.get_threshold() == before


def test_circles_are_still_found_once_more_has_come_up_than_a_page_holds() -> None:
    class Node:
        pass

    expect_pages()
    gc.collect()
    found = gc.get_stats()[0]["collected"]
    for _ in range(3 * gc.get_threshold()[0]):
        node = Node()
        node.itself = node  # type: ignore[attr-defined]
    assert gc.get_stats()[0]["collected"] > found
