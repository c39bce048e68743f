"""The source grammar, as tables: what each printed form gives, and what only looks like one."""

import pytest

from crawler.splitter.words.sources import (
    agency_in_byline,
    dateline_agency,
    is_source_list_label,
    read_listed_source,
    read_source_line,
    source_at_end,
)

LINES = [
    ("Source : AFP", "source-label", ["AFP"]),
    ("Sources\u00a0: AFP", "source-label", ["AFP"]),
    ("Source\u202f: Reuters", "source-label", ["Reuters"]),
    ("source: afp", "source-label", ["afp"]),
    ("SOURCE :AFP.", "source-label", ["AFP"]),
    ("• Source : Renault", "source-label", ["Renault"]),
    ("Sources : AFP, Reuters et Bloomberg", "source-label", ["AFP", "Reuters", "Bloomberg"]),
    ("Source : AFP/Relaxnews", "source-label", ["AFP", "Relaxnews"]),
    ("Source : La Tribune & Les Échos", "source-label", ["La Tribune", "Les Échos"]),
    ("Source : L’Argus ; Auto Plus", "source-label", ["L’Argus", "Auto Plus"]),
    ("Source : Nikkei via : Automotive News", "source-label", ["Nikkei", "Automotive News"]),
    ("Source: Nikkei via Reuters", "source-label", ["Nikkei", "Reuters"]),
    ("Source : Sciences et Avenir", "source-label", ["Sciences et Avenir"]),
    ("Sources : Standard & Poor’s et Road & Track", "source-label", ["Standard & Poor’s", "Road & Track"]),
    ("Source : Ministère de l’Économie et des Finances", "source-label", None),
    ("Source : Le Monde (abonnés)", "source-label", ["Le Monde"]),
    ("Source : Reuters (en anglais)", "source-label", ["Reuters"]),
    ("Source : La Tribune du 12 mars 2019", "source-label", ["La Tribune"]),
    ("Source : Les Échos, 3 avril 2018", "source-label", ["Les Échos"]),
    ("Source : La Gazette du Volant : n° 42", "source-label", ["La Gazette du Volant"]),
    ("Source : Reuters (avec AFP)", "source-label", ["Reuters", "AFP"]),
    ("Source : l’AFP", "source-label", ["AFP"]),
    ("Source : communiqué de presse", "source-label", ["communiqué de presse"]),
    ("Source : Peugeot, communiqué de presse", "source-label", ["Peugeot"]),
    ("Source : Renault. Photos : DR", "source-label", ["Renault"]),
    ("Source et photos : Citroën", "source-label", ["Citroën"]),
    ("Sources : diverses", "source-label", []),
    ("Source : http://www.garage-imaginaire.example/essai", "source-label", ["garage-imaginaire.example"]),
    ("[Source: Gazette du Volant]", "bracketed-source", ["Gazette du Volant"]),
    ("(Source : AFP).", "bracketed-source", ["AFP"]),
    ("Via : Jalopnik", "via", ["Jalopnik"]),
    ("Via Autoblog", "via", ["Autoblog"]),
    ("Fuente: Autopista", "source-label", ["Autopista"]),
    ("Vía | Autoblog", "via", ["Autoblog"]),
    ("Fonte: ANSA", "source-label", ["ANSA"]),
    ("(via Carscoops)", "via", ["Carscoops"]),
    ("Avec AFP", "avec-agence", ["AFP"]),
    ("avec AFP", "avec-agence", ["AFP"]),
    ("avec Le Parisien", None, None),
    ("J.C. avec AFP", "signature", ["AFP"]),
    ("Jeanne Pneu (avec Reuters)", "signature", ["Reuters"]),
    ("Renault avec Nissan", None, None),
    ("Crédit photo : Renault | Source : AFP", "source-label", ["AFP"]),
    ("Source : Reuters (Paul Cric)", "source-label", ["Reuters"]),
    ("(via @roues_talus)", "via", ["@roues_talus"]),
    ("(avec AFP)", "avec-agence", ["AFP"]),
    ("Avec l'AFP et Reuters", "avec-agence", ["AFP", "Reuters"]),
    ("Avec AFP (Jeanne Pneu, édité par Paul Cric)", "avec-agence", ["AFP"]),
    ("Avec Le Parisien", "avec", ["Le Parisien"]),
    ("Reuters contributed to this report.", "contributed", ["Reuters"]),
    ("Jane Wheel contributed to this report.", None, None),
    ("With files from The Canadian Press", "avec-agence", ["The Canadian Press"]),
    ("Avec des informations de La Presse canadienne", "avec-agence", ["La Presse canadienne"]),
    ("D’après AFP", "d-apres", ["AFP"]),
    ("D'après Automotive News", "d-apres", ["Automotive News"]),
    ("AFP – J.C.", "signature", ["AFP"]),
    ("🔗 Source : AFP", "source-label", ["AFP"]),
    ("Read more at electrek.co", "read-original", ["electrek.co"]),
    ("Source AFP", "label-agency", ["AFP"]),
    ("Dépêche Reuters", "label-agency", ["Reuters"]),
    ("Source(s) : AFP + Reuters", "source-label", ["AFP", "Reuters"]),
    ("Source (en anglais) : Autocar", "source-label", ["Autocar"]),
    ("Source : nos confrères du Parisien", "source-label", ["Le Parisien"]),
    ("Source : AFP, le 12 mars 2019", "source-label", ["AFP"]),
    ("Source : www.roues-et-talus.fr", "source-label", ["roues-et-talus.fr"]),
    ("Source : 20 Minutes", "source-label", ["20 Minutes"]),
    ("Lu dans Le Parisien", "seen-in", ["Le Parisien"]),
    ("(AFP)", "bracketed-agency", ["AFP"]),
    ("Lire l’article complet sur Automotive News", "read-original", ["Automotive News"]),
    ("[Lire l'article complet sur La Gazette du Volant]", "read-original", ["La Gazette du Volant"]),
    ("Lire la suite sur lesechos.fr", "read-original", ["lesechos.fr"]),
    ("Article initialement paru dans La Gazette du Volant", "first-published", ["La Gazette du Volant"]),
    ("Hat tip: Jalopnik", "hat-tip", ["Jalopnik"]),
    ("Quelle: dpa", "source-label", ["dpa"]),
    ("Quellen: dpa, Automobilwoche und Reuters", "source-label", ["dpa", "Automobilwoche", "Reuters"]),
    ("Read the full story at Motor1", "read-original", ["Motor1"]),
]  # fmt: skip

