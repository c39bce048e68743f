"""One reading of the archive's raw pages with today's rules: what comes back, judged and written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from crawler.archive import Standing
from crawler.archive.rereading import Asked, Earlier, differences
from crawler.checking import Split, check_visit
from crawler.garbage import expecting_pages
from crawler.items import Article, Page, Visit
from crawler.quarantine.redesign import settle
from crawler.resplit.judging import plainly_worse
from crawler.resplit.report import Tally
from crawler.resplit.workers import Reading, read_all
from crawler.rules import rules_digest
from crawler.sites import site_named
from crawler.splitting import read_pages

if TYPE_CHECKING:
    from crawler.archive import Archive

EVERY = 100  # articles between two notes of how far it has come
Guard = Callable[[Visit], Visit]
"""What stands between a reading and its rows, as in a crawl: opt-outs and people's rights."""


def todays_rules(archive: Archive) -> dict[str, str]:
    """The digest of the rules that would read a page today, by the names of the archive's sites."""
    return {name: rules_digest(site_named(name)) for name in archive.memory.sites()}


class Resplit:
    """Reads what was asked for and makes rows better. ``write`` False counts only. ``progress`` is told
    (done, of how many) after each page."""

    def __init__(
        self,
        archive: Archive,
        asked: Asked,
        *,
        guard: Guard,
        jobs: int = 1,
        write: bool = True,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> None:
        self._archive = archive
        self._rereading = archive.rereading
        self._asked = asked
        self._guard = guard
        self._jobs = jobs
        self._write = write
        self._progress = progress
        self._done = 0
        self.tally = Tally()

    def run(self) -> Tally:
        """The whole reading, from where one that was killed had come. Raises ArchiveError."""
        number, position = 0, 0
        if self._write:
            number, position = self._rereading.begin(
                {**asdict(self._asked), "rules": todays_rules(self._archive)}
            )
        ids = self._rereading.article_ids(self._asked, position)
        unread = self._rereading.unread(self._asked)
        self._total = len(ids) + len(unread)
        with expecting_pages():
            self._articles(ids, number)
            self._pages(unread)
        if self._write:
            self._rereading.finish(number)
        return self.tally

    # --- pages whose article is held

    def _articles(self, ids: list[int], number: int) -> None:
        same: dict[str, list[int]] = {}
        last = 0
        for earlier, reading in read_all(self._earlier(ids), _visit_of, self._jobs):
            assert earlier.article_id is not None
            if self._settled(earlier, reading):
                same.setdefault(reading.rules or "", []).append(earlier.article_id)
            last = earlier.article_id
            self._step()
            if self._done % EVERY == 0:
                self._note(same, number, last)
        self._note(same, number, last)

    def _earlier(self, ids: list[int]) -> Iterator[Earlier]:
        for article_id in ids:
            earlier = self._rereading.article(article_id)
            if earlier is None:
                self.tally.without_raw += 1
                self._step()
            else:
                yield earlier

    def _settled(self, earlier: Earlier, reading: Reading) -> bool:
        """Takes one reading; True when it says what the rows say, which is still to be noted."""
        self.tally.read += 1
        assert earlier.held is not None
        url = str(earlier.held.url)
        if reading.failure is not None:
            self.tally.refused.append((url, f"cannot be read: {reading.failure.detail}"))
            return False
        visit = self._guard(_with_kept(reading.of(earlier.visit), earlier))
        assert visit.article is not None
        fields = differences(earlier.held, visit.article, earlier.away)
        if not fields:
            self.tally.same += 1
            return earlier.rules != visit.rules
        worse = plainly_worse(earlier.held, visit.article)
        if worse is None and self._write:
            worse = self._rereading.amend(earlier, visit)
        if worse is not None:
            self.tally.refused.append((url, worse))
        else:
            self.tally.changed(earlier.held, visit.article, fields)
        return False

    def _note(self, same: dict[str, list[int]], number: int, last: int) -> None:
        if self._write and last:
            for rules, ids in same.items():
                self._rereading.confirm(ids, rules)
            self._rereading.reached(number, last)
        same.clear()

    # --- pages that gave no article

    def _pages(self, unread: list[tuple[int, str]]) -> None:
        pages = (self._rereading.page(capture, url) for capture, url in unread)
        for earlier, reading in read_all((page for page in pages if page is not None), _visit_of, self._jobs):
            self.tally.read += 1
            self._step()
            visit = self._checked(reading.of(earlier.visit))
            if visit.failure is not None:
                self.tally.unread += 1
                continue
            visit = self._guard(visit)
            if not self._write:
                self.tally.new += 1
                continue
            outcome = self._archive.store_earlier(earlier, visit)
            self.tally.new += outcome.state == "new"
            self.tally.unread += outcome.state == "failed"

    def _checked(self, visit: Visit) -> Visit:
        return check_visit(visit, _Past(self._archive, visit.site), _split(visit))

    def _step(self) -> None:
        self._done += 1
        self._progress(self._done, self._total)


class _Past:
    """What the archive knows, for a page that gave no article to be checked against: rules that read a wall
    make it no article."""

    def __init__(self, archive: Archive, site: str) -> None:
        self._archive = archive
        self._site = site

    def standing(self, urls: Sequence[str]) -> Standing | None:
        return self._archive.standing(self._site, urls)

    def pages(self, captures: Sequence[int]) -> tuple[Page, ...]:
        try:
            return tuple(self._archive.raw_page(capture) for capture in captures)
        except KeyError:
            return ()

    def last_page(self) -> Page | None:
        return self._archive.last_page(self._site)


def _visit_of(earlier: Earlier) -> Visit:
    return earlier.visit


def _with_kept(visit: Visit, earlier: Earlier) -> Visit:
    """A reading with the fields that the page does not show and the rows have from before (a redesign)."""
    assert visit.article is not None
    assert earlier.held is not None
    same_page = settle(earlier.held, visit.article, visit.article, new_design=False, kept=earlier.kept)
    return replace(visit, article=same_page.article, kept=same_page.kept)


def _split(visit: Visit) -> Split:
    """Reads an earlier visit's pages of the same address."""

    def read(page: Page, comment_pages: Sequence[Page]) -> Article:
        return read_pages(page, comment_pages, visit.url, site_named(visit.site))[0]

    return read
