"""What Datasette shows of an archive: titles, descriptions, facets; hidden internals; the user's word wins."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from exports.queries import all_queries
from exports.reader.configuration import load

TABLES = load()["databases"]["archive"]["tables"]
CONTRACT = (
    "article_overview", "comment_threads", "source_citations", "opinion_list", "revision_history",
    "archive_gaps", "crawl_log", "failure_list",
)  # fmt: skip


def columns_of(reader: Any, table: str) -> set[str]:
    return {row["name"] for row in reader.run(f"SELECT name FROM pragma_table_info('{table}')", {})}


@pytest.mark.parametrize("table", TABLES)
def test_what_is_described_exists(table: str, reader) -> None:
    columns = columns_of(reader, table)
    assert columns, f"{table} is not in the archive"
    described = set(TABLES[table].get("columns", ()))
    if table not in ("articles", "comments"):  # they share the description of their views' columns
        assert described <= columns
    settings = TABLES[table]
    named = [settings.get(key) for key in ("label_column", "sort", "sort_desc", "fts_pk")]
    assert {name for name in [*named, *settings.get("facets", ())] if name} <= columns


def test_a_table_that_nobody_described_is_hidden(reader) -> None:
    hidden = reader.runner.run(reader.datasette.get_database("archive").hidden_table_names())
    assert {"raw_bodies", "dictionaries", "article_authors", "source_aliases"} <= set(hidden)
    assert not TABLES.keys() & set(hidden)


@pytest.mark.parametrize("view", CONTRACT)
def test_the_views_of_the_contract_describe_every_column(view: str, reader) -> None:
    undescribed = columns_of(reader, view) - TABLES[view]["columns"].keys()
    assert not undescribed, f"describe them in exports/reader/metadata.yaml: {undescribed}"


def test_the_database_page_lists_queries_and_hides_internals(reader) -> None:
    page = reader.page("/archive?sql=")
    assert "article_overview" in page
    assert "/archive/raw_bodies" not in page
    if hasattr(Datasette, "add_query"):  # 1.0 shows a few there, and lists all elsewhere
        page = reader.get("/archive/-/queries.json?_size=100").text.replace("\\/", "/")
    assert all(query.name in page for query in all_queries())


def test_a_table_page_has_title_column_descriptions_and_facets(reader) -> None:
    page = reader.page("/archive/source_citations")
    assert "Sources citées" in page
    assert "Nom habituel de la source" in page
    assert "_facet=name" in page or 'data-column="name"' in page
    assert "facet-results" in page


def test_a_file_of_any_name_is_configured(sample: Path, tmp_path: Path) -> None:
    other = tmp_path / "mon blog.db"
    other.write_bytes(sample.read_bytes())
    assert "Sources citées" in asyncio.run(page_of(Datasette([str(other)]), "/mon~20blog/source_citations"))


def test_the_users_own_metadata_wins(sample: Path) -> None:
    own = {
        "title": "Mes archives",
        "databases": {"archive": {"tables": {"opinion_list": {"title": "Mes avis"}}}},
    }
    datasette = Datasette([str(sample)], metadata=own)
    page = asyncio.run(page_of(datasette, "/archive/opinion_list"))
    assert "Mes avis" in page
    assert "Intertitre au-dessus de l’avis" in page


def test_a_foreign_database_of_the_same_name_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "archive.db"
    with closing(sqlite3.connect(other)) as conn:
        conn.execute("CREATE TABLE articles (id INTEGER PRIMARY KEY, headline TEXT)")
    page = asyncio.run(page_of(Datasette([str(other)]), "/archive"))
    assert "headline" in page
    assert "Articles" not in page


async def page_of(datasette: Datasette, path: str) -> str:
    await datasette.invoke_startup()
    answer = await datasette.client.get(path)
    assert answer.status_code == 200, answer.text
    return str(answer.text)
