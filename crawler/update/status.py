"""How the sites of an archive stand, told to a person and to a program. Pure functions of their states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from crawler.archive import PartCount, SiteState
from crawler.quarantine import PAGE
from crawler.verdict import counted, departures

SHOWN = 5  # short threads and doubted pages of one site


def age_days(state: SiteState, now: datetime) -> float | None:
    """Days since the site's last good answer; None when it never gave one."""
    if state.answered_at is None:
        return None
    return max((now - datetime.fromisoformat(state.answered_at)).total_seconds() / 86400, 0.0)


def is_old(state: SiteState, now: datetime, days: float) -> bool:
    """Whether the site gave no good answer for more than so many days. Saved pages do not age."""
    if not state.web:
        return False
    age = age_days(state, now)
    return age is None or age > days


def lines(state: SiteState, now: datetime, days: float) -> Iterator[str]:
    """The site in a few lines."""
    yield f"{state.site}: {_last_run(state)}; {_age(state, now, days)}"
    gone = f" ({state.gone} gone)" if state.gone else ""
    removed = f" ({state.removed} removed)" if state.removed else ""
    articles, comments = counted(state.articles, "article"), counted(state.comments, "comment")
    yield f"  holds       {articles}{gone}, {comments}{removed}"
    if state.parts:
        yield f"  filled      {', '.join(_filled(state))}"
    for alarm in departures(state):
        yield f"  ! {alarm}"
    if state.short:
        yield f"  short       {counted(len(state.short), 'thread')}"
        for thread in state.short[:SHOWN]:
            yield f"    {_short(thread.declared, thread.held)}: {thread.url}"
    if state.doubted:
        yield f"  quarantined {counted(len(state.doubted), 'page')}"
        for page in state.doubted[:SHOWN]:
            yield f"    {page.reason} since {page.since[:10]}: {page.url} ({page.detail})"
    if state.failing:
        yield f"  failing     {counted(state.failing, 'address', 'addresses')} (see failure_list)"
    yield f"  due         {_due(state)}"


def as_json(state: SiteState, now: datetime, days: float) -> dict[str, Any]:
    """The site as one JSON object."""
    data = asdict(state)
    data["age_days"] = age_days(state, now)
    data["old"] = is_old(state, now, days)
    data["alarms"] = list(departures(state))
    return data


def _last_run(state: SiteState) -> str:
    if state.started_at is None:
        return "never crawled"
    ended = state.status if state.status != "running" else "still running, or killed"
    return (
        f"last run {state.started_at[:16].replace('T', ' ')} ({ended}), {counted(state.requests, 'request')}"
    )


def _age(state: SiteState, now: datetime, days: float) -> str:
    age = age_days(state, now)
    if not state.web:
        return "saved pages"
    if age is None:
        return "no answer yet"
    told = f"{age * 24:.0f} h" if age < 2 else f"{age:.0f} days"
    return f"last answer {told} ago" + (", too old" if age > days else "")


def _filled(state: SiteState) -> Iterator[str]:
    """Each part's share in the last run that read pages, beside its past where that differs."""
    for part, count in sorted(state.parts.items()):
        if part == PAGE:
            continue
        now, before = _percent(count), _percent(state.past.get(part, PartCount()))
        yield f"{part} {now}" if before in (now, "") else f"{part} {now} (before {before})"


def _short(declared: int | None, held: int) -> str:
    if declared is None:
        return f"{counted(held, 'comment')}, and a comment page that did not come"
    return f"{held} of {counted(declared, 'comment')}, page says {declared}"


def _due(state: SiteState) -> str:
    if state.rest is not None:
        return f"left alone until {state.rest.until[:16].replace('T', ' ')} ({state.rest.reason})"
    following = f"; next {state.next_due_at[:16].replace('T', ' ')}" if state.next_due_at else ""
    return f"{counted(state.due, 'address', 'addresses')} now{following}"


def _percent(count: PartCount) -> str:
    return f"{100 * count.present / count.read:.0f} %" if count.read else ""
