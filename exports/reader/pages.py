"""The reading pages but search: a request in, one question to the archive, a template out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from datasette.utils.asgi import Response

from crawler.archive import Archive
from crawler.items import as_dict
from exports.formats.references import Reference, bibtex, csl, in_words, ris
from exports.reader import article, charts, completeness, home
from exports.reader.answers import clock, file, html, message, page
from exports.reader.archives import ask
from exports.texts import one_line

_WRITERS: dict[str, Callable[[Reference], str]] = {
    "ris": lambda reference: ris([reference]),
    "bib": lambda reference: bibtex([reference]),
    "csl": lambda reference: json.dumps([csl(reference)], ensure_ascii=False),
}

_CHARTS = (
    charts.articles_over_time,
    charts.comments_over_time,
    charts.sources_over_time,
    charts.sources_together,
    charts.first_comments,
    charts.busiest,
    charts.completeness,
)


@page
async def home_page(datasette: Any, request: Any) -> Response:
    now = clock(datasette).now()
    name, found = await ask(datasette, request, lambda conn: home.gather(conn, now))
    return await html(datasette, request, "archive_home.html", name, home=found)


@page
async def charts_page(datasette: Any, request: Any) -> Response:
    term = request.args.get("q") or ""
    drawn = []
    for chart in (*_CHARTS, lambda conn: charts.career(conn, term)):  # each within the time limit
        name, found = await ask(datasette, request, chart)
        drawn.append(found)
    return await html(datasette, request, "archive_charts.html", name, charts=drawn, term=term)


@page
async def completeness_page(datasette: Any, request: Any) -> Response:
    name, found = await ask(datasette, request, completeness.gather)
    return await html(datasette, request, "archive_completeness.html", name, found=found)


@page
async def article_page(datasette: Any, request: Any) -> Response:
    number, form = int(request.url_vars["number"]), request.url_vars.get("form")
    by_date = request.args.get("order") == "date"
    name, found = await ask(datasette, request, lambda conn: article.gather(conn, number, by_date=by_date))
    if found is None:
        _, lasting = await ask(datasette, request, lambda conn: article.lasting_number(conn, number))
        if lasting is not None:
            address = datasette.urls.path(f"/archive/articles/{lasting}{f'.{form}' if form else ''}")
            return Response.redirect(address, 301)
        told = f"L’archive n’a pas d’article numéro {number}."
        return await message(datasette, request, 404, "Pas d’article ici", told)
    if form and found.withheld:
        told = "Cette page demande à ne pas être publiée."
        return await message(datasette, request, 451, "Page retenue", told)
    if form == "json":
        return file(_whole(datasette.get_database(name).path, number), form, f"article-{number}")
    if form:
        return file(_WRITERS[form](found.reference), form, f"article-{number}")
    return await html(
        datasette, request, "archive_article.html", name, status=451 if found.withheld else 200,
        page=found, article=found.article, by_date=by_date, citation=in_words(found.reference),
        json_ld=_json_ld(found),
    )  # fmt: skip


def _whole(path: str, number: int) -> str:
    """The article as the public contract splits it, with what the archive knows beside."""
    with Archive(path, readonly=True) as archive:
        held = archive.read_article(number)
    assert held is not None
    names = ("id", "site_title", "first_seen_at", "last_seen_at", "changed_at", "gone_at", "revision_count")
    data = {
        "archive": {name: getattr(held, name) for name in names},
        **as_dict(held.article),
        "removed_comments": [asdict(comment) for comment in held.removed],
    }
    return json.dumps(data, ensure_ascii=False)


def _json_ld(found: article.ArticlePage) -> dict[str, Any]:
    """The article for machines that read pages. https://schema.org/NewsArticle"""
    row = found.article
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": one_line(row["headline"]),
        "author": [{"@type": "Person", "name": one_line(name)} for name in found.authors],
        "description": one_line(found.lead),
        "datePublished": row["date_published"],
        "dateModified": row["date_modified"],
        "articleSection": row["section"],
        "keywords": list(found.keywords),
        "inLanguage": row["in_language"],
        "url": row["url"],
        "publisher": {"@type": "Organization", "name": one_line(row["site_title"])},
        "commentCount": row["archived_comment_count"],
        "citation": [one_line(source["source"]) for source in found.sources],
    }
    return {name: value for name, value in data.items() if value not in (None, [], "")}
