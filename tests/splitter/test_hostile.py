"""Hostile and odd input: a clear result or a SplitError, and what is found obeys its own rules.

Pages are made up, or made of the project's own ones by what happens to files: cut off, charsets taken for one
another, markup torn, foreign text pasted in. How long a page takes is bounded by its size (the benchmarks
measure it); here it is bounded by the number of examples: FUZZ_EXAMPLES=5000 tries harder.
"""

from __future__ import annotations

import os
from collections import Counter
from html import escape
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import comments as comment_list

from crawler.items import Article, Comment, Kind, ParentFrom, Part
from crawler.splitter import EmptyPage, SplitError, TooDeep, page_type, parse, split
from crawler.splitter.words.text import clean

HERE = Path(__file__).parent
URL = "https://cric.example/2021/05/remorque.html"
PAGES = sorted([*HERE.glob("comments/*/*/page.html"), *HERE.glob("layouts/*/*/page.html")])
CAPTURES = sorted(HERE.glob("captures/*/page.txt"))
BOUNDED = settings(max_examples=int(os.environ.get("FUZZ_EXAMPLES", "120")))
# Systems whose comments stand in scripts or attributes, escaped: their characters are not the page's text.
ESCAPED = ("disqus", "json-ld")

PARAGRAPH = (
    "La remorque à voile a quitté le port lundi, par vent de travers et sans permis. Elle a été revue mardi, "
    "garée entre deux baleines, le frein à main serré."
)


# -- what must hold of any answer -----------------------------------------------------------------------------


def outcome(page: bytes | str, url: str | None = URL) -> Article | None:
    """The article, its rules checked; None where the page was refused with a reason."""
    try:
        article = split(page, url)
    except SplitError as error:
        assert str(error)
        assert error.url in (url, None)
        return None
    check(article)
    check_nothing_doubled(page, article)
    return article


def check(article: Article) -> None:
    assert article.headline or article.blocks
    for block in article.blocks:
        assert block.part in get_args(Part)
        assert block.kind in get_args(Kind)
        assert block.rule
        assert block.text.strip()
    for source in article.sources:
        assert source.name.strip() and source.raw.strip()
    if article.opinion is not None:
        own = [block.text for block in article.blocks if block.part == "opinion"]
        heading = [article.opinion.heading] if article.opinion.heading is not None else []
        assert [*heading, *article.opinion.paragraphs] == own
    assert article.pings >= 0
    assert article.comment_count is None or article.comment_count >= 0
    check_comments(article.comments)


def check_comments(comments: tuple[Comment, ...]) -> None:
    """Ids differ, positions count, a parent stands before its replies and one level above them: no cycle."""
    seen: dict[str, Comment] = {}
    for position, comment in enumerate(comments, 1):
        assert comment.id not in seen
        assert comment.position == position
        assert comment.parent_from is None or comment.parent_from in get_args(ParentFrom)
        if comment.parent is not None:
            assert seen[comment.parent].depth == comment.depth - 1
            assert comment.parent_from not in (None, "lost")
        else:
            assert (comment.depth == 0) == (comment.parent_from is None)
        seen[comment.id] = comment


def check_nothing_doubled(page: bytes | str, article: Article) -> None:
    """No letter comes out more often than the page holds it."""
    document = parse(page, article.url)
    if document.root is None:
        held = document.text or ""
    else:
        alternatives = " ".join(str(alt) for alt in document.root.xpath("//@alt"))  # smileys are pictures
        held = "".join(str(text) for text in document.root.itertext()) + alternatives
    said = [block.text for block in article.blocks]
    if article.comment_system not in ESCAPED:
        said += [comment.text for comment in article.comments]
    letters = Counter(c for text in said for c in text if c.isalnum())
    assert not letters - Counter(c for c in clean(held) if c.isalnum())


# -- pages to start from --------------------------------------------------------------------------------------


def page(body: str, comments: str = "") -> str:
    return f"""<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>La remorque – Le cric</title>
    </head><body class="single single-post"><article class="post hentry">
    <header class="entry-header"><h1 class="entry-title">La remorque à voile</h1></header>
    <div class="entry-content"><p>{PARAGRAPH}</p>{body}<p>{PARAGRAPH[::-1]}</p></div></article>
    {comments}</body></html>"""


def thread(*texts: str) -> str:
    items = "".join(
        f'<li id="comment-{n}" class="comment depth-1"><article id="div-comment-{n}" class="comment-body">'
        f'<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Lecteur {n}</b></div>'
        f'</footer><div class="comment-content">{text}</div></article></li>'
        for n, text in enumerate(texts, 1)
    )
    return f'<div id="comments"><h2>{len(texts)} commentaires</h2><ol class="comment-list">{items}</ol></div>'


