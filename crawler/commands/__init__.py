"""The commands that stand beside Scrapy's own, each named as its module."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from scrapy.settings import Settings

FAILED, USAGE, PARTIAL, LOCKED, INTERRUPTED = 1, 2, 3, 75, 130


def end_with_reader() -> None:
    """End as other tools do, at once and quietly, when who reads the output goes away (``| head``). Not for a
    command that writes the archive, nor while connections are open: they would end it, too."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def add_lock_wait(parser: argparse.ArgumentParser) -> None:
    """Let the command wait for another that holds its lock."""
    parser.add_argument(
        "--lock-wait", type=float, default=0.0, metavar="SEC", help="wait for another run (default: 0)"
    )


class Ending:
    """How a command does its work with the archive, and how it ends where it cannot. No ``ScrapyCommand``:
    Scrapy takes each one in this package for a command."""

    exitcode: int
    settings: Settings | None

    def _end(self, code: int, sentence: str) -> None:
        """Say why, under the command's name, and set its exit code."""
        print(f"scrapy {type(self).__module__.rpartition('.')[2]}: {sentence}", file=sys.stderr)
        self.exitcode = code

    def _write(
        self,
        act: Callable[[], None],
        *,
        lock_wait: float,
        existing: bool = False,
        interrupted: str = "interrupted",
    ) -> None:
        """Change the archive's rows under its lock, for which to wait so many seconds; ``_ask`` says how it
        ends. An archive of an older schema is upgraded; one that has to be ``existing`` is not made."""
        from crawler.archive import Archive, ArchiveMissing, OlderArchive
        from crawler.update.lock import archive_lock

        assert self.settings is not None
        archive = Path(self.settings["ARCHIVE"])
        if not self._may_wait(lock_wait):
            return

        def locked() -> None:
            older = False
            try:
                Archive(archive, readonly=True).close()
            except OlderArchive:
                older = True
            except ArchiveMissing:
                if existing:
                    raise
            with archive_lock(archive, lock_wait):
                if older:
                    Archive(archive).close()
                act()

        self._ask(locked, interrupted=interrupted)

    def _may_wait(self, lock_wait: float) -> bool:
        """Whether that is a time to wait; one line says that it is none."""
        if lock_wait >= 0:  # not "no number", either
            return True
        self._end(USAGE, "--lock-wait: wait 0 s or more")
        return False

    def _ask(self, act: Callable[[], None], *, interrupted: str = "interrupted") -> None:
        """Do something with the archive. One line tells why it could not be done: the archive or the key of
        pseudonyms is of no use, another process holds the lock, somebody pressed Ctrl-C."""
        from crawler.archive import ArchiveError
        from crawler.privacy import KeyUnusable
        from crawler.update.lock import LockHeld

        try:
            act()
        except LockHeld as error:
            self._end(LOCKED, str(error))
        except KeyUnusable as error:
            self._end(USAGE, str(error))
        except KeyboardInterrupt:
            self._end(INTERRUPTED, interrupted)
        except (ArchiveError, OSError) as error:
            self._end(FAILED, str(error))
