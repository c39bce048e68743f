"""The names in the value of a source line, as tables; ``test_sources`` reads them as whole lines."""

from __future__ import annotations

import pytest

from crawler.splitter.words.source_names import names_in, sources_of, tidy, web_name

VALUES = [
    ("AFP, Reuters et Bloomberg", ["AFP", "Reuters", "Bloomberg"]),
    ("AFP/Relaxnews", ["AFP", "Relaxnews"]),
    ("AFP – Reuters", ["AFP", "Reuters"]),
    ("Sciences et Avenir et Car & Driver", ["Sciences et Avenir", "Car & Driver"]),
    ("https://a.example/x/y?z=1,2", ["https://a.example/x/y?z=1,2"]),
    ("AFP, AFP", ["AFP"]),
    ("Peugeot, communiqué de presse", ["Peugeot"]),
    ("communiqué de presse", ["communiqué de presse"]),
    ("diverses", []),
    ("Reuters (avec AFP)", ["Reuters", "AFP"]),
    ("24/7 Magazine", ["24/7 Magazine"]),
    ("AFP, « La Gazette », « L’Est républicain »", ["AFP", "La Gazette", "L’Est républicain"]),
    ("La Gazette, « La brouette change de roue »", ["La Gazette"]),
]

NO_NAMES = ["", "qui ?", "elle arrive", "12 kg", "l’A7", "La suite : demain. puis", "mot " * 15]

NAMES = [
    ("« La Gazette »", "La Gazette"),
    ("La Tribune du 12 mars 2019", "La Tribune"),
    ("le 12 mars 2019", ""),
    ("n° 873", ""),
    ("La Gazette n° 42", "La Gazette"),
    ("l’AFP", "AFP"),
    ("l’agence Reuters", "Reuters"),
    ("Agence France-Presse", "Agence France-Presse"),
    ("L’Argus", "L’Argus"),
    ("nos confrères de l’Argus", "L’Argus"),
    ("nos confrères d’Auto Plus", "Auto Plus"),
    ("Tesla Inc.", "Tesla Inc."),
    ("Le Monde.", "Le Monde"),
    ("(AFP)", "AFP"),
    ("Reuters (Paul Cric)", "Reuters"),
    ("Roue Libre (Lyon)", "Roue Libre (Lyon)"),
]


@pytest.mark.parametrize(("value", "names"), VALUES)
def test_a_value_names(value: str, names: list[str]) -> None:
    assert names_in(value, ()) == names


@pytest.mark.parametrize("value", NO_NAMES)
def test_a_value_that_names_nobody(value: str) -> None:
    assert names_in(value, ()) is None


@pytest.mark.parametrize(("piece", "name"), NAMES)
def test_a_name_without_what_the_printing_adds(piece: str, name: str) -> None:
    assert tidy(piece) == name


@pytest.mark.parametrize(
    "value", ["La Gazette – La guerre des pneus", "La Gazette : « La guerre des pneus »"]
)
def test_the_title_of_what_was_read_is_no_name(value: str) -> None:
    link = [("La guerre des pneus", "https://gazette.example/pneus")]
    assert names_in(value, link) == ["La Gazette"]
    assert names_in("Reuters – Roue Libre", [("Reuters", "https://r.example/")]) == ["Reuters", "Roue Libre"]


def test_hosts_and_addresses() -> None:
    assert web_name("https://www.gazette.example/a?b") == "gazette.example"
    assert web_name("www.lesechos.fr") == "lesechos.fr"
    assert web_name("Les Échos") == "Les Échos"
    links = [("La Gazette", "https://g.example/"), ("haut", "#top"), ("nous écrire", "mailto:a@b.example")]
    found = sources_of(["La Gazette", "AFP"], "Sources : La Gazette, AFP", links)
    assert [(source.name, source.url) for source in found] == [
        ("La Gazette", "https://g.example/"),
        ("AFP", None),
    ]
