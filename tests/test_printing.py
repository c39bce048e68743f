"""An article printed for a person: parts marked, thread indented, nothing that steers a terminal."""

from __future__ import annotations

import io
import os

import pytest

from crawler.demo.truth import true_articles
from crawler.demo.world import sample_world
from crawler.items import Article, Block, Comment, Opinion, Source
from crawler.printing import Printer

ARTICLES = list(true_articles(sample_world("http://127.0.0.1:8423/")).values())


def article(
    *blocks: Block, comments: tuple[Comment, ...] = (), pings: int = 0, declared: int | None = None
) -> Article:
    return Article(
        "https://cric.example/a", None, None, None, "Titre", None, ("Léa",), "2024-03-31T03:05:00+02:00", None, None,
        "Essais", (), None, blocks, (Source("AFP", None, "(AFP)"),), Opinion("Notre avis", ("Oui.",)), declared,
        comments, pings, None, (), (),
    )  # fmt: skip


def printed(one: Article, width: int = 60, colour: bool = False) -> str:
    return "\n".join(Printer(width, colour).article(one))


@pytest.mark.parametrize("width", [60, 80, 100])
@pytest.mark.parametrize("one", ARTICLES, ids=lambda one: one.url.rstrip("/").rpartition("/")[2])
def test_no_line_is_too_wide_and_no_word_is_lost(one: Article, width: int) -> None:
    lines = printed(one, width).splitlines()
    assert [line for line in lines if len(line.expandtabs()) > width and "http" not in line] == []
    words = " ".join(" ".join(lines).replace("│", " ").split())
    for block in one.blocks:
        if block.part in ("lead", "body", "opinion", "source", "credit"):
            assert " ".join(block.text.split()) in words
    for comment in one.comments:
        assert " ".join(comment.text.split()) in words


def test_the_opinion_is_framed_and_items_stand_together() -> None:
    text = printed(
        article(
            Block("body", "paragraph", "Un texte."),
            Block("opinion", "heading", "Notre avis", 2),
            Block("opinion", "list_item", "Le coffre"),
            Block("opinion", "list_item", "La banquette"),
            Block("source", "paragraph", "Source : Reuters"),
        )
    )
    assert text.splitlines()[4:] == [
        "Un texte.",
        "",
        "┌─ Avis de la rédaction " + "─" * 36,
        "│ Notre avis",
        "│",
        "│ • Le coffre",
        "│ • La banquette",
        "└" + "─" * 59,
        "",
        "▸ Source : Reuters",
        "",
        "▸ Source : AFP",
    ]


def test_a_table_stands_in_columns_where_they_fit() -> None:
    table = Block("body", "table", "\tBielle 7\tBielle 9\nPuissance\t90 ch\t110 ch")
    assert printed(article(table)).splitlines()[4:6] == [
        "           Bielle 7  Bielle 9",
        "Puissance  90 ch     110 ch",
    ]
    long = Block("body", "table", "Coffre\t" + "grand " * 8 + "\t" + "petit " * 8)
    assert printed(article(long)).splitlines()[4:7] == [
        "Coffre │ grand grand grand grand grand grand grand grand  │",
        "  petit petit petit petit petit petit petit petit",
        "",
    ]


def test_code_keeps_its_spaces_and_a_long_item_hangs_under_its_mark() -> None:
    code = Block("body", "code", "si froid:\n    chauffer()")
    item = Block("body", "list_item", "un coffre " * 8)
    assert (
        printed(article(code, item)).splitlines()[4:]
        == [
            "│ si froid:",
            "│     chauffer()",
            "",
            "• un coffre un coffre un coffre un coffre un coffre un",
            "  coffre un coffre un coffre",
            "",
            "▸ Source : AFP",
            "",
        ][:-1]
    )


def test_the_thread_says_what_its_counter_says() -> None:
    remark = Comment("1", None, 1, 1, None, None, True, None, None, "Bien.\nVu.", "lost")
    text = printed(article(comments=(remark,), pings=2, declared=5))
    assert "1 commentaire et 2 rétroliens (la page en annonce 5)" in text
    assert (
        "  └ (anonyme)  (rédaction)  réponse à un commentaire absent de la page\n    Bien.\n    Vu." in text
    )


def test_what_would_steer_a_terminal_is_not_printed() -> None:
    text = printed(article(Block("body", "paragraph", "a\x1b[2Jb\u202ec")), colour=True)
    assert "a[2Jbc" in text


def test_colours_are_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "300")
    assert (Printer.on(Terminal()).colour, Printer.on(Terminal()).width) == (True, 100)
    assert not Printer.on(io.StringIO()).colour
    monkeypatch.setitem(os.environ, "NO_COLOR", "1")
    assert not Printer.on(Terminal()).colour
