"""``scrapy demo`` as a person runs it, and each command that it tells to type next."""

from __future__ import annotations

import os
import pty
import re
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from loopback import ROOT, WebSite, rows_of

from crawler.demo.summary import expected_of
from crawler.demo.world import sample_world

WORLD = sample_world("http://127.0.0.1/")
EXPECTED = expected_of(WORLD)


@pytest.fixture(scope="module")
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def demo(port: int, archive: Path, *words: str, columns: int = 80) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-W",
        "error",
        "-m",
        "scrapy",
        "demo",
        "--port",
        str(port),
        "-s",
        f"ARCHIVE={archive}",
    ]
    environment = {**os.environ, "COLUMNS": str(columns)}
    return subprocess.run(
        [*command, *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "demo.db"


@pytest.fixture(scope="module")
def first(port: int, archive: Path) -> subprocess.CompletedProcess[str]:
    return demo(port, archive)


def counts(archive: Path) -> dict[str, int]:
    tables = "articles blocks comments citations opinions revisions raw_bodies".split()
    return {table: rows_of(archive, f"SELECT count(*) FROM {table}")[0][0] for table in tables}


def test_a_summary_an_article_and_what_to_type_next(
    first: subprocess.CompletedProcess[str], port: int, archive: Path
) -> None:
    assert (first.returncode, first.stderr) == (0, ""), first.stderr
    assert "\x1b" not in first.stdout
    for told in (
        f"http://127.0.0.1:{port}/",
        "DOWNLOAD_DELAY=0",
        "┌─ Avis de la rédaction",
        "│ L’avis de La Bielle Coulée",
        "▸ Sources : Agence France-Presse",
        "            └ R2-Diesel  2023-03-17 09:45",
        f"articles  {EXPECTED.articles}, all that the blog shows",
        f"comments  {EXPECTED.comments}, all that the blog shows",
        "penurie-de-puces: 3 of the 6 comments that the page announces",
        "1 page could not be fetched or read (see failure_list)",
        f"file      {archive}",
        f"{EXPECTED.articles} new articles, {EXPECTED.comments} new comments",
    ):
        assert told in first.stdout
    own = first.stdout.split("\nNext\n")[0].splitlines()
    assert [line for line in own if len(line) > 80 and "http" not in line and str(archive) not in line] == []


def test_again_it_adds_nothing_and_says_so(
    first: subprocess.CompletedProcess[str], port: int, archive: Path
) -> None:
    before = counts(archive)
    again = demo(port, archive)
    assert (again.returncode, again.stderr) == (0, ""), again.stderr
    assert "nothing new, nothing changed: no article, comment or revision added" in " ".join(
        again.stdout.split()
    )
    assert counts(archive) == before


def test_a_terminal_gets_colours_and_sees_the_pages_come(first: object, port: int, archive: Path) -> None:
    here, there = pty.openpty()
    command = [sys.executable, "-m", "scrapy", "demo", "--port", str(port), "-s", f"ARCHIVE={archive}"]
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=there, stderr=there)
    os.close(there)
    told = b""
    try:
        while chunk := os.read(here, 65536):
            told += chunk
    except OSError:  # the other end is closed
        pass
    assert process.wait(timeout=60) == 0
    assert b"\x1b[33m\xe2\x94\x8c\xe2\x94\x80 Avis" in told


def test_a_taken_port_is_one_line(tmp_path: Path, web: WebSite) -> None:
    done = demo(web.port, tmp_path / "demo.db")
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(rf"scrapy demo: port {web.port} .*; choose another with --port\n", done.stderr)
    assert not (tmp_path / "demo.db").exists()


def test_wrong_usage_is_told(tmp_path: Path) -> None:
    assert demo(0, tmp_path / "demo.db", "leblogauto").returncode == 2
    done = demo(0, tmp_path / "demo.db", "-s", "NOW=hier")
    assert (done.returncode, done.stderr) == (2, "scrapy demo: NOW is no ISO 8601 time: hier\n")


def test_an_archive_that_cannot_be_used_is_told(tmp_path: Path, port: int) -> None:
    foreign = tmp_path / "demo.db"
    foreign.write_bytes(b"no database at all" * 100)
    done = demo(port, foreign)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert str(foreign) in done.stderr


# --- what it tells to type next


def commands(first: subprocess.CompletedProcess[str]) -> list[list[str]]:
    lines = first.stdout.split("\nNext\n")[1].splitlines()
    return [shlex.split(line) for line in lines if line.strip() and not line.strip().startswith("#")]


@contextmanager
def running(command: list[str]) -> Iterator[str]:
    """The address that a serving command prints."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "BROWSER": "true"},
    )
    assert process.stdout is not None
    try:
        said = ""
        deadline = time.monotonic() + 60
        while not re.search(r"http://\S+", said) and time.monotonic() < deadline:
            said += process.stdout.readline()
        yield re.search(r"http://[^\s/]+/\S*", said)[0]  # type: ignore[index]
    finally:
        process.terminate()
        process.wait(timeout=30)
        process.stdout.close()


def test_each_next_command_works(
    first: subprocess.CompletedProcess[str], archive: Path, tmp_path: Path
) -> None:
    read, ask, see, crawl = commands(first)
    with running([*read, "--port", "0"]) as url:
        assert urlopen(url).status == 200
    answer = subprocess.run(ask, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    agency = sum(list(post.known_as.values()).count("AFP") for post in WORLD.posts)
    assert re.search(rf"^AFP +{agency}$", answer.stdout, re.M), answer.stdout
    with running([*see, "--port", "0"]) as url:
        assert "La Bielle Coulée" in urlopen(url).read().decode()
        typed = [word.replace("url=https://…", f"url={url}") for word in crawl]
        assert typed != crawl
        settings = [
            "-s",
            f"ARCHIVE={tmp_path / 'real.db'}",
            "-s",
            "DOWNLOAD_DELAY=0",
            "-s",
            "AUTOTHROTTLE_ENABLED=0",
        ]
        done = subprocess.run(
            [*typed, *settings], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 0, done.stderr
        assert counts(tmp_path / "real.db")["articles"] == 20
