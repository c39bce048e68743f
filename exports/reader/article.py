"""One article as its page shows it: what the site printed, what the archive knows of it, what came after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from crawler.archive.reading import SITE_TITLE
from crawler.items import Block
from exports import diff
from exports.formats.references import Reference
from exports.reader.thread import Posted, read_thread
from exports.sql import SHOWN, Connection, Row, one, row, rows

VERSIONS_SHOWN = 10
WORDS_A_MINUTE = 240  # silent reading of French: Brysbaert 2019, doi:10.1016/j.jml.2019.104047

_ARTICLE = f"""
SELECT a.*, s.name AS site, {SITE_TITLE} AS site_title, {SHOWN} AS shown
FROM articles a JOIN sites s ON s.id = a.site_id WHERE a.id = ?
"""

_BLOCKS = """
SELECT position, part, kind, level, url, rule, text FROM blocks WHERE article_id = ? ORDER BY position
"""

_SOURCES = """
SELECT s.id, s.name AS source, c.name, c.url, c.raw,
    (SELECT count(DISTINCT x.article_id) FROM citations x WHERE x.source_id = s.id) AS articles
FROM citations c JOIN sources s ON s.id = c.source_id WHERE c.article_id = ? ORDER BY c.position
"""

_REVISIONS = """
SELECT r.number, r.seen_at, f.field, f.before, f.after
FROM revisions r JOIN revision_fields f ON f.revision_id = r.id WHERE r.article_id = ? AND r.number > ?
ORDER BY r.number DESC, f.field
"""

_EVENTS = "SELECT at, event, address FROM article_history WHERE article_id = ? ORDER BY at"
_TOLD = {
    "gone": "disparu du site", "back": "revenu sur le site", "moved": "changé d’adresse",
    "thread_closed": "fil fermé aux commentaires", "thread_open": "fil rouvert aux commentaires",
}  # fmt: skip

_FIELDS = {
    "headline": "Titre", "description": "Chapô", "authors": "Signature", "section": "Rubrique",
    "keywords": "Mots-clés", "body": "Texte", "opinion": "Avis de la rédaction", "sources": "Sources",
}  # fmt: skip

# The nearest in time on the same site; the number decides between articles of one minute.
_NEIGHBOUR = f"""
SELECT a.id, a.headline FROM articles a
WHERE a.site_id = :site AND a.date_published_utc {{}}= :date
    AND (a.date_published_utc, a.id) {{}} (:date, :id) AND {SHOWN}
ORDER BY a.date_published_utc {{}}, a.id {{}} LIMIT 1
"""

_HIDDEN_PARTS = ("furniture", "unclaimed")


@dataclass(slots=True)
class Node:
    """A stretch of the body: ``kind`` is a block's own, or 'list' or 'opinion' around others.

    ``number`` is the first block's place in the page, ``level`` a heading's level on our page.
    """

    kind: str
    number: int
    text: str = ""
    part: str = "body"
    url: str | None = None
    level: int = 0
    rows: list[list[str]] = field(default_factory=list)
    inner: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Change:
    """One field's change in a version."""

    name: str
    runs: list[diff.Run]


@dataclass(frozen=True, slots=True)
class Version:
    """A revision: what the archive saw change, and when (UTC)."""

    number: int
    seen_at: str
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """Everything the page shows. ``article`` is the row of the table, with the site's name and title;
    ``withheld`` says that the page asks not to be copied: then only the address and the dates are here.
    """

    article: Row
    withheld: bool
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    lead: str = ""
    body: tuple[Node, ...] = ()
    around: tuple[Node, ...] = ()
    sources: tuple[Row, ...] = ()
    gone: str | None = None
    events: tuple[Row, ...] = ()
    versions: tuple[Version, ...] = ()
    thread: tuple[Posted, ...] = ()
    removed: int = 0
    gap: str | None = None
    previous: Row | None = None
    following: Row | None = None

    @property
    def minutes(self) -> int:
        words: int = self.article["word_count"]
        return max(1, round(words / WORDS_A_MINUTE))

    @property
    def reference(self) -> Reference:
        article = self.article
        return Reference(
            article["id"], article["headline"], self.authors, article["site"], article["site_title"],
            article["url"], article["date_published"], article["last_seen_at"], article["in_language"],
            self.lead or None,
        )  # fmt: skip


