"""The article container as a list of pieces: every piece of its text, in page order, each exactly once.

``read_pieces`` walks the tree once, without recursion, and cuts the text where a browser would begin a new
line box: at block-level elements, and at line breaks. A table of data is one piece; a table that only lays
out the page is none. A piece knows what the markup says of it (kind, region, links, pictures); which *part*
it is, the rules decide afterwards (``parts``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from crawler.items import Kind
from crawler.splitter.regions import Region
from crawler.splitter.words.text import clean

# Elements whose content no reader sees as text (HTML Living Standard, "rendering").
HIDDEN_TAGS = frozenset(
    "script style noscript template head title meta link svg math datalist select option textarea "
    "object param source track audio video canvas map area base input iframe noframes noembed".split()
)
_MEDIA_TAGS = frozenset("img picture video audio iframe object svg canvas embed".split())
_BLOCK_TAGS = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup p pre "
    "search section summary table tbody td tfoot th thead tr ul caption button iframe video".split()
)
# What an element is to the walk, by its tag; any other is inline.
_ROLES = {
    **dict.fromkeys(_BLOCK_TAGS, "block"),
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "slanted"),
    "a": "link",
    "br": "break",
    **dict.fromkeys(HIDDEN_TAGS | {"img"}, "unseen"),
}
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_KIND: dict[str, Kind] = {
    "li": "list_item",
    "dt": "list_item",
    "dd": "list_item",
    "blockquote": "quote",
    "pre": "code",
}
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
# What embed codes of the networks leave in a page: a quote that stands for a post, with a link to it.
_EMBEDS = frozenset(
    "twitter-tweet twitter-video instagram-media tiktok-embed fb-post fb-video bluesky-embed mastodon-embed "
    "reddit-card reddit-embed-bq imgur-embed-pub text-post-media".split()
)
# Regions that an inline element opens even in a sentence: no reader sees or reads them as part of it.
_SETS_APART = frozenset(("caption-class", "element-button", "screen-reader"))
# Inline elements that themes set apart by CSS alone: "<b>Jeanne Roue</b><time>Publié …</time>".
_BOXED = frozenset("a b span strong small time label cite".split())
_CELL, _ROW = "\x1f", "\x1e"  # inside a table; white space everywhere else (str.split() knows them)
_LONGEST_CELL = 300


@dataclass(slots=True)
class Piece:
    """One line box of text, or one table (cells separated by a tab, rows by a newline).

    ``text`` is folded; ``links`` are (anchor text, href); ``bold`` and ``slanted`` when all of it is;
    ``after_break`` when a line break divides it from the piece or picture before. ``card`` means that the
    text is part of one link around whole blocks or a picture; ``pictured`` that a picture stands just before
    it; ``inside`` that it stands in the element of the running text.
    """

    element: HtmlElement
    kind: Kind
    text: str
    level: int | None = None
    links: list[tuple[str, str]] = field(default_factory=list)
    bold: bool = False
    slanted: bool = False
    region: Region | None = None
    after_break: bool = False
    card: bool = False
    pictured: bool = False
    inside: bool = False

    @property
    def link_share(self) -> float:
        """The share of the text's characters that are link text, 0 to 1."""
        return sum(len(text) for text, _ in self.links) / len(self.text) if self.text else 0.0

    @property
    def is_in_caption(self) -> bool:
        """Whether it stands where a picture is told of."""
        return self.region is not None and self.region.part == "caption"


def is_hidden(element: HtmlElement) -> bool:
    """Whether the element's own attributes hide it and all it holds."""
    names = element.keys()  # costs less than to ask for one attribute, and most elements have neither
    if "style" in names and _HIDDEN_STYLE.search(element.get("style", "").lower()):
        return True
    return "hidden" in names


def visible_text(element: HtmlElement) -> str:
    """The element's text without what is hidden in it."""
    if not len(element):
        return clean(element.text or "")
    return " ".join(piece.text for piece in read_pieces(element))


class _Frame:
    """What an open block-level element says of the text inside it, and what it has held so far."""

    __slots__ = ("element", "inside", "kind", "level", "media", "pictured", "region", "table", "text")

    def __init__(self, element: HtmlElement, kind: Kind, level: int | None, region: Region | None) -> None:
        self.element = element
        self.kind = kind
        self.level = level
        self.region = region
        self.inside = False  # in the element of the running text
        self.table = False  # a table of data: no block inside it ends the piece
        self.media = False  # holds a picture
        self.text = False  # holds text
        self.pictured = False  # the last thing in it was a picture


