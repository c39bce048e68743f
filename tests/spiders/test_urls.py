"""Addresses: one spelling a page, and what cannot be an article."""

from __future__ import annotations

import pytest

from crawler.spiders.urls import (
    VariantLimit,
    below,
    clean_url,
    may_be_article,
    published_before,
)


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("http://a.example", "http://a.example/"),
        ("HTTP://A.Example:80/x#top", "http://a.example/x"),
        ("https://a.example/x?utm_source=rss&utm_medium=feed", "https://a.example/x"),
        ("https://a.example/x?b=2&a=1&fbclid=zz&gclid=1&mc_cid=3&xtor=RSS-1", "https://a.example/x?a=1&b=2"),
        ("https://a.example/x?PHPSESSID=0a1b&p=3", "https://a.example/x?p=3"),
        ("https://a.example/x;jsessionid=0A1B?sid=4a1b09cd", "https://a.example/x"),
        ("https://a.example/x/?replytocom=12#respond", "https://a.example/x/"),
        ("http://a.example/article.php?sid=41", "http://a.example/article.php?sid=41"),
        ("http://a.example/x?sid=0a1b2c3d4e5f60718293a4b5c6d7e8f9", "http://a.example/x"),
        ("https://a.example:8443/x", "https://a.example:8443/x"),
        ("https://a.example:443/x/", "https://a.example/x/"),
        ("http://a.example:443/x/", "http://a.example:443/x/"),
        ("http://127.0.0.1:49152/x/./y", "http://127.0.0.1:49152/x/y"),
        ("http://127.0.0.1:08080/x", "http://127.0.0.1:8080/x"),
        ("http://a.example/été", "http://a.example/%C3%A9t%C3%A9"),
        ("http://a.example/spip.php?article12", "http://a.example/spip.php?article12"),
        ("http://a.example/spip.php?article12&utm_source=rss#forum3", "http://a.example/spip.php?article12"),
        ("http://a.example/?post/2024/05/12/été", "http://a.example/?post/2024/05/12/%C3%A9t%C3%A9"),
        ("http://a.example/x?titre=%E9t%E9", "http://a.example/x?titre=%E9t%E9"),
        ("mailto:a@b.example", None),
        ("javascript:void(0)", None),
        ("http://user:secret@a.example/", None),
        ("http://a.example:99999/", None),
        ("http://[broken/", None),
    ],
)
def test_clean_url(url: str, clean: str | None) -> None:
    assert clean_url(url) == clean
    if clean:
        assert clean_url(clean) == clean


def test_clean_url_resolves_against_the_page() -> None:
    assert clean_url("../b/", "http://a.example/x/y/") == "http://a.example/x/b/"
    assert clean_url("//b.example/c", "https://a.example/") == "https://b.example/c"


@pytest.mark.parametrize(
    "path",
    [
        "/2019/09/essai-de-la-zoe.html",
        "/actualite/hybride-93893",
        "/?p=306254",
        "/spip.php?article12",
        "/?article12",
        "/index.php?post/2024/05/12/Le-Mans",
        "/index.php?news=12",
        "/modules.php?file=article&name=News&sid=41",
        "/index.php?Itemid=5&catid=3:news&id=60:le-mans&option=com_content&view=article",
        "/blog/index.html",
        "/essai",
        "/2024/05/12/le-mans/",
        "/pages-jaunes-roulent/",
        "/tagada-en-rallye/",
    ],
)
def test_may_be_an_article(path: str) -> None:
    assert may_be_article(f"http://a.example{path}")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/index.php",
        "/index.html",
        "/index.php?Itemid=5&id=3&layout=blog&option=com_content&view=category",
        "/index.php?id=60:le-mans&option=com_content&print=1&tmpl=component&view=article",
        "/?s=zoe",
        "/spip.php?rubrique3",
        "/auteur2.html",
        "/index.php?category/Essais",
        "/?archive/2024/05",
        "/?feed/atom",
        "/page/2/",
        "/category/essais/",
        "/tag/renault",
        "/author/nadia/",
        "/auteur/nadia/",
        "/2019/",
        "/2019/09/",
        "/2019/09/12/",
        "/agenda/2031/05/",
        "/agenda/?month=7",
        "/wp-login.php",
        "/wp-admin/",
        "/wp-json/wp/v2/posts",
        "/feed/",
        "/essai/feed/",
        "/essai/amp/",
        "/essai/comment-page-2/",
        "/essai/?cpage=2",
        "/photo.JPG",
        "/dossier.pdf",
        "/a/b/a/b/a/b/",
        "/" + "x" * 600,
    ],
)
def test_cannot_be_an_article(path: str) -> None:
    assert not may_be_article(f"http://a.example{path}")


def test_below() -> None:
    assert below("http://a.example/blog/x/", "http://a.example/blog/")
    assert not below("http://a.example/boutique/", "http://a.example/blog/")
    assert below("http://a.example/x", "http://a.example/")


def test_published_before() -> None:
    assert published_before("http://a.example/2023/12/x/", 2024, 1)
    assert not published_before("http://a.example/2024/01/x/", 2024, 1)
    assert not published_before("http://a.example/essai-2019/", 2024, 1)


def test_variants_of_one_path_are_bounded_but_ids_are_pages() -> None:
    limit = VariantLimit(3)
    assert [limit.allows(f"http://a.example/x?color={n}") for n in range(5)] == [True] * 3 + [False] * 2
    assert all(limit.allows(f"http://a.example/?p={n}") for n in range(50))
    assert limit.allows("http://a.example/x")
    joomla = "http://a.example/index.php?option=com_content&view=article&id={}:titre&Itemid={}"
    assert all(limit.allows(joomla.format(n, 5)) for n in range(50))
    assert [limit.allows(joomla.format(7, n)) for n in range(6, 10)] == [True] * 2 + [False] * 2