NO_SOURCE = [
    "De même source, on indique que l’usine rouvrira lundi.",
    "De même source : on indique que l’usine rouvrira lundi.",
    "D’autres sources affirment le contraire.",
    "selon la même source",
    "Selon des sources proches du dossier, rien n’est signé.",
    "de source syndicale",
    "De source judiciaire : aucune plainte.",
    "Source interne à la marque",
    "Source d’inspiration : la Méhari",
    "Une source d’énergie : le soleil",
    "Retour à la source",
    "À la source : le moteur rotatif",
    "source",
    "Sources",
    "Source :",
    "Source du problème, la batterie chauffe dès que",
    "Sources : elles sont quatre à dire la même chose",
    "Source : l’usine de Flins va fermer selon un délégué",
    "Sources concordantes : la marque a tranché.",
    "Source Renault",
    "Source : le maire promet un tunnel",
    "Via : l’A7 et l’A9",
    "Source AFP contactée dans la nuit, la mairie dément.",
    "Via Appia",
    "HT : 12 000 euros",
    "Fonte : 12 kg",
    "Selon AFP",
    "Selon Automotive News",
    "rapporte Automotive News",
    "comme le relaye Automotive News",
    "Avec Tesla",
    "Avec la Clio, la marque veut reprendre la tête.",
    "Avec Reuters, l’accord porte sur trois ans et il est ferme.",
    "D’après Carlos Ghosn",
    "D’après Reuters, Renault va fermer son usine.",
    "D’après nos informations",
    "Via l’A6, comptez quatre heures de route.",
    "Via une application, le client choisit.",
    "Photo : AFP",
    "Crédit photo : Renault",
    "Source photo : Renault",
    "© AFP",
    "AFP",
    "Lire l’article complet",
    "Lire la suite",
    "Lire aussi : Source de jouvence pour la 4L",
    "Source : qui a parlé ?",
]


