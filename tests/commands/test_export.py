"""``scrapy export`` as a person types it: files and streams, exit codes, one line when it cannot."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from loopback import ROOT

from crawler.archive import Archive
from crawler.clock import Clock
from crawler.items import Article, Block, Comment, Page, Visit

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def invented(number: int) -> Article:
    url = f"https://guidon.example/{number}/"
    comment = Comment(str(number), None, 0, 1, "Kévin", None, False, None, None, f"Lu {number} fois.", None)
    blocks = (Block("body", "paragraph", f"L’article {number} parle de freins."),)
    return Article(
        url, url, "guidon", None, f"Titre {number}", None, (), f"2026-0{number}-10", None, None, None, (), "fr",
        blocks, (), None, 1, (comment,), 0, None, (), (),
    )  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Three articles, of January, February and March."""
    path = tmp_path / "blog.db"
    with Archive(path, Clock("2026-03-20T05:00:00Z")) as open_:
        run = open_.begin_run("guidon", "guidon")
        for number in (1, 2, 3):
            one = invented(number)
            page = Page(one.url or "", one.url or "", "2026-03-20T05:00:10Z", 200, (), b"<p>" * number)
            open_.store_visit(run, Visit(page.url, "guidon", page, (), one))
        open_.finish_run(run, "ok", "finished")
    return path


@pytest.fixture
def run(archive: Path) -> Run:
    def command(*words: str, archive: Path = archive, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "scrapy", "export", *words, "-s", f"ARCHIVE={archive}"],
            cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, check=False,
        )  # fmt: skip

    return command


def test_text_goes_to_standard_output(run: Run) -> None:
    for out in ([], ["--out", "-"]):
        done = run("jsonl", *out)
        assert (done.returncode, done.stderr) == (0, "")
        assert [json.loads(line)["headline"] for line in done.stdout.splitlines()] == [
            "Titre 1", "Titre 2", "Titre 3",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--month", "2026-02"], [2]),
        (["--since", "2026-02"], [2, 3]),
        (["--until", "2026-02-10"], [1, 2]),
        (["--since", "2027"], []),
        (["--query", "frein", "--article", "3"], [3]),
        (["--query", "pneu"], []),
        (["--site", "guidon"], [1, 2, 3]),
    ],
)
def test_what_is_asked_for_and_no_more(run: Run, words: list[str], found: list[int]) -> None:
    done = run("jsonl", *words)
    assert (done.returncode, done.stderr) == (0, "")
    assert [json.loads(line)["article_id"] for line in done.stdout.splitlines()] == found


def test_a_file_and_its_manifest_are_quiet(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "sortie.epub"
    done = run("epub", "--out", str(out), "--month", "2026-02", "-s", "NOW=2026-03-21T05:00:00Z")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    told = json.loads((tmp_path / "sortie.epub.manifest.json").read_text(encoding="utf-8"))
    assert told["filters"] == {"since": "2026-02-01", "until": "2026-02-28"}
    assert told["created_at"].startswith("2026-03-21T05:00:0")
    assert told["program"].startswith("autoblog-archive/")
    assert out.stat().st_size == told["size"]


def test_the_key_of_the_operator_names_the_same_people_alike(run: Run) -> None:
    def name(**env: str) -> str:
        row = json.loads(run("jsonl", "--rows", "comments", "--pseudonymise", **env).stdout.splitlines()[0])
        return str(row["author"])

    key = {"PSEUDONYM_KEY": "une clef de seize octets"}
    assert name(**key) == name(**key)
    assert name().startswith("Lecteur ")
    assert name() != name()


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ([], "name one format: jsonl"),
        (["pdf"], "name one format: jsonl"),
        (["csv", "--since", "hier"], "no date: hier"),
        (["csv", "--month", "2026-13"], "no date: 2026-13"),
        (["csv", "--month", "2026-02", "--since", "2026"], "--month stands alone"),
        (["csv", "--site", "autre"], "has no site 'autre'; it has guidon"),
        (["csv", "--article", "99"], "has no article 99"),
        (["csv", "--article", "9" * 24], f"has no article {'9' * 24}"),
        (["csv", "--query=-rien"], "nothing to look for"),
        (["epub", "--out", "-"], "epub is no text"),
        (["ris", "--rows", "comments"], "--rows is for jsonl, csv, parquet"),
        (["warc", "--pseudonymise", "--out", "x.warc.gz"], "warc cannot be pseudonymised"),
        (["sqlite", "--out", "blog.db"], "is the archive itself"),
        (["csv", "--out", "."], "is a folder"),
        (["csv", "-s", "NOW=demain"], "NOW is no ISO 8601 time"),
    ],
)
def test_wrong_usage_is_one_line(run: Run, archive: Path, words: list[str], problem: str) -> None:
    before = archive.read_bytes()
    done = run(*[str(archive) if word == "blog.db" else word for word in words])
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
    assert problem in done.stderr
    assert archive.read_bytes() == before


