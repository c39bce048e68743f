"""Wishes not to be copied, mined or published: kept as they were seen, with what was done because of each.

What follows from a wish is decided elsewhere (``crawler.optouts``); here it becomes rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from sqlite_utils import Database

from crawler.archive.rests import ROBOTS_KEPT
from crawler.archive.times import moment
from crawler.items import Terms, Wish

RightsPath = Literal["/.well-known/tdmrep.json", "/ai.txt"]
# How long a copy is used in place of the file: what decides whether to fetch is as fresh as robots.txt, what
# is merely noted costs a site one request a month.
_KEPT: dict[RightsPath, timedelta] = {
    "/.well-known/tdmrep.json": ROBOTS_KEPT,
    "/ai.txt": timedelta(days=30),
}


@dataclass(frozen=True, slots=True)
class HostFile:
    """A file of a host about its rights, as it answered."""

    status: int
    body: bytes


def settle(db: Database, article_id: int, capture_id: int | None, terms: Terms, at: str) -> None:
    """Keeps the signals of one fetch of an article, and marks the article by them. Signals that were kept of
    the same fetch before are replaced: it has been read again."""
    conn = db.conn
    conn.execute("DELETE FROM opt_outs WHERE article_id = ? AND capture_id IS ?", (article_id, capture_id))
    conn.executemany(
        "INSERT INTO opt_outs (capture_id, article_id, signal, value, seen_at, decision, reason)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (capture_id, article_id, wish.signal, wish.value, at, wish.decision, wish.reason)
            for wish in terms.wishes
        ],
    )
    conn.execute(
        "UPDATE articles SET withheld = :withheld,"
        " copy_refused_at = CASE WHEN :refused THEN coalesce(copy_refused_at, :at) END"
        " WHERE id = :id AND (withheld IS NOT :withheld OR (copy_refused_at IS NOT NULL) IS NOT :refused)",
        {"withheld": terms.withheld, "refused": int(not terms.copy), "at": at, "id": article_id},
    )


def keeps_copy(db: Database, article_id: int) -> bool:
    """Whether the archive holds an article's text from before its page asked not to be copied."""
    row = db.conn.execute(
        "SELECT body <> '' OR archived_comment_count > 0 FROM articles WHERE id = ?", (article_id,)
    ).fetchone()
    return bool(row[0])


def not_fetched(db: Database, run_id: int, url: str, wish: Wish, at: str) -> None:
    """Keeps why an address was not fetched; once a run."""
    db.conn.execute(
        "INSERT INTO opt_outs (run_id, url, signal, value, seen_at, decision, reason)"
        " SELECT :run, :url, :signal, :value, :at, :decision, :reason"
        " WHERE NOT EXISTS (SELECT 1 FROM opt_outs WHERE run_id = :run AND url = :url AND signal = :signal)",
        {
            "run": run_id, "url": url, "signal": wish.signal, "value": wish.value, "at": at,
            "decision": wish.decision, "reason": wish.reason,
        },
    )  # fmt: skip


def host_file(db: Database, netloc: str, path: RightsPath, now: str | None) -> HostFile | None:
    """The host's copy; with ``now`` only one that is young enough to be used (and not from the future)."""
    row = db.conn.execute(
        "SELECT status, body, fetched_at FROM host_files WHERE netloc = ? AND path = ?", (netloc, path)
    ).fetchone()
    if row is None or (now and not timedelta(0) <= moment(now) - moment(row[2]) < _KEPT[path]):
        return None
    return HostFile(row[0], bytes(row[1]))


def keep_host_file(db: Database, netloc: str, path: RightsPath, file: HostFile, at: str) -> None:
    db.conn.execute(
        "INSERT INTO host_files (netloc, path, status, body, fetched_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (netloc, path)"
        " DO UPDATE SET status = excluded.status, body = excluded.body, fetched_at = excluded.fetched_at",
        (netloc, path, file.status, file.body, at),
    )
