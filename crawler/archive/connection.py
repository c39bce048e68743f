"""Opens the SQLite file: the only place that does.

What is checked before anything is written: that the file is a database, that it is ours (``PRAGMA
application_id``), and that its schema (``PRAGMA user_version``) is not newer than this program. A refused
file is left as it was.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from crawler.archive.errors import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveFull,
    ArchiveLocked,
    ArchiveMissing,
    ArchiveUnreachable,
    NewerArchive,
    NotAnArchive,
    OlderArchive,
)
from crawler.archive.migrations import SCHEMA_VERSION, migrations

APPLICATION_ID = 0x41555442  # "AUTB", as the file(1) command and other programs will see it
BUSY_SECONDS = 10.0
# What a page's own content can provoke in SQLite or in binding its values; anything else is a fault of ours
# or of the disk, and is not the page's.
PAGE_FAULTS = (sqlite3.IntegrityError, sqlite3.DataError, sqlite3.InterfaceError, ValueError, OverflowError)
_MAGIC = b"SQLite format 3\x00"  # https://www.sqlite.org/fileformat2.html#magic_header_string


class Connection:
    """One open archive file.

    ``db`` is the sqlite-utils database over it. With ``readonly`` the file must exist and is never written.
    Raises ArchiveError's subclasses, each naming the file and the remedy.
    """

    def __init__(self, path: Path, *, readonly: bool = False, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = path
        self._busy_seconds = busy_seconds
        _check_file(path, readonly)
        with self.errors():
            conn = _connect(path, readonly, busy_seconds)
            self.db = Database(conn, recursive_triggers=False, execute_plugins=False)
            try:
                self._prepare(readonly)
            except BaseException:
                conn.close()
                raise

    def close(self) -> None:
        """Closes the file; SQLite then folds the write-ahead log into it. Closing twice is allowed."""
        self.db.conn.close()

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """One transaction: everything inside is kept together or not at all.

        It takes the write lock at once. ``db.atomic()`` begins as a reader, and a reader that turns writer
        after someone else wrote fails without waiting (SQLITE_BUSY_SNAPSHOT). Nested in this one it is a
        savepoint: right, but not free (each page changed is copied first, and FTS5 writes its buffers).
        https://www.sqlite.org/lang_transaction.html
        """
        conn = self.db.conn
        with self.errors():
            conn.execute("BEGIN IMMEDIATE")
            try:
                yield self.db
                conn.execute("COMMIT")
            except BaseException:
                conn.rollback()
                raise

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Tells SQLite's complaints about the file as ArchiveErrors; others (a broken rule) pass on."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            told = self._told(error)
            if told is None:
                raise
            raise told from error

    def _told(self, error: sqlite3.DatabaseError) -> ArchiveError | None:
        code = getattr(error, "sqlite_errorcode", None)
        match code & 0xFF if code is not None else None:
            case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
                return ArchiveLocked(self.path, self._busy_seconds)
            case sqlite3.SQLITE_FULL:
                return ArchiveFull(self.path)
            case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
                return ArchiveDamaged(self.path, str(error))
            case (
                sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_IOERR | sqlite3.SQLITE_PERM
            ):
                return ArchiveUnreachable(self.path, str(error))
            case _:
                return None

    def _prepare(self, readonly: bool) -> None:
        conn = self.db.conn
        version = self._check_owner()
        conn.execute("PRAGMA foreign_keys = ON")  # off by default, and per connection
        if readonly:
            if _lacks_a_step(self.db, version):
                raise OlderArchive(self.path, version, SCHEMA_VERSION)
            return
        conn.execute("PRAGMA journal_mode = WAL")  # readers and the crawl do not wait for each other
        # With WAL a power cut may take the last transactions, never half of one; no fsync for each page.
        conn.execute("PRAGMA synchronous = NORMAL")
        conn.execute("PRAGMA cache_size = -32000")  # 32 MB instead of 2: the full-text index is read a lot
        if _lacks_a_step(self.db, version) or not _owner(conn):
            self._migrate()

    def _check_owner(self) -> int:
        """The schema's version, 0 for a fresh file."""
        conn = self.db.conn
        owner = _owner(conn)
        if not owner:
            version = self._restored_version()
        elif owner == APPLICATION_ID:
            version = int(conn.execute("PRAGMA user_version").fetchone()[0])
        else:
            raise NotAnArchive(self.path, "another application's database")
        if version > SCHEMA_VERSION:
            raise NewerArchive(self.path, version, SCHEMA_VERSION)
        return version

    def _restored_version(self) -> int:
        """The schema's version of a file that does not say whose it is, 0 of a fresh one. One restored from
        text (``.dump``, ``iterdump``) has lost its marks, and still names the steps of its schema."""
        conn = self.db.conn
        if not conn.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            return 0
        try:
            steps = conn.execute(
                "SELECT name FROM _sqlite_migrations WHERE migration_set = 'archive'"
            ).fetchall()
        except sqlite3.OperationalError:
            steps = []
        if not steps:
            raise NotAnArchive(self.path, "another application's database")
        return max(int(name.partition("_")[0]) for (name,) in steps)

    def _migrate(self) -> None:
        """All pending steps in one transaction: a file is never between two schemas."""
        with self.writing() as db:
            self._check_owner()  # again, now that nobody else can write
            migrations.apply(db)
            db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.conn.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _owner(conn: sqlite3.Connection) -> int:
    """The mark of the application that made the file; 0 where none has left one."""
    return int(conn.execute("PRAGMA application_id").fetchone()[0])


def _lacks_a_step(db: Database, version: int) -> bool:
    """The number tells of the last step alone: one with a lower number may have come to the program later."""
    return version < SCHEMA_VERSION or bool(migrations.pending(db))


def _check_file(path: Path, readonly: bool) -> None:
    """Refuses what is no database; makes a new file, for its owner alone: it will hold people's names."""
    try:
        if not path.exists():
            if readonly:
                raise ArchiveMissing(path)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            return
        if path.is_dir():
            raise NotAnArchive(path, "a folder")
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except OSError as error:
        raise ArchiveUnreachable(path, error.strerror or str(error)) from error
    if start and start != _MAGIC:
        raise NotAnArchive(path, "no SQLite database")


def _connect(path: Path, readonly: bool, busy_seconds: float) -> sqlite3.Connection:
    if not readonly:
        return sqlite3.connect(path, timeout=busy_seconds, cached_statements=256)
    return sqlite3.connect(reading_uri(path), uri=True, timeout=busy_seconds, cached_statements=256)


def reading_uri(path: Path) -> str:
    """The address under which SQLite reads a file and never writes it."""
    return f"{path.absolute().as_uri()}?{'immutable=1' if nobody_writes(path) else 'mode=ro'}"


def nobody_writes(path: Path) -> bool:
    """Whether the file lies whole on a medium that cannot be written to (a disc, a snapshot). The file that
    readers of a WAL database share cannot be made there, and need not: SQLite is told that nothing moves.
    https://www.sqlite.org/wal.html#read_only_databases
    """
    log = Path(f"{path}-wal")
    try:
        return bool(os.statvfs(path).f_flag & os.ST_RDONLY) and not (log.exists() and log.stat().st_size)
    except OSError:
        return False
