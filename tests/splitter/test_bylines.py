"""Bylines: the names, without what is printed around them."""

from __future__ import annotations

import pytest

from crawler.splitter import split
from crawler.splitter.bylines import split_names

TEXT = (
    "<p>"
    + "La brouette avance, le volant tourne et personne ne freine dans la descente du marché. " * 4
    + "</p>"
)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Par Léa Bielle", ["Léa Bielle"]),
        ("par Léa Bielle et Paul Cric", ["Léa Bielle", "Paul Cric"]),
        ("Par Léa Bielle, Paul Cric et Inès Roue", ["Léa Bielle", "Paul Cric", "Inès Roue"]),
        ("Par Léa Bielle, envoyée spéciale à Tokyo", ["Léa Bielle"]),
        ("Par LÉA BIELLE, PAUL CRIC Envoyés spéciaux à Toulouse", ["LÉA BIELLE", "PAUL CRIC"]),
        ("Par Léa Bielle (à Tokyo)", ["Léa Bielle"]),
        ("Par Léa Bielle avec AFP", ["Léa Bielle"]),
        ("Léa Bielle / AFP", ["Léa Bielle"]),
        ("Par Léa Bielle le 12 mars 2019", ["Léa Bielle"]),
        ("Par Léa Bielle | 12.03.2019", ["Léa Bielle"]),
        ("Léa Bielle - 12/03/2019 à 10:15", ["Léa Bielle"]),
        ("Publié par Léa le lundi 3 mai", ["Léa"]),
        ("Soumis par Léa Bielle le ven 28/02/2014 - 17:45", ["Léa Bielle"]),
        ("Écrit par Léa Bielle Jeudi, 24 Juin 2010 12:05", ["Léa Bielle"]),
        ("Propos recueillis par Léa Bielle", ["Léa Bielle"]),
        ("Von Hanna Rad, Konstanz", ["Hanna Rad"]),
        ("Von Hanna Rad, Bad Rad", ["Hanna Rad"]),
        ("Par Léa Bielle, Le bureau", ["Léa Bielle", "Le bureau"]),
        ("Léa Bielle/lbi avec ats", ["Léa Bielle"]),
        ("Par kiki et lola", ["kiki", "lola"]),
        ("Das Gespräch führte Hanna Rad", ["Hanna Rad"]),
        ("Von Dr. Hanna Rad", ["Dr. Hanna Rad"]),
        ("verfasst am 18.03.2015", []),
        ("Von Hanna Rad am 21. April 2020", ["Hanna Rad"]),
        ("Autor: Hanna Rad", ["Hanna Rad"]),
        ("By Jane Wheel and John Jack, Chief Automotive Correspondent", ["Jane Wheel", "John Jack"]),
        ("By Jane Wheel, AP Auto Writer", ["Jane Wheel"]),
        ("By Jane Wheel on March 12, 2018 at 8:30 am", ["Jane Wheel"]),
        ("di ROSA BIELLE", ["ROSA BIELLE"]),
        ("Por Rosa Bielle", ["Rosa Bielle"]),
        ("Di Rosa", ["Di Rosa"]),
        ("Par L.B.", ["L.B."]),
        ("L.B. (avec agence)", ["L.B."]),
        ("By Jane Wheel RSS feed", ["Jane Wheel"]),
        ("Par L.B. lb@cric.example Mis à jour le 17/09/2016", ["L.B."]),
        ("by Jane Wheel Comments", ["Jane Wheel"]),
        ("Rédigé par Léa Bielle Aucun commentaire", ["Léa Bielle"]),
        ("by Jane Wheel (RSS feed)", ["Jane Wheel"]),
        ("Par Léa B.", ["Léa B."]),
        ("Publié le 12 mars 2019", []),
        ("3 commentaires", []),
        ("AFP", []),
        ("Auteur :", []),
        ("www.cric.example", []),
    ],
)
def test_a_line_gives_its_names(line: str, names: list[str]) -> None:
    assert split_names(line) == names


def authors(byline: str, head: str = "", foot: str = "") -> tuple[str, ...]:
    return split(
        f"<!doctype html><html><head><title>La brouette - Le Cric</title>{head}</head><body><article>"
        f"<h1>La brouette</h1>{byline}<div class='entry-content'>{TEXT}{foot}</div></article></body></html>",
        "https://cric.example/brouette",
    ).authors


