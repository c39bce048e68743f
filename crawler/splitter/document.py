"""From bytes to a parsed page: charset as a browser finds it, one lxml parse, nothing interpreted yet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, HTMLParser
from w3lib.encoding import html_to_unicode

from crawler.splitter.errors import EmptyPage, NotAPage, TooDeep
from crawler.splitter.metadata import read_canonical_url
from crawler.splitter.mojibake import mended

# A file that holds one of these tags is HTML; a text capture may well quote "<3" or "a < b".
_HTML = re.compile(
    r"<(?:!doctype|html|head|body|meta|title|div|span|article|section|table|ul|ol|h1|h2|p|br|a)\b", re.I
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
    What was certainly encoded twice is decoded (see ``mojibake``).
    Raises EmptyPage where there is no text at all, NotAPage for binary formats, and TooDeep
    where libxml2 would silently drop what is nested too deep.
    """
    body = html.encode("utf-8", "surrogatepass") if isinstance(html, str) else html
    if body.startswith(_BINARY) and body.strip(b"\x00 \t\r\n"):
        raise NotAPage("the file is not HTML and not plain text", url)
    if isinstance(html, str):
        text = html
    else:
        header = f"text/html; charset={encoding}" if encoding else None
        _, text = html_to_unicode(header, body, default_encoding="utf-8", auto_detect_fun=_guess)
        if "\ufffd" in text and b"\xef\xbf\xbd" not in body and _guess(body) == "cp1252":
            text = body.decode("cp1252", "replace")  # declared as UTF-8, which it is not
    text = mended(text.replace("\x00", "").lstrip("\ufeff"))
    if not text.strip():
        raise EmptyPage("the page is empty", url)
    if not _HTML.search(text):
        return Document(url, None, text)
    return Document(url, _tree(text, url))


def _tree(text: str, url: str | None) -> HtmlElement:
    # Re-encoded, because libxml2 refuses decoded text that carries an XML declaration (old xhtml pages).
    parser = HTMLParser(recover=True, encoding="utf-8", huge_tree=True)
    root: HtmlElement | None = etree.fromstring(text.encode("utf-8", "replace"), parser=parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise TooDeep("the page nests more than 2,048 elements: what lies deeper cannot be read", url)
    if root is None:
        raise EmptyPage("the page is empty", url)
    for other in root.itersiblings(etree.Element):
        # A page pasted into a page: to libxml2 a second root, to a browser more of the first one's body.
        root.append(other)
    return root


def _guess(body: bytes) -> str:
    """The charset of a page that declares none: UTF-8 if it is valid, else what Western Windows wrote."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def canonical_url(document: Document) -> str | None:
    """What a page calls itself; None for a text capture and for a page that does not say."""
    return None if document.root is None else read_canonical_url(document.root, document.url)
