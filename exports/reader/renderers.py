"""Any table, view or question of Datasette's as references: one for each article that its rows name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from exports import search
from exports.formats import hits
from exports.reader.answers import file

_FORMS: dict[str, Callable[[Iterable[search.Hit]], str]] = {"ris": hits.ris_text, "bib": hits.bibtex_text}


def renderers() -> list[dict[str, Any]]:
    """Datasette's output renderers for the extensions ``.ris`` and ``.bib``."""
    return [
        {"extension": form, "render": _renderer(form), "can_render": lambda columns: "article_id" in columns}
        for form in _FORMS
    ]


def _renderer(form: str) -> Callable[..., Any]:
    async def render(
        datasette: Any, database: str, rows: Any, query_name: str | None, table: str | None
    ) -> Any:
        ids = [row["article_id"] for row in rows if isinstance(row["article_id"], int)]
        found = await datasette.get_database(database).execute_fn(lambda conn: search.articles(conn, ids))
        return file(_FORMS[form](found), form, query_name or table or "articles")

    return render
