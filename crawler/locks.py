"""Locks that the kernel frees, however the process ends: one of the archive, one for each of its sites.

The archive's keeps two commands from changing all of its rows at once. A site's keeps its queue one: two
crawls of it, each as polite as it is, would ask it twice as fast. Crawls of different sites do not wait.

``flock(2)`` on files beside the archive. They stay, empty of meaning: whether one is there says nothing, only
whether someone holds it. https://man7.org/linux/man-pages/man2/flock.2.html
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from crawler.archive import ArchiveUnreachable

STEP = 0.2  # seconds between two tries; flock has no time limit of its own


class LockHeld(Exception):
    """Another process holds the lock; ``reason`` says so without saying of what, ``holder`` is its process id
    where it can be read."""

    def __init__(self, locked: object, does: str, holder: str) -> None:
        self.holder = holder
        self.reason = f"{does}{f' (process {holder})' if holder else ''}"
        super().__init__(f"{locked}: {self.reason}; wait for it, or use --lock-wait SEC")


@contextmanager
def archive_lock(archive: Path, wait: float = 0.0) -> Iterator[None]:
    """Hold the archive's lock, waiting up to ``wait`` seconds for it.

    Raises LockHeld, and ArchiveUnreachable when there can be no file beside the archive.
    """
    file = _open(archive, f"{archive}.lock")
    try:
        if not _take(file, wait):
            raise LockHeld(archive, "another update is running", _holder(file))
        yield
    finally:
        os.close(file)


class SiteLocks:
    """The sites of an archive that this process crawls: a context manager, at whose end all are free."""

    def __init__(self, archive: Path) -> None:
        self._archive = archive
        self._held: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for site in list(self._held):
            self.free(site)

    def take(self, site: str, wait: float = 0.0) -> None:
        """Hold a site's lock, waiting up to ``wait`` seconds for it. Raises what ``archive_lock`` raises."""
        file = _open(self._archive, f"{self._archive}.{quote(site, safe=':[]')}.lock")
        if not _take(file, wait):
            holder = _holder(file)
            os.close(file)
            raise LockHeld(site, f"another crawl of it into {self._archive} is running", holder)
        self._held[site] = file

    def free(self, site: str) -> None:
        """Let others crawl the site."""
        os.close(self._held.pop(site))


def _open(archive: Path, path: str) -> int:
    try:
        return os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise ArchiveUnreachable(archive, f"{path}: {error.strerror}") from error


def _take(file: int, wait: float) -> bool:
    """Whether the lock is ours, after so many seconds at most; the file then names this process."""
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(STEP)
        else:
            with suppress(OSError):  # a disk that is full cannot be told who holds the lock
                os.ftruncate(file, 0)
                os.pwrite(file, f"{os.getpid()}\n".encode(), 0)
            return True


def _holder(file: int) -> str:
    return os.pread(file, 20, 0).decode("ascii", "replace").strip()
