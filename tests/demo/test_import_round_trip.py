"""The sample blog out of one archive and into another, as WARC."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from functools import partial
from pathlib import Path

from blog_process import serving
from loopback import ROOT, rows_of, run_crawl

from crawler.archive import Archive
from crawler.demo.world import sample_world


def scrapy(*words: str | Path) -> None:
    subprocess.run([sys.executable, "-m", "scrapy", *map(str, words)], cwd=ROOT, check=True)


def test_the_sample_blog_goes_out_as_warc_and_comes_back_the_same(tmp_path: Path) -> None:
    """Crawled, exported, packed as WACZ, imported into an empty archive: the same articles, threads, pages."""
    crawled, archive = tmp_path / "crawled.db", tmp_path / "archive.db"
    out, packed = tmp_path / "blog.warc.gz", tmp_path / "blog.wacz"
    with serving(partial(sample_world), tmp_path / "asked") as served:
        run_crawl(crawled, "blog", "-a", f"url={served.url}")
    scrapy("export", "warc", "--out", out, "-s", f"ARCHIVE={crawled}")
    with zipfile.ZipFile(packed, "w") as wacz:
        wacz.write(out, "archive/data.warc.gz")
    scrapy("import", packed, "-s", f"ARCHIVE={archive}")
    urls = [url for (url,) in rows_of(crawled, "SELECT url FROM article_overview")]
    assert len(urls) > 25
    assert rows_of(archive, "SELECT count(*) FROM article_overview") == [(len(urls),)]
    with Archive(crawled, readonly=True) as given, Archive(archive, readonly=True) as back:
        for url in urls:
            one, other = given.read_article(url), back.read_article(url)
            assert one is not None
            assert other is not None
            assert other.article == one.article
            assert (other.removed, other.thread_complete) == (one.removed, one.thread_complete)
            assert other.first_seen_at == one.first_seen_at
    pages = (
        "SELECT url, requested_url, fetched_at, status, headers, digest FROM captures"
        " WHERE article_id IS NOT NULL AND role = 'article' ORDER BY url"
    )
    assert rows_of(archive, pages) == rows_of(crawled, pages)