# -- torn pages -----------------------------------------------------------------------------------------------

DEBRIS = [
    b"</div></div></article>", b"<div><p>", b"<table><tr><td>", b"</table>", b"<ol class=children>", b"</li>",
    b"<li class='comment depth-9'>", b"<!--", b"-->", b"<script>", b"</script>", b"<style>", b"<![CDATA[", b"]]>",
    b"<textarea>", b"<plaintext>", b"<template>", b"<svg><title>", b"<math>", b"<frameset>", b"<a href='", b"\"'>",
    b"&#0;", b"&#x202e;", b"&nbsp", b"&amp;lt;p&amp;gt;", b"&zwj;", b"\x00", b"\x0b\x1b", b"\xff\xfe", b"\xed\xa0\x80",
    b"<h1>", b"</h1>", b"<p>Source : AFP</p>", b"<h2>Notre avis</h2>", b"(10 commentaires)", b"<br><br><br>",
    "\u202eelbmerD\u202c".encode(), "👩‍🚒🚗".encode(), "العربية".encode(), "\u200b\u00ad".encode(), b"<blockquote>" * 9,
    b"<b>" * 40, b"<font><center>", b" " * 300, b"x" * 3000, b"<meta charset=utf-16>", b"<base href='http://['>", b"<a href='http://]'>x</a>",
    b"<link rel=canonical href='http://['>",
    b"<time datetime='2021-13-45T99:99'>", b"<span class='comment-content comment-body comments'>",
    b'<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":["x"],"author":{"name":3}}]}</script>',
    b'<script type="application/ld+json">[[[[', b"<li id='comment-1'>", b"<a href='#comment-1'>", b"itemprop=comment",
]  # fmt: skip


@st.composite
def torn(draw: st.DrawFn, pages: list[Path]) -> bytes:
    """One of our pages after some accidents."""
    data = draw(st.sampled_from(pages)).read_bytes()
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 2000))
        accident = draw(st.sampled_from(["lose", "repeat", "move", "paste", "paste", "paste", "cut", "flip"]))
        piece = data[start : start + length]
        if accident == "lose":
            data = data[:start] + data[start + length :]
        elif accident == "repeat":
            data = data[:start] + piece * 3 + data[start:]
        elif accident == "move":
            rest = data[:start] + data[start + length :]
            there = draw(st.integers(0, len(rest)))
            data = rest[:there] + piece + rest[there:]
        elif accident == "paste":
            data = data[:start] + draw(st.sampled_from(DEBRIS)) + data[start:]
        elif accident == "cut":
            data = data[:start] if draw(st.booleans()) else data[start:]
        else:
            data = data[:start] + piece.swapcase()[::-1] + data[start + length :]
    return data


@BOUNDED
@given(torn(PAGES))
def test_a_torn_page_gives_a_sound_answer_or_a_reason(data: bytes) -> None:
    outcome(data)


@BOUNDED
@given(torn(CAPTURES))
def test_a_torn_capture_gives_a_sound_answer_or_a_reason(data: bytes) -> None:
    outcome(data)


# -- charsets taken for one another ---------------------------------------------------------------------------

CHARSETS = ["utf-8", "cp1252", "latin-1", "utf-16", "utf-16-le", "utf-8-sig", "mac-roman", "cp437", "utf-7"]


@BOUNDED
@given(
    st.sampled_from([*PAGES, *CAPTURES]),
    st.lists(st.sampled_from(CHARSETS), min_size=1, max_size=3),
    st.sampled_from([None, "utf-8", "iso-8859-1", "utf-16", "klingon", ""]),
)
def test_wrong_and_double_encodings_give_a_sound_answer_or_a_reason(
    path: Path, charsets: list[str], header: str | None
) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    for charset in charsets:  # each program reads what the last one wrote in a charset of its own
        data = text.encode(charset, "replace")
        text = data.decode("cp1252", "replace")
    try:
        article = split(data, URL, encoding=header)
    except SplitError as error:
        assert str(error)
    else:
        check(article)


def test_a_page_in_utf_16_is_read_as_its_byte_order_mark_says() -> None:
    article = outcome(page("").replace('<meta charset="utf-8">', "").encode("utf-16"))
    assert article is not None
    assert (article.headline, article.body[0]) == ("La remorque à voile", PARAGRAPH)


