"""Canalblog, from its first templates to 2023, when comments moved to JavaScript.

``ul.comment_thread > li.comment.level-N > div.comment_item#comment_ID`` with ``data-cid`` and ``data-mid``
(the comment answered, 0 for none). The text stands loose between the avatar and ``.itemfooter``, which says
"Posté par NAME, <abbr class="timeago" title="2014-08-23T18:29:06">": local time without a zone.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from crawler.splitter.comments.attribution import Attribution, author_name, date_of, read_attribution
from crawler.splitter.comments.base import CommentReader, Context, Found, own_lines
from crawler.splitter.comments.markup import Own, last_digits, link_of, one_line, tokens
from crawler.splitter.comments.thread import link_nesting
from crawler.splitter.comments.unknown.item import is_button

_LEVEL = re.compile(r"level-(\d{1,2})")
_CHROME = ("pp-container", "itemfooter", "comment_reply", "comment_rating")


def _marks(context: Context) -> bool:
    return {"comment_item", "itemfooter"} <= context.classes


def _read(context: Context) -> list[Found]:
    items = context.finder.find(".comment_item")
    nodes = {item: _node(item) for item in items}
    stops = set(nodes.values()) | set(items)
    found = [_comment(context, item, node, stops) for item, node in nodes.items()]
    link_nesting(found)
    ids = {comment.id for comment in found}
    for comment, item in zip(found, items, strict=True):
        answered = item.get("data-mid")
        if answered in ids and answered != comment.id:
            comment.named = (str(answered), "id")
    return found


def _node(item: HtmlElement) -> HtmlElement:
    """The list item around one comment, with its replies; some templates have none."""
    parent = item.getparent()
    return parent if parent is not None and parent.tag == "li" else item


def _comment(context: Context, item: HtmlElement, node: HtmlElement, stops: set[HtmlElement]) -> Found:
    own = Own(item, stops)
    footer = own.having("itemfooter")
    stamp = next((part for part in own.elements if part.tag == "abbr" and part.get("title")), None)
    buttons = own.all_having(("comment_reply", "comment_rating"))
    buttons.update(part for part in own.elements if part.tag == "a" and is_button(one_line(part)))
    if stamp is not None:
        date, raw = date_of(context, stamp.get("title"), one_line(stamp))
        by = Attribution(author_name(one_line(footer, {*buttons, stamp})), date, raw)
    else:
        by = read_attribution(context, one_line(footer, buttons))
    return Found(
        node,
        id=_id(item, own),
        author=by.author,
        author_url=_author_url(context, own, footer),
        date=by.date,
        raw_date=by.raw_date,
        text="\n".join(own_lines(item, own.all_having(_CHROME) | own.replies)),
        shown_depth=_depth(node),
    )


def _id(item: HtmlElement, own: Own) -> str | None:
    if number := item.get("data-cid") or last_digits(item.get("id")):
        return number
    anchors = (part.get("id") or part.get("name") or "" for part in own.elements if part.tag == "a")
    return next((anchor[1:] for anchor in anchors if re.fullmatch(r"c\d+", anchor)), None)


def _author_url(context: Context, own: Own, footer: HtmlElement | None) -> str | None:
    """The author's site, linked from the name; "Répondre" and the vote are links too."""
    buttons = own.all_having(("comment_reply", "comment_rating"))
    for link in footer.iter("a") if footer is not None else ():
        if link.getparent() not in buttons and link.get("href", "#") != "#":
            return link_of(context, link)
    return None


def _depth(node: HtmlElement) -> int | None:
    levels = (match for name in tokens(node) if (match := _LEVEL.fullmatch(name)))
    return next((max(int(match[1]) - 1, 0) for match in levels), None)


READER = CommentReader("canalblog", _marks, _read)
