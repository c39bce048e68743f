"""That the reading benchmark's archive is what it says, and that every page and query it times answers."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from benchmarks import reading
from crawler.archive import Archive


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reading") / "archive.db"
    reading.make_archive(path, articles=48, stories=12)
    return path


def test_the_archive_holds_what_was_asked_for(path: Path) -> None:
    with Archive(path, readonly=True) as archive:
        summary = archive.summary()
        first, again = archive.read_article(1), archive.read_article(13)
    assert (summary.articles, summary.sites) == (48, reading.SITES)
    assert summary.comments > 48
    assert summary.sources > 10
    assert first is not None and again is not None
    assert first.article.blocks == again.article.blocks
    assert first.article.date_published != again.article.date_published


def test_every_page_and_query_that_is_timed_answers(path: Path) -> None:
    figures = asyncio.run(reading._measured(path, 48))
    assert len(figures) == len(reading.PAGES) + 1
