"""Bytes that a raw page takes in the archive, against gzip -6 of the same page."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.blog import Blog
from benchmarks.measure import Figure, NotMeasured
from benchmarks.splitter import real_pages
from crawler.archive import Archive
from crawler.items import Page, Visit

BLOG = "the blog"


def measure(*, quick: bool) -> Iterator[Figure | tuple[str, str]]:
    pages = [(BLOG, story.page()) for story in Blog(40 if quick else 400).stories()]
    yield _figure(f"raw pages, {len(pages)} of one blog, to gzip -6", pages, 0.5)
    try:
        alone = [(page.url, page.body) for page in real_pages()]
    except NotMeasured as missing:
        yield "raw pages, each of another site", str(missing)
    else:
        yield _figure(f"raw pages, {len(alone)} each of another site, to gzip -6", alone, 1.0)


def _figure(name: str, pages: Sequence[tuple[str, bytes]], aim: float) -> Figure:
    ours, gzipped = archived_bytes(pages), sum(len(gzip.compress(body, 6)) for _, body in pages)
    told = [f"{size / len(pages) / 1000:.1f} kB a page" for size in (ours, gzipped)]
    return Figure(name, told[0], told[1], ours / gzipped, aim, at_most=True)


def archived_bytes(pages: Sequence[tuple[str, bytes]]) -> int:
    """What the archive keeps of (site, page) pairs: the packed pages and the dictionaries they need."""
    with TemporaryDirectory() as folder, Archive(Path(folder) / "raw.db") as archive:
        run = archive.begin_run(BLOG, "blog")
        for number, (site, body) in enumerate(pages):
            url = f"http://blog.invalid/{number}"
            page = Page(url, url, "2026-01-01T00:00:00Z", 200, (), body)
            archive.store_visit(run, Visit(url, site, page))
        (size,) = archive.db.conn.execute(
            "SELECT (SELECT sum(length(content)) FROM raw_bodies)"
            " + (SELECT coalesce(sum(length(content)), 0) FROM dictionaries)"
        ).fetchone()
    return int(size)
