"""What could not be fetched, read, split or stored, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from crawler.items import Failure


@dataclass(frozen=True, slots=True)
class FailedPage:
    """An address that failed in a run, and why."""

    url: str
    stage: str
    error: str
    detail: str


def record(
    db: Database, site: int, run_id: int, url: str, failure: Failure, capture_id: int | None, at: str
) -> int:
    """Keeps a failure; one that is still open for this address and reason is counted, not repeated. Returns
    how often it was found."""
    row = db.conn.execute(
        "INSERT INTO failures (site_id, run_id, url, stage, error, detail, seen_at, first_seen_at,"
        " capture_id, quarantined, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (site_id, url, stage, error) WHERE resolved_at IS NULL DO UPDATE SET"
        " run_id = excluded.run_id, detail = excluded.detail, seen_at = excluded.seen_at, times = times + 1,"
        " capture_id = coalesce(excluded.capture_id, capture_id), quarantined = excluded.quarantined,"
        " words = excluded.words RETURNING times",
        (
            site,
            run_id,
            url,
            failure.stage,
            failure.error,
            _printable(failure.detail),
            at,
            at,
            capture_id,
            failure.quarantined,
            failure.words,
        ),
    ).fetchone()
    return int(row[0])


def resolve(db: Database, site: int, urls: Iterable[str], at: str) -> None:
    """Closes what was open for these addresses: they can be read again."""
    db.conn.executemany(
        "UPDATE failures SET resolved_at = ? WHERE site_id = ? AND url = ? AND resolved_at IS NULL",
        [(at, site, url) for url in urls],
    )


def of_run(db: Database, run_id: int) -> tuple[FailedPage, ...]:
    """What failed in a run and is still open, what was found for the first time first."""
    rows = db.conn.execute(
        "SELECT url, stage, error, detail FROM failures WHERE run_id = ? AND resolved_at IS NULL"
        " ORDER BY times > 1, id",
        (run_id,),
    )
    return tuple(FailedPage(*row) for row in rows)


def _printable(detail: str) -> str:
    """The sentence in one line, without lone surrogates (an error may quote the page that caused it)."""
    return " ".join(detail.encode("utf-8", "replace").decode().split())
