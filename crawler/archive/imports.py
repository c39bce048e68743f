"""Captures that others made: which of them the archive has already, and what becomes of old ones.

Rows say what a site showed last. A capture older than that changes none of them, and begins no history: what
stood between it and the first visit nobody saw. It is kept raw, as a page of its article.
"""

from __future__ import annotations

from hashlib import sha256

from crawler.archive import articles, captures, names
from crawler.archive.bodies import Bodies
from crawler.archive.connection import Connection
from crawler.items import Page, Visit


class Imports:
    """The archive as ``scrapy import`` uses it beside the verbs of a crawl."""

    def __init__(self, connection: Connection, bodies: Bodies) -> None:
        self._connection = connection
        self._bodies = bodies

    def holds(self, page: Page) -> bool:
        """Whether this very capture is here: the same address, moment and bytes."""
        with self._connection.errors():
            row = self._connection.db.conn.execute(
                "SELECT 1 FROM captures WHERE url = ? AND fetched_at = ? AND digest = ?",
                (page.url, page.fetched_at, sha256(page.body).hexdigest()),
            ).fetchone()
        return row is not None

    def seen_since(self, visit: Visit) -> int | None:
        """The archived article of a visit that was seen at the visit's moment or later; else None."""
        assert visit.page is not None
        at = visit.page.fetched_at
        with self._connection.errors():
            db = self._connection.db
            site = db.conn.execute("SELECT id FROM sites WHERE name = ?", (visit.site,)).fetchone()
            if site is None or visit.article is None:
                return None
            asked = (visit.url, visit.page.requested_url)
            seen = articles.Seen(int(site[0]), visit.page.url, asked, at, 0, None)
            known = articles.find_article(db, visit.article, seen)
            return known if known is not None and not articles.last_seen_before(db, known, at) else None

    def keep(self, run_id: int, visit: Visit, article_id: int | None) -> None:
        """Keeps a visit's pages raw and changes no row; they are pages of that article, where it is known."""
        assert visit.page is not None
        with self._connection.writing() as db:
            site = names.site_id(db, visit.site, visit.page.fetched_at)
            refused = visit.raw_refused
            kept = [captures.store(db, self._bodies, visit.page, site, run_id, "article", refused)]
            for page in visit.comment_pages:
                kept.append(captures.store(db, self._bodies, page, site, run_id, "comments", refused))
            if article_id is not None:
                captures.belong_to(db, kept, article_id)
