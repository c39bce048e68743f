"""The archive as the crawl uses it: one object, a few verbs, one transaction each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from sqlite_utils import Database

from crawler.archive import (
    articles,
    captures,
    comments,
    failures,
    fronts,
    health,
    hints,
    known_urls,
    names,
    opt_outs,
    planning,
    reading,
    runs,
    set_back,
    standing,
    story,
    vanishing,
)
from crawler.archive.bodies import Bodies
from crawler.archive.captures import Role
from crawler.archive.connection import BUSY_SECONDS, PAGE_FAULTS, Connection
from crawler.archive.events import GoneReason
from crawler.archive.imports import Imports
from crawler.archive.known_urls import Discovery, KnownUrl, UrlKind
from crawler.archive.memory import CrawlMemory
from crawler.archive.reading import ArchivedArticle, RunCounts, Summary
from crawler.archive.rereading import Earlier, Rereading
from crawler.archive.rights import Rights
from crawler.archive.runs import RunStatus
from crawler.archive.schedule import LONGEST
from crawler.archive.vanishing import Gone
from crawler.clock import Clock
from crawler.items import EMPTY_SOURCE, VANISHED, Article, Failure, Page, Visit

State = Literal["new", "changed", "unchanged", "failed", "kept"]
_EXPIRED: tuple[GoneReason, str] = (
    "unavailable_after",
    "its page asked to be taken for gone since that date",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What storing one visit did.

    ``state``: ``new``, ``changed`` (its words; ``revision`` is the number), ``unchanged`` (comments may still
    have changed), ``failed`` (kept raw, with its reason), ``kept`` (raw only: nobody has split it).
    ``article_id`` is the known article's where a visit failed, ``times`` how often its address has failed so.
    ``twin``: the archive holds it at another address, too, which it may have left: that one is due.
    """

    state: State
    article_id: int | None = None
    capture_id: int | None = None
    revision: int | None = None
    comments_new: int = 0
    comments_edited: int = 0
    comments_removed: int = 0
    comments_back: int = 0
    twin: int | None = None
    times: int = 0


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
            outcome = self._store(run_id, visit)
            runs.count(
                db, run_id,
                requests=len(visit.comment_pages) + (visit.page is not None),
                articles_new=int(outcome.state == "new"),
                articles_changed=int(outcome.state == "changed"),
                articles_unchanged=int(outcome.state == "unchanged"),
                articles_failed=int(outcome.state == "failed"),
                comments_new=outcome.comments_new,
                comments_edited=outcome.comments_edited,
                comments_removed=outcome.comments_removed,
            )  # fmt: skip
            if visit.parts is not None and (visit.failure is None or outcome.state == "failed"):
                health.count(db, run_id, visit.parts)
            return outcome

    def _store(self, run_id: int, visit: Visit) -> Outcome:
        db = self.db
        at = visit.page.fetched_at if visit.page else self._clock.stamp()
        site = names.site_id(db, visit.site, at)
        refused = visit.raw_refused
        capture = self._keep(visit.page, site, run_id, "article", refused) if visit.page else None
        pages = [self._keep(page, site, run_id, "comments", refused) for page in visit.comment_pages]
        if visit.failure is not None:
            return self._fail(run_id, site, visit, visit.failure, capture, at)
        if visit.article is None:
            return Outcome("kept", capture_id=capture)
        return self._settle(run_id, site, visit, visit.article, capture, pages, at)

    def store_earlier(self, earlier: Earlier, visit: Visit) -> Outcome:
        """Keeps an article that only today's rules find in pages of the archive: as the visit that brought
        them would have done, at that moment. An article that was seen later already stays as it is.

        ``visit`` is the earlier one with ``article`` set. Rows that SQLite refuses leave all as it was.
        """
        try:
            with self._connection.writing() as db:
                return self._store_earlier(db, earlier, visit)
        except PAGE_FAULTS:
            return Outcome("failed", capture_id=earlier.capture_id)

    def _store_earlier(self, db: Database, earlier: Earlier, visit: Visit) -> Outcome:
        assert visit.page is not None
        assert visit.article is not None
        at = visit.page.fetched_at
        site = names.site_id(db, visit.site, at)
        pages = list(earlier.comment_captures)
        seen = self._seen(earlier.run_id, site, visit, earlier.capture_id, at)
        known = articles.find_article(db, visit.article, seen)
        if known is not None and not articles.last_seen_before(db, known, at):
            captures.belong_to(db, [earlier.capture_id, *pages], known)
            failures.resolve(db, site, (visit.url,), self._clock.stamp())
            return Outcome("unchanged", known, earlier.capture_id)
        return self._settle(earlier.run_id, site, visit, visit.article, earlier.capture_id, pages, at)

    def _settle(
        self,
        run_id: int,
        site: int,
        visit: Visit,
        article: Article,
        capture: int | None,
        pages: list[int],
        at: str,
    ) -> Outcome:
        """The rows of a visit whose pages are kept and were read."""
        db, terms = self.db, visit.terms
        seen = self._seen(run_id, site, visit, capture, at)
        known = articles.find_article(db, article, seen) if terms is not None and not terms.copy else None
        if known is not None and terms is not None and (terms.gone or opt_outs.keeps_copy(db, known)):
            outcome = self._leave(known, seen, gone=terms.gone)
        else:
            outcome = self._store_article(article, seen)
            if terms is not None and terms.gone and outcome.article_id is not None:
                articles.mark_gone(db, outcome.article_id, at, run_id, *_EXPIRED)
        assert outcome.article_id is not None
        captures.belong_to(db, pages if capture is None else [capture, *pages], outcome.article_id)
        if outcome.state != "new":
            articles.read_by(db, outcome.article_id, visit.rules)
        self.rights.mark_erased(outcome.article_id, visit.erased, at)
        if terms is not None:
            opt_outs.settle(db, outcome.article_id, capture, terms, at)
        if visit.page is not None and self._gave_way(run_id, visit.page, outcome.article_id, at):
            page = visit.page
            url = page.url if visit.url == page.requested_url else visit.url
            visit = replace(visit, url=url, page=replace(page, requested_url=page.url))
        self._remember(site, visit, outcome, at)
        return outcome

    def _gave_way(self, run_id: int, page: Page, article_id: int, at: str) -> bool:
        """Whether the address that was asked for is another article's, and leads to this one now: that other
        is gone, or was a second row of this one."""
        if not known_urls.leads_elsewhere(self.db, page.requested_url, article_id):
            return False
        known = known_urls.find(self.db, page.requested_url)
        if known is None or not known.own or known.article_id is None:
            return False
        if articles.are_one(self.db, article_id, known.article_id):
            articles.merge(self.db, known.article_id, article_id, at)
            return False
        site, before = self._answered(known, HTTPStatus.MOVED_PERMANENTLY, at)
        if before is not None:
            self._given_up(run_id, site, known, page.url, before, at)
        return True

    def _given_up(
        self, run_id: int, site: int, known: KnownUrl, url: str, before: planning.Memory, at: str
    ) -> None:
        """Notes that an article's own address leads to another article."""
        db, article_id = self.db, known.article_id
        assert article_id is not None
        articles.mark_gone(db, article_id, at, run_id, "redirect_elsewhere", f"leads to {url}")
        self._plan_gone(site, article_id, known.url, before, at)

    def _plan_gone(self, site: int, article_id: int, url: str, before: planning.Memory, at: str) -> None:
        """Plans when to look again at the address of an article that was told as gone."""
        since = articles.gone_since(self.db, article_id) or at
        planning.gone(self.db, site, article_id, url, since, before, at)

    def _leave(self, article_id: int, seen: articles.Seen, *, gone: bool) -> Outcome:
        """An article whose page now asks not to be copied: what was held stays, nothing is added to it."""
        if gone:
            articles.mark_gone(self.db, article_id, seen.at, seen.run_id, *_EXPIRED)
        else:
            articles.touch(self.db, article_id, seen.at, seen.run_id)
        return Outcome("unchanged", article_id, seen.capture_id)

    def _seen(self, run_id: int, site: int, visit: Visit, capture: int | None, at: str) -> articles.Seen:
        url = visit.page.url if visit.page else visit.url
        asked = (visit.url, visit.page.requested_url) if visit.page else (visit.url,)
        return articles.Seen(
            site, url, asked, at, run_id, capture,
            visit.thread_complete, visit.before, visit.kept, visit.unseen, visit.thread_closed, visit.rules,
        )  # fmt: skip

    def store_page(self, run_id: int, site: str, page: Page, role: Role = "other") -> int:
        """Keeps a page that is no article (a feed, a listing, a sitemap) raw, and its crawl state."""
        with self._connection.writing() as db:
            number = names.site_id(db, site, page.fetched_at)
            capture = self._keep(page, number, run_id, role)
            known_urls.fetched(db, number, page, role)
            failures.resolve(db, number, (page.requested_url,), page.fetched_at)
            return capture

    def _keep(self, page: Page, site: int, run_id: int, role: Role, refused: str | None = None) -> int:
        return captures.store(self.db, self._bodies, page, site, run_id, role, refused)

    def _store_article(self, article: Article, seen: articles.Seen) -> Outcome:
        db, article_id = self.db, articles.find_article(self.db, article, seen)
        article_id = self._one_of_two(article_id, article, seen)
        twin = articles.find_twin(db, article, seen.site) if article_id is None else None
        if twin is not None and twin.doubted:
            article_id = twin.id
        elsewhere = twin.id if twin is not None and not twin.gone else None
        revision: int | None = None
        state: State = "new"
        if article_id is None:
            article_id = articles.insert_article(db, article, seen)
        else:
            revision = articles.update_article(db, article_id, article, seen, twin=elsewhere is not None)
            state = "unchanged" if revision is None else "changed"
        thread = comments.ThreadMerge(
            db,
            article_id,
            seen.site,
            article.comments,
            unseen=seen.unseen if seen.thread_complete else "short",
            seen_at=seen.at,
            run_id=seen.run_id,
            before={one.id: one.text for one in seen.before.comments} if seen.before else None,
        )
        changes = thread.apply()
        if state != "new":
            held = thread.held()
            articles.touch(db, article_id, seen.at, seen.run_id, held=held, capture_id=seen.capture_id)
        if state != "new" or seen.thread_closed:
            articles.mark_thread(db, article_id, seen.at, seen.run_id, closed=seen.thread_closed)
        captures.note_opt_outs(db, article_id, seen.capture_id, article.opt_outs, seen.at)
        return Outcome(
            state, article_id, seen.capture_id, revision,
            changes.new, changes.edited, changes.removed, changes.back, twin=elsewhere,
        )  # fmt: skip

    def _one_of_two(self, article_id: int | None, article: Article, seen: articles.Seen) -> int | None:
        """The article that a page belongs to; where a redirect shows that two rows are one, the older."""
        if article_id is None:
            return None
        older = articles.find_older(self.db, article_id, article, seen)
        if older is None:
            return article_id
        articles.merge(self.db, article_id, older, seen.at)
        return older

    def _remember(self, site: int, visit: Visit, outcome: Outcome, at: str) -> None:
        """The crawl state after a good visit. A thread with a page missing is asked for whole next time."""
        db, article_id = self.db, outcome.article_id
        assert article_id is not None
        assert visit.article is not None
        before = planning.recall(db, article_id) if outcome.state != "new" else planning.NOTHING
        changed = outcome.state != "unchanged" or bool(
            outcome.comments_new
            or outcome.comments_edited
            or outcome.comments_removed
            or outcome.comments_back
        )
        urls = {visit.url}
        if visit.page is not None:
            urls |= {visit.page.url, visit.page.requested_url}
            known_urls.fetched(
                db, site, visit.page, "article", alias=visit.url,
                article=article_id, changed=changed, keep_validators=visit.thread_complete,
            )  # fmt: skip
        else:
            known_urls.lead_to(db, site, visit.url, article_id, at)
        own = frozenset(urls)
        for page in visit.comment_pages:
            led_home = page.url in own  # a comment page's address may lead to the article's own
            came = replace(page, url=page.requested_url) if led_home else page
            known_urls.fetched(db, site, came, "comments", article=article_id, changed=changed)
            urls |= {page.url, page.requested_url}
        planning.visited(
            db, site, article_id, self._own_address(article_id, visit), before, at,
            changed=changed, event=planning.newest_date(visit.article, before, at),
        )  # fmt: skip
        if outcome.twin is not None:
            planning.look_again(db, outcome.twin)
        failures.resolve(db, site, sorted(urls), at)

    def _own_address(self, article_id: int, visit: Visit) -> str:
        """The address under which to visit the article next time: its own, and the one without a redirect."""
        page = visit.page
        if page is not None and articles.stands_at(self.db, article_id, page.url):
            return page.url
        return visit.url

    def _fail(
        self, run_id: int, site: int, visit: Visit, failure: Failure, capture: int | None, at: str
    ) -> Outcome:
        db = self.db
        if failure.error in VANISHED and vanishing.is_told(db, visit.url):
            return self._still_gone(visit.url, capture, at)
        times = failures.record(db, site, run_id, visit.url, failure, capture, at)
        for url in {visit.url, visit.page.requested_url} if visit.page else {visit.url}:
            known_urls.failed(db, site, url, "article", visit.page.status if visit.page else None, at)
            planning.failed(db, url, at)
        known = known_urls.find(db, visit.url)
        return Outcome("failed", known.article_id if known else None, capture, times=times)

    def _still_gone(self, url: str, capture: int | None, at: str) -> Outcome:
        """The address of an article that was told as gone still gives something else."""
        site, article_id, before = self._answered_alike(url, at)
        self._plan_gone(site, article_id, url, before, at)
        return Outcome("unchanged", article_id, capture)

    # --- answers without an article

    def not_modified(self, run_id: int, url: str, page: Page | None = None) -> int | None:
        """Notes a 304 (``page`` is the answer) for a known address: its article and the comments not removed
        were seen again.

        Returns the article's id, or None when the address is no article's (a feed's, a comment page's).
        """
        now = self._clock.stamp()
        with self._connection.writing() as db:
            known = known_urls.find(db, url)
            if known is None:
                return None
            site, before = self._answered(known, 304, now)
            if before is None or known.article_id is None:
                if known.kind in ("feed", "sitemap", "listing"):
                    fronts.source_unchanged(db, site, url, known.kind, page, now)
                return None
            articles.touch(db, known.article_id, now, run_id)
            comments.touch_thread(db, known.article_id, now)
            runs.count(db, run_id, articles_unchanged=1)
            final = known_urls.find(db, page.url) if page is not None else None
            own = page.url if page and final and final.article_id == known.article_id else url
            planning.visited(db, site, known.article_id, own, before, now, changed=False)
            return known.article_id

    def gone(self, run_id: int, url: str, status: int) -> int | None:
        """Notes that an article's address answers 404 or 410; its rows and history stay.

        Returns the article's id, or None when the address is no article's. One that the article has left says
        nothing of it. Seeing it again clears the mark.
        """
        now = self._clock.stamp()
        with self._connection.writing() as db:
            known = known_urls.find(db, url)
            article_id = known.article_id if known else None
            if known is None or article_id is None:
                return None
            site, before = self._answered(known, status, now)
            if before is None:
                return None
            if not articles.stands_at(db, article_id, url):
                planning.put_off(db, url, now, LONGEST)
                return article_id
            elsewhere = known_urls.lives_at(db, article_id, url)
            if elsewhere is not None:
                return self._moved(run_id, site, article_id, elsewhere, before, now)
            copy = articles.find_copy(db, article_id)
            if copy is not None:
                articles.merge(db, copy[0], article_id, now)
                return self._moved(run_id, site, article_id, copy[1], before, now)
            reason: GoneReason = "http_410" if status == HTTPStatus.GONE else "http_404"
            newly = articles.mark_gone(db, article_id, now, run_id, reason, f"HTTP {status}")
            runs.count(db, run_id, articles_changed=int(newly), articles_unchanged=int(not newly))
            self._plan_gone(site, article_id, url, before, now)
            return article_id

    def led(self, run_id: int, page: Page) -> int | None:
        """Notes that an address led (by a redirect) to a page that this run has read already.

        Returns the article's id where it was an archived article's address: that article has moved. One that
        leads to another article is gone.
        """
        now, url = self._clock.stamp(), page.requested_url
        with self._connection.writing() as db:
            known, target = known_urls.find(db, url), known_urls.find(db, page.url)
            article_id = known.article_id if known else None
            if known is None or article_id is None or not articles.stands_at(db, article_id, url):
                return None
            site, before = self._answered(known, 301, now)
            if before is None or target is None:
                return None
            if target.article_id is not None and articles.are_one(db, article_id, target.article_id):
                articles.merge(db, target.article_id, article_id, now)
                return self._moved(run_id, site, article_id, page.url, before, now)
            if target.article_id == article_id:
                return self._moved(run_id, site, article_id, page.url, before, now)
            self._given_up(run_id, site, known, page.url, before, now)
            return article_id

    def settle_vanished(self, run_id: int) -> list[Gone]:
        """Tells as gone what this run's answers and earlier ones prove to be gone of a site that does not say
        so by 404 or 410 (see ``vanishing``). The run had counted them as failed."""
        now = self._clock.stamp()
        with self._connection.writing() as db:
            found = vanishing.vanished(db, run_id, now)
            for one in found:
                site, _, before = self._answered_alike(one.url, now)
                articles.mark_gone(db, one.article_id, now, run_id, one.reason, one.detail, one.since)
                planning.gone(db, site, one.article_id, one.url, now, before, now)
            if found:
                runs.count(db, run_id, articles_changed=len(found), articles_failed=-len(found))
                health.believe(db, run_id, len(found))
            return found

    def _moved(
        self, run_id: int, site: int, article_id: int, url: str, before: planning.Memory, at: str
    ) -> int:
        articles.move(self.db, article_id, url, at, run_id)
        runs.count(self.db, run_id, articles_changed=1)
        planning.visited(self.db, site, article_id, url, before, at, changed=True)
        return article_id

    def _answered(self, known: KnownUrl, status: int, at: str) -> tuple[int, planning.Memory | None]:
        """Notes an answer without a page; gives the site's id and what was known of the article before (None
        when the address is no article's)."""
        db, site = self.db, names.site_id(self.db, known.site, at)
        is_article = known.kind == "article" and known.article_id is not None
        before = planning.recall(db, known.article_id) if is_article and known.article_id else None
        known_urls.answered(db, known.url, status, at)
        failures.resolve(db, site, (known.url,), at)
        return site, before

    def _answered_alike(self, url: str, at: str) -> tuple[int, int, planning.Memory]:
        """Notes that the address of an archived article answered, with the status of its last answer,
        something else than the article; gives the ids of site and article, and what was known before."""
        known = known_urls.find(self.db, url)
        assert known is not None
        assert known.article_id is not None
        site, before = self._answered(known, known.last_status or HTTPStatus.OK, at)
        assert before is not None
        return site, known.article_id, before

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
            capture = self._keep(page, number, run_id, "other") if page is not None else None
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

    def run_failures(self, run_id: int) -> list[tuple[str, str, str, str]]:
        """(address, stage, error, detail) of what failed in a run and has not been made good since."""
        with self._connection.errors():
            return failures.of_run(self.db, run_id)

    def summary(self, run_id: int | None = None, site: str | None = None) -> Summary:
        """Counts for a report: of a run's site, of a site, or of the whole archive."""
        with self._connection.errors():
            return reading.summary(self.db, self.path, run_id, site)
