"""Comments of WordPress, whatever its age and theme.

``comment_class()`` writes ``comment even thread-even depth-1`` on the element of each comment since version
2.7, and core, the block editor and theme callbacks all use it; the Walker gives it ``id="comment-N"``
(``li-comment-N``, ``div-comment-N`` in themes). Older themes have the id alone. Where one comment carries
the class on several elements (``li`` and ``article``, ``dt`` and ``dd``), they are one comment.

The depth in the class is the Walker's own count, so that it decides where the markup nests otherwise: where
replies are printed beside what they answer, and where unclosed tags put one comment into the next. At its
deepest level WordPress prints replies as siblings: their parent is what the markup then shows, unless the
comment itself links to the one that it answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from lxml.html import HtmlElement

from crawler.splitter.comments.base import CommentReader, Context, Found
from crawler.splitter.comments.markup import names_staff
from crawler.splitter.comments.nesting import Nesting
from crawler.splitter.comments.parts import Parts, read_parts
from crawler.splitter.comments.unknown.item import NAME_IN, Item, read_items, without_header

_DEPTHS = frozenset(f"depth-{n}" for n in range(1, 100))
_DEPTH = re.compile(r"depth-(\d+)")
# "dsq-" is what the plugin of Disqus prints for readers without JavaScript.
_ID = re.compile(r"(?:(?:li|div|dt|dd|tr|article|dsq)-)?comment-(\d+)")
# What comment_class() writes beside the depth: the comment's type and its place in the list.
_KINDS = frozenset("comment pingback trackback review even odd byuser".split())
_PINGS = frozenset(("pingback", "trackback"))
_MARKED = re.compile(r"^(?:depth-\d+|pingback|trackback)$", re.M)
_FORM_ACTION = "wp-comments-post.php"
_BLOG_MARKS = ("/wp-content/", "/wp-includes/", "WordPress", "https://api.w.org/")
_REST_OF = {"dt": "dd", "tr": "tr"}  # what holds the rest of a comment that begins in such an element
_LISTS = frozenset(("ol", "ul", "dl"))
_SEVERAL = 3  # comments, to tell by their looks
_MANY = 0.2  # of the comments without a name or a date: then it is the theme that names none


class _Candidate(NamedTuple):
    """An element that may be a comment's, with what its class and id say."""

    element: HtmlElement
    tokens: frozenset[str]
    id: str | None
    depth: int | None


@dataclass(slots=True, eq=False)
class _Node:
    """The elements of one comment: ``elements`` are siblings, the first is where it begins. ``depth`` is
    WordPress' own, 1 for a top comment; ``around`` is the comment whose elements hold these."""

    elements: tuple[HtmlElement, ...]
    id: str | None
    depth: int | None
    tokens: frozenset[str]
    around: _Node | None

    @property
    def top(self) -> HtmlElement:
        return self.elements[0]


def _has_depths(context: Context) -> bool:
    return not context.classes.isdisjoint(_DEPTHS)


def _has_ids(context: Context) -> bool:
    return any(map(_ID.fullmatch, context.ids))


def _waits(context: Context) -> bool:
    return any(_FORM_ACTION in form.get("action", "") for form in context.finder.tagged("form"))


def _read_by_depth(context: Context) -> list[Found]:
    """The comments that ``comment_class()`` marks."""
    candidates = list(filter(_is_marked, map(_candidate, context.finder.named(_MARKED))))
    return _read(context, candidates) if any(candidate.depth for candidate in candidates) else []


def _read_by_id(context: Context) -> list[Found]:
    """The comments of older themes: list items with the id of one, other elements on a WordPress page."""
    is_wordpress = any(mark in text for text in context.marks for mark in _BLOG_MARKS)
    with_id = [
        candidate._replace(depth=None)
        for candidate in map(_candidate, context.finder.having("id"))
        if candidate.id is not None
        and (candidate.element.tag == "li" or (is_wordpress and "comment" in candidate.tokens))
    ]
    if not with_id:
        return []
    pings = filter(_is_ping_item, map(_candidate, context.finder.carrying(_PINGS)))
    return _read(context, [*with_id, *(ping for ping in pings if ping.id is None)])


