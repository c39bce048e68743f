"""A page's words and marks, as a person sees them at a glance: cheap, and independent of any layout."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from itertools import islice

_UNSEEN = re.compile(rb"<(script|style|template|svg)\b.*?</\1\s*>|<!--.*?-->", re.I | re.S)
_TAG = re.compile(rb"<[^>]*>")
_TITLE = re.compile(rb"<title[^>]*>(.*?)</title", re.I | re.S)
_HEADING = re.compile(rb"<h[12]\b[^>]*>(.*?)</h[12]", re.I | re.S)
_WORD = re.compile(r"\w+")
_TELLING = 5  # letters; shorter words stand in every French text
_RUN = 4  # words in a row: two texts may share all their words, and hardly one such run
_END = re.compile(rb"</html\s*>", re.I)
_HTML = re.compile(rb"<html\b|<!doctype\s+html", re.I)


@dataclass(frozen=True)
class Look:
    """One page's bytes. ``charset`` is what its header declares; a wrong one costs accented words only."""

    body: bytes
    charset: str = "utf-8"

    @cached_property
    def text(self) -> str:
        """The words that a reader sees, folded, in one line."""
        return fold(self._plain(_UNSEEN.sub(b" ", self.body)))

    @cached_property
    def titles(self) -> str:
        """The page's title and its first headings, folded."""
        found = [match[1] for match in _TITLE.finditer(self.body[:200_000])]
        found += [match[1] for match in islice(_HEADING.finditer(self.body), 3)]
        return fold(self._plain(b" | ".join(found)))

    @cached_property
    def length(self) -> int:
        """How many words a reader sees."""
        return len(self.text.split())

    @cached_property
    def telling(self) -> frozenset[str]:
        """The different words of the page that are long enough to tell texts apart."""
        return _telling(self.text)

    @cached_property
    def runs(self) -> frozenset[str]:
        """The runs of words of the page: by them a text is told from another on the same subject."""
        return _runs(self.text)

    @cached_property
    def ends(self) -> bool:
        """Whether the document says where it ends. What is no HTML has no end to look for."""
        return not _HTML.search(self.body[:2000]) or bool(_END.search(self.body[-4000:]))

    def narrowed(self, text: str) -> Look:
        """The same page, of which only this text is seen below the titles."""
        narrow = Look(self.body, self.charset)
        narrow.__dict__["text"] = f"{self.titles} {fold(text)}"
        return narrow

    def joined(self, further: Sequence[Look]) -> Look:
        """The same page, to whose text that of further pages of its article is added."""
        if not further:
            return self
        whole = Look(self.body, self.charset)
        whole.__dict__["text"] = " ".join((self.text, *(page.text for page in further)))
        return whole

    def has(self, mark: re.Pattern[bytes]) -> bool:
        """Whether the markup carries a mark."""
        return bool(mark.search(self.body))

    def _plain(self, markup: bytes) -> str:
        try:
            text = _TAG.sub(b" ", markup).decode(self.charset, "replace")
        except LookupError:
            text = _TAG.sub(b" ", markup).decode("utf-8", "replace")
        return " ".join(unescape(text).split())


def fold(text: str) -> str:
    """A text without capitals and accents, with straight apostrophes and single spaces."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    for mark in filter(unicodedata.combining, set(folded)):
        folded = folded.replace(mark, "")
    return " ".join(folded.split())


def telling_words(text: str) -> frozenset[str]:
    """The different words of a text, folded, that are long enough to tell it from another."""
    return _telling(fold(text))


def runs_of_words(text: str) -> frozenset[str]:
    """Every four words in a row of a text, folded; all of them for a shorter one."""
    return _runs(fold(text))


def _runs(folded: str) -> frozenset[str]:
    words = _WORD.findall(folded)
    return frozenset(" ".join(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1)))


def _telling(folded: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(folded) if len(word) >= _TELLING)


def share(wanted: frozenset[str], there: frozenset[str]) -> float:
    """How many of the words are there, 0 to 1; 1 when none are wanted."""
    return len(wanted & there) / len(wanted) if wanted else 1.0
