"""Rows: what a spreadsheet would run it shows, and what JSON says is what the archive holds."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from sample_archive import article, thread
from taken import taken

from exports.formats.records import COLUMNS, csv_lines, flat, json_lines, nested

UN = article("un", "Un", "2026-02-10")


@pytest.mark.parametrize(
    "text", ["=1+1", "+33 6", "-2", "@SUM(A1)", "\t=1", "\r=1", " =cmd|' /C calc'!A0", "\u200b=1", "\ufeff@x"]
)
def test_no_cell_is_a_formula(text: str) -> None:
    row = {**dict.fromkeys(COLUMNS["comments"]), "text": text}
    lines = b"".join(csv_lines([row], "comments")).decode("utf-8-sig")
    (read,) = csv.DictReader(io.StringIO(lines, newline=""))
    assert read["text"] == f"'{text}"


def test_a_cell_keeps_its_lines_and_quotes() -> None:
    row = {
        **dict.fromkeys(COLUMNS["comments"]),
        "text": 'Il dit "non",\r\npuis\nrien',
        "depth": 0,
        "is_staff": True,
    }
    lines = b"".join(csv_lines([row], "comments"))
    (read,) = csv.DictReader(io.StringIO(lines.decode("utf-8-sig"), newline=""))
    assert (read["text"], read["depth"], read["is_staff"]) == ('Il dit "non",\r\npuis\nrien', "0", "1")


def test_removed_comments_stand_at_their_places_in_rows_and_apart_in_objects() -> None:
    first, second, third = thread(
        "2026-02-10", [("1", None, "A", "Un."), ("2", "1", "B", "Deux."), ("3", None, "C", "Trois.")]
    )
    given = taken(replace(UN, comments=(first, third)), removed=(second,))
    order = [row["comment_id"] for row in flat(given, "comments")]
    assert sorted(order) == ["1", "2", "3"]
    whole = nested(given)
    assert [one["id"] for one in whole["comments"]] == ["1", "3"]
    assert [(one["id"], one["parent"]) for one in whole["removed_comments"]] == [("2", "1")]


def test_each_row_has_each_column() -> None:
    given = taken(replace(UN, comments=thread("2026-02-10", [("1", None, "A", "Un.")])))
    for rows, columns in COLUMNS.items():
        assert [list(row) for row in flat(given, rows)] == [list(columns)]


def test_a_line_is_an_object() -> None:
    given = taken(article("un", "Un\nDeux\u2028Trois", None))
    (line,) = json_lines([nested(given)])
    assert line.count(b"\n") == 1
    assert json.loads(line)["headline"] == "Un\nDeux\u2028Trois"
