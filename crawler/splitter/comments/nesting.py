"""Which elements of the page are one comment's own, and which comment nests in which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from lxml.html import HtmlElement

T = TypeVar("T")


class Nesting(Generic[T]):
    """The comments of a page by the elements that are theirs: ``T`` is whatever a reader knows a comment by.

    All are added and asked for what is around them before the first is read. Each element of the page is
    passed at most once on the way up from the comments, and read by one comment at most: the cost is linear
    in the size of the page, however deep they nest.
    """

    def __init__(self) -> None:
        self._owner: dict[HtmlElement, T] = {}
        # What lies between a comment and the one around it (or the root): below it other comments begin.
        self._ways: dict[HtmlElement, T | None] = {}

    def add(self, element: HtmlElement, comment: T) -> None:
        """Note that ``comment`` begins at ``element``; a comment may have several elements."""
        self._owner[element] = comment

    def owner(self, element: HtmlElement) -> T | None:
        """The comment that begins at this very element."""
        return self._owner.get(element)

    def around(self, element: HtmlElement) -> T | None:
        """The nearest comment that holds ``element`` inside it."""
        passed: list[HtmlElement] = []
        holder: T | None = None
        above = element.getparent()
        while above is not None:
            if above in self._owner:
                holder = self._owner[above]
                break
            if above in self._ways:
                holder = self._ways[above]
                break
            passed.append(above)
            above = above.getparent()
        for way in passed:
            self._ways[way] = holder
        return holder

    def own(self, roots: Sequence[HtmlElement], comment: T) -> tuple[list[HtmlElement], set[HtmlElement]]:
        """(the elements below ``roots`` that are no other comment's, in page order; where others begin)."""
        owner, ways = self._owner, self._ways
        own: list[HtmlElement] = []
        others: set[HtmlElement] = set()
        for root in roots:
            stack = [iter(root)]
            while stack:
                for child in stack[-1]:
                    begins = child in owner
                    if begins and owner[child] is not comment:
                        others.add(child)
                    elif begins or child in ways:
                        own.append(child)
                        stack.append(iter(child))
                        break
                    else:
                        own.extend(child.iter())
                else:
                    stack.pop()
        return own, others
