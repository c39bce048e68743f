"""Finds the archive among the databases that Datasette serves, and asks it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from datasette.utils import sqlite_timelimit

from crawler.archive import APPLICATION_ID, SCHEMA_VERSION
from exports.sql import Connection, one

T = TypeVar("T")


class NoArchive(Exception):
    """No database that Datasette serves is an archive."""


class OtherSchema(Exception):
    """The archive is not of this program's schema; the message is for readers."""


class TooSlow(Exception):
    """The archive did not answer within ``sql_time_limit_ms``."""


async def archive_names(datasette: Any) -> list[str]:
    """The names of all attached databases that are archives, in the order they were given."""
    return [name for name, database in datasette.databases.items() if await _is_archive(database)]


async def _is_archive(database: Any) -> bool:
    if database.path is None:
        return False
    owner: int = await database.execute_fn(lambda conn: one(conn, "PRAGMA application_id"))
    return owner == APPLICATION_ID


async def ask(datasette: Any, request: Any, question: Callable[[Connection], T]) -> tuple[str, T]:
    """The archive's name and its answer to a question, asked on one of Datasette's read-only connections.

    Raises Datasette's Forbidden when the reader may not see the database, NoArchive, OtherSchema and TooSlow.
    """
    names = await archive_names(datasette)
    if not names:
        raise NoArchive
    await _check_permission(datasette, request, names[0])
    return names[0], await datasette.get_database(names[0]).execute_fn(_limited(datasette, question))


def _limited(datasette: Any, question: Callable[[Connection], T]) -> Callable[[Connection], T]:
    def asked(conn: Connection) -> T:
        _check_schema(int(one(conn, "PRAGMA user_version")))
        try:
            with sqlite_timelimit(conn, datasette.setting("sql_time_limit_ms")):
                return question(conn)
        except Exception as error:
            if getattr(error, "sqlite_errorname", None) == "SQLITE_INTERRUPT":
                raise TooSlow from error
            raise

    return asked


def _check_schema(version: int) -> None:
    if version < SCHEMA_VERSION:
        raise OtherSchema(
            "Ce fichier a été écrit par une version plus ancienne du programme. Une collecte"
            " (« scrapy update ») le met à jour."
        )
    if version > SCHEMA_VERSION:
        raise OtherSchema(
            "Ce fichier a été écrit par une version plus récente du programme : mettez le programme à jour."
        )


async def _check_permission(datasette: Any, request: Any, name: str) -> None:
    if hasattr(datasette, "ensure_permission"):  # 1.0
        from datasette.resources import DatabaseResource  # noqa: PLC0415 -- 0.65 has none

        await datasette.ensure_permission(
            action="view-database", resource=DatabaseResource(name), actor=request.actor
        )
    else:
        await datasette.ensure_permissions(request.actor, [("view-database", name), "view-instance"])
