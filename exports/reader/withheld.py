"""Datasette's tables and views without what asks not to be published, unless its reader asks for that.

``?withheld__notnull=1`` (any filter on that column) shows those articles. Pages of single rows and SQL are
the keeper's: they answer whoever asks for them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette.filters import FilterArguments

from exports.reader.archives import archive_names

_SOME = "SELECT 1 FROM articles WHERE withheld IS NOT NULL LIMIT 1"
_ARTICLES = "(select id from articles where withheld is not null)"
_TOLD = "pages that ask not to be published are left out"


def unpublished(
    datasette: Any, request: Any, database: str, table: str
) -> Callable[[], Awaitable[FilterArguments | None]]:
    """The condition that leaves them out; None where there are none, or where they are asked for."""

    async def inner() -> FilterArguments | None:
        if any(name.startswith("withheld") for name in request.args):
            return None
        if database not in await archive_names(datasette):
            return None
        asked = datasette.get_database(database)
        clause = _clause(table, await asked.table_columns(table))
        if clause is None or "withheld" not in await asked.table_columns("articles"):  # an older schema
            return None
        if not (await asked.execute(_SOME)).rows:
            return None
        return FilterArguments([clause], human_descriptions=[_TOLD])

    return inner


def _clause(table: str, columns: list[str]) -> str | None:
    if "withheld" in columns:
        return "withheld is null"
    if "article_id" in columns:
        return f"(article_id is null or article_id not in {_ARTICLES})"
    if table == "comment_revisions":
        return f"comment_id not in (select id from comments where article_id in {_ARTICLES})"
    return None
