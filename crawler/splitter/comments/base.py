"""What all comment readers share: what they are given, what they answer, and how a thread is put together.

A reader finds the comments of one system and describes each as a ``Found``; ``build_thread`` resolves the
parents, orders, numbers and checks them. Nothing here looks anything up by a query over the whole document:
the cost is linear in the number of comments and does not depend on how deep they nest.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from lxml.html import HtmlElement

from crawler.items import Comment, ParentFrom
from crawler.splitter.text import clean
from crawler.splitter.xpath import string, strings

_CLASSES = strings("//@class")
_IDS = strings("//@id")
_BASE = string("(//base/@href)[1]")
_PLATFORM_MARKS = strings(
    "//*/@itemtype | //*/@typeof | //script/@src | //meta[@name='generator']/@content"
    " | //meta[@name='Generator']/@content | //link[@rel='https://api.w.org/']/@rel"
)

_BLOCKS = frozenset(
    "address article aside blockquote center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr "
    "ul".split()
)
_UNSEEN = frozenset(
    "script style noscript template svg math select option textarea input button iframe object audio video "
    "head title".split()
)
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

    ``classes`` are all class tokens on the page, ``ids`` all ids, ``marks`` what else platforms leave
    (``itemtype``, ``typeof``, script addresses, the generator). They are read once, so that asking some
    twenty systems for their marks costs next to nothing. The tree is never changed.
    """

    def __init__(
        self, root: HtmlElement, url: str | None, time_zone: str, seen_at: datetime | None = None
    ) -> None:
        self.root = root
        self.url = url
        self._base = _joined(url or "", _BASE(root).strip()) or url or ""
        self.time_zone = time_zone
        self.seen_at = seen_at
        self.classes = frozenset(token for value in _CLASSES(root) for token in value.split())
        self.ids = _IDS(root)
        self.marks = _PLATFORM_MARKS(root)

    def absolute(self, href: str) -> str | None:
        """An address as found in the page, absolute and without its fragment; None where that cannot be."""
        address = (_joined(self._base, href.strip()) or "").partition("#")[0]
        return address if address.startswith(("http://", "https://")) else None


def _joined(base: str, href: str) -> str | None:
    try:
        return urljoin(base, href)
    except ValueError:  # "http://[" and the like
        return None


@dataclass(slots=True, eq=False)
class Found:
    """One comment (or ping) as its markup shows it, before parents are resolved.

    ``node`` is the outermost element that is this comment's alone, replies nested inside included. ``id`` is
    the site's id. ``above`` is the comment it nests in; ``named`` an id that the markup names as its parent,
    and by what; ``shown_depth`` the depth that the markup claims, 0 for a top comment.
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


@dataclass(frozen=True, slots=True)
class CommentReader:
    """One comment system: ``marks`` says whether the page carries it, ``read`` what it holds.

    ``read`` may find nothing: marks are cheap and may deceive. ``page_link`` is how the system addresses
    further comment pages of an article; ``area`` looks for such links around the comments.
    """

    name: str
    marks: Callable[[Context], bool]
    read: Callable[[Context], list[Found]]
    page_link: re.Pattern[str] | None = None


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


def own_lines(node: HtmlElement, cut: Collection[HtmlElement] = ()) -> list[str]:
    """The text below ``node`` as lines, one for each block element and line break, white space folded.

    Elements in ``cut`` are left out with all they hold, and so is what no reader sees (scripts, form fields).
    """
    lines: list[str] = []
    words: list[str] = []

    def end_line() -> None:
        line = clean("".join(words))
        if line:
            lines.append(line)
        words.clear()

    preformatted = 0
    # (element, leaving?): an explicit stack, because threads nest deeper than Python recurses.
    stack: list[tuple[HtmlElement, bool]] = [(node, False)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag
        if leaving:
            if tag in _BLOCKS:
                end_line()
            preformatted -= tag == "pre"
        elif not isinstance(tag, str) or tag in _UNSEEN or element in cut:
            if element in cut and tag in _BLOCKS:
                end_line()
        else:
            if tag == "br" or tag in _BLOCKS:
                end_line()
            elif tag == "img" and _SMILEY.search(element.get("class") or ""):
                words.append(element.get("alt") or "")
            preformatted += tag == "pre"
            if element.text:
                _add(element.text, words, end_line, preformatted)
            if len(element) or tag in _BLOCKS:
                stack.append((element, True))
                stack.extend((child, False) for child in reversed(element))
                continue  # its tail comes when it is left
        if element is not node and element.tail:
            _add(element.tail, words, end_line, preformatted)
    end_line()
    return lines


def _add(text: str, words: list[str], end_line: Callable[[], None], preformatted: int) -> None:
    if not preformatted:
        words.append(text)
        return
    for number, line in enumerate(text.split("\n")):
        if number:
            end_line()
        words.append(line)


def link_nesting(found: Sequence[Found]) -> None:
    """Set ``above`` of each to the nearest comment whose node holds it, walking up the tree."""
    by_node = {comment.node: comment for comment in found}
    for comment in found:
        parent = comment.node.getparent()
        while parent is not None and parent not in by_node:
            parent = parent.getparent()
        comment.above = by_node[parent] if parent is not None else None


@dataclass(slots=True)
class _Placed:
    """A comment with its parent, as an index into the page's comments."""

    found: Found
    parent: int | None
    parent_from: ParentFrom | None
    depth: int