# -- made-up pages ----------------------------------------------------------------------------------------------

TEXT = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "Source : AFP", "Notre avis", "Lire aussi :", "12 commentaires", "Répondre", "Publié le 12 mars 2019",
            "Par Léa Bielle", "🚗💨 vroum", "עברית ואז français", "\u200b\u200b", "a\u00adb\u2060c",
            '<p class="comment">', "&lt;script&gt;", "{{{", "]]>", "Momo dit :", "1. premier", "« » “ ” ’", PARAGRAPH,
        ]
    ),
)  # fmt: skip
NAMES = st.sampled_from(
    "comment comments comment-list children depth-1 depth-7 comment-body comment-content fn reply entry-content "
    "hentry related share author caption wp-caption-text widget hidden article post spip forum-fil comment_item "
    "wpd-comm-1_0 wc-comm-2_1 fig-comment commentaire indented comment-thread".split()
)
TAG = st.sampled_from(
    "div p span a b ul ol li table tr td th blockquote pre code h1 h2 h3 h4 dl dt dd article aside section nav "
    "footer header form figure figcaption time cite q br hr img iframe details summary em strong sub ruby rt".split()
)


@st.composite
def fragments(draw: st.DrawFn, depth: int = 5) -> str:
    tag = draw(TAG)
    attributes = ""
    for name in draw(
        st.lists(st.sampled_from(["class", "id", "href", "title", "datetime", "style", "alt"]), max_size=3)
    ):
        value = draw(
            st.one_of(NAMES, TEXT, st.sampled_from(["#comment-1", "display:none", "2019-03-12", "http://["]))
        )
        attributes += f' {name}="{escape(value)}"'
    inner = escape(draw(TEXT), quote=False)
    if depth and tag not in ("br", "hr", "img"):
        inner += "".join(draw(st.lists(fragments(depth=depth - 1), max_size=3)))
    closing = f"</{tag}>" if draw(st.integers(0, 9)) else ""  # one in ten is never closed
    return f"<{tag}{attributes}>{inner}{closing}{escape(draw(TEXT), quote=False)}"


@BOUNDED
@given(st.lists(fragments(), max_size=4).map("".join), st.lists(fragments(depth=2), max_size=4))
def test_any_markup_gives_a_sound_answer_or_a_reason(body: str, comments: list[str]) -> None:
    outcome(page(body, thread(*comments)))


@BOUNDED
@given(st.binary(max_size=400))
def test_any_bytes_give_a_sound_answer_or_a_reason(data: bytes) -> None:
    outcome(data)
    outcome(b"<html><body><p>" + data)


# -- too much of one thing ---------------------------------------------------------------------------------------


def test_twenty_thousand_levels_are_refused_and_nothing_is_lost_in_silence() -> None:
    with pytest.raises(TooDeep, match="nests"):
        split(page("<div>" * 20_000 + "tout au fond" + "</div>" * 20_000), URL)


def test_levels_that_a_browser_shows_are_read() -> None:
    article = outcome(page("<div>" * 1_000 + "<p>tout au fond</p>" + "</div>" * 1_000))
    assert article is not None
    assert "tout au fond" in article.body


def test_a_page_that_goes_on_after_its_end_is_read_whole() -> None:
    article = outcome(page("<p>Avant la fin.</p>") + "<html lang=fr><body>" + thread("<p>Après.</p>"))
    assert article is not None
    assert "Avant la fin." in article.body
    assert [comment.text for comment in article.comments] == ["Après."]


def test_unclosed_tags_by_the_thousand() -> None:
    for tag in ("<b>", "<p>", "<li>", "<td>", "<span class=x>", "<a href=y>", "<blockquote>"):
        outcome(page(tag * 3_000 + "fin"))


def test_five_thousand_comments_are_all_found() -> None:
    article = outcome(page("", comment_list(*range(1, 5_001))))
    assert article is not None
    assert [comment.id for comment in article.comments] == [str(n) for n in range(1, 5_001)]
    assert article.comments[4_999].text == "Je secret-5000 commente."
    assert "secret" not in "".join(block.text for block in article.blocks)


def test_replies_four_hundred_deep() -> None:
    opening = "".join(
        f'<li id="comment-{n}" class="comment depth-{n}"><article class="comment-body"><b class="fn">L{n}</b>'
        f'<div class="comment-content"><p>Réponse {n}</p></div></article><ol class="children">'
        for n in range(1, 401)
    )
    article = outcome(
        page("", f'<div id="comments"><ol class="comment-list">{opening}{"</ol></li>" * 400}</ol></div>')
    )
    assert article is not None
    assert [comment.depth for comment in article.comments] == list(range(400))
    assert article.comments[399].parent == "399"


