"""Saved pages, HTML or plain text captures, brought home as if they had been fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from crawler.items import Failure, Page, Visit
from crawler.sites import site_for_url, site_name
from crawler.spiders.arguments import Arguments
from crawler.spiders.thread import text_of
from crawler.spiders.urls import clean_url
from crawler.splitter import SplitError, canonical_url, page_type, parse
from crawler.splitter.words.addresses import same_page

_PARTS = b"post-page-numbers"  # what WordPress calls the links between the pages of a text
FILES = "files"  # the site of saved pages that do not say where they are from


def saved_visits(arguments: Arguments, fetched_at: str, largest: int) -> Iterator[Visit]:
    """One visit for each file, in the order of their names; no network.

    A page is known by the address given with it, else by its canonical link, else by its file. Its site is
    the one that was named, else the one it says it is from. Files above ``largest`` bytes are not read.
    """
    files = arguments.files[: arguments.limit]
    yield from joined(_visit(path, arguments, fetched_at, largest) for path in files)


def joined(visits: Iterable[Visit]) -> Iterator[Visit]:
    """Saved pages with the further pages of a text, each saved on its own, brought to its first one. What may
    belong together comes last; a further page without its first one stays a page of its own."""
    parts: list[Visit] = []
    for visit in visits:
        if visit.page is not None and visit.failure is None and _PARTS in visit.page.body:
            parts.append(visit)
        else:
            yield visit
    articles = {number: text_of(visit.page) for number, visit in enumerate(parts) if visit.page is not None}
    brought: set[int] = set()
    for number, visit in enumerate(parts):
        its = [one for one, url in articles.items() if url is not None and same_page(url, visit.url)]
        if articles[number] is None and its:
            brought.update(its)
            pages = tuple(page for one in its if (page := parts[one].page) is not None)
            parts[number] = replace(visit, comment_pages=pages)
    yield from (visit for number, visit in enumerate(parts) if number not in brought)


def _visit(path: Path, arguments: Arguments, fetched_at: str, largest: int) -> Visit:
    address = path.resolve().as_uri()
    named = arguments.site.name if arguments.site.url else None
    try:
        if path.stat().st_size > largest:
            raise OSError(f"larger than {largest} bytes (DOWNLOAD_MAXSIZE)")
        page = Page(address, address, fetched_at, 200, (), path.read_bytes())
    except OSError as error:
        failure = Failure("fetch", type(error).__name__, error.strerror or str(error))
        return Visit(arguments.url or address, named or FILES, None, failure=failure)
    visit = Visit(arguments.url or address, named or FILES, page)
    try:
        document = parse(page.body, arguments.url)
        kind = page_type(document)
    except (SplitError, RecursionError) as error:
        return replace(visit, failure=Failure("read", type(error).__name__, str(error)))
    url = arguments.url or clean_url(canonical_url(document) or "") or address
    known = site_for_url(url)
    site = named or (known.name if known else site_name(url)) or FILES
    visit = replace(visit, url=url, site=site, page=replace(page, url=url))
    if kind == "listing":
        return replace(visit, failure=Failure("read", "NotAnArticle", "the saved page lists articles"))
    return visit
