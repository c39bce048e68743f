"""French spaces and spellings, and their way back to plain words."""

from __future__ import annotations

from datetime import datetime

import pytest

from crawler.demo.typography import NAMED, NUMBERED, day, plain, slugify, typeset


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Quoi ?", "Quoi\u00a0?"),
        ("« Non »", "«\u00a0Non\u00a0»"),
        ("14 990 euros à 8:05", "14\u202f990 euros à 8:05"),
        (
            'Source : <a href="http://a.example/?b : c">AFP</a>',
            'Source\u00a0: <a href="http://a.example/?b : c">AFP</a>',
        ),
        ("Reuters & AFP &amp; co", "Reuters &amp; AFP &amp; co"),
    ],
)
def test_typeset(written: str, printed: str) -> None:
    assert typeset(written, {}) == printed


@pytest.mark.parametrize("entities", [{}, NAMED, NUMBERED])
def test_whatever_the_spelling_the_words_are_the_same(entities: dict[str, str]) -> None:
    text = "« L’avis… » : 4 000 <em>voitures</em> ; et puis ?"
    assert plain(typeset(text, entities)) == "« L’avis… » : 4 000 voitures ; et puis ?"


def test_names_in_addresses_and_days_in_words() -> None:
    assert slugify("Vie du blog") == "vie-du-blog"
    assert slugify("Conseil d’État") == "conseil-d-etat"
    assert day(datetime(2023, 8, 1)) == "1er août 2023"
