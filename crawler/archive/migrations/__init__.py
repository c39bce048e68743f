"""The schema's steps, in order: each is one ``NNN_name.sql`` beside this file, with comments that say why.

Applied by sqlite-utils' own ``Migrations``, which remembers by name what a file already has. A step that was
released is never edited: a change is a new step. ``SCHEMA_VERSION`` (stored as ``PRAGMA user_version``) is
the number of the last step. The numbers 011 and 012 were never used.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from importlib.resources import files

from sqlite_utils import Database, Migrations

_STEPS = sorted(
    (entry.name.removesuffix(".sql"), entry.read_text(encoding="utf-8"))
    for entry in files(__name__).iterdir()
    if entry.name.endswith(".sql")
)

SCHEMA_VERSION = int(_STEPS[-1][0].split("_")[0])


def _step(sql: str) -> Callable[[Database], None]:
    def apply(db: Database) -> None:
        for statement in statements(sql):
            db.conn.execute(statement)

    return apply


def statements(sql: str) -> Iterator[str]:
    """The statements of a script; each begins on a line of its own.

    ``executescript`` is no help: sqlite3's own commits first, and sqlite-utils' asks at each character
    whether the statement is complete, which takes 80 ms for a new file.
    """
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement


migrations = Migrations("archive")
for _name, _sql in _STEPS:
    migrations(name=_name)(_step(_sql))
