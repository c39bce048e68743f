"""Which further pages an article has, of its text and of its thread. Works on parsed pages alone: the spider
fetches them.

Most platforms' comment pages tell themselves by their address (see ``splitter.addresses``); the others are
those that the splitter's own reading of the thread names.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from urllib.parse import unquote

from lxml.html import HtmlElement

from crawler.items import Page
from crawler.spiders.discovery import base_url
from crawler.spiders.pages import parsed
from crawler.spiders.urls import clean_url, telling_parameters
from crawler.splitter.comments import Thread, linked_comment_pages, read_comments
from crawler.splitter.layout import SiteRules
from crawler.splitter.page.article_pages import article_of, article_pages
from crawler.splitter.page.xpath import strings
from crawler.splitter.words.addresses import (
    article_page_number,
    comment_page_links,
    file_stem,
    first_page_of,
    split_address,
)

_ONE_COMMENT = re.compile(r"(?:li-|div-)?comment-\d+")
# Links that lead below a page without its name right before the number: relative ones, and those with dot
# segments, parameters or white space in their path.
_UNUSUAL = re.compile(r"^\s*(?:\d|\.\.?/)|/\.\.?/|;[^/\n]*/\s*\d|/\s+\d", re.M)
_HREFS = strings("//a/@href")
_IDS = strings("//@id")


class FurtherPages:
    """The addresses of the further pages of an article's text, then of its comment pages, each once, as its
    pages are read one after the other.

    ``root`` is the article's own page at ``url``; ``known`` are pages of earlier visits, asked for even where
    no page names them. A page that the article's own page shows already, by the permalinks of its comments,
    is left out, unless fewer comments came than the page declares.
    """

    def __init__(self, root: HtmlElement, url: str, known: Iterable[str] = ()) -> None:
        self._url = url
        links = _Links(root, url)
        self._here = links.shown()
        self._declared: int | None = None
        self._ids: set[str] = set()
        self._pings = 0
        self._named = set(self._here)
        self._waiting: deque[str] = deque()
        self._read(root, links)
        self._name(known)

    def read(self, root: HtmlElement, address: str) -> None:
        """Take what the page at ``address`` names."""
        self._read(root, _Links(root, self._url), repeats=article_page_number(address, self._url) is not None)

    def _read(self, root: HtmlElement, links: _Links, *, repeats: bool = False) -> None:
        """``repeats``: it shows the thread of the article's own page once more."""
        self._name((*links.texts(), *links.named()))
        if self._here and not repeats:
            thread = _thread(root, self._url)
            self._declared = thread.comment_count or self._declared
            self._ids.update(comment.id for comment in thread.comments)
            self._pings += thread.pings

    def next(self) -> str | None:
        """The page to be fetched next; None when all are."""
        if not self._waiting and self._here and len(self._ids) + self._pings < (self._declared or 0):
            self._waiting.extend(sorted(self._here))
            self._here = frozenset()
        return self._waiting.popleft() if self._waiting else None

    def has_named(self, address: str) -> bool:
        """Whether a page that was read names this one."""
        return address in self._named

    def _name(self, addresses: Iterable[str]) -> None:
        new = [address for address in dict.fromkeys(addresses) if address not in self._named]
        self._named.update(new)
        self._waiting.extend(new)


def named_text_pages(page: Page, article: str) -> tuple[str, ...]:
    """The further pages of the text of ``article`` that one of its pages links to; none of a page that cannot
    be parsed."""
    root = root_of(page)
    return _Links(root, article).texts() if root is not None else ()


def text_of(page: Page) -> str | None:
    """The article's address where a page is a further one of its text; None else."""
    root = root_of(page) if first_page_of(page.url) is not None else None
    if root is None:
        return None
    base = base_url(root, page.url)
    return article_of(root, page.url, lambda href: clean_url(href, base))


def root_of(page: Page) -> HtmlElement | None:
    """The tree of a page; None where it cannot be parsed: the split says so."""
    try:
        return parsed(page).root
    except Exception:  # noqa: BLE001 -- the split of this page fails for the same reason, and is recorded
        return None


def shown_comment_pages(root: HtmlElement, url: str) -> frozenset[str]:
    """The comment pages of the article at ``url`` that this page is itself, under whatever address: all links
    to them are permalinks of comments that stand here (WordPress' ``…/comment-page-2/#comment-12``)."""
    return _Links(root, url).shown()


class _Links:
    """The links of a page of the article at ``url``, as they tell of its comment pages."""

    def __init__(self, root: HtmlElement, url: str) -> None:
        self._root = root
        self._url = url
        self._base = base_url(root, url)
        self._all = _HREFS(root)
        self._numbered = comment_page_links(self._all)

    def texts(self) -> tuple[str, ...]:
        """The further pages of the text, clean, in their order."""
        if not self._may_turn_text():
            return ()
        return article_pages(self._root, self._url, lambda href: clean_url(href, self._base))

    def _may_turn_text(self) -> bool:
        """Whether any link can lead to a further page of the text, which has the article's own address and a
        number behind it: links are looked at one by one where that is so, which is rare."""
        links = unquote("\n".join(self._all))
        own = split_address(self._url)
        if own.query:
            return "page=" in links
        name = unquote(own.path.rstrip("/").rpartition("/")[2])
        stem = file_stem(name)
        if stem is not None and any(f"{stem}{sign}" in links for sign in "-_,pP"):
            return True
        numbered = any(f"{name}/{digit}" in links for digit in "123456789")
        return numbered or _UNUSUAL.search(links) is not None

    def named(self) -> tuple[str, ...]:
        """The further comment pages that are linked, clean, in page order: by their addresses, else (Drupal's
        ``?page=1``) as the splitter finds them at the thread."""
        told = self._pages(self._numbered)
        if told or not _turns_itself(self._all, self._url):
            return told
        pages = (clean_url(page) for page in _thread(self._root, self._url).pages)
        return tuple(dict.fromkeys(page for page in pages if page))

    def shown(self) -> frozenset[str]:
        """As ``shown_comment_pages``."""
        if not self._numbered:
            return frozenset()
        ids = frozenset(_IDS(self._root))
        own = [href for href in self._numbered if _is_permalink(href, ids)]
        others = [href for href in self._numbered if not _is_permalink(href, ids)]
        return frozenset(self._pages(own)) - frozenset(self._pages(others))

    def _pages(self, links: Iterable[str]) -> tuple[str, ...]:
        return linked_comment_pages(links, self._url, lambda href: clean_url(href, self._base))


def _is_permalink(href: str, ids: frozenset[str]) -> bool:
    fragment = href.partition("#")[2]
    return fragment in ids and bool(_ONE_COMMENT.fullmatch(fragment))


def _turns_itself(links: Iterable[str], url: str) -> bool:
    """Whether a page links to its own path with parameters that tell pages apart (those of Jetpack's buttons,
    ``?share=x``, do not): cheaper to ask than to read the thread."""
    path = split_address(url).path
    linked = (href for href in links if "?" in href and "replytocom=" not in href)
    asked = (href.partition("#")[0].partition("?") for href in linked)
    return any(
        (not place or split_address(place).path == path) and telling_parameters(query)
        for place, _, query in asked
    )


def _thread(root: HtmlElement, url: str) -> Thread:
    return read_comments(root, url, SiteRules().time_zone)
