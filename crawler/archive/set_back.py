"""Moments that were written down by a clock that ran ahead, set back once it is right again.

Left as they are they would be false for ever, and for years nothing after them would count: an article last
seen in 2031, a page doubted since then. All of them are set back by one span, that which makes the latest of
them now: their order and what lies between them stay, none is left in the future, and each is the latest
moment at which it can have been. What was planned then is due now. The runs that wrote them keep the span
(``crawl_runs.set_back``).

Which clock is wrong, that of then or today's, no moment of ours says: the sites do. The ``Date`` of an answer
(RFC 9110, 6.6.1) is the server's own clock at that moment; where it agrees with today's clock, that of then
was wrong, and where it agrees with that of then nothing is set back. Where no answer of those runs has one,
today's clock is believed only if there was a run before, the moments lie weeks ahead, and hardly anything
that the sites themselves date lies between.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from sqlite_utils import Database

from crawler.archive.planning import bounds
from crawler.archive.times import moment

# Every column that our clock writes. A plan (next_due_at) and a rest (rest_until) lie ahead by themselves.
_MOMENTS = {
    "sites": ("first_seen_at",),
    "crawl_runs": ("started_at", "finished_at"),
    "dictionaries": ("created_at",),
    "raw_bodies": ("erased_at",),
    "captures": ("fetched_at",),
    "known_urls": ("discovered_at", "last_fetched_at", "last_changed_at", "last_event_at"),
    "failures": ("seen_at", "first_seen_at", "resolved_at"),
    "articles": (
        "first_seen_at", "last_seen_at", "changed_at", "gone_at", "thread_closed_at", "copy_refused_at",
    ),
    "opt_outs": ("seen_at",),
    "comments": ("first_seen_at", "last_seen_at", "edited_at", "removed_at", "unseen_since", "erased_at"),
    "revisions": ("seen_at",),
    "comment_revisions": ("seen_at",),
    "robots": ("fetched_at",),
    "hints": ("said_at",),
    "article_events": ("at",),
    "merged_articles": ("at",),
    "comment_events": ("at",),
    "resplits": ("started_at", "finished_at"),
    "erasures": ("at",),
    "host_files": ("fetched_at",),
    "suppressions": ("erased_at",),
    "pseudonym_keys": ("since",),
}  # fmt: skip
_WEEKS = timedelta(days=30)
_PLANS = "last_fetched_at > :impossible OR next_due_at > :never"
_RUNS = """
SELECT count(*) FILTER (WHERE started_at <= :impossible), count(*) FILTER (WHERE started_at > :impossible),
    min(id) FILTER (WHERE started_at > :impossible), max(id) FILTER (WHERE started_at > :impossible)
FROM crawl_runs
"""
_LATEST = """
SELECT max(moment) FROM (
    SELECT max(started_at, coalesce(finished_at, '')) AS moment FROM crawl_runs
    UNION ALL SELECT last_fetched_at FROM known_urls)
"""
# Nothing is proved by what was dated ahead when it was seen, nor by one date or two: "3 hours ago" is read by
# the wrong clock, too.
_DATED = """
SELECT 100 * count(*) FILTER (WHERE date > :impossible) > count(*) FROM (
    SELECT date_published_utc AS date, first_seen_at FROM articles
    UNION ALL SELECT date_published_utc, first_seen_at FROM comments)
WHERE date <= first_seen_at
"""
_ANSWERS = "SELECT headers FROM captures WHERE fetched_at > ? ORDER BY id LIMIT 500"
_BEFORE = (
    "SELECT max(started_at, coalesce(finished_at, '')) FROM crawl_runs WHERE id < ? ORDER BY id DESC LIMIT 1"
)


def set_right(db: Database, at: str) -> str | None:
    """Sets back what lies in the future at this moment. What was found and done in one sentence, None when
    there is nothing of the kind."""
    impossible = bounds(at)["impossible"]
    behind, ahead, first, last = db.conn.execute(_RUNS, {"impossible": impossible}).fetchone()
    if not ahead:
        return None
    latest = str(db.conn.execute(_LATEST).fetchone()[0])
    span = moment(latest) - moment(at)
    if not _ran_ahead(db, impossible, likely=bool(behind) and span >= _WEEKS):
        return f"the clock says {at}, and {ahead} of {behind + ahead} runs are dated after it: is it right?"
    earliest = db.conn.execute(_BEFORE, (first,)).fetchone()
    _set_back(db, at, span, earliest[0] if earliest is not None else "")
    runs = f"run {first} was" if first == last else f"runs {first} to {last} were"
    return (
        f"{runs} dated up to {latest} by a clock that ran ahead; all moments that lay in the future were set "
        f"back by {span.days} days, and are the latest possible ones"
    )


def _ran_ahead(db: Database, impossible: str, *, likely: bool) -> bool:
    """Whether it was the clock of those runs that was wrong, and not today's; ``likely`` where no server says
    so."""
    dates = list(_server_dates(db, impossible))
    if dates:
        return max(dates) <= moment(impossible)
    dated = db.conn.execute(_DATED, {"impossible": impossible}).fetchone()[0]
    return likely and not dated


def _server_dates(db: Database, since: str) -> Iterator[datetime]:
    """What the servers' clocks said when they gave the answers that ours dated after ``since``."""
    for (headers,) in db.conn.execute(_ANSWERS, (since,)):
        for name, value in json.loads(headers):
            if name.lower() == "date":
                try:
                    yield moment(parsedate_to_datetime(value).isoformat())
                except ValueError:
                    continue


def _set_back(db: Database, at: str, span: timedelta, earliest: str) -> None:
    """``earliest`` is when the last run before ended: nothing was written down before that."""
    values = {
        **bounds(at),
        "back": f"-{span / timedelta(seconds=1):.0f} seconds",
        "span": round(span / timedelta(seconds=1)),
        "earliest": earliest,
    }
    run = db.conn.execute
    run("UPDATE crawl_runs SET set_back = :span WHERE started_at > :impossible", values)
    run(f"UPDATE known_urls SET next_due_at = :now WHERE {_PLANS}", values)
    run(
        f"UPDATE sites SET rest_until = {_earlier('rest_until')}, rest_said_at = {_earlier('rest_said_at')}"
        " WHERE rest_said_at > :impossible",
        values,
    )
    for table, columns in _MOMENTS.items():
        for column in columns:
            run(f"UPDATE {table} SET {column} = {_earlier(column)} WHERE {column} > :impossible", values)


def _earlier(column: str) -> str:
    return f"max(strftime('%Y-%m-%dT%H:%M:%SZ', {column}, :back), :earliest)"
