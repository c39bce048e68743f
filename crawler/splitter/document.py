"""From bytes to a parsed page: charset as a browser finds it, one lxml parse, nothing interpreted yet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement
from parsel import Selector
from w3lib.encoding import html_to_unicode

from crawler.splitter.errors import EmptyPage, NotAPage

# A file that holds one of these tags is HTML; a text capture may well quote "<3" or "a < b".
_HTML = re.compile(
    rb"<(?:!doctype|html|head|body|meta|title|div|span|article|section|table|ul|ol|h1|h2|p|br|a)\b", re.I
)
_BINARY = (
    b"%PDF-",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"RIFF",
    b"\x00\x00\x00",
)


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed page: ``root`` is its lxml tree, or, for a plain text capture, ``text`` holds the text.

    The tree is shared by all who read the page: nobody changes it.
    """

    url: str | None
    root: HtmlElement | None
    text: str | None = None


def parse(html: bytes | str, url: str | None = None, encoding: str | None = None) -> Document:
    """Parse a page, HTML or a plain text capture.

    ``html`` is the page's bytes (or its text, already decoded); ``encoding`` is the charset of the HTTP
    header, which wins over the page's own declaration as in browsers (WHATWG encoding sniffing, by w3lib).
    Raises EmptyPage where there is no text at all and NotAPage for binary formats.
    """
    body = html.encode("utf-8", "surrogatepass") if isinstance(html, str) else html
    if body.startswith(_BINARY) and body.strip(b"\x00 \t\r\n"):
        raise NotAPage("the file is not HTML and not plain text", url)
    if isinstance(html, str):
        text = html
    else:
        header = f"text/html; charset={encoding}" if encoding else None
        _, text = html_to_unicode(header, body, default_encoding="utf-8", auto_detect_fun=_guess)
    text = text.replace("\x00", "").lstrip("\ufeff")
    if not text.strip():
        raise EmptyPage("the page is empty", url)
    if not _HTML.search(body):
        return Document(url, None, text)
    # The XML declaration of old xhtml pages would make lxml refuse the decoded text.
    selector = Selector(body=text.encode("utf-8", "replace"), encoding="utf-8", type="html")
    root: HtmlElement = selector.root
    return Document(url, root)


def _guess(body: bytes) -> str:
    """The charset of a page that declares none: UTF-8 if it is valid, else what Western Windows wrote."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
