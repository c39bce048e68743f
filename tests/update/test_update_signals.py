"""What a home page says of old threads wakes them: nothing else does, on a blog whose feed counts no comments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from invented import article, comments, feed, listing
from loopback import TDM_FILE
from maydays import day

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
