"""Pages a second through ``scrapy resplit``, in one process: load, split, judge, write what differs."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.blog import Blog
from benchmarks.measure import Figure, NotMeasured, in_child
from benchmarks.splitter import WARM_UP, SavedPage, invented_pages, real_pages, split_page
from crawler.archive import Archive
from crawler.archive.rereading import Asked
from crawler.guard import Guard
from crawler.items import Page, Visit
from crawler.resplit.run import Resplit
from crawler.sites import site_name, site_named
from crawler.splitting import split_visit

AIM = 300  # pages a second and core
OLD = "read by other rules"


def measure(*, quick: bool) -> Iterator[Figure | tuple[str, str]]:
    number = 30 if quick else 300
    pages = invented_pages(number + WARM_UP)
    warm_up = pages[number:]
    yield from _figures("invented WordPress pages", pages[:number], warm_up)
    try:
        yield from _figures("real pages", real_pages()[: 12 if quick else None], warm_up)
    except NotMeasured as missing:
        yield "resplit, real pages", str(missing)


def _figures(kind: str, pages: list[SavedPage], warm_up: list[SavedPage]) -> Iterator[Figure]:
    """Each reading is a process that has read none of the pages before."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "resplit.db"
        number = in_child(partial(_fill, path, pages))
        for what, spoil in (("nothing changes", False), ("every section changes", True)):
            rate = number / in_child(partial(_seconds, path, warm_up, spoil=spoil))
            name = f"resplit, {number} {kind}, {what}, a core"
            yield Figure(name, f"{rate:.0f} pages/s", f"{AIM} pages/s", rate / AIM, 1.0)


def _fill(path: Path, pages: list[SavedPage]) -> int:
    """Archives what reads as an article, each site in a run of its own; returns how many that is."""
    by_site = defaultdict(list)
    for saved in pages:
        by_site[site_name(saved.url) or Blog.__name__].append(saved)
    with Archive(path) as archive:
        for site, its in by_site.items():
            run = archive.begin_run(site, "benchmark")
            for saved in its:
                page = Page(saved.url, saved.url, "2026-01-01T00:00:00Z", 200, (), saved.body)
                archive.store_visit(run, split_visit(Visit(saved.url, site, page), site_named(site)))
            archive.finish_run(run, "ok", "finished")
        with archive.db.conn as conn:
            conn.execute("UPDATE articles SET rules = ?", (OLD,))
        return int(archive.db.conn.execute("SELECT count(*) FROM articles").fetchone()[0])


def _seconds(path: Path, warm_up: list[SavedPage], *, spoil: bool) -> float:
    """CPU seconds of one whole reading; ``spoil`` gives each article a section that its page has not."""
    for page in warm_up:
        split_page(page)
    with Archive(path) as archive:
        if spoil:
            with archive.db.conn as conn:
                conn.execute("UPDATE articles SET section = 'Menu'")
        begun = time.process_time()
        Resplit(archive, Asked(), guard=Guard(archive, "autoblog-archive", None)).run()
        return time.process_time() - begun
