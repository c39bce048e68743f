"""The schema: complete from the first opening, and its public views exactly as the contract has them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database

from crawler.archive import APPLICATION_ID, SCHEMA_VERSION, Archive
from crawler.archive.migrations import __file__ as folder
from crawler.archive.migrations import migrations

STEPS = sorted(file.stem for file in Path(folder).parent.glob("*.sql"))

VIEWS = {
    "article_overview": "article_id, site, url, headline, description, authors, date_published, "
    "date_modified, section, keywords, sources, opinion, body, comment_count, archived_comment_count, "
    "revision_count, first_seen_at, last_seen_at, changed_at, gone_at, withheld, gone_reason",
    "comment_threads": "article_id, article_url, comment_id, parent_id, depth, sort_path, author, "
    "date_published, text, first_seen_at, last_seen_at, edited_at, removed_at",
    "source_citations": "article_id, article_url, name, source_url, raw",
    "opinion_list": "article_id, article_url, site, date_published, heading, text",
    "revision_history": "article_id, article_url, number, seen_at, field, before, after",
    "archive_gaps": "article_id, article_url, declared, held, removed, verdict, why",
    "crawl_log": "run_id, site, started_at, finished_at, status, finish_reason, requests, articles_new, "
    "articles_changed, articles_unchanged, articles_failed, comments_new, comments_removed",
    "failure_list": "url, site, stage, error, detail, seen_at, capture_id",
}


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_has_the_contracts_columns_in_order(tmp_path: Path, view: str) -> None:
    with Archive(tmp_path / "archive.db") as archive:
        cursor = archive.db.conn.execute(f"SELECT * FROM {view}")
        assert ", ".join(column[0] for column in cursor.description) == VIEWS[view]


def test_a_fresh_archive_has_every_step(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive.db") as archive:
        applied = [step.name for step in migrations.applied(archive.db)]
        assert applied == sorted(applied)
        assert int(applied[-1].partition("_")[0]) == SCHEMA_VERSION
        assert archive.db.conn.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
        assert migrations.pending(archive.db) == []


def test_every_table_of_ours_is_strict(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive.db") as archive:
        lax = {
            name
            for _, name, kind, _, _, strict in map(tuple, archive.db.conn.execute("PRAGMA table_list"))
            if kind == "table" and not strict and not name.startswith(("sqlite_", "_sqlite_"))
        }
        assert lax == set()


@pytest.mark.parametrize("newest", range(1, len(STEPS)))
def test_an_archive_of_any_age_is_brought_up_to_date(tmp_path: Path, newest: int) -> None:
    path = tmp_path / "archive.db"
    db = Database(path)
    migrations.apply(db, stop_before=STEPS[newest])
    db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.conn.execute(f"PRAGMA user_version = {int(STEPS[newest - 1][:3])}")
    db.conn.execute("INSERT INTO sites (id, name, first_seen_at) VALUES (1, 'blog', '2026-01-01T05:00:00Z')")
    db.conn.commit()
    db.close()
    with Archive(path) as archive:
        assert migrations.pending(archive.db) == []
        assert archive.db.conn.execute("SELECT name FROM sites").fetchall() == [("blog",)]
        schema = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
        made = archive.db.conn.execute(schema).fetchall()
    with Archive(tmp_path / "new.db") as new:
        assert new.db.conn.execute(schema).fetchall() == made
