"""The door: the reading pages' addresses beside Datasette's own, and the headers of every answer."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from exports.reader.server import local_only, make_datasette

OURS = "Archive du web automobile français"


async def answers(datasette: Any, *paths: str) -> list[Any]:
    await datasette.invoke_startup()
    return [await datasette.client.get(path) for path in paths]


def test_the_reading_pages_stand_beside_the_database_of_the_same_name(reader) -> None:
    for path in ("/", "/archive", "/archive/"):
        assert f"<h1>{OURS}</h1>" in reader.page(path), path
    for path in ("/archive?tables", "/archive?sql="):
        assert "article_overview" in reader.page(path), path
    assert "vue d’ensemble" in reader.page("/archive/article_overview")
    assert reader.rows("/archive/opinion_list.json")[0]["heading"] == "L’avis du Guidon"


def test_a_question_in_sql_is_answered(reader) -> None:
    found = reader.get("/archive.json?sql=select+count(*)+as+n+from+articles&_shape=array")
    if found.status_code == 302:  # 1.0 moved it
        found = reader.get(found.headers["location"])
    assert found.json() == [{"n": 9}]


def test_an_archive_of_another_name_has_the_same_pages(sample: Path, tmp_path: Path) -> None:
    other = tmp_path / "demo.db"
    other.write_bytes(sample.read_bytes())
    home, article, tables = asyncio.run(
        answers(make_datasette(other), "/archive", "/archive/articles/1", "/demo/article_overview")
    )
    assert OURS in home.text
    assert 'href="/demo"' in home.text
    assert article.status_code == tables.status_code == 200


def test_another_base_url_is_kept_in_every_link(sample: Path) -> None:
    datasette = Datasette([str(sample)], settings={"base_url": "/lire/"})
    home, article = asyncio.run(answers(datasette, "/archive", "/archive/articles/1"))
    assert home.status_code == article.status_code == 200
    inner = list(re.findall(r'href="(/[^"]*)"', home.text + article.text))
    assert inner
    assert all(address.startswith("/lire/") for address in inner)


def test_beside_another_database_the_root_is_datasettes(sample: Path, tmp_path: Path) -> None:
    other = tmp_path / "autre.db"
    with closing(sqlite3.connect(other)) as conn:
        conn.execute("CREATE TABLE voitures (id INTEGER PRIMARY KEY)")
    root, home = asyncio.run(answers(Datasette([str(other), str(sample)]), "/", "/archive"))
    assert "autre" in root.text and "voitures" in root.text
    assert OURS in home.text


def test_without_an_archive_nothing_is_touched(tmp_path: Path) -> None:
    other = tmp_path / "archive.db"
    with closing(sqlite3.connect(other)) as conn:
        conn.execute("CREATE TABLE articles (id INTEGER PRIMARY KEY, headline TEXT)")
        conn.execute("INSERT INTO articles VALUES (1, 'Une autre archive')")
        conn.commit()
    page, row = asyncio.run(answers(Datasette([str(other)]), "/archive", "/archive/articles/1"))
    assert OURS not in page.text
    assert "Une autre archive" in row.text
    assert "content-security-policy" not in page.headers


def test_whoever_may_not_see_the_database_reads_nothing(sample: Path) -> None:
    closed = {"databases": {"archive": {"allow": {"id": "historienne"}}}}
    kind = {"config": closed} if hasattr(Datasette, "add_query") else {"metadata": closed}
    found = asyncio.run(
        answers(
            Datasette([str(sample)], **kind), "/archive", "/archive/articles/1", "/archive/search.json?q=une"
        )
    )
    assert [answer.status_code for answer in found] == [403, 403, 403]


def test_an_older_and_a_newer_schema_are_said(sample: Path, tmp_path: Path) -> None:
    for version, told in ((1, "plus ancienne"), (9999, "plus récente")):
        other = tmp_path / f"v{version}.db"
        other.write_bytes(sample.read_bytes())
        with closing(sqlite3.connect(other)) as conn:
            conn.execute(f"PRAGMA user_version = {version}")
        (page,) = asyncio.run(answers(make_datasette(other), "/archive"))
        assert page.status_code == 409
        assert told in page.text


def test_a_question_that_takes_too_long_is_a_page(sample: Path) -> None:
    async def hurried() -> Any:
        datasette = Datasette([str(sample)])
        await datasette.invoke_startup()
        datasette._settings["sql_time_limit_ms"] = 0
        return await datasette.client.get("/archive")

    page = asyncio.run(hurried())
    assert page.status_code == 503
    assert "n’a pas répondu à temps" in page.text


@pytest.mark.parametrize(
    "path", ["/archive", "/archive/articles/6", "/archive/articles/999", "/archive/search?q=x"]
)
def test_reading_pages_run_no_script_and_load_nothing(path: str, reader) -> None:
    headers = reader.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["style-src"] == policy["img-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "script-src" not in policy
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/archive?tables", "/archive/article_overview", "/archive/search.csv?q=x"])
def test_every_other_answer_is_fenced_too(path: str, reader) -> None:
    headers = reader.get(path).headers
    assert "'unsafe-inline'" not in headers["content-security-policy"].split("script-src")[-1].split(";")[0]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"


def test_a_headline_in_a_table_leads_to_its_page(reader) -> None:
    for path in ("/archive/article_overview", "/archive/articles", "/archive/articles_sans_source?site="):
        assert '<a href="/archive/articles/4">Le scoop qui n’aura pas vécu</a>' in reader.page(path), path


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8001", 200), ("localhost:9000", 200), ("127.0.0.1", 200), ("[::1]:8001", 421),
        ("blog.example", 421), ("127.0.0.1.blog.example:8001", 421), ("", 421),
    ],
)  # fmt: skip
def test_only_requests_that_name_this_machine_are_answered(host: str, status: int) -> None:
    sent: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(local_only(app)({"type": "http", "headers": [(b"host", host.encode())]}, None, send))
    assert sent[0]["status"] == status


def test_every_table_and_query_that_names_articles_leaves_as_references(reader) -> None:
    cited = reader.get("/archive/source_citations.ris?name=AFP")
    assert cited.headers["content-disposition"] == 'attachment; filename="source_citations.ris"'
    assert cited.text.count("TY  - BLOG\r\n") == 3
    assert reader.get("/archive/articles_sans_source.bib?site=leguidon").text.count("@online{") == 3
    assert "sources.ris" not in reader.page("/archive/sources")
