"""An export's memory does not grow with the archive: ratios of what Python holds at most, never of time."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest
from invented import paragraphs
from sample_archive import SITE, article, thread

from crawler.archive import Archive
from crawler.archive.takeout import Takeout
from crawler.items import Page, Visit
from exports.files import FORMS, Export, Order
from exports.search import Question

FEW, MANY = 40, 240
TEXT = "Une phrase de plus sur les freins. " * 800  # 28,000 bytes of an article


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    found = {}
    said = thread("2026-02-10", [(str(number), None, f"Nom {number}", "Oui. " * 20) for number in range(20)])
    for size in (FEW, MANY):
        path = tmp_path_factory.mktemp("size") / "archive.db"
        with Archive(path) as archive:
            run = archive.begin_run(SITE, SITE)
            for number in range(size):
                one = article(
                    f"a{number}", f"Titre {number}", "2026-02-10", blocks=paragraphs(f"{number} {TEXT}")
                )
                one = replace(one, comments=said, comment_count=20)
                body = f"{number} {TEXT}".encode()
                page = Page(one.url or "", one.url or "", "2026-02-10T05:00:00Z", 200, (), body)
                archive.store_visit(run, Visit(page.url, SITE, page, (), one))
            archive.finish_run(run, "ok", "finished")
        found[size] = path
    return found


def peak(archive: Path, form: str, out: Path) -> int:
    """The most bytes that Python held at once during an export."""
    with Takeout(archive, lambda site, name: f"L{len(name)}") as takeout:
        order = Order(form, out, Question(), "2026-02-20T06:00:00Z", "test/1", pseudonymised=True)
        tracemalloc.start()
        try:
            Export(takeout, order).run()
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


@pytest.mark.parametrize("form", [form for form in FORMS if form != "parquet"])
def test_six_times_the_articles_take_hardly_more_memory(
    archives: dict[int, Path], form: str, tmp_path: Path
) -> None:
    peak(archives[FEW], form, tmp_path / "first")  # imports and caches
    few, many = (peak(archives[size], form, tmp_path / "x") for size in (FEW, MANY))
    # SQLite's statements are kept up to a number; a ZIP's directory and a book's contents have a line for
    # each article. The articles themselves are 28 kB each.
    slack = 600_000 if form in ("markdown", "epub") else 250_000
    assert many - few < slack < 0.15 * (MANY - FEW) * len(TEXT), (few, many)
