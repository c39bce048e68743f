"""The search box's language, and what it finds on the sample archive."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.expression import ArchiveLexicon, NoLexicon, match_expression
from exports.search import END, START, Question, Results, count, search


@pytest.fixture
def ask(reader: Any) -> Any:
    database = reader.datasette.get_database("archive")

    def asked(text: str = "", limit: int = 20, offset: int = 0, **filters: Any) -> Results:
        question = Question(text, **filters)
        return reader.runner.run(database.execute_fn(lambda conn: search(conn, question, limit, offset)))

    return asked


def ids(found: Results) -> list[int]:
    return [hit.article_id for hit in found.hits]


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("usines", '"usines"'),
        ("usines mars", '"usines" AND "mars"'),
        ("l'électrique", '"électrique"'),
        ("d’usines", '"usines"'),
        ('"œufs dans le même"', '"œufs dans le même"'),
        ("moteur*", '"moteur"*'),
        ("usines -mars", '("usines") NOT ("mars")'),
        ('usines -"en mars" -avril', '("usines") NOT ("en mars") NOT ("avril")'),
        ("e-208", '"e 208"'),
        ("C-Max aujourd’hui", '"C Max" AND "aujourd hui"'),
        ("l’e-208* 1.6", '"e 208"* AND "1 6"'),
        ("l", '"l"'),
        ("AND OR NOT NEAR(a b)", '"AND" AND "OR" AND "NOT" AND "NEAR" AND "b"'),
        ("le prix de la voiture", '"prix" AND "voiture"'),
        ('de la -le "de la"', '("de la") NOT ("le")'),
        ("la de", '"la" AND "de"'),
        ("x* 4x4*", '"x" AND "4x4"*'),
        ('"jamais fermé', '"jamais fermé"'),
        ("-mars", None),
        ('"" * - ( )', None),
        ("", None),
    ],
)
def test_what_is_typed_becomes_an_expression(text: str, expression: str | None) -> None:
    assert match_expression(text, NoLexicon()) == expression


@given(st.text(max_size=30))
def test_nothing_that_is_typed_is_an_error(reader, text: str) -> None:
    database = reader.datasette.get_database("archive")
    expression = reader.runner.run(
        database.execute_fn(lambda conn: match_expression(text, ArchiveLexicon(conn)))
    )
    if expression is not None:
        reader.run("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH :match", {"match": expression})


def test_words_are_found_whatever_their_accents_and_marked(ask) -> None:
    (hit,) = ask("ELECTRIQUE batterie").hits
    assert hit.article_id == 1
    assert f"{START}électrique{END}" in hit.headline
    assert f"{START}batterie{END}" in hit.snippet
    assert (hit.authors, hit.site, hit.comments, hit.has_opinion) == (
        ("Anne Pneu", "Bob Durite"),
        "leguidon",
        11,
        True,
    )


def test_a_snippet_shows_the_text_that_has_the_words(ask) -> None:
    (hit,) = ask("ronds-points reprendrait").hits
    assert hit.snippet == f"On en {START}reprendrait{END}.\n\nMais sans les {START}ronds-points{END}."


def test_a_phrase_is_exact_and_a_word_can_be_unwanted(ask) -> None:
    assert ids(ask('"dans le même panier"')) == [2]
    assert ids(ask('"panier le dans"')) == []
    assert ids(ask("chevaux")) == [3, 2]
    assert ids(ask("chevaux -usines")) == [3]
    assert ids(ask("chev*")) == [3, 2]


def test_comments_are_found_with_their_article(ask) -> None:
    (hit,) = ask("pull", what="comments").hits
    assert (hit.article_id, hit.comment_author) == (1, "Max")
    assert hit.comment_date == "2026-02-10T09:17:00+01:00"
    assert ids(ask("Premier", what="comments")) == []  # the site took it back


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"site": "127.0.0.1:8801"}, [9]),
        ({"since": "2026-02-10"}, [1]),
        ({"until": "2025-11-02"}, [7]),
        ({"since": "2025-12-01", "until": "2025-12-02"}, [9, 3]),
        ({"section": "Industrie"}, [2]),
        ({"source": "AFP"}, [1, 2, 9]),
        ({"author": "Bob Durite"}, [1, 2]),
        ({"keyword": "citadine"}, [1]),
        ({"commenter": "Zoé"}, [1, 2, 3]),
        ({"opinion": True}, [1, 6, 9]),
        ({"source": "AFP", "opinion": True, "site": "leguidon"}, [1]),
        ({"site": "ailleurs"}, []),
    ],
)
def test_filters_narrow_what_is_listed(ask, filters: dict[str, Any], expected: list[int]) -> None:
    found = ask(**filters)
    assert ids(found) == expected
    assert found.total == len(expected)


def test_filters_and_words_go_together(ask) -> None:
    assert ids(ask("coupé", site="leguidon")) == [3]
    assert ids(ask("coupé", by_date=True)) == [9, 3]
    assert ids(ask("chevaux", what="comments", commenter="Ali")) == [3]


def test_pages_follow_each_other(ask) -> None:
    whole = ids(ask())
    assert ask(limit=3).total == len(whole) == 8
    assert [*ids(ask(limit=3)), *ids(ask(limit=3, offset=3)), *ids(ask(limit=3, offset=6))] == whole


@pytest.mark.parametrize("asking", [0, 10**9], ids=["row by row", "read through"])
@pytest.mark.parametrize("text", ["le", "constr*"])
def test_too_many_hits_to_rank_come_newest_first(
    ask, monkeypatch: pytest.MonkeyPatch, text: str, asking: int
) -> None:
    by_date = ids(ask(text, by_date=True))
    assert len(by_date) > 3
    assert ask(text).ranked
    monkeypatch.setattr("exports.search.COUNTED", 2)
    monkeypatch.setattr("exports.search.RANKED", 3)
    monkeypatch.setattr("exports.search._ONE_BY_ONE", 1)
    monkeypatch.setattr("exports.search._ASKING", asking)
    found = ask(text)
    assert (found.total, found.ranked) == (3, False)
    assert ids(found) == ids(ask(text, by_date=True)) == by_date
    assert [*ids(ask(text, limit=2)), *ids(ask(text, limit=9, offset=2))] == by_date
    assert ids(ask(text, site="127.0.0.1:8801")) == [9]  # few are left by the filter: they can be ranked
    assert all(START in hit.headline + hit.snippet for hit in found.hits)


def test_counting_agrees_with_searching(reader, ask) -> None:
    question = Question("chevaux")
    for one in (question, replace(question, what="comments"), Question(), Question("-x")):
        found = reader.runner.run(
            reader.datasette.get_database("archive").execute_fn(lambda conn, one=one: count(conn, one))
        )
        assert found == ask(one.text, what=one.what).total


def test_a_page_that_asks_not_to_be_copied_is_not_listed(ask) -> None:
    assert 8 not in ids(ask())
    assert ask("copier").total == 0
