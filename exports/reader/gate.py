"""The door: public addresses of the reading pages, and headers for every answer.

The pages stand under ``/archive``. A database of that name (``archive.db``) has its own page there, and rows
under ``/archive/articles/``: the reading pages take their place, and any query string gives Datasette's
database page back. Where no archive is attached, every request passes untouched.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from exports.reader import policy
from exports.reader.archives import archive_names

INSIDE = "/-/archive"  # where the plugin registers its pages, out of every database's way
_PUBLIC = re.compile(
    r"/archive(?P<rest>|/search(\.\w+)?|/charts|/completeness|/questions(/\w+)?"
    r"|/articles/\d{1,18}(\.(json|ris|bib|csl))?)/?"
)

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]


class Gate:
    """ASGI middleware around Datasette."""

    def __init__(self, datasette: Any, app: Any) -> None:
        self.datasette = datasette
        self.app = app

    async def __call__(self, scope: Message, receive: Any, send: Send) -> None:
        if scope["type"] != "http" or not await archive_names(self.datasette):
            await self.app(scope, receive, send)
            return
        inside = self._inside(scope)
        if inside is not None:
            scope = {**scope, "path": inside, "raw_path": inside.encode()}
        content = policy.READING if inside is not None else policy.datasette_policy()
        await self.app(
            scope, receive, _with_headers(send, {**policy.HEADERS, "Content-Security-Policy": content})
        )

    def _inside(self, scope: Message) -> str | None:
        """The inner address of a reading page, None for Datasette's own."""
        base: str = self.datasette.setting("base_url").rstrip("/")
        path = scope["path"].removeprefix(base)
        if scope["query_string"] and path in ("/archive", "/"):
            return None
        if path == "/" and len(self.datasette.databases) - ("_internal" in self.datasette.databases) == 1:
            return base + INSIDE
        found = _PUBLIC.fullmatch(path)
        return f"{base}{INSIDE}{found['rest']}" if found else None


def _with_headers(send: Send, headers: dict[str, str]) -> Send:
    added = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    names = {name for name, _ in added}

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in names]
            message = {**message, "headers": [*kept, *added]}
        await send(message)

    return sending
