"""Small questions that readers ask of an element: its class names, its text on one line, its address."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring

from crawler.splitter.comments.base import Context, own_lines
from crawler.splitter.words.text import clean, fold

HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")  # "commentItem" is "comment-Item"
_STAFF = re.compile(
    r"(?!comment-author-)(?:.*[-_])?(?:staff|admin|moderator|moderateur|modérateur|redaction|rédaction|"
    r"journaliste?|by-author|is-author|bypostauthor)(?:[-_].*)?",
    re.I,
)  # but "comment-author-admin": that is how WordPress prints a login
_REPLY_MARK = re.compile(r"^(?:>|re\s*:|réponse\s*:|aw\s*:|\s)+", re.I)
_DIGITS = re.compile(r"\d+")


def tokens(element: HtmlElement) -> list[str]:
    """The class names of an element."""
    return (element.get("class") or "").split()


def names_staff(names: Iterable[str]) -> bool:
    """Whether one of the class names of a comment says that the newsroom wrote it."""
    return any(map(_STAFF.fullmatch, names))


class Own:
    """The elements of one comment in page order, findable by class name; what stands at and below ``stops``
    (the other comments) is left out, and those of ``stops`` that it holds are its ``replies``."""

    def __init__(self, node: HtmlElement, stops: Collection[HtmlElement]) -> None:
        self.elements: list[HtmlElement] = []
        self.replies: set[HtmlElement] = set()
        self._by_name: dict[str, list[HtmlElement]] = {}
        stack = list(reversed(node))
        while stack:
            element = stack.pop()
            if not isinstance(element.tag, str):
                continue
            if element in stops:
                self.replies.add(element)
                continue
            self.elements.append(element)
            for name in tokens(element):
                self._by_name.setdefault(name, []).append(element)
            stack.extend(reversed(element))

    def having(self, *names: str) -> HtmlElement | None:
        """The first element with the first of the class names that any of them has; None without one."""
        return next((self._by_name[name][0] for name in names if name in self._by_name), None)

    def all_having(self, names: Iterable[str]) -> set[HtmlElement]:
        """The elements with any of the class names."""
        return {element for name in names for element in self._by_name.get(name, ())}


def one_line(element: HtmlElement | None, cut: Collection[HtmlElement] = ()) -> str:
    """The text of an element on one line; "" for None."""
    return "" if element is None else " ".join(own_lines(element, cut))


def html_lines(html: str) -> list[str]:
    """The lines of a piece of HTML, as data carries it; none where nothing of it can be parsed."""
    try:
        return own_lines(fragment_fromstring(html, create_parent="div"))
    except (etree.LxmlError, ValueError):  # control characters, or nothing but them
        return []


def last_digits(value: str | None) -> str | None:
    """The last number in an id or an address ("comment-12" gives "12"); None without one."""
    found = _DIGITS.findall(value or "")
    return found[-1] if found else None


def number_of(value: str | None) -> str | None:
    """The number in an id ("comment-12-body") or an address, if it has one alone: "a1b2" is no number."""
    found = _DIGITS.findall(value or "")
    return found[0] if len(found) == 1 else None


def link_of(context: Context, element: HtmlElement | None) -> str | None:
    """Where an element, or the first link in it, points to; None where it does not."""
    if element is None:
        return None
    for link in element.iter("a"):
        if href := link.get("href"):
            return context.absolute(href)
    return None


def text_before(link: HtmlElement) -> str:
    """The text just before a link, in the same element."""
    previous = link.getprevious()
    if previous is not None:
        return clean(previous.tail or "")
    parent = link.getparent()
    return clean(parent.text or "") if parent is not None else ""


def _titles(context: Context) -> frozenset[str]:
    """The texts in the titles that the page shows and declares, folded."""
    shown = (text for title in context.finder.tagged("h1") for text in title.itertext())
    declared = (meta.get("content", "") for meta in context.finder.find('meta[property="og:title"]'))
    return frozenset(folded for title in (*shown, *declared) if (folded := fold(title)))


class Titles:
    """What a form may have filled in as the title of a comment: the title of the article, or "Re:" and that
    of the comment answered. Few readers change it, and left as it was it is no word of theirs."""

    def __init__(self, context: Context) -> None:
        self._article = context.once(_titles)
        self._comments: set[str] = set()

    def above(self, title: str, lines: Sequence[str]) -> str:
        """A comment's text, below its title if that is the reader's own: neither filled in nor the first
        words of the text cut short (Drupal does that)."""
        own = fold(_REPLY_MARK.sub("", title))
        text = "\n".join(lines)
        is_filled_in = own in self._article or (_REPLY_MARK.match(title) and own in self._comments)
        self._comments.add(own)
        if not own or is_filled_in or fold(text).startswith(own):
            return text
        shown = title.lstrip("> ")  # SPIP's sign of a reply
        return f"{shown}\n{text}" if text else shown
