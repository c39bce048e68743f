"""A visit checked against the past: what is not believed becomes a failure that keeps its bytes, and what is
believed says what it changed, and what it merely did not show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from crawler.archive import Standing
from crawler.archive.wording import changed_fields, digest, fields_of
from crawler.items import Article, Failure, Page, Visit
from crawler.quarantine import PAGE, Past, Suspicion, judge, settle, unseen_because, with_date
from crawler.quarantine.look import Look
from crawler.quarantine.redesign import redesigned
from crawler.quarantine.thread import thread_closed
from crawler.spiders.pages import look_of
from crawler.spiders.thread import named_text_pages
from crawler.splitter.words.addresses import article_page_number, same_page

LONG = 250  # words; an article of that length is no wall

Split = Callable[[Page, Sequence[Page]], Article]


class Evidence(Protocol):
    """What the check asks of the crawl's run."""

    def standing(self, urls: Sequence[str]) -> Standing | None: ...
    def pages(self, captures: Sequence[int]) -> tuple[Page, ...]: ...
    def last_page(self) -> Page | None: ...


def check_visit(visit: Visit, evidence: Evidence, split: Split) -> Visit:
    """The visit as it is to be kept. ``split`` reads an earlier visit's pages by today's rules; it may raise.

    Only pages that came with status 200 are checked: an error that says so is a failure already, and so is a
    wall that does.
    """
    page = visit.page
    if visit.failure is not None and visit.failure.quarantined:
        return replace(visit, parts={PAGE: (False, True)})
    if page is None or page.status != 200 or (visit.failure and visit.failure.stage == "fetch"):
        return visit
    check = _Check(visit, page, evidence, split)
    suspicion = check.suspicion()
    if suspicion is not None:
        words = digest(visit.article) if visit.article else None
        failure = Failure("read", suspicion.reason, suspicion.detail, quarantined=True, words=words)
        return replace(visit, article=None, failure=failure, parts={PAGE: (False, True)})
    return check.settled() if visit.article is not None else visit


