"""The crawl's memory: what is known of each address, and what the last fetch of it said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlite_utils import Database

from crawler.archive.articles import identity
from crawler.items import Page

UrlKind = Literal["unknown", "article", "listing", "feed", "sitemap", "robots", "comments", "other"]


@dataclass(frozen=True, slots=True)
class KnownUrl:
    """One address as the archive remembers it. ``etag`` and ``last_modified`` are sent back as they came;
    both are None when the next fetch must bring the whole page. ``failures`` counts failed fetches in a row.
    ``own``: the address is where its article stands, and no other one that leads there.
    Times are UTC, ISO 8601 with ``Z``.
    """

    url: str
    site: str
    kind: UrlKind
    discovered_by: str | None
    discovered_at: str
    article_id: int | None
    lastmod: str | None
    comment_hint: int | None
    last_fetched_at: str | None
    last_status: int | None
    last_changed_at: str | None
    etag: str | None
    last_modified: str | None
    failures: int
    next_due_at: str | None
    woken_by: str | None = None
    named: int | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Discovery:
    """An address that a feed, sitemap, listing or person named, with what it said of it: the date of its last
    change, the number of its comments, a digest of its words, and the feed's own name of the entry.
    """

    url: str
    kind: UrlKind = "unknown"
    lastmod: str | None = None
    comment_hint: int | None = None
    words: str | None = None
    guid: str | None = None


_SELECT = """
SELECT k.url, s.name, k.kind, k.discovered_by, k.discovered_at, k.article_id, k.lastmod, k.comment_hint,
    k.last_fetched_at, k.last_status, k.last_changed_at, k.etag, k.last_modified, k.failures, k.next_due_at,
    k.woken_by, k.named, a.identity
FROM known_urls k JOIN sites s ON s.id = k.site_id LEFT JOIN articles a ON a.id = k.article_id
"""

_DISCOVER = """
INSERT INTO known_urls (url, site_id, kind, discovered_by, discovered_at, lastmod, comment_hint)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (url) DO UPDATE SET
    kind = CASE kind WHEN 'unknown' THEN excluded.kind ELSE kind END,
    lastmod = coalesce(excluded.lastmod, lastmod),
    comment_hint = coalesce(excluded.comment_hint, comment_hint)
"""

_FETCHED = """
INSERT INTO known_urls (url, site_id, kind, discovered_at, article_id, last_fetched_at, last_status,
    last_changed_at, etag, last_modified)
VALUES (:url, :site, :kind, :at, :article, :at, :status, :at, :etag, :last_modified)
ON CONFLICT (url) DO UPDATE SET
    -- An article's address stays one, even where a page merely redirected to it was taken for something else.
    kind = CASE WHEN article_id IS NULL OR excluded.article_id IS NOT NULL THEN excluded.kind ELSE kind END,
    article_id = coalesce(excluded.article_id, article_id),
    last_fetched_at = excluded.last_fetched_at, last_status = excluded.last_status,
    last_changed_at = CASE WHEN :changed THEN excluded.last_changed_at ELSE last_changed_at END,
    etag = excluded.etag, last_modified = excluded.last_modified, failures = 0
"""

_FAILED = """
INSERT INTO known_urls (url, site_id, kind, discovered_at, last_fetched_at, last_status, failures)
VALUES (:url, :site, :kind, :at, :at, :status, 1)
ON CONFLICT (url) DO UPDATE SET
    last_fetched_at = excluded.last_fetched_at, last_status = excluded.last_status,
    etag = NULL, last_modified = NULL, failures = failures + 1
