"""The rows of one article: found by its address, written when new, changed with a revision, left alone else.

A change is judged on the words of a few fields (see ``wording``): never on bytes, dates, counters or rules.
Reading the same page again writes nothing but ``last_seen_at``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from sqlite_utils import Database

from crawler.archive import events
from crawler.archive.events import GoneReason
from crawler.archive.names import add_authors, add_citations, add_keywords, web_url
from crawler.archive.revisions import add_revision
from crawler.archive.search import forget_article, forget_comments, index_article
from crawler.archive.times import utc
from crawler.archive.tombstones import is_tombstone
from crawler.archive.wording import PARAGRAPH, digest, fields_of
from crawler.items import Article, Block, Unseen

# One column each, in this order, in INSERT, UPDATE and comparison alike.
_COLUMNS = (
    "identity", "url", "canonical_url", "headline", "description", "date_published", "date_published_utc",
    "date_published_raw", "date_modified", "section", "in_language", "layout", "comment_system",
    "comment_count", "pings", "comment_pages", "thread_complete", "has_opinion", "source_count", "word_count",
    "opinion", "body", "body_digest", "kept_parts",
)  # fmt: skip
_INDEXED = ("headline", "description", "opinion", "body")  # the columns of articles_fts
_INSERT = f"""
INSERT INTO articles (site_id, capture_id, first_seen_at, last_seen_at, archived_comment_count, rules,
    {", ".join(_COLUMNS)})
VALUES (?, ?, ?, ?, ?, ?, {", ".join("?" * len(_COLUMNS))})
"""
_UPDATE = f"UPDATE articles SET {', '.join(f'{name} = ?' for name in _COLUMNS)} WHERE id = ?"
_SELECT = f"""
SELECT {", ".join(_COLUMNS)},
    (SELECT group_concat(name, ', ') FROM (SELECT au.name FROM article_authors x
        JOIN authors au ON au.id = x.author_id WHERE x.article_id = a.id ORDER BY x.position)) AS authors,
    (SELECT group_concat(name, ', ') FROM (SELECT k.name FROM article_keywords x
        JOIN keywords k ON k.id = x.keyword_id WHERE x.article_id = a.id ORDER BY x.position)) AS keywords,
    (SELECT group_concat(name, ', ') FROM (SELECT name FROM citations
        WHERE article_id = a.id ORDER BY position)) AS sources
FROM articles a WHERE id = ?
"""
_SAME_DATE = """
SELECT a.id, a.gone_at IS NOT NULL AS gone,
    a.gone_at IS NOT NULL OR k.woken_by IN ('moved', 'unlisted', 'dropped') OR k.failures > 0 AS doubted,
    a.headline, a.body_digest
FROM articles a LEFT JOIN known_urls k ON k.url = a.url
WHERE a.site_id = ? AND a.date_published_utc IS ?
ORDER BY gone DESC, doubted DESC, a.id
"""
_YOUNGER = """
SELECT b.id, b.url, b.headline, b.body_digest, a.date_published_utc, a.headline,
    iif(a.body = '', NULL, a.body_digest)
FROM articles a JOIN articles b ON b.site_id = a.site_id AND b.id > a.id
    AND b.date_published_utc IS a.date_published_utc
WHERE a.id = ? AND b.gone_at IS NULL ORDER BY b.id
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """The circumstances of one reading: where the page was found, when, which capture holds it, and which
    rules read it; and what its check found (see ``Visit``)."""

    site: int
    url: str
    asked: tuple[str, ...]
    at: str
    run_id: int
    capture_id: int | None
    thread_complete: bool = True
    before: Article | None = None
    kept: tuple[str, ...] = ()
    unseen: Unseen | None = None
    thread_closed: bool = False
    rules: str | None = None


