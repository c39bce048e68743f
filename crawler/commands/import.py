# ruff: noqa: N999 -- a command is called what its module is called
"""``scrapy import``: pages that others captured, brought into the archive as if they had been fetched."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand

from crawler.commands import OfflineCommand, Wrong, add_lock_wait
from crawler.exit_codes import FAILED, PARTIAL

if TYPE_CHECKING:
    from crawler.clock import Clock
    from crawler.importing.run import Tally

_VISITS = {
    "new": "new", "changed": "changed", "unchanged": "unchanged", "older": "older than what is held",
    "page": "kept as further pages of their texts", "there": "already there",
    "erased": "erased on request", "failed": "failed",
}  # fmt: skip


class Command(OfflineCommand, ScrapyCommand):
    interrupted = "interrupted; what came so far is kept, the same command goes on"

    def syntax(self) -> str:
        return "PATH [PATH ...]"

    def short_desc(self) -> str:
        return "Bring WARC, WACZ and saved pages into the archive"

    def long_desc(self) -> str:
        return (
            "Read pages that others captured (.warc, .warc.gz, .wacz, saved .html and .txt files, folders of "
            "them) into the archive (-s ARCHIVE=archive.db), with the address, moment, status and headers of "
            "their capture. Only pages that are articles become rows. What is there already is left alone; "
            "a capture older than what the archive saw last is kept raw, and changes nothing. Exit codes: 0 "
            "all well, 1 failed, 2 usage, 3 something could not be read, 75 another run holds the lock, 130 "
            "interrupted. Examples: 'scrapy import blog.warc.gz', 'scrapy import pages/'."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_lock_wait(parser)

    def _run(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.importing.saved import found_files

        clock = self._clock()
        try:
            files = found_files([Path(word) for word in args])
        except FileNotFoundError as error:
            raise Wrong(str(error)) from error
        if not files:
            raise Wrong("name WARC or WACZ files, saved pages, or folders that hold some")
        self._write(lambda: self._import(files, clock, opts.lock_wait), lock_wait=opts.lock_wait)

    def _import(self, files: list[Path], clock: Clock, lock_wait: float) -> None:
        from crawler.archive import Archive
        from crawler.guard import Guard
        from crawler.importing.run import Import
        from crawler.locks import SiteLocks
        from crawler.printing import progress_on

        path = self._archive
        with (
            Archive(path, clock) as archive,
            SiteLocks(path) as locks,
            progress_on(sys.stderr) as progress,
        ):
            told = archive.set_clock_right()
            if told is not None:
                print(f"scrapy import: {told}", file=sys.stderr)
            tally = Import(
                archive,
                Guard.of(self._settings, archive),
                program=self._settings["USER_AGENT"],
                largest=self._settings.getint("DOWNLOAD_MAXSIZE"),
                hold=lambda site: locks.take(site, lock_wait),
                progress=progress,
            ).run(files)
        print(_told(tally))
        for problem in tally.problems:
            print(f"scrapy import: {problem}", file=sys.stderr)
        self.exitcode = _code(tally)


def _code(tally: Tally) -> int:
    if not tally.problems and not tally.visits["failed"]:
        return 0
    return PARTIAL if tally.visits else FAILED


def _told(tally: Tally) -> str:
    """'12 new, 3 already there; passed over: listings (30), walls (4)'."""
    took = ", ".join(f"{tally.visits[name]} {told}" for name, told in _VISITS.items() if tally.visits[name])
    passed = ", ".join(f"{name} ({number})" for name, number in sorted(tally.passed.items()))
    return (took or "no articles") + (f"; passed over: {passed}" if passed else "")
