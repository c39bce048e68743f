"""Exports of the sample archive, each read back by a program that is not ours where there is one."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import rispy
import yaml
from exports_reader import Reader
from sample_archive import AILLEURS, ESSAI, HOSTILE, REFUS, SITE, TITLE, USINES, revised

from crawler.archive import Archive
from crawler.archive.takeout import Takeout
from crawler.items import as_dict
from exports import search
from exports.files import FORMS, Export, Order, last_day
from exports.reader.server import make_datasette
from exports.search import Question

NOW = "2026-02-20T06:00:00Z"
NAMES = {"Gérard du 62", "Zoé", "Ali", "Nadège", "Max"}
Take = Callable[..., Path]


def pseudonym(site: str, name: str) -> str:
    return f"Lecteur {sha256(f'{site} {name.casefold()}'.encode()).hexdigest()[:8].upper()}"


@pytest.fixture
def take(sample: Path, tmp_path: Path) -> Take:
    """Exports to a file in one of the formats; gives its path."""

    def run(form: str, *, pseudonymised: bool = False, rows: Any = None, **asked: Any) -> Path:
        path = tmp_path / f"out{FORMS[form].ending}"
        order = Order(form, path, Question(**asked), NOW, "test/1", rows, pseudonymised)
        with Takeout(sample, pseudonym if pseudonymised else None) as takeout:
            Export(takeout, order).run()
        assert not list(tmp_path.glob("*.part"))
        return path

    return run


def manifest(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(
        path.with_name(f"{path.name}.manifest.json").read_text(encoding="utf-8")
    )
    return read


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


# --- what goes in


def test_each_article_that_may_be_seen_goes_in_once(take: Take, sample: Path) -> None:
    with closing(sqlite3.connect(sample)) as conn:
        shown = conn.execute("SELECT article_id FROM article_overview WHERE withheld IS NULL ORDER BY 1")
        ids = [row[0] for row in shown]
    assert [one["article_id"] for one in lines(take("jsonl"))] == ids
    assert len(ids) == 8


def test_json_is_the_public_split_and_what_the_archive_knows(take: Take, sample: Path) -> None:
    by_url = {one["url"]: one for one in lines(take("jsonl"))}
    essai = by_url[ESSAI.url]
    with Archive(sample, readonly=True) as archive:
        held = archive.read_article(ESSAI.url or "")
    assert held is not None
    split = json.loads(json.dumps(as_dict(held.article)))
    assert {name: essai[name] for name in split if name != "comments"} == {
        name: value for name, value in split.items() if name != "comments"
    }
    own = ("first_seen_at", "last_seen_at", "edited_at", "removed_at", "erased_at")
    assert [{k: v for k, v in one.items() if k not in own} for one in essai["comments"]] == split["comments"]
    assert essai["comments"][0]["last_seen_at"] == "2026-02-11T05:00:30Z"
    usines = by_url[USINES.url]
    assert [one["id"] for one in usines["comments"]] == ["201", "203"]
    assert [(one["id"], one["removed_at"]) for one in usines["removed_comments"]] == [
        ("202", "2026-02-11T05:00:30Z")
    ]
    assert usines["revision_count"] == 1
    assert usines["headline"] == revised(USINES).headline


@pytest.mark.parametrize("form", [form for form in FORMS if form not in ("parquet",)])
def test_a_withheld_article_leaves_in_no_format(take: Take, form: str) -> None:
    path = take(form)
    content = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
    assert b"pas-de-copie" not in content
    assert (REFUS.headline or "").encode() not in content
    assert manifest(path)["left_out"] == {"robots: noarchive": 1}
    assert manifest(path)["counts"]["articles"] == 8


def test_the_filters_are_those_of_the_search(take: Take, sample: Path) -> None:
    asked = [
        {"site": SITE}, {"since": "2026-01-20", "until": "2026-02-09"}, {"text": "usines"},
        {"text": "électrique -usines", "site": SITE}, {"article": "3"}, {"text": "introuvable"},
    ]  # fmt: skip
    sizes = []
    for question in asked:
        with Takeout(sample) as takeout:
            expected = search.search(takeout.connection, Question(**question), limit=50)
        found = [one["article_id"] for one in lines(take("jsonl", **question))]
        assert sorted(hit.article_id for hit in expected.hits) == found, question
        sizes.append(len(found))
    assert sizes == [7, 2, 1, 1, 1, 0]


def test_a_month_is_all_of_it() -> None:
    assert [last_day(month) for month in ("2024-02", "2026-02", "2026-12")] == [
        "2024-02-29", "2026-02-28", "2026-12-31",
    ]  # fmt: skip


# --- tables


def test_flat_rows_are_those_of_the_views(take: Take, sample: Path) -> None:
    for rows, view, key in (
        ("articles", "article_overview", "article_id"),
        ("comments", "comment_threads", "article_id, sort_path"),
    ):
        found = lines(take("jsonl", rows=rows))
        with closing(sqlite3.connect(sample)) as conn:
            conn.row_factory = sqlite3.Row
            refused = f"(SELECT article_id FROM article_overview WHERE url = '{REFUS.url}')"
            told = conn.execute(f"SELECT * FROM {view} WHERE article_id <> {refused} ORDER BY {key}")
            expected = [dict(row) for row in told]
        shared = set(found[0]) & set(expected[0])
        assert len(shared) >= 12
        assert [{name: row[name] for name in shared} for row in found] == [
            {name: row[name] for name in shared} for row in expected
        ]


def test_csv_says_the_same_and_runs_nothing(take: Take) -> None:
    text = take("csv", rows="comments").read_text(encoding="utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text, newline="")))
    flat = lines(take("jsonl", rows="comments"))
    assert [row["text"] for row in table] == [row["text"] for row in flat]
    assert [row["is_staff"] for row in table] == [str(int(row["is_staff"])) for row in flat]
    assert not [
        cell for row in table for cell in row.values() if cell[:1] in ("=", "+", "-", "@", "\t", "\r")
    ]


def test_parquet_says_the_same(take: Take) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for rows in ("articles", "comments"):
        assert parquet.read_table(take("parquet", rows=rows)).to_pylist() == lines(take("jsonl", rows=rows))


# --- documents


def test_markdown_is_a_document_an_article(take: Take) -> None:
    with zipfile.ZipFile(take("markdown")) as archive:
        documents = {name: archive.read(name).decode() for name in archive.namelist()}
    assert len(documents) == 8
    assert all(re.fullmatch(r"[a-z0-9-]+/\d{4}/[a-z0-9-]+\.md", name) for name in documents)
    essai = documents["leguidon/2026/2026-02-10-essai-de-la-citadine-electrique-petite-mais-tetue-1.md"]
    front = yaml.safe_load(essai.split("---\n")[1])
    assert front["author"] == ["Anne Pneu", "Bob Durite"]
    assert front["title"] == ESSAI.headline
    assert front["sources"] == ["AFP", "Les Échos"]
    assert "## Avis de la rédaction\n\n### L’avis du Guidon\n\nOn en reprendrait." in essai
    assert "\n- Coffre : 311 litres\n- Autonomie : 260 km l’été\n" in essai
    assert "| Version | Prix |\n| --- | --- |\n| Sobre | 21 900 € |" in essai
    assert "> > > > > > > > **La rédaction** · 10 février 2026 à 8 h 56 · rédaction" in essai.replace(
        "\u00a0", " "
    )
    assert "en réponse à La rédaction" in essai
    assert "Lire aussi" not in essai


def test_a_feed_and_references_are_read_by_others(take: Take) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.parse(take("atom")).getroot()
    assert len(feed.findall(f"{atom}entry")) == 8
    assert feed.findtext(f"{atom}title") == "Articles archivés"
    records = rispy.loads(take("ris").read_text(encoding="utf-8"))
    assert len(records) == 8
    assert records[0]["title"] == ESSAI.headline
    assert records[0]["authors"] == ["Anne Pneu", "Bob Durite"]
    bib = take("bibtex").read_text(encoding="utf-8")
    assert len(re.findall(r"^@online\{", bib, re.M)) == 8
    assert bib.count("\n}\n") == 8


# --- the file and its manifest


def test_the_manifest_proves_the_file(take: Take) -> None:
    path = take("jsonl", site=SITE, pseudonymised=True)
    told = manifest(path)
    assert told["file"] == path.name
    assert told["sha256"] == sha256(path.read_bytes()).hexdigest()
    assert told["size"] == path.stat().st_size
    assert told["counts"] == {
        "articles": 7, "comments": 18, "erased_comments": 0, "not_for_training": 0, "removed_comments": 1,
    }  # fmt: skip
    assert (told["filters"], told["pseudonymised"], told["created_at"]) == ({"site": SITE}, True, NOW)
    assert "appartiennent à leurs auteurs" in told["licence"]
    assert path.stat().st_mode & 0o077 == 0


def test_the_same_articles_give_the_same_bytes(take: Take) -> None:
    for form in ("jsonl", "csv", "markdown", "epub", "atom", "ris", "sqlite"):
        assert take(form).read_bytes() == take(form).read_bytes(), form


def test_a_failure_leaves_what_was_there(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("d’hier\n", encoding="utf-8")
    given = search.article_ids

    def torn(conn: Any, question: Question) -> Any:
        yield next(given(conn, question))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(search, "article_ids", torn)
    with Takeout(sample) as takeout, pytest.raises(OSError, match="No space"):
        Export(takeout, Order("jsonl", path, Question(), NOW, "test/1")).run()
    assert path.read_text(encoding="utf-8") == "d’hier\n"
    assert list(tmp_path.iterdir()) == [path]


def test_an_export_is_one_moment_of_the_archive(tmp_path: Path, sample: Path) -> None:
    """A crawl that writes while an export reads is not held up, and not seen."""
    archive = tmp_path / "archive.db"
    with closing(sqlite3.connect(sample)) as given, closing(sqlite3.connect(archive)) as copy:
        given.backup(copy)
    with Takeout(archive) as takeout:
        reading = takeout.articles(search.article_ids(takeout.connection, Question()))
        first = next(reading)
        with closing(sqlite3.connect(archive)) as crawl:
            crawl.execute("UPDATE articles SET withheld = 'noindex'")
            crawl.commit()
        assert 1 + len(list(reading)) == 8
    assert first.held.article.headline == ESSAI.headline
    with Takeout(archive) as takeout:
        assert list(search.article_ids(takeout.connection, Question())) == []


# --- names


@pytest.mark.parametrize("form", ["jsonl", "csv", "markdown", "epub"])
def test_no_commenter_is_named_when_asked(take: Take, form: str) -> None:
    path = take(form, pseudonymised=True, rows="comments" if form == "csv" else None)
    content = path.read_bytes().decode("utf-8", "replace")
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            content = "".join(archive.read(name).decode() for name in archive.namelist())
    assert not [name for name in NAMES if re.search(rf"\b{name}\b", content)]
    assert pseudonym(SITE, "Zoé") in content
    assert "Anne Pneu" in content or form == "csv"  # who signs an article is no commenter


# --- hostile text


def test_hostile_text_stays_text(take: Take) -> None:
    with zipfile.ZipFile(take("markdown")) as archive:
        (name,) = [name for name in archive.namelist() if "piege" in name]
        document = archive.read(name).decode()
    _, front, body = document.split("---\n", 2)
    read = yaml.safe_load(front)
    assert read["title"] == HOSTILE.headline
    assert set(read) <= {
        "title", "author", "date", "lastmod", "description", "categories", "tags", "lang", "canonical_url",
        "site", "site_title", "sources", "article_id", "comment_count", "archived_comment_count", "first_seen_at",
        "last_seen_at", "gone_at",
    }  # fmt: skip
    assert not re.search(r"(?<!\\)<(?!https?:)", body)
    assert "javascript:" not in body
    assert "\u202e" not in document
    assert "\u200b" not in document


def test_an_archive_elsewhere_is_no_path(take: Take) -> None:
    with zipfile.ZipFile(take("markdown", site=AILLEURS.site)) as archive:
        assert archive.namelist() == ["127-0-0-1-8801/2025/2025-12-02-vu-d-ailleurs-le-coupe-9.md"]


@pytest.mark.parametrize("form", ["csv", "ris", "bibtex", "epub", "atom", "markdown", "jsonl"])
def test_readers_are_told_what_the_site_calls_itself(take: Take, form: str) -> None:
    path = take(form, site=SITE)
    content = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
    assert TITLE in content.decode()
    assert manifest(path)["sites"] == [{"name": SITE, "title": TITLE, "articles": 7}]


def test_an_entry_that_nobody_signs_is_the_sites(take: Take) -> None:
    feed = ElementTree.parse(take("atom", article="5"))
    assert feed.findtext(".//{*}author/{*}name") == TITLE


# --- a public copy is read like any archive


@pytest.fixture
def public(take: Take) -> Iterator[Reader]:
    path = take("sqlite", pseudonymised=True)
    with asyncio.Runner() as runner:
        datasette = make_datasette(path)
        runner.run(datasette.invoke_startup())
        yield Reader(datasette, runner)


def test_datasette_opens_a_public_copy(public: Reader) -> None:
    assert (ESSAI.headline or "") in public.page("/archive")
    page = public.page("/archive/articles/1")
    assert "On en reprendrait." in page
    assert pseudonym(SITE, "Zoé") in page
    assert not [name for name in NAMES if re.search(rf"\b{name}\b", page)]
    found = public.page("/archive/search?q=essais")
    assert "têtue" in found
    assert public.get("/archive/articles/8").status_code == 404
    (database,) = [name for name in public.datasette.databases if not name.startswith("_")]
    assert len(public.rows(f"/{database}/article_overview.json")) == 8
