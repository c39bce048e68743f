"""That each benchmark compares like with like, on tiny sizes; how fast anything is, is asserted nowhere."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks import archive_writes, child, comments, crawl, splitter
from benchmarks.__main__ import main
from benchmarks.blog import Blog
from benchmarks.measure import NotMeasured
from benchmarks.raw_pages import archived_bytes
from benchmarks.server import served
from crawler.archive import Archive
from crawler.demo.world import sample_world
from crawler.splitter import split

OF_THE_RUN = ("sites", "crawl_runs", "unread_words", "_sqlite_migrations")


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows by table, without full-text tables and without what holds the moment or the run's counts."""
    with closing(sqlite3.connect(path)) as connection:
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        kept = [name for name in names if "_fts" not in name and name not in OF_THE_RUN]
        return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in kept}


def test_raw_sqlite_writes_the_very_rows_of_the_archive(tmp_path: Path) -> None:
    visits = [archive_writes.visit_of(story) for story in Blog(4).stories()]
    ours, theirs = tmp_path / "ours.db", tmp_path / "theirs.db"
    with Archive(ours) as archive:
        run = archive.begin_run(archive_writes.SITE, "blog")
        for visit in visits:
            archive.store_visit(run, visit)
    raw = archive_writes.raw_database(theirs)
    for batch in archive_writes.rows_of(visits):
        archive_writes.write_raw(raw, batch)
    raw.close()
    assert dump(theirs) == dump(ours)
    assert all(rows for table, rows in dump(ours).items() if table in archive_writes._TABLES)
    with Archive(theirs) as archive:
        for table in ("articles_fts", "comments_fts"):  # rank 1: compare with the content table, too
            archive.db.conn.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
        assert archive.summary(site=archive_writes.SITE).articles == 4


def test_raw_pages_count_what_they_are_unpacked_with() -> None:
    page = Blog(1).story(1).page()
    alone = archived_bytes([("blog", page)])
    assert archived_bytes([("blog", page)] * 3) == alone  # stored once
    assert (
        archived_bytes([("blog", page), ("other", page + b" ")]) > 1.9 * alone
    )  # a dictionary for each site


def test_a_thread_that_is_not_read_whole_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    stories = comments.threads(1, 7)
    assert [len(story.remarks) for story in stories.values()] == [7, 21, 7]
    for story in stories.values():
        comments.check(story)
    other = Blog(1).story(1)
    monkeypatch.setattr(comments, "split", lambda body, url: split(other.page(), other.url))
    with pytest.raises(NotMeasured, match="of 7 comments"):
        comments.check(stories["short"])


def test_without_real_pages_that_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(splitter, "PAGES", tmp_path / "none")
    with pytest.raises(NotMeasured, match="no pages in"):
        splitter.real_pages()


def test_all_contenders_read_the_invented_pages() -> None:
    (page,) = splitter.invented_pages(1)
    truth = Blog(1).story(1).article()
    assert getattr(splitter.split_page(page), "headline", None) == truth.headline
    assert truth.headline in splitter.bare_parse(page).text_content()  # type: ignore[attr-defined]
    assert truth.body[0] in getattr(splitter.peer_extract(page), "text", "")


def test_both_crawls_fetch_the_same_pages(tmp_path: Path) -> None:
    with served(Blog(21)) as url:
        both = crawl.pair(url, 21, tmp_path / "archive.db")
        own_memory = b"x" * 300_000_000
        again = child.run(child.Job(urls=both["ours"].urls, step=5))
    assert sorted(both["ours"].urls) == sorted(both["baseline"].urls)
    assert set(both["ours"].urls) >= set(Blog(21, root=url).urls())
    assert len(again.memory) == again.pages // 5
    assert all(0 < memory <= again.peak < len(own_memory) / 1e6 for memory in again.memory)


def test_the_sample_blog_is_crawled_whole(tmp_path: Path) -> None:
    with served(None) as url:
        both = crawl.pair(url, len(sample_world(url).posts), tmp_path / "archive.db")
    assert set(both["ours"].urls) == set(both["baseline"].urls)


def test_a_crawl_that_is_not_whole_is_not_measured(tmp_path: Path) -> None:
    with served(Blog(2)) as url, pytest.raises(NotMeasured, match="2 of 3 articles"):
        crawl.archived(url, 3, tmp_path / "archive.db")


def test_one_table_for_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--quick", "raw_pages"]) in (0, 1)
    out = capsys.readouterr().out
    assert out.startswith("Measured on ")
    assert "| raw pages, 40 of one blog, to gzip -6 " in out


def test_an_unknown_benchmark_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["rocket"])
    assert stopped.value.code == 2
    assert "unknown benchmark 'rocket'; known are splitter, comments" in capsys.readouterr().err
