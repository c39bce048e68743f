"""A thread as a reader follows it: comments in order, with their indentation and what they answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exports import diff
from exports.sql import Connection, Row, rows

DEEPEST = 10  # levels drawn; below it, replies stand one under the other, and "en réponse à" tells the rest

_COMMENTS = """
SELECT c.id, c.external_id, c.parent_id, c.parent_from, c.sort_path, c.author, c.is_staff, c.date_published,
    c.date_published_utc, c.text, c.erased_at
FROM comments c WHERE c.article_id = ? ORDER BY c.sort_path
"""

_STATES = "SELECT comment_id, state, told, since FROM comment_states WHERE article_id = ?"

_EDITS = """
SELECT r.comment_id, r.seen_at, r.before, r.after
FROM comment_revisions r JOIN comments c ON c.id = r.comment_id WHERE c.article_id = ? ORDER BY r.id
"""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of a comment's words."""

    seen_at: str
    runs: list[diff.Run]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a comment stands: ``level`` counts from 0, ``branch`` is how many comments hang below it (0 opens
    no list), ``closes`` how many lists end after it.
    """

    level: int
    branch: int
    closes: int


@dataclass(frozen=True, slots=True)
class Posted:
    """A comment on the page. ``id`` is the archive's own number (its permalink's).

    ``state`` is that of the view comment_states, ``told`` its words for readers, ``since`` when it began.
    ``answers`` is the author answered, None for a top comment; ``parent`` the number of that comment, None
    where the archive does not hold it.
    """

    id: int
    author: str | None
    is_staff: bool
    date: str | None
    paragraphs: tuple[str, ...]
    state: str
    told: str
    since: str
    erased_at: str | None
    edits: tuple[Edit, ...]
    place: Place
    is_reply: bool
    parent: int | None
    answers: str | None

    @property
    def is_removed(self) -> bool:
        return self.state in ("removed", "removed_with_replies")

    @property
    def is_unseen(self) -> bool:
        return self.state in ("short", "closed", "unreadable")


def read_thread(conn: Connection, article_id: int, *, by_date: bool = False) -> list[Posted]:
    """The article's comments in reading order, or from the oldest to the newest, then without indentation."""
    found = rows(conn, _COMMENTS, (article_id,))
    states = {row["comment_id"]: row for row in rows(conn, _STATES, (article_id,))}
    edits: dict[int, list[Edit]] = {}
    for edit in rows(conn, _EDITS, (article_id,)):
        told = Edit(edit["seen_at"], diff.words(edit["before"], edit["after"]))
        edits.setdefault(edit["comment_id"], []).append(told)
    if by_date:
        found.sort(key=lambda row: row["date_published_utc"] or "~")  # the undated last, in reading order
    levels = [0 if by_date else min(DEEPEST, row["sort_path"].count(".")) for row in found]
    authors = {row["id"]: row["author"] or "(anonyme)" for row in found}
    return [
        _posted(
            row, states[row["external_id"]], edits.get(row["id"], ()), place, authors.get(row["parent_id"])
        )
        for row, place in zip(found, places(levels), strict=True)
    ]


def _posted(row: Row, state: Row, edits: Sequence[Edit], place: Place, answers: str | None) -> Posted:
    return Posted(
        id=row["id"],
        author=row["author"],
        is_staff=bool(row["is_staff"]),
        date=row["date_published"],
        paragraphs=tuple(line for line in row["text"].split("\n") if line.strip()),
        state=state["state"],
        told=state["told"],
        since=state["since"],
        erased_at=row["erased_at"],
        edits=tuple(edits),
        place=place,
        is_reply=row["parent_id"] is not None or row["parent_from"] is not None,
        parent=row["parent_id"],
        answers=answers,
    )


def places(levels: Sequence[int]) -> list[Place]:
    """The place of each comment in an outline, from their levels in reading order. A level is at most one
    more than the one before it.
    """
    branches = [0] * len(levels)
    above: list[int] = []  # the comments that the present one hangs below
    for index, level in enumerate(levels):
        del above[level:]
        for ancestor in above:
            branches[ancestor] += 1
        above.append(index)
    ends = [level - following for level, following in zip(levels, [*levels[1:], 0], strict=False)]
    return [Place(*one) for one in zip(levels, branches, (max(0, end) for end in ends), strict=True)]
