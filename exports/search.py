"""What readers look for: one box over articles and comments, and filters."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from crawler.archive.reading import SITE_TITLE
from exports.expression import ArchiveLexicon, match_expression
from exports.sql import SHOWN, Connection, Row, Values, one, rows
from exports.texts import END, START, beginning

What = Literal["articles", "comments"]
BEGINNING = 400  # letters shown of a text in which no word was looked for
COUNTED = 10_000  # nobody reads further, and counting a word of every comment takes longer than finding it
# Judging how close a hit is costs a microsecond or two, and a word like « de » stands in a million comments:
# beyond so many hits none is closer than another, and the newest come first.
RANKED = 20_000
_ONE_BY_ONE = 500  # rows: more are found faster by reading all hits through than by asking of each
_ASKING = 2_500  # so many hits are read through in the time that asking of one row takes

_WEIGHTS = {"articles": "bm25(10.0, 4.0, 2.0, 1.0)", "comments": "bm25(1.0, 0.5)"}


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for. Dates are ISO 8601 days, ``until`` included; ``article`` is a
    number. '' filters nothing."""

    text: str = ""
    what: What = "articles"
    site: str = ""
    since: str = ""
    until: str = ""
    section: str = ""
    source: str = ""
    author: str = ""
    keyword: str = ""
    commenter: str = ""
    opinion: bool = False
    by_date: bool = False
    article: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One article or comment found. ``snippet`` and ``headline`` have the found words between START and END;
    ``site`` is the site's name, ``site_title`` what it is called to readers.

    ``comment_id`` (the archive's own), ``comment_author`` and ``comment_date`` are None for an article.
    """

    article_id: int
    headline: str
    url: str
    site: str
    site_title: str
    authors: tuple[str, ...]
    date_published: str | None
    section: str | None
    in_language: str | None
    last_seen_at: str
    comments: int
    has_opinion: bool
    snippet: str
    comment_id: int | None = None
    comment_author: str | None = None
    comment_date: str | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits, and how many there are in all, counted up to COUNTED and one. ``ranked``: the closest
    come first; else the newest."""

    total: int
    hits: tuple[Hit, ...]
    ranked: bool = False


def search(conn: Connection, question: Question, limit: int = 20, offset: int = 0) -> Results:
    """The hits from ``offset`` on, closest first; newest first without words, when asked by date, and when
    there are more than RANKED.

    Text that holds no word finds nothing; an empty text finds all that the filters let through.
    """
    found = _asked(conn, question)
    if found is None:
        return Results(0, ())
    total = _count(conn, found)
    every = _occurrences(conn, found) if found.match and total > COUNTED else 0
    ranked = bool(found.match) and not question.by_date and every <= RANKED
    if every and not ranked:
        ids = _newest(conn, found, every, limit, offset)
    else:
        order = "f.rank" if ranked else found.by_date
        ids = _ids(conn, found, f"ORDER BY {order} LIMIT :limit OFFSET :offset", limit=limit, offset=offset)
    return Results(total, tuple(_hits(conn, found, ids)), ranked)


def _newest(conn: Connection, found: _Search, every: int, limit: int, offset: int) -> list[int]:
    """The newest of very many hits, without reading the dates of all: they are looked for among the newest
    rows, in more and more of them until there are enough."""
    held = int(one(conn, f"SELECT max(id) FROM {found.table}"))
    window = 40 + 2 * (offset + limit) * held // every
    newest = f"SELECT id FROM {found.table} ORDER BY date_published_utc DESC LIMIT :window"
    while True:
        plus = found.plus if window * _ASKING < every else "+"
        end = f"AND {plus}f.rowid IN ({newest}) ORDER BY {found.by_date} LIMIT :limit OFFSET :offset"
        ids = _ids(conn, found, end, limit=limit, offset=offset, window=window)
        if len(ids) == limit or window >= held:
            return ids
        window *= 8


def _ids(conn: Connection, found: _Search, end: str, **values: int) -> list[int]:
    return [row["id"] for row in rows(conn, *found.statement(f"{found.key} AS id", end, values))]


def _occurrences(conn: Connection, found: _Search) -> int:
    """How many rows have the words, whatever the filters let through: the index alone knows."""
    sql = f"SELECT count(*) FROM {found.table}_fts WHERE {found.table}_fts MATCH ?"
    return int(one(conn, sql, (found.match,)))


def count(conn: Connection, question: Question) -> int:
    """How many hits there are in all, counted up to COUNTED and one."""
    found = _asked(conn, question)
    return 0 if found is None else _count(conn, found)


def article_ids(conn: Connection, question: Question) -> Iterator[int]:
    """All articles found, in the order of their numbers, each read when it is asked for."""
    found = _asked(conn, question)
    if found is not None:
        yield from (row[0] for row in conn.execute(*found.statement("a.id", "ORDER BY a.id")))


def by_wish(conn: Connection, question: Question) -> dict[str | None, int]:
    """How many articles a question finds, by the signal that keeps them from readers; None counts those that
    readers may see."""
    found = _asked(conn, question, shown="1")
    if found is None:
        return {}
    return dict(conn.execute(*found.statement("a.withheld, count(*)", "GROUP BY 1")))


def sites(conn: Connection, question: Question) -> list[Row]:
    """The sites (``name``, ``title``) of the articles that a question finds and readers may see, and how many
    ``articles`` each has among them."""
    found = _asked(conn, question)
    if found is None:
        return []
    sql, values = found.statement("a.site_id, count(*) AS articles", "GROUP BY 1")
    counted = (
        f"SELECT s.name, s.title, n.articles FROM ({sql}) n JOIN sites s ON s.id = n.site_id ORDER BY s.name"
    )
    return rows(conn, counted, values)


def _asked(conn: Connection, question: Question, shown: str = SHOWN) -> _Search | None:
    """The search for a question; None when its text holds no word."""
    match = match_expression(question.text, ArchiveLexicon(conn)) if question.text.strip() else ""
    return None if match is None else _Search(question, match, shown)


def _count(conn: Connection, found: _Search) -> int:
    sql, values = found.statement("1", f"LIMIT {COUNTED + 1}")
    return int(one(conn, f"SELECT count(*) FROM ({sql})", values))


class _Search:
    """The SQL of one question; ``match`` is '' when there are only filters."""

    def __init__(self, question: Question, match: str, shown: str = SHOWN) -> None:
        self.question = question
        self.match = match
        self.shown = shown
        self.of_comments = question.what == "comments"
        self.table = "comments" if self.of_comments else "articles"
        self.row = "c" if self.of_comments else "a"
        self.key = f"{self.row}.id"
        self.conditions, self.values = self._filters()
        # Asking the index of one row is quick, but not for the beginning of words: all that begin so are put
        # together each time. A plus keeps SQLite from asking by the row's number.
        self.plus = "+" if '"*' in match else ""
        self.by_date = f"{self.row}.date_published_utc DESC, {self.row}.id DESC"

    def statement(self, columns: str, end: str = "", values: Row | None = None) -> tuple[str, Values]:
        tables, conditions = [], list(self.conditions)
        if self.match:
            tables.append(f"{self.table}_fts f CROSS JOIN {self.table} {self.row} ON {self.key} = f.rowid")
            conditions.append(f"{self.table}_fts MATCH :match")
            if "f.rank" in end:
                conditions.append(f"f.rank MATCH '{_WEIGHTS[self.table]}'")
        else:
            tables.append(f"{self.table} {self.row}")
        if self.of_comments:
            tables.append("CROSS JOIN articles a ON a.id = c.article_id")
        sql = f"SELECT {columns} FROM {' '.join(tables)} WHERE {' AND '.join(conditions)} {end}"
        return sql, {**self.values, "match": self.match, **(values or {})}

    def _filters(self) -> tuple[list[str], dict[str, Any]]:
        question, date = self.question, f"{self.row}.date_published_utc"
        by_commenter = "c.commenter_id IN (SELECT id FROM commenters WHERE name = :commenter)"
        if not self.of_comments:
            by_commenter = f"a.id IN (SELECT c.article_id FROM comments c WHERE {by_commenter})"
        possible = {
            "site": "a.site_id = (SELECT id FROM sites WHERE name = :site)",
            "since": f"{date} >= :since",
            "until": f"{date} < date(:until, '+1 day')",
            "section": "a.section = :section",
            "source": "a.id IN (SELECT x.article_id FROM citations x JOIN sources so ON so.id = x.source_id"
            " WHERE so.name = :source)",
            "author": "a.id IN (SELECT aa.article_id FROM article_authors aa JOIN authors au"
            " ON au.id = aa.author_id WHERE au.name = :author)",
            "keyword": "a.id IN (SELECT ak.article_id FROM article_keywords ak JOIN keywords k"
            " ON k.id = ak.keyword_id WHERE k.name = :keyword)",
            "commenter": by_commenter,
            "article": "a.id = :article",
        }
        values = {name: getattr(question, name) for name in possible}
        conditions = [self.shown, *(sql for name, sql in possible.items() if values[name])]
        if question.opinion:
            conditions.append("a.has_opinion = 1")
        if self.of_comments:
            conditions.append("c.removed_at IS NULL AND c.erased_at IS NULL")
        return conditions, values


_SHOWN_OF_ARTICLE = f"""
    a.id AS article_id, a.headline, a.url, s.name AS site, {SITE_TITLE} AS site_title, a.date_published,
    a.section, a.in_language, a.last_seen_at, a.archived_comment_count AS comments, a.has_opinion,
    (SELECT json_group_array(name) FROM (
        SELECT au.name FROM article_authors x JOIN authors au ON au.id = x.author_id
        WHERE x.article_id = a.id ORDER BY x.position)) AS authors
"""

_ARTICLES = f"""
SELECT a.id, {_SHOWN_OF_ARTICLE}, coalesce(a.description, substr(a.body, 1, {BEGINNING + 1})) AS snippet
FROM articles a JOIN sites s ON s.id = a.site_id WHERE a.id IN ({{ids}})
"""

_COMMENTS = f"""
SELECT c.id, c.id AS comment_id, c.author AS comment_author, c.date_published AS comment_date,
    {_SHOWN_OF_ARTICLE}, substr(c.text, 1, {BEGINNING + 1}) AS snippet
FROM comments c JOIN articles a ON a.id = c.article_id JOIN sites s ON s.id = a.site_id
WHERE c.id IN ({{ids}})
"""

_MARKS = {
    "articles": "highlight(articles_fts, 0, :start, :end) AS headline, "
    + ", ".join(f"snippet(articles_fts, {column}, :start, :end, ' … ', 40)" for column in (1, 3, 2)),
    "comments": "snippet(comments_fts, 0, :start, :end, ' … ', 60)",
}


def articles(conn: Connection, ids: Iterable[int]) -> list[Hit]:
    """The articles with these ids that readers may see, each once, in this order, without marks."""
    wanted = list(dict.fromkeys(ids))
    found = _details(conn, _ARTICLES + f" AND {SHOWN}", wanted)
    return [_hit(found[key]) for key in wanted if key in found]


def _hits(conn: Connection, found: _Search, ids: list[int]) -> Iterator[Hit]:
    """The rows behind some ids, in the order of the ids."""
    by_id = _details(conn, _COMMENTS if found.of_comments else _ARTICLES, ids)
    if found.match:
        plus = "+" if len(ids) > _ONE_BY_ONE else found.plus
        marks = rows(
            conn,
            f"SELECT rowid AS id, {_MARKS[found.table]} FROM {found.table}_fts"
            f" WHERE {found.table}_fts MATCH :match AND {plus}rowid IN ({_listed(ids)})",
            {"match": found.match, "start": START, "end": END},
        )
        for mark in marks:
            row = by_id[mark.pop("id")]
            row["headline"] = mark.pop("headline", row["headline"])
            best = max((text or "" for text in mark.values()), key=lambda text: text.count(START))
            row["snippet"] = best if START in best else row["snippet"]
    return (_hit(by_id[key]) for key in ids)


def _details(conn: Connection, sql: str, ids: list[int]) -> dict[int, Row]:
    return {row.pop("id"): row for row in rows(conn, sql.format(ids=_listed(ids)))}


def _listed(ids: list[int]) -> str:
    return ", ".join(str(int(key)) for key in ids)


def _hit(row: Row) -> Hit:
    snippet = row["snippet"] if START in row["snippet"] else beginning(row["snippet"], BEGINNING)
    authors = tuple(json.loads(row["authors"]))
    return Hit(**{**row, "authors": authors, "snippet": snippet, "has_opinion": bool(row["has_opinion"])})
