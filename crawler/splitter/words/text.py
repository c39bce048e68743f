"""Text as the splitter compares and prints it: white space folded, invisible characters gone."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Zero-width and soft-hyphen characters join what they stand in, so they go without leaving a space; so do
# control characters, which no reader sees. Direction marks stay: right-to-left text needs them.
_INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1b\x7f]")
_A_LINE = 160
_WORD = re.compile(r"\w+")
_ACCENT = re.compile(r"[\u0300-\u036f]")  # the combining marks that Latin letters carry


def clean(text: str) -> str:
    """``text`` with each run of white space (no-break and thin spaces too) as one space, and none around."""
    if text.isprintable() and "  " not in text and text == text.strip():
        return text  # as most is: of all white space, a plain space alone is printable
    folded = " ".join(text.split())  # str.split() knows U+00A0, U+202F and all other Unicode white space
    if folded.isprintable():
        return folded
    return " ".join(_INVISIBLE.sub("", folded).split())


def words(text: str) -> list[str]:
    """The words of a text, NFKC and case-folded: what "no word lost, none doubled" is counted in."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def fold(text: str) -> str:
    """``text`` for comparing names and headings: words alone, without accents, case or punctuation."""
    return _fold_line(text) if len(text) <= _A_LINE else _fold(text)


def _fold(text: str) -> str:
    folded = text.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded.replace("œ", "oe").replace("æ", "ae"))
        folded = _ACCENT.sub("", folded)
    return " ".join(_WORD.findall(folded))


# The pages of a site share most of their short lines: names, headings, what stands around an article.
_fold_line = lru_cache(maxsize=4096)(_fold)
