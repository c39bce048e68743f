"""What repeats around the dates below a heading: comments whose class names say nothing.

Pages built by JavaScript frameworks and by hand name nothing in words, but each comment prints its date, and
what holds one is made like what holds the next. So the dates are found first; of the elements around them
those that share tag and class name, each with a date of its own, may be the comments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from crawler.splitter.comments.attribution import holds_a_date, may_be_dated
from crawler.splitter.comments.base import Context
from crawler.splitter.comments.markup import tokens
from crawler.splitter.words.text import fold

_PLACE = re.compile(r"odd|even|first|last|alt|alternate|(?:im)?paire?|\w*\d+", re.I)
_BOXES = frozenset("div section article blockquote ol ul li".split())
_IN_PLACE = re.compile(r"[-_]+(?:odd|even|first|last|alt|(?:im)?paire?)$", re.I)
_ITEM_TAGS = frozenset(("li", "article"))  # alike whatever their names: "li.member" and "li.reply"
_NO_DATES = frozenset(("code", "pre", "option", "textarea"))  # what is dated there is no comment
_MOST_DATES = 2  # a comment prints its date once, some pages the relative one too
_MOST_GROUPS = 8  # the likeliest are tried, no more
_ANSWERS = frozenset("repondre reply antworten antwort citer quote zitieren".split())
_SAYING_REPLY = ("épond", "ÉPOND", "eply", "REPLY", "ntwort", "ANTWORT", "iter", "uote")
_BUTTON_TAGS = frozenset(("a", "button", "span", "div"))
_LONGEST_BUTTON = 60  # characters
_FARTHEST = 40  # levels above its date that the element of a comment may stand: more are other comments

Look = tuple[str, str]


def look_of(element: HtmlElement) -> str:
    """The first class name of an element that says more than its place among others ("entry" of
    "entry_odd")."""
    return next((_IN_PLACE.sub("", name) for name in tokens(element) if not _PLACE.fullmatch(name)), "")


def reply_buttons(context: Context) -> list[HtmlElement]:
    """What answers a comment when it is clicked: an element that says so, and next to nothing else."""
    return context.once(_read_buttons)


def _read_buttons(context: Context) -> list[HtmlElement]:
    saying = (element for element in context.finder.saying(_SAYING_REPLY) if element.tag in _BUTTON_TAGS)
    texts = ((element, "".join(element.itertext())) for element in saying)
    return [
        element
        for element, text in texts
        if len(text) < _LONGEST_BUTTON and fold(text).partition(" ")[0] in _ANSWERS
    ]


def have_buttons(context: Context, nodes: Collection[HtmlElement]) -> bool:
    """Whether most of several comments have a button of their own to answer them: the deepest may have none.
    ``nodes`` are their elements."""
    own = {
        next((above for above in button.iterancestors() if above in nodes), None)
        for button in reply_buttons(context)
    }
    return len(own - {None}) >= 0.6 * len(nodes)


def around_dates(
    context: Context, start: HtmlElement | None, *, inside: bool = False
) -> Iterator[list[HtmlElement]]:
    """Sets of look-alike elements behind ``start``, or ``inside`` it (of the whole page: None), the likeliest
    first: the larger, and of two with as many elements the outer ones."""
    limits, stamps = _inside(context, start) if start is not None and inside else _behind(context, start)
    groups: dict[Look, dict[HtmlElement, int]] = {}
    heights: dict[Look, int] = {}
    for stamp in stamps:
        seen: set[Look] = set()
        for height, node in enumerate(islice(_up_to(limits, stamp), _FARTHEST)):
            for look in _looks(node):
                if look not in seen:  # the nearest of its kind
                    seen.add(look)
                    members = groups.setdefault(look, {})
                    members[node] = members.get(node, 0) + 1
                    heights[look] = max(heights.get(look, 0), height)
    likely = [look for look, members in groups.items() if _is_likely(members)]
    likely.sort(key=lambda look: (-len(groups[look]), -heights[look]))
    tried: set[tuple[HtmlElement, ...]] = set()
    for look in likely:
        nodes = tuple(groups[look])
        if nodes not in tried:
            tried.add(nodes)
            yield _with_undated(context, nodes, look)
        if len(tried) == _MOST_GROUPS:
            return


def only_one(context: Context, start: HtmlElement, *, inside: bool = False) -> HtmlElement | None:
    """The largest element behind ``start`` that holds the first date there, no other date and no form; or
    the largest ``inside`` it, where it holds the only one."""
    finder = context.finder
    if inside:
        stamps = dates_in(context, start)
        dates = finder.counter(stamps)
        first = next((stamp for stamp in stamps if stamp is not start), None)
        if len(stamps) > _MOST_DATES:
            return None
    else:
        dates = context.once(count_dates)
        first = next(
            (stamp for stamp in _all_dates(context) if finder.position(stamp) > finder.position(start)), None
        )
    if first is None:
        return None
    found: HtmlElement | None = None
    last = next(reversed(finder.tagged("textarea")), None)
    for node in _up_to({start, *start.iterancestors()}, first):
        # A form inside is the comment's own where another comes behind it.
        if dates(node) > _MOST_DATES or (last is not None and finder.holds(node, last)):
            break
        found = node
    while found is not None and _is_box_around(found):
        found = found[0]
    return found


def _is_box_around(element: HtmlElement) -> bool:
    """Whether an element holds another box and nothing besides."""
    texts = [element.text, *(child.tail for child in element)]
    return len(element) == 1 and element[0].tag in _BOXES and not any(text and text.strip() for text in texts)


def _behind(context: Context, start: HtmlElement | None) -> tuple[set[HtmlElement], Sequence[HtmlElement]]:
    """(the elements that no comment lies around, the dates of the comments): those behind ``start`` in the
    smallest element around it that holds more than one of them."""
    stamps = _all_dates(context)
    if start is None:
        return set(), stamps
    finder = context.finder
    limits = {start, *start.iterancestors()}
    later = [stamp for stamp in stamps if finder.position(stamp) > finder.position(start)]
    for box in start.iterancestors():
        inside = [stamp for stamp in later if finder.holds(box, stamp)]
        if len(inside) > 1:
            return limits, inside
    return limits, []


def _inside(context: Context, box: HtmlElement) -> tuple[set[HtmlElement], Sequence[HtmlElement]]:
    """(the elements that no comment lies around, the dates of the comments) of a box for comments."""
    return {box, *box.iterancestors()}, [stamp for stamp in dates_in(context, box) if stamp is not box]


def count_dates(context: Context) -> Callable[[HtmlElement], int]:
    """How many dates an element prints, itself and all it holds."""
    return context.finder.counter(_all_dates(context))


def _up_to(limits: set[HtmlElement], stamp: HtmlElement) -> Iterator[HtmlElement]:
    """A date's element and those around it, below ``limits``."""
    node: HtmlElement | None = stamp
    while node is not None and node not in limits and node.tag not in ("body", "main", "html"):
        yield node
        node = node.getparent()


