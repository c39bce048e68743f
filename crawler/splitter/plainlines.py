"""The lines of a plain text capture, and how they join into paragraphs.

Text browsers print a paragraph either as one long line or wrapped at a column; only in the first case does a
line's end mean something. Which case a capture is, its own lines say: in wrapped text most lines end where
the next line's first word would not have fitted any more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from crawler.splitter.text import clean

_TAB = 8  # as terminals expand it
_WIDEST_WRAP = 110  # columns; wider lines are paragraphs, not rows of a page
_END = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")
_INDENT = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line with words: its indent in columns, its folded text, its printed width in columns, and whether
    an empty line (or the capture's begin) stands before it."""

    indent: int
    text: str
    width: int
    after_blank: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines joined into one paragraph; ``alone`` when empty lines (or an edge) stand on both sides."""

    indent: int
    text: str
    alone: bool


def read_lines(text: str) -> list[Line]:
    """The lines that hold a word, tabs expanded; ruled lines ("-----") count as empty ones."""
    lines: list[Line] = []
    after_blank = True
    for printed in _END.split(text):
        raw = _UNSEEN.sub("", printed).expandtabs(_TAB).rstrip()
        folded = clean(raw)
        if not any(character.isalnum() for character in folded) and not _is_sign(folded):
            after_blank = True
            continue
        indent = len(_INDENT.match(raw)[0])  # type: ignore[index]  # the pattern matches everywhere
        lines.append(Line(indent, folded, len(raw), after_blank))
        after_blank = False
    return lines


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The column at which the capture is wrapped; None where each line stands for itself."""
    width = max((line.width for line in lines if " " in line.text), default=0)
    if width > _WIDEST_WRAP:
        return None
    pairs = [(a, b) for a, b in pairwise(lines) if not b.after_blank]
    full = sum(_is_full(a, b, width) for a, b in pairs)
    return width if full >= 2 and full * 2 >= len(pairs) else None


def join_lines(lines: Sequence[Line], width: int | None) -> list[Paragraph]:
    """The lines as paragraphs: rows of wrapped text joined, all else kept as printed."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and width is not None and not line.after_blank and _is_full(groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    starts = [group[0].after_blank for group in groups] + [True]
    return [
        Paragraph(group[0].indent, _joined(group), starts[i] and starts[i + 1])
        for i, group in enumerate(groups)
    ]


def _joined(group: Sequence[Line]) -> str:
    text = group[0].text
    for line in group[1:]:
        # "franco-" + "japonaise": wrapped at its own hyphen, so no space belongs there.
        hyphen = re.search(r"\w-$", text) and line.text[0].islower()
        text += line.text if hyphen else f" {line.text}"
    return text


def _is_full(line: Line, following: Line, width: int) -> bool:
    """Whether the line ends because the next word did not fit."""
    return line.width + 1 + len(following.text.split(" ", 1)[0]) > width


def _is_sign(folded: str) -> bool:
    return folded in ("+", "-", "…") or (len(folded) <= 4 and any(ord(c) > 0x2700 for c in folded))
