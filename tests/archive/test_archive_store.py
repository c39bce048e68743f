"""Visits: all or nothing, good rows never overwritten by bad ones, and the crawl's memory beside them."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from crawler.archive import Archive, ArchiveFull, Discovery
from crawler.items import Failure, Visit

WHY = Failure("split", "EmptyPage", "the page holds no text")


def test_a_failed_visit_keeps_the_raw_page_and_the_earlier_rows(bench, make) -> None:
    bench.visit(make.article())
    outcome = bench.visit(None, 2, failure=WHY, body=b"<html>mur</html>")
    assert (outcome.state, outcome.article_id) == ("failed", 1)
    assert bench.rows("SELECT url, site, stage, error, detail, seen_at, capture_id FROM failure_list") == [
        (make.page().url, "blog", "split", "EmptyPage", "the page holds no text", "2026-01-02T05:00:00Z",
         outcome.capture_id)
    ]  # fmt: skip
    assert bench.archive.raw_page(outcome.capture_id).body == b"<html>mur</html>"
    held = bench.archive.read_article(1)
    assert held.article == make.article()
    assert held.last_seen_at == "2026-01-01T05:00:00Z"


def test_a_failure_met_again_is_counted_and_resolved_by_a_good_visit(bench, make) -> None:
    for day in (1, 2):
        bench.visit(None, day, failure=WHY)
    assert bench.rows("SELECT times, first_seen_at, seen_at FROM failures") == [
        (2, "2026-01-01T05:00:00Z", "2026-01-02T05:00:00Z")
    ]
    assert bench.archive.known(make.page().url).failures == 2
    bench.visit(make.article(), 3)
    assert bench.rows("SELECT * FROM failure_list") == []
    assert bench.one("SELECT resolved_at FROM failures") == "2026-01-03T05:00:00Z"
    assert bench.archive.known(make.page().url).failures == 0


@pytest.mark.parametrize(
    "broken",
    [
        {"headline": None},
        {"headline": "demi-\ud83d paire"},
        {"comment_count": 2**70},
        {"url": "gopher://blog.example/", "canonical_url": None},
    ],
    ids=["no headline", "lone surrogate", "huge number", "no web address"],
)
def test_rows_that_sqlite_refuses_are_a_failure_and_leave_no_half(bench, make, broken) -> None:
    bench.visit(make.article())
    url = "https://blog.example/bancal/"
    changes = {"url": url, "canonical_url": url, **broken}
    outcome = bench.visit(make.article(**changes), url=url)
    assert outcome.state == "failed"
    assert bench.rows("SELECT url, stage, capture_id FROM failure_list") == [
        (url, "store", outcome.capture_id)
    ]
    assert bench.archive.raw_page(outcome.capture_id).url == url
    assert bench.one("SELECT count(*) FROM articles") == 1
    assert bench.one("SELECT count(*) FROM comments") == 3
    assert bench.archive.known(url).etag is None


def test_a_visit_that_nobody_has_split_keeps_the_page(bench) -> None:
    outcome = bench.visit(None)
    assert (outcome.state, outcome.article_id) == ("kept", None)
    assert bench.one("SELECT count(*) FROM articles") == 0


def test_comment_pages_are_captures_of_the_article(bench, make) -> None:
    page, more = (
        make.page(),
        make.page(url="https://blog.example/essai-electrique/comment-page-2/", body=b"<ol>"),
    )
    bench.archive.store_visit(bench.run, Visit(page.url, "blog", page, (more,), make.article()))
    assert bench.rows("SELECT role, article_id FROM captures ORDER BY role") == [
        ("article", 1),
        ("comments", 1),
    ]
    known = bench.archive.known(more.url)
    assert (known.kind, known.article_id, known.etag) == ("comments", 1, '"v1"')


def test_validators_are_kept_for_the_next_fetch(bench, make) -> None:
    headers = (("etag", 'W/"x"'), ("last-modified", "Tue, 12 Mar 2019 13:05:00 GMT"))
    bench.visit(make.article(), headers=headers)
    known = bench.archive.known(make.page().url)
    assert (known.etag, known.last_modified) == ('W/"x"', "Tue, 12 Mar 2019 13:05:00 GMT")
    assert (known.kind, known.article_id, known.last_status) == ("article", 1, 200)
    assert bench.archive.known_urls("blog", "article") == [known]


@pytest.mark.parametrize("kind", ["failed", "incomplete"])
def test_a_bad_visit_asks_for_the_whole_page_next_time(bench, make, kind: str) -> None:
    bench.visit(make.article())
    if kind == "failed":
        bench.visit(None, 2, failure=WHY)
    else:
        bench.visit(make.article(), 2, complete=False)
    assert bench.archive.known(make.page().url).etag is None


def test_a_page_reached_by_a_redirect_is_known_under_both_addresses(bench, make) -> None:
    asked, came, named = (f"https://blog.example/{name}/" for name in ("?p=1", "essai?utm=x", "essai"))
    page = make.page(url=came, requested_url=asked)
    read = make.article(url=named, canonical_url=named)
    bench.archive.store_visit(bench.run, Visit(named, "blog", page, (), read))
    known = [bench.archive.known(url) for url in (asked, came, named)]
    assert [(one.article_id, one.last_status, one.etag) for one in known] == [
        (1, 200, '"v1"'), (1, 200, '"v1"'), (1, 200, None),
    ]  # fmt: skip
    bench.archive.fetched("blog", make.page(2, url=named, requested_url="https://blog.example/s"), "other")
    assert bench.archive.known(named).kind == "article"


def test_only_articles_count_as_failed_articles(bench) -> None:
    why = Failure("fetch", "Http500", "HTTP 500")
    bench.archive.record_failure(bench.run, "blog", "https://blog.example/feed/", why, kind="feed")
    bench.archive.record_failure(bench.run, "blog", "https://blog.example/a/", why)
    assert bench.one("SELECT articles_failed FROM crawl_log") == 1
    assert bench.archive.known("https://blog.example/feed/").kind == "feed"
    assert bench.one("SELECT count(*) FROM failure_list") == 2


def test_a_full_disk_is_told_and_keeps_what_was_there(bench, make) -> None:
    bench.visit(make.article())
    pages = bench.one("PRAGMA page_count")
    bench.one(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ArchiveFull, match="no room left"):
        bench.visit(None, 2, url="https://blog.example/2", body=random.Random(1).randbytes(200_000))
    assert bench.one("SELECT count(*) FROM captures") == 1
    bench.one(f"PRAGMA max_page_count = {pages * 10}")
    assert bench.visit(None, 2, url="https://blog.example/2", body=b"court").capture_id == 2


def test_not_modified_means_seen_again(bench, make) -> None:
    bench.visit(
        make.article(comments=(make.comment("1"), make.comment("2", position=2))), headers=(("ETag", "x"),)
    )
    bench.visit(make.article(comments=(make.comment("1"),)), headers=(("ETag", "x"),))
    bench.archive._clock = _At("2026-02-01T00:00:00Z")
    assert bench.archive.not_modified(bench.run, make.page().url) == 1
    assert bench.one("SELECT last_seen_at FROM article_overview") == "2026-02-01T00:00:00Z"
    assert bench.rows("SELECT comment_id, last_seen_at FROM comment_threads ORDER BY 1") == [
        ("1", "2026-02-01T00:00:00Z"), ("2", "2026-01-01T05:00:00Z"),
    ]  # fmt: skip
    known = bench.archive.known(make.page().url)
    assert (known.last_status, known.etag) == (304, "x")
    assert bench.archive.not_modified(bench.run, "https://blog.example/feed/") is None


def test_a_gone_article_keeps_its_rows_and_may_come_back(bench, make) -> None:
    bench.visit(make.article())
    for _ in range(2):
        assert bench.archive.gone(bench.run, make.page().url, 410) == 1
    assert bench.one("SELECT gone_at FROM article_overview") == "2026-01-01T05:00:00Z"
    assert bench.one("SELECT count(*) FROM comment_threads WHERE removed_at IS NULL") == 3
    assert bench.archive.known(make.page().url).last_status == 410
    assert bench.archive.gone(bench.run, "https://blog.example/jamais-vue/", 404) is None
    bench.visit(make.article(), 3)
    assert bench.one("SELECT gone_at FROM article_overview") is None


def test_an_address_that_an_article_left_does_not_make_it_gone(bench, make) -> None:
    new, more = "https://blog.example/2026/essai/", "https://blog.example/2026/essai/comment-page-2/"
    bench.visit(make.article())
    page = make.page(2, url=new, requested_url=make.page().url)
    moved = make.article(url=new, canonical_url=new)
    bench.archive.store_visit(bench.run, Visit(new, "blog", page, (make.page(2, url=more),), moved))
    assert bench.archive.gone(bench.run, make.page().url, 404) == 1
    assert bench.archive.gone(bench.run, more, 404) is None
    assert bench.archive.not_modified(bench.run, more) is None
    assert bench.one("SELECT gone_at FROM article_overview") is None
    assert bench.archive.gone(bench.run, new, 404) == 1


def test_a_feed_that_answers_again_is_no_failure_any_more(bench, make) -> None:
    feed = "https://blog.example/feed/"
    for again in (
        lambda: bench.archive.fetched("blog", make.page(2, url=feed), "feed"),
        lambda: bench.archive.not_modified(bench.run, feed),
    ):
        bench.archive.record_failure(
            bench.run, "blog", feed, Failure("fetch", "Http500", "HTTP 500"), kind="feed"
        )
        assert bench.rows("SELECT url FROM failure_list") == [(feed,)]
        again()
        assert bench.rows("SELECT url FROM failure_list") == []


def test_a_fetch_that_brought_nothing_is_a_row(bench, make) -> None:
    url = "https://blog.example/panne/"
    bench.archive.record_failure(
        bench.run, "blog", url, Failure("fetch", "TimeoutError", "no answer\nin 180 s")
    )
    bench.archive.record_failure(
        bench.run,
        "blog",
        url + "2",
        Failure("fetch", "HttpError", "500"),
        page=make.page(status=500, body=b"oops"),
    )
    assert bench.rows("SELECT url, stage, detail, capture_id FROM failure_list") == [
        (url, "fetch", "no answer in 180 s", None), (url + "2", "fetch", "500", 1),
    ]  # fmt: skip
    assert bench.archive.raw_page(1).body == b"oops"


def test_discovered_addresses_are_remembered_once_with_their_hints(bench) -> None:
    found = [
        Discovery("https://blog.example/a/", "article", comment_hint=3),
        Discovery("https://blog.example/b/"),
    ]
    assert bench.archive.discovered("blog", found, by="https://blog.example/feed/") == 2
    again = [
        Discovery("https://blog.example/b/", "article", lastmod="2026-01-01"),
        Discovery("https://blog.example/a/"),
    ]
    assert bench.archive.discovered("blog", again, by="https://blog.example/sitemap.xml") == 0
    first, second = bench.archive.known_urls("blog", "article")
    assert (first.kind, first.comment_hint, first.discovered_by) == (
        "article",
        3,
        "https://blog.example/feed/",
    )
    assert (second.kind, second.lastmod, second.last_fetched_at) == ("article", "2026-01-01", None)
    assert bench.archive.known("https://blog.example/c/") is None


def test_runs_count_what_visits_did(bench, make) -> None:
    bench.visit(make.article())
    bench.visit(make.article(), 2)
    bench.visit(make.article(headline="Autre", comments=()), 3)
    bench.visit(None, 4, failure=WHY)
    bench.archive.finish_run(bench.run, "partial", "finished", {"downloader/request_count": 12}, requests=12)
    assert bench.rows("SELECT * FROM crawl_log") == [
        (
            1,
            "blog",
            "2026-01-01T05:00:00Z",
            "2026-01-01T05:00:00Z",
            "partial",
            "finished",
            12,
            1,
            1,
            1,
            1,
            3,
            3,
        )
    ]


def test_a_killed_run_is_closed_by_the_next_of_its_site(bench, make) -> None:
    bench.visit(make.article(), 2)
    other = bench.archive.begin_run("autre", "test")
    bench.archive.begin_run("blog", "test")
    assert bench.rows("SELECT run_id, status, finish_reason, finished_at FROM crawl_log ORDER BY run_id") == [
        (1, "interrupted", "killed", "2026-01-02T05:00:00Z"), (other, "running", None, None),
        (3, "running", None, None),
    ]  # fmt: skip


def test_a_summary_counts_a_site_or_all(bench, make) -> None:
    bench.visit(make.article(comment_count=5))
    run = bench.archive.begin_run("127.0.0.1:8801", "blog")
    url = "http://127.0.0.1:8801/a"
    page = make.page(url=url)
    bench.archive.store_visit(
        run, Visit(url, "127.0.0.1:8801", page, (), make.article(url=url, canonical_url=url))
    )
    everything, site = bench.archive.summary(), bench.archive.summary(run_id=run)
    assert (everything.sites, everything.articles, everything.comments, everything.opinions) == (2, 2, 6, 2)
    assert (everything.sources, everything.citations, everything.missing, len(everything.gaps)) == (
        1,
        2,
        2,
        1,
    )
    assert (site.sites, site.articles, site.comments, site.missing, site.run.articles_new) == (1, 1, 3, 0, 1)
    assert bench.archive.summary(site="personne").articles == 0
    assert everything.size > 0


def test_the_telling_article_has_source_opinion_and_the_deepest_thread(bench, make) -> None:
    for number, changes in enumerate(({"opinion": None}, {}, {"comments": ()})):
        url = f"https://blog.example/{number}"
        bench.visit(make.article(url=url, canonical_url=url, **changes), url=url)
    assert bench.archive.telling_article("blog") == 2
    assert bench.archive.telling_article("personne") is None


def test_ids_are_never_given_twice(bench, make) -> None:
    bench.visit(make.article())
    bench.archive.db.conn.execute("DELETE FROM opt_outs")
    bench.archive.db.conn.execute("UPDATE captures SET article_id = NULL")
    bench.archive.db.conn.execute("UPDATE known_urls SET article_id = NULL")
    bench.archive.db.conn.execute("INSERT INTO articles_fts (articles_fts) VALUES ('delete-all')")
    bench.archive.db.conn.execute("INSERT INTO comments_fts (comments_fts) VALUES ('delete-all')")
    bench.archive.db.conn.execute("DELETE FROM articles")
    bench.archive.db.conn.commit()
    assert bench.visit(make.article(), 2).article_id == 2
    assert bench.one("SELECT min(id) FROM comments") == 4


def test_a_process_killed_inside_a_transaction_leaves_nothing_half_written(tmp_path: Path, make) -> None:
    path = tmp_path / "archive.db"
    program = textwrap.dedent(
        """
        import os, signal, sys
        sys.path.insert(0, sys.argv[2])
        from archive_bench import Bench, article
        from crawler.archive import Archive, visits
        bench = Bench(Archive(sys.argv[1]))
        bench.visit(article())
        # Dies when everything is written and nothing is committed.
        visits.VisitWriter._remember = lambda *rest: os.kill(os.getpid(), signal.SIGKILL)
        bench.visit(article(headline="À moitié", comments=()), 2, body=b"<html>autre</html>")
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path), os.fspath(Path(__file__).parent)], check=False, timeout=60
    )
    assert done.returncode == -signal.SIGKILL
    with Archive(path) as archive:
        assert archive.read_article(1).article == make.article()
        assert archive.db.conn.execute("SELECT count(*) FROM captures").fetchone()[0] == 1
        assert archive.db.conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert archive.db.conn.execute("PRAGMA foreign_key_check").fetchall() == []
        archive.begin_run("blog", "test")
        assert archive.summary().articles == 1
        statuses = archive.db.conn.execute("SELECT status FROM crawl_log ORDER BY run_id").fetchall()
        assert statuses == [("interrupted",), ("running",)]


def test_an_error_inside_a_verb_rolls_everything_back(bench, make, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("a fault of ours")

    monkeypatch.setattr("crawler.archive.known_urls.fetched", fail)
    with pytest.raises(KeyError):
        bench.visit(make.article())
    assert bench.one("SELECT count(*) FROM captures") == 0
    assert bench.one("SELECT count(*) FROM raw_bodies") == 0
    monkeypatch.undo()
    assert bench.visit(make.article()).state == "new"


def test_the_views_are_readable_by_plain_sqlite_while_a_crawl_writes(bench, make) -> None:
    bench.visit(make.article())
    reader = sqlite3.connect(f"file:{bench.archive.path}?mode=ro", uri=True)
    with bench.archive._connection.writing():
        assert reader.execute("SELECT count(*) FROM article_overview").fetchone() == (1,)
    reader.close()


class _At:
    def __init__(self, moment: str) -> None:
        self._moment = moment

    def stamp(self) -> str:
        return self._moment
