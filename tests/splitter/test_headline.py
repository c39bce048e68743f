"""The headline is the title that is shown, whatever else the page declares and shows."""

from __future__ import annotations

import pytest
from lxml import html

from crawler.splitter.headline import read_headline
from crawler.splitter.page.finder import Finder
from crawler.splitter.page.metadata import read_metadata

TITLE = "La brouette prend le volant"
URL = "https://cric.example/brouette"


def headline(
    body: str, head: str = f"<title>{TITLE} - Le Cric</title>", url: str = URL
) -> tuple[str, str | None]:
    root = html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")
    found = read_headline(Finder(root), read_metadata(root, url), None, ())
    return found.text, None if found.element is None else found.element.tag


@pytest.mark.parametrize(
    ("body", "tag"),
    [
        (f"<h1>{TITLE}</h1>", "h1"),
        (f'<h1><a href="/">Le Cric</a></h1><h2>{TITLE}</h2>', "h2"),
        (f'<h1 class="site-title">La brouette et le volant</h1><h2 class="entry-title">{TITLE}</h2>', "h2"),
        (f'<h1><a rel="home" href="https://cric.example">La brouette</a></h1><h3>{TITLE}</h3>', "h3"),
        (f'<h1><a href="https://cric.example/?PHPSESSID=0a1b">La brouette</a></h1><h2>{TITLE}</h2>', "h2"),
        (f"<h1>Le Cric</h1><div class=x>{TITLE}</div>", "div"),
        (f"<table><tr><td><b>{TITLE}</b></td></tr></table>", "td"),
        (f"<h1 hidden>Autre chose</h1><h1>{TITLE}</h1>", "h1"),
        (f"<h1>{TITLE} <span class='label'>Abonnés</span></h1>", "h1"),
        (f"<h1><small>Insolite</small> {TITLE}</h1>", "h1"),
        (f"<h1><span>{TITLE}</span> <span>{TITLE}</span></h1>", "h1"),
    ],
)
def test_the_shown_title_that_agrees_is_taken_without_its_badges(body: str, tag: str) -> None:
    assert headline(body) == (TITLE, tag)


def test_a_kicker_that_search_engines_get_is_no_headline() -> None:
    body = f'<h2 class="kicker">Brouette (2012) : premier essai</h2><h1>{TITLE}</h1>'
    assert headline(body, "<title>Brouette (2012) : premier essai - Le Cric</title>") == (TITLE, "h1")


def test_readers_are_shown_another_title_than_search_engines() -> None:
    head = '<title>Brouette : notre guide complet</title><meta property="og:title" content="Brouette : le guide">'
    long = "<p>" + "Elle roule. " * 20 + "</p>"
    body = f"<h1>{TITLE}</h1>{long}<h3>Brouette : le guide</h3>"
    assert headline(body, head) == (TITLE, "h1")


@pytest.mark.parametrize(
    "head",
    [
        f"<title>{TITLE} - Le Cric</title>",
        f"<title>{TITLE} | Le Cric</title><meta property='og:site_name' content='Le Cric'>",
        f"<title>x</title><meta property='og:title' content='{TITLE}'>",
        f"<title>x</title><meta property='og:title' content='{TITLE} | Le Cric'>"
        "<meta property='og:site_name' content='Le Cric'>",
    ],
)
def test_a_page_that_shows_none_is_called_what_it_declares(head: str) -> None:
    assert headline("<p>Bonjour</p>", head) == (TITLE, None)


def test_entities_encoded_twice_are_read() -> None:
    head = '<title>x</title><meta property="og:title" content="L&amp;#8217;essieu &amp;amp; moi">'
    assert headline("<h1>Le Cric</h1><h2>L’essieu &amp; moi</h2>", head) == ("L’essieu & moi", "h2")


def test_a_page_without_any_has_none() -> None:
    assert headline("<p>Bonjour</p>", "") == ("", None)