class _Check:
    """The check of one visit; lives as long as it."""

    def __init__(self, visit: Visit, page: Page, evidence: Evidence, split: Split) -> None:
        self._visit = visit
        self._page = page
        self._evidence = evidence
        self._split = split
        pages = visit.comment_pages
        self._texts = [one for one in pages if article_page_number(one.url, visit.url) is not None]
        self._look = look_of(page).joined([look_of(one) for one in self._texts])
        self._standing = evidence.standing(list(dict.fromkeys((visit.url, page.url, page.requested_url))))
        self._last = _Last(evidence, self._standing)

    def suspicion(self) -> Suspicion | None:
        article, standing = self._visit.article, self._standing
        if standing is None:
            return self._suspicion_of_new(article)
        if article is not None and not self._reads_otherwise(article, standing.article):
            return None
        past = Past(standing.article, self._last.ends, standing.doubted)
        return self._led_away(judge(self._look, article, past, words=digest(article) if article else ""))

    def _led_away(self, suspicion: Suspicion | None) -> Suspicion | None:
        """Whether another page is there because the address leads to it."""
        page = self._page
        if suspicion is None or suspicion.reason != "OtherPage" or same_page(page.url, page.requested_url):
            return suspicion
        return replace(suspicion, reason="RedirectElsewhere", detail=f"its address leads to {page.url}")

    def _suspicion_of_new(self, article: Article | None) -> Suspicion | None:
        ends = self._look.ends
        if article is not None and ends and len(" ".join(article.body).split()) > LONG:
            return None
        other = self._evidence.last_page() if not ends else None
        return judge(self._look, article, None, pages_end=other is not None and look_of(other).ends)

    def _reads_otherwise(self, article: Article, held: Article) -> bool:
        """Whether any words differ, the article's or a comment's: the rest needs no second look."""
        if changed_fields(fields_of(held), fields_of(article)):
            return True
        return {one.id: one.text for one in held.comments} != {one.id: one.text for one in article.comments}

    def settled(self) -> Visit:
        visit, standing = self._visit, self._standing
        article = visit.article
        assert article is not None
        closed = thread_closed(self._look)
        parts = _parts(article, standing.article if standing else None)
        if standing is None:
            return replace(visit, thread_closed=closed, parts=parts)
        looks = [self._look, *(look_of(page) for page in visit.comment_pages)]
        unseen = unseen_because(article, standing.article, looks, unseen=standing.unseen, closed=closed)
        if not self._reads_otherwise(article, standing.article):
            dated = with_date(article, standing.article)
            return replace(
                visit, article=dated, thread_closed=closed, unseen=unseen, parts=parts, kept=standing.kept
            )
        earlier = self._earlier()
        new_design = self._last.look is not None and redesigned(self._last.look, self._look)
        worn_before = self._in_todays_design(standing) if new_design else None
        if worn_before is not None:
            earlier, new_design = worn_before, False
        reading = settle(
            standing.article, article, earlier,
            new_design=new_design, kept=standing.kept, page=self._look,
            sister=self._sister() if new_design else None,
        )  # fmt: skip
        return replace(
            visit,
            article=reading.article,
            before=reading.before,
            kept=reading.kept,
            unseen=unseen,
            thread_closed=closed,
            parts=parts,
        )

    def _in_todays_design(self, standing: Standing) -> Article | None:
        """A page before the last one that wears today's design and reads as the article is held: some sites
        show two designs by turns. None when there is none."""
        for capture in standing.former:
            pages = self._evidence.pages((capture,))
            if pages and not redesigned(look_of(pages[0]), self._look):
                read = self._read(pages)
                held = fields_of(standing.article)
                differs = changed_fields(held, fields_of(read)) if read is not None else held
                return read if set(differs) <= set(standing.kept) else None
        return None

    def _sister(self) -> Look | None:
        """The page of another article in today's design: the last good one, where it wears it."""
        page = self._evidence.last_page()
        look = look_of(page) if page is not None and page.url != self._page.url else None
        return look if look is not None and not redesigned(look, self._look) else None

    def _earlier(self) -> Article | None:
        """The last visit's pages as today's rules read them.

        Where they name further pages of the text that were not fetched then (an older program did not, an
        import had no more), today's stand for these: that they were missing was no doing of the site's.
        """
        pages = self._last.pages
        held = {page.url for page in pages}
        missing = [page for page in self._texts if page.url not in held]
        if missing and any(set(named_text_pages(page, self._visit.url)) - held for page in pages):
            pages = (*pages, *missing)
        return self._read(pages)

    def _read(self, pages: Sequence[Page]) -> Article | None:
        """Earlier pages as today's rules read them."""
        if not pages:
            return None
        try:
            return self._split(pages[0], pages[1:])
        except Exception:  # noqa: BLE001 -- what no longer reads says nothing
            return None


class _Last:
    """The last good visit of an article, unpacked only when something has to be compared with it."""

    def __init__(self, evidence: Evidence, standing: Standing | None) -> None:
        self._evidence = evidence
        self._standing = standing
        self._pages: tuple[Page, ...] | None = None

    @property
    def pages(self) -> tuple[Page, ...]:
        if self._pages is None:
            self._pages = self._evidence.pages(self._standing.captures) if self._standing else ()
        return self._pages

    @property
    def look(self) -> Look | None:
        return look_of(self.pages[0]) if self.pages else None

    @property
    def ends(self) -> bool:
        return self.look is not None and self.look.ends


def _parts(article: Article, held: Article | None) -> dict[str, tuple[bool, bool]]:
    """Of each part, whether a page shows it, and whether it had to: because its article had it before, or
    because every article has it."""
    now = _shown(article)
    before = (
        _shown(held)
        if held is not None
        else dict.fromkeys(now, False) | {"body": True, "date_published": True}
    )
    return {PAGE: (True, True), **{part: (now[part], before[part]) for part in now}}


def _shown(article: Article) -> dict[str, bool]:
    return {
        "description": bool(article.description),
        "authors": bool(article.authors),
        "date_published": bool(article.date_published),
        "section": bool(article.section),
        "keywords": bool(article.keywords),
        "body": bool(article.body),
        "opinion": bool(article.opinion),
        "sources": bool(article.sources),
        "comments": bool(article.comments),
    }
