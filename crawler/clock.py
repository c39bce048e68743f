"""The archive's clock: the real one, or one that the setting ``NOW`` sets and that runs on from there."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime


class Clock:
    """Tells the time for all that is stamped, planned or remembered between runs.

    ``now`` (ISO 8601; without an offset it is UTC) is what the clock shows when it is made; from there it
    runs at its usual pace. Without it the clock is the real one. Waiting inside a run goes by the real clock.
    Raises ValueError, in a sentence for a person, when ``now`` is no ISO 8601 time.
    """

    def __init__(self, now: str | None = None, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._start: datetime | None = None
        if now:
            start = _moment(now)
            self._start = start.replace(tzinfo=UTC) if start.tzinfo is None else start.astimezone(UTC)
            self._started = monotonic()

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        if self._start is None:
            return datetime.now(UTC)
        return datetime.fromtimestamp(self._start.timestamp() + self._monotonic() - self._started, tz=UTC)

    def stamp(self) -> str:
        """The present moment as the archive writes it: UTC, whole seconds, ``Z``."""
        return stamp(self.now())


def _moment(now: str) -> datetime:
    try:
        return datetime.fromisoformat(now)
    except ValueError as error:
        raise ValueError(f"NOW is no ISO 8601 time: {now}") from error


def stamp(moment: datetime) -> str:
    """A moment (aware) as the archive writes it: UTC, whole seconds, ``Z``."""
    return moment.astimezone(UTC).isoformat()[:19] + "Z"
