"""Bylines and date lines of a plain text capture: who wrote an article and when, read from one line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.splitter.plain.headers import DATE
from crawler.splitter.words.phrases import is_agency, is_name
from crawler.splitter.words.sources import agency_in_byline

_LONGEST = 160
_DATED = re.compile(
    r"(?:(?:article\s+|billet\s+)?(?P<label>publié|posté|mis\s+en\s+ligne|paru|rédigé|écrit|date|published|posted|"
    r"mise?\s+à\s+jour|dernière\s+mise\s+à\s+jour|modifié|actualisé|maj|updated|veröffentlicht|aktualisiert)"
    rf"\s*:?\s*)?\b(?:(?:le|on|am)\s+)?(?P<date>{DATE})",
    re.I,
)
_MODIFIED = re.compile(r"mise?\s+à.*|maj|modifié|actualisé|dernière.*|updated|aktualisiert", re.I)
_BY = re.compile(
    r"(?:(?:écrit|rédigé|publié|posté|proposé|signé|texte|article|essai|un\s+article)\s+)?(?:par|by|von)\s*:?\s+"
    r"|(?:auteur|auteure|autrice|rédacteur|rédactrice|author|autor|autorin|texte)\s*:\s*",
    re.I,
)
_NAMES = re.compile(r"\s*[,;&/]\s*|\s+(?:et|and|und)\s+")
_AGENCY = re.compile(r"\s*[,(–—-]?\s*\b(?:avec|with|mit|via)\s+")
_STAFF = re.compile(r"(?:la\s+)?r[ée]daction|redaktion", re.I)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline or date line says: names, and (printed date, whether it is that of a change) pairs.

    ``by_word`` is True where the line names its authors by a word ("par", "Auteur :")."""

    names: tuple[str, ...]
    dates: tuple[tuple[str, bool], ...]
    by_word: bool


def read_byline(text: str) -> Byline | None:
    """The byline or date line that the whole of ``text`` is; None for any other line.

    "Par Jeanne Pneu et Paul Cric", "Publié le 12 mars 2019 par Jeanne Pneu", "Jeanne Pneu | 12/03/2019",
    "MAJ le 12/03/2019", "La rédaction avec AFP". Agencies are no authors, and are not among the names.
    """
    if len(text) > _LONGEST:
        return None
    dates = tuple(
        (match["date"], match["label"] is not None and _MODIFIED.fullmatch(match["label"]) is not None)
        for match in _DATED.finditer(text)
    )
    rest = _DATED.sub("|", text).strip(" |,.–—-•·:")
    by = _BY.match(rest)
    agencies = agency_in_byline(text)
    if by is None and not dates and not agencies:
        return None
    names = _names(rest[by.end() :] if by else rest)
    if names is None or not (names or dates or agencies):
        return None
    return Byline(names, dates, by is not None)


def _names(text: str) -> tuple[str, ...] | None:
    """The names between the bars of a line; None where something there is no name."""
    names: list[str] = []
    for piece in re.split(r"\s*[|•·]\s*", text):
        by = _BY.match(piece)
        bare = _AGENCY.split((piece[by.end() :] if by else piece).strip(" ,.–—-()"))[0]
        parts = [part for part in _NAMES.split(bare) if part]
        if not all(is_name(part, 4) or _STAFF.fullmatch(part) for part in parts):
            return None
        names.extend(part for part in parts if not is_agency(part))
    return tuple(names)
