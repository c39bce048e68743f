"""A server that means no good, byte by byte: what it does costs its own page, a bounded time and little memory."""

from __future__ import annotations

import socket
import time
import zlib
from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest
from invented import article, listing

Crawl = Callable[..., Any]
HTML = "Content-Type: text/html; charset=utf-8"


def reply(body: str | bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    data = body.encode() if isinstance(body, str) else body
    size = len(data) if length is None else length
    lines = (
        f"HTTP/1.1 {status}",
        f"Content-Length: {size}",
        "Connection: close",
        *(headers or (HTML,)),
        "",
        "",
    )
    return "\r\n".join(lines).encode() + data


def bomb() -> bytes:
    """A gigabyte of one letter, in a megabyte."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(b"<p>" + b"a" * (1 << 20)) for _ in range(1024)) + packer.flush()


def drip(connection: socket.socket, start: bytes, piece: bytes) -> None:
    connection.sendall(start)
    for _ in range(600):
        connection.sendall(piece)
        time.sleep(0.2)


def flood(connection: socket.socket, start: bytes) -> None:
    connection.sendall(start)
    for _ in range(10_000):
        connection.sendall(b"<p>encore</p>" * 80_000)  # 10 GB in all


def _to(path: str, *more: str) -> bytes:
    return reply("", f"Location: {path}", *more, status="302 Found")


# The name of each page: what it answers, and how the failure is called (None: it is read).
PAGES: dict[str, tuple[bytes | Callable[[socket.socket], None], str | None]] = {
    "avant": (reply(article("Avant")), None),
    "boucle": (_to("/2024/05/boucle/"), "RedirectLoop"),
    "biscuits": (_to("/2024/05/biscuits/", "Set-Cookie: vu=1"), "RedirectLoop"),
    "bombe": (reply(bomb(), HTML, "Content-Encoding: gzip"), "IgnoreRequest"),
    "sans-fin": (lambda to: flood(to, b"HTTP/1.1 200 OK\r\n\r\n<p>"), "DownloadCancelledError"),
    "goutte": (lambda to: drip(to, reply("", length=5000), b"a"), "DownloadTimeoutError"),
    "goutte-en-tete": (lambda to: drip(to, b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"), "DownloadTimeoutError"),
    "en-tetes": (reply(article("En-têtes"), HTML, *(f"X-{n}: {'a' * 50}" for n in range(20_000))), None),
    "en-tete-long": (reply("", f"X-A: {'a' * 3_000_000}"), "DownloadFailedError"),
    "moins": (reply(article("Moins"), length=-5), "DownloadFailedError"),
    "cinq": (reply(article("Cinq"), length=5), "EmptyPage"),
    "sans-en-tete": (article("Rien devant").encode(), "DownloadFailedError"),
    "muet": (b"", "DownloadFailedError"),
    "martien": (reply(article("L’été martien"), "Content-Type: text/html; charset=x-martien"), None),
    "large": (reply(article("L’été large"), "Content-Type: text/html; charset=utf-16"), None),
    "apres": (reply(article("Après")), None),
}


@pytest.fixture
def hostile() -> Iterator[str]:
    server = socket.create_server(("127.0.0.1", 0), backlog=50)

    def answer(connection: socket.socket) -> None:
        with connection:
            try:
                path = connection.recv(65536).split(b" ")[1].decode()
                name = path.strip("/").rpartition("/")[2]
                if path == "/":
                    connection.sendall(reply(listing(*(f"/2024/05/{one}/" for one in PAGES))))
                elif name not in PAGES:
                    connection.sendall(reply("", status="404 Not Found"))
                elif callable(PAGES[name][0]):
                    PAGES[name][0](connection)  # type: ignore[operator]
                else:
                    connection.sendall(PAGES[name][0])  # type: ignore[arg-type]
            except (OSError, IndexError):  # the client has gone away: what it is here for
                pass

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            Thread(target=answer, args=(connection,), daemon=True).start()

    Thread(target=serve, daemon=True).start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}/"
    server.shutdown(socket.SHUT_RDWR)
    server.close()


def test_a_hostile_server_costs_its_own_pages(hostile: str, crawl: Crawl) -> None:
    done = crawl(
        "blog", "-a", f"url={hostile}", DOWNLOAD_TIMEOUT=2, RETRY_TIMES=1, DOWNLOAD_MAXSIZE=3_000_000
    )
    assert done.code == 3, done.err
    errors = {
        url.strip("/").rpartition("/")[2]: error
        for url, error in done.rows("SELECT url, error FROM failure_list")
    }
    assert errors == {name: error for name, (_, error) in PAGES.items() if error}
    assert done.rows("SELECT headline FROM article_overview ORDER BY 1") == [
        ("Après",), ("Avant",), ("En-têtes",), ("L’été large",), ("L’été martien",),
    ]  # fmt: skip
    assert "Traceback" not in done.err
    assert done.one("PRAGMA integrity_check") == "ok"
