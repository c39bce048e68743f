"""The garbage collector, set for a process that reads many pages one after the other."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_A_PAGE = 5000  # tree nodes, pieces and rows of an ordinary page; they go by themselves when it is done


def expect_pages() -> None:
    """Search what was imported no more, and the rest when more has come up than the reading of one page.

    With the interpreter's own setting (700 objects) the nodes of each page are gone through once or twice
    while it is read, and the modules of Scrapy at every hundredth: a twelfth of the time that reading takes.
    """
    gc.freeze()
    gc.set_threshold(_A_PAGE, *gc.get_threshold()[1:])


@contextmanager
def expecting_pages() -> Iterator[None]:
    """As ``expect_pages``, for as long as the block runs."""
    before = gc.get_threshold()
    expect_pages()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
