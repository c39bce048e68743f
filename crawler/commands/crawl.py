"""``scrapy crawl``: Scrapy's own, with exit codes that mean something and one line instead of a traceback."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.exceptions import UsageError

from crawler.commands import USAGE

if TYPE_CHECKING:
    from scrapy.crawler import Crawler, CrawlerProcessBase


class Command(ScrapyCrawl):
    def syntax(self) -> str:
        return "[options] <site>"

    def short_desc(self) -> str:
        return "Crawl a site into the archive"

    def long_desc(self) -> str:
        return (
            "Crawl a site (see 'scrapy list') into the archive (-s ARCHIVE=archive.db), or any blog by its "
            "address. Arguments: -a url=ADDRESS (one article, a listing, or the home page), "
            "-a since=YYYY-MM-DD, -a limit=N, -a files=PATTERN (saved pages instead of the network). "
            "Exit codes: 0 all well, 1 failed, 2 usage, 3 partial, 130/143 interrupted. Examples: "
            "'scrapy crawl leblogauto -a limit=50', 'scrapy crawl blog -a url=https://…'."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("name one site (see 'scrapy list')", print_help=False)
        problem = self._problem(args[0], opts.spargs)
        if problem is not None:
            print(f"scrapy crawl: {problem}", file=sys.stderr)
            self.exitcode = USAGE
            return
        assert self.crawler_process is not None
        self.exitcode = run_crawl(self.crawler_process, self._create_crawler(args[0]), opts.spargs)

    def _problem(self, name: str, given: dict[str, str]) -> str | None:
        """What is wrong with the command as typed, in one line; None when nothing is."""
        from crawler.running import wrong_setting
        from crawler.spiders.arguments import ArgumentError, read_arguments

        assert self.crawler_process is not None
        assert self.settings is not None
        try:
            spider = self.crawler_process.spider_loader.load(name)
        except KeyError:
            known = ", ".join(self.crawler_process.spider_loader.list())
            return f"unknown site {name!r}; known are {known}; for any other: scrapy crawl blog -a url=…"
        try:
            read_arguments(spider.declared, given)  # type: ignore[attr-defined]
        except ArgumentError as error:
            return str(error)
        return wrong_setting(self.settings)


def run_crawl(process: CrawlerProcessBase, crawler: Crawler, arguments: dict[str, str]) -> int:
    """Run one crawl to its end and give its exit code."""
    from crawler.running import run_crawls, run_of

    received = run_crawls(process, [(crawler, arguments)])
    if received is not None:
        return 128 + received
    run = run_of(crawler)
    return run.exit_code if run is not None else 1
