"""The commands that stand beside Scrapy's own, each named as its module."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.settings import Settings

from crawler.exit_codes import FAILED, INTERRUPTED, LOCKED, USAGE

if TYPE_CHECKING:
    from scrapy.crawler import CrawlerProcessBase

    from crawler.clock import Clock


class Wrong(Exception):
    """The command as typed, or a setting of it, cannot be followed; ``str()`` says why."""


def end_when_interrupted() -> None:
    """End as other tools do, at once and quietly, at Ctrl-C. Not for a command that writes the archive."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def end_with_reader() -> None:
    """The same, and also when who reads the output goes away (``| head``). Not while connections are open:
    they would end it, too."""
    end_when_interrupted()
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def article_key(word: str) -> int | str:
    """An article as it is typed: its id, or its address. SQLite's integers have 18 digits to use, and a few
    more of 19."""
    return int(word) if word.isdecimal() and len(word) <= 18 else word


def add_lock_wait(parser: argparse.ArgumentParser) -> None:
    """Let the command wait for another that holds its lock."""
    parser.add_argument(
        "--lock-wait", type=float, default=0.0, metavar="SEC", help="wait for another run (default: 0)"
    )


def check_lock_wait(seconds: float) -> None:
    """Raises Wrong where that is no time to wait."""
    if not seconds >= 0:  # "not a number" is none, either
        raise Wrong("--lock-wait: wait 0 s or more")


class ProjectCommand:
    """A command of ours: it does its work in ``_run``, and one line tells why that could not be done.

    Stands before the ScrapyCommand among a command's bases, and is none itself: Scrapy takes each one in this
    package for a command.
    """

    requires_project = True
    interrupted: ClassVar[str] = "interrupted"  # what is told after Ctrl-C

    exitcode: int
    settings: Settings | None
    crawler_process: CrawlerProcessBase | None

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do what was typed. Exit codes: 1 when the archive cannot be used, 2 when what was typed or set
        cannot be followed, 75 when another process holds the lock, 130 after Ctrl-C."""
        from crawler.archive import ArchiveError
        from crawler.locks import LockHeld
        from crawler.privacy import KeyUnusable

        try:
            self._run(args, opts)
        except LockHeld as error:
            self._end(LOCKED, str(error))
        except (Wrong, KeyUnusable) as error:
            self._end(USAGE, str(error))
        except KeyboardInterrupt:
            self._end(INTERRUPTED, self.interrupted)
        except (ArchiveError, OSError) as error:
            self._end(FAILED, str(error))

    def _run(self, args: list[str], opts: argparse.Namespace) -> None:
        raise NotImplementedError

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Scrapy hands a command the options that nobody knows as its arguments: they are refused."""
        unknown = [word for word in args if word.startswith("-") and word != "-"]
        if unknown:
            self._end(USAGE, f"unknown option {unknown[0]}")
            raise SystemExit(USAGE)
        super().process_options(args, opts)  # type: ignore[misc]

    def _end(self, code: int, sentence: str) -> None:
        """Say why, under the command's name, and set its exit code."""
        print(f"scrapy {type(self).__module__.rpartition('.')[2]}: {sentence}", file=sys.stderr)
        self.exitcode = code

    @property
    def _settings(self) -> Settings:
        assert self.settings is not None, "Scrapy sets them before it runs a command"
        return self.settings

    @property
    def _process(self) -> CrawlerProcessBase:
        assert self.crawler_process is not None, "Scrapy makes it for a command that requires it"
        return self.crawler_process

    @property
    def _archive(self) -> Path:
        return Path(self._settings["ARCHIVE"])

    def _clock(self) -> Clock:
        """The archive's clock. Raises Wrong."""
        from crawler.clock import Clock

        try:
            return Clock(self._settings["NOW"])
        except ValueError as error:
            raise Wrong(str(error)) from error

    def _check_site(self, name: str | None, known: Collection[str]) -> None:
        """Raises Wrong where a site was named that the archive does not have."""
        if name and name not in known:
            raise Wrong(f"{self._archive} has no site {name!r}; it has {', '.join(known) or 'none'}")

    def _write(self, act: Callable[[], None], *, lock_wait: float, existing: bool = False) -> None:
        """Change the archive's rows under its lock, for which to wait so many seconds. An archive of an older
        schema is upgraded; one that has to be ``existing`` is not made."""
        from crawler.archive import Archive, ArchiveMissing, OlderArchive
        from crawler.locks import archive_lock

        check_lock_wait(lock_wait)
        older = False
        try:
            Archive(self._archive, readonly=True).close()
        except OlderArchive:
            older = True
        except ArchiveMissing:
            if existing:
                raise
        with archive_lock(self._archive, lock_wait):
            if older:
                Archive(self._archive).close()
            act()


class OfflineCommand(ProjectCommand):
    """A command that asks nothing of any site: it needs no reactor, and Scrapy's log tells nothing of it."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}
