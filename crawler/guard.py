"""What stands between a reading and the archive: opt-outs first, then people's rights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawler.items import OptOut, Page, Visit
from crawler.optouts import (
    AI_PATH,
    TDM_PATH,
    UNTIL,
    Reservation,
    ai_signals,
    decide,
    meta_signals,
    page_signals,
    reservation,
    robots_signals,
    title_only,
)
from crawler.privacy import Pseudonyms, is_forgotten, keyed, shielded, shows_name
from crawler.sites import site_named
from crawler.splitter import SplitError, parse

if TYPE_CHECKING:
    from crawler.archive import Archive


class Guard:
    """Says what of a visit may be stored. Made once a run: the list of erased people is read then, and again
    when it may have grown (``renew``).

    ``token`` is the product token by which a site may speak to us alone.
    """

    def __init__(self, archive: Archive, token: str, pseudonyms: Pseudonyms | None) -> None:
        self._archive = archive
        self._token = token
        self._pseudonyms = pseudonyms
        self._version = 0
        self.renew()
        self._hosts: dict[str, tuple[bytes, ...]] = {}

    @classmethod
    def of(cls, settings: Mapping[str, Any], archive: Archive, *, writable: bool = True) -> Guard:
        """By the settings. Raises KeyUnusable."""
        return cls(archive, settings["ROBOTSTXT_USER_AGENT"], keyed(settings, archive, writable=writable))

    def renew(self) -> None:
        """Takes note of whom and what another process has erased since: a page that is on its way must not
        bring it back."""
        version = self._archive.rights.version()
        if version != self._version:
            self._version, self._suppressed = version, self._archive.rights.suppressions()

    def __call__(self, visit: Visit) -> Visit:
        """The visit as it may be stored."""
        return shielded(self._under_terms(visit), self._pseudonyms, self._suppressed)

    def may_keep(self, page: Page, site: str) -> bool:
        """Whether the bytes of a page that is no article may be stored: it may show an erased name."""
        return not self._suppressed or not shows_name(page, site, self._suppressed)

    def is_forgotten(self, url: str) -> bool:
        """Whether an address is an erased article's: it is not fetched, and not remembered."""
        return is_forgotten(url, self._suppressed)

    def reservation(self, url: str) -> Reservation | None:
        """What the tdmrep.json of its host, as it was last read, says of an address."""
        _, _, tdm = self._files(url)
        return reservation(tdm, url) if tdm else None

    def _of_host(self, url: str) -> tuple[OptOut, ...]:
        """What the robots.txt and the ai.txt of its host, as they were last read, say of the use of an
        address."""
        robots, ai, _ = self._files(url)
        return (*robots_signals(robots, url, self._token), *ai_signals(ai, url, self._token))

    def _files(self, url: str) -> tuple[bytes, ...]:
        """The robots.txt, the ai.txt and the tdmrep.json of the host of an address, as they were last read:
        before its first page. Empty where there is none."""
        netloc = urlsplit(url).netloc
        if netloc not in self._hosts:
            memory = self._archive.memory
            files = (
                memory.robots(netloc, young=False),
                memory.host_file(netloc, AI_PATH, young=False),
                memory.host_file(netloc, TDM_PATH, young=False),
            )
            bodies = (file.body if file is not None and file.status == 200 else b"" for file in files)
            self._hosts[netloc] = tuple(bodies)
        return self._hosts[netloc]

    def _under_terms(self, visit: Visit) -> Visit:
        article, page = visit.article, visit.page
        if page is None:
            return visit
        signals = page_signals((page, *visit.comment_pages), self._token)
        terms = decide(
            (
                *self._of_host(page.url),
                *signals,
                *(article.opt_outs if article is not None else ()),
                *self._ours(page),
            ),
            datetime.fromisoformat(page.fetched_at),
            reserved=self.reservation(page.url),
            basis=legal_basis(visit.site),
        )
        if terms.copy:
            return replace(visit, terms=terms)
        if article is None:
            return replace(visit, raw_refused=terms.withheld)
        return replace(visit, terms=terms, article=title_only(article), raw_refused=terms.withheld)

    def _ours(self, page: Page) -> tuple[OptOut, ...]:
        """Directives of a meta element that names us, and dates, which the splitter cuts at their commas.
        Hardly a page has one, so hardly a page is parsed for it."""
        token, body = self._token.lower(), page.body.lower()
        if token.encode() not in body and UNTIL.encode() not in body:
            return ()
        try:
            root = parse(page.body).root
        except SplitError:
            return ()
        found = meta_signals(root, token) if root is not None else ()
        return tuple(one for one in found if one.signal == token or one.value.startswith(UNTIL))


def legal_basis(site: str) -> str:
    """The reason that the site's file states for keeping copies against an opt-out; "" without one."""
    return site_named(site).legal_basis
