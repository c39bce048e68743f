"""What can be wrong with a page.

SplitError                 the page could not be split; ``url`` names it where it is known
├── EmptyPage              there is no text in it at all (empty, white space or NUL bytes only)
├── NotAPage               the bytes are no HTML and no plain text (a PDF, a picture, an archive…)
├── TooDeep                it nests deeper than the parser reads, so that text would be lost
└── NoArticle              it is a page, but nothing in it reads as an article
"""

from __future__ import annotations


class SplitError(ValueError):
    """A page that could not be split; ``str()`` is one sentence that names the remedy where there is one."""

    def __init__(self, message: str, url: str | None = None) -> None:
        super().__init__(message)
        self.url = url


class EmptyPage(SplitError):
    """There is no text in the page at all."""


class NotAPage(SplitError):
    """The bytes are neither HTML nor plain text."""


class TooDeep(SplitError):
    """The page nests deeper than the parser reads: splitting it would lose text."""


class NoArticle(SplitError):
    """The page holds nothing that reads as an article: no headline and no running text."""
