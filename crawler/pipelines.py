"""From a visit to rows, in reading order: split what was fetched, then store it. Thin on purpose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from scrapy.exceptions import DropItem

from crawler.items import Article, Failure, Page, Visit
from crawler.sites import Site, site_for_url
from crawler.spiders.pages import ParsedPage, charset_of
from crawler.spiders.urls import clean_url
from crawler.splitter import merge_comment_pages, parse, split_document

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
    """A visit with its pages read: ``article`` set, or ``failure`` with the stage ``split``.

    A page may break the splitter in ways nobody has thought of; that costs this page and no other. A thread
    is complete when every comment page that its pages name was fetched.
    """
    assert visit.page is not None
    rules = site if site.name == visit.site else site_for_url(visit.url) or Site(name=visit.site)
    try:
        first = _split(visit.page, visit.url, rules)
        others = [_split(page, page.url, rules) for page in visit.comment_pages]
        article = merge_comment_pages(first, others)
    except Exception as error:  # noqa: BLE001 -- see above
        return replace(visit, failure=Failure("split", type(error).__name__, str(error)[:500]))
    fetched = {clean_url(page.requested_url) for page in (visit.page, *visit.comment_pages)}
    named = {clean_url(address) for read in (first, *others) for address in read.comment_pages}
    return replace(visit, article=article, thread_complete=visit.thread_complete and named <= fetched)


def published_before(article: Article, since: date) -> bool:
    """Whether an article is older than a date; one without a date is not."""
    return bool(article.date_published) and str(article.date_published)[:10] < since.isoformat()


def _split(page: Page, url: str, rules: Site) -> Article:
    if isinstance(page, ParsedPage):
        document = replace(page.document, url=url)
    else:
        document = parse(page.body, url, charset_of(page))
    return split_document(document, rules, seen_at=datetime.fromisoformat(page.fetched_at))
