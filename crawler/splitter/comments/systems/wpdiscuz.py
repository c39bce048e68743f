"""Comments of the WordPress plugin wpDiscuz, versions 3 to 7.

The element of each comment names it and its parent: ``wc-comm-ID_PARENT`` up to version 5,
``wpd-comm-ID_PARENT`` since 7, ``_0`` for a top comment. That is the parent in the database, also where the
plugin stops nesting at its deepest level. Dates are printed as "il y a 3 ans"; since version 7 a ``title``
gives the day and time. Further comments come by script, which no page holds.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from crawler.splitter.comments.base import CommentReader, Context, Found
from crawler.splitter.comments.nesting import Nesting
from crawler.splitter.comments.parts import read_parts

_ID = re.compile(r"(?:wpd|wc)-comm-(\d+)_(\d+)")
_LEVEL = re.compile(r"(?:wpd|wc)_comment_level-(\d+)")
# Who writes the blog, by the role that the plugin prints as a class.
_STAFF = re.compile(r"bypostauthor|(?:wpd|wc)-blog-(?:post_author|administrator|editor|author)")
_WRAPPERS = frozenset(("wpcomm", "wpdcom"))
_PINGS = frozenset(("pingback", "trackback"))


def _marks(context: Context) -> bool:
    return any(map(_ID.fullmatch, context.ids))


def _waits(context: Context) -> bool:
    return not _WRAPPERS.isdisjoint(context.ids)


def _read(context: Context) -> list[Found]:
    nesting: Nesting[HtmlElement] = Nesting()
    named = context.finder.having("id")
    items = [(item, match) for item in named if (match := _ID.fullmatch(item.get("id", "")))]
    for item, _ in items:
        nesting.around(item)
        nesting.add(item, item)
    return [_found(item, match[1], match[2], nesting, context) for item, match in items]


def _found(
    item: HtmlElement, number: str, parent: str, nesting: Nesting[HtmlElement], context: Context
) -> Found:
    own, others = nesting.own((item,), item)
    parts = read_parts((item,), own, others, context, number)
    # Version 7 gives the writer's role to the first element inside, version 5 to the comment itself.
    tokens = [token for element in (item, *item[:1]) for token in (element.get("class") or "").split()]
    level = next((int(match[1]) for token in tokens if (match := _LEVEL.fullmatch(token))), 1)
    return Found(
        node=item,
        id=number,
        author=parts.author,
        author_url=parts.author_url,
        is_staff=any(map(_STAFF.fullmatch, tokens)),
        date=parts.date,
        raw_date=parts.raw_date,
        text=parts.text,
        is_ping=not _PINGS.isdisjoint(tokens),
        named=(parent, "id") if parent != "0" else None,
        shown_depth=level - 1,
    )


READER = CommentReader("wpdiscuz", _marks, _read, waits=_waits)
