"""Gives Datasette its knowledge of an archive: ``metadata.yaml`` and the ready queries.

Datasette 0.65 reads titles, table settings and queries from one dictionary; 1.0 keeps metadata and queries
in its internal database and table settings in its configuration. What the user configured always wins.
"""

from __future__ import annotations

import copy
from importlib.resources import files
from typing import Any

import yaml

from exports.queries import Query, all_queries

# Table settings that 1.0 moved out of the metadata.
# https://docs.datasette.io/en/latest/upgrade_guide.html#metadata-changes
_TABLE_SETTINGS = ("facets", "fts_pk", "fts_table", "hidden", "label_column", "size", "sort", "sort_desc")


def load() -> dict[str, Any]:
    """The contents of ``metadata.yaml``."""
    text = (files(__package__) / "metadata.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


async def configure(datasette: Any, names: list[str]) -> None:
    """Applies titles, descriptions, table settings and queries to the archives of these names."""
    if not names:
        return
    known = load()
    about = known.pop("databases")["archive"]
    for name in names:  # what no reader was told of is an inner working
        for table in await datasette.get_database(name).table_names():
            about["tables"].setdefault(table, {"hidden": True})
    if hasattr(datasette, "add_query"):
        await _configure_1_0(datasette, known, about, names)
    else:
        _configure_0_65(datasette, known, about, names)


def _configure_0_65(datasette: Any, known: dict[str, Any], about: dict[str, Any], names: list[str]) -> None:
    queries = {query.name: _as_metadata(query) for query in all_queries()}
    given = {**known, "databases": {name: {**copy.deepcopy(about), "queries": queries} for name in names}}
    # There is a hook for this, but it is asked hundreds of times a page and its answer is copied each time.
    datasette._metadata_local = _merged(given, datasette._metadata_local)


async def _configure_1_0(
    datasette: Any, known: dict[str, Any], about: dict[str, Any], names: list[str]
) -> None:
    own = await datasette.get_instance_metadata()
    for key, value in known.items():
        if key not in own:
            await datasette.set_instance_metadata(key, value)
    for name in names:
        settings = {
            table: {key: value for key, value in entry.items() if key in _TABLE_SETTINGS}
            for table, entry in about["tables"].items()
        }
        given = {"databases": {name: {"tables": settings}}}
        datasette.config = _merged(given, datasette.config or {})
        if "description" not in await datasette.get_database_metadata(name):
            await datasette.set_database_metadata(name, "description", about["description"])
        for table, entry in about["tables"].items():
            await _describe_table(datasette, name, table, entry)
        for query in all_queries():
            if await datasette.get_query(name, query.name) is None:
                await datasette.add_query(
                    name, query.name, query.sql,
                    title=query.title, description=query.help, hide_sql=True, is_trusted=True,
                    parameters=[parameter for parameter, _ in query.parameters],
                )  # fmt: skip


async def _describe_table(datasette: Any, name: str, table: str, entry: dict[str, Any]) -> None:
    own = await datasette.get_resource_metadata(name, table)
    for key in ("title", "description"):
        if key in entry and key not in own:
            await datasette.set_resource_metadata(name, table, key, entry[key])
    for column, description in entry.get("columns", {}).items():
        if not await datasette.get_column_metadata(name, table, column):
            await datasette.set_column_metadata(name, table, column, "description", description)


def _as_metadata(query: Query) -> dict[str, Any]:
    return {
        "sql": query.sql,
        "title": query.title,
        "description": query.help,
        "hide_sql": True,
        "params": [parameter for parameter, _ in query.parameters],
    }


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Both dictionaries in one, key by key; ``over`` wins."""
    result = dict(base)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = _merged(result[key], value) if both else value
    return result
