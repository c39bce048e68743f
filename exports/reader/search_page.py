"""The search page: the form's fields as a question, one page of hits, or all of them as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import Response

from exports import search
from exports.formats import hits
from exports.reader.answers import clock, file, html, message, page
from exports.reader.archives import ask
from exports.sql import Connection, rows, site_titles

HITS_SHOWN = 20

_OTHER: dict[search.What, search.What] = {"articles": "comments", "comments": "articles"}
_FILTERS = ("site", "since", "until", "section", "source", "author", "keyword", "commenter")
_WRITERS: dict[str, Callable[[tuple[search.Hit, ...]], str]] = {
    "csv": hits.csv_text,
    "json": hits.json_text,
    "ris": hits.ris_text,
    "bib": hits.bibtex_text,
    "csl": hits.csl_text,
}


@page
async def search_page(datasette: Any, request: Any) -> Response:
    question = _question(request.args)
    form = request.url_vars.get("form")
    if form and form != "atom" and form not in _WRITERS:
        told = "Les résultats s’emportent en csv, json, atom, ris, bib ou csl."
        return await message(datasette, request, 404, "Format inconnu", told)
    if form:
        _, found = await ask(datasette, request, lambda conn: search.search(conn, question, search.COUNTED))
        body = _feed(datasette, request, question, found) if form == "atom" else _WRITERS[form](found.hits)
        return file(body, form, "recherche")
    return await _results(datasette, request, question)


async def _results(datasette: Any, request: Any, question: search.Question) -> Response:
    number = _number(request.args.get("page"))
    other = replace(question, what=_OTHER[question.what])
    name, (found, others, choices) = await ask(
        datasette,
        request,
        lambda conn: (
            search.search(conn, question, HITS_SHOWN, (number - 1) * HITS_SHOWN),
            search.count(conn, other),
            _choices(conn),
        ),
    )
    asked = _asked(question)
    return await html(
        datasette, request, "archive_search.html", name,
        question=question, found=found, counts={question.what: found.total, other.what: others},
        number=number, pages=-(-min(found.total, search.COUNTED) // HITS_SHOWN), choices=choices,
        counted=search.COUNTED,
        filtered=bool(asked.keys() - {"q", "what", "sort"}),
        link=lambda form="", **changes: _link(datasette, form, {**asked, **changes}),
    )  # fmt: skip


def _question(args: Any) -> search.Question:
    return search.Question(
        text=args.get("q") or "",
        what="comments" if args.get("what") == "comments" else "articles",
        opinion=args.get("opinion") == "1",
        by_date=args.get("sort") == "date",
        **{name: (args.get(name) or "").strip() for name in _FILTERS},
    )


def _asked(question: search.Question) -> dict[str, str]:
    """The question as the form sends it, empty fields left out."""
    asked = {
        "q": question.text,
        "what": "comments" if question.what == "comments" else "",
        "sort": "date" if question.by_date else "",
        "opinion": "1" if question.opinion else "",
        **{name: getattr(question, name) for name in _FILTERS},
    }
    return {name: value for name, value in asked.items() if value}


def _link(datasette: Any, form: str, asked: dict[str, Any]) -> str:
    query = urlencode({name: value for name, value in asked.items() if value})
    path: str = datasette.urls.path(f"/archive/search{form}")
    return f"{path}?{query}" if query else path


def _number(text: str | None) -> int:
    return max(1, int(text)) if text and text.isdecimal() and len(text) < 9 else 1


def _choices(conn: Connection) -> dict[str, list[Any]]:
    """What the form's fields offer: the sites by their titles, all else the most frequent first."""

    def names(sql: str) -> list[str]:
        return [found["name"] for found in rows(conn, sql)]

    return {
        "sites": site_titles(conn),
        "sections": names(
            "SELECT section AS name FROM articles WHERE section IS NOT NULL GROUP BY section"
            " ORDER BY count(*) DESC LIMIT 60"
        ),
        "sources": names(
            "SELECT s.name FROM citations c JOIN sources s ON s.id = c.source_id GROUP BY c.source_id"
            " ORDER BY count(*) DESC LIMIT 100"
        ),
    }


def _feed(datasette: Any, request: Any, question: search.Question, found: search.Results) -> bytes:
    address = f"{request.scheme}://{request.host}{_link(datasette, '.atom', _asked(question))}"
    title = f"Recherche : {question.text}" if question.text else "Archive : derniers articles"
    return hits.atom_feed(title, address, clock(datasette).stamp(), found.hits)
