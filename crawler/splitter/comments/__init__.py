"""Comments of every system, read into one item type.

Each known system is one module of ``systems`` that holds a ``CommentReader``: found by its marks, asked in
the order below; the first that finds comments wins. Threads of all others are read by ``unknown``, which
comes last. Adding a system is one module and one line here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from lxml.html import HtmlElement

from crawler.splitter.comments.area import find_area
from crawler.splitter.comments.attribution import settle_slashed_dates
from crawler.splitter.comments.base import CommentReader, Context, Found, Thread
from crawler.splitter.comments.counter import declared_by_markup
from crawler.splitter.comments.heading import declared_count
from crawler.splitter.comments.pager import comment_pages, linked_comment_pages
from crawler.splitter.comments.systems import (
    blogger,
    canalblog,
    disqus,
    dotclear,
    drupal,
    lefigaro,
    lepoint,
    schema_org,
    spip,
    wordpress,
    wpdiscuz,
)
from crawler.splitter.comments.systems.named import name_system
from crawler.splitter.comments.thread import build_comments
from crawler.splitter.comments.unknown import generic
from crawler.splitter.page.finder import Finder

# Systems with marks of their own come first, the most frequent before the others; then old WordPress themes,
# told by ids that others may use; then what is told by a standard, and last by looks.
READERS: tuple[CommentReader, ...] = (
    wpdiscuz.READER,
    wordpress.READER,
    spip.READER,
    canalblog.READER,
    blogger.READER,
    dotclear.READER,
    drupal.READER,
    lefigaro.READER,
    lepoint.READER,
    wordpress.OLD_THEMES,
    disqus.READER,
    schema_org.MICRODATA,
    schema_org.JSON_LD,
    generic.READER,
)


def read_comments(
    page: Finder | HtmlElement, url: str | None, time_zone: str, seen_at: datetime | None = None
) -> Thread:
    """The thread of a parsed page; without a comment, what the page shows of an empty one, and the name of
    the system it waits for.

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
    count = _declared(context, area, ())
    named = name_system(context)
    if named is not None and count == 0:
        count = None  # what a script will write over
    return Thread(system=named or waiting, comment_count=count, nodes=area)


def _thread(reader: CommentReader, context: Context, found: list[Found]) -> Thread:
    settle_slashed_dates(context, found)
    comments, pings = build_comments(found)
    area = reader.area(context, found) if reader.area else find_area(context, found)
    return Thread(
        system=reader.name,
        comments=comments,
        pings=pings,
        comment_count=_declared(context, area, found, reader),
        pages=reader.pages(context, found) if reader.pages else comment_pages(context, area, found),
        nodes=area,
    )


def _declared(
    context: Context, area: Sequence[HtmlElement], found: Sequence[Found], reader: CommentReader | None = None
) -> int | None:
    """The number of comments that the page declares: where their system has it, or in a line beside them;
    else by its markup."""
    own = reader.count if reader else None
    count = own(context, found) if own else declared_count(area, found)
    return count if count is not None else declared_by_markup(context, area, found)


__all__ = ["READERS", "Thread", "linked_comment_pages", "read_comments"]