def gather(conn: Connection, article_id: int, *, by_date: bool = False) -> ArticlePage | None:
    """The article with this number; None when there is none."""
    article = row(conn, _ARTICLE, (article_id,))
    if article is None:
        return None
    if not article["shown"]:
        return ArticlePage(article, withheld=True)
    numbered = [(block.pop("position"), Block(**block)) for block in rows(conn, _BLOCKS, (article_id,))]
    lead = " ".join(block.text for _, block in numbered if block.part == "lead")
    thread = read_thread(conn, article_id, by_date=by_date)
    return ArticlePage(
        article,
        withheld=False,
        authors=_names(conn, "authors", "author", article_id),
        keywords=_names(conn, "keywords", "keyword", article_id),
        lead=lead or article["description"] or "",
        body=tuple(layout(pair for pair in numbered if pair[1].part not in ("lead", *_HIDDEN_PARTS))),
        around=tuple(layout(pair for pair in numbered if pair[1].part in _HIDDEN_PARTS)),
        sources=tuple(rows(conn, _SOURCES, (article_id,))),
        gone=one(conn, "SELECT told FROM gone_list WHERE article_id = ?", (article_id,)),
        events=tuple(
            {**event, "told": _TOLD[event["event"]]} for event in rows(conn, _EVENTS, (article_id,))
        ),
        versions=_versions(conn, article_id, article["revision_count"]),
        thread=tuple(thread),
        removed=sum(comment.is_removed for comment in thread),
        gap=one(conn, "SELECT why FROM archive_gaps WHERE article_id = ?", (article_id,)),
        previous=_neighbour(conn, article, "<", "DESC"),
        following=_neighbour(conn, article, ">", "ASC"),
    )


def lasting_number(conn: Connection, number: int) -> int | None:
    """The number of the article that the one with this number became part of; None when it became of none."""
    found: int | None = one(conn, "SELECT article_id FROM merged_articles WHERE id = ?", (number,))
    return found


def layout(blocks: Iterable[tuple[int, Block]]) -> list[Node]:
    """The blocks as a page lays them out: list items gathered in lists, the opinion set apart."""
    nodes: list[Node] = []
    level = 1  # of the last heading; the headline is our h1
    for number, block in blocks:
        into = nodes
        if block.part == "opinion":
            if not nodes or nodes[-1].kind != "opinion":
                nodes.append(Node("opinion", number))
            into = nodes[-1].inner
        if block.kind == "list_item":
            if not into or into[-1].kind != "list" or into[-1].part != block.part:
                into.append(Node("list", number, part=block.part))
            into = into[-1].inner
        if block.kind == "heading":  # no level is skipped, whatever the page did
            level = min(level + 1, 2 if (block.level or 2) < 3 else 3)
        cells = [line.split("\t") for line in block.text.split("\n")] if block.kind == "table" else []
        into.append(Node(block.kind, number, block.text, block.part, block.url, level, cells))
    return nodes


def _names(conn: Connection, table: str, key: str, article_id: int) -> tuple[str, ...]:
    found = rows(
        conn,
        f"SELECT n.name FROM article_{table} x JOIN {table} n ON n.id = x.{key}_id"
        " WHERE x.article_id = ? ORDER BY x.position",
        (article_id,),
    )
    return tuple(name["name"] for name in found)


def _versions(conn: Connection, article_id: int, held: int) -> tuple[Version, ...]:
    """The latest versions, newest first."""
    versions: list[Version] = []
    for change in rows(conn, _REVISIONS, (article_id, held - VERSIONS_SHOWN)):
        if not versions or versions[-1].number != change["number"]:
            versions.append(Version(change["number"], change["seen_at"], []))
        runs = diff.folded(diff.words(change["before"] or "", change["after"] or ""))
        versions[-1].changes.append(Change(_FIELDS[change["field"]], runs))
    return tuple(versions)


def _neighbour(conn: Connection, article: Row, sign: str, order: str) -> Row | None:
    values = {"site": article["site_id"], "date": article["date_published_utc"], "id": article["id"]}
    return row(conn, _NEIGHBOUR.format(sign, sign, order, order), values)
