"""Threads over several fetches: nothing is lost, and absence counts only where the thread was whole."""

from __future__ import annotations

import pytest


@pytest.fixture
def thread(bench, make):
    """Visits the article with these comments; gives the outcome."""

    def visit(*comments, day=1, complete=True):
        return bench.visit(make.article(comments=comments), day, complete=complete)

    return visit


def test_replies_know_their_parents_and_text_order_is_reading_order(bench, make) -> None:
    bench.visit(make.article())
    rows = bench.rows(
        "SELECT comment_id, parent_id, depth, sort_path FROM comment_threads ORDER BY sort_path"
    )
    assert rows == [
        ("11", None, 0, "00001"), ("12", "11", 1, "00001.00001"), ("13", None, 0, "00002"),
    ]  # fmt: skip
    assert bench.one("SELECT p.external_id FROM comments c JOIN comments p ON p.id = c.parent_id") == "11"


def test_a_new_reply_is_added_in_its_place(bench, make, thread) -> None:
    one, two, late = (
        make.comment("1"),
        make.comment("2", position=2),
        make.comment("3", parent="1", depth=1, position=2),
    )
    thread(one, two)
    outcome = thread(one, late, make.comment("2", position=3), day=2)
    assert (outcome.state, outcome.comments_new, outcome.comments_edited) == ("unchanged", 1, 0)
    assert bench.rows(
        "SELECT comment_id, first_seen_at, last_seen_at FROM comment_threads ORDER BY sort_path"
    ) == [
        ("1", "2026-01-01T05:00:00Z", "2026-01-02T05:00:00Z"),
        ("3", "2026-01-02T05:00:00Z", "2026-01-02T05:00:00Z"),
        ("2", "2026-01-01T05:00:00Z", "2026-01-02T05:00:00Z"),
    ]


def test_an_edit_keeps_what_was_before(bench, make, thread) -> None:
    thread(make.comment("1", text="J’adore l’électrique."))
    outcome = thread(make.comment("1", text="Je déteste l’hybride."), day=2)
    assert outcome.comments_edited == 1
    assert bench.rows("SELECT text, edited_at FROM comment_threads") == [
        ("Je déteste l’hybride.", "2026-01-02T05:00:00Z")
    ]
    assert bench.rows("SELECT before, after, seen_at FROM comment_revisions") == [
        ("J’adore l’électrique.", "Je déteste l’hybride.", "2026-01-02T05:00:00Z")
    ]
    assert _found(bench, "deteste") == 1
    assert _found(bench, "electrique") == 0


def test_white_space_is_no_edit(make, thread) -> None:
    thread(make.comment("1", text="Bonjour à tous."))
    assert thread(make.comment("1", text="Bonjour\u00a0à  tous.\n"), day=2).comments_edited == 0


def test_search_finds_comments_by_word_and_by_author(bench, make, thread) -> None:
    thread(make.comment("1", author="Hervé", text="Très électrique"))
    assert (_found(bench, "electrique"), _found(bench, "herve")) == (1, 1)
    thread(make.comment("1", author="Paul", text="Très électrique"), day=2)
    assert (_found(bench, "electrique"), _found(bench, "herve"), _found(bench, "paul")) == (1, 0, 1)


def test_a_vanished_comment_is_marked_and_keeps_its_place(bench, make, thread) -> None:
    thread(
        make.comment("1"), make.comment("2", parent="1", depth=1, position=2), make.comment("3", position=3)
    )
    outcome = thread(make.comment("1"), make.comment("3", position=2), day=2)
    assert outcome.comments_removed == 1
    assert bench.rows("SELECT comment_id, removed_at FROM comment_threads ORDER BY sort_path") == [
        ("1", None), ("2", "2026-01-02T05:00:00Z"), ("3", None),
    ]  # fmt: skip
    assert bench.one("SELECT archived_comment_count FROM article_overview") == 2
    assert [comment.id for comment in bench.archive.read_article(1).removed] == ["2"]
    assert thread(make.comment("1"), make.comment("3", position=2), day=3).comments_removed == 0
    assert bench.one("SELECT removed_at FROM comments WHERE external_id = '2'") == "2026-01-02T05:00:00Z"


def test_a_comment_that_comes_back_is_no_longer_removed(bench, make, thread) -> None:
    thread(make.comment("1"), make.comment("2", position=2))
    thread(make.comment("1"), day=2)
    outcome = thread(make.comment("1"), make.comment("2", position=2), day=3)
    assert (outcome.comments_back, outcome.comments_new) == (1, 0)
    assert bench.rows("SELECT comment_id FROM comment_threads WHERE removed_at IS NOT NULL") == []
    assert bench.one("SELECT archived_comment_count FROM article_overview") == 2


