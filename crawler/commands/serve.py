"""``scrapy serve``: the archive in a browser, on this machine."""

from __future__ import annotations

import argparse
import sys

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.commands import OfflineCommand
from crawler.exit_codes import FAILED


class Command(OfflineCommand, ScrapyCommand):
    def syntax(self) -> str:
        return "[--port N] [--open]"

    def short_desc(self) -> str:
        return "Read and query the archive in a browser"

    def long_desc(self) -> str:
        return (
            "Serve the archive (-s ARCHIVE=archive.db) read-only on 127.0.0.1, until Ctrl-C: reading pages "
            "under /archive, every table and ready query beside them. A crawl may write meanwhile. "
            "Examples: 'scrapy serve --open', 'scrapy serve --port 8080 -s ARCHIVE=demo.db'."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--port", type=int, default=8001, help="default: 8001; 0 takes a free one")
        parser.add_argument("--open", action="store_true", help="open the browser")

    def _run(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.archive import Archive

        if args:
            raise UsageError("serve takes no argument; name the file with -s ARCHIVE=…", print_help=False)
        self._clock()  # a wrong one is told before anything begins
        try:
            from exports.reader import server
        except ModuleNotFoundError as error:
            return self._end(
                FAILED, f"{error.name} is not installed; run 'make install', or add the extra [serve]"
            )
        Archive(self._archive, readonly=True).close()
        try:
            bound = server.listen(opts.port)
        except (OSError, OverflowError) as error:
            problem = f"port {opts.port} cannot be used ({error}); choose another with --port"
            return self._end(FAILED, problem)
        now = self._settings["NOW"]
        server.serve(self._archive, bound, self._ready, now=now, open_browser=opts.open)
        return None

    def _ready(self, url: str) -> None:
        print(f"Reading {url} (Ctrl-C ends)", file=sys.stderr, flush=True)
