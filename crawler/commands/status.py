"""``scrapy status``: how the sites of the archive stand; a watchman's command."""

from __future__ import annotations

import argparse
import json
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand

from crawler.commands import USAGE, Ending, end_with_reader

OLD = 1


class Command(Ending, ScrapyCommand):
    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

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

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.archive import Archive, ArchiveError
        from crawler.clock import Clock
        from crawler.update.status import as_json, is_old, lines

        assert self.settings is not None
        end_with_reader()
        unknown = [word for word in args if word.startswith("-")]
        if unknown:
            return self._end(USAGE, f"unknown option {unknown[0]}")
        try:
            clock = Clock(self.settings["NOW"])
            with Archive(self.settings["ARCHIVE"], clock, readonly=True) as archive:
                states = archive.memory.states(args)
        except ValueError:
            return self._end(USAGE, f"NOW is no ISO 8601 time: {self.settings['NOW']}")
        except ArchiveError as error:
            return self._end(OLD, str(error))
        missing = sorted(set(args) - {state.site for state in states})
        if missing:
            return self._end(USAGE, f"the archive holds no site {missing[0]!r}")
        now, days = clock.now(), opts.older_than
        if opts.json:
            sites = [as_json(state, now, days) for state in states]
            print(json.dumps({"archive": str(self.settings["ARCHIVE"]), "sites": sites}, ensure_ascii=False))
        else:
            print("\n".join(line for state in states for line in lines(state, now, days)))
        self.exitcode = OLD if any(is_old(state, now, days) for state in states) else 0
        return None
