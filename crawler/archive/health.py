"""What a site's pages showed, run by run: the past against which the next run is held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

RUNS = 10  # of the past that count: a redesign that has been lived with is the new past

_ADD = """
INSERT INTO run_parts (run_id, part, present, read, lost, expected) VALUES (?, ?, ?, 1, ?, ?)
ON CONFLICT DO UPDATE SET present = present + excluded.present, read = read + 1,
    lost = lost + excluded.lost, expected = expected + excluded.expected
"""
_PAST = """
SELECT part, sum(present), sum(read), sum(lost), sum(expected) FROM run_parts WHERE run_id IN (
    SELECT DISTINCT p.run_id FROM run_parts p JOIN crawl_runs r ON r.id = p.run_id
    WHERE r.site_id = ? AND p.run_id <> ? ORDER BY p.run_id DESC LIMIT ?)
GROUP BY part
"""


@dataclass(frozen=True, slots=True)
class PartCount:
    """How many of the pages ``read`` showed a part (``present``), and how many of those that had it before
    (``expected``) no longer do (``lost``)."""

    present: int = 0
    read: int = 0
    lost: int = 0
    expected: int = 0


@dataclass(frozen=True, slots=True)
class Health:
    """What a site's pages showed, against its own past: ``parts`` and ``past`` count the parts of its pages
    in one run and in the runs before it, ``reasons`` why pages of that run were not believed, and how many of
    them again (``reasons_again``); ``stands``: most of its articles could be read at their last visit."""

    parts: dict[str, PartCount]
    past: dict[str, PartCount]
    reasons: dict[str, int]
    reasons_again: dict[str, int]
    stands: bool


def of_site(db: Database, site: int, run_id: int) -> Health:
    """The site's health as one of its runs found it."""
    return Health(
        _of_run(db, run_id),
        _before(db, site, run_id),
        _reasons(db, run_id),
        _reasons(db, run_id, again=True),
        stands(db, site),
    )


def count(db: Database, run_id: int, parts: Mapping[str, tuple[bool, bool]]) -> None:
    """Counts one page: of each part, whether it was shown, and whether it had to be."""
    db.conn.executemany(
        _ADD, [(run_id, part, shown, had and not shown, had) for part, (shown, had) in parts.items()]
    )


def believe(db: Database, run_id: int, pages: int) -> None:
    """Takes back so many pages that were counted as not believed, and are after all."""
    db.conn.execute(
        "UPDATE run_parts SET read = read - :pages, lost = lost - :pages, expected = expected - :pages"
        " WHERE run_id = :run AND part = 'page'",
        {"pages": pages, "run": run_id},
    )


def _of_run(db: Database, run_id: int) -> dict[str, PartCount]:
    """The parts of one run's pages."""
    rows = db.conn.execute(
        "SELECT part, present, read, lost, expected FROM run_parts WHERE run_id = ?", (run_id,)
    )
    return {part: PartCount(*counts) for part, *counts in rows}


def _before(db: Database, site: int, run_id: int) -> dict[str, PartCount]:
    """The parts of the pages of the site's last runs before this one; ``run_id`` 0 for all of them."""
    return {part: PartCount(*counts) for part, *counts in db.conn.execute(_PAST, (site, run_id, RUNS))}


def stands(db: Database, site: int) -> bool:
    """Whether most of the site's articles that are not gone could be read at their last visit."""
    row = db.conn.execute(
        "SELECT 2 * count(*) FILTER (WHERE k.failures > 0) < count(*) FROM articles a"
        " LEFT JOIN known_urls k ON k.url = a.url WHERE a.site_id = ? AND a.gone_at IS NULL",
        (site,),
    ).fetchone()
    return bool(row[0])


def _reasons(db: Database, run_id: int, *, again: bool = False) -> dict[str, int]:
    """Why pages of a run were not believed, and how many; with ``again`` only those of which an earlier visit
    found the same."""
    rows = db.conn.execute(
        "SELECT error, count(*) FROM failures WHERE run_id = ? AND quarantined AND times > ?"
        " AND resolved_at IS NULL GROUP BY error",
        (run_id, int(again)),
    )
    return dict(rows)
