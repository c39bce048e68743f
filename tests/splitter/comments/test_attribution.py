"""Author and date told apart in the one line that prints both."""

from __future__ import annotations

from datetime import datetime

import pytest
from lxml.html import fromstring

from crawler.splitter.comments.attribution import (
    Attribution,
    author_name,
    date_of,
    may_be_dated,
    read_attribution,
    settle_slashed_dates,
)
from crawler.splitter.comments.base import Context, Found
from crawler.splitter.page.finder import Finder


def context(seen_at: str | None = None) -> Context:
    moment = datetime.fromisoformat(seen_at) if seen_at else None
    return Context(Finder(fromstring("<p>page</p>")), None, "Europe/Paris", moment)


@pytest.mark.parametrize(
    ("line", "author", "date", "raw"),
    [
        ("Par Léa, le 7 mai 2020 à 12:38", "Léa", "2020-05-07T12:38:00+02:00", "7 mai 2020 à 12:38"),
        ("Léa Roue - 3 juin 2008, par mail", "Léa Roue", "2008-06-03", "3 juin 2008"),
        ("Soumis par Léa (non vérifié) le jeu, 07/05/2020 - 12:38.", "Léa", "2020-05-07T12:38:00+02:00", "jeu, 07/05/2020 - 12:38"),
        ("Le mercredi, mai 7 2008, 12:38 par Nom", "Nom", "2008-05-07T12:38:00+02:00", "mercredi, mai 7 2008, 12:38"),
        ("Léa | Di, 21. April 2020 - 16:40", "Léa", "2020-04-21T16:40:00+02:00", "Di, 21. April 2020 - 16:40"),
        ("Marie-Orange - Le 22/01/2020 à 12:01:03", "Marie-Orange", "2020-01-22T12:01:03+01:00", "22/01/2020 à 12:01:03"),
        ("jeu, 07/05/2009 - 12:38 — Le Gaulois", "Le Gaulois", "2009-05-07T12:38:00+02:00", "jeu, 07/05/2009 - 12:38"),
        ("Commentaire n°12 posté par Saunier le 12/05/2010 à 10h23", "Saunier", "2010-05-12T10:23:00+02:00", "12/05/2010 à 10h23"),
        ("#3 — Radler, 23. August 2015, 12:30 Uhr", "Radler", "2015-08-23T12:30:00+02:00", "23. August 2015, 12:30 Uhr"),
        ("Écrit par : Péniche | dimanche, 12 mai 2013", "Péniche", "2013-05-12", "dimanche, 12 mai 2013"),
        ("7:56 PM, November 07, 2006", None, "2006-11-07T19:56:00+01:00", "7:56 PM, November 07, 2006"),
        ("Frein à main 7:56 PM, November 07, 2006", "Frein à main", "2006-11-07T19:56:00+01:00", "7:56 PM, November 07, 2006"),
        ("Momo, 24 août 2014 à 12:00", "Momo", "2014-08-24T12:00:00+02:00", "24 août 2014 à 12:00"),
        ("♥♥ 12/05/2010", "♥♥", "2010-05-12", "12/05/2010"),
    ],
)  # fmt: skip
def test_a_line_is_split(line: str, author: str | None, date: str, raw: str) -> None:
    assert read_attribution(context(), line) == Attribution(author, date, raw)


def test_a_date_without_a_year_keeps_what_was_printed() -> None:
    line = "Le 17 juillet à 22:09, par Horace"
    assert read_attribution(context(), line) == Attribution("Horace", None, "17 juillet à 22:09")
    seen = context("2019-08-01T00:00:00+02:00")
    assert read_attribution(seen, line).date == "2019-07-17T22:09:00+02:00"


def test_a_relative_date_is_read_against_the_capture_alone() -> None:
    assert read_attribution(context(), "Léa il y a 3 heures") == Attribution("Léa", None, "il y a 3 heures")
    seen = context("2019-08-01T12:00:00+02:00")
    assert read_attribution(seen, "Léa il y a 3 heures").date == "2019-08-01T09:00:00+02:00"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tarun K. said...", "Tarun K."),
        ("Anonyme a dit…", "Anonyme"),
        ("par Horace", "Horace"),
        ("Robert D.", "Robert D."),
        ("De Gaulle", "De Gaulle"),
        ("von der Leine", "von der Leine"),
        ("jean-le", "jean-le"),
        ("75010", "75010"),
        (" , ", None),
        ("", None),
    ],
)
def test_a_name_loses_the_words_around_it_and_no_part_of_itself(text: str, name: str | None) -> None:
    assert author_name(text) == name


def test_of_several_dates_the_first_that_reads_is_taken() -> None:
    assert date_of(context(), "", None, "n'importe quoi", "02-11-2023 • 16h43") == (
        "2023-11-02T16:43:00+01:00",
        "02-11-2023 • 16h43",
    )
    assert date_of(context(), "bientôt", None) == (None, "bientôt")
    assert date_of(context()) == (None, None)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("# , par Horace, en réponse à Léa :", "Horace"),
        ("Kommentar von Ilse", "Ilse"),
        ("Commentaire par : Hervé B.", "Hervé B."),
        ("Abonnée", None),
        ("Tonton »", "Tonton"),
        ("Par Lucette (Dijon),", "Lucette (Dijon)"),
        ("Léa (", "Léa"),
        ("@Léa to @Jean", "Léa"),
        ("Léa a réagi, le", "Léa"),
        ("⋅ Léa ⋅", "Léa"),
        ("Léa @ Lyon", "Léa @ Lyon"),
    ],
)
def test_a_name_without_what_it_answers_and_is_called(printed: str, name: str | None) -> None:
    assert author_name(printed) == name


def test_a_day_and_an_hour_without_a_year_are_a_raw_date() -> None:
    line = "Posted by Lou Nut on 03/12 at 02:05 PM"
    assert read_attribution(context(), line) == Attribution("Lou Nut", None, "03/12 at 02:05 PM")


def settled(*raws: str) -> list[str | None]:
    node = fromstring("<p>Oui.</p>")
    comments = [Found(node, date=read_attribution(context(), raw).date, raw_date=raw) for raw in raws]
    settle_slashed_dates(context(), comments)
    return [comment.date for comment in comments]


@pytest.mark.parametrize(
    ("raws", "dates"),
    [
        (("02/08/2022", "03/25/2022"), ["2022-02-08", "2022-03-25"]),
        (("Tue, 02/08/2022", "Mon, 02/07/2022"), ["2022-02-08", "2022-02-07"]),
        (("02/08/2022", "03/04/2022"), ["2022-08-02", "2022-04-03"]),
        (("02/08/2022", "25/03/2022", "03/25/2022"), ["2022-08-02", "2022-03-25", "2022-03-25"]),
    ],
)
def test_one_date_settles_the_order_of_all(raws: tuple[str, ...], dates: list[str]) -> None:
    assert settled(*raws) == dates


@pytest.mark.parametrize(
    "text", ["il y a 3 ans", "12/03/2014", "März 7, 2018", "3 Jahre zuvor", "12 mars", "2014-03-12"]
)
def test_what_dates_are_made_of(text: str) -> None:
    assert may_be_dated(text)


@pytest.mark.parametrize("text", ["Article 12", "Jardin 3000", "Bonjour", "12 mars " * 30])
def test_what_holds_no_date(text: str) -> None:
    assert not may_be_dated(text)