def _read(context: Context, candidates: Sequence[_Candidate]) -> list[Found]:
    nesting: Nesting[_Node] = Nesting()
    found: dict[_Node, Found] = {}
    read: list[tuple[Found, Parts]] = []
    for node in _nodes(candidates, nesting):
        own, others = nesting.own(node.elements, node)
        parts = read_parts(node.elements, own, others, context, node.id)
        above, is_orphan = _parent(node)
        found[node] = Found(
            node=node.top,
            more=node.elements[1:],
            id=parts.id,
            author=parts.author,
            author_url=parts.author_url,
            is_staff="bypostauthor" in node.tokens or (node.depth is None and names_staff(node.tokens)),
            date=parts.date,
            raw_date=parts.raw_date,
            text=parts.text,
            is_ping=not _PINGS.isdisjoint(node.tokens),
            above=found[above] if above is not None else None,
            shown_depth=node.depth - 1 if node.depth else None,
            is_orphan=is_orphan,
        )
        read.append((found[node], parts))
    _read_by_looks(context, read)
    _name_answered(read)
    return list(found.values())


def _read_by_looks(context: Context, read: list[tuple[Found, Parts]]) -> None:
    """Fill in names and dates where the theme names neither, by how several comments look; those of fewer
    comments by class names alone."""
    comments = [(found, parts) for found, parts in read if not found.is_ping]
    unsigned = sum(found.author is None for found, _ in comments) > _MANY * len(comments)
    undated = sum(found.raw_date is None for found, _ in comments) > _MANY * len(comments)
    if not (unsigned or undated):
        return
    items = [Item(found.node, found.more) for found, _ in comments]
    names_in = NAME_IN if len(comments) >= _SEVERAL else NAME_IN[:1]
    plains = read_items(context, items, names_in)
    for (found, parts), plain in zip(comments, plains, strict=True):
        if plain is None:
            continue
        told = (found.author, found.raw_date)
        if unsigned and found.author is None:
            found.author, found.author_url = plain.author, plain.author_url
        if undated and found.raw_date is None:
            found.date, found.raw_date = plain.date, plain.raw_date
        if told != (found.author, found.raw_date) and not parts.is_text_named:
            if plain.text in found.text:
                found.text = plain.text
            else:
                header = (found.author, found.raw_date, found.author)
                lines = without_header(context, found.text.split("\n"), *header)
                found.text = "\n".join(lines) or found.text


def _nodes(candidates: Sequence[_Candidate], nesting: Nesting[_Node]) -> list[_Node]:
    """One node for each comment, in page order."""
    nodes: list[_Node] = []
    known = {candidate.element: candidate for candidate in candidates}
    for one in candidates:
        around = nesting.around(one.element)
        same = nesting.owner(one.element)
        if same is None and around is not None and _is_same(around, one):
            same = around
        if same is not None:
            nesting.add(one.element, same)
            same.tokens |= one.tokens
            same.id = same.id or one.id
            continue
        node = _Node((one.element, *_rest_of(one, known)), one.id, one.depth, one.tokens, around)
        for part in node.elements:
            nesting.add(part, node)
        nodes.append(node)
    return nodes


def _candidate(element: HtmlElement) -> _Candidate:
    tokens, depth = _tokens_and_depth(element.get("class") or "")
    match = _ID.fullmatch(element.get("id") or "")
    return _Candidate(element, tokens, match[1] if match else None, depth)


@lru_cache(maxsize=1024)
def _tokens_and_depth(classes: str) -> tuple[frozenset[str], int | None]:
    """The tokens of a class attribute, and the depth that one of them gives."""
    tokens = frozenset(classes.split())
    depths = (int(match[1]) for token in tokens if (match := _DEPTH.fullmatch(token)))
    return tokens, next(depths, None)


