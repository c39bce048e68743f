"""``scrapy resplit``, ``why``, ``forget`` and ``pseudonymise``: what they say of wrong usage."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest
from loopback import ROOT, run_scrapy, scrapy_command

from crawler.archive import Archive, Discovery
from crawler.locks import archive_lock


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("people") / "archive.db"
    with Archive(path) as archive:
        archive.begin_run("blog.example", "test")
    return path


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("resplit", "--site", "ailleurs"), 2, "has no site 'ailleurs'; it has blog.example"),
        (("resplit", "--since", "hier"), 2, "no date"),
        (("why", "42"), 1, "knows nothing of 42"),
        (("why", "9" * 24), 1, f"knows nothing of {'9' * 24}"),
        (("forget", "9" * 24), 1, f"has no article {'9' * 24}"),
        (("pseudonymise", "--dry-run"), 2, "unknown option --dry-run"),
        (("serve", "--prot", "80"), 2, "unknown option --prot"),
        (("forget",), 2, "name one article, or a commenter"),
        (("forget", "42"), 1, "has no article 42"),
        (("forget", "--commenter", "Jean", "--site", "ailleurs"), 2, "no site 'ailleurs'"),
        (("pseudonymise",), 2, "needs PSEUDONYM_KEY or PSEUDONYM_KEY_FILE"),
    ],
)
def test_wrong_usage_is_one_line(archive: Path, words: tuple[str, ...], code: int, told: str) -> None:
    done = run_scrapy(archive, *words)
    assert (done.code, done.out) == (code, "")
    assert told in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("words", [("resplit",), ("why", "1"), ("forget", "1")])
def test_a_missing_archive_is_not_made(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = run_scrapy(tmp_path / "rien.db", *words)
    assert done.code == 1
    assert "no such archive" in done.err
    assert not (tmp_path / "rien.db").exists()


def test_an_update_that_runs_keeps_them_out(archive: Path) -> None:
    with archive_lock(archive):
        done = run_scrapy(archive, "resplit")
        assert (done.code, done.out) == (75, "")
        assert "another update is running" in done.err


@pytest.mark.parametrize("words", [("why", "7"), ("split", "--manifest", "-")])
def test_a_reader_that_goes_away_ends_the_command_quietly(tmp_path: Path, words: tuple[str, ...]) -> None:
    path = tmp_path / "archive.db"
    with Archive(path) as archive:
        archive.begin_run("blog.example", "test")
        found = [Discovery(f"https://blog.example/{'x' * 400}/{number}") for number in range(400)]
        archive.discovered("blog.example", found)
        archive.db.conn.execute(
            "INSERT INTO articles (id, site_id, identity, url, headline, first_seen_at,"
            " last_seen_at, body) VALUES (7, 1, 'i', 'https://b.example/', 'T', 'x', 'x', 'y')"
        )
        archive.db.conn.execute("UPDATE known_urls SET article_id = 7, kind = 'article'")
        archive.db.conn.commit()
    read, write = os.pipe()
    os.close(read)  # nobody reads
    pages = "\n".join(json.dumps({"path": f"{number}.html"}) for number in range(2000))
    done = subprocess.run(
        scrapy_command(path, *words), cwd=ROOT, input=pages, stdout=write, stderr=subprocess.PIPE, text=True,
        check=False,
    )  # fmt: skip
    os.close(write)
    assert (done.returncode, done.stderr) == (-signal.SIGPIPE, "")
