"""Crawls run to their end, one or several side by side in one process, whatever stops them."""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping, Sequence
from types import FrameType
from typing import TYPE_CHECKING, cast

from scrapy import signals
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings
from scrapy.utils.project import get_project_settings

from crawler.clock import Clock
from crawler.extensions import CrawlRun
from crawler.privacy import Pseudonyms, retention_days

if TYPE_CHECKING:
    from scrapy.crawler import Crawler, CrawlerProcessBase

    from crawler.spiders.article import ArticleSpider


# Many of Scrapy's whole numbers may be fractions.
_READERS: Mapping[type, tuple[Callable[[BaseSettings, str], float], str]] = {
    bool: (BaseSettings.getbool, "neither True nor False"),
    int: (BaseSettings.getfloat, "no number"),
    float: (BaseSettings.getfloat, "no number"),
}


def wrong_setting(settings: BaseSettings) -> str | None:
    """What is wrong with the settings of a crawl as they were typed, in one line; None when nothing is."""
    try:
        Clock(settings["NOW"])
        retention_days(settings)
        Pseudonyms.of(settings)
        _check_typed(settings)
    except ValueError as error:  # each of them tells a person
        return str(error)
    return None


def _check_typed(settings: BaseSettings) -> None:
    """Raises ValueError for a setting that is usually a number, or yes or no, and was typed (``-s``) as none;
    for a number below zero, too, where the project sets one."""
    usual = get_project_settings()
    for name, value in usual.items():
        if type(value) not in _READERS:
            continue  # unread: to ask for some of the others is deprecated
        read, what = _READERS[type(value)]
        given = settings.get(name)
        if not isinstance(given, str):
            continue
        try:
            is_below = read(settings, name) < 0
        except ValueError:
            raise ValueError(f"{name} is {what}: {given}") from None
        if is_below and usual.getpriority(name) == SETTINGS_PRIORITIES["project"]:
            raise ValueError(f"{name} is below zero: {given}")


def run_crawls(process: CrawlerProcessBase, crawls: Sequence[tuple[Crawler, dict[str, str]]]) -> int | None:
    """Run crawls, each with its spider's arguments, and give the signal that ended them, if one did. Once a
    process: Twisted's reactor runs once. Every run's row is closed, even when a second signal forces the end.
    """
    crawlers = [crawler for crawler, _ in crawls]
    received = _watch_signals(crawlers)
    for crawler, arguments in crawls:
        process.crawl(crawler, **arguments)
    process.start()
    for crawler in crawlers:
        run = run_of(crawler)
        if run is not None:
            run.close("shutdown")
    return received[0] if received else None


def run_of(crawler: Crawler) -> CrawlRun | None:
    """The run of a crawl; None when it broke before it had one."""
    try:
        return crawler.get_extension(CrawlRun)
    except RuntimeError:
        return None


def _end_when_idle(crawler: Crawler) -> None:
    """Let a crawl that is being closed end: Scrapy 2.19 does not look whether the last item that came from
    ``start``, as saved pages do, is done, and would wait for it for good."""
    from twisted.internet import reactor  # noqa: PLC0415 -- installed by now, and not before

    slot = crawler.engine.scraper.slot if crawler.engine is not None else None
    if slot is None or crawler.spider is None or (slot.closing is not None and slot.closing.called):
        return
    if slot.closing is not None and slot.is_idle():
        slot.closing.callback(crawler.spider)
    else:
        reactor.callLater(0.1, _end_when_idle, crawler)  # type: ignore[arg-type]


def _watch_signals(crawlers: Sequence[Crawler]) -> list[int]:
    """A list that gets the first signal that ends the crawls. Scrapy's own handlers still do the work; the
    spiders are told too, so that they do not sit out a ``Retry-After`` first."""
    received: list[int] = []

    def stop_all() -> None:
        for crawler in crawlers:
            if crawler.spider is not None:
                cast("ArticleSpider", crawler.spider).stop("interrupted")
                _end_when_idle(crawler)

    def opened() -> None:
        if watching:
            return
        watching.append(True)
        for number in (signal.SIGINT, signal.SIGTERM):
            own = signal.getsignal(number)

            def handle(signum: int, frame: FrameType | None, own: object = own) -> None:
                received.append(signum)
                from twisted.internet import reactor  # noqa: PLC0415 -- installed by now, and not before

                reactor.callFromThread(stop_all)
                if callable(own):
                    own(signum, frame)

            signal.signal(number, handle)

    watching: list[bool] = []
    for crawler in crawlers:
        crawler.signals.connect(opened, signal=signals.engine_started, weak=False)
    return received
