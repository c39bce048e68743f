"""How one comment of a plain text capture begins: its label, and the header that says who wrote it and when.

The forms are those that WordPress, SPIP, Drupal, Dotclear and their German and English translations print:
"Momo dit :", "Posté par Momo le 3 juin 2019", "Momo | 3 juin 2019 à 9 h 05", or the name on one row and the
date on the next. Only the shape is read here; what a date means, ``dates`` knows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.splitter.plain.lines import ITEM, Line
from crawler.splitter.words.phrases import has_finite_verb

_MONTH = (
    r"(?:janv|f[ée]vr?|mars?|avr|mai|juin|juil|ao[ûu]t?|sept?|oct|nov|d[ée]c|jan|feb|apr|may|jun|jul|aug|"
    r"märz|okt|dez)[a-zéû]*\.?"
)
_CLOCK = (
    r"\d{1,2}(?:\s?[h:](?![a-z])(?:\s?\d{2}(?::\d{2})?(?:\s?min\b)?)?(?:\s?(?:am|pm|uhr)\b)?"
    r"|\s?(?:am|pm|uhr)\b)"
)
_AT = rf"(?:\s*(?:,|à|a|at|um|-|–|@|\|)?\s*{_CLOCK})?"
DATE = (
    r"(?:(?:(?:lun|mar|mer|jeu|ven|sam|dim)[a-z]*\.?,?\s+)?"
    rf"(?:\d{{1,2}}(?:er)?\.?\s+{_MONTH}\s+\d{{4}}|{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}|"
    rf"\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}(?:T[\d:]+\S*)?){_AT}"
    rf"|il\s+y\s+a\s+(?:\d+|une?)\s+\w+|hier(?:\s+à\s+{_CLOCK})?)"
)
_ON = r"(?:(?:le|on|am|den)\s+)?"
_SAYS = r"(?:(?:a\s+)?(?:dit|écrit|répondu)|says|said|wrote|schrieb|sagt(?:e)?|meint)"
_AUTHOR = r"(?P<author>[^\s:].{0,58}?)"
# (whether the form names its author by a word, the form)
_HEADERS = tuple(
    (by_word, re.compile(form, re.I))
    for by_word, form in (
        (True, rf"{_AUTHOR}\s+{_SAYS}\s*,?\s*{_ON}(?P<date>{DATE})?\s*[:：]"),
        (True, rf"{_ON}(?P<date>{DATE}),?\s+{_AUTHOR}\s+{_SAYS}\s*[:：]?"),
        (
            True,
            rf"(?:(?:posté|rédigé|publié|écrit|posted)\s+)?(?:par|by|von)\s+{_AUTHOR}\s*[,|·•—–-]?\s*"
            rf"{_ON}(?P<date>{DATE})\s*[:：]?",
        ),
        (False, rf"{_AUTHOR}\s*(?:[,|·•—–(-]|\s)\s*{_ON}(?P<date>{DATE})\s*\)?\s*[:：]?"),
    )
)
_DATE_ROW = re.compile(rf"(?:(?:posté|publié|écrit|posted)\s*:?\s+)?{_ON}(?P<date>{DATE})\s*[:.]?", re.I)
_LONGEST_HEADER = 140
_LYNX_LABEL = re.compile(r"[o#@]\s+(?=\S)")  # its bullets below "*" and "+"; words, in most texts
_BUTTON = re.compile(
    r"(?:répondre|reply|antworten|signaler|citer|j[’']aime(?:\s+\d+)?|permalien|lien permanent|modifier)"
    r"(?:\s+(?:↓|→|[àa]\s+[\w.@-]+(?:\s[\w.@-]+)?|un abus))?(?:\s*[|·]\s*(?:répondre|signaler|citer))*",
    re.I,
)
_NOTICE = re.compile(
    r"\(?(?:(?:votre|ce|mon)\s+)?commentaires?\s+(?:est\s+)?en\s+attente(?:\s+(?:de|d[’'])\s*"
    r"(?:modération|validation|approbation))?[ .!]*\)?"
    r"|\(?(?:your|this)\s+comment\s+is\s+awaiting\s+(?:moderation|approval)[ .!]*\)?"
    r"|\(?(?:dein|ihr)\s+kommentar\s+wartet\s+auf\s+(?:moderation|freischaltung|freigabe)[ .!]*\)?",
    re.I,
)
_PING = re.compile(r"(?:ping|pingback|trackback|rétrolien)s?\s*[:：]", re.I)


@dataclass(frozen=True, slots=True)
class Header:
    """Who wrote a comment and the printed date; ``form`` tells one printed form from another, ``rows`` is
    the number of lines it takes. A header that is ``sure`` says so by a word ("dit", "par") or by the hour;
    "Salon de Genève, 5 mars 2019" is not."""

    author: str
    date: str | None
    form: int
    rows: int
    sure: bool


def label_of(text: str, *, headed: bool = False) -> re.Match[str] | None:
    """The label ("1.", "*") that a comment's first line begins with; None without one.

    Where a header follows (``headed``), the rarer bullets of lynx are labels too.
    """
    return ITEM.match(text) or (_LYNX_LABEL.match(text) if headed else None)


def number_of(label: re.Match[str] | None) -> int | None:
    """The number that a label prints; None for a bullet."""
    number = label.groupdict().get("number") if label is not None else None
    return int(number) if number else None


def without_label(text: str) -> str:
    label = label_of(text, headed=True)
    return text if label is None else text[label.end() :]


def is_button(text: str) -> bool:
    """Whether a line is what themes print below each comment: "Répondre", "Signaler un abus"."""
    return len(text) < 60 and _BUTTON.fullmatch(text) is not None


def is_pending_notice(text: str) -> bool:
    """Whether a line tells that the comment waits for its moderator: it is not the commenter's."""
    return len(text) < 80 and _NOTICE.fullmatch(text) is not None


def is_ping(text: str) -> bool:
    """Whether a comment's first line says that it is a pingback or a trackback."""
    return _PING.match(text) is not None


def read_header(lines: Sequence[Line], index: int) -> Header | None:
    """The header that begins on the line at ``index``, after its label; None where there is none."""
    text = without_label(lines[index].text)
    if len(text) > _LONGEST_HEADER or _DATE_ROW.fullmatch(text):
        return None
    below = _date_below(lines, index)
    for form, (by_word, pattern) in enumerate(_HEADERS):
        match = pattern.fullmatch(text)
        if match is None or not _is_author(match["author"], by_word=by_word):
            continue
        date, rows = match["date"], 1
        if date is None and below is not None:
            date, rows = below, 2
        return Header(match["author"], date, form, rows, by_word or _has_hour(date))
    if below is not None and _is_author(text, by_word=False) and not text.endswith((".", "!", "?", ":", ",")):
        return Header(text, below, len(_HEADERS), 2, _has_hour(below))
    return None


def _date_below(lines: Sequence[Line], index: int) -> str | None:
    if index + 1 >= len(lines) or lines[index + 1].after_blank:
        return None
    text = lines[index + 1].text
    match = _DATE_ROW.fullmatch(text) if len(text) <= _LONGEST_HEADER else None
    return match["date"] if match is not None else None


def _has_hour(date: str | None) -> bool:
    return date is not None and re.search(_CLOCK, date, re.I) is not None


def _is_author(text: str, *, by_word: bool) -> bool:
    if len(text.split()) > 6 or not any(c.isalnum() for c in text):
        return False
    return by_word or not has_finite_verb(text)
