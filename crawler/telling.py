"""The story of a row, told to a person. Pure functions of what ``Archive.story`` gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

Row = Mapping[str, Any]
_GONE = {
    "http_404": "HTTP 404",
    "http_410": "HTTP 410",
    "redirect_home": "its address leads to the home page",
    "redirect_elsewhere": "its address leads to another page",
    "not_found": "the site says, with status 200, that nothing is there",
    "unavailable_after": "its page asked for that",
}
_WIDE = 100  # characters of a past value


def told(story: Row, rules_today: str | None = None) -> Iterator[str]:
    """The lines. ``rules_today`` is the digest of the rules that would read the page now."""
    article = story["article"]
    if article is None:
        yield "No article in the archive."
    else:
        yield f"{article['id']}  {article['headline']}"
        yield f"    {article['url']}  ({article['site']})"
    yield from _found(story["addresses"])
    yield from _fetched(story["captures"], story["signals"])
    if article is not None:
        yield from _read(article, rules_today)
        yield from _kept(article, story["captures"])
    yield from _failed(story["failures"])
    if article is not None:
        yield from _events(story["events"])
        yield from _past(story["revisions"])
        yield from _thread(article, story["comments"])


def _found(addresses: Sequence[Row]) -> Iterator[str]:
    yield from ("", "Found")
    for one in addresses:
        by = f"named by {one['discovered_by']}" if one["discovered_by"] else "given, or led to by a redirect"
        yield f"    {one['discovered_at']}  {one['url']}: {by}"
        last = (
            f"last fetched {one['last_fetched_at']} (status {one['last_status']})"
            if one["last_fetched_at"]
            else "never fetched"
        )
        due = f", due again {one['next_due_at']}" if one["next_due_at"] else ""
        woken = f", woken by {one['woken_by']}" if one["woken_by"] else ""
        failures = f", failed {one['failures']} times in a row" if one["failures"] else ""
        yield f"        {last}{due}{woken}{failures}"


def _fetched(captures: Sequence[Row], signals: Sequence[Row]) -> Iterator[str]:
    yield from ("", "Fetched")
    if not captures:
        yield "    never"
    for one in captures:
        raw = (
            f"raw page erased {one['erased_at']} ({one['erased_why']})"
            if one["erased_at"]
            else "raw page kept"
        )
        yield (
            f"    {one['fetched_at']}  capture {one['id']}, run {one['run_id']}, {one['role']},"
            f" HTTP {one['status']}, {one['size']} bytes, {raw}"
        )
        if one["requested_url"] != one["url"]:
            yield f"        asked for {one['requested_url']}, came from {one['url']}"
        yield from (_signal(signal) for signal in signals if signal["capture_id"] == one["id"])
    for signal in signals:
        if signal["capture_id"] is None:
            yield f"    {signal['seen_at']}  {signal['url'] or ''}"
            yield _signal(signal)


def _signal(signal: Row) -> str:
    decided = f"{signal['decision']} ({signal['reason']})" if signal["decision"] else "nothing decided"
    return f"        {signal['signal']} = {signal['value']}: {decided}"


def _read(article: Row, rules_today: str | None) -> Iterator[str]:
    yield from ("", "Read")
    rules = article["rules"] or "unknown"
    yield f"    layout {article['layout']}, rules {rules}, from capture {article['capture_id']}"
    if rules_today is not None and article["rules"] != rules_today:
        yield f"    today's rules are {rules_today}: 'scrapy resplit --stale' reads it again"
    if article["kept_parts"]:
        yield f"    no longer shown by the page, kept from before: {', '.join(article['kept_parts'])}"


def _kept(article: Row, captures: Sequence[Row]) -> Iterator[str]:
    yield from ("", "Kept")
    yield f"    since {article['first_seen_at']}, last seen {article['last_seen_at']}"
    refused = article["copy_refused_at"]
    if refused and (article["body_length"] or article["held_comments"]):
        yield (
            f"    the page asks since {refused} not to be copied: what was held by then stays as it was,"
            " nothing is added to it ('scrapy forget' erases it)"
        )
    elif refused:
        yield f"    the page asks since {refused} not to be copied: address, title, dates and digest only"
    if article["withheld"]:
        yield f"    not published, because of {article['withheld']}"
    if article["gone_at"]:
        known_by = _GONE.get(article["gone_reason"], "see below")
        yield f"    gone from the site since {article['gone_at']}: {known_by}"
    erased = sorted({str(one["erased_why"]) for one in captures if one["erased_at"]})
    if erased:
        yield f"    raw pages missing: {', '.join(erased)}"


def _failed(failures: Sequence[Row]) -> Iterator[str]:
    if failures:
        yield from ("", "Failed")
    for one in failures:
        state = f"good again {one['resolved_at']}" if one["resolved_at"] else "still so"
        word = "quarantined" if one["quarantined"] else one["stage"]
        yield f"    {one['first_seen_at']}  {word}, {one['error']}: {one['detail']}"
        yield f"        {one['times']} times, last {one['seen_at']}, {state}"


def _events(events: Sequence[Row]) -> Iterator[str]:
    if events:
        yield from ("", "What happened to it")
    for one in events:
        yield f"    {one['at']}  {one['event'].replace('_', ' ')}" + (
            f": {one['detail']}" if one["detail"] else ""
        )


def _past(revisions: Sequence[Row]) -> Iterator[str]:
    yield from ("", "Past values")
    if not revisions:
        yield "    none: it never said anything else"
    for number, fields in groupby(revisions, lambda one: one["number"]):
        for place, one in enumerate(fields):
            if not place:
                where = f"run {one['run_id']}, capture {one['capture_id']}"
                yield f"    {number}. seen {one['seen_at']} ({where})"
            yield f"        {one['field']}: {_short(one['before'])}"
            yield f"        {' ' * len(one['field'])}→ {_short(one['after'])}"


def _thread(article: Row, comments: Row) -> Iterator[str]:
    yield from ("", "Comments")
    declared = article["declared_comments"]
    says = f", the page says {declared}" if declared is not None else ""
    states = ", ".join(
        f"{comments[name]} {name}" for name in ("edited", "removed", "unseen", "erased") if comments[name]
    )
    yield f"    {article['held_comments']} shown by the site{says}; {comments['archived']} in the archive" + (
        f" ({states})" if states else ""
    )


def _short(text: str | None) -> str:
    folded = " ".join((text or "").split())
    return repr(folded if len(folded) <= _WIDE else folded[: _WIDE - 1] + "…") if folded else "(nothing)"
