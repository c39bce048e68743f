"""Serves an archive on this machine alone: Datasette, the plugin, and settings that suit an archive."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette

from crawler.archive.connection import nobody_writes
from exports.reader.answers import PLUGIN

HOST = "127.0.0.1"
SETTINGS = {
    "default_page_size": 30,
    "truncate_cells_html": 160,  # a cell holds a whole article: a hundred rows were 200,000 pixels high
    "suggest_facets": False,  # half a second a page, for columns nobody groups by
    "facet_time_limit_ms": 1500,  # the declared facets, on a large archive
    "sql_time_limit_ms": 5000,  # a person's own question may take a while
}


def make_datasette(path: Path, now: str | None = None) -> Datasette:
    """Datasette over one archive file; the file is opened read-only. ``now`` sets the clock."""
    still = nobody_writes(path)
    return Datasette(
        [] if still else [str(path)],
        immutables=[str(path)] if still else [],
        settings=SETTINGS,
        metadata={"plugins": {PLUGIN: {"now": now}}},
    )


def listen(port: int) -> socket.socket:
    """A socket bound on 127.0.0.1; port 0 takes a free one. Raises OSError when the port is taken."""
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((HOST, port))
    except OSError:
        bound.close()
        raise
    return bound


def serve(
    path: Path, bound: socket.socket, ready: Callable[[str], None], *, now: str | None, open_browser: bool
) -> None:
    """Serves until Ctrl-C. ``ready`` is told the reading pages' address once they answer."""
    url = f"http://{HOST}:{bound.getsockname()[1]}/archive"

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            ready(url)
            if open_browser:
                webbrowser.open(url)

    app: Any = local_only(make_datasette(path, now).app())
    with suppress(KeyboardInterrupt):  # uvicorn ends in good order, then raises the signal again
        Server(uvicorn.Config(app, log_level="warning", lifespan="on")).run(sockets=[bound])


def local_only(app: Any) -> Callable[[dict[str, Any], Any, Any], Awaitable[None]]:
    """Answers only requests that name this machine: a foreign page whose host name was made to point here
    (DNS rebinding) reads nothing. Any port is right, for those who come through a tunnel.
    """

    async def guarded(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            host = dict(scope["headers"]).get(b"host", b"").decode("latin-1").rpartition(":")
            if (host[0] or host[2]) not in (HOST, "localhost"):
                plain = (b"content-type", b"text/plain; charset=utf-8")
                await send({"type": "http.response.start", "status": 421, "headers": [plain]})
                await send({"type": "http.response.body", "body": b"Adresse inconnue ici."})
                return
        await app(scope, receive, send)

    return guarded
