"""Serves a world on loopback, as a blog's server would: validators, 304, and word of who asked for what."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from types import TracebackType
from typing import Self

from crawler.demo.feeds import http_date
from crawler.demo.pages import Answer, Pages
from crawler.demo.world import World, sample_world

HOST = "127.0.0.1"
PORT = 8423  # fixed, so that addresses and article ids stay the same from run to run


class PortTaken(OSError):
    """Another program listens on the port, or it cannot be listened on."""


class BlogServer:
    """Serves the world that ``make`` makes for the blog's address, while it is open (a context manager).

    ``port`` 0 takes a free one. ``answers`` counts the answers by status; ``told`` gets each answer's status
    and path. Raises PortTaken.
    """

    def __init__(
        self,
        port: int = PORT,
        make: Callable[[str], World] = sample_world,
        told: Callable[[int, str], None] = lambda status, path: None,
    ) -> None:
        self.answers: Counter[int] = Counter()
        self._told = told
        self._lock = Lock()
        try:
            self._server = _Server((HOST, port), _handler(self))
        except (OSError, OverflowError) as error:
            raise PortTaken(f"port {port} of {HOST} cannot be used ({error})") from error
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.url = f"http://{HOST}:{self._server.server_address[1]}/"
        self.world = make(self.url)
        self.pages = Pages(self.world)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def wait(self) -> None:
        """Sit here until someone interrupts."""
        self._thread.join()

    def count(self, status: int, path: str) -> None:
        """Note an answer."""
        with self._lock:
            self.answers[status] += 1
            self._told(status, path)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that went away in the middle."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def _handler(server: BlogServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # or the end of a page waits 40 ms for an acknowledgement

        def do_GET(self) -> None:
            answer = server.pages.answer(self.path)
            body = answer.body.encode()
            tag = f'W/"{hashlib.sha1(body).hexdigest()[:16]}"'
            status = 304 if self._is_fresh(answer, tag) else answer.status
            server.count(status, self.path)
            self.send_response(status)
            for name, value in _headers(answer, tag).items():
                self.send_header(name, value)
            if status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if status != 304:
                self.wfile.write(body)

        def _is_fresh(self, answer: Answer, tag: str) -> bool:
            """RFC 9110, 13.2.2: ``If-None-Match`` decides where it was sent, else the date does."""
            if answer.status != 200:
                return False
            sent = self.headers.get("If-None-Match")
            if sent is not None:
                return sent == tag
            since = self.headers.get("If-Modified-Since")
            return answer.changed is not None and since == http_date(answer.changed)

        def log_message(self, *args: object) -> None:
            pass

    return Handler


def _headers(answer: Answer, tag: str) -> dict[str, str]:
    headers = {"Content-Type": answer.content_type, **dict(answer.headers)}
    if answer.location is not None:
        headers["Location"] = answer.location
    if answer.status == 200:
        headers["ETag"] = tag
        if answer.changed is not None:
            headers["Last-Modified"] = http_date(answer.changed)
    return headers
