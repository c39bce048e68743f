"""Who answers whom in a thread of an unknown system.

Replies nest in what they answer; or stand in a box beside or behind it; or a flat list shows their depth by
names, attributes, empty elements before them, or how far they are moved to the right; or an attribute names
the parent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import takewhile

from lxml.html import HtmlElement

from crawler.splitter.comments.base import Found, own_elements
from crawler.splitter.comments.markup import last_digits, text_before, tokens
from crawler.splitter.comments.thread import link_nesting
from crawler.splitter.comments.unknown.repeated import look_of
from crawler.splitter.comments.wording import says_it_answers

_REPLY = re.compile(r"(?:.*[-_])?(?:reply|indented|reponse|réponse|answer|child|sub-?comment|antwort)", re.I)
_REPLIES = re.compile(
    r"(?:.*[-_])?(?:replies|r[ée]ponses|answers|children|responses|sub-?comments|antworten)", re.I
)
_LEVEL = re.compile(r"(?:.*[-_])?(?:level|depth|niveau|indent|ebene)[-_]?(\d{1,2})", re.I)
_SPACER = re.compile(
    r"(?:.*[-_])?(?:level|depth|niveau|indent(?:ation)?|spacer|ebene)(?:[-_]?\d{1,2})?", re.I
)
_DEPTH_ATTRIBUTES = ("data-depth", "data-level", "depth", "aria-level")
_SHIFT = re.compile(
    r"(?:(?:margin|padding)-(?:left|inline-start)\s*:\s*(?:calc\(\s*)?|--(?:[a-z]+-)*(?:depth|level|indent)\s*:\s*)"
    r"(\d{1,4})(?:\.\d+)?\s*(?:px|r?em|%|\*|;|$)",
    re.I,
)
# Utility classes that move a box to the right (Tailwind, Bootstrap): "ml-8", "ps-4", "ml-[24px]".
_SHIFT_NAME = re.compile(r"(?:ml|ms|pl|ps)-\[?(\d{1,3})(?:px|rem)?\]?")
_LEAST_SHIFT = 2  # between comments that are all moved, in the steps of such names
_PARENT_ATTRIBUTE = re.compile(
    r"(?:data-)?(?:\w+-)*parent\w*(?:-\w+)*|(?:data-)?(?:in-)?reply-?to(?:-id)?", re.I
)


def widen_to_holders(found: Sequence[Found]) -> None:
    """Where each comment is the first in a box that looks like those of the others, and the boxes of replies
    stand in the box of what they answer, take the box for the comment's element."""
    if len(found) < 2 or any(comment.above or comment.more for comment in found):
        return
    shared = set(found[0].node.iterancestors()).intersection(found[-1].node.iterancestors())
    first, *others = _own_boxes(found, shared)
    common = set.intersection(*map(set, others))
    if not first.keys() & common:  # all the others may answer the first
        around = (box for box in found[0].node.iterancestors() if look_of(box))
        first = {_look(box): box for box in reversed(list(around))}
    look = next((look for look in reversed(first) if look in common), None)
    if look is None:
        return
    boxes = [first[look], *(chain[look] for chain in others)]
    above = (one for box in boxes for one in takewhile(lambda one: one not in shared, box.iterancestors()))
    if first[look] in shared or not set(boxes).isdisjoint(above):
        for comment, box in zip(found, boxes, strict=True):
            comment.node = box


def _own_boxes(
    found: Sequence[Found], shared: Collection[HtmlElement]
) -> list[dict[tuple[str, str], HtmlElement]]:
    """For each comment the elements around it in which it is the first of the comments, by what they look
    like, the inner ones before the outer ones; without those that all comments share."""
    taken = {*shared}
    chains = []
    for comment in found:
        own = list(takewhile(lambda one: one not in taken, comment.node.iterancestors()))
        taken.update(own)
        chains.append({_look(box): box for box in own})
    return chains


def _look(element: HtmlElement) -> tuple[str, str]:
    return str(element.tag), look_of(element)


def _level(comment: Found) -> int | None:
    """The depth that a flat list shows by an attribute or a class name ("level-2"; "reply" for one that
    answers)."""
    for attribute in _DEPTH_ATTRIBUTES:
        if (value := comment.node.get(attribute) or "").isdecimal():
            return int(value)
    names = tokens(comment.node) if not comment.more else []
    for name in names:
        if match := _LEVEL.fullmatch(name):
            return int(match[1])
    return 1 if any(map(_REPLY.fullmatch, names)) else None