"""


def find(db: Database, url: str) -> KnownUrl | None:
    row = db.conn.execute(f"{_SELECT} WHERE k.url = ?", (url,)).fetchone()
    return None if row is None else _known(row)


def article_of(db: Database, key: int | str) -> int | None:
    """The number of an article, by one that it has or had (two rows may have become one), or by an address
    that leads to it; None for an address that leads to none."""
    if isinstance(key, int):
        row = db.conn.execute("SELECT article_id FROM merged_articles WHERE id = ?", (key,)).fetchone()
        return key if row is None else int(row[0])
    row = db.conn.execute(
        "SELECT article_id FROM known_urls WHERE url = :url AND article_id IS NOT NULL"
        " UNION ALL SELECT id FROM articles WHERE url = :url LIMIT 1",
        {"url": key},
    ).fetchone()
    return None if row is None else int(row[0])


def leads_elsewhere(db: Database, url: str, article: int) -> bool:
    """Whether the address leads to another article than this one."""
    row = db.conn.execute("SELECT article_id FROM known_urls WHERE url = ?", (url,)).fetchone()
    return row is not None and row[0] not in (None, article)


def of_site(db: Database, site: str, kind: UrlKind) -> list[KnownUrl]:
    rows = db.conn.execute(f"{_SELECT} WHERE s.name = ? AND k.kind = ? ORDER BY k.url", (site, kind))
    return [_known(row) for row in rows]


def _known(row: Sequence[Any]) -> KnownUrl:
    url, held = row[0], row[-1]
    own = held is not None and held == identity(url)
    return KnownUrl(*(*row[:-1], own))


def discover(db: Database, site: int, found: Sequence[Discovery], by: str | None, at: str) -> int:
    """Remembers addresses; returns how many were new. Hints of known ones are brought up to date."""
    conn = db.conn
    before = conn.execute("SELECT count(*) FROM known_urls WHERE site_id = ?", (site,)).fetchone()[0]
    conn.executemany(
        _DISCOVER, [(one.url, site, one.kind, by, at, one.lastmod, one.comment_hint) for one in found]
    )
    after = conn.execute("SELECT count(*) FROM known_urls WHERE site_id = ?", (site,)).fetchone()[0]
    return int(after - before)


def fetched(
    db: Database,
    site: int,
    page: Page,
    kind: UrlKind,
    *,
    alias: str | None = None,
    article: int | None = None,
    changed: bool = True,
    keep_validators: bool = True,
) -> None:
    """Notes a page that came and was read, under the address asked for, the one that redirects led to, and
    ``alias`` (the address it is known by). Only the first two may send the validators back: the page came
    from there. Without ``keep_validators`` the next fetch is unconditional.
    """
    own = (page.requested_url, page.url)
    common = {
        "site": site,
        "kind": kind,
        "at": page.fetched_at,
        "article": article,
        "status": page.status,
        "changed": changed,
    }
    validators = {"etag": page.header("ETag"), "last_modified": page.header("Last-Modified")}
    none = dict.fromkeys(validators)
    db.conn.executemany(
        _FETCHED,
        [
            {"url": url, **common, **(validators if keep_validators and url in own else none)}
            for url in dict.fromkeys((*own, alias) if alias else own)
        ],
    )


def failed(db: Database, site: int, url: str, kind: UrlKind, status: int | None, at: str) -> None:
    """Notes a fetch that brought nothing usable: validators are dropped, or a 304 would hide it for ever."""
    db.conn.execute(_FAILED, {"url": url, "site": site, "kind": kind, "at": at, "status": status})


def lead_to(db: Database, site: int, url: str, article: int, at: str) -> None:
    """Remembers that an address leads to the article, of which no page was fetched just now."""
    db.conn.execute(
        "INSERT INTO known_urls (url, site_id, kind, discovered_at, article_id)"
        " VALUES (?, ?, 'article', ?, ?)"
        " ON CONFLICT (url) DO UPDATE SET kind = 'article', article_id = excluded.article_id",
        (url, site, at, article),
    )


def lives_at(db: Database, article: int, left: str) -> str | None:
    """Another address that showed the article at its last fetch; None when ``left`` was the only one."""
    row = db.conn.execute(
        "SELECT url FROM known_urls WHERE article_id = ? AND kind = 'article' AND url <> ?"
        " AND last_status = 200 AND failures = 0 AND last_fetched_at >= coalesce("
        " (SELECT last_fetched_at FROM known_urls WHERE url = ?), '') ORDER BY last_fetched_at DESC LIMIT 1",
        (article, left, left),
    ).fetchone()
    return None if row is None else str(row[0])


def answered(db: Database, url: str, status: int, at: str) -> None:
    """Notes an answer without a page (304, 404, 410) for a known address."""
    db.conn.execute(
        "UPDATE known_urls SET last_fetched_at = ?, last_status = ?, failures = 0 WHERE url = ?",
        (at, status, url),
    )
