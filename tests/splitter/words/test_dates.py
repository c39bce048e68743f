"""Dates as French, English and German pages print them."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import dateparser
import pytest

from crawler.splitter.words import dates
from crawler.splitter.words.dates import find_date, from_epoch_ms, read_date

SEEN = datetime.fromisoformat("2026-11-24T12:00:30+01:00")

ABSOLUTE = [
    ("15 novembre 2021 à 11 h 05 min", "2021-11-15T11:05:00+01:00"),
    ("15 novembre 2021 à 11 h 05", "2021-11-15T11:05:00+01:00"),
    ("23 février 2026 à 9:57", "2026-02-23T09:57:00+01:00"),
    ("27 octobre 2012 à 18:27 (", "2012-10-27T18:27:00+02:00"),  # a link stood behind the bracket
    ("4 août 2025\u00a0à\u00a000:42", "2025-08-04T00:42:00+02:00"),
    ("4 août 2025 à 00\u00a0:42", "2025-08-04T00:42:00+02:00"),
    ("4 août 2025 à 0\u202fh\u202f42", "2025-08-04T00:42:00+02:00"),
    ("3 mars 2012 à 14h05", "2012-03-03T14:05:00+01:00"),
    ("3 mars 2012 à 14h", "2012-03-03T14:00:00+01:00"),
    ("1er août 2023", "2023-08-01"),
    ("1er août 2023 à 9:57", "2023-08-01T09:57:00+02:00"),
    ("1er aou\u0302t 2023", "2023-08-01"),
    ("12 AOÛ 2010", "2010-08-12"),
    ("12 DÉCEMBRE 2010", "2010-12-12"),
    ("4 aout 2025", "2025-08-04"),
    ("mar. 12 mars 2019", "2019-03-12"),
    ("lundi 5 septembre 2019 - 14h05", "2019-09-05T14:05:00+02:00"),
    ("17.10.2024 - 14:05", "2024-10-17T14:05:00+02:00"),
    ("26 janv. 2016, 10:34", "2016-01-26T10:34:00+01:00"),
    ("12 mars 2019, 0h00", "2019-03-12T00:00:00+01:00"),
    ("June 13, 2014 - 10:25 am ET", "2014-06-13T10:25:00-04:00"),
    ("Jan. 3, 2015, 3:21 p.m. PT", "2015-01-03T15:21:00-08:00"),
    ("11 de Abril de 2014", "2014-04-11"),
    ("Actualizado lunes 05/07/2010 12:45", "2010-07-05T12:45:00+02:00"),
    ("10 de septiembre de 2013, 09:30", "2013-09-10T09:30:00+02:00"),
    ("Pubblicato il 4 luglio 2014 | 12:42", "2014-07-04T12:42:00+02:00"),
    ("(05 settembre 2011)", "2011-09-05"),
    ("lunedì 5 maggio 2014", "2014-05-05"),
    ("9:00AM BST 19 Jul 2012", "2012-07-19T09:00:00+01:00"),
    ("02/08/2023", "2023-08-02"),
    ("12 03 2019", "2019-03-12"),
    ("02-11-2023 • 16h43", "2023-11-02T16:43:00+01:00"),
    ("(22 juin 2018 @11h13)", "2018-06-22T11:13:00+02:00"),
    ("le mercredi 15 mai 2019 à 08h07", "2019-05-15T08:07:00+02:00"),
    ("7 mai 2020 - 12:38.", "2020-05-07T12:38:00+02:00"),
    ("14:05, 12 mars 2019", "2019-03-12T14:05:00+01:00"),
    ("Publié le 25 mai 2009 à 22:00", "2009-05-25T22:00:00+02:00"),
    ("PUBLIÉ LE : 25 MAI 2009", "2009-05-25"),
    ("MAJ le 12/03/2019", "2019-03-12"),
    ("Mis à jour 05 mars 2018", "2018-03-05"),
    ("Modifié le 5 mars 2018 à 8h00", "2018-03-05T08:00:00+01:00"),
    ("Act: 12.03.2019 14:05", "2019-03-12T14:05:00+01:00"),
    ("Le 06/04/2013 à 11:36", "2013-04-06T11:36:00+02:00"),
    ("Publié 12/03/2019 à 14:05 GMT+2", "2019-03-12T14:05:00+02:00"),
    ("12 mars 2019 à 14h05 (heure de Paris)", "2019-03-12T14:05:00+01:00"),
    ("Publié le 12 mars 2019 à 10h00, mis à jour le 13 mars 2019 à 11h00", "2019-03-12T10:00:00+01:00"),
    ("March 12, 2019 at 2:05 pm", "2019-03-12T14:05:00+01:00"),
    ("March 12th, 2019 at 12:05 AM", "2019-03-12T00:05:00+01:00"),
    ("12th of March 2019", "2019-03-12"),
    ("12. März 2019 um 14:05 Uhr", "2019-03-12T14:05:00+01:00"),
    ("Mittwoch, 3. April 2024, 09:15 Uhr", "2024-04-03T09:15:00+02:00"),
    ("12/25/2019", "2019-12-25"),
    ("12/03/19", "2019-03-12"),
    ("2019/03/12", "2019-03-12"),
]
ISO = [
    ("2019-03-12", "2019-03-12"),
    ("2019-03-12T14:05", "2019-03-12T14:05:00+01:00"),
    ("2019-07-12T14:05:07", "2019-07-12T14:05:07+02:00"),
    (" 2019-03-12 14:05:07 ", "2019-03-12T14:05:07+01:00"),
    ("2019-03-12T14:05:07Z", "2019-03-12T14:05:07+00:00"),
    ("2019-03-12T14:05:07.123+0100", "2019-03-12T14:05:07+01:00"),
    ("2019-03-12T14:05:07-05:00", "2019-03-12T14:05:07-05:00"),
    ("2023-11-02T1643", "2023-11-02T16:43:00+01:00"),
    ("Tue, 12 Mar 2019 14:05:00 +0100", "2019-03-12T14:05:00+01:00"),
]
NO_DATE = [
    "", " ", "7h", "14h05", "mars 2019", "2019", "le", "Publié le par Léa", "12 mars 1955",
    "30 novembre -0001", "0000-00-00T00:00:00", "2019-02-30", "31/02/2019", "12/03/20192019", "12 mars 2019 à 25h10",
    "Le 12 mars 2019, Renault a annoncé sa fusion.", "Le 12 mars 2019 restera dans les mémoires",
    "En 2019, 12 voitures et 3 motos", "x" * 5000,
]  # fmt: skip
AGAINST_SEEN = [
    ("il y a 3 heures", "2026-11-24T09:00:00+01:00"),
    ("il y a 3\u00a0h", "2026-11-24T09:00:00+01:00"),
    ("Publié il y a une heure", "2026-11-24T11:00:00+01:00"),
    ("il y a 2 jours", "2026-11-22"),
    ("il y a 1 heure 51 minutes", "2026-11-24T10:09:00+01:00"),
    ("il y a 1 mois et 3 jours", "2026-10-21"),
    ("il y a 2 jours 13 heures", "2026-11-21"),
    ("1 hour, 51 minutes ago", "2026-11-24T10:09:00+01:00"),
    ("1 Stunde 51 Minuten her", "2026-11-24T10:09:00+01:00"),
    ("1 Monat her", "2026-10-24"),
    ("il y a 2 mois", "2026-09-24"),
    ("il y a 2 ans", "2024-11-24"),
    ("hier à 14h05", "2026-11-23T14:05:00+01:00"),
    ("avant-hier", "2026-11-22"),
    ("aujourd’hui à 9:57", "2026-11-24T09:57:00+01:00"),
    ("3 years ago", "2023-11-24"),
    ("yesterday at 2:05 pm", "2026-11-23T14:05:00+01:00"),
    ("vor 3 Stunden", "2026-11-24T09:00:00+01:00"),
    ("vor 2 Tagen", "2026-11-22"),
    ("gestern um 9:15 Uhr", "2026-11-23T09:15:00+01:00"),
    ("4 octobre", "2026-10-04"),
    ("Le 03 décembre à 15h00", "2025-12-03T15:00:00+01:00"),
    ("Le 2 juillet à 08:19", "2026-07-02T08:19:00+02:00"),
    ("29 février", "2024-02-29"),
    ("October 4 at 2:05 pm", "2026-10-04T14:05:00+02:00"),
]


def test_the_parts_of_over_blogs_dates_are_joined() -> None:
    found = find_date("2 04 /06 /Juin /2013 21:15")
    assert found == ("2013-06-04T21:15:00+02:00", "04/06/2013 21:15")


@pytest.mark.parametrize(("text", "expected"), ABSOLUTE + ISO)
def test_a_full_date_is_read_with_its_offset(text: str, expected: str) -> None:
    assert read_date(text) == expected
    assert read_date(text, seen_at=SEEN) == expected


@pytest.mark.parametrize(("text", "expected"), ABSOLUTE + ISO)
def test_exact_forms_never_reach_dateparser(
    text: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dates, "_guess", lambda *_: pytest.fail("the slow fallback was asked"))
    assert read_date(text) == expected


@pytest.mark.parametrize("text", NO_DATE)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None
    assert read_date(text, seen_at=SEEN) is None


@pytest.mark.parametrize(("text", "expected"), AGAINST_SEEN)
def test_relative_dates_and_dates_without_a_year_need_the_moment_of_the_capture(
    text: str, expected: str
) -> None:
    assert read_date(text) is None
    assert read_date(text, seen_at=SEEN) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31 mars 2019 à 01:59", "2019-03-31T01:59:00+01:00"),
        ("31 mars 2019 à 03:00", "2019-03-31T03:00:00+02:00"),
        ("27 octobre 2019 à 01:59", "2019-10-27T01:59:00+02:00"),
        ("27 octobre 2019 à 02:30", "2019-10-27T02:30:00+02:00"),  # comes twice: the first
        ("27 octobre 2019 à 03:00", "2019-10-27T03:00:00+01:00"),
    ],
)
def test_daylight_saving_time_of_paris(text: str, expected: str) -> None:
    assert read_date(text) == expected


def test_three_hours_ago_are_three_hours_on_the_night_the_clock_changes() -> None:
    seen = datetime.fromisoformat("2019-10-27T04:00:00+01:00")
    assert read_date("il y a 3 heures", seen_at=seen) == "2019-10-27T02:00:00+02:00"


def test_the_zone_is_the_one_asked_for() -> None:
    assert read_date("12 juillet 2019 à 14h05", "America/Montreal") == "2019-07-12T14:05:00-04:00"
    assert read_date("12 juillet 2019 à 14h05 UTC", "America/Montreal") == "2019-07-12T14:05:00+00:00"
    assert read_date("hier à 23h00", "Asia/Tokyo", SEEN) == "2026-11-23T23:00:00+09:00"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Soumis par Léa le 7 mai 2020 - 12:38.", ("2020-05-07T12:38:00+02:00", "7 mai 2020 - 12:38")),
        ("1. Le 3 mars 2012, 14:05 par Zoé", ("2012-03-03T14:05:00+01:00", "3 mars 2012, 14:05")),
        ("Écrit par : Ludo  |  12/03/2019", ("2019-03-12", "12/03/2019")),
        ("Réponse du 1er août 2023 puis du 4 août 2023", ("2023-08-01", "1er août 2023")),
        ("vu 2019-03-12T14:05:00Z ici", ("2019-03-12T14:05:00+00:00", "2019-03-12T14:05:00Z")),
        ("Posté par Léa, 4 octobre", None),
        ("Rien que du texte", None),
    ],
)
def test_a_date_inside_a_line_is_found_with_its_text(text: str, expected: tuple[str, str] | None) -> None:
    assert find_date(text) == expected


def test_a_relative_date_inside_a_line_needs_the_moment_of_the_capture() -> None:
    assert find_date("Léa, il y a 2 jours :", seen_at=SEEN) == ("2026-11-22", "il y a 2 jours")
    assert find_date("il y a 2 jours 5 avis", seen_at=SEEN) == ("2026-11-22", "il y a 2 jours")


def test_epoch_milliseconds() -> None:
    assert from_epoch_ms(1552395900000) == "2019-03-12T14:05:00+01:00"
    assert from_epoch_ms(10**18) is None
    assert from_epoch_ms(0) is None


def test_dateparser_is_asked_last_and_agrees() -> None:
    """The fallback reads what no exact form does; where dateparser reads an exact form, it says the same."""
    assert read_date("2019, 12 mars") == "2019-03-12"
    assert read_date("12 mars en 2019, 14h05") == "2019-03-12T14:05:00+01:00"
    disagreements = []
    for text, expected in ABSOLUTE:
        other = dateparser.parse(text, languages=["fr"], settings={"PARSERS": ["absolute-time"]})
        if other is not None and not other.isoformat().startswith(expected[:16]):
            disagreements.append((text, expected, other))
    assert [text for text, _, _ in disagreements] == []


@pytest.mark.parametrize(
    "text",
    [
        "14 mai 2021 par Gustave Durit",
        "3 mars 2024 Berthe Culasse essais",
        "Par Edmée, lundi 16 mai 2022",
        "Essai du 12/05/2021, version 2",
        "Modèle 2021-2022, 186 cm",
    ],
)
def test_a_line_with_another_word_is_not_guessed_at(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dates, "_guess", lambda *_: pytest.fail("the slow fallback was asked"))
    assert read_date(text) is None


def test_an_exact_form_costs_microseconds() -> None:
    """dateparser takes some 600 µs; the bound leaves room for a slow, busy machine."""
    start = time.process_time()
    for _ in range(2000):
        read_date("15 novembre 2021 à 11 h 05 min")
    assert (time.process_time() - start) / 2000 < 100e-6


def test_the_weekday_says_which_number_is_the_month() -> None:
    assert read_date("Mon, 02/07/2022 - 21:33") == "2022-02-07T21:33:00+01:00"
    assert read_date("lundi 07/02/2022") == "2022-02-07"
    assert read_date("02/07/2022") == "2022-07-02"


@pytest.mark.parametrize(
    "text", ["12-09-12 14:05", "12/9/12, 14:05", "12.9.12 à 14:05", "12.09.12 à 14 h 05"]
)
def test_a_short_year_is_one_before_a_time(text: str) -> None:
    assert read_date(text) == "2012-09-12T14:05:00+02:00"
    assert read_date("8.09.26") is None  # a version has as many numbers


def test_a_name_that_ends_like_a_number_word_hides_no_date() -> None:
    seen_at = datetime(2020, 5, 10, 12, tzinfo=UTC)
    assert find_date("Clara 4 days ago", seen_at=seen_at) == ("2020-05-06", "4 days ago")
    assert find_date("V12forever 3 months ago", seen_at=seen_at) == ("2020-02-10", "3 months ago")
