"""Fixtures that all tests share: web sites on loopback, and ``scrapy crawl`` as a person runs it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from loopback import FAST, ROOT, Crawled, WebSite


@pytest.fixture
def web() -> Iterator[WebSite]:
    site = WebSite()
    yield site
    site.close()


@pytest.fixture
def other_web() -> Iterator[WebSite]:
    site = WebSite()
    yield site
    site.close()


@pytest.fixture
def crawl(tmp_path: Path) -> Callable[..., Crawled]:
    """Runs ``scrapy crawl`` with warnings as errors: ``crawl("blog", "-a", "url=…", ARCHIVE=…)``."""

    def run(*words: str, **settings: Any) -> Crawled:
        archive = Path(settings.setdefault("ARCHIVE", tmp_path / "archive.db"))
        given = [*FAST, *(f"{name}={value}" for name, value in settings.items())]
        command = [sys.executable, "-W", "error", "-m", "scrapy", "crawl", *words]
        command += [word for one in given for word in ("-s", one)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
        return Crawled(done.returncode, done.stderr, done.stdout, archive)

    return run
