"""Answers that bring no article: what they say of the one that stands, or stood, at their address.

Functions of the transaction that they are part of. They give the number of the article, or None where the
address is no article's.
"""

from __future__ import annotations

from http import HTTPStatus

from sqlite_utils import Database

from crawler.archive import (
    articles,
    comments,
    failures,
    fronts,
    health,
    known_urls,
    names,
    planning,
    runs,
    vanishing,
)
from crawler.archive.events import GoneReason
from crawler.archive.known_urls import KnownUrl
from crawler.archive.planning import Before
from crawler.archive.schedule import LONGEST
from crawler.items import Page


def not_modified(db: Database, run_id: int, url: str, page: Page | None, at: str) -> int | None:
    """Notes a 304 (``page`` is the answer): the article and the comments not removed were seen again."""
    known = known_urls.find(db, url)
    if known is None:
        return None
    before = _answered(db, known, HTTPStatus.NOT_MODIFIED, at)
    if before is None:
        if known.kind in ("feed", "sitemap", "listing"):
            fronts.source_unchanged(db, names.site_id(db, known.site, at), url, known.kind, page, at)
        return None
    articles.touch(db, before.article_id, at, run_id)
    comments.touch_thread(db, before.article_id, at)
    runs.count(db, run_id, articles_unchanged=1)
    final = known_urls.find(db, page.url) if page is not None else None
    own = page.url if page and final and final.article_id == before.article_id else url
    planning.visited(db, before, own, at, changed=False)
    return before.article_id


def gone(db: Database, run_id: int, url: str, status: int, at: str) -> int | None:
    """Notes a 404 or 410. At an address that the article has left it says nothing of it."""
    known = known_urls.find(db, url)
    if known is None or known.article_id is None:
        return None
    before = _answered(db, known, status, at)
    if before is None:
        return None
    article_id = before.article_id
    if not articles.stands_at(db, article_id, url):
        planning.put_off(db, url, at, LONGEST)
        return article_id
    elsewhere = known_urls.lives_at(db, article_id, url)
    if elsewhere is not None:
        return _moved(db, run_id, before, elsewhere, at)
    copy = articles.find_copy(db, article_id)
    if copy is not None:
        articles.merge(db, copy[0], article_id, at)
        return _moved(db, run_id, before, copy[1], at)
    reason: GoneReason = "http_410" if status == HTTPStatus.GONE else "http_404"
    newly = articles.mark_gone(db, article_id, at, run_id, reason, f"HTTP {status}")
    runs.count(db, run_id, articles_changed=int(newly), articles_unchanged=int(not newly))
    _plan_gone(db, before, url, at)
    return article_id


def led(db: Database, run_id: int, page: Page, at: str) -> int | None:
    """Notes a redirect to a page that the run has read already: the article has moved there, or it is gone
    and its address leads to another one."""
    url = page.requested_url
    known, target = known_urls.find(db, url), known_urls.find(db, page.url)
    article_id = known.article_id if known else None
    if known is None or article_id is None or not articles.stands_at(db, article_id, url):
        return None
    before = _answered(db, known, HTTPStatus.MOVED_PERMANENTLY, at)
    if before is None or target is None:
        return None
    if target.article_id is not None and articles.are_one(db, article_id, target.article_id):
        articles.merge(db, target.article_id, article_id, at)
        return _moved(db, run_id, before, page.url, at)
    if target.article_id == article_id:
        return _moved(db, run_id, before, page.url, at)
    _given_up(db, run_id, before, page, at)
    return article_id


def gave_way(db: Database, run_id: int, page: Page, article_id: int, at: str) -> bool:
    """Whether the address that was asked for is another article's, and leads to this one now: that other is
    gone, or was a second row of this one."""
    if not known_urls.leads_elsewhere(db, page.requested_url, article_id):
        return False
    known = known_urls.find(db, page.requested_url)
    if known is None or not known.own or known.article_id is None:
        return False
    if articles.are_one(db, article_id, known.article_id):
        articles.merge(db, known.article_id, article_id, at)
        return False
    before = _answered(db, known, HTTPStatus.MOVED_PERMANENTLY, at)
    if before is not None:
        _given_up(db, run_id, before, page, at)
    return True


def still_gone(db: Database, url: str, at: str) -> int:
    """Notes that the address of an article that was told as gone still gives something else."""
    before = _answered_alike(db, url, at)
    _plan_gone(db, before, url, at)
    return before.article_id


def settle_vanished(db: Database, run_id: int, at: str) -> list[vanishing.Gone]:
    """Tells as gone what a run's answers and earlier ones prove to be gone of a site that does not say so by
    404 or 410 (see ``vanishing``). The run had counted them as failed."""
    found = vanishing.vanished(db, run_id, at)
    for one in found:
        before = _answered_alike(db, one.url, at)
        articles.mark_gone(db, one.article_id, at, run_id, one.reason, one.detail, one.since)
        planning.gone(db, before, one.url, since=at, at=at)
    if found:
        runs.count(db, run_id, articles_changed=len(found), articles_failed=-len(found))
        health.believe(db, run_id, len(found))
    return found


def _answered(db: Database, known: KnownUrl, status: int, at: str) -> Before | None:
    """Notes an answer without a page; gives what was known of the article before."""
    site = names.site_id(db, known.site, at)
    before = None
    if known.kind == "article" and known.article_id is not None:
        before = planning.recall(db, site, known.article_id)
    known_urls.answered(db, known.url, status, at)
    failures.resolve(db, site, (known.url,), at)
    return before


def _answered_alike(db: Database, url: str, at: str) -> Before:
    """Notes that the address of an archived article answered, with the status of its last answer, something
    else than the article."""
    known = known_urls.find(db, url)
    assert known is not None
    before = _answered(db, known, known.last_status or HTTPStatus.OK, at)
    assert before is not None
    return before


def _moved(db: Database, run_id: int, before: Before, url: str, at: str) -> int:
    articles.move(db, before.article_id, url, at, run_id)
    runs.count(db, run_id, articles_changed=1)
    planning.visited(db, before, url, at, changed=True)
    return before.article_id


def _given_up(db: Database, run_id: int, before: Before, page: Page, at: str) -> None:
    """Notes that an article's own address leads to another article's page."""
    detail = f"leads to {page.url}"
    articles.mark_gone(db, before.article_id, at, run_id, "redirect_elsewhere", detail)
    _plan_gone(db, before, page.requested_url, at)


def _plan_gone(db: Database, before: Before, url: str, at: str) -> None:
    """Plans when to look again at the address of an article that was told as gone."""
    since = articles.gone_since(db, before.article_id) or at
    planning.gone(db, before, url, since=since, at=at)
