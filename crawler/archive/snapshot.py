"""A public copy of an archive: an archive itself, of the same schema, without what is not to be public.

What it holds is named in ``snapshot.sql``, table by table and column by column: a column that a later schema
adds stays inside until it is named there. Names are replaced on the way, so that none was ever written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from crawler.archive import words
from crawler.archive.connection import Connection, reading_uri
from crawler.archive.migrations import statements
from crawler.archive.othernames import Names, NewName, OtherNames

if TYPE_CHECKING:
    from crawler.archive.takeout import Takeout

_SCRIPT = files("crawler.archive").joinpath("snapshot.sql").read_text(encoding="utf-8")
_FILES = ("-wal", "-shm", "-journal")


def write_snapshot(path: Path, source: Takeout, ids: Iterable[int]) -> dict[str, int]:
    """Fills an empty file; it is then one file that no other belongs to, without a free page. Returns counts.

    Raises ArchiveError's subclasses; then what lies in the file is of no use.
    """
    target = Connection(path)
    try:
        target.close()  # it made the schema; a copy has no log beside it, and has to be reached by its URI
        with target.errors():
            conn = sqlite3.connect(f"{path.absolute().as_uri()}", uri=True)
            try:
                return _fill(conn, source, ids)
            finally:
                conn.close()
    finally:
        for ending in _FILES:
            Path(f"{path}{ending}").unlink(missing_ok=True)


def _fill(conn: sqlite3.Connection, source: Takeout, ids: Iterable[int]) -> dict[str, int]:
    conn.isolation_level = None
    conn.execute("PRAGMA journal_mode = DELETE")  # a file to be handed on, also to folders nobody writes to
    conn.execute("PRAGMA synchronous = OFF")  # it takes its place only when it is whole
    conn.execute("ATTACH ? AS source", (reading_uri(source.path),))
    conn.execute("CREATE TEMP TABLE chosen (id INTEGER PRIMARY KEY)")
    for name, (arguments, function) in _functions(conn, source.new_name).items():
        conn.create_function(name, arguments, function)
    conn.execute("BEGIN")
    conn.executemany("INSERT INTO chosen VALUES (?)", ((one,) for one in ids))
    for statement in statements(_SCRIPT):
        conn.execute("PRAGMA defer_foreign_keys = ON")
        conn.execute(statement)
    words.read_new(Database(conn, recursive_triggers=False, execute_plugins=False))
    broken = conn.execute("PRAGMA main.foreign_key_check").fetchall()
    assert not broken, broken
    counts = {
        "articles": conn.execute("SELECT count(*) FROM main.articles").fetchone()[0],
        "comments": conn.execute("SELECT count(*) FROM main.comments WHERE removed_at IS NULL").fetchone()[0],
        "removed_comments": conn.execute("SELECT count(removed_at) FROM main.comments").fetchone()[0],
        "erased_comments": conn.execute("SELECT count(erased_at) FROM main.comments").fetchone()[0],
    }
    conn.execute("COMMIT")
    conn.execute("DETACH source")
    conn.execute("VACUUM")
    return counts


def _functions(
    conn: sqlite3.Connection, new_name: NewName | None
) -> dict[str, tuple[int, Callable[..., str | None]]]:
    """The SQL functions of the script, with the number of their arguments."""
    if new_name is None:
        return {
            "shown_name": (2, lambda article_id, author: author),
            "shown_url": (1, lambda url: url),
            "shown_text": (2, lambda article_id, text: text),
        }
    shown = _Shown(conn, OtherNames(new_name, conn, "source"))
    return {
        "shown_name": (2, shown.name),
        "shown_url": (1, lambda url: None),
        "shown_text": (2, shown.text),
    }


class _Shown:
    """Other names for the rows of one article after the other."""

    def __init__(self, conn: sqlite3.Connection, names: OtherNames) -> None:
        self._conn = conn
        self._names = names
        self._article_id = 0
        self._site = ""
        self._thread: Names | None = None

    def name(self, article_id: int, author: str | None) -> str | None:
        self._turn_to(article_id)
        return self._names.author(self._site, author)

    def text(self, article_id: int, text: str) -> str:
        self._turn_to(article_id)
        assert self._thread is not None
        return self._names.text(self._site, text, self._thread)

    def _turn_to(self, article_id: int) -> None:
        if article_id == self._article_id:
            return
        conn = self._conn
        self._article_id = article_id
        (self._site,) = conn.execute(
            "SELECT s.name FROM source.articles a JOIN source.sites s ON s.id = a.site_id WHERE a.id = ?",
            (article_id,),
        ).fetchone()
        authors = conn.execute(
            "SELECT DISTINCT author FROM source.comments WHERE article_id = ?", (article_id,)
        )
        self._thread = self._names.names(self._site, (row[0] for row in authors))
