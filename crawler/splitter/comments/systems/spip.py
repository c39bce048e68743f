"""SPIP: its forum (``squelettes-dist``, SPIP 1.9 to 4) and the plugin Comments.

The forum prints ``ul.forum > li.forum-fil`` with ``.forum-chapo`` (title, date, author) and ``.forum-texte``;
the plugin ``ul.comments-ul > li.comment-li`` with ``.comment-meta`` and ``.comment-texte``. Both nest their
replies as lists inside the item. Class names carry ids (``forum-texte-226836``): only whole names count.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from crawler.items import ParentFrom
from crawler.splitter.comments.attribution import Attribution, author_name, date_of, read_attribution
from crawler.splitter.comments.base import CommentReader, Context, Found, own_lines
from crawler.splitter.comments.markup import (
    Own,
    Titles,
    last_digits,
    link_of,
    one_line,
    tokens,
)
from crawler.splitter.comments.thread import link_nesting, widen_to_list_items

_ITEM_NAMES = frozenset(("forum-fil", "comment-li", "comment-fil"))
_ITEMS = ", ".join(
    f'{tag}[class*="{name}"]' for tag in ("li", "div", "article") for name in sorted(_ITEM_NAMES)
)
_AUTHOR = re.compile(r"forum-(?:qui|auteur)(?:-\d+)?")
# Buttons, permalinks and header: no words of the reader.
_CHROME = frozenset(
    "repondre comment-reply forum-repondre-message forum-repondre permalink diese in-reply-to "
    "forum-chapo hyperlien".split()
)
_ANSWERING = re.compile(r"(?:page=forum\b|forum\.php).*[?&]id_forum=\d+")  # a link to the form that answers
_LONGEST_LINE = 160
_ANCHOR = re.compile(r"(?:forum|comment)\d+")
# The plugin's ".item" ("En réponse à : TITLE") names the article in the markup of an author (hReview).
_NOT_AUTHOR = frozenset(("item", "sep"))


def _marks(context: Context) -> bool:
    return not _ITEM_NAMES.isdisjoint(context.classes) or {"forum", "forum-message"} <= context.classes


def _read(context: Context) -> list[Found]:
    items = _items(context)
    stops = set(items)
    titles = Titles(context)
    found = [comment for item in items if (comment := _comment(context, item, stops, titles))]
    widen_to_list_items(found)
    link_nesting(found)
    ids = {comment.id for comment in found}
    for comment in found:
        above = comment.above
        if comment.named is not None and above is not None:
            answered = comment.named[0]
            # Nesting says the same, unless the list was flattened: then the link alone knows.
            if answered == above.id or answered not in ids:
                comment.named = None
    return found


def _items(context: Context) -> list[HtmlElement]:
    finder = context.finder
    named = [item for item in finder.find(_ITEMS) if item.tag == "li" or _ITEM_NAMES & set(tokens(item))]
    around = [message.getparent() for message in finder.find('li > [class*="forum-message"]')]
    holders = [parent for parent in around if parent is not None]
    return sorted({*named, *holders}, key=finder.position)


def _comment(context: Context, item: HtmlElement, items: set[HtmlElement], titles: Titles) -> Found | None:
    own = Own(item, items)
    body = own.having("forum-texte", "comment-texte", "comment-content", "forum-message")
    if body is None:
        return None
    title = own.having("forum-titre", "comment-titre")
    line = _who_and_when(own)
    by = _attribution(context, own, line)
    if by.author is None and by.raw_date is None:
        by = _printed(context, item, own.replies | {body, *(() if title is None else (title,))})
    buttons = {part for part in own.elements if _ANSWERING.search(part.get("href") or "")}
    lines = own_lines(body, own.all_having(_CHROME) | own.replies | buttons)
    link = own.having("hyperlien")  # "Voir en ligne": the site that the form asks for
    return Found(
        item,
        id=_id(own, item),
        author=by.author,
        author_url=_author_url(context, own) or link_of(context, link),
        date=by.date,
        raw_date=by.raw_date,
        text=titles.above(one_line(title, {body, *own.replies}), lines),
        named=_answered(own),
    )


def _who_and_when(own: Own) -> HtmlElement | None:
    return own.having("comment-meta", "forum-nav", "forum-chapo")


def _attribution(context: Context, own: Own, line: HtmlElement | None) -> Attribution:
    """Author and date by their marks, what has none from the line that prints both."""
    title = own.having("forum-titre", "comment-titre")
    apart = own.all_having((*_NOT_AUTHOR, *_CHROME)) - {line}
    if title is not None:
        apart.add(title)
    named = next((part for part in own.elements if any(map(_AUTHOR.fullmatch, tokens(part)))), None)
    author = one_line(named, apart) or None
    if named is None:  # "par NAME"
        named = own.having("reviewer", "comment-auteur", "vcard")
        author = author_name(one_line(named, apart))
    date, raw = date_of(context, *_date_element(own))
    if line is None or (named is not None and raw is not None):
        return Attribution(author, date, raw)
    printed = read_attribution(context, one_line(line, apart))
    if raw is None:
        date, raw = printed.date, printed.raw_date
    return Attribution(author if named is not None else printed.author, date, raw)


def _printed(context: Context, item: HtmlElement, apart: set[HtmlElement]) -> Attribution:
    """Who and when by the first line with a date, where a site's own skeleton names neither."""
    lines = (line for line in own_lines(item, apart) if len(line) <= _LONGEST_LINE)
    printed = (read_attribution(context, line) for line in lines)
    return next((by for by in printed if by.raw_date is not None), Attribution())


def _date_element(own: Own) -> tuple[str | None, str | None]:
    """The ISO attribute, in UTC (``|date_iso``), and the text of the date, in local time."""
    for part in own.elements:
        if part.tag == "time" and part.get("datetime"):
            return part.get("datetime"), one_line(part)
        if (
            part.tag == "abbr"
            and part.get("title")
            and {"date", "published", "dtreviewed"} & set(tokens(part))
        ):
            return part.get("title"), one_line(part)
    return None, None


def _id(own: Own, item: HtmlElement) -> str | None:
    around = item.getparent()
    holder = () if item.tag == "li" or around is None or around.tag != "li" else (around,)
    for part in (item, *holder, *own.elements):
        for name in ("id", "name"):
            if _ANCHOR.fullmatch(part.get(name) or ""):
                return last_digits(part.get(name))
    for part in own.elements:
        for name in tokens(part):
            if re.fullmatch(r"forum-[a-z]+-\d+", name):
                return last_digits(name)
        if (href := part.get("href")) and (match := re.search(r"id_forum=(\d+)", href)):
            return match[1]
    return None


def _author_url(context: Context, own: Own) -> str | None:
    named = next((part for part in own.elements if any(map(_AUTHOR.fullmatch, tokens(part)))), None)
    if named is None:
        named = own.having("reviewer", "comment-auteur")
    if named is None:
        return None
    around = named.getparent()
    if around is not None and around.tag == "a":
        return link_of(context, around)
    return link_of(context, named)


def _answered(own: Own) -> tuple[str, ParentFrom] | None:
    """The comment that the plugin's "^" link names."""
    link = own.having("in-reply-to")
    parent = last_digits((link.get("href") or "").partition("#")[2]) if link is not None else None
    return (parent, "reply-link") if parent is not None else None


READER = CommentReader("spip", _marks, _read)
