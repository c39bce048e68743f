"""The sample blog, served from a process of its own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import urlsplit

from crawler.demo.server import BlogServer
from crawler.demo.world import World

Make = Callable[[str], World]


@dataclass(frozen=True)
class Served:
    """A blog being served: its address, and the file that gets a line "STATUS PATH" for each answer."""

    url: str
    log: Path

    @property
    def name(self) -> str:
        """The site's name in the archive: host and port."""
        return urlsplit(self.url).netloc

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 80

    def asked(self) -> list[tuple[int, str]]:
        lines = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        return [(int(status), path) for status, path in (line.split(" ", 1) for line in lines)]


@contextmanager
def serving(make: Make, log: Path, port: int = 0) -> Iterator[Served]:
    """The world that ``make`` makes, served by another process until the block ends."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(make, log, port, there), daemon=True)
    process.start()
    try:
        yield Served(here.recv(), log)
    finally:
        process.terminate()
        process.join()


def _serve(make: Make, log: Path, port: int, pipe: Connection) -> None:
    lines = log.open("a", encoding="utf-8", buffering=1)
    with lines, BlogServer(port, make, lambda status, path: print(status, path, file=lines)) as server:
        pipe.send(server.url)
        server.wait()
