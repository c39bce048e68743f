"""What a site's pages showed, run by run: the past against which the next run is held."""

from __future__ import annotations

from collections.abc import Mapping

from sqlite_utils import Database

RUNS = 10  # of the past that count: a redesign that has been lived with is the new past

_ADD = """
INSERT INTO run_parts (run_id, part, present, read) VALUES (?, ?, ?, 1)
ON CONFLICT DO UPDATE SET present = present + excluded.present, read = read + 1
"""
_PAST = """
SELECT part, sum(present), sum(read) FROM run_parts WHERE run_id IN (
    SELECT DISTINCT p.run_id FROM run_parts p JOIN crawl_runs r ON r.id = p.run_id
    WHERE r.site_id = ? AND p.run_id <> ? ORDER BY p.run_id DESC LIMIT ?)
GROUP BY part
"""


def count(db: Database, run_id: int, parts: Mapping[str, bool]) -> None:
    """Counts one page: which of these parts it showed."""
    db.conn.executemany(_ADD, [(run_id, part, present) for part, present in parts.items()])


def of_run(db: Database, run_id: int) -> dict[str, tuple[int, int]]:
    """(present, read) by part, of one run."""
    rows = db.conn.execute("SELECT part, present, read FROM run_parts WHERE run_id = ?", (run_id,))
    return {part: (present, read) for part, present, read in rows}


def before(db: Database, site: int, run_id: int) -> dict[str, tuple[int, int]]:
    """(present, read) by part, of the site's last runs before this one; ``run_id`` 0 for all of them."""
    return {part: (present, read) for part, present, read in db.conn.execute(_PAST, (site, run_id, RUNS))}


def reasons(db: Database, run_id: int) -> dict[str, int]:
    """Why pages of a run were not believed, and how many."""
    rows = db.conn.execute(
        "SELECT error, count(*) FROM failures WHERE run_id = ? AND quarantined GROUP BY error", (run_id,)
    )
    return dict(rows)