def declared(name: str, kind: str = "Person") -> str:
    return (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "La brouette", "author": '
        f'{{"@type": "{kind}", "name": "{name}"}}, "publisher": {{"@type": "Organization", "name": "Le Cric"}}}}</script>'
    )


@pytest.mark.parametrize(
    "byline",
    [
        "<p>Par Léa Bielle</p>",
        '<div class="meta"><a rel="author" href="/lea">Léa Bielle</a></div>',
        '<span class="author vcard"><a class="fn" href="/lea">Léa Bielle</a></span>',
        '<span itemprop="author" itemscope><meta itemprop="name" content="Léa Bielle"></span>',
        '<div class="article_author-name">Léa Bielle</div>',
        "<h5>Auteur :</h5> Léa Bielle",
        "<p>Publié le 3 mai 2019 par Léa Bielle</p>",
        "<p>Léa Bielle, publié le 3 mai 2019 à 10:00</p>",
        '<aside><address>par <a rel="author" href="/lea">Léa Bielle</a></address></aside>',
    ],
)
def test_a_byline_is_found_by_its_marks_or_its_words(byline: str) -> None:
    assert authors(byline) == ("Léa Bielle",)


def test_what_is_shown_wins_over_the_login_that_is_declared() -> None:
    assert authors("<p>Par Léa Bielle</p>", declared("admin")) == ("Léa Bielle",)


def test_a_publisher_is_no_author_and_neither_is_an_organisation() -> None:
    assert authors("", declared("Le Cric")) == ()
    assert authors("", declared("Rédaction", "Organization")) == ()


def test_a_declared_author_stands_where_none_is_shown() -> None:
    assert authors("", declared("Léa Bielle")) == ("Léa Bielle",)
    assert authors("", '<meta name="author" content="Léa Bielle">') == ("Léa Bielle",)


def test_a_declared_list_completes_the_shown_one() -> None:
    head = declared("Léa Bielle").replace(
        '{"@type": "Person", "name": "Léa Bielle"}', '["Léa Bielle", "Paul Cric"]'
    )
    assert authors('<p class="author">Léa Bielle</p>', head) == ("Léa Bielle", "Paul Cric")


def test_the_line_has_all_names_though_only_one_is_marked() -> None:
    assert authors('<p>Par <a rel="author" href="/l">Léa Bielle</a>, Paul Cric</p>') == (
        "Léa Bielle",
        "Paul Cric",
    )


def test_a_signature_may_stand_below_the_text() -> None:
    assert authors("", foot='<p class="signature">Léa Bielle</p>') == ("Léa Bielle",)


def test_names_in_sidebars_and_other_articles_are_others() -> None:
    foot = '</div><div class="sidebar"><p class="author">Paul Cric</p></div><article class="author">Inès Roue</article><div>'
    assert authors("", foot=foot) == ()


def test_a_counter_inside_the_byline_hides_no_author() -> None:
    counter = '<div class="post-views"><span>Vues :</span> <span>1204</span></div>'
    byline = f'<div class="wp-block-post-author-name">Odile Cardan{counter}</div>'
    page = f"<title>La brouette</title><body><h1>La brouette</h1>{byline}{TEXT}"
    assert split(page).authors == ("Odile Cardan",)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Un reportage de Léa Bielle", ("Léa Bielle",)),
        ("Un article d’Anne Pneu", ("Anne Pneu",)),
        ("Un dossier réalisé par Léa Bielle et Paul Cric", ("Léa Bielle", "Paul Cric")),
        ("Essai réalisé par Léa Bielle", ("Léa Bielle",)),
        ("Tribune de Léa Bielle, garagiste", ("Léa Bielle",)),
        ("Texte Léa Bielle, photos Paul Cric", ("Léa Bielle",)),
        ("Texte : Léa Bielle - Photos : Paul Cric", ("Léa Bielle",)),
        ("Texte et photos : Léa Bielle", ("Léa Bielle",)),
        ("Par Léa Bielle, traduit de l’anglais par Paul Cric", ("Léa Bielle",)),
        ("Par Léa Bielle et Paul Cric (photographies)", ("Léa Bielle",)),
        ("Par Léa Bielle (avec Paul Cric)", ("Léa Bielle", "Paul Cric")),
        ("De notre correspondante à Berlin, Léa Bielle", ("Léa Bielle",)),
        ("Tokyo, de notre envoyée spéciale Léa Bielle", ("Léa Bielle",)),
        ("Par Léa Bielle @lea_bielle", ("Léa Bielle",)),
        ("Écrit par Léa Bielle. Publié dans Essais", ("Léa Bielle",)),
        ("Mardi 4 juin 2024 - 8h12 - Léa Bielle", ("Léa Bielle",)),
        ("Par Léa Bielle, à Sainte-Bielle", ("Léa Bielle",)),
        ("Par AFP agence", ()),
        ("Ein Bericht von Hanna Rad", ("Hanna Rad",)),
        ("Artikel von Hanna Rad", ("Hanna Rad",)),
        ("Aus Bad Kolbenheim berichtet Hanna Rad", ("Hanna Rad",)),
        ("Text: Hanna Rad, Fotos: Toni Linse", ("Hanna Rad",)),
        ("Von Hanna Rad, NDR Hannover", ("Hanna Rad",)),
        ("Words by Jane Wheel | Photos by John Jack", ("Jane Wheel",)),
        ("Guest post by Jane Wheel", ("Jane Wheel",)),
        ("Written by Jane Wheel. Reviewed by John Jack", ("Jane Wheel",)),
        ("Photos Paul Cric", ()),
        ("Traduction : Paul Cric", ()),
        ("Interview de Paul Cric", ()),
        ("Essai de la Mirabelle", ()),
        ("Portrait de Paul Cric", ()),
        ("Article de presse", ()),
        ("Texte intégral", ()),
        ("Reportage de notre équipe", ()),
        ("ami avec ats", ()),
    ],
)
def test_a_line_above_the_text_names_who_wrote_it(line: str, names: tuple[str, ...]) -> None:
    assert authors(f"<p class='x1'>{line}</p>") == names


