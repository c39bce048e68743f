"""Datasette's own search box: asked in another order where a word is frequent, it finds the same rows."""

from __future__ import annotations

from urllib.parse import quote

import pytest

ASKED = (
    "comments?_search=un", "comments?_search=amis", "comments?_search=un&depth__gt=0", "comments?_search=un&_size=2",
    "articles?_search=constructeur", "articles?_search=constructeur&section=Essais", "articles?_search=usines",
    f"comments?_search={quote('amis -litre')}", "comments?_search=trottinette", "comments?_search=",
    "comments?_search=un&_sort=author", "comments?_search_text=un",
)  # fmt: skip


def asked_with(address: str, reader) -> str:
    """The SQL that Datasette asked."""
    return str(reader.get(f"/archive/{address.replace('?', '.json?')}&_extra=query").json()["query"]["sql"])


@pytest.mark.parametrize("address", ASKED)
def test_the_same_rows_in_the_same_order(address: str, reader, monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"/archive/{address.replace('?', '.json?')}"
    eased = reader.rows(path)
    monkeypatch.setattr("exports.reader.table_search._FREQUENT", 0)
    assert reader.rows(path) == eased


@pytest.mark.parametrize(
    ("address", "plus"),
    [
        ("comments?_search=un", True),
        ("comments?_search=un&_sort_desc=date_published_utc", True),
        ("articles?_search=constructeur", True),
        ("comments?_search=trottinette", False),  # in no row
        ("comments?_search=un&_sort=author", False),  # all rows are read anyway
        ("article_overview?_search=constructeur", False),
    ],
)
def test_a_frequent_word_is_looked_for_by_date(address: str, plus: bool, reader) -> None:
    assert ("+rowid in (select rowid from" in asked_with(address, reader)) is plus


def test_a_rare_word_is_looked_up(reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exports.reader.table_search._FREQUENT", 1)
    assert "+rowid" not in asked_with("comments?_search=batterie", reader)
