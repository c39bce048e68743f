"""Which part a piece is, and by which rule: one line or box among the paragraphs of an article."""

from __future__ import annotations

import pytest

from crawler.items import Article
from crawler.splitter import split

URL = "https://cric.example/brouette"
TEXT = "La brouette avance, le volant tourne et personne ne freine dans la descente du marché, ce matin-là."
MORE = "Le maire a suivi la scène depuis la fontaine. Il a promis des roues plus rondes pour l’an prochain."


def article(above: str = "", inside: str = "", below: str = "", head: str = "") -> Article:
    return split(
        f"<!doctype html><html><head><title>La brouette</title>{head}</head><body><main><h1>La brouette</h1>{above}"
        f"<div class='entry-content'><p>{TEXT}</p>{inside}<p>{MORE}</p></div>{below}</main></body></html>",
        URL,
    )


def decided(found: Article) -> dict[str, tuple[str, str | None]]:
    return {block.text: (block.part, block.rule) for block in found.blocks}


@pytest.mark.parametrize(
    ("markup", "text", "part", "rule"),
    [
        ('<p>Lire aussi : <a href="/x">Le volant carré</a></p>', "Lire aussi : Le volant carré", "furniture", "related"),
        ('<p>Voir le dessin : <a href="/x">Le volant carré</a></p>', "Voir le dessin : Le volant carré", "furniture", "related"),
        ('<p><a href="/x">Le volant carré est arrivé hier</a></p>', "Le volant carré est arrivé hier", "furniture", "link-line"),
        ('<ul><li><a href="#roue">La roue</a></li></ul>', "La roue", "furniture", "contents-list"),
        ('<div><a href="/x"><p>Le volant carré</p></a></div>', "Le volant carré", "furniture", "link-card"),
        ('<p>&gt;&gt; Lire : <a href="/x">Le volant carré</a></p>', ">> Lire : Le volant carré", "furniture", "related"),
        ('<div>Moteur : <a href="/e">Électrique</a></div>', "Moteur : Électrique", "furniture", "related-links"),
        ('<p>Moteur : <a href="/e">Électrique</a></p>', "Moteur : Électrique", "body", "running-text"),
        ('<p><a href="https://b.example/x">Tous les volants ici</a></p>', "Tous les volants ici", "furniture", "call-to-action"),
        ("<p>12 mars 2019 | 12:42</p>", "12 mars 2019 | 12:42", "body", "running-text"),
        ("<p>12 mars 2019</p>", "12 mars 2019", "body", "running-text"),
        ('<p>▶ À lire. <a href="/x">Le volant carré</a></p>', "▶ À lire. Le volant carré", "furniture", "related"),
        ('<p>Sur Le Cric : <a href="/x">Le volant carré est là</a></p>', "Sur Le Cric : Le volant carré est là", "furniture", "related"),
        ("<p>https://cric.example/brouette</p>", "https://cric.example/brouette", "furniture", "printed-address"),
        ('<p>En Ruedas | <a href="/x">El volante cuadrado ya rueda</a></p>', "En Ruedas | El volante cuadrado ya rueda", "furniture", "related"),
        ("<p>Partager sur Facebook</p>", "Partager sur Facebook", "furniture", "share"),
        ('<div class="share">Dites-le à vos amis</div>', "Dites-le à vos amis", "furniture", "share-bar"),
        ("<p>3 commentaires</p>", "3 commentaires", "furniture", "comment-counter"),
        ('<div class="author-bio"><p>Léa aime les roues.</p></div>', "Léa aime les roues.", "furniture", "author-box"),
        ('<div class="newsletter"><p>Chaque lundi, une roue.</p></div>', "Chaque lundi, une roue.", "furniture", "newsletter-box"),
        ("<p>- Publicité -</p>", "- Publicité -", "furniture", "advertisement"),
        ('<figure><img src=a><figcaption>La roue</figcaption></figure>', "La roue", "caption", "element-figcaption"),
        ("<figure><img src=a><div>Elle roule.</div></figure>", "Elle roule.", "caption", "picture-text"),
        ('<p class="wp-caption-text">La roue</p>', "La roue", "caption", "caption-class"),
        ('<p><img src="a"><br>La roue, de profil</p>', "La roue, de profil", "caption", "picture-text"),
        ('<div><img src="a"><span>La roue</span></div>', "La roue", "caption", "picture-text"),
        ("<figure><img src=a><span class='sr-only'>Source :</span><span>Le Cric</span></figure>", "Le Cric", "caption", "picture-text"),
        ("<div><img src=a><p>La roue sourit, le volant aussi.</p><span>1 / 24</span></div>", "La roue sourit, le volant aussi.", "caption", "picture-text"),
        ("<div><img src=a><p>La roue sourit, le volant aussi.</p></div>", "La roue sourit, le volant aussi.", "body", "running-text"),
        ("<table><tr><td>AUTRES NEWS</td></tr><tr><td><a href='/a'>Le volant carré arrive</a> 3 mai</td></tr><tr><td><a href='/b'>La roue ronde est revenue</a></td></tr>"
         "<tr><td><a href='/c'>Le frein cherche son câble</a></td></tr></table>", "AUTRES NEWS\nLe volant carré arrive 3 mai\nLa roue ronde est revenue\nLe frein cherche son câble", "furniture", "related-links"),
        ('<p><a href="/x">La carte du voyage se trouve ici</a></p>', "La carte du voyage se trouve ici", "body", "running-text"),
        ('<p><a href="https://b.example/x">Pour s’inscrire, c’est ici</a></p>', "Pour s’inscrire, c’est ici", "furniture", "call-to-action"),
        ("<ul><li>12:30</li><li>Repas champêtre</li></ul>", "12:30", "body", "running-text"),
        ("<div><p>La suite vous attend.</p><p><a href='/abo'>Choose your plan</a></p></div>", "La suite vous attend.", "furniture", "newsletter-box"),
        ("<p>Photo : Léa Bielle</p>", "Photo : Léa Bielle", "credit", "picture-credit"),
        ('<ul class="post-tags"><li><a href="/t">roue</a></li></ul>', "roue", "furniture", "tag-list"),
        ("<p>La brouette</p>", "La brouette", "furniture", "headline"),
        ("<p>Publié le 12 mars 2019</p>", "Publié le 12 mars 2019", "furniture", "date-line"),
        ("<p>Ce site utilise des cookies.</p>", "Ce site utilise des cookies.", "furniture", "cookie-notice"),
        ('<div class="video-player"><span>Lecture</span></div>', "Lecture", "furniture", "player"),
        ("<p>Lancer le diaporama</p>", "Lancer le diaporama", "furniture", "gallery"),
        ('<button>Sauver</button>', "Sauver", "furniture", "element-button"),
        ("<p>La suite est réservée aux abonnés.</p>", "La suite est réservée aux abonnés.", "furniture", "paywall"),
        ('<p>Source : AFP</p>', "Source : AFP", "source", "source-label"),
        ("<aside><p>Une roue sur deux est ronde.</p></aside>", "Une roue sur deux est ronde.", "furniture", "element-aside"),
        ('<div class="teaser"><a href="/x">Le volant</a></div>', "Le volant", "furniture", "teaser-class"),
        ('<div class="notes"><p>1. Ronde, enfin.</p></div>', "1. Ronde, enfin.", "body", "footnotes"),
        ("<table><tr><td><a href=/a>La brouette bleue à moteur</a></td><td>250 €</td></tr><tr><td><a href=/b>La brouette rouge à pédales</a></td><td>180 €</td></tr>"
         "<tr><td><a href=/c>La brouette verte à voile</a></td><td>90 €</td></tr></table>", "La brouette bleue à moteur\t250 €\nLa brouette rouge à pédales\t180 €\nLa brouette verte à voile\t90 €", "body", "running-text"),
        ("<figure><img src=a><blockquote>Elle roule !</blockquote><figcaption>Le maire</figcaption></figure>", "Elle roule !", "body", "running-text"),
        ("<blockquote>Elle roule !</blockquote>", "Elle roule !", "body", "running-text"),
        ("<pre>Notre avis</pre>", "Notre avis", "body", "running-text"),
        ("<p>Par ailleurs, la roue tourne.</p>", "Par ailleurs, la roue tourne.", "body", "running-text"),
        ('<p><a href="https://roue.example/">Le site de la roue</a></p>', "Le site de la roue", "body", "running-text"),
        ('<p><a href="/plans.pdf">Les plans de la roue en couleurs</a></p>', "Les plans de la roue en couleurs", "body", "running-text"),
        ('<p><a class="tag-link" href="/t">La roue</a> tourne toujours.</p>', "La roue tourne toujours.", "body", "running-text"),
    ],
)  # fmt: skip
def test_a_line_or_box_in_the_text(markup: str, text: str, part: str, rule: str) -> None:
    assert decided(article(inside=markup))[text] == (part, rule)


