"""Comments of every system, read into one item type.

Each system is one module that holds a ``CommentReader``: found by its marks, asked in the order below; the
first that finds comments wins. Adding a system is one module and one line here.
"""

from __future__ import annotations

from datetime import datetime

from lxml.html import HtmlElement

from crawler.splitter.comments import wordpress, wpdiscuz
from crawler.splitter.comments.area import find_area
from crawler.splitter.comments.base import CommentReader, Context, Found, Thread
from crawler.splitter.comments.heading import declared_count
from crawler.splitter.comments.pager import comment_pages, linked_comment_pages
from crawler.splitter.comments.thread import build_comments
from crawler.splitter.xpath import Finder

READERS: tuple[CommentReader, ...] = (
    wpdiscuz.READER,
    wordpress.READER,
)  # fmt: skip


def read_comments(
    page: Finder | HtmlElement, url: str | None, time_zone: str, seen_at: datetime | None = None
) -> Thread:
    """The thread of a parsed page; without a comment, what the page shows of an empty one.

    ``page`` is the page's root, or the Finder that has read the page's names already. ``url``, ``time_zone``
    and ``seen_at`` are as in ``split``.
    """
    context = Context(page, url, time_zone, seen_at)
    waiting: str | None = None
    for reader in READERS:
        if reader.marks(context) and (found := reader.read(context)):
            return _thread(reader, context, found)
        if waiting is None and reader.waits is not None and reader.waits(context):
            waiting = reader.name
    area = find_area(context, ())
    return Thread(system=waiting, comment_count=declared_count(area, ()), nodes=area)


def _thread(reader: CommentReader, context: Context, found: list[Found]) -> Thread:
    comments, pings = build_comments(found)
    area = reader.area(context, found) if reader.area else find_area(context, found)
    return Thread(
        system=reader.name,
        comments=comments,
        pings=pings,
        comment_count=reader.count(context, found) if reader.count else declared_count(area, found),
        pages=reader.pages(context, found) if reader.pages else comment_pages(context, area, found),
        nodes=area,
    )


__all__ = ["READERS", "Thread", "linked_comment_pages", "read_comments"]
