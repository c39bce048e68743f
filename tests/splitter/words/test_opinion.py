"""Opinion headings, as tables: whose opinion it is decides."""

import pytest

from crawler.splitter.words.opinion import host_names, is_opinion_heading, opinion_label_end

OWN = ("Garage-Imaginaire.com", "Le Garage Imaginaire")

HEADINGS = [
    ("L’avis de Garage-Imaginaire.com", "own-site"),
    ("L'AVIS DU GARAGE IMAGINAIRE :", "own-site"),
    ("L´avis de Garage Imaginaire", "own-site"),
    ("L'avis de Le Garage Imaginaire", "own-site"),
    ("L’avis de garageimaginaire", "own-site"),
    ("Le verdict de Garage-Imaginaire", "own-site"),
    ("L’avis de la rédaction", "staff"),
    ("Le point de vue de la rédaction", "staff"),
    ("L’avis de l’essayeur", "staff"),
    ("L’avis de notre essayeur :", "staff"),
    ("L’avis de la rédaction : à revoir", "staff"),
    ("Notre avis", "our"),
    ("NOTRE AVIS :", "our"),
    ("Notre avis, par garage-imaginaire.com", "our"),
    ("Notre verdict", "our"),
    ("Notre avis sur la Clio E-Tech", "our"),
    ("Notre avis : une belle surprise", "our"),
    ("Mon avis", "our"),
    ("Verdict", "alone"),
    ("Le verdict", "alone"),
    ("Should I buy one?", "alone"),
    ("Lohnt sich der Kauf?", "alone"),
    ("Bilan", "alone"),
    ("Conclusion", "alone"),
    ("En conclusion :", "alone"),
    ("J’ai aimé", "plus-minus"),
    ("Je n'ai pas aimé", "plus-minus"),
    ("J'ai aimé / Je n'ai pas aimé", "plus-minus"),
    ("On aime", "plus-minus"),
    ("On aime moins :", "plus-minus"),
    ("Points forts", "plus-minus"),
    ("Les points faibles", "plus-minus"),
    ("Points forts / Points faibles", "plus-minus"),
    ("Les +", "plus-minus"),
    ("Les plus", "plus-minus"),
    ("L’instant Garage Imaginaire : la gifle", "own-site"),
    ("L’avis de la rédaction du Garage Imaginaire", "staff"),
    ("Ce que nous en pensons", "our"),
    ("Bilan de l’essai", "alone"),
    ("Garage Imaginaire : notre avis", "own-site"),
    ("Conclusion : une réussite", "alone"),
    ("Ce qu’on aime moins", "plus-minus"),
    ("5. Conclusion", "alone"),
    ("IV – Conclusion", "alone"),
    ("Le mot de la rédaction", "staff"),
    ("Ce que nous pensons de la Poussette", "our"),
    ("Our take", "english"),
    ("What we think", "english"),
    ("Our opinion", "english"),
    ("Final thoughts", "english"),
    ("Fazit", "german"),
    ("Fazit:", "german"),
    ("Unser Fazit zum Kleinwagen", "german"),
    ("Kleinwagen im Test: Fazit", "german"),
    ("Fazit: ein treues Auto", "german"),
]  # fmt: skip

NO_HEADING = [
    "L’avis du Conseil d’État",
    "L'avis de tempête",
    "L’avis des lecteurs",
    "L’avis de l’Autorité de la concurrence",
    "L’avis de Garage-Concurrent.com",
    "L’avis de la rédaction de La Gazette",
    "Avis",
    "Avis aux amateurs",
    "Avis de tempête sur le diesel",
    "Votre avis",
    "Vos avis",
    "Donnez votre avis",
    "Notre avis vous intéresse ?",
    "Notre avis surprenant",
    "Un commentaire signé X.",
    "Bilan carbone",
    "Bilan 2019",
    "Bilan des ventes",
    "Bilan de santé",
    "Verdict du procès Ghosn",
    "Verdict : deux ans de prison",
    "Verdict ?",
    "Le verdict est tombé",
    "Conclusion de l’enquête",
    "Conclusion du marché",
    "En bref",
    "Points de vente",
    "Les plus beaux cabriolets",
    "Les moins chers",
    "On aime la vitesse",
    "Le point",
    "Verkehrsminister zieht Fazit",
    "Fazit der Studie",
    "L’instant présent",
    "Le mot du maire",
    "Conclusion : le ministre renonce",
    "Conclusion : une réussite.",
    "Bilan : une haie",
    "L’avis de Jeanne Pneu",
    "",
    "Notre essai",
    "Conclusion d’un accord entre les deux groupes",
]


