"""An EPUB 3 book of archived articles, each a chapter with its thread.

https://www.w3.org/TR/epub-33/ : a ZIP whose first entry is ``mimetype``, uncompressed; chapters in XHTML.
Nothing in it is loaded from anywhere: no picture, no script, no font.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from markupsafe import Markup

from crawler.archive.takeout import TakenArticle
from crawler.items import Block
from exports.formats import words
from exports.texts import language, one_line, plain, web_url

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same articles give the same bytes
_DEEPEST = 8  # levels of indentation that a small screen can show
_STYLE = Path(__file__).with_name("epub.css")
_XML = Markup('<?xml version="1.0" encoding="UTF-8"?>\n')
_CONTAINER = _XML + Markup(
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>\n"
)
_PAGE = _XML + Markup(
    '<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    ' lang="{language}" xml:lang="{language}"><head><title>{title}</title>'
    '<link rel="stylesheet" href="epub.css"/></head><body>{body}</body></html>\n'
)
_PACKAGE = _XML + Markup(
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="fr">'
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">{identifier}'
    "</dc:identifier><dc:title>{title}</dc:title><dc:language>fr</dc:language>{creators}"
    '<dc:rights>{rights}</dc:rights><meta property="dcterms:modified">{modified}</meta></metadata>'
    '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    '<item id="css" href="epub.css" media-type="text/css"/>{items}</manifest>'
    "<spine>{refs}</spine></package>\n"
)


@dataclass(frozen=True, slots=True)
class Book:
    """``identifier`` is a URN; ``modified`` is UTC, ISO 8601 with ``Z``; ``rights`` a sentence."""

    identifier: str
    title: str
    modified: str
    rights: str


@dataclass(frozen=True, slots=True)
class _Chapter:
    number: int
    title: str
    authors: tuple[str, ...]

    @property
    def file(self) -> str:
        return f"article-{self.number}.xhtml"


def write_epub(out: BinaryIO, book: Book, articles: Iterable[TakenArticle]) -> None:
    """Writes the book; only the titles are kept in memory. A book of nothing says so."""
    chapters: list[_Chapter] = []
    with zipfile.ZipFile(out, "w") as archive:
        _add(archive, "mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        _add(archive, "META-INF/container.xml", _CONTAINER)
        _add(archive, "EPUB/epub.css", _STYLE.read_text(encoding="utf-8"))
        for taken in articles:
            article = taken.held.article
            authors = tuple(one_line(name) for name in article.authors)
            chapter = _Chapter(taken.held.id, one_line(article.headline) or "(sans titre)", authors)
            chapters.append(chapter)
            lang = language(article.in_language) or "fr"
            page = _PAGE.format(language=lang, title=chapter.title, body=_article(taken))
            _add(archive, f"EPUB/{chapter.file}", page)
        _add(archive, "EPUB/nav.xhtml", _nav(book, chapters))
        _add(archive, "EPUB/package.opf", _package(book, chapters))


def _add(archive: zipfile.ZipFile, name: str, text: str, how: int = zipfile.ZIP_DEFLATED) -> None:
    archive.writestr(zipfile.ZipInfo(name, _EPOCH), text.encode(), how)


def _nav(book: Book, chapters: list[_Chapter]) -> str:
    entries = _joined(Markup('<li><a href="{}">{}</a></li>').format(one.file, one.title) for one in chapters)
    entries = entries or Markup('<li><a href="nav.xhtml">Aucun article</a></li>')
    body = Markup('<h1>{}</h1><p>{}</p><nav epub:type="toc" id="toc"><h2>Sommaire</h2><ol>{}</ol></nav>')
    return _PAGE.format(language="fr", title=book.title, body=body.format(book.title, book.rights, entries))


def _package(book: Book, chapters: list[_Chapter]) -> str:
    item = Markup('<item id="a{0}" href="{1}" media-type="application/xhtml+xml"/>')
    names = sorted({name for one in chapters for name in one.authors if name})
    return _PACKAGE.format(
        identifier=book.identifier,
        title=one_line(book.title),
        creators=_joined(Markup("<dc:creator>{}</dc:creator>").format(name) for name in names),
        rights=book.rights,
        modified=book.modified,
        items=_joined(item.format(one.number, one.file) for one in chapters),
        refs=Markup('<itemref idref="nav"/>')
        + _joined(Markup('<itemref idref="a{}"/>').format(one.number) for one in chapters),
    )


# --- a chapter


def _article(taken: TakenArticle) -> Markup:
    article = taken.held.article
    head = Markup('<article><h1>{}</h1><p class="byline">{}</p>').format(
        one_line(article.headline) or "(sans titre)", words.byline(taken)
    )
    blocks = _blocks(words.shown_blocks(taken))
    return (
        head + _joined(blocks) + _sources(taken) + _provenance(taken) + Markup("</article>") + _thread(taken)
    )


def _blocks(blocks: list[Block]) -> Iterator[Markup]:
    for is_opinion, part in groupby(blocks, lambda block: block.part == "opinion"):
        inner = _joined(_runs(list(part)))
        if is_opinion:
            yield Markup('<section class="opinion"><h2>{}</h2>{}</section>').format(words.OPINION, inner)
        else:
            yield inner


def _runs(blocks: list[Block]) -> Iterator[Markup]:
    """List items gathered in lists, all else one by one."""
    for is_item, part in groupby(blocks, lambda block: block.kind == "list_item"):
        if is_item:
            yield Markup("<ul>{}</ul>").format(_joined(_tag("li", block.text) for block in part))
        else:
            yield from map(_block, part)


def _block(block: Block) -> Markup:
    match block.kind:
        case "table":
            rows = (line.split("\t") for line in block.text.split("\n"))
            cells = (_joined(_tag("td", cell) for cell in row) for row in rows)
            return Markup("<table>{}</table>").format(
                _joined(Markup("<tr>{}</tr>").format(row) for row in cells)
            )
        case "embed":
            return Markup("<p>{}</p>").format(_link(block.text or block.url or "", block.url))
        case "code":
            return Markup("<pre>{}</pre>").format(plain(block.text))
        case "quote":
            return Markup("<blockquote><p>{}</p></blockquote>").format(plain(block.text))
        case "heading":
            is_high = (block.level or 2) < 3 and block.part != "opinion"  # which has a heading of ours above
            return _tag("h2" if is_high else "h3", block.text)
        case _:
            return Markup('<p class="{}">{}</p>').format(block.part, plain(block.text))


def _sources(taken: TakenArticle) -> Markup:
    sources = taken.held.article.sources
    if not sources:
        return Markup("")
    links = _joined(Markup("<li>{}</li>").format(_link(one.name, one.url)) for one in sources)
    return Markup("<h2>{}</h2><ul>{}</ul>").format("Sources" if len(sources) > 1 else "Source", links)


def _provenance(taken: TakenArticle) -> Markup:
    url = taken.held.article.url or ""
    return Markup('<p class="provenance">{}<br/>{}</p>').format(_link(url, url), words.provenance(taken))


def _thread(taken: TakenArticle) -> Markup:
    if not taken.kept and not taken.held.article.comment_count:
        return Markup("")
    said = _joined(map(_comment, words.thread(taken)))
    return Markup('<section class="thread"><h2>{}</h2>{}</section>').format(words.counted(taken), said)


def _comment(said: words.Said) -> Markup:
    """One comment. All stand one after the other, indented: nested elements would grow with the thread."""
    answered = Markup("")
    if said.answers is not None:
        told = Markup(' · en réponse à <a href="#c{}">{}</a>')
        answered = told.format(said.answers, said.answered or "(anonyme)")
    head = Markup("<p><strong>{}</strong>{}{}</p>").format(
        said.author, "".join(f" · {fact}" for fact in said.facts), answered
    )
    lines = _joined(_tag("p", line) for line in said.lines)
    level = min(said.depth, _DEEPEST)
    return Markup('<div class="comment d{}" id="c{}">{}{}</div>').format(level, said.id, head, lines)


def _link(text: str, url: str | None) -> Markup:
    """A link to the web, or the text alone. Characters that no address has are written as it has them."""
    address = web_url(url)
    if address is None:
        return Markup("{}").format(plain(text))
    safe = re.sub(r'[<>"{}|\\^`]', lambda found: f"%{ord(found[0]):02X}", address)
    return Markup('<a href="{}">{}</a>').format(safe, plain(text))


def _tag(name: str, text: str) -> Markup:
    return Markup(f"<{name}>{{}}</{name}>").format(plain(text))


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)
