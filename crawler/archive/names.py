"""Names that many rows share: sites, authors, keywords, commenters, and sources under their one name."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from sqlite_utils import Database

from crawler.items import Source

_COMMENTERS = """
SELECT name, id FROM commenters WHERE site_id = ? AND name IN (SELECT value FROM json_each(?))
"""
_NEW_COMMENTERS = """
INSERT INTO commenters (site_id, name) SELECT ?, value FROM json_each(?) RETURNING name, id
"""


def site_id(db: Database, name: str, now: str) -> int:
    """The site's id; a name met for the first time is a new site."""
    row = db.conn.execute("SELECT id FROM sites WHERE name = ?", (name,)).fetchone()
    if row is not None:
        return int(row[0])
    new = db.conn.execute("INSERT INTO sites (name, first_seen_at) VALUES (?, ?)", (name, now)).lastrowid
    assert new is not None
    return new


def add_authors(db: Database, article_id: int, site: int, names: Sequence[str]) -> None:
    """Gives an article that has none its bylines, in this order."""
    db.conn.executemany(
        "INSERT INTO article_authors (article_id, position, author_id) VALUES (?, ?, ?)",
        [(article_id, position, _author_id(db, site, name)) for position, name in enumerate(names, 1)],
    )


def _author_id(db: Database, site: int, name: str) -> int:
    row = db.conn.execute("SELECT id FROM authors WHERE site_id = ? AND name = ?", (site, name)).fetchone()
    if row is not None:
        return int(row[0])
    new = db.conn.execute("INSERT INTO authors (site_id, name) VALUES (?, ?)", (site, name)).lastrowid
    assert new is not None
    return new


def add_keywords(db: Database, article_id: int, names: Sequence[str]) -> None:
    """Gives an article that has none its keywords, in this order."""
    db.conn.executemany(
        "INSERT INTO article_keywords (article_id, position, keyword_id) VALUES (?, ?, ?)",
        [(article_id, position, _keyword_id(db, name)) for position, name in enumerate(names, 1)],
    )


def _keyword_id(db: Database, name: str) -> int:
    row = db.conn.execute("SELECT id FROM keywords WHERE name = ?", (name,)).fetchone()
    if row is not None:
        return int(row[0])
    new = db.conn.execute("INSERT INTO keywords (name) VALUES (?)", (name,)).lastrowid
    assert new is not None
    return new


def commenter_ids(db: Database, site: int, names: Sequence[str]) -> dict[str, int]:
    """The row ids of a site's commenters; names met for the first time get theirs.

    A name with a NUL gets none: SQLite's JSON functions end a text there.
    """
    conn = db.conn
    names = [name for name in names if "\0" not in name]
    ids: dict[str, int] = dict(conn.execute(_COMMENTERS, (site, json.dumps(names))))
    new = [name for name in names if name not in ids]
    if new:
        ids.update(conn.execute(_NEW_COMMENTERS, (site, json.dumps(new, ensure_ascii=False))))
    return ids


def add_citations(db: Database, article_id: int, sources: Sequence[Source]) -> None:
    """Gives an article that has none its citations, in this order, each under its canonical source."""
    db.conn.executemany(
        "INSERT INTO citations (article_id, position, source_id, name, url, raw) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (article_id, position, source_id(db, source.name), source.name, web_url(source.url), source.raw)
            for position, source in enumerate(sources, 1)
        ],
    )


def source_id(db: Database, printed: str) -> int:
    """The id of the source that a printed name stands for; an unknown name is a new source, 'other'."""
    conn = db.conn
    alias = fold_name(printed) or printed
    row = conn.execute("SELECT source_id FROM source_aliases WHERE alias = ?", (alias,)).fetchone()
    if row is not None:
        return int(row[0])
    name = " ".join(printed.split())
    conn.execute("INSERT INTO sources (name) VALUES (?) ON CONFLICT DO NOTHING", (name,))
    new = int(conn.execute("SELECT id FROM sources WHERE name = ?", (name,)).fetchone()[0])
    conn.execute("INSERT INTO source_aliases (alias, source_id) VALUES (?, ?)", (alias, new))
    return new


def teach_sources(db: Database) -> None:
    """Brings the names of ``crawler/source_aliases.json`` into the archive.

    What the archive learnt itself gives way: a source that was 'other' until the file named it moves, with
    its citations, under the file's name.
    """
    conn = db.conn
    known = dict(conn.execute("SELECT alias, s.name FROM source_aliases JOIN sources s ON s.id = source_id"))
    missing = [(alias, name, kind) for alias, name, kind in _taught() if known.get(alias) != name]
    for alias, name, kind in missing:
        conn.execute(
            "INSERT INTO sources (name, kind) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET kind = excluded.kind",
            (name, kind),
        )
        target = conn.execute("SELECT id FROM sources WHERE name = ?", (name,)).fetchone()[0]
        before = conn.execute("SELECT source_id FROM source_aliases WHERE alias = ?", (alias,)).fetchone()
        conn.execute(
            "INSERT INTO source_aliases (alias, source_id) VALUES (?, ?)"
            " ON CONFLICT (alias) DO UPDATE SET source_id = excluded.source_id",
            (alias, target),
        )
        if before is not None and before[0] != target:
            _merge_source(db, before[0], target)


def _merge_source(db: Database, old: int, new: int) -> None:
    """Moves citations of a source whose last alias now belongs to another, and drops its empty row."""
    conn = db.conn
    if conn.execute("SELECT 1 FROM source_aliases WHERE source_id = ?", (old,)).fetchone():
        return
    conn.execute("UPDATE citations SET source_id = ? WHERE source_id = ?", (new, old))
    conn.execute("DELETE FROM sources WHERE id = ?", (old,))


@cache
def _taught() -> tuple[tuple[str, str, str], ...]:
    """(alias, canonical name, kind) for each name and alias of the data file."""
    data = json.loads(files("crawler").joinpath("source_aliases.json").read_text(encoding="utf-8"))
    return tuple(
        (fold_name(printed), name, entry["kind"])
        for name, entry in data.items()
        for printed in (name, *entry["aliases"])
    )


def fold_name(printed: str) -> str:
    """A source's printed name without capitals, accents, points and stray spaces: 'A.F.P.' -> 'afp'.

    A point between letters of a domain ('auto-moto.com') stays: it tells a site from its paper.
    """
    text = unicodedata.normalize("NFKD", printed.casefold().replace("’", "'").replace("œ", "oe"))
    text = "".join(char for char in text if not unicodedata.combining(char))
    words = (word.replace(".", "") if _is_initials(word) else word.strip(".") for word in text.split())
    return " ".join(word for word in words if word)


def _is_initials(word: str) -> bool:
    return all(len(piece) <= 1 for piece in word.split("."))


def web_url(url: str | None) -> str | None:
    """The address if it is one of the web, else None: 'javascript:' and the like never enter the archive."""
    return url if url is not None and url.lower().startswith(("http://", "https://")) else None
