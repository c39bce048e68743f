"""Keeps the full-text tables in step with the rows whose words they index (external content).

FTS5 cannot see what an external row held before: whoever changes an indexed column calls ``forget_…`` first,
while the old words are still in the table, and ``index_…`` afterwards. Getting this wrong corrupts the index
silently. https://www.sqlite.org/fts5.html#external_content_tables
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlite_utils import Database

from crawler.archive import words


def index_article(db: Database, article_id: int) -> None:
    db.conn.execute(
        "INSERT INTO articles_fts (rowid, headline, description, opinion, body)"
        " SELECT id, headline, description, opinion, body FROM articles WHERE id = ?",
        (article_id,),
    )
    words.note(db, "articles", [(article_id, article_id)])


def forget_article(db: Database, article_id: int) -> None:
    db.conn.execute(
        "INSERT INTO articles_fts (articles_fts, rowid, headline, description, opinion, body)"
        " SELECT 'delete', id, headline, description, opinion, body FROM articles WHERE id = ?",
        (article_id,),
    )


def index_new_comments(db: Database, first: int, last: int) -> None:
    """For rows just inserted under consecutive ids."""
    db.conn.execute(
        "INSERT INTO comments_fts (rowid, text, author)"
        " SELECT id, text, author FROM comments WHERE id BETWEEN ? AND ?",
        (first, last),
    )
    words.note(db, "comments", [(first, last)])


def index_comments(db: Database, ids: Sequence[int]) -> None:
    db.conn.execute(
        "INSERT INTO comments_fts (rowid, text, author)"
        " SELECT id, text, author FROM comments WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(ids),),
    )
    words.note(db, "comments", [(key, key) for key in ids])


def forget_comments(db: Database, ids: Sequence[int]) -> None:
    db.conn.execute(
        "INSERT INTO comments_fts (comments_fts, rowid, text, author)"
        " SELECT 'delete', id, text, author FROM comments WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    )
