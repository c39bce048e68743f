"""``scrapy update`` as cron runs it: exit codes, silence, the lock, signals, the watchdog."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from invented import article, listing
from loopback import ROOT, Answer, WebSite, rows_of, scrapy_command
from maydays import day, rss
from sqlite_utils import Database

from crawler.archive import APPLICATION_ID, Archive
from crawler.archive.migrations import migrations

Run = Callable[..., Any]


def test_a_quiet_day_costs_a_few_requests_and_says_nothing(crawled: Any, scrapy: Run) -> None:
    done = scrapy("update", NOW=day(5))
    assert (done.code, done.err, done.out) == (0, "", "")
    assert sorted(crawled.paths()) == [
        "/2024/05/deux/",
        "/2024/05/trois/",
        "/feed/",
        "/plan.xml",
        "/robots.txt",
    ]
    assert {one.status for one in crawled.asked if one.path != "/robots.txt"} == {304}
    assert done.rows("SELECT status, finish_reason, articles_new FROM crawl_log WHERE run_id = 2") == [
        ("ok", "finished", 0)
    ]


def test_what_is_new_is_archived_and_told_on_request(crawled: Any, scrapy: Run) -> None:
    crawled.routes["/2024/05/quatre/"] = article("Quatre", day="2024-05-05")
    crawled.routes["/feed/"] = rss(crawled.url, "quatre", "trois", "deux", "un")
    done = scrapy("update", crawled.name, "-v", NOW=day(5))
    assert done.code == 0, done.err
    assert done.one("SELECT count(*) FROM article_overview WHERE headline = 'Quatre'") == 1
    assert done.err.startswith(f"{crawled.name}: ok; ")
    assert "1 new" in done.err


def test_nothing_due_is_no_request_at_all(crawled: Any, scrapy: Run) -> None:
    scrapy("update", NOW=day(5))
    crawled.asked.clear()
    done = scrapy("update", NOW=day(5, hour=6))
    assert (done.code, done.err, crawled.paths()) == (0, "", [])
    assert done.one("SELECT requests FROM crawl_log WHERE run_id = 3") == 0


def test_a_dry_run_asks_nothing_and_says_why(crawled: Any, scrapy: Run) -> None:
    crawled.routes["/feed/"] = rss(crawled.url, "trois", "deux", "un", un=9)
    done = scrapy("update", "--dry-run", NOW=day(5))
    assert (done.code, done.err, crawled.paths()) == (0, "", [])
    assert f"feed     {crawled.url}feed/  (last read 24 h ago)" in done.out
    assert done.one("SELECT count(*) FROM crawl_log") == 1
    told = json.loads(scrapy("update", "--dry-run", "--json", NOW=day(5)).out)
    assert told["sites"][0]["site"] == crawled.name
    assert {"url", "kind", "why"} <= set(told["sites"][0]["due"][0])


def test_json_is_one_object(crawled: Any, scrapy: Run) -> None:
    done = scrapy("update", "--json", NOW=day(5))
    told = json.loads(done.out)
    (site,) = told["sites"]
    assert (told["exit_code"], site["site"], site["status"], site["failures"]) == (0, crawled.name, "ok", [])
    assert site["requests"] == len(crawled.asked) + len(crawled.asked_of_rights)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["inconnu"], 2, "unknown site 'inconnu'"),
        (["leblogauto", "--all"], 2, "name sites, or use --all"),
        (["--sans-fin"], 2, "unknown option --sans-fin"),
        (["--lock-wait", "-1"], 2, "wait 0 s or more"),
        (["-s", "NOW=demain"], 2, "NOW is no ISO 8601 time"),
        (["-s", "RAW_RETENTION_DAYS=un mois"], 2, "RAW_RETENTION_DAYS is no number of days: un mois"),
        (["-s", "UPDATE_BUDGET=beaucoup"], 2, "UPDATE_BUDGET is no number: beaucoup"),
        (["-s", "UPDATE_BUDGET=-1"], 2, "UPDATE_BUDGET is below zero: -1"),
        (["-s", "ROBOTSTXT_OBEY=peut-être"], 2, "ROBOTSTXT_OBEY is neither True nor False: peut-être"),
        (["-s", "RAW_RETENTION_DAYS=-1"], 2, "RAW_RETENTION_DAYS is no number of days: -1"),
        ([], 1, "no such archive"),
    ],
)
def test_wrong_usage_is_one_line(scrapy: Run, words: list[str], code: int, said: str) -> None:
    done = scrapy("update", *words)
    assert (done.code, len(done.err.splitlines()), done.out) == (code, 1, "")
    assert said in done.err


@pytest.mark.parametrize("command", ["update", "status"])
def test_an_archive_that_holds_no_site_is_not_all_well(scrapy: Run, tmp_path: Path, command: str) -> None:
    Archive(tmp_path / "archive.db").close()
    done = scrapy(command)
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert "holds no site" in done.err


def test_saved_pages_are_no_site_to_update(crawled: Any, scrapy: Run, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(article("Sauvée"), encoding="utf-8")
    assert scrapy("crawl", "blog", "-a", f"files={tmp_path / 'page.html'}", NOW=day(4)).code == 0
    assert scrapy("update", NOW=day(5)).code == 0
    done = scrapy("update", "files", NOW=day(5))
    assert (done.code, "saved pages" in done.err) == (2, True)


def test_a_dead_site_costs_no_other(crawled: Any, other_web: WebSite, scrapy: Run) -> None:
    other_web.routes |= {"/": listing("/2024/05/la/"), "/2024/05/la/": article("Là")}
    assert scrapy("crawl", "blog", "-a", f"url={other_web.url}", NOW=day(4)).code == 0
    other_web.close()
    crawled.routes["/2024/05/quatre/"] = article("Quatre", day="2024-05-05")
    crawled.routes["/feed/"] = rss(crawled.url, "quatre", "trois", "deux", "un")
    done = scrapy("update", NOW=day(5))
    assert done.code == 1
    assert f"{other_web.name}: failed" in done.err
    assert crawled.name not in done.err
    assert done.one("SELECT count(*) FROM article_overview WHERE headline = 'Quatre'") == 1
    again = scrapy("update", "-v", NOW=day(5, hour=7))
    assert (again.code, "left alone until" in again.err) == (0, True)
    named = scrapy("update", other_web.name, NOW=day(5, hour=8))
    assert named.code == 1


def test_the_lock_is_held_by_one_and_freed_by_the_kernel(crawled: Any, scrapy: Run, tmp_path: Path) -> None:
    with (tmp_path / "archive.db.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = scrapy("update", NOW=day(5))
        assert (done.code, "another update is running" in done.err, crawled.paths()) == (75, True, [])
        waited = scrapy("update", "--lock-wait", "0.5", NOW=day(5))
        assert waited.code == 75
    assert scrapy("update", NOW=day(5)).code == 0


def test_a_killed_update_leaves_no_lock_and_its_row_is_closed_by_the_next(
    crawled: Any, scrapy: Run, tmp_path: Path
) -> None:
    crawled.routes["/feed/"] = Answer(rss(crawled.url, "un"), wait=5)
    process = subprocess.Popen(
        scrapy_command(tmp_path / "archive.db", "update", NOW=day(5)), cwd=ROOT, stderr=subprocess.DEVNULL
    )
    crawled.wait_for("/feed/")
    process.kill()
    process.wait()
    crawled.routes["/feed/"] = rss(crawled.url, "un")
    done = scrapy("update", NOW=day(5))
    assert done.code == 0, done.err
    assert done.rows("SELECT status, finish_reason FROM crawl_log ORDER BY run_id DESC LIMIT 2") == [
        ("ok", "finished"), ("interrupted", "killed"),
    ]  # fmt: skip


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
@pytest.mark.parametrize("times", [1, 2])
def test_a_signal_closes_every_row(
    crawled: Any, scrapy: Run, tmp_path: Path, number: signal.Signals, code: int, times: int
) -> None:
    crawled.routes["/feed/"] = Answer("", 503, {"Retry-After": "100"})
    archive = tmp_path / "archive.db"
    process = subprocess.Popen(
        scrapy_command(archive, "update", NOW=day(5)), cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    crawled.wait_for("/feed/")
    time.sleep(0.3)
    for _ in range(times):
        os.kill(process.pid, number)
    err = process.communicate(timeout=20)[1]
    assert process.returncode == code, err
    assert rows_of(archive, "SELECT status FROM crawl_log ORDER BY run_id DESC LIMIT 1") == [("interrupted",)]


def test_a_watchdog_hears_the_start_and_the_exit_code(crawled: Any, other_web: WebSite, scrapy: Run) -> None:
    other_web.routes |= {"/vu/start": "OK", "/vu/0": "OK"}
    assert scrapy("update", NOW=day(5), HEALTHCHECK_URL=f"{other_web.url}vu").code == 0
    assert other_web.paths() == ["/vu/start", "/vu/0"]
    other_web.close()
    assert scrapy("update", NOW=day(6), HEALTHCHECK_URL=f"{other_web.url}vu").code == 0


def test_the_days_budget_is_kept_and_new_articles_come_first(crawled: Any, scrapy: Run) -> None:
    names = [f"n{number}" for number in range(9)]
    crawled.routes |= {f"/2024/05/{name}/": article(name, day="2024-05-05") for name in names}
    crawled.routes["/feed/"] = rss(crawled.url, *names, "trois")
    done = scrapy("update", NOW=day(5), UPDATE_BUDGET=9)
    assert done.code == 0, done.err
    assert len(crawled.asked) <= 9
    again = scrapy("update", NOW=day(5, hour=6), UPDATE_BUDGET=9)
    assert (again.code, len(crawled.asked) <= 9) == (0, True)
    for number in (6, 7):
        scrapy("update", NOW=day(number), UPDATE_BUDGET=9)
    assert again.one("SELECT count(*) FROM article_overview") == 12


def test_a_site_file_that_was_never_crawled_needs_all(scrapy: Run, crawled: Any) -> None:
    told = json.loads(scrapy("update", "--all", "--dry-run", "--json", NOW=day(5)).out)
    assert {"leblogauto", crawled.name} <= {site["site"] for site in told["sites"]}
    told = json.loads(scrapy("update", "--dry-run", "--json", NOW=day(5)).out)
    assert [site["site"] for site in told["sites"]] == [crawled.name]


@pytest.mark.parametrize("words", [("update",), ("resplit",)])
def test_the_first_night_after_an_upgrade_brings_the_archive_up_to_date(
    scrapy: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    path = tmp_path / "archive.db"
    db = Database(path)
    migrations.apply(db, stop_before="010_words")
    db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.conn.execute("PRAGMA user_version = 9")
    db.conn.commit()
    db.close()
    refused = scrapy("why", "1")
    assert (refused.code, "'scrapy update' upgrades it" in refused.err) == (1, True)
    scrapy(*words, NOW=day(5))  # what it says of an archive without a site is told elsewhere
    assert "knows nothing of 1" in scrapy("why", "1").err