class _Writer:
    """Collects text into pieces; a flush ends the current line box."""

    def __init__(self, frame: _Frame) -> None:
        self.pieces: list[Piece] = []
        self.frames = [frame]
        self.bold = 0
        self.slanted = 0
        self._text: list[str] = []
        self._links: list[tuple[str, str]] = []
        self._open_links: list[tuple[list[str], str]] = []
        self._loud = self._plain = self._upright = False
        self._after_break = False
        self._cells = 0
        self._picture_in_link = False
        self.closed = False  # the last thing seen is the end of an inline box

    def begin(self, text: str) -> None:
        """Add the first text of an element; where its box touches another's, and a capital a small letter,
        no reader sees one word."""
        if self.closed and self._text and text[0].isupper() and _ends_a_word(self._text[-1], text):
            self.add(" ")
        self.closed = False
        self.add(text)

    def add(self, text: str) -> None:
        if text.isspace():
            if not self._text:
                return  # white space that begins a line box is not seen
        else:
            if self.bold:
                self._loud = True
            else:
                self._plain = True
            if not self.slanted:
                self._upright = True
        self._text.append(text)
        for parts, _ in self._open_links:
            parts.append(text)

    def open_link(self, href: str) -> None:
        self._open_links.append(([], href))

    def close_link(self) -> None:
        parts, href = self._open_links.pop()
        self._credit(parts, href)

    def picture(self) -> None:
        frame = self.frames[-1]
        frame.media = frame.pictured = True
        if self._open_links:
            self._picture_in_link = True

    def amid_text(self, element: HtmlElement, region: Region) -> bool:
        """Whether an inline element stands in a sentence: its class then says how it looks, no more."""
        if region.rule in _SETS_APART:
            return False
        return bool(element.tail and element.tail.strip()) or any(part.strip() for part in self._text)

    def line_break(self) -> None:
        frame = self.frames[-1]
        if frame.kind == "code":
            self.add("\n")
        elif frame.table:
            self.add(" ")
        else:
            self.flush(at_break=True)

    def row(self) -> None:
        self._text.append(_ROW)
        self._cells = 0

    def cell(self) -> None:
        self._text.append(_CELL if self._cells else " ")
        self._cells += 1

    def flush(self, at_break: bool = False) -> None:
        frame = self.frames[-1]
        if self._text:
            text = _folded("".join(self._text), frame)
            if text:
                self._write(frame, text)
            self._text.clear()
            self._after_break = at_break and (bool(text) or self._after_break or frame.pictured)
        else:
            self._after_break = at_break and (self._after_break or frame.pictured)
        self._loud = self._plain = self._upright = False

    def _write(self, frame: _Frame, text: str) -> None:
        card = bool(self._open_links) or (self._picture_in_link and bool(self._links))
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
                self._loud and not self._plain,
                not self._upright,
                frame.region,
                self._after_break,
                card,
                self._stands_by_picture(),
                frame.inside,
            )
        )
        self._links = []
        self._picture_in_link = False
        frame.text = True
        frame.pictured = False

    def _stands_by_picture(self) -> bool:
        """Whether a picture ended just before: in this box, the one around it, or the row above."""
        frames = self.frames
        if frames[-1].pictured or (len(frames) > 1 and frames[-2].pictured):
            return True
        return len(frames) > 2 and frames[-3].pictured and frames[-2].element.tag == "tr"

    def close_frame(self) -> None:
        frame = self.frames.pop()
        around = self.frames[-1]
        around.text = around.text or frame.text
        if frame.text:
            around.pictured = False
        elif frame.media:
            around.media = around.pictured = True

    def _credit(self, parts: list[str], href: str) -> None:
        text = clean("".join(parts))
        if text:
            self._links.append((text, href))


def _ends_a_word(before: str, text: str) -> bool:
    """Whether a word ends before a capital: one in small letters; a number or capitals before a capitalised
    word ("AFP", "Journaliste"; "12:01", "Mis à jour")."""
    if before[-1].islower():
        return True
    return text[1:2].islower() and (before[-1].isdigit() or (before[-2:].isupper() and len(before) > 1))


def _folded(raw: str, frame: _Frame) -> str:
    if frame.kind == "code":
        return "\n".join(filter(None, map(clean, raw.split("\n"))))
    if frame.table:
        rows = ("\t".join(map(clean, row.split(_CELL))).rstrip("\t") for row in raw.split(_ROW))
        return "\n".join(row for row in rows if row.strip())
    return clean(raw)


