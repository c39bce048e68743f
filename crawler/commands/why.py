"""``scrapy why``: the whole story of a row."""

from __future__ import annotations

import argparse
import json

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.commands import OfflineCommand, article_key, end_with_reader
from crawler.exit_codes import FAILED


class Command(OfflineCommand, ScrapyCommand):
    def syntax(self) -> str:
        return "URL|ID [--json]"

    def short_desc(self) -> str:
        return "Tell how an article was found, fetched, read and kept, and why"

    def long_desc(self) -> str:
        return (
            "Print all that the archive (-s ARCHIVE=archive.db) knows of an article or of an address: who "
            "named it, each fetch with the opt-out signals it showed and what was decided, the rules that "
            "read it, what is kept and what is not, failures, past values, and the state of its thread. Exit "
            "1 when nothing is known. Examples: 'scrapy why 42', 'scrapy why https://… --json'."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def _run(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.archive import Archive
        from crawler.rules import rules_digest
        from crawler.sites import site_named
        from crawler.telling import told

        end_with_reader()
        if len(args) != 1:
            raise UsageError("name one article: its address, or its id", print_help=False)
        with Archive(self._archive, readonly=True) as archive:
            story = archive.story(article_key(args[0]))
        if story is None:
            return self._end(FAILED, f"{self._archive} knows nothing of {args[0]}")
        article = story["article"]
        today = rules_digest(site_named(article["site"])) if article else None
        if opts.json:
            print(json.dumps({**story, "rules_today": today}, ensure_ascii=False))
        else:
            print("\n".join(told(story, today)))
        return None
