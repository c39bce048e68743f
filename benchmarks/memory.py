"""The memory of a long crawl: how much at most, and whether it grows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.blog import Blog
from benchmarks.crawl import archived
from benchmarks.measure import Figure
from benchmarks.server import served

LIMIT = 200.0  # MB


def measure(*, quick: bool) -> Iterator[Figure]:
    articles = 200 if quick else 5000
    with served(Blog(articles)) as url, TemporaryDirectory() as folder:
        taken = archived(url, articles, Path(folder) / "archive.db", step=articles // 5)
    name = f"memory, {taken.pages} pages"
    first, last = taken.memory[0], taken.memory[4]
    yield Figure(
        f"{name}, peak",
        f"{taken.peak:.0f} MB",
        f"{LIMIT:.0f} MB allowed",
        taken.peak / LIMIT,
        1.0,
        at_most=True,
    )
    yield Figure(
        f"{name}, last fifth to first", f"{last:.0f} MB", f"{first:.0f} MB", last / first, 1.1, at_most=True
    )
