"""Patterns of some hundred alternatives, sorted as an index is: by the letter they begin with.

``re`` tries the alternatives of a pattern one by one, at each place where one may begin. Most texts match
none of them; to know that costs a try of each, or, sorted by first letters, a try of those under one letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_QUANTIFIERS = ("?", "*", "+", "{")
_MAYBE = re.compile(r"\?(?![?+])")
_LETTERS = re.compile(r"\[([^\W_]+)\](?![?*+{])")


def by_first_letter(pattern: str) -> str:
    """A pattern that matches what ``pattern`` does, though not always by the same alternative, and has no
    groups that capture. ``pattern`` has neither, nor flags or white space of its own."""
    under: dict[str, list[str]] = {}
    others: list[str] = []
    for alternative in _opened(pattern):
        letter, rest = alternative[:1], alternative[1:]
        if letter.isalnum() and not rest.startswith(_QUANTIFIERS):
            under.setdefault(letter, []).append(rest)
        else:
            others.append(alternative)
    return "|".join((*(f"{letter}(?:{'|'.join(rests)})" for letter, rests in under.items()), *others))


def _opened(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern, among them those of a group or a class of letters that it begins with,
    and what follows where such a group may be missing."""
    for alternative in _split(pattern):
        end = _end_of_group(alternative)
        missing = _MAYBE.match(alternative, end)
        if not end or (missing is None and alternative.startswith(_QUANTIFIERS, end)):
            yield from _by_letter(alternative)
            continue
        rest = alternative[missing.end() if missing else end :]
        for inner in _opened(alternative[3 : end - 1]):
            yield inner + rest
        if missing:
            yield from _opened(rest)


def _by_letter(alternative: str) -> Iterator[str]:
    """What begins with a class of letters ("[àa]"), once for each of them."""
    letters = _LETTERS.match(alternative)
    if letters is None:
        yield alternative
    else:
        yield from (letter + alternative[letters.end() :] for letter in letters[1])


def _end_of_group(pattern: str) -> int:
    """The place behind the group that a pattern begins with; 0 where it begins with none."""
    if not pattern.startswith("(?:"):
        return 0
    return next(place for place, depth in _depths(pattern) if depth == 0) + 1


def _split(pattern: str) -> Iterator[str]:
    begin = 0
    for place, depth in _depths(pattern):
        if depth == 0 and pattern[place] == "|":
            yield pattern[begin:place]
            begin = place + 1
    yield pattern[begin:]


def _depths(pattern: str) -> Iterator[tuple[int, int]]:
    """Each sign that divides or groups, by its place, and how many groups are open behind it. What is escaped
    or stands in a class of characters does neither."""
    depth = 0
    in_class = is_escaped = False
    for place, sign in enumerate(pattern):
        if is_escaped:
            is_escaped = False
        elif sign == "\\":
            is_escaped = True
        elif in_class:
            in_class = sign != "]"
        elif sign == "[":
            in_class = True
        elif sign in "(|)":
            depth += (sign == "(") - (sign == ")")
            yield place, depth
