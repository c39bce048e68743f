"""The parts of an article, on invented pages in real markup."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.items import Article, Comment, Source
from crawler.splitter import NoArticle, SiteRules, merge_comment_pages, split

RULES = SiteRules(name="cric", own_names=("Le Cric",))

SENTENCE = "Le constructeur promet une autonomie de 412 kilomètres et un coffre où loger deux contrebasses. "


def page(content: str, head: str = "", around: str = "") -> str:
    return f"""<!doctype html><html lang="fr-FR"><head><title>La Bielle 3 arrive - Le Cric</title>
<link rel="stylesheet" href="/wp-content/themes/cric/style.css">
<meta property="og:site_name" content="Le Cric">{head}</head>
<body class="post-template-default single single-post postid-41"><header><h1 class="site-title">Le Cric</h1>
<nav><ul><li><a href="/essais/">Essais</a></li></ul></nav></header>
<main><article id="post-41" class="post-41 post hentry"><header class="entry-header">
<h1 class="entry-title">La Bielle 3 arrive</h1>
<div class="entry-meta"><span class="posted-on"><time class="entry-date published"
 datetime="2024-03-31T03:05:00+02:00">31 mars 2024</time></span>
<span class="byline">par <span class="author vcard"><a class="url fn" href="/author/lea/">Léa Bielle</a></span></span>
</div></header>
<div class="entry-content">{content}</div>
<footer class="entry-footer"><span class="cat-links"><a href="/essais/" rel="category tag">Essais</a></span>
<span class="tags-links"><a href="/tag/coffre/" rel="tag">coffre</a></span></footer></article>{around}</main>
<aside class="widget-area"><h2>Articles récents</h2><ul><li><a href="/b/">Une autre voiture</a></li></ul></aside>
</body></html>"""


def parts(article: Article, *wanted: str) -> list[tuple[str, str]]:
    return [(block.part, block.text) for block in article.blocks if not wanted or block.part in wanted]


def test_the_fields_of_a_wordpress_article() -> None:
    article = split(page(f"<p>{SENTENCE * 3}</p>"), "https://cric.example/bielle-3", RULES)
    assert article.headline == "La Bielle 3 arrive"
    assert article.authors == ("Léa Bielle",)
    assert article.date_published == "2024-03-31T03:05:00+02:00"
    assert (article.section, article.keywords) == ("Essais", ("coffre",))
    assert (article.site, article.layout, article.in_language) == ("cric", "wordpress", "fr-FR")
    assert (article.url, article.canonical_url) == ("https://cric.example/bielle-3", None)


def test_every_part_is_found_and_none_leaks() -> None:
    article = split(
        page(
            f"""<p><strong>{SENTENCE.strip()}</strong></p>
