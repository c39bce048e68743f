"""Archived text on its way to a reader: it is hostile until it has passed here."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from markupsafe import Markup

START, END = "\x02", "\x03"  # around a found word: characters that no text shows, and that escaping keeps

# What nobody sees but everybody obeys: controls, overrides and embeddings of the writing direction, zero
# widths, tags. Marks that languages need stay: ZWNJ, ZWJ, LRM, RLM. https://www.unicode.org/reports/tr36/
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)
_MARKED = re.compile(f"{START}([^{START}{END}]*){END}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")  # BCP 47, as pages declare it


def plain(text: str | None) -> str:
    """Text without the characters that act unseen; '' for None."""
    return _UNSEEN.sub("", text or "")


def one_line(text: str | None) -> str:
    """Plain text with all its white space folded."""
    return " ".join(plain(text).split())


def beginning(text: str, letters: int) -> str:
    """The text, or as many of its first words as fit into so many letters, with '…' behind."""
    if len(text) <= letters:
        return text
    cut = text[:letters]
    return f"{cut.rpartition(' ')[0].rstrip(' ,;:') or cut}…"


def web_url(url: str | None) -> str | None:
    """The address when it leads to a web page, else None: ``javascript:`` and its like are no addresses."""
    if url is None or _UNSEEN.search(url) or any(char.isspace() for char in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def language(code: str | None) -> str | None:
    """The code for a ``lang`` attribute, None when it is no language tag."""
    return code if code and _LANGUAGE.fullmatch(code) else None


def marked(snippet: str) -> Markup:
    """A snippet whose found words stand between START and END, as HTML with ``<mark>``."""
    parts = _MARKED.split(snippet)  # the odd ones are the found words
    return Markup("").join(
        Markup("<mark>{}</mark>").format(plain(part)) if index % 2 else plain(part)
        for index, part in enumerate(parts)
    )
