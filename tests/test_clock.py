from datetime import UTC, datetime

import pytest

from crawler.clock import Clock


def test_a_set_clock_starts_at_its_time_and_runs_on() -> None:
    ticks = iter([100.0, 100.0, 190.0])
    clock = Clock("2026-03-29T01:00:00+01:00", monotonic=lambda: next(ticks))
    assert clock.now() == datetime(2026, 3, 29, 0, 0, tzinfo=UTC)
    assert clock.stamp() == "2026-03-29T00:01:30Z"


def test_a_time_without_offset_is_utc() -> None:
    assert Clock("2024-01-01").now().date().isoformat() == "2024-01-01"


def test_no_time_is_refused() -> None:
    with pytest.raises(ValueError, match="yesterday"):
        Clock("yesterday")
