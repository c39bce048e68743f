"""The lines of a plain text capture, and how they join into paragraphs.

Text browsers print a paragraph either as one long line or wrapped at a column; only in the first case does a
line's end mean something. Which case a capture is, its own lines say: in wrapped text most long lines end
where the next line's first word would not have fitted any more.

Some text browsers (lynx, elinks) number the links of a page, print ``[12]`` before each link's text, and list
the addresses at the end. Such a mark is no word of the page: it is taken out of the text and kept beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crawler.splitter.words.phrases import is_press
from crawler.splitter.words.text import clean

# What a list item begins with.
ITEM = re.compile(r"(?:(?P<bullet>[*+•·◦▪‣○●])|(?P<dash>[–—-])|(?P<number>\d{1,4})[.)°])\s+(?=\S)")
_TAB = 8  # as terminals expand it
_NARROWEST_WRAP = 24  # columns; below it, lines are short by themselves
_WIDEST_WRAP = 110  # and above it, they are paragraphs, not rows of a page
_END = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
_UNSEEN = re.compile(r"[\u00ad\u200b\u2060\ufeff]")  # as ``clean`` has it: they take no column
_RULE = re.compile(r"[-_=*~#—–─•·|/\\+\s]*|\.{4,}")  # lines that are drawn, and bullets of empty items
_SIGNS = re.compile(r"\+\s*/\s*[-–]")  # "+ / -", the heading of a list of merits and faults
_INDENT = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]*")
_ADDRESS_ROW = re.compile(r"(?P<number>\d{1,4})\.\s+(?P<url>[a-z][a-z\d+.-]*:\S+)", re.I)
_ADDRESS_LIST = re.compile(
    r"(?:références|references|liens|(?:visible|hidden)\s+links|liens\s+(?:visibles|cachés))\s*:?", re.I
)
_MARK = re.compile(r"\[(\d{1,4})\]")
_SENTENCE_END = re.compile(r"[.!?…][»”\")\]]?$")
_HARD_END = re.compile(r"\s*[,;|•·]")
_JOINER = re.compile(r"\s+(?:et|and|und|&|via)(?=\s|$)\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: its indent in columns, its folded text without link marks and (``marked``) with
    them, its printed width in columns, and whether an empty line (or the capture's begin) is before it."""

    indent: int
    text: str
    marked: str
    width: int
    after_blank: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``rows`` lines joined into one paragraph, as ``text`` and as ``marked`` with its link marks; ``alone``
    when empty lines (or an edge) stand on both sides."""

    text: str
    marked: str
    rows: int
    alone: bool


def read_lines(text: str) -> tuple[list[Line], dict[int, str]]:
    """The lines that hold text, and the addresses that the capture's link marks stand for.

    Tabs are expanded; ruled lines ("-----") count as empty ones.
    """
    rows = [_UNSEEN.sub("", printed).expandtabs(_TAB).rstrip() for printed in _END.split(text)]
    cleaned = [clean(row) for row in rows]
    addresses = _read_addresses(cleaned)
    lines: list[Line] = []
    after_blank = True
    for row, marked in zip(rows, cleaned, strict=True):
        if _RULE.fullmatch(marked) and not _SIGNS.fullmatch(marked):
            after_blank = True
            continue
        indent = len(_INDENT.match(row)[0])  # type: ignore[index]  # the pattern matches everywhere
        lines.append(Line(indent, _without_marks(marked, addresses), marked, len(row), after_blank))
        after_blank = False
    return lines, addresses


def is_address_list(text: str) -> bool:
    """Whether a line heads a text browser's list of addresses: "References", "Visible links"."""
    return _ADDRESS_LIST.fullmatch(text) is not None


def address_of_row(text: str) -> str | None:
    """The address of one row of that list ("12. https://…"); None for any other line."""
    match = _ADDRESS_ROW.fullmatch(text)
    return match["url"] if match is not None else None


def links_of(paragraph: Paragraph, addresses: Mapping[int, str]) -> list[tuple[str, str]]:
    """(link text, address) of the paragraph's link marks.

    A mark says where its link begins, not where it ends: at the next mark, at a comma or a bar, or before
    "et" where a title of the press follows, which is then a name of its own.
    """
    if paragraph.marked == paragraph.text:
        return []
    pieces = _MARK.split(paragraph.marked)
    return [
        (_link_text(after), addresses[int(number)])
        for number, after in zip(pieces[1::2], pieces[2::2], strict=True)
        if int(number) in addresses and after.strip()
    ]


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The column at which the capture is wrapped; None where each line stands for itself."""
    rows = [line for line in lines if "://" not in line.text]  # an address is wider than any page
    width = max((line.width for line in rows if " " in line.text), default=0)
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return None
    pairs = [(a, b) for a, b in pairwise(rows) if not b.after_blank and a.width * 2 >= width]
    full = sum(_is_full(a, b, width) and not _SENTENCE_END.search(a.text) for a, b in pairs)
    return width if full >= 2 and full * 2 >= len(pairs) else None


def join_lines(lines: Sequence[Line], width: int | None) -> list[Paragraph]:
    """The lines as paragraphs: rows of wrapped text joined, all else kept as printed."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and width is not None and _goes_on(groups[-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    starts = [group[0].after_blank for group in groups] + [True]
    return [
        Paragraph(
            _joined([line.text for line in group]),
            _joined([line.marked for line in group]),
            len(group),
            starts[i] and starts[i + 1],
        )
        for i, group in enumerate(groups)
    ]


def _goes_on(group: Sequence[Line], line: Line, width: int) -> bool:
    """Whether a line is one more row of the paragraph."""
    last = group[-1]
    if line.after_blank or not _is_full(last, line, width) or address_of_row(last.text):
        return False
    item = ITEM.match(line.text)
    if item is None:
        return True
    # "– ce qui compte –" and "12. März" may begin a row; the next item of a list stands below its label.
    return item["bullet"] is None and line.indent == last.indent and ITEM.match(group[0].text) is None


def _joined(rows: Sequence[str]) -> str:
    text = [rows[0]]
    for previous, row in pairwise(rows):
        # "franco-" + "japonaise": wrapped at its own hyphen, so no space belongs there.
        hyphen = re.search(r"\w-$", previous) and row[:1].islower()
        text.append(row if hyphen else f" {row}")
    return "".join(text)


def _is_full(line: Line, following: Line, width: int) -> bool:
    """Whether the line ends because the next word did not fit."""
    return line.width + 1 + len(following.marked.split(" ", 1)[0]) > width


def _read_addresses(rows: Sequence[str]) -> dict[int, str]:
    """The numbered addresses that a capture lists below a heading; the last such list is the browser's."""
    found: dict[int, str] = {}
    reading: dict[int, str] | None = None
    for row in filter(None, rows):
        match = _ADDRESS_ROW.fullmatch(row)
        if is_address_list(row):
            reading = {} if reading is None else reading
        elif match is None:
            reading = None
        elif reading is not None:
            reading[int(match["number"])] = match["url"]
            found = reading
    return found


def _without_marks(marked: str, addresses: Mapping[int, str]) -> str:
    if not addresses or "[" not in marked:
        return marked
    return clean(_MARK.sub(lambda mark: "" if int(mark[1]) in addresses else mark[0], marked)) or marked


def _link_text(after: str) -> str:
    """The text of the link that begins at ``after``, as far as it can be known."""
    text = _HARD_END.split(after, maxsplit=1)[0]
    for joiner in reversed(list(_JOINER.finditer(text))):
        following = text[joiner.end() :]
        if following and not is_press(following):
            break
        text = text[: joiner.start()]
    return text.strip()
