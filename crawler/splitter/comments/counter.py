"""The number of comments that a page declares elsewhere than in a line beside them.

A bare number is a count of comments where the markup says so: it links to the page's own comments, or its
class is that of a comment counter inside the comment area. schema.org's ``interactionCount`` says
"UserComments:69".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from crawler.splitter.comments.base import Context, Found, own_elements, own_lines
from crawler.splitter.comments.heading import number_in
from crawler.splitter.comments.markup import one_line
from crawler.splitter.comments.unknown.generic import named_boxes
from crawler.splitter.words.addresses import same_page
from crawler.splitter.words.lines import read_counter

_WORD = r"(?:comments?|commentaires?|kommentare?|reactions?)"
_NUMBER = r"(?:count(?:er)?|number|nb|num|nombre|total|anzahl|zahl)"
_FRAGMENT = re.compile(rf"(?:.*[-_])?(?:{_WORD}|reagir|respond|disqus_thread)(?:[-_].*)?(?<!\d)", re.I)
_COUNT_NAME = re.compile(
    rf"(?:.*[-_])?(?:{_WORD}[-_]{{0,2}}{_NUMBER}|{_NUMBER}[-_]{{0,2}}(?:of[-_])?{_WORD})(?:[-_].*)?", re.I
)
_INTERACTIONS = 'meta[itemprop="interactionCount"], meta[itemprop="commentCount"]'
_INTERACTION = re.compile(r"(?:UserComments:)?\s*(\d+)")
_OTHER_NAMES = 'link[rel="canonical"][href], link[rel="shortlink"][href]'
_BARE = re.compile(r"\(?\s*(\d{1,6})\s*\)?")


def declared_by_markup(context: Context, area: Iterable[HtmlElement], found: Iterable[Found]) -> int | None:
    """The number of comments that class names, links and microdata declare; None where they do not."""
    comments = {node for comment in found for node in (comment.node, *comment.more)}
    ways = (
        _in_area(area, comments),
        _in_links(context),
        _in_boxes(context, comments),
        _in_microdata(context),
    )
    return next((count for way in ways for count in way), None)


def _in_area(area: Iterable[HtmlElement], comments: set[HtmlElement]) -> Iterator[int]:
    for node in area:
        for element in own_elements(node, comments):
            if any(map(_COUNT_NAME.fullmatch, (element.get("class") or "").split())):
                yield from _number(element)


def _in_links(context: Context) -> Iterator[int]:
    for link in context.finder.tagged("a"):
        href = link.get("href", "")
        if "#" not in href:
            continue
        address, _, fragment = href.strip().partition("#")
        if fragment and (not address or _FRAGMENT.fullmatch(fragment)):
            target = context.absolute(address) if address else None
            names = context.once(_own_addresses)
            if not address or (target and any(same_page(target, name) for name in names)):
                yield from _number(link) if _FRAGMENT.fullmatch(fragment) else _counter(one_line(link))


def _own_addresses(context: Context) -> tuple[str, ...]:
    """The page's address, and what else the page calls itself."""
    links = (link.get("href", "") for link in context.finder.find(_OTHER_NAMES))
    return tuple(filter(None, map(context.absolute, ("", *links))))


def _in_boxes(context: Context, comments: set[HtmlElement]) -> Iterator[int]:
    """Counter lines of boxes that are named for comments; the comments themselves count nothing. Where there
    are none, more wordings count: "Commentaires 0"."""
    read = read_counter if comments else number_in
    for box in named_boxes(context):
        for line in own_lines(box, comments) if box not in comments else ():
            if (count := read(line)) is not None:
                yield count


def _in_microdata(context: Context) -> Iterator[int]:
    for meta in context.finder.find(_INTERACTIONS):
        if match := _INTERACTION.fullmatch(meta.get("content", "").strip()):
            yield int(match[1])


def _number(element: HtmlElement) -> Iterator[int]:
    text = one_line(element)
    if match := _BARE.fullmatch(text):
        yield int(match[1])
    else:
        yield from _counter(text)


def _counter(line: str) -> Iterator[int]:
    if (count := read_counter(line)) is not None:
        yield count
