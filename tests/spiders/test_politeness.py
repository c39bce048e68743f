"""robots.txt, Crawl-delay, Retry-After and our name: seen from the server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from typing import Any

import pytest
from invented import article, listing
from loopback import Answer

Crawl = Callable[..., Any]


@pytest.fixture
def small(web: Any) -> Any:
    """A blog of two articles without robots.txt."""
    web.routes |= {
        "/": listing("/2024/05/un/", "/2024/05/deux/"),
        "/2024/05/un/": article("Un"),
        "/2024/05/deux/": article("Deux"),
    }
    return web


@pytest.mark.parametrize("status", [404, 410, 400])
def test_no_robots_txt_allows_all(small: Any, crawl: Crawl, status: int) -> None:
    small.routes["/robots.txt"] = Answer("User-agent: *\nDisallow: /", status)
    done = crawl("blog", "-a", f"url={small.url}")
    assert (done.code, done.one("SELECT count(*) FROM article_overview")) == (0, 2), done.err


@pytest.mark.parametrize("status", [401, 403, 429, 500, 502, 503])
def test_a_closed_robots_txt_closes_the_site(small: Any, crawl: Crawl, status: int) -> None:
    small.routes["/robots.txt"] = Answer("User-agent: *\nAllow: /", status)
    done = crawl("blog", "-a", f"url={small.url}")
    assert done.code == 1
    assert len(done.err.splitlines()) == 1
    assert f"answers {status}" in done.err
    assert set(small.paths()) == {"/robots.txt"}


def test_a_robots_txt_that_never_comes_closes_the_site(small: Any, crawl: Crawl) -> None:
    small.routes["/robots.txt"] = Answer("User-agent: *\nAllow: /", wait=3)
    done = crawl("blog", "-a", f"url={small.url}", DOWNLOAD_TIMEOUT=0.3, RETRY_TIMES=0)
    assert done.code == 1
    assert "no answer in time" in done.err
    assert set(small.paths()) == {"/robots.txt"}


def test_robots_txt_is_followed_through_redirects_and_off_site(
    small: Any, other_web: Any, crawl: Crawl
) -> None:
    for step in range(4):
        small.routes["/robots.txt" if step == 0 else f"/r{step}"] = Answer(
            "", 301, {"Location": f"/r{step + 1}"}
        )
    small.routes["/r4"] = Answer("", 301, {"Location": f"{other_web.url}robots.txt"})
    other_web.routes["/robots.txt"] = "User-agent: *\nDisallow: /2024/05/un/"
    done = crawl("blog", "-a", f"url={small.url}")
    assert done.rows("SELECT headline FROM article_overview") == [("Deux",)]
    assert other_web.paths() == ["/robots.txt"]
    assert "/2024/05/un/" not in small.paths()


def test_our_own_group_wins_and_a_long_file_is_read_to_its_end(small: Any, crawl: Crawl) -> None:
    padding = "".join(f"Disallow: /rien-{n:06}/\n" for n in range(24_000))  # 500 KiB
    small.routes["/robots.txt"] = (
        f"User-agent: *\nDisallow: /\n\nUser-agent: Autoblog-Archive\n{padding}Disallow: /2024/05/deux/\n"
    )
    done = crawl("blog", "-a", f"url={small.url}")
    assert done.rows("SELECT headline FROM article_overview") == [("Un",)]
    assert "/2024/05/deux/" not in small.paths()


def test_an_address_that_robots_txt_forbids(small: Any, crawl: Crawl) -> None:
    small.routes["/robots.txt"] = "User-agent: *\nDisallow: /2024/"
    done = crawl("blog", "-a", f"url={small.url}2024/05/un/")
    assert done.code == 1
    assert done.err.splitlines() == [f"{small.name}: robots.txt forbids {small.url}2024/05/un/"]
    assert small.paths() == ["/robots.txt"]


def test_crawl_delay_is_kept(small: Any, crawl: Crawl) -> None:
    small.routes["/robots.txt"] = "User-agent: *\nCrawl-delay: 0.4"
    done = crawl("blog", "-a", f"url={small.url}", AUTOTHROTTLE_ENABLED=1, AUTOTHROTTLE_START_DELAY=0)
    assert done.code == 0, done.err
    times = [one.at for one in small.asked if one.path != "/robots.txt"]
    assert len(times) > 3
    # The server's clock sees the delay and the machine's mood: single steps may lose some of it, all may not.
    assert times[-1] - times[0] >= 0.39 * (len(times) - 1)
    assert min(later - sooner for sooner, later in pairwise(times)) >= 0.3


def test_a_long_crawl_delay_is_cut_and_told(small: Any, crawl: Crawl) -> None:
    small.routes["/robots.txt"] = "User-agent: *\nCrawl-delay: 3600"
    done = crawl("blog", "-a", f"url={small.url}", CRAWL_DELAY_MAX=0.1)
    assert done.code == 0
    assert "Crawl-delay of 3600 s in robots.txt cut to 0.1 s" in done.err


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_waited_out_by_everything(small: Any, crawl: Crawl, status: int, form: str) -> None:
    rest = 2.0

    def busy_once(times: int) -> Answer:
        if times:
            return Answer(article("Un"))
        moment = datetime.now(UTC) + timedelta(seconds=rest + 1)  # an HTTP date has whole seconds
        return Answer(
            "", status, {"Retry-After": "2" if form == "seconds" else format_datetime(moment, usegmt=True)}
        )

    small.routes["/2024/05/un/"] = busy_once
    done = crawl("blog", "-a", f"url={small.url}")
    assert done.code == 0, done.err
    assert done.one("SELECT count(*) FROM article_overview") == 2
    index = next(n for n, one in enumerate(small.asked) if one.status == status)
    assert len(small.asked) > index + 2
    assert small.asked[index + 1].at - small.asked[index].at >= rest


def test_a_rest_too_long_ends_the_crawl(small: Any, crawl: Crawl) -> None:
    small.routes["/2024/05/un/"] = Answer("", 429, {"Retry-After": "86400"})
    done = crawl("blog", "-a", f"url={small.url}")
    assert done.code in (1, 3)
    assert "left alone for 86400 s" in done.err
    assert small.asked[-1].status == 429


def test_a_busy_site_is_given_up_after_its_retries(small: Any, crawl: Crawl) -> None:
    small.routes["/2024/05/un/"] = Answer("", 503)
    done = crawl("blog", "-a", f"url={small.url}")
    assert done.code == 3
    assert len(small.times("/2024/05/un/")) == 3
    assert done.rows("SELECT error FROM failure_list") == [("Http503",)]


def test_every_request_says_who_asks(small: Any, crawl: Crawl) -> None:
    crawl("blog", "-a", f"url={small.url}", CONTACT_URL="https://projet.example/robot")
    agents = {one.headers["User-Agent"] for one in small.asked}
    assert len(agents) == 1
    assert agents.pop().startswith("autoblog-archive/")
    assert all("(+https://projet.example/robot)" in one.headers["User-Agent"] for one in small.asked)
    assert not [one for one in small.asked if "Cookie" in one.headers]
