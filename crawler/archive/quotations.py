"""What of a person's words others may quote: whole lines and sentences, and what stands in quotation marks.

What stands in marks is somebody else's words, in any thread, be it a part of a sentence. A line or a sentence
without marks is a quotation beside the words themselves; elsewhere it may be anybody's own.

The list of erased people holds digests, no words. So a text is cut in the same pieces when words are erased
and when a later visit brings a quotation of them again, and each piece is asked for. Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

MASK = "[propos effacés]"
SHORTEST = 20  # characters; a shorter line may be anybody's
_MARKED = re.compile(r"(?<=«)[^«»]+(?=»)|(?<=“)[^“”]+(?=”)|(?<=\")[^\"\n]+(?=\")|^>[^\n]+", re.M)
_CUTS = (re.compile(r"[^\n]+"), _MARKED, re.compile(r"[^.!?…\n]+"))
_EDGES = " \t\n\xa0\u202f«»“”\"'’.!?…:;,–—->"


def passages(text: str) -> Iterator[str]:
    """The pieces of a text by which a quotation of it is told, folded by nobody yet."""
    seen = set()
    for cut in _CUTS:
        for found in cut.finditer(text):
            piece = _bare(found.group())
            if len(piece) >= SHORTEST and piece not in seen:
                seen.add(piece)
                yield piece


def without(text: str, is_erased: Callable[[str], bool]) -> str:
    """A text in whose place of each erased passage a note stands."""
    return _cut(text, _CUTS, is_erased)


def without_marked(text: str, is_erased: Callable[[str], bool]) -> str:
    """The same of what stands in quotation marks alone."""
    return _cut(text, (_MARKED,), is_erased)


def _cut(text: str, cuts: Iterable[re.Pattern[str]], is_erased: Callable[[str], bool]) -> str:
    for cut in cuts:
        text = cut.sub(lambda found: _masked(found.group(), is_erased), text)
    return text


def _masked(piece: str, is_erased: Callable[[str], bool]) -> str:
    bare = _bare(piece)
    if len(bare) < SHORTEST or not is_erased(bare):
        return piece
    start = piece.index(bare)
    return piece[:start] + MASK + piece[start + len(bare) :]


def _bare(piece: str) -> str:
    return piece.strip(_EDGES)
