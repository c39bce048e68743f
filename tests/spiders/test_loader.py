"""One spider a site file."""

from __future__ import annotations

import pytest
from scrapy import Request

from crawler.sites import all_sites
from crawler.spiders.arguments import ArgumentError, read_arguments
from crawler.spiders.article import ArticleSpider
from crawler.spiders.loader import SiteSpiderLoader


def test_every_site_has_a_spider_and_blog_is_for_the_rest() -> None:
    loader = SiteSpiderLoader()
    assert loader.list() == sorted(["blog", *all_sites()])
    for name in loader.list():
        spider = loader.load(name)
        assert issubclass(spider, ArticleSpider)
        assert spider.name == name


def test_an_unknown_name_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        SiteSpiderLoader().load("inconnu")


def test_the_spider_for_an_address() -> None:
    loader = SiteSpiderLoader()
    assert loader.find_by_request(Request("https://leblogauto.com/2019/09/x.html")) == ["leblogauto"]
    assert loader.find_by_request(Request("https://blog.example/")) == []


def test_arguments_of_a_blog_name_its_site() -> None:
    blog = SiteSpiderLoader().load("blog").declared  # type: ignore[attr-defined]
    read = read_arguments(
        blog, {"url": "http://127.0.0.1:8801?utm_source=x", "limit": "3", "since": "2024-01-01"}
    )
    assert (read.site.name, read.url, read.limit) == ("127.0.0.1:8801", "http://127.0.0.1:8801/", 3)
    with pytest.raises(ArgumentError, match="url goes with one file"):
        read_arguments(blog, {"url": "http://blog.example/", "files": __file__.replace("test_loader", "*")})
