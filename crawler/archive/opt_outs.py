"""Wishes not to be copied, mined or published: kept as they were seen, with what was done because of each.

What follows from a wish is decided elsewhere (``crawler.optouts``); here it becomes rows.
"""

from __future__ import annotations

from datetime import timedelta

from sqlite_utils import Database

from crawler.archive.times import moment
from crawler.clock import stamp
from crawler.items import Terms, Wish

_TOLD_AGAIN = timedelta(days=30)  # after so long without it, a wish is news


def settle(db: Database, article_id: int, capture_id: int | None, terms: Terms, at: str) -> None:
    """Keeps the signals of one fetch of an article, and marks the article by them. Signals that were kept of
    the same fetch before are replaced: it has been read again."""
    conn = db.conn
    conn.execute("DELETE FROM opt_outs WHERE article_id = ? AND capture_id IS ?", (article_id, capture_id))
    conn.executemany(
        "INSERT INTO opt_outs (capture_id, article_id, signal, value, seen_at, decision, reason)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (capture_id, article_id, wish.signal, wish.value, at, wish.decision, wish.reason)
            for wish in terms.wishes
        ],
    )
    conn.execute(
        "UPDATE articles SET withheld = :withheld,"
        " copy_refused_at = CASE WHEN :refused THEN coalesce(copy_refused_at, :at) END"
        " WHERE id = :id AND (withheld IS NOT :withheld OR (copy_refused_at IS NOT NULL) IS NOT :refused)",
        {"withheld": terms.withheld, "refused": int(not terms.copy), "at": at, "id": article_id},
    )


def keeps_copy(db: Database, article_id: int) -> bool:
    """Whether the archive holds an article's text from before its page asked not to be copied."""
    row = db.conn.execute(
        "SELECT body <> '' OR archived_comment_count > 0 FROM articles WHERE id = ?", (article_id,)
    ).fetchone()
    return bool(row[0])


def not_fetched(db: Database, run_id: int, url: str, wish: Wish, at: str) -> bool:
    """Keeps why an address was not fetched, once a run; False when the site's runs of the last month have met
    this wish before."""
    (met,) = db.conn.execute(
        "SELECT EXISTS (SELECT 1 FROM opt_outs o JOIN crawl_runs r ON r.id = o.run_id"
        " JOIN crawl_runs t ON t.site_id = r.site_id"
        " WHERE t.id = ? AND r.id < t.id AND o.signal = ? AND o.value = ? AND o.seen_at > ?)",
        (run_id, wish.signal, wish.value, stamp(moment(at) - _TOLD_AGAIN)),
    ).fetchone()
    db.conn.execute(
        "INSERT INTO opt_outs (run_id, url, signal, value, seen_at, decision, reason)"
        " SELECT :run, :url, :signal, :value, :at, :decision, :reason"
        " WHERE NOT EXISTS (SELECT 1 FROM opt_outs WHERE run_id = :run AND url = :url AND signal = :signal)",
        {
            "run": run_id, "url": url, "signal": wish.signal, "value": wish.value, "at": at,
            "decision": wish.decision, "reason": wish.reason,
        },
    )  # fmt: skip
    return not met
