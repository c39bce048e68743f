"""``scrapy crawl``: Scrapy's own, with exit codes that mean something and one line instead of a traceback."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.exceptions import UsageError

from crawler.commands import ProjectCommand, Wrong, add_lock_wait, check_lock_wait
from crawler.exit_codes import FAILED

if TYPE_CHECKING:
    from scrapy.crawler import Crawler, CrawlerProcessBase


class Command(ProjectCommand, ScrapyCrawl):
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

    def _run(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.locks import SiteLocks

        if len(args) != 1:
            raise UsageError("name one site (see 'scrapy list')", print_help=False)
        site = self._site(args[0], opts.spargs)
        check_lock_wait(opts.lock_wait)
        with SiteLocks(self._archive) as locks:
            locks.take(site, opts.lock_wait)
            self.exitcode = run_crawl(self._process, self._create_crawler(args[0]), opts.spargs)

    def _site(self, name: str, given: dict[str, str]) -> str:
        """The name under which the crawl is archived. Raises Wrong."""
        from crawler.running import wrong_setting
        from crawler.spiders.arguments import ArgumentError, read_arguments
        from crawler.spiders.article import archived_site

        try:
            spider = self._process.spider_loader.load(name)
        except KeyError:
            known = ", ".join(self._process.spider_loader.list())
            raise Wrong(
                f"unknown site {name!r}; known are {known}; for any other: scrapy crawl blog -a url=…"
            ) from None
        try:
            arguments = read_arguments(spider.declared, given)  # type: ignore[attr-defined]
        except ArgumentError as error:
            raise Wrong(str(error)) from error
        wrong = wrong_setting(self._settings)
        if wrong is not None:
            raise Wrong(wrong)
        return archived_site(arguments).name


def run_crawl(process: CrawlerProcessBase, crawler: Crawler, arguments: dict[str, str]) -> int:
    """Run one crawl to its end and give its exit code."""
    from crawler.running import run_crawls, run_of

    received = run_crawls(process, [(crawler, arguments)])
    if received is not None:
        return 128 + received
    run = run_of(crawler)
    return run.exit_code if run is not None else FAILED
