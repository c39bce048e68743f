"""The article container as a list of pieces: every piece of its text, in page order, each exactly once.

``read_pieces`` walks the tree once, without recursion, and cuts the text where a browser would begin a new
line box: at block-level elements, and at line breaks. A piece knows what the markup says of it (kind, region,
links); which *part* it is, the rules decide afterwards (``article``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from crawler.items import Kind, Part
from crawler.splitter.text import clean

# Elements whose content no reader sees as text (HTML Living Standard, "rendering").
HIDDEN_TAGS = frozenset(
    "script style noscript template head title meta link svg math datalist select option textarea "
    "object param source track audio video canvas map area base input".split()
)
_BLOCK_TAGS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main nav ol p pre section summary table tbody "
    "td tfoot th thead tr ul caption html legend optgroup button iframe".split()
)
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_KIND: dict[str, Kind] = {"li": "list_item", "dt": "list_item", "dd": "list_item", "blockquote": "quote"}
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


@dataclass(frozen=True, slots=True)
class Region:
    """What an element says of all text inside it: a part and the rule that says so."""

    part: Part
    rule: str


@dataclass(slots=True)
class Piece:
    """One line box of text: ``text`` folded, ``links`` as (anchor text, href), ``bold`` when all of it is."""

    element: HtmlElement
    kind: Kind
    text: str
    level: int | None = None
    links: list[tuple[str, str]] = field(default_factory=list)
    bold: bool = False
    region: Region | None = None
    after_break: bool = False

    @property
    def link_share(self) -> float:
        """The share of the text's characters that are link text, 0 to 1."""
        return sum(len(text) for text, _ in self.links) / len(self.text) if self.text else 0.0


def is_hidden(element: HtmlElement) -> bool:
    """Whether the element's own attributes hide it and all it holds."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style and _HIDDEN_STYLE.search(style))


class _Frame:
    """What an open block-level element says of the text inside it."""

    __slots__ = ("element", "kind", "level", "region")

    def __init__(self, element: HtmlElement, kind: Kind, level: int | None, region: Region | None) -> None:
        self.element = element
        self.kind = kind
        self.level = level
        self.region = region


class _Writer:
    """Collects text into pieces; a flush ends the current line box."""

    def __init__(self, frame: _Frame) -> None:
        self.pieces: list[Piece] = []
        self.frames = [frame]
        self.bold = 0
        self._text: list[str] = []
        self._links: list[tuple[str, str]] = []
        self._open_links: list[tuple[list[str], str]] = []
        self._loud = self._plain = 0
        self._after_break = False

    def add(self, text: str) -> None:
        self._text.append(text)
        for parts, _ in self._open_links:
            parts.append(text)
        if self.bold:
            self._loud += not text.isspace()
        else:
            self._plain += not text.isspace()

    def open_link(self, href: str) -> None:
        self._open_links.append(([], href))

    def close_link(self) -> None:
        parts, href = self._open_links.pop()
        self._credit(parts, href)

    def flush(self, at_break: bool = False) -> None:
        frame = self.frames[-1]
        raw = "".join(self._text)
        text = "\n".join(filter(None, map(clean, raw.split("\n")))) if frame.kind == "code" else clean(raw)
        if text:
            for parts, href in self._open_links:  # a link around blocks counts in each of them
                self._credit(parts, href)
                parts.clear()
            self.pieces.append(
                Piece(
                    frame.element,
                    frame.kind,
                    text,
                    frame.level,
                    self._links,
                    self._loud > 0 and self._plain == 0,
                    frame.region,
                    self._after_break,
                )
            )
            self._links = []
        self._after_break = at_break and (bool(text) or self._after_break)
        self._text.clear()
        self._loud = self._plain = 0

    def _credit(self, parts: list[str], href: str) -> None:
        text = clean("".join(parts))
        if text:
            self._links.append((text, href))


def read_pieces(
    container: HtmlElement,
    excluded: Collection[HtmlElement] = (),
    region_of: Callable[[HtmlElement], Region | None] = lambda element: None,
) -> list[Piece]:
    """All text below ``container`` as pieces, except what stands in ``excluded`` elements.

    ``region_of`` says which elements hold text of a known part; the outermost furniture wins, else the
    nearest. Time and memory are linear in the size of the tree; depth does not matter.
    """
    skip = set(excluded)
    writer = _Writer(_Frame(container, "paragraph", None, None))
    frames = writer.frames
    # (element, closing?): an explicit stack, because a hostile page nests deeper than Python recurses.
    stack: list[tuple[HtmlElement, bool]] = [(container, False)]
    while stack:
        element, closing = stack.pop()
        tag = element.tag
        if closing:
            if frames[-1].element is element and len(frames) > 1:
                writer.flush()
                frames.pop()
            if tag in ("b", "strong"):
                writer.bold -= 1
            elif tag == "a" and element.get("href"):
                writer.close_link()
        elif (
            isinstance(tag, str) and tag not in HIDDEN_TAGS and element not in skip and not is_hidden(element)
        ):
            if tag == "br":
                if frames[-1].kind == "code":
                    writer.add("\n")
                else:
                    writer.flush(at_break=True)
            else:
                _open(element, tag, writer, region_of(element))
                stack.append((element, True))
                if len(element):
                    stack.extend((child, False) for child in reversed(element))
                continue  # its tail comes when it closes
        elif isinstance(tag, str) and (tag in _BLOCK_TAGS or element in skip):
            writer.flush()  # an unseen block still ends the line box around it
        if element is not container and element.tail:
            writer.add(element.tail)
    writer.flush()
    return writer.pieces


def _open(element: HtmlElement, tag: str, writer: _Writer, region: Region | None) -> None:
    """Enter a visible element: a new line box where the browser makes one, or where a region begins."""
    parent = writer.frames[-1]
    if tag in _BLOCK_TAGS or region is not None:
        writer.flush()
        level = _HEADINGS.get(tag)
        if level:
            kind: Kind = "heading"
        elif tag == "pre":
            kind = "code"
        elif tag in ("table", "tr", "td", "th"):
            kind = "table"
        else:
            kind = _KIND.get(tag, "paragraph" if parent.kind == "heading" else parent.kind)
        if parent.region is not None and (region is None or parent.region.part == "furniture"):
            region = parent.region
        writer.frames.append(_Frame(element, kind, level, region))
    if tag in ("b", "strong"):
        writer.bold += 1
    elif tag == "a":
        href = element.get("href")
        if href:
            writer.open_link(href)
    if element.text:
        writer.add(element.text)
