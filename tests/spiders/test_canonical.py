"""What a page calls itself, and where it is archived when that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from invented import article, listing
from loopback import Answer, run_scrapy

Crawl = Callable[..., Any]
PATH = "/2024/05/un/"


def calling_itself(address: str, title: str = "Un") -> str:
    return article(title, head=f'<link rel="canonical" href="{address}">')


@pytest.mark.parametrize(
    "routes",
    [
        {"/perdu/": Answer("", 404)},
        {"/perdu/": Answer("", 403)},
        {"/perdu/": listing("/2024/05/un/", "/2024/05/deux/")},
        {"/robots.txt": "User-agent: *\nDisallow: /perdu/"},
        {"/perdu/": Answer("", 302, {"Location": "http://ailleurs.example/"})},
        {"/perdu/": "back"},
    ],
    ids=["gone", "refused", "a listing", "forbidden", "elsewhere", "a circle"],
)
def test_an_article_whose_canonical_address_is_wrong_is_archived(
    web: Any, crawl: Crawl, routes: dict[str, Any]
) -> None:
    web.routes |= {"/": listing(PATH), PATH: calling_itself("/perdu/"), "/2024/05/deux/": article("Deux")}
    web.routes |= {path: calling_itself(PATH) if page == "back" else page for path, page in routes.items()}
    done = crawl("blog", "-a", f"url={web.url}")
    assert done.code == 0, done.err
    assert ("Un",) in done.rows("SELECT headline FROM article_overview")
    again = crawl("blog", "-a", f"url={web.url}")
    assert again.code == 0, again.err
    assert again.one("SELECT count(*) FROM revision_history") == 0
    assert again.one("SELECT count(*) FROM article_overview WHERE headline = 'Un'") == 1


def test_a_canonical_address_that_fails_today_is_asked_for_tomorrow(web: Any, crawl: Crawl) -> None:
    web.routes |= {"/": listing(PATH), PATH: calling_itself("/2024/05/vrai/")}
    web.routes["/2024/05/vrai/"] = Answer("", 500)
    done = crawl("blog", "-a", f"url={web.url}")
    assert done.code != 0
    web.routes["/2024/05/vrai/"] = calling_itself("/2024/05/vrai/")
    done = crawl("blog", "-a", f"url={web.url}")
    assert done.rows("SELECT url FROM article_overview") == [(f"{web.url}2024/05/vrai/",)]


@pytest.mark.parametrize("command", ["crawl", "update"])
@pytest.mark.parametrize("there", [True, False], ids=["found", "gone"])
def test_a_canonical_address_that_a_crawl_did_not_come_to_is_not_forgotten(
    web: Any, crawl: Crawl, there: bool, command: str
) -> None:
    web.routes |= {"/": listing(PATH, "/2024/05/deux/"), "/2024/05/deux/": article("Deux")}
    web.routes[PATH] = calling_itself("/2024/05/vrai/")
    if there:
        web.routes["/2024/05/vrai/"] = calling_itself("/2024/05/vrai/")
    first = crawl("blog", "-a", f"url={web.url}", "-a", "limit=1")
    assert first.rows("SELECT headline FROM article_overview") == [("Deux",)]
    assert "/2024/05/vrai/" not in web.paths()
    for _ in range(2):
        words = ("blog", "-a", f"url={web.url}") if command == "crawl" else ()
        done = run_scrapy(first.archive, command, *words)
        assert done.code == 0, done.err
        assert done.rows("SELECT headline FROM article_overview ORDER BY 1") == [("Deux",), ("Un",)]


def test_a_canonical_address_on_another_host_is_not_followed(web: Any, crawl: Crawl) -> None:
    web.routes |= {"/": listing(PATH), PATH: calling_itself("http://ailleurs.example/un/")}
    done = crawl("blog", "-a", f"url={web.url}")
    assert done.code == 0, done.err
    assert done.rows("SELECT url FROM article_overview") == [(f"{web.url}{PATH[1:]}",)]


@pytest.mark.parametrize("page", [PATH, "/?p=12"], ids=["its own path", "another path"])
def test_a_blog_that_calls_itself_https_and_is_served_without_is_read_where_it_is(
    web: Any, crawl: Crawl, page: str
) -> None:
    said = f"https://{web.name}{PATH}"
    web.routes |= {"/": listing(page), page: calling_itself(said), PATH: calling_itself(said)}
    for _ in range(2):
        done = crawl("blog", "-a", f"url={web.url}")
        assert done.code == 0, done.err
        assert done.rows("SELECT url FROM article_overview") == [(f"{web.url}{PATH[1:]}",)]
    assert done.one("SELECT count(*) FROM known_urls WHERE url LIKE 'https:%'") == 0
