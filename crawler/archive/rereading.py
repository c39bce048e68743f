"""Raw pages read again with newer rules: which visits there are, and what of a reading becomes rows.

A reading is no visit. It corrects what the archive says that a page said; it never makes a revision, an edit,
a removal or any other event, since the site did nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from crawler.archive import articles, captures, erasing, opt_outs, reading
from crawler.archive.bodies import Bodies, BodyMissing
from crawler.archive.comments import ThreadMerge
from crawler.archive.connection import PAGE_FAULTS, Connection
from crawler.archive.names import web_url
from crawler.archive.search import forget_comments
from crawler.archive.threads import parent_of
from crawler.archive.times import utc
from crawler.archive.tombstones import is_tombstone
from crawler.archive.words import read_new
from crawler.clock import Clock
from crawler.items import Article, Comment, Visit

# The comment pages of a visit were stored in its own transaction, right after its page.
_COMMENT_PAGES = """
SELECT id FROM captures WHERE run_id IS :run AND role = 'comments' AND id > :page
    AND id < coalesce(
        (SELECT min(id) FROM captures WHERE run_id IS :run AND id > :page AND role <> 'comments'),
        9223372036854775807)
ORDER BY id
"""

# Every page of an address that could not be read, in the order in which they came.
_UNREAD = """
SELECT c.id, f.url FROM failures f
JOIN captures last ON last.id = f.capture_id
JOIN captures c ON c.site_id = f.site_id AND c.requested_url = last.requested_url
WHERE f.resolved_at IS NULL AND f.stage IN ('read', 'split', 'store')
    AND c.role = 'article' AND c.article_id IS NULL AND c.status BETWEEN 200 AND 299
    AND (:site IS NULL OR f.site_id = :site) AND (:since IS NULL OR c.fetched_at >= :since)
GROUP BY c.id ORDER BY c.id
"""

_ARTICLES = """
SELECT a.id FROM articles a LEFT JOIN captures c ON c.id = a.capture_id
WHERE a.id > :after AND a.copy_refused_at IS NULL
    AND (:site IS NULL OR a.site_id = :site) AND (:since IS NULL OR c.fetched_at >= :since)
    AND (:fresh IS NULL OR a.rules IS NULL
        OR a.rules IS NOT (SELECT value FROM json_each(:fresh) WHERE key = (SELECT name FROM sites s
            WHERE s.id = a.site_id)))
ORDER BY a.id
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which pages to read again: of one site or of all, fetched on that day (YYYY-MM-DD) or later. ``fresh``
    gives today's rules by site: then only what other rules read."""

    site: str | None = None
    since: str | None = None
    fresh: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """One archived visit: ``visit`` has its pages and no article. ``held`` is what the rows of its article
    say that its pages show, None where it gave no article, and ``away`` the comments that they do not
    show: taken back, or not seen; ``rules`` read them, and ``kept`` names the fields that the page itself
    does not show."""

    capture_id: int
    comment_captures: tuple[int, ...]
    run_id: int
    visit: Visit
    article_id: int | None = None
    held: Article | None = None
    away: tuple[Comment, ...] = ()
    rules: str | None = None
    kept: tuple[str, ...] = ()


