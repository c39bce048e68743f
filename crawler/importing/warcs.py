"""HTML responses out of WARC and WACZ files, listed first and read one by one afterwards.

https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
https://specs.webrecorder.net/wacz/1.1.1/ (a ZIP that holds WARC files under ``archive/``)
"""

from __future__ import annotations

import shutil
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from crawler.clock import stamp
from crawler.items import OF_THE_WIRE, Page

_HTML = ("text/html", "application/xhtml+xml")
_CODINGS = ("", "identity", "gzip", "x-gzip", "deflate", "br")  # those that warcio takes off
_BROKEN = (ArchiveLoadFailed, OSError, EOFError, ValueError, zlib.error)


class Unreadable(Exception):
    """A record or a file that cannot be read; ``str()`` is one line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where one HTML response stands: its file and the record's offset in bytes. ``at`` is UTC, ISO 8601 with
    ``Z``; ``via`` the address that redirected to it, where the file says so."""

    url: str
    at: str
    file: Path
    offset: int
    via: str | None = None


@dataclass(slots=True)
class Listed:
    """What a file holds: HTML responses with status 200, how many records of other kinds were passed over,
    and what is wrong with the file, where something is."""

    entries: list[Entry]
    passed: Counter[str]
    problem: str | None = None


@contextmanager
def unpacked(path: Path) -> Iterator[list[Path]]:
    """The WARC files of a path: itself, or those of a WACZ, unpacked for as long as the block lasts. Raises
    Unreadable."""
    if path.suffix.lower() != ".wacz":
        yield [path]
        return
    with TemporaryDirectory(prefix="wacz-") as folder:
        try:
            with zipfile.ZipFile(path) as archive:
                files = [_extracted(archive, name, Path(folder)) for name in sorted(_warcs(archive))]
        except (zipfile.BadZipFile, *_BROKEN) as error:
            raise Unreadable(f"{path}: no readable ZIP ({error})") from error
        if not files:
            raise Unreadable(f"{path}: holds no WARC file under archive/")
        yield files


def _warcs(archive: zipfile.ZipFile) -> Iterator[str]:
    for name in archive.namelist():
        if name.startswith("archive/") and name.lower().endswith((".warc", ".warc.gz")):
            yield name


def _extracted(archive: zipfile.ZipFile, name: str, folder: Path) -> Path:
    """One member in a file of our own naming: a member's name is no path to trust."""
    target = folder / f"{len(list(folder.iterdir()))}.warc"
    with archive.open(name) as given, target.open("wb") as out:
        shutil.copyfileobj(given, out)
    return target


def listed(path: Path) -> Listed:
    """Reads a WARC file through once, keeping a line for each HTML response. What is torn off at its end is
    told, and what stands before it is listed."""
    found = Listed([], Counter())
    responses: dict[str, int] = {}
    offset = -1
    try:
        with path.open("rb") as file:
            records = ArchiveIterator(file)
            for record in records:
                if record.format != "warc":  # five words are an ARC record to warcio
                    raise ValueError("no WARC record")
                offset = records.get_record_offset()
                if record.rec_type == "metadata":
                    _note_redirect(record, responses, found.entries)
                    continue
                _check_whole(record)
                entry = _entry(record, path, offset, found.passed)
                if entry is not None:
                    responses[record.rec_headers.get_header("WARC-Record-ID") or ""] = len(found.entries)
                    found.entries.append(entry)
            if offset < 0:
                raise ValueError("no WARC record")
    except _BROKEN as error:
        found.problem = f"cannot be read beyond byte {max(offset, 0)} ({error})"
    return found


def _entry(record: Any, path: Path, offset: int, passed: Counter[str]) -> Entry | None:
    head, http = record.rec_headers, record.http_headers
    if record.rec_type == "revisit":
        passed["revisits"] += 1
    if record.rec_type != "response" or http is None:
        return None
    url, at = head.get_header("WARC-Target-URI") or "", _moment(head.get_header("WARC-Date"))
    kind = (http.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    if not url.startswith(("http://", "https://")) or at is None or kind not in _HTML:
        passed["not HTML"] += 1
    elif http.get_statuscode() != "200":
        passed["other statuses"] += 1
    elif head.get_header("WARC-Truncated"):
        passed["truncated"] += 1
    else:
        return Entry(url, at, path, offset)
    return None


def _check_whole(record: Any) -> None:
    """Reads a record to its end. Raises ValueError when the file ends before it: warcio takes that for the
    end of the record, and half a page for a page."""
    while record.raw_stream.read(65_536):
        pass
    missing = getattr(record.raw_stream, "limit", 0)
    if missing:
        raise ValueError(f"{missing} bytes of a record are missing")


def _moment(text: str | None) -> str | None:
    """A WARC-Date (W3C-DTF, UTC, fractions allowed since 1.1) as the archive writes it."""
    try:
        read = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return stamp(read) if read.tzinfo is not None else None


def _note_redirect(record: Any, responses: dict[str, int], entries: list[Entry]) -> None:
    """Takes the address that redirected to a response from its metadata record, as Heritrix writes it."""
    place = responses.get(record.rec_headers.get_header("WARC-Concurrent-To") or "")
    if place is None:
        return
    lines = record.content_stream().read(10_000).decode("utf-8", "replace").splitlines()
    fields = dict(line.split(": ", 1) for line in lines if ": " in line)
    if fields.get("hopsFromSeed", "").endswith("R") and "via" in fields:
        entries[place] = replace(entries[place], via=fields["via"])


def load(entry: Entry, largest: int) -> Page:
    """The response as a page, its bytes decoded as the archive keeps them. Raises Unreadable, also for one of
    more than ``largest`` bytes."""
    try:
        with entry.file.open("rb") as file:
            file.seek(entry.offset)
            record = next(iter(ArchiveIterator(file)))
            http = record.http_headers
            coding = (http.get_header("Content-Encoding") or "").strip().lower()
            if coding not in _CODINGS:
                raise Unreadable(f"{entry.url}: coded as {coding}, which cannot be taken off")
            body = record.content_stream().read(largest + 1)
            if len(body) <= largest:
                _check_whole(record)
    except (*_BROKEN, StopIteration) as error:
        raise Unreadable(f"{entry.url}: {error}") from error
    if len(body) > largest:
        raise Unreadable(f"{entry.url}: larger than {largest} bytes (DOWNLOAD_MAXSIZE)")
    headers = tuple((_as_received(name), str(value)) for name, value in http.headers)
    return Page(entry.url, entry.via or entry.url, entry.at, int(http.get_statuscode()), headers, body)


def _as_received(name: str) -> str:
    return name[len(OF_THE_WIRE) :] if name.lower().startswith(OF_THE_WIRE.lower()) else name
