"""What a person may ask of a crawl: ``-a url=… -a since=… -a limit=… -a files=…``."""

from __future__ import annotations

import glob
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from crawler.sites import Site
from crawler.sites.blog import blog_at
from crawler.spiders.folders import files_in
from crawler.spiders.urls import clean_url

_NAMES = ("url", "since", "limit", "files")


class ArgumentError(ValueError):
    """A spider argument that cannot be used; ``str()`` is one line for the person who typed it."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """A crawl as it was asked for.

    ``url`` is where to begin, clean, None for the site's home page; ``since`` leaves out what was published
    before; ``limit`` bounds the articles visited; ``files`` are saved pages to archive instead of crawling.
    """

    site: Site
    url: str | None = None
    since: date | None = None
    limit: int | None = None
    files: tuple[Path, ...] = ()


def read_arguments(site: Site, given: dict[str, str]) -> Arguments:
    """The arguments as typed, checked. ``site`` is the one that was named; ``blog`` becomes the site that
    the address belongs to. Raises ArgumentError.
    """
    unknown = sorted(set(given) - set(_NAMES))
    if unknown:
        raise ArgumentError(f"unknown argument {unknown[0]!r}; known are {', '.join(_NAMES)}")
    files = _files(given["files"]) if "files" in given else ()
    url = _url(given["url"]) if "url" in given else None
    if url is None:
        if not site.url and not files:
            raise ArgumentError("a blog needs its address: scrapy crawl blog -a url=https://…")
    elif not site.url:
        site = blog_at(url)
    elif not site.holds(url):
        raise ArgumentError(f"{url} is not on {site.name} ({site.url})")
    if url and len(files) > 1:
        raise ArgumentError("url goes with one file: it says where that page was found")
    since = _since(given["since"]) if "since" in given else None
    limit = _limit(given["limit"]) if "limit" in given else None
    return Arguments(site, url, since, limit, files)


def _url(text: str) -> str:
    url = clean_url(text)
    if url is None:
        raise ArgumentError(f"not a web address: {text or '(empty)'}; write it whole, with https://")
    return url


def _since(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentError(f"not a date: {text or '(empty)'}; write since=YYYY-MM-DD") from None


def _limit(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentError(f"not a number of articles: {text or '(empty)'}; write limit=50")
    return int(text)


def _files(text: str) -> tuple[Path, ...]:
    """The files of a path or a pattern (``**`` too), whatever their names; of a folder, its saved pages."""
    if text and Path(text).is_dir():
        files = tuple(files_in(Path(text)))
    else:
        named = map(Path, glob.glob(text, recursive=True))  # noqa: PTH207
        files = tuple(sorted(path for path in named if path.is_file() and not path.name.startswith(".")))
    if not files:
        raise ArgumentError(f"no such file: {text or '(empty)'}")
    return files
