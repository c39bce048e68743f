"""What may be wrong with the words typed, the host or the file: one line, one exit code."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from invented import article
from loopback import FAST, ROOT, Answer, rows_of, scrapy_command

Crawl = Callable[..., Any]


def one_line(done: Any, code: int, *words: str) -> None:
    assert done.code == code, done.err
    assert len(done.err.splitlines()) == 1, done.err
    assert done.out == ""
    for word in words:
        assert word in done.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["inconnu"], ["unknown site 'inconnu'", "leblogauto"]),
        (["blog"], ["a blog needs its address"]),
        (["blog", "-a", "url="], ["not a web address", "(empty)"]),
        (["blog", "-a", "url=blog.example"], ["not a web address: blog.example"]),
        (["blog", "-a", "url=http://a:b/"], ["not a web address"]),
        (["blog", "-a", "url=ftp://blog.example/"], ["not a web address"]),
        (["leblogauto", "-a", "url=http://blog.example/"], ["is not on leblogauto"]),
        (["leblogauto", "-a", "since=hier"], ["not a date: hier"]),
        (["leblogauto", "-a", "since=2024-13-01"], ["not a date"]),
        (["leblogauto", "-a", "limit=0"], ["not a number of articles: 0"]),
        (["leblogauto", "-a", "limit=dix"], ["not a number of articles: dix"]),
        (["leblogauto", "-a", "limite=3"], ["unknown argument 'limite'", "limit"]),
        (["blog", "-a", "files=/nulle/part/*.txt"], ["no such file: /nulle/part/*.txt"]),
        (["leblogauto", "-s", "NOW=demain"], ["NOW", "demain"]),
    ],
)
def test_wrong_usage_is_one_line_and_2(crawl: Crawl, arguments: list[str], words: list[str]) -> None:
    done = crawl(*arguments)
    one_line(done, 2, *words)
    assert not done.archive.exists()


@pytest.mark.parametrize("arguments", [[], ["blog", "leblogauto"], ["blog", "-a", "url"]])
def test_wrong_words_are_usage_too(crawl: Crawl, arguments: list[str]) -> None:
    assert crawl(*arguments).code == 2


def test_an_unreachable_host(crawl: Crawl) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    done = crawl("blog", "-a", f"url=http://127.0.0.1:{port}/")
    one_line(done, 1, f"127.0.0.1:{port}", "connection refused")
    assert done.rows("SELECT status FROM crawl_log") == [("failed",)]
    assert done.rows("SELECT url, stage FROM failure_list") == [(f"http://127.0.0.1:{port}/", "fetch")]


def test_a_host_that_does_not_exist(crawl: Crawl) -> None:
    one_line(crawl("blog", "-a", "url=http://nulle-part.invalid/", DNS_TIMEOUT=3), 1, "nulle-part.invalid")


def test_a_page_that_is_not_there(web: Any, crawl: Crawl) -> None:
    one_line(crawl("blog", "-a", f"url={web.url}2024/05/perdu/"), 1, "HTTP 404")


def test_a_site_without_articles(web: Any, crawl: Crawl) -> None:
    web.routes["/"] = "<html><body><p>Bientôt, ici, un blog.</p></body></html>"
    one_line(crawl("blog", "-a", f"url={web.url}"), 1, "no article found")


def test_a_site_that_moved_elsewhere(web: Any, other_web: Any, crawl: Crawl) -> None:
    web.routes["/"] = Answer("", 301, {"Location": other_web.url})
    one_line(crawl("blog", "-a", f"url={web.url}"), 1, other_web.url, "is not on")
    assert other_web.paths() == []


@pytest.mark.parametrize("kind", ["text", "other database", "newer", "folder", "no folder"])
def test_an_archive_that_cannot_be_used(web: Any, crawl: Crawl, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "archive.db"
    if kind == "text":
        path.write_text("Ceci n’est pas une base de données. " * 50)
    elif kind == "folder":
        path.mkdir()
    elif kind == "no folder":
        path = tmp_path / "absent" / "archive.db"
    else:
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE x (y)")
        if kind == "newer":
            connection.execute("PRAGMA application_id = 0x41555442")
            connection.execute("PRAGMA user_version = 9999")
        connection.commit()
        connection.close()
    before = path.read_bytes() if path.is_file() else None
    done = crawl("blog", "-a", f"url={web.url}", ARCHIVE=path)
    one_line(done, 1, str(path))
    assert web.paths() == []
    assert before is None or path.read_bytes() == before


def test_a_locked_archive(web: Any, crawl: Crawl, tmp_path: Path) -> None:
    web.routes["/"] = "<p>rien</p>"
    path = crawl("blog", "-a", f"url={web.url}").archive
    connection = sqlite3.connect(path)
    connection.execute("BEGIN IMMEDIATE")
    try:
        one_line(crawl("blog", "-a", f"url={web.url}", ARCHIVE=path), 1, "locked")
    finally:
        connection.close()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_the_crawl_and_its_row(
    web: Any, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    web.routes["/"] = Answer("", 503, {"Retry-After": "100"})
    archive = tmp_path / "archive.db"
    command = [sys.executable, "-m", "scrapy", "crawl", "blog", "-a", f"url={web.url}"]
    command += [word for one in (*FAST, f"ARCHIVE={archive}") for word in ("-s", one)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    while "/" not in web.paths():
        time.sleep(0.05)
    time.sleep(0.3)
    os.kill(process.pid, number)
    err = process.communicate(timeout=20)[1]
    assert process.returncode == code, err
    assert rows_of(archive, "SELECT status, finish_reason FROM crawl_log") == [("interrupted", "shutdown")]


def has_articles(archive: Path) -> bool:
    try:
        return archive.exists() and bool(rows_of(archive, "SELECT 1 FROM articles LIMIT 1"))
    except sqlite3.OperationalError:  # not made yet
        return False


def test_a_signal_ends_an_archiving_of_saved_pages(tmp_path: Path) -> None:
    archive, folder = tmp_path / "archive.db", tmp_path / "pages"
    folder.mkdir()
    for number in range(2000):
        (folder / f"{number}.html").write_text(article(f"Essai {number}"), encoding="utf-8")
    command = scrapy_command(archive, "crawl", "blog", "-a", f"files={folder}")
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        while not has_articles(archive):
            time.sleep(0.05)
        process.terminate()
        err = process.communicate(timeout=60)[1]
    assert process.returncode == 143, err
    assert rows_of(archive, "SELECT status FROM crawl_log") == [("interrupted",)]
