"""From a visit to rows, in reading order: split what was fetched, check it, leave out what may not be kept,
store it. Thin on purpose: ``splitting``, ``checking``, ``guard`` and ``archive`` do the work.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, cast

from scrapy.exceptions import DropItem

from crawler.checking import Evidence, check_visit
from crawler.items import Article, Page, Visit
from crawler.splitting import read_pages, rules_for, split_visit

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
        if since and read.article and _published_before(read.article, since):
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
            return read_pages(page, comment_pages, visit.url, rules_for(visit, spider.site))[0]

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


def _published_before(article: Article, since: date) -> bool:
    """Whether an article is older than a date; one without a date is not."""
    return bool(article.date_published) and str(article.date_published)[:10] < since.isoformat()
