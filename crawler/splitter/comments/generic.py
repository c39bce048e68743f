"""A list that looks like comments, of no system that is known by name.

Taken for comments are elements that look alike (one will do where it is named so itself, or declared) and
that each hold a date, a name and running text; and that are called comments: by their own class, by the box
around them, by the heading or the line above them, in French, English or German, or by a button on most of
them to answer it. Both are needed: listings have no such name, related posts are links, widgets of recent
comments point to other pages, live tickers have no authors. The surest of these ways that finds some is
believed, and of its sets the largest.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import NamedTuple

from lxml.html import HtmlElement

from crawler.splitter.addresses import split_address
from crawler.splitter.comments.area import find_area
from crawler.splitter.comments.base import CommentReader, Context, Found, own_elements
from crawler.splitter.comments.generic_item import (
    HEADING_TAGS,
    LONGEST_HEADER,
    Item,
    header_of,
    is_button,
    names_author_and_text,
    names_its_parts,
    read_items,
    same_links,
)
from crawler.splitter.comments.heading import declared_count, heads_comments, number_in
from crawler.splitter.comments.markup import HUMP, Titles, last_digits, one_line, tokens
from crawler.splitter.comments.repeated import around_dates, count_dates, look_of, only_one, reply_buttons
from crawler.splitter.comments.thread import link_nesting
from crawler.splitter.comments.wording import is_stub
from crawler.splitter.dates import read_date

# Names of one comment and of a list of them, as whole class names or ids: BEM, camel case and prefixes of the
# theme are allowed ("mo-comment-card", "kommentar-item", "comments-list__item", "liste_commentaires").
_WORD = r"(?:user|reader|blog|article|news)?(?:comment|commentaire|kommentar|reaction|réaction)"
_PREFIX = r"(?:[a-z0-9]+[-_]{1,2}){0,3}"
_PART = "item|card|details?|entry|single|element|unit|node|reply|response|li|eintrag"
_HASH = r"(?=[a-z]*\d)[0-9a-z]{8,}(?:-[0-9a-f]{4,})*"
_ITEM_NAME = re.compile(
    rf"{_PREFIX}{_WORD}(?:[-_]{{0,2}}(?:{_PART}|box|block|bloc|row|reponse|answer|beitrag|post|container|wrap(?:per)?))?"
    rf"(?:[-_]{{1,2}}(?:\d+|{_HASH}))?|{_PREFIX}{_WORD}e?s?[-_]{{1,2}}(?:list[-_]{{1,2}})?(?:{_PART})(?:[-_]{{1,2}}\d+)?",
    re.I,
)
_LIST_NAME = re.compile(
    rf"{_PREFIX}{_WORD}(?:e?s|e)?(?:[-_]{{0,2}}(?:lists?|listes?|items|area|section|wrapper?|container|blocks?|bloc|tree|"
    r"box|zone|threads?|content|inner|main|body|feed|stream|module|panel|tab))*"
    rf"|{_PREFIX}(?:liste?s?|blocs?|blocks?|zone|all|les|vos|div)[-_]?{_WORD}(?:e?s|e)?",
    re.I,
)
_NO_SUCH_NAME = re.compile(
    r"(?<![a-z])(?:recents?|récents?|latest|last|derni[eè]re?s?|popular|populaires?|top|most|trending|form|"
    r"respond|new|add|write|policy|rules|counts?|link|sidebar|widget|icons?|btn|button)(?![a-z])",
    re.I,
)
# Parts of a page that show comments on other articles.
_ELSEWHERE = re.compile(
    r"(?:.*[-_])?(?:sidebar|recent-?comments?|recentcomments|latest-?comments?|last-?comments?|"
    r"derniers-?commentaires|related)(?:[-_].*)?",
    re.I,
)
_ELSEWHERE_TAGS = frozenset("nav form template noscript".split())
_STEMS = ("omment", "action")  # one of them is in each such name
_HEADINGS = ("h2", "h3", "h4", "h5", "h6", "legend")
_SAYING_COMMENTS = ("omment", "OMMENT", "éaction", "essages", "iskussion")
_LINE_TAGS = frozenset("h1 div p span strong b td label".split())
_SAYS_COMMENTS = re.compile(
    r"comment|kommentar|r[ée]action|r[ée]ponse|repl|message|avis|forum|dis[ck]uss|conversation|meinung|beitr|posting|respons|thought|gedank|r[ée]flexion|antwort",
    re.I,
)

_REPLY = re.compile(r"(?:.*[-_])?(?:reply|indented|reponse|réponse|answer|child|sub-?comment|antwort)", re.I)
_REPLIES = re.compile(
    r"(?:.*[-_])?(?:replies|r[ée]ponses|answers|children|responses|sub-?comments|antworten)", re.I
)
_LEVEL = re.compile(r"(?:.*[-_])?(?:level|depth|niveau|indent|ebene)[-_]?(\d{1,2})", re.I)
_SPACER = re.compile(
    r"(?:.*[-_])?(?:level|depth|niveau|indent(?:ation)?|spacer|ebene)(?:[-_]?\d{1,2})?", re.I
)
_DEPTH_ATTRIBUTES = ("data-depth", "data-level", "depth", "aria-level")
_SHIFT = re.compile(r"(?:margin|padding)-left\s*:\s*(\d{1,4})(?:\.\d+)?\s*(?:px|em|rem|%)", re.I)
_PARENT_ATTRIBUTE = re.compile(r"(?:data-)?(?:\w+-)*parent\w*(?:-\w+)*|data-(?:in-)?reply-?to(?:-id)?", re.I)
_COMMENT_ANCHOR = re.compile(r"#(?:\w+-)?(?:comment|c|com|commentaire|reaction|respond)s?[-_]?\d*$", re.I)
_NUMBERS = re.compile(rf"(?<=[-_]){_HASH}$|\d+", re.I)
_ANCHOR = re.compile(r"(?:[a-z]+[-_])?(?:comment|commentaire|kommentar|reaction|com|c)[-_]?\d+", re.I)
_QUOTED = re.compile(r"[«“„\"].*[»”“\"]\W?", re.S)
_MARK = re.compile(r"(?:(?:note|rating|score|bewertung)\s*:?\s*)?\d{1,2}(?:[.,]\d)?\s?/\s?(?:5|10|20)", re.I)
_SHORT = 12  # characters of a button
_SEVERAL = 2  # links to other pages, which a list of teasers has
_LONGEST_LINE = 80  # characters of a line above comments that is no heading
_MOST_LISTS = 8  # what a page has more often of one name is no list of comments, but a part of each


def _marks(context: Context) -> bool:
    return (
        _names_comments(context)
        or bool(_headings(context))
        or len(reply_buttons(context)) > 1
        or bool(_lines_above(context))
    )


def _names_comments(context: Context) -> bool:
    return any(map(_is_named, context.classes)) or any(map(_is_named, context.ids))


def _read(context: Context) -> list[Found]:
    titles = Titles(context)
    best: list[Found] = []
    tried: set[tuple[bool, tuple[tuple[HtmlElement, ...], ...]]] = set()
    stage = 0
    for items, is_named, its_stage in _groups(context):
        if best and its_stage > stage and not _may_be_a_list(context, best):
            break  # what is named a comment is not looked for by its looks
        if not best:
            stage = its_stage
        key = is_named, tuple((item.node, *item.more) for item in items)
        if key in tried or len(items) <= len(best):
            continue
        tried.add(key)
        found = _thread(context, items, titles)
        if its_stage > stage and not _within(context, found, best[0].node):
            continue
        if len(found) > len(best) and _are_comments(context, found, is_named, is_sure=its_stage == 0):
            best, stage = found, its_stage
    return best


def _within(context: Context, found: Sequence[Found], box: HtmlElement) -> bool:
    return all(comment.node is box or context.finder.holds(box, comment.node) for comment in found)


def _may_be_a_list(context: Context, found: Sequence[Found]) -> bool:
    """Whether what is named for one comment may be the box of two: both of them have a date."""
    return len(found) == 1 and context.once(count_dates)(found[0].node) > 1


# -- where to look ---------------------------------------------------------------------------------------


def _is_named(token: str) -> bool:
    small = token.lower()
    return any(stem in small for stem in _STEMS) and (_is_item_name(token) or _is_list_name(token))


@lru_cache(maxsize=2048)
def _is_item_name(token: str) -> bool:
    name = HUMP.sub("-", token)
    return _ITEM_NAME.fullmatch(name) is not None and _NO_SUCH_NAME.search(name) is None


@lru_cache(maxsize=2048)
def _is_list_name(token: str) -> bool:
    name = HUMP.sub("-", token)
    return _LIST_NAME.fullmatch(name) is not None and _NO_SUCH_NAME.search(name) is None


def _groups(context: Context) -> Iterator[tuple[list[Item], bool, int]]:
    """Sets of elements that may be comments, whether they are named so themselves, and how sure that is: 0
    by their names, 1 by the box around them or the heading above, 2 by a line above, 3 by their buttons."""
    by_name: dict[str, list[Item]] = {}
    for element, names in _named(context):
        for name in filter(_is_item_name, names):
            by_name.setdefault(f"{element.tag} {_NUMBERS.sub('0', name)}", []).append(Item(element))
    yield from ((items, True, 0) for items in by_name.values())
    yield from ((items, True, 0) for items in _of_one_tag(context, by_name))
    known: dict[HtmlElement, bool] = {}
    for holder in named_boxes(context):
        yield from ((items, False, 1) for items in _repeated(context, list(holder)) if items)
        for nodes in around_dates(context, holder, inside=True):
            yield [Item(node) for node in nodes if not _is_elsewhere(node, known)], False, 1
        node = only_one(context, holder, inside=True)
        if node is not None and _shows_one(context, node):
            yield [Item(node)], True, 1
    for stage, starts in ((1, _headings(context)), (2, _lines_above(context))):
        for start in starts:
            if _is_elsewhere(start, known):
                continue
            for children in _behind(start):
                yield from ((items, False, stage) for items in _repeated(context, children) if items)
            for nodes in around_dates(context, start):
                yield [Item(node) for node in nodes if not _is_elsewhere(node, known)], False, stage
            node = only_one(context, start)
            if node is not None and _may_be_alone(context, start, node):
                yield [Item(node)], True, stage
    if len(reply_buttons(context)) > 1:
        for nodes in around_dates(context, None):
            items = [Item(node) for node in nodes if not _is_elsewhere(node, known)]
            if _have_buttons(context, items):
                yield items, False, 3


def _may_be_alone(context: Context, start: HtmlElement, node: HtmlElement) -> bool:
    """Whether one element behind a line above comments is a comment: it is alone by the number there, or
    bears the marks of one."""
    number = number_in(one_line(start))
    if _shows_one(context, node):
        return number in (None, 1)
    elsewhere = (one for one in node.iter("a") if _is_other_page(context, one.get("href") or "#"))
    return number == 1 and sum(len(one_line(link)) > _SHORT for link in elsewhere) < _SEVERAL


def _shows_one(context: Context, node: HtmlElement) -> bool:
    """Whether an element bears the marks of one comment: a button to answer it, an anchor of its own, or
    names for its author and another of its parts."""
    before = node.getprevious()
    parts = (*node.iter(), *(() if before is None or before.tag != "a" else (before,)))
    anchors = (part.get("id") or part.get("name") or "" for part in parts)
    return (
        any(context.finder.holds(node, button) for button in reply_buttons(context))
        or any(map(_ANCHOR.fullmatch, anchors))
        or names_its_parts(node)
    )


def _of_one_tag(context: Context, by_name: dict[str, list[Item]]) -> Iterator[list[Item]]:
    """Elements of one tag that are named for comments in several ways: "li.comment", "li.comment-response".
    What is named so once alone counts where it stands beside the others or inside one."""
    by_tag: dict[str, list[list[Item]]] = {}
    for key, items in by_name.items():
        by_tag.setdefault(key.partition(" ")[0], []).append(items)
    for groups in by_tag.values():
        nodes = {item.node for items in groups if len(items) > 1 for item in items}
        known = nodes | {node.getparent() for node in nodes}
        members = {
            item.node: item
            for items in groups
            for item in items
            if len(items) > 1 or any(above in known for above in item.node.iterancestors())
        }
        yield sorted(members.values(), key=lambda item: context.finder.position(item.node))


def _have_buttons(context: Context, items: Sequence[Item]) -> bool:
    """Whether most of the items have a button of their own to answer them: the deepest may have none."""
    nodes = {item.node for item in items}
    own = {
        next((above for above in button.iterancestors() if above in nodes), None)
        for button in reply_buttons(context)
    }
    return len(own & nodes) >= 0.6 * len(nodes)


def named_boxes(context: Context) -> tuple[HtmlElement, ...]:
    """The boxes of a page that are named for the comments of its article, in page order."""
    boxes: dict[str, list[HtmlElement]] = {}
    for element, names in _named(context):
        for name in filter(_is_list_name, names):
            boxes.setdefault(name, []).append(element)
    few = {box for alike in boxes.values() if len(alike) <= _MOST_LISTS for box in alike}
    return tuple(element for element, _ in _named(context) if element in few)


def _named(context: Context) -> list[tuple[HtmlElement, list[str]]]:
    """The elements that are named for comments on this article, with all their names."""
    return context.once(_read_named)


def _read_named(context: Context) -> list[tuple[HtmlElement, list[str]]]:
    named = {name for name in context.classes | context.ids if _is_named(name)}
    known: dict[HtmlElement, bool] = {}
    return [
        (element, [*tokens(element), *(name for name in (element.get("id"),) if name)])
        for element in context.finder.carrying(named)
        if not _is_elsewhere(element, known)
    ]


def _is_elsewhere(element: HtmlElement, known: dict[HtmlElement, bool]) -> bool:
    """Whether an element stands in a part of the page that shows comments on other articles, or none. What
    was found before is in ``known``."""
    passed: list[HtmlElement] = []
    above: HtmlElement | None = element
    answer = False
    while above is not None and not answer:
        if above in known:
            answer = known[above]
            break
        passed.append(above)
        answer = _opens_elsewhere(above)
        above = above.getparent()
    known.update((one, answer) for one in passed)
    return answer


def _opens_elsewhere(element: HtmlElement) -> bool:
    parent = element.getparent()
    if element.tag in ("html", "body") or (
        element.tag == "form" and parent is not None and parent.tag == "body"
    ):
        return False  # ASP.NET puts the whole page in a form
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    return element.tag in _ELSEWHERE_TAGS or any(map(_ELSEWHERE.fullmatch, names))


def _headings(context: Context) -> list[HtmlElement]:
    """Headings that say that comments follow."""
    return context.once(_read_headings)


def number_above(context: Context, first: HtmlElement) -> int | None:
    """The number in the last line before ``first`` that says how many comments follow; None without one."""
    starts = (*_headings(context), *_lines_above(context))
    before = [start for start in starts if context.finder.precedes(start, first)]
    numbers = [number for start in before if (number := number_in(one_line(start))) is not None]
    return numbers[-1] if numbers else None


def _read_headings(context: Context) -> list[HtmlElement]:
    texts = ((heading, "".join(heading.itertext())) for heading in context.finder.tagged(*_HEADINGS))
    return [
        heading
        for heading, text in texts
        if len(text) < 200 and _SAYS_COMMENTS.search(text) and heads_comments(one_line(heading))
    ]


def _lines_above(context: Context) -> list[HtmlElement]:
    """Lines that are no headings by their tag, and say that comments follow, or how many."""
    return context.once(_read_lines_above)


def _read_lines_above(context: Context) -> list[HtmlElement]:
    saying = (element for element in context.finder.saying(_SAYING_COMMENTS) if element.tag in _LINE_TAGS)
    lines = ((element, one_line(element)) for element in saying)
    return [element for element, line in lines if len(line) < _LONGEST_LINE and heads_comments(line)]


def _behind(start: HtmlElement) -> Iterator[list[HtmlElement]]:
    """What stands behind a heading: what is in the next box or list, or else what follows it there."""
    for one in (start, start.getparent()):
        following = one.getnext() if one is not None else None
        while following is not None and not (isinstance(following.tag, str) and len(following)):
            following = following.getnext()
        if following is not None:
            yield list(following)
    yield list(start.itersiblings())


def _repeated(context: Context, children: Sequence[HtmlElement]) -> Iterator[list[Item]]:
    """The repeated siblings among the elements of a box, which may hold one list that holds them."""
    for _ in range(4):
        shown = [child for child in children if isinstance(child.tag, str)]
        by_look: dict[tuple[str, str], list[HtmlElement]] = {}
        for child in shown:
            by_look.setdefault((child.tag, look_of(child)), []).append(child)
        for alike in by_look.values():
            if len(alike) > 1:
                yield [Item(node) for one in alike for node in (one, *_answers(context, one))]
        yield _runs(context, shown)
        yield _terms(shown)
        inner = [child for child in shown if len(child) > 1]
        if len(inner) != 1:
            return
        children = list(inner[0])


def _terms(children: Sequence[HtmlElement]) -> list[Item]:
    """Each term of a list of definitions with the definitions that follow it."""
    items: list[Item] = []
    for child in children:
        if child.tag == "dt":
            items.append(Item(child))
        elif child.tag == "dd" and items:
            items[-1] = Item(items[-1].node, (*items[-1].more, child))
    return items if len(items) > 1 else []


def _answers(context: Context, node: HtmlElement) -> Iterator[HtmlElement]:
    """The items of lists inside a list item, where they are dated as comments are: no list of a text is."""
    if node.tag == "li":
        dates = context.once(count_dates)
        for inner in node.iterdescendants("li"):
            if dates(inner):
                yield inner


def _runs(context: Context, children: Sequence[HtmlElement]) -> list[Item]:
    """Comments that no element holds: a line of name and date, and what follows it up to the next (or, where
    the name is signed below the text, what stands above it)."""
    shown = [child for child in children if len(child) or (child.text or "").strip() or child.get("id")]
    heads = [
        index
        for index, child in enumerate(shown)
        if child.tag != "pre"
        and len(line := one_line(child)) <= LONGEST_HEADER
        and (by := header_of(context, line)).author is not None
        and by.raw_date is not None
    ]
    if len(heads) < 2 or len(heads) == len(shown):
        return []
    first = next(
        index for index, child in enumerate(shown) if child.tag not in HEADING_TAGS or index in heads
    )
    above = heads[0] == first
    bounds = [*heads, len(shown)] if above else [first, *(index + 1 for index in heads)]
    runs = [shown[start:end] for start, end in pairwise(bounds)]
    return [Item(run[0], tuple(run[1:])) for run in runs if len(run) > 1]


def _thread(context: Context, items: Sequence[Item], titles: Titles) -> list[Found]:
    nodes = {item.node for item in items}
    found = [comment for comment in read_items(context, items, titles) if comment is not None]
    found = _distinct(_without_boxes(found), nodes)
    _widen_to_holders(found)
    set_depths(found)
    _set_parents(found, nodes)
    return found


def _without_boxes(found: list[Found]) -> list[Found]:
    """Without boxes around comments that are named for one themselves: what tells neither who nor when, and
    is not left of a comment that was removed."""
    around = {above for comment in found for above in comment.node.iterancestors()}
    return [
        comment
        for comment in found
        if comment.author or comment.raw_date or comment.node not in around or is_stub(comment.text)
    ]


def _distinct(found: list[Found], nodes: set[HtmlElement]) -> list[Found]:
    """Each comment once, and with its outermost element, where two of them, one inside the other, are named
    for it (``li`` and ``article``); ids only where they tell comments apart: some are the article's."""
    link_nesting(found)
    found = [c for c in found if c.above is None or c.id is None or c.above.id != c.id]
    texts: dict[str | None, str] = {}
    if any(texts.setdefault(comment.id, comment.text) != comment.text for comment in found):
        for comment in found:
            comment.id = None
    read = {comment.node for comment in found}
    inside: dict[HtmlElement, list[Found]] = {}
    for comment in found:
        above = comment.node.getparent()
        while above is not None and above not in read:
            if above in nodes:  # named for a comment, and without a word of its own
                inside.setdefault(above, []).append(comment)
            above = above.getparent()
    for outer, comments in inside.items():
        if len(comments) == 1:
            comments[0].node = outer
    return found


