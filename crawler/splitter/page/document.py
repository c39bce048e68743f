"""From bytes to a parsed page: charset as a browser finds it, one lxml parse, nothing interpreted yet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement
from w3lib.encoding import html_body_declared_encoding, html_to_unicode, resolve_encoding

from crawler.splitter.errors import EmptyPage, NotAPage, TooDeep
from crawler.splitter.page.mojibake import mended

# A file that holds one of these tags is HTML; a text capture may well quote "<3" or "a < b".
_HTML = re.compile(
    rb"<(?:!doctype|html|head|body|meta|title|div|span|article|section|table|ul|ol|h1|h2|p|br|a)\b", re.I
)
# What no text holds, but for NUL, which text in two bytes has. Random bytes have a tenth of it; in text a few
# stray ones are noise. A program or a database may well hold a tag, somewhere behind much of this.
# https://mimesniff.spec.whatwg.org/#binary-data-byte
_BINARY_BYTE = re.compile(rb"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_NO_TEXT = 20  # one in so many bytes
_NOISE = 64  # bytes that a page may have before its first tag, whatever they are
# A file that ends within its first tag: of HTML that broke off there is nothing to read.
_BROKEN_OFF = re.compile(rb"\s*<[!?/a-z][^>]*", re.I)
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_BROKEN_QUOTE = "â€".encode()  # with "Ã" what text that was encoded twice has
# lxml.html asks a Python function for the class of each element that is touched: nothing here needs that.
_ONE_CLASS = etree.ElementDefaultClassLookup(element=HtmlElement)
_BINARY = (
    b"%PDF-",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"RIFF",
    b"SQLite format 3\x00",
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
    if _is_wide(encoding) and b"\x00" not in body and not body.startswith(_BYTE_ORDER_MARKS):
        encoding = None  # in two bytes or four a letter, any markup holds NULs: the header is wrong
    if body.startswith(_BINARY) and body.strip(b"\x00 \t\r\n"):
        raise NotAPage("the file is not HTML and not plain text", url)
    if isinstance(html, str) or not _is_clean_utf_8(body, encoding):
        text = mended(_decoded(html, encoding).replace("\x00", "").lstrip("\ufeff"))
        body = text.encode("utf-8", "replace")
    if not body or body.isspace():
        raise EmptyPage("the page is empty", url)
    if _BROKEN_OFF.fullmatch(body):
        raise EmptyPage("the page breaks off in its first tag", url)
    markup = _HTML.search(body)
    before = body[: markup.start()] if markup else body
    if (not markup or len(before) > _NOISE) and _NO_TEXT * len(_BINARY_BYTE.findall(before)) > len(before):
        raise NotAPage("the file is not HTML and not plain text", url)
    return Document(url, _tree(body, url)) if markup else Document(url, None, body.decode("utf-8"))


def _is_wide(encoding: str | None) -> bool:
    return bool(encoding) and str(resolve_encoding(encoding)).startswith(("utf-16", "utf-32"))


def _is_clean_utf_8(body: bytes, encoding: str | None) -> bool:
    """Whether the bytes can be parsed as they are, as nearly all can: UTF-8, and nothing to be mended."""
    if body.startswith(_BYTE_ORDER_MARKS):
        return False
    declared = resolve_encoding(encoding) if encoding else html_body_declared_encoding(body)
    if declared not in (None, "utf-8"):
        return False
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    is_broken = "Ã" in text or ("€" in text and _BROKEN_QUOTE in body)  # one sign is found sooner than two
    return b"\x00" not in body and not is_broken


def _decoded(html: bytes | str, encoding: str | None) -> str:
    if isinstance(html, str):
        return html
    header = f"text/html; charset={encoding}" if encoding else None
    _, text = html_to_unicode(header, html, default_encoding="utf-8", auto_detect_fun=_guess)
    if "\ufffd" in text and b"\xef\xbf\xbd" not in html and _guess(html) == "cp1252":
        return html.decode("cp1252", "replace")  # declared as UTF-8, which it is not
    return text


def _tree(body: bytes, url: str | None) -> HtmlElement:
    # Bytes, because libxml2 refuses decoded text that carries an XML declaration (old xhtml pages).
    parser = etree.HTMLParser(recover=True, encoding="utf-8", huge_tree=True)
    parser.set_element_class_lookup(_ONE_CLASS)
    root: HtmlElement | None = etree.fromstring(body, parser=parser)
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
