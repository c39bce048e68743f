"""An archive with a run begun, checked whole after each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from archive_bench import Bench, Make

from crawler.archive import Archive
from crawler.clock import Clock


@pytest.fixture
def make() -> Make:
    return Make()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with Archive(tmp_path / "archive.db", Clock("2026-01-01T05:00:00Z", monotonic=lambda: 0.0)) as archive:
        bench = Bench(archive)
        yield bench
        bench.check()
