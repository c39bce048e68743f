"""``scrapy status``: how the sites of the archive stand; a watchman's command."""

from __future__ import annotations

import argparse
import json

from scrapy.commands import ScrapyCommand

from crawler.commands import OfflineCommand, Wrong, end_with_reader
from crawler.exit_codes import FAILED


class Command(OfflineCommand, ScrapyCommand):
    def syntax(self) -> str:
        return "[SITE ...] [--older-than DAYS] [--json]"

    def short_desc(self) -> str:
        return "Tell how each archived site stands"

    def long_desc(self) -> str:
        return (
            "Tell of each site of the archive its last run and age, what is held, which parts its pages show "
            "against its own past, whose threads are short, what is quarantined, what is due. Exit 1 when "
            "a site gave no good answer for more than --older-than days, else 0; 2 usage. Examples: "
            "'scrapy status', 'scrapy status leblogauto --json', 'scrapy status --older-than 2'."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--older-than", type=float, default=3.0, metavar="DAYS", help="what is too old (default: 3)"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def _run(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.archive import Archive, NoSite
        from crawler.update.status import as_json, is_old, lines

        end_with_reader()
        if not opts.older_than >= 0:  # "not a number" is none, either
            raise Wrong("--older-than: 0 days or more")
        clock = self._clock()
        with Archive(self._archive, clock, readonly=True) as archive:
            for name in args:
                self._check_site(name, archive.memory.sites())
            states = archive.memory.states(args)
        if not states:
            raise NoSite(self._archive)
        now, days = clock.now(), opts.older_than
        if opts.json:
            sites = [as_json(state, now, days) for state in states]
            print(json.dumps({"archive": str(self._settings["ARCHIVE"]), "sites": sites}, ensure_ascii=False))
        else:
            print("\n".join(line for state in states for line in lines(state, now, days)))
        self.exitcode = FAILED if any(is_old(state, now, days) for state in states) else 0
