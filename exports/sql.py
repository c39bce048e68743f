"""A connection as this package needs it: whoever opened the file lends it (Datasette, ``Archive``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from crawler.archive.reading import SITE_TITLE

Row = dict[str, Any]
Values = Mapping[str, Any] | Sequence[Any]

# Articles that readers may see. One that asks not to be published keeps its row, not its place among others.
SHOWN = "a.withheld IS NULL"

# Comments that an article announces and the archive has not, as the view archive_gaps judges it: a
# difference that pingbacks explain is none.
MISSING = """CASE WHEN a.thread_complete = 0
    OR a.comment_count NOT IN (a.archived_comment_count, a.archived_comment_count + a.pings)
    THEN max(0, coalesce(a.comment_count, 0) - a.archived_comment_count) ELSE 0 END"""


class Cursor(Protocol):
    @property
    def description(self) -> Any: ...

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    def execute(self, sql: str, parameters: Any = ..., /) -> Cursor: ...


def rows(conn: Connection, sql: str, values: Values = ()) -> list[Row]:
    """All rows as dictionaries, whatever the connection's row factory makes of them."""
    cursor = conn.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def row(conn: Connection, sql: str, values: Values = ()) -> Row | None:
    """The first row, None when there is none."""
    return next(iter(rows(conn, sql, values)), None)


def site_titles(conn: Connection) -> list[Row]:
    """All sites in the order of their titles: ``name``, and ``site_title`` as readers see it."""
    return rows(conn, f"SELECT s.name, {SITE_TITLE} AS site_title FROM sites s ORDER BY site_title")


def one(conn: Connection, sql: str, values: Values = ()) -> Any:
    """The first value of the first row, None when there is none."""
    found = next(iter(conn.execute(sql, values)), None)
    return None if found is None else found[0]
