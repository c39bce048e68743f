"""The table of words: what a run brings into it, what an erasure takes out, and what plain SQL does with it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from archive_bench import SITE, Bench, Make
from invented import paragraphs

from crawler.archive import Archive
from crawler.archive import words as words_module
from crawler.archive.erasing import Person

FORMS = "(SELECT expression FROM word_forms WHERE word = ?)"


def held(bench: Bench) -> set[str]:
    return {word for (word,) in bench.rows("SELECT DISTINCT word FROM words")}


def finish(bench: Bench) -> None:
    bench.archive.finish_run(bench.run, "ok", "finished")


def test_the_words_of_a_run_are_known_when_it_ends(bench: Bench, make: Make) -> None:
    bench.visit(make.article(blocks=paragraphs("Les œufs d’usines coûtent 3 €.")))
    assert held(bench) == set()
    finish(bench)
    assert {"œufs", "usines", "coutent", "3", "volontiers", "zoe", "hiver"} <= held(bench)
    assert bench.one("SELECT count(*) FROM unread_words") == 0


@pytest.mark.parametrize("few", [0.0, 1e9], ids=["from the index", "from the rows"])
def test_both_ways_of_reading_give_the_words_of_the_index(
    bench: Bench, make: Make, monkeypatch: pytest.MonkeyPatch, few: float
) -> None:
    monkeypatch.setattr(words_module, "_FEW", few)
    bench.visit(make.article())
    finish(bench)
    for table in ("articles", "comments"):
        bench.archive.db.conn.execute(
            f"CREATE VIRTUAL TABLE temp.v_{table} USING fts5vocab (main, {table}_fts, row)"
        )
    vocabulary = bench.rows("SELECT term FROM temp.v_articles UNION SELECT term FROM temp.v_comments")
    assert held(bench) == {word for (word,) in vocabulary}


def test_a_later_version_adds_its_new_words(bench: Bench, make: Make) -> None:
    bench.visit(make.article())
    finish(bench)
    comments = (make.comment("11", text="Une belle berline."), *make.article().comments[1:])
    bench.visit(make.article(blocks=paragraphs("Les chevaux galopent."), comments=comments), 2)
    finish(bench)
    assert {"chevaux", "berline"} <= held(bench)


def test_plain_sql_finds_every_form(bench: Bench, make: Make) -> None:
    bench.visit(
        make.article(blocks=paragraphs("Deux chevaux, un cheval, des usines.", "Une 208 électrique."))
    )
    finish(bench)
    count = f"SELECT count(*) FROM articles_fts WHERE articles_fts MATCH {FORMS}"
    assert bench.one("SELECT expression FROM word_forms WHERE word = 'cheval'") == '("cheval" OR "chevaux")'
    assert bench.one(count, "usine") == 1
    assert bench.one(count, "chevaux") == bench.one(count, "e-208") == 1
    bench.archive.db.conn.execute("INSERT INTO synonyms (term, synonym) VALUES ('Canasson', 'cheval')")
    assert bench.one(count, "canasson") == 1
    several = "SELECT group_concat(expression, ' AND ') FROM word_forms WHERE word IN ('electriques', 'essai', 'e-208')"
    assert bench.one(f"SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ({several})") == 1


def test_the_programs_synonyms_come_once_and_can_be_put_off(bench: Bench) -> None:
    finish(bench)
    with bench.archive.db.conn as conn:
        conn.execute("UPDATE synonyms SET active = 0 WHERE term = 'e-208'")
    number = bench.one("SELECT count(*) FROM synonyms")
    finish(bench)
    assert bench.one("SELECT count(*) FROM synonyms") == number > 30
    assert bench.rows("SELECT active FROM synonyms WHERE term = 'E-208'") == [(0,)]
    assert bench.rows("SELECT * FROM word_forms WHERE word = 'e-208'") == []


def test_an_erased_name_is_no_word_any_more(bench: Bench, make: Make) -> None:
    comments = (make.comment("11", author="Xylophène", text="Une phrase à moi."),)
    bench.visit(make.article(comments=comments))
    finish(bench)
    assert "xylophene" in held(bench)
    bench.archive.rights.forget_person(Person(name="Xylophène", site=SITE))
    assert not {"xylophene", "phrase"} & held(bench)
    assert "batterie" in held(bench)


def test_a_name_that_stands_for_another_is_a_word(bench: Bench, make: Make) -> None:
    bench.visit(make.article(comments=(make.comment("11", author="Xylophène"),)))
    finish(bench)
    bench.archive.rights.rename_commenters(lambda site, name: "Glockenspiel")
    assert "glockenspiel" in held(bench)
    assert "xylophene" not in held(bench)


def test_an_archive_that_lacks_only_this_step_gets_it(tmp_path: Path, make: Make) -> None:
    path = tmp_path / "archive.db"
    with Archive(path) as archive:
        bench = Bench(archive)
        bench.visit(make.article())
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("DROP VIEW word_forms")
        for table in ("words", "synonyms", "unread_words"):
            conn.execute(f"DROP TABLE {table}")
        conn.execute("DELETE FROM _sqlite_migrations WHERE name = '010_words'")
    with Archive(path) as archive:
        bench = Bench(archive)
        finish(bench)
        assert "batterie" in held(bench)
