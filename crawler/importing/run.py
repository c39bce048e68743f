"""Captures that others made, through the same steps as a crawl's: read, split, opt-outs, rights, store.

They are taken in the order of their moments, whichever WARC file they came in, so that an article's history
is written as it happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from crawler.archive import Archive, RunStatus
from crawler.guard import Guard
from crawler.importing.captures import Captures
from crawler.importing.saved import WARCS, saved_visit
from crawler.importing.warcs import Entry, Unreadable, listed, unpacked
from crawler.items import HALF, Page, Visit
from crawler.sites import Site, all_sites
from crawler.spiders.discovery import blog_title
from crawler.spiders.saved import FILES, joined
from crawler.spiders.thread import root_of, text_of
from crawler.splitting import split_visit


@dataclass(slots=True)
class Tally:
    """What an import did: ``visits`` by what became of them (``new``, ``changed``, ``unchanged``, ``older``
    than what is held, a further ``page`` of a held text, already ``there``, ``erased``, ``failed``),
    ``passed`` the records and pages that are no articles, by what they are, ``problems`` what could not be
    read."""

    visits: Counter[str] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


class Import:
    """One import into an open archive. ``largest`` is the most bytes of a page, ``program`` names this,
    ``hold`` keeps others from crawling a site, or raises."""

    def __init__(
        self,
        archive: Archive,
        guard: Guard,
        *,
        program: str,
        largest: int,
        hold: Callable[[str], None] = lambda site: None,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> None:
        self.tally = Tally()
        self._archive = archive
        self._guard = guard
        self._program = program
        self._largest = largest
        self._hold = hold
        self._progress = progress
        self._files: list[str] = []
        self._runs: dict[str, int] = {}
        self._untitled: set[str] = set()  # sites none of whose pages has said yet what they call themselves

    def run(self, files: Sequence[Path]) -> Tally:
        """Imports these files. Whatever ends it, the runs of its sites are closed."""
        self._files = [path.name for path in files]
        status: RunStatus = "interrupted"
        try:
            self._import(files)
            status = "partial" if self.tally.problems or self.tally.visits["failed"] else "ok"
        finally:
            reason = "shutdown" if status == "interrupted" else "finished"
            for run_id in self._runs.values():
                self._archive.finish_run(run_id, status, reason)
        return self.tally

    def _import(self, files: Sequence[Path]) -> None:
        saved = [path for path in files if not path.name.lower().endswith(WARCS)]
        with ExitStack() as stack:
            captures = Captures(self._entries(files, stack), self._largest)
            total = len(captures) + len(saved)
            for done, visit in enumerate(captures.visits(), 1):
                if visit is not None:
                    self._take(visit, captures.split)
                self._progress(done, total)
        self.tally.passed += captures.passed
        self.tally.problems += captures.problems
        for visit in joined(self._saved(saved, len(captures), total)):
            self._take(visit, lambda one: split_visit(one, Site(name=FILES)))

    def _entries(self, files: Sequence[Path], stack: ExitStack) -> Iterator[Entry]:
        for path in files:
            if not path.name.lower().endswith(WARCS):
                continue
            try:
                warcs = stack.enter_context(unpacked(path))
            except Unreadable as error:
                self.tally.problems.append(str(error))
                continue
            for warc in warcs:
                found = listed(warc)
                self.tally.passed += found.passed
                if found.problem is not None:
                    self.tally.problems.append(f"{path}: {found.problem}")
                yield from found.entries

    def _saved(self, paths: Sequence[Path], done: int, total: int) -> Iterator[Visit]:
        """The visits that saved pages stand for; ``done`` captures of ``total`` were taken before."""
        for number, path in enumerate(paths, done + 1):
            try:
                visit = saved_visit(path, self._largest)
            except OSError as error:
                self.tally.problems.append(f"{path}: {error.strerror or error}")
            else:
                if visit.failure is None:
                    yield visit
                else:
                    self.tally.problems.append(f"{path}: {visit.failure.detail}")
            self._progress(number, total)

    def _take(self, visit: Visit, split: Callable[[Visit], Visit]) -> None:
        assert visit.page is not None
        if self._archive.imports.holds(visit.page):
            self.tally.visits["there"] += 1
        elif self._guard.is_forgotten(visit.url):
            self.tally.visits["erased"] += 1
        elif (article := self._held_text(visit.page)) is not None:
            self._archive.imports.keep(self._run_of(visit.site), self._guard(visit), article)
            self.tally.visits["page"] += 1
        else:
            self.tally.visits[self._stored(self._guard(split(visit)))] += 1
            self._note_title(visit.site, visit.page)

    def _held_text(self, page: Page) -> int | None:
        """The archived article of whose text this is a further page, captured without the first one."""
        article = text_of(page)
        known = self._archive.known(article) if article is not None else None
        return known.article_id if known is not None else None

    def _stored(self, visit: Visit) -> str:
        """What became of a visit. One that cannot be split, or only in part, says nothing against what is
        held at an address that is an archived article's: it is kept raw alone, like one that is older. Part
        of a text of which nothing is held is better than nothing."""
        run_id = self._run_of(visit.site)
        if visit.failure is not None:
            self.tally.problems.append(f"{visit.url}: {visit.failure.detail}")
        known = self._archive.known(visit.url) if visit.failure is not None else None
        older = self._archive.imports.seen_since(visit)
        if older is not None or (known is not None and known.article_id is not None):
            self._archive.imports.keep(run_id, visit, older)
            return "older" if older is not None else "failed"
        if visit.failure is not None and visit.failure.error == HALF:
            visit = replace(visit, failure=None)
        return self._archive.store_visit(run_id, visit).state

    def _run_of(self, site: str) -> int:
        """The run of a site, begun when its first page comes."""
        if site not in self._runs:
            self._hold(site)
            arguments = {"files": self._files}
            self._runs[site] = self._archive.begin_run(site, "import", arguments, self._program)
            declared = all_sites().get(site)
            if declared is not None and declared.title:
                self._archive.memory.found_title(site, declared.title, sure=True)
            else:
                self._untitled.add(site)
        return self._runs[site]

    def _note_title(self, site: str, page: Page) -> None:
        """Keeps what the first page that says so calls its blog."""
        if site not in self._untitled:
            return
        root = root_of(page)
        title = blog_title(root) if root is not None else None
        if title is not None:
            self._untitled.discard(site)
            self._archive.memory.found_title(site, title, sure=False)
