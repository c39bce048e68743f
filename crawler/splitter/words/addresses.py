"""Addresses of one article: its own, those of its comment pages, and those of the further pages of its text.
Pure functions of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

# What is joined to no page, whatever it stands on: nothing in it is read otherwise by ``urljoin``.
_ABSOLUTE = re.compile(r"https?://[a-z0-9.-]+(?:/[\w./~%-]*)?(?:\?[\w.,/=&%+-]+)?")
# How platforms number the comment pages of an article, the first left out where it is the article's own
# address: WordPress ("/comment-page-2/", "?cpage=2"), Canalblog ("-p50-0.html", from the fiftieth comment
# on), SPIP ("?debut_forums=20") and Blogger ("?commentPage=2"). The Over-blog of before 2013 has them all on
# one page of their own: "article-titre-123.html" has "article-titre-123-comments.html".
_PARAMETER = r"(?:cpage=|debut_(?:forum|comment|message|fil)[\w-]*=(?=[1-9])|commentPage=(?!1(?:\D|$)))"
# Each form begins with its letter or sign: ``re`` looks for those alone, at a sixth of the cost.
_COMMENT_PAGE = re.compile(
    rf"(?:c(?<![^/]c)omment-page-|\?{_PARAMETER}|&{_PARAMETER}|-p(?=[1-9]\d*-\d+\.html(?:[?#]|$))"
    r"|-(?=\d+-comments\.html(?:[?#]|$)))(\d+)"
)
_IN_PATH = re.compile(r"/comment-page-\d+(/?)$|-p\d+-\d+(\.html)$|(?<=\d)-comments(\.html)$")
_IN_QUERY = re.compile(r"cpage|commentPage|debut_(?:forum|comment|message|fil)[\w-]*")
_LATER_PAGE = re.compile(r"[2-9]|[1-9]\d")
# The further pages of a text on sites whose addresses name files: "essai-12.html" has "essai-12_p2.html",
# "essai-12-2.html" or "essai-12,page-2.html". Only what shows such a number as its text leads to one.
_FILE_NAME = re.compile(r"(?P<stem>.*?[^/])(?P<end>\.(?:s?html?|php\d?|aspx?|cfm))", re.I)
_OF_FILE = r"(?:[-_,](?:p(?:age)?[-_]?)?|p(?:age)?[-_]?)"
_NUMBERED_FILE = re.compile(rf"(?P<stem>.*?[^/]){_OF_FILE}(?P<number>[2-9]|[1-9]\d)(?P<end>\.\w+)", re.I)
_PAGE_PARAMETER = re.compile(r"[?&]page=(?:\d+(?:%2C|,))*(\d+)", re.I)

_NOWHERE = urlsplit("")


def split_address(address: str | None) -> SplitResult:
    """The parts of an address as a page prints it: all of them empty where it is none ("http://[")."""
    try:
        return urlsplit(address or "")
    except ValueError:
        return _NOWHERE


def join_address(base: str | None, address: str) -> str | None:
    """An address as found on the page ``base``, absolute; None where that cannot be."""
    if _ABSOLUTE.fullmatch(address):
        return address
    try:
        joined = urljoin(base or "", address.strip())
        urlsplit(joined)  # nothing is checked where there is no base
    except ValueError:
        return None
    return joined


def comment_page_of(url: str) -> str | None:
    """The article's address when ``url`` is one of its comment pages in a platform's forms, else None."""
    parts = split_address(url)
    path, pages = _IN_PATH.subn(lambda match: match[1] or match[2] or match[3] or "", parts.path)
    parameters = parts.query.split("&")
    kept = [parameter for parameter in parameters if not _IN_QUERY.fullmatch(parameter.partition("=")[0])]
    if not pages and len(kept) == len(parameters):
        return None
    return urlunsplit((parts.scheme, parts.netloc, path or "/", "&".join(kept), ""))


def comment_page_number(url: str) -> int | None:
    """The number of a comment page, or of its first comment (of its article, where all stand on one page);
    None for any other address."""
    match = _COMMENT_PAGE.search(url)
    return int(match[1]) if match else None


def comment_page_links(links: Sequence[str]) -> list[str]:
    """Those of a page's links that are numbered comment pages. Most pages have none: one look at all of them
    together says so."""
    if not _COMMENT_PAGE.search("\n".join(links)):
        return []
    return [link for link in links if comment_page_number(link) is not None]


def comment_page_order(url: str) -> int:
    """Where a comment page stands among those of its article: by its number, or by a bare ``page`` parameter
    (Drupal's, where ``0,2`` is the third page of the second list)."""
    number = comment_page_number(url)
    if number is None:
        match = _PAGE_PARAMETER.search(url)
        number = int(match[1]) if match else 0
    return number


def article_page_number(url: str, article: str) -> int | None:
    """N where ``url`` is the Nth page, from the second on, of a text that is spread over several: in
    WordPress the article's own address and "/N", or "page=N" on blogs without permalinks; elsewhere its
    file's name and a number ("essai_p2.html"). None for any other address."""
    one, own = split_address(url), split_address(article)
    if _host(one) != _host(own):
        return None
    if own.query:
        parameters = one.query.split("&")
        pages = [parameter for parameter in parameters if parameter.startswith("page=")]
        rest = sorted(parameter for parameter in parameters if parameter not in pages)
        number = pages[0].removeprefix("page=") if len(pages) == 1 else ""
        is_below = one.path == own.path and rest == sorted(own.query.split("&"))
    else:
        article_path, number = _cut_number(one.path)
        is_below = not one.query and article_path == own.path.rstrip("/") != ""
    return int(number) if is_below and _LATER_PAGE.fullmatch(number) else None


def first_page_of(url: str) -> str | None:
    """The article's address if ``url`` is a further page of its text in one of these forms (which other
    addresses have, too: ``/2024/12/``, ``/essai-clio-4.html``); None where it has none."""
    parts = split_address(url)
    parameters = [one for one in parts.query.split("&") if not re.fullmatch(r"page=\d+", one)]
    if parts.query:
        article = urlunsplit((*parts[:2], parts.path, "&".join(parameters), ""))
    else:
        own = _cut_number(parts.path)[0] + ("/" if parts.path.endswith("/") else "")
        article = urlunsplit((*parts[:2], own, "", ""))
    return article if article_page_number(url, article) is not None else None


def _cut_number(path: str) -> tuple[str, str]:
    """A path without the number of a page at its end, and that number: of a file, else the last segment."""
    file = _NUMBERED_FILE.fullmatch(path)
    if file is not None and _FILE_NAME.fullmatch(file["stem"] + file["end"]):
        return file["stem"] + file["end"], file["number"]
    folder, _, number = path.rstrip("/").rpartition("/")
    return folder, number


def file_stem(name: str) -> str | None:
    """The name of a page's file without its ending; None for what is no such name."""
    file = _FILE_NAME.fullmatch(name)
    return file["stem"] if file is not None else None


def same_page(one: str, other: str) -> bool:
    """Whether two addresses are one page but for the scheme, ``www.`` and a closing slash."""
    return _essence(one) == _essence(other)


def _essence(url: str) -> tuple[str, str, str]:
    parts = split_address(url)
    return _host(parts), parts.path.rstrip("/"), parts.query


def _host(parts: SplitResult) -> str:
    return parts.netloc.lower().removeprefix("www.")
