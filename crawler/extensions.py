"""One run of a crawl: its row in the archive, from before the first request to the report at the end."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, TextIO

from scrapy import signals
from scrapy.exceptions import CloseSpider

from crawler.archive import Archive, ArchiveError, FailedPage, Outcome, RunCounts, RunStatus, Summary
from crawler.garbage import expect_pages
from crawler.guard import Guard
from crawler.items import Visit
from crawler.keeper import Keeper
from crawler.privacy import KeyUnusable, RetentionUnusable, retention_days
from crawler.sites import all_sites
from crawler.verdict import Facts, departures, exit_code, judge, report

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_MARKS = {"new": "+", "changed": "~", "unchanged": "=", "failed": "!", "kept": "?"}


class CrawlRun(Keeper):
    """Opens the archive and the run's row before the first request, and closes both whatever happened.

    ``status``, ``exit_code``, ``counts``, ``failures``, ``summary`` (of a crawl by hand) and ``report`` hold
    once the spider is closed. An archive that cannot be used ends the crawl before its first request, or at
    the page that found out.
    """

    def __init__(self, crawler: Crawler, out: TextIO) -> None:
        super().__init__(crawler)
        self._out = out
        self.status: RunStatus = "failed"
        self.counts: RunCounts | None = None
        self.summary: Summary | None = None
        self.report: list[str] = []
        self.failures: tuple[FailedPage, ...] = ()
        self._retention: float | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CrawlRun:
        run = cls(crawler, sys.stderr)
        crawler.signals.connect(run._opened, signal=signals.spider_opened)
        crawler.signals.connect(run._closed, signal=signals.spider_closed)
        return run

    @property
    def exit_code(self) -> int:
        return exit_code(self.status, self._facts)

    @property
    def facts(self) -> Facts:
        """What was counted so far."""
        return self._facts

    def store(self, visit: Visit) -> Outcome | None:
        outcome = super().store(visit)
        if outcome is not None and self._out.isatty():
            self._show(visit, outcome)
        return outcome

    def _show(self, visit: Visit, outcome: Outcome) -> None:
        """One line a page, for a person who watches."""
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
            self._guard = Guard.of(self._crawler.settings, self._archive)
            self._retention = retention_days(self._crawler.settings)
            program = self._crawler.settings["USER_AGENT"]
            spider = self._spider
            told = self._archive.set_clock_right()
            if told is not None:
                self.note(told)
            self._run_id = self._archive.begin_run(
                self.site, spider.name, spider.given, program, spider.site.url or None
            )
            declared = all_sites().get(self.site)
            if declared is not None and declared.title:
                self._archive.memory.found_title(self.site, declared.title, sure=True)
            self._facts = replace(self._facts, update=spider.name == "update")
            expect_pages()
        except (ArchiveError, KeyUnusable, RetentionUnusable) as error:
            self._facts = replace(self._facts, broken=str(error))
            raise CloseSpider("archive") from error

    def close(self, reason: str) -> None:
        """Close the run's row, if that has not been done: the process ends."""
        if self._run_id and self.counts is None:
            self._closed(reason)

    def _closed(self, reason: str) -> None:
        stats = self._crawler.stats
        crashes = stats.get_value("spider_exceptions/count", 0)
        self._settle_vanished()
        self._facts = replace(self._facts, reason=reason, crashes=crashes, alarms=self._alarms())
        self.status = judge(self._facts)
        if self._run_id:
            self._finish()
        if self._archive is not None:
            self._archive.close()
        self.report = report(self.site, self.status, self._facts, self.summary)
        if self._crawler.settings.getbool("REPORT"):
            for line in self.report:
                print(line, file=self._out)

    def _settle_vanished(self) -> None:
        """What turns out to be gone did not fail."""
        if self._run_id:
            gone = self._keep(lambda archive: archive.settle_vanished(self._run_id)) or []
            facts = self._facts
            known = min(facts.known, sum(one.again for one in gone))
            self._facts = replace(facts, failed=facts.failed - len(gone) + known, known=facts.known - known)

    def _alarms(self) -> tuple[str, ...]:
        """What departs from the site's own past."""
        health = self._keep(lambda archive: archive.memory.health(self.site, self._run_id))
        return departures(health) if health is not None else ()

    def _finish(self) -> None:
        """Close the run's row and count what the archive holds; tried even after the archive broke, since a
        lock or a full disk may have passed."""
        assert self._archive is not None
        stats = self._crawler.stats
        try:
            self._archive.finish_run(
                self._run_id,
                self.status,
                "resting" if self._facts.resting else self._facts.reason,
                stats=stats.get_stats(),
                requests=stats.get_value("downloader/request_count", 0),
            )
            self._remember_health()
            self._expire_raw_pages()
            self.counts = self._archive.run_counts(self._run_id)
            self.failures = self._archive.run_failures(self._run_id)
            if not self._facts.update:
                self.summary = self._summary()
        except ArchiveError as error:
            self._facts = replace(self._facts, broken=self._facts.broken or str(error))
            self.status = judge(self._facts)

    def _expire_raw_pages(self) -> None:
        if self._retention is not None:
            assert self._archive is not None
            self._archive.rights.expire(self.site, self._retention)

    def _remember_health(self) -> None:
        """Note whether the site works: the next updates leave a broken one alone for a while."""
        assert self._archive is not None
        facts = self._facts
        if facts.answers:
            self._archive.memory.works(self.site)
        elif self.status == "failed" and not facts.broken:
            self._archive.memory.broken(self.site, next(iter(facts.problems), "no answer"))

    def _summary(self) -> Summary:
        assert self._archive is not None
        own = self._archive.summary(self._run_id)
        # Saved pages may be of several sites: the whole archive is told then.
        return own if self._spider.site.url else replace(self._archive.summary(), run=own.run)