def _is_marked(candidate: _Candidate) -> bool:
    if candidate.depth is None:
        return _is_ping_item(candidate)
    return candidate.id is not None or not _KINDS.isdisjoint(candidate.tokens)


def _is_ping_item(candidate: _Candidate) -> bool:
    """Whether it is ``li.post.pingback``, as many themes print pings: without an id, without a depth."""
    return candidate.element.tag == "li" and not _PINGS.isdisjoint(candidate.tokens)


def _is_same(around: _Node, candidate: _Candidate) -> bool:
    """Whether an element inside ``around`` is the same comment, printed with the class a second time."""
    if candidate.id is not None and around.id is not None:
        return candidate.id == around.id
    return candidate.depth == around.depth


def _rest_of(one: _Candidate, known: dict[HtmlElement, _Candidate]) -> Iterator[HtmlElement]:
    """The siblings that go on with the comment: the ``dd`` after its ``dt``, table rows up to the next."""
    rest = _REST_OF.get(one.element.tag)
    if rest is None:
        return
    for sibling in one.element.itersiblings():
        if isinstance(sibling.tag, str):
            if sibling.tag != rest or (rest == "tr" and _is_another(known.get(sibling), one)):
                return
            yield sibling


def _is_another(row: _Candidate | None, one: _Candidate) -> bool:
    """Whether a table row begins another comment: it may repeat the id, or the class alone, of the first."""
    if row is None:
        return False
    return row.id != one.id if row.id is not None else one.id is None or row.depth != one.depth


def _parent(node: _Node) -> tuple[_Node | None, bool]:
    """(the comment that the markup puts this one under, whether the one between them is missing).

    None for a comment whose depth alone tells where it belongs. Where depth and nesting disagree, the lists
    between the two comments decide: end tags that are too few or too many open and close no list.
    """
    around = node.around
    if around is None or around.depth is None or node.depth is None or node.depth == around.depth + 1:
        return around, False
    lists = _lists_between(node.top, around.top)
    if node.depth > around.depth + 1:
        # A list for each level: the comment of a level is not printed. Fewer: an end tag too many put this
        # comment higher than it belongs (the comment template block prints such tags at its deepest level).
        return None, lists >= node.depth - around.depth
    if lists:  # the theme nests them, and prints one depth for all
        return around, False
    while around is not None and around.depth is not None and around.depth >= node.depth:
        around = around.around
    return around, False


def _lists_between(element: HtmlElement, around: HtmlElement) -> int:
    """How many lists hold ``element`` inside ``around``."""
    lists = 0
    above = element.getparent()
    while above is not None and above is not around:
        lists += above.tag in _LISTS or "children" in (above.get("class") or "").split()
        above = above.getparent()
    return lists


def _name_answered(read: list[tuple[Found, Parts]]) -> None:
    """Name the parent of each comment that links to the one it answers.

    "En réponse à Jean" is printed by a theme or plugin, and is believed. A text that begins with a link
    "@Jean" is believed between replies to one comment, where WordPress could nest no deeper.
    """
    by_id = {found.id: found for found, _ in read if found.id is not None}
    for found, parts in read:
        if parts.answers is not None and (parts.answers in by_id or found.above is None):
            found.named = (parts.answers, "reply-link")
        elif parts.mentions is not None and found.above is not None:
            mentioned = by_id.get(parts.mentions)
            if mentioned is not None and mentioned is not found and mentioned.above is found.above:
                found.named = (parts.mentions, "reply-link")


READER = CommentReader("wordpress", _has_depths, _read_by_depth, waits=_waits)
# Other systems may use such ids too: to be asked when all that have marks of their own were.
OLD_THEMES = CommentReader("wordpress", _has_ids, _read_by_id)
