"""When an article is gone of a site that does not say so by 404 or 410.

One answer proves nothing. A redirect to the home page, or a page that says "introuvable" with status 200, may
be a bad hour of the site; and a redesign that lost its addresses leads all of them home. So it has to stay so
for VISITS visits over two weeks (a permanent redirect home says by itself that it will, and is believed at
once), and of the site's other articles asked for in that time at least as many must still stand where they
stood. Until then the article is in quarantine; of a site of which most pages vanish it is told that it looks
redesigned.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta

from sqlite_utils import Database

from crawler.archive.articles import identity
from crawler.archive.events import GoneReason
from crawler.archive.times import moment
from crawler.items import GIVEN_UP, VANISHED

VISITS = 4  # that found nothing else, and none in between that found the article
LONG = timedelta(days=13, hours=12)  # two weeks of nights, which begin a little earlier or later
WITNESSES = 3

_REASONS: dict[str, GoneReason] = {
    GIVEN_UP: "redirect_home",
    "RedirectHome": "redirect_home",
    "RedirectElsewhere": "redirect_elsewhere",
    "NotFound": "not_found",
}

# What this run found at the address of an article not known to be gone, the last answer last; how often, and
# since when, the like was found there.
_FOUND = """
SELECT a.id, a.identity, f.url, f.error, f.detail, sum(o.times), min(o.first_seen_at), f.times > 1
FROM failures f JOIN known_urls k ON k.url = f.url JOIN articles a ON a.id = k.article_id
JOIN failures o ON o.site_id = f.site_id AND o.url = f.url AND o.resolved_at IS NULL
    AND o.error IN (SELECT value FROM json_each(:vanished))
WHERE f.run_id = :run AND f.resolved_at IS NULL AND a.gone_at IS NULL
    AND f.error IN (SELECT value FROM json_each(:vanished))
GROUP BY f.id ORDER BY f.seen_at, f.id
"""
# Of a run's site, since a moment: articles known before it that still stand at their address, and those that
# vanished.
_AROUND = """
SELECT
    (SELECT count(*) FROM articles a WHERE a.site_id = r.site_id AND a.gone_at IS NULL
        AND a.first_seen_at < :since AND EXISTS (SELECT 1 FROM known_urls k WHERE k.article_id = a.id
            AND k.failures = 0 AND k.last_status IN (200, 304) AND k.last_fetched_at >= :since)),
    (SELECT count(DISTINCT k.article_id) FROM failures f JOIN known_urls k ON k.url = f.url
        JOIN articles a ON a.id = k.article_id
        WHERE f.site_id = r.site_id AND f.resolved_at IS NULL AND a.gone_at IS NULL
        AND f.error IN (SELECT value FROM json_each(:vanished)))
    + (SELECT count(*) FROM articles a WHERE a.site_id = r.site_id AND a.gone_at >= :since
        AND a.gone_reason IN (SELECT value FROM json_each(:reasons)))
FROM crawl_runs r WHERE r.id = :run
"""
_NEIGHBOURS = """
SELECT a.url FROM known_urls k JOIN articles o ON o.id = k.article_id
JOIN articles a ON a.site_id = o.site_id AND a.id <> o.id AND a.gone_at IS NULL
JOIN known_urls l ON l.url = a.url AND l.failures = 0
WHERE k.url = :url
ORDER BY abs(julianday(a.date_published_utc) - julianday(o.date_published_utc)), a.id DESC LIMIT :most
"""


@dataclass(frozen=True, slots=True)
class Gone:
    """An article to be told as gone: since when, for what reason, and the sentence of how that is known.
    ``again``: an earlier visit got the very same answer."""

    article_id: int
    url: str
    reason: GoneReason
    since: str
    detail: str
    again: bool


def vanished(db: Database, run_id: int, at: str) -> list[Gone]:
    """The articles that this run's answers, with those of earlier runs, prove to be gone."""
    started = db.conn.execute("SELECT started_at FROM crawl_runs WHERE id = ?", (run_id,)).fetchone()[0]
    gone: dict[int, Gone] = {}
    standing: dict[str, bool] = {}
    for article_id, held, url, error, detail, times, since, again in db.conn.execute(
        _FOUND, {"run": run_id, "vanished": _VANISHED}
    ).fetchall():
        long = times >= VISITS and moment(at) - moment(since) >= LONG
        if identity(url) != held or not (long or error == GIVEN_UP):
            continue
        span = since if long else started
        if span not in standing:
            standing[span] = _others_stand(db, run_id, span)
        if standing[span]:
            told = f"{detail}; {times} visits since {since}" if times > 1 else detail
            gone[article_id] = Gone(article_id, url, _REASONS[error], since, told, bool(again))
    return list(gone.values())


def _others_stand(db: Database, run_id: int, since: str) -> bool:
    """Whether at least as many of the site's articles still stand where they stood as have vanished."""
    values = {"run": run_id, "since": since, "vanished": _VANISHED, "reasons": _SOFT}
    stand, left = db.conn.execute(_AROUND, values).fetchone()
    return bool(stand >= left)


def witnesses(db: Database, url: str) -> list[str]:
    """Articles of the same site and about the same time as the one at ``url``: whether they still stand says
    whether the site lost one article or all its addresses. None where the address is no article's."""
    return [row[0] for row in db.conn.execute(_NEIGHBOURS, {"url": url, "most": WITNESSES})]


def is_told(db: Database, url: str) -> bool:
    """Whether the article that stood at this address was told as gone."""
    row = db.conn.execute(
        "SELECT a.identity FROM known_urls k JOIN articles a ON a.id = k.article_id"
        " WHERE k.url = ? AND a.gone_at IS NOT NULL",
        (url,),
    ).fetchone()
    return row is not None and row[0] == identity(url)


_VANISHED = json.dumps(VANISHED)
_SOFT = json.dumps(sorted(set(_REASONS.values())))
