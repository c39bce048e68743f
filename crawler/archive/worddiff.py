"""Two versions of a text, word against word, for a person to read. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Op = Literal["same", "removed", "added"]

_PARAGRAPH = re.compile(r".*?(?:\n+|$)", re.S)
_TOKEN = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")  # a word or a mark, with the space that follows it
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, went or came."""

    op: Op
    text: str


def word_diff(before: str | None, after: str | None) -> tuple[Piece, ...]:
    """The pieces of both texts in reading order, what went before what came in its place.

    What stayed and what went gives ``before`` again, letter by letter; what stayed and what came gives
    ``after``. Paragraphs are compared first and words only in those that differ, so that a long text costs
    little; a mark or a space between two changes belongs to them.
    """
    pieces: list[Piece] = []
    for op, old, new in _blocks(_paragraphs(before or ""), _paragraphs(after or "")):
        if op == "equal":
            pieces.append(Piece("same", old))
        elif old and new:
            pieces.extend(_words(old, new))
        else:
            pieces.extend(_change(old, new))
    return tuple(_joined(pieces))


def _words(before: str, after: str) -> Iterator[Piece]:
    removed = added = gap = ""
    for op, old, new in _blocks(_TOKEN.findall(before), _TOKEN.findall(after)):
        if op != "equal":
            removed, added, gap = removed + gap + old, added + gap + new, ""
        elif (removed or added) and not _WORD.search(old):
            gap += old
        else:
            yield from _change(removed, added)
            yield Piece("same", gap + old)
            removed = added = gap = ""
    yield from _change(removed, added)
    if gap:
        yield Piece("same", gap)


def _change(old: str, new: str) -> Iterator[Piece]:
    if old == new:
        if old:
            yield Piece("same", old)
        return
    if old:
        yield Piece("removed", old)
    if new:
        yield Piece("added", new)


def _blocks(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """(what, old text, new text) of each run of parts that are equal or differ."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for op, start, end, first, last in matcher.get_opcodes():
        yield op, "".join(before[start:end]), "".join(after[first:last])


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Neighbours of one sort as one piece."""
    waiting: Piece | None = None
    for piece in pieces:
        if waiting is not None and waiting.op == piece.op:
            waiting = Piece(piece.op, waiting.text + piece.text)
            continue
        if waiting is not None:
            yield waiting
        waiting = piece
    if waiting is not None:
        yield waiting


def _paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in _PARAGRAPH.findall(text) if paragraph]
