"""One row for each answer of a site; the bytes themselves are kept once, in ``bodies``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Literal

from sqlite_utils import Database

from crawler.archive.bodies import Bodies
from crawler.items import OptOut, Page

Role = Literal["article", "comments", "other"]

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class CaptureMissing(KeyError):
    """The archive has no capture with this id."""


def store(
    db: Database,
    bodies: Bodies,
    page: Page,
    site: int,
    run_id: int,
    role: Role,
    refused: str | None = None,
) -> int:
    """Keeps one answer whole: bytes, headers, status, time. Returns its id. ``refused`` says why the bytes
    may not be kept; their digest is."""
    digest = bodies.store(page.body, site, role, page.fetched_at, refused)
    new = db.conn.execute(
        "INSERT INTO captures (site_id, run_id, role, url, requested_url, fetched_at, status, content_type,"
        " headers, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            site, run_id, role, page.url, page.requested_url, page.fetched_at, page.status,
            page.header("Content-Type"), _json(page.headers), digest,
        ),
    ).lastrowid  # fmt: skip
    assert new is not None
    return new


def load(db: Database, bodies: Bodies, capture_id: int) -> Page:
    """The answer as it came. Raises CaptureMissing, or BodyMissing when its bytes were erased."""
    row = db.conn.execute(
        "SELECT url, requested_url, fetched_at, status, headers, digest FROM captures WHERE id = ?",
        (capture_id,),
    ).fetchone()
    if row is None:
        raise CaptureMissing(capture_id)
    url, requested_url, fetched_at, status, headers, digest = row
    pairs = tuple((str(name), str(value)) for name, value in json.loads(headers))
    return Page(url, requested_url, fetched_at, status, pairs, bodies.load(digest))


def belong_to(db: Database, captures: Iterable[int], article_id: int) -> None:
    """Notes that these captures are pages of the article."""
    db.conn.executemany(
        "UPDATE captures SET article_id = ? WHERE id = ?", [(article_id, capture) for capture in captures]
    )


def note_opt_outs(
    db: Database, article_id: int, capture_id: int | None, opt_outs: Iterable[OptOut], at: str
) -> None:
    """Keeps the wishes that one fetch of the article showed."""
    rows = [(capture_id, article_id, wish.signal, wish.value, at) for wish in opt_outs]
    if rows:
        db.conn.executemany(
            "INSERT INTO opt_outs (capture_id, article_id, signal, value, seen_at) VALUES (?, ?, ?, ?, ?)",
            rows,
        )
