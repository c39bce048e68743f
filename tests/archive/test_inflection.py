"""Which words are forms of one another, and which only look so."""

from __future__ import annotations

import pytest

from crawler.archive.inflection import fold, stems


def finds(typed: str, written: str) -> bool:
    asked = {stem for stem, asked in stems(typed).items() if asked}
    return not asked.isdisjoint(stems(written))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("essai", "essais"), ("essais", "essai"), ("cheval", "chevaux"), ("chevaux", "cheval"),
        ("travaux", "travail"), ("bail", "baux"), ("pneu", "pneus"), ("niveau", "niveaux"), ("feux", "feu"),
        ("œil", "yeux"), ("oeufs", "œuf"), ("électrique", "Électriques"), ("européen", "européennes"),
        ("moteur", "motrices"), ("constructrice", "constructeurs"), ("puissantes", "puissant"),
        ("dernière", "derniers"), ("sportif", "sportives"), ("luxueuse", "luxueux"), ("équipée", "équipés"),
        ("national", "nationaux"), ("blanche", "blancs"), ("longues", "long"), ("neuve", "neufs"),
        ("rouler", "roulait"), ("roulait", "roulent"), ("charger", "chargeait"), ("appeler", "appelle"),
        ("essayer", "essaie"), ("jeter", "jette"), ("choisir", "choisissent"), ("vendre", "vendu"),
        ("vendu", "vend"), ("produire", "produisent"), ("tenir", "tiendra"), ("voler", "volant"),
    ],
)  # fmt: skip
def test_a_word_finds_its_forms(typed: str, written: str) -> None:
    assert finds(typed, written)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("port", "porte"), ("coup", "coupe"), ("cours", "course"), ("vent", "vente"), ("ton", "tonne"),
        ("cas", "case"), ("thé", "le"), ("passager", "passage"), ("étranger", "étrange"), ("volant", "voler"),
        ("usine", "usinage"), ("frein", "freiner"), ("appel", "appelle"), ("limousin", "limousine"),
        ("porter", "portier"), ("208", "2008"), ("mars", "mar"), ("prix", "pri"), ("opter", "options"),
    ],
)  # fmt: skip
def test_a_word_does_not_find_what_only_looks_like_it(typed: str, written: str) -> None:
    assert not finds(typed, written)


def test_short_words_and_numbers_are_forms_of_nothing_else() -> None:
    assert stems("C3") == {"c3": True}
    assert stems("bus") == {"bus": True}
    assert stems("gti") == {"gti": True}


@pytest.mark.parametrize(
    ("word", "folded"), [("Œufs", "oeufs"), ("ÉTÉ", "ete"), ("ﬁn", "fin"), ("Straße", "strasse")]
)
def test_folding_takes_capitals_accents_and_ligatures(word: str, folded: str) -> None:
    assert fold(word) == folded
