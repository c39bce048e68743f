"""Dates, numbers and counted nouns as French prints them (Lexique des règles typographiques, IN)."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
THIN = "\u202f"  # narrow no-break space: between thousands, before ; ! ? %
FIXED = "\u00a0"  # no-break space: inside « », around the h of an hour
PARIS = ZoneInfo("Europe/Paris")
_IRREGULAR = {"avis": "avis", "fois": "fois", "mois": "mois"}


def date(moment: str | None, *, time: bool = True) -> str:
    """'1er mars 2026 à 14 h 05' for an ISO 8601 time; the day alone for a date alone, or without ``time``.

    A time with an offset is shown as its clock showed it; one in UTC (``Z``) as Paris did. What is no date is
    given back as it is, and None as nothing. The spaces around the h do not break.
    """
    read = _read(moment)
    if read is None:
        return moment or ""
    day = f"{'1er' if read.day == 1 else read.day} {MONTHS[read.month - 1]} {read.year}"
    if not time or len(moment or "") <= 10:
        return day
    return f"{day} à {read.hour}{FIXED}h{FIXED}{read.minute:02}"


def month(text: str) -> str:
    """'mars 2026' for '2026-03', and a year as it is."""
    year, _, number = text.partition("-")
    return f"{MONTHS[int(number) - 1]} {year}" if number else year


def ago(moment: str | None, now: datetime) -> str:
    """'il y a 3 heures', in the largest unit that fits; '' when ``moment`` is no time."""
    read = _read(moment)
    if read is None or read.tzinfo is None:
        return ""
    minutes = int((now - read).total_seconds()) // 60
    if minutes < 1:
        return "à l’instant"
    for noun, size in (("an", 525_960), ("mois", 43_830), ("jour", 1440), ("heure", 60), ("minute", 1)):
        if minutes >= size:
            return f"il y a {count(minutes // size, noun)}"
    raise AssertionError("a minute is at least a minute")


def number(value: float | None) -> str:
    """'12 345' with narrow spaces, '3,5' with a comma; '–' for None."""
    if value is None:
        return "–"
    whole, _, rest = f"{value:,}".partition(".")
    return whole.replace(",", THIN) + (f",{rest}" if rest else "")


def count(value: int, noun: str) -> str:
    """'1 article', '0 article', '2 articles', '3 avis': French counts in the plural from two on. The space
    does not break."""
    return f"{number(value)}{FIXED}{plural(value, noun)}"


def quoted(text: str) -> str:
    """'« texte »', with spaces that do not break."""
    return f"«{FIXED}{text}{FIXED}»"


def plural(value: int, noun: str) -> str:
    """The noun (with its adjectives) as ``value`` of them are named."""
    if abs(value) < 2:
        return noun
    return " ".join(_IRREGULAR.get(word, word if word[-1] in "sxz" else f"{word}s") for word in noun.split())


def _read(moment: str | None) -> datetime | None:
    try:
        read = datetime.fromisoformat(moment or "")
        return read.astimezone(PARIS) if (moment or "").endswith("Z") else read
    except (ValueError, OverflowError):
        return None
