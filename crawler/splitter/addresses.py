"""Addresses of one article: its own, and those of its comment pages. Pure functions of text."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

_COMMENT_PAGE = re.compile(r"(?:(?<![^/])comment-page-|[?&]cpage=)(\d+)")


_NOWHERE = urlsplit("")


def split_address(address: str | None) -> SplitResult:
    """The parts of an address as a page prints it: all of them empty where it is none ("http://[")."""
    try:
        return urlsplit(address or "")
    except ValueError:
        return _NOWHERE


def join_address(base: str | None, address: str) -> str | None:
    """An address as found on the page ``base``, absolute; None where that cannot be."""
    try:
        joined = urljoin(base or "", address.strip())
        urlsplit(joined)  # nothing is checked where there is no base
    except ValueError:
        return None
    return joined


def comment_page_of(url: str) -> str | None:
    """The article's address when ``url`` is one of its comment pages in WordPress' forms, else None."""
    parts = split_address(url)
    path, pages = re.subn(r"/comment-page-\d+(/?)$", r"\1", parts.path)
    parameters = parse_qsl(parts.query, keep_blank_values=True)
    kept = [pair for pair in parameters if pair[0] != "cpage"]
    if not pages and len(kept) == len(parameters):
        return None
    return urlunsplit((parts.scheme, parts.netloc, path or "/", urlencode(kept), ""))


def comment_page_number(url: str) -> int | None:
    """N of ``comment-page-N`` and ``cpage=N``; None for any other address."""
    match = _COMMENT_PAGE.search(url)
    return int(match[1]) if match else None


def same_page(one: str, other: str) -> bool:
    """Whether two addresses are one page but for the scheme, ``www.`` and a closing slash."""
    return _essence(one) == _essence(other)


def _essence(url: str) -> tuple[str, str, str]:
    parts = split_address(url)
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), parts.query
