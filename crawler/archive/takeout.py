"""What may leave the archive, read while a crawl may go on writing: articles, raw pages, a public copy.

Articles that ask not to be published stay inside (``articles.withheld``), with their pages; erased comments
leave as the empty places that they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from crawler.archive import captures, reading
from crawler.archive.bodies import Bodies, BodyMissing
from crawler.archive.connection import Connection
from crawler.archive.othernames import NewName, OtherNames
from crawler.archive.reading import ArchivedArticle
from crawler.archive.snapshot import write_snapshot
from crawler.items import Page

_TIMES = """
SELECT external_id, id, sort_path, first_seen_at, last_seen_at, edited_at, removed_at, erased_at
FROM comments WHERE article_id = ?
"""
_NOT_FOR_TRAINING = """
SELECT 1 FROM opt_outs o JOIN articles a ON a.id = o.article_id AND o.capture_id IS a.capture_id
WHERE a.id = ? AND o.decision = 'not for training' LIMIT 1
"""
_CAPTURES = "SELECT id, role FROM captures WHERE article_id = ? ORDER BY fetched_at, id"


@dataclass(frozen=True, slots=True)
class Kept:
    """What the archive itself knows of a comment: its number and place, and when (UTC) it was seen first and
    last, edited, taken back by the site, erased for a person."""

    id: int
    sort_path: str
    first_seen_at: str
    last_seen_at: str
    edited_at: str | None
    removed_at: str | None
    erased_at: str | None


@dataclass(frozen=True, slots=True)
class TakenArticle:
    """An article as it leaves; ``kept`` has an entry for each comment, shown or removed, by its id."""

    held: ArchivedArticle
    kept: Mapping[str, Kept]


@dataclass(frozen=True, slots=True)
class TakenPage:
    """One raw answer of an article's address or of one of its comment pages; ``page`` is None where its
    bytes are no longer held."""

    capture_id: int
    role: str
    page: Page | None


class Takeout:
    """An archive opened for reading: a context manager, and one moment of the archive for as long as it is
    open (a single read transaction).

    ``connection`` is lent to whoever asks questions. With ``new_name`` all commenters stand under other
    names. Raises ArchiveError's subclasses on opening and from every verb.
    """

    def __init__(self, path: Path, new_name: NewName | None = None) -> None:
        self.path = path
        self._opened = Connection(path, readonly=True)
        with self._opened.errors():
            self.connection.execute("BEGIN")
        self._bodies = Bodies(self._opened.db)
        self.new_name = new_name
        self._names = OtherNames(new_name, self.connection) if new_name else None

    @property
    def connection(self) -> Any:
        return self._opened.db.conn

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()

    def sites(self) -> list[str]:
        """The names of the archive's sites, in alphabetical order."""
        with self._opened.errors():
            return [row[0] for row in self.connection.execute("SELECT name FROM sites ORDER BY name")]

    def has_article(self, number: str) -> bool:
        """Whether an article has this number, may it leave or not."""
        with self._opened.errors():
            return bool(self.connection.execute("SELECT 1 FROM articles WHERE id = ?", (number,)).fetchone())

    def articles(self, ids: Iterable[int]) -> Iterator[TakenArticle]:
        """The articles with these numbers, in this order, one at a time. A withheld one is left out."""
        for article_id in ids:
            with self._opened.errors():
                held = reading.read_article(self._opened.db, article_id)
            if held is not None and not self._is_withheld(held.id):
                yield self._taken(held)

    def pages(self, ids: Iterable[int]) -> Iterator[TakenPage]:
        """The raw pages of these articles, each article's oldest first, one at a time."""
        for article_id in ids:
            if self._is_withheld(article_id):
                continue
            with self._opened.errors():
                found = self.connection.execute(_CAPTURES, (article_id,)).fetchall()
            for capture_id, role in found:
                yield TakenPage(capture_id, role, self._page(capture_id))

    def is_for_training(self, article_id: int) -> bool:
        """Whether the article's last page says nothing against being used to train a model."""
        with self._opened.errors():
            found = self.connection.execute(_NOT_FOR_TRAINING, (article_id,))
            return found.fetchone() is None

    def copy(self, path: Path, ids: Iterable[int]) -> dict[str, int]:
        """Writes these articles as an archive of its own into an empty file, without raw pages and all that
        only a crawl needs; returns how many articles and comments it holds. See ``snapshot``."""
        return write_snapshot(path, self, ids)

    def _page(self, capture_id: int) -> Page | None:
        try:
            with self._opened.errors():
                return captures.load(self._opened.db, self._bodies, capture_id)
        except BodyMissing:
            return None

    def _is_withheld(self, article_id: int) -> bool:
        with self._opened.errors():
            row = self.connection.execute("SELECT withheld FROM articles WHERE id = ?", (article_id,))
            return bool(row.fetchone() != (None,))

    def _taken(self, held: ArchivedArticle) -> TakenArticle:
        with self._opened.errors():
            kept = {row[0]: Kept(*row[1:]) for row in self.connection.execute(_TIMES, (held.id,))}
        if self._names is not None:
            shown = len(held.article.comments)
            both = (*held.article.comments, *held.removed)
            renamed = self._names.thread(held.article.site or "", both)
            article = replace(held.article, comments=renamed[:shown])
            held = replace(held, article=article, removed=renamed[shown:])
        return TakenArticle(held, kept)
