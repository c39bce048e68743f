"""Author, date and text of one comment, told apart by what WordPress, its themes and plugins name them.

A comment is read from its own elements alone, without the replies inside it. Themes either mark the text
(``.comment-content``) or only what stands around it (``.comment-author``, ``.comment-meta``, ``.reply``); in
the second case the text is what is left.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache

from lxml.html import HtmlElement

from crawler.splitter.comments.base import Context, own_elements, own_lines
from crawler.splitter.dates import find_date, read_date


class _Role(IntEnum):
    """What an element's names say it is; within a kind the lower one is trusted more."""

    NAME = 1  # the author's name alone
    AUTHOR = 2  # the author, perhaps with other things
    CARD = 3  # a box around author and avatar
    CITE = 4  # <cite>: the author in old themes, a book title in a reader's text
    DATE = 11
    META = 12  # a line with the date in it
    CONTENT = 21
    PROSE = 22  # names that themes use for the text and for other things
    NOISE = 31  # buttons, badges, ratings, notes: no word of the reader
    REPLY = 32
    FORM = 33


_NAMES = {
    _Role.NAME: "fn comment-author-name comment_author_name comment-author__name comment__author-name "
    "wp-block-comment-author-name comment-author-link comment-name comment_name commentername "
    "commenter-name author-name author_name user-name username user_name comment-username nickname",
    _Role.AUTHOR: "comment-author comment_author commentauthor comment__author comment-autor commenter "
    "author comment-author-info comment-by woocommerce-review__author reviewer",
    _Role.CARD: "vcard",
    _Role.DATE: "comment-date comment_date commentdate comment__date comment-time comment_time comment__time "
    "comment-datetime wp-block-comment-date comment-timestamp timestamp date time datetime published "
    "posted-on comment-permalink comment-published woocommerce-review__published-date when",
    _Role.META: "comment-meta comment_meta commentmeta comment__meta comment-metadata commentmetadata "
    "comment__metadata comment-info comment_info comment-header comment-head comment_head comment-details "
    "meta metadata comment-meta-wrapper entry-meta comment-heading comment-top comment__header infos",
    _Role.CONTENT: "comment-content comment_content commentcontent comment__content comment-text "
    "comment_text commenttext comment__text contenttext content-text comment-text-content comment-entry "
    "comment-message comment_message comment__message comment__body-text wp-block-comment-content "
    "comment-copy comment-txt comment-txt-content comment-body-text comment-post",
    _Role.PROSE: "comment-body comment_body commentbody comment__body description message text content "
    "entry-content body",
    _Role.REPLY: "reply comment-reply comment_reply comment-reply-link comment-reply-wrap "
    "wp-block-comment-reply-link comment-respond-link replylink",
    _Role.FORM: "comment-respond respond comment-form commentform",
}
_BY_TOKEN = {token: role for role, names in _NAMES.items() for token in names.split()}
_BY_ITEMPROP = {
    "author": _Role.AUTHOR, "creator": _Role.AUTHOR,
    "datepublished": _Role.DATE, "datecreated": _Role.DATE, "commenttime": _Role.DATE,
    "text": _Role.CONTENT, "commenttext": _Role.CONTENT, "reviewbody": _Role.CONTENT,
}  # fmt: skip
_NOISE = re.compile(
    r"(?:.*[-_])?(?:avatar|gravatar|ratings?|stars?|likes?|dislikes?|liked|votes?|voting|karma|thumbs?|share|sharing|"
    r"sharedaddy|report|flag|edit|editlink|awaiting|moderation|says|said|badge|actions?|toolbar|buttons?|"
    r"tooltip|number|num|count|counter|permalink|quote-link|screen-reader-text|translate)(?:[-_].*)?"
    r"|cmstr-out|tval",
    re.I,
)
_HEADER = frozenset((_Role.NAME, _Role.AUTHOR, _Role.CARD, _Role.DATE, _Role.META))
_CUT = frozenset((_Role.NOISE, _Role.REPLY, _Role.FORM))
_LOUD = frozenset(("strong", "b", "cite", "h2", "h3", "h4", "h5", "h6"))

