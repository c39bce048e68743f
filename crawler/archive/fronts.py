"""When what lists articles is read again: feeds, sitemaps, listings. Written as ``planning`` writes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlite_utils import Database

from crawler.archive.hints import recent_comments_of
from crawler.archive.planning import pace
from crawler.archive.schedule import FRONT_LONGEST, LONGEST, freshness, front_due, listing_due
from crawler.archive.times import moment
from crawler.clock import stamp
from crawler.items import Page

# Of what a source names: whether it may announce something of articles (an index of sitemaps does only if it
# dates them), when the newest came, and whether it counts comments. What was fetched and is no article, or is
# forbidden, does not count.
_NAMED = """
SELECT sum((k.kind = 'sitemap' AND h.lastmod IS NOT NULL) OR a.id IS NOT NULL
        OR (k.last_fetched_at IS NULL AND k.next_due_at IS NULL)),
    max(CASE WHEN a.id IS NOT NULL THEN a.date_published_utc
        WHEN k.last_fetched_at IS NULL AND k.next_due_at IS NULL THEN k.discovered_at END),
    count(h.comments)
FROM hints h JOIN known_urls k ON k.url = h.url LEFT JOIN articles a ON a.id = k.article_id
WHERE h.source = ?
"""

# Of a listing: whether it is a front page, whether a feed of articles works, whether that counts comments,
# whether the page alone shows the newest comments: there is no feed of them; and whether sitemaps name every
# article that the page names.
_AROUND = """
SELECT NOT EXISTS (SELECT 1 FROM known_urls k JOIN known_urls b ON b.url = k.discovered_by
        WHERE k.url = :url AND b.kind = 'listing'),
    count(*), coalesce(sum(EXISTS (SELECT 1 FROM hints WHERE source = f.url AND comments IS NOT NULL)), 0),
    EXISTS (SELECT 1 FROM hints WHERE source = :recent) AND NOT EXISTS (SELECT 1 FROM known_urls c
        WHERE c.site_id = :site AND c.kind = 'feed' AND c.failures = 0 AND c.last_status IN (200, 304)
        AND c.url LIKE '%comment%'),
    (SELECT min(EXISTS (SELECT 1 FROM hints m JOIN known_urls s ON s.url = m.source
            WHERE m.url = h.url AND s.kind = 'sitemap' AND s.failures = 0 AND s.last_status IN (200, 304)))
        FROM hints h JOIN known_urls a ON a.url = h.url AND a.article_id IS NOT NULL WHERE h.source = :url)
FROM known_urls f WHERE f.site_id = :site AND f.kind = 'feed' AND f.failures = 0
    AND f.last_status IN (200, 304) AND f.url NOT LIKE '%comment%'
"""


def source_read(db: Database, site: int, page: Page, kind: str, entries: Sequence[str] | None) -> None:
    """Plans the next reading of what lists articles. ``entries`` are the articles named; None for a list that
    was met among the articles and not read as one: it is left alone."""
    named = len(entries) if entries is not None else None
    for url in {page.requested_url, page.url}:
        db.conn.execute("UPDATE known_urls SET named = coalesce(?, named) WHERE url = ?", (named, url))
        _plan_source(db, site, url, kind, page, moment(page.fetched_at))


def source_unchanged(db: Database, site: int, url: str, kind: str, page: Page | None, at: str) -> None:
    """Plans the next reading of what lists articles, after a 304."""
    _plan_source(db, site, url, kind, page, moment(at))


def settle_listings(db: Database, run_id: int) -> None:
    """Plans the listings of a run anew, now that the articles they name have been read."""
    rows = db.conn.execute(
        "SELECT k.url, k.site_id, k.last_fetched_at FROM known_urls k"
        " JOIN crawl_runs r ON r.site_id = k.site_id"
        " WHERE r.id = ? AND k.kind = 'listing' AND k.last_fetched_at >= r.started_at",
        (run_id,),
    ).fetchall()
    for url, site, fetched in rows:
        _plan_source(db, site, url, "listing", None, moment(fetched))


def _plan_source(db: Database, site: int, url: str, kind: str, page: Page | None, now: datetime) -> None:
    useful, newest, counts = db.conn.execute(_NAMED, (url,)).fetchone()
    if kind == "listing" and useful is not None:
        due = _listing_due(db, site, url, now, newest if counts else None)
    elif kind == "listing":
        due = now + LONGEST
    elif _is_dated(db, url) or (kind == "sitemap" and not useful):
        due = now + FRONT_LONGEST
    else:
        due = front_due(now, freshness(page) if page else timedelta(0))
    db.conn.execute("UPDATE known_urls SET next_due_at = ? WHERE url = ?", (stamp(due), url))


def _is_dated(db: Database, url: str) -> bool:
    """Whether an index gives the date of this sitemap's last change, and so says when to read it."""
    row = db.conn.execute("SELECT 1 FROM hints WHERE url = ? AND lastmod IS NOT NULL", (url,)).fetchone()
    return row is not None


def _listing_due(db: Database, site: int, url: str, now: datetime, newest: str | None) -> datetime:
    """When a listing is to be read again. ``newest`` is the date of its newest article, for one that counts
    comments: what it alone may tell. Else it only repeats the feed or the sitemaps, and a site's front is
    read now and then; every day, where there is no feed of articles and it names some that no sitemap does,
    or where no feed tells of the comments that it shows."""
    front, feed, counting, recent, mapped = db.conn.execute(
        _AROUND, {"url": url, "site": site, "recent": recent_comments_of(url)}
    ).fetchone()
    told_elsewhere = feed or (mapped and newest is None)
    if front and (not told_elsewhere or (recent and not counting)):
        return front_due(now, timedelta(0))
    if newest is not None and not (front and counting):
        longest = FRONT_LONGEST if front else LONGEST
        return listing_due(min(moment(newest), now), now, pace(db, site), longest)
    return now + (FRONT_LONGEST if front else LONGEST)
