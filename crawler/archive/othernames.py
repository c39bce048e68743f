"""Commenters under other names in what leaves the archive: who wrote, and where others name them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from crawler.archive.suppressions import fold
from crawler.items import Comment

NewName = Callable[[str, str], str]  # (site, name) -> the name to stand for it

_LEAST = 3  # letters: a shorter name is anybody's word, and is a name only where it is called with an '@'
_WORD = re.compile(r"\w+")
_WORDS = 4  # of a name that is called
_CALLED = re.compile(rf"(?<!\w)@(\w[\w'’.-]*(?: \w[\w'’.-]*){{0,{_WORDS - 1}}})")


@dataclass(frozen=True, slots=True)
class _Named:
    """A name of a thread, and where in it its first word begins."""

    name: str
    other: str
    offset: int


class Names:
    """The names of one thread. They are found by their first words: one look at a text, however many."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._by_word: dict[str, list[_Named]] = {}
        for name in sorted(names, key=len, reverse=True):
            word = _WORD.search(name)
            if word is not None:
                named = _Named(name, names[name], word.start())
                self._by_word.setdefault(word[0].casefold(), []).append(named)

    def replaced(self, text: str) -> str:
        """A text in which others stand for the names, wherever these are whole words."""
        parts, end = [], 0
        for word in _WORD.finditer(text):
            for named in self._by_word.get(word[0].casefold(), ()):
                start = word.start() - named.offset
                if start >= end and _stands(text, start, named.name):
                    parts += [text[end:start], named.other]
                    end = start + len(named.name)
                    break
        return "".join([*parts, text[end:]])


def _stands(text: str, start: int, name: str) -> bool:
    end = start + len(name)
    if fold(text[start:end]) != fold(name) or (name[-1:].isalnum() and text[end : end + 1].isalnum()):
        return False
    return sum(map(str.isalpha, name)) >= _LEAST or text[start - 1 : start] == "@"


class OtherNames:
    """Renames the commenters of an archive, that is the database ``schema`` of a connection."""

    def __init__(self, new_name: NewName, conn: sqlite3.Connection, schema: str = "main") -> None:
        self._new_name = new_name
        self._conn = conn
        # All names folded once, in a table that SQLite keeps out of memory when they are many.
        conn.create_function("folded", 1, fold, deterministic=True)
        conn.execute(
            "CREATE TEMP TABLE folded (site TEXT, name TEXT, PRIMARY KEY (site, name)) WITHOUT ROWID"
        )
        conn.execute(
            "INSERT OR IGNORE INTO temp.folded SELECT s.name, folded(c.name)"
            f" FROM {schema}.commenters c JOIN {schema}.sites s ON s.id = c.site_id"
        )

    def author(self, site: str, name: str | None) -> str | None:
        return self._new_name(site, name) if name else name

    def thread(self, site: str, comments: Iterable[Comment]) -> tuple[Comment, ...]:
        """The comments of one article under other names, without their authors' addresses."""
        comments = tuple(comments)
        names = self.names(site, (one.author for one in comments))
        return tuple(
            replace(
                one,
                author=self.author(site, one.author),
                author_url=None,
                text=self.text(site, one.text, names),
            )
            for one in comments
        )

    def names(self, site: str, authors: Iterable[str | None]) -> Names:
        """The authors of a thread, and what stands for each."""
        return Names({name: self._new_name(site, name) for name in authors if name})

    def text(self, site: str, text: str, names: Names) -> str:
        """A comment's words without the names of its own thread (``names``), and without the site's other
        commenters where they are called: '@Marcel'."""
        text = names.replaced(text)
        return _CALLED.sub(lambda found: self._called(site, found), text) if "@" in text else text

    def _called(self, site: str, found: re.Match[str]) -> str:
        """A call with the longest run of its words that is a commenter's name replaced."""
        words = found[1].split(" ")
        for end in range(len(words), 0, -1):
            spelled = " ".join(words[:end])
            for name in (spelled, spelled.rstrip(".'’-")):
                if self._is_commenter(site, fold(name)):
                    return f"@{self._new_name(site, name)}{found[0][1 + len(name) :]}"
        return found[0]

    def _is_commenter(self, site: str, name: str) -> bool:
        found = self._conn.execute("SELECT 1 FROM temp.folded WHERE site = ? AND name = ?", (site, name))
        return found.fetchone() is not None
