"""What hosts say in files of their own (robots.txt, tdmrep.json, ai.txt): copies that serve in place of the
files for a while, and say later what they said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from sqlite_utils import Database

from crawler.archive.times import moment

RightsPath = Literal["/.well-known/tdmrep.json", "/ai.txt"]

# RFC 9309, 2.4 allows 24 hours; half of it lets a daily job that starts a little early read the file anew.
_ROBOTS_KEPT = timedelta(hours=12)
# What decides whether to fetch is as fresh as robots.txt, what is merely noted costs a site one request a
# month.
_KEPT: dict[RightsPath, timedelta] = {
    "/.well-known/tdmrep.json": _ROBOTS_KEPT,
    "/ai.txt": timedelta(days=30),
}


@dataclass(frozen=True, slots=True)
class HostFile:
    """A file of a host as it answered: the status and the bytes."""

    status: int
    body: bytes


def robots(db: Database, netloc: str, now: str | None) -> HostFile | None:
    """The host's robots.txt; with ``now`` only a copy that is young enough to be used (and not from the
    future)."""
    row = db.conn.execute(
        "SELECT status, body, fetched_at FROM robots WHERE netloc = ?", (netloc,)
    ).fetchone()
    return _file(row, now, _ROBOTS_KEPT)


def keep_robots(db: Database, netloc: str, file: HostFile, at: str) -> None:
    db.conn.execute(
        "INSERT INTO robots (netloc, status, body, fetched_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET status = excluded.status, body = excluded.body,"
        " fetched_at = excluded.fetched_at",
        (netloc, file.status, file.body, at),
    )


def about_rights(db: Database, netloc: str, path: RightsPath, now: str | None) -> HostFile | None:
    """The host's file about its rights at this path; ``now`` as for ``robots``."""
    row = db.conn.execute(
        "SELECT status, body, fetched_at FROM host_files WHERE netloc = ? AND path = ?", (netloc, path)
    ).fetchone()
    return _file(row, now, _KEPT[path])


def keep_about_rights(db: Database, netloc: str, path: RightsPath, file: HostFile, at: str) -> None:
    db.conn.execute(
        "INSERT INTO host_files (netloc, path, status, body, fetched_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (netloc, path)"
        " DO UPDATE SET status = excluded.status, body = excluded.body, fetched_at = excluded.fetched_at",
        (netloc, path, file.status, file.body, at),
    )


def _file(row: tuple[int, bytes, str] | None, now: str | None, kept: timedelta) -> HostFile | None:
    if row is None:
        return None
    status, body, fetched_at = row
    is_young = now is None or timedelta(0) <= moment(now) - moment(fetched_at) < kept
    return HostFile(status, bytes(body)) if is_young else None
