"""What is not fetched because somebody reserved it: TDMRep's file of a host, and erased articles. A host's
``/ai.txt`` is read beside it: it forbids nothing that is done here, and is noted with each page.

``/.well-known/tdmrep.json`` is read before a host's first page (TDM Reservation Protocol, 6.1). A host
without the file, or whose file cannot be had or read, reserves nothing by it; its pages may still do so by
themselves (see ``optouts``).
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from crawler.archive import HostFile, RightsPath
from crawler.items import Wish
from crawler.middlewares import Disallowed
from crawler.optouts import AI_PATH, TDM_FILE, TDM_PATH, Reservation, reservation

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class Memory(Protocol):
    """What this asks of the crawl's run."""

    def is_forgotten(self, url: str) -> bool: ...
    def host_file(self, netloc: str, path: RightsPath) -> HostFile | None: ...
    def keep_host_file(self, netloc: str, path: RightsPath, file: HostFile) -> None: ...
    def not_fetched(self, url: str, wish: Wish) -> None: ...


class Reserved(Disallowed):
    """The address is reserved from text and data mining, or its article was erased."""


class Reservations:
    """Drops requests for reserved addresses, unless the site's file states a legal basis."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._files: dict[str, asyncio.Future[HostFile]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Reservations:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if request.meta.get("dont_obey_robotstxt") or parts.scheme not in ("http", "https"):
            return
        run = self._run
        if run is not None and run.is_forgotten(request.url):
            raise Reserved("an erased article: not fetched again")
        if parts.netloc not in self._files:
            self._files[parts.netloc] = asyncio.ensure_future(self._files_of(parts.scheme, parts.netloc))
        file = await self._files[parts.netloc]
        found = reservation(file.body, request.url) if file.status == 200 else Reservation()
        if found.reserved and not self._crawler.spider.site.legal_basis:  # type: ignore[union-attr]
            self._tell(request.url, found)
            raise Reserved(f"{request.url} is reserved from text and data mining ({found.location})")

    @property
    def _run(self) -> Memory | None:
        """The run of the crawl; None for a single page that is fetched without one."""
        return getattr(self._crawler.spider, "run", None)

    def _tell(self, url: str, found: Reservation) -> None:
        if self._run is not None:
            terms = f"; terms: {found.policy}" if found.policy else ""
            reason = f"the host reserves text and data mining there{terms}"
            self._run.not_fetched(url, Wish(TDM_FILE, f"{found.location} 1", "not fetched", reason))

    async def _files_of(self, scheme: str, netloc: str) -> HostFile:
        """The host's tdmrep.json. Where there is a run to note it, its ai.txt is read, too."""
        file = await self._file(scheme, netloc, TDM_PATH)
        if self._run is not None and file.status:
            await self._file(scheme, netloc, AI_PATH)
        return file

    async def _file(self, scheme: str, netloc: str, path: RightsPath) -> HostFile:
        held = self._run.host_file(netloc, path) if self._run is not None else None
        if held is not None:
            return held
        meta = {"dont_obey_robotstxt": True, "allow_offsite": True, "dont_retry": True}
        asked = Request(f"{scheme}://{netloc}{path}", meta=meta, callback=NO_CALLBACK)
        try:
            assert self._crawler.engine is not None
            response = await self._crawler.engine.download_async(asked)
        except Exception:  # noqa: BLE001 -- a host that does not answer tells so at its next page
            return HostFile(0, b"")
        file = HostFile(response.status, response.body if response.status == 200 else b"")
        if self._run is not None and response.status < 500 and response.status != 429:
            self._run.keep_host_file(netloc, path, file)
        return file
