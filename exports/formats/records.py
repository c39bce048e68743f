"""An archived article as data: one nested object, or flat rows of articles or comments."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, Literal

from crawler.archive.takeout import Kept, TakenArticle
from crawler.items import Comment, as_dict
from exports.formats.hits import harmless

Rows = Literal["articles", "comments"]
Record = dict[str, Any]

# Name and type ('text', 'integer' or 'boolean') of each column, in order; names are those of the archive's
# views article_overview and comment_threads where these have them.
COLUMNS: Mapping[Rows, Mapping[str, str]] = {
    "articles": {
        "article_id": "integer", "site": "text", "url": "text", "headline": "text", "description": "text",
        "authors": "text", "date_published": "text", "date_modified": "text", "section": "text",
        "keywords": "text", "sources": "text", "opinion": "text", "body": "text", "in_language": "text",
        "comment_count": "integer", "archived_comment_count": "integer", "revision_count": "integer",
        "first_seen_at": "text", "last_seen_at": "text", "changed_at": "text", "gone_at": "text",
        "site_title": "text",
    },
    "comments": {
        "article_id": "integer", "site": "text", "article_url": "text", "comment_id": "text",
        "parent_id": "text", "depth": "integer", "sort_path": "text", "author": "text",
        "is_staff": "boolean", "date_published": "text", "text": "text", "first_seen_at": "text",
        "last_seen_at": "text", "edited_at": "text", "removed_at": "text", "erased_at": "text",
        "site_title": "text",
    },
}  # fmt: skip


def nested(taken: TakenArticle) -> Record:
    """The public split of the article, its comments' and its own archive fields added. ``comments`` are those
    that the site shows; ``removed_comments`` those that it took back."""
    held = taken.held
    split = as_dict(held.article)
    return {
        "article_id": held.id,
        "path": None,
        **split,
        "comments": [_with_times(one, taken.kept[one["id"]]) for one in split["comments"]],
        "removed_comments": [_with_times(asdict(one), taken.kept[one.id]) for one in held.removed],
        "site_title": held.site_title,
        "source_names": list(held.source_names),
        "thread_complete": held.thread_complete,
        "revision_count": held.revision_count,
        "first_seen_at": held.first_seen_at,
        "last_seen_at": held.last_seen_at,
        "changed_at": held.changed_at,
        "gone_at": held.gone_at,
    }


def _with_times(comment: Record, kept: Kept) -> Record:
    return {
        **comment,
        "first_seen_at": kept.first_seen_at, "last_seen_at": kept.last_seen_at,
        "edited_at": kept.edited_at, "removed_at": kept.removed_at, "erased_at": kept.erased_at,
    }  # fmt: skip


def flat(taken: TakenArticle, rows: Rows) -> Iterator[Record]:
    """The article's one row, or one for each of its comments in reading order, removed ones too."""
    if rows == "articles":
        yield _article_row(taken)
        return
    comments = sorted(
        (*taken.held.article.comments, *taken.held.removed), key=lambda one: taken.kept[one.id].sort_path
    )
    for comment in comments:
        yield _comment_row(taken, comment)


def _article_row(taken: TakenArticle) -> Record:
    held, article = taken.held, taken.held.article
    row = {
        name: getattr(held if hasattr(held, name) else article, name, None) for name in COLUMNS["articles"]
    }
    return {
        **row,
        "article_id": held.id,
        "authors": ", ".join(article.authors) or None,
        "keywords": ", ".join(article.keywords) or None,
        "sources": ", ".join(held.source_names) or None,
        "opinion": "\n\n".join(article.opinion.paragraphs) if article.opinion else None,
        "body": "\n\n".join(article.body),
        "archived_comment_count": held.held,
    }


def _comment_row(taken: TakenArticle, comment: Comment) -> Record:
    known = {
        **asdict(comment), **asdict(taken.kept[comment.id]),
        "article_id": taken.held.id, "site": taken.held.article.site, "article_url": taken.held.article.url,
        "comment_id": comment.id, "parent_id": comment.parent, "site_title": taken.held.site_title,
    }  # fmt: skip
    return {name: known[name] for name in COLUMNS["comments"]}


def json_lines(records: Iterable[Record]) -> Iterator[bytes]:
    """One object a line (https://jsonlines.org), in UTF-8."""
    return (json.dumps(record, ensure_ascii=False).encode() + b"\n" for record in records)


def csv_lines(records: Iterable[Record], rows: Rows) -> Iterator[bytes]:
    """A header and a line for each row (RFC 4180), with the byte order mark that spreadsheets want; cells
    that would run as formulas are made harmless, booleans are 0 and 1."""
    yield "\ufeff".encode() + _csv_line(COLUMNS[rows])
    for record in records:
        yield _csv_line(
            int(value) if isinstance(value, bool) else harmless(value) for value in record.values()
        )


def _csv_line(cells: Iterable[object]) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue().encode()
