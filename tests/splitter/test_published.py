"""Dates: what most places agree on."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.items import Article
from crawler.splitter import split

TEXT = (
    "<p>"
    + "La brouette avance, le volant tourne et personne ne freine dans la descente du marché. " * 4
    + "</p>"
)


def dated(
    meta: str,
    head: str = "",
    url: str = "https://cric.example/brouette",
    seen_at: datetime | None = None,
) -> Article:
    return split(
        f"<!doctype html><html><head><title>La brouette</title>{head}</head><body><article><h1>La brouette</h1>"
        f"{meta}<div class='entry-content'>{TEXT}</div></article></body></html>",
        url,
        seen_at=seen_at,
    )


@pytest.mark.parametrize(
    "meta",
    [
        '<span class="posted-on">Publié <time class="entry-date published" datetime="2019-03-12T23:38:33+01:00">'
        "il y a 2 semaines</time></span>",
        '<p>Publié il y a 2 semaines</p><time datetime="2019-03-12T23:38:33+01:00">12 mars</time>',
    ],
)
def test_how_long_ago_it_was_contradicts_no_date(meta: str) -> None:
    for day in (26, 28):
        seen_at = datetime(2019, 3, day, 8, tzinfo=UTC)
        assert dated(meta, seen_at=seen_at).date_published == "2019-03-12T23:38:33+01:00"
    alone = dated("<p>Publié il y a 2 semaines</p>", seen_at=datetime(2019, 3, 26, 8, tzinfo=UTC))
    assert alone.date_published == "2019-03-12"


def ld(**dates: str) -> str:
    fields = "".join(f', "{name}": "{value}"' for name, value in dates.items())
    return f'<script type="application/ld+json">{{"@type": "Article", "headline": "La brouette"{fields}}}</script>'


def og(date: str) -> str:
    return f'<meta property="article:published_time" content="{date}">'


@pytest.mark.parametrize(
    ("meta", "date"),
    [
        ('<time datetime="2019-03-12T10:15:00+01:00">12 mars</time>', "2019-03-12T10:15:00+01:00"),
        ("<p>Publié le 12 mars 2019 à 10h15</p>", "2019-03-12T10:15:00+01:00"),
        ("<p>Par Léa Bielle - 12/03/2019</p>", "2019-03-12"),
        ("<h5>Datum:</h5> 12.03.2019", "2019-03-12"),
        ('<span itemprop="datePublished" content="2019-03-12">mardi</span>', "2019-03-12"),
        (
            '<span property="dc:date dc:created" content="2019-03-12T10:15:00+01:00">x</span>',
            "2019-03-12T10:15:00+01:00",
        ),
        (
            '<abbr class="published" title="2019-03-12T10:15:00+01:00">10:15</abbr>',
            "2019-03-12T10:15:00+01:00",
        ),
        (
            "<p>Publié le 12 mars 2019 à 10h15, mis à jour le 14 mars 2019 à 8h00</p>",
            "2019-03-12T10:15:00+01:00",
        ),
        ("<p>Mis à jour le 14 mars 2019, publié le 12 mars 2019</p>", "2019-03-12"),
        (
            "<p>Par L.B. - 12 mars 2019 à 10:15 | mis à jour le 14 mars 2019 à 8:00</p>",
            "2019-03-12T10:15:00+01:00",
        ),
    ],
)
def test_a_shown_date_is_read(meta: str, date: str) -> None:
    assert dated(meta).date_published == date


def test_a_date_of_change_is_none_of_publication() -> None:
    article = dated('<p>Mis à jour : <time datetime="2019-03-14T08:00:00+01:00">14 mars 2019</time></p>')
    assert (article.date_published, article.date_modified) == (None, "2019-03-14T08:00:00+01:00")


def test_an_attribute_that_its_own_text_contradicts_loses_to_what_agrees_with_the_text() -> None:
    meta = '<time datetime="2019-03-10T10:00:00+01:00">12 mars 2019</time><p>Publié le 12 mars 2019</p>'
    assert dated(meta).date_published == "2019-03-12"


def test_of_two_declared_instants_the_shown_one_is_taken() -> None:
    head = ld(datePublished="2019-03-12T02:15:00-06:00") + og("2019-03-12T02:15:00+00:00")
    meta = '<time datetime="2019-03-12T02:15:00+00:00">12 mars 2019</time>'
    assert dated(meta, head).date_published == "2019-03-12T02:15:00+00:00"
    assert dated("", head).date_published == "2019-03-12T02:15:00-06:00"


def test_declarations_that_agree_decide() -> None:
    head = ld(datePublished="2019-03-12T09:15:00Z", dateModified="2019-03-14T00:00:00Z") + og(
        "2019-03-12T10:15:00+01:00"
    )
    article = dated("<p>Le 1er janvier 2001</p>", head)
    assert (article.date_published, article.date_published_raw) == (
        "2019-03-12T09:15:00+00:00",
        "2019-03-12T09:15:00Z",
    )
    assert article.date_modified == "2019-03-14T00:00:00+00:00"


def test_a_shown_time_completes_a_declared_day() -> None:
    assert dated("<p>Publié le 12 mars 2019 à 10:15</p>", ld(datePublished="2019-03-12")).date_published == (
        "2019-03-12T10:15:00+01:00"
    )


def test_the_address_gives_the_day_where_nothing_else_does() -> None:
    assert dated("", url="https://cric.example/2019/03/12/brouette").date_published == "2019-03-12"
    assert dated("", url="https://cric.example/2019/03/brouette").date_published is None


def test_dates_of_comments_and_other_articles_are_others() -> None:
    others = (
        '<div class="related-posts"><time datetime="2001-01-01">1er janvier 2001</time></div>'
        '<div id="comments"><p class="date">2 janvier 2001</p></div>'
    )
    assert dated(others).date_published is None


def test_relative_dates_need_the_moment_of_the_capture() -> None:
    assert dated("<p>Publié il y a 3 heures</p>").date_published is None


def test_the_day_of_a_picture_is_not_the_articles() -> None:
    caption = '<div class="legende">La brouette, le 11 mars 2019.</div>'
    line = (
        "Brouettes / Marché - Article publié le : mardi 12 mars 2019 à 10:42 - Dernière modification le : {}"
    )
    long = f"<p>{line.format('jeudi 14 mars 2019 à 15:04')}</p>"
    assert len(long) > 120
    assert dated(caption).date_published is None
    assert dated(f"{long}{caption}").date_published == "2019-03-12T10:42:00+01:00"
    assert dated('<p class="credit">Photo Léa. Publié le 12 mars 2019</p>').date_published == "2019-03-12"


def test_the_day_of_a_book_in_a_long_lead_is_not_the_articles() -> None:
    lead = (
        "<p>Le livre de Léa Bielle, paru le 3 juin 1998 chez un éditeur de la rue des Jantes, raconte comment on "
        "réparait une roue à la lueur d’une bougie, sans un gros mot.</p>"
    )
    assert dated(lead).date_published is None


@pytest.mark.parametrize(
    "path", ["2019/03/12/brouette", "2019-03-12-brouette", "201903/12/brouette", "20190312-brouette"]
)
def test_addresses_print_the_day_in_many_ways(path: str) -> None:
    assert dated("", url=f"https://cric.example/{path}").date_published == "2019-03-12"


@pytest.mark.parametrize("path", ["20191312-brouette", "201903125-brouette", "brouette-20190312"])
def test_other_numbers_in_addresses_are_no_day(path: str) -> None:
    assert dated("", url=f"https://cric.example/{path}").date_published is None


def test_a_day_that_is_printed_once_more_with_its_time_has_it() -> None:
    line = '<p class="date">Mardi 12 mars 2019 <span>2 12 /03 /Mars /2019 21:15</span></p>'
    assert dated(line).date_published == "2019-03-12T21:15:00+01:00"


@pytest.mark.parametrize("declared", ["2019-03-12T20:35:16Z", "2019-03-12T16:35:16-04:00"])
def test_a_time_of_another_zone_is_the_declared_instant(declared: str) -> None:
    line = '<p class="date">Publié le 12 mars 2019 à 16 h 35</p><p>Publié le 12 mars 2019 à 16h35</p>'
    assert dated(line, ld(datePublished=declared)).date_published == declared.replace("Z", "+00:00")
    assert dated(line, ld(datePublished="2019-03-12T20:05:16Z")).date_published == "2019-03-12T16:35:00+01:00"


def test_a_change_on_the_day_of_the_address_gives_the_time() -> None:
    address = "https://cric.example/2010/07/05/brouette"
    found = dated("<p>Actualizado lunes 05/07/2010 12:45</p>", url=address)
    assert found.date_published == found.date_modified == "2010-07-05T12:45:00+02:00"
    assert dated("<p>Actualizado martes 06/07/2010 12:45</p>", url=address).date_published == "2010-07-05"


def test_an_abbreviation_tells_machines_its_date() -> None:
    found = dated(
        '<p class="hnews"><abbr class="published" title="2011-02-14T21:38:00-05:00">Posted Feb. 14, 2011 at 9:38 p.m.</abbr> '
        '<abbr class="updated" title="2011-02-15T08:02:00-05:00">Updated Feb. 15, 2011 at 8:02 a.m.</abbr></p>'
    )
    assert found.date_published == "2011-02-14T21:38:00-05:00"
    assert found.date_modified == "2011-02-15T08:02:00-05:00"


def test_twenty_ten_keeps_the_time_in_the_links_tip() -> None:
    found = dated(
        '<div class="entry-meta">Veröffentlicht am <a href="/b" title="17:21" rel="bookmark"><span class="entry-date">'
        "19. Januar 2014</span></a></div>"
    )
    assert found.date_published == "2014-01-19T17:21:00+01:00"


def test_serendipity_gives_the_time_at_the_foot() -> None:
    found = split(
        '<html><head><title>Winterschlaf</title></head><body><div class="serendipity_Entry_Date">'
        '<h3 class="serendipity_date">Sonntag, 2. Dezember 2007</h3><h4 class="serendipity_title"><a href="/archives/412.html">Winterschlaf</a></h4>'
        f'<div class="serendipity_entry"><div class="serendipity_entry_body">{TEXT}</div>'
        '<div class="serendipity_entry_extended">Decke drüber. Bis April.</div><div class="serendipity_entryFooter">'
        "Geschrieben von Kalle in Garage um 15:22</div></div></div></body></html>",
        "https://cric.example/archives/412.html",
    )
    assert found.date_published == "2007-12-02T15:22:00+01:00"
    assert any(block.part == "body" and block.text == "Decke drüber. Bis April." for block in found.blocks)