@pytest.mark.parametrize(
    ("markup", "text", "part", "rule"),
    [
        (f'<p class="chapo">{MORE[:60]}.</p>', MORE[:60] + ".", "lead", "lead-class"),
        (f"<p>{MORE[:90]}.</p>", MORE[:90] + ".", "lead", "lead"),
        ("<p>Par Léa Bielle</p>", "Par Léa Bielle", "furniture", "byline"),
        ("<p>Avec AFP</p>", "Avec AFP", "source", "avec-agence"),
        ("<p>12/03/2019 à 10:15</p>", "12/03/2019 à 10:15", "furniture", "date-line"),
        ("<p>Insolite</p>", "Insolite", "furniture", "header"),
        ("<ul><li>" + MORE + "</li></ul>", MORE, "body", "key-points"),
    ],
)
def test_a_line_between_the_title_and_the_text(markup: str, text: str, part: str, rule: str) -> None:
    found = article(above=markup) if text != MORE else article(above=markup.replace("Le maire", "Un maire"))
    assert decided(found)[text.replace("Le maire", "Un maire") if text == MORE else text] == (part, rule)


@pytest.mark.parametrize(
    ("markup", "text", "part", "rule"),
    [
        ("<p>Source : AFP</p>", "Source : AFP", "source", "source-label"),
        ('<div class="related-posts"><h3>À voir</h3></div>', "À voir", "furniture", "related-box"),
        ("<article><h2>Le volant carré</h2></article>", "Le volant carré", "furniture", "other-article"),
        ("<p>Bonne route</p>", "Bonne route", "furniture", "after-body"),
        ("<p>Le stationnement reste interdit devant la fontaine jusqu’à la fin de la fête, dit l’arrêté du maire.</p>",
         "Le stationnement reste interdit devant la fontaine jusqu’à la fin de la fête, dit l’arrêté du maire.",
         "unclaimed", "no-rule"),
    ],
)  # fmt: skip
def test_a_line_or_box_below_the_text(markup: str, text: str, part: str, rule: str) -> None:
    assert decided(article(below=markup))[text] == (part, rule)