def build_comments(found: Iterable[Found]) -> tuple[tuple[Comment, ...], int]:
    """(comments in page order with parents before replies, number of pings).

    The parent is, in order of trust: the one that the markup names, the comment it nests in, and, where
    the markup is flat, the last earlier comment one level up. A reply whose parent the page does not hold is
    ``lost`` and keeps the depth shown. A comment printed twice (by its id) counts once.
    """
    kept: list[Found] = []
    index: dict[str, int] = {}
    pings = 0
    for comment in found:
        if comment.id is not None and comment.id in index:
            continue
        if comment.is_ping:
            pings += 1
        if comment.id is not None:
            index[comment.id] = len(kept)
        kept.append(comment)
    placed = _place(kept, index)
    order = _reading_order(placed)
    _set_depths(placed, order)
    return _number(placed, order), pings


def _place(kept: Sequence[Found], index: dict[str, int]) -> list[_Placed]:
    position = {id(comment): number for number, comment in enumerate(kept)}
    last_at: list[int | None] = []  # by depth: the latest comment there, for flat markup
    placed: list[_Placed] = []
    for number, comment in enumerate(kept):
        parent, origin, depth = _parent_of(comment, index, position, last_at)
        if parent == number:
            parent, origin = None, "lost"
        if parent is not None and parent < number:
            depth = placed[parent].depth + 1
        placed.append(_Placed(comment, parent, origin, depth))
        del last_at[depth:]
        last_at.extend([None] * (depth - len(last_at)))
        last_at.append(number)
    for item in placed:  # a reply to a pingback: what it answers is no comment
        if item.parent is not None and placed[item.parent].found.is_ping:
            item.parent, item.parent_from = None, "lost"
    return placed


def _parent_of(
    comment: Found, index: dict[str, int], position: dict[int, int], last_at: Sequence[int | None]
) -> tuple[int | None, ParentFrom | None, int]:
    """(index of the parent, how it was found, depth unless the parent gives it)."""
    shown = comment.shown_depth or 0
    if comment.named is not None:
        name, origin = comment.named
        parent = index.get(name)
        return (parent, origin, 0) if parent is not None else (None, "lost", max(shown, 1))
    if comment.above is not None:
        above = comment.above
        parent = position.get(id(above))
        if parent is None and above.id is not None:  # nested in the second printing of a comment
            parent = index.get(above.id)
        if parent is not None:
            return parent, "nesting", 0
    if shown == 0:
        return None, None, 0
    parent = last_at[shown - 1] if shown <= len(last_at) else None
    return (parent, "depth", 0) if parent is not None else (None, "lost", shown)


def _reading_order(placed: Sequence[_Placed]) -> list[int]:
    """Page order, but a reply printed before its parent comes after it; cycles are cut at their first."""
    if all(item.parent is None or item.parent < number for number, item in enumerate(placed)):
        return list(range(len(placed)))
    replies: dict[int, list[int]] = {}
    for number, item in enumerate(placed):
        if item.parent is not None:
            replies.setdefault(item.parent, []).append(number)
    order: list[int] = []
    seen: set[int] = set()
    for start, item in enumerate(placed):
        if item.parent is not None and not _is_in_a_cycle(placed, start):
            continue
        if start in seen:
            continue
        item.parent_from = "lost" if item.parent is not None else item.parent_from
        item.parent = None
        stack = [start]
        while stack:
            number = stack.pop()
            if number not in seen:
                seen.add(number)
                order.append(number)
                stack.extend(reversed(replies.get(number, ())))
    return order


def _is_in_a_cycle(placed: Sequence[_Placed], start: int) -> bool:
    number = placed[start].parent
    steps = 0
    while number is not None and number != start and steps <= len(placed):
        number = placed[number].parent
        steps += 1
    return number == start


def _set_depths(placed: Sequence[_Placed], order: Sequence[int]) -> None:
    for number in order:
        item = placed[number]
        if item.parent is not None:
            item.depth = placed[item.parent].depth + 1
        elif item.parent_from is None:
            item.depth = 0
        else:
            item.depth = max(item.depth, 1)


def _number(placed: Sequence[_Placed], order: Sequence[int]) -> tuple[Comment, ...]:
    ids: dict[int, str] = {}
    taken: dict[str, int] = {}
    comments: list[Comment] = []
    for number in order:
        item = placed[number]
        found = item.found
        if found.is_ping:
            continue
        parent = ids[item.parent] if item.parent is not None else None
        if found.id is None:
            # No position in it: a comment keeps its id when another is added above it.
            own = stable_id(found.author or "", parent or "", found.text)
            taken[own] = taken.get(own, 0) + 1
            ids[number] = own if taken[own] == 1 else stable_id(own, str(taken[own]))
        else:
            ids[number] = found.id
        comments.append(
            Comment(
                id=ids[number],
                parent=parent,
                depth=item.depth,
                position=len(comments) + 1,
                author=found.author,
                author_url=found.author_url,
                is_staff=found.is_staff,
                date_published=found.date,
                date_published_raw=found.raw_date,
                text=found.text,
                parent_from=item.parent_from,
            )
        )
    return tuple(comments)
