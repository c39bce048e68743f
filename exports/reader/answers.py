"""How a reading page answers: a template in the frame of all pages, a file, or a message in French."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from datasette.utils.asgi import Response

from crawler.clock import Clock
from exports.reader.archives import NoArchive, OtherSchema, TooSlow

PLUGIN = "autoblog-archive"

Page = Callable[[Any, Any], Awaitable[Response]]

_TYPES = {
    "csv": "text/csv", "json": "application/json", "csl": "application/vnd.citationstyles.csl+json",
    "atom": "application/atom+xml", "ris": "application/x-research-info-systems",
    "bib": "application/x-bibtex",
}  # fmt: skip
_SHOWN = ("json", "atom")  # by the browser; the rest is for another program


def start_clock(datasette: Any) -> None:
    """The clock that ages are told by: the real one, or the one that the plugin's setting ``now`` starts."""
    given = datasette.plugin_config(PLUGIN) or {}
    datasette._archive_clock = Clock(given.get("now"))


def clock(datasette: Any) -> Clock:
    """The clock that ``start_clock`` set."""
    started: Clock = datasette._archive_clock
    return started


def page(view: Page) -> Page:
    """A view whose failures are pages, too."""

    @wraps(view)
    async def inside(datasette: Any, request: Any) -> Response:
        try:
            return await view(datasette, request)
        except NoArchive:
            told = "Aucun des fichiers ouverts n’est une archive."
            return await message(datasette, request, 404, "Aucune archive", told)
        except OtherSchema as error:
            return await message(datasette, request, 409, "Une autre version", str(error))
        except TooSlow:
            told = "L’archive n’a pas répondu à temps. Une question plus précise ira plus vite."
            return await message(datasette, request, 503, "Trop long", told)

    return inside


async def html(
    datasette: Any, request: Any, template: str, database: str, *, status: int = 200, **context: Any
) -> Response:
    """A page over the archive called ``database``."""
    context |= {"database": database, "tables_url": _tables_url(datasette, database)}
    return Response.html(await datasette.render_template(template, context, request=request), status=status)


async def message(datasette: Any, request: Any, status: int, title: str, told: str) -> Response:
    """A page that says what is the matter."""
    context = {"title": title, "told": told, "tables_url": datasette.urls.path("/?tables")}
    body = await datasette.render_template("archive_message.html", context, request=request)
    return Response.html(body, status=status)


def file(body: str | bytes, form: str, name: str) -> Response:
    """A file in one of the forms that ``_TYPES`` lists, under a name without its suffix."""
    headers = {}
    if form not in _SHOWN:
        headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return Response(body, 200, headers, f"{_TYPES[form]}; charset=utf-8")


def _tables_url(datasette: Any, database: str) -> str:
    """Datasette's page of the database; under the reading pages' own name it needs a query string."""
    address: str = datasette.urls.database(database)
    return f"{address}?tables" if address.endswith("/archive") else address
