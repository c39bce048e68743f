"""Drupal 6 to 11: core's ``comment.tpl.php`` and ``comment.html.twig``, and the themes built on them.

Comments stand flat; the replies to one stand in a ``div.indented`` behind it. RDF marks them as
``sioct:Comment`` (7) or ``schema:Comment`` (8 and later) and may name the parent, as core's hidden "In reply
to" line does. ``mark[data-comment-timestamp]`` is the moment of the last change, so it dates nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from crawler.items import ParentFrom
from crawler.splitter.comments.area import find_area
from crawler.splitter.comments.attribution import Attribution, author_name, date_of, read_attribution
from crawler.splitter.comments.base import CommentReader, Context, Found, own_lines
from crawler.splitter.comments.markup import (
    Own,
    Titles,
    link_of,
    one_line,
    text_before,
    tokens,
)
from crawler.splitter.comments.pager import pager_links
from crawler.splitter.comments.thread import link_nesting
from crawler.splitter.comments.wording import says_it_answers

_ITEMS = ", ".join(
    f"{tag}{mark}"
    for tag in ("div", "article", "li", "section")
    for mark in (".comment", '[typeof*="schema:Comment"]', '[typeof*="sioct:Comment"]')
)
_ID = re.compile(r"comment-(\d+)")
_ABOUT = re.compile(r"/comment/(\d+)")
_PAGE = re.compile(r"[?&]page=(?:0(?:%2C|,))?[1-9]\d*(?:&|$)", re.I)
_STAFF = frozenset(("comment-by-node-author", "by-node-author"))
_OWN_SCRIPTS = ("/misc/drupal.js", "/core/assets/", "/core/misc/", "/sites/all/", "/sites/default/")
_LINE = (
    "submitted",
    "comment__submitted",
    "comment-submitted",
    "comment__meta",
    "attribution",
    "author-datetime",
)
_NAME = ("username", "comment__author", "commenter-name", "comment-author")
_TEXT = (
    "comment__text-content",
    "comment-text-content",
    "content",
    "comment__content",
    "comment-content",
    "comment-body",
)
# What stands inside the text's box and is no word of the commenter's.
_CHROME = frozenset("links user-signature inline__links comment__links new comment-arrow permalink".split())
_NEW = ("new", "marker")  # the mark of a comment unread so far, in Drupal 7 inside the title
_HIDDEN = frozenset(("parent", "visually-hidden", "element-invisible"))
_TITLE = frozenset("comment__title comment-title title titre subject".split())
_LONGEST_LINE = 160


def _marks(context: Context) -> bool:
    if "ajax-comment-wrapper" in context.classes or any(":Comment" in mark for mark in context.marks):
        return True
    return "comment" in context.classes and (
        "indented" in context.classes
        or not _STAFF.isdisjoint(context.classes)
        or any("Drupal" in mark or any(path in mark for path in _OWN_SCRIPTS) for mark in context.marks)
    )


def _read(context: Context) -> list[Found]:
    items = context.finder.find(_ITEMS)
    around = {above for item in items for above in item.iterancestors()}
    titles = Titles(context)
    stops = set(items)
    found: list[Found] = []
    last_at: list[Found | None] = []  # by depth: the latest comment there; a page may begin within a thread
    indents: dict[HtmlElement, int] = {}
    for item in items:
        # A box around several comments is one itself only where it says which.
        number = _own_id(item) or (_id(item) if item not in around else None)
        if number is None:
            continue
        comment = _comment(context, item, stops, titles)
        if comment is None:
            continue
        comment.id = number
        depth = _indent(item, indents)
        comment.shown_depth = depth
        above = last_at[depth - 1] if 0 < depth <= len(last_at) else None
        if comment.named is None and above is not None:
            comment.named = (str(above.id), "indent")
        del last_at[depth:]
        last_at += [*[None] * (depth - len(last_at)), comment]
        found.append(comment)
    link_nesting(found)  # for themes that put the replies inside
    return found


def _comment(context: Context, item: HtmlElement, stops: set[HtmlElement], titles: Titles) -> Found | None:
    own = Own(item, stops)
    body = _body(own)
    if body is None:
        return None
    title = _title(own, body)
    by = _attribution(context, item, own, body, title)
    chrome = own.all_having(_CHROME)
    lines = own_lines(body, chrome | own.replies | ({title} if title is not None else set()))
    named = own.having(*_NAME)
    return Found(
        item,
        author=by.author,
        author_url=link_of(context, named),
        is_staff=not _STAFF.isdisjoint(tokens(item)),
        date=by.date,
        raw_date=by.raw_date,
        text=titles.above(one_line(title, {body, *own.replies, *own.all_having(_NEW)}), lines),
        named=_answered(own),
    )


def _body(own: Own) -> HtmlElement | None:
    """The text. In Drupal 8 and later the title may wear the class of the text's field: RDF is asked first,
    and of several fields the last is the text."""
    for part in own.elements:
        if part.get("property") in ("schema:text", "content:encoded"):
            return part
    fields = [
        part
        for part in own.elements
        if not {"field--name-comment-body", "field-name-comment-body"}.isdisjoint(tokens(part))
    ]
    return fields[-1] if fields else own.having(*_TEXT)


def _title(own: Own, body: HtmlElement | None) -> HtmlElement | None:
    for part in own.elements:
        if part.get("property") in ("dc:title", "schema:name") and not _is_person(part):
            return part
    for part in own.elements:
        if part.tag in ("h3", "h4", "h2") and part is not body and _ID.search(_first_href(part)):
            return part
    named = (part for part in own.elements if not _TITLE.isdisjoint(tokens(part)) and part is not body)
    return next((part for part in named if one_line(part)), None)


def _is_person(part: HtmlElement) -> bool:
    return "Person" in (part.get("typeof") or "") or "username" in tokens(part)


def _attribution(
    context: Context,
    item: HtmlElement,
    own: Own,
    body: HtmlElement | None,
    title: HtmlElement | None,
) -> Attribution:
    stamp, iso = _stamp(own)
    named = own.having(*_NAME)
    if named is None:
        answers = _parent_line(own)
        inside = set(answers.iter()) if answers is not None else set()
        named = next(
            (part for part in own.elements if _is_person(part) and part not in inside and one_line(part)),
            None,
        )
    author = author_name(one_line(named))
    date, raw = date_of(context, iso, one_line(own.having("comment-time", "comment__time")))
    if named is not None and date is not None:
        return Attribution(author, date, raw)
    lines = _lines(context, item, own, body, title, stamp)
    printed = read_attribution(context, " ".join(lines))
    if date is None:
        date, raw = date_of(context, printed.raw_date, raw)
    if named is None:
        author = printed.author
        if len(lines) > 1 and author is not None and author.startswith(f"{lines[0]} "):
            author = lines[0]  # a theme prints a profession or a place below it
    return Attribution(author, date, raw)


def _stamp(own: Own) -> tuple[HtmlElement | None, str | None]:
    """The element that carries the date as ISO 8601, and that date."""
    for part in own.elements:
        name = part.get("property") or ""
        if part.get("content") and ("dateCreated" in name or "dc:date" in name or "dc:created" in name):
            return part, part.get("content")
    for part in own.elements:
        if part.tag == "time" and part.get("datetime"):
            return part, part.get("datetime")
    return None, None


def _lines(
    context: Context,
    item: HtmlElement,
    own: Own,
    body: HtmlElement | None,
    title: HtmlElement | None,
    stamp: HtmlElement | None,
) -> list[str]:
    """The lines that say who and when: by their name, around the RDF date, or the first with a date."""
    answers = own.all_having(_CHROME)
    answers.update(part for part in (_parent_line(own),) if part is not None)
    marked = own.having(*_LINE)
    if marked is None and stamp is not None:
        marked = stamp.getparent()
    if marked is not None and (lines := own_lines(marked, answers)):
        return lines
    apart = answers | own.replies | {part for part in (body, title) if part is not None}
    for line in own_lines(item, apart):
        if len(line) <= _LONGEST_LINE and read_attribution(context, line).raw_date:
            return [line]
    return []


def _own_id(item: HtmlElement) -> str | None:
    """The number that the element itself carries, as its id or in its RDF address."""
    match = _ID.fullmatch(item.get("id") or "") or _ABOUT.search(item.get("about") or "")
    return match[1] if match else None


def _id(item: HtmlElement) -> str | None:
    """The comment's number in the anchor before it or a link inside."""
    before = item.getprevious()
    anchor = (before.get("id") or before.get("name") or "") if before is not None else ""
    if match := _ID.fullmatch(anchor):
        return match[1]
    links = list(item.iter("a"))
    ids = (_ID.fullmatch(link.get("id") or "") for link in links)
    targets = (
        _ID.search((link.get("href") or "").partition("#")[2])
        for link in links
        if not says_it_answers(text_before(link))
    )
    return next((match[1] for match in (*ids, *targets) if match), None)


