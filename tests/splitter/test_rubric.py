"""Section and tags."""

from __future__ import annotations

from crawler.splitter import split

TEXT = (
    "<p>"
    + "La brouette avance, le volant tourne et personne ne freine dans la descente du marché. " * 3
    + "</p>"
)


def sorted_under(links: str, head: str = "") -> tuple[str | None, tuple[str, ...]]:
    page = (
        f"<!doctype html><html><head><title>La brouette</title>{head}</head><body><article><h1>La brouette</h1>"
        f"<div class='entry-content'>{TEXT}</div>{links}</article></body></html>"
    )
    article = split(page, "https://cric.example/brouette")
    return article.section, article.keywords


LD = (
    '<script type="application/ld+json">{"@type": "Article", "headline": "La brouette", "articleSection": ["Essais"], '
    '"keywords": "roue, bois,roue"}</script>'
)


def test_what_is_shown_wins() -> None:
    links = '<a rel="category tag" href="/c">Insolite</a> <a rel="tag" href="/t">#volant</a> <a rel="tag" href="/u">roue</a>'
    assert sorted_under(links, LD) == ("Insolite", ("volant", "roue"))


def test_what_is_declared_stands_where_nothing_is_shown() -> None:
    assert sorted_under("", LD) == ("Essais", ("roue", "bois"))
    metas = '<meta property="article:section" content="Essais"><meta property="article:tag" content="roue">'
    assert sorted_under("", metas) == ("Essais", ("roue",))


def test_a_page_may_have_neither() -> None:
    assert sorted_under("") == (None, ())


def test_a_category_of_the_block_editor_is_no_tag() -> None:
    page = (
        "<!doctype html><title>La brouette</title><main><h1 class='wp-block-post-title'>La brouette</h1>"
        "<div class='taxonomy-category wp-block-post-terms'><a rel='tag' href='/c'>Insolite</a></div>"
        f"<div class='wp-block-post-content'>{TEXT}</div></main>"
    )
    article = split(page, "https://cric.example/brouette")
    assert (article.section, article.keywords) == ("Insolite", ())
