"""Nothing lost, nothing doubled: the words of an article's container are, in order, the words of its blocks.

Shown on real pages where they are at hand, on all pages of the project's own cases, and on generated trees.
And what was split stays split: the blocks, written as a plain page, are split into the same blocks.
"""

from __future__ import annotations

import html
import json
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from lxml.html import HtmlElement

from benchmarks.real_pages import PAGES
from benchmarks.themes import Theme, themes
from crawler.items import Article, Block
from crawler.splitter import NoArticle, split
from crawler.splitter.blocks import HIDDEN_TAGS, is_hidden
from crawler.splitter.comments import read_comments
from crawler.splitter.container import find_container
from crawler.splitter.headline import read_headline
from crawler.splitter.page.document import parse
from crawler.splitter.page.finder import Finder
from crawler.splitter.page.metadata import read_metadata
from crawler.splitter.page.platforms import choose_layout
from crawler.splitter.words.text import words

HERE = Path(__file__).parent
OWN_PAGES = sorted([*HERE.glob("layouts/*/*/page.html"), *HERE.glob("comments/*/*/page.html")])
REAL_PAGES = sorted(PAGES.glob("*/page.html"))
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
KEPT = ("lead", "body", "opinion", "source")


def address_of(page: Path) -> str:
    beside = "meta.json" if page.is_relative_to(PAGES) else "expected.json"
    return str(json.loads((page.parent / beside).read_text("utf-8"))["url"])


def name_of(page: Path) -> str:
    return "/".join(page.parts[-3:-1])


def squeezed(text: str) -> str:
    return "".join(text.split())


def container_text(body: bytes, url: str | None) -> str:
    """The container's visible text by another way than the splitter's: text node by text node, each asked
    for its ancestors."""
    root = parse(body, url).root
    assert root is not None
    finder, metadata = Finder(root), read_metadata(root, url)
    layout = choose_layout(finder)
    thread = read_comments(root, url, "Europe/Paris", None)
    headline = read_headline(finder, metadata, layout, thread.nodes)
    container = find_container(finder, layout, thread.nodes, headline.element)
    if container is None:
        return ""
    unseen = set(thread.nodes)
    shown = []
    for text in container.outer.xpath(".//text()"):
        node = text.getparent().getparent() if text.is_tail else text.getparent()
        around = [node, *node.iterancestors()]
        around = around[: around.index(container.outer) + 1]
        if not any(
            e in unseen or not isinstance(e.tag, str) or e.tag in HIDDEN_TAGS or is_hidden(e) for e in around
        ):
            shown.append(str(text))
    return "".join(shown)


def check_nothing_lost(body: bytes, url: str | None) -> None:
    shown = container_text(body, url).translate(INVISIBLE)
    assert squeezed("".join(block.text for block in split(body, url).blocks)) == squeezed(shown)


@pytest.mark.skipif(not REAL_PAGES, reason=f"no real pages in {PAGES}")
@pytest.mark.parametrize("page", REAL_PAGES, ids=name_of)
def test_no_character_is_lost_or_doubled_on_a_real_page(page: Path) -> None:
    check_nothing_lost(page.read_bytes(), address_of(page))


@pytest.mark.parametrize("page", OWN_PAGES, ids=name_of)
def test_no_character_is_lost_or_doubled_on_an_own_page(page: Path) -> None:
    check_nothing_lost(page.read_bytes(), address_of(page))


@pytest.mark.parametrize("theme", list(themes()), ids=lambda theme: theme.name)
def test_no_character_is_lost_or_doubled_in_a_theme(theme: Theme) -> None:
    check_nothing_lost(theme.html, theme.url)


# ---------------------------------------------------------------------------- generated trees

SENTENCES = st.sampled_from(
    [
        "La voiture avance, ce que personne n’attendait, et le lac recule d’autant, à la surprise du maire.",
        "Source : AFP",
        "Lire aussi : le pédalo",
        "Notre avis",
        "Par Léa Bielle",
        "Publié le 12 mars 2019 à 14:05",
        "Partager",
        "3 commentaires",
        "© Le Cric",
        "mot",
        "",
        "  \n ",
        "\u200b",
        "émoji 🚗 et עברית",
    ]
)
TAGS = st.sampled_from(
    "p div b a span em ul li h2 h3 blockquote pre table tbody tr td th caption br img section article aside "
    "nav form figure figcaption script details summary dl dt dd footer time small".split()
)
CLASSES = st.sampled_from(
    [None, None, None, "entry-content", "related", "share", "author", "chapo", "caption", "hidden", "tags"]
)


