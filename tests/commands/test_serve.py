"""``scrapy serve`` as a person runs it: one line that says where, pages on loopback, one line when it cannot."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from loopback import ROOT

from crawler.archive import Archive
from crawler.clock import Clock


def command(archive: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "scrapy", "serve", *words, "-s", f"ARCHIVE={archive}"]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "blog.db"
    Archive(path).close()
    return path


@pytest.fixture
def serving() -> Iterator[Callable[..., tuple[subprocess.Popen[str], str]]]:
    """Starts the command; gives the process and the address that it printed."""
    started = []

    def start(archive: Path, *words: str, **env: str) -> tuple[subprocess.Popen[str], str]:
        process = subprocess.Popen(
            command(archive, "--port", "0", *words),
            cwd=ROOT, env={**os.environ, **env}, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        started.append(process)
        assert process.stderr is not None
        line = process.stderr.readline()
        assert line.startswith("Reading http://127.0.0.1:"), line
        return process, line.split()[1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def fetch(url: str) -> tuple[int, str]:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.status, answer.read().decode()


def test_it_says_where_serves_there_and_ends_quietly(archive, serving) -> None:
    process, url = serving(archive)
    status, page = fetch(url.removesuffix("archive") + "blog/article_overview")
    assert status == 200
    assert "Articles, vue d’ensemble" in page
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (0, "")


def test_it_opens_the_browser_when_asked(archive, serving) -> None:
    opened, browser = archive.with_name("opened"), archive.with_name("browser")
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}.part && mv {opened}.part {opened}\n')
    browser.chmod(0o700)
    _, url = serving(archive, "--open", BROWSER=str(browser))
    until = time.monotonic() + 20
    while not opened.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert opened.read_text().strip() == url


def test_its_clock_can_be_set(archive, serving) -> None:
    with Archive(archive, Clock("2026-02-10T05:00:00Z")) as writing:
        writing.finish_run(writing.begin_run("blog", "blog"), "ok", "finished")
    for now, warned in (("2026-02-11T05:00:00Z", False), ("2026-02-13T05:00:00Z", True)):
        _, url = serving(archive, "-s", f"NOW={now}")
        assert ("plus de deux jours" in fetch(url)[1]) is warned


def test_it_shows_what_a_crawl_writes_meanwhile(archive, serving) -> None:
    _, url = serving(archive)
    rows = url.removesuffix("archive") + "blog/crawl_log.json?_shape=array"
    assert fetch(rows)[1] == "[]"
    with Archive(archive) as writing:
        writing.begin_run("blog", "blog")
        assert '"site": "blog"' in fetch(rows)[1]


def test_it_serves_while_a_crawl_holds_the_write_lock(archive, serving) -> None:
    _, url = serving(archive)
    with closing(sqlite3.connect(archive, isolation_level=None)) as crawl:
        crawl.execute("BEGIN IMMEDIATE")
        crawl.execute("INSERT INTO sites (name, first_seen_at) VALUES ('en cours', '2026-01-01T00:00:00Z')")
        status, page = fetch(url)
        crawl.execute("ROLLBACK")
    assert status == 200
    assert "en cours" not in page


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["absent.db"], "no such archive"),
        (["prose.txt"], "no SQLite database"),
        (["blog.db", "--port", "99999"], "port 99999 cannot be used"),
    ],
)
def test_what_cannot_be_served_is_one_line(archive, words: list[str], problem: str) -> None:
    archive.with_name("prose.txt").write_text("Il était une fois une Twingo.")
    done = subprocess.run(
        command(archive.with_name(words[0]), *words[1:]),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert problem in done.stderr
    assert done.stderr.count("\n") == 1
    assert not archive.with_name("absent.db").exists()


def test_a_taken_port_is_named(archive) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            command(archive, "--port", port), cwd=ROOT, capture_output=True, text=True, check=False
        )
    assert done.returncode == 1
    assert f"port {port} cannot be used" in done.stderr
    assert "--port" in done.stderr
