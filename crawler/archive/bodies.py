"""The exact bytes of every page, each stored once, compressed with zstd.

The pages of a blog repeat its template. So an earlier page of the same site is a *raw-content dictionary*
(https://facebook.github.io/zstd/zstd_manual.html, ZSTD_dct_rawContent): only what differs takes room. When
pages in a row gain nothing from it (the site was redesigned), the next one starts a new dictionary.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

import zstandard
from sqlite_utils import Database

LEVEL = 3
DICTIONARY_LEVEL = 12  # a dictionary is packed once a template: a tenth smaller for ten times the time
SMALLEST = 1024  # bytes; below it there is hardly a template to share
LARGEST = 256 * 1024  # bytes of a dictionary: a template is at the page's two ends
MISSES = 3  # pages in a row that a dictionary may fail before a new one is started
FORGOTTEN = "forgotten"  # erased for a person: these bytes never come back
_KEPT = 8  # prepared dictionaries kept in memory, about 1 MB each


class BodyMissing(KeyError):
    """No such body: the digest was never stored, or its bytes were erased or never kept."""


@dataclass(frozen=True, slots=True)
class _Dictionary:
    id: int
    digest: str
    misses: int


class _Coder:
    """A compressor and a decompressor over one dictionary; preparing them costs more than one page."""

    def __init__(self, content: bytes) -> None:
        words = zstandard.ZstdCompressionDict(content, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
        words.precompute_compress(level=LEVEL)
        self.compressor = zstandard.ZstdCompressor(level=LEVEL, dict_data=words)
        self.decompressor = zstandard.ZstdDecompressor(dict_data=words)


class Bodies:
    """Stores and gives back bodies by their SHA-256. Never opens a transaction: the caller does."""

    def __init__(self, db: Database) -> None:
        self._conn = db.conn
        self._plain = zstandard.ZstdCompressor(level=LEVEL)
        # By digest of the content, not by row id: an id may be given again after a rollback.
        self._coders: OrderedDict[str, _Coder] = OrderedDict()

    def store(self, body: bytes, site_id: int, role: str, now: str, refused: str | None = None) -> str:
        """Keeps the bytes and returns their digest; bytes already held are not stored again.

        ``refused`` says why they may not be kept: then only the digest is. Bytes that were erased come back
        when they are met again and may be kept, except those erased for a person.
        """
        digest = sha256(body).hexdigest()
        held = self._conn.execute("SELECT erased_why FROM raw_bodies WHERE digest = ?", (digest,)).fetchone()
        if held is not None and (held[0] in (None, FORGOTTEN) or refused):
            return digest
        dictionary_id, content = (None, b"") if refused else self._compress(body, site_id, role, now)
        self._conn.execute(
            "INSERT INTO raw_bodies (digest, size, dictionary_id, content, erased_at, erased_why)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (digest) DO UPDATE SET content = excluded.content,"
            " dictionary_id = excluded.dictionary_id, erased_at = NULL, erased_why = NULL",
            (digest, len(body), dictionary_id, content, now if refused else None, refused),
        )
        return digest

    def erase(self, digests: Iterable[str], why: str, now: str) -> int:
        """Takes the bytes out of the archive, and out of the dictionaries that were made of them; the digests
        stay, with the reason. Returns how many bodies were held until now."""
        erased = 0
        for digest in digests:
            try:
                made_of_it = sha256(_dictionary_of(self.load(digest))).hexdigest()
            except BodyMissing:
                made_of_it = None
            self._conn.execute(
                "UPDATE raw_bodies SET content = x'', dictionary_id = NULL, erased_at = ?, erased_why = ?"
                " WHERE digest = ? AND erased_why IS NOT ?",
                (now, why, digest, FORGOTTEN),
            )
            if made_of_it is not None:
                erased += 1
                self._replace_dictionaries(made_of_it, now)
        return erased

    def held(self, site_id: int | None = None) -> Iterator[tuple[str, bytes]]:
        """Each body that is held (of one site), with its digest."""
        rows = self._conn.execute(
            "SELECT digest FROM raw_bodies WHERE erased_at IS NULL AND (:site IS NULL OR digest IN"
            " (SELECT digest FROM captures WHERE site_id = :site)) ORDER BY dictionary_id, digest",
            {"site": site_id},
        ).fetchall()
        return ((digest, self.load(digest)) for (digest,) in rows)

    def dictionaries(self) -> Iterator[tuple[int, bytes]]:
        """Each dictionary's content, unpacked, with its row id."""
        rows = self._conn.execute("SELECT id, size, content FROM dictionaries").fetchall()
        return (
            (number, zstandard.ZstdDecompressor().decompress(packed, max_output_size=size))
            for number, size, packed in rows
        )

    def load(self, digest: str) -> bytes:
        """The exact bytes. Raises BodyMissing; ValueError when what is stored no longer gives these bytes."""
        row = self._conn.execute(
            "SELECT size, dictionary_id, content FROM raw_bodies WHERE digest = ? AND erased_at IS NULL",
            (digest,),
        ).fetchone()
        if row is None:
            raise BodyMissing(digest)
        size, dictionary_id, content = row
        decompressor = (
            zstandard.ZstdDecompressor()
            if dictionary_id is None
            else self._coder(dictionary_id, self._digest_of(dictionary_id)).decompressor
        )
        try:
            body = decompressor.decompress(content, max_output_size=max(size, 1))
        except zstandard.ZstdError as error:
            raise ValueError(f"body {digest} cannot be unpacked: {error}") from error
        if sha256(body).hexdigest() != digest:
            raise ValueError(f"body {digest} is not what was stored")
        return body

    def _compress(self, body: bytes, site_id: int, role: str, now: str) -> tuple[int | None, bytes]:
        if len(body) < SMALLEST:
            return None, self._plain.compress(body)
        current = self._current(site_id, role)
        if current is None:
            return self._start_dictionary(body, site_id, role, now)
        packed = self._coder(current.id, current.digest).compressor.compress(body)
        if len(packed) * 8 <= len(body):  # plainly a help: no second compression to find out
            helped = True
        else:
            plain = self._plain.compress(body)
            helped = len(packed) < 0.8 * len(plain)
        if not helped and current.misses + 1 >= MISSES:
            return self._start_dictionary(body, site_id, role, now)
        misses = 0 if helped else current.misses + 1
        if misses != current.misses:
            self._conn.execute("UPDATE dictionaries SET misses = ? WHERE id = ?", (misses, current.id))
        return current.id, packed

    def _start_dictionary(self, body: bytes, site_id: int, role: str, now: str) -> tuple[int, bytes]:
        content = _dictionary_of(body)
        digest = sha256(content).hexdigest()
        self._coders[digest] = _Coder(content)
        packed = zstandard.ZstdCompressor(level=DICTIONARY_LEVEL).compress(content)
        row_id = self._conn.execute(
            "INSERT INTO dictionaries (site_id, role, digest, created_at, size, content)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (site_id, role, digest, now, len(content), packed),
        ).lastrowid
        assert row_id is not None
        return row_id, self._coder(row_id, digest).compressor.compress(body)

    def _replace_dictionaries(self, digest: str, now: str) -> None:
        """Deletes the dictionaries of this content; the bodies that need one are packed anew."""
        rows = self._conn.execute("SELECT id, site_id, role FROM dictionaries WHERE digest = ?", (digest,))
        for dictionary_id, site_id, role in rows.fetchall():
            users = self._conn.execute(
                "SELECT digest FROM raw_bodies WHERE dictionary_id = ?", (dictionary_id,)
            ).fetchall()
            for (user,) in users:
                body = self.load(user)
                other = self._current(site_id, role, but=dictionary_id)
                if other is None:
                    packed = self._start_dictionary(body, site_id, role, now)
                else:
                    packed = other.id, self._coder(other.id, other.digest).compressor.compress(body)
                self._conn.execute(
                    "UPDATE raw_bodies SET dictionary_id = ?, content = ? WHERE digest = ?", (*packed, user)
                )
            self._conn.execute("DELETE FROM dictionaries WHERE id = ?", (dictionary_id,))

    def _current(self, site_id: int, role: str, but: int | None = None) -> _Dictionary | None:
        """The newest dictionary of the site's pages of a role; ``but`` is one that is to go."""
        row = self._conn.execute(
            "SELECT id, digest, misses FROM dictionaries WHERE site_id = ? AND role = ? AND id IS NOT ?"
            " ORDER BY id DESC LIMIT 1",
            (site_id, role, but),
        ).fetchone()
        return None if row is None else _Dictionary(*row)

    def _digest_of(self, dictionary_id: int) -> str:
        row = self._conn.execute("SELECT digest FROM dictionaries WHERE id = ?", (dictionary_id,)).fetchone()
        return str(row[0])

    def _coder(self, dictionary_id: int, digest: str) -> _Coder:
        coder = self._coders.get(digest)
        if coder is None:
            row = self._conn.execute(
                "SELECT size, content FROM dictionaries WHERE id = ?", (dictionary_id,)
            ).fetchone()
            coder = _Coder(zstandard.ZstdDecompressor().decompress(row[1], max_output_size=row[0]))
            self._coders[digest] = coder
        self._coders.move_to_end(digest)
        while len(self._coders) > _KEPT:
            self._coders.popitem(last=False)
        return coder


def _dictionary_of(body: bytes) -> bytes:
    """What of a page serves as a dictionary: all of it, or its two ends."""
    half = LARGEST // 2
    return body if len(body) <= LARGEST else body[:half] + body[-half:]
