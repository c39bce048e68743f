"""Invented pages and articles for the archive's tests, and short ways to visit and to ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from crawler.archive import Archive, Outcome
from crawler.items import Article, Block, Comment, Failure, Opinion, OptOut, Page, Source, Visit

URL = "https://blog.example/essai-electrique/"
SITE = "blog"


def article(**changes: Any) -> Article:
    given = Article(
        url=URL,
        canonical_url=URL,
        site=SITE,
        layout="wordpress",
        headline="Essai d’une citadine électrique",
        description="Trois jours en ville.",
        authors=("Anne Pneu", "Bob Durite"),
        date_published="2019-03-12T14:05:00+01:00",
        date_modified=None,
        date_published_raw="12 mars 2019 à 14 h 05 min",
        section="Essais",
        keywords=("électrique", "citadine"),
        in_language="fr-FR",
        blocks=(
            Block("lead", "paragraph", "Trois jours en ville.", rule="lead-class"),
            Block("body", "heading", "En route", level=2, rule="container"),
            Block("body", "paragraph", "La batterie tient, les freins chantent.", rule="container"),
            Block("opinion", "paragraph", "On en reprendrait.", rule="opinion-heading"),
            Block("source", "paragraph", "Source : Agence France-Presse", rule="source-label"),
        ),
        sources=(Source("Agence France-Presse", "https://afp.example/", "Source : Agence France-Presse"),),
        opinion=Opinion("L’avis du blog", ("On en reprendrait.", "Volontiers.")),
        comment_count=3,
        comments=(
            comment("11", text="Belle bête."),
            comment("12", parent="11", depth=1, position=2, author="Zoé", text="Trop chère !"),
            comment("13", position=3, author="Ali", text="Et l’hiver ?"),
        ),
        pings=0,
        comment_system="wordpress",
        comment_pages=(),
        opt_outs=(OptOut("robots", "noarchive"),),
    )
    return replace(given, **changes)


def comment(key: str, **changes: Any) -> Comment:
    given = Comment(
        id=key,
        parent=None,
        depth=0,
        position=1,
        author="Max",
        author_url="https://max.example/",
        is_staff=False,
        date_published="2019-03-12T15:00:00+01:00",
        date_published_raw="12 mars 2019 à 15 h 00 min",
        text="Bonjour.",
        parent_from="nesting" if changes.get("parent") else None,
    )
    return replace(given, **changes)


def page(day: int = 1, url: str = URL, body: bytes = b"<html>page</html>", **changes: Any) -> Page:
    given = Page(
        url=url,
        requested_url=url,
        fetched_at=f"2026-01-{day:02}T05:00:00Z",
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"), ("ETag", '"v1"')),
        body=body,
    )
    return replace(given, **changes)


class Bench:
    """An archive with a run begun, and short ways to visit one article and to ask SQL."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.run = archive.begin_run(SITE, "test")

    def visit(
        self,
        read: Article | None,
        day: int = 1,
        *,
        failure: Failure | None = None,
        complete: bool = True,
        **of_page: Any,
    ) -> Outcome:
        fetched = page(day, **of_page)
        visit = Visit(fetched.requested_url, SITE, fetched, (), read, failure, complete)
        return self.archive.store_visit(self.run, visit)

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.archive.db.conn.execute(sql, values)]

    def one(self, sql: str, *values: Any) -> Any:
        ((value,),) = self.rows(sql, *values)
        return value

    def check(self) -> None:
        """Everything SQLite can verify about the file."""
        assert self.rows("PRAGMA integrity_check") == [("ok",)]
        assert self.rows("PRAGMA foreign_key_check") == []
        for table in ("articles_fts", "comments_fts"):  # rank 1: compare with the content table, too
            self.archive.db.conn.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")


@dataclass
class Make:
    """Factories of invented things; keyword arguments replace single fields."""

    article: Callable[..., Article] = field(default=article)
    comment: Callable[..., Comment] = field(default=comment)
    page: Callable[..., Page] = field(default=page)
