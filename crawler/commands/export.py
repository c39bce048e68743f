"""``scrapy export``: the archive, or what is asked of it, as a file to take away."""

from __future__ import annotations

import argparse
import re
import signal
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand

from crawler.commands import OfflineCommand, Wrong
from crawler.exit_codes import FAILED, TERMINATED

if TYPE_CHECKING:
    from types import FrameType

    from crawler.archive.othernames import NewName
    from exports.files import Export, Order
    from exports.search import Question


class Command(OfflineCommand, ScrapyCommand):
    interrupted = "interrupted; nothing was replaced"

    def syntax(self) -> str:
        return "FORMAT [--since DATE] [--until DATE] [--site NAME] [--query WORDS] [--out PATH]"

    def short_desc(self) -> str:
        return "Write articles of the archive to a file to take away"

    def long_desc(self) -> str:
        from exports.files import FORMS

        formats = "; ".join(f"{name} ({form.told})" for name, form in FORMS.items())
        return (
            "Write the archive (-s ARCHIVE=archive.db), or what is asked of it, as a file. Formats: "
            f"{formats}. Articles that ask not to be published stay out. A file takes its place when it "
            "is whole, with a manifest beside it. A crawl may write meanwhile. Exit codes: 0 all well, "
            "1 failed, 2 usage, 130/143 interrupted. Examples: 'scrapy export csv > articles.csv', 'scrapy "
            "export epub --month 2026-02 --out fevrier.epub', 'scrapy export sqlite --pseudonymise'."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        day = "YYYY-MM-DD, or a month or a year"
        parser.add_argument("--since", metavar="DATE", help=f"published then or later ({day})")
        parser.add_argument("--until", metavar="DATE", help=f"published then or earlier ({day})")
        parser.add_argument("--month", metavar="YYYY-MM", help="published in this month")
        parser.add_argument("--site", metavar="NAME", help="of this site alone")
        parser.add_argument("--query", metavar="WORDS", help="articles that the search page finds for this")
        parser.add_argument("--article", type=int, metavar="ID", help="this article alone")
        parser.add_argument(
            "--rows", choices=("articles", "comments"), help="jsonl, csv, parquet: a flat row for each"
        )
        parser.add_argument(
            "--out", metavar="PATH", help="'-' is standard output, the default for text formats"
        )
        parser.add_argument(
            "--pseudonymise",
            action="store_true",
            help="commenters under other names (PSEUDONYM_KEY, or a new key)",
        )

    def _run(self, args: list[str], opts: argparse.Namespace) -> None:
        from exports.formats.parquet import ParquetMissing

        signal.signal(signal.SIGTERM, _terminated)
        try:
            self._export(self._order(args, opts), opts)
        except ParquetMissing as error:
            self._end(FAILED, str(error))
        except OSError as error:
            self._end(FAILED, f"{error.filename or opts.out or 'standard output'}: {error.strerror or error}")
        except _Terminated:
            self._end(TERMINATED, "terminated; nothing was replaced")

    def _export(self, order: Order, opts: argparse.Namespace) -> None:
        from crawler.archive.takeout import Takeout
        from crawler.printing import progress_bar
        from exports.files import Export

        names = self._names() if opts.pseudonymise else None
        with Takeout(self._archive, names) as takeout:
            self._check_site(order.question.site, takeout.sites())
            if order.question.article and not takeout.has_article(order.question.article):
                raise Wrong(f"{self._archive} has no article {order.question.article}")
            export = Export(takeout, order)
            watched = sys.stderr.isatty() and (order.path is not None or not sys.stdout.isatty())
            if watched:
                export.progress = progress_bar(sys.stderr)
            export.run()
        if watched:
            print(f"\r\x1b[K{_told(export)}", file=sys.stderr)

    def _order(self, args: list[str], opts: argparse.Namespace) -> Order:
        """What was typed, checked. Raises Wrong."""
        from exports.files import FLAT, FORMS, Order

        if len(args) != 1 or args[0] not in FORMS:
            raise Wrong(f"name one format: {', '.join(FORMS)}")
        form = args[0]
        if opts.rows and form not in FLAT:
            raise Wrong(f"--rows is for {', '.join(FLAT)}")
        if opts.pseudonymise and form == "warc":
            raise Wrong("raw pages hold the names as the site shows them; warc cannot be pseudonymised")
        now, program = self._clock().stamp(), self._settings["USER_AGENT"]
        path, question = self._path(form, opts.out), _question(opts)
        return Order(form, path, question, now, program, opts.rows, opts.pseudonymise)

    def _path(self, form: str, out: str | None) -> Path | None:
        from exports.files import FORMS

        archive, is_text = self._archive, FORMS[form].is_text
        if out is None and not is_text:
            return Path(f"{archive.stem}{FORMS[form].ending}")
        if out in (None, "-"):
            if not is_text:
                raise Wrong(f"{form} is no text; name a file with --out")
            return None
        path = Path(str(out))
        if path.is_dir():
            raise Wrong(f"{path} is a folder; name a file in it")
        if path.exists() and archive.exists() and path.samefile(archive):
            raise Wrong(f"{path} is the archive itself; name another file")
        return path

    def _names(self) -> NewName:
        """Other names by the operator's key, or by one that nobody keeps: then two exports cannot be joined
        by their names."""
        import secrets

        from crawler.privacy import Pseudonyms

        pseudonyms = Pseudonyms.of(self._settings) or Pseudonyms(secrets.token_bytes(32))
        return pseudonyms.name


class _Terminated(BaseException):
    """SIGTERM: what was begun is taken away first."""


def _terminated(number: int, frame: FrameType | None) -> None:
    raise _Terminated


def _question(opts: argparse.Namespace) -> Question:
    from exports.expression import NoLexicon, match_expression
    from exports.search import Question

    if opts.month and (opts.since or opts.until):
        raise Wrong("--month stands alone, without --since and --until")
    if opts.month and not re.fullmatch(r"\d{4}-\d\d", opts.month):
        raise Wrong(f"no month: {opts.month}; write YYYY-MM")
    if opts.query is not None and match_expression(opts.query, NoLexicon()) is None:
        raise Wrong(f"nothing to look for in --query {opts.query!r}: it needs a word")
    if opts.article is not None and opts.article < 1:
        raise Wrong(f"no article's number: {opts.article}")
    return Question(
        text=opts.query or "",
        site=opts.site or "",
        since=_day(opts.month or opts.since, first=True),
        until=_day(opts.month or opts.until, first=False),
        article=str(opts.article or ""),
    )


def _day(text: str | None, *, first: bool) -> str:
    """The first or last day of what was typed: a day, a month, a year; '' for nothing."""
    from exports.files import last_day

    if not text:
        return ""
    try:
        if re.fullmatch(r"\d{4}", text):
            text = f"{text}-01" if first else f"{text}-12"
        if re.fullmatch(r"\d{4}-\d\d", text):
            text = f"{text}-01" if first else last_day(text)
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise Wrong(f"no date: {text}; write YYYY-MM-DD, YYYY-MM or YYYY") from error


def _told(export: Export) -> str:
    known = sorted((name.replace("_", " "), number) for name, number in export.counts.items() if number)
    counts = ", ".join(f"{name} ({number})" for name, number in known)
    left = ", ".join(f"{wish} ({number})" for wish, number in export.left_out.items())
    where = export.order.path or "standard output"
    return f"{where}: {counts or 'nothing'}" + (f"; left out: {left}" if left else "")