def _widen_to_holders(found: Sequence[Found]) -> None:
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


# -- who answers whom ------------------------------------------------------------------------------------


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
    for part in node:
        if len(part) or (part.text or "").strip() or (part.tail or "").strip():
            return
        if any(map(_SPACER.fullmatch, tokens(part))):
            yield part


def _shifts(found: Sequence[Found]) -> list[int | None]:
    """The depths that a flat list shows by how far each comment, or the box that holds it alone, is moved to
    the right: the first, second… of the distances used."""
    nodes = {comment.node for comment in found}
    distances = [_shift(comment.node, nodes) for comment in found]
    if len(set(distances)) < 2:
        return [None] * len(found)
    steps = sorted(set(distances))
    return [steps.index(distance) for distance in distances]


def _shift(node: HtmlElement, nodes: set[HtmlElement]) -> int:
    parent = node.getparent()
    alone = parent is not None and sum(child in nodes for child in parent) == 1
    for element in (node, parent) if alone else (node,):
        if element is not None and (match := _SHIFT.search(element.get("style") or "")):
            return int(match[1])
    blank = next((picture for picture in node.iter("img") if picture.get("height") == "1"), None)
    width = blank.get("width") or "" if blank is not None else ""
    return int(width) if width.isdecimal() else 0  # in tables, a blank picture moves the text


