"""``scrapy resplit``: the archive's raw pages read again with today's rules."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand

from crawler.commands import OfflineCommand, Wrong, add_lock_wait
from crawler.exit_codes import PARTIAL

if TYPE_CHECKING:
    from crawler.clock import Clock


class Command(OfflineCommand, ScrapyCommand):
    interrupted = "interrupted; the same command goes on where it was"

    def syntax(self) -> str:
        return "[--site NAME] [--since DATE] [--stale] [--dry-run]"

    def short_desc(self) -> str:
        return "Read the archived raw pages again with today's rules"

    def long_desc(self) -> str:
        return (
            "Split the raw pages of the archive again, on all cores, and correct its rows: no revision, no "
            "edit, no removal is made, since the site changed nothing. A reading that is plainly worse is "
            "refused. One that was interrupted goes on where it was. Exit codes: 0 all well, 1 failed, "
            "2 usage, 3 readings were refused, 75 another run holds the lock, 130 interrupted. Examples: "
            "'scrapy resplit --dry-run', 'scrapy resplit --stale', 'scrapy resplit --site leblogauto "
            "--since 2026-03-01'."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--site", metavar="NAME", help="of this site alone")
        parser.add_argument("--since", metavar="DATE", help="pages fetched on this day (YYYY-MM-DD) or later")
        parser.add_argument(
            "--stale", action="store_true", help="only what other rules than today's have read"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and write nothing")
        parser.add_argument(
            "--jobs", type=int, metavar="N", help="processes that split (default: one for each core)"
        )
        add_lock_wait(parser)

    def _run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            raise Wrong("takes no argument; name a site with --site")
        clock = self._clock()
        try:
            since = date.fromisoformat(opts.since).isoformat() if opts.since else None
        except ValueError as error:
            raise Wrong(f"no date: {error}") from error
        if opts.dry_run:
            self._resplit(opts, since, clock)
        else:
            self._write(lambda: self._resplit(opts, since, clock), lock_wait=opts.lock_wait)

    def _resplit(self, opts: argparse.Namespace, since: str | None, clock: Clock) -> None:
        from crawler.archive import Archive
        from crawler.archive.rereading import Asked
        from crawler.guard import Guard
        from crawler.printing import progress_on
        from crawler.resplit.report import told
        from crawler.resplit.run import Resplit, todays_rules
        from crawler.resplit.workers import cores

        path = self._archive
        with Archive(path, clock, readonly=True) as archive:  # a missing file is not made
            self._check_site(opts.site, archive.memory.sites())
        with Archive(path, clock, readonly=opts.dry_run) as archive, progress_on(sys.stderr) as progress:
            asked = Asked(opts.site, since, todays_rules(archive) if opts.stale else None)
            tally = Resplit(
                archive,
                asked,
                guard=Guard.of(self._settings, archive, writable=not opts.dry_run),
                jobs=opts.jobs or cores(),
                write=not opts.dry_run,
                progress=progress,
            ).run()
        for line in told(tally, dry_run=opts.dry_run):
            print(line)
        self.exitcode = PARTIAL if tally.refused else 0
