"""What feeds and listings tell of threads: comment feeds, the newest comments of a sidebar, and counters
beside the entries. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

from crawler.archive.hints import CommentNews
from crawler.spiders.discovery import (
    all_feeds,
    article_addresses,
    base_url,
    entry_link,
    entry_words,
    xml_root,
)
from crawler.spiders.urls import clean_url
from crawler.splitter.page.xpath import strings
from crawler.splitter.words.addresses import comment_page_of
from crawler.splitter.words.text import clean

# What the fragment of a link to a thread, and to one comment, looks like on the platforms that we know.
_THREAD_PLACE = re.compile(r"(?:comments?|respond|disqus_thread|commentaires?|reactions?|forum)$", re.I)
# (TypePad's ids are hexadecimal, PluXml's are the article's and the comment's number).
_COMMENT_PLACE = re.compile(
    r"(?:comment|commentaire|forum|c|li-comment|div-comment)-?\d+|comment-6a[0-9a-f]{10,}|c\d+-\d+", re.I
)
_FRAGMENTS = strings("//a/@href[contains(., '#')]")
_COUNTER_PLACES = (
    "//*[not(self::a)][contains(@class, 'comment')][not(.//*[contains(@class, 'comment')])]"
    "[string-length(normalize-space()) > 0]"
)
_ENTRY_OF = (
    "ancestor::*[self::article or contains(concat(' ', normalize-space(@class), ' '), ' post ')"
    " or contains(concat(' ', normalize-space(@class), ' '), ' hentry ')][1]"
)
_COUNTED = re.compile(r"^\D*?(\d{1,3}(?:[ .\u202f\u00a0]\d{3})+|\d+)\b(?!.*\d)")
_NO_COMMENT = re.compile(
    r"(?:\b(?:aucun|pas de|no|kein(?:e)?)\b|\b0\b).*\b(?:comm|réaction|reaction|avis)", re.I
)


def announced_comment_feeds(root: HtmlElement, url: str) -> tuple[str, ...]:
    """The feeds of comments that a home page announces: WordPress' ``/comments/feed/`` and its like."""
    return tuple(feed for feed in all_feeds(root, url) if "comment" in feed)


def read_comment_feed(body: bytes) -> tuple[CommentNews, ...]:
    """The comments of a feed of comments: its entries link to a comment's own place on an article's page
    (``…#comment-12``). Empty for a feed of articles, and for anything else."""
    root = xml_root(body)
    if root is None:
        return ()
    news: list[CommentNews] = []
    for entry in root.iter("{*}item", "{*}entry"):
        article, _, fragment = (entry_link(entry) or "").partition("#")
        url = clean_url(article)
        if not url or not _COMMENT_PLACE.fullmatch(fragment):
            return ()
        news.append(CommentNews(comment_page_of(url) or url, fragment, entry_words(entry) or ""))
    return tuple(news)


def recent_comments(root: HtmlElement, url: str) -> tuple[CommentNews, ...]:
    """The comments to which a home page links one by one: its sidebar shows the newest ("Derniers
    commentaires", each a link to ``…#comment-12``). Their words are left out: each theme cuts them elsewhere.
    """
    base, news = base_url(root, url), dict[tuple[str, str], CommentNews]()
    for href in _FRAGMENTS(root):
        address, _, fragment = href.strip().partition("#")
        target = clean_url(address, base) if address and _COMMENT_PLACE.fullmatch(fragment) else None
        if target is not None:
            article = comment_page_of(target) or target
            news.setdefault((article, fragment), CommentNews(article, fragment, ""))
    return tuple(news.values())


def comment_counts(root: HtmlElement, url: str, entries: Iterable[str]) -> dict[str, int]:
    """The number of comments that a listing prints beside its ``entries``, by their addresses: on the link to
    the thread (WordPress' ``comments_popup_link()``: "12 commentaires", "Aucun commentaire"), else in an
    element of the entry that is named for them."""
    base, wanted = base_url(root, url), frozenset(entries)
    counts: dict[str, int] = {}
    for link in root.iterfind(".//a[@href]"):
        address, _, fragment = link.get("href", "").partition("#")
        if fragment and _THREAD_PLACE.match(fragment):
            target, number = clean_url(address, base), _number(link.text_content())
            if target in wanted and number is not None:
                counts.setdefault(str(target), number)
    for place in root.xpath(_COUNTER_PLACES):
        entry = next(iter(place.xpath(_ENTRY_OF)), None)
        number = _number(place.text_content())
        if entry is not None and number is not None:
            links = wanted.intersection(article_addresses(entry.xpath(".//a/@href"), base))
            if len(links) == 1:
                counts.setdefault(next(iter(links)), number)
    return counts


def _number(text: str) -> int | None:
    """The number of comments that a short text names; None where it names none."""
    words = clean(text)
    if len(words) > 40:
        return None
    found = _COUNTED.search(words)
    if found:
        return int(re.sub(r"\D", "", found[1]))
    return 0 if _NO_COMMENT.search(words) else None
