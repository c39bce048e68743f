"""Files that people take away: what they asked for, written whole or not at all, with its manifest."""

from __future__ import annotations

import json
import uuid
import zipfile
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from crawler.archive import SCHEMA_VERSION
from crawler.archive.reading import SITE_TITLE
from crawler.archive.takeout import TakenArticle, TakenPage, Takeout
from exports import french, search
from exports.formats import epub, hits, markdown, parquet, records, warc
from exports.formats.records import Rows
from exports.output import binary_stdout, placed, write_manifest
from exports.search import Hit, Question
from exports.sql import Row, one

LICENCE = (
    "Les articles et les commentaires appartiennent à leurs auteurs. Ce fichier sert à la lecture et à la"
    " recherche privées ; le publier demande leur accord, ou une exception que la loi prévoit."
)
_BATCH = 50  # articles looked up at once

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Form:
    """A format: how the names of its files end, and whether it may go to standard output."""

    ending: str
    is_text: bool
    told: str


FORMS = {
    "jsonl": Form(".jsonl", True, "JSON Lines: one article with its thread a line, or flat with --rows"),
    "csv": Form(".csv", True, "a table of articles, or of comments with --rows comments"),
    "markdown": Form(".md.zip", True, "a document an article, with front matter, in a ZIP"),
    "epub": Form(".epub", False, "a book: each article a chapter with its thread"),
    "atom": Form(".atom", True, "a feed of the articles"),
    "ris": Form(".ris", True, "references for Zotero and others"),
    "bibtex": Form(".bib", True, "references for LaTeX"),
    "warc": Form(".warc.gz", False, "the raw pages, for web archives"),
    "parquet": Form(".parquet", False, "a table for data tools (needs pyarrow)"),
    "sqlite": Form("-public.db", False, "a copy of the archive without raw pages, to be published"),
}
FLAT = ("jsonl", "csv", "parquet")  # those that --rows concerns


@dataclass(frozen=True, slots=True)
class Order:
    """What to export. ``path`` None is standard output; ``rows`` None is the format's own; ``now`` is UTC,
    ISO 8601 with ``Z``; ``program`` names this one and its version."""

    form: str
    path: Path | None
    question: Question
    now: str
    program: str
    rows: Rows | None = None
    pseudonymised: bool = False

    @property
    def filters(self) -> dict[str, Any]:
        """What narrows the export, without what does not."""
        return {name: value for name, value in asdict(self.question).items() if value and name != "what"}

    @property
    def urn(self) -> str:
        """The same for the same question, whenever it is asked."""
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(self.filters, sort_keys=True))}"


