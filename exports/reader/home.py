"""What the first page tells: how much there is, whether collecting goes well, and where to begin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from markupsafe import Markup

from crawler.archive.reading import SITE_TITLE
from exports import french
from exports.reader import charts, svg
from exports.sql import MISSING, SHOWN, Connection, Row, one, row, rows

STALE = timedelta(hours=48)

_COUNTS = f"""
SELECT count(*) AS articles, coalesce(sum(a.archived_comment_count), 0) AS comments,
    coalesce(sum(a.has_opinion), 0) AS opinions, count(a.gone_at) AS gone,
    coalesce(sum({MISSING}), 0) AS missing_comments
FROM articles a
"""

_LATEST_RUNS = f"""
SELECT l.*, {SITE_TITLE} AS site_title FROM crawl_log l JOIN sites s ON s.name = l.site
WHERE l.run_id IN (SELECT max(run_id) FROM crawl_log GROUP BY site) ORDER BY l.run_id DESC
"""

_LATEST = f"""
SELECT a.id, a.headline, a.date_published, a.section, a.archived_comment_count AS comments, a.has_opinion,
    {SITE_TITLE} AS site_title
FROM articles a JOIN sites s ON s.id = a.site_id
WHERE {SHOWN} AND a.date_published_utc IS NOT NULL ORDER BY a.date_published_utc DESC LIMIT 8
"""

_OPINIONS = f"""
SELECT a.id, a.headline, a.date_published, o.text, {SITE_TITLE} AS site_title
FROM articles a JOIN opinions o ON o.article_id = a.id JOIN sites s ON s.id = a.site_id
WHERE a.has_opinion = 1 AND {SHOWN} ORDER BY a.date_published_utc DESC LIMIT 4
"""

# The newest comments, and the articles they belong to: what readers talk about now.
_MOVING = f"""
SELECT a.id, a.headline, a.archived_comment_count AS comments, n.fresh, n.latest
FROM (
    SELECT article_id, count(*) AS fresh, max(date_published_utc) AS latest
    FROM (SELECT article_id, date_published_utc, removed_at FROM comments
          ORDER BY date_published_utc DESC LIMIT 300)
    WHERE removed_at IS NULL GROUP BY article_id
) n JOIN articles a ON a.id = n.article_id
WHERE {SHOWN} ORDER BY n.latest DESC LIMIT 6
"""

_SOURCES = """
SELECT s.name, count(DISTINCT c.article_id) AS articles
FROM citations c JOIN sources s ON s.id = c.source_id GROUP BY c.source_id
ORDER BY articles DESC, s.name LIMIT 10
"""

_STATUS = {
    "running": "en cours",
    "ok": "réussie",
    "partial": "incomplète",
    "failed": "échouée",
    "interrupted": "interrompue",
}
_WRONG = {"partial": "est incomplète", "failed": "a échoué", "interrupted": "a été interrompue"}


@dataclass(frozen=True, slots=True)
class Home:
    """The first page: ``warnings`` are French sentences, ``runs`` the last run of each site."""

    counts: Row
    runs: list[Row]
    warnings: list[str]
    picture: Markup | None
    time: charts.Timeline
    sources: list[Row]
    latest: list[Row]
    opinions: list[Row]
    moving: list[Row]


def gather(conn: Connection, now: datetime) -> Home:
    """Everything the first page shows."""
    counts = row(conn, _COUNTS) or {}
    counts["sites"] = one(conn, "SELECT count(*) FROM sites")
    counts["sources"] = one(conn, "SELECT count(DISTINCT source_id) FROM citations")
    counts["failures"] = one(conn, "SELECT count(*) FROM failure_list")
    runs = [{**run, "told": _STATUS[run["status"]]} for run in rows(conn, _LATEST_RUNS)]
    time = charts.timeline({**row, "series": "articles"} for row in rows(conn, charts.ARTICLES_BY_MONTH))
    return Home(
        counts=counts,
        runs=runs,
        warnings=list(_warnings(runs, now)),
        picture=svg.columns(f"Articles par {time.unit}", time.labels, time.series) if time.periods else None,
        time=time,
        sources=rows(conn, _SOURCES),
        latest=rows(conn, _LATEST),
        opinions=rows(conn, _OPINIONS),
        moving=rows(conn, _MOVING),
    )


def _warnings(runs: list[Row], now: datetime) -> Iterator[str]:
    for run in runs:
        if run["status"] in _WRONG:
            begun, ended = french.date(run["started_at"]), _WRONG[run["status"]]
            yield f"La dernière collecte de {french.quoted(run['site_title'])} ({begun}) {ended}."
        elif run["status"] == "running" and _older(run["started_at"], now):
            yield (
                f"La collecte de {french.quoted(run['site_title'])} dure depuis plus de deux jours :"
                " elle a sans doute été tuée."
            )
    if runs and all(_older(run["finished_at"] or run["started_at"], now) for run in runs):
        newest = max(run["finished_at"] or run["started_at"] for run in runs)
        yield f"La dernière collecte date de plus de deux jours ({french.ago(newest, now)})."


def _older(moment: str, now: datetime) -> bool:
    return now - datetime.fromisoformat(moment) > STALE