class Rereading:
    """The archive as ``scrapy resplit`` uses it. Verbs that write are one transaction each."""

    def __init__(self, connection: Connection, bodies: Bodies, clock: Clock) -> None:
        self._connection = connection
        self._bodies = bodies
        self._clock = clock

    @property
    def _db(self) -> Database:
        return self._connection.db

    # --- what there is to read

    def article_ids(self, asked: Asked, after: int = 0) -> list[int]:
        """The articles to read again, in the order of their ids."""
        fresh = json.dumps(dict(asked.fresh)) if asked.fresh is not None else None
        with self._connection.errors():
            rows = self._db.conn.execute(
                _ARTICLES,
                {"after": after, "fresh": fresh, "site": self._site(asked.site), "since": asked.since},
            )
            return [int(row[0]) for row in rows]

    def unread(self, asked: Asked) -> list[tuple[int, str]]:
        """(capture, address) of pages that came whole and gave no article, oldest first."""
        with self._connection.errors():
            rows = self._db.conn.execute(_UNREAD, {"site": self._site(asked.site), "since": asked.since})
            return [(int(capture), str(url)) for capture, url in rows]

    def article(self, article_id: int) -> Earlier | None:
        """The last good visit of an article; None when its raw pages are not held."""
        with self._connection.errors():
            held = reading.read_article(self._db, article_id)
            if held is None or held.capture_id is None:
                return None
            earlier = self._visit(held.capture_id, str(held.article.url))
            if earlier is None:
                return None
            unseen = self._unseen(article_id)
            shown = tuple(one for one in held.article.comments if one.id not in unseen)
            hidden = tuple(one for one in held.article.comments if one.id in unseen)
            rules, kept = self._db.conn.execute(
                "SELECT rules, kept_parts FROM articles WHERE id = ?", (article_id,)
            ).fetchone()
            return replace(
                earlier,
                article_id=article_id,
                held=replace(held.article, comments=shown),
                away=(*held.removed, *hidden),
                rules=rules,
                kept=tuple(json.loads(kept)),
            )

    def _unseen(self, article_id: int) -> set[str]:
        rows = self._db.conn.execute(
            "SELECT external_id FROM comments WHERE article_id = ? AND removed_at IS NULL"
            " AND unseen_since IS NOT NULL",
            (article_id,),
        )
        return {key for (key,) in rows}

    def page(self, capture_id: int, url: str) -> Earlier | None:
        """The visit that a capture began; None when its bytes are not held."""
        with self._connection.errors():
            return self._visit(capture_id, url)

    def _visit(self, capture_id: int, url: str) -> Earlier | None:
        conn = self._db.conn
        run_id, site = conn.execute(
            "SELECT c.run_id, s.name FROM captures c JOIN sites s ON s.id = c.site_id WHERE c.id = ?",
            (capture_id,),
        ).fetchone()
        rows = conn.execute(_COMMENT_PAGES, {"run": run_id, "page": capture_id})
        others = tuple(int(row[0]) for row in rows)
        try:
            page, *pages = (captures.load(self._db, self._bodies, one) for one in (capture_id, *others))
        except BodyMissing:
            return None
        return Earlier(capture_id, others, run_id, Visit(url, site, page, tuple(pages)))

    def _site(self, name: str | None) -> int | None:
        """The site's id; 0, which is no site's, for an unknown name; None for all."""
        if name is None:
            return None
        row = self._db.conn.execute("SELECT id FROM sites WHERE name = ?", (name,)).fetchone()
        return 0 if row is None else int(row[0])

    # --- what was read

    def confirm(self, article_ids: list[int], rules: str) -> None:
        """Notes that today's rules read the same of these articles."""
        with self._connection.writing() as db:
            db.conn.executemany(
                "UPDATE articles SET rules = ? WHERE id = ?", [(rules, one) for one in article_ids]
            )

    def amend(self, earlier: Earlier, visit: Visit) -> str | None:
        """Writes what was read of an archived visit over its article's rows. ``visit`` is the earlier one
        with ``article``, ``rules`` and ``terms`` set. Returns why SQLite refused the rows, and then nothing
        has changed; None when it took them."""
        try:
            with self._connection.writing() as db:
                self._amend(db, earlier, visit)
        except PAGE_FAULTS as error:
            return f"cannot be stored: {error}"
        return None

    def _amend(self, db: Database, earlier: Earlier, visit: Visit) -> None:
        assert earlier.article_id is not None
        assert visit.article is not None
        assert visit.page is not None
        if visit.terms is not None:
            opt_outs.settle(db, earlier.article_id, earlier.capture_id, visit.terms, visit.page.fetched_at)
            if not visit.terms.copy:
                return
        site, last_seen = db.conn.execute(
            "SELECT site_id, last_seen_at FROM articles WHERE id = ?", (earlier.article_id,)
        ).fetchone()
        # 'before' is the very same reading: there is no difference to make a revision of.
        seen = articles.Seen(
            site, visit.url, (), visit.page.fetched_at, earlier.run_id, earlier.capture_id,
            thread_complete=visit.thread_complete, before=visit.article, kept=visit.kept,
        )  # fmt: skip
        articles.update_article(db, earlier.article_id, visit.article, seen, twin=True)
        held = _ReadThread(db, earlier.article_id, visit.article, seen).amend(last_seen)
        db.conn.execute(
            "UPDATE articles SET archived_comment_count = ?, rules = ? WHERE id = ?",
            (held, visit.rules, earlier.article_id),
        )
        erasing.mark_erased(db, earlier.article_id, visit.erased, seen.at)

    # --- how far it has come

    def begin(self, asked: Mapping[str, Any]) -> tuple[int, int]:
        """(number, position) of this reading: of one with the same wishes that was killed, or a new one."""
        told = json.dumps(dict(asked), sort_keys=True)
        with self._connection.writing() as db:
            row = db.conn.execute(
                "SELECT id, position FROM resplits WHERE finished_at IS NULL AND asked = ?", (told,)
            ).fetchone()
            if row is not None:
                return int(row[0]), int(row[1])
            new = db.conn.execute(
                "INSERT INTO resplits (asked, started_at) VALUES (?, ?)", (told, self._clock.stamp())
            ).lastrowid
            return int(new or 0), 0

    def reached(self, number: int, article_id: int) -> None:
        """Notes that all articles up to this one are done."""
        with self._connection.writing() as db:
            db.conn.execute("UPDATE resplits SET position = ? WHERE id = ?", (article_id, number))

    def finish(self, number: int) -> None:
        with self._connection.writing() as db:
            db.conn.execute("UPDATE resplits SET finished_at = ? WHERE id = ?", (self._clock.stamp(), number))
            read_new(db)