@st.composite
def trees(draw: st.DrawFn, depth: int = 4) -> HtmlElement:
    element = lxml_html.Element(draw(TAGS))
    if element.tag not in ("br", "img"):
        element.text = draw(SENTENCES)
    if element.tag == "a":
        element.set("href", draw(st.sampled_from(["/x", "#y", "https://ailleurs.example/z"])))
    if (name := draw(CLASSES)) is not None:
        element.set("class", name)
    if draw(st.integers(0, 15)) == 0:
        element.set("style", "display: none")
    if depth and element.tag not in ("br", "img"):
        for child in draw(st.lists(trees(depth=depth - 1), max_size=3)):
            element.append(child)
            child.tail = draw(SENTENCES)
    return element


@given(trees(), st.booleans())
def test_no_character_is_lost_or_doubled_on_generated_pages(tree: HtmlElement, titled: bool) -> None:
    inner = lxml_html.tostring(tree, encoding="unicode")
    title = "<h1>Une voiture traverse le lac</h1>" if titled else ""
    body = (
        f"<!doctype html><title>Une voiture traverse le lac</title><body>{title}<main>{inner}</main>".encode()
    )
    check_nothing_lost(body, "https://cric.example/lac")


# ---------------------------------------------------------------------------- split again


def as_page(article: Article, site_name: str) -> str:
    """The text of an article as the plainest page that marks its parts, and names its site."""
    lead = "".join(f'<p class="chapo">{html.escape(b.text)}</p>' for b in article.blocks if b.part == "lead")
    kept = [block for block in article.blocks if block.part in KEPT[1:]]
    body = "".join(as_html(list(run), article) for _, run in groupby(kept, lambda block: block.kind))
    title = html.escape(article.headline)
    return (
        f'<!doctype html><html><head><title>{title}</title><meta property="og:site_name" '
        f'content="{html.escape(site_name)}"></head><body><article><h1>{title}</h1>{lead}'
        f'<div class="entry-content">{body}</div></article></body></html>'
    )


def as_html(blocks: list[Block], article: Article) -> str:
    if blocks[0].kind == "list_item":
        return "<ul>" + "".join(f"<li>{html.escape(block.text)}</li>" for block in blocks) + "</ul>"
    return "".join(one_as_html(block, article) for block in blocks)


def one_as_html(block: Block, article: Article) -> str:
    text = html.escape(block.text)
    if block.kind == "heading":
        return f"<h{block.level or 3}>{text}</h{block.level or 3}>"
    if block.kind == "table":
        rows = ("".join(f"<td>{cell}</td>" for cell in row.split("\t")) for row in text.split("\n"))
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    if block.kind == "code":
        return f"<pre>{text}</pre>"
    if block.kind in ("quote", "embed"):
        return f"<blockquote><p>{text}</p></blockquote>"
    for source in article.sources:
        if source.url and source.raw == block.text:
            name = html.escape(source.name)
            text = text.replace(name, f'<a href="{html.escape(source.url)}">{name}</a>')
    heads_opinion = (block.rule or "").startswith("opinion-heading")
    return f"<p><strong>{text}</strong></p>" if heads_opinion else f"<p>{text}</p>"


def kept_of(article: Article) -> list[tuple[str, str]]:
    return [(block.part, block.text) for block in article.blocks if block.part in KEPT]


def check_split_again(body: bytes, url: str | None) -> None:
    try:
        first = split(body, url)
    except NoArticle:
        return
    if len(words("".join(first.body))) < 20:
        return  # a picture page: nothing in it is running text once its markup is gone
    root = parse(body, url).root
    assert root is not None
    site_name = read_metadata(root, url).first("og:site_name") or ""
    assert kept_of(split(as_page(first, site_name), url)) == kept_of(first)


@pytest.mark.parametrize("page", OWN_PAGES, ids=name_of)
def test_what_was_split_is_split_into_the_same(page: Path) -> None:
    check_split_again(page.read_bytes(), address_of(page))


@pytest.mark.skipif(not REAL_PAGES, reason=f"no real pages in {PAGES}")
@pytest.mark.parametrize("page", REAL_PAGES, ids=name_of)
def test_what_was_split_of_a_real_page_is_split_into_the_same(page: Path) -> None:
    check_split_again(page.read_bytes(), address_of(page))
