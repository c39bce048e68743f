"""Word against word: what a person reads as changed, and nothing lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.archive.worddiff import Piece, word_diff


def told(before: str | None, after: str | None) -> str:
    """[-what went-]{+what came+}"""
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks[piece.op].format(piece.text) for piece in word_diff(before, after))


@pytest.mark.parametrize(
    ("before", "after", "read"),
    [
        ("Trois jours en ville.", "Trois jours en ville.", "Trois jours en ville."),
        ("Trois jours en ville.", "Quatre jours en ville.", "[-Trois -]{+Quatre +}jours en ville."),
        ("Le prix : 24 990 €.", "Le prix : 25 990 €.", "Le prix : [-24 -]{+25 +}990 €."),
        ("L’essai de la Zoé.", "L’essai de la Zoé, enfin.", "L’essai de la Zoé{+, enfin+}."),
        ("Un.\n\nDeux.", "Un.\n\nEntre.\n\nDeux.", "Un.\n\n{+Entre.\n\n+}Deux."),
        (None, "Tout neuf.", "{+Tout neuf.+}"),
        ("Parti.", None, "[-Parti.-]"),
        ("", "", ""),
        ("a, b", "c, d", "[-a, b-]{+c, d+}"),  # the comma is no common ground
    ],
)
def test_what_is_read_as_changed(before: str | None, after: str | None, read: str) -> None:
    assert told(before, after) == read


_TEXTS = st.text(alphabet="ab é’\n .,\u00a0", max_size=60)


@given(_TEXTS, _TEXTS)
def test_both_texts_can_be_read_out_of_it(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert "".join(piece.text for piece in pieces if piece.op != "added") == before
    assert "".join(piece.text for piece in pieces if piece.op != "removed") == after
    assert all(piece.text for piece in pieces)


def test_a_long_text_with_one_word_changed_is_one_change() -> None:
    paragraphs = [f"Paragraphe {n} avec son lot de mots ordinaires, et un point." for n in range(2000)]
    changed = [*paragraphs[:1000], paragraphs[1000].replace("ordinaires", "rares"), *paragraphs[1001:]]
    pieces = word_diff("\n\n".join(paragraphs), "\n\n".join(changed))
    assert [piece for piece in pieces if piece.op != "same"] == [
        Piece("removed", "ordinaires"), Piece("added", "rares"),
    ]  # fmt: skip
