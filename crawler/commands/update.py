"""``scrapy update``: every site of the archive brought up to date, quietly, from cron."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.settings import SETTINGS_PRIORITIES

from crawler.commands import ProjectCommand, Wrong, add_lock_wait, end_with_reader
from crawler.exit_codes import FAILED, LOCKED

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.clock import Clock
    from crawler.locks import SiteLocks
    from crawler.sites import Site
    from crawler.update.report import Result


class Command(ProjectCommand, ScrapyCommand):
    def syntax(self) -> str:
        return "[SITE ...] [--all] [--dry-run] [--lock-wait SEC] [--json] [-q|-v]"

    def short_desc(self) -> str:
        return "Fetch what is due of the archived sites"

    def long_desc(self) -> str:
        return (
            "Update sites of the archive (default: all of them): what is new, what feeds, sitemaps and "
            "listings announce, and what is due by its own past. Says nothing when all is well. Exit codes: "
            "0 all well, 1 failed, 2 usage, 3 partial, 4 a site looks redesigned or walled, 75 another run "
            "holds the lock, 130/143 interrupted. Examples: 'scrapy update', 'scrapy update NAME --dry-run', "
            "'scrapy update --all --json -s ARCHIVE=archive.db'."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--all", action="store_true", help="also the site files that were never crawled")
        parser.add_argument("--dry-run", action="store_true", help="say what is due and why, and ask nothing")
        add_lock_wait(parser)
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        talk = parser.add_mutually_exclusive_group()
        talk.add_argument("-q", "--quiet", action="store_true", help="say nothing at all")
        talk.add_argument("-v", "--verbose", action="store_true", help="say how each site went")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        self._settings.set("REPORT", False, priority="cmdline")
        if (self._settings.getpriority("LOG_LEVEL") or 0) < SETTINGS_PRIORITIES["cmdline"]:
            self._settings.set("LOG_LEVEL", "ERROR", priority="cmdline")  # the report tells the rest

    def _run(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.running import wrong_setting

        if args and opts.all:
            raise Wrong("name sites, or use --all")
        wrong = wrong_setting(self._settings)
        if wrong is not None:
            raise Wrong(wrong)
        clock = self._clock()
        if opts.dry_run:
            end_with_reader()
            self._tell_due(self._sites(args, opts.all), clock, opts.json)
        else:
            self._write(lambda: self._update(args, clock, opts), lock_wait=opts.lock_wait)

    def _sites(self, names: list[str], every: bool) -> list[Site]:
        from crawler.archive import Archive, ArchiveMissing, NoSite
        from crawler.update.sites import UnknownSite, chosen_sites

        try:
            with Archive(self._archive, readonly=True) as archive:
                archived = archive.memory.sites()
        except ArchiveMissing:
            if not names and not every:
                raise
            archived = {}
        try:
            sites = chosen_sites(names, archived, every=every)
        except UnknownSite as error:
            raise Wrong(str(error)) from error
        if not sites:
            raise NoSite(self._archive)
        return sites

    def _update(self, names: list[str], clock: Clock, opts: argparse.Namespace) -> None:
        from crawler.update.heartbeat import ping
        from crawler.update.report import as_json, told, worst

        watchdog, agent = self._settings["HEALTHCHECK_URL"], self._settings["USER_AGENT"]
        sites = self._sites(names, opts.all)
        started_at = clock.stamp()
        ping(watchdog, "start", agent)
        received, results = self._crawl(sites, opts.lock_wait, named=bool(names))
        self.exitcode = worst([result.code for result in results]) if received is None else 128 + received
        ping(watchdog, str(self.exitcode), agent)
        if opts.json:
            archive = str(self._settings["ARCHIVE"])
            print(json.dumps(as_json(archive, started_at, clock.stamp(), self.exitcode, results)))
        if not opts.quiet:
            for line in told(results, verbose=opts.verbose):
                print(line, file=sys.stderr)

    def _crawl(self, sites: list[Site], lock_wait: float, *, named: bool) -> tuple[int | None, list[Result]]:
        """The signal that ended the crawls, if one did, and how each site went. A site that another process
        crawls is left to it."""
        from scrapy import signals

        from crawler.locks import LockHeld, SiteLocks
        from crawler.running import run_crawls
        from crawler.update.report import Result
        from crawler.verdict import Facts

        deadline = time.monotonic() + lock_wait
        crawlers: dict[str, Crawler] = {}
        busy: dict[str, Result] = {}
        with SiteLocks(self._archive) as locks:
            for site in sites:
                try:
                    locks.take(site.name, max(deadline - time.monotonic(), 0))
                except LockHeld as error:
                    busy[site.name] = Result(site.name, LOCKED, Facts("", resting=error.reason), None)
                    continue
                crawlers[site.name] = crawler = self._site_crawler(site, named=named)
                crawler.signals.connect(_freeing(locks, site.name), signals.engine_stopped, weak=False)
            received = run_crawls(self._process, [(crawler, {}) for crawler in crawlers.values()])
        return received, [busy.get(site.name) or _result(site.name, crawlers[site.name]) for site in sites]

    def _site_crawler(self, site: Site, *, named: bool) -> Crawler:
        from crawler.spiders.update import UpdateSpider

        spider = type("SiteUpdateSpider", (UpdateSpider,), {"declared": site, "named": named})
        return self._process.create_crawler(spider)

    def _tell_due(self, sites: list[Site], clock: Clock, as_json: bool) -> None:
        from dataclasses import asdict

        from crawler.archive import Archive
        from crawler.update.report import due_lines

        found = {}
        with Archive(self._archive, clock, readonly=True) as archive:
            for site in sites:
                memory = archive.memory
                rest = memory.rest(site.name)
                resting = f"left alone until {rest.until} ({rest.reason})" if rest else None
                found[site.name] = (resting, [*memory.due_sources(site.name), *memory.due(site.name)])
        if as_json:
            listed = [
                {"site": name, "resting": resting, "due": [asdict(one) for one in due]}
                for name, (resting, due) in found.items()
            ]
            print(json.dumps({"archive": str(self._settings["ARCHIVE"]), "sites": listed}))
        else:
            for name, (resting, due) in found.items():
                print("\n".join(due_lines(name, due, resting)))


def _freeing(locks: SiteLocks, site: str) -> Callable[[], None]:
    return lambda: locks.free(site)


def _result(name: str, crawler: Crawler) -> Result:
    from crawler.running import run_of
    from crawler.update.report import Result
    from crawler.verdict import Facts

    run = run_of(crawler)
    if run is None:
        return Result(name, FAILED, Facts("", problems=("the crawl did not start",)), None)
    return Result(name, run.exit_code, run.facts, run.counts, run.failures)
