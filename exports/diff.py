"""What changed between two versions of a text, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

Change = Literal["same", "added", "removed"]
_PIECE = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
# Pairs of words compared at most: beyond it, one long rewritten paragraph would take seconds.
_PAIRS = 4_000_000


class Run(NamedTuple):
    """Consecutive words with one fate. Joined, all runs but the removed give the text after."""

    change: Change
    text: str


def words(before: str, after: str) -> list[Run]:
    """The runs that lead from one text to the other.

    Lines are compared first, and words only where lines differ: a long article with one new sentence costs
    as much as that sentence.
    """
    runs: list[Run] = []
    for change, old, new in _opcodes(before.splitlines(True), after.splitlines(True)):
        if change == "equal":
            _add(runs, "same", old)
            continue
        for inner, gone, come in _word_opcodes("".join(old), "".join(new)):
            if inner == "equal":
                _add(runs, "same", gone)
            else:
                _add(runs, "removed", gone)
                _add(runs, "added", come)
    return runs


def folded(runs: Sequence[Run], around: int = 80) -> list[Run]:
    """The same runs with long unchanged stretches cut to ``around`` characters on each side of a change."""
    shown = []
    for index, run in enumerate(runs):
        if run.change != "same" or len(run.text) <= 2 * around + 20:
            shown.append(run)
            continue
        head = run.text[:around].rstrip() if index > 0 else ""
        tail = run.text[-around:].lstrip() if index < len(runs) - 1 else ""
        shown.append(Run("same", f"{head} […] {tail}"))
    return shown


def _word_opcodes(before: str, after: str) -> Iterable[tuple[str, list[str], list[str]]]:
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    return _opcodes(old, new) if len(old) * len(new) <= _PAIRS else [("replace", old, new)]


def _opcodes(old: list[str], new: list[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield tag, old[a:b], new[c:d]


def _add(runs: list[Run], change: Change, pieces: list[str]) -> None:
    text = "".join(pieces)
    if not text:
        return
    if runs and runs[-1].change == change:
        runs[-1] = Run(change, runs[-1].text + text)
    else:
        runs.append(Run(change, text))