def test_a_heading_that_only_heads_links_goes_with_them() -> None:
    links = '<h3>Et puis</h3><ul><li><a href="/1">Une</a></li><li><a href="/2">Deux</a></li></ul><h3>La suite</h3>'
    found = decided(article(inside=links))
    assert found["Et puis"] == ("furniture", "see-label")
    assert found["La suite"] == ("body", "running-text")


def test_a_heading_in_a_box_of_furniture_goes_with_it() -> None:
    found = decided(article(inside="<div><h4>Nos roues</h4><p>14 photos</p></div>"))
    assert found["Nos roues"] == ("furniture", "box-heading")


@pytest.mark.parametrize(
    ("first", "lead"),
    [
        (
            "<p><b>La brouette a quitté le marché ce matin, sous les yeux du maire et de la fontaine émus.</b></p>",
            True,
        ),
        ("<h2>La brouette a quitté le marché ce matin, sous les yeux du maire et de la fontaine.</h2>", True),
        (
            "<p><b>La brouette a-t-elle quitté le marché ce matin, sous les yeux du maire et de la fontaine ?</b></p>",
            False,
        ),
        (
            "<p><b>La brouette</b> a quitté le marché ce matin, sous les yeux du maire et de la fontaine émus.</p>",
            False,
        ),
        ("<h2>Un départ</h2>", False),
        ("<p><b>" + "La brouette a quitté le marché ce matin. " * 12 + "</b></p>", False),
    ],
)
def test_the_first_paragraph_of_the_text_is_the_lead_where_it_looks_like_one(first: str, lead: bool) -> None:
    page = (
        "<!doctype html><title>Une fête</title><h1>Une fête</h1><div class='entry-content'>"
        f"{first}<p>{TEXT}</p><p>{MORE}</p></div>"
    )
    assert (split(page, URL).description is not None) is lead


