"""What tells a thread from lists that look like one."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from crawler.splitter.comments import read_comments
from crawler.splitter.comments.base import Context, Found
from crawler.splitter.comments.unknown.proof import are_comments
from crawler.splitter.page.finder import Finder

ITEM = '<div class="x" id="x{n}">{mark}<b class="author">Nom {n}</b> <i>12 mai 2010</i><p class="text">{text}</p></div>'


def proven(
    text: str = "Un mot.",
    *,
    before: str = "",
    mark: str = "",
    date: str | None = "12 mai 2010",
    ids: bool = True,
    sure: bool = False,
) -> bool:
    items = "".join(ITEM.format(n=n, text=text, mark=mark) for n in (1, 2))
    root = fromstring(f"<html><body><div>{before}{items}</div></body></html>")
    found = [
        Found(node, id=node.get("id") if ids else None, author=node[-3].text, raw_date=date, text=text)
        for node in root.iter("div")
        if node.get("class") == "x"
    ]
    context = Context(Finder(root), "https://cric.example/a", "Europe/Paris")
    return are_comments(context, found, may_be_one=False, is_sure=sure)


def test_what_is_signed_and_dated_is_a_thread() -> None:
    assert proven()


@pytest.mark.parametrize("text", ["« Nos ronds-points sont prêts. »", "“We are ready.”"])
def test_reported_speech_is_none_unless_it_is_called_so_itself(text: str) -> None:
    assert not proven(text)
    assert proven(text, sure=True)


@pytest.mark.parametrize("mark", ["<span>4/5</span>", "<span>Note : 12,5 / 20</span>"])
def test_reviews_are_none(mark: str) -> None:
    assert not proven(mark=mark)


def test_what_is_said_to_be_empty_is_none() -> None:
    assert not proven(before="<p>Aucun commentaire</p>")
    assert proven(before="<p>Aucun commentaire</p><p>2 commentaires</p>")


def test_without_dates_they_need_names_for_their_parts_and_ids() -> None:
    assert proven(date=None, sure=True)
    assert not proven(date=None)
    assert not proven(date=None, sure=True, ids=False)


def test_what_is_named_by_a_title_that_is_a_link_is_a_teaser() -> None:
    teaser = (
        '<div class="x"><h3><a href="/{n}">Fermeture du pont pendant {n} nuits</a></h3><p>Un mot.</p>'
        '<time datetime="2010-05-12">12/05/2010</time></div>'
    )
    aside = f"<aside>{teaser.format(n=3)}{teaser.format(n=4)}</aside>"
    root = fromstring(f"<html><body><main><h2>Commentaires</h2></main>{aside}</body></html>")
    assert read_comments(root, "https://cric.example/a", "Europe/Paris").comments == ()
