"""A web site on loopback, made of a few routes, and what a crawl of it in a process of its own brought."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FAST = (
    "DOWNLOAD_DELAY=0",
    "AUTOTHROTTLE_ENABLED=0",
    "RETRY_BACKOFF=0.01",
)  # as spider settings: loopback needs no mercy

TDM_FILE, AI_FILE = "/.well-known/tdmrep.json", "/ai.txt"


@dataclass
class Answer:
    """What a route answers; ``short`` promises more bytes than it sends."""

    body: str | bytes = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    short: bool = False
    wait: float = 0.0

    @property
    def data(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


@dataclass(frozen=True)
class Asked:
    """One request as the server saw it; ``at`` is monotonic seconds."""

    path: str
    at: float
    headers: dict[str, str]
    status: int


class WebSite:
    """Routes (path with query -> Answer, text, or a function of the request number), and who asked for them.

    Answers 404 for anything else, an ETag with every 200, and 304 to a request that brings it back. Who asked
    for TDM_FILE and AI_FILE, as every crawl does now and then, stands in a list of its own. Where it is not
    ``tagged`` there is no ETag, and 304 only to the date of an answer's own Last-Modified.
    """

    tagged = True

    def __init__(self) -> None:
        self.routes: dict[str, Answer | str | bytes | Callable[[int], Answer]] = {}
        self.asked: list[Asked] = []
        self.asked_of_rights: list[Asked] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}/"
        self.name = f"127.0.0.1:{self.port}"
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def paths(self) -> list[str]:
        return [one.path for one in self.asked]

    def times(self, path: str) -> list[float]:
        return [one.at for one in self.asked if one.path == path]

    def wait_for(self, path: str) -> None:
        """Returns once somebody has asked for it."""
        deadline = time.monotonic() + 30
        while path not in self.paths():
            assert time.monotonic() < deadline, self.paths()
            time.sleep(0.05)

    def answer(self, path: str) -> Answer:
        route = self.routes.get(path, Answer("<h1>404</h1>", 404))
        if callable(route):
            return route(len(self.times(path)))
        return route if isinstance(route, Answer) else Answer(route)

    def tag(self, body: str | bytes) -> str:
        """The ETag of an answer."""
        return f'W/"{hashlib.sha1(body.encode() if isinstance(body, str) else body).hexdigest()[:12]}"'

    def validator(self, answer: Answer, tag: str) -> tuple[str, str | None]:
        """The header by which a client says what it holds, and its value while that is still the answer."""
        if self.tagged:
            return "If-None-Match", tag
        return "If-Modified-Since", answer.headers.get("Last-Modified")

    def _handler(site) -> type[BaseHTTPRequestHandler]:  # noqa: N805 -- self is the handler's, below
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # or the end of a page waits 40 ms for an acknowledgement

            def do_GET(self) -> None:
                answer = site.answer(self.path)
                tag = site.tag(answer.data)
                given, wanted = site.validator(answer, tag)
                fresh = answer.status == 200 and wanted is not None and self.headers.get(given) == wanted
                status, data = (304, b"") if fresh else (answer.status, answer.data)
                log = site.asked_of_rights if self.path in (TDM_FILE, AI_FILE) else site.asked
                log.append(Asked(self.path, time.monotonic(), dict(self.headers), status))
                time.sleep(answer.wait)
                self.send_response(status)
                headers = {"Content-Type": "text/html; charset=utf-8", **answer.headers}
                if answer.status == 200 and site.tagged:
                    headers.setdefault("ETag", tag)
                for name, value in headers.items():
                    self.send_header(name, value)
                if status != 304:
                    self.send_header("Content-Length", str(len(data) + 1000 * answer.short))
                self.end_headers()
                self.wfile.write(data)
                self.close_connection = answer.short

            def log_message(self, *args: Any) -> None:
                pass

        return Handler


@dataclass(frozen=True)
class Crawled:
    """A crawl that ended: its exit code, what it said, and the archive it wrote."""

    code: int
    err: str
    out: str
    archive: Path

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return rows_of(self.archive, sql, *values)

    def one(self, sql: str, *values: Any) -> Any:
        return self.rows(sql, *values)[0][0]


def rows_of(archive: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """What an archive answers to anybody's SQLite."""
    with closing(sqlite3.connect(archive)) as connection:
        return connection.execute(sql, values).fetchall()


def run_crawl(archive: Path, *words: str, **settings: Any) -> Crawled:
    """``scrapy crawl`` as a person runs it, with warnings as errors and without pauses."""
    return run_scrapy(archive, "crawl", *words, **settings)


def scrapy_command(archive: Path, *words: str, **settings: Any) -> list[str]:
    """A command line of ``scrapy``, with warnings as errors and without pauses."""
    given = [*FAST, f"ARCHIVE={archive}", *(f"{name}={value}" for name, value in settings.items())]
    command = [sys.executable, "-W", "error", "-m", "scrapy", *words]
    return command + [word for one in given for word in ("-s", one)]


def run_scrapy(archive: Path, *words: str, **settings: Any) -> Crawled:
    """A command of ``scrapy`` run to its end."""
    command = scrapy_command(archive, *words, **settings)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    return Crawled(done.returncode, done.stderr, done.stdout, archive)
