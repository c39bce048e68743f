"""Which further pages an article's page names: asked cheaply first, and none is overlooked for that."""

from __future__ import annotations

import pytest
from lxml import html

from crawler.spiders import thread
from crawler.spiders.thread import FurtherPages

ARTICLE = "https://blog.example/2024/05/essai-%C3%A9lectrique/"


def named(url: str, *links: str) -> list[str]:
    """The pages asked for after an article's page with these links, each shown as the number 2."""
    markup = "".join(f'<a href="{link}">2</a>' for link in links)
    further = FurtherPages(html.document_fromstring(f"<html><body>{markup}</body></html>"), url)
    return list(iter(further.next, None))


@pytest.mark.parametrize(
    "link",
    [
        f"{ARTICLE}2/", "/2024/05/essai-%C3%A9lectrique/2/", "/2024/05/essai-électrique/2",
        "//blog.example/2024/05/essai-%c3%a9lectrique/2/#suite", "2/", "./2/", " 2", "../essai-électrique/2/",
        "/2024/05/./essai-électrique/2/", "/2024/05/essai-électrique;jsessionid=0A1B/2/",
        "/2024/05/essai-électrique/2/?utm_source=rss", "/2024/05/essai-électrique/\n2/",
    ],
)  # fmt: skip
def test_a_further_page_of_the_text_is_found_however_it_is_linked(link: str) -> None:
    assert [address.rstrip("/") for address in named(ARTICLE, "/2024/05/", link)] == [f"{ARTICLE}2"]


@pytest.mark.parametrize(
    "link",
    ["/2024/2/", "/2024/05/autre-essai/2/", "/2012/12/", f"{ARTICLE}#2", "page/2/", "javascript:go(2);"],
)
def test_what_is_no_page_of_the_text_is_left(link: str) -> None:
    assert named(ARTICLE, link) == []


@pytest.mark.parametrize("link", ["/essai-325_p2.html", "essai-325-2.html?sid=0a1b", "/essai-325,page2.html"])
def test_a_page_of_the_text_in_a_file_of_its_own_is_found(link: str) -> None:
    assert named("https://blog.example/essai-325.html", "/essai-32.html", "/essai-3250.html", link) == [
        f"https://blog.example/{link.partition('?')[0].lstrip('/')}"
    ]


def test_a_page_of_the_text_is_found_by_the_word_for_the_next_one() -> None:
    own = "https://blog.example/essai.html"
    links = '<a href="essai-2.html">Page suivante »</a> <a href="essai-3.html">Essai de la Trois</a>'
    further = FurtherPages(html.document_fromstring(f"<html><body>{links}</body></html>"), own)
    assert list(iter(further.next, None)) == ["https://blog.example/essai-2.html"]


def test_a_page_of_the_text_by_a_parameter_is_found() -> None:
    assert named("https://blog.example/?p=12", "/?p=12&amp;page=2", "/?p=13") == [
        "https://blog.example/?p=12&page=2"
    ]


@pytest.mark.parametrize("link", ["?share=twitter", f"{ARTICLE}?like_comment=3&amp;_wpnonce=0f", "#?page=2"])
def test_buttons_are_no_reason_to_read_the_thread(link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thread, "read_comments", None)
    assert named(ARTICLE, link) == []


def test_a_parameter_that_tells_pages_apart_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thread, "read_comments", None)
    with pytest.raises(TypeError):
        named(ARTICLE, "?page=1&amp;share=twitter")
