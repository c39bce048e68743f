"""Killed, frozen, full, locked: whatever ends an update, the next one starts by itself, and the archive ends as
if nothing had happened."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from invented import article
from loopback import rows_of
from maydays import day, rss

from benchmarks.days import morning
from benchmarks.month import ROOT, scrapy, scrapy_command, seen_on
from crawler.demo.server import BlogServer

Run = Callable[..., Any]
LAST = 8  # mornings of June 2026: new, edited, removed, emptied, gone
KILLS = 50
ROWS = (
    "SELECT url, headline, description, authors, section, keywords, sources, opinion, body, comment_count,"
    " archived_comment_count, revision_count, substr(gone_at, 1, 10) FROM article_overview ORDER BY url",
    "SELECT article_url, comment_id, parent_id, depth, sort_path, author, text, substr(first_seen_at, 1, 10),"
    " substr(edited_at, 1, 10), substr(removed_at, 1, 10) FROM comment_threads ORDER BY article_url, sort_path",
    "SELECT article_url, number, field, before, after, substr(seen_at, 1, 10) FROM revision_history"
    " ORDER BY article_url, number, field",
    "SELECT comment_id, state, substr(since, 1, 10) FROM comment_states ORDER BY comment_id",
    "SELECT article_url, event, substr(at, 1, 10) FROM article_history ORDER BY article_url, at, event",
)


def rows(archive: Path) -> list[list[Any]]:
    return [rows_of(archive, sql) for sql in ROWS]


def check(archive: Path) -> None:
    """Everything SQLite can verify; opening the file recovers what the log holds."""
    with closing(sqlite3.connect(archive)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        made = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
        for table in made.intersection(("articles_fts", "comments_fts")):  # a kill may come before they are
            connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")


def words(number: int, url: str) -> tuple[str, ...]:
    return ("update",) if number > 1 else ("crawl", "blog", "-a", f"url={url}")


@pytest.mark.timeout(1200)
def test_fifty_kills_over_eight_days_change_nothing(tmp_path: Path) -> None:
    whole, killed = tmp_path / "whole.db", tmp_path / "killed.db"
    chance = random.Random(20260601)
    cut_short = frozen = 0
    with BlogServer(port=0) as server:
        for number in range(1, LAST + 1):
            server.pages = seen_on(server.url, number)  # type: ignore[assignment]
            now = morning(number).isoformat()
            start = time.monotonic()
            scrapy(whole, *words(number, server.url), NOW=now)
            took = time.monotonic() - start
            for _ in range(KILLS // LAST + (number <= KILLS % LAST)):
                command = scrapy_command(killed, *words(number, server.url), NOW=now)
                process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
                try:
                    process.wait(timeout=chance.uniform(0.35, 1.0) * took)
                except subprocess.TimeoutExpired:
                    if chance.random() < 0.3 and killed.exists():
                        frozen += 1
                        _check_frozen(process, killed, tmp_path / "frozen.db")
                    process.kill()
                    cut_short += process.wait() < 0
                if killed.exists() and killed.stat().st_size:
                    check(killed)
            done = scrapy(killed, *words(number, server.url), NOW=now)
            assert done.returncode in (0, 3), done.stderr
    assert rows(killed) == rows(whole)
    assert len(rows(whole)[0]) == 35
    assert cut_short >= KILLS // 2, "the runs are too short to be killed"
    assert frozen, "no run was frozen"
    assert rows_of(killed, "SELECT count(*) FROM crawl_log WHERE finished_at IS NULL") == [(0,)]


def _check_frozen(process: subprocess.Popen[bytes], archive: Path, copy: Path) -> None:
    """What a power cut would leave: the files as they are at one moment, in the middle of a write."""
    os.kill(process.pid, signal.SIGSTOP)
    for suffix in ("", "-wal"):
        source = Path(f"{archive}{suffix}")
        target = Path(f"{copy}{suffix}")
        target.unlink(missing_ok=True)
        if source.exists():
            shutil.copyfile(source, target)
    os.kill(process.pid, signal.SIGCONT)
    if copy.stat().st_size:
        check(copy)
    Path(f"{copy}-shm").unlink(missing_ok=True)


def test_a_disk_that_is_full_is_told_and_tomorrow_all_is_well(
    crawled: Any, scrapy: Run, tmp_path: Path
) -> None:
    _publish_four(crawled)
    archive = tmp_path / "archive.db"

    def small_disk() -> None:  # room for a part of the write-ahead log, and for no more
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = subprocess.run(
        scrapy_command(archive, "update", NOW=day(5)),
        cwd=ROOT, capture_output=True, text=True, preexec_fn=small_disk, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 1
    assert str(archive) in done.stderr
    assert "Traceback" not in done.stderr
    check(archive)
    again = scrapy("update", NOW=day(6))
    assert again.code == 0, again.err
    assert again.one("SELECT count(*) FROM article_overview") == 4


def test_a_reader_stops_nothing(crawled: Any, scrapy: Run, tmp_path: Path) -> None:
    _publish_four(crawled)
    with closing(sqlite3.connect(tmp_path / "archive.db")) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM article_overview").fetchone() == (3,)
        done = scrapy("update", NOW=day(5))
        assert done.code == 0, done.err
        assert reader.execute("SELECT count(*) FROM article_overview").fetchone() == (3,)
    assert done.one("SELECT count(*) FROM article_overview") == 4


def test_a_writer_that_does_not_let_go_is_told(crawled: Any, scrapy: Run, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "archive.db")) as writer:
        writer.execute("BEGIN IMMEDIATE")
        done = scrapy("update", NOW=day(5))
        assert (done.code, "locked" in done.err, crawled.paths()) == (1, True, [])
    assert scrapy("update", NOW=day(5)).code == 0


def _publish_four(web: Any) -> None:
    web.routes["/2024/05/quatre/"] = article("Quatre", day="2024-05-05")
    web.routes["/feed/"] = rss(web.url, "quatre", "trois", "deux", "un")
