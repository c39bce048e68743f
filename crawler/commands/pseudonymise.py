"""``scrapy pseudonymise``: the commenters already archived under names made with the key."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand

from crawler.commands import Ending

FAILED, USAGE, LOCKED = 1, 2, 75


class Command(Ending, ScrapyCommand):
    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return ""

    def short_desc(self) -> str:
        return "Give the archived commenters names made with the pseudonym key"

    def long_desc(self) -> str:
        return (
            "Replace the names of all archived commenters, and take their addresses away, as crawls do by "
            "themselves once PSEUDONYM_KEY or PSEUDONYM_KEY_FILE is set. The same name is the same pseudonym "
            "on one site, and another one on another site. Raw pages still hold the names: see "
            "RAW_RETENTION_DAYS. Exit codes: 0 done, 1 failed, 2 no key, 75 another run holds the lock."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.archive import Archive, ArchiveError
        from crawler.privacy import KeyUnusable, Pseudonyms
        from crawler.update.lock import LockHeld, archive_lock

        assert self.settings is not None
        path = Path(self.settings["ARCHIVE"])
        try:
            pseudonyms = Pseudonyms.of(self.settings)
            if pseudonyms is None or args:
                self._end(USAGE, "needs PSEUDONYM_KEY or PSEUDONYM_KEY_FILE, and takes no argument")
                return
            Archive(path, readonly=True).close()  # a missing file is not made
            with archive_lock(path), Archive(path) as archive:
                renamed = archive.rights.rename_commenters(pseudonyms.name)
        except LockHeld as error:
            self._end(LOCKED, str(error))
        except KeyUnusable as error:
            self._end(USAGE, str(error))
        except (ArchiveError, OSError) as error:
            self._end(FAILED, str(error))
        else:
            print(f"{renamed} name{'s' if renamed != 1 else ''} replaced")