@pytest.mark.parametrize(("text", "rule"), HEADINGS)
def test_headings_of_the_newsroom(text: str, rule: str) -> None:
    assert is_opinion_heading(text, OWN) == rule


@pytest.mark.parametrize("text", NO_HEADING)
def test_headings_of_others(text: str) -> None:
    assert is_opinion_heading(text, OWN) is None


def test_a_site_adds_headings_of_its_own() -> None:
    assert is_opinion_heading("En bref :", (), ("En bref",)) == "extra"
    assert is_opinion_heading("En bref, la suite", (), ("En bref",)) is None


def test_the_own_name_counts_only_for_its_site() -> None:
    assert is_opinion_heading("L’avis du Garage Imaginaire", ()) is None
    assert is_opinion_heading("L’avis de Garage-Concurrent.com", OWN) is None


def test_an_unknown_newsroom_is_known_by_its_host_name() -> None:
    assert is_opinion_heading("L’avis de Garage-Imaginaire.com", ()) == "host-name"
    own = host_names("https://www.garage-imaginaire.com/2019/09/berline.html")
    assert own == ("garage-imaginaire.com",)
    assert is_opinion_heading("L’avis de Garage Imaginaire :", own) == "own-site"
    assert host_names(None) == host_names("fichier.txt") == host_names("http://[") == ()


def test_an_author_may_own_an_opinion() -> None:
    assert is_opinion_heading("L’avis de Jeanne Pneu", OWN, (), ("Jeanne Pneu",)) == "author"
    assert is_opinion_heading("L’avis de Jeanne", OWN, (), ("Jeanne Pneu",)) == "author"
    assert is_opinion_heading("L’avis de Pneu", OWN, (), ("Jeanne Pneu",)) is None
    assert is_opinion_heading("L’avis de Paul Cric", OWN, (), ("Jeanne Pneu",)) is None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Notre avis : une voiture sincère, que nous avons rendue avec un mouchoir.", "Notre avis :"),
        ("L’avis de la rédaction: " + "une voiture " * 5, "L’avis de la rédaction:"),
        ("Notre avis : une belle surprise", None),
        ("Notre avis : une belle surprise.", "Notre avis :"),
        ("Bilan : trois blessés légers, une haie, deux poubelles et un panneau renversés.", None),
        ("L’avis du Conseil d’État : le décret ne tient pas, ni debout ni couché, dit-il.", None),
        ("Selon notre avis, tout cela : " + "une voiture " * 5, None),
    ],
)
def test_a_label_may_open_a_paragraph(text: str, label: str | None) -> None:
    end = opinion_label_end(text, OWN)
    assert (text[:end] if end else None) == label


def test_a_paragraph_is_no_heading() -> None:
    assert is_opinion_heading("Notre avis " + "sur la route " * 20, OWN) is None


def test_the_site_may_own_its_verdict_without_a_preposition() -> None:
    assert is_opinion_heading("Verdict Garage Imaginaire", ("Garage Imaginaire",)) == "own-site"
    assert is_opinion_heading("L’avis Garage Imaginaire", ("Garage-Imaginaire.com",)) == "own-site"
    assert is_opinion_heading("Bilan carbone", ("Garage Imaginaire",)) is None
