"""The split of a visit: from the page's bytes, or from the tree that the spider already made of them."""

from __future__ import annotations

from dataclasses import replace

import invented

from crawler.items import Page, Visit
from crawler.sites import Site
from crawler.spiders.pages import ParsedPage
from crawler.splitter import parse
from crawler.splitting import split_visit

FOUND, KNOWN = "https://blog.example/essai/?utm_source=x", "https://blog.example/essai/"
SITE = Site(name="blog.example", url="https://blog.example/")
BODY = invented.article("Essai d’une micheline").encode()
PAGE = Page(FOUND, FOUND, "2024-06-01T05:00:00Z", 200, (("Content-Type", "text/html"),), BODY)


def test_a_parsed_page_gives_the_same_article_without_its_bytes() -> None:
    parsed = ParsedPage.of(PAGE, parse(BODY, FOUND))
    read = [split_visit(Visit(KNOWN, SITE.name, page), SITE) for page in (PAGE, replace(parsed, body=b""))]
    assert read[0].article == read[1].article
    assert read[1].article is not None
    assert (read[1].article.headline, read[1].article.url) == ("Essai d’une micheline", KNOWN)


def test_a_further_page_with_the_same_text_goes_on_with_the_thread_alone() -> None:
    own = "https://blog.example/essai.html"
    pages = [
        Page(url, url, "2024-06-01T05:00:00Z", 200, (), invented.article("Essai", comments=thread).encode())
        for url, thread in (
            (own, invented.comments(1, 2, total=3)),
            ("https://blog.example/essai-2.html", invented.comments(3, total=3)),
        )
    ]
    read = split_visit(Visit(own, SITE.name, pages[0], (pages[1],)), SITE)
    assert read.article is not None
    assert read.article.body == (invented.PARAGRAPH, invented.PARAGRAPH[::-1])
    assert [comment.id for comment in read.article.comments] == ["1", "2", "3"]


def test_a_page_without_an_article_is_a_failure_of_the_split() -> None:
    read = split_visit(Visit(KNOWN, SITE.name, replace(PAGE, body=b"<p></p>")), SITE)
    assert read.article is None
    assert read.failure is not None
    assert (read.failure.stage, read.failure.error) == ("split", "NoArticle")
