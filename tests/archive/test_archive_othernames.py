"""Commenters under other names: who wrote, and where others name them. All names are invented."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from crawler.archive.othernames import OtherNames
from crawler.items import Comment


def other(site: str, name: str) -> str:
    return f"Lecteur {len(name)}{name[-1].upper()}"


@pytest.fixture
def names() -> Iterator[OtherNames]:
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.executescript(
            "CREATE TABLE sites (id, name); CREATE TABLE commenters (site_id, name);"
            "INSERT INTO sites VALUES (1, 'guidon'); INSERT INTO commenters VALUES"
            " (1, 'Gérard du 62'), (1, 'Zoé'), (1, 'Jean-Marc'), (1, 'R.');"
        )
        yield OtherNames(other, conn)


def thread(names: OtherNames, *said: tuple[str | None, str]) -> list[str]:
    comments = [
        Comment(str(number), None, 0, number, author, "https://x.example/", False, None, None, text, None)
        for number, (author, text) in enumerate(said, 1)
    ]
    renamed = names.thread("guidon", comments)
    assert not any(one.author_url for one in renamed)
    assert [one.author for one in renamed] == [author and other("", author) for author, _ in said]
    return [one.text for one in renamed]


@pytest.mark.parametrize(
    ("author", "text", "expected"),
    [
        ("Zoé", "D’accord avec ZOÉ, et avec Zoé.", "D’accord avec Lecteur 3É, et avec Lecteur 3É."),
        ("Zoé", "Zoéline n’est pas Zoé", "Zoéline n’est pas Lecteur 3É"),
        ("Gérard du 62", "@Gérard du 62 : non", "@Lecteur 122 : non"),
        ("*Max*", "Bravo *Max* !", "Bravo Lecteur 5* !"),
        ("Al", "Il a dit al dente, @al", "Il a dit al dente, @Lecteur 2L"),
        ("206", "Ma 206 roule, @206", "Ma 206 roule, @Lecteur 36"),
        ("(.*)+$", "rien (.*)+$ de grave", "rien (.*)+$ de grave"),
        (None, "Personne n’a signé.", "Personne n’a signé."),
    ],
)
def test_the_names_of_a_thread_are_replaced(names, author, text, expected) -> None:
    assert thread(names, (author, "Moi d’abord."), ("Nadège", text))[1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@Gérard du 62 tu exagères", "@Lecteur 122 tu exagères"),
        ("@gérard du 62, tu exagères", "@Lecteur 122, tu exagères"),
        ("@Jean-Marc: oui", "@Lecteur 9C: oui"),
        ("@Inconnu du 13 bonjour", "@Inconnu du 13 bonjour"),
        ("Jean-Marc n’est pas d’ici", "Jean-Marc n’est pas d’ici"),
        ("zoe@guidon.example", "zoe@guidon.example"),
        ("@", "@"),
    ],
)
def test_who_is_called_from_another_thread_is_renamed_too(names, text, expected) -> None:
    assert thread(names, ("Nadège", text)) == [expected]


def test_the_longest_name_wins(names) -> None:
    assert thread(names, ("Max", ""), ("Max la Menace", ""), ("A", "@Max la Menace et Max"))[2] == (
        "@Lecteur 13E et Lecteur 3X"
    )
