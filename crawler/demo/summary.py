"""What ``scrapy demo`` says when the crawl is done. Pure: facts in, lines out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.archive import Gap, RunCounts, Summary
from crawler.demo.truth import true_articles
from crawler.demo.world import World
from crawler.printing import Printer

_LABEL = 12


@dataclass(frozen=True, slots=True)
class Expected:
    """What the blog knows that it shows."""

    name: str
    articles: int
    comments: int


def expected_of(world: World) -> Expected:
    """The blog's own account of itself."""
    articles = true_articles(world).values()
    return Expected(world.blog.name, len(articles), sum(len(article.comments) for article in articles))


def is_whole(summary: Summary, expected: Expected) -> bool:
    """Whether the archive holds all that the blog shows."""
    return (summary.articles, summary.comments) == (expected.articles, expected.comments)


def summary_lines(
    printer: Printer, summary: Summary, expected: Expected, not_modified: int, file: str
) -> Iterator[str]:
    """The archive in numbers. ``not_modified`` is how many requests of this run were answered with 304."""
    run = summary.run
    assert run is not None
    yield printer.style(f"{expected.name}, archived", "headline")
    yield ""
    yield from _fact(printer, "articles", _held(summary.articles, expected.articles))
    yield from _fact(printer, "comments", _held(summary.comments, expected.comments))
    yield from _fact(printer, "sources", f"{summary.sources}, cited {summary.citations} times")
    yield from _fact(printer, "opinions", f"{summary.opinions}, the newsroom's own")
    yield from _fact(printer, "missing", *_missing(summary))
    yield from _fact(
        printer,
        "file",
        f"{file}, {_size(summary.size)}, every page as it came included "
        f"({summary.captures} pages, {_size(summary.raw_bytes)}, kept in {_size(summary.raw_size)})",
    )
    yield from _fact(printer, "this run", *_run(run, not_modified))


def _held(number: int, expected: int) -> str:
    if number == expected:
        return f"{number}, all that the blog shows"
    return f"{number} of the {expected} that the blog shows"


def _missing(summary: Summary) -> list[str]:
    """What the archive knows that it does not hold: the pages' own promises, and what did not answer."""
    lines = [f"{_slug(gap)}: {_short(gap)}" for gap in summary.gaps]
    if summary.failures:
        pages = "1 page" if summary.failures == 1 else f"{summary.failures} pages"
        lines.append(f"{pages} could not be fetched or read (see failure_list)")
    return lines or ["nothing"]


def _slug(gap: Gap) -> str:
    return gap.url.rstrip("/").rpartition("/")[2]


def _short(gap: Gap) -> str:
    if gap.declared is None:
        return f"{gap.held} comments, and a comment page that did not come"
    return f"{gap.held} of the {gap.declared} comments that the page announces"


def _run(run: RunCounts, not_modified: int) -> list[str]:
    lines = [f"{run.requests} requests in {_seconds(run)}"]
    changes = {
        "new articles": run.articles_new,
        "changed articles": run.articles_changed,
        "new comments": run.comments_new,
        "removed comments": run.comments_removed,
    }
    told = [f"{number} {what}" for what, number in changes.items() if number]
    if told:
        lines.append(", ".join(told))
    else:
        lines.append(
            f"nothing new, nothing changed: no article, comment or revision added ({not_modified} pages "
            "answered 304 Not Modified)"
        )
    return lines


def _seconds(run: RunCounts) -> str:
    if run.finished_at is None:
        return "some time"
    took = datetime.fromisoformat(run.finished_at) - datetime.fromisoformat(run.started_at)
    return f"{max(1, round(took.total_seconds()))} s"


def _size(number: int) -> str:
    return f"{number / 1e6:.1f} MB" if number >= 100_000 else f"{number / 1e3:.0f} kB"


def _fact(printer: Printer, label: str, *values: str) -> Iterator[str]:
    """A label and its values, wrapped beside it."""
    name = printer.style(f"  {label:{_LABEL - 2}}", "dim")
    for value in values:
        for line in textwrap.wrap(value, printer.width - _LABEL, break_long_words=False):
            yield f"{name}{line}"
            name = " " * _LABEL


def next_lines(printer: Printer, commands: Sequence[tuple[str, str]]) -> Iterator[str]:
    """(what for, command) pairs, the command on a line of its own, so that it can be copied whole."""
    yield printer.style("Next", "headline")
    for reason, command in commands:
        yield ""
        yield printer.style(f"  # {reason}", "dim")
        yield f"  {command}"
