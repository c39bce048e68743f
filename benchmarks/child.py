"""One crawl in a process of its own, with a meter in it: reads its job from stdin, prints what it took.

The archive's crawl runs as ``scrapy crawl blog`` does, with the project's settings, but without a delay; the
bare one is Scrapy with its own defaults and a spider that fetches the addresses it is given and does nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider, signals
from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Job:
    """A crawl: of the blog at ``url`` into ``archive``, or, without an archive, of the addresses ``urls``.

    The process's memory is noted at every ``step`` pages.
    """

    url: str = ""
    archive: str | None = None
    urls: list[str] = field(default_factory=list)
    step: int = 1000


@dataclass(frozen=True, slots=True)
class Taken:
    """What a crawl took from its engine's start to its end: the addresses that were answered, seconds, and
    the process's resident memory in MB (at each step; the greatest ever)."""

    urls: list[str]
    cpu: float
    wall: float
    memory: list[float]
    peak: float

    @property
    def pages(self) -> int:
        return len(self.urls)


def run(job: Job) -> Taken:
    """Does a job in a new process. Raises RuntimeError with what it said when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.child"],
        cwd=ROOT, input=json.dumps(asdict(job)), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"the crawl failed: {done.stderr[-2000:]}")
    return Taken(**json.loads(done.stdout.splitlines()[-1]))


class Meter:
    """A Scrapy extension that watches one crawl; the last one made is ``Meter.of_this_process``."""

    of_this_process: Meter

    def __init__(self, crawler: Crawler) -> None:
        self._step = crawler.settings.getint("METER_STEP")
        self._urls: list[str] = []
        self._memory: list[float] = []
        crawler.signals.connect(self._started, signal=signals.engine_started)
        crawler.signals.connect(self._received, signal=signals.response_received)
        crawler.signals.connect(self._stopped, signal=signals.engine_stopped)
        Meter.of_this_process = self

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Meter:
        return cls(crawler)

    def _started(self) -> None:
        self._cpu, self._wall = time.process_time(), time.monotonic()

    def _received(self, request: Request) -> None:
        self._urls.append(request.meta.get("redirect_urls", [request.url])[0])
        if len(self._urls) % self._step == 0:
            self._memory.append(resident())

    def _stopped(self) -> None:
        cpu, wall = time.process_time() - self._cpu, time.monotonic() - self._wall
        self.taken = Taken(self._urls, cpu, wall, self._memory, resident("VmHWM"))


def resident(line: str = "VmRSS") -> float:
    """The process's resident memory in MB: now, or the greatest ever (``VmHWM``); proc(5), status.

    Not getrusage's ``ru_maxrss``: that begins with the memory of the process that started this one.
    """
    lines = dict(one.split(":", 1) for one in Path("/proc/self/status").read_text().splitlines())
    return int(lines[line].split()[0]) / 1024


class Bare(Spider):
    """Fetches and does nothing."""

    name = "bare"
    urls: list[str]

    async def start(self) -> AsyncIterator[Any]:
        for url in self.urls:
            yield Request(url, dont_filter=True)

    def parse(self, response: Response) -> None:
        pass


def crawl(job: Job, extensions: Mapping[type, int] = {}) -> Taken:
    """Does a job in this process, whose only crawl it is, with further Scrapy ``extensions``."""
    settings = get_project_settings() if job.archive else Settings({"LOG_ENABLED": False})
    meter: dict[Any, int] = {Meter: 0}
    settings.setdict(
        {"EXTENSIONS": {**settings.getdict("EXTENSIONS"), **meter, **extensions}, "METER_STEP": job.step}
    )
    if job.archive:
        settings.setdict({"ARCHIVE": job.archive, "DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False})
    process = CrawlerProcess(settings)
    if job.archive:
        process.crawl("blog", url=job.url)
    else:
        process.crawl(Bare, urls=job.urls)
    process.start()
    return Meter.of_this_process.taken


if __name__ == "__main__":
    print(json.dumps(asdict(crawl(Job(**json.load(sys.stdin))))))
