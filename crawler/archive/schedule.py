"""When an address is worth asking for again. Pure functions: what is known of it in, a moment out.

What is *announced* (the feed counts one comment more, the sitemap shows another date) is fetched at the next
run, whatever was planned. For what nobody announces, one observation carries the plan: the longer nothing has
happened to a page, the less likely it is that something happens today. So the chance of an event is taken as
``a / (t + 1 day)`` at a time ``t`` after the last one, and a page is asked for again as soon as the chance
that something has happened since the last visit reaches ``CHANCE``:

    1 - ((t1 + 1 day) / (t2 + 1 day)) ** a = CHANCE

Young pages come often and old ones rarely, silence makes the interval grow and an event makes it shrink, by
one formula. ``a`` is learnt for each site from its own past: events that a visit found and nothing had
announced, over the exposure (the same integral) of all visits. A site that announces all it does is soon left
in peace; one that announces nothing is looked at more often.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal

from crawler.items import Page

DAY = timedelta(days=1)
CHANCE = 0.25
SOONEST = timedelta(hours=1)
LONGEST = timedelta(days=180)
GROWTH = (1.3, 3.0)  # bounds of one step: neither every run for ever, nor from a week to a year
# What is believed of a site before it has shown anything: as much weight as 4 visits at doubling intervals.
PRIOR, WEIGHT = 0.9, 4 * math.log(2)
# Planned moments come a little early: a daily job would else find yesterday’s visits due one minute from now,
# and a plan of a day and a quarter would always be a day late.
EARLY = 0.8
# A site's front: the addresses where it tells its news.
FRONT = DAY
FRONT_LONGEST = timedelta(days=7)
LOOKS = 5  # at an address that was named as an article's and shows none: over a month
UNSURE = timedelta(days=30)  # a page that was no article, a guessed address that gave nothing

Signal = Literal[
    "moved", "unlisted", "dropped", "repeated", "listed-again", "comment-feed", "comment-count", "feed-date",
    "lastmod", "feed-words",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pace:
    """A site's rhythm as visits found it: ``surprises`` are events that nothing had announced, ``exposure``
    the time looked at, each span weighed by how likely an event was in it."""

    surprises: float = 0.0
    exposure: float = 0.0

    @property
    def growth(self) -> float:
        """How many times longer than before (counted from the last event) the next interval is."""
        rate = (self.surprises + PRIOR * WEIGHT) / (self.exposure + WEIGHT)
        wanted = (1 - CHANCE) ** (-1 / rate) if rate > 0 else math.inf
        return min(max(wanted, GROWTH[0]), GROWTH[1])


def exposed(event: datetime, before: datetime, now: datetime) -> float:
    """The exposure of a visit ``now`` to a page last visited ``before`` whose last event is ``event``."""
    start = max(before - event, timedelta(0))
    return math.log((max(now - event, start) + DAY) / (start + DAY))


def article_due(event: datetime, now: datetime, pace: Pace) -> datetime:
    """When an article just visited is due again; ``event`` is the last thing that happened to it."""
    age = max(now - event, timedelta(0))
    return now + EARLY * _between(SOONEST, (age + DAY) * (pace.growth - 1), LONGEST)


def listing_due(newest: datetime, now: datetime, pace: Pace, longest: timedelta) -> datetime:
    """When a listing page is due again: as its ``newest`` article would be, but no more often than daily."""
    age = max(now - newest, timedelta(0))
    return now + EARLY * _between(FRONT, (age + DAY) * (pace.growth - 1), longest)


def freshness(page: Page) -> timedelta:
    """How long an answer says that it stays fresh (RFC 9111, 4.2.1: ``max-age``, else ``Expires``)."""
    control = page.header("Cache-Control") or ""
    named = re.search(r"\bmax-age\s*=\s*\"?(\d{1,9})", control, re.I)
    if re.search(r"\bno-(?:cache|store)\b", control, re.I):
        return timedelta(0)
    if named:
        return timedelta(seconds=int(named[1]))
    try:
        expires = parsedate_to_datetime(page.header("Expires") or "")
        sent = parsedate_to_datetime(page.header("Date") or "")
    except ValueError:
        return timedelta(0)
    return max(_aware(expires) - _aware(sent), timedelta(0))


def front_due(now: datetime, fresh: timedelta) -> datetime:
    """When a feed or sitemap is due again: every day, unless it says itself that it is fresh for longer."""
    return now + max(EARLY * FRONT, min(fresh, FRONT_LONGEST))


def failed_due(now: datetime, failures: int) -> datetime:
    """When an address that has failed so many times in a row is tried again: 1, 2, 4 … 30 days."""
    return now + EARLY * min(DAY * 2.0 ** min(max(failures - 1, 0), 10), UNSURE)


def gone_due(since: datetime, now: datetime) -> datetime:
    """When an article that is gone is looked for again: soon, since it may be an accident, then rarely."""
    return now + EARLY * _between(DAY, 2 * (now - since), UNSURE)


def out_of_time(moment: datetime, now: datetime) -> bool:
    """Whether a remembered moment lies in a future that cannot be: the clock was wrong then, or is now."""
    return moment > now + DAY


@dataclass(frozen=True, slots=True)
class Hint:
    """What a source says of an article: the date of its last change, the number of its comments, a digest of
    its words in the feed. None where it does not say."""

    lastmod: str | None = None
    comments: int | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """What the last visit of the article itself showed: the comments that it declares and that are held, its
    own date of change (UTC)."""

    declared: int | None = None
    shown: int = 0
    modified: str | None = None


def announced(before: Hint | None, now: Hint, held: Held, dated: Signal = "lastmod") -> Signal | None:
    """What a source's new words announce that the last visit has not seen; None when they announce nothing.

    A count that the page itself has shown already is no news, nor is its own date of change. A date or text
    met for the first time says nothing: it may be as old as the article. ``dated`` is what a new date is
    called: a sitemap may lie where a feed does not.
    """
    known = before or Hint()
    counted = now.comments is not None and now.comments != known.comments
    if counted and now.comments not in (held.declared, held.shown):
        return "comment-count"
    if now.lastmod and known.lastmod and now.lastmod not in (known.lastmod, held.modified):
        return dated
    if now.words and known.words and now.words != known.words:
        return "feed-words"
    return None


@dataclass(frozen=True, slots=True)
class Trust:
    """How often a kind of signal was right: the visit it caused found something (``hits``) or not."""

    hits: int = 0
    misses: int = 0

    @property
    def holds(self) -> bool:
        """Whether to follow the signal. It is believed until it has failed four times, and then as long as
        one of four is right: a sitemap may give every page today's date."""
        return self.misses < 4 or self.hits * 3 >= self.misses

    def after(self, hit: bool) -> Trust:
        """With one more visit; the distant past fades, so that trust can be lost and won again."""
        hits, misses = self.hits + hit, self.misses + (not hit)
        return Trust(hits, misses) if hits + misses <= 40 else Trust(hits // 2, misses // 2)


def _between(low: timedelta, value: timedelta, high: timedelta) -> timedelta:
    return min(max(low, value), high)


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
