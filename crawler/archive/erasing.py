"""Takes a person or an article out of every table, full-text index, raw page and dictionary.

Deleted rows stay in a SQLite file's free pages, in its write-ahead log and in the segments of a full-text
index. So ``secure_delete`` overwrites what is deleted, the indexes are built anew (FTS5 has an option of its
own for that, from SQLite 3.42 on only), and ``Rights.scrub`` rewrites the file afterwards.
https://www.sqlite.org/pragma.html#pragma_secure_delete
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from sqlite_utils import Database

from crawler.archive import quotations
from crawler.archive.bodies import FORGOTTEN, Bodies
from crawler.archive.suppressions import Kind, Suppressions, fold
from crawler.archive.words import read_again

MASK = "[nom effacé]"
_UNUSED_COMMENTERS = """
DELETE FROM commenters WHERE id NOT IN (SELECT commenter_id FROM comments WHERE commenter_id IS NOT NULL)
"""
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")  # JSON's way to write a letter
_NAME = 5  # characters: a shorter name is found in the bytes of any file


@dataclass(frozen=True, slots=True)
class Person:
    """A commenter: by name, by address, or both; of one site or of all (None). ``pseudonyms`` are further
    names under which the archive has him or her."""

    name: str | None = None
    url: str | None = None
    site: str | None = None
    pseudonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Erased:
    """What was taken out. ``words`` are the lines that he or she wrote, ``names`` and ``urls`` who that was,
    kept in memory alone, for the search that proves it."""

    comments: int = 0
    articles: int = 0
    raw_pages: int = 0
    mentions: int = 0
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leftover:
    """A place where something erased still stands; ``own`` False: somebody else's words mention the name."""

    where: str
    what: Literal["words", "name", "address"]
    own: bool


def mark_erased(db: Database, article_id: int, keys: Sequence[str], at: str) -> None:
    if keys:
        db.conn.execute(
            "UPDATE comments SET erased_at = ? WHERE article_id = ? AND erased_at IS NULL"
            " AND external_id IN (SELECT value FROM json_each(?))",
            (at, article_id, json.dumps(list(keys))),
        )


# --- a person


def person(db: Database, bodies: Bodies, who: Person, list_: Suppressions, at: str) -> Erased:
    """Erases a commenter and puts him or her on the list. The comments keep their places, empty."""
    db.conn.execute("PRAGMA secure_delete = ON")
    ids, article_ids = _comments_of(db, who)
    words, erased = _said(db, who, ids)
    _empty_comments(db, ids, at)
    others = _Others(words, erased.names, article_ids)
    mentions = _rewrite(db, _site(db, who.site), others.without)
    erased = replace(erased, words=_telling((*words, *sorted(others.parts))))
    _forget_failures(db, erased.names)
    _index_anew(db)
    raw_pages = _erase_pages(bodies, _pages_of(db, article_ids), erased, at, _site(db, who.site))
    site = who.site or ""
    entries: list[tuple[Kind, str]] = [("commenter", who.name)] if who.name else []
    entries += [("commenter_url", url) for url in erased.urls]
    entries += [("words", piece) for piece in sorted(others.passages | others.parts)]
    _suppress(db, [(kind, list_.digest(kind, site, value)) for kind, value in entries], at)
    done = replace(
        erased, comments=len(ids), articles=len(article_ids), raw_pages=raw_pages, mentions=mentions
    )
    _log(db, "commenter", done, at)
    return done


def _said(db: Database, who: Person, ids: Sequence[int]) -> tuple[list[str], Erased]:
    """The lines that a person wrote in these comments, now and before; under which names and addresses."""
    names = {who.name} if who.name else set()
    urls = {who.url} if who.url else set()
    lines: list[str] = []
    for text, author, url in db.conn.execute(
        "SELECT text, author, author_url FROM comments WHERE id IN (SELECT value FROM json_each(:ids))"
        " UNION SELECT before || char(10) || after, NULL, NULL FROM comment_revisions"
        " WHERE comment_id IN (SELECT value FROM json_each(:ids))",
        {"ids": json.dumps(ids)},
    ):
        lines.extend(text.splitlines())
        names |= {author} if author else set()
        urls |= {url} if url else set()
    return lines, Erased(names=tuple(sorted(names)), urls=tuple(sorted(urls)))


