"""Ready queries: each file is whole, runs, and answers its question on the sample archive."""

from __future__ import annotations

import re

import pytest
from sample_archive import REFUS, SITE, TITLE

from exports.queries import Query, all_queries, parse

QUERIES = {query.name: query for query in all_queries()}
# What each answers on the sample archive: the parameters to ask with, and some columns of the first rows.
ANSWERS: dict[str, tuple[dict[str, str], list[dict[str, object]]]] = {
    "auteurs": ({}, [{"auteur": "Anne Pneu", "site": TITLE, "articles": 5, "avec_avis": 1}]),
    "commentaires_modifies_ou_retires": (
        {},
        [
            {"auteur": "Zoé", "constat": "modifié", "texte": "Très triste, vraiment."},
            {"auteur": "Troll", "constat": "retiré", "constate_le": "2026-02-11"},
        ],
    ),
    "completude_par_site": (
        {},
        [{"site": "127.0.0.1:8801"}, {"site": TITLE, "manquants": 7, "pages_en_echec": 3, "disparus": 1}],
    ),
    "delai_du_premier_commentaire": (
        {},
        [{"site": TITLE, "articles": 2, "le_plus_court": 60, "mediane": 439, "le_plus_long": 817}],
    ),
    "demandes_de_non_reprise": ({}, [{"signal": "robots", "valeur": "noarchive", "articles": 1}]),
    "jours_sans_collecte": ({}, [{"site": TITLE, "du": "2026-02-11", "au": "2026-02-14", "jours": 3}]),
    "mots_cles": ({}, [{"articles": 1}]),
    "recherche": (
        {"mots": "usines", "du": "2026-01-01", "au": "2026-01-20"},
        [{"article_id": 2, "extrait": "Fermeture de deux [usines] : les œufs dans le même panier"}],
    ),
    "recherche_dans_les_commentaires": (
        {"mots": "batterie"},
        [{"article_id": 1, "auteur": "Nadège", "extrait": "Et l’hiver, quelle autonomie ? Je demande pour ma [batterie]."}],
    ),
    "sources_citees_ensemble": ({}, [{"source": "AFP", "target": "Les Échos", "weight": 1}]),
    "sources_par_annee": (
        {"source": "AFP"},
        [{"annee": "2025", "articles": 1}, {"annee": "2026", "articles": 2}],
    ),
    "terme_par_annee": (
        {"mots": "usines"},
        [{"annee": "2025", "articles_avec_le_mot": 0}, {"annee": "2026", "articles_avec_le_mot": 1, "pour_cent": 25.0}],
    ),
    "articles_disparus": ({}, [{"article_id": 4, "disparu_le": "2026-02-14", "on_le_sait": "le site répond 404 : page introuvable"}]),
    "articles_les_plus_commentes": (
        {"du": "2026-02-01", "au": "2026-02-10"},
        [{"article_id": 1, "commentaires": 11}, {"article_id": 6, "commentaires": 2}],
    ),
    "articles_modifies": (
        {"champ": "headline"},
        [{"article_id": 2, "version": 1, "avant": "Fermeture d’usines : les œufs dans le même panier"}],
    ),
    "articles_par_mois": (
        {"site": "leguidon"},
        [
            {"mois": "2025-10", "articles": 1, "commentaires": 0},
            {"mois": "2025-11", "articles": 1, "commentaires": 0},
            {"mois": "2025-12", "articles": 1, "commentaires": 2},
        ],
    ),
    "articles_sans_source": ({"site": "leguidon"}, [{"article_id": 4}, {"article_id": 3}]),
    "avis_de_la_redaction": (
        {"contient": "ronds-points"},
        [{"article_id": 1, "intertitre": "L’avis du Guidon"}],
    ),
    "commentaires_manquants": (
        {},
        [{"article_id": 3, "annonces": 9, "archives": 2, "constat": "incomplet"}],
    ),
    "commentaires_par_mois": (
        {"site": "leguidon"},
        [{"mois": "2025-12", "commentaires": 2, "auteurs": 2}, {"mois": "2026-01", "commentaires": 3}],
    ),
    "commentateurs_les_plus_actifs": ({"site": "leguidon"}, [{"nom": "Zoé", "commentaires": 5}]),
    "echecs": ({}, [{"etape": "lecture"}, {"etape": "découpage"}, {"etape": "récupération", "erreur": "TimeoutError"}]),
    "etat_des_commentaires": (
        {"site": "leguidon"},
        [
            {"etat": "en ligne", "commentaires": 16},
            {"etat": "modifié", "commentaires": 1},
            {"etat": "retiré par le site", "commentaires": 1},
            {"etat": "pas revu : la page était incomplète", "commentaires": 1},
        ],
    ),
    "pages_a_l_ecart": ({}, [{"raison": "ConsentWall", "fois": 1, "depuis": "2026-02-14"}]),
    "fil_de_commentaires": (
        {"article": "2"},
        [
            {"auteur": "Max", "en_reponse_a": None},
            {"auteur": "    Zoé", "en_reponse_a": "Max", "modifie_le": "2026-02-11"},
            {"auteur": "Troll", "retire_le": "2026-02-11"},
        ],
    ),
    "fils_les_plus_profonds": ({}, [{"article_id": 1, "profondeur": 8, "commentaires": 11}]),
    "journal_des_collectes": ({}, [{"collecte": 4, "etat": "partielle", "echecs": 3}]),
    "sources_les_plus_citees": (
        {},
        [{"source": "AFP", "nature": "agence", "articles": 3, "avec_lien": 2, "premiere_fois": "2025-12-02"}],
    ),
}  # fmt: skip


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_query_answers_on_the_sample(query: Query, reader) -> None:
    given, expected = ANSWERS[query.name]
    parameters = {name: given.get(name, "") for name, _ in query.parameters}
    rows = reader.run(query.sql, parameters)
    found = [{key: row[key] for key in wanted} for row, wanted in zip(rows, expected, strict=False)]
    assert found == expected


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_query_runs_with_every_parameter_left_empty(query: Query, reader) -> None:
    reader.run(query.sql, {name: "" for name, _ in query.parameters})


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_query_declares_its_parameters(query: Query) -> None:
    assert set(re.findall(r"(?<![:\w]):([a-z_]+)", query.sql)) == {name for name, _ in query.parameters}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_datasette_offers_the_query_by_its_title(query: Query, reader) -> None:
    page = reader.page(f"/archive/{query.name}")
    assert query.title in page.replace("&#39;", "'")


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_no_query_shows_an_article_that_asks_not_to_be_shown(query: Query, reader) -> None:
    asked = {"mots": "copier", "article": "8"}
    rows = reader.run(query.sql, {name: asked.get(name, "") for name, _ in query.parameters})
    assert REFUS.headline not in {value for row in rows for value in row.values()}


@pytest.mark.parametrize("site", [SITE, TITLE])
def test_a_site_is_asked_for_by_its_name_or_its_title(site: str, reader) -> None:
    asked = [query for query in QUERIES.values() if "site" in dict(query.parameters)]
    assert len(asked) >= 5
    for query in asked:
        rows = reader.run(query.sql, {name: site if name == "site" else "" for name, _ in query.parameters})
        assert rows, query.name
        assert {row.get("site", TITLE) for row in rows} == {TITLE}, query.name


def test_there_are_enough() -> None:
    assert len(QUERIES) >= 20
    assert QUERIES.keys() == ANSWERS.keys()


def test_a_file_without_title_is_named() -> None:
    with pytest.raises(ValueError, match=r"question\.sql: no line '-- title: …'"):
        parse("question", "-- description: Une question.\nSELECT 1\n")
