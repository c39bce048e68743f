"""Le Figaro: the thread of its Drupal years (2013) and the three latest comments that its pages carry today.

- 2013: ``li.fig-comment`` with the id as second class name, replies in
  ``ul.fig-comment-child#child-<parent>`` beside the comment's own ``article``;
- 2024: ``li.fig-comments__item.fig-comment``, flat, without ids; a script loads the rest.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from crawler.splitter.comments.attribution import date_of
from crawler.splitter.comments.base import CommentReader, Context, Found, own_lines
from crawler.splitter.comments.markup import Own, link_of, one_line, tokens
from crawler.splitter.comments.thread import link_nesting

_CHILD = re.compile(r"child-(\d+)")


def _marks(context: Context) -> bool:
    return "fig-comment" in context.classes


def _read(context: Context) -> list[Found]:
    items = context.finder.find("li.fig-comment")
    stops = set(items)
    found = [_comment(context, item, stops) for item in items]
    link_nesting(found)
    return found


def _comment(context: Context, item: HtmlElement, stops: set[HtmlElement]) -> Found:
    own = Own(item, stops)
    name = own.having("fig-comment-user", "fig-comment__username")
    body = own.having("fig-comment-msg", "fig-comment__text")
    stamp = next((part for part in own.elements if part.tag == "time"), None)
    shown = own.having("fig-comment-timestamp", "fig-comment__date")
    date, raw = date_of(
        context, stamp.get("datetime") if stamp is not None else None, one_line(stamp), one_line(shown)
    )
    parent = _child_of(item)
    return Found(
        item,
        id=next((token for token in tokens(item) if token.isdigit()), None),
        author=one_line(name) or None,
        author_url=link_of(context, name),
        date=date,
        raw_date=raw,
        text="\n".join(own_lines(body, stops)) if body is not None else "",
        named=(parent, "id") if parent is not None else None,
    )


def _child_of(item: HtmlElement) -> str | None:
    """The comment answered, by the id of the list of replies. Stray ``li`` may stand between the two."""
    for above in item.iterancestors("ul"):
        match = _CHILD.fullmatch(above.get("id") or "")
        return match[1] if match else None
    return None


READER = CommentReader("lefigaro", _marks, _read)
