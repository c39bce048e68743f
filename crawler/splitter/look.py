"""Where the fields of an article are looked for: its container first, never in comments or other teasers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from lxml.html import HtmlElement

from crawler.splitter.blocks import Piece
from crawler.splitter.container import Container
from crawler.splitter.layout import Layout
from crawler.splitter.page.finder import Finder
from crawler.splitter.page.metadata import Metadata
from crawler.splitter.regions import region_of
from crawler.splitter.words.text import fold

_BEFORE_TITLE = 8  # pieces above the title that may still be its kicker, date or byline
_OPENING = 6  # short pieces at the head of the running text that may still be a byline
_BEFORE_END = 6  # pieces at the foot of the running text that may be its byline
_AFTER_TEXT = 12
_LONG = 160  # characters; what is longer is no byline and no date line
# Regions whose names and dates are those of other articles, of readers, or of the site.
_OTHERS = frozenset(
    """related-box other-article comment-area sidebar advertisement newsletter-box cookie-notice overlay
    menu teaser-class element-nav element-form role-navigation role-dialog role-menu
    role-contentinfo""".split()
)
# What themes call a box with somebody's words.
_QUOTED = re.compile(r"(?<![^\W_])(?:citation|(?:pull-?|block-?)?quote|exergue|verbatim)(?![^\W_])", re.I)


class Look:
    """The page, its declarations, its layout, its article and comments; ``pieces`` are the container's,
    ``title`` is the headline, folded."""

    def __init__(
        self,
        finder: Finder,
        metadata: Metadata,
        layout: Layout | None,
        container: Container | None,
        comments: Collection[HtmlElement],
        pieces: Sequence[Piece],
        title: str,
    ) -> None:
        self.finder = finder
        self.metadata = metadata
        self.layout = layout
        self.container = container
        self._in_comments = finder.at_or_inside(comments)
        self._near: dict[HtmlElement, bool] = {}
        self.pieces = pieces
        self.title = title

    def find(self, selector: str) -> list[HtmlElement]:
        """The matches that belong to this article: those inside its container, else those on the page."""
        found = [element for element in self.finder.find(selector) if self.near(element)]
        return [element for element in found if self.holds(element)] or found

    def holds(self, element: HtmlElement) -> bool:
        """Whether an element stands in the article's container."""
        if self.container is None:
            return False
        outer = self.container.outer
        return element is outer or self.finder.holds(outer, element)

    def named(self, pattern: re.Pattern[str]) -> list[HtmlElement]:
        """The elements of the article with a class name the pattern is found in: innermost ones only."""
        if self.container is None:
            return []
        outer = self.container.outer
        found = [
            element
            for element in self.finder.named(pattern)
            if element is not outer and self.holds(element) and self.near(element)
        ]
        return self.finder.innermost(found)

    def shows(self, names: Iterable[str]) -> bool:
        """Whether the article's container prints all these names, outside its running text."""
        printed = [f" {fold(piece.text)} " for piece in self.pieces if len(piece.text) <= _LONG]
        return all(any(f" {fold(name)} " in line for line in printed) for name in names)

    @property
    def spine(self) -> frozenset[HtmlElement]:
        """The elements around the title and the running text."""
        return self.container.spine if self.container else frozenset()

    def near(self, element: HtmlElement) -> bool:
        """Whether an element is the article's own: not in a comment, nor in another article's teaser."""
        if self._in_comments(element):
            return False
        outer = self.container.outer if self.container else None
        known = self._near
        passed: list[HtmlElement] = []
        node: HtmlElement | None = element
        answer = True
        while answer and node is not None and node is not outer:
            if node in known:
                answer = known[node]
                break
            passed.append(node)
            answer = not self._is_others(node)
            node = node.getparent()
        known.update(dict.fromkeys(passed, answer))
        return answer

    def _is_others(self, node: HtmlElement) -> bool:
        """Whether what stands in an element is not this article's by its tag or its names."""
        if self.container is not None:
            if node in self.container.spine:
                return False
            if node.tag == "article":
                return True  # not around this article: another's teaser
        if node.tag == "blockquote" or _QUOTED.search(node.get("class") or ""):
            return True  # who is quoted did not write the article
        region = region_of(node)
        if region is not None and region.rule in _OTHERS:
            return True
        # Above the text an aside holds the byline, beside and below it other things.
        return node.tag == "aside" and not self._precedes_body(node)

    def _precedes_body(self, element: HtmlElement) -> bool:
        while (parent := element.getparent()) is not None and parent not in self.spine:
            element = parent
        return any(sibling in self.spine for sibling in element.itersiblings())

    @cached_property
    def short_lines(self) -> tuple[str, ...]:
        """The short lines around the title, before the running text, and after it, in that order."""
        return tuple(piece.text for piece in (*self.opening, *self.closing))

    @cached_property
    def opening(self) -> tuple[Piece, ...]:
        """The short pieces between the title and the running text, and those above the title."""
        return (*self.below_title, *self._above_title)

    @cached_property
    def below_title(self) -> tuple[Piece, ...]:
        """The short pieces from the title to the running text."""
        return _short(self.pieces[self._title : self._end_of_opening])

    @cached_property
    def _above_title(self) -> tuple[Piece, ...]:
        return _short(self.pieces[max(0, self._title - _BEFORE_TITLE) : self._title])

    @property
    def opening_pairs(self) -> Iterator[tuple[Piece, Piece]]:
        """The pieces of ``opening`` with the one that is printed next, those below the title first."""
        yield from pairwise(self.below_title)
        yield from pairwise(self._above_title)

    @cached_property
    def closing(self) -> tuple[Piece, ...]:
        """The short pieces at the foot of the running text and after it."""
        last = next((i for i in range(len(self.pieces), 0, -1) if self.pieces[i - 1].inside), 0)
        return _short(self.pieces[max(self._end_of_opening, last - _BEFORE_END) : last + _AFTER_TEXT])

    @property
    def below(self) -> Piece | None:
        """The first piece after the running text, which may sign it; None where it heads links."""
        last = next((i for i in range(len(self.pieces), 0, -1) if self.pieces[i - 1].inside), 0)
        following = self.pieces[last : last + 2] if last else []
        if not following or _is_others(following[0]) or any(piece.links for piece in following):
            return None
        return following[0]

    @cached_property
    def _first(self) -> int:
        inside = (i for i, piece in enumerate(self.pieces) if piece.inside and i >= self._title)
        return next(inside, len(self.pieces))

    @cached_property
    def _title(self) -> int:
        return next((i for i, piece in enumerate(self.pieces) if fold(piece.text) == self.title), 0)

    @cached_property
    def _end_of_opening(self) -> int:
        end = self._first
        for piece in self.pieces[end : end + _OPENING]:
            if len(piece.text) > _LONG:
                break
            end += 1
        return end


def _short(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    return tuple(piece for piece in pieces if len(piece.text) <= _LONG and not _is_others(piece))


def _is_others(piece: Piece) -> bool:
    return piece.region is not None and piece.region.rule in _OTHERS
