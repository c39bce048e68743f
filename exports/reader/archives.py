"""Finds the archive among the databases that Datasette serves, and asks it."""

from __future__ import annotations

from typing import Any, TypeVar

from crawler.archive import APPLICATION_ID

T = TypeVar("T")


async def archive_names(datasette: Any) -> list[str]:
    """The names of all attached databases that are archives, in the order they were given."""
    return [name for name, database in datasette.databases.items() if await _is_archive(database)]


async def _is_archive(database: Any) -> bool:
    if database.path is None:
        return False
    owner: int = await database.execute_fn(lambda conn: conn.execute("PRAGMA application_id").fetchone()[0])
    return owner == APPLICATION_ID