def _set_parents(found: Sequence[Found], nodes: set[HtmlElement]) -> None:
    """By nesting; where replies stand in a box behind their comment, by that box; by a data attribute."""
    link_nesting(found)
    ids = {comment.id for comment in found}
    boxes: dict[HtmlElement, Found | None] = {}
    before: Found | None = None
    for comment in found:
        attributes = [value for name, value in comment.node.items() if _PARENT_ATTRIBUTE.fullmatch(name)]
        parent = next(filter(None, map(last_digits, attributes)), None)
        if parent in ids and parent != comment.id:
            comment.named = (str(parent), "id")
        elif comment.above is None and (box := _box_of_replies(comment.node, nodes)) is not None:
            comment.above = boxes.setdefault(box, before)
        before = comment


def _box_of_replies(node: HtmlElement, nodes: set[HtmlElement]) -> HtmlElement | None:
    """The box that holds ``node`` and is named for replies, or stands right behind a comment."""
    for above in node.iterancestors():
        if above in nodes or above.tag in ("body", "main", "article"):
            return None
        if above.getprevious() in nodes or any(map(_REPLIES.fullmatch, tokens(above))):
            return above
    return None


# -- whether they are comments ---------------------------------------------------------------------------


def _are_comments(context: Context, found: Sequence[Found], may_be_one: bool, *, is_sure: bool) -> bool:
    """Whether what was found has what comments have, and nothing that only other lists have; what is called
    comments itself is believed more (``is_sure``)."""
    if len(found) < (1 if may_be_one else 2):
        return False
    shown = [comment for comment in found if not is_stub(comment.text)]
    dated = sum(comment.raw_date is not None for comment in shown)
    signed = sum(comment.author is not None for comment in shown)
    if signed < (1.0 if len(shown) < 3 else 0.6) * len(shown):
        return False
    if (not dated or dated < 0.8 * len(shown)) and not (is_sure and _need_no_dates(context, shown)):
        return False
    if all(comment.node.tag == "blockquote" for comment in found):
        return False  # posts of a social network, embedded as quotes
    if not is_sure and (_says_none(context, found[0].node) or _are_quoted(shown) or _are_rated(found)):
        return False
    nodes = {node for comment in found for node in (comment.node, *comment.more)}
    if any(above in nodes for title in context.root.iter("h1") for above in title.iterancestors()):
        return False
    if any(above.tag == "a" and above.get("href") for above in found[0].node.iterancestors()):
        return False  # a card, all of which leads to an article
    links = [list(_links_elsewhere(context, comment, nodes)) for comment in found]
    buttons = same_links([Item(comment.node, comment.more) for comment in found])
    anchors = tuple(f"-{comment.id}" for comment in found if comment.id)
    theirs = [
        [link for link in its if link.is_heading or not (link.text in buttons or link.href.endswith(anchors))]
        for its in links
    ]
    teasers = sum(
        any(link.is_sure for link in its) or _is_linked(comment, its)
        for comment, its in zip(found, theirs, strict=True)
    )
    # Widgets name the article of each comment; a thread may do so here and there.
    return teasers * 2 < len(found) and not (len(found) > 1 and all(theirs))