def test_a_first_paragraph_that_the_description_runs_on_from_is_no_lead() -> None:
    bold = "La brouette a quitté le marché ce matin, sous les yeux du maire et de la fontaine émus."
    page = (
        f"<!doctype html><title>Une fête</title><meta name=description content='{bold} La brouette avance'>"
        f"<h1>Une fête</h1><div class='entry-content'><p><b>{bold}</b></p><p>{TEXT}</p><p>{MORE}</p></div>"
    )
    assert split(page, URL).description is None


def test_the_site_names_itself_by_what_it_declares() -> None:
    opinion = "<h3>L’avis de Cric et Compagnie</h3><p>Une brouette à suivre.</p>"
    named = '<meta property="og:site_name" content="Cric et Compagnie">'
    assert article(inside=opinion, head=named).opinion is not None
    assert article(inside=opinion).opinion is None


@pytest.mark.parametrize("title", ["{} – Cric et Compagnie", "Cric et Compagnie | {}"])
def test_the_site_is_named_beside_the_shown_headline(title: str) -> None:
    def page(title: str) -> str:
        return (
            f"<!doctype html><title>{title.format('Une brouette en fête')}</title><h1>Une brouette en fête</h1>"
            f"<div class='entry-content'><p>{TEXT}</p><p>{MORE}</p><h3>L’avis de Cric et Compagnie</h3>"
            "<p>Une brouette à suivre.</p></div>"
        )

    assert split(page(title), URL).opinion is not None
    assert split(page("{}"), URL).opinion is None


def test_subtitles_that_follow_on_each_other_are_the_lead() -> None:
    found = article(
        above="<h2>Une brouette descend la rue du marché sans frein</h2><h2>Le maire promet des roues</h2>"
    )
    assert found.description == "Une brouette descend la rue du marché sans frein\nLe maire promet des roues"


def test_the_word_for_publication_is_no_advertisement() -> None:
    found = article(above='<p><span class="pub">Publié le 12 mars 2019 à 10:42</span></p>')
    assert found.date_published == "2019-03-12T10:42:00+01:00"


def parts_of(body: str) -> list[tuple[str, str]]:
    page = f"<html><head><title>La brouette</title></head><body><div><h1>La brouette</h1>{body}</div></body></html>"
    return [(block.part, block.text) for block in split(page, URL).blocks if block.part != "furniture"]


SHORT = "La brouette descend la rue du marché, sans frein et sans regret."
PLAIN = [("body", TEXT), ("body", MORE)]


@pytest.mark.parametrize(
    "first",
    [
        f"<strong>{SHORT}</strong><br/>",
        f'<p class="teaser">{SHORT}</p>',
        f"<div class=chp>{SHORT}</div><img src=a>",
    ],
)
def test_a_short_first_text_that_is_marked_is_the_lead(first: str) -> None:
    assert parts_of(f"<div class=art>{first}<p>{TEXT}</p><p>{MORE}</p></div>") == [("lead", SHORT), *PLAIN]


def test_a_title_in_two_lines_is_the_title() -> None:
    page = (
        "<html><head><title>La brouette (1984 - 1987) - Le Cric</title></head><body><p><b>La brouette<br>(1984 - 1987)</b></p>"
        f"<p><b>{SHORT}</b></p><p>{TEXT}</p><p>{MORE}</p></body></html>"
    )
    found = split(page, URL)
    assert (found.headline, found.description) == ("La brouette (1984 - 1987)", SHORT)
    assert list(found.body) == [TEXT, MORE]


