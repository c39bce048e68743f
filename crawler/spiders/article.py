"""The one kind of spider there is: fetches what the scout finds, and brings each article home whole.

It reads no more of a page than it must to know where to go next; what an article says is the splitter's
business, in the pipelines.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urljoin, urlsplit

from scrapy import Request, Spider, signals
from scrapy.exceptions import DontCloseSpider, IgnoreRequest

from crawler.archive import Discovery, HeldPage, KnownUrl, Rest, UrlKind
from crawler.clock import Clock
from crawler.items import EMPTY_SOURCE, GIVEN_UP, HALF, Failure, Page, Visit
from crawler.middlewares import Disallowed, OffSite, Pace, Robots, Stopped, describe
from crawler.optouts import allows_links, header_signals, meta_signals
from crawler.quarantine.walls import Found, find_wall
from crawler.sites import Site
from crawler.spiders.arguments import Arguments, read_arguments
from crawler.spiders.discovery import canonical_link, declared_day
from crawler.spiders.frontier import Task
from crawler.spiders.pages import ParsedPage, freshened, look_of, page_of, parsed
from crawler.spiders.saved import FILES, saved_visits
from crawler.spiders.scout import Memory, Scout
from crawler.spiders.thread import FurtherPages, named_text_pages, root_of
from crawler.spiders.urls import clean_url
from crawler.splitter import Document, page_type
from crawler.splitter.words.addresses import article_page_number, same_page

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure as TwistedFailure

BATCH = 16  # tasks handed to Scrapy at once: enough to keep it busy, few enough to stop at a limit


class Run(Memory, Protocol):
    """What the spider asks of the crawl's run (``crawler.extensions.CrawlRun``), which holds the archive."""

    clock: Clock

    def rest(self) -> Rest | None: ...
    def answered(self, status: int) -> None: ...
    def found_home(self, url: str) -> None: ...
    def known(self, url: str) -> KnownUrl | None: ...
    def fetched(self, page: Page, kind: UrlKind, entries: Sequence[str] | None = None) -> None: ...
    def nothing_at(self, url: str, kind: UrlKind, status: int) -> None: ...
    def will_look_again(self, url: str, page: Page) -> bool: ...
    def forbidden(self, url: str) -> None: ...
    def not_modified(self, page: Page) -> bool: ...
    def last_visit(self, url: str) -> tuple[HeldPage, ...]: ...
    def pages(self, captures: Sequence[int]) -> tuple[Page, ...]: ...
    def gone(self, url: str, status: int) -> bool: ...
    def fail(
        self, url: str, failure: Failure, kind: UrlKind = "unknown", page: Page | None = None
    ) -> None: ...
    def led(self, page: Page) -> bool: ...
    def problem(self, sentence: str) -> None: ...
    def told_to_wait(self, reason: str) -> None: ...
    def guarded(self, visit: Visit) -> Visit | None: ...
    def store(self, visit: Visit) -> object: ...


def archived_site(arguments: Arguments) -> Site:
    """The site under which a crawl is archived."""
    return arguments.site if arguments.site.url else Site(name=FILES)


