"""``python -m benchmarks [--quick] [NAME…]``: measures, and prints one table.

Exit 0 when every aim is reached, 1 when one is missed or could not be measured.
"""

from __future__ import annotations

import argparse
import platform
import sqlite3
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import lxml.etree

from benchmarks import (
    archive_writes,
    comments,
    crawl,
    memory,
    raw_pages,
    reading,
    resplit,
    schedule,
    search,
    splitter,
)
from benchmarks.measure import Figure, NotMeasured, table

Line = Figure | tuple[str, str]
MEASURES: dict[str, Callable[..., Iterator[Line]]] = {
    module.__name__.rpartition(".")[2]: module.measure
    for module in (
        splitter,
        comments,
        archive_writes,
        raw_pages,
        resplit,
        crawl,
        memory,
        reading,
        search,
        schedule,
    )
}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks", description="Measure ours against its baselines.")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"some of {', '.join(MEASURES)}; all without"
    )
    parser.add_argument("--quick", action="store_true", help="small sizes: that it works, not how fast it is")
    options = parser.parse_args(arguments)
    unknown = sorted(set(options.names) - set(MEASURES))
    if unknown:
        parser.error(f"unknown benchmark {unknown[0]!r}; known are {', '.join(MEASURES)}")
    lines: list[Line] = []
    for name in options.names or MEASURES:
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            lines += MEASURES[name](quick=options.quick)
        except NotMeasured as reason:
            lines.append((name, str(reason)))
    print(f"{machine()}\n\n{table(lines)}")
    return 0 if all(isinstance(line, Figure) and line.reached for line in lines) else 1


def machine() -> str:
    """What the figures were measured on, in one sentence."""
    with Path("/proc/cpuinfo").open() as lines:
        models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    libxml2 = ".".join(map(str, lxml.etree.LIBXML_VERSION))
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d}: {len(models)} × {models[0]}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, libxml2 {libxml2}, "
        f"Scrapy {version('scrapy')}, trafilatura {version('trafilatura')}."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
