"""The reading order of a thread, as pure functions: which comment stands where, seen or no longer seen."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from crawler.items import Comment

DEEPEST = (
    100  # levels that a path spells out; a thread can be 20,000 deep, and paths would grow with its square
)


def parent_of(comment: Comment, held: str | None, shown: Container[str], *, flat: bool) -> str | None:
    """What the comment answers: as the page shows it now, or as it once did (``held``) where the page lost
    it. A site that takes a comment away may print the answers to it as if they were none, and a new design
    may print the whole thread as if there were no answers (``flat``). ``shown`` are the ids on the page."""
    if comment.parent is not None or held is None:
        return comment.parent
    lost = comment.parent_from == "lost" or held not in shown
    return held if lost or flat else None


def merged_order(before: Sequence[str], now: Sequence[str]) -> list[str]:
    """``now`` with what only ``before`` holds put back, each after the comment that it followed.

    So a comment that the site took away, or that a short page did not show, keeps its place in the thread.
    """
    if not before:
        return list(now)
    shown = set(now)
    absent: dict[str | None, list[str]] = {}
    previous: str | None = None
    for key in before:
        if key in shown:
            previous = key
        else:
            absent.setdefault(previous, []).append(key)
    order = list(absent.get(None, ()))
    for key in now:
        order.append(key)
        order.extend(absent.get(key, ()))
    return order


def sort_paths(order: Sequence[str], parents: Mapping[str, str | None]) -> dict[str, str]:
    """For each comment of ``order`` a text such as '00002.00001': sorted as text, they read as the thread.

    A parent that is not in ``order`` counts as none; so does one that would close a circle. Below DEEPEST
    levels, all descendants of a comment are numbered under it in reading order.
    """
    known = set(order)
    children: dict[str | None, list[str]] = {}
    for key in order:
        parent = parents.get(key)
        children.setdefault(parent if parent in known else None, []).append(key)
    paths: dict[str, str] = {}
    counts: dict[str, int] = {}  # how many stand under a path already
    for start in (*children.get(None, ()), *order):  # the second round meets only circles
        if start in paths:
            continue
        stack = [(start, "", 1)]  # a stack of our own: Python's would not hold deep threads
        while stack:
            key, above, level = stack.pop()
            if key in paths:
                continue
            counts[above] = number = counts.get(above, 0) + 1
            paths[key] = path = above + ("." if above else "") + _label(number)
            if key in children:
                below = path if level < DEEPEST else above
                stack.extend((child, below, level + 1) for child in reversed(children[key]))
    return paths


def _label(number: int) -> str:
    """A number whose text sorts as it counts: five digits, and a letter before longer ones (A100000)."""
    digits = f"{number:05d}"
    return digits if len(digits) == 5 else f"{chr(ord('A') + len(digits) - 6)}{digits}"
