"""WARC, read back by warcio: address, moment, status, headers, bytes and digests are those that came."""

from __future__ import annotations

import io
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from crawler.archive.takeout import TakenPage
from crawler.items import Page
from exports.formats.warc import write_warc

BODY = "<p>L’été\x00 à 206 chevaux</p>".encode()
HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"), ("content-encoding", "gzip"), ("Content-Length", "99"),
    ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("X-Café", "caf\xe9"),
)  # fmt: skip


def page(**changes: Any) -> Page:
    given = {
        "url": "https://guidon.example/été?q=1", "requested_url": "https://guidon.example/été?q=1",
        "fetched_at": "2026-02-10T05:00:30Z", "status": 200, "headers": HEADERS, "body": BODY,
    }  # fmt: skip
    return Page(**{**given, **changes})


def written(*pages: Page | None, gzip: bool = True) -> bytes:
    out = io.BytesIO()
    taken = [TakenPage(number, "article", one) for number, one in enumerate(pages, 1)]
    write_warc(out, taken, "x.warc.gz", {"software": "test/1"}, gzip=gzip)
    return out.getvalue()


def records(content: bytes) -> list[tuple[Any, bytes]]:
    return [
        (one, one.raw_stream.read()) for one in ArchiveIterator(io.BytesIO(content), check_digests="raise")
    ]


@pytest.mark.parametrize("gzip", [True, False])
def test_a_response_is_what_came(gzip: bool) -> None:
    content = written(page(), gzip=gzip)
    assert content.startswith(b"\x1f\x8b" if gzip else b"WARC/1.1\r\n")
    (info, about), (response, body) = records(content)
    assert (info.rec_type, b"software: test/1" in about) == ("warcinfo", True)
    head = response.rec_headers
    assert head.protocol == "WARC/1.1"
    assert response.rec_type == "response"
    assert head.get_header("WARC-Target-URI") == page().url
    assert head.get_header("WARC-Date") == page().fetched_at
    assert head.get_header("WARC-Payload-Digest").startswith("sha1:")
    assert (response.http_headers.get_statuscode(), body) == ("200", BODY)


def test_what_speaks_of_the_wire_is_renamed_and_all_else_is_as_received() -> None:
    content = written(page(), gzip=False)
    head = content.split(b"HTTP/1.1 200 OK\r\n", 1)[1].split(b"\r\n\r\n", 1)[0].decode("latin-1")
    assert head.split("\r\n") == [
        "Content-Type: text/html; charset=utf-8", "X-Archive-Orig-content-encoding: gzip",
        "X-Archive-Orig-Content-Length: 99", "Set-Cookie: a=1", "Set-Cookie: b=2", "X-Café: caf\xe9",
    ]  # fmt: skip
    ((_, _), (response, _)) = records(content)
    assert response.content_stream() is not None
    whole = page(headers=(("Content-Length", str(len(BODY))),))
    assert b"\r\nContent-Length: %d\r\n\r\n<p>" % len(BODY) in written(whole, gzip=False)


def test_headers_read_as_utf_8_leave_as_they_came() -> None:
    content = written(page(headers=(("X-Prix", "12 000 €"),)), gzip=False)
    assert "\r\nX-Prix: 12 000 €\r\n\r\n".encode() in content


def test_an_address_that_led_here_is_told() -> None:
    _, (response, _), (told, text) = records(written(page(requested_url="http://guidon.example/vieux")))
    assert told.rec_type == "metadata"
    assert text == b"via: http://guidon.example/vieux\r\nhopsFromSeed: R\r\n"
    own = response.rec_headers.get_header("WARC-Record-ID")
    assert told.rec_headers.get_header("WARC-Concurrent-To") == own


def test_a_page_without_bytes_is_left_out() -> None:
    assert len(records(written(None, page()))) == 2


def test_a_header_begins_no_other_record() -> None:
    forged = page(headers=(("X", "a\r\n\r\nWARC/1.1\r\nWARC-Type: response"),), status=799)
    (_, _), (response, body) = records(written(forged))
    assert body == BODY
    assert response.http_headers.get_statuscode() == "799"
    assert len(response.http_headers.headers) == 1


def test_the_tool_of_others_finds_no_fault(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(written(page(), page(requested_url="http://guidon.example/"), page(body=b"")))
    command = type("Command", (), {"inputs": [str(path)], "verbose": True})
    checker = Checker(command)
    checker.process_all()
    assert checker.exit_value == 0, capsys.readouterr()
    assert "pass" in capsys.readouterr().out
