"""Pages a second of a whole crawl into the archive, against bare Scrapy fetching the same pages."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.blog import Blog
from benchmarks.child import Job, Taken, run
from benchmarks.measure import BASELINE, OURS, Figure, NotMeasured, ratio, seconds
from benchmarks.server import served


def measure(*, quick: bool) -> Iterator[Figure]:
    blog, number = (Blog(40), 1) if quick else (Blog(400), 5)
    with served(blog) as site, TemporaryDirectory() as folder:
        crawls = [pair(site, Path(folder) / f"{turn}.db") for turn in range(number)]
    cpu = [{name: taken.cpu / taken.pages for name, taken in both.items()} for both in crawls]
    told = {name: f"{1 / seconds(name, cpu):.0f} pages/CPU-s" for name in (OURS, BASELINE)}
    yield Figure(
        f"crawl, {crawls[0][OURS].pages} pages, to bare Scrapy",
        told[OURS], told[BASELINE], ratio(BASELINE, OURS, cpu), 0.35,
    )  # fmt: skip


def pair(site: Blog, archive: Path) -> dict[str, Taken]:
    """Bare Scrapy's crawl and ours of a served blog, one after the other."""
    return {BASELINE: run(Job(urls=site.urls())), OURS: archived(site, archive)}


def archived(site: Blog, archive: Path, *, step: int = 1000) -> Taken:
    """Our crawl of a served blog. Raises NotMeasured when the archive does not hold all of it."""
    taken = run(Job(url=site.root, archive=str(archive), step=step))
    held = sqlite3.connect(archive).execute("SELECT count(*) FROM article_overview").fetchone()[0]
    if held != site.articles or taken.pages != len(site.urls()):
        raise NotMeasured(
            f"{held} of {site.articles} articles, {taken.pages} of {len(site.urls())} pages came"
        )
    return taken
