"""Saved pages: which files they are, and what they say of their own capture.

Browsers and mirroring tools write where a page is from, and some when it was saved, into a comment at its
head: SingleFile, "Mark of the Web" (Edge, Chrome, Internet Explorer), HTTrack. What says nothing was saved
when its file was last written.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from crawler.clock import stamp
from crawler.items import Visit
from crawler.sites import Site
from crawler.spiders.arguments import Arguments
from crawler.spiders.folders import PAGES, files_in
from crawler.spiders.saved import FILES, saved_visits
from crawler.spiders.urls import clean_url

WARCS = (".warc", ".warc.gz", ".wacz")
_HEAD = 4096  # bytes

_SINGLE_FILE = re.compile(r"Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*([^\n(]+)", re.I)
_MARK_OF_THE_WEB = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.I)
_HTTRACK = re.compile(r"<!-- Mirrored from (\S+) by HTTrack [^,]*, (.+?) -->")
_SINGLE_FILE_DATE = "%a %b %d %Y %H:%M:%S GMT%z"  # JavaScript's Date.toString()


def found_files(paths: list[Path]) -> list[Path]:
    """The files to import of files and folders, each once, in the order of their names; a file that was named
    is taken whatever it is called. Raises FileNotFoundError."""
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(f"no such file: {path}")
        found.update(dict.fromkeys(files_in(path, (*PAGES, *WARCS)) if path.is_dir() else [path]))
    return list(found)


def saved_visit(path: Path, largest: int) -> Visit:
    """The visit that a saved page stands for, with its own address and moment where it says so; of more than
    ``largest`` bytes it is a failure."""
    url, at = _provenance(path)
    arguments = Arguments(Site(name=FILES), url=url, files=(path,))
    (visit,) = saved_visits(arguments, at, largest)
    return visit if url is None or visit.page is None else replace(visit, page=replace(visit.page, url=url))


def _provenance(path: Path) -> tuple[str | None, str]:
    """(address, moment in UTC) of a saved page."""
    written = stamp(datetime.fromtimestamp(path.stat().st_mtime, UTC))
    with path.open("rb") as file:
        head = file.read(_HEAD).decode("utf-8", "replace")
    if found := _SINGLE_FILE.search(head):
        return clean_url(found[1]), _moment(found[2], _SINGLE_FILE_DATE) or written
    if found := _HTTRACK.search(head):
        address = found[1] if "://" in found[1] else f"http://{found[1]}"
        return clean_url(address), _moment(found[2], None) or written
    if found := _MARK_OF_THE_WEB.search(head):
        return clean_url(found[1]), written
    return None, written


def _moment(text: str, layout: str | None) -> str | None:
    try:
        read = datetime.strptime(text.strip(), layout) if layout else parsedate_to_datetime(text.strip())
    except ValueError:
        return None
    return stamp(read) if read.tzinfo is not None else None
