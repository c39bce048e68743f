"""``python -m benchmarks.calls [--record]``: what a page costs in calls, by stages, and whether that grew.

A machine's seconds say nothing on the next machine, and little on the same one an hour later: no test can
hold them to anything. What can be counted is what our own code does: the calls that it makes, the statements
that it sends to SQLite, the pages that it parses. A rule asked for each element where one look would do, a
query per comment, a page parsed twice: each shows there, the same on any machine.

Two things are counted, in a process of their own and with a fixed hash seed: a crawl of a small invented blog
by its stages, then ``scrapy resplit`` of what it archived; and the splitter over the project's own fixtures.
A call is one that our code makes, or that is made to it: what libraries do inside themselves is not counted.
Comprehensions are none, since Python 3.12 no longer calls them.

``calls.json`` holds what was recorded. What exceeds it by more than ``MARGIN`` fails (exit 1, and a test of
the suite). Recording a larger figure is an explicit act: ``--record``, in a commit that says what it buys.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, FrameType
from typing import TYPE_CHECKING, Any

from scrapy import signals

from benchmarks import child, fixtures
from benchmarks.blog import PER_LISTING, Blog
from benchmarks.fixtures import FIXTURES
from benchmarks.server import served
from crawler.archive import Archive
from crawler.archive.rereading import Asked
from crawler.guard import Guard
from crawler.resplit.run import Resplit

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

ROOT = Path(__file__).resolve().parents[1]
RECORDED = Path(__file__).with_name("calls.json")
MARGIN = 0.15
# Of the invented blog, on two listing pages: a blog whose home page leads to no second one is read by its
# archives by month, too, and this blog has but the links to them.
ARTICLES = PER_LISTING + 1
_SHOWN = 5  # functions that are named where a stage costs too much

# Where each stage begins; what one calls of another is the other's.
STAGES = {
    "manners": (
        "crawler.middlewares:SameSite.process_request", "crawler.middlewares:Robots.process_request",
        "crawler.middlewares:Pace.process_request", "crawler.middlewares:Pace._downloaded",
        "crawler.reservations:Reservations.process_request",
    ),
    "spider": (
        "crawler.spiders.article:ArticleSpider.answered", "crawler.spiders.article:ArticleSpider._go_on",
    ),
    "parse": ("crawler.splitter.page.document:parse",),
    "split": ("crawler.pipelines:SplitPages.process_item", "crawler.resplit.workers:_read"),
    "check": ("crawler.pipelines:CheckPages.process_item",),
    "protect": ("crawler.pipelines:ProtectVisits.process_item",),
    "store": ("crawler.pipelines:StoreVisits.process_item",),
    "close": ("crawler.extensions:CrawlRun._closed",),
    "resplit": ("crawler.resplit.run:Resplit.run",),
}  # fmt: skip
MEASURES = ("calls", "statements", "parsed")
_STATEMENTS = ("Connection.execute", "Connection.executemany")
_INLINED = frozenset(("<listcomp>", "<setcomp>", "<dictcomp>"))

Figures = Mapping[str, Mapping[str, float]]
"""By stage what is counted for a page: ``calls``, ``statements``, ``parsed``."""


class Counts:
    """Counts what our code does while it is switched on, by ``stages``: what is done in none of them is done
    in ``outside``."""

    def __init__(self, stages: Mapping[str, Sequence[str]], outside: str = "") -> None:
        self._stages = {_code(place): name for name, places in stages.items() for place in places}
        self._outside = outside
        self._tree = _code("crawler.splitter.page.document:_tree")
        self._ours = f"{ROOT / 'crawler'}{os.sep}"
        self._is_ours: dict[CodeType, bool] = {}
        self._open: list[tuple[FrameType, str]] = []
        self.calls: Counter[str] = Counter()
        self.functions: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.statements: Counter[str] = Counter()
        self.parsed: Counter[str] = Counter()

    def start(self) -> None:
        sys.setprofile(self._seen)

    def stop(self) -> None:
        sys.setprofile(None)

    @property
    def _stage(self) -> str:
        return self._open[-1][1] if self._open else self._outside

    def _seen(self, frame: FrameType, event: str, argument: Any) -> None:
        code = frame.f_code
        if event == "return":
            if self._open and self._open[-1][0] is frame:
                self._open.pop()
            return
        if event == "call":
            if code in self._stages:
                self._open.append((frame, self._stages[code]))
            caller = frame.f_back
            ours = self._owns(code) or (caller is not None and self._owns(caller.f_code))
            if not ours or code.co_name in _INLINED:
                return
            self.parsed[self._stage] += code is self._tree
            name = f"{Path(code.co_filename).stem}.{code.co_qualname}"
        elif event == "c_call" and self._owns(code):
            name = argument.__qualname__
            self.statements[self._stage] += name in _STATEMENTS
        else:
            return
        self.calls[self._stage] += 1
        self.functions[self._stage][name] += 1

    def under(self, prefix: str) -> Counts:
        """The same, with stages of other names: a stage of a crawl has its own in another run."""
        for counted in (self.calls, self.functions, self.statements, self.parsed):
            for stage in [stage for stage in counted if stage]:
                counted[f"{prefix}{stage}"] = counted.pop(stage)  # type: ignore[assignment]
        return self

    def _owns(self, code: CodeType) -> bool:
        known = self._is_ours.get(code)
        if known is None:
            known = self._is_ours[code] = code.co_filename.startswith(self._ours)
        return known

    def figures(self, pages: int) -> dict[str, dict[str, float]]:
        """What was counted, for one of so many pages, by stage."""
        counted = {"calls": self.calls, "statements": self.statements, "parsed": self.parsed}
        return {
            stage: {name: round(of[stage] / pages, 2) for name, of in counted.items() if of[stage]}
            for stage in self.calls
            if stage
        }

    def most_called(self, pages: int) -> dict[str, list[tuple[str, float]]]:
        """By stage the functions that are called most, with how often for a page."""
        return {
            stage: [(name, round(number / pages, 1)) for name, number in of.most_common(_SHOWN)]
            for stage, of in self.functions.items()
        }


@dataclass(frozen=True, slots=True)
class Excess:
    """A figure of a stage that is above what is recorded by more than the margin, or no more there."""

    stage: str
    measure: str
    recorded: float
    found: float
    functions: Sequence[tuple[str, float]] = ()

    def __str__(self) -> str:
        most = self.recorded * (1 + MARGIN)
        called = ", ".join(f"{name} {number:g}" for name, number in self.functions)
        return (
            f"{self.stage}: {self.found:g} {self.measure} a page, recorded are {self.recorded:g} and allowed"
            f" {most:.6g}. Called most there: {called}. {_HELP}"
        )


_HELP = (
    "Is something done twice, or for each page, element or comment where once would do? Where it is worth"
    " its price, record it: python -m benchmarks.calls --record"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """The figures, and by stage the functions that are called most, with how often for a page."""

    figures: Figures
    functions: Mapping[str, Sequence[tuple[str, float]]]


def measure(command: Sequence[str] = (sys.executable, "-m", "benchmarks.calls", "--raw")) -> Counted:
    """Counts everything in a new process. Raises RuntimeError with what it said when it fails."""
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"nothing was counted: {done.stderr[-2000:]}")
    return Counted(**json.loads(done.stdout.splitlines()[-1]))


def count() -> Counted:
    """Counts everything in this process, in which no crawl has run, and none can run afterwards."""
    parts = (_fixtures(), *_blog())
    figures = {name: figure for counts, pages in parts for name, figure in counts.figures(pages).items()}
    functions = {name: most for counts, pages in parts for name, most in counts.most_called(pages).items()}
    return Counted(figures, functions)


def _fixtures() -> tuple[Counts, int]:
    """The splitter over the fixtures of comment systems and layouts, all of it one stage."""
    cases = [(page, json.loads((page.parent / "expected.json").read_text("utf-8"))) for page in _pages()]
    counts = Counts({}, "fixtures")
    counts.start()
    for page, expected in cases:
        fixtures.split_page(page, expected)
    counts.stop()
    return counts, len(cases)


def _pages() -> list[Path]:
    return sorted(
        page for part in ("comments", "layouts") for page in (FIXTURES / part).glob("*/*/page.html")
    )


def _blog() -> tuple[tuple[Counts, int], tuple[Counts, int]]:
    """A crawl of the invented blog, and the reading of its pages again; each with the number of its pages."""
    again = Counts(STAGES)
    with TemporaryDirectory() as folder, served(Blog(ARTICLES)) as url:
        path = Path(folder) / "calls.db"
        taken = child.crawl(child.Job(url=url, archive=str(path)), {Watch: 1000})
        with Archive(path) as archive:
            reading = Resplit(archive, Asked(), guard=Guard(archive, "autoblog-archive", None))
            again.start()
            tally = reading.run()
            again.stop()
    assert tally.read == tally.same == ARTICLES, tally
    crawl = Watch.of_this_process
    return (crawl, taken.pages), (again.under("resplit, "), tally.read)


class Watch(Counts):
    """A Scrapy extension that counts one crawl; the last one made is ``Watch.of_this_process``."""

    of_this_process: Watch

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(STAGES)
        crawler.signals.connect(self.start, signal=signals.engine_started)
        crawler.signals.connect(self.stop, signal=signals.engine_stopped)
        Watch.of_this_process = self

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Watch:
        return cls(crawler)


def _code(place: str) -> CodeType:
    """The code of a function, by "module:qualified.name"."""
    module, _, name = place.partition(":")
    code: CodeType = attrgetter(name)(import_module(module)).__code__
    return code


def read_recorded(path: Path = RECORDED) -> dict[str, dict[str, float]]:
    recorded: dict[str, dict[str, float]] = json.loads(path.read_text("utf-8"))
    return recorded


def write_recorded(figures: Figures, path: Path = RECORDED) -> None:
    path.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n", "utf-8")


def excesses(counted: Counted, recorded: Figures) -> list[Excess]:
    """What costs more than is recorded, or is recorded and not measured any more, or the other way round."""
    return [
        Excess(stage, measure, limit, found, counted.functions.get(stage, ()))
        for stage in sorted({*recorded, *counted.figures})
        for measure in MEASURES
        if (limit := recorded.get(stage, {}).get(measure, 0.0)) * (1 + MARGIN)
        < (found := counted.figures.get(stage, {}).get(measure, 0.0))
        or (limit and not found)
    ]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="benchmarks.calls", description="Count what a page costs, and compare it with what is recorded."
    )
    parser.add_argument("--record", action="store_true", help="record what was counted")
    parser.add_argument("--raw", action="store_true", help=argparse.SUPPRESS)  # how ``measure`` asks
    options = parser.parse_args(arguments)
    if options.raw:
        print(json.dumps(asdict(count())))
        return 0
    counted, recorded = measure(), read_recorded() if RECORDED.exists() else {}
    print(f"{'a page':<20}" + "".join(f"{name:>22}" for name in MEASURES))
    for stage, figures in counted.figures.items():
        told = (f"{figures.get(name, 0):g} ({recorded.get(stage, {}).get(name, 0):g})" for name in MEASURES)
        print(f"{stage:<20}" + "".join(f"{one:>22}" for one in told))
    if options.record:
        write_recorded(counted.figures)
        return 0
    found = excesses(counted, recorded)
    for excess in found:
        print(f"grown: {excess}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
