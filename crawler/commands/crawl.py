"""``scrapy crawl``: Scrapy's own, with exit codes that mean something and one line instead of a traceback."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.exceptions import UsageError

from crawler.commands import USAGE, Ending, add_lock_wait

if TYPE_CHECKING:
    from scrapy.crawler import Crawler, CrawlerProcessBase


class Command(Ending, ScrapyCrawl):
    def syntax(self) -> str:
        return "[options] [--lock-wait SEC] <site>"

    def short_desc(self) -> str:
        return "Crawl a site into the archive"

    def long_desc(self) -> str:
        return (
            "Crawl a site (see 'scrapy list') into the archive (-s ARCHIVE=archive.db), or any blog by its "
            "address. Arguments: -a url=ADDRESS (one article, a listing, or the home page), "
            "-a since=YYYY-MM-DD, -a limit=N, -a files=PATTERN (saved pages instead of the network). "
            "Exit codes: 0 all well, 1 failed, 2 usage, 3 partial, 4 the site looks redesigned or walled, 75 "
            "another run crawls the site, 130/143 interrupted. Examples: "
            "'scrapy crawl leblogauto -a limit=50', 'scrapy crawl blog -a url=https://…'."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_lock_wait(parser)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.spiders.arguments import ArgumentError

        if len(args) != 1:
            raise UsageError("name one site (see 'scrapy list')", print_help=False)
        try:
            site = self._site(args[0], opts.spargs)
        except ArgumentError as error:
            return self._end(USAGE, str(error))
        if self._may_wait(opts.lock_wait):
            self._ask(lambda: self._crawl(args[0], site, opts))
        return None

    def _site(self, name: str, given: dict[str, str]) -> str:
        """The name under which the crawl is archived. Raises ArgumentError, where the command as typed or a
        setting is wrong."""
        from crawler.running import wrong_setting
        from crawler.spiders.arguments import ArgumentError, read_arguments
        from crawler.spiders.article import archived_site

        assert self.crawler_process is not None
        assert self.settings is not None
        try:
            spider = self.crawler_process.spider_loader.load(name)
        except KeyError:
            known = ", ".join(self.crawler_process.spider_loader.list())
            raise ArgumentError(
                f"unknown site {name!r}; known are {known}; for any other: scrapy crawl blog -a url=…"
            ) from None
        arguments = read_arguments(spider.declared, given)  # type: ignore[attr-defined]
        wrong = wrong_setting(self.settings)
        if wrong is not None:
            raise ArgumentError(wrong)
        return archived_site(arguments).name

    def _crawl(self, name: str, site: str, opts: argparse.Namespace) -> None:
        from crawler.update.lock import SiteLocks

        assert self.crawler_process is not None
        assert self.settings is not None
        with SiteLocks(Path(self.settings["ARCHIVE"])) as locks:
            locks.take(site, opts.lock_wait)
            self.exitcode = run_crawl(self.crawler_process, self._create_crawler(name), opts.spargs)


def run_crawl(process: CrawlerProcessBase, crawler: Crawler, arguments: dict[str, str]) -> int:
    """Run one crawl to its end and give its exit code."""
    from crawler.running import run_crawls, run_of

    received = run_crawls(process, [(crawler, arguments)])
    if received is not None:
        return 128 + received
    run = run_of(crawler)
    return run.exit_code if run is not None else 1
