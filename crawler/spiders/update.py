"""The spider of ``scrapy update``: what is due is what is fetched."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any, Protocol

from crawler.archive import Rest
from crawler.spiders.article import BATCH, ArticleSpider, Run
from crawler.spiders.frontier import Task
from crawler.spiders.lookout import LongMemory, Lookout


class UpdateRun(Run, LongMemory, Protocol):
    """What an update asks of its run."""

    def requests_left(self) -> int: ...
    def resting(self, rest: Rest) -> None: ...
    def over_budget(self, left: int) -> None: ...


class UpdateSpider(ArticleSpider):
    """Updates one site that the archive knows; one of which it knows no page is crawled whole.

    ``named`` says that a person asked for this site: then our own rest from a broken site does not hold.
    """

    name = "update"
    named = False
    run: UpdateRun
    _left_alone = False
    _witnessed = False

    async def start(self) -> AsyncIterator[Any]:
        settings = self.crawler.settings
        self.scout = lookout = Lookout(
            self.arguments,
            self.run,
            listing_pages=settings.getint("LISTING_PAGES_MAX"),
            sitemaps=settings.getint("SITEMAPS_MAX"),
        )
        rest = self.run.rest()
        if rest is not None and not self._sit_out(rest, binding=rest.asked or not self.named):
            self._left_alone = True
            self.run.resting(rest)
            return
        if not lookout.resume():
            lookout.frontier.add(Task(self.site.url, "start"))
        for request in self._requests():
            yield request

    def ask_witnesses(self, urls: Sequence[str]) -> None:
        for url in () if self._witnessed else urls:
            self.scout.frontier.add(Task(url, "article"))
        self._witnessed = True

    def _tasks(self) -> list[Task]:
        assert isinstance(self.scout, Lookout)
        if self._left_alone:
            return []
        most = min(BATCH, self.run.requests_left())
        if most <= 0:
            left = len(self.run.due(-1))
            if left:
                self.run.over_budget(left)
            return []
        tasks = self.scout.frontier.take(most)
        while not tasks and self.scout.look(most):
            tasks = self.scout.frontier.take(most)
        return tasks
