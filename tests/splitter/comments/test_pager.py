"""Further comment pages, as WordPress core and its block editor link to them."""

from __future__ import annotations

from lxml.html import HtmlElement, fromstring

from crawler.splitter.comments.base import Context, Found
from crawler.splitter.comments.pager import comment_pages, linked_comment_pages

URL = "https://cric.example/a/"


def pages(links: str, url: str | None = URL, comment: str = "", head: str = "") -> tuple[str, ...]:
    root: HtmlElement = fromstring(
        f'<html><head>{head}</head><body><div id="comments"><ol><li id="comment-1">{comment}</li></ol>{links}</div></body></html>'
    )
    area = root.get_element_by_id("comments")
    found = [Found(root.get_element_by_id("comment-1"), "1")]
    return comment_pages(Context(root, url, "Europe/Paris"), (area,), found)


def test_the_pager_of_wordpress() -> None:
    links = (
        '<a class="page-numbers" href="/a/comment-page-1/#comments">1</a>'
        '<a class="page-numbers" href="https://cric.example/a/comment-page-2/#comments">2</a>'
        '<a class="next" href="/a/comment-page-2/#comments">Commentaires plus récents</a>'
    )
    assert pages(links) == (
        "https://cric.example/a/comment-page-1/",
        "https://cric.example/a/comment-page-2/",
    )


def test_plain_permalinks() -> None:
    url = "https://cric.example/?p=7"
    assert pages('<a href="?p=7&amp;cpage=2#comments">2</a>', url) == ("https://cric.example/?p=7&cpage=2",)


def test_the_page_itself_is_no_further_page() -> None:
    links = '<a href="/a/comment-page-1/#comments">1</a><a href="/a/comment-page-2/#comments">2</a>'
    assert pages(links, URL + "comment-page-2/") == (URL + "comment-page-1/",)


def test_the_page_itself_under_the_bare_permalink_is_told_by_its_comments() -> None:
    links = '<a href="/a/comment-page-1/#comments">1</a><a href="/a/comment-page-2/#comments">2</a>'
    assert pages(links, comment='<a href="/a/comment-page-2/#comment-1">hier</a>') == (
        URL + "comment-page-1/",
    )


def test_a_comment_page_names_the_bare_permalink() -> None:
    links = (
        '<a class="prev" href="http://www.cric.example/a#comments">Précédents</a><a href="/a/#respond">Annuler la réponse</a>'
        '<a href="/a/?replytocom=1#respond">Répondre</a><a href="/a/comment-page-3/#comments">3</a>'
    )
    assert pages(links, URL + "comment-page-2/") == (URL + "comment-page-3/", URL)


def test_pages_of_other_articles_and_reply_links_are_none() -> None:
    links = (
        '<a href="/b/comment-page-2/#comment-9">Un autre article</a>'
        '<a href="/a/comment-page-2/?replytocom=5#respond">Répondre</a><a href="http://[/comment-page-2/">?</a>'
    )
    assert pages(links) == ()


def test_links_start_from_base_href() -> None:
    head = '<base href="https://cric.example/a/">'
    assert pages('<a href="comment-page-2/">2</a>', None, head=head) == (URL + "comment-page-2/",)


def test_links_without_a_reading() -> None:
    links = ["/a/comment-page-2/#comments", "/b/comment-page-2/", "/a/comment-page-2/#comment-5", "/a/", "?"]
    found = linked_comment_pages(links, URL, lambda href: f"https://cric.example{href.partition('#')[0]}")
    assert found == (URL + "comment-page-2/",)
