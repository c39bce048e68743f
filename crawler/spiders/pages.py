"""From an answer to a ``Page``, and from a page to what its readers begin with: its tree, or a glance."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from scrapy.http import Response
from w3lib.encoding import http_content_type_encoding

from crawler.items import Page
from crawler.quarantine.look import Look
from crawler.splitter import Document, parse

REVALIDATED = ("Cache-Status", "autoblog-archive; fwd=stale; fwd-status=304")
_OF_THE_BYTES = frozenset(  # what a 304 says of its own empty body
    ("content-length", "content-type", "content-encoding", "content-range", "transfer-encoding")
)


@dataclass(frozen=True, slots=True)
class ParsedPage(Page):
    """A page with the tree that the spider read its links from: the split need not parse it again."""

    document: Document = field(compare=False, repr=False)

    @classmethod
    def of(cls, page: Page, document: Document) -> ParsedPage:
        return cls(
            page.url, page.requested_url, page.fetched_at, page.status, page.headers, page.body, document
        )


def page_of(response: Response, fetched_at: str, requested_url: str | None = None) -> Page:
    """An answer as the archive keeps it. ``fetched_at`` is UTC, ISO 8601 with ``Z``; ``requested_url`` is the
    address as we spell it, else the first of the redirects that led here."""
    asked = requested_url or response.meta.get("redirect_urls", [response.url])[0]
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
    return Page(response.url, asked, fetched_at, response.status, headers, response.body)


def freshened(held: Page, answer: Page) -> Page:
    """An earlier page as a 304 answers for it: its bytes, under the headers and at the moment of the answer
    (RFC 9111, 4.3.4); ``Cache-Status`` (RFC 9211) says that only the headers came from the site."""
    new = [pair for pair in answer.headers if pair[0].lower() not in _OF_THE_BYTES]
    names = {name.lower() for name, _ in new}
    old = [pair for pair in held.headers if pair[0].lower() not in (*names, "cache-status")]
    return replace(answer, status=200, headers=(*old, *new, REVALIDATED), body=held.body)


def charset_of(page: Page) -> str | None:
    """The charset that the HTTP header declares."""
    return http_content_type_encoding(page.header("Content-Type"))


def parsed(page: Page, url: str | None = None) -> Document:
    """The tree of a page that stands at ``url``, else at its own address: the one that the spider made of it,
    where it did. Raises what ``parse`` raises."""
    address = url or page.url
    if isinstance(page, ParsedPage):
        return replace(page.document, url=address)
    return parse(page.body, address, charset_of(page))


def look_of(page: Page) -> Look:
    """A page at a glance, as the quarantine sees it."""
    return Look(page.body, charset_of(page) or "utf-8")
