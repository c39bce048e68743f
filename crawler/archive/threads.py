"""The reading order of a thread, as pure functions: which comment stands where, seen or no longer seen."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from crawler.items import Comment

DEEPEST = (
    100  # levels that a path spells out; a thread can be 20,000 deep, and paths would grow with its square
)


def parent_of(
    comment: Comment, parents: Mapping[str, str | None], shown: Container[str], *, flat: bool
) -> str | None:
    """What the comment answers: as the page shows it now, or as it once did (``parents``, by id) where the
    page lost it. A site that takes a comment away may print the answers to it as if they were none, or under
    what it had answered itself, and a new design may print the whole thread as if there were no answers
    (``flat``). ``shown`` are the ids on the page."""
    held = parents.get(comment.id)
    if held is None:
        return comment.parent
    if comment.parent is not None:
        return held if _first_shown(held, parents, shown) == comment.parent != held else comment.parent
    lost = comment.parent_from == "lost" or held not in shown
    return held if lost or flat else None


def _first_shown(one: str, parents: Mapping[str, str | None], shown: Container[str]) -> str | None:
    """A comment, or the nearest above it that the page shows; None where it shows none of them."""
    passed: set[str] = set()
    place: str | None = one
    while place is not None and place not in shown and place not in passed:
        passed.add(place)
        place = parents.get(place)
    return place if place is not None and place not in passed else None


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
    # A stack of our own: Python's would not hold deep threads. What it leaves stands in circles.
    stack = [(start, "", 1) for start in reversed(children.get(None, ()))]
    left = iter(order)
    while len(paths) < len(known):
        key, above, level = stack.pop() if stack else (next(left), "", 1)
        if key in paths:
            continue
        counts[above] = number = counts.get(above, 0) + 1
        label = f"{number:05d}" if number < 100_000 else _long_label(number)
        paths[key] = path = f"{above}.{label}" if above else label
        if key in children:
            below = path if level < DEEPEST else above
            stack += [(child, below, level + 1) for child in reversed(children[key])]
    return paths


def _long_label(number: int) -> str:
    """A number of more than five digits whose text sorts as it counts, after shorter ones: A100000."""
    return f"{chr(ord('A') + len(str(number)) - 6)}{number}"
