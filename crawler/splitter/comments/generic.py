"""A list that looks like comments, of no system that is known by name.

Taken for comments are repeated siblings (one will do where it is named so itself) that each hold a date, a
name and running text, and that are called comments: by their own class, by the box around them or by the
heading above them, in French, English or German. All of it is needed: listings have no such name, related
posts are links, widgets of recent comments point to other pages, live tickers have no authors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from lxml.html import HtmlElement

from crawler.splitter.addresses import split_address
from crawler.splitter.comments.base import CommentReader, Context, Found, own_elements
from crawler.splitter.comments.generic_item import (
    HEADING_TAGS,
    HUMP,
    LONGEST_HEADER,
    Item,
    header_of,
    is_button,
    read_item,
)
from crawler.splitter.comments.markup import Titles, last_digits, one_line, tokens
from crawler.splitter.comments.thread import link_nesting
from crawler.splitter.dates import read_date
from crawler.splitter.lines import is_comment_heading, read_counter

# Names of one comment and of a list of them, as whole class names or ids: BEM, camel case and prefixes of the
# theme are allowed ("mo-comment-card", "kommentar-item", "comments-list__item", "liste_commentaires").
_WORD = r"(?:user|reader|blog|article|news)?(?:comment|commentaire|kommentar|reaction|réaction)"
_PREFIX = r"(?:[a-z0-9]+[-_]{1,2}){0,3}"
_PART = "item|card|entry|single|element|unit|node|reply|li|eintrag"
_ITEM_NAME = re.compile(
    rf"{_PREFIX}{_WORD}(?:[-_]{{0,2}}(?:{_PART}|box|block|bloc|row|reponse|answer|beitrag|post|container|wrap(?:per)?))?"
    rf"(?:[-_]{{1,2}}\d+)?|{_PREFIX}{_WORD}e?s?[-_]{{1,2}}(?:list[-_]{{1,2}})?(?:{_PART})(?:[-_]{{1,2}}\d+)?",
    re.I,
)
_LIST_NAME = re.compile(
    rf"{_PREFIX}{_WORD}(?:e?s|e)?(?:[-_]{{0,2}}(?:lists?|listes?|items|area|section|wrapper?|container|blocks?|bloc|"
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
_SAYS_COMMENTS = re.compile(r"comment|kommentar|r[ée]action", re.I)
_PLACE = re.compile(r"odd|even|first|last|alt|alternate|(?:im)?paire?|\w*\d+", re.I)

_REPLY = re.compile(r"(?:.*[-_])?(?:reply|indented|reponse|réponse|answer|child|sub-?comment|antwort)", re.I)
_REPLIES = re.compile(
    r"(?:.*[-_])?(?:replies|r[ée]ponses|answers|children|responses|sub-?comments|antworten)", re.I
)
_LEVEL = re.compile(r"(?:.*[-_])?(?:level|depth|niveau|indent|ebene)[-_]?(\d{1,2})", re.I)
_PARENT_ATTRIBUTES = (
    "data-parent-id",
    "data-parent",
    "data-parentid",
    "data-reply-to",
    "data-parent-comment-id",
)
_COMMENT_ANCHOR = re.compile(r"#(?:\w+-)?(?:comment|c|com|commentaire|reaction|respond)s?[-_]?\d*$", re.I)
_SHORT = 12  # characters of a button
_MOST_LISTS = 8  # what a page has more often of one name is no list of comments, but a part of each


def _marks(context: Context) -> bool:
    return _names_comments(context) or next(_headings(context), None) is not None


def _names_comments(context: Context) -> bool:
    return any(map(_is_named, context.classes)) or any(map(_is_named, context.ids))


def _read(context: Context) -> list[Found]:
    titles = Titles(context)
    best: list[Found] = []
    tried: set[tuple[tuple[HtmlElement, ...], ...]] = set()
    for items, is_named in _groups(context):
        if best and not is_named:
            break  # what is named a comment is not looked for by the box around it
        key = tuple((item.node, *item.more) for item in items)
        if key in tried:
            continue
        tried.add(key)
        found = _thread(context, items, titles)
        if len(found) > len(best) and _are_comments(context, found, is_named):
            best = found
    return best


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


def _groups(context: Context) -> Iterator[tuple[list[Item], bool]]:
    """Sets of elements that may be comments, and whether they are named so themselves."""
    by_name: dict[str, list[Item]] = {}
    for element, names in _named(context):
        for name in filter(_is_item_name, names):
            by_name.setdefault(f"{element.tag} {re.sub(r'[0-9]+', '0', name)}", []).append(Item(element))
    yield from ((items, True) for items in by_name.values())
    for holder in (*named_boxes(context), *_below_headings(context)):
        yield from ((items, False) for items in _repeated(context, holder) if items)


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


def _headings(context: Context) -> Iterator[HtmlElement]:
    """Headings that say that comments follow."""
    for heading in context.root.iter(*_HEADINGS):
        text = "".join(heading.itertext())
        if len(text) < 200 and _SAYS_COMMENTS.search(text):
            line = one_line(heading)
            if is_comment_heading(line) or read_counter(line):
                yield heading


def _below_headings(context: Context) -> Iterator[HtmlElement]:
    """What stands behind a heading: the next box or list, or else the box that holds both."""
    known: dict[HtmlElement, bool] = {}
    for heading in _headings(context):
        if _is_elsewhere(heading, known):
            continue
        for start in (heading, heading.getparent()):
            following = start.getnext() if start is not None else None
            while following is not None and not (isinstance(following.tag, str) and len(following)):
                following = following.getnext()
            if following is not None:
                yield following
        parent = heading.getparent()
        if parent is not None:
            yield parent


def _repeated(context: Context, holder: HtmlElement) -> Iterator[list[Item]]:
    """The repeated siblings in a box, which may hold one list that holds them."""
    for _ in range(4):
        children = [child for child in holder if isinstance(child.tag, str)]
        by_look: dict[tuple[str, str], list[HtmlElement]] = {}
        for child in children:
            by_look.setdefault((child.tag, _look(child)), []).append(child)
        for alike in by_look.values():
            if len(alike) > 1:
                yield [Item(node) for one in alike for node in (one, *_answers(one))]
        yield _runs(context, children)
        inner = [child for child in children if len(child) > 1]
        if len(inner) != 1:
            return
        holder = inner[0]


def _look(element: HtmlElement) -> str:
    """The first class name of an element that says more than its place among others."""
    return next((name for name in tokens(element) if not _PLACE.fullmatch(name)), "")


def _answers(node: HtmlElement) -> Iterator[HtmlElement]:
    """The items of lists inside a list item, where they are dated as comments are: no list of a text is."""
    if node.tag == "li":
        for inner in node.iterdescendants("li"):
            if next(inner.iter("time"), None) is not None:
                yield inner


def _runs(context: Context, children: Sequence[HtmlElement]) -> list[Item]:
    """Comments that no element holds: a line of name and date, and what follows it up to the next (or, where
    the name is signed below the text, what stands above it)."""
    shown = [child for child in children if len(child) or (child.text or "").strip() or child.get("id")]
    heads = [
        index
        for index, child in enumerate(shown)
        if len(line := one_line(child)) <= LONGEST_HEADER
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
    found = [comment for item in items if (comment := read_item(context, item, nodes, titles)) is not None]
    if 2 * sum(comment.author is not None for comment in found) < len(found):
        # No author is marked as one: then the name is what stands out at the top of the comment.
        found = [c for item in items if (c := read_item(context, item, nodes, titles, loud=True)) is not None]
    found = _distinct(found, nodes)
    _set_depths(found)
    _set_parents(found, nodes)
    return found


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


# -- who answers whom ------------------------------------------------------------------------------------


def _level(comment: Found) -> int | None:
    """The depth that a flat list shows by a class name ("level-2"; "reply" for one that answers)."""
    names = tokens(comment.node) if not comment.more else []
    for name in names:
        if match := _LEVEL.fullmatch(name):
            return int(match[1])
    return 1 if any(map(_REPLY.fullmatch, names)) else None


def _set_depths(found: Sequence[Found]) -> None:
    levels = [_level(comment) for comment in found]
    if any(level is not None for level in levels):
        # What carries no level stands at the top, or one above the first level that is named.
        top = 0 if None in levels else min(level for level in levels if level is not None)
        for comment, level in zip(found, levels, strict=True):
            comment.shown_depth = 0 if level is None else max(level - top, 0)


def _set_parents(found: Sequence[Found], nodes: set[HtmlElement]) -> None:
    """By nesting; where replies stand in a box behind their comment, by that box; by a data attribute."""
    link_nesting(found)
    ids = {comment.id for comment in found}
    boxes: dict[HtmlElement, Found | None] = {}
    before: Found | None = None
    for comment in found:
        parent = next(
            filter(None, (last_digits(comment.node.get(name)) for name in _PARENT_ATTRIBUTES)), None
        )
        if parent in ids and parent != comment.id:
            comment.named = (str(parent), "id")
        elif comment.above is None and (box := _box_of_replies(comment.node, nodes)) is not None:
            comment.above = boxes.setdefault(box, before)
        before = comment


def _box_of_replies(node: HtmlElement, nodes: set[HtmlElement]) -> HtmlElement | None:
    for above in node.iterancestors():
        if above in nodes or above.tag in ("body", "main", "article"):
            return None
        if any(map(_REPLIES.fullmatch, tokens(above))):
            return above
    return None


# -- whether they are comments ---------------------------------------------------------------------------


def _are_comments(context: Context, found: Sequence[Found], is_named: bool) -> bool:
    """Whether what was found has what comments have, and nothing that only other lists have."""
    if len(found) < (1 if is_named else 2):
        return False
    dated = sum(comment.raw_date is not None for comment in found)
    signed = sum(comment.author is not None for comment in found)
    if dated < 0.8 * len(found) or signed < (1.0 if len(found) < 3 else 0.6) * len(found):
        return False
    nodes = {node for comment in found for node in (comment.node, *comment.more)}
    if any(above in nodes for title in context.root.iter("h1") for above in title.iterancestors()):
        return False
    links = [list(_links_elsewhere(context, comment, nodes)) for comment in found]
    teasers = sum(
        any(is_sure for _, is_sure in its) or _is_linked(c, its) for c, its in zip(found, links, strict=True)
    )
    # Widgets name the article of each comment; a thread may do so here and there.
    return teasers * 2 < len(found) and not (len(found) > 1 and all(links))


def _links_elsewhere(context: Context, comment: Found, nodes: set[HtmlElement]) -> Iterator[tuple[str, bool]]:
    """(text, whether it is surely a teaser's) of each link of an item to another page of the site, without
    buttons, permalinks and the author's name: it is one in a heading, and one to a comment there."""
    for part in (
        part for node in (comment.node, *comment.more) for part in (node, *own_elements(node, nodes))
    ):
        href = part.get("href") or "" if part.tag == "a" else ""
        if not href or not _is_other_page(context, href):
            continue
        text = one_line(part)
        author = comment.author or text
        is_author = author in text and len(text) < len(author) + _SHORT and comment.author is not None
        if is_author or len(text) <= _SHORT or is_button(text) or read_date(text) is not None:
            continue
        above = part.getparent()
        in_heading = above is not None and above.tag in HEADING_TAGS
        yield text, in_heading or _COMMENT_ANCHOR.search(href) is not None


def _is_linked(comment: Found, links: Sequence[tuple[str, bool]]) -> bool:
    """Whether most of an item's text leads elsewhere."""
    return sum(len(text) for text, _ in links) > 0.6 * len(comment.text)


def _is_other_page(context: Context, href: str) -> bool:
    """Whether an address is another page of the same site."""
    if href.startswith(("#", "javascript:", "mailto:", "?")):
        return False
    target, here = context.absolute(href), context.absolute("")
    if target is None or here is None:
        return "://" not in href  # the page's own address is not known
    there, own = split_address(target), split_address(here)
    return there.netloc == own.netloc and there.path.rstrip("/") != own.path.rstrip("/")


READER = CommentReader("generic", _marks, _read)
