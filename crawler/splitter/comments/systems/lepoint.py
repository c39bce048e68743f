"""Le Point: ``li.commentaire#div_commentaire_ID``, flat, the first three; a script loads the rest.

``time[datetime]`` is malformed ("2023-11-02T1643"). The buttons "Lire plus" and "Signaler" stand inside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from crawler.splitter.comments.attribution import author_name, date_of
from crawler.splitter.comments.base import CommentReader, Context, Found, own_lines
from crawler.splitter.comments.markup import Own, Titles, one_line
from crawler.splitter.comments.unknown.item import HEADING_TAGS, more_buttons

_ID = re.compile(r"div_commentaire_(\d+)")


def _marks(context: Context) -> bool:
    return any(map(_ID.fullmatch, context.ids))


def _read(context: Context) -> list[Found]:
    items = context.finder.find('li[id^="div_commentaire_"]')
    stops = set(items)
    titles = Titles(context)
    found = [_comment(context, item, stops, titles) for item in items]
    return [comment for comment in found if comment.text]


def _comment(context: Context, item: HtmlElement, stops: set[HtmlElement], titles: Titles) -> Found:
    own = Own(item, stops)
    body = own.having("commentaire-text", "commentaire-texte")
    name = next((part for part in own.elements if part.tag in ("strong", "b")), None)
    stamp = next((part for part in own.elements if part.tag == "time"), None)
    title = next((part for part in own.elements if part.tag in HEADING_TAGS), None)
    lines = own_lines(body, own.replies | more_buttons(body)) if body is not None else []
    date, raw = date_of(context, stamp.get("datetime") if stamp is not None else None, one_line(stamp))
    match = _ID.fullmatch(item.get("id") or "")
    return Found(
        item,
        id=match[1] if match else None,
        author=author_name(one_line(name)),
        date=date,
        raw_date=raw,
        text=titles.above(one_line(title, {body, *own.replies}), lines) if body is not None and lines else "",
    )


def _count(context: Context, found: Sequence[Found]) -> int | None:
    """``data-nb-comments`` on each item."""
    counts = (comment.node.get("data-nb-comments") or "" for comment in found)
    return next((int(count) for count in counts if count.isdigit()), None)


READER = CommentReader("lepoint", _marks, _read, count=_count)
