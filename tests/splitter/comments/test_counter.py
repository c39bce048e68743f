"""The number of comments, where the markup declares it and no line does."""

from __future__ import annotations

import pytest

from crawler.splitter import split
from crawler.splitter.words.lines import read_counter

URL = "https://blog.example/2019/03/la-capote"
PAGE = """<!DOCTYPE html><html lang="fr"><head><title>La capote</title>{head}</head><body>{top}
<main><h1>La capote frileuse</h1><div class="entry-content">
<p>La capote de la Frisson se referme au premier nuage, puis garde le ciel à l’œil par un petit trou prévu pour cela.</p>
<p>Les passagers arrière, qui n’ont pas été prévenus, sont en général retrouvés le lendemain, décoiffés et ravis.</p>
</div>{below}</main></body></html>"""


def count_of(*, head: str = "", top: str = "", below: str = "") -> int | None:
    return split(PAGE.format(head=head, top=top, below=below), URL).comment_count


@pytest.mark.parametrize(
    "link",
    [
        '<a href="#comments">7</a>',
        '<a href="#coms">7 réactions</a>',
        '<a href="#comments">7 commenti</a>',
        '<a href="https://blog.example/2019/03/la-capote#mh-comments">7</a>',
        '<a href="http://www.blog.example/2019/03/la-capote/#respond">(7)</a>',
        '<a href="/2019/03/la-capote#commentaires"><span>7</span> commentaires</a>',
    ],
)
def test_a_link_to_the_own_comments_counts_them(link: str) -> None:
    assert count_of(top=f"<div>{link}</div>") == 7


def test_a_link_by_the_short_address_is_the_own_too() -> None:
    head = '<link rel="shortlink" href="https://blog.example/?p=31">'
    assert count_of(head=head, top='<a href="https://blog.example/?p=31#comments">12</a>') == 12


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/2019/02/le-toit#comments">7</a>',
        '<a href="#sommaire">7</a>',
        '<a href="#comments">Aller au débat</a>',
        '<a href="http://[#comments">7</a>',
    ],
)
def test_other_links_count_nothing(link: str) -> None:
    assert count_of(top=f"<div>{link}</div>") is None


def test_a_counter_in_the_comment_area_may_be_a_bare_number() -> None:
    area = '<div id="comments"><span class="comments-number"><i></i> 36</span><p>Masquer</p></div>'
    assert count_of(below=area) == 36


def test_microdata_counts_comments_and_nothing_else() -> None:
    assert count_of(head='<meta itemprop="interactionCount" content="UserComments:69">') == 69
    assert count_of(head='<meta itemprop="interactionCount" content="FacebookLikes:69">') is None


def test_an_empty_box_of_comments_may_say_so_behind_its_heading() -> None:
    assert count_of(below='<div class="x-comments-list"><h3>Commentaires <b>0</b></h3></div>') == 0


def test_zero_is_no_number_where_a_script_will_write_it() -> None:
    link = '<a href="#comments">0</a>'
    assert count_of(top=link) == 0
    assert count_of(top=link, below='<div id="disqus_thread"></div>') is None


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Tous vos commentaires (11)", 11),
        ("Afficher tous les commentaires (745)", 745),
        ("Noch keine Kommentare - jetzt mitdiskutieren", 0),
        ("Il n’y a pas encore de commentaire", 0),
        ("Aucun commentaire pour le moment", 0),
        ("3 commentaires, réagissez !", 3),
        ("Commentaires sur la route", None),
        ("2 réactions - dont une en chaîne", None),
    ],
)
def test_lines_that_count(line: str, number: int | None) -> None:
    assert read_counter(line) == number


def test_a_link_counts_comments_of_no_known_system_too() -> None:
    item = "<div class='bulle'><b>{}</b> le 3 mai 2019 à 10:1{}<p>La mienne ronfle.</p><a>Répondre</a></div>"
    below = "<h2>Commentaires</h2>" + "".join(item.format(name, n) for n, name in enumerate(("Léa", "Paul")))
    assert count_of(top='<a href="#commentaires">Commentaires [2]</a>', below=below) == 2
