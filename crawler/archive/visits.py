"""What one visit brought home, written into the rows: raw pages first, then the article, its thread and its
history, and the crawl state of its addresses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sqlite_utils import Database

from crawler.archive import (
    answers,
    articles,
    captures,
    comments,
    erasing,
    failures,
    health,
    known_urls,
    names,
    opt_outs,
    planning,
    runs,
    vanishing,
)
from crawler.archive.bodies import Bodies
from crawler.archive.captures import Role
from crawler.archive.events import GoneReason
from crawler.archive.rereading import Earlier
from crawler.items import VANISHED, Article, Failure, Page, Visit

State = Literal["new", "changed", "unchanged", "failed", "kept"]
_EXPIRED: tuple[GoneReason, str] = (
    "unavailable_after",
    "its page asked to be taken for gone since that date",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What storing one visit did.

    ``state``: ``new``, ``changed`` (its words; ``revision`` is the number), ``unchanged`` (comments may still
    have changed), ``failed`` (kept raw, with its reason), ``kept`` (raw only: nobody has split it).
    ``article_id`` is the known article's where a visit failed, ``times`` how often its address has failed so.
    ``twin``: the archive holds it at another address, too, which it may have left: that one is due.
    """

    state: State
    article_id: int | None = None
    capture_id: int | None = None
    revision: int | None = None
    comments_new: int = 0
    comments_edited: int = 0
    comments_removed: int = 0
    comments_back: int = 0
    twin: int | None = None
    times: int = 0

    @property
    def changed(self) -> bool:
        """Whether the visit found anything that was not known: other words, or a thread that moved."""
        return self.state != "unchanged" or bool(
            self.comments_new or self.comments_edited or self.comments_removed or self.comments_back
        )


