"""The ready questions as pages: a list of them, and each with its form, its answer and files to take away."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import Response

from crawler.archive.inflection import fold
from exports import french
from exports.queries import Query, all_queries
from exports.reader import troubles
from exports.reader.answers import html, message, page
from exports.reader.archives import ask
from exports.sql import Connection, Row, site_titles

SHOWN = 200  # rows of an answer; a file has them all
LETTERS = 600  # of a text in a cell
SHORT = 30  # letters of a text that stays on one line

# Columns are named for SQL, without accents; readers see words.
_HEADINGS = {
    "article_id": "article", "capture_id": "page brute", "commentaire_id": "identifiant",
    "en_reponse_a": "en réponse à", "mot_cle": "mot-clé", "target": "autre source", "url": "adresse",
    "weight": "articles",
}  # fmt: skip
_ACCENTS = {
    "annee": "année", "annonces": "annoncés", "apres": "après", "archives": "archivés",
    "constate": "constaté", "debut": "début", "decision": "décision", "derniere": "dernière",
    "detail": "détail", "difference": "différence", "echec": "échec", "echecs": "échecs",
    "etape": "étape", "etat": "état", "inchanges": "inchangés", "mediane": "médiane", "modifie": "modifié",
    "modifies": "modifiés", "premiere": "première", "requetes": "requêtes", "retire": "retiré",
    "retires": "retirés",
}  # fmt: skip
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\S+)?")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as it is shown: a number, or text. ``article`` is the number of the article it leads to."""

    value: str | int | float
    article: int | None = None
    is_address: bool = False

    @property
    def is_short(self) -> bool:
        """Better on one line: a date, a name."""
        return isinstance(self.value, str) and len(self.value.strip()) < SHORT


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of an answer, SHOWN at most; ``is_cut`` says that there are more."""

    header: tuple[str, ...]
    table: tuple[tuple[Cell, ...], ...]
    is_cut: bool
    names_articles: bool


@page
async def questions_page(datasette: Any, request: Any) -> Response:
    name, _ = await ask(datasette, request, lambda conn: None)
    questions = sorted(all_queries(), key=lambda query: fold(query.title))
    return await html(datasette, request, "archive_questions.html", name, questions=questions)


@page
async def question_page(datasette: Any, request: Any) -> Response:
    asked = request.url_vars["question"]
    query = next((query for query in all_queries() if query.name == asked), None)
    if query is None:
        told = "L’archive n’a pas de question de ce nom."
        return await message(datasette, request, 404, "Pas de question ici", told)
    values = {name: (request.args.get(name) or "").strip() for name, _ in query.parameters}
    missing = [name for name, hint in query.parameters if "vide" not in hint and not values[name]]
    name, (found, sites) = await ask(
        datasette, request, lambda conn: (answer(conn, query, values), site_titles(conn))
    )
    address = datasette.urls.query(name, query.name)
    return await html(
        datasette, request, "archive_question.html", name,
        query=query, values=values, missing=missing, found=found, sites=sites,
        shown_rows=SHOWN, letters=LETTERS,
        link=lambda form="": f"{address}{form}?{urlencode(values)}" if values else f"{address}{form}",
    )  # fmt: skip


def answer(conn: Connection, query: Query, values: Mapping[str, str]) -> Answer:
    """What the archive answers."""
    cursor = conn.execute(query.sql, values)
    names = tuple(column[0] for column in cursor.description)
    found = [dict(zip(names, row, strict=True)) for row in islice(cursor, SHOWN + 1)]
    return Answer(
        tuple(map(heading, names)),
        tuple(tuple(_cell(name, row) for name in names) for row in found[:SHOWN]),
        len(found) > SHOWN,
        "article_id" in names,
    )


def heading(column: str) -> str:
    """'constaté le' for 'constate_le'."""
    return _HEADINGS.get(column) or " ".join(_ACCENTS.get(word, word) for word in column.split("_"))


def _cell(column: str, row: Row) -> Cell:
    value = row[column]
    if column in ("article_id", "titre") and isinstance(row.get("article_id"), int):
        return Cell(str(value or "(sans titre)"), article=row["article_id"])
    if column == "url":
        return Cell(value or "", is_address=True)
    if isinstance(value, int | float):
        return Cell(value)
    if column in ("erreur", "raison"):
        return Cell(troubles.told(value or ""))
    return Cell(_words(value or ""))


def _words(text: str) -> str:
    """A moment or a month as French writes it; any other text as it is."""
    if _MOMENT.fullmatch(text):
        return french.date(text)
    return french.month(text) if _MONTH.fullmatch(text) else text
