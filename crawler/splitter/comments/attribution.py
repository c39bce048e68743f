"""Who wrote a comment and when, from the one line that many systems print for both.

"Par Léa, le 7 mai 2020 à 12:38", "Soumis par Léa (non vérifié) le jeu, 07/05/2020 - 12:38.",
"Léa | Di, 21. April 2020 - 16:40", "Le mercredi, mai 7 2008, 12:38 par Léa".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

from crawler.splitter.comments.base import Context
from crawler.splitter.dates import find_date, read_date
from crawler.splitter.text import clean

# Finds where a date without a year or a relative one stands; its value is never taken from this moment.
_SOME_DAY = datetime(2000, 2, 29, 12, tzinfo=UTC)

_RULE = r"[\s,;:|•·–—()\[\]/-]"
_COUNT = r"(?:(?:#|n[°º]|no\.?)\s?\d[\d.]*|\d{1,4}[.)](?=\s))"  # the running number of a comment
_LABEL = re.compile(
    rf"^{_RULE}*(?:(?:commentaire|message|comment|kommentar)?\s*{_COUNT}{_RULE}*)?(?:(?:commentaire\s+|message\s+)?"
    r"(?:post[ée]|publi[ée]|soumis|[ée]crit|r[ée]dig[ée]|envoy[ée]|d[ée]pos[ée]|ajout[ée]|comment[ée]|posted|submitted|"
    r"written|published|geschrieben|verfasst|eingereicht|gespeichert|erstellt)e?(?:\s+von|\b)\s*)?"
    r"(?:(?:par|by|(?-i:Von)|de\s+la\s+part\s+de|(?:auteur|author|autor|pseudo|name|nom)(?=\s*:))\s*(?::\s*|(?<=\s)))?"
    rf"{_RULE}*",
    re.I,
)
_ENDING = re.compile(
    rf"(?:{_RULE}|@|…|\.{{3}}|(?<![\w-])(?:le|les|on|am|at|à|um|a\s+dit|dit|a\s+[ée]crit|[ée]crit|a\s+r[ée]pondu|says|said|wrote|"
    r"schrieb|schreibt|sagte?|meinte?|il\s+y\s+a|post[ée]|posted|publi[ée])(?!\w))+$",
    re.I,
)
# Drupal prints it behind the name of a guest, in the language of the site.
_UNVERIFIED = re.compile(
    r"\s*\((?:non\s+v[ée]rifi[ée]e?|not\s+verified|nicht\s+[üu]berpr[üu]ft|niet\s+gecontroleerd)\)", re.I
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """``author`` and the date as ISO 8601, each None where the line gives none; ``raw_date`` as printed."""

    author: str | None = None
    date: str | None = None
    raw_date: str | None = None


def read_attribution(context: Context, line: str) -> Attribution:
    """Author and date of a line that holds both, one of them, or neither (then it is taken for a name)."""
    line = clean(line)
    if not line.isascii():
        line = unicodedata.normalize("NFC", line)  # as dates are found in
    located = find_date(line, context.time_zone, context.seen_at or _SOME_DAY)
    if located is None:
        return Attribution(author_name(line))
    raw = located[1]
    before, _, after = line.partition(raw)
    author = author_name(before) or author_name(after)
    return Attribution(author, read_date(raw, context.time_zone, context.seen_at), raw)


def author_name(text: str) -> str | None:
    """A name without the words and signs around it ("Posté par Léa,", "Léa a dit…"); None for none."""
    name = _UNVERIFIED.sub("", clean(text))
    name = _LABEL.sub("", name)
    name = _ENDING.sub("", name)
    return name if name.strip(".…@#") else None


def date_of(context: Context, *candidates: str | None) -> tuple[str | None, str | None]:
    """(ISO 8601, raw) of the first candidate that reads as a date; else (None, the first candidate)."""
    given = [clean(candidate) for candidate in candidates if candidate and candidate.strip()]
    for candidate in given:
        if (found := read_date(candidate, context.time_zone, context.seen_at)) is not None:
            return found, candidate
    return None, given[0] if given else None
