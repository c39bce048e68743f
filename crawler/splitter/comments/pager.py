"""Further pages with comments of the same article: WordPress' ``comment-page-N`` and ``cpage=N``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lxml.html import HtmlElement

from crawler.splitter.comments.base import Context, Found, own_elements

_NUMBER = re.compile(r"(?:/comment-page-|[?&]cpage=)(\d+)")
_PERMALINK = re.compile(r"#(?:li-|div-)?comment-\d+$")


def comment_page_of(url: str) -> str | None:
    """The article's address when ``url`` is one of its comment pages in WordPress' forms, else None."""
    parts = urlsplit(url)
    path, pages = re.subn(r"/comment-page-\d+(/?)$", r"\1", parts.path)
    parameters = parse_qsl(parts.query, keep_blank_values=True)
    kept = [pair for pair in parameters if pair[0] != "cpage"]
    if not pages and len(kept) == len(parameters):
        return None
    return urlunsplit((parts.scheme, parts.netloc, path or "/", urlencode(kept), ""))


def comment_pages(context: Context, area: Sequence[HtmlElement], found: Sequence[Found]) -> tuple[str, ...]:
    """The further comment pages that the area links to, absolute, in page order, without the page itself.

    What the comments' own permalinks point to is the page they stand on, whatever its address: the bare
    permalink of an article shows its first or its last comment page.
    """
    links = [href for href in _links(area, found) if _NUMBER.search(href) and "replytocom=" not in href]
    if not links:
        return ()
    here = _number_of_this_page(found)
    article = comment_page_of(context.url or "") or context.url
    pages: dict[str, None] = {}
    for href in links:
        address = context.absolute(href)
        number = _NUMBER.search(href)
        if address is None or address == context.url or number is None or number[1] == here:
            continue
        if article is None or _essence(comment_page_of(address) or "") == _essence(article):
            pages[address] = None
    return tuple(pages)


def _links(area: Sequence[HtmlElement], found: Sequence[Found]) -> Iterator[str]:
    comments = {node for comment in found for node in (comment.node, *comment.more)}
    for node in area:
        if node not in comments:
            for element in own_elements(node, comments):
                if element.tag == "a" and (href := element.get("href")):
                    yield href


def _number_of_this_page(found: Sequence[Found]) -> str | None:
    """N where the first comment's own permalink stands on ``comment-page-N``."""
    for comment in found[:1]:
        for link in comment.node.iter("a"):
            href = link.get("href") or ""
            if _PERMALINK.search(href) and (number := _NUMBER.search(href)):
                return number[1]
    return None


def _essence(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), parts.query
