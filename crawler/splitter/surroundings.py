"""What stands around the pieces of a container: the boxes that hold them, and where their links lead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from crawler.splitter.blocks import Piece
from crawler.splitter.container import Container
from crawler.splitter.page.metadata import Metadata
from crawler.splitter.words.addresses import join_address, split_address

PROSE = 80  # characters; what is shorter may be a label, a caption, a button
SENTENCE_END = re.compile(r"[.!?…:;][»”\"')\]]*$")
_LONGEST_TEASER = 300.0  # characters of running text
_A_LINE = 120
WORDS_OF_A_TITLE = 4  # at least
_BOXES = frozenset(("div", "section", "aside"))


class Surroundings:
    """The boxes and links of one container's pieces. A box is an element that holds neither the title nor the
    running text as a whole."""

    def __init__(self, pieces: Sequence[Piece], container: Container, metadata: Metadata) -> None:
        self.pieces = pieces
        self.container = container
        self.metadata = metadata

    def box(self, element: HtmlElement) -> HtmlElement | None:
        """The outermost element around a piece that holds neither the title nor the body."""
        box = None
        node: HtmlElement | None = element
        while node is not None and node not in self.container.spine:
            box = node
            node = node.getparent()
        return box

    def small_box(self, element: HtmlElement) -> HtmlElement | None:
        """The outermost element around one that holds no more text than a teaser; None in running text."""
        box = None
        node: HtmlElement | None = element.getparent()
        while node is not None and node not in self.container.spine:
            if self.container.weights.get(node, 0.0) > _LONGEST_TEASER:
                break
            box = node
            node = node.getparent()
        return box

    def small_boxes(self) -> dict[HtmlElement, list[int]]:
        """The small boxes in the running text, with the pieces that they hold."""
        boxes: dict[HtmlElement, list[int]] = {}
        for index, piece in enumerate(self.pieces):
            # What stands right in a box, beside paragraphs in it, is a piece of the box itself.
            inner = next(iter(piece.element), None) if piece.element.tag in _BOXES else None
            box = self.small_box(piece.element if inner is None else inner)
            if piece.inside and box is not None:
                boxes.setdefault(box, []).append(index)
        return boxes

    def shares_small_box(self, index: int) -> bool:
        """Whether a piece stands with the next one in a box of their own, with no running text."""
        box = self.box(self.pieces[index].element)
        if box is None or box is not self.box(self.pieces[index + 1].element):
            return False
        return self.container.weights.get(box, 0.0) <= _A_LINE

    def shares_picture_box(self, index: int) -> bool:
        """Whether a piece and the next one stand in a small box with a picture."""
        box = self.box(self.pieces[index].element)
        return (
            self.shares_small_box(index)
            and box is not None
            and any(True for _ in box.iter("img", "picture", "video"))
        )

    def links_home(self, piece: Piece) -> bool:
        """Whether a piece's one link leads to another page of the site, by the words of that page's title."""
        if len(piece.links) != 1 or len(piece.links[0][0].split()) < WORDS_OF_A_TITLE:
            return False
        return self._host(piece.links[0][1]) == self.own_host()

    def leads_home(self, piece: Piece) -> bool:
        """Whether all links of a piece lead to pages of the site."""
        own = self.own_host()
        return all(self._host(address) in ("", own) for _, address in piece.links)

    def _host(self, address: str) -> str:
        return host_of(join_address(self.metadata.url, address) or "")

    def own_host(self) -> str:
        """The site's, by the page's address; "" where that is not known."""
        return host_of(self.metadata.url or self.metadata.canonical_url or "")


def is_prose(piece: Piece) -> bool:
    """Whether a piece is a sentence or more of its own words, and no line of links or label."""
    return len(piece.text) > PROSE and piece.link_share < 0.3 and SENTENCE_END.search(piece.text) is not None


def host_of(address: str) -> str:
    """The host name of an address, without "www."; "" where it has none."""
    return (split_address(address).hostname or "").removeprefix("www.")
