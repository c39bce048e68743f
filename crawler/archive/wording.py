"""What counts as a change: the words of an article's parts, never their bytes, marks or counters.

Pure functions. Two readings say the same when they differ only in white space, in the typography that a
theme applies (curly quotes, dashes, ligatures), in the order of lists, or in lines that count or time the
reading ("Lu 1 234 fois", "il y a 5 minutes").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from hashlib import sha256

from crawler.items import Article

PARAGRAPH = "\n\n"
COMMA = ", "
# Fields that hold several names: their order is a theme's, and so is their case.
_LISTS = frozenset({"authors", "keywords", "sources"})

_TYPOGRAPHY = {
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
}
_TYPOGRAPHIC = re.compile(f"[{''.join(_TYPOGRAPHY)}]")  # str.translate is 15 times slower
_QUOTED = re.compile(r'"\s*(.*?)\s*"', re.S)
_NOISE = re.compile(
    r"(?:vue?s?|lue?s?|lectures?|consult\w+|affichages?|visites?|partages?|views?|reads?|shares?|aufrufe)?\W*"
    r"\d[\d .,]*\W*(?:fois|vues?|lectures?|visites?|visiteurs?|partages?|affichages?|views?|reads?|shares?"
    r"|times?|aufrufe)?"
    r"|(?:(?:publié|posté|mis à jour|modifié|posted|updated)\W+)?(?:il y a|ago|vor)\W+.{1,20}"
    r"|\d+\W+\w+ ago",
    re.I,
)
_LONGEST_NOISE = 40


def wording(text: str | None) -> str:
    """A text as it is compared: NFKC, straight quotes and dashes, single spaces, nothing invisible."""
    if not text:
        return ""
    folded = _TYPOGRAPHIC.sub(lambda found: _TYPOGRAPHY[found[0]], unicodedata.normalize("NFKC", text))
    spaced = " ".join(folded.split())
    return _QUOTED.sub(r'"\1"', spaced) if '"' in spaced else spaced


def same_words(one: str | None, other: str | None) -> bool:
    """Whether two texts say the same."""
    return one == other or wording(one) == wording(other)


def body_wording(paragraphs: str | None) -> str:
    """A text of several paragraphs as it is compared: those that only count or time the reading are left
    out."""
    lines = [wording(paragraph) for paragraph in (paragraphs or "").split(PARAGRAPH)]
    return " ".join(line for line in lines if line and not is_noise(line))


def is_noise(line: str) -> bool:
    """Whether a line is a counter or a clock: no one wrote it."""
    return len(line) <= _LONGEST_NOISE and bool(_NOISE.fullmatch(line))


def fields_of(article: Article) -> dict[str, str | None]:
    """The fields whose words make a version, as text."""
    return {
        "headline": article.headline,
        "description": article.description,
        "authors": COMMA.join(article.authors),
        "section": article.section,
        "keywords": COMMA.join(article.keywords),
        "body": PARAGRAPH.join(article.body),
        "opinion": PARAGRAPH.join(article.opinion.paragraphs) if article.opinion else None,
        "sources": COMMA.join(source.name for source in article.sources),
    }


def changed_fields(before: Mapping[str, str | None], after: Mapping[str, str | None]) -> list[str]:
    """The names of the fields that say something else than before."""
    spelt = [name for name in after if before[name] != after[name]]
    return [name for name in spelt if _differs(name, before[name], after[name])]


def _differs(name: str, before: str | None, after: str | None) -> bool:
    if name in _LISTS:
        return _names(before) != _names(after)
    if name in ("body", "opinion"):
        return body_wording(before) != body_wording(after)
    return wording(before) != wording(after)


def _names(text: str | None) -> list[str]:
    return sorted(wording(name).casefold() for name in (text or "").split(COMMA) if name.strip())


def digest(article: Article) -> str:
    """A digest of the words of an article's text: the same text at two addresses has the same."""
    return sha256(body_wording(PARAGRAPH.join(article.body)).encode("utf-8", "replace")).hexdigest()[:32]
