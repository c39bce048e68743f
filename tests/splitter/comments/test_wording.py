"""Words around names and dates, and that no line takes long to be told from them."""

from __future__ import annotations

import pytest

from crawler.splitter.comments.wording import (
    bare_name,
    before_date,
    is_filler,
    is_note,
    is_stub,
    may_be_a_name,
    pictured,
    replied_to,
    says_it_answers,
    says_whom_it_answers,
    without_colon,
    without_rules,
)


@pytest.mark.parametrize(
    "text",
    ["", "dit :", "a dit :", "Says:", "Posté par", "•", "| -", "le", "Commentaire de", "(le", "Posté le :"],
)
def test_filler(text: str) -> None:
    assert is_filler(text)


@pytest.mark.parametrize("text", ["lecture", "Paris", "ditto", "dit-on, oui", "12", "Oui.", "le chat", "😀"])
def test_no_filler(text: str) -> None:
    assert not is_filler(text)


@pytest.mark.parametrize("part", ["commentaire par ", "posté par ", "le ", "a dit ", "- ", "dit:", "par le "])
def test_no_line_takes_long(part: str) -> None:
    assert is_filler(part * 20_000)
    assert not is_filler(part * 20_000 + "x")


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Posté par Jean dit :", "Jean"),
        ("Par : Jean", "Jean"),
        ("By Jean", "Jean"),
        ("Jean says:", "Jean"),
        ("Jean a écrit :", "Jean"),
        ("Jean –", "Jean"),
        ("Jean-Loup", "Jean-Loup"),
        ("Parfait", "Parfait"),
        ("Byron", "Byron"),
        ("On dit", "On dit"),
    ],
)
def test_names(printed: str, name: str) -> None:
    assert bare_name(printed) == name


def test_names_in_labels() -> None:
    assert replied_to("Répondre à Jean-Loup") == "Jean-Loup"
    assert replied_to("Reply to Jean") == "Jean"
    assert replied_to("Auf Jean antworten") == "Jean"
    assert replied_to("Répondre") is None
    assert pictured("Avatar de Jean") == "Jean"
    assert pictured("Jean") == "Jean"
    assert [pictured(label) for label in ("Avatar", "user avatar", "")] == [None, None, None]


def test_the_rest() -> None:
    assert may_be_a_name("On")
    assert not may_be_a_name("dit")
    assert not may_be_a_name("•")
    assert without_colon("Jean :") == "Jean"
    assert without_rules("• le 12 mars 2019 -") == "le 12 mars 2019"
    assert [before_date(text) for text in ("Jean, le ", "Jean (", "Marcel", "Jean on ")] == [
        "Jean",
        "Jean",
        "Marcel",
        "Jean",
    ]
    assert is_note("Votre commentaire est en attente de modération.")
    assert not is_note("Mon commentaire est en attente de modération.")
    assert says_it_answers("En réponse à")
    assert says_it_answers("In reply to @")
    assert not says_it_answers("En réponse à tous,")


@pytest.mark.parametrize(
    "text",
    [
        "Ce commentaire a été supprimé par la modération.",
        "[Commentaire modéré]",
        "This comment was removed by a moderator because it didn't abide by our community standards.",
        "Dieser Kommentar wurde gelöscht.",
        "[deleted]",
    ],
)
def test_what_is_left_of_a_removed_comment(text: str) -> None:
    assert is_stub(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mon commentaire précédent a disparu.",
        "Le message est clair : on a supprimé les virages, et la suite.",
        "Bravo.",
    ],
)
def test_a_reader_may_speak_of_removing(text: str) -> None:
    assert not is_stub(text)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Réponse à @Jean :", True),
        ("In reply to Léa Roux :", True),
        ("Reply @jean :", True),
        ("Réponse à tous", False),
        ("Reply to come :-) soon", False),
        ("@Jean :", False),
    ],
)
def test_a_line_that_says_whom_it_answers(line: str, says: bool) -> None:
    assert says_whom_it_answers(line) is says
