"""Who wrote a comment and when, from the one line that many systems print for both.

"Par Léa, le 7 mai 2020 à 12:38", "Soumis par Léa (non vérifié) le jeu, 07/05/2020 - 12:38.",
"Léa | Di, 21. April 2020 - 16:40", "Le mercredi, mai 7 2008, 12:38 par Léa".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from crawler.splitter.comments.base import Context, Found
from crawler.splitter.words.dates import find_date, read_date
from crawler.splitter.words.text import clean

# Finds where a date without a year or a relative one stands; its value is never taken from this moment.
_SOME_DAY = datetime(2000, 2, 29, 12, tzinfo=UTC)

_RULE = r"[\s,;:|•·⋅∙●▪▸►→–—»«›()\[\]/-]"
_COUNT = r"(?:(?:#|n[°º]|no\.?)\s?\d[\d.]*|\d{1,4}[.)](?=\s|[^\W\d]))"  # the running number of a comment
_LABEL = re.compile(
    rf"^(?:{_RULE}|[¶^]|#(?!\s?\d)|@(?=\w))*(?:(?:commentaire|message|avis|r[ée]action|comment|kommentar)?\s*{_COUNT}{_RULE}*)?(?:(?:commentaire\s+|message\s+)?"
    r"(?:post[ée]|publi[ée]|soumis|[ée]crit|r[ée]dig[ée]|envoy[ée]|d[ée]pos[ée]|laiss[ée]|ajout[ée]|comment[ée]|posted|submitted|"
    r"written|published|geschrieben|verfasst|eingereicht|gespeichert|erstellt)e?(?:\s+von|\b)\s*)?"
    r"(?:(?:par|by|(?-i:Von)|de\s+la\s+part\s+de|(?:auteur|author|autor|pseudo|name|nom|de|from|date|datum)(?=\s*:))\s*(?::\s*|(?<=\s)))?"
    rf"{_RULE}*",
    re.I,
)
_COMMENT_BY = re.compile(
    r"^(?:(?:commentaire|message|r[ée]ponse|comment|reply|response|kommentar|antwort)\s+(?:(?:post[ée]|[ée]crit|laiss[ée]|d[ée]pos[ée]|ajout[ée])e?\s+)?"
    r"(?:par|de|by|from|von))\s*:?\s+",
    re.I,
)
_ENDING = re.compile(
    rf"(?:{_RULE}|@|…|\.{{3}}|(?<![\w-])(?:le|les|on|am|at|à|um|a\s+dit|dit|a\s+[ée]crit|[ée]crit|a\s+r[ée]pondu|a\s+r[ée]agi|a\s+comment[ée]|a\s+(?:post|publi|ajout|d[ée]pos)[ée]|"
    r"says|said|wrote|replied|commented|reacted|"
    r"schrieb|schreibt|sagte?|meinte?|il\s+y\s+a|post[ée]|posted|publi[ée])(?!\w))+$",
    re.I,
)
# Drupal prints it behind the name of a guest, in the language of the site.
_UNVERIFIED = re.compile(
    r"\s*\((?:non\s+v[ée]rifi[ée]e?|not\s+verified|nicht\s+[üu]berpr[üu]ft|niet\s+gecontroleerd)\)", re.I
)


# Whom a comment answers stands behind its author: "par Léa, en réponse à Jean".
_ANSWERED = re.compile(
    r"(?:^|(?<=\W))(?:en\s+r[ée]ponse\s+[àa]|in\s+(?:reply|response)\s+to|replied\s+to|(?:als\s+)?antwort\s+auf|r[ée]pond\s+[àa])\b.*$"
    r"|\s(?:[àa]|to|an|[→▸►>])\s*@\w.*$",
    re.I,
)
# What stands in the place of a name, or beside it, and is none.
_NO_NAME = re.compile(
    r"(?:abonn[ée]e?|membre|mise?\s+[àa]\s+jour\b.*|modifi[ée]e?|infos?|erratum|update|updated|edited|bearbeitet|permalink|permalien)",
    re.I,
)
# What a date has in it: asked first, because reading one costs more.
_MONTH = r"(?:jan|f[ée][vb]|m[äa][ryi]|a[pv]r|ju[ilny]|ao[uû]|aug|sep|o[ck]t|nov|d[ée][cz])"
_DIGIT = re.compile(r"\d")
_NUMBERED_DAY = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|(?:19|20)\d\d-\d\d|"
    rf"\d.{{0,4}}\b{_MONTH}|\b{_MONTH}\w*\.? \d",
    re.I,
)
_COUNTED_BACK = re.compile(
    r"\b(?:a(?:go\b|ujourd)|h(?:er|ier|eute)\b|il y a\b|gestern\b|today\b|yesterday\b|zuvor\b|vor \w)", re.I
)
# One of these is in each such text: all of them are looked for sooner than where words begin.
_SAYING_BACK = (
    "ago",
    "aujourd",
    "her",
    "hier",
    "heute",
    "il y a",
    "gestern",
    "today",
    "yesterday",
    "zuvor",
    "vor ",
)
_LONGEST_STAMP = 160  # characters of the text with a date in it
# A day without its year, which the time behind it gives away: "on 03/12 at 02:05 PM".
_DAY_AND_TIME = re.compile(
    r"(?<![\d/.])\d{1,2}[/.]\d{1,2}\.?(?:,|\s[àa]|\sat|\sum|\s-)?\s\d{1,2}(?:[:h]\d\d)(?:\s?[ap]m\b)?", re.I
)
_SIGNED = re.compile(rf"{_RULE}*(?:par|by|von)\s+(?!(?:e-?)?mail\b|courriel\b|sms\b)", re.I)
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(?=\d{4})")


@dataclass(frozen=True, slots=True)
class Attribution:
    """``author`` and the date as ISO 8601, each None where the line gives none; ``raw_date`` as printed;
    ``title`` is what stands before a date behind which the author is named."""

    author: str | None = None
    date: str | None = None
    raw_date: str | None = None
    title: str | None = None


def read_attribution(context: Context, line: str) -> Attribution:
    """Author and date of a line that holds both, one of them, or neither (then it is taken for a name).

    A line is asked about time and again while it is tried what the comments of a page may be.
    """
    known = context.once(_lines_read)
    if line not in known:
        known[line] = _read_line(context, clean(line))
    return known[line]


def _lines_read(context: Context) -> dict[str, Attribution]:
    return {}


def _read_line(context: Context, line: str) -> Attribution:
    if not line.isascii():
        line = unicodedata.normalize("NFC", line)  # as dates are found in
    located = find_date(line, context.time_zone, context.seen_at or _SOME_DAY)
    if located is None:
        undated = _DAY_AND_TIME.search(line)
        if undated is None:
            return Attribution(author_name(line))
        return Attribution(author_name(line[: undated.start()]), None, undated[0])
    raw = located[1]
    before, _, after = line.partition(raw)
    date = read_date(raw, context.time_zone, context.seen_at)
    title, signer = author_name(before), author_name(after)
    if title and signer and _SIGNED.match(after):  # "Bonne idée - 3 juin 2008, par Léa"
        return Attribution(signer, date, raw, title)
    return Attribution(title or signer, date, raw)


def may_be_dated(text: str) -> bool:
    """Whether a text is short and has in it what dates are made of."""
    if len(text) > _LONGEST_STAMP:
        return False
    if _DIGIT.search(text) and _NUMBERED_DAY.search(text):
        return True
    return any(map(text.lower().__contains__, _SAYING_BACK)) and _COUNTED_BACK.search(text) is not None


def holds_a_date(context: Context, text: str) -> bool:
    """Whether a date, of whatever kind, stands in a text."""
    return find_date(text, context.time_zone, context.seen_at or _SOME_DAY) is not None


def author_name(text: str) -> str | None:
    """A name without the words and signs around it ("Posté par Léa,", "Léa a dit…"); None for none."""
    name = _ANSWERED.sub("", _UNVERIFIED.sub("", clean(text)))
    name = _LABEL.sub("", _COMMENT_BY.sub("", name))
    bare = _ENDING.sub("", name)
    closes = bare.count("(") > bare.count(")") and name[len(bare) :].startswith(")")
    name = f"{bare})" if closes else bare  # "Lucette (Dijon)"
    return name if name.strip(".…@#") and not _NO_NAME.fullmatch(name) else None


def date_of(context: Context, *candidates: str | None) -> tuple[str | None, str | None]:
    """(ISO 8601, raw) of the first candidate that reads as a date; else (None, the first candidate)."""
    given = [clean(candidate) for candidate in candidates if candidate and candidate.strip()]
    for candidate in given:
        if (found := read_date(candidate, context.time_zone, context.seen_at)) is not None:
            return found, candidate
    return None, given[0] if given else None


def settle_slashed_dates(context: Context, found: Sequence[Found]) -> None:
    """Read 02/08/2022 with the month first in a thread where another date can be read that way alone (its
    day is past 12, or its weekday says so), and none the other way alone."""
    slashed = [(comment, match) for comment in found if (match := _SLASHED.search(comment.raw_date or ""))]
    dated = [(match, comment.date[5:10]) for comment, match in slashed if comment.date]
    if any(int(match[1]) > 12 for match, _ in dated):
        return
    if any(day == f"{int(match[1]):02}-{int(match[2]):02}" and match[1] != match[2] for match, day in dated):
        for comment, match in slashed:
            if int(match[2]) <= 12:
                turned = _SLASHED.sub(r"\2/\1/", comment.raw_date or "")
                comment.date = read_date(turned, context.time_zone, context.seen_at) or comment.date
