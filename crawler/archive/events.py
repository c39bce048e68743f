"""What happened to an article or a comment beside its words: one row each time, never taken back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from sqlite_utils import Database

ArticleEvent = Literal["gone", "back", "moved", "thread_closed", "thread_open"]
GoneReason = Literal[
    "http_404", "http_410", "redirect_home", "redirect_elsewhere", "not_found", "unavailable_after"
]
CommentEvent = Literal["removed", "emptied", "short", "closed", "unreadable", "back"]


def of_article(
    db: Database, article_id: int, event: ArticleEvent, at: str, run_id: int | None, detail: str | None = None
) -> None:
    """Notes an event of an article, with the address it has now."""
    db.conn.execute(
        "INSERT INTO article_events (article_id, run_id, at, event, detail, address)"
        " SELECT id, ?, ?, ?, ?, url FROM articles WHERE id = ?",
        (run_id, at, event, detail, article_id),
    )


def of_comments(
    db: Database, comment_ids: Iterable[int], event: CommentEvent, at: str, run_id: int | None
) -> None:
    """Notes the same event of several comments."""
    db.conn.executemany(
        "INSERT INTO comment_events (comment_id, run_id, at, event) VALUES (?, ?, ?, ?)",
        [(comment_id, run_id, at, event) for comment_id in comment_ids],
    )
