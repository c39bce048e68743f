"""When each address is due again, and why: written in the transaction of the visit that decides it.

What follows from what is in ``schedule``, as pure functions; this module brings them what the archive knows.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlite_utils import Database

from crawler.archive.hints import SIGNALS
from crawler.archive.schedule import (
    DAY,
    LONGEST,
    UNSURE,
    Pace,
    Trust,
    article_due,
    exposed,
    failed_due,
    gone_due,
    out_of_time,
)
from crawler.archive.times import moment, utc
from crawler.clock import stamp
from crawler.items import Article

# In the order in which they are fetched: what may have moved before what is new, or it would be met twice.
# A date of the last visit that lies in the future is a wrong clock's, and so is the plan made with it, or one
# for a time further off than any plan goes.
_DUE = """
SELECT k.url, CASE
        WHEN k.failures = 0 AND k.woken_by IN ('moved', 'unlisted', 'dropped', 'repeated') THEN 'moved'
        WHEN k.last_fetched_at IS NULL THEN 'new'
        WHEN k.failures = 0 AND k.woken_by IN (SELECT value FROM json_each(:trusted)) THEN 'woken'
        WHEN k.failures > 0 THEN 'failed' WHEN a.gone_at IS NOT NULL THEN 'gone' ELSE 'planned' END AS reason,
    k.discovered_by, k.woken_by, k.failures, k.last_fetched_at, k.last_event_at
FROM known_urls k LEFT JOIN articles a ON a.id = k.article_id
WHERE k.site_id = :site AND k.kind IN ('article', 'unknown')
    AND (coalesce(k.next_due_at, '') <= :now OR k.last_fetched_at > :impossible OR k.next_due_at > :never
        OR (k.failures = 0 AND k.woken_by IN (SELECT value FROM json_each(:trusted))))
ORDER BY CASE reason WHEN 'moved' THEN 0 WHEN 'new' THEN 1 WHEN 'woken' THEN 2 ELSE 3 END,
    k.next_due_at, k.discovered_at DESC, k.url
LIMIT :most
"""

_DUE_SOURCES = """
SELECT url, kind, discovered_by, last_fetched_at,
    failures = 0 AND coalesce(last_status, 0) BETWEEN 400 AND 499
FROM known_urls
WHERE site_id = :site AND kind IN ('feed', 'sitemap', 'listing')
    AND (coalesce(next_due_at, '') <= :now OR last_fetched_at > :impossible OR next_due_at > :never)
ORDER BY CASE kind WHEN 'feed' THEN 0 WHEN 'sitemap' THEN 1 ELSE 2 END, discovered_at, url
"""

_SIGNALS = {
    "moved": "its feed entry has another address",
    "unlisted": "the sitemap no longer names it",
    "dropped": "it was taken out of the list that shows older ones",
    "repeated": "its article stands at another address, too",
    "listed-again": "it was gone, and is named again",
    "comment-feed": "a comment is new or edited",
    "comment-count": "its number of comments moved",
    "feed-date": "the feed gives it another date",
    "lastmod": "the sitemap gives it another date",
    "feed-words": "its words in the feed changed",
}


@dataclass(frozen=True, slots=True)
class Due:
    """An address to ask for now. ``kind`` is ``article``, or what it is that lists articles; ``why`` is a
    phrase for a person; ``by`` is the address that named it; ``guessed`` that it gave nothing last time;
    ``first`` that it may lead to others that are due, and is to be asked for before them; ``announced`` that
    something that is believed says it has changed."""

    url: str
    kind: Literal["article", "feed", "sitemap", "listing"]
    why: str
    by: str | None = None
    guessed: bool = False
    first: bool = False
    announced: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """What was known of a site's article before the visit at hand; nothing, where that is the first."""

    site: int
    article_id: int
    last_fetched_at: str | None = None
    last_event_at: str | None = None
    woken_by: str | None = None


def due_articles(db: Database, site: int, at: str, most: int = -1) -> list[Due]:
    """The articles due at this moment, in the order in which to fetch them; ``most`` -1 for all."""
    now = moment(at)
    trusted = [signal for signal in SIGNALS if trust(db, site, signal).holds]
    rows = db.conn.execute(
        _DUE,
        {
            "site": site,
            **bounds(at),
            "trusted": json.dumps(trusted),
            "most": most,
        },
    )
    return [
        Due(
            url,
            "article",
            _why(reason, woken_by, failures, fetched, event, now),
            by,
            first=reason == "moved",
            announced=reason == "woken",
        )
        for url, reason, by, woken_by, failures, fetched, event in rows
    ]


def due_sources(db: Database, site: int, at: str) -> list[Due]:
    """The feeds, sitemaps and listings due at this moment, feeds first."""
    now = moment(at)
    rows = db.conn.execute(_DUE_SOURCES, {"site": site, **bounds(at)})
    return [
        Due(
            url,
            kind,
            f"last read {_age(fetched, now)} ago" if fetched else "never read",
            by,
            bool(guess),
        )
        for url, kind, by, fetched, guess in rows
    ]


def bounds(at: str) -> dict[str, str]:
    """This moment, and after which one a date of the past, and a plan, are a wrong clock's."""
    now = moment(at)
    return {"now": at, "impossible": stamp(now + DAY), "never": stamp(now + LONGEST + DAY)}


def _why(
    reason: str, woken_by: str | None, failures: int, fetched: str | None, event: str | None, now: datetime
) -> str:
    match reason:
        case "new":
            return "new"
        case "moved" | "woken":
            return _SIGNALS.get(str(woken_by), str(woken_by))
        case "failed":
            return f"failed {failures} time{'s' if failures > 1 else ''} in a row"
        case "gone":
            return f"gone; last looked for {_age(fetched, now)} ago"
        case _:
            return f"last visit {_age(fetched, now)} ago, last event {_age(event, now)} ago"


