"""The project's own pages of themes and publishing systems: real markup around invented text.

A page is one file of ``tests/splitter/themes``: its truth as JSON, a line ``---``, the page. Both name their
texts (``{{p1}}``, a paragraph of ``texts.json`` in the page's language): what is told by its place may not be
told by its words. The truth names ``url``, ``lang`` and ``encoding`` (which go in; French and UTF-8 are not
said), any fields of the split, ``sources`` by name, ``body`` as paragraphs in order, and under ``optional``
texts that may stand in the body or not: tables, pull quotes, notes, verdict boxes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.fixtures import Result
from crawler.items import Article
from crawler.splitter import split
from crawler.splitter.words.text import words

THEMES = Path(__file__).resolve().parents[1] / "tests" / "splitter" / "themes"
_TEXTS: dict[str, dict[str, str]] = json.loads((THEMES / "texts.json").read_text("utf-8"))
_NAMED = re.compile(r"\{\{(\w+)\}\}")
_INPUTS = ("url", "lang", "encoding")


@dataclass(frozen=True, slots=True)
class Theme:
    """One page as it would be fetched, and its truth."""

    name: str
    url: str
    html: bytes
    truth: dict[str, Any]


def themes() -> Iterator[Theme]:
    """All pages, by name."""
    for path in sorted(THEMES.glob("*.html")):
        head, page = path.read_text("utf-8").split("\n---\n", 1)
        truth = json.loads(head)
        texts = _TEXTS[truth.get("lang", "fr")]
        truth = json.loads(_filled(head, texts))
        # What declares itself as Latin-1 was written on Windows; browsers read it so (WHATWG Encoding).
        encoding = "cp1252" if truth.get("encoding") == "iso-8859-1" else "utf-8"
        html = _filled(page, texts).encode(encoding, "xmlcharrefreplace")
        yield Theme(path.stem, truth["url"], html, {k: v for k, v in truth.items() if k not in _INPUTS})


def results() -> Iterator[Result]:
    """Every page, split and compared."""
    for theme in themes():
        fields = tuple(name for name in theme.truth if name != "optional")
        yield Result("themes", theme.name, fields, tuple(wrong_fields(theme)))


def _filled(text: str, texts: dict[str, str]) -> str:
    return _NAMED.sub(lambda name: texts[name[1]], text)


def wrong_fields(theme: Theme, encoding: str | None = None) -> dict[str, Any]:
    """The fields of the page's truth that came out otherwise, and what came out."""
    found = readable(split(theme.html, theme.url, encoding=encoding), theme.truth)
    return {name: found[name] for name, value in theme.truth.items() if found.get(name, value) != value}


def readable(article: Article, truth: dict[str, Any]) -> dict[str, Any]:
    """The article in the words of a truth: instants as it writes them, texts without its optional ones."""
    optional = [words(text) for text in truth.get("optional", ())]

    def required(texts: Iterable[str]) -> list[str]:
        return [text for text in texts if words(text) not in optional]

    opinion = article.opinion
    return {
        "headline": article.headline,
        "description": article.description,
        "authors": list(article.authors),
        "date_published": _as_written(article.date_published, truth.get("date_published")),
        "date_modified": _as_written(article.date_modified, truth.get("date_modified")),
        "section": article.section,
        "keywords": list(article.keywords),
        "sources": [source.name for source in article.sources],
        "opinion": opinion and {"heading": opinion.heading, "paragraphs": required(opinion.paragraphs)},
        "body": required(article.body),
        "unclaimed": [block.text for block in article.blocks if block.part == "unclaimed"],
    }


def _as_written(found: str | None, written: str | None) -> str | None:
    """The truth's own writing of an instant, where that is what was found."""
    if found and written and len(found) > 10 < len(written):
        same = abs(datetime.fromisoformat(found) - datetime.fromisoformat(written)) < timedelta(seconds=60)
        return written if same else found
    return found