@dataclass(slots=True)
class Export:
    """One export. Once ``run`` is done, ``counts`` says what went into the file, and ``left_out`` how many
    articles stayed out, by the signal that asks for it; ``sites`` are those of the articles in it."""

    takeout: Takeout
    order: Order
    progress: Progress = lambda done, total: None
    counts: Counter[str] = field(default_factory=Counter)
    left_out: dict[str, int] = field(default_factory=dict)
    sites: list[Row] = field(default_factory=list)
    total: int = 0

    def run(self) -> None:
        """Writes the file and its manifest. Raises OSError, ArchiveError, ParquetMissing; then what stood in
        the file's place is still there."""
        found = search.by_wish(self.takeout.connection, self.order.question)
        self.total = found.pop(None, 0)
        self.left_out = {str(wish): number for wish, number in found.items()}
        self.sites = search.sites(self.takeout.connection, self.order.question)
        if self.order.path is None:
            with binary_stdout() as out:
                self._write(out)
            return
        with placed(self.order.path) as part:
            if self.order.form == "sqlite":
                self.counts.update(self.takeout.copy(part, self._ids()))
            else:
                with part.open("wb") as out:
                    self._write(out)
        write_manifest(self.order.path, self._facts())

    def _facts(self) -> dict[str, Any]:
        return {
            "format": self.order.form,
            "rows": self.order.rows,
            "created_at": self.order.now,
            "program": self.order.program,
            "schema": SCHEMA_VERSION,
            "filters": self.order.filters,
            "sites": self.sites,
            "pseudonymised": self.order.pseudonymised,
            "counts": dict(sorted(self.counts.items())),
            "left_out": self.left_out,
            "licence": LICENCE,
        }

    def _write(self, out: BinaryIO) -> None:
        order, now = self.order, self.order.now
        match order.form:
            case "jsonl":
                out.writelines(records.json_lines(self._records()))
            case "csv":
                out.writelines(records.csv_lines(self._rows(), order.rows or "articles"))
            case "parquet":
                parquet.write_parquet(out, records.COLUMNS[order.rows or "articles"], self._rows())
            case "markdown":
                self._markdown(out)
            case "epub":
                book = epub.Book(order.urn, self._title(), now, LICENCE)
                epub.write_epub(out, book, self._articles())
            case "atom":
                out.writelines(hits.atom_lines(self._title(), order.urn, now, self._hits()))
            case "ris":
                out.writelines(hits.ris_text([hit]).encode() for hit in self._hits())
            case "bibtex":
                out.writelines(hits.bibtex_text([hit]).encode() + b"\n" for hit in self._hits())
            case "warc":
                self._warc(out)

    def _markdown(self, out: BinaryIO) -> None:
        """A ZIP of documents; on standard output one after the other."""
        if self.order.path is None:
            out.writelines(markdown.markdown(taken).encode() + b"\n" for taken in self._articles())
            return
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for taken in self._articles():
                name = zipfile.ZipInfo(
                    markdown.file_name(taken)
                )  # no date: the same articles, the same bytes
                archive.writestr(name, markdown.markdown(taken).encode(), zipfile.ZIP_DEFLATED)

    def _warc(self, out: BinaryIO) -> None:
        assert self.order.path is not None
        about = {
            "software": self.order.program,
            "description": "raw pages of archived articles and of their comment pages",
            "robots": "obey",
            "isPartOf": json.dumps(self.order.filters, ensure_ascii=False) if self.order.filters else "all",
        }
        name = self.order.path.name
        warc.write_warc(out, self._pages(), name, about, gzip=name.endswith(".gz"))

    # --- what goes in, one at a time

    def _ids(self) -> Iterator[int]:
        found = search.article_ids(self.takeout.connection, self.order.question)
        for done, article_id in enumerate(found, 1):
            self.counts["not_for_training"] += not self.takeout.is_for_training(article_id)
            yield article_id
            self.progress(done, self.total)

    def _articles(self) -> Iterator[TakenArticle]:
        for taken in self.takeout.articles(self._ids()):
            self.counts["articles"] += 1
            self.counts["comments"] += len(taken.held.article.comments)
            self.counts["removed_comments"] += len(taken.held.removed)
            self.counts["erased_comments"] += sum(one.erased_at is not None for one in taken.kept.values())
            yield taken

    def _records(self) -> Iterable[records.Record]:
        return self._rows() if self.order.rows else map(records.nested, self._articles())

    def _rows(self) -> Iterator[records.Record]:
        for taken in self._articles():
            for record in records.flat(taken, self.order.rows or "articles"):
                self.counts["rows"] += 1
                yield record

    def _hits(self) -> Iterator[Hit]:
        ids = self._ids()
        while batch := list(islice(ids, _BATCH)):
            found = search.articles(self.takeout.connection, batch)
            self.counts["articles"] += len(found)
            yield from found

    def _pages(self) -> Iterator[TakenPage]:
        for taken in self.takeout.pages(self._counted(self._ids())):
            self.counts["raw_pages" if taken.page else "raw_pages_no_longer_held"] += 1
            yield taken

    def _counted(self, ids: Iterator[int]) -> Iterator[int]:
        for article_id in ids:
            self.counts["articles"] += 1
            yield article_id

    def _title(self) -> str:
        """What a book or feed of these articles is called."""
        question = self.order.question
        if question.article:
            found = search.articles(self.takeout.connection, [int(question.article)])
            return found[0].headline if found else f"Article {question.article}"
        parts = [self._site_title() or "Articles archivés", _period(question.since, question.until)]
        parts += [french.quoted(question.text)] if question.text else []
        return ", ".join(part for part in parts if part)

    def _site_title(self) -> str:
        """What the site that was asked for is called to readers; '' when none was."""
        sql = f"SELECT {SITE_TITLE} FROM sites s WHERE s.name = ?"
        return one(self.takeout.connection, sql, (self.order.question.site,)) or ""


def _period(since: str, until: str) -> str:
    """'février 2026' for a whole month, else 'depuis le …', 'jusqu’au …'; '' without dates."""
    if since[:7] == until[:7] and since.endswith("-01") and until == last_day(since[:7]):
        return french.month(since[:7])
    parts = [
        f"depuis le {french.date(since)}" if since else "",
        f"jusqu’au {french.date(until)}" if until else "",
    ]
    return " ".join(part for part in parts if part)


def last_day(month: str) -> str:
    """The last day of a month: '2026-02-28' for '2026-02'. Raises ValueError when it is none."""
    year, number = map(int, month.split("-"))
    return f"{month}-{monthrange(year, number)[1]:02}"