_SAYS = (
    r"(?:(?:a\s+)?(?:dit|écrit|répondu|commenté)|says|said|wrote|replied|commented|sagte?|schrieb|schreibt|meinte?)"
)
_AUTHOR_TAIL = re.compile(rf"(?:\s*[,|•·–—-])?(?:\s+{_SAYS})?\s*[:：,|•·–—-]?\s*$", re.I)
_AUTHOR_HEAD = re.compile(
    r"^(?:(?:posté|écrit|rédigé|publié|commenté|posted|written|commentaire|comment)\s+(?:par|de|by)|by|par|von)"
    r"\s*:?\s+(?=\S)",
    re.I,
)
_SAYS_LINE = re.compile(rf"(?:{_SAYS})?(?:\s+(?:le|on|am))?[\s:：|•·,–—/()-]*", re.I)
_ID_IN_HREF = re.compile(r"#(?:(?:li|div|dt|dd)-)?comment-(\d+)$|[?&]replytocom=(\d+)")
_MOVE_FORM = re.compile(r"moveForm\(\s*[\"'][^\"']*[\"']\s*,\s*[\"'](\d+)")
_ANSWERS = re.compile(
    r"^(?:en\s+réponse\s+à|réponse\s+à|in\s+reply\s+to|replying\s+to|(?:als\s+)?antwort\s+auf)\s", re.I
)


@lru_cache(maxsize=8192)
def _role(tag: str, names: str, itemprop: str) -> _Role | None:
    """The role of an element by its tag, its class attribute and its itemprop. Class attributes repeat from
    comment to comment, so each is judged once."""
    tokens = names.split()
    found = [role for token in tokens if (role := _BY_TOKEN.get(token.lower())) is not None]
    if _Role.REPLY in found or _Role.FORM in found or tag == "form":
        return _Role.REPLY if _Role.REPLY in found else _Role.FORM
    if found:
        return min(found)
    if itemprop and (role := _BY_ITEMPROP.get(itemprop.lower())) is not None:
        return role
    if any(map(_NOISE.fullmatch, tokens)):
        return _Role.NOISE
    if tag == "time":
        return _Role.DATE
    return _Role.CITE if tag == "cite" else None


@dataclass(slots=True)
class Parts:
    """What one comment holds. ``id`` is the one that its links name, ``answers`` the comment it says it
    replies to; both None where nothing says so."""

    author: str | None = None
    author_url: str | None = None
    date: str | None = None
    raw_date: str | None = None
    text: str = ""
    id: str | None = None
    answers: str | None = None


@dataclass(slots=True)
class _Elements:
    """The elements of one comment that have a role, in page order."""

    by_role: dict[_Role, list[HtmlElement]] = field(default_factory=dict)
    dated: list[HtmlElement] = field(default_factory=list)  # with a datetime attribute
    loud: list[HtmlElement] = field(default_factory=list)
    links: list[HtmlElement] = field(default_factory=list)

    def of(self, *roles: _Role) -> Iterator[HtmlElement]:
        return (element for role in roles for element in self.by_role.get(role, ()))


def read_parts(roots: Sequence[HtmlElement], stops: Collection[HtmlElement], context: Context) -> Parts:
    """Read one comment from ``roots`` (its node, and siblings that hold the rest of it), without what stands
    at and below ``stops`` (its replies)."""
    seen = _collect(roots, stops)
    parts = Parts()
    _read_links(seen, parts)
    cut = {*stops, *seen.of(*_CUT)}
    name = _read_author(seen, cut, context, parts)
    stamp = _read_date(seen, cut, name, context, parts)
    _read_text(roots, seen, cut, (name, stamp), context, parts)
    return parts


def _collect(roots: Sequence[HtmlElement], stops: Collection[HtmlElement]) -> _Elements:
    seen = _Elements()
    by_role = seen.by_role
    for root in roots:
        for element in own_elements(root, stops):
            tag = element.tag
            attributes = element.attrib
            role = (
                _role(tag, attributes.get("class", ""), attributes.get("itemprop", ""))
                if attributes or tag == "cite"
                else None
            )
            if role is not None:
                by_role.setdefault(role, []).append(element)
            if tag == "a":
                seen.links.append(element)
            elif tag in _LOUD:
                seen.loud.append(element)
            if attributes and "datetime" in attributes:
                seen.dated.append(element)
    return seen


