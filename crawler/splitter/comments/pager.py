"""Further pages with comments of the same article: WordPress' ``comment-page-N`` and ``cpage=N``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.splitter.comments.base import Context, Found
from crawler.splitter.xpath import strings

_LINKS = strings("//a[contains(@href, 'comment-page-') or contains(@href, 'cpage=')]/@href")
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


def comment_pages(context: Context, found: Sequence[Found]) -> tuple[str, ...]:
    """The further comment pages that the page links to, absolute, in page order, without the page itself.

    What the comments' own permalinks point to is the page they stand on, whatever its address: the bare
    permalink of an article shows its first or its last comment page.
    """
    hrefs = dict.fromkeys(_LINKS(context.root))
    if not hrefs:
        return ()
    here = {number[1] for href in hrefs if _PERMALINK.search(href) and (number := _NUMBER.search(href))}
    article = comment_page_of(context.url or "") or context.url
    pages: dict[str, None] = {}
    for href in hrefs:
        number = _NUMBER.search(href)
        address = context.absolute(href)
        if address is None or number is None or number[1] in here or _is_reply_link(href):
            continue
        if address != context.url and (
            article is None or _essence(comment_page_of(address)) == _essence(article)
        ):
            pages[address] = None
    return tuple(pages)


def _is_reply_link(href: str) -> bool:
    return "replytocom=" in href


def _essence(url: str | None) -> tuple[str, str, str]:
    parts = urlsplit(url or "")
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), parts.query
