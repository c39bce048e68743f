"""What a crawl still has to fetch, in the order that serves it best. A long queue is cheap."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Literal

TaskKind = Literal["start", "feed", "sitemap", "article", "listing", "recalled"]
_ORDER: tuple[TaskKind, ...] = ("start", "feed", "sitemap", "article", "listing", "recalled")
_EARLY_ARTICLES: tuple[TaskKind, ...] = ("start", "article", "feed", "sitemap", "listing", "recalled")


@dataclass(frozen=True, slots=True)
class Task:
    """One address to fetch, and as what.

    ``by`` named it. ``others`` are further addresses to try where this one gives nothing (a guess:
    ``guessed``; a guess that fails is no failure). ``depth`` counts pages along a "next" chain or indexes
    above a sitemap, ``stale`` the pages in a row that brought nothing new. ``copy`` is the address of a page
    that was left because it calls this one its own; ``as_found`` that a page is to be taken at its address,
    whatever it calls itself; ``announced`` that the site says it has changed.
    """

    url: str
    kind: TaskKind
    by: str | None = None
    guessed: bool = False
    others: tuple[str, ...] = ()
    depth: int = 0
    stale: int = 0
    copy: str | None = None
    as_found: bool = False
    announced: bool = False


class Frontier:
    """A queue for each kind of task; an address is accepted once.

    Feeds come first (the newest articles), then sitemaps, then articles, and a listing's next page only when
    all articles found before are done: so a crawl that is cut short holds whole articles. Last come articles
    of earlier crawls (``recalled``) that nothing named today. With a ``limit``, articles come first as soon
    as enough are queued.
    """

    def __init__(self, limit: int | None = None) -> None:
        self._seen: set[str] = set()
        self._queues: dict[TaskKind, deque[Task]] = {kind: deque() for kind in _ORDER}
        self._left = limit

    def add(self, task: Task) -> bool:
        """Queue a task; False when its address was queued before."""
        if task.url in self._seen:
            return False
        self._seen.add(task.url)
        self._queues[task.kind].append(task)
        return True

    def again(self, task: Task) -> None:
        """Queue a task though its address was queued before."""
        self._queues[task.kind].append(task)

    def recall(self, task: Task) -> None:
        """Queue an article of an earlier crawl, to be taken last unless something names it before."""
        self._queues["recalled"].append(task)

    def knows(self, url: str) -> bool:
        """Whether an address was queued or skipped."""
        return url in self._seen

    def skip(self, url: str) -> bool:
        """Never queue this address; False when that was settled before."""
        new = url not in self._seen
        self._seen.add(url)
        return new

    def spend(self) -> None:
        """Count one article against the limit."""
        if self._left:
            self._left -= 1

    def clear(self) -> None:
        """Drop all that is queued."""
        for queue in self._queues.values():
            queue.clear()

    def take(self, most: int) -> list[Task]:
        """The next tasks, all of one kind, ``most`` at once; empty when the crawl is done."""
        if self._left == 0:
            return []
        enough = self._left is not None and len(self._queues["article"]) >= self._left
        batches = (self._pop(kind, most) for kind in (_EARLY_ARTICLES if enough else _ORDER))
        return next((batch for batch in batches if batch), [])

    def _pop(self, kind: TaskKind, most: int) -> list[Task]:
        queue, number = self._queues[kind], self._batch(kind, most)
        batch: list[Task] = []
        while queue and len(batch) < number:
            task = queue.popleft()
            if kind != "recalled" or self.skip(task.url):
                batch.append(task)
        return batch

    def _batch(self, kind: TaskKind, most: int) -> int:
        if kind == "listing":
            return 1
        if kind in ("article", "recalled") and self._left is not None:
            return min(most, self._left)
        return most
