"""Brings the comments of one fetch together with those the archive holds: new, edited, gone, back again.

Nothing is deleted. A comment that a whole thread no longer shows gets ``removed_at``, and so does one in
whose place the page prints that it was taken back: its words and its place stay. One that merely was not on a
page that could be trusted to show all is ``unseen``, with the reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from crawler.archive import events
from crawler.archive.names import commenter_ids, web_url
from crawler.archive.renames import Known, moved_places, renamed
from crawler.archive.search import forget_comments, index_comments, index_new_comments
from crawler.archive.threads import merged_order, parent_of, sort_paths
from crawler.archive.times import utc
from crawler.archive.tombstones import is_tombstone
from crawler.archive.wording import same_words
from crawler.items import Comment, Unseen

_INSERT = """
INSERT INTO comments (id, article_id, external_id, parent_id, parent_external_id, parent_from, depth,
    position, sort_path, commenter_id, author, author_url, is_staff, date_published, date_published_utc,
    date_published_raw, text, first_seen_at, last_seen_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_SELECT = """
SELECT external_id, id, parent_id, parent_external_id, parent_from, depth, position, sort_path, author,
    author_url, is_staff, date_published, text, removed_at, place_kept, unseen_because
FROM comments WHERE article_id = ? ORDER BY sort_path
"""
_MOVE = """
UPDATE comments SET parent_id = ?, parent_external_id = ?, parent_from = ?, depth = ?, position = ?,
    sort_path = ? WHERE id = ?
"""
_DESCRIBE = """
UPDATE comments SET author = ?, commenter_id = ?, author_url = ?, is_staff = ?,
    date_published = coalesce(date_published, ?), date_published_utc = coalesce(date_published_utc, ?),
    date_published_raw = coalesce(date_published_raw, ?)
WHERE id = ?
"""


@dataclass(frozen=True, slots=True)
class ThreadChanges:
    """What one fetch changed in a thread."""

    new: int = 0
    edited: int = 0
    removed: int = 0
    back: int = 0


@dataclass(frozen=True, slots=True)
class _Held:
    """What the archive knows of one comment."""

    external_id: str
    id: int
    parent_id: int | None
    parent_external_id: str | None
    parent_from: str | None
    depth: int
    position: int
    sort_path: str
    author: str | None
    author_url: str | None
    is_staff: int
    date_published: str | None
    text: str
    removed_at: str | None
    place_kept: int
    unseen_because: str | None

    @property
    def known(self) -> Known:
        return Known(self.external_id, self.author, self.date_published, self.text)

    @property
    def place(self) -> tuple[int | None, str | None, str | None, int, int, str]:
        return (
            self.parent_id, self.parent_external_id, self.parent_from,
            self.depth, self.position, self.sort_path,
        )  # fmt: skip


class ThreadMerge:
    """One fetch's comments against one article's rows.

    ``unseen`` says why absence is no evidence of removal; None says that it is. ``before`` are the texts of
    the last visit's page as today's rules read them, by comment: a text that is the same there is no edit,
    even where the archive holds what older rules read.
    """

    def __init__(
        self,
        db: Database,
        article_id: int,
        site: int,
        comments: Sequence[Comment],
        *,
        unseen: Unseen | None,
        seen_at: str,
        run_id: int,
        before: Mapping[str, str] | None = None,
    ) -> None:
        self._db = db
        self._article_id = article_id
        self._site = site
        self._unseen = unseen
        self._seen_at = seen_at
        self._run_id = run_id
        self._before = before or {}
        self._shown: dict[str, Comment] = {}
        for comment in comments:  # a pager may show one comment on two pages
            self._shown.setdefault(comment.id, comment)
        self._flat = all(comment.parent is None for comment in self._shown.values())
        self._held = {row[0]: _Held(*row) for row in db.conn.execute(_SELECT, (article_id,))}

    def apply(self) -> ThreadChanges:
        """Writes the differences and says what they were."""
        if not self._shown and not self._held:
            return ThreadChanges()
        self._rename()
        empty = {key for key, comment in self._shown.items() if is_tombstone(comment)}
        new = [comment for key, comment in self._shown.items() if key not in self._held]
        again = [
            (self._held[key], comment)
            for key, comment in self._shown.items()
            if key in self._held and key not in empty
        ]
        described = [(held, comment) for held, comment in again if _differs(held, comment)]
        authors = {comment.author for comment in (*new, *(comment for _, comment in described))}
        self._commenters = commenter_ids(self._db, self._site, sorted(filter(None, authors)))
        ids = self._place(new)
        self._insert(new, ids)
        emptied = self._mark_emptied([ids[key] for key in empty], {one.id for one in new} & empty)
        back = self._mark_seen(again)
        edited = self._rewrite(again, described)
        removed = self._mark_absent()
        return ThreadChanges(new=len(new), edited=edited, removed=removed + emptied, back=back)

    def held(self) -> int:
        """How many comments of the archive the site still shows."""
        row = self._db.conn.execute(
            "SELECT count(*) FROM comments WHERE article_id = ? AND removed_at IS NULL", (self._article_id,)
        ).fetchone()
        return int(row[0])

    def _rename(self) -> None:
        """Gives comments that are shown under other ids their new ones."""
        missing = [row for key, row in self._held.items() if key not in self._shown]
        if not missing:
            return
        unknown = [comment for key, comment in self._shown.items() if key not in self._held]
        names = renamed(
            [row.known for row in missing if row.removed_at is None],
            unknown,
            of=sum(row.removed_at is None for row in self._held.values()),
        )
        names |= moved_places(
            [row.known for row in missing if row.removed_at is not None and row.place_kept],
            list(self._shown.values()),
            {key: row.parent_external_id for key, row in self._held.items()},
            names,
            unknown=unknown,
        )
        if not names:
            return
        rows = [(new, self._article_id, old) for old, new in names.items()]
        conn = self._db.conn
        conn.executemany("UPDATE comments SET external_id = ? WHERE article_id = ? AND external_id = ?", rows)
        conn.executemany(
            "UPDATE comments SET parent_external_id = ? WHERE article_id = ? AND parent_external_id = ?", rows
        )
        self._before = {names.get(key, key): text for key, text in self._before.items()}
        self._held = {row[0]: _Held(*row) for row in conn.execute(_SELECT, (self._article_id,))}

    def _place(self, new: Sequence[Comment]) -> dict[str, int]:
        """Gives new comments their row ids, and every comment its place; writes the places that changed."""
        ids = {key: row.id for key, row in self._held.items()}
        first = self._next_id() if new else 0
        ids.update((comment.id, first + number) for number, comment in enumerate(new))
        known = {key: row.parent_external_id for key, row in self._held.items()}
        self._parents = known | {
            key: parent_of(comment, known, self._shown, flat=self._flat)
            for key, comment in self._shown.items()
        }
        self._paths = sort_paths(merged_order(list(self._held), list(self._shown)), self._parents)
        self._depths = self._counted_depths()
        moved = []
        for key, row in self._held.items():
            place = self._place_of(key, row, ids)
            if place != row.place:
                moved.append((*place, row.id))
        if moved:
            self._db.conn.executemany(_MOVE, moved)
        return ids

    def _place_of(
        self, key: str, row: _Held, ids: dict[str, int]
    ) -> tuple[int | None, str | None, str | None, int, int, str]:
        parent, path = self._parents[key], self._paths[key]
        parent_id = ids.get(parent) if parent is not None else None
        shown = self._shown.get(key)
        position = row.position if shown is None else shown.position
        as_shown = shown if shown is not None and shown.parent == parent else row
        return parent_id, parent, as_shown.parent_from, self._depths[key], position, path

    def _counted_depths(self) -> dict[str, int]:
        """The depth of every comment: one more than what it answers, which may stand below a comment that the
        page no longer shows; where the archive does not hold what it answers, as the page shows it."""
        depths: dict[str, int] = {}
        for key in self._paths:  # parents before their replies
            parent, shown = self._parents[key], self._shown.get(key)
            as_shown = self._held[key].depth if shown is None else shown.depth
            depths[key] = depths[parent] + 1 if parent in depths else as_shown
        return depths

    def _commenter(self, comment: Comment) -> int | None:
        return self._commenters.get(comment.author or "")

    def _next_id(self) -> int:
        """The next comment's row id. Ids are never given twice, and the transaction is the only writer."""
        row = self._db.conn.execute("SELECT seq FROM sqlite_sequence WHERE name = 'comments'").fetchone()
        return 1 if row is None else int(row[0]) + 1

    def _insert(self, new: Sequence[Comment], ids: dict[str, int]) -> None:
        if not new:
            return
        self._db.conn.executemany(_INSERT, [self._row(comment, ids) for comment in new])
        index_new_comments(self._db, ids[new[0].id], ids[new[-1].id])

    def _row(self, comment: Comment, ids: dict[str, int]) -> tuple[Any, ...]:
        parent = comment.parent
        return (
            ids[comment.id], self._article_id, comment.id, ids.get(parent) if parent is not None else None,
            parent, comment.parent_from, self._depths[comment.id], comment.position, self._paths[comment.id],
            self._commenter(comment), comment.author, web_url(comment.author_url), comment.is_staff,
            comment.date_published, utc(comment.date_published), comment.date_published_raw,
            comment.text, self._seen_at, self._seen_at,
        )  # fmt: skip

    def _mark_emptied(self, ids: Sequence[int], new: set[str]) -> int:
        """Notes the comments in whose place the page says that they were taken back, their words kept;
        returns how many the archive had and did not know it of."""
        if not ids:
            return 0
        rows = self._db.conn.execute(
            "SELECT id, external_id FROM comments WHERE NOT (removed_at IS NOT NULL AND place_kept)"
            " AND id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        ).fetchall()
        now = [row_id for row_id, _ in rows]
        self._db.conn.execute(
            "UPDATE comments SET removed_at = coalesce(removed_at, ?), place_kept = 1, unseen_since = NULL,"
            " unseen_because = NULL WHERE id IN (SELECT value FROM json_each(?))",
            (self._seen_at, json.dumps(now)),
        )
        events.of_comments(self._db, now, "emptied", self._seen_at, self._run_id)
        return sum(key not in new for _, key in rows)

    def _mark_seen(self, again: Iterable[tuple[_Held, Comment]]) -> int:
        """Notes the moment on all comments shown again; returns how many had been removed and are back."""
        rows = [held for held, _ in again]
        if not rows:
            return 0
        back = [row.id for row in rows if row.removed_at is not None]
        self._db.conn.execute(
            "UPDATE comments SET last_seen_at = max(last_seen_at, ?), removed_at = NULL, place_kept = 0,"
            " unseen_since = NULL, unseen_because = NULL WHERE id IN (SELECT value FROM json_each(?))",
            (self._seen_at, json.dumps([row.id for row in rows])),
        )
        events.of_comments(self._db, back, "back", self._seen_at, self._run_id)
        return len(back)

    def _rewrite(
        self, again: Iterable[tuple[_Held, Comment]], described: Sequence[tuple[_Held, Comment]]
    ) -> int:
        """Writes changed texts (each an edit) and changed names and dates (no edits); returns the edits."""
        conn = self._db.conn
        edits = [
            (held.id, comment.text)
            for held, comment in again
            if not same_words(held.text, comment.text)
            and not same_words(self._before.get(comment.id), comment.text)
        ]
        reread = [(comment.text, held.id) for held, comment in again if held.text != comment.text]
        touched = sorted({row_id for _, row_id in reread} | {held.id for held, _ in described})
        if not touched:
            return 0
        forget_comments(self._db, touched)
        conn.executemany(
            "INSERT INTO comment_revisions (comment_id, seen_at, before, after)"
            " SELECT id, ?, text, ? FROM comments WHERE id = ?",
            [(self._seen_at, text, row_id) for row_id, text in edits],
        )
        conn.executemany("UPDATE comments SET text = ? WHERE id = ?", reread)
        conn.executemany(
            "UPDATE comments SET edited_at = ? WHERE id = ?", [(self._seen_at, row_id) for row_id, _ in edits]
        )
        conn.executemany(_DESCRIBE, [self._description(held, comment) for held, comment in described])
        index_comments(self._db, touched)
        return len(edits)

    def _description(self, held: _Held, comment: Comment) -> tuple[Any, ...]:
        return (
            comment.author, self._commenter(comment), web_url(comment.author_url), comment.is_staff,
            comment.date_published, utc(comment.date_published), comment.date_published_raw, held.id,
        )  # fmt: skip

    def _mark_absent(self) -> int:
        """Marks what the page does not show: removed, or merely unseen; returns how many were removed."""
        absent = [row for key, row in self._held.items() if key not in self._shown and row.removed_at is None]
        if not absent:
            return 0
        conn, ids = self._db.conn, [row.id for row in absent]
        if self._unseen is None:
            conn.execute(
                "UPDATE comments SET removed_at = ?, unseen_since = NULL, unseen_because = NULL"
                " WHERE id IN (SELECT value FROM json_each(?))",
                (self._seen_at, json.dumps(ids)),
            )
            events.of_comments(self._db, ids, "removed", self._seen_at, self._run_id)
            return len(ids)
        conn.execute(
            "UPDATE comments SET unseen_since = iif(unseen_because IS ?, unseen_since, ?), unseen_because = ?"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (self._unseen, self._seen_at, self._unseen, json.dumps(ids)),
        )
        first = [row.id for row in absent if row.unseen_because != self._unseen]
        events.of_comments(self._db, first, self._unseen, self._seen_at, self._run_id)
        return 0


def touch_thread(db: Database, article_id: int, seen_at: str) -> None:
    """Notes that the site still shows the thread as it was (304 Not Modified)."""
    db.conn.execute(
        "UPDATE comments SET last_seen_at = max(last_seen_at, ?)"
        " WHERE article_id = ? AND removed_at IS NULL AND unseen_since IS NULL",
        (seen_at, article_id),
    )


def _differs(held: _Held, comment: Comment) -> bool:
    """Whether name, address, badge or a date that was missing is to be written.

    A date once read stays: "il y a 3 heures" is read again as another moment at each visit.
    """
    return (
        held.author != comment.author
        or held.author_url != web_url(comment.author_url)
        or held.is_staff != comment.is_staff
        or (held.date_published is None and comment.date_published is not None)
    )
