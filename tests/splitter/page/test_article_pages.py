"""Texts that WordPress spreads over several pages: how the pages are found, and how they become one text."""

from __future__ import annotations

from lxml import html

from crawler.items import Article
from crawler.splitter import merge_article_pages, split
from crawler.splitter.page.article_pages import article_of, article_pages
from crawler.splitter.words.addresses import join_address

URL = "https://cric.example/2026/05/tour-de-france-en-2-cv/"
TEXTS = (
    "La première étape mène de Brest à Quimper, en seconde, parce que la troisième est restée dans le garage de tante Odette.",
    "À Limoges, le moteur a demandé une pause, puis un avocat ; nous lui avons accordé la pause et un bidon d’huile.",
    "L’arrivée à Nice s’est faite en poussant, sous les applaudissements d’un club de pétanque venu pour tout autre chose.",
)


def page(number: int, *, links: str = "", opinion: bool = False) -> str:
    """Page ``number`` of the text, as a classic theme prints it."""
    own = '<h2>L’avis du Cric Enchanté</h2><p>À refaire, sans la voiture.</p><p>Source : <a href="https://afp.example/">AFP</a></p>'
    return f"""<!DOCTYPE html><html lang="fr-FR"><head><title>Le tour de France en 2 CV – Le Cric Enchanté</title>
    <meta property="og:site_name" content="Le Cric Enchanté"></head>
    <body class="post-template-default single single-post postid-73"><main id="main">
    <article id="post-73" class="post-73 post type-post hentry"><header class="entry-header">
    <h1 class="entry-title">Le tour de France en 2 CV</h1><p class="entry-summary">Trois semaines, deux chevaux.</p>
    <figure class="post-thumbnail"><img src="/2cv.jpg"><figcaption>La 2 CV, avant</figcaption></figure></header>
    <div class="entry-content"><p>{TEXTS[number - 1]}</p><p>{TEXTS[number - 1][::-1]}</p>{own if opinion else ""}
    <div class="page-links">Pages : {links}</div></div></article></main></body></html>"""


def numbered(here: int) -> str:
    """What wp_link_pages() prints on page ``here`` of three."""
    return " ".join(
        f'<span class="post-page-numbers current" aria-current="page">{number}</span>'
        if number == here
        else f'<a href="{URL}{f"{number}/" if number > 1 else ""}" class="post-page-numbers">{number}</a>'
        for number in (1, 2, 3)
    )


def found(markup: str, url: str = URL) -> tuple[str, ...]:
    return article_pages(html.fromstring(markup), url, lambda href: join_address(url, href.partition("#")[0]))


def test_the_numbers_below_a_text_lead_to_its_pages() -> None:
    assert found(page(1, links=numbered(1))) == (f"{URL}2/", f"{URL}3/")
    assert found(page(2, links=numbered(2))) == (f"{URL}3/",)


def test_old_themes_show_the_number_alone_and_others_a_word() -> None:
    old = page(1, links=f'<a href="{URL}3/">Page <span>3</span></a> <a href="{URL}2/">2</a>')
    assert found(old) == (f"{URL}2/", f"{URL}3/")
    assert found(page(1, links=f'<a href="{URL}2/" class="post-page-numbers">Page suivante</a>')) == (
        f"{URL}2/",
    )
    node = "https://cric.example/node/6"
    assert found(f'<p><a href="{node}">1</a> <a href="{node}?page=1">2</a></p>', node) == ()
    plain = '<a href="/?p=73&amp;page=2">2</a>'
    assert found(page(1, links=plain), "https://cric.example/?p=73") == ("https://cric.example/?p=73&page=2",)


def test_a_further_page_names_its_article() -> None:
    def of(number: int, links: str, url: str = "") -> str | None:
        own = url or f"{URL}{number}/"
        tree = html.fromstring(page(number, links=links))
        return article_of(tree, own, lambda href: join_address(own, href.partition("#")[0]))

    assert of(2, numbered(2)) == URL
    assert of(3, f'<a href="{URL}2/" class="post-page-numbers">Page précédente</a>') == URL
    assert of(2, f'<a href="{URL}">1</a> 2', f"{URL}2") == URL.removesuffix("/")
    assert (
        of(2, '<a href="/?p=73">1</a>', "https://cric.example/?p=73&page=2") == "https://cric.example/?p=73"
    )
    assert of(1, numbered(1), URL) is None
    assert of(2, f'<a href="{URL}">Le tour de France</a> <a href="{URL}2/">2</a>') is None
    assert of(2, '<a href="/2/">2</a>', "https://cric.example/2/") is None


def test_the_next_picture_is_no_further_page() -> None:
    here = "https://cric.example/photo-12.html"
    for word in ("Next »", "Suivante"):
        tree = html.fromstring(f'<p><a href="photo-11.html">«</a> <a href="photo-13.html">{word}</a></p>')
        assert article_of(tree, here, lambda href: join_address(here, href)) is None
    following = '<p><a href="photo-2.html">Next</a></p>'
    assert found(following, "https://cric.example/photo.html") == ()
    assert found(following.replace("Next", "La suite"), "https://cric.example/photo.html") == (
        "https://cric.example/photo-2.html",
    )


def test_other_links_below_the_own_address_are_no_pages() -> None:
    links = f'<a href="{URL}2/">La boîte de 2 CV</a> <a href="{URL}comment-page-2/#comments">2</a> <a href="/page/2/">2</a>'
    assert found(page(1, links=links)) == ()
    assert found('<div><a href="/2/">2</a></div>', "https://cric.example/") == ()


def test_the_pages_of_a_text_are_one_article() -> None:
    pages = [read(number) for number in (1, 2, 3)]
    whole = merge_article_pages(pages[0], pages[1:])
    assert whole.body == tuple(text for one in TEXTS for text in (one, one[::-1]))
    assert [block.text for block in whole.blocks if block.part == "caption"] == ["La 2 CV, avant"]
    assert whole.description == pages[0].description == "Trois semaines, deux chevaux."
    assert [source.name for source in whole.sources] == ["AFP"]
    assert whole.opinion is not None
    assert whole.opinion.paragraphs == ("À refaire, sans la voiture.",)
    assert merge_article_pages(pages[0], []) == pages[0]


def read(number: int) -> Article:
    markup = page(number, links=numbered(number), opinion=number == 3)
    return split(markup, f"{URL}{f'{number}/' if number > 1 else ''}")
