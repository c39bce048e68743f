"""Keeps the table of words in step with the full-text indexes: which words there are, and their stems.

Rows are noted when they are indexed, and read when a run ends. The words come from SQLite's own tokenizer,
never from an imitation of it: of a few rows, from a full-text table made for them; of many, from the
vocabulary of the index itself, which takes as long as the index is large.
https://www.sqlite.org/fts5.html#the_fts5vocab_virtual_table_module
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files

from sqlite_utils import Database

from crawler.archive.inflection import stems

_LONGEST = 40  # characters: a longer one is an address or a slip, and nobody looks for its plural
_FEW = 0.05  # of the rows: beyond, reading the whole vocabulary is faster than indexing them once more
_INDEXED = {"articles": ("headline", "description", "opinion", "body"), "comments": ("text", "author")}


def note(db: Database, source: str, ranges: Sequence[tuple[int, int]]) -> None:
    """Remembers that these rows (``source`` articles or comments; first and last ids) may bring new words."""
    db.conn.executemany(
        "INSERT INTO unread_words (source, first, last) VALUES (?, ?, ?)",
        [(source, first, last) for first, last in ranges],
    )


def read_new(db: Database) -> int:
    """Adds the words of the rows noted, and forgets the notes; returns how many words were new."""
    new = {word for source in _INDEXED for word in _noted(db, source)}
    db.conn.execute("DELETE FROM unread_words")
    return _add(db, new)


def read_again(db: Database) -> None:
    """Makes the table hold the words of the indexes, and no other: a name that was erased must not stand
    here."""
    found = {word for source in _INDEXED for word in _vocabulary(db, "main", f"{source}_fts")}
    held = {row[0] for row in db.conn.execute("SELECT DISTINCT word FROM words")}
    db.conn.executemany("DELETE FROM words WHERE word = ?", [(word,) for word in held - found])
    _add(db, found - held)


def _add(db: Database, new: Iterable[str]) -> int:
    """Adds words that the table has not; returns how many. Each stands under its stems, itself as the index
    writes it (« œuf ») among them: ``word_forms`` lists it by that."""
    words = sorted(word for word in new if len(word) <= _LONGEST)
    db.conn.executemany(
        "INSERT INTO words (word, stem, asked) VALUES (?, ?, ?)",
        [(word, stem, asked) for word in words for stem, asked in {word: True, **stems(word)}.items()],
    )
    return len(words)


def teach_synonyms(db: Database) -> None:
    """Brings the pairs of ``synonyms.txt`` into the archive; what stands there already stays as it is."""
    db.conn.executemany("INSERT INTO synonyms (term, synonym) VALUES (?, ?) ON CONFLICT DO NOTHING", _pairs())


def _noted(db: Database, source: str) -> Iterator[str]:
    """The words of the noted rows that the table has not; of all rows, where that is faster."""
    (noted,) = db.conn.execute(
        "SELECT coalesce(sum(last - first + 1), 0) FROM unread_words WHERE source = ?", (source,)
    ).fetchone()
    (most,) = db.conn.execute(f"SELECT coalesce(max(id), 0) FROM {source}").fetchone()
    if not noted:
        return iter(())
    many = noted > _FEW * most
    return _vocabulary(db, "main", f"{source}_fts", new=True) if many else _words_of_few(db, source)


def _words_of_few(db: Database, source: str) -> Iterator[str]:
    columns = ", ".join(_INDEXED[source])
    db.conn.execute(
        f"CREATE VIRTUAL TABLE temp.few USING fts5 ({columns}, content = '', {_tokenizer(db, source)})"
    )
    db.conn.execute(
        f"INSERT INTO temp.few (rowid, {columns}) SELECT id, {columns} FROM {source} WHERE id IN ("
        f" SELECT t.id FROM unread_words u CROSS JOIN {source} t ON t.id BETWEEN u.first AND u.last"
        " WHERE u.source = ?)",
        (source,),
    )
    yield from _vocabulary(db, "temp", "few", new=True)
    db.conn.execute("DROP TABLE temp.few")


def _tokenizer(db: Database, source: str) -> str:
    """The setting of the index, so that both cut a text into the same words."""
    (sql,) = db.conn.execute("SELECT sql FROM sqlite_master WHERE name = ?", (f"{source}_fts",)).fetchone()
    return str(sql)[str(sql).index("tokenize") :].rpartition(")")[0]


def _vocabulary(db: Database, schema: str, table: str, *, new: bool = False) -> Iterator[str]:
    """The words of an index; only those that the table of words has not, where they are ``new``."""
    db.conn.execute(f"CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab ({schema}, {table}, row)")
    unknown = " WHERE NOT EXISTS (SELECT 1 FROM words WHERE word = term)" if new else ""
    for (word,) in db.conn.execute(f"SELECT term FROM temp.vocabulary{unknown}"):
        yield word
    db.conn.execute("DROP TABLE temp.vocabulary")


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    lines = files(__package__).joinpath("synonyms.txt").read_text(encoding="utf-8").splitlines()
    return tuple((term, synonym) for term, synonym in (line.split("\t") for line in lines if line[0] != "#"))