def test_a_field_below_the_text_holds_the_verdict() -> None:
    box = f'<div class="field-verdict"><div class="label">Verdict</div><p>{SHORT} {SHORT}</p></div><div><p>Contact</p></div>'
    found = article(below=box)
    assert found.opinion is not None
    assert (found.opinion.heading, found.opinion.paragraphs) == ("Verdict", (f"{SHORT} {SHORT}",))
    assert article(below=box.replace("Verdict", "Nos garages")).opinion is None


def test_where_a_letter_comes_from_goes_with_its_signature() -> None:
    foot = '<p class="signature">Léa Bielle,<br>Sainte-Bielle (46)</p>'
    page = f"<html><head><title>La brouette</title></head><body><h1>La brouette</h1><div><p>{TEXT}</p><p>{MORE}</p>{foot}"
    found = split(f"{page}</div></body></html>", URL)
    assert found.authors == ("Léa Bielle",)
    assert list(found.body) == [TEXT, MORE]


def test_a_box_of_links_that_is_named_for_sources_names_them() -> None:
    links = '<a href="https://roue.example/1">roue.example</a>, <a href="https://cric-libre.example/2">cric-libre.example</a>'
    found = article(inside=f'<div class="sources">{links}</div>')
    assert [source.name for source in found.sources] == ["roue.example", "cric-libre.example"]
    assert article(inside='<div class="sources"><a href="/1">Toutes nos sources</a></div>').sources == ()
    assert article(inside=f'<div class="resources">{links}</div>').sources == ()


def test_a_line_that_only_heads_links_goes_with_them() -> None:
    links = '<ul><li><a href="/1">Le volant carré est arrivé hier</a></li><li><a href="/2">La roue ovale roule mal</a></li></ul>'
    found = article(inside=f"<p>Pour en savoir plus sur les roues, voir aussi :</p>{links}")
    assert list(found.body) == [TEXT, MORE]
    kept = article(
        inside="<p>Pour en savoir plus sur les roues, il suffit :</p><ul><li>de regarder ;</li><li>de pousser.</li></ul>"
    )
    assert len(kept.body) == 5


def test_a_button_of_one_word_takes_its_box_with_it() -> None:
    box = '<div class="c-push"><p>Estimez votre brouette avec la Cote</p><a href="/cote">Estimer</a></div>'
    assert list(article(inside=box).body) == [TEXT, MORE]


def test_a_moment_at_the_foot_is_that_of_the_article() -> None:
    page = f"<html><head><title>La brouette</title></head><body><h1>La brouette</h1><div><p>{TEXT}</p><p>{MORE}</p>"
    for line in ("12 mars 2019 | 12:42", "(Créé: 12.03.2019, 12h42)"):
        found = split(f"{page}<p>{line}</p></div></body></html>", URL)
        assert list(found.body) == [TEXT, MORE]
        assert found.date_published == "2019-03-12T12:42:00+01:00"


@pytest.mark.parametrize(
    ("body", "leads"),
    [
        ("<div class=roue><p>{s}</p></div><div class=cric><p>{t}</p><p>{m}</p></div>", True),
        ("<div class=roue>{s}</div><div class=cric><p>{t}</p><p>{m}</p></div>", True),
        (
            "<div class=part1><p>{s}</p></div><div class=part2><p>{t}</p><p>{m}</p></div>",
            False,
        ),  # one text, cut
        (
            "<div class=roue><p>{s}</p></div><div class=cric><p>{t}</p></div><div class=cric><p>{m}</p></div>",
            False,
        ),
        ("<p>{s}</p><div class=cric><p>{t}</p><p>{m}</p></div>", False),
        ("<p class=roue>{s}</p><img src=a><p>{t}</p><p>{m}</p>", True),
        ("<p class=first>{s}</p><img src=a><p>{t}</p><p>{m}</p>", False),
        ("<p class=roue>{s}</p><p>{t}</p><p>{m}</p>", False),
    ],
)
def test_a_first_text_that_is_set_apart_is_the_lead(body: str, leads: bool) -> None:
    page = f'<html lang="fr"><head><title>La brouette</title></head><body><div><h1>La brouette</h1>{body}</div></body></html>'
    first = f"{SHORT} {SHORT}"
    page = page.format(s=first, t=TEXT, m=MORE)
    assert split(page, URL).description == (first if leads else None)
    if "<img" not in body:  # English papers have no lead, and boxes for advertisements
        assert split(page.replace('"fr"', '"en"'), URL).description is None


