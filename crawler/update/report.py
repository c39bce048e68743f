"""An update told to a person in a screen, and to a program in one object. Pure functions of the results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from crawler.archive import Due, FailedPage, RunCounts
from crawler.exit_codes import ALARM, FAILED, LOCKED, PARTIAL
from crawler.verdict import Facts, counted

# The worst of several sites is the update's: what failed, what looks walled, what is missing, what was busy.
_WORST = (FAILED, ALARM, PARTIAL, LOCKED, 0)
_SHOWN = 5  # failures of one site in a report


@dataclass(frozen=True, slots=True)
class Result:
    """How the update of one site went. ``counts`` is None when the run could not be written down."""

    site: str
    code: int
    facts: Facts
    counts: RunCounts | None
    failures: tuple[FailedPage, ...] = ()


def worst(codes: Sequence[int]) -> int:
    """The exit code of an update whose sites had these; 0 for none."""
    return next((code for code in _WORST if code in codes), max(codes, default=0))


def told(results: Sequence[Result], *, verbose: bool = False) -> Iterator[str]:
    """The report's lines: nothing of a site where all is well and nothing new is to be noted, unless
    ``verbose``."""
    for result in results:
        if result.code or result.facts.notes or verbose:
            yield from _site(result)


def _site(result: Result) -> Iterator[str]:
    facts, counts = result.facts, result.counts
    yield f"{result.site}: {_figures(facts, counts)}"
    for sentence in dict.fromkeys((facts.broken, *facts.alarms, *facts.problems)):
        if sentence:
            yield f"  ! {sentence}"
    for note in facts.notes:
        yield f"  {note}"
    for failure in result.failures[:_SHOWN]:
        yield f"  - {failure.url}: {failure.detail or failure.error}"
    if len(result.failures) > _SHOWN:
        yield f"  … and {len(result.failures) - _SHOWN} more (see failure_list)"
    if facts.left:
        yield f"  {facts.left} due articles wait for tomorrow: the day's budget is spent (UPDATE_BUDGET)"


def _figures(facts: Facts, counts: RunCounts | None) -> str:
    if facts.resting:
        return facts.resting
    if counts is None:
        return "failed"
    parts = (
        (counts.articles_new, "new"),
        (counts.articles_changed, "changed"),
        (counts.articles_unchanged, "unchanged"),
        (counts.articles_failed, "failed"),
        (counts.comments_new, "new comments"),
        (counts.comments_removed, "comments removed"),
    )
    figures = ", ".join(f"{number} {noun}" for number, noun in parts if number)
    return f"{counts.status}; {counted(counts.requests, 'request')}" + (f", {figures}" if figures else "")


def as_json(
    archive: str, started_at: str, finished_at: str, code: int, results: Sequence[Result]
) -> dict[str, Any]:
    """The update as one JSON object."""
    return {
        "archive": archive,
        "started_at": started_at,
        "finished_at": finished_at,
        "exit_code": code,
        "sites": [_as_json(result) for result in results],
    }


def _as_json(result: Result) -> dict[str, Any]:
    facts = result.facts
    counts = asdict(result.counts) if result.counts else {}
    counts.pop("site", None)
    return {
        "site": result.site,
        "exit_code": result.code,
        **counts,
        "resting": facts.resting,
        "left_for_tomorrow": facts.left,
        "alarms": list(facts.alarms),
        "notes": list(facts.notes),
        "problems": [problem for problem in (facts.broken, *facts.problems) if problem],
        "failures": [asdict(failure) for failure in result.failures],
    }


def due_lines(site: str, due: Sequence[Due], resting: str | None) -> Iterator[str]:
    """What an update of the site would ask for, and why."""
    yield f"{site}: {counted(len(due), 'address', 'addresses')} due" + (f"; {resting}" if resting else "")
    for one in due:
        yield f"  {one.kind:8} {one.url}  ({one.why})"
