"""What pages declare, well-formed or not."""

import json

import pytest

from crawler.items import OptOut
from crawler.splitter.page.document import parse
from crawler.splitter.page.metadata import Metadata, name_of, read_metadata, read_opt_outs


def metadata(head: str, url: str = "https://blog.example/a") -> Metadata:
    root = parse(f"<!doctype html><html lang=fr><head>{head}</head><body>x</body></html>", url).root
    assert root is not None
    return read_metadata(root, url)


def ld(*nodes: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)


def test_references_within_a_graph_are_followed() -> None:
    graph = {
        "@graph": [
            {"@type": "WebSite", "@id": "#site", "publisher": {"@id": "#org"}},
            {"@type": "Organization", "@id": "#org", "name": "Le Cric"},
            {"@type": ["BlogPosting"], "@id": "#a", "headline": "Essai", "author": {"@id": "#p"}},
            {"@type": "Person", "@id": "#p", "name": "Léa Bielle"},
        ]
    }
    found = metadata(ld(graph) + "<title>Essai</title>")
    assert found.text("headline") == "Essai"
    assert [name_of(author) for author in found.resolve(found.article["author"])] == ["Léa Bielle"]
    assert found.publishers == {"le cric"}


def test_wordpress_names_the_blog_with_its_feed() -> None:
    feed = '<link rel="alternate" type="application/rss+xml" title="{}" href="/feed/">'
    found = metadata(
        feed.format("Le Cric &raquo; Flux") + feed.format("Le Cric &raquo; Essai Flux des commentaires")
    )
    assert found.publishers == {"le cric"}


def test_of_several_articles_the_page_is_the_one_its_title_names() -> None:
    found = metadata(
        ld(
            {"@type": "Article", "headline": "Autre", "x": 1, "y": 2},
            {"@type": "Article", "headline": "Celui-ci"},
        )
        + "<title>Celui-ci - Le Cric</title>"
    )
    assert found.text("headline") == "Celui-ci"


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "Article", "headline": "Titre",}',
        '<!-- {"@type": "Article", "headline": "Titre"} -->',
        '//<![CDATA[\n{"@type": "Article", "headline": "Titre"}\n//]]>',
        '[[{"@type": "https://schema.org/Article", "headline": "Titre"}]]',
        '{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "Titre"}}',
        '{"@type": "Article", "headline": "Titre", "description": "saut\nde ligne"};',
    ],
)
def test_sloppy_json_ld_is_read(text: str) -> None:
    assert metadata(f'<script type="application/ld+json">{text}</script>').text("headline") == "Titre"


@pytest.mark.parametrize("text", ["", "{", "null", '"x"', "[" * 100_000])
def test_broken_json_ld_declares_nothing(text: str) -> None:
    assert metadata(f'<script type="application/ld+json">{text}</script>').article == {}


def test_escaped_strings_are_unescaped() -> None:
    assert metadata(ld({"@type": "Article", "headline": "L&#8217;avis &amp; le reste"})).text("headline") == (
        "L’avis & le reste"
    )


def test_opt_outs_as_printed() -> None:
    found = metadata(
        '<meta name="robots" content="index, noarchive, max-snippet:-1">'
        '<meta name="tdm-reservation" content="1">'
        '<meta name="tdm-policy" content="https://blog.example/tdm">'
    )
    assert read_opt_outs(found.meta) == (
        OptOut("robots", "noarchive"),
        OptOut("tdm-reservation", "1"),
        OptOut("tdm-policy", "https://blog.example/tdm"),
    )


def test_language_and_addresses() -> None:
    found = metadata('<link rel="canonical" href="../b?x=1">', "https://blog.example/c/a")
    assert (found.language, found.canonical_url) == ("fr", "https://blog.example/b?x=1")
