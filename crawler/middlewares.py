"""Politeness: stay on the site, obey its robots.txt, say who we are, and wait when told to.

What Scrapy 2.19 leaves open is closed here: a robots.txt that cannot be had forbids everything (RFC 9309,
2.3.1.4), ``Crawl-delay`` is kept, and so is ``Retry-After`` (RFC 9110, 10.2.3). And a page that says nothing
but where it has moved is a redirect.
"""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.misc import build_from_crawler
from scrapy.utils.response import get_meta_refresh

from crawler.archive import HostFile
from crawler.splitter.words.addresses import same_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy import Spider
    from scrapy.core.downloader import Slot
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser

    from crawler.clock import Clock
    from crawler.sites import Site

logger = logging.getLogger(__name__)

# Scrapy's slot keeps to one request at a time, and looks at when the next may go, only if it has a delay.
_LEAST_DELAY = 0.001


# A page that only says where it has moved: "Redirecting… Click here if you are not redirected."
_SIGNPOST_BYTES, _SIGNPOST_WORDS = 4096, 20
_SHOWN = "//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]"


class OffSite(IgnoreRequest):
    """The address is not on the site that is crawled."""


class Disallowed(IgnoreRequest):
    """robots.txt forbids the address, or could not be had. ``closed`` tells the second from the first."""

    def __init__(self, message: str, *, closed: bool = False) -> None:
        super().__init__(message)
        self.closed = closed


class Stopped(IgnoreRequest):
    """Nothing more is asked of this site: the crawl ends, or (``asked``) the site wants a longer rest than
    RETRY_AFTER_MAX."""

    def __init__(self, message: str, *, asked: bool = False) -> None:
        super().__init__(message)
        self.asked = asked


class RedirectLoop(IgnoreRequest):
    """A redirect leads to where it came from."""


class Manners(Protocol):
    """What politeness asks of the crawl's run, which remembers it for the next run."""

    clock: Clock

    def robots(self, netloc: str) -> HostFile | None: ...
    def keep_robots(self, url: str, copy: HostFile) -> None: ...
    def take_rest(self, seconds: float, reason: str) -> None: ...


class SameSite:
    """Drops every request that leaves the site, redirects included, and gives the site one queue: with and
    without ``www.`` is one server. robots.txt alone may be redirected elsewhere, as RFC 9309 wants it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> SameSite:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        site: Site = self._crawler.spider.site  # type: ignore[union-attr]
        if site.holds(request.url):
            request.meta["download_slot"] = site.name
        elif not request.meta.get("allow_offsite"):
            self._crawler.stats.inc_value("offsite/filtered")
            raise OffSite(f"{request.url} is not on {site.name}")


class Robots(RobotsTxtMiddleware):
    """robots.txt by its answer: 2xx is obeyed; 404, 410 and most other 4xx mean there is none; 401, 403, 429,
    5xx, a timeout or a broken line close the whole host (``Disallowed.closed``).

    The archive keeps the copy for the runs of the next hours: less than the day that RFC 9309, 2.4 allows. A
    site that could not be asked is asked again by the next run.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._answers: dict[str, asyncio.Future[RobotParser | None]] = {}
        self._closed: dict[str, str] = {}
        self._sitemaps: dict[str, tuple[str, ...]] = {}

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """The ``Sitemap:`` lines of the robots.txt that was read for an address; none before that."""
        return self._sitemaps.get(urlsplit(url).netloc, ())

    async def robot_parser(self, request: Request) -> RobotParser | None:
        netloc = urlsplit(request.url).netloc
        if netloc not in self._answers:
            self._answers[netloc] = asyncio.ensure_future(self._ask(netloc, request))
        return await self._answers[netloc]

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        closed = self._closed.get(urlsplit(request.url).netloc)
        if closed is not None:
            raise Disallowed(closed, closed=True)
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest as error:
            raise Disallowed(f"robots.txt forbids {request.url}") from error

    async def _ask(self, netloc: str, request: Request) -> RobotParser | None:
        run = _manners(self.crawler)
        url = f"{urlsplit(request.url).scheme}://{netloc}/robots.txt"
        copy = run.robots(netloc) if run is not None else None
        if copy is None:
            copy = await self._fetch(url, netloc)
            if copy is not None and run is not None and copy.status < 500 and copy.status != 429:
                run.keep_robots(url, copy)
        if copy is None:
            return None
        if copy.status in (401, 403, 429) or copy.status >= 500:
            self._closed[netloc] = f"{url} answers {copy.status}: the site is closed to us"
            return None
        if copy.status >= 300:
            return None
        parser = build_from_crawler(self._parserimpl, self.crawler, copy.body)
        self._sitemaps[netloc] = tuple(getattr(parser, "rp").sitemaps)  # noqa: B009 -- Protego's
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=parser, request=request
        )
        return parser

    async def _fetch(self, url: str, netloc: str) -> HostFile | None:
        """The file as its host answers now; None, and the host closed, when it cannot be had."""
        meta = {"dont_obey_robotstxt": True, "allow_offsite": True}
        asked = Request(url, priority=self.DOWNLOAD_PRIORITY, meta=meta, callback=NO_CALLBACK)
        try:
            response = await self.crawler.engine.download_async(asked)
        except Exception as error:  # noqa: BLE001 -- whatever broke, there are no rules: closed
            self._closed[netloc] = f"{netloc} cannot be reached: {describe(error)}"
            return None
        return HostFile(response.status, response.body)


