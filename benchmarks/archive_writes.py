"""Visits a second into the archive, against raw sqlite3 writing the very same rows.

The baseline knows every row beforehand: it reads nothing, compares nothing, compresses nothing. It writes one
transaction a visit, by ``executemany`` for each table and one ``INSERT … SELECT`` for each full-text table,
into the same schema (indexes, checks, foreign keys) under the same pragmas.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.blog import Blog, Story
from benchmarks.measure import BASELINE, OURS, Figure, ratio, seconds
from benchmarks.measure import one_round as one_round_of
from crawler.archive import Archive
from crawler.items import Page, Visit

SITE = "blog.invalid"
Row = tuple[object, ...]


def measure(*, quick: bool) -> Iterator[Figure]:
    stories, number = list(Blog(40 if quick else 400).stories()), 3 if quick else 5
    visits = [visit_of(story) for story in stories]
    batches = rows_of(visits)
    measured = [one_round(visits, batches, turn) for turn in range(number)]
    rows = sum(len(of_table) for batch in batches for of_table in batch.rows.values())
    told = {name: f"{rows / seconds(name, measured) / 1000:.1f}k rows/s" for name in (OURS, BASELINE)}
    yield Figure(
        f"archive, {len(visits)} visits written, to executemany",
        told[OURS], told[BASELINE], ratio(BASELINE, OURS, measured), 0.8,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Batch:
    """All rows of one visit, by table; parents before what refers to them. An article and its captures name
    each other: ``captured`` are (article, capture), written when both are there."""

    rows: dict[str, list[Row]]
    captured: list[Row]


def visit_of(story: Story) -> Visit:
    day = f"2026-01-01T{story.number // 3600 % 24:02}:{story.number // 60 % 60:02}:{story.number % 60:02}Z"
    headers = (("Content-Type", "text/html; charset=UTF-8"), ("ETag", f'"{story.number:x}"'))
    page = Page(story.url, story.url, day, 200, headers, story.page())
    return Visit(story.url, SITE, page, article=story.article())


def one_round(visits: Sequence[Visit], batches: Sequence[Batch], turn: int) -> dict[str, float]:
    """Both write the same visits, in turn, each into a new file."""
    with TemporaryDirectory() as folder:
        ours, theirs = Path(folder) / "ours.db", Path(folder) / "theirs.db"
        raw = raw_database(theirs)
        with Archive(ours) as archive:
            run = archive.begin_run(SITE, "blog")
            seconds = one_round_of(
                {
                    OURS: lambda pair: archive.store_visit(run, pair[0]),
                    BASELINE: lambda pair: write_raw(raw, pair[1]),
                },
                list(zip(visits, batches, strict=True)),
                turn=turn,
            )
        raw.close()
    return seconds


def raw_database(path: Path) -> sqlite3.Connection:
    """A connection as the archive sets it up, to a file with its schema, its site and its run."""
    with Archive(path) as archive:
        archive.begin_run(SITE, "blog")
    raw = sqlite3.connect(path, isolation_level=None)
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = NORMAL", "cache_size = -32000"):
        raw.execute(f"PRAGMA {pragma}")
    return raw


def write_raw(raw: sqlite3.Connection, batch: Batch) -> None:
    raw.execute("BEGIN IMMEDIATE")
    for table, rows in batch.rows.items():
        raw.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    raw.executemany("UPDATE captures SET article_id = ? WHERE id = ?", batch.captured)
    for table, columns in _INDEXED.items():
        new = batch.rows.get(table)
        if new:
            raw.execute(
                f"INSERT INTO {table}_fts (rowid, {columns}) SELECT id, {columns} FROM {table}"
                " WHERE id BETWEEN ? AND ?",
                (new[0][0], new[-1][0]),
            )
    raw.execute("COMMIT")


_INDEXED = {"articles": "headline, description, opinion, body", "comments": "text, author"}
# How to know which article a table's rows came with; each is new with its first article.
_TABLES = {
    "dictionaries": "SELECT 1, t.* FROM dictionaries t",
    "raw_bodies": "SELECT c.article_id, t.* FROM raw_bodies t JOIN captures c USING (digest)",
    "authors": "SELECT min(x.article_id), t.* FROM authors t JOIN article_authors x ON x.author_id = t.id"
    " GROUP BY t.id",
    "keywords": "SELECT min(x.article_id), t.* FROM keywords t JOIN article_keywords x ON x.keyword_id = t.id"
    " GROUP BY t.id",
    "commenters": "SELECT min(x.article_id), t.* FROM commenters t JOIN comments x ON x.commenter_id = t.id"
    " GROUP BY t.id",
    "captures": "SELECT article_id, id, site_id, run_id, NULL, role, url, requested_url, fetched_at, status,"
    " content_type, headers, digest FROM captures",
    "articles": "SELECT id, t.* FROM articles t",
    **{
        table: f"SELECT article_id, t.* FROM {table} t"
        for table in (
            "article_authors", "article_keywords", "blocks", "opinions", "citations", "comments",
            "known_urls",
        )
    },
    "unread_words": "SELECT CASE source WHEN 'articles' THEN first ELSE"
    " (SELECT article_id FROM comments WHERE id = first) END, t.* FROM unread_words t",
}  # fmt: skip


def rows_of(visits: Sequence[Visit]) -> list[Batch]:
    """What the archive writes for each visit: stored once, and read back table by table."""
    with TemporaryDirectory() as folder, Archive(Path(folder) / "rows.db") as archive:
        run = archive.begin_run(SITE, "blog")
        ids = [archive.store_visit(run, visit).article_id for visit in visits]
        batches: dict[int, dict[str, list[Row]]] = defaultdict(dict)
        captured: dict[int, list[Row]] = defaultdict(list)
        for table, query in _TABLES.items():
            for article, *row in archive.db.conn.execute(query):
                batches[article].setdefault(table, []).append(tuple(row))
        for article, capture in archive.db.conn.execute("SELECT article_id, id FROM captures"):
            captured[article].append((article, capture))
    return [Batch(batches[article], captured[article]) for article in ids if article is not None]