class ArticleSpider(Spider):
    """Crawls one site. The loader makes a subclass for each site file, with ``name`` and ``declared`` set.

    Raises ArgumentError on spider arguments that cannot be used.
    """

    declared: Site
    run: Run  # set by the run itself when it has opened the archive, before start()
    scout: Scout

    def __init__(self, **given: str) -> None:
        super().__init__()
        self.given = given
        self.arguments = read_arguments(self.declared, given)
        self.site = archived_site(self.arguments)
        self._read: set[str] = set()
        self._left: set[str] = set()
        self._told_closed = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> ArticleSpider:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._go_on, signal=signals.spider_idle)
        return spider

    def stop(self, reason: str) -> None:
        """Fetch nothing more; what has come is still stored."""
        self.scout.frontier.clear()
        pace = self.crawler.get_downloader_middleware(Pace)
        if pace is not None:
            pace.stop(reason)

    def ask_witnesses(self, urls: Sequence[str]) -> None:
        """Ask for other articles, because of one that vanished: a crawl of the whole site does so anyway."""

    # --- what to fetch

    async def start(self) -> AsyncIterator[Any]:
        settings = self.crawler.settings
        self.scout = Scout(
            self.arguments,
            self.run,
            listing_pages=settings.getint("LISTING_PAGES_MAX"),
            sitemaps=settings.getint("SITEMAPS_MAX"),
        )
        if self.arguments.files:
            largest = settings.getint("DOWNLOAD_MAXSIZE")
            for visit in saved_visits(self.arguments, self.run.clock.stamp(), largest):
                yield visit
            return
        rest = self.run.rest()
        if rest is not None and not self._sit_out(rest, binding=rest.asked):
            self.run.problem(f"left alone until {rest.until}, as it asked ({rest.reason})")
            return
        self.scout.frontier.add(Task(self.arguments.url or self.site.url, "start"))
        for request in self._requests():
            yield request

    def _sit_out(self, rest: Rest, *, binding: bool) -> bool:
        """Let the crawl wait out a rest that earlier runs remember; False when it is too long to wait for."""
        if binding and rest.seconds > self.crawler.settings.getfloat("RETRY_AFTER_MAX"):
            return False
        pace = self.crawler.get_downloader_middleware(Pace)
        if binding and pace is not None:
            pace.wait(rest.seconds)
        return True

    def _go_on(self) -> None:
        """When all that was handed out is done: hand out more, or let the crawl end."""
        requests = list(self._requests())
        for request in requests:
            self.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider

    def _tasks(self) -> list[Task]:
        """What to fetch next; nothing when the crawl is done."""
        return self.scout.frontier.take(BATCH)

    def _requests(self) -> Iterator[Request]:
        for task in self._tasks():
            yield Request(
                task.url,
                callback=self.answered,
                errback=self.unanswered,
                headers=self._validators(task),
                meta={"task": task},
                dont_filter=True,  # the frontier has seen to that
            )

    def _validators(self, task: Task) -> dict[str, str]:
        """What makes a request conditional (RFC 9110, 13), as the site gave it. A start page is asked for
        whole, since all else is found from it; so is an article of which the archive holds nothing, and one
        that the site says has changed: a cache before it may go on answering 304."""
        whole = task.kind == "start" or task.as_found or task.announced
        return {} if whole else self._validators_of(task.url)

    def _validators_of(self, url: str) -> dict[str, str]:
        known = self.run.known(url)
        if known is None or (known.kind == "article" and known.article_id is None):
            return {}
        validators = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in validators.items() if value}

    # --- what came

    async def answered(self, response: Response) -> AsyncIterator[Visit]:
        """An answer came, whatever it says."""
        task: Task = response.meta["task"]
        page = page_of(response, self.run.clock.stamp(), task.url)
        self.run.answered(page.status)
        if page.status == 304:
            async for visit in self._take_unchanged(task, page):
                yield visit
        elif not 200 <= page.status < 300:
            for visit in self._refused(task, page):
                yield visit
        elif task.kind in ("feed", "sitemap"):
            self._take_source(task, page)
        elif self._leads_home(task, page):
            for visit in self._failed(task, page, _led_home(response.meta.get("redirect_reasons", ()))):
                yield visit
        else:
            async for visit in self._take_page(task, page):
                yield visit

    def _leads_home(self, task: Task, page: Page) -> bool:
        """Whether an archived article's own address leads to the home page: what many blogs do with what they
        deleted, and a new design with all addresses that it lost."""
        homes = (self.site.url, self.scout.home)
        if same_page(page.url, task.url) or not any(same_page(page.url, home) for home in homes):
            return False
        known = self.run.known(task.url)
        return known is not None and known.own

    def unanswered(self, failure: TwistedFailure) -> Iterator[Visit]:
        """No answer came, or the request was not allowed out."""
        task: Task = failure.request.meta["task"]  # type: ignore[attr-defined]
        error = failure.value
        led_to = failure.request.url  # type: ignore[attr-defined]
        start = task.kind == "start"
        if isinstance(error, Stopped):
            tell = self.run.told_to_wait if error.asked else self.run.problem
            tell(str(error))
            return
        if isinstance(error, Disallowed) and error.closed:
            self._closed(task, str(error))
            return
        if isinstance(error, OffSite) and not start and self._is_ours(task.url):
            target = urlsplit(led_to)
            self.run.problem(f"addresses of {self.site.name} lead to {target.scheme}://{target.netloc}/ now")
            yield from self._failed(task, None, Failure("fetch", "OffSite", f"leads to {target.geturl()}"))
            return
        if isinstance(error, OffSite | Disallowed):
            if start:
                self.run.problem(str(error))
            elif isinstance(error, Disallowed) and not same_page(led_to, task.url) and not task.copy:
                yield from self._failed(task, None, _led_away(str(error)))
            elif isinstance(error, Disallowed):
                self.run.forbidden(task.url)
            self._take_copy(task)
            return
        reason = describe(error)
        if start:
            self._start_failed(task, reason)
        yield from self._failed(task, None, Failure("fetch", type(error).__name__, reason))

    def _is_ours(self, url: str) -> bool:
        """Whether an address is that of an archived article, or of a list of articles: it was on the site."""
        known = self.run.known(url)
        return known is not None and (known.own or bool(known.named))

    def _closed(self, task: Task, reason: str) -> None:
        """The host is closed to us today: told once, and no fault of the address that was to be fetched."""
        if not self._told_closed:
            self._told_closed = True
            self.run.problem(reason)
            failure = Failure("fetch", "Closed", reason)
            if task.kind == "start":
                self.run.fail(task.url, failure)
            else:
                self.run.fail(urljoin(task.url, "/robots.txt"), failure, "robots")
        self.stop(reason)

    def _refused(self, task: Task, page: Page) -> Iterator[Visit]:
        """An answer that is no page: an error, or a redirect to nowhere."""
        gone = page.status in (404, 410)
        if gone and task.kind in ("start", "article", "recalled") and self.run.gone(task.url, page.status):
            return
        if task.copy and 400 <= page.status < 500:
            self.run.nothing_at(task.url, "unknown", page.status)
            self._take_copy(task)
            return
        if task.guessed and 400 <= page.status < 500:
            self.run.nothing_at(task.url, _kind_of(task), page.status)
            self.scout.instead(task)
            return
        failure = _refusal(page)
        if task.kind == "start":
            self._start_failed(task, failure.detail)
        yield from self._failed(task, page, failure)

    def _failed(self, task: Task, page: Page | None, failure: Failure) -> Iterator[Visit]:
        """Articles fail as visits, with their bytes; what lists articles is only noted."""
        if task.kind in ("start", "article", "recalled"):
            self.scout.frontier.spend()
            yield Visit(task.url, self.site.name, page, failure=failure)
        else:
            self.scout.failed(task)
            self.run.fail(task.url, failure, _kind_of(task))

    def _take_source(self, task: Task, page: Page) -> None:
        kind: UrlKind = "feed" if task.kind == "feed" else "sitemap"
        named = self.scout.feed(page.body, task) if kind == "feed" else self.scout.sitemap(page.body, task)
        if not named and self._is_hollow(task, page, kind):
            return
        if named or not task.guessed:
            self.run.fetched(page, kind, named)
        else:
            self.scout.instead(task)

    def _is_hollow(self, task: Task, page: Page, kind: UrlKind) -> bool:
        """Whether what listed articles before lists none now: something else stands in its place."""
        known = self.run.known(task.url)
        if known is None or not known.named:
            return False
        told = f"named {known.named} article{'s' if known.named > 1 else ''} before, and none now"
        found = _wall(page)
        error, detail = (found.wall, f"{told}: {found.detail}") if found else (EMPTY_SOURCE, told)
        self.scout.failed(task)
        self.run.fail(task.url, Failure("read", error, detail, quarantined=True), kind, page)
        return True

    async def _take_page(
        self, task: Task, page: Page, came: Mapping[str, Page] | None = None
    ) -> AsyncIterator[Visit]:
        """Take a page for what it is. ``came`` are comment pages that were fetched before it was read."""
        try:
            document = parsed(page)
            kind = page_type(document)
        except Exception as error:  # noqa: BLE001 -- whatever a page does to the parser costs this page alone
            if task.kind == "start":
                self._start_failed(task, str(error))
            failure = Failure("read", type(error).__name__, str(error)[:500])
            for visit in self._failed(task, page, failure):
                yield visit
            return
        listing = task.kind == "listing" or (
            task.kind == "start" and (kind != "article" or self._is_home(document, page.url))
        )
        if listing and document.root is not None and not self._may_follow(page, document.root):
            if task.kind == "start":
                self._set_out(None, page.url)
            self.run.fetched(page, "listing")
        elif listing and document.root is not None:
            if task.kind == "start" and (self.arguments.url is None or self._is_home(document, page.url)):
                self._set_out(document.root, page.url)
            named = self.scout.listing(document.root, page.url, task)
            if named or not self._is_hollow(task, page, "listing"):
                self.run.fetched(page, "listing", named)
        elif kind != "article" and self._stands_for_an_article(task, page):
            yield Visit(task.url, self.site.name, ParsedPage.of(page, document))
        elif kind == "other" and not task.copy and self.run.will_look_again(task.url, page):
            return
        elif kind != "article":
            self.run.fetched(page, "listing" if kind == "listing" else "other")
            self._take_copy(task)
        else:
            async for visit in self._take_article(task, page, document, came or {}):
                yield visit

    def _stands_for_an_article(self, task: Task, page: Page) -> bool:
        """Whether a page that is no article stands where one is, or may be: the check tells what it is."""
        known = self.run.known(task.url)
        if known is not None and known.article_id is not None:
            return True
        return _wall(page) is not None

    def _may_follow(self, page: Page, root: HtmlElement) -> bool:
        """Whether the page lets its links be taken (``nofollow`` in a header or a meta element)."""
        token = self.crawler.settings["ROBOTSTXT_USER_AGENT"]
        return allows_links((*header_signals(page, token), *meta_signals(root, token)))

    def _is_home(self, document: Document, url: str) -> bool:
        return document.root is not None and self.scout.is_home(document.root, url)

    def _start_failed(self, task: Task, reason: str) -> None:
        """A home page that does not answer is told, but feeds and sitemaps may still do."""
        self.run.problem(f"{task.url}: {reason}")
        if task.url == self.site.url:
            self._set_out(None, task.url)

    def _set_out(self, root: HtmlElement | None, url: str) -> None:
        """Begin the crawl of the whole site."""
        robots = self.crawler.get_downloader_middleware(Robots)
        self.scout.begin(root, url, robots.sitemaps(url) if robots is not None else ())
        self.run.found_home(self.scout.home)

    # --- an article

    async def _take_unchanged(self, task: Task, page: Page) -> AsyncIterator[Visit]:
        """A 304 speaks for one page: the further comment pages of an article are asked for as well. Where one
        of them changed, the thread is read whole, from the archive what the site says is as it was."""
        address = clean_url(page.url) or page.url
        held = self.run.last_visit(task.url)
        if held and address in self._read:
            self.run.led(page)
            return
        came = {one.url: await self._fetch(one.url, self._validators_of(one.url)) for one in held[1:]}
        unchanged = all(answer is not None and answer.status == 304 for answer in came.values())
        if not held or (unchanged and self._leads_where_it_did(task, address) and not self._goes_on(held)):
            for answer in came.values():
                if answer is not None:
                    self.run.not_modified(answer)
            if self.run.not_modified(page):
                self._read.add(address)
                self.scout.frontier.skip(address)
                self.scout.frontier.spend()
            return
        whole = await self._whole(held[0], page)
        pages = {one.url: await self._whole(one, came[one.url]) for one in held[1:]}
        if whole is not None:
            had = {url: answer for url, answer in pages.items() if answer is not None}
            async for visit in self._take_page(task, whole, had):
                yield visit

    def _leads_where_it_did(self, task: Task, address: str) -> bool:
        """Whether a 304 came from where the article is known to be: a new redirect may mean that it moved."""
        return address == task.url or self.run.known(address) is not None

    def _goes_on(self, held: Sequence[HeldPage]) -> bool:
        """Whether the page of the last visit names a page of its text that was not fetched with it."""
        pages = self.run.pages((held[0].capture_id,))
        return any(
            set(named_text_pages(page, held[0].url)).difference(one.url for one in held) for page in pages
        )

    async def _whole(self, held: HeldPage, answer: Page | None) -> Page | None:
        """The page that an answer stands for: after a 304 the archive's own bytes, fetched again where they
        are no longer kept."""
        if answer is None or answer.status != 304:
            return answer
        kept = self.run.pages([held.capture_id])
        return freshened(kept[0], answer) if kept else await self._fetch(answer.requested_url)

    async def _take_article(
        self, task: Task, page: Page, document: Document, came: Mapping[str, Page]
    ) -> AsyncIterator[Visit]:
        """One article with its comment pages. The canonical address is the one that is archived: found under
        another, the page is left, and the canonical one is fetched in its place."""
        root = document.root
        final = clean_url(page.url) or page.url
        canonical = canonical_link(root, page.url) if root is not None else None
        identity = canonical if canonical and self.site.holds(canonical) else final
        known = self.run.known(task.url)
        if known is not None and known.article_id is not None and not same_page(identity, final):
            identity = (
                final  # an archived article's own address: whether it has moved is for the check to say
            )
        elif task.as_found or identity in self._left:  # the canonical address leads nowhere, or back to here
            identity = final
        elif not same_page(identity, final) and identity != task.url:
            self._left.add(task.url)
            self.scout.frontier.add(Task(identity, "article", task.url, copy=task.url))
            # In this order: a crawl cut short in between would find the copy unchanged and never go on.
            self.run.discovered([Discovery(identity)], task.url)
            self.run.fetched(page, "other")
            return
        if identity in self._read:
            if not self.run.led(page):
                self.run.fetched(page, "other")
            return
        self._read.add(identity)
        self.scout.frontier.skip(identity)
        self.scout.frontier.spend()
        further, missing = (
            await self._further_pages(root, identity, came)
            if root is not None and self._may_follow(page, root) and not self._is_older(root, page.url)
            else ((), None)
        )
        if root is not None:
            self.scout.note_title_on(root)
        parsed = ParsedPage.of(page, document)
        yield Visit(
            identity, self.site.name, parsed, tuple(further),
            thread_complete=missing is None, failure=_half_read(missing, identity),
        )  # fmt: skip

    def _is_older(self, root: HtmlElement, url: str) -> bool:
        """Whether an article declares a day before the one asked for: it will be left out, and its comment
        pages need not be asked for."""
        since = self.arguments.since
        if since is None:
            return False
        day = declared_day(root, url)
        return day is not None and day < since.isoformat()

    def _take_copy(self, task: Task) -> None:
        """Archive a page at the address where it was found: there is none at the one it calls its own."""
        if task.copy:
            self.scout.frontier.again(Task(task.copy, "article", task.by, as_found=True))

    async def _further_pages(
        self, root: HtmlElement, url: str, came: Mapping[str, Page]
    ) -> tuple[list[Page], str | None]:
        """The further pages of the article at ``url``, and the address of one that did not come: of its text,
        if there is one, else of its thread. Pages name each other: those found on the way are fetched too,
        up to COMMENT_PAGES_MAX.

        Pages of the text that the last visit brought are asked for though no page names them any more: not
        every theme prints their numbers (WordPress' block themes do for texts of the block editor alone).
        """
        further = FurtherPages(root, url, known=came)
        pages: list[Page] = []
        missing: list[str] = []
        while (address := further.next()) is not None:
            full = len(pages) >= self.crawler.settings.getint("COMMENT_PAGES_MAX")
            page = None if full else came.get(address) or await self._fetch(address)
            if page is not None:
                pages.append(page)
                if (tree := root_of(page)) is not None:
                    further.read(tree, page.url)
                continue
            missing.append(address)
            if full:
                break
        for held in self.run.last_visit(url)[1:]:
            if article_page_number(held.url, url) is None or further.has_named(held.url):
                continue
            page = await self._fetch(held.url, may_be_gone=True)
            if page is None:
                missing.append(held.url)
            elif page.status == 200 and article_page_number(page.url, url) is not None:
                pages.append(page)
        texts = (address for address in missing if article_page_number(address, url) is not None)
        return pages, next(texts, missing[0] if missing else None)

    async def _fetch(
        self, url: str, validators: Mapping[str, str] | None = None, *, may_be_gone: bool = False
    ) -> Page | None:
        """One page, at once and as politely (a 304 too where ``validators`` are sent, a 404 or 410 where it
        ``may_be_gone``); None, and a failure noted, when it cannot be had."""
        request = Request(url, headers=dict(validators or {}), dont_filter=True)
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:  # noqa: BLE001 -- any reason is a reason, and is noted
            if not isinstance(error, Stopped):
                name = "Disallowed" if isinstance(error, IgnoreRequest) else type(error).__name__
                self.run.fail(url, Failure("fetch", name, describe(error)), "comments")
            return None
        page = page_of(response, self.run.clock.stamp(), url)
        if may_be_gone and page.status in (404, 410):
            self.run.nothing_at(url, "comments", page.status)
            return page
        if page.status != 200 and not (page.status == 304 and validators):
            self.run.fail(url, _refusal(page), "comments", page)
            return None
        return page


