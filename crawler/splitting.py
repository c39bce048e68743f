"""A visit's pages split: its own, the further pages of its text, and its comment pages, into one article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from crawler.items import Article, Failure, Page, Visit
from crawler.rules import rules_digest
from crawler.sites import Site, site_for_url
from crawler.spiders.pages import parsed
from crawler.spiders.thread import shown_comment_pages
from crawler.spiders.urls import clean_url
from crawler.splitter import Document, merge_article_pages, merge_comment_pages, split_document
from crawler.splitter.words.addresses import article_page_number


def split_visit(visit: Visit, site: Site) -> Visit:
    """A visit with its pages read: ``article`` and ``rules`` set, or ``failure`` with the stage ``split``.

    A page may break the splitter in ways nobody has thought of; that costs this page and no other: where it
    is a comment page, the article is read without them. A thread is complete when every comment page that
    its pages name was fetched.
    """
    assert visit.page is not None
    rules = rules_for(visit, site)
    try:
        article, named = read_pages(visit.page, visit.comment_pages, visit.url, rules)
    except Exception as error:  # noqa: BLE001 -- see above
        if visit.comment_pages:
            alone = replace(visit, comment_pages=(), thread_complete=False)
            return replace(split_visit(alone, site), comment_pages=visit.comment_pages)
        return replace(visit, failure=Failure("split", type(error).__name__, str(error)[:500]))
    complete = visit.thread_complete and (not named or named <= _fetched(visit.page, *visit.comment_pages))
    return replace(visit, article=article, thread_complete=complete, rules=rules_digest(rules))


def read_pages(
    page: Page, comment_pages: Sequence[Page], url: str, rules: Site
) -> tuple[Article, set[str | None]]:
    """An article read from its page, its comment pages and, among these, the further pages of its text; and
    the further comment pages that all these name. Raises what the splitter raises."""
    document = parsed(page, url)
    first = _split(page, document, rules)
    numbers = {other.url: article_page_number(other.url, url) for other in comment_pages}
    read = {other.url: _split(other, parsed(other), rules) for other in comment_pages}
    # What shows the same text once more goes on with the thread alone.
    own = set(first.body)
    texts = {
        one: number
        for one, number in numbers.items()
        if number is not None and not own.issuperset(read[one].body)
    }
    threads = [article for one, article in read.items() if one not in texts]
    named = {clean_url(address) for part in (first, *read.values()) for address in part.comment_pages}
    if named and document.root is not None:
        named -= shown_comment_pages(document.root, url)
    in_order = sorted(texts, key=lambda one: (texts[one], one))
    whole = merge_article_pages(first, [read[one] for one in in_order])
    return merge_comment_pages(whole, threads), named


def rules_for(visit: Visit, site: Site) -> Site:
    """The site whose rules read a visit: the one crawled, unless the visit is of another (saved pages are of
    any)."""
    return site if site.name == visit.site else site_for_url(visit.url) or Site(name=visit.site)


def _fetched(*pages: Page) -> set[str | None]:
    return {clean_url(page.requested_url) for page in pages}


def _split(page: Page, document: Document, rules: Site) -> Article:
    return split_document(document, rules, seen_at=datetime.fromisoformat(page.fetched_at))
