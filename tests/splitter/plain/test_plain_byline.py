"""Bylines and date lines of text captures, as tables."""

from __future__ import annotations

import pytest

from crawler.splitter.plain.byline import read_byline

BYLINES = [
    ("Par Jeanne Pneu", ["Jeanne Pneu"], [], True),
    ("Par Jeanne Pneu et Paul Cric", ["Jeanne Pneu", "Paul Cric"], [], True),
    ("Par Jeanne Pneu avec AFP", ["Jeanne Pneu"], [], True),
    ("Auteur : Jeanne Pneu", ["Jeanne Pneu"], [], True),
    ("Jeanne Pneu (avec AFP)", ["Jeanne Pneu"], [], False),
    ("La rédaction avec AFP et Reuters", ["La rédaction"], [], False),
    ("AFP", [], [], False),
    ("AFP | 12 mars 2019", [], [("12 mars 2019", False)], False),
    ("By Jane Sprocket", ["Jane Sprocket"], [], True),
    ("Von Erika Schraube", ["Erika Schraube"], [], True),
    ("Publié le 12 mars 2019", [], [("12 mars 2019", False)], False),
    ("Publié le 12 mars 2019 à 14 h 05 min par Jeanne Pneu", ["Jeanne Pneu"], [("12 mars 2019 à 14 h 05 min", False)], True),
    ("Jeanne Pneu | 12/03/2019", ["Jeanne Pneu"], [("12/03/2019", False)], False),
    ("12 mars 2019", [], [("12 mars 2019", False)], False),
    ("MAJ le 12/03/2019", [], [("12/03/2019", True)], False),
    ("Le 12 mars 2019, mis à jour le 13 mars 2019 à 8h00", [], [("12 mars 2019", False), ("13 mars 2019 à 8h00", True)], False),
    ("Posted on March 4, 2019 at 9:05 am by Jane Sprocket", ["Jane Sprocket"], [("March 4, 2019 at 9:05 am", False)], True),
    ("il y a 3 heures", [], [("il y a 3 heures", False)], False),
]  # fmt: skip

NO_BYLINES = [
    "Jeanne Pneu",
    "Par temps de pluie, la berline glisse.",
    "Par ailleurs",
    "La berline sortira le 12 mars 2019 en France",
    "Par Jeanne Pneu, qui n’a pas dormi depuis le départ de Lyon",
    "2019",
    "",
]


@pytest.mark.parametrize(("text", "names", "dates", "by_word"), BYLINES)
def test_bylines(text: str, names: list[str], dates: list[tuple[str, bool]], by_word: bool) -> None:
    byline = read_byline(text)
    assert byline is not None
    assert (list(byline.names), list(byline.dates), byline.by_word) == (names, dates, by_word)


@pytest.mark.parametrize("text", NO_BYLINES)
def test_what_is_no_byline(text: str) -> None:
    assert read_byline(text) is None
