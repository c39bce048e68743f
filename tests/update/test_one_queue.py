"""One polite queue for each site, whoever crawls it: ``scrapy crawl``, ``scrapy update`` or ``scrapy import``."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from invented import article, listing
from loopback import ROOT, Answer, WebSite, scrapy_command
from maydays import day

from crawler.archive import ArchiveUnreachable
from crawler.locks import LockHeld, SiteLocks, archive_lock

Run = Callable[..., Any]


@contextmanager
def being_crawled(web: WebSite, archive: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A crawl of the blog that is under way and does not end."""
    blog = dict(web.routes)
    web.routes["/"] = Answer(listing("/2024/05/un/"), wait=60)
    process = subprocess.Popen(
        scrapy_command(archive, "crawl", "blog", "-a", f"url={web.url}", NOW=day(5)),
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )
    web.wait_for("/")
    web.routes = blog
    web.asked.clear()
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until_it_waits(process: subprocess.Popen[Any], lock: Path) -> None:
    """Returns once a command has opened the lock that somebody else holds."""
    deadline = time.monotonic() + 60
    folder = Path(f"/proc/{process.pid}/fd")
    while not any(lock.exists() and lock.samefile(file) for file in folder.iterdir() if file.exists()):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_second_crawl_of_a_site_asks_nothing(crawled: Any, scrapy: Run, tmp_path: Path) -> None:
    again = ("crawl", "blog", "-a", f"url={crawled.url}")
    with being_crawled(crawled, tmp_path / "archive.db") as first:
        done = scrapy(*again, NOW=day(5))
        assert (done.code, done.out, crawled.paths()) == (75, "", [])
        assert done.err == (
            f"scrapy crawl: {crawled.name}: another crawl of it into {tmp_path / 'archive.db'} is running"
            f" (process {first.pid}); wait for it, or use --lock-wait SEC\n"
        )
        assert done.rows("SELECT run_id, status FROM crawl_log ORDER BY 1") == [(1, "ok"), (2, "running")]
        assert scrapy(*again, "--lock-wait", "0.5", NOW=day(5)).code == 75
        assert scrapy(*again, NOW=day(5), ARCHIVE=tmp_path / "other.db").code == 0
    done = scrapy(*again, NOW=day(5))
    assert done.code == 0, done.err
    assert done.rows("SELECT status, finish_reason FROM crawl_log WHERE run_id > 1") == [
        ("interrupted", "killed"), ("ok", "finished"),
    ]  # fmt: skip


def test_a_crawl_waits_as_long_as_it_is_told(crawled: Any, scrapy: Run, tmp_path: Path) -> None:
    with being_crawled(crawled, tmp_path / "archive.db") as first:
        second = subprocess.Popen(
            scrapy_command(
                tmp_path / "archive.db", "crawl", "blog", "-a", f"url={crawled.url}", "--lock-wait", "60"
            ),
            cwd=ROOT,
            stderr=subprocess.DEVNULL,
        )
        wait_until_it_waits(second, tmp_path / f"archive.db.{crawled.name}.lock")
        assert crawled.paths() == []
        first.kill()
        assert second.wait(timeout=60) == 0
    assert crawled.paths()


def test_who_waits_for_a_site_can_be_interrupted(crawled: Any, scrapy: Run, tmp_path: Path) -> None:
    with SiteLocks(tmp_path / "archive.db") as locks:
        locks.take(crawled.name)
        words = ("crawl", "blog", "-a", f"url={crawled.url}", "--lock-wait", "600")
        waiting = subprocess.Popen(
            scrapy_command(tmp_path / "archive.db", *words), cwd=ROOT, stderr=subprocess.PIPE, text=True
        )
        wait_until_it_waits(waiting, tmp_path / f"archive.db.{crawled.name}.lock")
        waiting.send_signal(signal.SIGINT)
        _, told = waiting.communicate(timeout=60)
    assert (waiting.returncode, told) == (130, "scrapy crawl: interrupted\n")


def test_an_update_leaves_a_site_to_the_crawl_of_it(
    crawled: Any, other_web: WebSite, scrapy: Run, tmp_path: Path
) -> None:
    other_web.routes |= {"/": listing("/2024/05/la/"), "/2024/05/la/": article("Là")}
    assert scrapy("crawl", "blog", "-a", f"url={other_web.url}", NOW=day(4)).code == 0
    other_web.asked.clear()
    with being_crawled(crawled, tmp_path / "archive.db") as first:
        done = scrapy("update", NOW=day(5))
        assert (done.code, crawled.paths()) == (75, [])
        assert "/" in other_web.paths()
        told = f"another crawl of it into {tmp_path / 'archive.db'} is running (process {first.pid})"
        assert done.err == f"{crawled.name}: {told}\n"
        assert scrapy("update", crawled.name, "-q", NOW=day(5)).code == 75
    assert scrapy("update", NOW=day(5)).code == 0


def test_an_update_lets_a_site_go_as_soon_as_it_is_done(
    crawled: Any, other_web: WebSite, scrapy: Run, tmp_path: Path
) -> None:
    other_web.routes |= {"/": listing("/2024/05/la/"), "/2024/05/la/": article("Là")}
    assert scrapy("crawl", "blog", "-a", f"url={other_web.url}", NOW=day(4)).code == 0
    other_web.routes["/"] = Answer(listing("/2024/05/la/"), wait=60)
    other_web.asked.clear()
    update = subprocess.Popen(
        scrapy_command(tmp_path / "archive.db", "update", NOW=day(5)), cwd=ROOT, stderr=subprocess.DEVNULL
    )
    try:
        other_web.wait_for("/")
        done = scrapy("crawl", "blog", "-a", f"url={crawled.url}", "--lock-wait", "60", NOW=day(5))
        assert done.code == 0, done.err
        assert update.poll() is None
    finally:
        update.kill()
        update.wait()


@pytest.mark.parametrize(
    "words",
    [
        ("crawl", "blog", "-a", "url=http://127.0.0.1:9/"),
        ("update",),
        ("import", "pyproject.toml"),
        ("resplit",),
        ("forget", "1"),
        ("pseudonymise",),
    ],
)
def test_a_time_to_wait_is_no_less_than_nothing(scrapy: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    for wrong in ("-1", "nan"):
        done = scrapy(*words, "--lock-wait", wrong)
        assert (done.code, done.out) == (2, "")
        assert done.err == f"scrapy {words[0]}: --lock-wait: wait 0 s or more\n"
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_keeps_nobody_from_a_lock(tmp_path: Path) -> None:
    for name in ("archive.db.lock", "archive.db.blog.lock"):
        (tmp_path / name).symlink_to("/dev/full")
    archive = tmp_path / "archive.db"
    with archive_lock(archive), pytest.raises(LockHeld):
        SiteLocks(archive).take("blog")  # one device, one lock
    with SiteLocks(archive) as locks:
        locks.take("blog")


def test_a_lock_that_cannot_be_had_says_why(tmp_path: Path) -> None:
    with SiteLocks(tmp_path / "archive.db") as locks, SiteLocks(tmp_path / "archive.db") as others:
        locks.take("../un blog")
        others.take("un autre")
        with pytest.raises(LockHeld):
            others.take("../un blog")
        locks.free("../un blog")
        others.take("../un blog")
    assert {path.parent for path in tmp_path.rglob("*")} == {tmp_path}
    with pytest.raises(ArchiveUnreachable, match="No such file"):
        SiteLocks(tmp_path / "nulle" / "part.db").take("blog")
