"""One row a run, from before its first request until after its last, whatever happens in between."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

from sqlite_utils import Database

from crawler.archive import words

RunStatus = Literal["ok", "partial", "failed", "interrupted"]


def begin(
    db: Database, site: int, spider: str, arguments: Mapping[str, Any], program: str | None, at: str
) -> int:
    """Opens a run; a run of the same site that was killed before it could say so is closed first."""
    conn = db.conn
    conn.execute(
        "UPDATE crawl_runs SET status = 'interrupted', finish_reason = 'killed', finished_at = coalesce("
        " (SELECT max(fetched_at) FROM captures WHERE run_id = crawl_runs.id), started_at)"
        " WHERE site_id = ? AND status = 'running'",
        (site,),
    )
    new = conn.execute(
        "INSERT INTO crawl_runs (site_id, spider, arguments, program, started_at) VALUES (?, ?, ?, ?, ?)",
        (site, spider, json.dumps(dict(arguments), ensure_ascii=False, default=str), program, at),
    ).lastrowid
    assert new is not None
    return new


def count(db: Database, run_id: int, **counts: int) -> None:
    """Adds to the run's counters, by column name."""
    steps = {name: step for name, step in counts.items() if step}
    if steps:
        sets = ", ".join(f"{name} = {name} + ?" for name in steps)
        db.conn.execute(f"UPDATE crawl_runs SET {sets} WHERE id = ?", (*steps.values(), run_id))


def finish(
    db: Database,
    run_id: int,
    status: RunStatus,
    reason: str,
    requests: int | None,
    stats: Mapping[str, Any],
    at: str,
) -> None:
    """Closes a run. ``requests`` None keeps the count of pages that were stored."""
    db.conn.execute(
        "UPDATE crawl_runs SET status = ?, finish_reason = ?, finished_at = ?,"
        " requests = coalesce(?, requests), not_modified = ?, bytes = ?, stats = ? WHERE id = ?",
        (
            status,
            reason,
            at,
            requests,
            stats.get("downloader/response_status_count/304", 0),
            stats.get("downloader/response_bytes", 0),
            json.dumps(dict(stats), default=str),
            run_id,
        ),
    )
    _count_commenters(db, run_id)
    words.read_new(db)
    words.teach_synonyms(db)


def _count_commenters(db: Database, run_id: int) -> None:
    """Refreshes the stored counts of the site's commenters (one pass over a covering index)."""
    db.conn.execute(
        "UPDATE commenters SET comment_count = c.number, first_comment_at = c.first, last_comment_at = c.last"
        " FROM (SELECT commenter_id, count(*) AS number, min(date_published_utc) AS first,"
        " max(date_published_utc) AS last FROM comments WHERE commenter_id IS NOT NULL"
        " GROUP BY commenter_id) c"
        " WHERE commenters.id = c.commenter_id AND comment_count <> c.number"
        " AND site_id = (SELECT site_id FROM crawl_runs WHERE id = ?)",
        (run_id,),
    )
