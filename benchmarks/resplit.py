"""Pages a second through ``scrapy resplit``, in one process: load, split, judge, write what differs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.blog import Blog
from benchmarks.measure import Figure, NotMeasured
from benchmarks.splitter import SavedPage, invented_pages, real_pages
from crawler.archive import Archive
from crawler.archive.rereading import Asked
from crawler.guard import Guard
from crawler.items import Page, Visit
from crawler.pipelines import split_visit
from crawler.resplit.run import Resplit
from crawler.resplit.workers import site_rules
from crawler.sites import site_name

AIM = 300  # pages a second and core
OLD = "read by other rules"


def measure(*, quick: bool) -> Iterator[Figure | tuple[str, str]]:
    number = 30 if quick else 300
    yield from _figures("invented WordPress pages", invented_pages(number))
    try:
        yield from _figures("real pages", real_pages()[: 12 if quick else None])
    except NotMeasured as missing:
        yield "resplit, real pages", str(missing)


def _figures(kind: str, pages: list[SavedPage]) -> Iterator[Figure]:
    with TemporaryDirectory() as folder, Archive(Path(folder) / "resplit.db") as archive:
        number = _fill(archive, pages)
        for what, spoil in (("nothing changes", False), ("every section changes", True)):
            if spoil:
                with archive.db.conn as conn:
                    conn.execute("UPDATE articles SET section = 'Menu'")
            rate = number / _seconds(archive)
            name = f"resplit, {number} {kind}, {what}, a core"
            yield Figure(name, f"{rate:.0f} pages/s", f"{AIM} pages/s", rate / AIM, 1.0)


def _fill(archive: Archive, pages: list[SavedPage]) -> int:
    """Archives what reads as an article; returns how many that is."""
    for saved in pages:
        site = site_name(saved.url) or Blog.__name__
        run = archive.begin_run(site, "benchmark")
        page = Page(saved.url, saved.url, "2026-01-01T00:00:00Z", 200, (), saved.body)
        archive.store_visit(run, split_visit(Visit(saved.url, site, page), site_rules(site)))
    with archive.db.conn as conn:
        conn.execute("UPDATE articles SET rules = ?", (OLD,))
    return int(archive.db.conn.execute("SELECT count(*) FROM articles").fetchone()[0])


def _seconds(archive: Archive) -> float:
    """CPU seconds of one whole reading."""
    begun = time.process_time()
    Resplit(archive, Asked(), guard=Guard(archive, "autoblog-archive", None)).run()
    return time.process_time() - begun