def differences(held: Article, read: Article, away: Sequence[Comment] = ()) -> tuple[str, ...]:
    """The fields of an article's rows that a reading would change, in the order of the public split. Beside
    the comments that are ``held`` as shown, there are rows of those that are ``away``."""
    return tuple(name for name in _COMPARED if _stored(name, held) != _stored(name, read)) + (
        ("comments",) if _thread(held.comments, away, read.comments) else ()
    )


_COMPARED = (
    "layout", "headline", "description", "authors", "date_published", "date_modified", "date_published_raw",
    "section", "keywords", "in_language", "blocks", "sources", "opinion", "comment_count", "pings",
    "comment_system", "comment_pages",
)  # fmt: skip


def _stored(name: str, article: Article) -> Any:
    """A field as the archive keeps it: without addresses that are none of the web."""
    if name in ("blocks", "sources"):
        return [
            one if (url := web_url(one.url)) == one.url else replace(one, url=url)
            for one in getattr(article, name)
        ]
    return getattr(article, name)


def _thread(held: Sequence[Comment], away: Sequence[Comment], read: Sequence[Comment]) -> bool:
    """Whether a reading's comments would change rows. A date read from other words ("il y a 3 jours") at an
    earlier visit is the better one; so is a place that later visits could not show. What the page says in the
    place of a comment that the site took back is no comment that it shows."""
    shown = {one.id: one for one in read}
    gone = {one.id for one in away}
    there = {one.id for one in shown.values() if not (one.id in gone and is_tombstone(one))}
    if there != {one.id for one in held}:
        return True
    placed = _placed({one.id: one for one in (*away, *held)}, shown)
    return any(_row(one, one) != _row(placed[one.id], one) for one in held)


