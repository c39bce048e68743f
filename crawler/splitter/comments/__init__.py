"""Comments of every system, read into one item type.

Each system is one module that holds a ``CommentReader``: found by its marks, asked in the order below; the
first that finds comments wins. Adding a system is one module and one line here.
"""

from __future__ import annotations

from datetime import datetime

from lxml.html import HtmlElement

from crawler.splitter.comments.area import read_area
from crawler.splitter.comments.base import CommentReader, Context, Thread, build_comments

READERS: tuple[CommentReader, ...] = ()


def read_comments(
    root: HtmlElement, url: str | None, time_zone: str, seen_at: datetime | None = None
) -> Thread:
    """The thread of a parsed page; an empty one where it holds none."""
    context = Context(root, url, time_zone, seen_at)
    for reader in READERS:
        if reader.marks(context) and (found := reader.read(context)):
            comments, pings = build_comments(found)
            area = read_area(context, found, reader.page_link)
            return Thread(reader.name, comments, pings, area.comment_count, area.pages, area.nodes)
    return Thread()


__all__ = ["Thread", "read_comments"]