class VisitWriter:
    """Writes one visit; lives as long as the transaction that it is part of. ``at`` is the visit's moment."""

    def __init__(self, db: Database, run_id: int, visit: Visit, at: str) -> None:
        self._db = db
        self._run_id = run_id
        self._visit = visit
        self._at = at
        self._site = names.site_id(db, visit.site, at)

    def write(self, bodies: Bodies) -> Outcome:
        """The visit of a run that is under way, with what the run counts."""
        visit = self._visit
        outcome = self._written(bodies)
        runs.count(
            self._db, self._run_id,
            requests=len(visit.comment_pages) + (visit.page is not None),
            articles_new=int(outcome.state == "new"),
            articles_changed=int(outcome.state == "changed"),
            articles_unchanged=int(outcome.state == "unchanged"),
            articles_failed=int(outcome.state == "failed"),
            comments_new=outcome.comments_new,
            comments_edited=outcome.comments_edited,
            comments_removed=outcome.comments_removed,
        )  # fmt: skip
        if visit.parts is not None and (visit.failure is None or outcome.state == "failed"):
            health.count(self._db, self._run_id, visit.parts)
        return outcome

    def write_earlier(self, earlier: Earlier, now: str) -> Outcome:
        """The visit of an earlier run, whose pages are kept and gave no article then. An article that was
        seen later already stays as it is."""
        visit, db = self._visit, self._db
        assert visit.article is not None
        capture, pages = earlier.capture_id, list(earlier.comment_captures)
        known = articles.find_article(db, visit.article, self._seen(capture))
        if known is not None and not articles.last_seen_before(db, known, self._at):
            captures.belong_to(db, [capture, *pages], known)
            failures.resolve(db, self._site, (visit.url,), now)
            return Outcome("unchanged", known, capture)
        return self._settle(visit.article, capture, pages)

    def _written(self, bodies: Bodies) -> Outcome:
        visit = self._visit
        capture = self._keep(bodies, visit.page, "article") if visit.page else None
        pages = [self._keep(bodies, page, "comments") for page in visit.comment_pages]
        if visit.failure is not None:
            return self._fail(visit.failure, capture)
        if visit.article is None:
            return Outcome("kept", capture_id=capture)
        return self._settle(visit.article, capture, pages)

    def _keep(self, bodies: Bodies, page: Page, role: Role) -> int:
        refused = self._visit.raw_refused
        return captures.store(self._db, bodies, page, self._site, self._run_id, role, refused)

    def _seen(self, capture: int | None) -> articles.Seen:
        visit = self._visit
        url = visit.page.url if visit.page else visit.url
        asked = (visit.url, visit.page.requested_url) if visit.page else (visit.url,)
        return articles.Seen(
            self._site, url, asked, self._at, self._run_id, capture,
            visit.thread_complete, visit.before, visit.kept, visit.unseen, visit.thread_closed, visit.rules,
        )  # fmt: skip

    # --- a visit that was read

    def _settle(self, article: Article, capture: int | None, pages: Sequence[int]) -> Outcome:
        """The rows of a visit whose pages are kept and were read."""
        db, visit, at = self._db, self._visit, self._at
        outcome = self._by_terms(article, self._seen(capture))
        assert outcome.article_id is not None
        captures.belong_to(db, pages if capture is None else [capture, *pages], outcome.article_id)
        if outcome.state != "new":
            articles.read_by(db, outcome.article_id, visit.rules)
        erasing.mark_erased(db, outcome.article_id, visit.erased, at)
        if visit.terms is not None:
            opt_outs.settle(db, outcome.article_id, capture, visit.terms, at)
        self._remember(self._without_other_article(outcome.article_id), article, outcome)
        return outcome

    def _by_terms(self, article: Article, seen: articles.Seen) -> Outcome:
        """The article stored as far as its page allows it: where that asks now not to be copied, what was
        held stays, and nothing is added to it."""
        db, terms = self._db, self._visit.terms
        known = articles.find_article(db, article, seen) if terms is not None and not terms.copy else None
        if known is not None and terms is not None and (terms.gone or opt_outs.keeps_copy(db, known)):
            if not terms.gone:
                articles.touch(db, known, seen.at, seen.run_id)
            outcome = Outcome("unchanged", known, seen.capture_id)
        else:
            outcome = self._store_article(article, seen)
        if terms is not None and terms.gone and outcome.article_id is not None:
            articles.mark_gone(db, outcome.article_id, seen.at, seen.run_id, *_EXPIRED)
        return outcome

    def _store_article(self, article: Article, seen: articles.Seen) -> Outcome:
        db, article_id = self._db, self._held_as(article, seen)
        twin = articles.find_twin(db, article, seen.site) if article_id is None else None
        if twin is not None and twin.doubted:
            article_id = twin.id
        elsewhere = twin.id if twin is not None and not twin.gone else None
        revision: int | None = None
        state: State = "new"
        if article_id is None:
            article_id = articles.insert_article(db, article, seen)
        else:
            revision = articles.update_article(db, article_id, article, seen, twin=elsewhere is not None)
            state = "unchanged" if revision is None else "changed"
        thread = comments.ThreadMerge(
            db,
            article_id,
            seen.site,
            article.comments,
            unseen=seen.unseen if seen.thread_complete else "short",
            seen_at=seen.at,
            run_id=seen.run_id,
            before={one.id: one.text for one in seen.before.comments} if seen.before else None,
        )
        changes = thread.apply()
        if state != "new":
            held = thread.held()
            articles.touch(db, article_id, seen.at, seen.run_id, held=held, capture_id=seen.capture_id)
        if state != "new" or seen.thread_closed:
            articles.mark_thread(db, article_id, seen.at, seen.run_id, closed=seen.thread_closed)
        captures.note_opt_outs(db, article_id, seen.capture_id, article.opt_outs, seen.at)
        return Outcome(
            state, article_id, seen.capture_id, revision,
            changes.new, changes.edited, changes.removed, changes.back, twin=elsewhere,
        )  # fmt: skip

    def _held_as(self, article: Article, seen: articles.Seen) -> int | None:
        """The article that a page belongs to; where a redirect shows that two rows are one, the older."""
        article_id = articles.find_article(self._db, article, seen)
        if article_id is None:
            return None
        older = articles.find_older(self._db, article_id, article, seen)
        if older is None:
            return article_id
        articles.merge(self._db, article_id, older, seen.at)
        return older

    # --- what the next run is to know

    def _without_other_article(self, article_id: int) -> Visit:
        """The visit as if its own address had been asked for, where that which was asked for is another
        article's, which gave way to this one."""
        visit, page = self._visit, self._visit.page
        if page is None or not answers.gave_way(self._db, self._run_id, page, article_id, self._at):
            return visit
        url = page.url if visit.url == page.requested_url else visit.url
        return replace(visit, url=url, page=replace(page, requested_url=page.url))

    def _remember(self, visit: Visit, article: Article, outcome: Outcome) -> None:
        """The crawl state after a good visit. A thread with a page missing is asked for whole next time."""
        db, article_id, at = self._db, outcome.article_id, self._at
        assert article_id is not None
        is_new = outcome.state == "new"
        before = (
            planning.Before(self._site, article_id) if is_new else planning.recall(db, self._site, article_id)
        )
        changed = outcome.changed
        urls = self._note_addresses(visit, article_id, changed=changed)
        planning.visited(
            db, before, self._own_address(article_id, visit), at,
            changed=changed, event=planning.newest_date(article, before, at),
        )  # fmt: skip
        if outcome.twin is not None:
            planning.look_again(db, outcome.twin)
        failures.resolve(db, self._site, sorted(urls), at)

    def _note_addresses(self, visit: Visit, article_id: int, *, changed: bool) -> set[str]:
        """Notes what came from each address of the visit; gives them all."""
        db, site = self._db, self._site
        own = {visit.url}
        if visit.page is not None:
            own |= {visit.page.url, visit.page.requested_url}
            known_urls.fetched(
                db, site, visit.page, "article", alias=visit.url,
                article=article_id, changed=changed, keep_validators=visit.thread_complete,
            )  # fmt: skip
        else:
            known_urls.lead_to(db, site, visit.url, article_id, self._at)
        urls = set(own)
        for page in visit.comment_pages:
            led_home = page.url in own  # a comment page's address may lead to the article's own
            came = replace(page, url=page.requested_url) if led_home else page
            known_urls.fetched(db, site, came, "comments", article=article_id, changed=changed)
            urls |= {page.url, page.requested_url}
        return urls

    def _own_address(self, article_id: int, visit: Visit) -> str:
        """The address under which to visit the article next time: its own, and the one without a redirect."""
        page = visit.page
        if page is not None and articles.stands_at(self._db, article_id, page.url):
            return page.url
        return visit.url

    # --- a visit that failed

    def _fail(self, failure: Failure, capture: int | None) -> Outcome:
        db, visit, site, at = self._db, self._visit, self._site, self._at
        if failure.error in VANISHED and vanishing.is_told(db, visit.url):
            return Outcome("unchanged", answers.still_gone(db, visit.url, at), capture)
        times = failures.record(db, site, self._run_id, visit.url, failure, capture, at)
        for url in {visit.url, visit.page.requested_url} if visit.page else {visit.url}:
            known_urls.failed(db, site, url, "article", visit.page.status if visit.page else None, at)
            planning.failed(db, url, at)
        known = known_urls.find(db, visit.url)
        return Outcome("failed", known.article_id if known else None, capture, times=times)
