"""One run of a crawl: its row in the archive, from before the first request to the report at the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TextIO, TypeVar, cast

from scrapy import signals
from scrapy.exceptions import CloseSpider

from crawler.archive import Archive, ArchiveError, Discovery, KnownUrl, Outcome, RunStatus, Summary, UrlKind
from crawler.clock import Clock
from crawler.items import Failure, Page, Visit
from crawler.verdict import EXIT_CODES, Facts, judge, report

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.spiders.article import ArticleSpider

_T = TypeVar("_T")
_MARKS = {"new": "+", "changed": "~", "unchanged": "=", "failed": "!", "kept": "?"}


class CrawlRun:
    """The crawl's hand on the archive: opens the file and the run's row, passes on what the spider and the
    pipelines have to keep, and closes both whatever happened.

    ``status``, ``exit_code``, ``summary`` and ``report`` hold once the spider is closed. An archive that
    cannot be used ends the crawl before its first request, or at the page that found out.
    """

    def __init__(self, crawler: Crawler, out: TextIO) -> None:
        self._crawler = crawler
        self._out = out
        self._archive: Archive | None = None
        self._facts = Facts(reason="")
        self._run_id = 0
        self.clock = Clock(crawler.settings["NOW"])
        self.status: RunStatus = "failed"
        self.summary: Summary | None = None
        self.report: list[str] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CrawlRun:
        run = cls(crawler, sys.stderr)
        crawler.signals.connect(run._opened, signal=signals.spider_opened)
        crawler.signals.connect(run._closed, signal=signals.spider_closed)
        return run

    @property
    def exit_code(self) -> int:
        return EXIT_CODES[self.status]

    # --- what the spider and the pipelines keep

    def store(self, visit: Visit) -> None:
        """Keep a visit, whatever it brought."""
        outcome = self._keep(lambda archive: archive.store_visit(self._run_id, visit))
        if outcome is None:
            return
        failed = outcome.state == "failed"
        self._count(
            articles=not failed,
            failed=failed,
            incomplete=not failed and not visit.thread_complete,
        )
        self._show(visit, outcome)

    def not_modified(self, url: str) -> bool:
        """Note a 304; False when the address is no archived article's."""
        article = self._keep(lambda archive: archive.not_modified(self._run_id, url))
        self._count(articles=article is not None)
        return article is not None

    def gone(self, url: str, status: int) -> bool:
        """Note a 404 or 410; False when the address is no archived article's."""
        article = self._keep(lambda archive: archive.gone(self._run_id, url, status))
        self._count(articles=article is not None)
        return article is not None

    def fail(self, url: str, failure: Failure) -> None:
        """Keep why an address that is no article's own brought nothing."""
        self._keep(lambda archive: archive.record_failure(self._run_id, self.site, url, failure))
        self._count(failed=True)

    def fetched(self, page: Page, kind: UrlKind) -> None:
        """Note a page that is no article: its validators serve the next crawl."""
        self._keep(lambda archive: archive.fetched(self.site, page, kind))

    def discovered(self, found: Sequence[Discovery], by: str | None) -> None:
        """Remember addresses before any of them is fetched: a crawl that is killed knows them tomorrow."""
        if found:
            self._keep(lambda archive: archive.discovered(self.site, found, by))

    def known(self, url: str) -> KnownUrl | None:
        """What earlier crawls know of an address."""
        return self._keep(lambda archive: archive.known(url))

    def known_urls(self, kind: UrlKind) -> list[KnownUrl]:
        """What earlier crawls know of this site's addresses of one kind."""
        return self._keep(lambda archive: archive.known_urls(self.site, kind)) or []

    def left_out(self) -> None:
        """Count an article that is older than the crawl was asked for."""
        self._count(left_out=True)

    def problem(self, sentence: str) -> None:
        """Tell a person at the end of the crawl, once."""
        if sentence not in self._facts.problems:
            self._facts = replace(self._facts, problems=(*self._facts.problems, sentence))

    @property
    def site(self) -> str:
        """The name under which this crawl is archived."""
        return self._spider.site.name

    @property
    def _spider(self) -> ArticleSpider:
        return cast("ArticleSpider", self._crawler.spider)

    def _keep(self, verb: Callable[[Archive], _T]) -> _T | None:
        """Do it; an archive that breaks (disk full, locked, damaged) stops the crawl, and None comes back."""
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

    def _show(self, visit: Visit, outcome: Outcome) -> None:
        """One line a page, for a person who watches."""
        if not self._out.isatty():
            return
        if visit.article is None:
            told = f"{visit.url}: {visit.failure.detail if visit.failure else 'kept'}"
        else:
            comments = f" ({len(visit.article.comments)} comments)" if visit.article.comments else ""
            told = f"{(visit.article.date_published or '')[:10]:10} {visit.article.headline}{comments}"
        print(f"{_MARKS[outcome.state]} {told}", file=self._out)

    # --- opening and closing

    def _opened(self) -> None:
        try:
            self._spider.run = self
            self._archive = Archive(self._crawler.settings["ARCHIVE"], self.clock)
            program = self._crawler.settings["USER_AGENT"]
            self._run_id = self._archive.begin_run(self.site, self._spider.name, self._spider.given, program)
        except ArchiveError as error:
            self._facts = replace(self._facts, broken=str(error))
            raise CloseSpider("archive") from error

    def _closed(self, reason: str) -> None:
        stats = self._crawler.stats
        crashes = stats.get_value("spider_exceptions/count", 0)
        self._facts = replace(self._facts, reason=reason, crashes=crashes)
        self.status = judge(self._facts)
        if self._run_id:
            self.summary = self._finish()
        if self._archive is not None:
            self._archive.close()
        self.report = report(self.site, self.status, self._facts, self.summary)
        if self._crawler.settings.getbool("REPORT"):
            for line in self.report:
                print(line, file=self._out)

    def _finish(self) -> Summary | None:
        """Close the run's row and count what the archive holds; tried even after the archive broke, since a
        lock or a full disk may have passed."""
        assert self._archive is not None
        stats = self._crawler.stats
        try:
            self._archive.finish_run(
                self._run_id,
                self.status,
                self._facts.reason,
                stats=stats.get_stats(),
                requests=stats.get_value("downloader/request_count", 0),
            )
            own = self._archive.summary(self._run_id)
            # Saved pages may be of several sites: the whole archive is told then.
            return own if self._spider.site.url else replace(self._archive.summary(), run=own.run)
        except ArchiveError as error:
            self._facts = replace(self._facts, broken=self._facts.broken or str(error))
            self.status = judge(self._facts)
            return None
