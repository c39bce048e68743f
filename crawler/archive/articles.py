"""The rows of one article: found by its address, written when new, changed with a revision, left alone else.

A change is judged on the words of a few fields with their white space folded: never on bytes, dates, counters
or rules. Reading the same page again writes nothing but ``last_seen_at``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sqlite_utils import Database

from crawler.archive.names import add_authors, add_citations, add_keywords, web_url
from crawler.archive.search import forget_article, index_article
from crawler.archive.times import utc
from crawler.items import Article, Block

PARAGRAPH = "\n\n"
COMMA = ", "

# One column each, in this order, in INSERT, UPDATE and comparison alike.
_COLUMNS = (
    "identity", "url", "canonical_url", "headline", "description", "date_published", "date_published_utc",
    "date_published_raw", "date_modified", "section", "in_language", "layout", "comment_system",
    "comment_count", "pings", "comment_pages", "thread_complete", "has_opinion", "source_count", "word_count",
    "opinion", "body",
)  # fmt: skip
_INDEXED = ("headline", "description", "opinion", "body")  # the columns of articles_fts
_INSERT = f"""
INSERT INTO articles (site_id, capture_id, first_seen_at, last_seen_at, archived_comment_count,
    {", ".join(_COLUMNS)})
VALUES (?, ?, ?, ?, ?, {", ".join("?" * len(_COLUMNS))})
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


@dataclass(frozen=True, slots=True)
class Seen:
    """The circumstances of one reading: where the page was found, when, and which capture holds it."""

    site: int
    url: str
    asked: tuple[str, ...]
    at: str
    run_id: int
    capture_id: int | None
    thread_complete: bool


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


def article_url(article: Article, fetched_url: str) -> str:
    """The address to keep: what the page calls itself, if that is credible, else where it was found.

    A canonical link to another host, or to the home page from an inner page, is a template's mistake:
    trusting it would fold a whole blog into one article.
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
    return canonical


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
    held = len({comment.id for comment in article.comments})
    new = db.conn.execute(
        _INSERT,
        (seen.site, seen.capture_id, seen.at, seen.at, held, *(values[name] for name in _COLUMNS)),
    ).lastrowid
    assert new is not None
    _insert_blocks(db, new, article)
    _insert_opinion(db, new, article)
    add_authors(db, new, seen.site, article.authors)
    add_keywords(db, new, article.keywords)
    add_citations(db, new, article.sources)
    index_article(db, new)
    return new


def update_article(db: Database, article_id: int, article: Article, seen: Seen) -> int | None:
    """Writes what differs from the archive's rows; returns the revision's number when the words changed."""
    conn = db.conn
    cursor = conn.execute(_SELECT, (article_id,))
    old = dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))
    new = _values(article, seen)
    if any(old[name] != new[name] for name in _COLUMNS):
        reindex = any(old[name] != new[name] for name in _INDEXED)
        if reindex:
            forget_article(db, article_id)
        conn.execute(_UPDATE, (*(new[name] for name in _COLUMNS), article_id))
        if reindex:
            index_article(db, article_id)
    _update_parts(db, article_id, article, seen.site)
    return _add_revision(db, article_id, old, _fields(article), seen)


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


def _values(article: Article, seen: Seen) -> dict[str, Any]:
    """The article's own columns, by name."""
    url, body = article_url(article, seen.url), PARAGRAPH.join(article.body)
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
    }


def _fields(article: Article) -> dict[str, str | None]:
    """The fields whose words make a version, as text."""
    return {
        "headline": article.headline,
        "description": article.description,
        "authors": COMMA.join(article.authors),
        "section": article.section,
        "keywords": COMMA.join(article.keywords),
        "body": PARAGRAPH.join(article.body),
        "opinion": PARAGRAPH.join(article.opinion.paragraphs) if article.opinion else None,
        "sources": COMMA.join(source.name for source in article.sources),
    }


def _add_revision(
    db: Database, article_id: int, old: Mapping[str, Any], new: Mapping[str, str | None], seen: Seen
) -> int | None:
    changed = [name for name in new if _words(old[name]) != _words(new[name])]
    if not changed:
        return None
    conn = db.conn
    conn.execute(
        "UPDATE articles SET revision_count = revision_count + 1, changed_at = ? WHERE id = ?",
        (seen.at, article_id),
    )
    revision = conn.execute(
        "INSERT INTO revisions (article_id, number, run_id, capture_id, seen_at)"
        " SELECT id, revision_count, ?, ?, ? FROM articles WHERE id = ?",
        (seen.run_id, seen.capture_id, seen.at, article_id),
    ).lastrowid
    conn.executemany(
        "INSERT INTO revision_fields (revision_id, field, before, after) VALUES (?, ?, ?, ?)",
        [(revision, name, old[name] or None, new[name] or None) for name in changed],
    )
    return int(conn.execute("SELECT number FROM revisions WHERE id = ?", (revision,)).fetchone()[0])


def _words(text: str | None) -> str:
    return " ".join(text.split()) if text else ""


def touch(
    db: Database, article_id: int, at: str, *, held: int | None = None, capture_id: int | None = None
) -> None:
    """Notes that the site shows the article at this moment, with ``held`` comments, on this capture.

    None keeps what is known (304 Not Modified).
    """
    db.conn.execute(
        "UPDATE articles SET last_seen_at = ?, gone_at = NULL,"
        " archived_comment_count = coalesce(?, archived_comment_count), capture_id = coalesce(?, capture_id)"
        " WHERE id = ?",
        (at, held, capture_id, article_id),
    )


def mark_gone(db: Database, article_id: int, at: str) -> bool:
    """Notes since when the site answers that the article is gone; False when that was known."""
    cursor = db.conn.execute(
        "UPDATE articles SET gone_at = ? WHERE id = ? AND gone_at IS NULL", (at, article_id)
    )
    return cursor.rowcount == 1


def gone_since(db: Database, article_id: int) -> str:
    """Since when the article is gone, which it is."""
    return str(db.conn.execute("SELECT gone_at FROM articles WHERE id = ?", (article_id,)).fetchone()[0])


def stands_at(db: Database, article_id: int, url: str) -> bool:
    """Whether this is the article's own address today, not one that it left or that merely led to it."""
    row = db.conn.execute("SELECT identity FROM articles WHERE id = ?", (article_id,)).fetchone()
    return row is not None and row[0] == identity(url)
