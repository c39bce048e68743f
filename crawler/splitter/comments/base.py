"""What all comment readers share: what they are given, what they answer, and the text below an element.

A reader finds the comments of one system and describes each as a ``Found``; ``thread.build_comments``
resolves the parents, orders, numbers and checks them. Nothing here looks anything up by a query over the
whole document: the cost is linear in the number of comments and does not depend on how deep they nest.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar, cast

from lxml.html import HtmlElement

from crawler.items import Comment, ParentFrom
from crawler.splitter.page.finder import Finder
from crawler.splitter.words.addresses import join_address
from crawler.splitter.words.text import clean

T = TypeVar("T")

_BLOCKS = frozenset(
    "address article aside blockquote center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table tbody td tfoot th thead "
    "tr ul".split()
)
_UNSEEN = frozenset(
    "script style noscript template svg math select option textarea input button iframe object audio video "
    "head title".split()
)
_REST_API = "https://api.w.org/"  # how WordPress links its own, by this relation
_SMILEY = re.compile(r"(?:^|\s)(?:wp-smiley|emoji|smiley|emoticon)(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Thread:
    """The comments of one page, in page order, parents before their replies.

    ``comment_count`` is the number the page declares beside them. ``pages`` are absolute URLs of further
    pages with comments of the same article, without the page itself. ``nodes`` hold the comments, their
    heading, form and pager: the words below them are no words of the article.
    """

    system: str | None = None
    comments: tuple[Comment, ...] = ()
    pings: int = 0
    comment_count: int | None = None
    pages: tuple[str, ...] = ()
    nodes: tuple[HtmlElement, ...] = ()


class Context:
    """The page a reader reads: its tree, and what is needed to understand addresses and dates.

    ``classes``, ``ids`` and ``properties`` are all class tokens, ids and itemprop values on the page,
    ``marks`` what else platforms leave (``itemtype``, ``typeof``, script addresses, the generator). They are
    read once, so that asking some twenty systems for their marks costs next to nothing. The tree is never
    changed.
    """

    def __init__(
        self,
        page: Finder | HtmlElement,
        url: str | None,
        time_zone: str,
        seen_at: datetime | None = None,
    ) -> None:
        finder = page if isinstance(page, Finder) else Finder(page)
        self.finder = finder
        self.root = finder.root
        self.classes = finder.classes
        self.ids = finder.ids
        self.properties = finder.properties
        self.url = url
        self.time_zone = time_zone
        self.seen_at = seen_at
        self._once: dict[Callable[[Context], Any], Any] = {}

    def once(self, read: Callable[[Context], T]) -> T:
        """What ``read`` finds on this page, read at the first asking and kept."""
        if read not in self._once:
            self._once[read] = read(self)
        return cast("T", self._once[read])

    @cached_property
    def marks(self) -> tuple[str, ...]:
        finder = self.finder
        return (
            *(element.get("itemtype", "") for element in finder.having("itemtype")),
            *(element.get("typeof", "") for element in finder.having("typeof")),
            *(source for script in finder.tagged("script") if (source := script.get("src"))),
            *(
                meta.get("content", "")
                for meta in finder.tagged("meta")
                if meta.get("name") in ("generator", "Generator")
            ),
            *(_REST_API for link in finder.tagged("link") if link.get("rel") == _REST_API),
        )

    @cached_property
    def _base(self) -> str:
        """What relative links start from: ``base href``, else the page's own address."""
        url = self.url or ""
        declared = next((base.get("href", "") for base in self.finder.find("base[href]")), "")
        return join_address(url, declared) or url

    def absolute(self, href: str) -> str | None:
        """An address as found in the page, absolute and without its fragment; None where that cannot be."""
        address = (join_address(self._base, href) or "").partition("#")[0]
        return address if address.startswith(("http://", "https://")) else None


@dataclass(slots=True, eq=False)
class Found:
    """One comment (or ping) as its markup shows it, before parents are resolved.

    ``node`` is the outermost element that is this comment's alone, replies nested inside included; ``more``
    are siblings of it that hold the rest of the comment (the ``dd`` after a ``dt``, a second table row).
    ``id`` is the site's id. ``above`` is the comment it nests in; ``named`` an id that the markup names as
    its parent, and by what; ``shown_depth`` the depth that the markup claims, 0 for a top comment;
    ``is_orphan`` says that it replies to a comment which the markup shows to be missing; ``is_loose`` that
    the text between its elements is its own too.
    """

    node: HtmlElement
    id: str | None = None
    author: str | None = None
    author_url: str | None = None
    is_staff: bool = False
    date: str | None = None
    raw_date: str | None = None
    text: str = ""
    is_ping: bool = False
    above: Found | None = None
    named: tuple[str, ParentFrom] | None = None
    shown_depth: int | None = None
    is_orphan: bool = False
    is_loose: bool = False
    more: tuple[HtmlElement, ...] = ()


