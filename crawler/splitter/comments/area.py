"""What surrounds the comments of a page: their heading, form and pager, the number declared, further pages.

Found from the comments outwards: siblings that belong to a comment section are claimed, and an element that
holds nothing else (or is named for comments and holds nearly nothing else) is claimed whole. Each element of
the page is looked at once at most.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.splitter.comments.base import Context, Found, own_lines
from crawler.splitter.lines import is_comment_heading, read_counter, read_line
from crawler.splitter.xpath import elements

# What French, English and German themes name the parts of a comment section (in a class or an id).
_NAME = re.compile(
    r"comment|kommentar|(?<![a-z])(?:respond|reply|replies|r[ée]ponses?|r[ée]actions?|reagir|forum|divforum|discussion|"
    r"conversation|trackbacks?|pingbacks?|pings|disqus|meinungen)(?![a-z])",
    re.I,
)
_OUTERMOST = frozenset("html body main".split())
_NOT_COMMENTS = frozenset("h1 article".split())
_SILENT = frozenset("script style noscript template svg link meta".split())
_LINKS = elements("descendant-or-self::a[@href]")
_FORM = elements("descendant-or-self::form[.//textarea] | descendant-or-self::textarea")
_MOST_ELSE = 1200  # characters that a section named for comments may hold beside what is claimed in it
_LONGEST_PART = 4000  # a longer sibling is text of its own, whatever its name


@dataclass(frozen=True, slots=True)
class Area:
    """``nodes`` hold every word of the comment section; ``comment_count`` is the number declared in it;
    ``pages`` are absolute URLs of further pages with comments, without the page itself."""

    nodes: tuple[HtmlElement, ...] = ()
    comment_count: int | None = None
    pages: tuple[str, ...] = ()


def read_area(context: Context, found: Sequence[Found], page_link: re.Pattern[str] | None = None) -> Area:
    """The surroundings of the comments ``found``; ``page_link`` is how their system addresses further pages."""
    comments = list(dict.fromkeys(comment.node for comment in found))
    nodes = _section(comments)
    return Area(nodes, _declared(nodes, comments), _pages(context, nodes, page_link))


def _section(comments: Sequence[HtmlElement]) -> tuple[HtmlElement, ...]:
    around = _common(comments)
    if around is None or around.tag in _OUTERMOST or any(around.iter("h1")):
        return _outermost(comments)
    claimed: list[HtmlElement] = [around]
    while (parent := around.getparent()) is not None and parent.tag not in _OUTERMOST:
        claimed = _with_siblings(around)
        rest = [child for child in parent if child not in claimed and isinstance(child.tag, str)]
        if not _is_all_comments(parent, rest):
            break
        around = parent
        claimed = [around]
    return tuple(claimed)


def _common(nodes: Sequence[HtmlElement]) -> HtmlElement | None:
    """The nearest element around all of them, none of them itself."""
    if not nodes:
        return None
    common = list(nodes[0].iterancestors())
    for node in nodes[1:]:
        above = set(node.iterancestors())
        while common and common[0] not in above:
            del common[0]
    inside = set(nodes)
    return next((element for element in common if element not in inside), None)


def _outermost(nodes: Sequence[HtmlElement]) -> tuple[HtmlElement, ...]:
    known = set(nodes)
    return tuple(node for node in nodes if not any(above in known for above in node.iterancestors()))


def _with_siblings(node: HtmlElement) -> list[HtmlElement]:
    """``node`` with the headings before it and the pager and form behind it, as far as they reach."""
    before = _belonging(node.itersiblings(preceding=True))
    return [*reversed(before), node, *_belonging(node.itersiblings())]


def _belonging(siblings: Iterable[HtmlElement]) -> list[HtmlElement]:
    claimed: list[HtmlElement] = []
    empty: list[HtmlElement] = []
    for sibling in siblings:
        if not isinstance(sibling.tag, str) or sibling.tag in _SILENT or not _size(sibling, 1):
            empty.append(sibling)
        elif _belongs(sibling):
            claimed.extend((*empty, sibling))
            empty = []
        else:
            break
    return claimed


def _belongs(element: HtmlElement) -> bool:
    if element.tag in _NOT_COMMENTS or _size(element, _LONGEST_PART) >= _LONGEST_PART:
        return False
    if _named(element) or (element.tag in ("form", "div", "section") and _FORM(element)):
        return not any(element.iter("h1"))
    lines = own_lines(element)
    return bool(lines) and len(lines) < 30 and all(_is_part(line) for line in lines)


def _is_part(line: str) -> bool:
    """Whether a line is one of a comment section: its heading, counter, form label or pager."""
    if is_comment_heading(line) or read_counter(line) is not None or line.strip("…«»‹›<>|. ").isdigit():
        return True
    known = read_line(line)
    return known is not None and known[1] in ("comment-form", "comment-counter", "pager")


def _is_all_comments(parent: HtmlElement, rest: Sequence[HtmlElement]) -> bool:
    visible = [child for child in rest if child.tag not in _SILENT]
    most = _MOST_ELSE if _named(parent) else 0
    left = len("".join(_loose(parent)))
    for child in visible:
        left += _size(child, most + 1)
        if left > most or (most and (child.tag in _NOT_COMMENTS or any(child.iter("h1")))):
            return False
    return left <= most


def _loose(parent: HtmlElement) -> Iterator[str]:
    """The text that stands directly in an element, between its children."""
    yield (parent.text or "").strip()
    for child in parent:
        yield (child.tail or "").strip()


def _named(element: HtmlElement) -> bool:
    return _NAME.search(f"{element.get('class', '')} {element.get('id', '')}") is not None


def _size(element: HtmlElement, most: int) -> int:
    """Characters of visible text in an element, counted up to ``most``."""
    size = 0
    for part in element.iter():
        if isinstance(part.tag, str) and part.tag not in _SILENT:
            size += len((part.text or "").strip())
        if part is not element:
            size += len((part.tail or "").strip())
        if size >= most:
            return size
    return size


def _declared(nodes: Iterable[HtmlElement], comments: Collection[HtmlElement]) -> int | None:
    inside = set(comments)
    for node in nodes:
        if node not in inside:
            for line in own_lines(node, inside):
                count = read_counter(line)
                if count is not None:
                    return count
    return None


def _pages(
    context: Context, nodes: Iterable[HtmlElement], page_link: re.Pattern[str] | None
) -> tuple[str, ...]:
    if page_link is None:
        return ()
    here = context.absolute(context.url or "")
    pages: dict[str, None] = {}
    for node in nodes:
        for link in _LINKS(node):
            href = link.get("href") or ""
            if page_link.search(href) and (address := context.absolute(href)) and address != here:
                pages[address] = None
    return tuple(pages)
