"""French as WordPress prints it, and printed HTML as a reader reads it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from html import unescape

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
)  # fmt: skip
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
# What wptexturize() and French authors leave in a page; each theme spells it in its own way.
NAMED = {
    "’": "&rsquo;",
    "«": "&laquo;",
    "»": "&raquo;",
    "…": "&hellip;",
    "\u00a0": "&nbsp;",
    "\u202f": "&#8239;",
}
NUMBERED = {"’": "&#8217;", "…": "&#8230;", "\u00a0": "&nbsp;", "\u202f": "&#8239;"}

_TAG = re.compile(r"(<[^>]*>)")
_BARE_AMPERSAND = re.compile(r"&(?!#?\w+;)")
_BEFORE_MARK = re.compile(r"(?<=\S) (?=[:;!?»])")
_AFTER_QUOTE = re.compile(r"(?<=«) ")
_IN_NUMBER = re.compile(r"(?<=\d) (?=\d{3}\b)")


def typeset(inline: str, entities: Mapping[str, str]) -> str:
    """Inline HTML with French no-break spaces, and characters spelt as ``entities``. Tags stay."""
    pieces = _TAG.split(inline)
    pieces[::2] = [_typeset_text(piece, entities) for piece in pieces[::2]]
    return "".join(pieces)


def _typeset_text(text: str, entities: Mapping[str, str]) -> str:
    text = _BARE_AMPERSAND.sub("&amp;", text)
    text = _BEFORE_MARK.sub("\u00a0", text)
    text = _IN_NUMBER.sub("\u202f", _AFTER_QUOTE.sub("\u00a0", text))
    return "".join(entities.get(char, char) for char in text)


def plain(html: str) -> str:
    """The words of some HTML: tags out, entities read, each run of white space one space."""
    return " ".join(unescape(_TAG.sub("", html)).split())


def slugify(name: str) -> str:
    """A name as WordPress puts it in an address: "Vie du blog" -> "vie-du-blog"."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("’", "-").replace("œ", "oe"))
    return re.sub(r"[^a-z0-9]+", "-", letters.encode("ascii", "ignore").decode()).strip("-")


def day(moment: datetime) -> str:
    """The day in French words, "1er août 2023"."""
    number = "1er" if moment.day == 1 else str(moment.day)
    return f"{number} {MONTHS[moment.month - 1]} {moment.year}"
