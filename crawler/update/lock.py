"""One update of an archive at a time: a lock that the kernel frees, however the process ends.

``flock(2)`` on a file beside the archive. The file stays, empty of meaning: whether it is there says nothing,
only whether someone holds it. https://man7.org/linux/man-pages/man2/flock.2.html
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STEP = 0.2  # seconds between two tries; flock has no time limit of its own


class LockHeld(Exception):
    """Another process holds the lock of the archive; ``holder`` is its process id where it can be read."""

    def __init__(self, archive: Path, holder: str) -> None:
        told = f" (process {holder})" if holder else ""
        super().__init__(f"{archive}: another update is running{told}; wait for it, or use --lock-wait SEC")
        self.archive = archive
        self.holder = holder


@contextmanager
def archive_lock(archive: Path, wait: float = 0.0) -> Iterator[None]:
    """Hold the archive's lock, waiting up to ``wait`` seconds for it.

    Raises LockHeld, and OSError when there can be no file beside the archive.
    """
    file = os.open(f"{archive}.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        _take(file, archive, time.monotonic() + wait)
        os.ftruncate(file, 0)
        os.pwrite(file, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(file)


def _take(file: int, archive: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                holder = os.pread(file, 20, 0).decode("ascii", "replace").strip()
                raise LockHeld(archive, holder) from None
            time.sleep(STEP)
