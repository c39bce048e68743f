"""What a person types, as a question to the full-text index: French, and never an error.

A word is looked for in all its forms and under its other names (essai: essais; e-208: 208 électrique); what
is joined by a hyphen or a point stands together (rond-point, 1.6); what is elided goes (l’électrique).
``"phrase exacte"`` stays exact, ``mot*`` is the beginning of words, ``-mot`` is unwanted. Little words (de)
count only in a phrase or alone.
https://www.sqlite.org/fts5.html#full_text_query_syntax
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Protocol

from crawler.archive.inflection import fold, stems
from exports.sql import Connection, rows

# Words that lose their vowel before another: l’électrique is looked for as électrique.
_ELIDED = frozenset("l d j m t s n c qu jusqu lorsqu puisqu quoiqu".split())
_PART = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_CHUNK = re.compile(r"[^\W_]+(?:[-‐‑./&+_'’ʼ]+[^\W_]+)*\*?")
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"['’ʼ]+")
# Little words, of which every text is full: they count in a phrase, and where nothing else is asked for.
_LITTLE = frozenset(
    "a à au aux avec ce ces cette d dans de des du elle elles en est et il ils j je l la le les leur leurs m"
    " ma mais me mes n ne nos notre nous on ou où par pas pour qu que qui s sa se ses si son sont sur t ta te"
    " tes toi tu un une vos votre vous y".split()
)
_SHORTEST_START = 3  # letters before a star: half of all words begin with some letter
_PHRASES = 24  # at most so many for an expression of several words, each in its forms

Words = tuple[str, ...]


class Lexicon(Protocol):
    """What is known of words."""

    def forms(self, word: str) -> Sequence[str]:
        """The words of the archive that are forms of one; none where it knows none."""

    def synonyms(self) -> Iterable[tuple[str, str]]:
        """(term, synonym), each holding both ways."""


class NoLexicon:
    """Knows nothing: every word is looked for as it is typed."""

    def forms(self, word: str) -> Sequence[str]:
        return ()

    def synonyms(self) -> Iterable[tuple[str, str]]:
        return ()


class ArchiveLexicon:
    """The tables ``words`` and ``synonyms`` of an archive."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn

    def forms(self, word: str) -> Sequence[str]:
        asked = [stem for stem, asked in stems(word).items() if asked]
        sql = "SELECT DISTINCT word FROM words WHERE stem IN (SELECT value FROM json_each(?)) ORDER BY word"
        return [row["word"] for row in rows(self._conn, sql, (json.dumps(asked),))]

    def synonyms(self) -> Iterable[tuple[str, str]]:
        sql = "SELECT term, synonym FROM synonyms WHERE active = 1"
        return [(row["term"], row["synonym"]) for row in rows(self._conn, sql)]


@dataclass(frozen=True, slots=True)
class _Item:
    """What must stand in the text: words that follow each other. ``exact``: in no other form."""

    words: Words
    exact: bool = False
    start: bool = False  # the last word is the beginning of words

    @property
    def little(self) -> bool:
        return not (self.exact or self.start) and len(self.words) == 1 and self.words[0].lower() in _LITTLE


def match_expression(text: str, lexicon: Lexicon) -> str | None:
    """What a person typed as an FTS5 query; None when it names nothing to find (no word, or only -words)."""
    wanted: list[_Item] = []
    unwanted: list[list[_Item]] = []
    for minus, phrase, bare in _PART.findall(_without_controls(text)):
        words = tuple(_WORD.findall(phrase))
        items = [_Item(words, exact=True)] if words else list(_items(bare))
        if minus and items:
            unwanted.append(items)
        else:
            wanted += items
    if not wanted:
        return None
    said = _Said(lexicon)
    expression = " AND ".join(said.all(wanted))
    if not unwanted:
        return expression
    return " NOT ".join([f"({expression})", *(f"({' AND '.join(said.all(items))})" for items in unwanted)])


def _without_controls(text: str) -> str:
    kept = (char for char in text if unicodedata.category(char)[0] != "C" or char.isspace())
    return unicodedata.normalize("NFC", "".join(kept))


def _items(bare: str) -> Iterator[_Item]:
    for chunk in _CHUNK.findall(bare):
        pieces = _APOSTROPHE.split(chunk.removesuffix("*"))
        kept = [piece for piece in pieces[:-1] if piece.lower() not in _ELIDED]
        words = tuple(_WORD.findall(" ".join([*kept, pieces[-1]])))
        yield _Item(words, start=chunk.endswith("*") and len(words[-1]) >= _SHORTEST_START)


class _Said:
    """Items as FTS5 says them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._names = [
            (left, right)
            for pair in lexicon.synonyms()
            for one, other in (pair, pair[::-1])
            if (left := tuple(_WORD.findall(one))) and (right := tuple(_WORD.findall(other)))
        ]

    def all(self, items: Sequence[_Item]) -> list[str]:
        """One expression for each item that counts, or for each run of items that has other names."""
        counts = [item for item in items if not item.little] or items
        said = []
        first = 0
        while first < len(items):
            last, names = self._named(items, first)
            own = [self._item(item) for item in items[first:last] if names or item in counts]
            if names:
                alone = own[0] if len(own) == 1 else f"({' AND '.join(own)})"
                own = [_any([alone, *names])]
            said += own
            first = last
        return said

    def _named(self, items: Sequence[_Item], first: int) -> tuple[int, list[str]]:
        """The end of the longest run from ``first`` on that has other names, and these; else of the item."""
        for last in range(len(items), first, -1):
            run = items[first:last]
            if not any(item.exact or item.start for item in run):
                words = tuple(word for item in run for word in item.words)
                names = [other for one, other in self._names if _same(one, words)]
                if names:
                    return last, [_any(self._phrases(name)) for name in names]
        return first + 1, []

    def _item(self, item: _Item) -> str:
        if item.exact or item.start:
            return _quoted(item.words) + "*" * item.start
        return _any(self._phrases(item.words))

    def _phrases(self, words: Words) -> list[str]:
        """The words in a row as they are, then with each in its other forms."""
        forms = [
            [word, *(form for form in self._lexicon.forms(word) if form != fold(word))] for word in words
        ]
        several = product(*forms) if len(words) == 1 else islice(product(*forms), _PHRASES)
        return [_quoted(phrase) for phrase in several]


def _same(one: Words, other: Words) -> bool:
    """Whether two expressions are the same words, or forms of them."""
    return len(one) == len(other) and all(
        not _meant(a).isdisjoint(_meant(b)) for a, b in zip(one, other, strict=True)
    )


def _meant(word: str) -> set[str]:
    return {stem for stem, asked in stems(word).items() if asked}


def _any(expressions: Sequence[str]) -> str:
    return expressions[0] if len(expressions) == 1 else f"({' OR '.join(expressions)})"


def _quoted(words: Words) -> str:
    return f'"{" ".join(words)}"'
