"""A list that looks like comments, of no system that is known by name.

Taken for comments are elements that look alike (one will do where it is named so itself, is declared, or has
the marks of one) and that each hold a date, a name and running text; and that are called comments: by their
own class, by the box around them, by the heading or the line above them or the one that each begins with, in
French, English or German, or by a button on most of them to answer it. Both are needed: listings have no
such name, related posts are links, widgets of recent comments point to other pages, live tickers have no
authors (``proof``). The surest of these ways that finds some is believed, and of its sets the one that tells
most. Who answers whom is read last (``replies``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from lxml.html import HtmlElement

from crawler.splitter.comments.area import find_area, may_be_area
from crawler.splitter.comments.attribution import may_be_dated
from crawler.splitter.comments.base import CommentReader, Context, Found, lines_of_run
from crawler.splitter.comments.heading import (
    LONGEST_LINE,
    declared_count,
    heads_comments,
    number_in,
)
from crawler.splitter.comments.markup import HUMP, one_line, tokens
from crawler.splitter.comments.thread import link_nesting
from crawler.splitter.comments.unknown.item import (
    HEADING_TAGS,
    LONGEST_HEADER,
    Item,
    header_of,
    read_items,
)
from crawler.splitter.comments.unknown.names import names_its_parts
from crawler.splitter.comments.unknown.proof import (
    SHORT,
    are_comments,
    is_announced,
    is_other_page,
    saying_comments,
)
from crawler.splitter.comments.unknown.repeated import (
    around_dates,
    count_dates,
    dates_in,
    have_buttons,
    look_of,
    only_one,
    reply_buttons,
)
from crawler.splitter.comments.unknown.replies import set_depths, set_parents, widen_to_holders
from crawler.splitter.comments.wording import is_stub
from crawler.splitter.words.lines import read_line

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
_STEM = re.compile("omment|action", re.I)  # in each such name
_HEADINGS = ("h2", "h3", "h4", "h5", "h6", "legend")
_LINE_TAGS = frozenset("h1 div p span strong b td label".split())
_SAYS_COMMENTS = re.compile(
    r"com[ms’']|kommentar|r[ée]action|r[ée]ponse|repl|message|avis|forum|dis[ck]uss|conversation|meinung|beitr|posting|respons|thought|gedank|r[ée]flexion|antwort",
    re.I,
)

_COMMENT_BY = re.compile(r"(?:commentaire|comment|kommentar|r[ée]action)\s+(?:par|by|von)\s+\S", re.I)
_NUMBERS = re.compile(rf"(?<=[-_]){_HASH}$|\d+", re.I)
_ANCHOR = re.compile(r"(?:[a-z]+[-_])?(?:comment|commentaire|kommentar|reaction|com|c)[-_]?\d+", re.I)
_IN_LINE = frozenset("a abbr b big cite em font i img small span strong sub sup tt u".split())
_BEGINS_LINE = _IN_LINE | {"br", "hr"}
_ENDS_RUN = frozenset(("hr", "form", "table", *_HEADINGS))
_BY_LINES = 2  # the stage of what a line that is no heading leads to
_ANSWER_NAME = re.compile(r"(?:[a-zé]+[-_]+)*(?:r[ée]ponse|answer|reply|antwort)(?:[-_]+[a-zé]+)*", re.I)
_ANSWER_STEM = re.compile("ponse|answer|reply|antwort", re.I)
_ANSWER_TAGS = frozenset("article blockquote div li section".split())
_GAIN = 40  # characters a comment that are more than what buttons say
_SEVERAL = 2  # links to other pages, which a list of teasers has
_MOST_LISTS = 8  # what a page has more often of one name is no list of comments, but a part of each


def _marks(context: Context) -> bool:
    return (
        bool(_names(context))
        or bool(_headings(context))
        or len(reply_buttons(context)) > 1
        or bool(_lines_above(context))
        or len(_headers(context)) > 1
    )


def _read(context: Context) -> list[Found]:
    best: list[Found] = []
    tried: set[tuple[bool, tuple[tuple[HtmlElement, ...], ...]]] = set()
    stage = 0
    for items, is_named, its_stage in _groups(context):
        if best and its_stage > stage and not _may_be_a_list(context, best):
            break  # what is named a comment is not looked for by its looks
        if not best:
            stage = its_stage
        key = is_named, tuple((item.node, *item.more) for item in items)
        # What goes on in siblings may be the whole of what was read of the first alone.
        least = len(best) + (not items or not items[0].more)
        if key in tried or len(items) < least:
            continue
        tried.add(key)
        found = _thread(context, items)
        if its_stage > stage and not _within(context, found, best[0].node):
            continue
        is_told = its_stage < _BY_LINES and is_announced(context, found, _headings(context))
        if _is_better(found, best) and are_comments(
            context, found, is_named, is_sure=its_stage == 0, is_announced=is_told
        ):
            best, stage = found, its_stage
    return _with_their_texts(context, best) if best and stage else best


def _with_their_texts(context: Context, found: list[Found]) -> list[Found]:
    """The comments with the boxes around them, where what was found are but their headers: each is the only
    one in its box, and most of the text there stands outside it."""
    boxes = [comment.node.getparent() for comment in found]
    if len({*boxes}) < max(2, len(found)) or any(comment.more for comment in found):
        return found
    around = _thread(context, [Item(box) for box in boxes if box is not None])
    if len(around) < len(found) or _worth(around) < _worth(found) or not _are_longer(around, found):
        return found
    return around if are_comments(context, around, may_be_one=False, is_sure=False) else found


def _worth(found: Sequence[Found]) -> int:
    """How much of a thread was read: whoever is named counts, and so does each date; of one that was removed
    both may be gone."""
    return sum(
        2 if is_stub(comment.text) else (comment.author is not None) + (comment.raw_date is not None)
        for comment in found
    )


def _is_better(found: Sequence[Found], best: Sequence[Found]) -> bool:
    """Whether more of a thread was read than before: more who and when, or as much and far longer texts."""
    if _worth(found) != _worth(best) or not best:
        return _worth(found) > _worth(best)
    return _are_longer(found, best)


def _are_longer(found: Sequence[Found], other: Sequence[Found]) -> bool:
    """Whether the texts of a thread are far longer than in another reading of it."""
    length, known = (sum(len(comment.text) for comment in one) for one in (found, other))
    return length - known >= max(_GAIN * len(other), known // 2)


def _within(context: Context, found: Sequence[Found], box: HtmlElement) -> bool:
    return all(comment.node is box or context.finder.holds(box, comment.node) for comment in found)


def _may_be_a_list(context: Context, found: Sequence[Found]) -> bool:
    """Whether what is named for one comment may be the box of two: both of them have a date."""
    return len(found) == 1 and len(dates_in(context, found[0].node)) > 1


# -- where to look ---------------------------------------------------------------------------------------


def _names(context: Context) -> frozenset[str]:
    """The classes and ids on the page that name a comment, or a list of them."""
    return context.once(_read_names)


def _read_names(context: Context) -> frozenset[str]:
    likely = (*context.finder.classes_like(_STEM), *filter(_STEM.search, context.ids))
    return frozenset(name for name in likely if _is_item_name(name) or _is_list_name(name))


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
    by their names, 1 by the box around them or the heading above, 2 by a line above, 3 by their buttons, or
    by the line that each begins with."""
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
            if have_buttons(context, {item.node for item in items}):
                yield items, False, 3
    if len(_headers(context)) > 1:
        boxes = {box: None for header in _headers(context) if (box := header.getparent()) is not None}
        if len(boxes) > 1:
            yield [Item(box) for box in boxes if not _is_elsewhere(box, known)], False, 3
        for box in boxes if len(boxes) == 1 else ():
            yield _runs(context, list(box)), False, 3


