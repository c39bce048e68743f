"""What announces a change, and what is asked for then; what a home page and older listings alone can tell."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from invented import article, comments, feed, listing
from loopback import TDM_FILE, Answer
from maydays import SIX, day, path

Run = Callable[..., Any]
NAMES = ("un", "deux", "trois")


def test_an_old_thread_among_the_newest_comments_of_the_home_page_is_read(blog: Any, scrapy: Run) -> None:
    def show(*numbers: int) -> None:
        links = "".join(f'<li><a href="/2024/05/un/#comment-{n}">Lecteur {n}</a></li>' for n in numbers)
        front = listing(*(f"/2024/05/{name}/" for name in NAMES))
        blog.routes["/"] = front.replace("<nav>", f"<ul><li>Derniers commentaires</li>{links}</ul><nav>")
        blog.routes["/2024/05/un/"] = article("Un", day="2024-05-01", comments=comments(*numbers))

    def asked(number: int) -> list[str]:
        blog.asked.clear()
        done = scrapy("update", NOW=day(number))
        assert (done.code, done.err) == (0, "")
        return [path for path in blog.paths() if path.startswith("/2024")]

    blog.routes["/feed/"] = feed(*(f"{blog.url}2024/05/{name}/" for name in NAMES))
    show(1, 2)
    done = scrapy("crawl", "blog", "-a", f"url={blog.url}", NOW=day(4))
    assert done.code == 0, done.err
    for number in (24, 25):
        asked(number)
    show(1, 2, 3)
    assert asked(26) == ["/2024/05/un/"]
    assert scrapy("status", NOW=day(26)).one("SELECT count(*) FROM comment_threads") == 3
    assert asked(27) == []  # what is held is no news
    assert blog.paths().count("/") == 1 and TDM_FILE not in blog.paths()


def test_a_date_of_change_that_moves_daily_keeps_no_article_young(blog: Any, scrapy: Run) -> None:
    def asked(number: int, command: str = "update", *words: str) -> int:
        head = f'<meta property="article:modified_time" content="{day(number)}">'
        blog.routes["/2024/05/un/"] = article("Un", day="2024-05-01", head=head)
        before = blog.paths().count("/2024/05/un/")
        assert scrapy(command, *words, NOW=day(number)).code == 0
        return blog.paths().count("/2024/05/un/") - before

    assert asked(4, "crawl", "blog", "-a", f"url={blog.url}") == 1
    assert sum(map(asked, range(5, 21))) <= 6  # not every second night


def dated(url: str, **days: int) -> str:
    """A sitemap that gives each article the day of its last change."""
    entries = "".join(
        f"<url><loc>{url}{path(name)[1:]}</loc><lastmod>{day(number)}</lastmod></url>"
        for name, number in days.items()
    )
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'


def test_what_is_said_to_have_changed_is_asked_for_whole(blog: Any, scrapy: Run) -> None:
    """A cache before the site may answer 304 long after."""
    blog.routes["/plan.xml"] = dated(blog.url, un=1, deux=1, trois=1)
    assert scrapy("crawl", "blog", "-a", f"url={blog.url}", NOW=day(4)).code == 0

    def validators(number: int) -> set[str | None]:
        blog.asked.clear()
        assert scrapy("update", NOW=day(number)).code == 0
        return {one.headers.get("If-None-Match") for one in blog.asked if one.path == path("trois")}

    assert len(validators(5) - {None}) == 1  # due by its age
    blog.routes["/plan.xml"] = dated(blog.url, un=1, deux=1, trois=6)
    assert validators(6) == {None}


def test_a_home_page_that_names_no_more_than_the_sitemap_is_read_now_and_then(web: Any, scrapy: Run) -> None:
    names = dict.fromkeys(SIX, 1)
    web.routes |= {"/": listing(*map(path, names)), "/sitemap.xml": dated(web.url, **names)}
    web.routes |= {path(name): article(name.title(), day=f"2024-04-{n}") for name, n in SIX.items()}
    assert scrapy("crawl", "blog", "-a", f"url={web.url}", NOW=day(1)).code == 0

    def fronts(*numbers: int) -> int:
        web.asked.clear()
        assert [scrapy("update", NOW=day(number)).code for number in numbers] == [0] * len(numbers)
        return web.paths().count("/")

    assert fronts(2, 3, 4, 5, 6) == 0
    web.routes |= {"/": listing(path("sept"), *map(path, names)), path("sept"): article("Sept")}
    assert fronts(7, 8) == 1  # the sitemap lags behind: from now on the page is read every day
    assert fronts(9, 10, 11) == 3


def test_what_a_host_reserves_is_told_on_the_first_night(six: Any, scrapy: Run) -> None:
    reserved = {"location": path("trois"), "tdm-reservation": 1}
    six.routes[TDM_FILE] = Answer(json.dumps([reserved]))
    first = scrapy("update", NOW=day(2))
    assert (first.code, f"reserves {path('trois')}" in first.err) == (3, True)
    nights = [scrapy("update", NOW=day(number)) for number in (3, 4, 5, 9)]
    assert [(night.code, night.err) for night in nights] == [(0, "")] * len(nights)
    assert path("trois") not in six.paths()
    assert scrapy("crawl", "blog", "-a", f"url={six.url}", NOW=day(10)).code == 3  # by hand: each time
