"""How a thread is put together: parents, reading order, depths and ids of the comments a reader found.

What holds for every answer: no cycle, a parent stands before its replies, the depth is the length of the
path (counted from the depth shown where the path begins at a lost parent), ids are unique.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.items import Comment, ParentFrom
from crawler.splitter.comments.base import Found, stable_id


@dataclass(slots=True)
class _Placed:
    """A comment with its parent, as an index into the page's comments."""

    found: Found
    parent: int | None
    parent_from: ParentFrom | None
    depth: int


def link_nesting(found: Sequence[Found]) -> None:
    """Set ``above`` of each to the nearest comment whose node holds it, walking up the tree."""
    by_node = {comment.node: comment for comment in found}
    for comment in found:
        parent = comment.node.getparent()
        while parent is not None and parent not in by_node:
            parent = parent.getparent()
        comment.above = by_node[parent] if parent is not None else None


def widen_to_list_items(found: Sequence[Found]) -> None:
    """Where a comment's node stands in a list item beside the list of its replies, take the item for it."""
    in_item: dict[HtmlElement, list[Found]] = {}
    for comment in found:
        item = next(comment.node.iterancestors("li"), None)
        if item is not None:
            in_item.setdefault(item, []).append(comment)
    nodes = {comment.node for comment in found}
    for item, comments in in_item.items():
        if len(comments) == 1 and item not in nodes:
            comments[0].node = item


def build_comments(found: Iterable[Found]) -> tuple[tuple[Comment, ...], int]:
    """(comments in page order with parents before replies, number of pings).

    The parent is, in order of trust: the one that the markup names, the comment it nests in, and, where
    the markup is flat, the last earlier comment one level up. A reply whose parent the page does not hold is
    ``lost`` and keeps the depth shown; so is a reply to a ping, which is no comment. A comment printed twice
    (by its id) counts once.
    """
    kept: list[Found] = []
    index: dict[str, int] = {}
    for comment in found:
        if comment.id is not None:
            if comment.id not in index:
                index[comment.id] = len(kept)
            elif _is_same_text(comment.text, kept[index[comment.id]].text):
                continue
            else:
                comment.id = None  # another comment, that names the first: no text is lost for it
        kept.append(comment)
    placed = _place(kept, index)
    order = _reading_order(placed)
    _set_depths(placed, order)
    return _number(placed, order), sum(comment.is_ping for comment in kept)


def _is_same_text(text: str, other: str) -> bool:
    """Whether two printings of a comment say the same; one of them may be cut."""
    shorter, longer = sorted((text.rstrip(".… "), other.rstrip(".… ")), key=len)
    return longer.startswith(shorter)


def _place(kept: Sequence[Found], index: dict[str, int]) -> list[_Placed]:
    position = {id(comment): number for number, comment in enumerate(kept)}
    last_at: list[int | None] = []  # by depth: the latest comment there, for flat markup
    placed: list[_Placed] = []
    for number, comment in enumerate(kept):
        parent, origin, depth = _parent_of(comment, index, position, last_at)
        if parent == number:
            parent, origin = None, "lost"
        if parent is not None and parent < number:
            depth = placed[parent].depth + 1
        placed.append(_Placed(comment, parent, origin, depth))
        del last_at[depth:]
        last_at.extend([None] * (depth - len(last_at)))
        last_at.append(number)
    for item in placed:
        if item.parent is not None and placed[item.parent].found.is_ping:
            item.parent, item.parent_from = None, "lost"
    return placed


def _parent_of(
    comment: Found, index: dict[str, int], position: dict[int, int], last_at: Sequence[int | None]
) -> tuple[int | None, ParentFrom | None, int]:
    """(index of the parent, how it was found, depth unless the parent gives it)."""
    shown = comment.shown_depth or 0
    if comment.named is not None:
        name, origin = comment.named
        parent = index.get(name)
        return (parent, origin, 0) if parent is not None else (None, "lost", max(shown, 1))
    if comment.is_orphan:
        return None, "lost", max(shown, 1)
    if comment.above is not None:
        above = comment.above
        parent = position.get(id(above))
        if parent is None and above.id is not None:  # nested in the second printing of a comment
            parent = index.get(above.id)
        if parent is not None:
            return parent, "nesting", 0
    if shown == 0:
        return None, None, 0
    parent = last_at[shown - 1] if shown <= len(last_at) else None
    return (parent, "depth", 0) if parent is not None else (None, "lost", shown)


def _reading_order(placed: Sequence[_Placed]) -> list[int]:
    """Page order, but a reply printed before its parent comes right after it. Circles are cut: the first of
    each on the page becomes ``lost``."""
    order: list[int] = []
    seen: set[int] = set()
    waiting: dict[int, list[int]] = {}

    def take(start: int) -> None:
        stack = [start]
        while stack:
            number = stack.pop()
            seen.add(number)
            order.append(number)
            stack.extend(reversed(waiting.pop(number, ())))

    for number, item in enumerate(placed):
        if item.parent is None or item.parent in seen:
            take(number)
        else:
            waiting.setdefault(item.parent, []).append(number)
    for number in range(len(placed)):
        if number not in seen:
            first = min(_circle_above(placed, number))
            waiting[_parent(placed, first)].remove(first)
            placed[first].parent, placed[first].parent_from = None, "lost"
            take(first)
    return order


def _circle_above(placed: Sequence[_Placed], start: int) -> list[int]:
    """The circle that the parents of ``start`` lead into; there is one, or it would have been taken."""
    path: dict[int, None] = {}
    number = start
    while number not in path:
        path[number] = None
        number = _parent(placed, number)
    members = list(path)
    return members[members.index(number) :]


def _parent(placed: Sequence[_Placed], number: int) -> int:
    parent = placed[number].parent
    assert parent is not None
    return parent


def _set_depths(placed: Sequence[_Placed], order: Sequence[int]) -> None:
    for number in order:
        item = placed[number]
        if item.parent is not None:
            item.depth = placed[item.parent].depth + 1
        else:
            item.depth = max(item.depth, 1) if item.parent_from == "lost" else 0


def _number(placed: Sequence[_Placed], order: Sequence[int]) -> tuple[Comment, ...]:
    ids: dict[int, str] = {}
    taken: dict[str, int] = {}
    comments: list[Comment] = []
    for number in order:
        item = placed[number]
        found = item.found
        if found.is_ping:
            continue
        parent = ids[item.parent] if item.parent is not None else None
        if found.id is None:
            # No position in it: a comment keeps its id when another is added above it.
            own = stable_id(found.author or "", parent or "", found.text)
            taken[own] = taken.get(own, 0) + 1
            ids[number] = own if taken[own] == 1 else stable_id(own, str(taken[own]))
        else:
            ids[number] = found.id
        comments.append(
            Comment(
                id=ids[number],
                parent=parent,
                depth=item.depth,
                position=len(comments) + 1,
                author=found.author,
                author_url=found.author_url,
                is_staff=found.is_staff,
                date_published=found.date,
                date_published_raw=found.raw_date,
                text=found.text,
                parent_from=item.parent_from,
            )
        )
    return tuple(comments)
