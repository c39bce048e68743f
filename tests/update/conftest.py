"""``scrapy update`` of a small blog on loopback, on days of May 2024."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from invented import article, comments, listing, sitemap
from loopback import Crawled, run_scrapy
from maydays import SIX, day, path, rss


@pytest.fixture
def blog(web: Any) -> Any:
    """A blog with a home page, a feed, a sitemap and three articles, the first with two comments."""
    web.routes |= {
        "/robots.txt": f"User-agent: *\nDisallow: /prive/\nSitemap: {web.url}plan.xml",
        "/": listing("/2024/05/trois/", "/2024/05/deux/", "/2024/05/un/"),
        "/plan.xml": sitemap(*(f"{web.url}2024/05/{name}/" for name in ("un", "deux", "trois"))),
        "/feed/": rss(web.url, "un", "deux", "trois"),
        "/2024/05/un/": article("Un", day="2024-05-01", comments=comments(1, 2)),
        "/2024/05/deux/": article("Deux", day="2024-05-02"),
        "/2024/05/trois/": article("Trois", day="2024-05-03"),
    }
    return web


@pytest.fixture
def scrapy(tmp_path: Path) -> Callable[..., Crawled]:
    """Runs a command on the test's archive: ``scrapy("update", "-v", NOW=day(2))``."""

    def run(*words: str, **settings: Any) -> Crawled:
        return run_scrapy(Path(settings.pop("ARCHIVE", tmp_path / "archive.db")), *words, **settings)

    return run


@pytest.fixture
def six(web: Any, scrapy: Callable[..., Crawled]) -> Any:
    """A blog of six articles without a sitemap, crawled on 1 May."""
    web.routes |= {
        "/": listing(*map(path, SIX)),
        "/feed/": rss(web.url, *SIX),
        **{path(name): article(name.title(), day=f"2024-04-{n}") for name, n in SIX.items()},
    }
    assert scrapy("crawl", "blog", "-a", f"url={web.url}", NOW=day(1)).code == 0
    web.asked.clear()
    return web


@pytest.fixture
def crawled(blog: Any, scrapy: Callable[..., Crawled]) -> Any:
    """The blog, crawled on 4 May and its log of requests empty."""
    done = scrapy("crawl", "blog", "-a", f"url={blog.url}", NOW=day(4))
    assert done.code == 0, done.err
    blog.asked.clear()
    blog.asked_of_rights.clear()
    return blog
