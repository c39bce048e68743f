"""Raw pages as WARC 1.1 (ISO 28500:2017), for other people's tools.

https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/

The archive holds each body decoded. So headers that speak of the bytes on the wire (their coding, their
length) would contradict the record: they stand under ``X-Archive-Orig-…``, the name that web archives use for
this, and all others as they were received.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha1
from http import HTTPStatus
from typing import BinaryIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.archive.takeout import TakenPage
from crawler.items import OF_THE_WIRE, Page

_WIRE_HEADERS = ("content-encoding", "transfer-encoding")
_CONFORMS = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


class _AsReceived(StatusAndHeaders):  # type: ignore[misc]
    """HTTP headers in the bytes they came in; warcio's own would percent-encode what is not ASCII."""

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        self.headers_buff = self.to_bytes(header_filter, "latin-1")


def write_warc(
    out: BinaryIO, pages: Iterable[TakenPage], name: str, about: Mapping[str, str], *, gzip: bool
) -> None:
    """A ``warcinfo`` record with ``about``, then each page's response (and what redirected to it). ``name``
    is the file's; with ``gzip`` each record is a member of its own, as readers expect."""
    writer = WARCWriter(out, gzip=gzip, warc_version="1.1")
    info = {**about, "format": "WARC File Format 1.1", "conformsTo": _CONFORMS}
    writer.write_record(writer.create_warcinfo_record(name, info))
    for taken in pages:
        if taken.page is not None:
            _write(writer, taken.page)


def _write(writer: WARCWriter, page: Page) -> None:
    response = writer.create_warc_record(
        page.url,
        "response",
        payload=io.BytesIO(page.body),
        length=len(page.body),
        http_headers=_AsReceived(_status(page.status), list(_headers(page)), protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Date": page.fetched_at, "WARC-Payload-Digest": _digest(page.body)},
    )
    writer.write_record(response)
    if page.requested_url == page.url:
        return
    # The address that was asked for led to this one; 'via' is where the metadata record has it.
    told = f"via: {_one_line(page.requested_url)}\r\nhopsFromSeed: R\r\n".encode()
    about = {
        "WARC-Date": page.fetched_at,
        "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"),
    }
    writer.write_record(
        writer.create_warc_record(
            page.url, "metadata", payload=io.BytesIO(told), length=len(told), warc_headers_dict=about
        )
    )


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} "


def _headers(page: Page) -> Iterator[tuple[str, str]]:
    for name, value in page.headers:
        lower = name.lower()
        other_length = lower == "content-length" and value.strip() != str(len(page.body))
        kept = f"{OF_THE_WIRE}{name}" if lower in _WIRE_HEADERS or other_length else name
        yield _as_sent(kept), _as_sent(_one_line(value))


def _as_sent(text: str) -> str:
    """Header bytes as Latin-1 shows them. The archive's own are so; those of an imported capture were read as
    UTF-8 where they could be."""
    return text if all(ord(char) < 256 for char in text) else text.encode().decode("latin-1")


def _one_line(value: str) -> str:
    """No value begins another header or another record."""
    return re.sub(r"[\r\n\0]+", " ", value)


def _digest(body: bytes) -> str:
    return f"sha1:{base64.b32encode(sha1(body, usedforsecurity=False).digest()).decode()}"