def _read_links(seen: _Elements, parts: Parts) -> None:
    for link in seen.links:
        reply = link.get("data-commentid")
        if reply is None and (move := _MOVE_FORM.search(link.get("onclick") or "")):
            reply = move[1]
        match = _ID_IN_HREF.search(link.get("href") or "")
        if reply is None and match is not None:
            reply = match[1] or match[2]
        if reply is not None and parts.id is None:
            parts.id = reply


def _read_author(
    seen: _Elements, cut: set[HtmlElement], context: Context, parts: Parts
) -> HtmlElement | None:
    """Fill in the author; the element that holds the name alone."""
    for element in seen.of(_Role.NAME, _Role.AUTHOR, _Role.CITE, _Role.CARD):
        holder = element
        if element in cut:
            continue
        text = " ".join(own_lines(element, cut))
        if not text:
            continue
        inner = [e for e in element.iterdescendants("a", "strong", "b", "cite", "span") if e not in cut]
        loud = next((e for e in inner if e.tag != "a" or _is_author_link(e)), None)
        if loud is not None and (short := " ".join(own_lines(loud, cut))):
            text, holder = short, loud
        parts.author = _name(text)
        parts.author_url = _author_url(element, context)
        if parts.author:
            return holder
    for element in seen.loud:
        text = " ".join(own_lines(element, cut))
        if text and len(text) <= 80:
            parts.author = _name(text)
            parts.author_url = _author_url(element, context)
            return element
    return None


def _name(text: str) -> str | None:
    return _AUTHOR_TAIL.sub("", _AUTHOR_HEAD.sub("", text)).strip() or None


def _is_author_link(link: HtmlElement) -> bool:
    return "comment-" not in (link.get("href") or "")


def _author_url(element: HtmlElement, context: Context) -> str | None:
    parent = element.getparent()
    links = [*element.iter("a"), *([parent] if parent is not None and parent.tag == "a" else [])]
    for link in links:
        href = link.get("href") or ""
        if href and not href.startswith("#") and not _ID_IN_HREF.search(href):
            return context.absolute(href)
    return None


def _read_date(
    seen: _Elements, cut: set[HtmlElement], name: HtmlElement | None, context: Context, parts: Parts
) -> HtmlElement | None:
    """Fill in the date, from an attribute if there is one; the element it was read from."""
    for element in seen.dated:
        raw = element.get("datetime") or ""
        if date := read_date(raw, context.time_zone, context.seen_at):
            parts.date, parts.raw_date = date, raw
            return element
    without = cut if name is None else {*cut, name}
    for element in seen.of(_Role.DATE, _Role.META, _Role.CARD, _Role.AUTHOR):
        raw = " ".join(own_lines(element, without))
        if not raw or element in cut:
            continue
        date = read_date(raw, context.time_zone, context.seen_at)
        if date:
            parts.date, parts.raw_date = date, raw
            return element
        if inside := find_date(raw, context.time_zone, context.seen_at):
            parts.date, parts.raw_date = inside
            return element
    for element in seen.of(_Role.DATE):
        parts.raw_date = " ".join(own_lines(element, without)) or None
        return element
    return None


def _read_text(
    roots: Sequence[HtmlElement],
    seen: _Elements,
    cut: set[HtmlElement],
    header: Sequence[HtmlElement | None],
    context: Context,
    parts: Parts,
) -> None:
    around = {above for element in header if element is not None for above in element.iterancestors()}
    for role in (_Role.CONTENT, _Role.PROSE):
        marked = [element for element in seen.of(role) if element not in around]
        if marked:
            outer = set(marked)
            lines = [
                line
                for element in marked
                if not any(above in outer for above in element.iterancestors())
                for line in own_lines(element, cut)
            ]
            parts.text = "\n".join(lines)
            return
    without = {*cut, *seen.of(*_HEADER)}
    without.update(element for element in header if element is not None)
    lines = [line for root in roots for line in own_lines(root, without)]
    parts.text = "\n".join(_without_header_lines(lines, context, parts))


def _without_header_lines(lines: list[str], context: Context, parts: Parts) -> list[str]:
    """The lines without what is left of the comment's header at their top: "dit :", a date, a bullet."""
    start = 0
    for line in lines:
        if _SAYS_LINE.fullmatch(line):
            start += 1
        elif parts.date is None and (date := read_date(line, context.time_zone, context.seen_at)):
            parts.date, parts.raw_date = date, line
            start += 1
        else:
            break
    return lines[start:]