@dataclass(frozen=True, slots=True)
class CommentReader:
    """One comment system: ``marks`` says whether the page may carry it, ``read`` what it holds.

    ``read`` may find nothing: marks are cheap and may deceive. ``waits`` says whether the page shows the
    system without a comment: its empty list, its form, or the place that a script fills. The others are for
    systems with ways of their own; without them the declared number, the further pages and the area are
    looked for in the general way (``heading``, ``pager``, ``area``).
    """

    name: str
    marks: Callable[[Context], bool]
    read: Callable[[Context], list[Found]]
    waits: Callable[[Context], bool] | None = None
    count: Callable[[Context, Sequence[Found]], int | None] | None = None
    pages: Callable[[Context, Sequence[Found]], tuple[str, ...]] | None = None
    area: Callable[[Context, Sequence[Found]], tuple[HtmlElement, ...]] | None = None


def stable_id(*parts: str) -> str:
    """An id for what has none: the same parts give the same id, on any machine and in any year."""
    return "h-" + hashlib.sha1("|".join(parts).encode("utf-8", "replace")).hexdigest()[:12]


def own_elements(node: HtmlElement, stops: Collection[HtmlElement]) -> Iterator[HtmlElement]:
    """The elements below ``node`` in page order, without those at and below ``stops``."""
    stack = list(reversed(node))
    while stack:
        element = stack.pop()
        if isinstance(element.tag, str) and element not in stops:
            yield element
            if len(element):
                stack.extend(reversed(element))


def own_lines(node: HtmlElement, cut: Collection[HtmlElement] = (), gap: str = "") -> list[str]:
    """The text below ``node`` as lines, one for each block element and line break, white space folded.

    Elements in ``cut`` are left out with all they hold, and so is what no reader sees (scripts, form fields).
    ``gap`` stands where an inline element was cut, for who must know what a line is a rest of.
    """
    plain = _plain_paragraphs(node, cut)
    return plain if plain is not None else _lines([node], node, cut, gap)


def lines_of_run(nodes: Sequence[HtmlElement], cut: Collection[HtmlElement] = ()) -> list[str]:
    """The text of siblings and of what stands loose behind each of them, as ``own_lines`` gives it."""
    return _lines([*reversed(nodes)], None, cut, "")


def _lines(
    stack: list[HtmlElement | tuple[HtmlElement]],
    root: HtmlElement | None,
    cut: Collection[HtmlElement],
    gap: str,
) -> list[str]:
    """The lines of the elements on ``stack``, the first one last; what stands behind ``root`` is left out.

    An element on the stack is to enter, or in a tuple to leave: an explicit stack, because threads nest
    deeper than Python recurses.
    """
    lines: list[str] = []
    words: list[str] = []

    def end_line() -> None:
        if words:
            line = clean("".join(words))
            if line:
                lines.append(line)
            words.clear()

    preformatted = 0
    while stack:
        item = stack.pop()
        if isinstance(item, tuple):
            element = item[0]
            tag = element.tag
            if tag in _BLOCKS:
                end_line()
            preformatted -= tag == "pre"
        else:
            element = item
            tag = element.tag
            if element in cut:
                if tag in _BLOCKS:
                    end_line()
                else:
                    words.append(gap)
            elif isinstance(tag, str) and tag not in _UNSEEN:
                if tag in _BLOCKS or tag == "br":
                    end_line()
                elif tag == "img" and _SMILEY.search(element.get("class") or ""):
                    words.append(element.get("alt") or "")
                preformatted += tag == "pre"
                if (text := element.text) and (words or not text.isspace()):
                    _add(text, words, end_line, preformatted)
                if len(element):
                    stack.append((element,))
                    stack.extend(element[::-1])
                    continue  # its tail comes when it is left
                if tag in _BLOCKS:
                    end_line()
                preformatted -= tag == "pre"
        if (tail := element.tail) and element is not root and (words or not tail.isspace()):
            _add(tail, words, end_line, preformatted)
    end_line()
    return lines


def _plain_paragraphs(node: HtmlElement, cut: Collection[HtmlElement]) -> list[str] | None:
    """The lines of an element that holds nothing but paragraphs of bare text, as most comments do; else None.
    The long way gives the same lines, at three times the cost."""
    if node.text and not node.text.isspace():
        return None
    lines = []
    for child in node:
        tail = child.tail
        if child.tag != "p" or len(child) or (tail and not tail.isspace()) or child in cut:
            return None
        line = clean(child.text or "")
        if line:
            lines.append(line)
    return lines


def _add(text: str, words: list[str], end_line: Callable[[], None], preformatted: int) -> None:
    if not preformatted:
        words.append(text)
        return
    for number, line in enumerate(text.split("\n")):
        if number:
            end_line()
        words.append(line)