<figure class="wp-caption"><img src=a.jpg><figcaption class="wp-caption-text">Vue de trois quarts</figcaption></figure>
<p>{SENTENCE * 3}</p><h2>Sous le capot</h2><ul><li>Un moteur</li><li>Une courroie</li></ul>
<blockquote><p>On a gardé le meilleur.</p></blockquote>
<p>À lire également : <a href="/c/">Notre essai de la Bielle 2</a></p>
<div class="sharedaddy"><span>Partager</span> <a href="#">Facebook</a></div>
<h3>L’avis du Cric</h3><p>Nous en voulons deux.</p><p>Ou trois.</p>
<p>Sources : <a href="https://agence.example/d">AFP</a>, Reuters</p>
<p>Crédit photo : Le Cric</p>"""
        ),
        None,
        RULES,
    )
    assert article.description == SENTENCE.strip()
    assert parts(article, "body") == [
        ("body", (SENTENCE * 3).strip()),
        ("body", "Sous le capot"),
        ("body", "Un moteur"),
        ("body", "Une courroie"),
        ("body", "On a gardé le meilleur."),
    ]
    assert article.opinion is not None
    assert article.opinion.heading == "L’avis du Cric"
    assert article.opinion.paragraphs == ("Nous en voulons deux.", "Ou trois.")
    line = "Sources : AFP, Reuters"
    assert article.sources == (Source("AFP", "https://agence.example/d", line), Source("Reuters", None, line))
    assert parts(article, "source", "credit", "caption") == [
        ("caption", "Vue de trois quarts"),
        ("source", line),
        ("credit", "Crédit photo : Le Cric"),
    ]
    assert parts(article, "unclaimed") == []
    assert all(block.rule for block in article.blocks)


def test_how_a_block_looks_is_no_part() -> None:
    article = split(
        page(f'<p class="has-medium-font-size">{SENTENCE * 3}</p><p>{SENTENCE * 2}</p>'), None, RULES
    )
    assert [part for part, _ in parts(article, "body", "furniture") if part == "body"] == ["body", "body"]


def test_a_source_may_stand_before_the_opinion() -> None:
    article = split(
        page(f"<p>{SENTENCE * 3}</p><p>Source : AFP</p><h3>Notre avis</h3><p>Bof.</p>"), None, RULES
    )
    assert [s.name for s in article.sources] == ["AFP"]
    assert article.opinion is not None
    assert article.opinion.paragraphs == ("Bof.",)


def test_a_source_glued_to_the_last_sentence_is_cut_off_whole() -> None:
    article = split(page(f"<p>{SENTENCE * 3}</p><p>La voiture sort en mai. Source : AFP</p>"), None, RULES)
    assert parts(article, "body", "source")[1:] == [
        ("body", "La voiture sort en mai."),
        ("source", "Source : AFP"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "De même source, on indique que la chaîne reprendra lundi.",
        "D’autres sources affirment que le coffre fuit.",
        "Selon la même source, rien n’est décidé.",
        "Source d’inspiration du dessinateur : une truite.",
    ],
)
def test_prose_that_speaks_of_sources_is_body(text: str) -> None:
    article = split(page(f"<p>{SENTENCE * 3}</p><p>{text}</p>"), None, RULES)
    assert article.sources == ()
    assert ("body", text) in parts(article)


@pytest.mark.parametrize("heading", ["L’avis du Conseil d’État", "Bilan carbone", "Avis aux amateurs"])
def test_headings_of_other_owners_open_no_opinion(heading: str) -> None:
    article = split(page(f"<p>{SENTENCE * 3}</p><h3>{heading}</h3><p>{SENTENCE}</p>"), None, RULES)
    assert article.opinion is None
    assert ("body", heading) in parts(article)


def test_the_opinion_ends_at_the_next_heading_of_its_level() -> None:
    article = split(
        page(f"<h3>Notre avis</h3><p>Oui.</p><h4>Mais</h4><p>Non.</p><h3>Le prix</h3><p>{SENTENCE * 3}</p>"),
        None,
        RULES,
    )
    assert article.opinion is not None
    assert article.opinion.paragraphs == ("Oui.", "Mais", "Non.")
    assert parts(article, "body") == [("body", "Le prix"), ("body", (SENTENCE * 3).strip())]


def test_declared_and_shown_comment_counts() -> None:
    head = '<script type="application/ld+json">{"@type":"BlogPosting","headline":"La Bielle 3 arrive","commentCount":4}</script>'
    assert split(page(f"<p>{SENTENCE * 3}</p>", head), None, RULES).comment_count == 4


def test_a_page_without_article_is_refused() -> None:
    with pytest.raises(NoArticle):
        split("<!doctype html><html><body><nav><a href=a>A</a></nav></body></html>")


def test_a_page_without_url_takes_its_canonical_one() -> None:
    head = '<link rel="canonical" href="https://cric.example/bielle-3/">'
    assert split(page(f"<p>{SENTENCE * 3}</p>", head)).url == "https://cric.example/bielle-3/"


def test_comment_pages_are_joined_by_id_in_the_order_of_their_numbers() -> None:
    def thread(*ids: int, number: int | None = None) -> Article:
        address = "https://cric.example/bielle-3/" + (f"comment-page-{number}/" if number else "")
        items = "".join(
            f'<li class="comment even depth-1" id="comment-{n}"><article id="div-comment-{n}" class="comment-body">'
            f'<div class="comment-author vcard"><b class="fn">Lecteur {n}</b></div><div class="comment-content">'
            f"<p>Avis {n}.</p></div></article></li>"
            for n in ids
        )
        return split(
            page(
                f"<p>{SENTENCE * 3}</p>",
                around=f'<div id="comments"><ol class="comment-list">{items}</ol></div>',
            ),
            address,
        )

    def ids(first: Article, *others: Article) -> list[tuple[str, int]]:
        return [(c.id, c.position) for c in merge_comment_pages(first, others).comments]

    oldest_first = [("1", 1), ("2", 2), ("3", 3), ("5", 4), ("6", 5)]
    assert ids(thread(5, 6), thread(2, 3, number=2), thread(1, 2, number=1)) == oldest_first
    assert (
        ids(thread(5, 6), thread(5, 6, number=3), thread(3, number=2), thread(1, 2, number=1)) == oldest_first
    )
    assert ids(thread(1, 2), thread(5, 6, number=3), thread(2, 3, number=2)) == oldest_first


def test_a_comment_page_had_under_two_addresses_counts_its_pings_once() -> None:
    first = replace(
        split(page(f"<p>{SENTENCE * 3}</p>"), "https://cric.example/a/"), comments=(remark("7"),), pings=2
    )
    again = replace(first, url="https://cric.example/a/comment-page-2/")
    before = replace(first, url="https://cric.example/a/comment-page-1/", comments=(remark("1"),), pings=1)
    assert merge_comment_pages(first, [before, again]).pings == 3


def remark(number: str) -> Comment:
    return Comment(number, None, 0, 1, "Lecteur", None, False, None, None, "Bien.", None)