def _placed(rows: Mapping[str, Comment], shown: Mapping[str, Comment]) -> dict[str, Comment]:
    """The comments of a reading with the places that their rows would have."""
    flat = all(one.parent is None for one in shown.values())
    parents = {key: row.parent for key, row in rows.items()}
    placed: dict[str, Comment] = {}
    for key, one in shown.items():  # parents before their replies
        row = rows[key]
        parent = parent_of(one, parents, shown, flat=flat)
        if parent in placed:
            depth = placed[parent].depth + 1
        else:  # below what the page does not show, a place once counted stays
            depth = row.depth if parent is not None and parent == row.parent else one.depth
        as_shown = (parent, depth) == (one.parent, one.depth)  # nearly all: nothing to be made anew
        placed[key] = one if as_shown else replace(one, parent=parent, depth=depth)
    return placed


def _row(comment: Comment, held: Comment) -> tuple[Any, ...]:
    same_date = comment.date_published_raw == held.date_published_raw
    return (
        comment.author, web_url(comment.author_url), comment.is_staff, comment.text, comment.depth,
        comment.parent, comment.date_published if same_date else held.date_published,
    )  # fmt: skip


class _ReadThread(ThreadMerge):
    """A thread read again from the page that the rows were read from: names, texts, places and dates are
    corrected, comments that were overlooked are added, and what was no comment goes."""

    def __init__(self, db: Database, article_id: int, article: Article, seen: articles.Seen) -> None:
        texts = {one.id: one.text for one in article.comments}  # the same page: no text of it is an edit
        super().__init__(
            db, article_id, seen.site, article.comments,
            unseen="short", seen_at=seen.at, run_id=seen.run_id, before=texts,
        )  # fmt: skip

    def amend(self, last_seen: str) -> int:
        """Writes the differences; returns how many comments the site shows. ``last_seen`` is when the article
        was: a 304 says that the same page was there still."""
        before = set(self._held)
        self.apply()
        conn = self._db.conn
        conn.executemany(
            "UPDATE comments SET last_seen_at = ? WHERE article_id = ? AND external_id = ?",
            [(last_seen, self._article_id, key) for key in self._shown if key not in before],
        )
        conn.executemany(
            "UPDATE comments SET date_published = ?, date_published_utc = ?"
            " WHERE article_id = ? AND external_id = ? AND date_published_raw = ?",
            [
                (one.date_published, utc(one.date_published), self._article_id, key, one.date_published_raw)
                for key, one in self._shown.items()
                if one.date_published_raw is not None
            ],
        )
        return self.held()

    def _mark_absent(self) -> int:
        """What older rules took for a comment of this very page, and is none, goes; what was not on it, or
        was taken back, keeps its state."""
        absent = [row.id for key, row in self._held.items() if key not in self._shown]
        conn = self._db.conn
        phantoms = [
            int(row[0])
            for row in conn.execute(
                "SELECT id FROM comments WHERE id IN (SELECT value FROM json_each(?)) AND removed_at IS NULL"
                " AND unseen_since IS NULL AND erased_at IS NULL",
                (json.dumps(absent),),
            )
        ]
        if phantoms:
            ids = json.dumps(phantoms)
            forget_comments(self._db, phantoms)
            conn.execute(
                "UPDATE comments SET parent_id = NULL WHERE parent_id IN (SELECT value FROM json_each(?))",
                (ids,),
            )
            conn.execute("DELETE FROM comments WHERE id IN (SELECT value FROM json_each(?))", (ids,))
        return 0

    def _mark_seen(self, again: Any) -> int:
        """A comment that the page shows and older rules overlooked there was never away."""
        self._db.conn.execute(
            "UPDATE comments SET last_seen_at = max(last_seen_at, ?), removed_at = NULL, place_kept = 0,"
            " unseen_since = NULL, unseen_because = NULL WHERE id IN (SELECT value FROM json_each(?))",
            (self._seen_at, json.dumps([held.id for held, _ in again])),
        )
        return 0