def _kind_of(task: Task) -> UrlKind:
    """As what the archive knows the address of a task."""
    return "article" if task.kind == "recalled" else "unknown" if task.kind == "start" else task.kind


def _half_read(missing: str | None, article: str) -> Failure | None:
    """Why an article is not taken of which a page of the text did not come: half of it would look like a
    change. A page of its thread may be missing."""
    if missing is None or article_page_number(missing, article) is None:
        return None
    return Failure("fetch", HALF, f"a page of its text did not come: {missing}")


def _wall(page: Page) -> Found | None:
    return find_wall(look_of(page), alone=True)


def _led_home(reasons: Sequence[int | str]) -> Failure:
    """What a redirect to the home page says of an article: given up, where every step is a permanent one."""
    for_good = bool(reasons) and {301, 308}.issuperset(reasons)
    told = f"its address leads to the home page (HTTP {', '.join(map(str, reasons))})"
    return Failure("read", GIVEN_UP if for_good else "RedirectHome", told, quarantined=True)


def _led_away(reason: str) -> Failure:
    """What a redirect says of a page that leads where we may not go: a site behind its login, more often than
    not. There are no bytes to keep."""
    return Failure("read", "RedirectForbidden", f"leads away: {reason}", quarantined=True)


def _refusal(page: Page) -> Failure:
    """What an error answers: a wall that says so by its status (403 or 503 where a captcha stands, 402 where
    a paywall), or the error alone."""
    told = f"HTTP {page.status} {_phrase(page.status)}".strip()
    found = _wall(page)
    if found is None or found.wall in ("NotFound", "ErrorPage"):
        return Failure("fetch", f"Http{page.status}", told)
    return Failure("read", found.wall, f"{told}: {found.detail}", quarantined=True)


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else ""
