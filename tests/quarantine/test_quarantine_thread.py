"""Absent, and why: what a page that can be trusted to be whole proves, and what any other does not."""

from __future__ import annotations

import pytest
from archive_bench import article, comment

from crawler.items import Article
from crawler.quarantine import unseen_because
from crawler.quarantine.look import Look
from crawler.quarantine.thread import thread_closed

NOTHING = Look(b"<html><p>rien</p></html>")


def thread(*ids: int, declared: int | None = None, pings: int = 0) -> Article:
    return article(
        comments=tuple(
            comment(str(n), position=n, text=f"Remarque numero{n} sur carburateur{n} et freinage{n}")
            for n in ids
        ),
        comment_count=declared,
        pings=pings,
    )


@pytest.mark.parametrize(
    ("now", "held", "why"),
    [
        (thread(1, 2, declared=2), thread(1, 2, declared=2), None),
        (thread(1, declared=1), thread(1, 2, declared=2), None),  # the counter agrees: removed
        (thread(1, declared=2), thread(1, 2, declared=2), "short"),
        (thread(1), thread(1, 2), None),  # no counter to disagree
        (thread(1, declared=4), thread(1, 2, declared=5), None),  # three were missing before, too
        (thread(1, declared=5), thread(1, 2, declared=5), "short"),
        (thread(1, declared=2, pings=1), thread(1, 2, declared=3, pings=1), None),  # it counts the ping
        (thread(1, declared=1, pings=1), thread(1, 2, declared=2, pings=1), None),  # it does not
        (thread(declared=None), thread(1, declared=1), None),  # the only one: removed
        (thread(declared=0), thread(1, 2, declared=2), None),
        (thread(declared=2), thread(1, 2, declared=2), "short"),
        (thread(), thread(1, 2, 3, 4, 5, declared=5), "short"),  # all at once, without a word
    ],
)
def test_absence_is_weighed_against_the_counter(now: Article, held: Article, why: str | None) -> None:
    assert unseen_because(now, held, [NOTHING], unseen=(), closed=False) == why


def test_all_at_once_and_again_is_removed() -> None:
    held = thread(1, 2, 3, 4, 5, declared=5)
    assert unseen_because(thread(), held, [NOTHING], unseen="12345", closed=False) is None


def test_a_closed_thread_that_is_hidden_is_not_removed() -> None:
    held = thread(1, 2, declared=2)
    assert unseen_because(thread(), held, [NOTHING], unseen=(), closed=True) == "closed"
    assert unseen_because(thread(1, declared=1), held, [NOTHING], unseen=(), closed=True) is None


def test_a_comment_that_stands_on_the_page_is_not_removed() -> None:
    look = Look(b"<html><p>Remarque numero2 sur carburateur2 et freinage2</p></html>")
    assert unseen_because(thread(1), thread(1, 2), [look], unseen=(), closed=False) == "unreadable"


def test_one_of_two_twins_was_removed_and_a_quotation_is_no_comment() -> None:
    said = "Le garagiste de la vallée change les durites sans rien demander."

    def shows(**texts: str) -> Article:
        return article(
            comments=tuple(comment(key, text=text) for key, text in texts.items()), comment_count=None
        )

    def why(now: Article, held: Article) -> str | None:
        look = Look(f"<p>{now.comments[0].text}</p>".encode())
        return unseen_because(now, held, [look], unseen=(), closed=False)

    quoting = f"« {said} » Chez moi non plus."
    assert why(shows(c1=said), shows(c1=said, c2=said)) is None
    assert why(shows(c1=quoting), shows(c1=quoting, c2=said)) is None
    assert why(shows(c7=said), shows(c1=said)) == "unreadable"  # new ids: nobody took it out


def test_words_in_common_do_not_make_a_comment_stand_on_the_page() -> None:
    said = article(comments=(comment("1", text="La durite de la berline chauffe en montagne"),))
    look = Look(b"<p>En montagne, la berline chauffe ; la durite, elle, de la place.</p>")
    assert unseen_because(thread(), said, [look], unseen=(), closed=False) is None


@pytest.mark.parametrize(
    ("html", "closed"),
    [
        ("<p class='nocomments'>Les commentaires sont fermés.</p>", True),
        ("<p>Les commentaires sont désormais clos</p>", True),
        ("<p>Comments are closed.</p>", True),
        ("<p>Les commentaires pour ce billet sont fermés.</p>", True),
        ("<p>Les nouveaux commentaires ne sont pas autorisés.</p>", True),
        ("<p>Les commentaires de Gaston sont fermement démentis</p>", False),
        ("<div class='comments-closed'></div>", True),
        ("<p>Les commentaires sont fermés le dimanche</p><textarea name='comment'></textarea>", False),
        ('<p>Laisser un commentaire</p><textarea name="comment"></textarea>', False),
        ("<p>Aucun commentaire</p>", False),
    ],
)
def test_a_closed_thread_says_so(html: str, closed: bool) -> None:
    assert thread_closed(Look(f"<html>{html}</html>".encode())) == closed