def _headers(context: Context) -> list[HtmlElement]:
    """The lines that call what follows a comment, and tell whose: "Commentaire par Léa il y a 3 mois"."""
    return context.once(_read_headers)


def _read_headers(context: Context) -> list[HtmlElement]:
    return [
        _with_what_it_fills(element)
        for element, line in saying_comments(context)
        if element.tag in _LINE_TAGS and _COMMENT_BY.match(line) and len(line) <= LONGEST_HEADER
    ]


def _may_be_alone(context: Context, start: HtmlElement, node: HtmlElement) -> bool:
    """Whether one element behind a line above comments is a comment: it is alone by the number there, or
    bears the marks of one."""
    number = number_in(one_line(start))
    if _shows_one(context, node):
        return number in (None, 1)
    elsewhere = (one for one in node.iter("a") if is_other_page(context, one.get("href") or "#"))
    return number == 1 and sum(len(one_line(link)) > SHORT for link in elsewhere) < _SEVERAL


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
    known: dict[HtmlElement, bool] = {}
    return [
        (element, [*tokens(element), *(name for name in (element.get("id"),) if name)])
        for element in context.finder.carrying(_names(context))
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
    return [
        element
        for element, line in saying_comments(context)
        if element.tag in _LINE_TAGS and len(line) < LONGEST_LINE and heads_comments(line)
    ]


def _behind(start: HtmlElement) -> Iterator[list[HtmlElement]]:
    """What stands behind a heading: what is in the next box or list, or else what follows it there."""
    start = _with_what_it_fills(start)
    for one in (start, start.getparent()):
        following = one.getnext() if one is not None else None
        while following is not None and not (isinstance(following.tag, str) and len(following)):
            following = following.getnext()
        if following is not None:
            yield list(following)
    yield list(start.itersiblings())


def _with_what_it_fills(start: HtmlElement) -> HtmlElement:
    """The outermost element that holds a heading and nothing besides: the row of a table, a box."""
    parent = start.getparent()
    while (
        parent is not None
        and len(parent) == 1
        and parent.tag not in ("body", "main")
        and not any(text and text.strip() for text in (parent.text, start.tail))
    ):
        start, parent = parent, parent.getparent()
    return start


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
        yield _loose_runs(context, shown)
        yield _under_headings(shown)
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
        for inner in node.iterdescendants("li"):
            if context.once(count_dates)(inner):
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


def _under_headings(children: Sequence[HtmlElement]) -> list[Item]:
    """Each heading of the most frequent level with what follows it: the name above, the date anywhere. A
    heading that is a date may stand above several comments."""
    headings = (child for child in children if child.tag in HEADING_TAGS)
    levels = Counter(heading.tag for heading in headings if not may_be_dated(one_line(heading)))
    level, times = next(iter(levels.most_common(1)), ("", 0))
    if times < 2:
        return []
    runs: list[list[HtmlElement]] = []
    is_open = False
    for child in children:
        if child.tag == level:
            runs.append([child])
            is_open = True
        elif child.tag in _ENDS_RUN:
            is_open = False
        elif is_open:
            runs[-1].append(child)
    return [Item(run[0], tuple(run[1:])) for run in runs]


def _loose_runs(context: Context, children: Sequence[HtmlElement]) -> list[Item]:
    """Comments that lie bare in a box, as pages written by hand print them: a line of name and date, and what
    follows up to the next or to a rule; or what stands between two rules, signed and dated below. Lines end
    in ``br`` and ``hr``."""
    if not any(child.tail and not child.tail.isspace() for child in children):
        return []
    rows: list[list[HtmlElement]] = []
    for child in children:
        if rows and child.tag in _IN_LINE and rows[-1][0].tag in _BEGINS_LINE:
            rows[-1].append(child)
        else:
            rows.append([child])
    lines = [" ".join(lines_of_run(row)) for row in rows]
    heads = [
        index
        for index, line in enumerate(lines)
        if len(line) <= LONGEST_HEADER
        and may_be_dated(line)
        and (by := header_of(context, line)).author is not None
        and by.raw_date is not None
    ]
    box = children[0].getparent()
    if len(heads) < 2 or box is None or not may_be_area(context, box):
        return []
    first = next((n for n, row in enumerate(rows) if lines[n] and row[0].tag not in HEADING_TAGS), 0)
    before = (children[0].getprevious(), *(row[0] for row in rows[:first]))
    if any(one is not None and (one.tail or "").strip() for one in before):
        return []  # words behind a heading would be lost
    rules = {n for n, row in enumerate(rows) if row[0].tag in _ENDS_RUN}
    if first == heads[0]:
        bounds = [
            (start, next((n for n in range(start + 1, end) if n in rules), end))
            for start, end in pairwise((*heads, len(rows)))
        ]
    else:  # signed below: from one rule to the next
        known = set(heads)
        bounds = [
            (max(start, first), end)
            for start, end in pairwise((0, *sorted(rules), len(rows)))
            if [n for n in range(start, end) if n in known] == [_last_said(lines, start, end)]
        ]
    parts = ([part for row in rows[start:end] for part in row] for start, end in bounds)
    return [Item(node, tuple(more), is_loose=True) for node, *more in parts]


def _last_said(lines: Sequence[str], start: int, end: int) -> int | None:
    """The last of some lines that is not blank."""
    return next((n for n in range(end - 1, start - 1, -1) if lines[n]), None)


def _thread(context: Context, items: Sequence[Item]) -> list[Found]:
    items = _with_answers(context, items)
    nodes = {item.node for item in items}
    found = [comment for comment in read_items(context, items) if comment is not None]
    found = _distinct(_without_boxes(found), nodes)
    widen_to_holders(found)
    set_depths(found)
    set_parents(found, nodes)
    return found


def _with_answers(context: Context, items: Sequence[Item]) -> Sequence[Item]:
    """The elements in page order with the boxes inside them that are named for an answer, and are signed and
    dated as comments are: the newsroom's may be printed unlike those of readers."""
    boxes = context.once(_answers_named) if not any(item.more for item in items) else ()
    nodes = {item.node for item in items}
    for box in boxes:
        dates = context.once(count_dates)
        around = next((above for above in box.iterancestors() if above in nodes), None)
        is_apart = around is not None and dates(around) > dates(box)  # else it is the same comment
        if is_apart and not any(inner in nodes for inner in box.iter()):
            nodes.add(box)
    if len(nodes) == len(items):
        return items
    return [Item(node) for node in sorted(nodes, key=context.finder.position)]


def _answers_named(context: Context) -> list[HtmlElement]:
    """The outermost boxes that are named for one answer and hold a signed and dated text."""
    names = filter(_ANSWER_NAME.fullmatch, context.finder.classes_like(_ANSWER_STEM))
    known: set[HtmlElement] = set()
    for box in context.finder.carrying(frozenset(names)):
        if box.tag in _ANSWER_TAGS and known.isdisjoint(box.iterancestors()):
            read = read_items(context, [Item(box)])[0] if context.once(count_dates)(box) else None
            if read is not None and read.author is not None and read.raw_date is not None:
                known.add(box)
    return [*known]


def _without_boxes(found: list[Found]) -> list[Found]:
    """Without boxes around comments that are named for one themselves, and without those that invite to write
    one: what tells neither who nor when, and is not left of a comment that was removed."""
    around = {above for comment in found for above in comment.node.iterancestors()}
    return [
        comment
        for comment in found
        if comment.author
        or comment.raw_date
        or is_stub(comment.text)
        or not (comment.node in around or read_line(comment.text) == ("furniture", "comment-form"))
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


def _count(context: Context, found: Sequence[Found]) -> int | None:
    count = declared_count(find_area(context, found), found)
    return count if count is not None else number_above(context, found[0].node)


READER = CommentReader("generic", _marks, _read, count=_count)
