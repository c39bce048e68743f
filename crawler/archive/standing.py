"""What the archive holds at an address, for a new page of it to be checked against."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from crawler.archive.reading import read_article
from crawler.archive.times import moment
from crawler.items import Article

# The same doubtful words must be read again on another day to be believed.
_DOUBTED = """
SELECT words, seen_at FROM failures
WHERE site_id = ? AND url IN (SELECT value FROM json_each(?)) AND quarantined AND resolved_at IS NULL
    AND words IS NOT NULL ORDER BY seen_at DESC LIMIT 1
"""
_COMMENT_PAGES = """
SELECT c.id, c.requested_url FROM captures c JOIN captures a ON a.id = ? AND a.run_id = c.run_id
WHERE c.article_id = ? AND c.role = 'comments' AND c.id > a.id ORDER BY c.id
"""
_FORMER = """
SELECT id FROM captures WHERE article_id = ? AND role = 'article' AND id <> ?
ORDER BY fetched_at DESC LIMIT 3
"""
_HALF_A_DAY = 12 * 3600


_LAST_VISIT = """
SELECT a.id, a.capture_id, p.requested_url FROM known_urls k JOIN articles a ON a.id = k.article_id
JOIN captures p ON p.id = a.capture_id WHERE k.url = ? AND k.kind = 'article'
"""


@dataclass(frozen=True, slots=True)
class HeldPage:
    """A page of an article's last good visit: its capture, and the address it was asked for at."""

    capture_id: int
    url: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The article at an address as it is held. ``captures`` are its last good page and that visit's comment
    pages (empty when their bytes are not kept), ``unseen`` the comments that this visit did not show,
    ``kept`` the fields that a redesign hides, ``doubted`` a digest of the words that an earlier day's visit
    did not believe, ``former`` the article's good pages before the last, newest first.
    """

    article: Article
    captures: tuple[int, ...]
    unseen: frozenset[str]
    kept: tuple[str, ...]
    doubted: str | None
    former: tuple[int, ...] = ()


def find(db: Database, site: int, urls: Sequence[str], at: str) -> Standing | None:
    """What is held at the first of these addresses that leads to an article; None when none does."""
    conn = db.conn
    held = next((held for held in (read_article(db, url) for url in urls) if held is not None), None)
    if held is None:
        return None
    unseen = conn.execute(
        "SELECT external_id FROM comments WHERE article_id = ? AND unseen_since IS NOT NULL", (held.id,)
    )
    kept = conn.execute("SELECT kept_parts FROM articles WHERE id = ?", (held.id,)).fetchone()[0]
    pages = conn.execute(_COMMENT_PAGES, (held.capture_id, held.id))
    doubted = conn.execute(_DOUBTED, (site, json.dumps(list(urls)))).fetchone()
    if doubted is not None and (moment(at) - moment(doubted[1])).total_seconds() < _HALF_A_DAY:
        doubted = None
    return Standing(
        article=held.article,
        captures=() if held.capture_id is None else (held.capture_id, *(page for page, _ in pages)),
        unseen=frozenset(row[0] for row in unseen),
        kept=tuple(json.loads(kept)),
        doubted=doubted[0] if doubted else None,
        former=tuple(row[0] for row in conn.execute(_FORMER, (held.id, held.capture_id or 0))),
    )


def last_visit(db: Database, url: str) -> tuple[HeldPage, ...]:
    """The pages of the last good visit to the article at an address: its own, then its comment pages; none
    where the address is no article's."""
    row = db.conn.execute(_LAST_VISIT, (url,)).fetchone()
    if row is None:
        return ()
    article, *page = row
    return tuple(HeldPage(*one) for one in (page, *db.conn.execute(_COMMENT_PAGES, (page[0], article))))


def last_capture(db: Database, site: int) -> int | None:
    """The last good article page of a site."""
    row = db.conn.execute(
        "SELECT capture_id FROM articles WHERE site_id = ? AND capture_id IS NOT NULL"
        " ORDER BY last_seen_at DESC LIMIT 1",
        (site,),
    ).fetchone()
    return None if row is None else int(row[0])
