"""Serves a world on loopback, as a blog's server would: validators, 304, and a log of who asked for what."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from types import TracebackType
from typing import Self

from crawler.demo.feeds import http_date
from crawler.demo.pages import Answer, Pages
from crawler.demo.world import World

HOST = "127.0.0.1"
PORT = 8423  # fixed, so that addresses and article ids stay the same from run to run


class PortTaken(OSError):
    """Another program listens on the port; ``port`` is its number."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} of {HOST} is taken by another program")
        self.port = port


class BlogServer:
    """A context manager that serves while it is open. ``log`` gets (status, path) of each answer.

    ``port`` 0 means any free one; ``url`` then tells where the blog is. Raises PortTaken.
    """

    def __init__(
        self, make: Callable[[str], World], port: int = PORT, log: Callable[[int, str], None] | None = None
    ) -> None:
        self.statuses: dict[int, int] = {}
        self._log = log
        self._lock = Lock()
        try:
            self._server = _Server((HOST, port), self._handler())
        except OSError as error:
            raise PortTaken(port) from error
        self.url = f"http://{HOST}:{self._server.server_address[1]}/"
        self.world = make(self.url)
        self._pages = Pages(self.world)

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _count(self, status: int, path: str) -> None:
        with self._lock:
            self.statuses[status] = self.statuses.get(status, 0) + 1
            if self._log is not None:
                self._log(status, path)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # head and body in one packet, or TCP waits 40 ms between them

            def do_GET(self) -> None:
                answer = server._pages.answer(self.path)
                body = answer.body.encode()
                tag = f'W/"{hashlib.sha1(body).hexdigest()[:16]}"'
                status = 304 if self._is_fresh(answer, tag) else answer.status
                server._count(status, self.path)
                self.send_response(status)
                for name, value in _headers(answer, tag).items():
                    self.send_header(name, value)
                if status != 304:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if status != 304:
                    self.wfile.write(body)

            def _is_fresh(self, answer: Answer, tag: str) -> bool:
                """RFC 9110, 13.2.2: ``If-None-Match`` decides where it is sent, else the date does."""
                if answer.status != 200:
                    return False
                if (sent := self.headers.get("If-None-Match")) is not None:
                    return sent == tag
                since = self.headers.get("If-Modified-Since")
                return answer.changed is not None and since == http_date(answer.changed)

            def log_message(self, *args: object) -> None:
                pass

        return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # Two servers must not share the port by chance: on Linux SO_REUSEADDR alone does not allow that.
    allow_reuse_address = True


def _headers(answer: Answer, tag: str) -> dict[str, str]:
    headers = {"Content-Type": answer.content_type}
    if answer.location is not None:
        headers["Location"] = answer.location
    if answer.status == 200:
        headers["ETag"] = tag
        if answer.changed is not None:
            headers["Last-Modified"] = http_date(answer.changed)
    return headers
