"""``scrapy serve``: the archive in a browser, on this machine."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.commands import FAILED


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

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

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.archive import Archive, ArchiveError
        from crawler.clock import Clock

        assert self.settings is not None
        if args:
            raise UsageError("serve takes no argument; name the file with -s ARCHIVE=…", print_help=False)
        path, now = Path(self.settings["ARCHIVE"]), self.settings["NOW"]
        try:
            Clock(now)
        except ValueError as error:
            raise UsageError(f"NOW: {error}", print_help=False) from error
        try:
            from exports.reader import server
        except ModuleNotFoundError as error:
            return self._fail(f"{error.name} is not installed; run 'make install', or add the extra [serve]")
        try:
            Archive(path, readonly=True).close()
            bound = server.listen(opts.port)
        except ArchiveError as error:
            return self._fail(str(error))
        except (OSError, OverflowError) as error:
            return self._fail(f"port {opts.port} cannot be used ({error}); choose another with --port")
        server.serve(path, bound, self._ready, now=now, open_browser=opts.open)
        return None

    def _ready(self, url: str) -> None:
        print(f"Reading {url} (Ctrl-C ends)", file=sys.stderr, flush=True)

    def _fail(self, problem: str) -> None:
        print(f"scrapy serve: {problem}", file=sys.stderr)
        self.exitcode = FAILED
