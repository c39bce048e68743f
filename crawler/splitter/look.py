"""Where the fields of an article are looked for: its container first, never in comments or other teasers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.splitter.blocks import Piece
from crawler.splitter.container import Container
from crawler.splitter.layout import Layout
from crawler.splitter.metadata import Metadata
from crawler.splitter.text import clean, fold
from crawler.splitter.xpath import Finder

_BEFORE_TITLE = 8  # pieces above the title that may still be its kicker, date or byline
_OPENING = 6  # short pieces at the head of the running text that may still be a byline
_AFTER_TEXT = 12
_LONG = 160  # characters; what is longer is no byline and no date line


@dataclass(frozen=True, slots=True)
class Look:
    """The page, its declarations, its layout, its article and comments; ``pieces`` are the container's."""

    finder: Finder
    metadata: Metadata
    layout: Layout | None
    container: Container | None
    comments: Collection[HtmlElement]
    pieces: Sequence[Piece]
    title: str

    def find(self, selector: str) -> list[HtmlElement]:
        """The matches that belong to this article: those inside its container, else those on the page."""
        if not selector:
            return []
        found = [element for element in self.finder.find(selector) if self.near(element)]
        if self.container is None or not found:
            return found
        outer = self.container.outer
        inside = [element for element in found if element is outer or outer in element.iterancestors()]
        return inside or found

    def named(self, find: Callable[[HtmlElement], list[HtmlElement]]) -> list[HtmlElement]:
        """What a search by parts of class names finds in the article: innermost elements only."""
        if self.container is None:
            return []
        found = [element for element in find(self.container.outer) if self.near(element)]
        around = {node for element in found for node in element.iterancestors()}
        return [element for element in found if element not in around]

    def shows(self, names: Iterable[str]) -> bool:
        """Whether the article's container prints all these names."""
        if self.container is None:
            return False
        text = clean("".join(self.container.outer.itertext()))
        return all(name in text for name in names)

    def near(self, element: HtmlElement) -> bool:
        """Whether an element is the article's own: not in a comment, nor in another article's teaser."""
        node: HtmlElement | None = element
        outer = self.container.outer if self.container else None
        while node is not None:
            if node in self.comments or node.tag in ("aside", "nav", "form"):
                return False
            if node is outer:
                return True
            if node.tag == "article" and outer is not None and node not in self.container.spine:  # type: ignore[union-attr]
                return False  # an article element that is not around this article is another's teaser
            node = node.getparent()
        return True

    def short_lines(self) -> Iterator[Piece]:
        """The short pieces around the title, before the running text, and after it, in that order."""
        first = next((i for i, piece in enumerate(self.pieces) if piece.inside), len(self.pieces))
        last = next((i for i in range(len(self.pieces), 0, -1) if self.pieces[i - 1].inside), 0)
        title = next(
            (i for i, piece in enumerate(self.pieces[: first + 1]) if fold(piece.text) == self.title), 0
        )
        end = first
        for piece in self.pieces[first : first + _OPENING]:
            if len(piece.text) > _LONG:
                break
            end += 1
        for piece in (
            *self.pieces[title:end],
            *self.pieces[max(0, title - _BEFORE_TITLE) : title],
            *self.pieces[max(end, last - 2) : last + _AFTER_TEXT],
        ):
            if len(piece.text) <= _LONG and not _is_others(piece):
                yield piece


def _is_others(piece: Piece) -> bool:
    region = piece.region
    return region is not None and region.rule in (
        "related-box",
        "comment-area",
        "sidebar",
        "advertisement",
        "element-aside",
        "element-nav",
        "teaser-class",
        "menu",
    )