def find_article(db: Database, article: Article, seen: Seen) -> int | None:
    """The archive's article for this page: by its own address, else by an address that led to it before.

    The second way follows an article that moved. It asks for the same title or date, too: many blogs redirect
    what they deleted to some other article.
    """
    row = db.conn.execute(
        "SELECT id FROM articles WHERE site_id = ? AND identity = ?",
        (seen.site, identity(article_url(article, seen.url))),
    ).fetchone()
    for url in dict.fromkeys((seen.url, *seen.asked)):
        if row is not None:
            break
        row = db.conn.execute(
            "SELECT a.id FROM known_urls k JOIN articles a ON a.id = k.article_id WHERE k.url = ?"
            " AND a.site_id = ? AND (a.headline = ? OR a.date_published_utc = ?)",
            (url, seen.site, article.headline, utc(article.date_published)),
        ).fetchone()
    return None if row is None else int(row[0])


def find_older(db: Database, article_id: int, article: Article, seen: Seen) -> int | None:
    """An older row of the same article, whose own address has just led to this page; None when there is none.

    The same title, or the same moment with its time, is asked for: a deleted article may redirect here, too.
    """
    published = utc(article.date_published) or ""
    for url in seen.asked:
        row = db.conn.execute(
            "SELECT id FROM articles WHERE site_id = ? AND identity = ? AND id < ?"
            " AND (headline = ? OR (date_published_utc = ? AND ?))",
            (seen.site, identity(url), article_id, article.headline, published, len(published) > 10),
        ).fetchone()
        if row is not None:
            return int(row[0])
    return None


def are_one(db: Database, older: int, younger: int) -> bool:
    """Whether two rows are one article: the older one's address leads to the younger's, and they have the
    same title, or the same moment of publication with its time."""
    row = db.conn.execute(
        "SELECT 1 FROM articles a JOIN articles b ON b.site_id = a.site_id AND b.id > a.id"
        " WHERE a.id = ? AND b.id = ? AND (a.headline = b.headline"
        " OR (a.date_published_utc = b.date_published_utc AND length(a.date_published_utc) > 10))",
        (older, younger),
    ).fetchone()
    return row is not None


@dataclass(frozen=True, slots=True)
class Twin:
    """An archived article that a page at another address repeats. It is ``doubted`` where it is ``gone`` from
    its own address, or said to be (see ``hints``), or failed there the last time."""

    id: int
    gone: bool
    doubted: bool


def find_twin(db: Database, article: Article, site: int) -> Twin | None:
    """An article of the site that may have moved here without saying so. What is doubted comes first."""
    published = utc(article.date_published)
    rows = db.conn.execute(_SAME_DATE, (site, published)).fetchall()
    words = digest(article) if rows and article.body else None
    for row_id, gone, doubted, headline, held in rows:
        if _is_same(published, (article.headline, words), (headline, held)):
            return Twin(row_id, bool(gone), bool(doubted))
    return None


def find_copy(db: Database, article_id: int) -> tuple[int, str] | None:
    """(id, address) of a younger row of the same article, met where it has moved before its own address was
    found gone."""
    for copy_id, url, headline, words, published, *own in db.conn.execute(_YOUNGER, (article_id,)):
        if _is_same(published, (own[0], own[1]), (headline, words)):
            return int(copy_id), str(url)
    return None


def _is_same(published: str | None, one: tuple[str, str | None], other: tuple[str, str | None]) -> bool:
    """Whether two articles (title, digest of the words; None where there are none) of one site that were
    published at the same time, or both at no known one, are the same: they have the same words; the same
    title alone where that time is a moment, and no mere day."""
    titles, words = zip(one, other, strict=True)
    return (len(published or "") > 10 and titles[0] == titles[1]) or (
        words[0] is not None and words[0] == words[1]
    )


