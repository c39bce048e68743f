"""How a comment begins in a text capture, as tables."""

from __future__ import annotations

import pytest

from crawler.splitter.plain.headers import (
    is_button,
    is_pending_notice,
    is_ping,
    label_of,
    number_of,
    read_header,
)
from crawler.splitter.plain.lines import read_lines

HEADERS = [
    ("Momo dit :", "Momo", None, True),
    ("1. Momo a dit :", "Momo", None, True),
    ("o Momo dit :", "Momo", None, True),
    ("Momo a écrit le 3 juin 2019 à 9 h 05 :", "Momo", "3 juin 2019 à 9 h 05", True),
    ("Momo dit :\n3 juin 2019 à 9 h 05 min", "Momo", "3 juin 2019 à 9 h 05 min", True),
    ("Le 3 juin 2019 à 9:05, Momo a écrit :", "Momo", "3 juin 2019 à 9:05", True),
    ("Posté par Momo du 93 le 3 juin 2019", "Momo du 93", "3 juin 2019", True),
    ("Par Momo, le 03/06/2019", "Momo", "03/06/2019", True),
    ("Momo | 3 juin 2019 à 9 h 05", "Momo", "3 juin 2019 à 9 h 05", True),
    ("Momo, hier à 9:05", "Momo", "hier à 9:05", True),
    ("Momo (3 juin 2019)", "Momo", "3 juin 2019", False),
    ("Momo\n3 juin 2019", "Momo", "3 juin 2019", False),
    ("Moe says:\nMarch 4, 2019 at 9:42 am", "Moe", "March 4, 2019 at 9:42 am", True),
    ("Momo sagt:\n12. März 2019 um 15:42 Uhr", "Momo", "12. März 2019 um 15:42 Uhr", True),
    ("Momo · il y a 3 heures", "Momo", "il y a 3 heures", False),
]

NO_HEADERS = [
    "Momo",
    "Elle est sortie le 3 juin 2019",
    "Une phrase bien trop longue pour un pseudo, écrite le 3 juin 2019",
    "le 3 juin 2019",
    "Il me dit que non.",
    "Texte.\n3 juin 2019",
    "Momo :",
    "Momo\n\n3 juin 2019",
]


@pytest.mark.parametrize(("text", "author", "date", "sure"), HEADERS)
def test_headers(text: str, author: str, date: str | None, sure: bool) -> None:
    lines, _ = read_lines(text)
    header = read_header(lines, 0)
    assert header is not None
    assert (header.author, header.date, header.sure, header.rows) == (author, date, sure, len(lines))


@pytest.mark.parametrize("text", NO_HEADERS)
def test_what_is_no_header(text: str) -> None:
    lines, _ = read_lines(text)
    assert read_header(lines, 0) is None


def test_labels() -> None:
    assert [number_of(label_of(text)) for text in ("1. a", "12) b", "* c", "d")] == [1, 12, None, None]
    assert label_of("o Momo dit :") is None
    assert label_of("o Momo dit :", headed=True) is not None
    assert label_of("3.5 litres") is None


def test_buttons_notices_and_pings() -> None:
    assert all(map(is_button, ("Répondre", "Répondre à Momo", "Répondre ↓", "Signaler un abus", "Reply")))
    assert not any(map(is_button, ("Répondre à cela est difficile, dit-il.", "Citer ses sources")))
    assert is_pending_notice("Votre commentaire est en attente de modération.")
    assert is_pending_notice("Commentaire en attente")
    assert is_pending_notice("Your comment is awaiting moderation.")
    assert not is_pending_notice("Mon commentaire est en attente depuis hier, merci.")
    assert is_ping("Pingback: Titre")
    assert not is_ping("Pingback, dit-il")
