"""What commands print: an article as it is held now, and counts for the end of a crawl."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from crawler.archive.articles import stored_blocks
from crawler.archive.known_urls import article_of
from crawler.archive.wording import PARAGRAPH
from crawler.items import Article, Comment, Opinion, OptOut, Source

# What a site is called to readers, of the row ``s`` of sites: its own title, else the name that filters and
# addresses use. Two sites of one title (a blog that moved) have their names behind it.
SITE_TITLE = """CASE WHEN s.title IS NULL THEN s.name
    WHEN EXISTS (SELECT 1 FROM sites o WHERE o.title = s.title AND o.id <> s.id)
    THEN s.title || ' (' || s.name || ')' ELSE s.title END"""


@dataclass(frozen=True, slots=True)
class ArchivedArticle:
    """An article as the archive holds it: ``article`` is what the site shows now (without removed comments),
    ``removed`` the comments it took back, ``source_names`` the canonical names of its sources,
    ``site_title`` what its site is called to readers.
    """

    id: int
    article: Article
    site_title: str
    source_names: tuple[str, ...]
    removed: tuple[Comment, ...]
    held: int
    revision_count: int
    capture_id: int | None
    thread_complete: bool
    first_seen_at: str
    last_seen_at: str
    changed_at: str | None
    gone_at: str | None


@dataclass(frozen=True, slots=True)
class Gap:
    """An article whose thread is not what its page announces; ``why`` is a French phrase for readers."""

    article_id: int
    url: str
    declared: int | None
    held: int
    removed: int
    verdict: str
    why: str


@dataclass(frozen=True, slots=True)
class RunCounts:
    """One row of ``crawl_log``: what a run did."""

    run_id: int
    site: str
    started_at: str
    finished_at: str | None
    status: str
    finish_reason: str | None
    requests: int
    articles_new: int
    articles_changed: int
    articles_unchanged: int
    articles_failed: int
    comments_new: int
    comments_removed: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What the archive holds of a site (or of all). ``comments`` are those still shown; ``sources`` counts
    distinct sources, ``citations`` their mentions; ``missing`` is how many declared comments are not held;
    ``size`` is the whole file's, its write-ahead log included, and ``raw_size`` what the raw pages take of it
    (``raw_bytes`` before compression), in bytes. ``run`` is the run asked for.
    """

    path: Path
    size: int
    sites: int
    articles: int
    gone: int
    comments: int
    comments_removed: int
    sources: int
    citations: int
    opinions: int
    revisions: int
    captures: int
    raw_bytes: int
    raw_size: int
    gaps: tuple[Gap, ...]
    missing: int
    failures: int
    run: RunCounts | None


_ARTICLE = f"""
SELECT a.id, a.url, a.canonical_url, s.name AS site, {SITE_TITLE} AS site_title, a.layout, a.headline,
    a.description, a.date_published, a.date_modified, a.date_published_raw, a.section,
    a.in_language, a.comment_count, a.pings, a.comment_system, a.comment_pages, a.archived_comment_count,
    a.revision_count, a.capture_id, a.thread_complete, a.first_seen_at, a.last_seen_at, a.changed_at,
    a.gone_at
FROM articles a JOIN sites s ON s.id = a.site_id WHERE a.id = ?
"""

_COMMENTS = """
SELECT removed_at, external_id, parent_external_id, depth, position, author, author_url, is_staff,
    date_published, date_published_raw, text, parent_from
FROM comments WHERE article_id = ? ORDER BY sort_path
"""

_COUNTS = """
SELECT count(*), count(gone_at), coalesce(sum(archived_comment_count), 0), coalesce(sum(revision_count), 0)
FROM articles WHERE :site IS NULL OR site_id = :site
"""


def read_article(db: Database, key: int | str) -> ArchivedArticle | None:
    """The article with this id (or one that became part of it), or that this address leads to."""
    article_id = article_of(db, key)
    cursor = db.conn.execute(_ARTICLE, (article_id,))
    found = cursor.fetchone()
    if found is None or article_id is None:
        return None
    row = dict(zip((column[0] for column in cursor.description), found, strict=True))
    shown, removed = _comments(db, article_id)
    return ArchivedArticle(
        id=article_id,
        article=_article(db, row, shown),
        site_title=row["site_title"],
        source_names=tuple(
            name
            for (name,) in db.conn.execute(
                "SELECT s.name FROM citations c JOIN sources s ON s.id = c.source_id"
                " WHERE c.article_id = ? GROUP BY s.id ORDER BY min(c.position)",
                (article_id,),
            )
        ),
        removed=removed,
        held=row["archived_comment_count"],
        revision_count=row["revision_count"],
        capture_id=row["capture_id"],
        thread_complete=bool(row["thread_complete"]),
        first_seen_at=row["first_seen_at"],
        last_seen_at=row["last_seen_at"],
        changed_at=row["changed_at"],
        gone_at=row["gone_at"],
    )


def telling_article(db: Database, site: str | None) -> int | None:
    """The article with an opinion and a source, if there is one, and the deepest thread among those."""
    row = db.conn.execute(
        "SELECT a.id FROM articles a JOIN sites s ON s.id = a.site_id WHERE ? IS NULL OR s.name = ?"
        " ORDER BY a.has_opinion + (a.source_count > 0) DESC,"
        " (SELECT max(depth) FROM comments c WHERE c.article_id = a.id) DESC,"
        " a.archived_comment_count, a.id LIMIT 1",
        (site, site),
    ).fetchone()
    return None if row is None else int(row[0])