@pytest.mark.parametrize(("name", "problem"), [("absent.db", "no such archive"), ("prose.db", "no SQLite")])
def test_what_cannot_be_read_is_one_line(run: Run, tmp_path: Path, name: str, problem: str) -> None:
    (tmp_path / "prose.db").write_text("Il était une fois une Twingo.", encoding="utf-8")
    done = run("csv", archive=tmp_path / name)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert problem in done.stderr
    assert not (tmp_path / "absent.db").exists()


def test_what_cannot_be_written_is_one_line(run: Run, tmp_path: Path) -> None:
    done = run("csv", "--out", str(tmp_path / "absent" / "x.csv"))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "absent/x.csv.part: No such file or directory" in done.stderr


def test_parquet_names_its_remedy(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pyarrow.py").write_text("raise ModuleNotFoundError(name='pyarrow')", encoding="utf-8")
    done = run("parquet", "--out", str(tmp_path / "x.parquet"), PYTHONPATH=str(tmp_path))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "autoblog-archive[parquet]" in done.stderr
    assert not list(tmp_path.glob("x.*"))


def test_it_reads_while_a_crawl_writes(run: Run, archive: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(archive, isolation_level=None)) as crawl:
        crawl.execute("BEGIN IMMEDIATE")
        crawl.execute("INSERT INTO sites (name, first_seen_at) VALUES ('en cours', '2026-01-01T00:00:00Z')")
        for form, out in (("jsonl", "-"), ("sqlite", str(tmp_path / "public.db"))):
            done = run(form, "--out", out)
            assert (done.returncode, done.stderr) == (0, "")
        crawl.execute("ROLLBACK")


def test_a_reader_that_goes_away_is_no_failure(archive: Path) -> None:
    with Archive(archive) as open_:
        run = open_.begin_run("guidon", "guidon")
        for number in range(400):
            one = invented(1)
            url = f"https://guidon.example/long/{number}/"
            page = Page(url, url, "2026-03-21T05:00:10Z", 200, (), b"<p>")
            one = Article(
                **{**{f: getattr(one, f) for f in one.__dataclass_fields__}, "url": url, "canonical_url": url}
            )
            open_.store_visit(run, Visit(url, "guidon", page, (), one))
    command = [sys.executable, "-m", "scrapy", "export", "jsonl", "-s", f"ARCHIVE={archive}"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    assert process.wait(30) == 0
    process.stderr.close()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_an_interrupted_export_says_so(archive: Path, number: int, code: int) -> None:
    """Nobody reads its output: it waits in the middle."""
    with closing(sqlite3.connect(archive)) as conn:
        text = "Une phrase de plus. " * 100_000
        conn.execute("UPDATE articles SET body = ?", (text,))
        conn.execute("UPDATE blocks SET text = ?", (text,))
        conn.commit()
    command = [sys.executable, "-m", "scrapy", "export", "csv", "-s", f"ARCHIVE={archive}"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.read(1)
    process.send_signal(number)
    _, err = process.communicate(timeout=30)
    assert process.returncode == code
    assert err.count("\n") == 1
