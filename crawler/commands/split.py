"""``scrapy split``: one page in, its parts out, as JSON or as text to read."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.commands import OfflineCommand, end_when_interrupted, end_with_reader
from crawler.exit_codes import FAILED
from crawler.items import Article, Page, as_dict

if TYPE_CHECKING:
    from crawler.clock import Clock
    from crawler.spiders.one_page import PageUnavailable
    from crawler.splitter import Document


_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class _Job:
    """One page to split: a path ("-" is standard input) or an address, and the site whose rules to use."""

    path: str | None
    url: str | None
    site: str | None


class Command(OfflineCommand, ScrapyCommand):
    def syntax(self) -> str:
        return "PATH|URL|- [PATH|URL ...] [--url URL] [--site NAME] [--text]"

    def short_desc(self) -> str:
        return "Split pages into article, sources, opinion and comments"

    def long_desc(self) -> str:
        return (
            "Print the split of each page as one JSON object a line: headline, authors, dates, blocks "
            "(lead, body, opinion, source, …), sources, opinion, comments. Exit 1 when a page could not be "
            'split: its line is {"path", "url", "error"}. Examples: "scrapy split page.html --url URL", '
            '"scrapy split capture.txt --text", "scrapy split *.html", "scrapy split --manifest pages.jsonl".'
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--url", help="where the page was found (with one page)")
        parser.add_argument("--site", help="the site whose rules to use (see 'scrapy list')")
        parser.add_argument("--text", action="store_true", help="print for a person to read")
        parser.add_argument("--unclaimed", action="store_true", help="list only the text no rule understood")
        parser.add_argument(
            "--manifest", metavar="FILE", help='JSON Lines of {"path", "url"?, "site"?}; "-" is stdin'
        )

    def _run(self, args: list[str], opts: argparse.Namespace) -> None:
        if opts.manifest and args:
            raise UsageError("--manifest takes the place of paths", print_help=False)
        end_when_interrupted()
        jobs = _manifest(opts.manifest, opts.site) if opts.manifest else list(_arguments(args, opts))
        clock = self._clock()
        # A saved page does not say when it was saved: only a given NOW can date "il y a 3 heures" in it.
        saved_at = clock.now() if self._settings["NOW"] else None
        fetched = {} if opts.manifest else self._fetch([job.url or "" for job in jobs if job.path is None])
        end_with_reader()
        for job in jobs:
            try:
                document, article = self._split(job, fetched, clock, saved_at)
            except Exception as error:  # noqa: BLE001 -- whatever one page does, the others are still printed
                self.exitcode = FAILED
                print(
                    json.dumps(
                        {"path": job.path, "url": job.url, "error": _sentence(error)}, ensure_ascii=False
                    )
                )
                continue
            _show(article, job.path, opts)
            told = _elsewhere(document)
            if told is not None:
                print(f"scrapy split: {job.path or article.url}: {told}", file=sys.stderr)

    def _fetch(self, urls: list[str]) -> dict[str, Page | PageUnavailable]:
        """The pages named by their address, all before the first is split: the reactor runs once."""
        if not urls:
            return {}
        from crawler.spiders.one_page import fetch

        return fetch(urls, self._settings)

    def _split(
        self,
        job: _Job,
        fetched: Mapping[str, Page | PageUnavailable],
        clock: Clock,
        saved_at: datetime | None,
    ) -> tuple[Document, Article]:
        from crawler.sites import all_sites, site_for_url
        from crawler.splitter import canonical_url, parse, split_document

        url = job.url
        encoding: str | None = None
        seen_at = saved_at
        if job.path is None:
            from crawler.spiders.pages import charset_of

            page = fetched[job.url or ""]
            if not isinstance(page, Page):
                raise page
            body, url, encoding = page.body, page.url, charset_of(page)
            seen_at = clock.now()
        else:
            body = sys.stdin.buffer.read() if job.path == "-" else Path(job.path).read_bytes()
        document = parse(body, url, encoding)
        site = all_sites()[job.site] if job.site else site_for_url(url or canonical_url(document))
        return document, split_document(document, site, seen_at=seen_at)


def _elsewhere(document: Document) -> str | None:
    """Where the rest of a text stands that is spread over several pages: it is no part of this split."""
    from crawler.splitter import canonical_url
    from crawler.splitter.page.article_pages import article_of, article_pages
    from crawler.splitter.words.addresses import join_address

    url, root = document.url or canonical_url(document), document.root
    if url is None or root is None:
        return None

    def absolute(href: str) -> str | None:
        return join_address(url, href.partition("#")[0])

    article = article_of(root, url, absolute)
    if article is not None:
        return f"a further page of the text of {article}"
    pages = article_pages(root, url, absolute)
    return f"its text goes on at {', '.join(pages)}" if pages else None


def _arguments(args: list[str], opts: argparse.Namespace) -> Iterator[_Job]:
    if not args:
        raise UsageError("give at least one PATH or URL")
    if opts.url and len(args) > 1:
        raise UsageError("--url goes with one page; for several use --manifest", print_help=False)
    if opts.url and not opts.url.startswith(_WEB):
        raise UsageError(f"--url: no web address (http://…, https://…): {opts.url}", print_help=False)
    _check_site(opts.site)
    for arg in args:
        if arg.startswith(_WEB):
            yield _Job(None, arg, opts.site)
        else:
            yield _Job(arg, opts.url, opts.site)


def _manifest(name: str, site: str | None) -> Iterator[_Job]:
    _check_site(site)
    try:
        with sys.stdin if name == "-" else Path(name).open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                job = _row(line)
                if job is None:
                    raise UsageError(
                        f'{name}, line {number}: expected {{"path", "url"?, "site"?}}', print_help=False
                    )
                _check_site(job.site)
                yield _Job(job.path, job.url, job.site or site)
    except OSError as error:
        raise UsageError(f"cannot read the manifest {name}: {error.strerror}", print_help=False) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"the manifest {name} is not UTF-8: {error.reason}", print_help=False) from error


def _row(line: str) -> _Job | None:
    """A line of a manifest; None where it is none."""
    try:
        row = json.loads(line)
        named = [row["path"], row.get("url"), row.get("site")]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if not isinstance(named[0], str) or not all(isinstance(word, str | None) for word in named):
        return None
    return _Job(*named)


def _check_site(name: str | None) -> None:
    from crawler.sites import all_sites

    if name is not None and name not in all_sites():
        raise UsageError(f"unknown site {name!r}; 'scrapy list' shows the known ones", print_help=False)


def _show(article: Article, path: str | None, opts: argparse.Namespace) -> None:
    if opts.unclaimed:
        for block in article.blocks:
            if block.part == "unclaimed":
                print(f"{path or article.url}\t{block.kind}\t{block.text}")
        return
    if opts.text:
        from crawler.printing import Printer

        print("\n".join(Printer.on(sys.stdout).article(article)))
        return
    print(json.dumps({"path": path, **as_dict(article)}, ensure_ascii=False))


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.strerror or error}: {error.filename}" if error.filename else str(error)
    if isinstance(error, ValueError) and str(error):
        return str(error)  # ours, and meant for a person
    return f"{type(error).__name__}: {error}"
