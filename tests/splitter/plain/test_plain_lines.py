"""Lines of text captures: wrapped or not, drawn or written, and the link marks of text browsers."""

from __future__ import annotations

import pytest

from crawler.splitter.plain.lines import join_lines, links_of, read_lines, wrap_width

WRAPPED = """\
   Le conducteur a klaxonné trois fois devant la mairie, qui n’a pas
   répondu. Son véhicule, qui est un gros et vieux tricycle franco-
   belge, a été saisi, puis rendu parce qu’il prenait toute la place
   d’un banc.

   Il est reparti à pied.
"""


def paragraphs(text: str) -> list[str]:
    lines, _ = read_lines(text)
    return [paragraph.text for paragraph in join_lines(lines, wrap_width(lines))]


def test_rows_of_wrapped_text_are_one_paragraph() -> None:
    assert paragraphs(WRAPPED) == [
        "Le conducteur a klaxonné trois fois devant la mairie, qui n’a pas répondu. Son véhicule, qui "
        "est un gros et vieux tricycle franco-belge, a été saisi, puis rendu parce qu’il prenait toute la "
        "place d’un banc.",
        "Il est reparti à pied.",
    ]


def test_lines_of_unwrapped_text_stand_for_themselves() -> None:
    text = (
        "Une ligne assez longue pour un paragraphe entier, et même un peu plus, d’une page sans aucun pli.\n"
    )
    assert len(paragraphs(text + "Une autre ligne.\n" + text * 2)) == 4


def test_items_of_a_wrapped_list_stay_apart() -> None:
    text = (
        "  * le premier, dont le texte va jusqu’au bord de la page et même\n    un peu plus loin\n"
        "  * le deuxième, qui lui aussi va jusqu’au bord de cette page-là\n  * le troisième\n"
        "  12. Le douzième va jusqu’au bord et se poursuit à la ligne d’un\n      mot\n"
    )
    assert [p.split()[1] for p in paragraphs(text)] == ["le", "le", "le", "Le"]


@pytest.mark.parametrize("drawn", ["-----", "=====", "* * *", "________", "........", "─────", "+", "*"])
def test_drawn_lines_are_empty(drawn: str) -> None:
    lines, _ = read_lines(f"avant\n{drawn}\naprès")
    assert [(line.text, line.after_blank) for line in lines] == [("avant", True), ("après", True)]


@pytest.mark.parametrize("written", ["!!!", "…", "?", "👍", "€", "+ / -"])
def test_signs_are_text(written: str) -> None:
    assert paragraphs(f"avant\n{written}\naprès") == ["avant", written, "après"]


def test_an_indent_counts_columns() -> None:
    lines, _ = read_lines("\ta\n\u00a0\u00a0b\n \tc\n\ufeff  d")
    assert [line.indent for line in lines] == [8, 2, 8, 2]


def test_link_marks_are_no_words_where_their_addresses_are_listed() -> None:
    text = "Sources : [1]La Gazette, AFP et [2]Reuters (voir [3])\n\nReferences\n\n 1. https://a.example/\n 2. https://b.example/"
    lines, addresses = read_lines(text)
    paragraph = join_lines(lines, None)[0]
    assert paragraph.text == "Sources : La Gazette, AFP et Reuters (voir [3])"
    assert links_of(paragraph, addresses) == [
        ("La Gazette", "https://a.example/"),
        ("Reuters (voir", "https://b.example/"),
    ]


def test_a_link_ends_before_a_title_of_the_press() -> None:
    lines, addresses = read_lines("[1]Roues et Talus et Le Parisien\nReferences\n1. https://a.example/")
    assert links_of(join_lines(lines, None)[0], addresses) == [("Roues et Talus", "https://a.example/")]


def test_numbers_in_brackets_are_words_where_no_list_explains_them() -> None:
    lines, addresses = read_lines("Selon une étude [1].\n\n1. https://a.example/")
    assert (lines[0].text, addresses) == ("Selon une étude [1].", {})
