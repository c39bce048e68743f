"""Single pages, fetched as politely as a crawl fetches them, and handed back instead of archived."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from crawler.clock import Clock
from crawler.items import Page
from crawler.middlewares import describe
from crawler.sites import Site
from crawler.sites.blog import blog_at
from crawler.spiders.pages import page_of


class PageUnavailable(ValueError):
    """The page could not be fetched; the message names the address and the reason."""


def fetch(urls: Iterable[str], settings: Settings) -> dict[str, Page | PageUnavailable]:
    """Fetch pages, those of one site one after the other. Once a process: Twisted's reactor runs once.

    An address that robots.txt forbids, whose host does not answer, or whose answer is an error gives a
    PageUnavailable in place of its page; so does one that is no web address.
    """
    answers: dict[str, Response | Failure | Exception] = {}
    by_site: dict[str, tuple[Site, list[str]]] = {}
    for url in dict.fromkeys(urls):
        try:
            site = blog_at(url)
        except ValueError as error:
            answers[url] = error
        else:
            by_site.setdefault(site.name, (site, []))[1].append(url)
    own = settings.copy()
    quiet = {"LOG_ENABLED": False, "LOG_INSTALL_ROOT_HANDLER": False}
    own.setdict({"ITEM_PIPELINES": {}, "EXTENSIONS": {}, **quiet}, priority="cmdline")
    process = AsyncCrawlerProcess(own)
    for site, pages in by_site.values():
        process.crawl(_spider(site, pages, answers))
    if by_site:
        process.start(install_signal_handlers=False)  # nothing is kept that would have to be ended in order
    clock = Clock(settings.get("NOW"))
    return {url: _page(url, answers.get(url), clock) for url in dict.fromkeys(urls)}


def _spider(
    of_site: Site, urls: list[str], answers: dict[str, Response | Failure | Exception]
) -> type[Spider]:
    class OnePage(Spider):
        name = "one_page"
        site = of_site

        async def start(self) -> AsyncIterator[Any]:
            for url in urls:
                yield Request(
                    url,
                    callback=self.keep,
                    errback=self.keep,
                    cb_kwargs={"url": url},
                    meta={"asked": url},
                    dont_filter=True,
                )

        def keep(self, answer: Response | Failure, url: str = "") -> None:
            asked = url if isinstance(answer, Response) else answer.request.meta["asked"]  # type: ignore[attr-defined]
            answers[asked] = answer

    return OnePage


def _page(url: str, answer: Response | Failure | Exception | None, clock: Clock) -> Page | PageUnavailable:
    if isinstance(answer, Response):
        if answer.status != 200:
            return PageUnavailable(f"{url}: HTTP {answer.status}")
        return page_of(answer, clock.stamp(), url)
    if isinstance(answer, Failure):
        return PageUnavailable(f"{url}: {describe(answer.value)}")
    return PageUnavailable(str(answer) if answer else f"{url}: no answer")