def test_a_short_page_removes_nothing(bench, make, thread) -> None:
    thread(
        make.comment("1"), make.comment("2", position=2), make.comment("3", parent="2", depth=1, position=3)
    )
    outcome = thread(make.comment("1"), make.comment("4", position=2), day=2, complete=False)
    assert (outcome.comments_removed, outcome.comments_new) == (0, 1)
    assert bench.rows(
        "SELECT comment_id, removed_at, last_seen_at FROM comment_threads ORDER BY sort_path"
    ) == [
        ("1", None, "2026-01-02T05:00:00Z"),
        ("2", None, "2026-01-01T05:00:00Z"),
        ("3", None, "2026-01-01T05:00:00Z"),
        ("4", None, "2026-01-02T05:00:00Z"),
    ]
    assert bench.one("SELECT archived_comment_count FROM article_overview") == 4


def test_a_whole_thread_that_vanished_is_marked(bench, make, thread) -> None:
    thread(make.comment("1"), make.comment("2", position=2))
    assert thread(day=2).comments_removed == 2
    assert bench.one("SELECT archived_comment_count FROM article_overview") == 0


def test_a_lost_reply_keeps_its_depth(bench, make, thread) -> None:
    thread(make.comment("1"), make.comment("2", depth=2, position=2, parent_from="lost"))
    assert bench.rows("SELECT parent_id, depth, sort_path FROM comment_threads WHERE comment_id = '2'") == [
        (None, 2, "00002")
    ]


def test_a_parent_outside_the_page_is_remembered_by_its_name(bench, make, thread) -> None:
    thread(make.comment("2", parent="1", depth=1))
    assert bench.rows("SELECT parent_id, parent_external_id FROM comments") == [(None, "1")]
    thread(make.comment("1"), make.comment("2", parent="1", depth=1, position=2), day=2)
    assert bench.rows(
        "SELECT c.external_id, p.external_id FROM comments c JOIN comments p ON p.id = c.parent_id"
    ) == [("2", "1")]


def test_a_parent_once_known_outlives_its_removal(bench, make, thread) -> None:
    thread(make.comment("1"), make.comment("2", parent="1", depth=1, position=2))
    thread(make.comment("2", depth=1, parent_from="lost"), day=2)
    assert bench.rows("SELECT comment_id, parent_id, sort_path FROM comment_threads ORDER BY sort_path") == [
        ("1", None, "00001"), ("2", "1", "00001.00001"),
    ]  # fmt: skip
    assert bench.one("SELECT parent_from FROM comments WHERE external_id = '2'") == "nesting"


def test_a_date_once_read_stays(bench, make, thread) -> None:
    thread(
        make.comment("1", date_published="2026-01-01T02:00:00+01:00", date_published_raw="il y a 3 heures")
    )
    thread(
        make.comment("1", date_published="2026-01-02T02:00:00+01:00", date_published_raw="il y a 3 heures"),
        day=2,
    )
    assert bench.one("SELECT date_published FROM comment_threads") == "2026-01-01T02:00:00+01:00"


def test_a_new_badge_or_address_is_written_and_is_no_edit(bench, make, thread) -> None:
    thread(make.comment("1", author_url=None))
    outcome = thread(make.comment("1", author_url="https://max.example/", is_staff=True), day=2)
    assert outcome.comments_edited == 0
    assert bench.rows("SELECT author, author_url, is_staff, commenter_id, edited_at FROM comments") == [
        ("Max", "https://max.example/", 1, 1, None)
    ]


def test_a_name_that_is_no_text_is_a_failure_of_its_page(bench, make, thread) -> None:
    assert thread(make.comment("1"), make.comment("2", author="demi-\ud83d paire")).state == "failed"
    assert bench.one("SELECT count(*) FROM commenters") == 0


def test_a_name_with_a_nul_is_kept(bench, make, thread) -> None:
    for day in (1, 2):
        thread(make.comment("1", author="Ma\0x"), make.comment("2", author="", position=2), day=day)
    assert bench.rows("SELECT author, commenter_id FROM comments ORDER BY position") == [
        ("Ma\0x", None),
        ("", None),
    ]


def test_one_comment_on_two_pages_is_one(bench, make, thread) -> None:
    outcome = thread(make.comment("1"), make.comment("1", position=2))
    assert outcome.comments_new == 1
    assert bench.one("SELECT archived_comment_count FROM article_overview") == 1


def test_the_same_ids_under_two_articles_do_not_meet(bench, make) -> None:
    bench.visit(make.article())
    other = "https://blog.example/autre/"
    bench.visit(make.article(url=other, canonical_url=other), url=other)
    assert bench.one("SELECT count(*) FROM comments") == 6
    assert bench.rows(
        "SELECT 1 FROM comments c JOIN comments p ON p.id = c.parent_id WHERE c.article_id <> p.article_id"
    ) == []  # fmt: skip


def test_commenters_are_counted_when_the_run_ends(bench, make, thread) -> None:
    thread(
        make.comment("1", author="Zoé"),
        make.comment("2", author="Zoé", position=2),
        make.comment("3", author=None),
    )
    bench.archive.finish_run(bench.run, "ok", "finished")
    assert bench.rows("SELECT name, comment_count, first_comment_at FROM commenters") == [
        ("Zoé", 2, "2019-03-12T14:00:00Z")
    ]


def _found(bench, words: str) -> int:
    return bench.one("SELECT count(*) FROM comments_fts WHERE comments_fts MATCH ?", words)
