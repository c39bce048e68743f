"""The whole story of one article: how it was found, fetched and read, what was kept of it, and why.

Plain data, as ``scrapy why --json`` prints it.
"""

from __future__ import annotations

import json
from typing import Any

from sqlite_utils import Database

from crawler.archive.known_urls import article_of

_ROW = """
SELECT a.id, s.name AS site, a.url, a.canonical_url, a.headline, a.date_published, a.layout, a.rules,
    a.comment_system, a.comment_count AS declared_comments, a.archived_comment_count AS held_comments,
    a.first_seen_at, a.last_seen_at, a.changed_at, a.gone_at, a.gone_reason, a.thread_closed_at,
    a.kept_parts, a.withheld, a.copy_refused_at, a.capture_id, a.revision_count, length(a.body) AS body_length
FROM articles a JOIN sites s ON s.id = a.site_id WHERE a.id = ?
"""
_CAPTURES = """
SELECT c.id, c.run_id, c.role, c.url, c.requested_url, c.fetched_at, c.status, c.digest, b.size, b.erased_at,
    b.erased_why
FROM captures c JOIN raw_bodies b ON b.digest = c.digest
WHERE c.article_id = :article OR c.url IN (SELECT value FROM json_each(:urls))
    OR c.requested_url IN (SELECT value FROM json_each(:urls))
ORDER BY c.id
"""
_ADDRESSES = """
SELECT url, kind, discovered_by, discovered_at, last_fetched_at, last_status, last_changed_at, failures,
    next_due_at, woken_by
FROM known_urls WHERE url IN (SELECT value FROM json_each(?)) ORDER BY discovered_at, url
"""
_SIGNALS = """
SELECT capture_id, url, signal, value, seen_at, decision, reason FROM opt_outs
WHERE article_id IS :article OR url IN (SELECT value FROM json_each(:urls)) ORDER BY id
"""
_FAILURES = """
SELECT url, stage, error, detail, first_seen_at, seen_at, times, quarantined, resolved_at, capture_id
FROM failures WHERE url IN (SELECT value FROM json_each(?)) ORDER BY id
"""
_REVISIONS = """
SELECT r.number, r.seen_at, r.run_id, r.capture_id, f.field, f.before, f.after
FROM revisions r JOIN revision_fields f ON f.revision_id = r.id WHERE r.article_id = ?
ORDER BY r.number, f.field
"""
_COMMENTS = """
SELECT count(*) AS archived, count(removed_at) AS removed, count(edited_at) AS edited,
    count(erased_at) AS erased, count(unseen_since) AS unseen
FROM comments WHERE article_id = ?
"""


def tell(db: Database, key: int | str) -> dict[str, Any] | None:
    """The story of an article by its id, or of an address; None when nothing is known of it.

    ``article`` is None for an address that gave none.
    """
    article_id = article_of(db, key)
    found = _rows(db, _ROW, article_id) if article_id is not None else []
    article = found[0] if found else None
    urls = {key} if isinstance(key, str) else set()
    if article is not None:
        article["kept_parts"] = json.loads(article["kept_parts"])
        urls |= {article["url"]} | {
            url
            for (url,) in db.conn.execute("SELECT url FROM known_urls WHERE article_id = ?", (article_id,))
        }
    listed = json.dumps(sorted(urls))
    both = {"article": article_id, "urls": listed}
    story = {
        "article": article,
        "addresses": _rows(db, _ADDRESSES, listed),
        "captures": _rows(db, _CAPTURES, both),
        "signals": _rows(db, _SIGNALS, both)
        if article is not None
        else _rows(db, _SIGNALS, {**both, "article": 0}),
        "failures": _rows(db, _FAILURES, listed),
        "revisions": _rows(db, _REVISIONS, article_id),
        "events": _rows(
            db,
            "SELECT at, event, detail, address FROM article_history WHERE article_id = ? ORDER BY at",
            article_id,
        ),
        "comments": _rows(db, _COMMENTS, article_id)[0],
    }
    known = article is not None or any(
        story[name] for name in ("addresses", "captures", "signals", "failures")
    )
    return story if known else None


def _rows(db: Database, sql: str, values: Any) -> list[dict[str, Any]]:
    cursor = db.conn.execute(sql, values if isinstance(values, dict) else (values,))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
