"""Other people's captures through ``scrapy import``: rows, history, what is left alone and what is refused."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from foreign import Foreign
from invented import PARAGRAPH, article, comments, listing
from loopback import ROOT, rows_of

from crawler.archive import Archive
from crawler.archive.erasing import Person
from crawler.locks import SiteLocks

BLOG = "https://guidon.example"
UN = f"{BLOG}/2024/05/un/"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


@pytest.fixture
def run(archive: Path) -> Run:
    def command(*words: str | Path, **settings: Any) -> subprocess.CompletedProcess[str]:
        given = {"ARCHIVE": archive, **settings}
        options = [word for name, value in given.items() for word in ("-s", f"{name}={value}")]
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "scrapy", "import", *map(str, words), *options],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip

    return command


def content(archive: Path) -> list[list[tuple[Any, ...]]]:
    """All that an import must leave alone when it has nothing to add."""
    tables = "articles blocks comments revisions comment_revisions captures known_urls failures".split()
    return [rows_of(archive, f"SELECT * FROM {table}") for table in tables]


def warc(path: Path, *captures: tuple[str, str, str]) -> Path:
    """A file of (address, HTML, moment)."""
    file = Foreign(path)
    for url, html, at in captures:
        file.add(url, html, at)
    return file.close()


def test_articles_become_rows_with_their_own_moment(run: Run, archive: Path, tmp_path: Path) -> None:
    path = warc(
        tmp_path / "blog.warc.gz",
        (f"{BLOG}/", listing("/2024/05/un/"), "2024-06-01T05:00:00Z"),
        (UN, article("Un", comments=comments(1, 2)), "2024-06-01T05:00:02Z"),
        (f"{BLOG}/contact/", "<title>Contact</title><p>Écrivez-nous.</p>", "2024-06-01T05:00:04Z"),
    )
    done = run(path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "1 new; passed over: listings (1), other pages (1)\n"
    assert rows_of(
        archive, "SELECT site, url, headline, first_seen_at, last_seen_at FROM article_overview"
    ) == [("guidon.example", UN, "Un", "2024-06-01T05:00:02Z", "2024-06-01T05:00:02Z")]
    assert rows_of(archive, "SELECT count(*) FROM comment_threads") == [(2,)]
    assert rows_of(archive, "SELECT site, status, articles_new FROM crawl_log") == [
        ("guidon.example", "ok", 1)
    ]
    assert rows_of(archive, "SELECT spider FROM crawl_runs") == [("import",)]


def test_a_page_says_what_its_blog_is_called(run: Run, archive: Path, tmp_path: Path) -> None:
    named = '<meta property="og:site_name" content="Le Guidon &amp; Cie">'
    path = warc(
        tmp_path / "x.warc",
        (f"{BLOG}/un/", article("Un"), "2024-06-01T05:00:00Z"),
        (f"{BLOG}/deux/", article("Deux", head=named), "2024-06-01T05:00:01Z"),
        ("https://www.leblogauto.com/un.html", article("Un", head=named), "2024-06-01T05:00:02Z"),
    )
    run(path)
    assert rows_of(archive, "SELECT title FROM sites ORDER BY id") == [
        ("Le Guidon & Cie",),
        ("Le Blog Auto",),
    ]


def test_again_adds_nothing(run: Run, archive: Path, tmp_path: Path) -> None:
    path = warc(tmp_path / "x.warc.gz", (UN, article("Un"), "2024-06-01T05:00:00Z"))
    saved = tmp_path / "deux.html"
    saved.write_text(article("Deux"), encoding="utf-8")
    run(path, saved)
    before = content(archive)
    done = run(path, saved)
    assert (done.returncode, done.stdout) == (0, "2 already there\n")
    assert content(archive) == before


def test_history_is_written_in_its_order(run: Run, archive: Path, tmp_path: Path) -> None:
    """Two files, the younger first: the archive sees the edit as it happened."""
    young = warc(tmp_path / "a.warc.gz", (UN, article("Un, corrigé"), "2024-07-01T05:00:00Z"))
    old = warc(tmp_path / "b.warc.gz", (UN, article("Un"), "2024-06-01T05:00:00Z"))
    assert run(young, old).stdout == "1 new, 1 changed\n"
    assert rows_of(archive, "SELECT seen_at, field, before, after FROM revision_history") == [
        ("2024-07-01T05:00:00Z", "headline", "Un", "Un, corrigé")
    ]


def test_an_older_capture_is_kept_raw_and_changes_nothing(run: Run, archive: Path, tmp_path: Path) -> None:
    run(
        warc(
            tmp_path / "a.warc.gz", (UN, article("Un, corrigé", comments=comments(1)), "2024-07-01T05:00:00Z")
        )
    )
    before = content(archive)
    old = article("Un", comments=comments(1, 2))
    done = run(warc(tmp_path / "b.warc.gz", (UN, old, "2024-06-01T05:00:00Z")))
    assert (done.returncode, done.stdout) == (0, "1 older than what is held\n")
    after = content(archive)
    assert after[:5] == before[:5]
    assert after[6:] == before[6:]
    with Archive(archive, readonly=True) as open_:
        ((capture, article_id),) = rows_of(
            archive, "SELECT id, article_id FROM captures WHERE fetched_at = '2024-06-01T05:00:00Z'"
        )
        assert article_id == 1
        assert open_.raw_page(capture).body == old.encode()


def test_a_thread_is_put_together_from_its_pages(run: Run, archive: Path, tmp_path: Path) -> None:
    second, third = f"{UN}comment-page-2/", f"{UN}comment-page-3/"
    pages = f'<nav class="comment-navigation"><a href="{second}">2</a> <a href="{third}">3</a></nav>'
    captures = [
        (second, article("Un", comments=comments(3, pages=pages)), "2024-06-01T05:00:09Z"),
        (UN, article("Un", comments=comments(1, 2, pages=pages, total=4)), "2024-06-01T05:00:02Z"),
        (third, article("Un", comments=comments(9, pages=pages)), "2024-05-01T05:00:12Z"),  # of another visit
    ]
    done = run(warc(tmp_path / "x.warc.gz", *captures))
    assert done.stdout == "1 new; passed over: comment pages (2)\n"
    assert rows_of(archive, "SELECT comment_id FROM comment_threads ORDER BY 1") == [("1",), ("2",), ("3",)]
    assert rows_of(archive, "SELECT thread_complete FROM articles") == [(0,)]
    assert rows_of(archive, "SELECT role, url FROM captures ORDER BY id") == [
        ("article", UN),
        ("comments", second),
    ]


def text(*pages: str) -> str:
    """The first page of a text of which these are the numbered others."""
    links = "".join(
        f'<a class="post-page-numbers" href="{url}">{number}</a>' for number, url in enumerate(pages, 2)
    )
    return article("Un", comments=comments(1)).replace("</p></div>", f"</p>{links}</div>", 1)


def later(words: str, number: int) -> str:
    """A further page of the text, as WordPress shows it: it calls itself by its own address."""
    links = f'<a class="post-page-numbers" href="{UN}">1</a>'
    head = f'<link rel="canonical" href="{UN}{number}/">'
    page = (
        article("Un", head=head, comments=comments(1)).replace(PARAGRAPH[::-1], "").replace(PARAGRAPH, words)
    )
    return page.replace("</p></div>", f"</p>{links}</div>", 1)


def test_a_text_is_put_together_from_its_pages(run: Run, archive: Path, tmp_path: Path) -> None:
    second, third = f"{UN}2/", f"{UN}3/"
    words = (
        "Le lendemain, l’embrayage a demandé des vacances.",
        "Le surlendemain, nous sommes rentrés en car.",
    )
    whole = warc(
        tmp_path / "x.warc.gz",
        (third, later(words[1], 3), "2024-06-01T05:00:00Z"),
        (second, later(words[0], 2), "2024-06-01T05:00:01Z"),
        (UN, text(second, third), "2024-06-01T05:00:02Z"),
    )
    done = run(whole)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "1 new; passed over: further pages of texts (2)\n"
    body = "\n\n".join((PARAGRAPH, PARAGRAPH[::-1], *words))
    assert rows_of(archive, "SELECT url, body FROM article_overview") == [(UN, body)]
    assert rows_of(archive, "SELECT comment_id FROM comment_threads") == [("1",)]
    assert rows_of(archive, "SELECT role, url FROM captures ORDER BY id") == [
        ("article", UN), ("comments", second), ("comments", third),
    ]  # fmt: skip
    part = warc(
        tmp_path / "y.warc.gz",
        (UN, text(second, third), "2024-07-01T05:00:00Z"),
        (second, later(words[0], 2), "2024-07-01T05:00:02Z"),
    )
    done = run(part)
    assert done.returncode == 3
    assert f"{UN}: a page of its text was not captured: {third}" in done.stderr
    assert rows_of(archive, "SELECT body FROM article_overview") == [(body,)]
    assert rows_of(archive, "SELECT count(*) FROM revision_history") == [(0,)]


def test_part_of_a_text_is_better_than_nothing(run: Run, archive: Path, tmp_path: Path) -> None:
    words = "Le lendemain, l’embrayage a demandé des vacances."
    first = (UN, text(f"{UN}2/"), "2024-06-03T05:00:00Z")
    done = run(warc(tmp_path / "x.warc.gz", first))
    assert (done.returncode, done.stdout) == (3, "1 new\n")
    alone = later(words, 2)
    done = run(warc(tmp_path / "y.warc.gz", (f"{UN}2/", alone, "2024-06-09T05:00:00Z")))
    assert (done.returncode, done.stdout) == (0, "1 kept as further pages of their texts\n")
    assert rows_of(archive, "SELECT url, body FROM article_overview") == [
        (UN, f"{PARAGRAPH}\n\n{PARAGRAPH[::-1]}")
    ]
    with Archive(archive, readonly=True) as open_:
        ((capture, article_id),) = rows_of(
            archive, f"SELECT id, article_id FROM captures WHERE url = '{UN}2/'"
        )
        assert (article_id, open_.raw_page(capture).body) == (1, alone.encode())
    other = tmp_path / "other.db"
    assert run(tmp_path / "y.warc.gz", ARCHIVE=other).stdout == "1 new\n"
    assert rows_of(other, "SELECT url, body FROM article_overview") == [(f"{UN}2/", words)]


def test_another_address_of_a_page_is_not_another_article(run: Run, archive: Path, tmp_path: Path) -> None:
    html = article("Un", head=f'<link rel="canonical" href="{UN}">')
    path = warc(
        tmp_path / "x.warc.gz",
        (f"{UN}?p=12", html, "2024-06-01T05:00:00Z"),
        (UN, html, "2024-06-01T05:00:02Z"),
    )
    assert run(path).stdout == "1 new; passed over: other addresses of a page (1)\n"
    assert rows_of(archive, "SELECT url FROM article_overview") == [(UN,)]


def test_wishes_are_obeyed_as_in_a_crawl(run: Run, archive: Path, tmp_path: Path) -> None:
    refused = article("Sans copie", head='<meta name="robots" content="noarchive">')
    private = article("Sans publication", head='<meta name="robots" content="noindex">')
    file = Foreign(tmp_path / "x.warc.gz")
    file.add(f"{BLOG}/2024/05/a/", refused)
    file.add(f"{BLOG}/2024/05/b/", private)
    file.add(f"{BLOG}/2024/05/c/", article("En-tête"), headers=(("X-Robots-Tag", "noindex"),))
    assert run(file.close()).returncode == 0
    assert rows_of(archive, "SELECT headline, withheld, body = '' FROM article_overview ORDER BY url") == [
        ("Sans copie", "noarchive", 1), ("Sans publication", "noindex", 0), ("En-tête", "noindex", 0),
    ]  # fmt: skip
    assert rows_of(archive, "SELECT count(*) FROM raw_bodies WHERE content = x''") == [(1,)]


def test_the_erased_do_not_come_back(run: Run, archive: Path, tmp_path: Path) -> None:
    path = warc(tmp_path / "x.warc.gz", (UN, article("Un", comments=comments(1, 2)), "2024-06-01T05:00:00Z"))
    run(path)
    with Archive(archive) as open_:
        open_.rights.forget_person(Person(name="Lecteur 1"))
    other = warc(
        tmp_path / "y.warc.gz", (UN, article("Un", comments=comments(1, 2, 3)), "2024-06-02T05:00:00Z")
    )
    assert run(path, other).returncode == 0
    assert rows_of(archive, "SELECT author FROM comment_threads ORDER BY comment_id") == [
        (None,), ("Lecteur 2",), ("Lecteur 3",),
    ]  # fmt: skip
    assert b"secret-1" not in archive.read_bytes()


def test_what_cannot_be_read_is_told_and_the_rest_is_kept(run: Run, archive: Path, tmp_path: Path) -> None:
    good = warc(tmp_path / "a.warc.gz", (UN, article("Un"), "2024-06-01T05:00:00Z"))
    torn = tmp_path / "b.warc"
    torn.write_text("Il était une fois une Twingo.", encoding="utf-8")
    wall = warc(tmp_path / "c.wacz.warc.gz", (f"{BLOG}/vide/", "", "2024-06-01T05:00:00Z"))
    done = run(good, torn, wall)
    assert done.returncode == 3
    assert done.stdout == "1 new; passed over: unreadable pages (1)\n"
    assert done.stderr.count("\n") == 1
    assert "b.warc: cannot be read beyond byte 0" in done.stderr
    assert rows_of(archive, "SELECT status FROM crawl_log") == [("partial",)]
    assert run(torn).returncode == 1


@pytest.mark.parametrize(
    ("words", "problem"), [([], "name WARC or WACZ files"), (["absent.warc"], "no such file: absent.warc")]
)
def test_wrong_usage_is_one_line(run: Run, archive: Path, words: list[str], problem: str) -> None:
    done = run(*words)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert problem in done.stderr
    assert not archive.exists()


def test_a_site_that_is_being_crawled_is_left_alone(run: Run, archive: Path, tmp_path: Path) -> None:
    path = warc(tmp_path / "x.warc.gz", (UN, article("Un"), "2024-06-01T05:00:00Z"))
    with SiteLocks(archive) as locks:
        locks.take("guidon.example")
        done = run(path)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (75, "", 1)
        assert "guidon.example: another crawl of it" in done.stderr
        assert rows_of(archive, "SELECT * FROM crawl_log") == []
    assert run(path).stdout == "1 new\n"


def test_another_run_is_waited_for_by_nobody(run: Run, archive: Path, tmp_path: Path) -> None:
    path = warc(tmp_path / "x.warc.gz", (UN, article("Un"), "2024-06-01T05:00:00Z"))
    lock = os.open(f"{archive}.lock", os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        done = run(path)
    finally:
        os.close(lock)
    assert (done.returncode, done.stderr.count("\n")) == (75, 1)
    assert not archive.exists()