def _age(then: str | None, now: datetime) -> str:
    if then is None or moment(then) > now:
        return "an unknown time"
    hours = (now - moment(then)) / timedelta(hours=1)
    return f"{hours:.0f} h" if hours < 48 else f"{hours / 24:.0f} d"


# --- what a visit means for the next


def recall(db: Database, site: int, article_id: int) -> Before:
    """What is known of an article; to be asked before its visit is written down."""
    fetched, event = db.conn.execute(
        "SELECT max(last_fetched_at), max(last_event_at) FROM known_urls WHERE article_id = ?"
        " AND kind = 'article'",
        (article_id,),
    ).fetchone()
    woken = {
        signal
        for (signal,) in db.conn.execute(
            "SELECT woken_by FROM known_urls WHERE article_id = ? AND woken_by IS NOT NULL", (article_id,)
        )
    }
    woken_by = next((signal for signal in SIGNALS if signal in woken), None)
    return Before(site, article_id, fetched, event, woken_by)


def visited(
    db: Database, before: Before, url: str, at: str, *, changed: bool, event: str | None = None
) -> None:
    """Learns from a visit and plans the next one, at ``url``; other addresses of the article are left alone.

    ``event`` is the newest date that the page itself shows (publication, last comment), if any.
    """
    now = moment(at)
    pace = _learn(db, before, now, changed)
    known = [moment(stamp) for stamp in (before.last_event_at, event) if stamp]
    if before.last_fetched_at is not None and changed:
        known.append(now)
    last = min(max(known, default=now), now)
    _plan(db, before.article_id, url, article_due(last, now, pace), last, now)


def gone(db: Database, before: Before, url: str, *, since: str, at: str) -> None:
    """Learns from finding an article gone, ``since`` when, and plans to look again."""
    now = moment(at)
    _learn(db, before, now, since == at)
    last = min(moment(since), now)
    _plan(db, before.article_id, url, gone_due(last, now), last, now)


def _plan(db: Database, article_id: int, url: str, due: datetime, event: datetime, now: datetime) -> None:
    conn = db.conn
    conn.execute(
        "UPDATE known_urls SET next_due_at = ?, woken_by = NULL"
        " WHERE article_id = ? AND kind = 'article' AND url <> ?",
        (stamp(now + LONGEST), article_id, url),
    )
    conn.execute(
        "UPDATE known_urls SET next_due_at = ?, last_event_at = ?, woken_by = NULL WHERE url = ?",
        (stamp(due), stamp(event), url),
    )


def newest_date(article: Article, before: Before, at: str) -> str | None:
    """The newest date that a page shows of itself: publication, its last comment, at the first visit its last
    change, too; none later than the visit, since a wrong date must not keep the page young for ever.

    Later on a change is what visits find: some blogs write today's date as that of the last change, each day.
    """
    dates = [article.date_published, *(one.date_published for one in article.comments)]
    if before.last_fetched_at is None:
        dates.append(article.date_modified)
    return max((date for date in map(utc, dates) if date and date <= at), default=None)


def _learn(db: Database, before: Before, now: datetime, changed: bool) -> Pace:
    """Brings what a visit found into the site's pace and into the trust in what caused it."""
    conn, site = db.conn, before.site
    if before.last_fetched_at is not None and before.last_event_at is not None:
        seen, event = moment(before.last_fetched_at), moment(before.last_event_at)
        if not out_of_time(seen, now):
            conn.execute(
                "UPDATE sites SET surprises = surprises + ?, exposure = exposure + ? WHERE id = ?",
                (int(changed and before.woken_by is None), exposed(event, seen, now), site),
            )
    if before.woken_by is not None:
        learnt = trust(db, site, before.woken_by).after(changed)
        conn.execute(
            "INSERT INTO signals (site_id, signal, hits, misses) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET hits = excluded.hits, misses = excluded.misses",
            (site, before.woken_by, learnt.hits, learnt.misses),
        )
    return pace(db, site)


def pace(db: Database, site: int) -> Pace:
    return Pace(*db.conn.execute("SELECT surprises, exposure FROM sites WHERE id = ?", (site,)).fetchone())


def trust(db: Database, site: int, signal: str) -> Trust:
    row = db.conn.execute(
        "SELECT hits, misses FROM signals WHERE site_id = ? AND signal = ?", (site, signal)
    ).fetchone()
    return Trust(*row) if row else Trust()


def look_again(db: Database, article_id: int) -> None:
    """Makes the article's own address due: it was found at another one."""
    db.conn.execute(
        "UPDATE known_urls SET woken_by = 'repeated', failures = 0 WHERE article_id = :article"
        " AND kind = 'article' AND url = (SELECT url FROM articles WHERE id = :article)",
        {"article": article_id},
    )


def put_off(db: Database, url: str, at: str, longer: timedelta = UNSURE) -> None:
    """Leaves an address alone for so long, though it is due."""
    due = stamp(moment(at) + longer)
    db.conn.execute("UPDATE known_urls SET next_due_at = ?, woken_by = NULL WHERE url = ?", (due, url))


def failed(db: Database, url: str, at: str) -> None:
    """Plans the next try of an address that has just failed."""
    failures = db.conn.execute("SELECT failures FROM known_urls WHERE url = ?", (url,)).fetchone()[0]
    db.conn.execute(
        "UPDATE known_urls SET next_due_at = ? WHERE url = ?", (stamp(failed_due(moment(at), failures)), url)
    )
