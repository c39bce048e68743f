"""What a search found, as files to take away."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from exports.formats.atom import Entry, atom, atom_parts
from exports.formats.references import Reference, bibtex, csl, ris
from exports.search import Hit
from exports.sql import Row
from exports.texts import END, START, plain

# A spreadsheet runs a cell that begins so. https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(hits: Iterable[Hit]) -> str:
    """A header and a line for each hit, authors with a comma between; with the byte order mark without which
    spreadsheets take it for another charset. A cell that would run as a formula gets an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(Hit.__dataclass_fields__)
    for hit in hits:
        record = {**_record(hit), "authors": ", ".join(hit.authors)}
        writer.writerow(harmless(value) for value in record.values())
    return "\ufeff" + out.getvalue()


def json_text(hits: Iterable[Hit]) -> str:
    """An array of objects, one for each hit."""
    return json.dumps([_record(hit) for hit in hits], ensure_ascii=False)


def ris_text(hits: Iterable[Hit]) -> str:
    return ris(_references(hits))


def bibtex_text(hits: Iterable[Hit]) -> str:
    return bibtex(_references(hits))


def csl_text(hits: Iterable[Hit]) -> str:
    return json.dumps([csl(reference) for reference in _references(hits)], ensure_ascii=False)


def atom_feed(title: str, address: str, now: str, hits: Iterable[Hit]) -> bytes:
    """A feed of the hits; ``now`` is when it was asked for, and its date where there are none."""
    hits = list(hits)
    return atom(title, address, max((hit.last_seen_at for hit in hits), default=now), map(_entry, hits))


def atom_lines(title: str, address: str, now: str, hits: Iterable[Hit]) -> Iterator[bytes]:
    """The same piece by piece, dated ``now``."""
    return atom_parts(title, address, now, map(_entry, hits))


def _entry(hit: Hit) -> Entry:
    is_comment = hit.comment_id is not None
    return Entry(
        id=f"{hit.url}#archive-comment-{hit.comment_id}" if is_comment else hit.url,
        title=_unmarked(hit.headline),
        url=hit.url,
        updated=hit.last_seen_at,
        published=hit.comment_date if is_comment else hit.date_published,
        authors=(hit.comment_author or "(anonyme)",) if is_comment else hit.authors or (hit.site_title,),
        summary=_unmarked(hit.snippet),
    )


def _references(hits: Iterable[Hit]) -> list[Reference]:
    """One for each article, however many of its comments were found."""
    return [_reference(hit) for hit in {hit.article_id: hit for hit in hits}.values()]


def _reference(hit: Hit) -> Reference:
    return Reference(
        hit.article_id, _unmarked(hit.headline), hit.authors, hit.site, hit.site_title, hit.url,
        hit.date_published, hit.last_seen_at, hit.in_language,
        None if hit.comment_id else _unmarked(hit.snippet),
    )  # fmt: skip


def _record(hit: Hit) -> Row:
    record = asdict(hit)
    return {**record, "headline": _unmarked(hit.headline), "snippet": _unmarked(hit.snippet)}


def _unmarked(text: str) -> str:
    return text.replace(START, "").replace(END, "")


def harmless(value: object) -> object:
    """A cell that no spreadsheet runs as a formula: an apostrophe stands before one that it would."""
    if not isinstance(value, str):
        return value
    # Some programs skip white space and what is not seen before they look for a formula.
    return f"'{value}" if value.startswith(_FORMULA) or plain(value).lstrip().startswith(_FORMULA) else value
