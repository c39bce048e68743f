"""Fixtures that all tests share: web sites on loopback, and ``scrapy crawl`` as a person runs it."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hosts import Hosts
from hypothesis import HealthCheck, settings
from loopback import Crawled, WebSite, run_crawl

# The same generated pages in every run: a failure is the change's, not the dice's. `make fuzz` throws them.
# Nothing here is judged by its time: how fast a machine is, and how busy, is no property of the code.
settings.register_profile("dice", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("steady", settings.get_profile("dice"), derandomize=True)
settings.load_profile("steady")

# A shell without job control starts what runs behind it ("pytest &", cron's) deaf to Ctrl-C, and so would be
# the commands that tests interrupt (POSIX shell, 2.11: asynchronous lists ignore SIGINT).
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def web() -> Iterator[WebSite]:
    with closing(WebSite()) as site:
        yield site


@pytest.fixture
def other_web() -> Iterator[WebSite]:
    with closing(WebSite()) as site:
        yield site


@pytest.fixture
def hosts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hosts]:
    """Every host, with and without TLS, for the commands that the test runs."""
    folder = tmp_path / "tls"
    folder.mkdir()
    hosts = Hosts(folder)
    for name, value in hosts.environment().items():
        monkeypatch.setenv(name, value)
    yield hosts
    hosts.close()


@pytest.fixture
def crawl(tmp_path: Path) -> Callable[..., Crawled]:
    """Runs ``scrapy crawl`` with warnings as errors: ``crawl("blog", "-a", "url=…", ARCHIVE=…)``."""

    def run(*words: str, **settings: Any) -> Crawled:
        return run_crawl(Path(settings.pop("ARCHIVE", tmp_path / "archive.db")), *words, **settings)

    return run
