"""``scrapy demo``: the sample blog, served, crawled and read, to see in a minute what this project does."""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import SETTINGS_PRIORITIES

from crawler.commands import ProjectCommand
from crawler.exit_codes import FAILED, PARTIAL

if TYPE_CHECKING:
    from crawler.archive import Archive, Summary
    from crawler.demo.server import BlogServer
    from crawler.demo.summary import Expected
    from crawler.printing import Printer

# Loopback needs no mercy. All else is as for any site: one request at a time, robots.txt obeyed.
POLITENESS = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False}
OWN: dict[str, Any] = {**POLITENESS, "ARCHIVE": "demo.db", "REPORT": False}


class Command(ProjectCommand, ScrapyCommand):
    def syntax(self) -> str:
        return "[--port N] [--serve]"

    def short_desc(self) -> str:
        return "Crawl an embedded sample blog and show what the archive holds"

    def long_desc(self) -> str:
        return (
            "Serve an invented blog on 127.0.0.1, crawl it into demo.db as any blog is crawled, and show "
            "what was archived. Nothing leaves this machine. A second run is quick and changes "
            "nothing. Exit 0 when all that the blog shows is archived, else 1; 2 usage, 130/143 interrupted. "
            "Examples: 'scrapy demo', 'scrapy demo --serve' (the blog alone, for a browser or a crawl)."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--port", type=int, help="default: 8423; another one is another site in demo.db")
        parser.add_argument("--serve", action="store_true", help="only serve the blog, until Ctrl-C")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        typed = SETTINGS_PRIORITIES["cmdline"]
        for name, value in OWN.items():
            if (self._settings.getpriority(name) or 0) < typed:  # -s NAME=VALUE wins
                self._settings.set(name, value, priority=typed)

    def _run(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.demo.server import PORT, BlogServer, PortTaken

        if args:
            raise UsageError("demo takes no argument; -s ARCHIVE=… names another file", print_help=False)
        self._clock()  # a wrong one is told before anything begins
        try:
            server = BlogServer(PORT if opts.port is None else opts.port)
        except PortTaken as error:
            return self._end(FAILED, f"{error}; choose another with --port")
        with server:
            if opts.serve:
                self._serve(server)
            else:
                self._crawl(server)
        return None

    def _serve(self, server: BlogServer) -> None:
        print(f"{server.world.blog.name}: {server.url} (Ctrl-C ends)", flush=True)
        try:
            server.wait()
        except KeyboardInterrupt:
            print(file=sys.stderr)

    def _crawl(self, server: BlogServer) -> None:
        from crawler.archive import Archive
        from crawler.commands.crawl import run_crawl
        from crawler.demo.summary import expected_of, is_whole
        from crawler.extensions import CrawlRun
        from crawler.printing import Printer

        printer = Printer.on(sys.stdout)
        for line in _opening(printer, server):
            print(line, flush=True)
        crawler = self._process.create_crawler("blog")
        self.exitcode = run_crawl(self._process, crawler, {"url": server.url})
        run = crawler.get_extension(CrawlRun)
        if run is None or run.summary is None or run.summary.run is None or self.exitcode not in (0, PARTIAL):
            for line in run.report if run else ():
                print(line, file=sys.stderr)
            return
        expected = expected_of(server.world)
        with Archive(self._archive, readonly=True) as archive:
            summary = archive.summary(run.summary.run.run_id)
            for line in _closing(printer, archive, summary, expected, server.answers[304]):
                print(line)
        self.exitcode = 0
        if not is_whole(summary, expected):
            self._end(FAILED, "the archive is not what the blog shows")


def _opening(printer: Printer, server: BlogServer) -> Iterator[str]:
    blog = server.world.blog
    yield printer.style(f"{blog.name}, an invented blog, is served on {blog.url}", "headline")
    shortened = ", ".join(f"{name}={value}" for name, value in POLITENESS.items())
    text = (
        "It is crawled as any blog is: the same spider, middlewares and pipelines, robots.txt obeyed, one "
        f"request at a time. Only the pauses between requests are left out ({shortened}): the server is this "
        "very machine."
    )
    yield from textwrap.wrap(text, printer.width)
    yield ""


def _closing(
    printer: Printer, archive: Archive, summary: Summary, expected: Expected, not_modified: int
) -> Iterator[str]:
    from crawler.demo.summary import next_lines, summary_lines
    from crawler.verdict import shown_path

    assert summary.run is not None
    file = shown_path(archive.path)
    number = archive.telling_article(summary.run.site)
    told = archive.read_article(number) if number is not None else None
    if told is not None:
        yield printer.style(f"── Article {told.id} of {file} ".ljust(printer.width, "─"), "dim")
        yield ""
        yield from printer.article(told.article)
        yield printer.style("─" * printer.width, "dim")
        yield ""
    yield from summary_lines(printer, summary, expected, not_modified, file)
    yield ""
    yield from next_lines(printer, list(_next(file)))


def _next(file: str) -> Iterator[tuple[str, str]]:
    """What to type now: each of these works as it is printed."""
    here = Path(sys.executable).parent
    file = shlex.quote(file)

    def program(name: str) -> str:
        """As it is typed here: by its name where that finds ours, else by its path."""
        found = shutil.which(name)
        return name if found and Path(found) == here / name else os.path.relpath(here / name)

    yield "read the archive in a browser", f"{program('scrapy')} serve --open -s ARCHIVE={file}"
    sql = "SELECT name, count(*) FROM source_citations GROUP BY 1"
    yield "ask it anything", f'{program("sqlite-utils")} {file} "{sql}" -t'
    yield "see the sample blog itself", f"{program('scrapy')} demo --serve"
    yield (
        "archive a real blog (say who you are first: CONTACT_URL)",
        f"{program('scrapy')} crawl blog -a url=https://… -a limit=20 -s CONTACT_URL=https://…",
    )
