"""Sources under one name, however they are printed."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from crawler.archive.names import fold_name, teach_sources
from crawler.items import Source

ALIASES = json.loads(files("crawler").joinpath("source_aliases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("AFP", "AFP"),
        ("A.F.P.", "AFP"),
        ("Agence  France-Presse", "AFP"),
        ("l’AFP", "AFP"),
        ("les echos", "Les Échos"),
        ("LesEchos.fr", "Les Échos"),
        ("auto-moto.com", "Auto Moto"),
        ("Le Petit Garagiste", "Le Petit Garagiste"),
    ],
)
def test_a_printed_name_is_found_under_its_one_name(bench, make, printed: str, name: str) -> None:
    bench.visit(make.article(sources=(Source(printed, None, f"Source : {printed}"),)))
    assert bench.rows("SELECT name, raw FROM source_citations") == [(name, f"Source : {printed}")]


def test_spellings_of_an_unknown_source_meet(bench, make) -> None:
    bench.visit(
        make.article(sources=(Source("L’Écho du Garage", None, "a"), Source("l'echo du garage", None, "b")))
    )
    assert bench.one("SELECT sources FROM article_overview") == "L’Écho du Garage"
    assert bench.one("SELECT count(*) FROM source_citations") == 2


def test_a_name_taught_later_takes_over_what_was_learnt(bench, make, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.visit(make.article(sources=(Source("Auto-Gazette", None, "x"),)))
    taught = (
        (fold_name("Auto-Gazette"), "Auto Gazette", "press"),
        (fold_name("Auto Gazette"), "Auto Gazette", "press"),
    )
    monkeypatch.setattr("crawler.archive.names._taught", lambda: taught)
    with bench.archive._connection.writing() as db:
        teach_sources(db)
    assert bench.rows("SELECT name FROM source_citations") == [("Auto Gazette",)]
    assert bench.rows("SELECT kind FROM sources WHERE name LIKE 'Auto%Gazette'") == [("press",)]


def test_the_data_file_names_each_source_once() -> None:
    assert len(ALIASES) >= 40
    keys = [fold_name(printed) for name, entry in ALIASES.items() for printed in {name, *entry["aliases"]}]
    owners: dict[str, set[str]] = {}
    for name, entry in ALIASES.items():
        assert entry["kind"] in {"agency", "press", "manufacturer", "organisation", "other"}
        for printed in (name, *entry["aliases"]):
            owners.setdefault(fold_name(printed), set()).add(name)
    assert {alias: names for alias, names in owners.items() if len(names) > 1} == {}
    assert "" not in keys
