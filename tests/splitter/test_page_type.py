"""Table of pairs: what a page says of itself, and what it is."""

import pytest

from crawler.items import PageType
from crawler.splitter import page_type, parse

WP = '<link rel="stylesheet" href="/wp-content/themes/x/style.css">'


@pytest.mark.parametrize(
    ("expected", "url", "markup"),
    [
        ("article", "/2019/03/essai.html", f'{WP}<body class="post-template single single-post postid-7">x'),
        ("listing", "/category/essais/", f'{WP}<body class="archive category category-essais">x'),
        ("listing", "/author/lea/", f'{WP}<body class="archive author author-lea">x'),
        ("listing", "/tag/diesel/", f'{WP}<body class="archive tag">x'),
        ("listing", "/?s=turbo", f'{WP}<body class="search search-results">x'),
        ("other", "/a-propos/", f'{WP}<body class="page page-id-2">x'),
        (
            "other",
            "/a-propos/",
            f'<body class="page page-id-2"><h1>T</h1><p>{"Un mot. " * 20}</p><p>{"Un mot. " * 20}</p>',
        ),
        ("other", "/perdu/", f'{WP}<body class="error404">x'),
        ("listing", "/", '<body><meta property="og:type" content="article"><h1>Une</h1>'),
        ("article", "/x", '<meta property="og:type" content="article"><body><h1>Titre</h1>'),
        (
            "article",
            "/x",
            '<script type="application/ld+json">{"@graph":[{"@type":["NewsArticle"]}]}</script>',
        ),
        ("listing", "/x", '<script type="application/ld+json">{"@type":"CollectionPage"}</script>'),
        (
            "listing",
            "/x",
            '<div itemscope itemtype="https://schema.org/BlogPosting"><h2><a href=a>A</a></h2></div>' * 3,
        ),
        ("listing", "/x", "<article><h2><a href=a>A</a></h2></article>" * 4),
        ("article", "/x", "<h1>Titre</h1><p>" + "Le moteur tourne rond. " * 12),
        (
            "article",
            "/x",
            "<h1>Blog</h1><div>" + "Le moteur tourne rond. " * 12 + "<br><br>Il s’arrête.</div>",
        ),
        ("article", "/x", "<h1>Brève</h1><div>" + f"<p>{'Le moteur tourne rond. ' * 6}</p>" * 2 + "</div>"),
        ("other", "/x", "<h1>Contact</h1><p>Écrivez-nous."),
        (
            "article",
            "/x",
            "<title>Le vilebrequin - Le blog</title><h3>Le vilebrequin</h3><p>"
            + "Le moteur tourne rond. " * 12,
        ),
        (
            "article",
            "/x",
            "<title>Le blog : Le vilebrequin</title><body><font size=5>Le vilebrequin</font><p>"
            + "Le moteur tourne rond. " * 12,
        ),
        (
            "article",
            "/x",
            "<title>Nuke - Le vilebrequin</title><table><tr><td><b>Le vilebrequin</b><td><font>"
            + "Le moteur tourne rond. " * 12,
        ),
        (
            "other",
            "/x",
            "<title>Le gros blog</title><div><a href='/'>Le gros blog</a></div><h3>Un titre</h3><p>"
            + "Le moteur tourne rond. " * 12,
        ),
        ("other", "/x", "<h1>Plan</h1><p>Nous sommes en face de la gare.</p><p>Le lundi, nous fermons.</p>"),
    ],
)
def test_page_type(expected: PageType, url: str, markup: str) -> None:
    document = parse(f"<!doctype html><html>{markup}</html>", f"https://blog.example{url}")
    assert page_type(document) == expected


def test_a_text_capture_is_an_article() -> None:
    assert page_type(parse("Un titre\n\nUn paragraphe.\n")) == "article"