def _need_no_dates(context: Context, found: Sequence[Found]) -> bool:
    """Whether elements that are called comments are some without a date: several, each with an author and a
    text that are named so, and most with an id of their own or a button to answer it."""
    if len(found) < 2 or not all(names_author_and_text(comment.node) for comment in found):
        return False
    items = [Item(comment.node, comment.more) for comment in found]
    known = sum(comment.id is not None for comment in found)
    return known > 0.8 * len(found) or _have_buttons(context, items)


def _says_none(context: Context, first: HtmlElement) -> bool:
    """Whether the last line before the first element that tells how many comments there are says none."""
    finder = context.finder
    counters = [one for one in context.once(_read_counters) if finder.precedes(one[0], first)]
    return bool(counters) and counters[-1][1] == 0


def _read_counters(context: Context) -> list[tuple[HtmlElement, int]]:
    """The elements that say how many comments there are, in page order."""
    saying = ((element, one_line(element)) for element in context.finder.saying(_SAYING_COMMENTS))
    counts = ((element, number_in(line)) for element, line in saying if len(line) < _LONGEST_LINE)
    return [(element, count) for element, count in counts if count is not None]


def _are_quoted(found: Sequence[Found]) -> bool:
    """Whether all are reported speech: "Les réactions" of those whom an article asked."""
    return all(_QUOTED.fullmatch(comment.text) for comment in found)


