"""Captured pages as visits: which are articles, and which further pages of text and thread belong to each."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from crawler.importing.warcs import Entry, Unreadable, load
from crawler.items import HALF, Failure, Page, Visit
from crawler.quarantine.walls import find_wall
from crawler.sites import Site, site_for_url, site_name
from crawler.spiders.discovery import base_url, canonical_link
from crawler.spiders.pages import ParsedPage, look_of, parsed
from crawler.spiders.saved import FILES
from crawler.spiders.thread import FurtherPages, root_of
from crawler.spiders.urls import clean_url
from crawler.splitter import SplitError, page_type
from crawler.splitter.page.article_pages import article_of
from crawler.splitter.words.addresses import article_page_number, comment_page_number, same_page
from crawler.splitting import split_visit

_NO_SITE = Site(name=FILES)  # whose rules read what is of no site with a file
NEAR = timedelta(days=1)  # a comment page fetched longer before or after its article is of another visit


class Captures:
    """HTML responses of any number of files, oldest first; only where they stand is kept in memory.

    ``passed`` counts the pages that are no articles, by what they are; ``problems`` names those that cannot
    be read. ``largest`` is the most bytes of a page.
    """

    def __init__(self, entries: Iterable[Entry], largest: int) -> None:
        self._entries = sorted(entries, key=lambda entry: entry.at)
        self._largest = largest
        self._by_url: dict[str, list[int]] = defaultdict(list)
        for place, entry in enumerate(self._entries):
            self._by_url[clean_url(entry.url) or entry.url].append(place)
        self.passed: Counter[str] = Counter()
        self.problems: list[str] = []

    def __len__(self) -> int:
        return len(self._entries)

    def visits(self) -> Iterator[Visit | None]:
        """One visit for each page that is an article, not yet split; None for each that is none."""
        for entry in self._entries:
            try:
                yield self._visit(entry)
            except Unreadable as error:
                self.problems.append(str(error))
                yield None

    def _visit(self, entry: Entry) -> Visit | None:
        url = clean_url(entry.url)
        site = url and site_name(url)
        if url is None or site is None:
            self.passed["unusable addresses"] += 1
            return None
        if comment_page_number(url) is not None:
            self.passed["comment pages"] += 1  # read with their articles
            return None
        told = _told(load(entry, self._largest))
        if told.page is None:
            self.passed[told.what] += 1
            return None
        if told.article is not None and self._near(told.article, entry.at) is not None:
            self.passed["further pages of texts"] += 1  # read with their first ones
            return None
        known = site_for_url(url)
        identity, canonical = url, told.canonical
        if canonical is not None and not same_page(canonical, url) and site_name(canonical) == site:
            if self._near(canonical, entry.at) is not None:
                self.passed["other addresses of a page"] += 1
                return None
            identity = canonical
        return Visit(identity, known.name if known else site, told.page)

    def split(self, visit: Visit) -> Visit:
        """The visit split, with the further pages of its text and of its thread that were captured about the
        same time. Where a page of the text is missing, a failure stands beside what the others say."""
        pages, missing = self._further_pages(visit)
        read = split_visit(replace(visit, comment_pages=tuple(pages)), _NO_SITE)
        if missing is None or read.failure is not None:
            return read
        told = f"a page of its text was not captured: {missing}"
        return replace(read, failure=Failure("fetch", HALF, told))

    def _further_pages(self, visit: Visit) -> tuple[list[Page], str | None]:
        """The further pages of a visit's text and thread that were captured, and the address of one of the
        text that was not."""
        assert visit.page is not None
        pages: list[Page] = []
        missing: str | None = None
        root = root_of(visit.page)
        further = FurtherPages(root, visit.url) if root is not None else None
        while further is not None and (address := further.next()) is not None:
            page = self._captured(address, visit.page.fetched_at)
            if page is None and article_page_number(address, visit.url) is not None:
                missing = missing or address
            elif page is not None:
                pages.append(page)
                if (tree := root_of(page)) is not None:
                    further.read(tree, page.url)
        return pages, missing

    def _captured(self, url: str, at: str) -> Page | None:
        entry = self._near(url, at)
        try:
            return load(entry, self._largest) if entry is not None else None
        except Unreadable as error:
            self.problems.append(str(error))
            return None

    def _near(self, url: str, at: str) -> Entry | None:
        """The capture of an address that is nearest to a moment, NEAR at most."""
        places = self._by_url.get(url, [])
        after = bisect_left(places, at, key=lambda place: self._entries[place].at)
        moment = datetime.fromisoformat(at)
        near = [self._entries[place] for place in places[max(0, after - 1) : after + 1]]
        distances = [(abs(datetime.fromisoformat(one.at) - moment), one.offset, one) for one in near]
        distance, _, entry = min(distances, key=lambda one: one[:2], default=(NEAR * 2, 0, None))
        return entry if distance <= NEAR else None


@dataclass(frozen=True, slots=True)
class _Told:
    """What a page is: 'article', or the name under which it is passed over; of an article its page parsed,
    what it calls itself, and the article of whose text it is a further page."""

    what: str
    page: ParsedPage | None = None
    canonical: str | None = None
    article: str | None = None


def _told(page: Page) -> _Told:
    try:
        document = parsed(page)
        kind = page_type(document)
    except (SplitError, RecursionError):
        return _Told("unreadable pages")
    if kind != "article" or document.root is None:
        return _Told("listings" if kind == "listing" else "other pages")
    if find_wall(look_of(page), alone=True) is not None:
        return _Told("walls")
    base = base_url(document.root, page.url)
    return _Told(
        "article",
        ParsedPage.of(page, document),
        canonical_link(document.root, page.url),
        article_of(document.root, page.url, lambda href: clean_url(href, base)),
    )
