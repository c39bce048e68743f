"""What one run leaves for the next: what is due and why, what woke it, and how long a site is left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crawler.archive import Discovery, HostFile
from crawler.archive.hints import CommentNews
from crawler.clock import stamp
from crawler.items import Failure, Visit

FEED, MAP = "https://blog.example/feed/", "https://blog.example/sitemap.xml"
SITE = "blog"


@pytest.fixture
def at(bench: Any) -> Any:
    """Sets the archive's clock to 5 o'clock of a day of January 2026."""

    def move(day: float) -> None:
        now = datetime(2026, 1, 1, 5, tzinfo=UTC) + timedelta(days=day - 1)
        clock = bench.archive.memory._clock = bench.archive._clock
        clock._start, clock._monotonic, clock._started = now, lambda: 0.0, 0.0

    return move


def due(bench: Any) -> list[tuple[str, str]]:
    return [(one.url, one.why) for one in bench.archive.memory.due(SITE)]


def test_what_is_new_is_due_and_what_was_visited_is_due_again(bench: Any, make: Any, at: Any) -> None:
    url = make.page().url
    bench.archive.discovered(SITE, [Discovery(url, "article")], by=FEED)
    assert due(bench) == [(url, "new")]
    bench.visit(make.article(date_published="2025-12-31T08:00:00Z", comments=()))
    assert due(bench) == []
    at(2)
    assert due(bench) == [(url, "last visit 24 h ago, last event 45 h ago")]
    bench.visit(make.article(date_published="2025-12-31T08:00:00Z", comments=()), 2)
    at(3)
    assert due(bench) == []
    at(5)
    assert [found for found, _ in due(bench)] == [url]


def test_a_comment_more_in_the_feed_wakes_an_old_article_once(bench: Any, make: Any, at: Any) -> None:
    url = make.page().url
    bench.archive.discovered(SITE, [Discovery(url, "article", comment_hint=3)], by=FEED)
    bench.visit(make.article())
    at(2)
    bench.archive.discovered(SITE, [Discovery(url, "article", comment_hint=3)], by=FEED)
    assert due(bench) == []
    bench.archive.discovered(SITE, [Discovery(url, "article", comment_hint=4)], by=FEED)
    assert due(bench) == [(url, "its number of comments moved")]
    bench.visit(make.article(comment_count=4), 2)
    assert due(bench) == []


def test_two_sources_that_disagree_every_day_wake_nothing(bench: Any, make: Any, at: Any) -> None:
    url = make.page().url
    for day in (1, 2, 3):
        at(day)
        bench.archive.discovered(SITE, [Discovery(url, "article", lastmod="2019-03-12")], by=FEED)
        bench.archive.discovered(SITE, [Discovery(url, "article", lastmod="2019-04-01")], by=MAP)
        if day == 1:
            bench.visit(make.article())
        assert due(bench) == []


def test_a_sitemap_that_dates_everything_today_is_soon_ignored(bench: Any, make: Any, at: Any) -> None:
    for day in range(1, 9):
        at(day)
        found = [Discovery(make.page().url, "article", lastmod=f"2026-01-{day:02}")]
        bench.archive.discovered(SITE, found, by=MAP, whole=True)
        woken = bool(due(bench))
        if woken or day == 1:
            bench.visit(make.article(), day)
        assert woken == (1 <= day <= 5), day  # new on the first day, then four times for nothing
    assert bench.rows("SELECT signal, hits, misses FROM signals") == [("lastmod", 0, 4)]


def test_what_a_sitemap_no_longer_names_is_looked_at(bench: Any, make: Any, at: Any) -> None:
    others = [Discovery(f"https://blog.example/{n}/", "article") for n in range(4)]
    bench.archive.discovered(SITE, [Discovery(make.page().url, "article"), *others], by=MAP, whole=True)
    bench.visit(make.article())
    bench.archive.discovered(SITE, others, by=MAP, whole=True)
    assert due(bench)[0] == (make.page().url, "the sitemap no longer names it")
    bench.archive.discovered(SITE, [], by=MAP, whole=True)
    assert len(due(bench)) == 5  # the four others are new; nothing is concluded from an empty sitemap


def test_the_next_page_of_a_listing_is_none_of_its_entries(bench: Any, make: Any, at: Any) -> None:
    home = "https://blog.example/"
    bench.archive.discovered(SITE, [Discovery(make.page().url, "article", comment_hint=3)], by=home)
    bench.archive.discovered(SITE, [Discovery(f"{home}page/2/", "listing")], by=home)
    bench.visit(make.article(date_published="2026-01-01T04:00:00Z"))
    bench.archive.fetched(SITE, make.page(url=home), "listing", (make.page().url,))
    at(3)
    assert {one.url for one in bench.archive.memory.due_sources(SITE)} == {f"{home}page/2/", home}


def test_a_front_without_a_feed_is_read_every_day(bench: Any, make: Any, at: Any) -> None:
    home = "https://blog.example/"
    bench.visit(make.article())  # of 2019: the listing would wait for months
    for works in (True, False):
        bench.archive.discovered(SITE, [Discovery(make.page().url, "article")], by=home)
        if works:
            bench.archive.fetched(SITE, make.page(url=FEED), "feed", ())
        else:
            why = Failure("fetch", "Http404", "HTTP 404")
            bench.archive.record_failure(bench.run, SITE, FEED, why, kind="feed", status=404)
        bench.archive.fetched(SITE, make.page(url=home), "listing", (make.page().url,))
        at(2)
        assert (home in [one.url for one in bench.archive.memory.due_sources(SITE)]) == (not works)
        at(1)


def test_a_gone_article_that_is_named_again_is_looked_at(bench: Any, make: Any) -> None:
    found = [Discovery(make.page().url, "article")]
    bench.archive.discovered(SITE, found, by=MAP, whole=True)
    bench.visit(make.article())
    bench.archive.discovered(SITE, [Discovery("https://blog.example/0/", "article")], by=MAP, whole=True)
    bench.archive.gone(bench.run, make.page().url, 404)
    bench.archive.discovered(SITE, found, by=MAP)
    assert (make.page().url, "it was gone, and is named again") in due(bench)


def test_what_a_feed_drops_out_of_turn_is_looked_at(bench: Any, make: Any) -> None:
    names = ["essai", "a", "b", "c"]
    urls = [f"https://blog.example/{name}/" for name in names]
    for number, url in enumerate(urls):
        dated = make.article(
            url=url, canonical_url=url, headline=url, date_published=f"2019-03-{12 - number}T08:00:00+01:00"
        )
        bench.archive.store_visit(
            bench.run, Visit(url, SITE, make.page(1, url=url, requested_url=url), article=dated)
        )
    bench.archive.discovered(SITE, [Discovery(url, "article") for url in urls[:3]], by=FEED)
    bench.archive.discovered(SITE, [Discovery(url, "article") for url in urls[:2]], by=FEED)
    assert due(bench) == []  # the oldest made room
    bench.archive.discovered(SITE, [Discovery(url, "article") for url in urls[1:]], by=FEED)
    assert due(bench) == [(urls[0], "it was taken out of the list that shows older ones")]


def test_an_entry_under_another_address_has_moved(bench: Any, make: Any) -> None:
    old, new = make.page().url, "https://blog.example/essai/"
    bench.archive.discovered(SITE, [Discovery(old, "article", guid="?p=1")], by=FEED)
    bench.visit(make.article())
    bench.archive.discovered(SITE, [Discovery(new, "article", guid="?p=1")], by=FEED)
    assert due(bench) == [(old, "its feed entry has another address"), (new, "new")]


def test_a_comment_feed_wakes_by_what_the_archive_does_not_hold(bench: Any, make: Any, at: Any) -> None:
    url, by = make.page().url, "https://blog.example/comments/feed/"
    bench.visit(make.article())  # comments 11, 12, 13
    memory = bench.archive.memory
    assert memory.heard_comments([CommentNews(url, "comment-13", "a")], by) == 0
    new = [CommentNews(url, "comment-14", "b"), CommentNews(url, "comment-13", "a")]
    assert memory.heard_comments(new, by) == 1
    assert due(bench) == [(url, "a comment is new or edited")]
    bench.visit(make.article(comments=(*make.article().comments, make.comment("14", position=4))), 1)
    assert memory.heard_comments(new, by) == 0
    edited = [CommentNews(url, "comment-14", "b"), CommentNews(url, "comment-13", "c")]
    assert memory.heard_comments(edited, by) == 1
    assert bench.one("SELECT count(*) FROM hints WHERE source = ?", by) == 2


def test_a_site_that_announces_what_it_does_is_visited_ever_more_rarely(
    bench: Any, make: Any, at: Any
) -> None:
    for day in range(1, 28):
        at(day)
        if day == 1 or due(bench):
            bench.visit(make.article(date_published="2026-01-01T04:00:00Z", comments=()), day)
    surprises, exposure = bench.rows("SELECT surprises, exposure FROM sites")[0]
    assert (surprises, exposure > 2) == (0, True)


def test_a_failure_is_tried_again_tomorrow_and_then_ever_later(bench: Any, make: Any, at: Any) -> None:
    why = Failure("fetch", "Http500", "HTTP 500")
    tried = []
    for day in range(1, 16):
        at(day)
        if day == 1 or due(bench):
            bench.visit(None, day, failure=why)
            tried.append(day)
    assert tried == [1, 2, 4, 8, 15]


def test_a_gone_article_is_looked_for_again(bench: Any, make: Any, at: Any) -> None:
    bench.visit(make.article())
    bench.archive.gone(bench.run, make.page().url, 404)
    at(2)
    assert due(bench) == [(make.page().url, "gone; last looked for 24 h ago")]
    bench.archive.gone(bench.run, make.page().url, 404)
    at(3)
    assert due(bench) == []


def test_a_plan_made_by_a_clock_that_was_wrong_does_not_hold(bench: Any, make: Any, at: Any) -> None:
    at(900)
    bench.visit(make.article(), fetched_at="2028-06-18T05:00:00Z")
    at(2)
    assert [url for url, _ in due(bench)] == [make.page().url]


def test_sources_are_due_every_day_unless_they_say_that_they_are_fresh(
    bench: Any, make: Any, at: Any
) -> None:
    url = make.page().url
    for source in ("https://blog.example/", MAP):
        bench.archive.discovered(SITE, [Discovery(url, "article")], by=source)
    bench.archive.fetched(SITE, make.page(url=FEED), "feed", (url,))
    bench.archive.fetched(
        SITE, make.page(url=MAP, headers=(("Cache-Control", "max-age=172800"),)), "sitemap", ()
    )
    bench.archive.fetched(SITE, make.page(url="https://blog.example/"), "listing", (url,))
    bench.archive.fetched(SITE, make.page(url="https://blog.example/essais/"), "listing")
    memory = bench.archive.memory
    assert memory.due_sources(SITE) == []
    at(2)
    assert [(one.kind, one.url) for one in memory.due_sources(SITE)] == [("feed", FEED)]
    bench.archive.not_modified(bench.run, FEED)
    assert memory.due_sources(SITE) == []
    at(3)
    assert [one.kind for one in memory.due_sources(SITE)] == ["feed", "sitemap"]
    at(9)  # the feed tells what the front tells: that is read now and then
    assert [one.url for one in memory.due_sources(SITE) if one.kind == "listing"] == ["https://blog.example/"]


def test_a_listing_that_counts_comments_where_the_feed_does_not_is_read_as_its_newest_article(
    bench: Any, make: Any, at: Any
) -> None:
    bench.archive.fetched(SITE, make.page(url=FEED), "feed", (make.page().url,))
    for counted in (None, 3):
        found = [Discovery(make.page().url, "article", comment_hint=counted)]
        bench.archive.discovered(SITE, found, by="https://blog.example/")
        bench.visit(make.article(date_published="2026-01-01T04:00:00Z"))
        bench.archive.fetched(SITE, make.page(url="https://blog.example/"), "listing", (make.page().url,))
        at(2)
        urls = [one.url for one in bench.archive.memory.due_sources(SITE)]
        assert ("https://blog.example/" in urls) == (counted is not None)
        at(1)


def test_a_rest_that_was_asked_for_is_kept_and_the_longest_counts(bench: Any, at: Any) -> None:
    memory = bench.archive.memory
    assert memory.rest(SITE) is None
    memory.take_rest(SITE, 2 * 86400, "HTTP 429")
    memory.take_rest(SITE, 60, "HTTP 503")
    memory.works(SITE)
    at(2)
    rest = memory.rest(SITE)
    assert (rest.until, rest.seconds, rest.reason, rest.asked) == (
        "2026-01-03T05:00:00Z", 86400.0, "HTTP 429", True,
    )  # fmt: skip
    at(3)
    assert memory.rest(SITE) is None


def test_a_clock_that_was_set_back_does_not_make_a_rest_longer(bench: Any, at: Any) -> None:
    at(400)
    bench.archive.memory.take_rest(SITE, 3600, "HTTP 429")
    at(2)
    assert bench.archive.memory.rest(SITE).seconds == 3600


def test_a_broken_site_is_left_alone_for_twice_as_long_each_time(bench: Any, at: Any) -> None:
    memory = bench.archive.memory
    hours = []
    for _ in range(4):
        memory.broken(SITE, "connection refused")
        hours.append(memory.rest(SITE).seconds / 3600)
        at(1 + sum(hours) / 24)
    assert hours == [6, 12, 24, 48]
    memory.broken(SITE, "connection refused")
    assert memory.rest(SITE).asked is False
    memory.works(SITE)
    assert memory.rest(SITE) is None
    memory.broken(SITE, "connection refused")
    assert memory.rest(SITE).seconds == 6 * 3600


def test_our_own_rest_never_cuts_one_that_was_asked_for(bench: Any) -> None:
    memory = bench.archive.memory
    memory.take_rest(SITE, 86400, "HTTP 429")
    memory.broken(SITE, "HTTP 429")
    assert (memory.rest(SITE).seconds, memory.rest(SITE).asked) == (86400.0, True)


def test_robots_txt_is_kept_for_half_a_day(bench: Any, at: Any) -> None:
    memory, copy = bench.archive.memory, HostFile(200, b"User-agent: *")
    memory.keep_robots(SITE, "https://blog.example/robots.txt", copy)
    assert memory.robots("blog.example") == copy
    assert memory.robots("www.blog.example") is None
    for day in (1.49, 1.5, 0.9):
        at(day)
        assert (memory.robots("blog.example") is not None) == (day == 1.49)


def test_the_days_requests_are_counted(bench: Any, at: Any) -> None:
    bench.archive.finish_run(bench.run, "ok", "finished", requests=12)
    assert bench.archive.memory.requests_today(SITE) == 12
    at(2)
    assert bench.archive.memory.requests_today(SITE) == 0
    assert stamp(datetime(2026, 1, 2, tzinfo=UTC)) == "2026-01-02T00:00:00Z"
