"""A thread as a reader follows it: comments in order, with their indentation and what they answer."""

from __future__ import annotations

from dataclasses import dataclass

from exports import diff
from exports.sql import Connection, Row, rows

DEEPEST = 10  # levels drawn; below it, replies stand one under the other, and "en réponse à" tells the rest

_COMMENTS = """
SELECT c.id, c.parent_id, c.parent_from, c.sort_path, c.author,
    c.is_staff, c.date_published, c.date_published_utc, c.text, c.edited_at, c.removed_at
FROM comments c WHERE c.article_id = ? ORDER BY c.sort_path
"""

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
class Posted:
    """A comment on the page. ``id`` is the archive's own number (its permalink's).

    ``level`` counts from 0; ``branch`` is how many comments hang below it (0 opens no list), ``closes`` how
    many lists end after it. ``answers`` is the author answered, None for a top comment; ``parent`` the number
    of that comment, None where the archive does not hold it.
    """

    id: int
    author: str | None
    is_staff: bool
    date: str | None
    paragraphs: tuple[str, ...]
    edited_at: str | None
    removed_at: str | None
    edits: tuple[Edit, ...]
    level: int
    branch: int
    closes: int
    is_reply: bool
    parent: int | None
    answers: str | None


def read_thread(conn: Connection, article_id: int, *, by_date: bool = False) -> list[Posted]:
    """The article's comments in reading order, or from the oldest to the newest, then without indentation."""
    found = rows(conn, _COMMENTS, (article_id,))
    edits: dict[int, list[Edit]] = {}
    for edit in rows(conn, _EDITS, (article_id,)):
        told = Edit(edit["seen_at"], diff.words(edit["before"], edit["after"]))
        edits.setdefault(edit["comment_id"], []).append(told)
    if by_date:
        found.sort(key=lambda row: row["date_published_utc"] or "~")  # the undated last, in reading order
    levels = [0 if by_date else min(DEEPEST, row["sort_path"].count(".")) for row in found]
    authors = {row["id"]: row["author"] or "(anonyme)" for row in found}
    branches, following = _branches(levels), [*levels[1:], 0]
    return [
        _posted(row, level, branch, max(0, level - after), authors, tuple(edits.get(row["id"], ())))
        for row, level, branch, after in zip(found, levels, branches, following, strict=False)
    ]


def _posted(
    row: Row, level: int, branch: int, closes: int, authors: dict[int, str], edits: tuple[Edit, ...]
) -> Posted:
    return Posted(
        id=row["id"],
        author=row["author"],
        is_staff=bool(row["is_staff"]),
        date=row["date_published"],
        paragraphs=tuple(line for line in row["text"].split("\n") if line.strip()),
        edited_at=row["edited_at"],
        removed_at=row["removed_at"],
        edits=edits,
        level=level,
        branch=branch,
        closes=closes,
        is_reply=row["parent_id"] is not None or row["parent_from"] is not None,
        parent=row["parent_id"],
        answers=authors.get(row["parent_id"]),
    )


def _branches(levels: list[int]) -> list[int]:
    """For each comment, how many of those that follow it stand deeper, up to the next that does not."""
    counts = [0] * len(levels)
    above: list[int] = []  # the comments that the present one hangs below
    for index, level in enumerate(levels):
        del above[level:]
        for ancestor in above:
            counts[ancestor] += 1
        above.append(index)
    return counts
