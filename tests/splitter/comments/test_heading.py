"""The number of comments declared in a line of their area."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement, fromstring

from crawler.splitter.comments.base import Found
from crawler.splitter.comments.heading import declared_count, heads_comments


def declared(markup: str) -> int | None:
    area: HtmlElement = fromstring(f'<div id="comments">{markup}</div>')
    found = [Found(node) for node in area.xpath(".//li")]
    return declared_count([area], found)


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("10 commentaires", 10),
        ("All Comments (30)", 30),
        ("<span>10</span> <span>Commentaires</span>", 10),
        ("0Commentaire", 0),
        ("Une réflexion au sujet de « <span>Le GPS boudeur</span> »", 1),
        ("3 réflexions au sujet de « Le GPS boudeur »", 3),
        ("39 commentaires au sujet de «&nbsp;Le GPS boudeur&nbsp;»", 39),
        ("Aucun commentaire", 0),
        ("3 Responses to “The sulking GPS”", 3),
        ("One thought on “The sulking GPS”", 1),
        ("36 Kommentare", 36),
        ("Commentaires (1\u202f234)", 1234),
        ("1\u202f234 commentaires", 1234),
        ("3 messages", 3),
        ("Discussion <b>2 commentaires</b>", 2),
        ("insgesamt 87 Beiträge", 87),
        ("Reader Comments (2)", 2),
        ("Postings: 214", 214),
        ("3 commentaires postés", 3),
        ("12 comments and 3 pingbacks", 12),
        ("1–20 sur 45 commentaires", 45),
        ("3 avis de lecteurs", 3),
        ("Vos avis", None),
        ("{ 5 commentaires… lisez-les ci-dessous ou ajoutez le vôtre }", 5),
        ("{ 1 comment… read it below or add one }", 1),
        ("Réagissez à cet article (5 commentaires)", 5),
        ("4 com’s", 4),
        ("Comments in chronological order (Total 3 comments)", 3),
    ],
)
def test_what_headings_declare(heading: str, number: int | None) -> None:
    assert declared(f"<h3>{heading}</h3><ol><li>Bonjour</li></ol>") == number


def test_a_comment_declares_nothing() -> None:
    assert declared("<h3>Vos avis</h3><ol><li><p>3 commentaires</p></li></ol>") is None


def test_the_first_line_counts() -> None:
    assert declared("<h3>4 commentaires</h3><ol><li>Bonjour</li></ol><p>12 commentaires</p>") == 4


@pytest.mark.parametrize(
    "line",
    [
        "Vos réactions",
        "Avis des lecteurs",
        "Réactions de nos lecteurs",
        "Leser*innenkommentare",
        "Forum",
        "Discussion",
        "2 Responses to “X”",
    ],
)
def test_what_heads_comments(line: str) -> None:
    assert heads_comments(line)


@pytest.mark.parametrize(
    "line",
    [
        "Les avis des propriétaires",
        "Réactions de la presse",
        "Les réactions d’élus",
        "Commentaires clients",
        "Le direct commenté",
        "Comment faire ?",
        "Updates",
    ],
)
def test_what_heads_something_else(line: str) -> None:
    assert not heads_comments(line)


@pytest.mark.parametrize(
    "line",
    [
        "Les commentaires sont la propriété de leurs auteurs. Nous ne sommes pas responsables de leur contenu.",
        "The comments are owned by the poster. We aren't responsible for their content.",
        "Les derniers messages du forum à propos de cet article",
    ],
)
def test_lines_of_portals_stand_above_comments(line: str) -> None:
    assert heads_comments(line)


def test_messages_of_a_forum_on_anything_head_no_comments() -> None:
    assert not heads_comments("Les derniers messages du forum")
