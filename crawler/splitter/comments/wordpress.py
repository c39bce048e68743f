"""Comments of WordPress, whatever its age and theme.

``comment_class()`` writes ``comment even thread-even depth-1`` on the element of each comment since version
2.7, and core, the block editor and theme callbacks all use it; the Walker gives it ``id="comment-N"``
(``li-comment-N``, ``div-comment-N`` in themes). Older themes have the id alone. Where one comment carries
the class on several elements (``li`` and ``article``, ``dt`` and ``dd``), they are one comment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from crawler.splitter.comments.base import CommentReader, Context, Found
from crawler.splitter.comments.nesting import Nesting
from crawler.splitter.comments.parts import read_parts
from crawler.splitter.xpath import elements

# List items first: nearly all themes use them, and there are few of them beside the comments.
_BY_CLASS = (
    elements("descendant::li[contains(@class, 'depth-')]"),
    elements("descendant::*[contains(@class, 'depth-')]"),
)
_BY_ID = elements("descendant::*[contains(@id, 'comment-')]")
_DEPTHS = frozenset(f"depth-{n}" for n in range(1, 100))
_DEPTH = re.compile(r"depth-(\d+)")
_ID = re.compile(r"(?:(?:li|div|dt|dd|tr|article)-)?comment-(\d+)")
# What comment_class() writes beside the depth: the comment's type and its place in the list.
_KINDS = frozenset("comment pingback trackback review even odd byuser".split())
_PINGS = frozenset(("pingback", "trackback"))
_BLOG_MARKS = ("/wp-content/", "/wp-includes/", "WordPress", "https://api.w.org/")


@dataclass(slots=True, eq=False)
class _Node:
    """The elements of one comment: ``first`` is the outermost, ``more`` are siblings with the rest of it;
    ``depth`` is WordPress' own, 1 for a top comment."""

    first: HtmlElement
    id: str | None
    depth: int | None
    tokens: set[str]
    above: _Node | None
    more: list[HtmlElement] = field(default_factory=list)


def _marks(context: Context) -> bool:
    return not context.classes.isdisjoint(_DEPTHS) or any(map(_ID.fullmatch, context.ids))


def _read(context: Context) -> list[Found]:
    nesting: Nesting[_Node] = Nesting()
    known: dict[_Node, Found] = {}
    for node in _nodes(context, nesting):
        known[node] = _found(node, nesting, context, known)
    return list(known.values())


def _found(node: _Node, nesting: Nesting[_Node], context: Context, known: dict[_Node, Found]) -> Found:
    roots = (node.first, *node.more)
    own, others = nesting.own(roots, node)
    parts = read_parts(roots, own, others, context)
    return Found(
        node=node.first,
        more=tuple(node.more),
        id=node.id or parts.id,
        author=parts.author,
        author_url=parts.author_url,
        is_staff="bypostauthor" in node.tokens,
        date=parts.date,
        raw_date=parts.raw_date,
        text=parts.text,
        is_ping=not _PINGS.isdisjoint(node.tokens),
        above=known[node.above] if node.above is not None else None,
        shown_depth=node.depth - 1 if node.depth else None,
    )


def _nodes(context: Context, nesting: Nesting[_Node]) -> list[_Node]:
    """One node for each comment, in page order."""
    nodes: list[_Node] = []
    for element, tokens, number, depth in _candidates(context):
        holder = nesting.around(element)
        if holder is not None and _is_same(holder, number, depth):
            nesting.add(element, holder)
            holder.tokens |= tokens
            holder.id = holder.id or number
            continue
        if element.tag == "dd" and (term := _term_of(element, nesting)) is not None:
            nesting.add(element, term)
            term.more.append(element)
            continue
        node = _Node(element, number, depth, tokens, holder)
        nesting.add(element, node)
        nodes.append(node)
    return nodes


def _candidates(context: Context) -> list[tuple[HtmlElement, set[str], str | None, int | None]]:
    """(element, class tokens, id, depth) of each element that may be a comment's."""
    found: list[tuple[HtmlElement, set[str], str | None, int | None]] = []
    for select in _BY_CLASS:
        for element in select(context.root):
            tokens = set((element.get("class") or "").split())
            depth = next((int(match[1]) for token in tokens if (match := _DEPTH.fullmatch(token))), None)
            number = _number(element)
            if depth is not None and (number is not None or not _KINDS.isdisjoint(tokens)):
                found.append((element, tokens, number, depth))
        if found:
            return found
    is_wordpress = any(mark in text for text in context.marks for mark in _BLOG_MARKS)
    for element in _BY_ID(context.root):
        number = _number(element)
        tokens = set((element.get("class") or "").split())
        if number is not None and (element.tag == "li" or (is_wordpress and "comment" in tokens)):
            found.append((element, tokens, number, None))
    return found


def _number(element: HtmlElement) -> str | None:
    match = _ID.fullmatch(element.get("id") or "")
    return match[1] if match else None


def _is_same(holder: _Node, number: str | None, depth: int | None) -> bool:
    """Whether an element inside ``holder`` is the same comment, printed with the class a second time."""
    if number is not None and holder.id is not None:
        return number == holder.id
    return depth == holder.depth


def _term_of(element: HtmlElement, nesting: Nesting[_Node]) -> _Node | None:
    """The comment whose ``dt`` (or earlier ``dd``) stands just before."""
    before = element.getprevious()
    while before is not None and not isinstance(before.tag, str):
        before = before.getprevious()
    return nesting.owner(before) if before is not None and before.tag in ("dt", "dd") else None


READER = CommentReader("wordpress", _marks, _read)
