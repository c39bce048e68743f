"""A whole site that moves, to https, to its bare host, to other permalinks: one article is one row all the while."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hosts import Authority, Hosts
from invented import PARAGRAPH, article, comments, listing, sitemap
from loopback import Answer
from maydays import day, rss

Run = Callable[..., Any]
NAMES = ("un", "deux", "trois")


class Blog:
    """A blog at a base address whose articles have the paths of a pattern; every other address of its two hosts
    leads there, and so do its former permalinks."""

    def __init__(self, base: str, pattern: str = "/2024/05/{}/", *, text: str = "") -> None:
        self.base = base
        self.pattern = pattern
        self.text = text

    def path(self, name: str) -> str:
        return self.pattern.format(name)

    def link(self, name: str) -> str:
        return self.base + self.path(name)

    def __call__(self, url: str) -> Answer:
        parts = urlsplit(url)
        if parts.path in ("/robots.txt", "/ai.txt") or parts.path.startswith("/.well-known/"):
            return Answer("", 404)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        pages = self.pages()
        if f"{parts.scheme}://{parts.netloc}" != self.base:
            return Answer("", 301, {"Location": self.base + path})
        if path in pages:
            return Answer(pages[path])
        for name in NAMES:
            if parts.path.strip("/").endswith(name) and not path.startswith("/amp/"):
                return Answer("", 301, {"Location": self.link(name)})
        return Answer("", 404)

    def pages(self) -> dict[str, str]:
        links = [self.link(name) for name in NAMES]
        heads = {name: f'<link rel="canonical" href="{self.link(name)}">' for name in NAMES}
        return {
            "/": listing(*links),
            "/feed/": rss(f"{self.base}/", *NAMES).replace(
                "/2024/05/un/", self.path("un")
            ).replace("/2024/05/deux/", self.path("deux")).replace("/2024/05/trois/", self.path("trois")),
            "/sitemap.xml": sitemap(*links),
            **{
                self.path(name): article(
                    name.title(), day=f"2024-04-{28 + number}", head=heads[name], comments=comments(number, 9)
                ).replace(PARAGRAPH, f"{PARAGRAPH} Numéro {name}.{self.text}")
                for number, name in enumerate(NAMES)
            },
        }  # fmt: skip


def test_a_site_that_moves_to_another_name_is_told(hosts: Hosts, scrapy: Run) -> None:
    hosts.answer = Blog("https://blog.example")
    scrapy("crawl", "blog", "-a", "url=https://blog.example/", NOW=day(1))
    hosts.answer = Blog("https://tout-autre.example")
    for number in (2, 9):
        hosts.asked.clear()
        done = scrapy("update", NOW=day(number))
        assert (
            done.code,
            "addresses of blog.example lead to https://tout-autre.example/ now" in done.err,
        ) == (1, True)
        assert [url for url in hosts.asked if "tout-autre" in url] == []  # nobody asked us to go there
    assert done.rows("SELECT * FROM article_history") == []


def test_a_certificate_that_no_browser_believes_is_no_witness(
    hosts: Hosts, scrapy: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    hosts.answer = Blog("https://blog.example")
    done = scrapy("crawl", "blog", "-a", "url=https://blog.example/", NOW=day(1))
    assert done.code == 0, done.err
    hosts.answer = Blog("https://blog.example", text=" Ce que dit un imposteur.")
    stranger = tmp_path / "stranger"
    stranger.mkdir()
    monkeypatch.setenv("SSL_CERT_FILE", str(Authority(stranger).file))
    done = scrapy("update", NOW=day(9))
    assert (done.code, hosts.asked[-1].startswith("https://blog.example/")) == (1, True)
    assert "certificate" in done.err
    assert done.rows("SELECT * FROM revision_history") == []
    believed = scrapy("update", NOW=day(20), DOWNLOAD_VERIFY_CERTIFICATES=0)
    assert believed.one("SELECT count(*) FROM revision_history") > 0


def held(done: Any) -> list[tuple[Any, ...]]:
    return done.rows(
        "SELECT url, archived_comment_count, revision_count FROM article_overview ORDER BY article_id"
    )


def test_a_site_moves_to_https_its_bare_host_and_other_permalinks(hosts: Hosts, scrapy: Run) -> None:
    hosts.answer = Blog("http://www.blog.example")
    done = scrapy("crawl", "blog", "-a", "url=http://www.blog.example/", NOW=day(1))
    assert done.code == 0, done.err
    order = [urlsplit(url).path.strip("/").rpartition("/")[2] for url, _, _ in held(done)]
    moves = [
        (Blog("https://www.blog.example"), (2, 3, 4, 6, 9)),  # to https
        (Blog("https://blog.example"), (10, 11, 12, 14, 17)),  # to the bare host
        (Blog("https://blog.example", "/2024/05/{}"), (18, 19, 21, 24, 28)),  # without the slash
        (Blog("https://blog.example", "/essais/{}.html"), (29, 30, 31)),  # to other permalinks
    ]
    for blog, days in moves:
        hosts.answer = blog
        for number in days:
            done = scrapy("update", NOW=day(number))
            assert (done.code, done.err) == (0, ""), (blog.base, number, done.err)
        assert len(held(done)) == 3, (blog.base, blog.pattern)
        # Once more, announced: every article is looked at where it is now.
        blog.text = f" Relu le {days[-1]}."
    assert [url for url, _, _ in held(done)] == [blog.link(name) for name in order]
    assert [number for _, number, _ in held(done)] == [2, 2, 2]
    assert done.one("SELECT count(*) FROM comments") == 6
    assert done.one("SELECT count(*) FROM comment_history") == 0
    events = done.rows("SELECT event, count(*) FROM article_history GROUP BY 1")
    assert events == [("moved", 3)]  # a scheme, "www." and a slash are no other address
    assert done.one("SELECT count(*) FROM sites") == 1


def test_a_page_that_only_says_where_it_went_is_a_move(crawled: Any, scrapy: Run) -> None:
    new = f"{crawled.url}essais/un/"
    crawled.routes["/essais/un/"] = crawled.routes["/2024/05/un/"]
    crawled.routes["/2024/05/un/"] = f"""<!DOCTYPE html><html lang="fr"><head><title>{new}</title>
    <link rel="canonical" href="{new}"><meta name="robots" content="noindex"><meta charset="utf-8">
    <meta http-equiv="refresh" content="0; url={new}"></head></html>"""
    # News that reload themselves, or send their reader on after the text, are no redirect.
    reloading = article(
        "Deux", day="2024-05-02", head='<meta http-equiv="refresh" content="5; url=/2024/05/un/">'
    )
    crawled.routes["/2024/05/deux/"] = reloading
    crawled.routes["/feed/"] = rss(crawled.url, "un", "deux", un=3, deux=2)
    for number in (5, 6):
        done = scrapy("update", NOW=day(number))
        assert done.code == 0, done.err
    assert (new, 2, 0) in held(done)
    assert done.one("SELECT count(*) FROM revision_history") == 0
    assert done.rows("SELECT event FROM article_history") == [("moved",)]
    assert len(held(done)) == 3
