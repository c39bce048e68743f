"""From a visit to rows, in reading order: split what was fetched, check it, store it. Thin on purpose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from scrapy.exceptions import DropItem

from crawler.checking import Evidence, check_visit
from crawler.items import Article, Failure, Page, Visit
from crawler.rules import rules_digest
from crawler.sites import Site, site_for_url
from crawler.spiders.pages import ParsedPage, charset_of
from crawler.spiders.thread import shown_comment_pages
from crawler.spiders.urls import clean_url
from crawler.splitter import Document, merge_article_pages, merge_comment_pages, parse, split_document
from crawler.splitter.addresses import article_page_number

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.spiders.article import ArticleSpider


class SplitPages:
    """Splits a visit's page and its comment pages into one article, or notes why that failed."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> SplitPages:
        return cls(crawler)

    def process_item(self, visit: Visit) -> Visit:
        """The visit with ``article`` or ``failure`` set. Drops an article older than was asked for."""
        if visit.page is None or visit.failure is not None:
            return visit
        spider = cast("ArticleSpider", self._crawler.spider)
        read = split_visit(visit, spider.site)
        since = spider.arguments.since
        if since and read.article and published_before(read.article, since):
            spider.run.left_out()
            raise DropItem(f"older than {since}: {visit.url}", log_level="DEBUG")
        return read


class CheckPages:
    """Checks what was read against the past of its address and of its site (see ``checking``)."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CheckPages:
        return cls(crawler)

    def process_item(self, visit: Visit) -> Visit:
        spider = cast("ArticleSpider", self._crawler.spider)
        if spider.arguments.files:  # a saved page was chosen by a person
            return visit

        def read(page: Page, comment_pages: Sequence[Page]) -> Article:
            return read_pages(page, comment_pages, visit.url, _rules(visit, spider.site))[0]

        return check_visit(visit, cast("Evidence", spider.run), read)


class ProtectVisits:
    """Leaves out of each visit what opt-outs and people's rights leave out; drops what was erased."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ProtectVisits:
        return cls(crawler)

    def process_item(self, visit: Visit) -> Visit:
        """The visit as it may be stored. Drops an article that was erased."""
        guarded = cast("ArticleSpider", self._crawler.spider).run.guarded(visit)
        if guarded is None:
            raise DropItem("an erased article", log_level="DEBUG")
        return guarded


class StoreVisits:
    """Stores each visit, good or failed, in one transaction."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StoreVisits:
        return cls(crawler)

    def process_item(self, visit: Visit) -> Visit:
        cast("ArticleSpider", self._crawler.spider).run.store(visit)
        return visit


def split_visit(visit: Visit, site: Site) -> Visit:
    """A visit with its pages read: ``article`` and ``rules`` set, or ``failure`` with the stage ``split``.

    A page may break the splitter in ways nobody has thought of; that costs this page and no other: where it
    is a comment page, the article is read without them. A thread is complete when every comment page that
    its pages name was fetched.
    """
    assert visit.page is not None
    rules = _rules(visit, site)
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
    document = _parsed(page, url)
    first = _split(page, document, rules)
    numbers = {other.url: article_page_number(other.url, url) for other in comment_pages}
    read = {other.url: _split(other, _parsed(other, other.url), rules) for other in comment_pages}
    texts = sorted((number, one) for one, number in numbers.items() if number is not None)
    threads = [read[one] for one, number in numbers.items() if number is None]
    named = {clean_url(address) for part in (first, *read.values()) for address in part.comment_pages}
    if named and document.root is not None:
        named -= shown_comment_pages(document.root, url)
    whole = merge_article_pages(first, [read[one] for _, one in texts])
    return merge_comment_pages(whole, threads), named


def _fetched(*pages: Page) -> set[str | None]:
    return {clean_url(page.requested_url) for page in pages}


def _rules(visit: Visit, site: Site) -> Site:
    return site if site.name == visit.site else site_for_url(visit.url) or Site(name=visit.site)


def published_before(article: Article, since: date) -> bool:
    """Whether an article is older than a date; one without a date is not."""
    return bool(article.date_published) and str(article.date_published)[:10] < since.isoformat()


def _parsed(page: Page, url: str) -> Document:
    if isinstance(page, ParsedPage):
        return replace(page.document, url=url)
    return parse(page.body, url, charset_of(page))


def _split(page: Page, document: Document, rules: Site) -> Article:
    return split_document(document, rules, seen_at=datetime.fromisoformat(page.fetched_at))