def set_depths(found: Sequence[Found]) -> None:
    """Set the depths that the names, attributes and styles of a flat list show."""
    levels = [_level(comment) for comment in found]
    for ways in (_spacers, _shifts):
        if all(level is None for level in levels):
            levels = ways(found)
    if any(level is not None for level in levels):
        # What carries no level stands at the top, or one above the first level that is named.
        top = 0 if None in levels else min(level for level in levels if level is not None)
        for comment, level in zip(found, levels, strict=True):
            comment.shown_depth = 0 if level is None else max(level - top, 0)


def _spacers(found: Sequence[Found]) -> list[int | None]:
    """The depths that empty elements before each comment show, by their number or their names: a line or a
    gap for each level."""
    counts = [sum(1 for _ in _spacers_of(comment.node)) for comment in found]
    return [*counts] if len(set(counts)) > 1 else [None] * len(found)


def _spacers_of(node: HtmlElement) -> Iterator[HtmlElement]:
    for part in node if not (node.text or "").strip() else ():
        if len(part) or (part.text or "").strip() or (part.tail or "").strip():
            return
        if any(map(_SPACER.fullmatch, tokens(part))):
            yield part


def _shifts(found: Sequence[Found]) -> list[int | None]:
    """The depths that a flat list shows by how far each comment, or the box that holds it alone, is moved to
    the right: the first, second… of the distances used. Paddings that differ by one step are stripes'."""
    boxes = Counter(comment.node.getparent() for comment in found)
    distances = [_shift(comment.node, boxes) for comment in found]
    steps = sorted(set(distances))
    if len(steps) < 2 or (steps[0] and steps[-1] - steps[0] < _LEAST_SHIFT):
        return [None] * len(found)
    return [steps.index(distance) for distance in distances]


def _shift(node: HtmlElement, boxes: Counter[HtmlElement | None]) -> int:
    """How far a comment is moved; ``boxes`` counts the comments in each box."""
    parent = node.getparent()
    alone = boxes[parent] == 1
    inner = next((child for child in node if isinstance(child.tag, str)), None) if len(node) == 1 else None
    for element in (node, parent if alone else None, inner):
        if element is None:
            continue
        if match := _SHIFT.search(element.get("style") or ""):
            return _LEAST_SHIFT * int(match[1])  # what a style moves is meant, by however little
        moved = filter(None, map(_SHIFT_NAME.fullmatch, tokens(element)))
        if match := next(moved, None):
            return int(match[1])
    blank = next((picture for picture in node.iter("img") if picture.get("height") == "1"), None)
    width = blank.get("width") or "" if blank is not None else ""
    return int(width) if width.isdecimal() else 0  # in tables, a blank picture moves the text


def set_parents(found: Sequence[Found], nodes: set[HtmlElement]) -> None:
    """By nesting; where replies stand in a box behind their comment, by that box; by a data attribute."""
    link_nesting(found)
    ids = {comment.id for comment in found}
    anchors = _anchors(found) if len(ids) > 1 else {}
    boxes: dict[HtmlElement, Found | None] = {}
    before: Found | None = None
    for comment in found:
        attributes = [value for name, value in comment.node.items() if _PARENT_ATTRIBUTE.fullmatch(name)]
        parent = next(filter(None, map(last_digits, attributes)), None)
        if parent in ids and parent != comment.id:
            comment.named = (str(parent), "id")
        elif answered := next(_linked(comment, nodes, anchors), None):
            comment.named = (answered, "reply-link")
        elif comment.above is None and (box := _box_of_replies(comment.node, nodes)) is not None:
            comment.above = boxes.setdefault(box, before)
        before = comment


def _anchors(found: Sequence[Found]) -> dict[str, str]:
    """The id of each comment by its element's own, which links may lead to."""
    places = ((comment.node.get("id"), comment.id) for comment in found)
    return {place: number for place, number in places if place and number}


def _linked(comment: Found, nodes: set[HtmlElement], anchors: Mapping[str, str]) -> Iterator[str]:
    """The comments that a comment links to as those it answers: "En réponse à <a href="#c12">Léa</a>"."""
    for part in own_elements(comment.node, nodes) if anchors else ():
        href = part.get("href") or "" if part.tag == "a" else ""
        number = anchors.get(href.partition("#")[2])
        if number is not None and number != comment.id and says_it_answers(text_before(part)):
            yield number


def _box_of_replies(node: HtmlElement, nodes: set[HtmlElement]) -> HtmlElement | None:
    """The box that holds ``node`` and is named for replies, or stands right behind a comment."""
    for above in node.iterancestors():
        if above in nodes or above.tag in ("body", "main", "article"):
            return None
        if above.getprevious() in nodes or any(map(_REPLIES.fullmatch, tokens(above))):
            return above
    return None
