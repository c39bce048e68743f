"""Discovery: sitemaps, feeds and listings as blogs print them. All texts are invented."""

from __future__ import annotations

import gzip
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from lxml import html
from lxml.html import HtmlElement

from crawler.spiders.discovery import (
    Found,
    announced_feeds,
    archive_pages,
    canonical_link,
    home_of,
    overviews,
    read_feed,
    read_listing,
    read_sitemap,
)

URL = "http://blog.example/"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def page(body: str, head: str = "") -> HtmlElement:
    return html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")


def test_a_sitemap_names_pages_with_their_dates() -> None:
    body = f"""{XML}<urlset {NAMESPACE}>
      <url><loc> http://blog.example/a/ </loc><lastmod>2024-05-12T08:30:00+02:00</lastmod></url>
      <!-- un mot --><url><loc>http://blog.example/b/</loc><lastmod>hier</lastmod></url><url></url></urlset>"""
    assert read_sitemap(body.encode()).pages == (
        Found("http://blog.example/a/", changed_at="2024-05-12T08:30:00+02:00"),
        Found("http://blog.example/b/"),
    )


def test_an_index_names_the_sitemaps_of_posts_and_pages_only() -> None:
    names = [
        "post-sitemap.xml",
        "post-sitemap2.xml",
        "page-sitemap.xml",
        "category-sitemap.xml",
        "post_tag-sitemap.xml",
        "author-sitemap.xml",
        "wp-sitemap-posts-post-1.xml",
        "wp-sitemap-taxonomies-category-1.xml",
        "wp-sitemap-users-1.xml",
    ]
    entries = "".join(f"<sitemap><loc>{URL}{name}</loc></sitemap>" for name in names)
    index = read_sitemap(f"{XML}<sitemapindex {NAMESPACE}>{entries}</sitemapindex>".encode())
    assert [child.url.removeprefix(URL) for child in index.children] == [
        "post-sitemap.xml",
        "post-sitemap2.xml",
        "page-sitemap.xml",
        "wp-sitemap-posts-post-1.xml",
    ]
    assert index.pages == ()


def test_a_gzipped_sitemap_and_a_bomb() -> None:
    body = f"{XML}<urlset {NAMESPACE}><url><loc>{URL}a/</loc></url></urlset>".encode()
    assert read_sitemap(gzip.compress(body)) == read_sitemap(body) != read_sitemap(b"")
    assert read_sitemap(gzip.compress(b" " * 60_000_000)).pages == ()
    assert read_sitemap(b"\x1f\x8bbroken").pages == ()


@pytest.mark.parametrize("body", [b"", b"\x00\x00", b"<html><body>404</body></html>", b"{}", b"\xff\xfe<"])
def test_what_is_no_xml_reads_as_nothing(body: bytes) -> None:
    assert read_sitemap(body).pages == ()
    assert read_feed(body) == ()


def test_entities_are_not_expanded() -> None:
    body = b'<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname">]><urlset><url><loc>http://a/&x;</loc></url></urlset>'
    assert all(found.url == "http://a/" for found in read_sitemap(body).pages)


def test_an_rss_feed_with_dates_and_comment_counts() -> None:
    body = f"""{XML}<rss version="2.0" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel><title>B</title>
      <link>{URL}</link><item><title>Un</title><link>{URL}a/</link><comments>{URL}a/#comments</comments>
      <pubDate>Sun, 12 May 2024 06:30:00 +0000</pubDate><slash:comments>7</slash:comments></item>
      <item><guid isPermaLink="false">{URL}?p=2</guid></item><item><guid>{URL}?p=3</guid></item>
      </channel></rss>"""
    first, second = read_feed(body.encode())
    assert replace(first, words=None) == Found(
        f"{URL}a/", published_at="2024-05-12T06:30:00+00:00", comment_count=7
    )
    assert second == Found(f"{URL}?p=3", guid=f"{URL}?p=3")
    edited, _ = read_feed(body.replace("<title>Un<", "<title>Une<").encode())
    assert first.words is not None and edited.words not in (first.words, None)


def test_an_atom_feed() -> None:
    body = f"""<feed xmlns="http://www.w3.org/2005/Atom"><link href="{URL}"/><entry>
      <link rel="replies" href="{URL}a/#c"/><link href="{URL}a/"/>
      <published>2024-05-12T08:30:00Z</published><updated>2024-05-13T08:30:00Z</updated></entry></feed>"""
    dated = Found(
        f"{URL}a/", changed_at="2024-05-13T08:30:00+00:00", published_at="2024-05-12T08:30:00+00:00"
    )
    assert read_feed(body.encode()) == (dated,)
    threading = 'xmlns:thr="http://purl.org/syndication/thread/1.0"'
    counted = body.replace("</entry>", f"<thr:total {threading}>12</thr:total></entry>")
    assert read_feed(counted.encode()) == (replace(dated, comment_count=12),)


def test_a_listing_s_entries_are_its_headings_and_read_more_links() -> None:
    root = page(
        """<nav><a href="/a-propos-de-nous/">À propos</a><a href="/category/essais/">Essais</a></nav>
        <h2><a href="/2024/05/un/?utm_source=x">Un</a></h2><a href="/2024/05/un/#comments">3 commentaires</a>
        <article><a class="more-link" href="deux/">Lire la suite</a></article>
        <a href="/trois/"><h3>Trois</h3></a><h2><a href="/category/f1/">F1</a></h2>"""
    )
    assert read_listing(root, URL).articles == (
        "http://blog.example/2024/05/un/",
        "http://blog.example/deux/",
        "http://blog.example/trois/",
    )


