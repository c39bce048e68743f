"""What feeds, sitemaps, listings and comment feeds say of articles, and which of them that wakes.

A source is compared with itself alone: what it said last time. Nothing is written on a day on which it says
the same again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from crawler.archive.known_urls import Discovery
from crawler.archive.schedule import Held, Hint, Signal, announced
from crawler.archive.times import utc

# From the surest signal to the least: a weaker one does not take the place of a stronger.
SIGNALS: tuple[Signal, ...] = (
    "moved", "unlisted", "dropped", "repeated", "listed-again", "comment-feed", "comment-count", "feed-date",
    "lastmod", "feed-words",
)  # fmt: skip

_HEAR = """
INSERT INTO hints (source, url, lastmod, comments, words, guid, said_at) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (source, url) DO UPDATE SET lastmod = coalesce(excluded.lastmod, lastmod),
    comments = coalesce(excluded.comments, comments), words = coalesce(excluded.words, words),
    guid = coalesce(excluded.guid, guid), said_at = excluded.said_at
"""

_HELD = """
SELECT a.comment_count, a.archived_comment_count, a.date_modified, a.gone_at IS NOT NULL
FROM known_urls k JOIN articles a ON a.id = k.article_id WHERE k.url = ?
"""


_OUT_OF_TURN = """
SELECT k.url FROM json_each(:vanished) v JOIN known_urls k ON k.url = v.value
JOIN articles a ON a.id = k.article_id AND a.url = k.url AND a.gone_at IS NULL
WHERE (SELECT count(*) FROM json_each(:now) n JOIN known_urls o ON o.url = n.value
    JOIN articles b ON b.id = o.article_id WHERE b.date_published_utc < a.date_published_utc) > 1
"""


@dataclass(frozen=True, slots=True)
class CommentNews:
    """A comment as a comment feed shows it: the article's address, the fragment of its link (which holds its
    id), and a digest of its words."""

    url: str
    fragment: str
    words: str


def heard(db: Database, source: str, found: Iterable[Discovery], at: str, *, whole: bool = False) -> int:
    """Takes what a source says now; wakes the articles of which it says something new. Returns how many.

    ``whole`` says that the source names all it has (a sitemap): what it no longer names may be gone.
    """
    before = {
        url: (Hint(lastmod, comments, words), guid)
        for url, lastmod, comments, words, guid in db.conn.execute(
            "SELECT url, lastmod, comments, words, guid FROM hints WHERE source = ?", (source,)
        )
    }
    now = {one.url: one for one in found if one.kind in ("article", "sitemap")}
    woken = 0
    for one in now.values():
        hint = Hint(utc(one.lastmod), one.comment_hint, one.words)
        known = before.get(one.url)
        if known is not None and not _differs(known[0], hint):
            continue
        held, is_gone = _held(db, one.url)
        signal = announced(known[0] if known else None, hint, held, "lastmod" if whole else "feed-date")
        if known is None and is_gone:
            signal = "listed-again"
        woken += _wake(db, one.url, signal) if signal else 0
        if one.kind == "sitemap" and known is not None:
            db.conn.execute("UPDATE known_urls SET next_due_at = NULL WHERE url = ?", (one.url,))
        db.conn.execute(_HEAR, (source, one.url, hint.lastmod, hint.comments, hint.words, one.guid, at))
    woken += _moved(db, {guid: url for url, (_, guid) in before.items() if guid}, now.values())
    if any(one.kind == "article" for one in now.values()):
        left = [url for url in before if url not in now]
        if whole:
            woken += _unlisted(db, source, left, len(before))
        else:
            woken += _dropped(db, left, list(now))
            _forget(db, source, left)
    return woken


def recent_comments_of(page: str) -> str:
    """The source of what a page's list of the newest comments says, beside what it says of articles."""
    return f"{page}#comments"


def heard_comments(db: Database, source: str, comments: Sequence[CommentNews], at: str) -> int:
    """Takes what a comment feed shows now; wakes the articles with a comment that is new or was edited.

    A comment that the archive holds already is no news when the feed first shows it.
    """
    before = dict(db.conn.execute("SELECT url, words FROM hints WHERE source = ?", (source,)))
    now = {f"{one.url}#{one.fragment}": one for one in comments}
    woken = 0
    for key, one in now.items():
        if before.get(key) == one.words:
            continue
        if key in before or not _holds_comment(db, one):
            woken += _wake(db, one.url, "comment-feed")
        db.conn.execute(_HEAR, (source, key, None, None, one.words, None, at))
    _forget(db, source, [key for key in before if key not in now])
    return woken


def _differs(known: Hint, hint: Hint) -> bool:
    pairs = (
        (known.lastmod, hint.lastmod),
        (known.comments, hint.comments),
        (known.words, hint.words),
    )
    return any(now is not None and now != before for before, now in pairs)


def _held(db: Database, url: str) -> tuple[Held, bool]:
    """What the last visit of an article showed, and whether it is gone."""
    row = db.conn.execute(_HELD, (url,)).fetchone()
    return (Held(), False) if row is None else (Held(row[0], row[1], utc(row[2])), bool(row[3]))


def _holds_comment(db: Database, one: CommentNews) -> bool:
    number = one.fragment.rpartition("-")[2]
    row = db.conn.execute(
        "SELECT 1 FROM comments c JOIN known_urls k ON k.article_id = c.article_id"
        " WHERE k.url = ? AND c.external_id IN (?, ?)",
        (one.url, one.fragment, number),
    ).fetchone()
    return row is not None


def _moved(db: Database, urls: dict[str, str], now: Iterable[Discovery]) -> int:
    """An entry that keeps its name under another address: its article has moved."""
    moves = ((urls[one.guid], one.url) for one in now if one.guid in urls)
    return sum(_wake(db, old, "moved") for old, new in moves if old != new)


def _unlisted(db: Database, source: str, vanished: Sequence[str], before: int) -> int:
    """What a sitemap no longer names. One that loses a fifth of its entries at once has another fault: then
    nothing is concluded, and they are remembered as if they were there."""
    if len(vanished) > max(5, before // 5):
        return 0
    _forget(db, source, vanished)
    return sum(_wake(db, url, "unlisted") for url in vanished)


def _dropped(db: Database, vanished: Sequence[str], now: Sequence[str]) -> int:
    """What a feed or listing no longer shows, though it still shows older articles: it was taken out, and did
    not make room for newer ones. One older article may be pinned to the top; two are no accident."""
    if not vanished:
        return 0
    shown = {"vanished": json.dumps(list(vanished)), "now": json.dumps(list(now))}
    rows = db.conn.execute(_OUT_OF_TURN, shown)
    return sum(_wake(db, url, "dropped") for (url,) in rows.fetchall())


def _forget(db: Database, source: str, urls: Sequence[str]) -> None:
    """Entries that a feed or listing no longer shows: newer ones have taken their place."""
    db.conn.executemany("DELETE FROM hints WHERE source = ? AND url = ?", [(source, url) for url in urls])


def _wake(db: Database, url: str, signal: Signal) -> int:
    """Marks an archived article for the next visit; 0 when it is none, or a surer signal has woken it."""
    weaker = SIGNALS[SIGNALS.index(signal) :]
    cursor = db.conn.execute(
        "UPDATE known_urls SET woken_by = ? WHERE url = ? AND kind = 'article' AND article_id IS NOT NULL"
        f" AND (woken_by IS NULL OR woken_by IN ({', '.join('?' * len(weaker))}))",
        (signal, url, *weaker),
    )
    return cursor.rowcount
