"""Pages a second through the splitter, against lxml's bare parse and against trafilatura.

Beside them stands what the aims leave room for: a walk that reads each element once and decides nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import lxml.html
import trafilatura

from benchmarks.blog import Blog
from benchmarks.measure import BASELINE, OURS, Figure, NotMeasured, ratio, rounds, seconds
from benchmarks.real_pages import PAGES
from crawler.splitter import SplitError, split

PEER, WALK = "trafilatura", "one walk"
WARM_UP = 8  # pages that are read, but not measured


@dataclass(frozen=True, slots=True)
class SavedPage:
    url: str
    body: bytes


def measure(*, quick: bool) -> Iterator[Figure | tuple[str, str]]:
    number = 3 if quick else 7
    try:
        yield from _figures("real pages", real_pages()[: WARM_UP + 4 if quick else None], number)
    except NotMeasured as missing:
        yield "splitter, real pages", str(missing)
    yield from _figures("invented WordPress pages", invented_pages(WARM_UP + (4 if quick else 60)), number)


def _figures(kind: str, pages: list[SavedPage], number: int) -> Iterator[Figure]:
    contenders: dict[str, Callable[[SavedPage], object]] = {
        OURS: split_page,
        BASELINE: bare_parse,
        PEER: peer_extract,
        WALK: bare_walk,
    }
    measured = rounds(contenders, pages[WARM_UP:], number, warm_up=pages[:WARM_UP])
    count = len(pages) - WARM_UP
    rate = {name: f"{count / seconds(name, measured):.0f} pages/s" for name in contenders}
    name = f"splitter, {count} {kind}"
    yield Figure(
        f"{name}, to a bare parse", rate[OURS], f"{rate[BASELINE]} lxml", ratio(BASELINE, OURS, measured), 0.5
    )
    yield Figure(f"{name}, to trafilatura", rate[OURS], f"{rate[PEER]}", ratio(PEER, OURS, measured), 8.0)
    yield Figure(
        f"one walk that decides nothing, {count} {kind}, to a bare parse",
        rate[WALK],
        f"{rate[BASELINE]} lxml",
        ratio(BASELINE, WALK, measured),
    )


def split_page(page: SavedPage) -> object:
    """The whole split from bytes; a page that is no article costs what finding that out costs."""
    try:
        return split(page.body, page.url)
    except SplitError:
        return None


def bare_parse(page: SavedPage) -> object:
    """The least anyone pays who reads the page with lxml: bytes to tree, nothing looked at."""
    return lxml.html.document_fromstring(page.body)


def bare_walk(page: SavedPage) -> object:
    """The least anyone pays who looks at each element of a page from Python: its own words, class and parent,
    once. Only who leaves elements unseen, or to a library's single call, can be quicker."""
    root = lxml.html.document_fromstring(page.body)
    words = 0
    for element in root.iter():
        element.get("class"), element.get("id"), element.getparent()
        words += len((element.text or "").split()) + len((element.tail or "").split())
    return words


def peer_extract(page: SavedPage) -> object:
    """trafilatura at its quickest (``fast``, no serialised output), with the two parts that we give too."""
    return trafilatura.bare_extraction(
        page.body, url=page.url, fast=True, include_comments=True, with_metadata=True
    )


def real_pages() -> list[SavedPage]:
    """The third-party pages that may lie beside this repository. Raises NotMeasured."""
    if not PAGES.exists():
        raise NotMeasured(f"no pages in {PAGES}")
    return [
        SavedPage(
            json.loads((folder / "meta.json").read_text("utf-8"))["url"], (folder / "page.html").read_bytes()
        )
        for folder in sorted(PAGES.iterdir())
        if (folder / "meta.json").exists()
    ]


def invented_pages(number: int) -> list[SavedPage]:
    return [SavedPage(story.url, story.page()) for story in Blog(number).stories()]
