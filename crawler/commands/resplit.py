"""``scrapy resplit``: the archive's raw pages read again with today's rules."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.commands import ScrapyCommand

from crawler.commands import PARTIAL, USAGE, Ending, add_lock_wait

if TYPE_CHECKING:
    from crawler.clock import Clock


class Command(Ending, ScrapyCommand):
    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

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

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.clock import Clock

        assert self.settings is not None
        if args:
            self._end(USAGE, "takes no argument; name a site with --site")
            return
        try:
            clock = Clock(self.settings["NOW"])
            since = date.fromisoformat(opts.since).isoformat() if opts.since else None
        except ValueError as error:
            self._end(USAGE, f"no date: {error}")
            return
        again = "interrupted; the same command goes on where it was"
        if opts.dry_run:
            self._ask(lambda: self._resplit(opts, since, clock), interrupted=again)
        else:
            self._write(
                lambda: self._resplit(opts, since, clock), lock_wait=opts.lock_wait, interrupted=again
            )

    def _resplit(self, opts: argparse.Namespace, since: str | None, clock: Clock) -> None:
        from crawler.archive import Archive
        from crawler.archive.rereading import Asked
        from crawler.guard import Guard
        from crawler.printing import progress_bar
        from crawler.resplit.report import told
        from crawler.resplit.run import Resplit, todays_rules
        from crawler.resplit.workers import cores

        assert self.settings is not None
        path = self.settings["ARCHIVE"]
        with Archive(path, clock, readonly=True) as archive:  # a missing file is not made
            known = archive.memory.sites()
        if opts.site is not None and opts.site not in known:
            self._end(USAGE, f"{path} has no site {opts.site!r}; it has {', '.join(known) or 'none'}")
            return
        with Archive(path, clock, readonly=opts.dry_run) as archive:
            asked = Asked(opts.site, since, todays_rules(archive) if opts.stale else None)
            tally = Resplit(
                archive,
                asked,
                guard=Guard.of(self.settings, archive, writable=not opts.dry_run),
                jobs=opts.jobs or cores(),
                write=not opts.dry_run,
                progress=progress_bar(sys.stderr) if sys.stderr.isatty() else lambda done, total: None,
            ).run()
        if sys.stderr.isatty():
            print(file=sys.stderr)
        for line in told(tally, dry_run=opts.dry_run):
            print(line)
        self.exitcode = PARTIAL if tally.refused else 0
