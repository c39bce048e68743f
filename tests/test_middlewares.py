"""Retry-After in its two forms."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.middlewares import retry_after

NOW = datetime(2024, 5, 12, 8, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Sun, 12 May 2024 08:01:30 GMT", 90.0),
        ("Sun, 12 May 2024 07:00:00 GMT", 0.0),
        ("Sunday, 12-May-24 08:00:10 GMT", 10.0),
        ("", None),
        ("bientôt", None),
        ("-5", None),
        ("1.5", None),
    ],
)
def test_retry_after(header: str, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds
