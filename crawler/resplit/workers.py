"""Splitting on all cores: visits out, readings back, in the order in which they were given.

The main process alone touches the archive; what a worker gets and gives is plain data.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing.connection import wait
from threading import Thread
from typing import TypeVar

from crawler.garbage import expect_pages
from crawler.items import Article, Failure, Visit
from crawler.sites import site_named
from crawler.splitting import split_visit

BATCH = 8  # visits handed over at once: a hand-over costs as much as a small page
_AHEAD = 3  # batches a worker may have waiting: enough to be never idle, few enough for the memory
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a visit's pages say by today's rules; exactly one of ``article`` and ``failure`` is set."""

    article: Article | None
    failure: Failure | None
    thread_complete: bool
    rules: str | None

    def of(self, visit: Visit) -> Visit:
        """The visit with what was read of it."""
        return replace(
            visit,
            article=self.article,
            failure=self.failure,
            thread_complete=self.thread_complete,
            rules=self.rules,
        )


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_all(items: Iterable[_T], visit_of: Callable[[_T], Visit], jobs: int) -> Iterator[tuple[_T, Reading]]:
    """Each item with the reading of its visit. With one job all is done in this process.

    A page that ends its worker (a crash in the parser, no memory left) is a failure of its own; the others of
    its batch are read all the same.
    """
    source = iter(items)
    batches: Iterator[list[_T]] = iter(lambda: list(islice(source, BATCH)), [])
    if jobs <= 1:
        for batch in batches:
            yield from ((item, _read(visit_of(item))) for item in batch)
        return
    pool = _pool(jobs)
    waiting: deque[tuple[list[_T], Future[list[Reading]]]] = deque()
    try:
        for batch in batches:
            waiting.append((batch, pool.submit(_read_batch, [visit_of(item) for item in batch])))
            if len(waiting) < jobs * _AHEAD:
                continue
            done, pool = _first(waiting, visit_of, pool, jobs)
            yield from done
        while waiting:
            done, pool = _first(waiting, visit_of, pool, jobs)
            yield from done
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Not forked: a copy of this process would hold the archive's file and the state of its locks.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin_worker)


def _begin_worker() -> None:
    expect_pages()
    _end_with_parent()


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever: it ends with it."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def _first(
    waiting: deque[tuple[list[_T], Future[list[Reading]]]],
    visit_of: Callable[[_T], Visit],
    pool: ProcessPoolExecutor,
    jobs: int,
) -> tuple[Sequence[tuple[_T, Reading]], ProcessPoolExecutor]:
    """The oldest batch read, and the pool to go on with."""
    batch, future = waiting.popleft()
    try:
        return list(zip(batch, future.result(), strict=True)), pool
    except BrokenProcessPool:
        done: list[tuple[_T, Reading]] = []
        items = [*batch, *(item for other, _ in waiting for item in other)]
        waiting.clear()
        for item in items:
            pool, reading = _alone(visit_of(item), pool, jobs)
            done.append((item, reading))
        return done, pool


def _alone(visit: Visit, pool: ProcessPoolExecutor, jobs: int) -> tuple[ProcessPoolExecutor, Reading]:
    for _ in range(2):  # once in the pool that may be broken already, once in a new one
        try:
            return pool, pool.submit(_read, visit).result()
        except BrokenProcessPool:
            pool.shutdown()
            pool = _pool(jobs)
    failure = Failure("split", "WorkerDied", "reading this page ended the process that read it")
    return pool, Reading(None, failure, True, None)


def _read_batch(visits: Sequence[Visit]) -> list[Reading]:
    return [_read(visit) for visit in visits]


def _read(visit: Visit) -> Reading:
    read = split_visit(visit, site_named(visit.site))
    return Reading(read.article, read.failure, read.thread_complete, read.rules)
