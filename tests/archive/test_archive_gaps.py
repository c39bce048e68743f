"""What is missing is said in words."""

from __future__ import annotations

import pytest

NBSP_FREE = "SELECT declared, held, removed, verdict, why FROM archive_gaps"


@pytest.mark.parametrize(
    ("declared", "pings", "complete", "gap"),
    [
        (2, 0, True, None),
        (3, 1, True, None),
        (None, 0, True, None),
        (10, 0, True, (10, 2, 0, "short", "2 commentaires sur 10 annoncés")),
        (10, 1, True, (10, 2, 0, "short", "2 commentaires sur 10 annoncés (et 1 rétrolien)")),
        (1, 0, True, (1, 2, 0, "over", "2 commentaires archivés, la page n’en annonce que 1")),
        (0, 0, True, (0, 2, 0, "over", "2 commentaires archivés, la page n’en annonce aucun")),
        (None, 0, False, (None, 2, 0, "incomplete",
         "une page de commentaires n’a pas pu être lue : 2 commentaires archivés")),
        (10, 0, False, (10, 2, 0, "incomplete",
         "une page de commentaires n’a pas pu être lue : 2 commentaires archivés sur 10 annoncés")),
    ],
)  # fmt: skip
def test_a_gap_is_a_thread_that_is_not_what_the_page_announces(
    bench, make, declared, pings, complete, gap
) -> None:
    comments = (make.comment("1"), make.comment("2", position=2))
    bench.visit(make.article(comments=comments, comment_count=declared, pings=pings), complete=complete)
    assert bench.rows(NBSP_FREE) == ([gap] if gap else [])


def test_removed_comments_are_named(bench, make) -> None:
    bench.visit(make.article(comments=(make.comment("1"), make.comment("2", position=2)), comment_count=2))
    bench.visit(make.article(comments=(make.comment("1"),), comment_count=2), day=2)
    assert bench.rows(NBSP_FREE) == [
        (2, 1, 1, "short", "1 commentaire sur 2 annoncés ; 1 commentaire retiré par le site")
    ]