@pytest.mark.parametrize(("text", "rule", "names"), LINES)
def test_a_whole_line_that_attributes(text: str, rule: str | None, names: list[str] | None) -> None:
    found = read_source_line(text)
    if rule is None:
        assert found is None
        return
    assert found is not None
    assert found[0] == rule
    if names is not None:
        assert [source.name for source in found[1]] == names


@pytest.mark.parametrize("text", NO_SOURCE)
def test_what_only_looks_like_an_attribution(text: str) -> None:
    assert read_source_line(text) is None


def test_raw_is_the_printed_line_with_its_spaces_folded() -> None:
    found = read_source_line("Sources\u00a0:\u00a0 AFP")
    assert found is not None
    assert found[1][0].raw == "Sources : AFP"


def test_a_name_takes_the_address_of_its_own_link() -> None:
    links = [("La Gazette", "https://gazette.example/a"), ("Sport et Moteur", "https://sm.example/b")]
    found = read_source_line("Sources : La Gazette, Sport et Moteur et AFP", links)
    assert found is not None
    assert [(s.name, s.url) for s in found[1]] == [
        ("La Gazette", "https://gazette.example/a"),
        ("Sport et Moteur", "https://sm.example/b"),
        ("AFP", None),
    ]


def test_one_name_takes_the_only_link_even_when_the_whole_line_is_the_link() -> None:
    found = read_source_line("Source : AFP", [("Source : AFP", "https://afp.example/1")])
    assert found is not None
    assert [(s.name, s.url) for s in found[1]] == [("AFP", "https://afp.example/1")]


def test_a_link_may_hold_several_names_or_be_a_title() -> None:
    found = read_source_line("Source : AFP, Reuters", [("AFP, Reuters", "https://a.example/")])
    assert found is not None
    assert [s.name for s in found[1]] == ["AFP", "Reuters"]
    found = read_source_line("Source : Elle arrive en mai", [("Elle arrive en mai", "https://a.example/")])
    assert found is not None
    assert [s.name for s in found[1]] == ["Elle arrive en mai"]


def test_a_pointing_word_gives_way_to_the_host_it_points_to() -> None:
    found = read_source_line("Source : ici", [("ici", "https://www.gazette.example/a?b=1")])
    assert found is not None
    assert [(s.name, s.url) for s in found[1]] == [("gazette.example", "https://www.gazette.example/a?b=1")]


def test_a_label_that_is_the_link_stands_for_its_host() -> None:
    found = read_source_line("(source)", [("source", "https://www.gazette.example/a")])
    assert found is not None
    assert (found[0], found[1][0].name) == ("linked-label", "gazette.example")
    assert read_source_line("source", [("source", "#notes")]) is None


def test_a_link_elsewhere_in_the_sentence_is_no_address_of_the_name() -> None:
    text = "La berline arrive. Source : AFP"
    end = source_at_end(text)
    assert end is not None
    found = read_source_line(text[end[1] :], [("berline", "https://ici.example/")])
    assert found is not None
    assert found[1][0].url is None


