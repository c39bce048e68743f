"""The scout of an update: what lists articles is read when it is due, and only as far as there is news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from lxml.html import HtmlElement

from crawler.archive import Discovery, Due
from crawler.spiders.arguments import Arguments
from crawler.spiders.discovery import announced_feeds
from crawler.spiders.frontier import Task
from crawler.spiders.scout import PATIENCE, Memory, Scout
from crawler.spiders.urls import clean_url


class LongMemory(Memory, Protocol):
    """What the lookout asks of the archive, beside a scout's questions."""

    def due(self, most: int) -> list[Due]: ...
    def due_sources(self) -> list[Due]: ...


class Lookout(Scout):
    """Feeds the frontier of an update from what the archive says is due.

    Feeds, sitemaps and listings come first, since they tell what else is due. Where a feed fails, or shows
    nothing but news (it may then have run over since the last update), the home page is read, too; a listing
    is followed back until it shows what is known.
    """

    def __init__(
        self, arguments: Arguments, memory: LongMemory, *, listing_pages: int = 2000, sitemaps: int = 500
    ) -> None:
        super().__init__(arguments, memory, listing_pages=listing_pages, sitemaps=sitemaps)
        self._due = memory
        self._tried = 0

    def resume(self) -> bool:
        """Recall what earlier runs know; False when nothing is known that lists articles."""
        self._recall()
        return any(self._memory.known_urls(kind) for kind in ("feed", "sitemap", "listing"))

    def look(self, most: int) -> bool:
        """Queue what is due and was not tried yet: what lists articles, then up to ``most`` articles. False
        when there is nothing left."""
        sources = [self._source_task(due) for due in self._due.due_sources()]
        if sum(self.frontier.add(task) for task in sources):
            return True
        # What was tried and is still due (forbidden, failed before it was sent) stands first in the answer.
        articles = self._due.due(most + self._tried)
        # What may have moved is asked for alone: where it leads to must not be fetched twice.
        leading = [due for due in articles if due.first and not self.frontier.knows(due.url)]
        articles = leading or articles
        added = sum(
            self.frontier.add(replace(self._article_task(due.url, due.by), announced=due.announced))
            for due in articles
        )
        self._tried += added
        return added > 0

    def failed(self, task: Task) -> None:
        if task.kind == "feed":
            self._read_front()

    def feed(self, body: bytes, task: Task) -> tuple[str, ...]:
        named = super().feed(body, task)
        if not self._known.intersection(named):
            self._read_front()
        return named

    def listing(self, root: HtmlElement, url: str, task: Task) -> tuple[str, ...]:
        if clean_url(url) == clean_url(self._home):
            self.note_comments(root, url)
            feeds = [feed for feed in announced_feeds(root, url) if self._site.holds(feed)]
            self._memory.discovered([Discovery(feed, "feed") for feed in feeds], url)
        return super().listing(root, url, task)

    def _source_task(self, due: Due) -> Task:
        if due.kind == "listing":
            return Task(due.url, "listing", due.by, stale=PATIENCE - 1)
        return Task(
            due.url,
            "sitemap" if due.kind == "sitemap" else "feed",
            due.by,
            guessed=due.guessed or "comment" in due.url,
        )

    def _read_front(self) -> None:
        self._add(Task(self._home, "listing"))

    def _recall(self) -> None:
        self._known = {known.url for known in self._memory.known_urls("article") if known.last_fetched_at}
        self._recall_copies()

    def _queue_article(self, task: Task) -> None:
        """Left to the archive: an article is due when it is new, or when something new was said of it."""

    def _open_archives(self, root: HtmlElement, url: str) -> None:
        """Left to the first crawl, which read them."""

    def _queue_children(self, children: Sequence[Task]) -> None:
        """Left to the archive: a sitemap of an index is due when the index gives it another date."""

    def _has_news(self, entries: Sequence[str]) -> bool:
        """Whether most of a page is unknown: a pinned article, or a link to no article, proves nothing."""
        return 2 * len(self._known.intersection(entries)) < len(entries)
