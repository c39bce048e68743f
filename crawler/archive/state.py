"""How each site of the archive stands: counts, age, what its pages show, what is short, doubted and due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from crawler.archive import health, planning, rests
from crawler.archive.health import Health
from crawler.archive.rests import Rest

MOST = 200  # short threads and doubted pages told of one site

_LAST_RUN = """
SELECT id, started_at, finished_at, status, finish_reason, requests FROM crawl_runs
WHERE site_id = ? ORDER BY id DESC LIMIT 1
"""
_COUNTS = """
SELECT count(*), count(gone_at), coalesce(sum(archived_comment_count), 0),
    (SELECT count(*) FROM comments c JOIN articles a ON a.id = c.article_id
        WHERE a.site_id = :site AND c.removed_at IS NOT NULL)
FROM articles WHERE site_id = :site
"""
_ANSWERED = """
SELECT max(last_fetched_at) FROM known_urls
WHERE site_id = ? AND failures = 0 AND last_status BETWEEN 200 AND 499 AND last_fetched_at <= ?
"""
# Like archive_gaps, of which it is the programs' half: figures without the French phrase.
_SHORT = """
SELECT g.article_url, g.declared, g.held, g.removed FROM archive_gaps g JOIN articles a ON a.id = g.article_id
WHERE a.site_id = ? AND g.verdict IN ('short', 'incomplete') ORDER BY g.article_id LIMIT ?
"""
_DOUBTED = """
SELECT url, error, detail, first_seen_at, times FROM failures
WHERE site_id = ? AND quarantined AND resolved_at IS NULL ORDER BY id LIMIT ?
"""
_LAST_PARTS = """
SELECT max(p.run_id) FROM run_parts p JOIN crawl_runs r ON r.id = p.run_id WHERE r.site_id = ?
"""


@dataclass(frozen=True, slots=True)
class ShortThread:
    """A thread that is not all that its page announces; ``declared`` None where a comment page did not come
    and the page announces no number."""

    url: str
    declared: int | None
    held: int
    removed: int


@dataclass(frozen=True, slots=True)
class Doubted:
    """A page that was not believed, since when, and how many times."""

    url: str
    reason: str
    detail: str
    since: str
    times: int


@dataclass(frozen=True, slots=True)
class SiteState(Health):
    """One site; ``web`` is False for one of saved pages, which is never asked.

    Its health is that of the last run that read any pages; ``answered_at`` is its last good answer,
    ``failing`` counts addresses.
    """

    site: str
    web: bool
    run_id: int | None
    started_at: str | None
    finished_at: str | None
    status: str | None
    finish_reason: str | None
    requests: int
    answered_at: str | None
    articles: int
    gone: int
    comments: int
    removed: int
    short: tuple[ShortThread, ...]
    doubted: tuple[Doubted, ...]
    failing: int
    due: int
    next_due_at: str | None
    rest: Rest | None


def site_states(db: Database, names: Sequence[str], at: str) -> list[SiteState]:
    """The state of each of these sites, in the order of the names; of all sites, without names."""
    rows = db.conn.execute("SELECT name, id FROM sites ORDER BY name").fetchall()
    return [_state(db, name, site, at) for name, site in rows if not names or name in names]


def _state(db: Database, name: str, site: int, at: str) -> SiteState:
    conn = db.conn
    run = conn.execute(_LAST_RUN, (site,)).fetchone() or (None, None, None, None, None, 0)
    articles, gone, comments, removed = conn.execute(_COUNTS, {"site": site}).fetchone()
    last = conn.execute(_LAST_PARTS, (site,)).fetchone()[0] or 0
    found = health.of_site(db, site, last)
    failing = "SELECT count(*) FROM failures WHERE site_id = ? AND NOT quarantined AND resolved_at IS NULL"
    soonest = "SELECT min(next_due_at) FROM known_urls WHERE site_id = ? AND next_due_at > ?"
    web = "SELECT 1 FROM known_urls WHERE site_id = ? AND url LIKE 'http%' LIMIT 1"
    run_id, started_at, finished_at, status, reason, requests = run
    return SiteState(
        site=name,
        web=conn.execute(web, (site,)).fetchone() is not None,
        run_id=run_id,
        started_at=started_at,
        finished_at=finished_at,
        status=status,
        finish_reason=reason,
        requests=requests,
        answered_at=conn.execute(_ANSWERED, (site, planning.bounds(at)["impossible"])).fetchone()[0],
        articles=articles,
        gone=gone,
        comments=comments,
        removed=removed,
        parts=found.parts,
        past=found.past,
        reasons=found.reasons,
        reasons_again=found.reasons_again,
        stands=found.stands,
        short=tuple(ShortThread(*row) for row in conn.execute(_SHORT, (site, MOST))),
        doubted=tuple(Doubted(*row) for row in conn.execute(_DOUBTED, (site, MOST))),
        failing=conn.execute(failing, (site,)).fetchone()[0],
        due=len(planning.due_articles(db, site, at)) + len(planning.due_sources(db, site, at)),
        next_due_at=conn.execute(soonest, (site, at)).fetchone()[0],
        rest=rests.of_site(db, site, at),
    )
