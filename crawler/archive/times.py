"""Moments as the archive sorts them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

_EPOCH, _EPOCH_UTC = datetime(1970, 1, 1), datetime(1970, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=4096)  # a visit asks for each of its dates twice: for the comment's row, and for the plan
def utc(moment: str | None) -> str | None:
    """An ISO 8601 time in UTC with ``Z``, to sort by; a date alone stays a date; None when it is neither."""
    if moment is None or len(moment) <= 10:
        return moment
    try:
        parsed = datetime.fromisoformat(moment)
    except ValueError:
        return None
    if parsed.tzinfo is None:
        return None
    try:
        naive = _EPOCH + (parsed - _EPOCH_UTC)  # printed in half the time that an aware one takes
        return naive.isoformat()[:19] + "Z"
    except OverflowError:  # year 1 or 9999, shifted over the edge
        return None


def moment(stamp: str) -> datetime:
    """A stored UTC time or date as an aware datetime. Raises ValueError when it is neither."""
    parsed = datetime.fromisoformat(stamp)
    return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
