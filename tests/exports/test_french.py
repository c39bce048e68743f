"""Dates, numbers and counts as French prints them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from exports import french

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-03-01T14:05:00+01:00", "1er mars 2026 à 14\u00a0h\u00a005"),
        ("2026-08-12T00:30:00+02:00", "12 août 2026 à 0\u00a0h\u00a030"),
        ("2025-12-31T23:30:00Z", "1er janvier 2026 à 0\u00a0h\u00a030"),  # as Paris saw it
        ("2026-07-14T10:00:00Z", "14 juillet 2026 à 12\u00a0h\u00a000"),  # in summer
        ("2019-02-03", "3 février 2019"),
        ("hier", "hier"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_date_is_told_in_french(moment: str | None, told: str) -> None:
    assert french.date(moment) == told


def test_a_day_is_told_without_its_hour() -> None:
    assert french.date("2026-03-01T14:05:00+01:00", time=False) == "1er mars 2026"


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-03-01T11:59:40Z", "à l’instant"),
        ("2026-03-01T09:00:00Z", "il y a 3 heures"),
        ("2026-02-27T12:00:00Z", "il y a 2 jours"),
        ("2025-11-20T12:00:00Z", "il y a 3 mois"),
        ("2024-01-01T00:00:00Z", "il y a 2 ans"),
        ("2026-03-01", ""),
        ("bientôt", ""),
    ],
)
def test_an_age_is_told_in_its_largest_unit(moment: str, told: str) -> None:
    assert french.ago(moment, NOW).replace("\u00a0", " ") == told


@pytest.mark.parametrize(
    ("value", "told"), [(0, "0"), (999, "999"), (1234567, "1\u202f234\u202f567"), (2.5, "2,5"), (None, "–")]
)
def test_numbers_have_thin_spaces_and_commas(value: float | None, told: str) -> None:
    assert french.number(value) == told


@pytest.mark.parametrize(
    ("value", "noun", "told"),
    [
        (0, "article", "0 article"),
        (1, "article", "1 article"),
        (2, "article", "2 articles"),
        (3, "avis", "3 avis"),
        (4, "mois", "4 mois"),
        (2, "commentaire récent", "2 commentaires récents"),
    ],
)
def test_counts_are_plural_from_two_on(value: int, noun: str, told: str) -> None:
    assert french.count(value, noun) == told.replace(" ", "\u00a0", 1)


def test_months_and_years_are_named() -> None:
    assert [french.month("2026-08"), french.month("2026")] == ["août 2026", "2026"]
