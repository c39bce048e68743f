"""``scrapy status``: a screen for a person, one object for a program, an exit code for a watchman."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from invented import article, comments
from loopback import Answer
from maydays import day, rss

Run = Callable[..., Any]
WALL = (
    "<html><head><title>Vie privée</title></head><body><h1>Cookies</h1><p>Nos partenaires déposent des cookies. "
    "Accepter, refuser, personnaliser : votre vie privée compte.</p></body></html>"
)


def test_a_site_that_is_well(crawled: Any, scrapy: Run) -> None:
    done = scrapy("status", NOW=day(5))
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{crawled.name}: last run 2024-05-04 05:00 (ok), ")
    for told in ("3 articles, 2 comments", "authors 0 %", "body 100 %", "addresses now"):
        assert told in done.out


def test_a_site_that_was_not_reached_for_days_is_old(crawled: Any, scrapy: Run) -> None:
    assert scrapy("status", NOW=day(6)).code == 0
    done = scrapy("status", NOW=day(9))
    assert (done.code, "too old" in done.out) == (1, True)
    assert scrapy("status", "--older-than", "10", NOW=day(9)).code == 0


def test_what_is_short_is_said_in_words(crawled: Any, scrapy: Run) -> None:
    crawled.routes["/2024/05/un/"] = article("Un", day="2024-05-01", comments=comments(1, 2, total=10))
    crawled.routes["/feed/"] = rss(crawled.url, "un", un=10)
    scrapy("update", NOW=day(5))
    done = scrapy("status", NOW=day(5))
    assert f"2 of 10 comments, page says 10: {crawled.url}2024/05/un/" in done.out


def test_what_is_quarantined_failing_and_resting_is_told(crawled: Any, scrapy: Run) -> None:
    crawled.routes["/2024/05/un/"] = WALL
    crawled.routes["/feed/"] = rss(crawled.url, "un", un=3)
    update = scrapy("update", NOW=day(5))
    assert update.code == 4, update.err
    done = scrapy("status", NOW=day(5))
    assert "quarantined 1 page" in done.out
    assert f"ConsentWall since 2024-05-05: {crawled.url}2024/05/un/" in done.out
    assert "looks walled or redesigned" in done.out
    assert update.one("SELECT archived_comment_count FROM article_overview WHERE headline = 'Un'") == 2
    crawled.routes["/feed/"] = Answer("", 429, {"Retry-After": "172800"})
    scrapy("update", NOW=day(6))
    assert "left alone until 2024-05-08 05:00" in scrapy("status", NOW=day(7)).out


def test_json_says_the_same(crawled: Any, scrapy: Run) -> None:
    done = scrapy("status", crawled.name, "--json", NOW=day(5))
    (site,) = json.loads(done.out)["sites"]
    assert (site["site"], site["articles"], site["old"], site["status"]) == (crawled.name, 3, False, "ok")
    assert site["parts"]["body"] == {"present": 3, "read": 3, "lost": 0, "expected": 3}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nulle-part"], 2, "has no site 'nulle-part'; it has"),
        (["--sans-fin"], 2, "unknown option"),
        (["--older-than", "nan"], 2, "--older-than: 0 days or more"),
        (["-s", "NOW=demain"], 2, "NOW is no ISO 8601 time"),
    ],
)
def test_wrong_usage_is_one_line(crawled: Any, scrapy: Run, words: list[str], code: int, said: str) -> None:
    done = scrapy("status", *words)
    assert (done.code, len(done.err.splitlines()), said in done.err) == (code, 1, True)


def test_no_archive_is_one_line(scrapy: Run) -> None:
    done = scrapy("status")
    assert (done.code, "no such archive" in done.err, len(done.err.splitlines())) == (1, True, 1)
