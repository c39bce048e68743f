"""Pages a second of a whole crawl into the archive, against bare Scrapy fetching the same pages."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.blog import Blog
from benchmarks.child import Job, Taken, run
from benchmarks.measure import BASELINE, OURS, Figure, NotMeasured, ratio, seconds
from benchmarks.server import served
from crawler.demo.world import sample_world


def measure(*, quick: bool) -> Iterator[Figure]:
    blog, number = (Blog(40), 1) if quick else (Blog(400), 5)
    with served(None) as url:
        yield _figure("the sample blog", url, len(sample_world(url).posts), number)
    with served(blog) as url:
        yield _figure("an invented blog", url, blog.articles, number)


def _figure(name: str, url: str, articles: int, number: int) -> Figure:
    with TemporaryDirectory() as folder:
        crawls = [pair(url, articles, Path(folder) / f"{turn}.db") for turn in range(number)]
    cpu = [{name: taken.cpu / taken.pages for name, taken in both.items()} for both in crawls]
    told = {name: f"{1 / seconds(name, cpu):.0f} pages/CPU-s" for name in (OURS, BASELINE)}
    return Figure(
        f"crawl, {crawls[0][OURS].pages} pages of {name}, to bare Scrapy",
        told[OURS], told[BASELINE], ratio(BASELINE, OURS, cpu), 0.35,
    )  # fmt: skip


def pair(url: str, articles: int, archive: Path) -> dict[str, Taken]:
    """Our crawl of the blog at ``url``, and bare Scrapy's of the very addresses that ours asked for."""
    ours = archived(url, articles, archive)
    return {OURS: ours, BASELINE: run(Job(urls=ours.urls))}


def archived(url: str, articles: int, archive: Path, *, step: int = 1000) -> Taken:
    """Our crawl of the blog at ``url``. Raises NotMeasured when the archive does not hold its articles."""
    taken = run(Job(url=url, archive=str(archive), step=step))
    with closing(sqlite3.connect(archive)) as connection:
        (held,) = connection.execute("SELECT count(*) FROM article_overview").fetchone()
    if held != articles:
        raise NotMeasured(f"{held} of {articles} articles were archived")
    return taken
