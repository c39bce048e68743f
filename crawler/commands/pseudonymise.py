"""``scrapy pseudonymise``: the commenters already archived under names made with the key."""

from __future__ import annotations

import argparse

from scrapy.commands import ScrapyCommand

from crawler.commands import OfflineCommand, Wrong, add_lock_wait


class Command(OfflineCommand, ScrapyCommand):
    def syntax(self) -> str:
        return "[--new-key]"

    def short_desc(self) -> str:
        return "Give the archived commenters names made with the pseudonym key"

    def long_desc(self) -> str:
        return (
            "Replace the names of all archived commenters, and take their addresses away, as crawls do by "
            "themselves once PSEUDONYM_KEY or PSEUDONYM_KEY_FILE is set. The same name is the same pseudonym "
            "on one site, and another one on another site. Raw pages still hold the names: see "
            "RAW_RETENTION_DAYS. The archive remembers by a digest which key it was: another one is refused, "
            "unless --new-key says that the old one is lost. Exit codes: 0 done, 1 failed, 2 no key or "
            "another one, 75 another run holds the lock."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--new-key", action="store_true", help="go on with another key than before")
        add_lock_wait(parser)

    def _run(self, args: list[str], opts: argparse.Namespace) -> None:
        self._write(lambda: self._rename(args, new_key=opts.new_key), lock_wait=opts.lock_wait, existing=True)

    def _rename(self, args: list[str], *, new_key: bool) -> None:
        from crawler.archive import Archive
        from crawler.privacy import Pseudonyms, keyed
        from crawler.verdict import counted

        pseudonyms = Pseudonyms.of(self._settings)
        if pseudonyms is None or args:
            raise Wrong("needs PSEUDONYM_KEY or PSEUDONYM_KEY_FILE, and takes no argument")
        with Archive(self._archive) as archive:
            if new_key:
                archive.rights.bind_key(pseudonyms.fingerprint)
            keyed(self._settings, archive)
            renamed = archive.rights.rename_commenters(pseudonyms.name)
        print(f"{counted(renamed, 'name')} replaced")