def _empty_comments(db: Database, ids: Sequence[int], at: str) -> None:
    """Leaves of these comments their place in the thread and their date."""
    chosen = json.dumps(ids)
    db.conn.execute(
        "DELETE FROM comment_revisions WHERE comment_id IN (SELECT value FROM json_each(?))", (chosen,)
    )
    db.conn.execute(
        "UPDATE comments SET author = NULL, author_url = NULL, commenter_id = NULL, is_staff = 0, text = '',"
        " date_published_raw = NULL, edited_at = NULL, erased_at = coalesce(erased_at, ?)"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (at, chosen),
    )
    db.conn.execute(_UNUSED_COMMENTERS)


def _erase_pages(
    bodies: Bodies, digests: Collection[str], erased: Erased, at: str, site: int | None = None
) -> int:
    """Erases these raw pages and all others, of one site or of all, in which something of it stands; gives
    how many."""
    others = {digest for digest, body in bodies.held(site) if _stands_in(body, erased)}
    return bodies.erase({*digests, *others}, FORGOTTEN, at)


def _telling(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines, each once, that are long enough to be nobody else's."""
    return tuple(
        dict.fromkeys(" ".join(one.split()) for one in lines if len(one.strip()) >= quotations.SHORTEST)
    )


def _comments_of(db: Database, who: Person) -> tuple[list[int], list[int]]:
    """(comments, articles) of a person; names and addresses are compared folded."""
    ids: list[int] = []
    articles: set[int] = set()
    names = {fold(name) for name in (who.name, *who.pseudonyms) if name}
    for comment, article_id, author, url in db.conn.execute(
        "SELECT c.id, c.article_id, c.author, c.author_url FROM comments c"
        " JOIN articles a ON a.id = c.article_id WHERE :site IS NULL OR a.site_id = :site",
        {"site": _site(db, who.site)},
    ):
        by_name = author is not None and fold(author) in names
        by_url = who.url is not None and url is not None and fold(url) == fold(who.url)
        if by_name or by_url:
            ids.append(int(comment))
            articles.add(int(article_id))
    return ids, sorted(articles)


class _Others:
    """Takes a person's words and names out of what others wrote. ``passages`` are the pieces by which the
    words are told; ``parts`` are those which others cut out of them and put in quotation marks."""

    def __init__(self, words: Iterable[str], names: Iterable[str], article_ids: Collection[int]) -> None:
        self.passages = {piece for text in words for piece in quotations.passages(text)}
        self.parts: set[str] = set()
        self._folded = {fold(piece) for piece in self.passages}
        self._said = [fold(text) for text in words]
        self._names = [mention(name) for name in names]
        self._article_ids = article_ids

    def without(self, text: str, article_id: int) -> str:
        """A text of the thread of an article: in a thread of the person's own without the name and any
        quotation, elsewhere without "@name" and what stands in quotation marks."""
        within = article_id in self._article_ids
        # Quotations first: a name within one would make it another text.
        text = quotations.without_marked(text, self._is_part)
        if within:
            text = quotations.without(text, lambda piece: fold(piece) in self._folded)
        for name in self._names:
            text = mask(text, name, everywhere=within)
        return text

    def _is_part(self, piece: str) -> bool:
        folded = fold(piece)
        if folded in self._folded:
            return True
        if any(folded in said for said in self._said):
            self.parts.add(piece)
            return True
        return False


def _rewrite(db: Database, site: int | None, change: Callable[[str, int], str]) -> int:
    """Changes what the comments of a site (None: of all) and their revisions say; ``change`` is told the text
    and the article. Returns the number of rows that read otherwise."""
    conn, count = db.conn, 0
    for table, columns, join in (
        ("comments", ("text",), "t.id"),
        ("comment_revisions", ("before", "after"), "t.comment_id"),
    ):
        rows = conn.execute(
            f"SELECT t.id, c.article_id, {', '.join(f't.{one}' for one in columns)} FROM {table} t"
            f" JOIN comments c ON c.id = {join} JOIN articles a ON a.id = c.article_id"
            " WHERE :site IS NULL OR a.site_id = :site",
            {"site": site},
        ).fetchall()
        for row_id, article_id, *texts in rows:
            changed = [change(text, article_id) for text in texts]
            if changed != texts:
                count += 1
                sets = ", ".join(f"{one} = ?" for one in columns)
                conn.execute(f"UPDATE {table} SET {sets} WHERE id = ?", (*changed, row_id))
    return count


def mention(name: str) -> re.Pattern[str]:
    """A name as a whole word, with the '@' before it if there is one."""
    return re.compile(rf"(?<!\w)@?{re.escape(name)}(?!\w)", re.I)


def mask(text: str, name: re.Pattern[str], *, everywhere: bool) -> str:
    """A text without a name; not ``everywhere``: only where it is called with an '@'."""
    return name.sub(
        lambda found: MASK if everywhere or found.group().startswith("@") else found.group(), text
    )


def _forget_failures(db: Database, names: Iterable[str]) -> None:
    for name in names:
        db.conn.execute("UPDATE failures SET detail = replace(detail, ?, ?)", (name, MASK))


def _pages_of(db: Database, article_ids: Sequence[int]) -> set[str]:
    rows = db.conn.execute(
        "SELECT digest FROM captures WHERE article_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(article_ids)),),
    )
    return {str(row[0]) for row in rows}


# --- an article


def article(db: Database, bodies: Bodies, article_id: int, list_: Suppressions, at: str) -> Erased:
    """Erases an article and puts every address that led to it on the list. Its id is never given again."""
    db.conn.execute("PRAGMA secure_delete = ON")
    urls, lines = _addresses_of(db, article_id), _lines_of(db, article_id)
    (comments,) = db.conn.execute(
        "SELECT count(*) FROM comments WHERE article_id = ?", (article_id,)
    ).fetchone()
    digests = _pages_of(db, [article_id])
    _delete_article(db, article_id, urls)
    erased = Erased(words=_own(db, _telling(lines)), urls=urls)
    _index_anew(db)
    raw_pages = _erase_pages(bodies, digests, erased, at)
    _suppress(db, [("article", list_.digest("article", "", one)) for one in urls], at)
    done = replace(erased, comments=comments, articles=1, raw_pages=raw_pages)
    _log(db, "article", done, at)
    return done


def _addresses_of(db: Database, article_id: int) -> tuple[str, ...]:
    """Every address that led to an article."""
    rows = db.conn.execute(
        "SELECT url FROM articles WHERE id = :id UNION SELECT canonical_url FROM articles WHERE id = :id"
        " UNION SELECT url FROM known_urls WHERE article_id = :id"
        " UNION SELECT url FROM captures WHERE article_id = :id"
        " UNION SELECT requested_url FROM captures WHERE article_id = :id",
        {"id": article_id},
    )
    return tuple(sorted(str(url) for (url,) in rows if url))


def _lines_of(db: Database, article_id: int) -> list[str]:
    """What an article says and said, and its thread, line by line."""
    rows = db.conn.execute(
        "SELECT headline FROM articles WHERE id = :id"
        " UNION ALL SELECT * FROM (SELECT text FROM blocks WHERE article_id = :id AND part <> 'furniture'"
        " UNION SELECT text FROM comments WHERE article_id = :id"
        " UNION SELECT before FROM revision_fields"
        " WHERE revision_id IN (SELECT id FROM revisions WHERE article_id = :id))",
        {"id": article_id},
    )
    return [line for (text,) in rows for line in (text or "").splitlines()]


def _own(db: Database, lines: Sequence[str]) -> tuple[str, ...]:
    """Those lines that no other article has: "L’avis de …" stands over many texts."""
    others = {
        str(row[0])
        for row in db.conn.execute(
            "SELECT text FROM blocks WHERE text IN (SELECT value FROM json_each(:lines))"
            " UNION SELECT headline FROM articles WHERE headline IN (SELECT value FROM json_each(:lines))",
            {"lines": json.dumps(lines)},
        )
    }
    return tuple(line for line in lines if line not in others)


def _delete_article(db: Database, article_id: int, urls: Sequence[str]) -> None:
    conn, listed = db.conn, json.dumps(list(urls))
    listed_urls = "(SELECT value FROM json_each(:urls))"
    its = f"(SELECT id FROM captures WHERE article_id = :id OR url IN {listed_urls})"
    values = {"id": article_id, "urls": listed}
    for statement in (
        f"DELETE FROM failures WHERE capture_id IN {its} OR url IN {listed_urls}",
        f"DELETE FROM opt_outs WHERE article_id = :id OR capture_id IN {its} OR url IN {listed_urls}",
        f"DELETE FROM known_urls WHERE article_id = :id OR url IN {listed_urls}",
        f"DELETE FROM hints WHERE source IN {listed_urls}"
        f" OR substr(url, 1, instr(url || '#', '#') - 1) IN {listed_urls}",  # its comments' links, too
        f"UPDATE known_urls SET discovered_by = NULL WHERE discovered_by IN {listed_urls}",
        f"DELETE FROM blocks WHERE part = 'furniture' AND url IN {listed_urls}",  # "next article: its title"
        f"UPDATE blocks SET url = NULL WHERE url IN {listed_urls}",
        f"UPDATE citations SET url = NULL WHERE url IN {listed_urls}",
        f"UPDATE revisions SET capture_id = NULL WHERE capture_id IN {its}",
        f"UPDATE articles SET capture_id = NULL WHERE capture_id IN {its}",
        "UPDATE comments SET parent_id = NULL WHERE article_id = :id",
        "DELETE FROM articles WHERE id = :id",
        f"DELETE FROM captures WHERE article_id = :id OR url IN {listed_urls}",
        "DELETE FROM authors WHERE id NOT IN (SELECT author_id FROM article_authors)",
        "DELETE FROM keywords WHERE id NOT IN (SELECT keyword_id FROM article_keywords)",
        _UNUSED_COMMENTERS,
    ):
        conn.execute("PRAGMA defer_foreign_keys = ON")
        conn.execute(statement, values)
    for url in urls:
        conn.execute(
            "UPDATE crawl_runs SET arguments = replace(arguments, ?, '') WHERE instr(arguments, ?)",
            (url, url),
        )


# --- other names, and an end


def rename_commenters(db: Database, new_name: Callable[[str, str], str | None]) -> int:
    """See ``Rights.rename_commenters``. A name called with an '@' in a text of the site is renamed, too."""
    conn = db.conn
    conn.execute("PRAGMA secure_delete = ON")
    renamed = 0
    rows = conn.execute(
        "SELECT DISTINCT a.site_id, s.name, c.author FROM comments c JOIN articles a ON a.id = c.article_id"
        " JOIN sites s ON s.id = a.site_id WHERE c.author IS NOT NULL AND NOT c.is_staff"
    ).fetchall()
    for site_id, site, name in rows:
        other = new_name(site, name)
        if other is None or other == name:
            continue
        renamed += 1
        conn.execute(
            "INSERT INTO commenters (site_id, name) VALUES (?, ?) ON CONFLICT DO NOTHING", (site_id, other)
        )
        conn.execute(
            "UPDATE comments SET author = :new, author_url = NULL,"
            " commenter_id = (SELECT id FROM commenters WHERE site_id = :site AND name = :new)"
            " WHERE author = :old AND NOT is_staff"
            " AND article_id IN (SELECT id FROM articles WHERE site_id = :site)",
            {"new": other, "old": name, "site": site_id},
        )
        _call_otherwise(db, name, other)
    conn.execute(_UNUSED_COMMENTERS)
    _index_anew(db)
    return renamed


def _call_otherwise(db: Database, name: str, other: str) -> None:
    """Gives "@name" its new name in every text."""
    word = re.compile(rf"@{re.escape(name)}(?!\w)", re.I)
    for table, column in (
        ("comments", "text"),
        ("comment_revisions", "before"),
        ("comment_revisions", "after"),
    ):
        rows = db.conn.execute(
            f"SELECT id, {column} FROM {table} WHERE instr(lower({column}), lower(?))", (f"@{name}",)
        ).fetchall()
        db.conn.executemany(
            f"UPDATE {table} SET {column} = ? WHERE id = ?",
            [(word.sub(f"@{other}", text), row_id) for row_id, text in rows],
        )


def expire(db: Database, bodies: Bodies, site: str, limit: str, at: str) -> int:
    """Erases the raw pages of a site that no answer after ``limit`` has brought."""
    db.conn.execute("PRAGMA secure_delete = ON")
    rows = db.conn.execute(
        "SELECT b.digest FROM raw_bodies b JOIN captures c ON c.digest = b.digest"
        " WHERE b.erased_at IS NULL AND b.digest IN (SELECT digest FROM captures WHERE site_id = ?)"
        " GROUP BY b.digest HAVING max(c.fetched_at) <= ?",
        (_site(db, site), limit),
    ).fetchall()
    return bodies.erase([str(row[0]) for row in rows], "retention", at)


# --- the proof


def leftovers(db: Database, path: Path, bodies: Bodies, erased: Erased) -> list[Leftover]:
    """See ``Rights.search``. Short names are looked for in rows alone, as whole words."""
    found: list[Leftover] = []
    needles: list[tuple[Literal["words", "name", "address"], str]] = [
        *(("words", one) for one in erased.words),
        *(("address", one) for one in erased.urls),
        *(("name", one) for one in erased.names if len(one) >= _NAME),
    ]
    quoted = {one: _saying(db, one) for one in erased.words}
    for file in (path, Path(f"{path}-wal"), Path(f"{path}-shm"), Path(f"{path}-journal")):
        content = file.read_bytes() if file.exists() else b""
        for what, one in needles:
            if one.encode() in content:
                places = quoted.get(one)
                found += [Leftover(place, what, False) for place in places or ()]
                found += [] if places else [Leftover(file.name, what, what != "name")]
    for digest, body in bodies.held():
        if _stands_in(body, erased):
            found.append(Leftover(f"raw page {digest[:12]}", "words", True))
    for number, content in bodies.dictionaries():
        if _stands_in(content, erased):
            found.append(Leftover(f"dictionary {number}", "words", True))
    for name in erased.names:
        found += _rows_with(db, name)
    return list(dict.fromkeys(found))


def _saying(db: Database, words: str) -> list[str]:
    """The articles whose text, or somebody else's comment, says the same: that is theirs, and is left."""
    query = (
        "SELECT article_id FROM comments WHERE erased_at IS NULL AND instr(text, :words)"
        " UNION SELECT article_id FROM blocks WHERE instr(text, :words) ORDER BY 1"
    )
    return [f"article {number}" for (number,) in db.conn.execute(query, {"words": words})]


def _rows_with(db: Database, name: str) -> list[Leftover]:
    """Columns of readable rows where a name stands as a whole word; only 'author' would be his or her own."""
    word = mention(name)
    found = []
    for table, column in (
        ("comments", "author"), ("comments", "text"), ("commenters", "name"), ("comment_revisions", "before"),
        ("comment_revisions", "after"), ("articles", "headline"), ("articles", "body"), ("blocks", "text"),
        ("revision_fields", "before"), ("revision_fields", "after"), ("authors", "name"),
        ("keywords", "name"), ("failures", "detail"),
    ):  # fmt: skip
        rows = db.conn.execute(
            f"SELECT {column} FROM {table} WHERE instr(lower({column}), lower(?))", (name,)
        )
        number = sum(bool(word.search(text)) for (text,) in rows)
        if number:
            own = (table, column) in (("comments", "author"), ("commenters", "name"))
            found.append(Leftover(f"{table}.{column}, {number} row{'s' if number > 1 else ''}", "name", own))
    return found


def _stands_in(body: bytes, erased: Erased) -> bool:
    """Whether a raw page holds what was written, the address, or the name where a name stands: as the whole
    text of an element, or as the whole value (or its end) of an attribute or a JSON text."""
    text = readable(decoded(body))
    if any(url in text for url in erased.urls):
        return True
    for name in erased.names:
        if re.search(
            rf"[>\"']\s*{re.escape(name)}\s*[<\"']|(?:@|\bà |\bto ){re.escape(name)}\s*[<\"']", text, re.I
        ):
            return True
    plain = " ".join(re.sub(r"<[^>]*>", " ", text).split())
    tight = plain.replace(" ", "")
    return any(line.replace(" ", "") in tight for line in erased.words)


def decoded(body: bytes) -> str:
    """A raw page's source, in the one of the two usual encodings that it is in."""
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def readable(text: str) -> str:
    """A page's source with its letters as a reader sees them, not in HTML's and JSON's ways to write them."""
    return html.unescape(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text))


# ---


def _site(db: Database, name: str | None) -> int | None:
    if name is None:
        return None
    row = db.conn.execute("SELECT id FROM sites WHERE name = ?", (name,)).fetchone()
    return 0 if row is None else int(row[0])


def _suppress(db: Database, entries: Iterable[tuple[Kind, str]], at: str) -> None:
    db.conn.executemany(
        "INSERT INTO suppressions (kind, digest, erased_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(kind, digest, at) for kind, digest in entries],
    )


def _index_anew(db: Database) -> None:
    for table in ("articles_fts", "comments_fts"):
        db.conn.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
    read_again(db)


def _log(db: Database, kind: Literal["commenter", "article"], erased: Erased, at: str) -> None:
    db.conn.execute(
        "INSERT INTO erasures (at, kind, comments, raw_pages, mentions) VALUES (?, ?, ?, ?, ?)",
        (at, kind, erased.comments, erased.raw_pages, erased.mentions),
    )
