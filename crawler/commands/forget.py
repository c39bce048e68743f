"""``scrapy forget``: a commenter or an article erased for good, everywhere, with proof."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand

from crawler.commands import OfflineCommand, Wrong, add_lock_wait, article_key
from crawler.exit_codes import FAILED

if TYPE_CHECKING:
    from crawler.archive import Archive
    from crawler.archive.erasing import Erased, Leftover
    from crawler.clock import Clock


class Command(OfflineCommand, ScrapyCommand):
    def syntax(self) -> str:
        return "ARTICLE-URL|ID | --commenter NAME [--author-url URL] [--site NAME] | --scrub"

    def short_desc(self) -> str:
        return "Erase a commenter or an article everywhere, for good"

    def long_desc(self) -> str:
        return (
            "Erase from the archive (-s ARCHIVE=archive.db) an article with its thread and its history, or "
            "what a commenter wrote: rows, earlier versions, full-text, raw pages, free pages and log. An "
            "erased comment keeps its place in the thread, without name or words. Later crawls do not bring "
            "it back. Then the file's bytes are searched, and what still mentions the name is listed. There "
            "is no way back; copies and exports made before are not reached. Exit codes: 0 erased, 1 failed "
            "or something of it still stands, 2 usage, 75 another run holds the lock. Examples: "
            "'scrapy forget 42', 'scrapy forget --commenter \"Jean D.\" --site leblogauto'."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--commenter", metavar="NAME", help="the name that stands over the comments")
        parser.add_argument("--author-url", metavar="URL", help="the address that the name links to")
        parser.add_argument(
            "--scrub", action="store_true", help="only rewrite the file, after a reader held up an erasure"
        )
        parser.add_argument("--site", metavar="NAME", help="on this site alone (default: on all)")
        add_lock_wait(parser)

    def _run(self, args: list[str], opts: argparse.Namespace) -> None:
        person = bool(opts.commenter or opts.author_url)
        if person + bool(args) + opts.scrub != 1 or len(args) > 1 or (opts.site and not person):
            raise Wrong("name one article, or a commenter with --commenter or --author-url")
        clock = self._clock()
        self._write(lambda: self._forget(args, opts, clock), lock_wait=opts.lock_wait, existing=True)

    def _forget(self, args: list[str], opts: argparse.Namespace, clock: Clock) -> None:
        from crawler.archive import Archive

        with Archive(self._archive, clock) as archive:
            if opts.scrub:
                archive.rights.scrub()
                return
            erased = self._article(archive, args[0]) if args else self._person(archive, opts)
            if erased is not None:
                self._prove(erased, archive.rights.search(erased))

    def _person(self, archive: Archive, opts: argparse.Namespace) -> Erased:
        from crawler.archive.erasing import Person
        from crawler.privacy import is_pseudonym, keyed

        sites = archive.memory.sites()
        self._check_site(opts.site, sites)
        known_by_it = opts.commenter is None or is_pseudonym(opts.commenter)
        pseudonyms = None if known_by_it else keyed(self._settings, archive, writable=False)
        names = (
            tuple(pseudonyms.name(site, opts.commenter) for site in ([opts.site] if opts.site else sites))
            if pseudonyms is not None
            else ()
        )
        return archive.rights.forget_person(Person(opts.commenter, opts.author_url, opts.site, names))

    def _article(self, archive: Archive, key: str) -> Erased | None:
        held = archive.read_article(article_key(key))
        if held is None:
            self._end(FAILED, f"the archive has no article {key}")
            return None
        return archive.rights.forget_article(held.id)

    def _prove(self, erased: Erased, left: list[Leftover]) -> None:
        from crawler.verdict import counted

        print(
            f"erased {counted(erased.comments, 'comment')}, {counted(erased.raw_pages, 'raw page')};"
            f" {counted(erased.mentions, 'other comment')} cleared of the name and of quoted words"
        )
        own = [one for one in left if one.own]
        for one in own:
            print(f"  ! still there: {one.what} in {one.where}")
        if any("-wal" in one.where for one in own):
            print("    the log is held by a reader: close it, then run 'scrapy forget --scrub'")
        for one in left:
            if not one.own:
                does = "repeat the words" if one.what == "words" else "mention the name"
                print(f"  others {does}: {one.where}")
        if not own:
            print(
                "searched: the file, its log and index, every raw page and dictionary; nothing of it is left"
            )
        self.exitcode = FAILED if own else 0
