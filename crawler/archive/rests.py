"""How long a site wants to be left alone.

A rest that the site asked for (Retry-After) binds every crawl. One that we take ourselves, because a site is
broken, binds only what runs by itself: a person may try again at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlite_utils import Database

from crawler.archive.times import moment
from crawler.clock import stamp

FIRST_REST = timedelta(hours=6)  # of a broken site: over before tomorrow's run; then 12 h, 1 d … 7 d
LONGEST_REST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Rest:
    """A site is to be left alone ``until`` (UTC, ISO 8601 with ``Z``); ``asked``: by itself."""

    until: str
    seconds: float
    reason: str
    asked: bool


def take(db: Database, site: int, seconds: float, reason: str, at: str) -> None:
    """Notes that the site asks to be left alone; a longer rest that it asked for before stays."""
    until = stamp(moment(at) + timedelta(seconds=seconds))
    db.conn.execute(
        "UPDATE sites SET rest_until = ?, rest_said_at = ?, rest_reason = ?, rest_asked = 1"
        " WHERE id = ? AND (rest_until IS NULL OR rest_asked = 0 OR rest_until < ?)",
        (until, at, reason, site, until),
    )


def of_site(db: Database, site: int, at: str) -> Rest | None:
    """The rest that is not over yet; None when there is none.

    Said at a time that has yet to come, it was said by a clock that was set back since: it then still lasts
    as long as was asked, from now on.
    """
    row = db.conn.execute(
        "SELECT rest_until, rest_said_at, rest_reason, rest_asked FROM sites"
        " WHERE id = ? AND rest_until IS NOT NULL",
        (site,),
    ).fetchone()
    if row is None:
        return None
    until, said_at, reason, asked = row
    now, end = moment(at), moment(until)
    if moment(said_at) > now:
        end = min(end, now + (end - moment(said_at)))
    left = (end - now).total_seconds()
    return Rest(stamp(end), left, reason, bool(asked)) if left > 0 else None


def broken(db: Database, site: int, reason: str, at: str) -> None:
    """Notes a run that got no good answer at all: the next ones wait, each time twice as long."""
    runs = 1 + int(db.conn.execute("SELECT broken_runs FROM sites WHERE id = ?", (site,)).fetchone()[0])
    rest = min(FIRST_REST * 2 ** min(runs - 1, 10), LONGEST_REST)
    db.conn.execute("UPDATE sites SET broken_runs = ? WHERE id = ?", (runs, site))
    db.conn.execute(
        "UPDATE sites SET rest_until = ?, rest_said_at = ?, rest_reason = ?, rest_asked = 0"
        " WHERE id = ? AND (rest_until IS NULL OR rest_asked = 0 OR rest_until <= ?)",
        (stamp(moment(at) + rest), at, reason, site, at),
    )


def answered(db: Database, site: int) -> None:
    """Notes that the site works: our own rest is over, one that it asked for is not."""
    db.conn.execute("UPDATE sites SET broken_runs = 0 WHERE id = ? AND broken_runs", (site,))
    db.conn.execute("UPDATE sites SET rest_until = NULL WHERE id = ? AND rest_asked = 0", (site,))
