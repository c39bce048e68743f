"""Saved pages, HTML or plain text captures, brought home as if they had been fetched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from crawler.items import Failure, Page, Visit
from crawler.sites import site_for_url, site_name
from crawler.spiders.arguments import Arguments
from crawler.spiders.urls import clean_url
from crawler.splitter import SplitError, canonical_url, page_type, parse

FILES = "files"  # the site of saved pages that do not say where they are from


def saved_visits(arguments: Arguments, fetched_at: str, largest: int) -> Iterator[Visit]:
    """One visit for each file, in the order of their names; no network.

    A page is known by the address given with it, else by its canonical link, else by its file. Its site is
    the one that was named, else the one it says it is from. Files above ``largest`` bytes are not read.
    """
    for path in arguments.files[: arguments.limit]:
        yield _visit(path, arguments, fetched_at, largest)


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
