"""A book: valid as the standard asks, read by a library that is not ours, hostile text harmless in it."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import paragraphs
from sample_archive import ESSAI, HOSTILE, article
from taken import taken

from crawler.archive.takeout import TakenArticle
from exports.formats.epub import Book, write_epub

BOOK = Book("urn:uuid:0", "Février 2026 & <b>", "2026-02-20T06:00:00Z", "À lire chez soi.")
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"


def book(*articles: TakenArticle) -> zipfile.ZipFile:
    out = io.BytesIO()
    write_epub(out, BOOK, articles)
    return zipfile.ZipFile(out)


def test_it_is_an_epub_by_its_bytes() -> None:
    out = io.BytesIO()
    write_epub(out, BOOK, [taken(ESSAI)])
    assert (
        out.getvalue()[30:58] == b"mimetypeapplication/epub+zip"
    )  # EPUB 3.3, 4.2.1: first, and uncompressed
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        package = ElementTree.fromstring(archive.read("EPUB/package.opf"))
        items = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
        assert {f"EPUB/{href}" for href in items.values()} == {
            name for name in archive.namelist() if name.startswith("EPUB/") and not name.endswith(".opf")
        }
        assert [ref.get("idref") for ref in package.iter(f"{OPF}itemref")] == ["nav", "a12"]
        for name in archive.namelist():
            if name.endswith((".xhtml", ".opf", ".xml")):
                ElementTree.fromstring(archive.read(name))


def test_another_reader_finds_the_chapters(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's own
        from ebooklib import ITEM_DOCUMENT, epub

        path = tmp_path / "livre.epub"
        with path.open("wb") as out:
            write_epub(out, BOOK, [taken(ESSAI)])
        read = epub.read_epub(path)
    assert read.get_metadata("DC", "title")[0][0] == BOOK.title
    assert [name for name, _ in read.get_metadata("DC", "creator")] == ["Anne Pneu", "Bob Durite"]
    assert [link.title for link in read.toc] == [ESSAI.headline]
    assert len(list(read.get_items_of_type(ITEM_DOCUMENT))) == 2


def test_a_chapter_has_the_text_the_opinion_and_the_thread() -> None:
    with book(taken(ESSAI)) as archive:
        page = ElementTree.fromstring(archive.read("EPUB/article-12.xhtml"))
    words = "".join(page.itertext())
    for block in ESSAI.blocks:
        assert block.part == "furniture" or block.text.split("\t")[0] in words
    opinion = page.find(f".//{XHTML}section[@class='opinion']")
    assert opinion is not None
    assert "".join(opinion.itertext()) == (
        "Avis de la rédactionL’avis du GuidonOn en reprendrait.Mais sans les ronds-points."
    )
    said = page.findall(f".//{XHTML}div")
    assert [one.get("class") for one in said] == [f"comment d{min(c.depth, 8)}" for c in ESSAI.comments]
    ids = {one.get("id") for one in said}
    answers = [link.get("href") for one in said for link in one.iter(f"{XHTML}a")]
    assert len(answers) == 9
    assert {answer and answer.removeprefix("#") for answer in answers} <= ids


def test_hostile_text_is_text() -> None:
    with book(taken(HOSTILE)) as archive:
        page = archive.read("EPUB/article-12.xhtml").decode()
    root = ElementTree.fromstring(page)
    assert not [node for node in root.iter() if node.tag in (f"{XHTML}script", f"{XHTML}img")]
    hrefs = [node.get("href") or "" for node in root.iter(f"{XHTML}a")]
    assert all(href.startswith(("https://", "#c")) for href in hrefs)
    assert not re.search(r' on\w+="', page)
    assert "\u202e" not in page


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_any_text_gives_well_formed_chapters(text: str) -> None:
    with book(taken(article("x", text, text, blocks=paragraphs(text), authors=(text,)))) as archive:
        for name in archive.namelist():
            if name.endswith((".xhtml", ".opf")):
                ElementTree.fromstring(archive.read(name))


def test_a_book_of_nothing_says_so() -> None:
    with book() as archive:
        assert "Aucun article" in archive.read("EPUB/nav.xhtml").decode()


@pytest.mark.parametrize("language", ["en-GB", None, 'fr" onload="x'])
def test_a_language_is_one_or_french(language: str | None) -> None:
    with book(taken(article("x", "X", None, in_language=language))) as archive:
        root = ElementTree.fromstring(archive.read("EPUB/article-12.xhtml"))
    assert root.get("lang") == (language if language == "en-GB" else "fr")
