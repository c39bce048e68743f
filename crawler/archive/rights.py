"""People's rights over what the archive holds of them: to be erased, to stay erased, to stand under another
name; and an end to how long raw pages are kept."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlite_utils import Database

from crawler.archive import erasing
from crawler.archive.bodies import Bodies
from crawler.archive.connection import Connection
from crawler.archive.erasing import Erased, Leftover, Person
from crawler.archive.suppressions import Suppressions
from crawler.clock import Clock, stamp


@dataclass(frozen=True, slots=True)
class PseudonymKey:
    """A key as the archive knows it: by a digest, and since when."""

    fingerprint: str
    since: str


class Rights:
    """Verbs that write are one transaction each; those that erase then rewrite the whole file, so that no
    copy stays in its free pages or its log. Raises ArchiveError's subclasses."""

    def __init__(self, connection: Connection, bodies: Bodies, clock: Clock) -> None:
        self._connection = connection
        self._bodies = bodies
        self._clock = clock

    def version(self) -> int:
        """A number, above 0, that another one follows as soon as another process has changed the archive.
        https://www.sqlite.org/pragma.html#pragma_data_version
        """
        with self._connection.errors():
            return int(self._connection.db.conn.execute("PRAGMA data_version").fetchone()[0])

    def suppressions(self) -> Suppressions:
        """Who and what is never to be stored again."""
        with self._connection.errors():
            conn = self._connection.db.conn
            salt = conn.execute("SELECT value FROM salt").fetchone()
            digests = frozenset(row[0] for row in conn.execute("SELECT digest FROM suppressions"))
            return Suppressions(bytes(salt[0]) if salt else b"", digests)

    def pseudonym_key(self) -> PseudonymKey | None:
        """The key that pseudonyms are made with; None where none ever was."""
        with self._connection.errors():
            row = self._connection.db.conn.execute("SELECT digest, since FROM pseudonym_keys").fetchone()
            return None if row is None else PseudonymKey(*row)

    def bind_key(self, fingerprint: str) -> None:
        """Remembers by its fingerprint which key pseudonyms are made with from now on."""
        with self._connection.writing() as db:
            db.conn.execute(
                "INSERT OR REPLACE INTO pseudonym_keys (id, digest, since) VALUES (1, ?, ?)",
                (fingerprint, self._clock.stamp()),
            )

    def mark_erased(self, article_id: int, keys: Sequence[str], at: str) -> None:
        """Marks comments that were stored without name and words. Within the transaction of the visit."""
        erasing.mark_erased(self._connection.db, article_id, keys, at)

    def forget_person(self, person: Person) -> Erased:
        """Erases a commenter: rows, earlier versions, mentions in the threads, raw pages. It is final."""
        with self._connection.writing() as db:
            suppressions = self._salted(db)
            erased = erasing.person(db, self._bodies, person, suppressions, self._clock.stamp())
        self.scrub()
        return erased

    def forget_article(self, article_id: int) -> Erased:
        """Erases an article with its thread, its history and its raw pages, and every address that led to
        it."""
        with self._connection.writing() as db:
            suppressions = self._salted(db)
            erased = erasing.article(db, self._bodies, article_id, suppressions, self._clock.stamp())
        self.scrub()
        return erased

    def rename_commenters(self, new_name: Callable[[str, str], str | None]) -> int:
        """Gives commenters (site, name) other names, and takes their addresses away; None keeps a name.
        Returns how many names that were."""
        with self._connection.writing() as db:
            renamed = erasing.rename_commenters(db, new_name)
        self.scrub()
        return renamed

    def expire(self, site: str, days: float) -> int:
        """Erases the raw pages of a site that were last received so many days ago or more; returns how
        many."""
        limit = stamp(self._clock.now() - timedelta(days=days))
        with self._connection.writing() as db:
            return erasing.expire(db, self._bodies, site, limit, self._clock.stamp())

    def scrub(self) -> None:
        """Rewrites the file and empties its log. Raises ArchiveLocked while somebody else reads it."""
        with self._connection.errors():
            conn = self._connection.db.conn
            conn.execute("VACUUM")
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def search(self, erased: Erased) -> list[Leftover]:
        """Where any of what was erased still stands: in the file's bytes, those of its log and its index, and
        in each raw page and dictionary, unpacked."""
        with self._connection.errors():
            return erasing.leftovers(self._connection.db, self._connection.path, self._bodies, erased)

    def _salted(self, db: Database) -> Suppressions:
        """The list, with its salt made if there is none yet."""
        db.conn.execute(
            "INSERT INTO salt (id, value) VALUES (1, ?) ON CONFLICT DO NOTHING", (secrets.token_bytes(32),)
        )
        return self.suppressions()