def test_a_sentence_cut_by_its_markup_is_no_name() -> None:
    foot = "<div class='author-foot'><strong>Léa Bielle</strong> est journaliste à la rubrique Freins.</div>"
    assert authors("<p>Par Léa Bielle</p>", foot=foot) == ("Léa Bielle",)


def test_the_heading_of_an_opinion_signs_no_text() -> None:
    source = "<p>Via <a href='https://autonews.example/'>Automotive News</a></p>"
    assert authors("", foot=f"<p><strong>L’avis de La Rustine</strong></p>{TEXT}{source}") == ()
    assert authors("", foot=f"<p><strong>Léa Bielle</strong></p>{source}") == ("Léa Bielle",)


def test_the_name_alone_below_the_text_signs_it() -> None:
    assert authors("", foot="</div><div class='x2'>Léa Bielle</div><div>") == ("Léa Bielle",)


@pytest.mark.parametrize("label", ["Related Posts", "About Us", "Top Stories", "Vos Réactions"])
def test_a_label_below_the_text_signs_nothing(label: str) -> None:
    assert authors("", foot=f"</div><div class='x2'>{label}</div><div class='x3'>") == ()
    links = "<ul><li><a href='/x'>La brouette recule enfin</a></li></ul>"
    assert authors("", foot=f"</div><div class='x2'>Bonnes Routes</div>{links}<div>") == ()


def test_what_kind_of_text_was_published_is_no_name() -> None:
    assert authors("<p>Essai brouette - Publié le 12 mars 2019</p>") == ()
    assert authors("<p>Léa Bielle - Publié le 12 mars 2019</p>") == ("Léa Bielle",)


def test_the_site_signs_nothing_beside_a_name() -> None:
    head = '<meta property="og:site_name" content="Le Cric">'
    box = '<div class="{}"><span>Léa Bielle</span></div><div class="signature-media">Le Cric</div>'
    assert authors(box.format("signature-name"), head) == ("Léa Bielle",)
    assert authors('<div class="signature-media">Le Cric</div>', head) == ("Le Cric",)


@pytest.mark.parametrize(
    "box",
    [
        '<div class="auteur"><div><b>Léa Bielle</b><br>Collaboration spéciale<br><em>La Roue</em></div></div>',
        '<div class="author-credits"><a href="/lea">Léa Bielle</a> <span>Words</span></div>',
    ],
)
def test_words_that_run_on_after_a_name_are_none_of_it(box: str) -> None:
    assert authors(box) == ("Léa Bielle",)


def test_an_agency_marked_as_an_author_is_a_source() -> None:
    box = '<p><span class="article-author-name">Léa Bielle</span> et <span class="article-author-name">AFP</span></p>'
    page = split(
        f"<html><head><title>La brouette</title></head><body><article><h1>La brouette</h1>{box}"
        f"<div class='entry-content'>{TEXT}</div></article></body></html>",
        "https://cric.example/brouette",
    )
    assert page.authors == ("Léa Bielle",)
    assert [source.name for source in page.sources] == ["AFP"]