def _is_likely(members: dict[HtmlElement, int]) -> bool:
    alone = sum(dates <= _MOST_DATES for dates in members.values())
    return len(members) > 1 and alone >= 0.8 * len(members)


def _looks(element: HtmlElement) -> list[Look]:
    tag = str(element.tag)
    looks = [(tag, _IN_PLACE.sub("", name)) for name in tokens(element)]
    return [*looks, (tag, "")] if tag in _ITEM_TAGS or not looks else looks


def _with_undated(context: Context, members: Sequence[HtmlElement], look: Look) -> list[HtmlElement]:
    """The elements in page order, with those that look like them and have no date: their siblings between
    them, and what holds one of them beside another. That is left of a comment that was removed."""
    known = set(members)
    lists = {member.getparent() for member in members}
    shown = {*members}
    for member, following in zip(members, (*members[1:], None), strict=True):
        for above in islice(member.iterancestors(look[0]), _FARTHEST):
            if above in shown or above.tag == "body":
                break
            if above.getparent() in lists and look in _looks(above):
                shown.add(above)
        if following is None or following.getparent() is not member.getparent():
            continue
        for sibling in member.itersiblings():
            if sibling in known:
                break
            if look in _looks(sibling) and len(sibling):
                shown.add(sibling)
    return sorted(shown, key=context.finder.position)


def dates_in(context: Context, box: HtmlElement) -> Sequence[HtmlElement]:
    """The elements that print a date among their own words, in page order: ``box`` and what it holds."""
    return context.once(_Stamps).of(box)


def _all_dates(context: Context) -> Sequence[HtmlElement]:
    return dates_in(context, context.root)


class _Stamps:
    """The elements that print a date, looked for no farther than they are asked for: most boxes that are
    named for comments hold none, on pages full of dates."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._known: dict[HtmlElement, list[HtmlElement]] = {}
        self._last: HtmlElement | None = None  # the outermost box that was read last

    def of(self, box: HtmlElement) -> list[HtmlElement]:
        finder = self._context.finder
        if box not in self._known:
            if self._last is not None and finder.holds(self._last, box):
                inside = finder.at_or_inside([box])
                self._known[box] = [stamp for stamp in self._known[self._last] if inside(stamp)]
            else:
                self._known[box] = self._read(box)
                self._last = box
        return self._known[box]

    def _read(self, box: HtmlElement) -> list[HtmlElement]:
        context, finder = self._context, self._context.finder
        inside = finder.at_or_inside([box])
        titles = ((element, element.get("title", "")) for element in filter(inside, finder.having("title")))
        stamps = {*filter(inside, finder.tagged("time"))}
        stamps.update(
            element
            for element, text in (*finder.texts_in(box), *titles)
            if may_be_dated(text) and holds_a_date(context, text) and not _is_code(element)
        )
        return sorted(stamps, key=finder.position)


def _is_code(element: HtmlElement) -> bool:
    return any(one.tag in _NO_DATES for one in (element, *element.iterancestors()))