def test_a_table_in_a_table_and_a_quote_in_a_quote() -> None:
    tables = "<table><tr><td>cellule" * 60 + "</td></tr></table>" * 60
    quotes = "<blockquote><p>il dit</p>" * 60 + "</blockquote>" * 60
    article = outcome(page(tables + quotes))
    assert article is not None
    assert sum("cellule" in block.text for block in article.blocks) == 60
    assert sum(block.text == "il dit" for block in article.blocks) == 60


def test_a_line_of_two_million_characters() -> None:
    words = "mot " * 500_000
    article = outcome(page(f"<p>{words}</p>"))
    assert article is not None
    assert len(article.body[1]) == len(words) - 1


@pytest.mark.parametrize("empty", [b"", b" \n\t", b"\x00" * 5_000, b"\xef\xbb\xbf", b"\xff\xfe"])
def test_nothing_at_all_is_an_empty_page(empty: bytes) -> None:
    with pytest.raises(EmptyPage):
        split(empty, URL)


BROKEN = [
    "http://[",
    "http://]",
    "//[::1",
    "https://a.example:port/",
    "javascript:void(0)",
    "x" * 5_000,
    "%zz",
    " ",
]


@pytest.mark.parametrize("address", BROKEN)
def test_addresses_that_are_none(address: str) -> None:
    link = f'<p><a href="{address}">Un lien vers une autre page du site</a></p>'
    head = f'<link rel="canonical" href="{address}"><base href="{address}">'
    markup = page(link, thread(f'<a href="{address}">lien</a>')).replace("<title>", f"{head}<title>")
    for url in (URL, None, address):
        article = outcome(markup, url)
        assert article is not None
        assert article.body[0] == PARAGRAPH
        page_type(parse(markup, url))


# -- text that plays markup -----------------------------------------------------------------------------------


def test_markup_in_attributes_is_no_text() -> None:
    article = outcome(
        page(
            '<p title="<b>caché</b>" data-x=\'<li class="comment">faux</li>\'>visible</p><img alt="<p>image</p>">'
        )
    )
    assert article is not None
    printed = " ".join(block.text for block in article.blocks)
    assert "visible" in printed
    assert "caché" not in printed and "faux" not in printed and "image" not in printed


PLAYED = [
    '<li id="comment-9" class="comment depth-2"><b class="fn">Faux</b>',
    "</div></li></ol><h2>Notre avis</h2>",
    "<script>alert(1)</script>",
    "Source : AFP",
    "Notre avis",
    "2 commentaires",
    "if (a < b && c > d) { return '<p>'; }",
    "Répondre à la question est un art.",
    "Momo dit : bonjour",
    "12 mars 2019 à 14 h 05",
]


@pytest.mark.parametrize("text", PLAYED)
def test_a_comment_may_say_anything(text: str) -> None:
    article = outcome(page("", thread(f"<p>{escape(text)}</p>", "<p>Suivant.</p>")))
    assert article is not None
    assert [comment.text for comment in article.comments] == [text, "Suivant."]
    assert (article.sources, article.opinion, article.comment_count) == ((), None, 2)


@pytest.mark.parametrize("text", PLAYED)
def test_a_code_block_may_show_anything(text: str) -> None:
    article = outcome(page(f"<pre><code>{escape(text)}</code></pre>"))
    assert article is not None
    assert [(block.part, block.text) for block in article.blocks if block.kind == "code"] == [("body", text)]


@pytest.mark.parametrize(
    "text",
    [
        "👩‍👩‍👧 en famille 🚗",
        "سيارة كهربائية",
        "\u202eenu à l’envers\u202c",
        "a\u200db",
        "e\u0301tiquette",
        "ﬁn",
        "한국어",
    ],
)
def test_writing_of_any_kind_stays_as_it_is(text: str) -> None:
    article = outcome(page(f"<p>{text}</p>", thread(f"<p>{text}</p>")))
    assert article is not None
    assert article.body[1] == text
    assert article.comments[0].text == text


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad", "\u2060", "\ufeff"])
def test_characters_that_no_one_sees_are_gone(unseen: str) -> None:
    article = outcome(page(f"<p>re{unseen}morque</p>", thread(f"<p>re{unseen}morque</p>")))
    assert article is not None
    assert (article.body[1], article.comments[0].text) == ("remorque", "remorque")