def article_url(article: Article, fetched_url: str) -> str:
    """The address to keep: what the page calls itself, if that is credible, else where it was found.

    A canonical link to another host, or to the home page from an inner page, is a template's mistake:
    trusting it would fold a whole blog into one article. Scheme and ``www.`` stay those that answered: a blog
    that calls itself ``https:`` may not be served there.
    """
    canonical, found = web_url(article.canonical_url), article.url or fetched_url
    if canonical is None:
        return found
    if web_url(found) is None:
        return canonical
    own, other = urlsplit(found), urlsplit(canonical)
    if _host(own.netloc) != _host(other.netloc):
        return found
    if not (other.path.strip("/") or other.query) and (own.path.strip("/") or own.query):
        return found
    return urlunsplit(other._replace(scheme=own.scheme, netloc=own.netloc))


def identity(url: str) -> str:
    """An address without what changes while the page stays: scheme, ``www.``, fragment, closing slash."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        return url
    return _host(parts.netloc) + parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")


def _host(netloc: str) -> str:
    return netloc.lower().removeprefix("www.")


def insert_article(db: Database, article: Article, seen: Seen) -> int:
    """Writes a new article with all its parts except comments; returns its id."""
    values = _values(article, seen)
    held = len({comment.id for comment in article.comments if not is_tombstone(comment)})
    new = db.conn.execute(
        _INSERT,
        (
            seen.site, seen.capture_id, seen.at, seen.at, held, seen.rules,
            *(values[name] for name in _COLUMNS),
        ),
    ).lastrowid  # fmt: skip
    assert new is not None
    _insert_blocks(db, new, article)
    _insert_opinion(db, new, article)
    add_authors(db, new, seen.site, article.authors)
    add_keywords(db, new, article.keywords)
    add_citations(db, new, article.sources)
    index_article(db, new)
    return new


def update_article(
    db: Database, article_id: int, article: Article, seen: Seen, *, twin: bool = False
) -> int | None:
    """Writes what differs from the archive's rows; returns the revision's number when the words changed.

    A ``twin``, found at another address, leaves the article's own as it is.
    """
    conn = db.conn
    cursor = conn.execute(_SELECT, (article_id,))
    old = dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))
    new = _values(article, seen, old)
    if twin:
        new |= {name: old[name] for name in ("identity", "url", "canonical_url")}
    if old["identity"] != new["identity"]:
        events.of_article(db, article_id, "moved", seen.at, seen.run_id, new["url"])
    if any(old[name] != new[name] for name in _COLUMNS):
        reindex = any(old[name] != new[name] for name in _INDEXED)
        if reindex:
            forget_article(db, article_id)
        conn.execute(_UPDATE, (*(new[name] for name in _COLUMNS), article_id))
        if reindex:
            index_article(db, article_id)
    _update_parts(db, article_id, article, seen.site)
    after = fields_of(article)
    before = fields_of(seen.before) if seen.before is not None else {name: old[name] for name in after}
    return add_revision(
        db, article_id, before, after, at=seen.at, run_id=seen.run_id, capture_id=seen.capture_id
    )


def _update_parts(db: Database, article_id: int, article: Article, site: int) -> None:
    """Replaces each list of parts that is not what the archive holds."""
    conn = db.conn
    if stored_blocks(db, article_id) != [_clean(block) for block in article.blocks]:
        conn.execute("DELETE FROM blocks WHERE article_id = ?", (article_id,))
        _insert_blocks(db, article_id, article)
    opinion = (
        [(article.opinion.heading, PARAGRAPH.join(article.opinion.paragraphs))] if article.opinion else []
    )
    held = conn.execute("SELECT heading, text FROM opinions WHERE article_id = ?", (article_id,)).fetchall()
    if held != opinion:
        conn.execute("DELETE FROM opinions WHERE article_id = ?", (article_id,))
        _insert_opinion(db, article_id, article)
    authors = conn.execute(
        "SELECT name FROM article_authors x JOIN authors a ON a.id = x.author_id"
        " WHERE article_id = ? ORDER BY position",
        (article_id,),
    ).fetchall()
    if authors != [(name,) for name in article.authors]:
        conn.execute("DELETE FROM article_authors WHERE article_id = ?", (article_id,))
        add_authors(db, article_id, site, article.authors)
    keywords = conn.execute(
        "SELECT name FROM article_keywords x JOIN keywords k ON k.id = x.keyword_id"
        " WHERE article_id = ? ORDER BY position",
        (article_id,),
    ).fetchall()
    if keywords != [(name,) for name in article.keywords]:
        conn.execute("DELETE FROM article_keywords WHERE article_id = ?", (article_id,))
        add_keywords(db, article_id, article.keywords)
    citations = conn.execute(
        "SELECT name, url, raw FROM citations WHERE article_id = ? ORDER BY position", (article_id,)
    ).fetchall()
    if citations != [(source.name, web_url(source.url), source.raw) for source in article.sources]:
        conn.execute("DELETE FROM citations WHERE article_id = ?", (article_id,))
        add_citations(db, article_id, article.sources)


def stored_blocks(db: Database, article_id: int) -> list[Block]:
    """The article's blocks as the archive holds them, in page order."""
    rows = db.conn.execute(
        "SELECT part, kind, text, level, url, rule FROM blocks WHERE article_id = ? ORDER BY position",
        (article_id,),
    )
    return [Block(*row) for row in rows]


