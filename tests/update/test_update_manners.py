"""What a site asks for today is kept tomorrow: rests, robots.txt, freshness; and what is refused is not asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from invented import article, listing
from loopback import Answer
from maydays import day, rss

Run = Callable[..., Any]


@pytest.mark.parametrize("status", [429, 503])
def test_tomorrows_run_obeys_todays_retry_after(crawled: Any, scrapy: Run, status: int) -> None:
    crawled.routes["/feed/"] = Answer("", status, {"Retry-After": str(3 * 86400 - 60)})
    done = scrapy("update", NOW=day(5))
    assert done.code == 3, done.err
    crawled.routes["/feed/"] = rss(crawled.url, "un")
    for number in (6, 7):
        crawled.asked.clear()
        again = scrapy("update", crawled.name, NOW=day(number))
        assert (again.code, again.err, crawled.paths()) == (0, "", [])
    crawled.asked.clear()
    assert scrapy("crawl", "blog", "-a", f"url={crawled.url}", NOW=day(7)).code == 1
    assert crawled.paths() == []
    assert scrapy("update", NOW=day(8)).code == 0
    assert "/feed/" in crawled.paths()


def test_a_retry_after_of_robots_txt_is_kept_too(crawled: Any, scrapy: Run) -> None:
    crawled.routes["/robots.txt"] = Answer("", 429, {"Retry-After": "200000"})
    assert scrapy("update", NOW=day(5)).code == 1
    crawled.routes["/robots.txt"] = ""
    crawled.asked.clear()
    assert (scrapy("update", NOW=day(7)).code, crawled.paths()) == (0, [])
    assert scrapy("update", NOW=day(8)).code == 0
    assert crawled.paths()


def test_a_closed_robots_txt_closes_the_site_for_the_day(crawled: Any, scrapy: Run) -> None:
    crawled.routes["/robots.txt"] = Answer("", 503)
    done = scrapy("update", NOW=day(5), RETRY_TIMES=0)
    assert (done.code, set(crawled.paths())) == (1, {"/robots.txt"})
    assert done.rows("SELECT error FROM failure_list") == [("Closed",)]
    crawled.routes["/robots.txt"] = ""
    done = scrapy("update", NOW=day(6))
    assert (done.code, done.rows("SELECT error FROM failure_list")) == (0, [])


def test_what_robots_txt_forbids_from_today_on_is_not_asked_today(crawled: Any, scrapy: Run) -> None:
    crawled.routes["/robots.txt"] = "User-agent: *\nDisallow: /2024/05/un/"
    crawled.routes["/feed/"] = rss(crawled.url, "un", un=7)
    done = scrapy("update", NOW=day(5))
    assert done.code == 0, done.err
    assert "/2024/05/un/" not in crawled.paths()
    assert done.one("SELECT count(*) FROM article_overview") == 3


def test_robots_txt_is_read_once_in_a_morning_and_anew_the_next_day(crawled: Any, scrapy: Run) -> None:
    scrapy("update", NOW=day(5))
    crawled.routes["/feed/"] = Answer(rss(crawled.url, "un"), headers={"Cache-Control": "max-age=60"})
    scrapy("update", NOW=day(5, hour=6))
    scrapy("update", NOW=day(6))
    assert crawled.paths().count("/robots.txt") == 2


def test_crawl_delay_of_a_kept_robots_txt_holds(crawled: Any, scrapy: Run) -> None:
    crawled.routes["/robots.txt"] = "User-agent: *\nCrawl-delay: 0.4"
    crawled.routes["/feed/"] = Answer("", 500)
    scrapy("update", NOW=day(5), RETRY_TIMES=0)
    crawled.asked.clear()
    crawled.routes["/2024/05/quatre/"] = article("Quatre", day="2024-05-05")
    crawled.routes["/"] = listing("/2024/05/quatre/", "/2024/05/trois/")
    scrapy("crawl", "blog", "-a", f"url={crawled.url}", NOW=day(5, hour=12))
    times = [one.at for one in crawled.asked if one.path != "/robots.txt"]
    assert times[-1] - times[0] >= 0.39 * (len(times) - 1)


def test_a_feed_that_says_it_is_fresh_is_not_asked_before(crawled: Any, scrapy: Run) -> None:
    crawled.routes["/feed/"] = Answer(
        rss(crawled.url, "un"), headers={"Cache-Control": "max-age=180000"}
    )  # 50 hours
    for number in (5, 6, 7, 8):
        scrapy("update", NOW=day(number))
    assert crawled.paths().count("/feed/") == 2


def test_a_server_that_is_busy_again_and_again_is_left_alone(crawled: Any, scrapy: Run) -> None:
    names = [f"n{number}" for number in range(8)]
    crawled.routes |= {f"/2024/05/{name}/": Answer("", 503) for name in names}
    crawled.routes["/feed/"] = rss(crawled.url, *names)
    done = scrapy("update", NOW=day(5), RETRY_BACKOFF="0.05", RETRY_AFTER_MAX="0.5")
    assert done.code == 3
    assert len([one for one in crawled.asked if one.status == 503]) <= 6
    assert "left alone" in done.err


def test_a_clock_that_was_set_back_stops_nothing(crawled: Any, scrapy: Run) -> None:
    assert scrapy("update", NOW="2031-01-01T05:00:00Z").code == 0
    crawled.asked.clear()
    crawled.routes["/2024/05/quatre/"] = article("Quatre", day="2024-05-05")
    crawled.routes["/feed/"] = rss(crawled.url, "quatre", "un")
    done = scrapy("update", NOW=day(5))
    assert done.code == 0, done.err
    assert done.one("SELECT count(*) FROM article_overview WHERE headline = 'Quatre'") == 1
    assert done.one("SELECT count(*) FROM crawl_log WHERE status = 'ok'") == 3
    assert "run 2 was dated up to 2031-01-01T" in done.err
    assert "were set back by 2432 days" in done.err
    seen = done.rows("SELECT DISTINCT substr(last_seen_at, 1, 10) FROM article_overview")
    assert seen == [("2024-05-05",)]
    next_day = scrapy("update", NOW=day(6))
    assert (next_day.code, next_day.err) == (0, "")


def test_a_rest_that_a_wrong_clock_was_asked_for_is_over_the_next_day(crawled: Any, scrapy: Run) -> None:
    crawled.routes["/feed/"] = Answer("", 429, {"Retry-After": "3600"})
    assert scrapy("update", NOW="2025-05-05T05:00:00Z").code == 3
    crawled.routes["/feed/"] = rss(crawled.url, "un")
    scrapy("update", NOW=day(5))
    crawled.asked.clear()
    done = scrapy("update", "-v", NOW=day(6))
    assert done.code == 0, done.err
    assert "/feed/" in crawled.paths()