class Identity:
    """Says who asks: the product, and the page that CONTACT_URL names."""

    def __init__(self, user_agent: str) -> None:
        self.user_agent = user_agent

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Identity:
        contact = crawler.settings["CONTACT_URL"]
        agent = crawler.settings["USER_AGENT"]
        return cls(f"{agent} (+{contact})" if contact else agent)

    def process_request(self, request: Request) -> None:
        request.headers.setdefault("User-Agent", self.user_agent)


class Pace:
    """Keeps the distance a site asks for: ``Crawl-delay`` between requests, ``Retry-After`` before the next.

    Both act on the downloader's slot, behind which all requests of the site stand, so that none slips
    through. AutoThrottle may slow the slot further, never below. A 429 or 503 without Retry-After means a
    rest that doubles with each such answer in a row; a rest longer than RETRY_AFTER_MAX ends the crawl, since
    waiting for less would be asking too early. Every rest is remembered for the next run.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._agent = settings["ROBOTSTXT_USER_AGENT"]
        self._longest_delay = settings.getfloat("CRAWL_DELAY_MAX")
        self._longest_rest = settings.getfloat("RETRY_AFTER_MAX")
        self._backoff = settings.getfloat("RETRY_BACKOFF")
        self._busy = 0
        self._delay = 0.0
        self._not_before = 0.0
        self._stopped: str | None = None
        self._asked = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Pace:
        pace = cls(crawler)
        crawler.signals.connect(pace._robots_parsed, signal=signals.robots_parsed)
        crawler.signals.connect(pace._reached_downloader, signal=signals.request_reached_downloader)
        crawler.signals.connect(pace._downloaded, signal=signals.response_downloaded)
        return pace

    def process_request(self, request: Request) -> None:
        if self._stopped is not None:
            raise Stopped(self._stopped, asked=self._asked)

    def stop(self, reason: str, *, asked: bool = False) -> None:
        """Ask nothing more: requests that wait in the queue are dropped, not sent. ``asked``: by the site."""
        self._stopped, self._asked = reason, asked
        for slot in self._crawler.engine.downloader.slots.values():
            while slot.queue:
                slot.queue.popleft()[1].errback(Stopped(reason, asked=asked))

    def wait(self, seconds: float) -> None:
        """Ask nothing for so long, by the real clock."""
        self._not_before = max(self._not_before, time.monotonic() + seconds)

    def _robots_parsed(self, robotparser: RobotParser) -> None:
        declared = robotparser.crawl_delay(self._agent)
        if declared and declared > self._longest_delay:
            logger.warning("Crawl-delay of %g s in robots.txt cut to %g s", declared, self._longest_delay)
        # A site may have two hosts, with and without "www.": the longer delay holds for both.
        self._delay = max(self._delay, min(declared or 0.0, self._longest_delay))

    def _reached_downloader(self, request: Request) -> None:
        self._apply(request)

    def _downloaded(self, response: Response, request: Request) -> None:
        rest, reason = self._rest(response)
        run = _manners(self._crawler)
        if rest and run is not None:
            run.take_rest(rest, reason)
        if rest > self._longest_rest:
            reason = f"the site asks to be left alone for {rest:.0f} s ({reason})"
            logger.warning("%s: stopping", reason)
            self.stop(reason, asked=True)
        elif rest:
            self.wait(rest)
        self._apply(request)

    def _rest(self, response: Response) -> tuple[float, str]:
        """Seconds the site wants to be left alone after this answer, and how it says so."""
        busy = response.status in (429, 503)
        self._busy = self._busy + 1 if busy else 0
        if not busy and not 300 <= response.status < 400:
            return 0.0, ""
        header = response.headers.get("Retry-After", b"") or b""
        run = _manners(self._crawler)
        now = run.clock.now() if run is not None else datetime.now(UTC)
        asked = retry_after(header.decode("latin-1"), now)
        if asked is not None:
            return asked, f"HTTP {response.status}, Retry-After"
        waited = self._backoff * 2.0 ** (self._busy - 1) if busy else 0.0
        return waited, f"HTTP {response.status}, {self._busy} in a row"

    def _apply(self, request: Request) -> None:
        slot: Slot | None = self._crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))
        if slot is None:
            return
        slot.delay = max(slot.delay, self._delay, _LEAST_DELAY)
        if self._delay:
            slot.jitter = 0.0  # half of a declared delay is less than was asked for
        slot.lastseen = max(slot.lastseen, self._not_before)


class Crossings:
    """What a redirect gives goes with it and no further: sites that ask whether cookies are taken set one and
    send the visitor back to where they wanted to go, often with a parameter of the question, which is no part
    of that address. Every page is still asked for without a history.

    A redirect to where it came from, with nothing new to show there, is followed no more.
    """

    def process_response(self, request: Request, response: Response) -> Response:
        location = response.headers.get("Location")
        if not 300 <= response.status < 400 or location is None:
            return response
        held = _cookies((request.headers.get("Cookie") or b"").split(b";"))
        given = _cookies(header.partition(b";")[0] for header in response.headers.getlist("Set-Cookie"))
        target = response.urljoin(location.decode("latin-1"))
        if not given.items() <= held.items():
            request.headers["Cookie"] = b"; ".join(b"=".join(pair) for pair in (held | given).items())
            asks = _is_same_but_more(target, request.url)
            return (
                response.replace(headers={**response.headers, "Location": request.url}) if asks else response
            )
        if target in (request.url, *request.meta.get("redirect_urls", ())):
            raise RedirectLoop(f"leads back to {target}")
        return response


def _cookies(pairs: Iterable[bytes]) -> dict[bytes, bytes]:
    """The cookies that headers name, without their attributes."""
    named = (pair.strip().partition(b"=") for pair in pairs)
    return {name: value for name, sign, value in named if name and sign}


def _is_same_but_more(target: str, url: str) -> bool:
    """Whether an address is another one with parameters added."""
    there, here = urlsplit(target), urlsplit(url)
    added = set(there.query.split("&")) > set(here.query.split("&")) - {""}
    return there[:3] == here[:3] and added


class Signposts(MetaRefreshMiddleware):
    """What static generators leave where an article stood (Hugo's aliases, ``jekyll-redirect-from``): a page
    with nothing but ``<meta http-equiv="refresh">`` and "click here", status 200. That is a redirect; a news
    page that reloads itself is none, nor is one with words of its own."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        return super().process_response(request, response) if _is_signpost(response) else response


def _is_signpost(response: Response) -> bool:
    if response.status != 200 or len(response.body) > _SIGNPOST_BYTES:
        return False
    if not isinstance(response, HtmlResponse):
        return False
    target = get_meta_refresh(response)[1]
    if target is None or same_page(response.urljoin(target), response.url):
        return False
    shown = " ".join(response.xpath(_SHOWN).getall())
    return not response.xpath("//form") and len(shown.split()) <= _SIGNPOST_WORDS


def _manners(crawler: Crawler) -> Manners | None:
    """The run of the crawl; None for a single page that is fetched without one."""
    return getattr(crawler.spider, "run", None)


def retry_after(header: str, now: datetime) -> float | None:
    """The seconds that a ``Retry-After`` header means: a number, or an HTTP date (RFC 9110, 10.2.3); 0 for
    a date that is past, None when there is no header or it cannot be read.
    """
    if header.strip().isdigit():
        return float(header)
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())


_TOLD = {
    "CannotResolveHostError": "no such host",
    "DownloadConnectionRefusedError": "connection refused",
    "DownloadTimeoutError": "no answer in time",
    "ResponseDataLossError": "the answer broke off",
    "DownloadCancelledError": "the answer is too large",
    "DownloadFailedError": "the connection broke",
}


def describe(error: BaseException | None) -> str:
    """A download error in words for a person."""
    if "certificate verify failed" in str(error):  # OpenSSL's words, inside Twisted's and Scrapy's
        return "its certificate cannot be believed (DOWNLOAD_VERIFY_CERTIFICATES=0 reads it all the same)"
    return _TOLD.get(type(error).__name__) or str(error) or type(error).__name__
