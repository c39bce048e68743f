"""Markdown: what a reader sees is what the page said, and nothing of it acts."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import paragraphs
from sample_archive import article, thread
from taken import taken

from crawler.items import Block, Source
from exports.formats.markdown import file_name, markdown

UN = article("un", "Un", "2026-02-10T09:00:00+01:00")


def body(*blocks: Block) -> str:
    """The document between its byline and what is said of its provenance."""
    document = markdown(taken(replace(UN, blocks=blocks, sources=())))
    return document.split("Le Guidon\n\n", 1)[1].rsplit("\n\n*Vu", 1)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Pas un titre", "\\# Pas un titre"),
        ("- pas une liste", "\\- pas une liste"),
        ("+ ni cela", "\\+ ni cela"),
        ("1. pas un rang", "1\\. pas un rang"),
        ("2026) non plus", "2026\\) non plus"),
        ("2026 fut une année", "2026 fut une année"),
        ("=== ni un titre", "\\=== ni un titre"),
        ("--- ni une ligne", "\\--- ni une ligne"),
        ("> pas une citation", "\\> pas une citation"),
        ("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"),
        ("[ici](javascript:alert(1))", "\\[ici\\](javascript:alert(1))"),
        ("*gras* _et_ `code` ~barré~ a|b $x$", "\\*gras\\* \\_et\\_ \\`code\\` \\~barré\\~ a\\|b \\$x\\$"),
        ("&lt;b&gt; &amp;", "\\&lt;b\\&gt; \\&amp;"),
        ("fin \\", "fin \\\\"),
        ("deux\nlignes\u2028\u0085\x00 ici", "deux lignes ici"),
    ],
)
def test_a_paragraph_means_its_characters(text: str, expected: str) -> None:
    assert body(*paragraphs(text)) == expected


def test_code_cannot_leave_its_fence() -> None:
    assert body(Block("body", "code", "a\n````\n<b>")) == "`````\na\n````\n<b>\n`````"


def test_a_table_keeps_its_cells() -> None:
    assert body(Block("body", "table", "A|B\tC\n1")) == "| A\\|B | C |\n| --- | --- |\n| 1 |  |"


def test_only_addresses_of_the_web_are_links() -> None:
    sources = (Source("AFP", "https://x.example/a(b)<c>", "x"), Source("[x]", "javascript:alert(1)", "x"))
    document = markdown(taken(replace(UN, sources=sources)))
    assert "- [AFP](<https://x.example/a%28b%29%3Cc%3E>)\n- \\[x\\]\n" in document


def test_the_opinions_own_heading_stands_below_ours() -> None:
    blocks = (Block("opinion", "heading", "L’avis", level=2), Block("opinion", "paragraph", "Bof."))
    assert body(*blocks) == "## Avis de la rédaction\n\n### L’avis\n\nBof."


def test_pingbacks_explain_a_count() -> None:
    said = thread("2026-02-10", [("1", None, "Zoé", "Ah ?")])
    document = markdown(taken(replace(UN, comments=said, comment_count=2, pings=1)))
    assert "## 1\u00a0commentaire (la page en annonce 2, rétroliens compris)\n" in document


def test_a_thread_is_quoted_in_what_it_answers() -> None:
    said = thread("2026-02-10", [("1", None, "Zoé", "Ah ?\n> Oh !"), ("2", "1", "# Max", "Oui.")])
    document = markdown(taken(replace(UN, comments=said, comment_count=3))).replace("\u00a0", " ")
    assert document.split("## ")[-1].split("\n\n*Vu")[0] == (
        "2 commentaires (la page en annonce 3)\n\n"
        "> **Zoé** · 10 février 2026 à 8 h 07\n>\n> Ah ?\n>\n> \\> Oh !\n\n"
        "> > **\\# Max** · 10 février 2026 à 8 h 14\n> >\n> > Oui."
    )


def test_what_the_site_took_back_is_marked() -> None:
    said = thread("2026-02-10", [("1", None, "Zoé", "Oups.")])
    assert "retiré du site (vu le 10 février 2026)" in markdown(taken(UN, said))


@settings(max_examples=300)
@given(st.text(), st.text())
def test_no_text_forges_the_front_matter(headline: str, name: str) -> None:
    document = markdown(taken(replace(UN, headline=headline, authors=(name,), section=headline)))
    front = yaml.safe_load(document.split("\n---\n", 1)[0].removeprefix("---\n"))
    assert set(front) <= {
        "title", "author", "date", "categories", "lang", "canonical_url", "site", "site_title", "article_id", "comment_count",
        "archived_comment_count", "first_seen_at", "last_seen_at",
    }  # fmt: skip
    assert front["article_id"] == 12


@pytest.mark.parametrize(
    ("headline", "site", "date", "expected"),
    [
        ("L’Œuf & l’été", "leguidon", "2026-02-10", "leguidon/2026/2026-02-10-l-oeuf-l-ete-12.md"),
        ("../../etc/passwd", "../x", None, "x/0000/0000-sans-date-etc-passwd-12.md"),
        ("", "", "../../2026", "site/0000/0000-sans-date-12.md"),
        ("鉄", "\x00", "2026-02-10T08:00:00Z", "site/2026/2026-02-10-12.md"),
    ],
)
def test_a_name_is_a_name(headline: str, site: str, date: str | None, expected: str) -> None:
    assert file_name(taken(replace(UN, headline=headline, site=site, date_published=date))) == expected