def test_what_joins_a_byline_to_the_date_before_it_is_no_part_of_it() -> None:
    line = (
        '<p><span class="date">11 février 2020</span><span class="author">, Rédigé par Léa Bielle</span></p>'
    )
    assert authors(line) == ("Léa Bielle",)


def test_an_account_page_names_its_author() -> None:
    assert authors('<p>verfasst am Mo, 28.04.2014 | <a href="/u/lea">lea.b</a></p>') == ("lea.b",)


def test_the_review_of_a_product_is_the_article() -> None:
    review = '{"@type": "Review", "name": "La brouette", "author": {"@type": "Person", "name": "Léa Bielle"}}'
    script = (
        '<script type="application/ld+json">{{"@type": "Product", "name": "Brouette", "review": {}}}</script>'
    )
    assert authors("", script.format(review)) == ("Léa Bielle",)
    assert authors("", script.format(f"[{review}]")) == ()  # readers' reviews


def test_the_name_before_the_site_follows_the_date() -> None:
    line = '<div class="post-meta"><span>Mise en ligne le 12/03/2019</span></div><div class="post-meta">- {}</div>'
    assert authors(line.format("Léa Bielle - Le Cric")) == ("Léa Bielle",)
    assert authors(line.format("Insolite - Le Cric")) == ()


def test_the_last_line_of_a_print_version_hides_no_signature() -> None:
    foot = "<p align=right><b>Léa BIELLE</b></p><p>https://cric.example/brouette<br>© Le Cric 2019</p>"
    assert authors("", foot=foot) == ("Léa BIELLE",)


@pytest.mark.parametrize(
    ("markup", "names"),
    [
        ('<div class="Citation__author">Un ami de Léa</div>', ()),
        (
            '<p class="story-authors">Jane Wheel and John Jack RSS feed<br>Wheel News</p>',
            ("Jane Wheel", "John Jack"),
        ),
        ("<p>Léa Bielle | Madrid</p>", ("Léa Bielle",)),
        ("<p>Léa Bielle | Brouettes et roues</p>", ()),
        ("<p>04/03/2019 Brouettes Abonné</p>", ()),
        ('<p class="author-date">4 luglio 2017 - 15:22 - MILANO</p>', ()),
        ('<p class="author-date">4 luglio 2017 - 15:22 - Rosa Bielle</p>', ("Rosa Bielle",)),
    ],
)
def test_what_stands_beside_names(markup: str, names: tuple[str, ...]) -> None:
    assert authors(markup) == names


def test_a_lead_may_be_signed() -> None:
    lead = "<p><b>Die Schubkarre ist leiser und länger geworden. Im Test zeigt sie, was sie kann.</b>{}</p>"
    assert authors(lead.format(" Von Jürgen Rad")) == ("Jürgen Rad",)
    assert authors(lead.format(" von Jürgen Rad")) == ("Jürgen Rad",)
    assert authors(lead.format(" Von Jürgen erzählt")) == ()


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Plus tard, la brouette fut appelée « la baleine » par Roland Jante.</p>",
        "<p>Das erinnert an den Roman „Die Reifen“ von Thomas Felge.</p>",
        "<figure><img src=a.jpg><figcaption>La brouette au col. Par Paul Cric</figcaption></figure>",
        "<p>3 juin 2008</p><h2>Bielle Giulia</h2>",
    ],
)
def test_whom_a_text_or_a_caption_names_did_not_write_it(markup: str) -> None:
    assert authors(markup) == ()


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/x/lea-bielle", ("Léa Bielle",)),
        ("/@lb", ("Léa Bielle",)),
        ("/bios/lb", ("Léa Bielle",)),
        ("/x/brouettes", ()),
        ("/tag/lea-bielle", ()),
        ("/pilotes/lea-bielle", ()),
    ],
)
def test_a_link_by_the_date_to_a_page_of_that_name(address: str, names: tuple[str, ...]) -> None:
    assert (
        authors(f'<div class=x1><a href="{address}">Léa Bielle</a></div><div class=x2>12 mars 2019</div>')
        == names
    )


