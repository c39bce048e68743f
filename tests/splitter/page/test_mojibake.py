"""Double encodings are mended where that is certain, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.splitter import split
from crawler.splitter.page.mojibake import mended

FRENCH = "L’été dernier, à Noël, la voiture a coûté 1 000 € : « trop cher », dit-on à l’œil nu…"


def twice(text: str) -> str:
    """As a browser shows UTF-8 that was read as Windows-1252 and written as UTF-8 again."""
    return (
        text.encode().decode("cp1252", "surrogateescape").translate({0xDC80 + n: 0x80 + n for n in range(32)})
    )


def test_a_page_encoded_twice_is_mended() -> None:
    assert mended(f"<p>{twice(FRENCH)}</p><p>{twice('Où ? Là !')}</p>") == f"<p>{FRENCH}</p><p>Où ? Là !</p>"


def test_a_page_encoded_three_times_is_mended() -> None:
    assert mended(f"<p>{twice(twice(FRENCH))}</p>") == f"<p>{FRENCH}</p>"


def test_what_is_right_beside_it_stays_right() -> None:
    assert mended(f"<a>Été</a><p>{twice(FRENCH)}</p>") == f"<a>Été</a><p>{FRENCH}</p>"


def test_a_no_break_space_that_became_a_plain_one_is_known() -> None:
    assert (
        mended("<p>" + twice("été à l’école à pied").replace("\xa0", "") + "</p>")
        == "<p>été à l’école à pied</p>"
    )


@pytest.mark.parametrize(
    "text",
    [
        FRENCH,
        "Écrire « Ã© » pour « é », c’est l’encoder deux fois.",  # speaks of it, and writes the rest right
        "L'article s'affiche avec des Ã© partout",  # once is no evidence
        "<p>SÃO PAULO</p><p>SÃO JOÃO</p><p>PÃO</p>",  # Portuguese capitals
        "<p>ÂGE, CHÂTEAU, PÂTE</p>",
        "<p>Ãƒ inachevé</p>" * 4,
    ],
)
def test_what_is_not_certain_stays_as_it_is(text: str) -> None:
    assert mended(text) is text


@given(st.text())
def test_any_text_without_the_marks_is_returned_itself(text: str) -> None:
    if "Ã" not in text and "â€" not in text:
        assert mended(text) is text


def test_the_splitter_reads_a_page_encoded_twice() -> None:
    page = f"<!doctype html><meta charset=utf-8><title>Été</title><h1>Été</h1><p>{twice(FRENCH * 3)}</p>"
    assert split(page.encode()).body == (FRENCH * 3,)
