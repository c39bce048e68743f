"""The server: validators, 304, a port that is taken."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPResponse

import pytest

from crawler.demo.server import HOST, BlogServer, PortTaken


def ask(server: BlogServer, path: str, **headers: str) -> HTTPResponse:
    connection = HTTPConnection(server.url.removeprefix("http://").rstrip("/"))
    connection.request(
        "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    response = connection.getresponse()
    response.body = response.read()  # type: ignore[attr-defined]
    connection.close()
    return response


def test_what_was_seen_is_not_sent_again() -> None:
    asked: list[tuple[int, str]] = []
    with BlogServer(0, told=lambda status, path: asked.append((status, path))) as server:
        path = server.world.posts[0].path
        first = ask(server, path)
        tag, changed = first.headers["ETag"], first.headers["Last-Modified"]
        assert (first.status, changed) == (
            200,
            "Mon, 04 May 2026 05:20:00 GMT",
        )  # a newer post is named beside it
        assert ask(server, path, If_None_Match=tag).status == 304
        assert ask(server, path, If_Modified_Since=changed).status == 304
        assert ask(server, path, If_None_Match='"other"', If_Modified_Since=changed).status == 200
        missing = ask(server, "/nirgends/", If_None_Match=tag)
        assert (missing.status, missing.headers["ETag"]) == (404, None)
        moved = ask(server, "/?p=12")
        assert (moved.status, moved.headers["Location"]) == (301, path)
    assert [status for status, _ in asked] == [200, 304, 304, 200, 404, 301]
    assert server.answers == {200: 2, 304: 2, 404: 1, 301: 1}


def test_a_taken_port_is_told() -> None:
    with BlogServer(0) as server:
        port = int(server.url.rstrip("/").rpartition(":")[2])
        with pytest.raises(PortTaken, match=f"port {port} of {HOST}"):
            BlogServer(port)
    with pytest.raises(PortTaken):
        BlogServer(70000)
