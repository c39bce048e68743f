"""WARC files as other tools write them: by warcio's own writer, bodies as they went over the wire."""

from __future__ import annotations

import io
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HTML = "text/html; charset=utf-8"


class Foreign:
    """A WARC file in the making."""

    def __init__(self, path: Path, *, gzip: bool = True, version: str = "1.0") -> None:
        self.path = path
        self._out = path.open("wb")
        self._writer = WARCWriter(self._out, gzip=gzip, warc_version=version)
        self._writer.write_record(self._writer.create_warcinfo_record(path.name, {"software": "Autre/2"}))

    def add(
        self,
        url: str,
        body: str | bytes,
        at: str = "2026-02-10T05:00:00Z",
        *,
        status: str = "200 OK",
        kind: str = "response",
        content_type: str = HTML,
        headers: tuple[tuple[str, str], ...] = (),
        warc: dict[str, str] | None = None,
    ) -> None:
        data = body.encode() if isinstance(body, str) else body
        http = StatusAndHeaders(status, [("Content-Type", content_type), *headers], protocol="HTTP/1.1")
        record = self._writer.create_warc_record(
            url, kind, payload=io.BytesIO(data), length=len(data), http_headers=http,
            warc_headers_dict={"WARC-Date": at, **(warc or {})},
        )  # fmt: skip
        self._writer.write_record(record)

    def close(self) -> Path:
        self._out.close()
        return self.path
