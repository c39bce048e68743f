"""What is missing, and why: per site, per article, per address."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.archive.reading import SITE_TITLE
from exports.reader import charts
from exports.sql import SHOWN, Connection, Row, one, rows

LISTED = 100

_GAPS = f"""
SELECT g.article_id, a.headline, {SITE_TITLE} AS site_title, g.declared, g.held, g.removed, g.why
FROM archive_gaps g JOIN articles a ON a.id = g.article_id JOIN sites s ON s.id = a.site_id
WHERE {SHOWN} ORDER BY g.declared - g.held DESC, g.article_id LIMIT {LISTED}
"""

_FAILED = "FROM failures f JOIN sites s ON s.id = f.site_id WHERE f.resolved_at IS NULL AND NOT f.quarantined"
_FAILURES = f"""
SELECT f.url, f.stage, f.error, f.detail, f.seen_at {_FAILED}
ORDER BY f.seen_at DESC LIMIT {LISTED}
"""

_GONE = f"""
SELECT g.article_id, a.headline, {SITE_TITLE} AS site_title, a.date_published, g.gone_at, g.told
FROM gone_list g JOIN articles a ON a.id = g.article_id JOIN sites s ON s.id = a.site_id
WHERE {SHOWN} ORDER BY g.gone_at DESC LIMIT {LISTED}
"""

_ASIDE = f"""
SELECT q.*, {SITE_TITLE} AS site_title FROM quarantine_list q JOIN sites s ON s.name = q.site
ORDER BY q.seen_at DESC LIMIT {LISTED}
"""

_STAGES = {"fetch": "récupération", "read": "lecture", "split": "découpage", "store": "enregistrement"}


@dataclass(frozen=True, slots=True)
class Completeness:
    """The page's lists (each at most LISTED long) and how long they would be in full."""

    sites: list[Row]
    chart: charts.Chart
    gaps: list[Row]
    gap_count: int
    failures: list[Row]
    failure_count: int
    aside: list[Row]
    aside_count: int
    gone: list[Row]
    withheld: int


def gather(conn: Connection) -> Completeness:
    return Completeness(
        sites=rows(conn, charts.COMPLETENESS),
        chart=charts.completeness(conn),
        gaps=rows(conn, _GAPS),
        gap_count=one(conn, "SELECT count(*) FROM archive_gaps"),
        failures=[{**row, "told": _STAGES[row["stage"]]} for row in rows(conn, _FAILURES)],
        failure_count=one(conn, f"SELECT count(*) {_FAILED}"),
        aside=rows(conn, _ASIDE),
        aside_count=one(conn, "SELECT count(*) FROM quarantine_list"),
        gone=rows(conn, _GONE),
        withheld=one(conn, f"SELECT count(*) FROM articles a WHERE NOT ({SHOWN})"),
    )
