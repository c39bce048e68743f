"""What repeats around the dates below a heading: comments whose class names say nothing.

Pages built by JavaScript frameworks and by hand name nothing in words, but each comment prints its date, and
what holds one is made like what holds the next. So the dates are found first; of the elements around them
those that share tag and class name, each with a date of its own, may be the comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from crawler.splitter.comments.attribution import holds_a_date
from crawler.splitter.comments.base import Context
from crawler.splitter.comments.markup import tokens
from crawler.splitter.text import fold

# What a date has in it: asked first, because reading one costs more.
_DATED = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|(?:19|20)\d\d-\d\d|\d.{0,4}\b(?:jan|f[ée]v|feb|m[äa]r|a[pv]r|mai|may|ju[ilny]|"
    r"ao[uû]|aug|sep|o[ck]t|nov|d[ée][cz])|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d|"
    r"\bil y a\b|\bago\b|\bvor \w|\bhier\b|\bgestern\b|\byesterday\b|\baujourd|\bheute\b|\btoday\b",
    re.I,
)
_PLACE = re.compile(r"odd|even|first|last|alt|alternate|(?:im)?paire?|\w*\d+", re.I)
_ITEM_TAGS = frozenset(("li", "article"))  # alike whatever their names: "li.member" and "li.reply"
_LONGEST_STAMP = 160  # characters of the text with a date in it
_MOST_DATES = 2  # a comment prints its date once, some pages the relative one too
_MOST_GROUPS = 8  # the likeliest are tried, no more
_ANSWERS = frozenset("repondre reply antworten citer quote zitieren".split())
_REPLY_WORDS = re.compile(r"(?:à|to|auf)?\s*\S{0,40}", re.I)

Look = tuple[str, str]


def look_of(element: HtmlElement) -> str:
    """The first class name of an element that says more than its place among others."""
    return next((name for name in tokens(element) if not _PLACE.fullmatch(name)), "")


def reply_buttons(context: Context) -> list[HtmlElement]:
    """What answers a comment when it is clicked: a link or button that says so, and next to nothing else."""
    return context.once(_read_buttons)


def _read_buttons(context: Context) -> list[HtmlElement]:
    found: list[HtmlElement] = []
    for element in context.root.iter("a", "button"):
        text = element.text_content() if len(element) else element.text
        if text and len(text) < 60 and fold(text).partition(" ")[0] in _ANSWERS:
            found.append(element)
    return found


def around_dates(context: Context, start: HtmlElement | None) -> Iterator[list[HtmlElement]]:
    """Sets of look-alike elements behind ``start`` (of the whole page: None), the likeliest first: the
    larger, and of two with as many elements the outer ones."""
    limits = {start, *start.iterancestors()} if start is not None else set()
    stamps = context.once(_read_stamps)
    if start is not None:
        order = context.once(_read_order)
        first = order[start]
        stamps = [stamp for stamp in stamps if order[stamp] > first]
    if len(stamps) < 2:
        return
    groups: dict[Look, dict[HtmlElement, int]] = {}
    heights: dict[Look, int] = {}
    for stamp in stamps:
        seen: set[Look] = set()
        node: HtmlElement | None = stamp
        height = 0
        while node is not None and node not in limits and node.tag not in ("body", "main", "html"):
            for look in _looks(node):
                if look not in seen:  # the nearest of its kind
                    seen.add(look)
                    members = groups.setdefault(look, {})
                    members[node] = members.get(node, 0) + 1
                    heights[look] = max(heights.get(look, 0), height)
            node = node.getparent()
            height += 1
    likely = [look for look, members in groups.items() if _is_likely(members)]
    likely.sort(key=lambda look: (-len(groups[look]), -heights[look]))
    tried: set[tuple[HtmlElement, ...]] = set()
    for look in likely:
        nodes = tuple(groups[look])
        if nodes not in tried:
            tried.add(nodes)
            yield list(_with_undated(nodes, look))
        if len(tried) == _MOST_GROUPS:
            return


def _is_likely(members: dict[HtmlElement, int]) -> bool:
    alone = sum(dates <= _MOST_DATES for dates in members.values())
    return len(members) > 1 and alone >= 0.8 * len(members)


def _looks(element: HtmlElement) -> list[Look]:
    tag = str(element.tag)
    looks = [(tag, name) for name in tokens(element) if not _PLACE.fullmatch(name)]
    return [*looks, (tag, "")] if tag in _ITEM_TAGS or not looks else looks


def _with_undated(members: Sequence[HtmlElement], look: Look) -> Iterator[HtmlElement]:
    """The elements in page order, with those of their siblings between them that look like them and have no
    date: what is left of a comment that was removed."""
    known = set(members)
    for index, member in enumerate(members):
        yield member
        if index + 1 == len(members) or members[index + 1].getparent() is not member.getparent():
            continue
        for sibling in member.itersiblings():
            if sibling in known:
                break
            if look in _looks(sibling) and len(sibling):
                yield sibling


def _read_order(context: Context) -> dict[HtmlElement, int]:
    return {element: number for number, element in enumerate(context.root.iter())}


def _read_stamps(context: Context) -> list[HtmlElement]:
    """The elements that print a date among their own words, in page order."""
    return [
        element
        for element in context.root.iter()
        if isinstance(element.tag, str)
        and element.tag not in ("script", "style")
        and _is_stamp(context, element)
    ]


def _is_stamp(context: Context, element: HtmlElement) -> bool:
    if element.tag == "time":
        return True
    texts = (element.text, *(child.tail for child in element))
    return any(
        text is not None
        and len(text) <= _LONGEST_STAMP
        and _DATED.search(text) is not None
        and holds_a_date(context, text)
        for text in texts
    )