def test_a_source_below_the_opening_picture_is_the_pictures() -> None:
    found = article(above="<div class=hero><img src=a><p>Source : Charge &amp; Co</p></div>")
    assert decided(found)["Source : Charge & Co"] == ("credit", "picture-source")
    assert found.sources == ()


def test_what_a_paper_corrects_below_the_text_is_read_with_it() -> None:
    note = "A correction was made on May 13: An earlier version misstated the age of the wheelbarrow; it is 71, not 77."
    assert decided(article(below=f"<div><p>{note}</p></div>"))[note] == ("body", "correction-note")


def test_what_begins_as_a_correction_may_be_a_teaser() -> None:
    line = "Précision du châssis, moteur rageur et boîte courte : la petite brouette nous a conquis."
    assert decided(article(below=f"<div><p>{line}</p></div>"))[line][0] != "body"


def test_what_announces_a_name_is_part_of_the_byline() -> None:
    found = split(
        f"<html lang=de><head><title>La brouette</title></head><body><main><h1>La brouette</h1><div>{TEXT}{TEXT}</div>"
        f"<div><span>Ein Artikel von</span><div>Hanna Rad</div></div><div><p>{TEXT}</p><p>{MORE}</p></div></main></body></html>",
        URL,
    )
    assert decided(found)["Ein Artikel von"] == ("furniture", "byline")


@pytest.mark.parametrize(
    "above", ['<ul class="summary"><li>Marge de 11 %</li><li>Le titre perd 6 %</li></ul>']
)
def test_a_list_in_the_place_of_the_lead_is_key_points(above: str) -> None:
    found = article(above=above)
    assert found.description is None
    assert [rule for part, rule in decided(found).values() if part == "body"][:2] == ["key-points"] * 2


def test_tools_above_the_text_are_no_part_of_it() -> None:
    found = article(above='<div class="tools"><a href="#">Le journal du jour à partir de 0,49 €</a></div>')
    assert decided(found)["Le journal du jour à partir de 0,49 €"] == ("furniture", "tool")


def test_what_an_author_does_follows_the_name_below_the_text() -> None:
    found = article(above="<p>Par Léa Bielle</p>", inside="<p>Léa Bielle Journaliste automobile</p>")
    assert decided(found)["Léa Bielle Journaliste automobile"] == ("furniture", "byline")
    told = article(
        above="<p>Par Léa Bielle</p>",
        inside="<h2>Léa Bielle, pilote et journaliste</h2><p>Léa Bielle journaliste ?</p>",
    )
    assert decided(told)["Léa Bielle, pilote et journaliste"][0] == "body"
    assert decided(told)["Léa Bielle journaliste ?"][0] == "body"


def test_a_lead_may_be_an_item_beside_what_kind_of_text_it_is() -> None:
    found = article(above=f'<ul class="info"><li>Reportage</li><li><p>{TEXT}</p></li></ul>')
    assert found.description == TEXT
    several = article(above=f'<ul class="info"><li>{TEXT}</li><li>La roue est ronde désormais</li></ul>')
    assert several.description is None


def test_what_heads_letters_and_links_below_the_text_is_a_label() -> None:
    links = '<li><a href="/a">Le volant carré est arrivé</a></li><li><a href="/b">La roue ronde est revenue</a></li>'
    found = article(
        below="",
        inside=f"<p>{MORE}</p><h4>More Great Wheel Stories</h4><ul><li>The latest on wheels: "
        f'<a href="/n">Get our newsletters</a>!</li>{links}</ul>',
    )
    assert decided(found)["The latest on wheels: Get our newsletters!"] == ("furniture", "newsletter")


def test_the_market_of_a_car_magazine_is_advertised() -> None:
    found = article(
        inside='<div class="marketplace"><p>Gebrauchtwagen mit Garantie</p><ul><li>33.880 EUR</li></ul></div>'
    )
    assert decided(found)["Gebrauchtwagen mit Garantie"] == ("furniture", "advertisement")
