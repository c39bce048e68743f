"""The address that a page, or a capture of one, gives itself."""

from __future__ import annotations

from crawler.splitter.page.document import Document
from crawler.splitter.page.metadata import read_canonical_url
from crawler.splitter.plain.capture import printed_address


def canonical_url(document: Document) -> str | None:
    """What a page calls itself: its canonical link or, in a text capture, the address printed at its head.
    None for a page that does not say."""
    if document.root is None:
        return printed_address(document.text or "")
    return read_canonical_url(document.root, document.url)
