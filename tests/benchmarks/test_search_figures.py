"""That the search benchmark's truth is what it says, and that its large archive answers every search it times."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from benchmarks import search
from benchmarks.large_archive import COMMENTS, make_archive
from crawler.archive import Archive
from exports.search import Question
from exports.search import search as found


def test_the_queries_are_many_and_none_answers_itself_with_a_look_alike() -> None:
    asked = search.queries()
    assert len(asked) >= 60
    assert len({one.typed for one in asked}) == len(asked)
    for one in asked:
        assert one.answers and one.others, one.typed
        assert not {other for other in one.others for it in one.answers if search._holds(other, it)}, (
            one.typed
        )


def test_french_is_found_and_what_looks_like_it_is_not(tmp_path: Path) -> None:
    recall, precision = search.quality(tmp_path / "words.db")
    assert (recall.reached, precision.reached) == (True, True)
    assert recall.ratio > 2 * float(recall.baseline)


def test_judging_counts_what_is_missed_and_what_is_wrong(tmp_path: Path) -> None:
    asked = [search.Asked("pneu", frozenset({"pneu", "pneus"}), frozenset({"roue"}))]
    words = search.write_words(tmp_path / "words.db", asked)
    with closing(sqlite3.connect(tmp_path / "words.db")) as conn:
        assert search.judge(conn, words, asked, lambda typed: typed) == [(0.5, 1.0)]
        assert search.judge(conn, words, asked, lambda typed: "pneu OR roue") == [(0.5, 0.5)]
        assert search.judge(conn, words, asked, lambda typed: '""') == [(0.0, None)]


def test_the_large_archive_holds_what_was_asked_for_and_answers(tmp_path: Path) -> None:
    path = tmp_path / "large.db"
    make_archive(path, 60)
    with Archive(path) as archive:
        assert (archive.summary().articles, archive.summary().comments) == (60, 60 * COMMENTS)
        for table in ("articles_fts", "comments_fts"):  # rank 1: compare with the content table, too
            archive.db.conn.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
    with closing(sqlite3.connect(path)) as conn:
        assert found(conn, Question("voiture")).total > 20
        (figure,) = search.speed(path, 60)
    assert "80 searches, 60 articles, 1800 comments" in figure.name