def test_a_listing_without_headings_gives_links_that_end_in_a_slug() -> None:
    root = page('<a href="/contact">Contact</a><a href="/le-retour-de-la-4l">4L</a><a href="/n/93893">n</a>')
    assert read_listing(root, URL).articles == (
        "http://blog.example/le-retour-de-la-4l",
        "http://blog.example/n/93893",
    )


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("", '<link rel="next" href="/page/2/">'),
        ('<a class="next page-numbers" href="/page/2/">»</a>', ""),
        ('<div class="nav-previous"><a href="/page/2/">Articles plus anciens</a></div>', ""),
        ('<a rel="next" href="/page/2/#x">suite</a>', ""),
        (
            '<p class="pagination"><strong class="on">0</strong> | <a href="/page/2/#p">8</a> <a href="/page/3/">16</a></p>',
            "",
        ),
        (
            '<ul class="pager"><li><a href="/">1</a></li><li>2</li><li><a href="/page/2/"><b>3</b></a></li></ul>',
            "",
        ),
        ('<a href="/page/2/">&larr; Articles plus anciens</a>', ""),
        (
            '<a href="/">&lt;&lt; Articles suivants</a> <a href="/page/2/">Articles précédents &gt;&gt;</a>',
            "",
        ),
        ('<a href="/page/2/">Page suivante »</a>', ""),
        ('<a href="#">Suivant</a><a href="/page/2/">Older Posts</a>', ""),
    ],
)
def test_the_next_page_of_a_listing(body: str, head: str) -> None:
    assert read_listing(page(body, head), URL).next_url == "http://blog.example/page/2/"


def test_the_last_page_has_no_next() -> None:
    assert read_listing(page('<a href="/page/1/">Articles plus récents</a>'), URL).next_url is None


def test_a_listing_s_entries_may_be_told_by_their_read_more_links_or_numbers() -> None:
    menu = '<a href="modules.php?name=Topics">Sujets</a>'
    front = menu + "".join(
        f'<b>Titre</b><br>Un début. <a href="modules.php?name=News&amp;file=article&amp;sid={n}">Lire la suite...</a>'
        for n in (41, 42)
    )
    month = menu + '<a href="modules.php?name=News&amp;file=article&amp;sid=41">Titre</a>'
    old = '<a href="liste2002.htm">Essais 2002</a> <a href="essais/Essai_6.htm">Une Deuche</a>'
    named = "http://blog.example/modules.php?file=article&name=News&sid="
    assert read_listing(page(front), URL).articles == (f"{named}41", f"{named}42")
    assert read_listing(page(month), URL).articles == (f"{named}41",)
    assert read_listing(page(old), URL).articles == ("http://blog.example/essais/Essai_6.htm",)


def test_archives_are_told_by_their_address_or_their_name() -> None:
    links = {
        "/2007/05/": "mai", "/m.php?a=7": "Mai, 2007 (12)", "/liste2002.htm": "Essais 2002", "/a": "Archives",
        "/b": "Toutes les actus", "/c": "Voir plus d’articles", "/essai": "La Twingo de 2002", "/contact": "Contact",
    }  # fmt: skip
    root = page("".join(f'<a href="{href}">{name}</a>' for href, name in links.items()))
    assert [urlsplit(one)[2] for one in archive_pages(root, URL)] == [
        "/2007/05/",
        "/m.php",
        "/liste2002.htm",
        "/a",
        "/b",
        "/c",
    ]
    assert [urlsplit(one)[2] for one in overviews(root, URL)] == ["/a", "/b", "/c"]


def test_relative_links_start_from_the_base_element() -> None:
    root = page('<h2><a href="un-deux-trois/">Un</a></h2>', '<base href="/blog/">')
    assert read_listing(root, URL).articles == ("http://blog.example/blog/un-deux-trois/",)


def test_announced_feeds_without_those_of_comments() -> None:
    head = """<link rel="alternate" type="application/rss+xml" href="/feed/">
      <link rel="alternate" type="application/rss+xml" href="/comments/feed/">
      <link rel="alternate" type="application/atom+xml" href="/atom.xml">
      <link rel="alternate" hreflang="en" href="/en/">"""
    assert announced_feeds(page("", head), URL) == (
        "http://blog.example/feed/",
        "http://blog.example/atom.xml",
    )


def test_home_of_a_blog_in_a_folder() -> None:
    rest = '<link rel="https://api.w.org/" href="http://blog.example/auto/wp-json/">'
    assert home_of(page("", rest), "http://blog.example/auto/2024/05/x/") == "http://blog.example/auto/"
    assert home_of(page(""), "http://blog.example:8080/x") == "http://blog.example:8080/"


def test_canonical_link() -> None:
    def canonical(href: str, url: str = "http://blog.example/x/") -> str | None:
        return canonical_link(page("", f'<link rel="canonical" href="{href}">'), url)

    assert canonical("/y/?utm_source=x") == "http://blog.example/y/"
    assert canonical("http://blog.example/") is None
    assert canonical("http://blog.example/", URL) == URL
    assert canonical("") is None
