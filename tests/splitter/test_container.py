"""Where the running text stands, whatever a theme calls the boxes around it."""

from __future__ import annotations

import re

import pytest
from lxml import html

from crawler.splitter.container import find_container
from crawler.splitter.page.finder import Finder

LINE = "La brouette avance, le volant tourne et personne ne freine dans la descente du marché, ce matin-là. "
TEXT = f"<p>{LINE}</p><p>{LINE}</p><p>{LINE}</p>"
CARDS = "".join(
    f'<div class="card"><a href="/{n}"><h3>Titre {n}</h3><p>{LINE}</p></a></div>' for n in range(9)
)


def found(markup: str) -> tuple[str, str]:
    root = html.document_fromstring(f"<html><body>{markup}</body></html>")
    title = next(root.iter("h1"), None)
    container = find_container(Finder(root), None, (), title)
    assert container is not None
    return str(container.outer.get("id")), str(container.body.get("id"))


@pytest.mark.parametrize(
    "markup",
    [
        f'<main id=o><h1>T</h1><div id=b class="entry-content">{TEXT}</div></main>',
        f"<main id=o><h1>T</h1><div id=b>{TEXT}</div></main>",
        f'<div id=o class="content-sidebar-wrap"><h1>T</h1><div id=b>{TEXT}</div></div>',
        f"<form id=o><h1>T</h1><div id=b>{TEXT}</div></form>",
        f'<div id=o><h1>T</h1><div id=b class="post-paywall">{TEXT}</div><p>{LINE}</p></div>',
        f"<div id=o><h1>T</h1><div id=b>{LINE}<br><br>{LINE}<br><br>{LINE}</div></div>",
        f"<div id=o><h1>T</h1><div id=b>{TEXT}</div><div>{CARDS}</div></div>",
        f'<div id=o><h1>T</h1><div id=b>{TEXT}</div><div id="comments">{TEXT}{TEXT}</div></div>',
        f'<div id=o><h1>T</h1><div id=b>{TEXT}</div></div><div class="sidebar">{TEXT}{TEXT}</div>',
        f'<div id=o><h1>T</h1><div id=b><div class="text-block">{TEXT}</div><div class="text-block">{TEXT}</div></div></div>',
        f'<div id=o><h1>T</h1><div id=b><div class="article-text">{TEXT}</div><div class="article-text">{TEXT}</div></div></div>',
        f"<div id=o><h1>T</h1><div id=b><r-wysiwyg>{TEXT}{TEXT}{TEXT}</r-wysiwyg><ul><li><a href=/x>Titre</a></li></ul><r-wysiwyg>{TEXT}</r-wysiwyg></div></div>",
        f'<div id=o><h1>T</h1><div id=b><div class="rich text"><div>{TEXT}{TEXT}{TEXT}</div></div><div class="rich text"><div>{TEXT}</div></div></div></div>',
        f'<div id=o><h1>T</h1><div id=b class="text">{TEXT}{TEXT}</div><div class="text"><h3>Ce site</h3>{LINE}{LINE}</div></div>',
        f'<div class="hentry"><div class="entry-content">{LINE}</div></div>'
        f'<div id=o class="hentry"><h1>T</h1><div id=b class="entry-content">{TEXT}</div></div>',
    ],
)
def test_the_text_and_what_is_around_it_and_the_title(markup: str) -> None:
    assert found(markup) == ("o", "b")


TEASERS = "".join(
    f'<div class="k"><h3><a href="/{n}">Un autre sujet de brouette, le {n}</a></h3><p>{LINE}</p></div>'
    for n in range(9)
)
LINKED = "".join(
    f'<a href="/{n}"><div>Un autre sujet de brouette, le {n}</div><div>{LINE}</div></a>' for n in range(9)
)


@pytest.mark.parametrize("teasers", [TEASERS, LINKED])
@pytest.mark.parametrize("text", [f"<p>{LINE}</p>", TEXT, f"{LINE}<br>{LINE}<br>{LINE}"])
def test_other_articles_without_names_are_not_the_text(teasers: str, text: str) -> None:
    page = f"<div>{TEXT}</div><div id=o><h1>T</h1><div id=b>{text}</div></div><div>{teasers}</div><div><p>{LINE}</p></div>"
    assert found(page) == ("o", "b")


def test_old_pages_hold_title_and_text_in_one_cell() -> None:
    text = "<br><br>".join([LINE] * 6)
    cell = f"<table><tr><td id=b><h1>T</h1><br>{text}</td></tr></table>"
    assert found(f"{cell}<div>{TEASERS}</div><div><p>{LINE}</p><p>{LINE}</p></div>") == ("b", "b")


def test_a_text_behind_a_list_of_others_is_the_text_where_it_is_more() -> None:
    links = "".join(f'<a href="/{n}">Un autre sujet de brouette, le {n}</a>' for n in range(4))
    page = f"<div id=x><div><h1>T</h1><p>{LINE}</p></div><div>{links}</div><div id=b>{TEXT}{TEXT}</div></div>"
    assert found(page) == ("x", "b")
    mixed = f"<div id=x><div><h1>T</h1><p>{LINE}</p></div><div id=b><p>{LINE * 3}</p><p>{LINE * 3}</p>{links}</div></div>"
    assert found(mixed) == ("x", "b")


def test_a_text_about_what_many_sites_say_is_the_text() -> None:
    told = "".join(
        f'<h3><a href="https://cric{n}.example/{n}">Le maire du village numéro {n} achète une brouette</a></h3>'
        f"<p>{LINE}</p>"
        for n in range(6)
    )
    assert found(f"<div id=o><div><h1>T</h1><p>{LINE}</p></div><div id=b>{told}</div></div>")[0] == "o"
    own = re.sub(r"https://cric\d.example", "", told)  # of the site itself: below what introduces it
    assert found(f"<div id=o><header><h1>T</h1><p>{LINE}</p></header><div id=b>{own}</div></div>")[0] == "o"


def test_without_a_title_the_text_is_all_there_is() -> None:
    assert found(f"<div id=x><div id=b>{TEXT}</div></div>") == ("b", "b")


def test_a_page_without_text_has_no_container() -> None:
    root = html.document_fromstring("<html><body><nav><a href=/>Accueil</a></nav></body></html>")
    assert find_container(Finder(root), None, (), None) is None


def test_text_in_excluded_elements_is_none() -> None:
    root = html.document_fromstring(f"<html><body><div>{TEXT}</div></body></html>")
    assert find_container(Finder(root), None, list(root.iter("div")), None) is None