def _answered(own: Own) -> tuple[str, ParentFrom] | None:
    """The comment that the page says this one answers: RDF's ``sioc:reply_of``, or core's hidden line."""
    for part in own.elements:
        if part.get("rel") == "sioc:reply_of" and (match := _ABOUT.search(part.get("resource") or "")):
            return match[1], "reply-link"
    line = _parent_line(own)
    for link in line.iter("a") if line is not None else ():
        if match := _ABOUT.search(link.get("href") or "") or _ID.search(link.get("href") or ""):
            return match[1], "reply-link"
    return None


def _parent_line(own: Own) -> HtmlElement | None:
    """Core's "In reply to TITLE by NAME", which only screen readers show."""
    for part in own.elements:
        names = tokens(part) if part.tag == "p" else []
        is_line = not _HIDDEN.isdisjoint(names) and "comment__permalink" not in names
        if is_line and _ABOUT.search(_first_href(part)):
            return part
    return None


def _first_href(part: HtmlElement) -> str:
    link = next(part.iter("a"), None)
    return (link.get("href") or "") if link is not None else ""


def _indent(item: HtmlElement, known: dict[HtmlElement, int]) -> int:
    """How many ``.indented`` the item stands in."""
    path: list[HtmlElement] = []
    node = item.getparent()
    depth = 0
    while node is not None:
        if node in known:
            depth = known[node]
            break
        path.append(node)
        node = node.getparent()
    for element in reversed(path):
        depth += "indented" in tokens(element)
        known[element] = depth
    return depth


def _pages(context: Context, found: Sequence[Found]) -> tuple[str, ...]:
    """The links of the pager behind the comments: the article's own address with another ``page``. A pager
    before them, or elsewhere, turns the pages of the article itself."""
    here = context.absolute(context.url or "")
    path = (here or "").partition("?")[0]
    finder = context.finder
    if not any(_PAGE.search(link.get("href", "")) for link in finder.find('a[href*="page="]')):
        return ()
    pages: dict[str, None] = {}
    first = found[0].node
    area = [node for node in find_area(context, found) if not finder.precedes(node, first)]
    for href in pager_links(area, found):
        address = context.absolute(href) if "#comment-" not in href else None  # a comment's permalink
        if address and _PAGE.search(address) and address != here and address.partition("?")[0] == path:
            pages[address] = None
    return tuple(pages)


def _waits(context: Context) -> bool:
    return "comment-form" in context.ids


READER = CommentReader("drupal", _marks, _read, waits=_waits, pages=_pages)