def test_a_name_below_the_date_signs_a_french_page() -> None:
    page = (
        '<html lang="{}"><head><title>La brouette</title></head><body><div><h1>La brouette</h1><p>12 mars 2019</p>'
        f"<p>{{}}</p><div>{TEXT}{TEXT}</div></div></body></html>"
    )
    for language, name, expected in (
        ("fr", "Léa Bielle", ("Léa Bielle",)),
        ("fr", "Le Mans", ()),
        ("de", "Neues Modell", ()),
    ):
        assert split(page.format(language, name), "https://cric.example/brouette").authors == expected


@pytest.mark.parametrize(
    "above",
    [
        "<p>12 mars 2019</p><p>Palexpo Bielle</p><h1>La brouette</h1>",
        "<h1>La brouette</h1><p>12 mars 2019</p><p class=lieu>Palexpo Bielle</p>",
        "<p>12 mars 2019</p><h1>La brouette</h1><div><img src=a><p>Une Brouette de 1905, reine du salon. Le Cric</p></div>",
    ],
)
def test_a_place_by_the_date_and_a_picture_sign_nothing(above: str) -> None:
    page = '<html lang="fr"><head><title>La brouette</title></head><body><div>{}<div>{}{}</div></div></body></html>'
    assert split(page.format(above, TEXT, TEXT), "https://cric.example/brouette").authors == ()


def test_whose_name_a_blog_bears_signs_with_others() -> None:
    site = '<meta property="og:site_name" content="Léa Bielle">'
    assert authors("<p>Par Léa Bielle et Paul Cric</p>", site) == ("Léa Bielle", "Paul Cric")
    site = '<meta property="og:site_name" content="Radio Bielle">'
    assert authors("<p>Par Radio Bielle et Paul Cric</p>", site) == ("Paul Cric",)
    site = '<meta property="og:site_name" content="Planète Auto">'
    assert authors("<p>Par Planète Auto et Paul Cric</p>", site) == ("Paul Cric",)


def test_the_desks_of_a_site_sign_nothing_beside_a_name() -> None:
    head = ld_author('{"@type": "Organization", "name": "Radio Bielle"}')
    assert authors("<p>Par Léa Bielle, Radio Bielle Limousin</p>", head) == ("Léa Bielle",)
    assert authors("<p>Par Radio Bielle Limousin</p>", head) == ("Radio Bielle Limousin",)
    site = '<meta property="og:site_name" content="Roue Libre">'
    assert authors('<p class="by">Par Léa Bielle <span class="org">Roue Libre</span></p>', site) == (
        "Léa Bielle",
    )
    assert authors('<p class="by">Par Léa Bielle <span class="org">Le Cric</span></p>') == ("Léa Bielle",)


def ld_author(author: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "x", "author": {author}}}</script>'


def test_who_took_the_pictures_follows_the_signature() -> None:
    page = (
        f"<html><head><title>La brouette</title></head><body><div><h1>La brouette</h1><div>{TEXT}{TEXT}</div>"
    )
    found = split(
        f"{page}<div>Léa Bielle - Photos Paul Cric</div></div></body></html>", "https://cric.example/b"
    )
    assert found.authors == ("Léa Bielle",)


def test_what_a_post_is_filed_under_signs_nothing() -> None:
    labels = '<span class="byline post-labels"><span class="byline-label">Labels:</span><a href="/l" rel="tag">Roue</a></span>'
    assert authors(labels) == ()
    assert authors(labels + '<span class="byline post-author"><a href="/p">Reg</a></span>') == ("Reg",)
    assert authors('<span class="author label label-default">Léa Bielle</span>') == ("Léa Bielle",)


def test_who_took_the_pictures_is_declared_as_well() -> None:
    head = ld_author(
        '[{"@type": "Person", "name": "Léa Bielle"}, {"@type": "Person", "name": "Paul Cric (Bilder)"}]'
    )
    assert authors("<p>Von Léa Bielle (Text), Paul Cric (Bilder)</p>", head) == ("Léa Bielle",)
    both = ld_author('{"@type": "Person", "name": "Léa Bielle et Paul Cric (photos)"}')
    assert authors("", both) == ("Léa Bielle",)
    caption = '<figure><img src=a><figcaption>La roue <span class="picture__author">Paul Cric / LC</span></figcaption></figure>'
    assert authors(caption) == ()


def test_a_desk_signs_nothing_beside_a_byline() -> None:
    desk = '<span class="author vcard"><a class="fn" href="/author/redaktion/">Redaktion</a></span>'
    assert authors(f"{desk}<p>Von Gitte Felge</p>") == ("Gitte Felge",)
    assert authors(desk) == ("Redaktion",)
