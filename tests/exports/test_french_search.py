"""French words in the search box of the reading pages, in Datasette's own, and in plain SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from invented import paragraphs
from sample_archive import article

from crawler.archive import Archive
from crawler.items import Comment, Visit
from exports.expression import ArchiveLexicon, match_expression
from exports.reader.functions import french_search
from exports.search import END, START, Hit, Question, search

TEXTS = {
    1: "Un cheval fiscal, deux œufs et l’électrique.",
    2: "Cent chevaux d’usines, des rouleaux de travaux.",
    3: "La 208 électrique roulait sans bruit.",
    4: "L’e-208 sait rouler la nuit, et la porte ferme.",
    5: "Le port du masque, le travail à l’usine, un coup de frein.",
    6: "Trois ronds-points, une voiture électrique et un C-Max.",
}


@pytest.fixture(scope="module")
def conn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("french") / "archive.db"
    with Archive(path) as archive:
        run = archive.begin_run("leguidon", "blog")
        for number, text in TEXTS.items():
            date = f"2026-01-0{number}T08:00:00+01:00"
            comment = Comment("1", None, 0, 1, "Ali", None, False, date, date, text, None)
            one = article(
                f"a{number}",
                f"Titre {number}",
                date,
                blocks=paragraphs(text),
                comments=(comment,),
                comment_count=1,
            )
            archive.store_visit(run, Visit(one.url or "", one.site or "", None, article=one))
        archive.finish_run(run, "ok", "finished")
    with closing(sqlite3.connect(path)) as opened:
        french_search(opened)
        yield opened


@pytest.fixture
def find(conn: sqlite3.Connection) -> Callable[[str], set[int]]:
    return lambda text: {hit.article_id for hit in search(conn, Question(text)).hits}


CASES = [
    ("cheval", {1, 2}),
    ("CHEVAUX", {1, 2}),
    ("oeuf", {1}),
    ("d’usine", {2, 5}),
    ("travail", {2, 5}),
    ("travaux usines", {2, 5}),
    ("rouler", {3, 4}),
    ("roulaient", {3, 4}),
    ("e-208", {3, 4}),
    ("208 électriques", {3, 4}),
    ("VE", {6}),
    ("port", {5}),
    ("porte", {4}),
    ("rond-point", {6}),
    ("C-Max", {6}),
    ('"cheval"', {1}),
    ('"cheval fiscal"', {1}),
    ('"chevaux fiscaux"', set()),
    ("cheval -œuf", {2}),
    ("roul*", {2, 3, 4}),
]


@pytest.mark.parametrize(("typed", "expected"), CASES)
def test_a_word_is_found_in_its_forms_and_under_its_other_names(
    find: Callable[[str], set[int]], typed: str, expected: set[int]
) -> None:
    assert find(typed) == expected


def test_elision_goes(find: Callable[[str], set[int]]) -> None:
    assert find("l'électrique") == find("l’Electrique") == find("electriques") == {1, 3, 6}


def test_datasettes_function_answers_as_the_page_does(conn: sqlite3.Connection, find: Any) -> None:
    sql = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH escape_fts(?)"
    for typed, _ in CASES:
        assert {row[0] for row in conn.execute(sql, (typed,))} == find(typed)
    assert conn.execute(sql, ("-rien",)).fetchall() == conn.execute(sql, ("",)).fetchall() == []


def test_highlights_mark_the_words_that_were_found(conn: sqlite3.Connection) -> None:
    def marked(text: str, **filters: Any) -> list[str]:
        hits: tuple[Hit, ...] = search(conn, Question(text, **filters)).hits
        return [part.split(END)[0] for hit in hits for part in hit.snippet.split(START)[1:]]

    assert sorted(marked("chevaux")) == ["cheval", "chevaux"]
    assert marked("oeuf") == ["œufs"]
    assert marked("oeufs", what="comments") == ["œufs"]
    assert sorted(marked("e-208")) == ["208 électrique", "e-208"]


def test_a_synonym_is_one_insert(conn: sqlite3.Connection, find: Callable[[str], set[int]]) -> None:
    assert find("canassons") == set()
    conn.execute("INSERT INTO synonyms (term, synonym) VALUES ('Canasson', 'cheval')")
    assert find("canassons") == {1, 2}
    conn.rollback()


def test_any_database_but_an_archive_keeps_datasettes_function() -> None:
    with closing(sqlite3.connect(":memory:")) as other:
        french_search(other)
        with pytest.raises(sqlite3.OperationalError, match="no such function"):
            other.execute("SELECT escape_fts('x')")


def test_an_expression_of_many_forms_stays_short(conn: sqlite3.Connection) -> None:
    conn.executemany(
        "INSERT INTO words (word, stem, asked) VALUES (?, 'voiture', 0)",
        [(f"voiture{n}",) for n in range(99)],
    )
    expression = match_expression("VE", ArchiveLexicon(conn))
    conn.rollback()
    assert expression is not None
    assert expression.count('"') < 120


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/archive/articles.json?_shape=array&_search=", {2}),
        ("/archive/article_overview.json?_shape=array&_search=", {2}),
        ("/archive/recherche.json?_shape=array&du=&au=&mots=", {2}),
        ("/archive/search.json?q=", {2}),
    ],
)
def test_every_box_of_the_served_archive_knows_french(reader: Any, address: str, expected: set[int]) -> None:
    for typed in ("d’usine", "oeuf panier", "chaine"):
        answer = reader.get(f"{address}{quote(typed)}")
        assert answer.status_code == 200
        found = answer.json()
        hits = found if isinstance(found, list) else found["results"]
        assert {hit.get("article_id", hit.get("id")) for hit in hits} == expected, typed


def test_plain_sql_needs_no_function_of_ours(conn: sqlite3.Connection, tmp_path: Path) -> None:
    sql = """
        SELECT rowid FROM articles_fts WHERE articles_fts MATCH (
            SELECT coalesce(group_concat(expression, ' AND '), '""') FROM word_forms WHERE word IN (?, ?))
    """
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(copy)) as plain:
        conn.backup(plain)
        assert {row[0] for row in plain.execute(sql, ("travaux", "usine"))} == {2, 5}
        assert {row[0] for row in plain.execute(sql, ("E-208", "e-208"))} == {3, 4}
        assert plain.execute(sql, ("rien", "rien")).fetchall() == []


def test_the_page_says_when_it_did_not_rank(reader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    told = "Trop de résultats pour les classer"
    assert told not in reader.page("/archive/search?q=le")
    monkeypatch.setattr("exports.search.COUNTED", 2)
    monkeypatch.setattr("exports.search.RANKED", 3)
    assert told in reader.page("/archive/search?q=le")
    assert told not in reader.page("/archive/search?q=le&sort=date")
