"""Which elements of a page are its comment area, and which stay the article's."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement, fromstring

from crawler.splitter import split
from crawler.splitter.comments.area import find_area
from crawler.splitter.comments.base import Context, Found

ARTICLE = '<div id="art"><h1>Titre</h1><div class="entry-content"><p>Le corps de l’article.</p></div></div>'
ITEMS = (
    '<li id="comment-1" class="comment depth-1">Un</li><li id="comment-2" class="comment depth-1">Deux</li>'
)


def area(body: str, *, wanted: str = "comment-") -> list[str]:
    """The ids (or tags) of the area's nodes; comments are the elements whose id begins with ``wanted``."""
    root: HtmlElement = fromstring(f"<html><body>{body}</body></html>")
    found = [Found(node) for node in root.xpath(f"//*[starts-with(@id, '{wanted}')]")]
    nodes = find_area(Context(root, "https://cric.example/a/", "Europe/Paris"), found)
    return [node.get("id") or node.tag for node in nodes]


def test_the_outermost_element_named_for_comments() -> None:
    markup = f'<div id="a" class="entry-comments"><h3>2 commentaires</h3><div><ol class="x">{ITEMS}</ol></div></div>'
    assert area(ARTICLE + markup) == ["a"]


@pytest.mark.parametrize(
    "name",
    "comments comments-area commentlist comment_list commentaires post-comments et_comments single-comments-wrap "
    "comments_block wp-block-comments ts-comments-hidden reactions comments-template td-comments-wrapper".split(),
)
def test_names_for_comments(name: str) -> None:
    assert area(f'{ARTICLE}<div id="a" class="{name}"><div><ol id="b">{ITEMS}</ol></div></div>') == ["a"]


@pytest.mark.parametrize("name", ["no-comments-here", "comments-closed", "recent", "post", "has-sidebar"])
def test_names_that_are_none(name: str) -> None:
    assert area(f'{ARTICLE}<div id="a" class="{name}"><div><ol id="b">{ITEMS}</ol></div></div>') == ["b"]


def test_a_box_named_for_comments_that_holds_the_article_is_none() -> None:
    assert area(f'<div id="a" class="post-comments"><div>{ARTICLE}</div><ol id="b">{ITEMS}</ol></div>') == [
        "b"
    ]


def test_an_article_without_h1_is_known_by_its_body() -> None:
    article = '<div class="entry-content"><p>Le corps.</p></div>'
    assert area(f'<div id="a" class="comments">{article}<ol id="b">{ITEMS}</ol></div>') == ["b"]


def test_heading_pager_and_form_beside_the_list() -> None:
    markup = (
        f'<div id="content">{ARTICLE}<p id="tags">Classé dans : Essais</p><h3 id="h">2 réponses à « Titre »</h3>'
        '<div id="nav1" class="navigation"><a href="?cpage=1">« Commentaires plus anciens</a></div>'
        f'<ol id="list" class="commentlist">{ITEMS}</ol><!-- fin -->'
        '<div id="nav2" class="navigation"><a href="?cpage=1">« Commentaires plus anciens</a></div>'
        '<div id="box"><h3>Laisser un commentaire</h3><form action="/wp-comments-post.php"><textarea></textarea></form></div>'
        '<p id="more">Sur le même sujet, notre dossier complet vous attend.</p></div>'
    )
    assert area(markup) == ["nav1", "h", "list", "nav2", "box"]


def test_a_box_with_nothing_but_comments_has_neighbours() -> None:
    markup = (
        f'{ARTICLE}<div id="write"><label>Pseudo</label><textarea></textarea></div>'
        '<ul id="order"><li>Plus récents</li><li>Trier par : les mieux notés</li></ul>'
        '<div id="box"><div id="comment-1">Un</div><div id="comment-2">Deux</div></div>'
    )
    assert area(f'<div id="all">{markup}</div>') == ["order", "write", "box"]


def test_a_form_elsewhere_is_found_by_its_id() -> None:
    form = '<section><div id="respond" class="comment-respond"><h3>Réagir</h3></div></section>'
    assert area(f'{form}{ARTICLE}<div id="comments"><ol>{ITEMS}</ol></div>') == ["comments", "respond"]


def test_boxes_without_a_list_in_the_middle_of_an_article() -> None:
    boxes = '<div id="comment-1">Un</div><div id="comment-2">Deux</div>'
    assert area(f'<div id="all"><h1>Titre</h1><p>Texte.</p>{boxes}<p>Texte.</p></div>') == [
        "comment-1",
        "comment-2",
    ]


def test_two_lists_in_one_area() -> None:
    lists = f'<ol id="b">{ITEMS}</ol><h3>Pings</h3><ol id="c"><li id="comment-3">Trois</li></ol>'
    assert area(f'{ARTICLE}<div id="a"><div id="comments">{lists}</div></div>') == ["comments"]


def test_lists_far_apart_do_not_swallow_what_is_between() -> None:
    lists = f'<ol id="b">{ITEMS}</ol>{ARTICLE}<ol id="c"><li id="comment-3">Trois</li></ol>'
    assert area(f"<div>{lists}</div>") == ["b", "c"]


def test_without_comments_the_empty_area_is_found() -> None:
    assert area(f'{ARTICLE}<div id="comments"><p>Aucun commentaire</p></div>') == ["comments"]
    assert area(f'{ARTICLE}<div class="comments-area" id="x"><p>Aucun commentaire</p></div>') == ["x"]
    assert area(f'{ARTICLE}<div id="disqus_thread"></div>') == ["disqus_thread"]
    assert area(ARTICLE) == []


def test_an_empty_area_that_holds_the_article_is_none() -> None:
    assert area(f'<div id="comments">{ARTICLE}</div>') == []


def test_replies_in_a_box_beside_what_they_answer_are_no_text_of_the_article() -> None:
    def remark(number: int, text: str) -> str:
        return (
            f'<div class="commentaire" id="r{number}"><span class="pseudo">Lecteur {number}</span>'
            f' <span class="date">06.11.2023, 1{number}h47</span><p>{text}</p></div>'
        )

    page = (
        "<html lang='fr'><title>Le parcmètre</title><body><div class='texte-article'><h1>Le parcmètre</h1>"
        "<p>Il n’imprime plus de tickets mais des quatrains, valables deux heures en zone bleue.</p>"
        f"{remark(1, 'Douze minutes, douze pieds.')}<div class='reponses'>{remark(2, 'Il en manque dix.')}"
        f"{remark(3, 'Publiez-les demain.')}</div>{remark(4, 'On ne voit pas le temps passer.')}</div></body></html>"
    )
    article = split(page, "https://cric.example/a/")
    assert [(comment.id, comment.parent) for comment in article.comments] == [
        ("1", None),
        ("2", "1"),
        ("3", "1"),
        ("4", None),
    ]
    said = " ".join(block.text for block in article.blocks)
    assert "quatrains" in said
    assert not any(comment.text in said for comment in article.comments)
