"""How a crawl went: one word, one exit code, one short report. Pure functions of what was counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from crawler.archive import Health, PartCount, RunStatus, Summary
from crawler.exit_codes import ALARM, FAILED, INTERRUPTED, PARTIAL
from crawler.quarantine import Share, alarms

_EXIT_CODES: dict[RunStatus, int] = {
    "ok": 0,
    "failed": FAILED,
    "partial": PARTIAL,
    "interrupted": INTERRUPTED,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is counted of a run. ``reason`` is Scrapy's word for why it ended; ``articles`` were reached, new
    or not, and ``answers`` came at all; ``failed`` pages, ``incomplete`` threads and ``crashes`` (exceptions
    in a callback) are what is missing; ``known`` pages failed an update as they had before, and may for good;
    ``left_out`` articles were older than asked for, ``left`` ones are due and over the day's budget;
    ``problems`` are sentences for a person, ``alarms`` say what departs from the site's own past, ``notes``
    are told once and ask nothing of anybody, ``resting`` why it was left alone from the start,
    ``told_to_wait`` that it asked for a long rest on the way, and ``broken`` what made the archive itself
    unusable. An ``update`` need not reach an article: nothing may be due.
    """

    reason: str
    articles: int = 0
    answers: int = 0
    failed: int = 0
    incomplete: int = 0
    crashes: int = 0
    known: int = 0
    left_out: int = 0
    left: int = 0
    problems: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    resting: str | None = None
    told_to_wait: bool = False
    broken: str | None = None
    update: bool = False


def judge(facts: Facts) -> RunStatus:
    """``ok``: all that was found is archived; ``partial``: the archive says what is missing; ``failed``:
    nothing was reached, or the archive cannot be written; ``interrupted``: stopped from outside.
    """
    if facts.broken:
        return "failed"
    if facts.reason == "shutdown":
        return "interrupted"
    if facts.alarms:
        return "partial"
    if _reached_nothing(facts):
        return "failed"
    if facts.failed or facts.incomplete or facts.crashes or facts.problems:
        return "partial"
    return "ok"


def _reached_nothing(facts: Facts) -> bool:
    if facts.update:
        missing = bool(facts.failed or facts.known or facts.problems or facts.crashes)
        return missing and not facts.answers and not facts.told_to_wait
    return not facts.articles and not (facts.left_out and not facts.failed)


def exit_code(status: RunStatus, facts: Facts) -> int:
    """The exit code of a run."""
    return ALARM if status == "partial" and facts.alarms else _EXIT_CODES[status]


def departures(health: Health) -> tuple[str, ...]:
    """Sentences on what departs from a site's own past: it looks redesigned, or walled."""
    now, past = _kept_shares(health.parts), _kept_shares(health.past)
    return tuple(alarms(now, past, health.reasons, health.reasons_again, stands=health.stands))


def _kept_shares(parts: Mapping[str, PartCount]) -> dict[str, Share]:
    """Of each part, on how many of the pages that had it before it still is."""
    return {part: Share(one.expected - one.lost, one.expected) for part, one in parts.items()}


def report(site: str, status: RunStatus, facts: Facts, summary: Summary | None) -> list[str]:
    """The lines for the end of a crawl. A crawl that reached nothing is told in one."""
    if summary is None or summary.run is None or (status == "failed" and not facts.articles):
        reasons = (facts.broken,) if facts.broken else (*facts.alarms, *facts.problems)
        return [f"{site}: {reason}" for reason in reasons] or [f"{site}: no article found"]
    run = summary.run
    told_first = dict.fromkeys((facts.broken, *facts.alarms, *facts.problems, *facts.notes))
    lines = [f"{site}: {sentence}" for sentence in told_first if sentence]
    told = [
        f"{run.articles_new} new",
        f"{run.articles_changed} changed",
        f"{run.articles_unchanged} unchanged",
    ]
    if facts.left_out:
        told.append(f"{facts.left_out} older, left out")
    lines.append(f"{site}: {counted(facts.articles, 'article')} visited ({', '.join(told)}), {status}")
    if facts.failed:
        lines.append(f"  failed    {counted(facts.failed, 'page')} (see failure_list)")
    if facts.known:
        lines.append(f"  as before {counted(facts.known, 'page')} could not be read (see failure_list)")
    if facts.incomplete:
        lines.append(f"  not whole {counted(facts.incomplete, 'thread')}: comment pages did not come")
    lines.append(
        f"  archive   {counted(summary.articles, 'article')}, {counted(summary.comments, 'comment')}"
        f" ({run.comments_new} new), {counted(summary.sources, 'source')},"
        f" {counted(summary.opinions, 'opinion')}"
    )
    if summary.gaps:
        threads = counted(len(summary.gaps), "thread")
        lines.append(f"  missing   {counted(summary.missing, 'comment')} in {threads} (see archive_gaps)")
    lines.append(
        f"  file      {shown_path(summary.path)}, {summary.size / 1e6:.1f} MB; {run.requests} requests"
    )
    return lines


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number and its noun: "1 page", "3 pages"; ``plural`` where that takes more than an s."""
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"


def shown_path(path: Path) -> str:
    """A file's path as a person types it: from here where it lies below, else as it was given."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
