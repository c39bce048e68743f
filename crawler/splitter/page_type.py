"""Whether a page is an article, a list of articles, or something else: by what it says of itself.

Order of trust: what the platform writes into the page (WordPress' ``body_class()``), what schema.org types
and Open Graph declare, and last what the page looks like. An address says nothing here, except that a
site's root is no article.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from crawler.items import PageType
from crawler.splitter.headline import shows_its_title
from crawler.splitter.page.document import Document
from crawler.splitter.page.metadata import LISTING_TYPES, Metadata, read_metadata
from crawler.splitter.page.xpath import elements, string
from crawler.splitter.words.addresses import split_address

# WordPress core, get_body_class(): one of these stands on every page of a theme that calls body_class().
_WP_SINGLE = re.compile(r"(?<!\S)(?:single|single-post|postid-\d+)(?!\S)")
_WP_LISTING = re.compile(
    r"(?<!\S)(?:home|blog|archive|category|tag|author|date|search|search-results|paged|post-type-archive)(?!\S)"
)
_WP_OTHER = re.compile(r"(?<!\S)(?:page|page-id-\d+|attachment|error404)(?!\S)")
# Unlike the other words this one is hardly printed by other software.
_WP_PAGE = re.compile(r"(?<!\S)page-id-\d+(?!\S)")

_BODY_CLASS = string("/html/body/@class")
_WP_FOLDERS = ("/wp-content/", "/wp-includes/")
_WP_API = "https://api.w.org/"
_TOP_ARTICLES = elements(
    '//*[@itemscope][contains(@itemtype, "Article") or contains(@itemtype, "BlogPosting")]'
    "[not(ancestor::*[@itemscope][contains(@itemtype, 'Article') or contains(@itemtype, 'BlogPosting')])]"
)
_ENTRIES = elements(
    "//*[self::article or contains(concat(' ', normalize-space(@class), ' '), ' hentry ')]"
    "[not(ancestor::article)][not(contains(@class, 'comment'))]"
    "[.//h1//text() or .//h2//a or .//h3//a]"
)
_H1 = elements("//h1")
_LONG_PARAGRAPHS = elements("//p[string-length(normalize-space()) > 200]")
# News in short paragraphs: two of a sentence or more, side by side.
_SHORT_PARAGRAPHS = elements("//*[count(p[string-length(normalize-space()) > 100]) > 1]")
# Blogger and old editors end a paragraph with <br>.
_LONG_LINES = elements(
    "//*[self::div or self::td or self::font or self::span][text()[string-length(normalize-space()) > 200]]"
)


def page_type(document: Document) -> PageType:
    """``article`` for one article (or a text capture of one), ``listing`` for a list, else ``other``."""
    root = document.root
    if root is None:
        return "article"
    address = split_address(document.url or "-")
    if address.path in ("", "/") and not address.query:
        return "listing"
    body_class = _BODY_CLASS(root)
    if _WP_SINGLE.search(body_class):
        return "article"
    if _is_wordpress(root):  # other software uses the same words as classes
        if _WP_LISTING.search(body_class):
            return "listing"
        if _WP_OTHER.search(body_class):
            return "other"
    metadata = read_metadata(root, document.url)
    declared = _declared_type(root, metadata)
    if declared is None and _WP_PAGE.search(body_class):
        return "other"
    return declared or _apparent_type(root, metadata)


def _is_wordpress(root: HtmlElement) -> bool:
    """Whether WordPress made the page, by the addresses of its files, its API and its generator."""
    for element in root.iter("link", "script", "meta"):
        get = element.get
        if element.tag == "meta":
            if get("name") == "generator" and get("content", "").startswith("WordPress"):
                return True
            continue
        address = get("href" if element.tag == "link" else "src", "")
        if any(folder in address for folder in _WP_FOLDERS) or (
            element.tag == "link" and get("rel") == _WP_API
        ):
            return True
    return False


def _declared_type(root: HtmlElement, metadata: Metadata) -> PageType | None:
    if metadata.article:
        return "article"
    if metadata.types & LISTING_TYPES:
        return "listing"
    declared = (metadata.first("og:type") or "").lower()
    if declared in ("article", "news", "news.article") or metadata.first("article:published_time"):
        return "article"
    top = len(_TOP_ARTICLES(root))
    if top:
        return "article" if top == 1 else "listing"
    return "other" if declared in ("profile", "object", "product") else None


def _apparent_type(root: HtmlElement, metadata: Metadata) -> PageType:
    """By looks: several entries are a list; one, with a title and some running text, is an article."""
    if len(_ENTRIES(root)) > 1:
        return "listing"
    if not any(texts(root) for texts in (_LONG_PARAGRAPHS, _LONG_LINES, _SHORT_PARAGRAPHS)):
        return "other"
    return "article" if _H1(root) or shows_its_title(root, metadata) else "other"
