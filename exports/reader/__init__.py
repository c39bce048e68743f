"""The Datasette plugin: reading pages over an archive, and Datasette's own pages told in French.

``datasette archive.db`` finds it by its entry point; ``scrapy serve`` adds good settings. It works on
Datasette 0.65 and 1.0 and does nothing where no attached database is an archive.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl

from exports.reader.archives import archive_names
from exports.reader.configuration import configure


@hookimpl
def startup(datasette: Any) -> Callable[[], Awaitable[None]]:
    async def inner() -> None:
        await configure(datasette, await archive_names(datasette))

    return inner