def _insert_blocks(db: Database, article_id: int, article: Article) -> None:
    db.conn.executemany(
        "INSERT INTO blocks (article_id, position, part, kind, level, url, rule, text)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                article_id,
                position,
                block.part,
                block.kind,
                block.level,
                web_url(block.url),
                block.rule,
                block.text,
            )
            for position, block in enumerate(article.blocks, 1)
        ],
    )


def _clean(block: Block) -> Block:
    return Block(block.part, block.kind, block.text, block.level, web_url(block.url), block.rule)


def _insert_opinion(db: Database, article_id: int, article: Article) -> None:
    if article.opinion is not None:
        db.conn.execute(
            "INSERT INTO opinions (article_id, heading, text) VALUES (?, ?, ?)",
            (article_id, article.opinion.heading, PARAGRAPH.join(article.opinion.paragraphs)),
        )


def _values(article: Article, seen: Seen, old: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The article's own columns, by name; ``old`` are those that the archive holds."""
    url, body = article_url(article, seen.url), PARAGRAPH.join(article.body)
    same = old is not None and old["body"] == body
    return {
        "identity": identity(url),
        "url": url,
        "canonical_url": web_url(article.canonical_url),
        "headline": article.headline,
        "description": article.description,
        "date_published": article.date_published,
        "date_published_utc": utc(article.date_published),
        "date_published_raw": article.date_published_raw,
        "date_modified": article.date_modified,
        "section": article.section,
        "in_language": article.in_language,
        "layout": article.layout,
        "comment_system": article.comment_system,
        "comment_count": article.comment_count,
        "pings": article.pings,
        "comment_pages": json.dumps(article.comment_pages),
        "thread_complete": int(seen.thread_complete),
        "has_opinion": int(article.opinion is not None),
        "source_count": len(article.sources),
        "word_count": len(body.split()),
        "opinion": PARAGRAPH.join(article.opinion.paragraphs) if article.opinion else None,
        "body": body,
        "body_digest": old["body_digest"] if same and old else digest(article),
        "kept_parts": json.dumps(seen.kept),
    }


def touch(
    db: Database,
    article_id: int,
    at: str,
    run_id: int,
    *,
    held: int | None = None,
    capture_id: int | None = None,
) -> None:
    """Notes that the site shows the article at this moment, with ``held`` comments, on this capture.

    None keeps what is known (304 Not Modified). A moment before the last one, of a clock that was set back,
    does not make the article unseen.
    """
    if gone_since(db, article_id) is not None:
        events.of_article(db, article_id, "back", at, run_id)
    db.conn.execute(
        "UPDATE articles SET last_seen_at = max(last_seen_at, ?), gone_at = NULL, gone_reason = NULL,"
        " archived_comment_count = coalesce(?, archived_comment_count), capture_id = coalesce(?, capture_id)"
        " WHERE id = ?",
        (at, held, capture_id, article_id),
    )


def mark_thread(db: Database, article_id: int, at: str, run_id: int, *, closed: bool) -> None:
    """Notes whether the page takes comments."""
    since = db.conn.execute("SELECT thread_closed_at FROM articles WHERE id = ?", (article_id,)).fetchone()[0]
    if closed != (since is not None):
        db.conn.execute(
            "UPDATE articles SET thread_closed_at = ? WHERE id = ?", (at if closed else None, article_id)
        )
        events.of_article(db, article_id, "thread_closed" if closed else "thread_open", at, run_id)


def mark_gone(
    db: Database,
    article_id: int,
    at: str,
    run_id: int,
    reason: GoneReason,
    detail: str,
    since: str | None = None,
) -> bool:
    """Notes that the article is gone and how that is known, ``since`` when (the moment itself); False when it
    was known."""
    cursor = db.conn.execute(
        "UPDATE articles SET gone_at = ?, gone_reason = ? WHERE id = ? AND gone_at IS NULL",
        (since or at, reason, article_id),
    )
    if cursor.rowcount:
        events.of_article(db, article_id, "gone", at, run_id, detail)
    return bool(cursor.rowcount)


def gone_since(db: Database, article_id: int) -> str | None:
    """Since when the article is gone; None when it is not."""
    row = db.conn.execute("SELECT gone_at FROM articles WHERE id = ?", (article_id,)).fetchone()
    return None if row is None else row[0]


def move(db: Database, article_id: int, url: str, at: str, run_id: int) -> None:
    """Gives the article the address at which it is found today."""
    events.of_article(db, article_id, "moved", at, run_id, url)
    db.conn.execute(
        "UPDATE articles SET url = ?, identity = ?, gone_at = NULL, gone_reason = NULL WHERE id = ?",
        (url, identity(url), article_id),
    )


def merge(db: Database, article_id: int, into: int, at: str) -> None:
    """Makes one of two rows of the same article, which moved and was met at its new address first: the older
    row keeps its id and history, the younger one's id leads to it from now on."""
    conn = db.conn
    for table in ("captures", "known_urls", "opt_outs"):
        conn.execute(f"UPDATE {table} SET article_id = ? WHERE article_id = ?", (into, article_id))
    conn.execute("UPDATE merged_articles SET article_id = ? WHERE article_id = ?", (into, article_id))
    conn.execute("INSERT INTO merged_articles (id, article_id, at) VALUES (?, ?, ?)", (article_id, into, at))
    comments = conn.execute("SELECT id FROM comments WHERE article_id = ?", (article_id,)).fetchall()
    forget_comments(db, [row[0] for row in comments])
    forget_article(db, article_id)
    conn.execute("DELETE FROM articles WHERE id = ?", (article_id,))


def stands_at(db: Database, article_id: int, url: str) -> bool:
    """Whether this is the article's own address today, not one that it left or that merely led to it."""
    row = db.conn.execute("SELECT identity FROM articles WHERE id = ?", (article_id,)).fetchone()
    return row is not None and row[0] == identity(url)


def last_seen_before(db: Database, article_id: int, at: str) -> bool:
    """Whether the site last showed the article before this moment."""
    row = db.conn.execute("SELECT last_seen_at < ? FROM articles WHERE id = ?", (at, article_id)).fetchone()
    return bool(row[0])


def read_by(db: Database, article_id: int, rules: str | None) -> None:
    """Notes which rules have read an article that is held already."""
    db.conn.execute(
        "UPDATE articles SET rules = ? WHERE id = ? AND rules IS NOT ?", (rules, article_id, rules)
    )
