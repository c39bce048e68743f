"""Comments of every system, read into one item type.

Each system is one module that holds a ``CommentReader``: found by its marks, asked in the order below; the
first that finds comments wins. Adding a system is one module and one line here.
"""

from __future__ import annotations

from datetime import datetime

from lxml.html import HtmlElement

from crawler.splitter.comments import wordpress
from crawler.splitter.comments.area import find_area
from crawler.splitter.comments.base import CommentReader, Context, Found, Thread
from crawler.splitter.comments.heading import declared_count
from crawler.splitter.comments.pager import comment_pages
from crawler.splitter.comments.thread import build_comments

READERS: tuple[CommentReader, ...] = (
    wordpress.READER,
)  # fmt: skip


def read_comments(
    root: HtmlElement, url: str | None, time_zone: str, seen_at: datetime | None = None
) -> Thread:
    """The thread of a parsed page; without a comment, what the page shows of an empty one."""
    context = Context(root, url, time_zone, seen_at)
    asked = [reader for reader in READERS if reader.marks(context)]
    for reader in asked:
        found = reader.read(context)
        if found:
            return _thread(reader, context, found)
    waiting = next((reader for reader in asked if reader.waits is not None and reader.waits(context)), None)
    area = find_area(context, ())
    return Thread(
        system=waiting.name if waiting is not None else None,
        comment_count=declared_count(area, ()),
        nodes=area,
    )


def _thread(reader: CommentReader, context: Context, found: list[Found]) -> Thread:
    comments, pings = build_comments(found)
    area = reader.area(context, found) if reader.area else find_area(context, found)
    return Thread(
        system=reader.name,
        comments=comments,
        pings=pings,
        comment_count=reader.count(context, found) if reader.count else declared_count(area, found),
        pages=reader.pages(context, found) if reader.pages else comment_pages(context, found),
        nodes=area,
    )


__all__ = ["READERS", "Thread", "read_comments"]
