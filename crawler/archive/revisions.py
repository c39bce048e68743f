"""What an article said before: a revision for each visit that found other words."""

from __future__ import annotations

from collections.abc import Mapping

from sqlite_utils import Database

from crawler.archive.wording import changed_fields


def add_revision(
    db: Database,
    article_id: int,
    before: Mapping[str, str | None],
    after: Mapping[str, str | None],
    *,
    at: str,
    run_id: int,
    capture_id: int | None,
) -> int | None:
    """Keeps the fields that say something else than before, each with both texts; returns the revision's
    number, None when there are none."""
    changed = changed_fields(before, after)
    if not changed:
        return None
    conn = db.conn
    conn.execute(
        "UPDATE articles SET revision_count = revision_count + 1, changed_at = ? WHERE id = ?",
        (at, article_id),
    )
    revision, number = conn.execute(
        "INSERT INTO revisions (article_id, number, run_id, capture_id, seen_at)"
        " SELECT id, revision_count, ?, ?, ? FROM articles WHERE id = ? RETURNING id, number",
        (run_id, capture_id, at, article_id),
    ).fetchone()
    conn.executemany(
        "INSERT INTO revision_fields (revision_id, field, before, after) VALUES (?, ?, ?, ?)",
        [(revision, name, before[name] or None, after[name] or None) for name in changed],
    )
    return int(number)
