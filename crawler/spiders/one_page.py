"""One page, fetched as politely as a crawl fetches it, and handed back instead of archived."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from crawler.clock import Clock
from crawler.items import Page
from crawler.sites.blog import blog_at
from crawler.spiders.pages import page_of


class PageUnavailable(ValueError):
    """The page could not be fetched; the message names the address and the reason."""


def fetch(url: str, settings: Settings) -> Page:
    """Fetch one page. It can be called once a process (Twisted's reactor).

    Raises PageUnavailable when robots.txt forbids it, the host does not answer, or the answer is an error.
    """
    found: list[Response | Failure] = []

    class OnePage(Spider):
        name = "one_page"
        site = blog_at(url)

        async def start(self) -> AsyncIterator[Any]:
            yield Request(url, callback=found.append, errback=found.append, dont_filter=True)

    own = settings.copy()
    own.setdict({"ITEM_PIPELINES": {}, "EXTENSIONS": {}, "LOG_ENABLED": False}, priority="cmdline")
    process = AsyncCrawlerProcess(own, install_root_handler=False)
    process.crawl(OnePage)
    process.start()
    answer = found[0] if found else None
    if isinstance(answer, Response):
        if answer.status != 200:
            raise PageUnavailable(f"{url}: HTTP {answer.status}")
        return page_of(answer, Clock(settings.get("NOW")).stamp(), url)
    reason = answer.value if isinstance(answer, Failure) else "no answer"
    raise PageUnavailable(f"{urlsplit(url).hostname}: {reason}")
