"""What files are accepted, and that refused ones stay as they were."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from crawler.archive import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    Archive,
    ArchiveDamaged,
    ArchiveError,
    ArchiveLocked,
    ArchiveMissing,
    ArchiveUnreachable,
    NewerArchive,
    NotAnArchive,
    OlderArchive,
)
from crawler.archive.connection import reading_uri


def test_a_new_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive(path) as archive:
        archive.begin_run("blog", "test")
        for file in tmp_path.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_an_empty_file_becomes_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    path.touch()
    with Archive(path) as archive:
        assert archive.summary().articles == 0


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    Archive(path).close()
    before = path.read_bytes()
    Archive(path).close()
    assert path.read_bytes() == before


def test_foreign_keys_hold_on_each_connection(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    for _ in range(2):
        with Archive(path) as archive, pytest.raises(sqlite3.IntegrityError):
            archive.db.conn.execute("INSERT INTO authors (site_id, name) VALUES (99, 'Personne')")


def test_another_applications_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "contacts.db"
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE contacts (name TEXT)")
    conn.close()
    _refused_untouched(path, NotAnArchive, "another application's database")


def test_a_file_that_claims_another_application_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "map.gpkg"
    with sqlite3.connect(path) as conn:
        conn.execute("PRAGMA application_id = 1196444487")  # GeoPackage
        conn.execute("CREATE TABLE t (x)")
    conn.close()
    _refused_untouched(path, NotAnArchive, "another application's database")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Penser à acheter des pneus.\n")
    _refused_untouched(path, NotAnArchive, "no SQLite database")


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    _set_version(path, SCHEMA_VERSION + 1)
    error = _refused_untouched(path, NewerArchive, "upgrade the program")
    assert isinstance(error, NewerArchive)
    assert (error.version, error.known) == (SCHEMA_VERSION + 1, SCHEMA_VERSION)


def test_an_older_schema_is_refused_only_for_reading(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    _set_version(path, SCHEMA_VERSION - 1)
    with pytest.raises(OlderArchive, match="scrapy update"):
        Archive(path, readonly=True)
    Archive(path).close()
    Archive(path, readonly=True).close()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAnArchive, match="a folder"):
        Archive(tmp_path)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveUnreachable, match="No such file or directory"):
        Archive(tmp_path / "nowhere" / "archive.db")


def test_a_missing_file_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with pytest.raises(ArchiveMissing, match="crawl a site first"):
        Archive(path, readonly=True)
    assert not path.exists()


def test_a_locked_file_is_told_after_the_wait(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive(path, busy_seconds=0.05) as archive:
        other = sqlite3.connect(path)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveLocked, match=r"locked by another process for 0\.05 s"):
            archive.begin_run("blog", "test")
        other.rollback()
        other.close()
        assert archive.begin_run("blog", "test") == 1


def test_a_reader_does_not_lock_the_writer(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive(path, busy_seconds=0.05) as archive:
        reader = sqlite3.connect(path)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM articles").fetchone()
        archive.begin_run("blog", "test")
        reader.close()


def test_readonly_never_writes(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    Archive(path).close()
    with Archive(path, readonly=True) as archive, pytest.raises(ArchiveError, match="readonly"):
        archive.begin_run("blog", "test")


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    Archive(path).close()
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    with pytest.raises(ArchiveDamaged, match="restore a copy"), Archive(path) as archive:
        archive.begin_run("blog", "test")


def _set_version(path: Path, version: int) -> None:
    Archive(path).close()
    conn = sqlite3.connect(path)
    conn.execute(f"PRAGMA user_version = {version}")
    conn.commit()
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    conn.close()


def _refused_untouched(path: Path, kind: type[ArchiveError], message: str) -> ArchiveError:
    before = path.read_bytes()
    with pytest.raises(kind, match=message) as caught:
        Archive(path)
    assert path.read_bytes() == before
    assert caught.value.path == path
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)
    return caught.value


def test_a_medium_that_nobody_can_write_to_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "archive.db"
    with Archive(path) as archive:
        archive.begin_run("blog", "test")
    for left in ("-wal", "-shm"):
        path.with_name(path.name + left).unlink(missing_ok=True)
    medium = os.statvfs(path)

    class Disc:
        f_flag = medium.f_flag | os.ST_RDONLY

    monkeypatch.setattr(os, "statvfs", lambda at: Disc())
    with Archive(path, readonly=True) as archive:
        assert archive.db.conn.execute("SELECT count(*) FROM crawl_log").fetchone()[0] == 1
        assert [file.name for file in tmp_path.iterdir()] == ["archive.db"]  # no file beside it was needed
    assert reading_uri(path).endswith("?immutable=1")
    path.with_name(path.name + "-wal").write_bytes(b"a log that holds the newest pages")
    assert reading_uri(path).endswith("?mode=ro")  # without it something would be missing


def test_an_archive_restored_from_a_text_dump_is_one(tmp_path: Path) -> None:
    path, restored = tmp_path / "archive.db", tmp_path / "restored.db"
    with Archive(path) as archive:
        archive.begin_run("blog", "test")
    source, copy = sqlite3.connect(path), sqlite3.connect(restored)
    copy.executescript("\n".join(source.iterdump()))
    source.close()
    copy.close()
    with Archive(restored, readonly=True) as archive:  # to read it, nothing need be put right
        assert archive.db.conn.execute("SELECT count(*) FROM crawl_log").fetchone()[0] == 1
    for _ in range(2):
        with Archive(restored) as archive:
            assert archive.db.conn.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
            assert archive.db.conn.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
