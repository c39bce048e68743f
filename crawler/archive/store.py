"""The archive as the crawl uses it: one object, a few verbs, one transaction each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from crawler.archive import (
    answers,
    captures,
    failures,
    fronts,
    health,
    hints,
    known_urls,
    names,
    planning,
    reading,
    runs,
    set_back,
    standing,
    story,
    vanishing,
)
from crawler.archive.bodies import Bodies
from crawler.archive.connection import BUSY_SECONDS, PAGE_FAULTS, Connection
from crawler.archive.imports import Imports
from crawler.archive.known_urls import Discovery, KnownUrl, UrlKind
from crawler.archive.memory import CrawlMemory
from crawler.archive.reading import ArchivedArticle, RunCounts, Summary
from crawler.archive.rereading import Earlier, Rereading
from crawler.archive.rights import Rights
from crawler.archive.runs import RunStatus
from crawler.archive.vanishing import Gone
from crawler.archive.visits import Outcome, VisitWriter
from crawler.clock import Clock
from crawler.items import EMPTY_SOURCE, Failure, Page, Visit


class Archive:
    """An archive file: a context manager. Every verb that writes is one transaction: a process killed at any
    moment leaves the archive as it was before the verb, or after it.

    Raises ArchiveError's subclasses (see ``errors``) on opening and from every verb. Not to be shared between
    threads.
    """

    def __init__(
        self,
        path: str | PathLike[str],
        clock: Clock | None = None,
        *,
        readonly: bool = False,
        busy_seconds: float = BUSY_SECONDS,
    ) -> None:
        self.path = Path(path)
        self._clock = clock or Clock()
        self._connection = Connection(self.path, readonly=readonly, busy_seconds=busy_seconds)
        self.db = self._connection.db
        self.memory = CrawlMemory(self._connection, self._clock)
        self._bodies = Bodies(self.db)
        self.rereading = Rereading(self._connection, self._bodies, self._clock)
        self.rights = Rights(self._connection, self._bodies, self._clock)
        self.imports = Imports(self._connection, self._bodies)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file. Closing twice is allowed."""
        self._connection.close()

    # --- runs

    def set_clock_right(self) -> str | None:
        """Sets back what an earlier run's clock, which ran ahead, dated into the future (see ``set_back``);
        to be asked before a run begins. What was done in one sentence for a person, None when nothing was."""
        with self._connection.writing() as db:
            return set_back.set_right(db, self._clock.stamp())

    def begin_run(
        self,
        site: str,
        spider: str,
        arguments: Mapping[str, Any] | None = None,
        program: str | None = None,
        url: str | None = None,
    ) -> int:
        """Opens a run of a site (a new name is a new site; ``url`` is its home page) and returns its id.

        A run of the site still marked as running was killed: it is closed as ``interrupted``.
        """
        now = self._clock.stamp()
        with self._connection.writing() as db:
            names.teach_sources(db)
            number = names.site_id(db, site, now)
            if url:
                db.conn.execute("UPDATE sites SET url = ? WHERE id = ? AND url IS NOT ?", (url, number, url))
            return runs.begin(db, number, spider, arguments or {}, program, now)

    def finish_run(
        self,
        run_id: int,
        status: RunStatus,
        finish_reason: str,
        stats: Mapping[str, Any] | None = None,
        requests: int | None = None,
    ) -> None:
        """Closes a run. ``requests`` is how many were sent; None keeps the count of the pages stored. The
        other figures are taken from Scrapy's ``stats``."""
        with self._connection.writing() as db:
            runs.finish(db, run_id, status, finish_reason, requests, stats or {}, self._clock.stamp())
            fronts.settle_listings(db, run_id)

    # --- visits

    def store_visit(self, run_id: int, visit: Visit) -> Outcome:
        """Keeps all that one visit brought home, in one transaction: raw pages first, then the article's
        rows, its thread, its history, and the crawl state of its addresses.

        A visit with a failure, or whose rows SQLite refuses, keeps its raw pages and a row in ``failures``;
        the article's earlier rows stay as they are. A visit with neither article nor failure keeps the pages.
        """
        try:
            return self._store_visit(run_id, visit)
        except PAGE_FAULTS as error:  # rolled back whole: a savepoint for this rare case would slow down all
            if visit.article is None:
                raise
            failure = Failure("store", type(error).__name__, str(error))
            return self._store_visit(run_id, replace(visit, article=None, failure=failure))

    def _store_visit(self, run_id: int, visit: Visit) -> Outcome:
        with self._connection.writing() as db:
            at = visit.page.fetched_at if visit.page else self._clock.stamp()
            return VisitWriter(db, run_id, visit, at).write(self._bodies)

    def store_earlier(self, earlier: Earlier, visit: Visit) -> Outcome:
        """Keeps an article that only today's rules find in pages of the archive: as the visit that brought
        them would have done, at that moment. An article that was seen later already stays as it is.

        ``visit`` is the earlier one with ``article`` set. Rows that SQLite refuses leave all as it was.
        """
        assert visit.page is not None
        now = self._clock.stamp()
        try:
            with self._connection.writing() as db:
                writer = VisitWriter(db, earlier.run_id, visit, visit.page.fetched_at)
                return writer.write_earlier(earlier, now)
        except PAGE_FAULTS:
            return Outcome("failed", capture_id=earlier.capture_id)

    # --- answers without an article

    def not_modified(self, run_id: int, url: str, page: Page | None = None) -> int | None:
        """Notes a 304 (``page`` is the answer) for a known address: its article and the comments not removed
        were seen again.

        Returns the article's id, or None when the address is no article's (a feed's, a comment page's).
        """
        now = self._clock.stamp()
        with self._connection.writing() as db:
            return answers.not_modified(db, run_id, url, page, now)

    def gone(self, run_id: int, url: str, status: int) -> int | None:
        """Notes that an article's address answers 404 or 410; its rows and history stay.

        Returns the article's id, or None when the address is no article's. One that the article has left says
        nothing of it. Seeing it again clears the mark.
        """
        now = self._clock.stamp()
        with self._connection.writing() as db:
            return answers.gone(db, run_id, url, status, now)

    def led(self, run_id: int, page: Page) -> int | None:
        """Notes that an address led (by a redirect) to a page that this run has read already.

        Returns the article's id where it was an archived article's address: that article has moved. One that
        leads to another article is gone.
        """
        now = self._clock.stamp()
        with self._connection.writing() as db:
            return answers.led(db, run_id, page, now)

    def settle_vanished(self, run_id: int) -> list[Gone]:
        """Tells as gone what this run's answers and earlier ones prove to be gone of a site that does not say
        so by 404 or 410 (see ``vanishing``). The run had counted them as failed."""
        now = self._clock.stamp()
        with self._connection.writing() as db:
            return answers.settle_vanished(db, run_id, now)

    def record_failure(
        self,
        run_id: int,
        site: str,
        url: str,
        failure: Failure,
        *,
        kind: UrlKind = "unknown",
        page: Page | None = None,
        status: int | None = None,
    ) -> None:
        """Keeps why an address brought nothing, with the page's bytes where there are any.

        The run counts it among its failed articles unless the address is of another ``kind``.
        """
        now = self._clock.stamp()
        with self._connection.writing() as db:
            number = names.site_id(db, site, now)
            capture = (
                captures.store(db, self._bodies, page, number, run_id, "other") if page is not None else None
            )
            failures.record(db, number, run_id, url, failure, capture, now)
            if failure.quarantined and failure.error != EMPTY_SOURCE:
                health.count(db, run_id, {"page": (False, True)})
            known_urls.failed(db, number, url, kind, page.status if page is not None else status, now)
            planning.failed(db, url, now)
            runs.count(db, run_id, articles_failed=int(kind in ("unknown", "article")))

    # --- known addresses

    def discovered(
        self, site: str, found: Sequence[Discovery], by: str | None = None, *, whole: bool = False
    ) -> int:
        """Remembers addresses named by ``by``, with what it says of them; returns how many were new. Archived
        articles of which it says something new are due at once. ``whole``: it names all that it has."""
        now = self._clock.stamp()
        with self._connection.writing() as db:
            new = known_urls.discover(db, names.site_id(db, site, now), found, by, now)
            if by is not None:
                hints.heard(db, by, found, now, whole=whole)
            return new

    def fetched(self, site: str, page: Page, kind: UrlKind, entries: Sequence[str] | None = None) -> None:
        """Notes a page that was read but is not kept raw, so that its validators serve the next fetch.
        ``entries`` are the articles that it names, for what was read as a list of them."""
        with self._connection.writing() as db:
            number = names.site_id(db, site, page.fetched_at)
            known_urls.fetched(db, number, page, kind)
            fronts.source_read(db, number, page, kind, entries)
            failures.resolve(db, number, (page.requested_url,), page.fetched_at)

    def known(self, url: str) -> KnownUrl | None:
        """What is remembered of an address, None when it was never met."""
        with self._connection.errors():
            return known_urls.find(self.db, url)

    def known_urls(self, site: str, kind: UrlKind) -> list[KnownUrl]:
        """All addresses of a site that are of one kind, in the order of their text."""
        with self._connection.errors():
            return known_urls.of_site(self.db, site, kind)

    def witnesses(self, url: str) -> list[str]:
        """Articles whose addresses say whether the site lost the article at this one, or all of them."""
        with self._connection.errors():
            return vanishing.witnesses(self.db, url)

    # --- what a new page is checked against

    def last_visit(self, url: str) -> tuple[standing.HeldPage, ...]:
        """The pages of the last good visit to the article at an address; none where it is no article's."""
        with self._connection.errors():
            return standing.last_visit(self.db, url)

    def standing(self, site: str, urls: Sequence[str]) -> standing.Standing | None:
        """What is held at the first of these addresses that leads to an article."""
        now = self._clock.stamp()
        with self._connection.errors():
            return standing.find(self.db, names.site_id(self.db, site, now), urls, now)

    def last_page(self, site: str) -> Page | None:
        """The last good page of an article of the site; None when there is none, or its bytes are gone."""
        with self._connection.errors():
            capture = standing.last_capture(self.db, names.site_id(self.db, site, self._clock.stamp()))
        try:
            return None if capture is None else self.raw_page(capture)
        except KeyError:
            return None

    # --- reading

    def read_article(self, key: int | str) -> ArchivedArticle | None:
        """An article by its id or by any address that leads to it; None when there is none."""
        with self._connection.errors():
            return reading.read_article(self.db, key)

    def telling_article(self, site: str | None = None) -> int | None:
        """The id of the article that shows most of what an archive holds: source, opinion, a deep thread."""
        with self._connection.errors():
            return reading.telling_article(self.db, site)

    def story(self, key: int | str) -> dict[str, Any] | None:
        """How an article, by its id or an address, came to be what it is here (see ``story``); None when
        nothing is known of it."""
        with self._connection.errors():
            return story.tell(self.db, key)

    def raw_page(self, capture_id: int) -> Page:
        """A page exactly as it came. Raises CaptureMissing or BodyMissing (KeyErrors)."""
        with self._connection.errors():
            return captures.load(self.db, self._bodies, capture_id)

    def run_counts(self, run_id: int) -> RunCounts | None:
        """What a run did, as ``crawl_log`` has it; None when there is no such run."""
        with self._connection.errors():
            return reading.run_counts(self.db, run_id)

    def run_failures(self, run_id: int) -> tuple[failures.FailedPage, ...]:
        """What failed in a run and has not been made good since."""
        with self._connection.errors():
            return failures.of_run(self.db, run_id)

    def summary(self, run_id: int | None = None, site: str | None = None) -> Summary:
        """Counts for a report: of a run's site, of a site, or of the whole archive."""
        with self._connection.errors():
            return reading.summary(self.db, self.path, run_id, site)
