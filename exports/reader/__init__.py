"""The Datasette plugin: reading pages over an archive, and Datasette's own pages told in French.

``datasette archive.db`` finds it by its entry point; ``scrapy serve`` adds good settings. It works on
Datasette 0.65 and 1.0 and does nothing where no attached database is an archive.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from typing import Any

from datasette import hookimpl
from markupsafe import Markup

from exports.reader.answers import Page, start_clock
from exports.reader.archives import archive_names
from exports.reader.cells import archive_cell
from exports.reader.configuration import configure
from exports.reader.filters import FILTERS
from exports.reader.functions import french_search
from exports.reader.gate import INSIDE, Gate
from exports.reader.pages import article_page, charts_page, completeness_page, home_page
from exports.reader.questions import question_page, questions_page
from exports.reader.renderers import renderers
from exports.reader.search_page import search_page
from exports.reader.table_search import eased
from exports.reader.withheld import unpublished

ROUTES: dict[str, Page] = {
    "": home_page,
    r"/search(\.(?P<form>\w+))?": search_page,
    "/charts": charts_page,
    "/completeness": completeness_page,
    "/questions": questions_page,
    r"/questions/(?P<question>\w+)": question_page,
    r"/articles/(?P<number>\d{1,18})(\.(?P<form>json|ris|bib|csl))?": article_page,
}


@hookimpl
def startup(datasette: Any) -> Callable[[], Awaitable[None]]:
    async def inner() -> None:
        start_clock(datasette)
        await configure(datasette, await archive_names(datasette))

    return inner


@hookimpl(trylast=True)  # after Datasette, whose own function this replaces
def prepare_connection(conn: Any) -> None:
    french_search(conn)


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    return lambda app: Gate(datasette, app)


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(rf"^{INSIDE}{path}$", page) for path, page in ROUTES.items()]


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    env.filters.update(FILTERS)


@hookimpl
def menu_links(datasette: Any) -> Callable[[], Awaitable[list[dict[str, str]]]]:
    async def inner() -> list[dict[str, str]]:
        if not await archive_names(datasette):
            return []
        return [
            {"href": datasette.urls.path("/archive"), "label": "Lire l’archive"},
            {"href": datasette.urls.path("/archive/search"), "label": "Rechercher"},
        ]

    return inner


@hookimpl(hookwrapper=True)
def filters_from_request(
    request: Any, database: str, table: str, datasette: Any
) -> Generator[None, Any, None]:
    outcome = yield
    found = [eased(one, datasette, request, database, table) for one in outcome.get_result()]
    outcome.force_result([*found, unpublished(datasette, request, database, table)])


@hookimpl
def register_output_renderer() -> list[dict[str, Any]]:
    return renderers()


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, datasette: Any) -> Markup | None:
    return archive_cell(datasette, row, value, column, table)