def _are_rated(found: Sequence[Found]) -> bool:
    """Whether most give a mark out of five, ten or twenty, as reviews of a product do."""
    nodes = {comment.node for comment in found}
    texts = ((part.text or "" for part in own_elements(comment.node, nodes)) for comment in found)
    return sum(any(_MARK.fullmatch(text.strip()) for text in its) for its in texts) > 0.6 * len(found)


class _Link(NamedTuple):
    """A link of an item to another page of the site. One in a heading is a teaser's, and so is one to a
    comment there: that is ``is_sure``."""

    text: str
    href: str
    is_heading: bool

    @property
    def is_sure(self) -> bool:
        return self.is_heading or _COMMENT_ANCHOR.search(self.href) is not None


def _links_elsewhere(context: Context, comment: Found, nodes: set[HtmlElement]) -> Iterator[_Link]:
    """The links of an item to other pages of the site, without buttons, permalinks and the author's name."""
    for part in (
        part for node in (comment.node, *comment.more) for part in (node, *own_elements(node, nodes))
    ):
        href = part.get("href") or "" if part.tag == "a" else ""
        if not href or href.partition("#")[2] in context.ids or not _is_other_page(context, href):
            continue
        text = one_line(part)
        author = comment.author or text
        is_author = author in text and len(text) < len(author) + _SHORT and comment.author is not None
        if is_author or len(text) <= _SHORT or is_button(text) or read_date(text) is not None:
            continue
        above = part.getparent()
        yield _Link(text, href, above is not None and above.tag in HEADING_TAGS)


def _is_linked(comment: Found, links: Sequence[_Link]) -> bool:
    """Whether most of an item's text leads elsewhere."""
    return sum(len(link.text) for link in links) > 0.6 * len(comment.text)


def _is_other_page(context: Context, href: str) -> bool:
    """Whether an address is another page of the same site."""
    if href.startswith(("#", "javascript:", "mailto:", "?")):
        return False
    target, here = context.absolute(href), context.absolute("")
    if target is None or here is None:
        return "://" not in href  # the page's own address is not known
    there, own = split_address(target), split_address(here)
    return there.netloc == own.netloc and there.path.rstrip("/") != own.path.rstrip("/")


def _count(context: Context, found: Sequence[Found]) -> int | None:
    count = declared_count(find_area(context, found), found)
    return count if count is not None else number_above(context, found[0].node)


READER = CommentReader("generic", _marks, _read, count=_count)
