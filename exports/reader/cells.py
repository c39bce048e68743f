"""Cells of Datasette's tables: a headline leads to the article's page, an article's number too."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from exports.texts import one_line

_HEADLINES = ("headline", "titre")
_NUMBERS = ("article_id",)


def archive_cell(datasette: Any, row: Any, value: Any, column: str, table: str | None) -> Markup | None:
    """The cell as a link to the reading page; None leaves it to Datasette."""
    if value is None or column not in (*_HEADLINES, *_NUMBERS):
        return None
    key = "id" if table == "articles" else "article_id"
    try:
        number = int(row[key])
    except (KeyError, IndexError, TypeError, ValueError):
        return None
    address = datasette.urls.path(f"/archive/articles/{number}")
    return Markup('<a href="{}">{}</a>').format(address, one_line(str(value)))