def read_pieces(
    container: HtmlElement,
    excluded: Collection[HtmlElement] = (),
    region_of: Callable[[HtmlElement], Region | None] = lambda element: None,
    body: HtmlElement | None = None,
) -> list[Piece]:
    """All text below ``container`` as pieces, except what stands in ``excluded`` elements.

    ``region_of`` says which elements hold text of a known part; the outermost furniture wins, else the
    nearest. ``body`` is the element whose pieces are ``inside``. Time and memory are linear in the size of
    the tree; depth does not matter.
    """
    skip = frozenset(excluded)
    writer = _Writer(_Frame(container, "paragraph", None, None))
    frames = writer.frames
    frames[0].inside = body is container
    role_of = _ROLES.get
    # An element to enter, or in a tuple to leave: an explicit stack, because a hostile page nests deeper than
    # Python recurses.
    stack: list[HtmlElement | tuple[HtmlElement]] = [container]
    while stack:
        item = stack.pop()
        if isinstance(item, tuple):
            element = item[0]
            _leave(element, writer)
        else:
            element = item
            tag = element.tag
            role = role_of(tag, "inline")
            if element in skip or (role != "break" and is_hidden(element)):
                role = "block" if element in skip or tag in _BLOCK_TAGS else "unseen"
                if role == "block" and not frames[-1].table:
                    writer.flush()  # an unseen block still ends the line box around it
            elif role == "break":
                writer.line_break()
            elif role == "unseen" or not isinstance(tag, str):  # what has no tag is a comment
                if tag in _MEDIA_TAGS:
                    writer.picture()
                if tag in _BLOCK_TAGS and not frames[-1].table:
                    writer.flush()
            else:
                _enter(element, role, writer, region_of(element), skip, element is body)
                if len(element):
                    stack.append((element,))
                    stack.extend(element[::-1])
                    continue  # its tail comes when it is left
                _leave(element, writer)
        if element is not container and (tail := element.tail):
            writer.closed = False
            writer.add(tail)
    writer.flush()
    return writer.pieces


def _leave(element: HtmlElement, writer: _Writer) -> None:
    frames = writer.frames
    if frames[-1].element is element and len(frames) > 1:
        writer.flush()
        writer.close_frame()
    role = _ROLES.get(element.tag)
    if role == "bold":
        writer.bold -= 1
    elif role == "slanted":
        writer.slanted -= 1
    elif role == "link" and element.get("href"):
        writer.close_link()
    if element.tag in _BOXED:
        writer.closed = True


def _enter(
    element: HtmlElement,
    role: str,
    writer: _Writer,
    region: Region | None,
    skip: Collection[HtmlElement],
    is_body: bool,
) -> None:
    """Enter a visible element: a new line box where the browser makes one, or where a region begins."""
    tag = element.tag
    around = writer.frames[-1]
    if around.table and tag != "caption":
        if tag == "tr":
            writer.row()
        elif tag in ("td", "th"):
            writer.cell()
        elif role == "block":
            writer.add(" ")
    elif role == "block" or is_body or (region is not None and not writer.amid_text(element, region)):
        writer.flush()
        frame = _frame(element, tag, around, region, skip)
        frame.inside = is_body or around.inside
        writer.frames.append(frame)
    if role == "bold":
        writer.bold += 1
    elif role == "slanted":
        writer.slanted += 1
    elif role == "link" and (href := element.get("href")):
        writer.open_link(href)
    if text := element.text:
        if tag in _BOXED:
            writer.begin(text)
        else:
            writer.add(text)


def _frame(
    element: HtmlElement, tag: str, around: _Frame, region: Region | None, skip: Collection[HtmlElement]
) -> _Frame:
    level = _HEADINGS.get(tag)
    kind: Kind
    if level:
        kind = "heading"
    elif around.kind == "heading":
        kind = _KIND.get(tag, "paragraph")
    else:
        kind = _KIND.get(tag, around.kind)
    if tag == "blockquote" and not _EMBEDS.isdisjoint((element.get("class") or "").split()):
        kind = "embed"
    if around.region is not None and (
        region is None or (around.region.part == "furniture" and region.part != "body")
    ):
        region = around.region
    frame = _Frame(element, kind, level, region)
    if tag == "table" and _is_data(element, skip):
        frame.kind, frame.table = "table", True
    return frame


def _is_data(table: HtmlElement, skip: Collection[HtmlElement]) -> bool:
    """Whether a table holds data: several short cells, and nothing else of a page."""
    if table.get("role") in ("presentation", "none"):
        return False
    cells = 0
    for element in table.iter():
        tag = element.tag
        if element in skip or (element is not table and tag in _NO_DATA):
            return False
        if tag in ("td", "th"):
            size = sum(len(text.strip()) for text in element.itertext())
            if size > _LONGEST_CELL:
                return False
            cells += size > 0  # one cell for a picture and one for what it shows are none
    return cells > 1


_NO_DATA = frozenset("table h1 h2 h3 h4 h5 h6 form article section aside nav iframe blockquote".split())
