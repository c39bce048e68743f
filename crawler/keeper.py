"""The crawl's hand on the archive: what the spider and the pipelines have to keep, and what they may ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar, cast

from crawler.archive import (
    Archive,
    ArchiveError,
    CommentNews,
    Discovery,
    Due,
    HeldPage,
    HostFile,
    KnownUrl,
    Outcome,
    Rest,
    RightsPath,
    Standing,
    UrlKind,
)
from crawler.clock import Clock
from crawler.guard import Guard
from crawler.items import VANISHED, Failure, Page, Visit, Wish
from crawler.quarantine import is_lasting
from crawler.sites import all_sites
from crawler.verdict import Facts

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.spiders.article import ArticleSpider

_T = TypeVar("_T")


class Keeper:
    """Passes on to the archive, under the run's number and the site's name, and counts what a report needs.

    An archive that breaks (disk full, locked, damaged) stops the crawl; from then on nothing is kept, and
    questions are answered as if nothing were known.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._archive: Archive | None = None
        self._guard: Guard | None = None
        self._facts = Facts(reason="")
        self._run_id = 0
        self.clock = Clock(crawler.settings["NOW"])

    @property
    def site(self) -> str:
        """The name under which this crawl is archived."""
        return self._spider.site.name

    @property
    def _spider(self) -> ArticleSpider:
        return cast("ArticleSpider", self._crawler.spider)

    # --- what visits and answers brought

    def store(self, visit: Visit) -> Outcome | None:
        """Keep a visit, whatever it brought."""
        outcome = self._keep(lambda archive: archive.store_visit(self._run_id, visit))
        if outcome is not None:
            failed = outcome.state == "failed"
            if failed and visit.failure is not None and visit.failure.error in VANISHED:
                self._spider.ask_witnesses(self._keep(lambda archive: archive.witnesses(visit.url)) or ())
            known = failed and visit.failure is not None and self._is_known(visit.failure, outcome.times)
            self._count(
                articles=not failed,
                failed=failed and not known,
                known=known,
                incomplete=not failed and not visit.thread_complete,
            )
        return outcome

    def _is_known(self, failure: Failure, times: int) -> bool:
        """Whether the address failed so before, and was told then: it may stay so, and nothing is wrong. Who
        crawls by hand is told of all that is missing, each time."""
        if times < 2 or not self._facts.update:
            return False
        stands = self._keep(lambda archive: archive.memory.stands(self.site)) or False
        return is_lasting(failure.error, stands=stands)

    def answered(self, status: int) -> None:
        """Count an answer that a site in working order may give."""
        self._count(answers=status < 500 and status != 429)

    def not_modified(self, page: Page) -> bool:
        """Note a 304; False when the address is no archived article's."""
        url = page.requested_url
        article = self._keep(lambda archive: archive.not_modified(self._run_id, url, page))
        self._count(articles=article is not None)
        return article is not None

    def gone(self, url: str, status: int) -> bool:
        """Note a 404 or 410; False when the address is no archived article's."""
        article = self._keep(lambda archive: archive.gone(self._run_id, url, status))
        self._count(articles=article is not None)
        return article is not None

    def fail(self, url: str, failure: Failure, kind: UrlKind = "unknown", page: Page | None = None) -> None:
        """Keep why an address that is no article's own brought nothing, and the page that came instead."""
        if page is not None and self._guard is not None and not self._guard.may_keep(page, self.site):
            page = None
        self._keep(
            lambda archive: archive.record_failure(
                self._run_id, self.site, url, failure, kind=kind, page=page
            )
        )
        self._count(failed=True)

    def led(self, page: Page) -> bool:
        """Note that an address led to a page that was read already; False when it was no article's own."""
        article = self._keep(lambda archive: archive.led(self._run_id, page))
        self._count(articles=article is not None)
        return article is not None

    def fetched(self, page: Page, kind: UrlKind, entries: Sequence[str] | None = None) -> None:
        """Note a page that is no article: its validators serve the next crawl. ``entries`` are the articles
        that it names, where it was read as a list of them."""
        self._keep(lambda archive: archive.fetched(self.site, page, kind, entries))

    def nothing_at(self, url: str, kind: UrlKind, status: int) -> None:
        """Note that a guessed address gave nothing."""
        self._keep(lambda archive: archive.memory.nothing_at(self.site, url, kind, status))

    def will_look_again(self, url: str, page: Page) -> bool:
        """Whether an address at which an update found no article will be looked at again: it was named as
        one's, and the site may have been out of order that night."""
        if not self._facts.update:
            return False
        return self._keep(lambda archive: archive.memory.look_again_at(self.site, url, page.status)) or False

    def forbidden(self, url: str) -> None:
        """Note that robots.txt forbids an address."""
        self._keep(lambda archive: archive.memory.forbidden(url))

    # --- what may be kept, and fetched

    def guarded(self, visit: Visit) -> Visit | None:
        """A visit as it may be stored; None for an erased article's."""
        guard = self._guard
        if guard is not None:
            self._keep(lambda archive: guard.renew())
        if self.is_forgotten(visit.url):
            return None
        return self._keep(lambda archive: guard(visit)) if guard is not None else visit

    def is_forgotten(self, url: str) -> bool:
        """Whether an address is an erased article's."""
        return self._guard is not None and self._guard.is_forgotten(url)

    def host_file(self, netloc: str, path: RightsPath) -> HostFile | None:
        """A host's file about its rights, if it was read not long ago."""
        return self._keep(lambda archive: archive.memory.host_file(netloc, path))

    def keep_host_file(self, netloc: str, path: RightsPath, file: HostFile) -> None:
        """Keep a host's file about its rights for the next runs."""
        self._keep(lambda archive: archive.memory.keep_host_file(netloc, path, file))

    def not_fetched(self, url: str, wish: Wish) -> None:
        """Note the wish because of which an address was not fetched, and tell it: to who waits for an update,
        on the first night alone."""
        news = self._keep(lambda archive: archive.memory.not_fetched(self._run_id, url, wish))
        if news or not self._facts.update:
            place = wish.value.split()[0]
            self.problem(f"{self.site} reserves {place} from text and data mining (tdmrep.json)")

    # --- what was found and heard

    def discovered(self, found: Sequence[Discovery], by: str | None, *, whole: bool = False) -> None:
        """Remember addresses before any of them is fetched: a crawl that is killed knows them tomorrow."""
        found = [one for one in found if not self.is_forgotten(one.url)]
        if found:
            self._keep(lambda archive: archive.discovered(self.site, found, by, whole=whole))

    def heard_comments(self, comments: Sequence[CommentNews], by: str) -> None:
        """Take what a comment feed shows."""
        comments = [one for one in comments if not self.is_forgotten(one.url)]
        self._keep(lambda archive: archive.memory.heard_comments(comments, by))

    def found_home(self, url: str) -> None:
        """Remember where the blog's home page is."""
        self._keep(lambda archive: archive.memory.found_home(self.site, url))

    def found_title(self, title: str, *, sure: bool) -> None:
        """Remember what the blog calls itself. The title of a site's file stands."""
        if self.site not in all_sites():
            self._keep(lambda archive: archive.memory.found_title(self.site, title, sure=sure))

    def left_out(self) -> None:
        """Count an article that is older than the crawl was asked for."""
        self._count(left_out=True)

    def problem(self, sentence: str) -> None:
        """Tell a person at the end of the crawl, once."""
        if sentence not in self._facts.problems:
            self._facts = replace(self._facts, problems=(*self._facts.problems, sentence))

    def note(self, sentence: str) -> None:
        """Tell a person once of something that wants nothing done."""
        self._facts = replace(self._facts, notes=(*self._facts.notes, sentence))

    # --- what earlier runs know

    def known(self, url: str) -> KnownUrl | None:
        """What earlier crawls know of an address."""
        return self._keep(lambda archive: archive.known(url))

    def known_urls(self, kind: UrlKind) -> list[KnownUrl]:
        """What earlier crawls know of this site's addresses of one kind."""
        return self._keep(lambda archive: archive.known_urls(self.site, kind)) or []

    def due(self, most: int) -> list[Due]:
        """The articles due now; ``most`` -1 for all."""
        return self._keep(lambda archive: archive.memory.due(self.site, most)) or []

    def due_sources(self) -> list[Due]:
        """What lists articles and is due now."""
        return self._keep(lambda archive: archive.memory.due_sources(self.site)) or []

    def requests_left(self) -> int:
        """How many requests the day's budget still allows."""
        budget = self._crawler.settings.getint("UPDATE_BUDGET")
        before = self._keep(lambda archive: archive.memory.requests_today(self.site)) or 0
        return budget - before - int(self._crawler.stats.get_value("downloader/request_count", 0))

    def over_budget(self, left: int) -> None:
        """Note that so many articles are due and have to wait for tomorrow."""
        self._facts = replace(self._facts, left=left)

    # --- what a new page is checked against

    def last_visit(self, url: str) -> tuple[HeldPage, ...]:
        """The pages of the last good visit to the article at an address: its own, then its comment pages."""
        return self._keep(lambda archive: archive.last_visit(url)) or ()

    def standing(self, urls: Sequence[str]) -> Standing | None:
        """What the archive holds at the first of these addresses that leads to an article."""
        return self._keep(lambda archive: archive.standing(self.site, urls))

    def pages(self, captures: Sequence[int]) -> tuple[Page, ...]:
        """Earlier pages as they came; none when one of them is no longer kept."""
        try:
            found = self._keep(lambda archive: tuple(archive.raw_page(capture) for capture in captures))
        except KeyError:
            return ()
        return found or ()

    def last_page(self) -> Page | None:
        """The last good page of an article of the site."""
        return self._keep(lambda archive: archive.last_page(self.site))

    # --- manners

    def rest(self) -> Rest | None:
        """How long the site is still to be left alone."""
        return self._keep(lambda archive: archive.memory.rest(self.site))

    def resting(self, rest: Rest) -> None:
        """Note that the site was left alone, as it asked or because it is broken."""
        self._facts = replace(self._facts, resting=f"left alone until {rest.until} ({rest.reason})")

    def told_to_wait(self, reason: str) -> None:
        """Note that the site asked for a rest that ends the run."""
        self._facts = replace(self._facts, told_to_wait=True)
        self.problem(reason)

    def take_rest(self, seconds: float, reason: str) -> None:
        """Remember that the site asks to be left alone for so long."""
        self._keep(lambda archive: archive.memory.take_rest(self.site, seconds, reason))

    def robots(self, netloc: str) -> HostFile | None:
        """A host's robots.txt, if it was read not long ago. A crawl by hand reads it anew."""
        if not self._facts.update:
            return None
        return self._keep(lambda archive: archive.memory.robots(netloc))

    def keep_robots(self, url: str, copy: HostFile) -> None:
        """Keep a host's robots.txt for the next hours."""
        self._keep(lambda archive: archive.memory.keep_robots(self.site, url, copy))

    # ---

    def _keep(self, verb: Callable[[Archive], _T]) -> _T | None:
        if self._archive is None or self._facts.broken:
            return None
        try:
            return verb(self._archive)
        except ArchiveError as error:
            self._facts = replace(self._facts, broken=str(error))
            self._spider.stop(str(error))
            return None

    def _count(self, **steps: bool) -> None:
        counts = {name: getattr(self._facts, name) + step for name, step in steps.items() if step}
        if counts:
            self._facts = replace(self._facts, **counts)