def test_items_below_a_label_of_their_own() -> None:
    assert is_source_list_label("Sources :")
    assert is_source_list_label("Source(s)")
    assert not is_source_list_label("Sources et méthode")
    names = ["AFP", "La Gazette du Volant, 12 mars 2019", "Roue Libre", "Source : Reuters"]
    assert [[s.name for s in read_listed_source(name) or ()] for name in names] == [
        ["AFP"],
        ["La Gazette du Volant"],
        ["Roue Libre"],
        ["Reuters"],
    ]
    assert read_listed_source("une chaude, une froide et une tiède") is None
    linked = read_listed_source("un blog de voisin", [("un blog de voisin", "https://voisin.example/")])
    assert linked is not None
    assert (linked[0].name, linked[0].url) == ("un blog de voisin", "https://voisin.example/")


def test_a_link_that_leads_nowhere_is_no_address() -> None:
    found = read_source_line("Source : AFP", [("AFP", "javascript:void(0)")])
    assert found is not None
    assert found[1][0].url is None


def test_a_link_vouches_for_a_name_after_avec() -> None:
    assert read_source_line("Avec Roue Libre") is None
    found = read_source_line("Avec Roue Libre", [("Roue Libre", "https://roue.example/")])
    assert found is not None
    assert found[0] == "avec"
    assert read_source_line("Avec Léa Bielle", [("Léa Bielle", "/auteurs/lea")]) is None


@pytest.mark.parametrize(
    ("text", "rule", "tail"),
    [
        ("Le groupe n’a pas commenté. (AFP)", "closing-bracketed-agency", "(AFP)"),
        ("Le groupe n’a pas commenté (avec Reuters).", "closing-avec-agence", "(avec Reuters)."),
        ("C’est la fin de la phrase. Source : AFP", "closing-source-label", "Source : AFP"),
        (
            "Il l’a dit «\u00a0hier\u00a0». Sources: AFP, Reuters",
            "closing-source-label",
            "Sources: AFP, Reuters",
        ),
        ("La fin. [Source: La Gazette]", "closing-bracketed-source", "[Source: La Gazette]"),
        ("La fin est là. Avec AFP", "closing-avec-agence", "Avec AFP"),
        ("La livraison est prévue en juin – Source : AFP", "closing-source-label", "Source : AFP"),
    ],
)
def test_an_attribution_that_closes_a_paragraph(text: str, rule: str, tail: str) -> None:
    found = source_at_end(text)
    assert found is not None
    assert (found[0], text[found[1] :]) == (rule, tail)


@pytest.mark.parametrize(
    "text",
    [
        "La berline est arrivée (BMW)",
        "Le film tourne en ligne (via une caméra embarquée)",
        "Il remonte à la source. Source de joie, la 2CV revient.",
        "Trois témoins parlent. Sources : elles sont sûres d’elles.",
        "(AFP)",
        "Source : AFP",
        "Le marché recule. Avec la hausse des prix, il reculera encore.",
        "Tout est dit (source de mille soucis)",
        "Il roule – source de fierté – depuis 1994.",
    ],
)
def test_paragraphs_that_close_without_an_attribution(text: str) -> None:
    assert source_at_end(text) is None


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("avec AFP", ["AFP"]),
        ("Par Jeanne Pneu avec AFP", ["AFP"]),
        ("La Gazette avec AFP et Reuters", ["AFP", "Reuters"]),
        ("AFP | 12/03/2019", ["AFP"]),
        ("AFP", ["AFP"]),
        ("La Gazette (avec l’AFP)", ["AFP"]),
        ("Par Jeanne Pneu", []),
        ("Jeanne Ap", []),
        ("AFP le 12 mars 2019", ["AFP"]),
        ("PARIS (AFP) – Le groupe a vendu douze voitures.", []),
        ("", []),
    ],
)
def test_agencies_in_a_byline(byline: str, names: list[str]) -> None:
    assert [source.name for source in agency_in_byline(byline)] == names


def test_a_dateline_names_its_agency() -> None:
    assert [s.name for s in dateline_agency("PARIS (AFP) – Le groupe a vendu 12 voitures.")] == ["AFP"]
    assert [s.name for s in dateline_agency("DETROIT, 12 mars (Reuters) - Le groupe")] == ["Reuters"]
    assert dateline_agency("Le patron (BMW) – qui l’eût cru") == []
