"""Addresses of an article and of its comment pages."""

from __future__ import annotations

import pytest

from crawler.splitter.words.addresses import (
    article_page_number,
    comment_page_number,
    comment_page_of,
    comment_page_order,
    join_address,
    same_page,
    split_address,
)


@pytest.mark.parametrize(
    ("url", "article", "number"),
    [
        ("http://a.example/x/comment-page-2/", "http://a.example/x/", 2),
        ("http://a.example/x.html/comment-page-12", "http://a.example/x.html", 12),
        ("http://a.example/?cpage=2&p=3", "http://a.example/?p=3", 2),
        ("http://a.example/?p=3&cpage=4", "http://a.example/?p=3", 4),
        ("http://a.example/comment-page-1/", "http://a.example/", 1),
        ("http://a.example/archives/2014/08/23/30.html", None, None),
        (
            "http://a.example/archives/2014/08/23/30-p50-0.html",
            "http://a.example/archives/2014/08/23/30.html",
            50,
        ),
        (
            "http://a.example/archives/2014/08/23/30-p0-0.html",
            "http://a.example/archives/2014/08/23/30.html",
            None,
        ),
        ("http://a.example/x?debut_forums=20#forums", "http://a.example/x", 20),
        ("http://a.example/?article3&debut_comments-list=10", "http://a.example/?article3", 10),
        ("http://a.example/x?debut_forums=0", "http://a.example/x", None),
        ("http://a.example/x?debut_articles=20", None, None),
        ("http://a.example/x.html?commentPage=2", "http://a.example/x.html", 2),
        ("http://a.example/x.html?commentPage=1", "http://a.example/x.html", None),
        ("http://a.example/x-p2-moteur.html", None, None),
        ("http://a.example/article-titre-12-comments.html#c", "http://a.example/article-titre-12.html", 12),
        ("http://a.example/article-les-comments.html", None, None),
        ("http://a.example/x/", None, None),
        ("http://a.example/x/page/2/", None, None),
    ],
)
def test_a_comment_page_knows_its_article(url: str, article: str | None, number: int | None) -> None:
    assert comment_page_of(url) == article
    assert comment_page_number(url) == number


@pytest.mark.parametrize(
    ("url", "article", "number"),
    [
        ("http://a.example/2024/05/x/2/", "http://a.example/2024/05/x/", 2),
        ("http://www.a.example/x/12", "https://a.example/x/", 12),
        ("http://a.example/x.html/3", "http://a.example/x.html", 3),
        ("http://a.example/?p=12&page=2", "http://a.example/?p=12", 2),
        ("http://a.example/?page=3&p=12", "http://a.example/?p=12", 3),
        ("http://a.example/x/1/", "http://a.example/x/", None),
        ("http://a.example/x/2/?replytocom=5", "http://a.example/x/", None),
        ("http://a.example/x/2024/", "http://a.example/x/", None),
        ("http://a.example/y/2/", "http://a.example/x/", None),
        ("http://b.example/x/2/", "http://a.example/x/", None),
        ("http://a.example/2/", "http://a.example/", None),
        ("http://a.example/x/page/2/", "http://a.example/x/", None),
        ("http://a.example/x/comment-page-2/", "http://a.example/x/", None),
        ("http://a.example/?p=13&page=2", "http://a.example/?p=12", None),
        ("http://a.example/x?page=2", "http://a.example/x", None),
        ("http://a.example/x-12_p2.html", "http://a.example/x-12.html", 2),
        ("http://a.example/x-12-2.html", "http://a.example/x-12.html", 2),
        ("http://a.example/x,page-3.php", "http://a.example/x.php", 3),
        ("http://a.example/x-1.html", "http://a.example/x.html", None),
        ("http://a.example/x2.html", "http://a.example/x.html", None),
        ("http://a.example/x-2014.html", "http://a.example/x.html", None),
        ("http://a.example/30-p50-0.html", "http://a.example/30.html", None),
        ("http://a.example/x-2.html", "http://a.example/x/", None),
        ("http://a.example/x-2.jpg", "http://a.example/x.jpg", None),
    ],
)
def test_a_further_page_of_a_text(url: str, article: str, number: int | None) -> None:
    assert article_page_number(url, article) == number


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.example/x/", "https://www.a.example/x"),
        ("http://A.example/?p=3", "http://a.example/?p=3"),
    ],
)
def test_one_page_under_two_addresses(one: str, other: str) -> None:
    assert same_page(one, other)


@pytest.mark.parametrize("other", ["http://a.example/y/", "http://b.example/x/", "http://a.example/x/?p=3"])
def test_two_pages(other: str) -> None:
    assert not same_page("http://a.example/x/", other)


@pytest.mark.parametrize(
    ("url", "order"),
    [
        ("http://a.example/x/comment-page-2/", 2),
        ("http://a.example/x?page=10", 10),
        ("http://a.example/x?a=b&page=0%2C3", 3),
        ("http://a.example/x", 0),
        ("http://a.example/x?homepage=4", 0),
    ],
)
def test_the_order_of_comment_pages(url: str, order: int) -> None:
    assert comment_page_order(url) == order


@pytest.mark.parametrize("address", ["http://[", "http://]", "//[::1"])
def test_an_address_that_is_none_has_no_parts(address: str) -> None:
    assert split_address(address).hostname is None
    assert split_address(address).path == split_address(None).path == ""
    assert join_address("http://a.example/x", address) is None
    assert join_address(None, address) is None
    assert not same_page("http://a.example/", address)


def test_addresses_are_joined_as_browsers_join_them() -> None:
    assert join_address("http://a.example/x/y", " ../z ") == "http://a.example/z"
    assert join_address(None, "/z") == "/z"
    assert join_address("http://a.example/x", "https://b.example/") == "https://b.example/"
