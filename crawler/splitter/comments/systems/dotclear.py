"""Dotclear: the definition list of its older themes, the list of the newer ones, and Dotclear 1's paragraphs.

- until 2.1x: ``#comments dl > dt#cID`` ("Le DATE, TIME par NAME") with the text in the ``dd`` behind it;
- dotty, glaz, berlin: ``ul.comments-list > li#cID.comment`` with ``.comment-info`` and ``.comment-content``;
- Dotclear 1: ``#comments p#cID`` with the text in the ``blockquote`` or ``div`` behind it.

Threads are flat. ``me`` marks the entry's author, ``#pings`` and ``li.ping`` hold trackbacks.
``a.comment-number`` is a running number and no id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from crawler.splitter.comments.attribution import Attribution, author_name, date_of, read_attribution
from crawler.splitter.comments.base import CommentReader, Context, Found, own_lines
from crawler.splitter.comments.markup import Own, link_of, one_line, tokens

_ITEMS = ", ".join(
    f'{area} {tag}[id^="c"]'
    for area in ("#comments", "#pings", "#trackbacks", ".comments-list")
    for tag in ("dt", "li", "p")
)
_ID = re.compile(r"c(\d+)")
_CHROME = ("comment-number", "comment-id", "read-it", "comment-reply")
_FROM = re.compile(r"^(?:\d+\.?\s+)?De\s+")  # how themes since 2.16 print the author: "De Zoé - 16/05/2022"
_OWN_NAMES = frozenset(("comment-info", "comment-number"))
_PINGS = frozenset(("pings", "trackbacks", "pings-list"))


def _marks(context: Context) -> bool:
    if not any(map(_ID.fullmatch, context.ids)) or "comments-block" in context.ids:
        return False  # Blogger's classic list has the same shape and ids
    return _is_dotclear(context) or "comments" in context.ids


def _is_dotclear(context: Context) -> bool:
    """Whether the page says so, or names its parts as Dotclear's own themes do."""
    return any("dotclear" in mark.lower() for mark in context.marks) or context.classes >= _OWN_NAMES


def _read(context: Context) -> list[Found]:
    is_dotclear = _is_dotclear(context)
    found = []
    for item in context.finder.find(_ITEMS):
        match = _ID.fullmatch(item.get("id") or "")
        if match is not None and (item.tag == "dt" or is_dotclear):
            comment = _comment(context, item)
            comment.id = match[1]
            found.append(comment)
    return found


def _comment(context: Context, item: HtmlElement) -> Found:
    own = Own(item, ())
    rest = tuple(_rest(item))
    chrome = own.all_having(_CHROME)
    info = own.having("comment-info") if item.tag == "li" else item
    by = _attribution(context, own, info if info is not None else item, chrome)
    name = _author_link(own, chrome)
    body = own.having("comment-content")
    parts = (*rest,) if item.tag != "li" else ((body,) if body is not None else (item,))
    cut = {*chrome, *({info} if info is not None and info is not item else ())}
    return Found(
        item,
        author=author_name(one_line(name)) if name is not None else by.author,
        author_url=link_of(context, name),
        is_staff="me" in tokens(item),
        date=by.date,
        raw_date=by.raw_date,
        text="\n".join(line for part in parts for line in own_lines(part, cut)),
        is_ping=_is_ping(item),
        more=rest,
    )


def _rest(item: HtmlElement) -> Iterator[HtmlElement]:
    """What follows a ``dt`` or ``p`` and is the same comment: up to the next one."""
    if item.tag == "li":
        return
    for sibling in item.itersiblings():
        if not isinstance(sibling.tag, str):
            continue
        if sibling.tag == item.tag and (item.tag == "dt" or sibling.get("id")):
            return
        if sibling.tag not in ("dd", "blockquote", "div", "p"):
            return
        if item.tag == "dt" and sibling.tag != "dd":
            return
        yield sibling
        if item.tag == "p" and sibling.tag != "p":
            return


def _attribution(context: Context, own: Own, info: HtmlElement, chrome: set[HtmlElement]) -> Attribution:
    printed = read_attribution(context, _FROM.sub("", one_line(info, chrome)))
    stamp = next((part for part in own.elements if part.tag == "time" and part.get("datetime")), None)
    if stamp is None:
        return printed
    date, raw = date_of(context, stamp.get("datetime"), one_line(stamp))
    author = read_attribution(context, _FROM.sub("", one_line(info, {*chrome, stamp}))).author
    return Attribution(author, date, raw)


def _author_link(own: Own, chrome: set[HtmlElement]) -> HtmlElement | None:
    """The link around the author's name; there is none where no site was left."""
    for part in own.elements:
        if part.tag != "a" or not part.get("href") or _ID.fullmatch(part.get("href", "").partition("#")[2]):
            continue  # the comment's own address, around its number or its date
        around = (part, *part.iterancestors())
        if chrome.isdisjoint(around):
            return None if any("comment-content" in tokens(above) for above in around) else part
    return None


def _is_ping(item: HtmlElement) -> bool:
    if "ping" in tokens(item):
        return True
    return any(
        above.get("id") in _PINGS or not _PINGS.isdisjoint(tokens(above)) for above in item.iterancestors()
    )


READER = CommentReader("dotclear", _marks, _read)