def summary(db: Database, path: Path, run_id: int | None, site: str | None) -> Summary:
    """Counts of a site (a run's, when ``run_id`` is given) or of the whole archive."""
    conn = db.conn
    run = run_counts(db, run_id) if run_id is not None else None
    site = run.site if run is not None else site
    found = conn.execute("SELECT id FROM sites WHERE name = ?", (site,)).fetchone() if site else None
    # A name that is no site counts nothing (no row has id 0); None counts everything.
    only = {"site": found[0] if found else 0} if site else {"site": None}

    def one(sql: str) -> int:
        return int(conn.execute(sql, only).fetchone()[0] or 0)

    articles, gone, comments, revisions = conn.execute(_COUNTS, only).fetchone()
    raw_bytes, raw_size = conn.execute(
        "SELECT coalesce(sum(size), 0), coalesce(sum(length(content)), 0) FROM raw_bodies WHERE :site IS NULL"
        " OR digest IN (SELECT digest FROM captures WHERE site_id = :site)",
        only,
    ).fetchone()
    raw_size += one("SELECT sum(length(content)) FROM dictionaries WHERE :site IS NULL OR site_id = :site")
    gaps = tuple(
        Gap(*row)
        for row in conn.execute(
            "SELECT g.* FROM archive_gaps g JOIN articles a ON a.id = g.article_id"
            " WHERE :site IS NULL OR a.site_id = :site ORDER BY g.article_id",
            only,
        )
    )
    in_site = "article_id IN (SELECT id FROM articles WHERE site_id = :site)"
    return Summary(
        path=path,
        size=_size(path),
        sites=one("SELECT count(*) FROM sites WHERE :site IS NULL OR id = :site"),
        articles=articles,
        gone=gone,
        comments=comments,
        comments_removed=one(
            f"SELECT count(*) FROM comments WHERE removed_at IS NOT NULL AND (:site IS NULL OR {in_site})"
        ),
        sources=one(f"SELECT count(DISTINCT source_id) FROM citations WHERE :site IS NULL OR {in_site}"),
        citations=one(f"SELECT count(*) FROM citations WHERE :site IS NULL OR {in_site}"),
        opinions=one(f"SELECT count(*) FROM opinions WHERE :site IS NULL OR {in_site}"),
        revisions=revisions,
        captures=one("SELECT count(*) FROM captures WHERE :site IS NULL OR site_id = :site"),
        raw_bytes=raw_bytes,
        raw_size=raw_size,
        gaps=gaps,
        missing=sum(max(0, gap.declared - gap.held) for gap in gaps if gap.declared is not None),
        failures=one(
            "SELECT count(*) FROM failures WHERE resolved_at IS NULL AND (:site IS NULL OR site_id = :site)"
        ),
        run=run,
    )


def run_counts(db: Database, run_id: int) -> RunCounts | None:
    """One row of ``crawl_log``; None when there is no such run."""
    row = db.conn.execute("SELECT * FROM crawl_log WHERE run_id = ?", (run_id,)).fetchone()
    return None if row is None else RunCounts(*row)


def _size(path: Path) -> int:
    return sum(file.stat().st_size for file in (path, Path(f"{path}-wal")) if file.exists())


def _comments(db: Database, article_id: int) -> tuple[tuple[Comment, ...], tuple[Comment, ...]]:
    """The comments that the site shows, and those it took back, each in reading order."""
    shown: list[Comment] = []
    removed: list[Comment] = []
    for (
        removed_at,
        key,
        parent,
        depth,
        position,
        author,
        url,
        staff,
        date,
        raw,
        text,
        found,
    ) in db.conn.execute(_COMMENTS, (article_id,)):
        comment = Comment(key, parent, depth, position, author, url, bool(staff), date, raw, text, found)
        (shown if removed_at is None else removed).append(comment)
    return tuple(shown), tuple(removed)


def _article(db: Database, row: dict[str, Any], comments: tuple[Comment, ...]) -> Article:
    conn, key = db.conn, (row["id"],)
    authors = conn.execute(
        "SELECT name FROM article_authors x JOIN authors a ON a.id = x.author_id"
        " WHERE article_id = ? ORDER BY position",
        key,
    )
    keywords = conn.execute(
        "SELECT name FROM article_keywords x JOIN keywords k ON k.id = x.keyword_id"
        " WHERE article_id = ? ORDER BY position",
        key,
    )
    sources = conn.execute("SELECT name, url, raw FROM citations WHERE article_id = ? ORDER BY position", key)
    opinion = conn.execute("SELECT heading, text FROM opinions WHERE article_id = ?", key).fetchone()
    wishes = conn.execute(
        "SELECT signal, value FROM opt_outs WHERE article_id = ? AND capture_id IS ? ORDER BY id",
        (row["id"], row["capture_id"]),
    )
    return Article(
        url=row["url"],
        canonical_url=row["canonical_url"],
        site=row["site"],
        layout=row["layout"],
        headline=row["headline"],
        description=row["description"],
        authors=tuple(name for (name,) in authors),
        date_published=row["date_published"],
        date_modified=row["date_modified"],
        date_published_raw=row["date_published_raw"],
        section=row["section"],
        keywords=tuple(name for (name,) in keywords),
        in_language=row["in_language"],
        blocks=tuple(stored_blocks(db, row["id"])),
        sources=tuple(Source(*source) for source in sources),
        opinion=Opinion(opinion[0], tuple(opinion[1].split(PARAGRAPH))) if opinion else None,
        comment_count=row["comment_count"],
        comments=comments,
        pings=row["pings"],
        comment_system=row["comment_system"],
        comment_pages=tuple(json.loads(row["comment_pages"])),
        opt_outs=tuple(OptOut(*wish) for wish in wishes),
    )
