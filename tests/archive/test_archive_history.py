"""States that are not the same are told apart: comments removed, emptied, unseen, renamed; articles gone,
back, moved."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from crawler.items import Block, Visit

FORGOTTEN = "https://blog.example/jamais-vu/"


@pytest.fixture
def thread(bench: Any, make: Any) -> Any:
    """Visits the article with these comments, checked as ``check`` says; gives the outcome."""

    def visit(*comments: Any, day: int, **check: Any) -> Any:
        page = make.page(day)
        seen = Visit(page.url, "blog", page, (), make.article(comments=comments), **check)
        return bench.archive.store_visit(bench.run, seen)

    return visit


def states(bench: Any) -> list[tuple[Any, ...]]:
    return bench.rows("SELECT comment_id, state, since FROM comment_states ORDER BY comment_id")


def events(bench: Any) -> list[tuple[Any, ...]]:
    return bench.rows("SELECT comment_id, event, at FROM comment_history ORDER BY at, comment_id")


def morning(day: int) -> str:
    return f"2026-01-{day:02}T05:00:00Z"


def test_new_edited_and_shown_comments_have_their_words(bench: Any, make: Any, thread: Any) -> None:
    one, two = make.comment("1"), make.comment("2", text="Bof.")
    thread(one, two, day=1)
    thread(one, replace(two, text="Super."), make.comment("3"), day=2)
    assert states(bench) == [
        ("1", "shown", morning(1)), ("2", "edited", morning(2)), ("3", "new", morning(2)),
    ]  # fmt: skip
    assert {told for (told,) in bench.rows("SELECT told FROM comment_states")} == {
        "en ligne", "modifié", "nouveau",
    }  # fmt: skip
    assert bench.rows("SELECT comment_id, event, before, after FROM comment_history") == [
        ("2", "edited", "Bof.", "Super.")
    ]


def test_a_removed_leaf_is_not_a_removed_comment_with_replies(bench: Any, make: Any, thread: Any) -> None:
    one, two = make.comment("1"), make.comment("2", parent="1", depth=1, text="Réponse.")
    leaf = make.comment("3")
    thread(one, two, leaf, day=1)
    lost = replace(two, parent=None, parent_from="lost")
    assert thread(lost, day=2).comments_removed == 2
    assert states(bench) == [
        ("1", "removed_with_replies", morning(2)), ("2", "shown", morning(1)), ("3", "removed", morning(2)),
    ]  # fmt: skip


def test_replies_that_move_up_where_a_comment_was_deleted_keep_their_places_and_depths(
    bench: Any, make: Any, thread: Any
) -> None:
    one, two = make.comment("1"), make.comment("2", parent="1", depth=1, position=2)
    thread(one, two, day=1)
    # WordPress gives the replies to a comment that is deleted for good to what it answered itself.
    up = replace(two, parent=None, parent_from=None, depth=0, position=1)
    thread(up, make.comment("3", parent="2", depth=1, position=2), day=2)
    assert bench.rows("SELECT comment_id, parent_id, depth, sort_path FROM comment_threads ORDER BY sort_path") == [
        ("1", None, 0, "00001"), ("2", "1", 1, "00001.00001"), ("3", "2", 2, "00001.00001.00001"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "notice", ["Commentaire supprimé", "[deleted]", "Ce message a été retiré par la modération."]
)
def test_a_notice_in_a_comments_place_keeps_its_words_and_its_place(
    bench: Any, make: Any, thread: Any, notice: str
) -> None:
    one, two = make.comment("1", text="Un avis tranché."), make.comment("2", parent="1", depth=1)
    thread(one, two, day=1)
    outcome = thread(replace(one, text=notice, author=None), two, day=2)
    assert (outcome.comments_removed, outcome.comments_edited) == (1, 0)
    assert thread(replace(one, text=notice, author=None), two, day=3).comments_removed == 0
    assert bench.rows("SELECT comment_id, text, author, removed_at, parent_id FROM comment_threads ORDER BY 1") == [
        ("1", "Un avis tranché.", "Max", morning(2), None), ("2", "Bonjour.", "Max", None, "1"),
    ]  # fmt: skip
    assert states(bench)[0] == ("1", "removed_with_replies", morning(2))
    assert events(bench) == [("1", "emptied", morning(2))]
    assert bench.one("SELECT archived_comment_count FROM article_overview") == 1
    assert thread(one, two, day=4).comments_back == 1
    assert events(bench)[-1] == ("1", "back", morning(4))


def test_a_notice_is_all_we_ever_saw(bench: Any, make: Any, thread: Any) -> None:
    outcome = thread(make.comment("1", text="Commentaire supprimé", author=None), day=1)
    assert (outcome.comments_new, outcome.comments_removed) == (1, 0)
    assert bench.rows("SELECT removed_at FROM comment_threads") == [(morning(1),)]
    assert bench.one("SELECT archived_comment_count FROM article_overview") == 0


@pytest.mark.parametrize(
    ("why", "told"),
    [
        ("short", "pas revu : la page était incomplète"),
        ("closed", "masqué avec le fil, fermé"),
        ("unreadable", "sur la page, qui ne se laisse plus lire"),
    ],
)
def test_what_a_page_did_not_show_is_not_removed(
    bench: Any, make: Any, thread: Any, why: str, told: str
) -> None:
    one, two = make.comment("1"), make.comment("2")
    thread(one, two, day=1)
    for day in (2, 3):
        assert thread(one, day=day, unseen=why).comments_removed == 0
    assert bench.rows("SELECT state, since, told FROM comment_states WHERE comment_id = '2'") == [
        (why, morning(2), told)
    ]
    assert bench.rows("SELECT removed_at, last_seen_at FROM comment_threads WHERE comment_id = '2'") == [
        (None, morning(1))
    ]
    assert events(bench) == [("2", why, morning(2))]
    thread(one, two, day=4)
    assert states(bench)[1] == ("2", "shown", morning(1))
    thread(one, two, day=5)
    thread(one, day=6)
    assert states(bench)[1] == ("2", "removed", morning(6))


def test_a_304_confirms_only_what_the_page_showed(bench: Any, make: Any, thread: Any) -> None:
    thread(make.comment("1"), make.comment("2"), day=1)
    thread(make.comment("1"), day=2, unseen="short")
    bench.archive.not_modified(bench.run, make.page().url)
    assert bench.one("SELECT unseen_since FROM comments WHERE external_id = '2'") == morning(2)


def test_a_reply_that_the_page_prints_as_no_reply_keeps_its_parent(
    bench: Any, make: Any, thread: Any
) -> None:
    one, two = make.comment("1"), make.comment("2", parent="1", depth=1)
    thread(one, two, day=1)
    thread(replace(two, parent=None, depth=0, parent_from=None), day=2)
    assert bench.rows("SELECT comment_id, parent_id, depth, sort_path FROM comment_threads ORDER BY 1") == [
        ("1", None, 0, "00001"), ("2", "1", 1, "00001.00001"),
    ]  # fmt: skip


@pytest.mark.parametrize("kept", [True, False], ids=["moved up", "moved elsewhere"])
def test_a_reply_moved_up_past_a_removed_comment_keeps_its_parent(
    bench: Any, make: Any, thread: Any, kept: bool
) -> None:
    one, other = make.comment("1"), make.comment("9")
    two, three = make.comment("2", parent="1", depth=1), make.comment("3", parent="2", depth=2)
    thread(one, two, three, other, day=1)
    thread(one, replace(three, parent="1" if kept else "9", depth=1), other, day=2)
    assert bench.rows("SELECT parent_id, depth FROM comment_threads WHERE comment_id = '3'") == [
        ("2", 2) if kept else ("9", 1)
    ]


def test_a_new_comment_system_renames_comments_and_removes_none(bench: Any, make: Any, thread: Any) -> None:
    old = [make.comment(str(n), author=f"A{n}", text=f"Avis numéro {n}.") for n in (1, 2, 3)]
    old[2] = replace(old[2], parent="1", depth=1)
    thread(*old, day=1)
    new = [replace(one, id=f"wpd-{one.id}", parent="wpd-1" if one.parent else None) for one in old]
    outcome = thread(*new, make.comment("wpd-9", text="Tout nouveau."), day=2)
    assert (outcome.comments_new, outcome.comments_removed, outcome.comments_edited) == (1, 0, 0)
    assert bench.rows("SELECT comment_id, parent_id, first_seen_at FROM comment_threads ORDER BY 1") == [
        ("wpd-1", None, morning(1)), ("wpd-2", None, morning(1)), ("wpd-3", "wpd-1", morning(1)),
        ("wpd-9", None, morning(2)),
    ]  # fmt: skip


def test_a_comment_deleted_and_posted_again_is_two(bench: Any, make: Any, thread: Any) -> None:
    others = [make.comment(str(n), text=f"Avis {n}.") for n in range(1, 6)]
    thread(*others, make.comment("8", text="Encore moi."), day=1)
    outcome = thread(*others, make.comment("9", text="Encore moi."), day=2)
    assert (outcome.comments_new, outcome.comments_removed) == (1, 1)


def test_an_edit_where_the_site_has_no_ids_is_an_edit(bench: Any, make: Any, thread: Any) -> None:
    keep = [make.comment(f"h-{n}", author=f"A{n}", text=f"Avis {n}.") for n in range(4)]
    one = make.comment("h-aaa", author="Zoé", date_published="2019-03-12T18:00:00+01:00", text="Bof.")
    thread(*keep, one, day=1)
    outcome = thread(*keep, replace(one, id="h-bbb", text="Super."), day=2)
    assert (outcome.comments_new, outcome.comments_removed, outcome.comments_edited) == (0, 0, 1)
    assert bench.rows("SELECT comment_id, text FROM comment_threads WHERE author = 'Zoé'") == [
        ("h-bbb", "Super.")
    ]
    gone = replace(one, id="h-ccc", author=None, text="Commentaire supprimé")
    outcome = thread(*keep, gone, day=3)
    assert (outcome.comments_new, outcome.comments_removed) == (0, 1)
    assert bench.one("SELECT text FROM comment_threads WHERE removed_at IS NOT NULL") == "Super."


def test_better_rules_make_rows_better_and_no_history(bench: Any, make: Any) -> None:
    old = make.article(section="Essais | Accueil", comments=(make.comment("1", text="Bravo. Répondre"),))
    new = replace(old, section="Essais", comments=(make.comment("1", text="Bravo."),))
    page = make.page()
    bench.visit(old)
    outcome = bench.archive.store_visit(bench.run, Visit(page.url, "blog", make.page(2), (), new, before=new))
    assert (outcome.state, outcome.comments_edited) == ("unchanged", 0)
    assert bench.archive.read_article(1).article == new
    edited = replace(new, section="Vidéos")
    outcome = bench.archive.store_visit(
        bench.run, Visit(page.url, "blog", make.page(3), (), edited, before=new)
    )
    assert bench.rows("SELECT field, before, after FROM revision_history") == [
        ("section", "Essais", "Vidéos")
    ]


@pytest.mark.parametrize(
    "noise",
    [
        {"headline": "Essai d'une citadine  électrique"},
        {"keywords": ("Citadine", "électrique")},
        {"authors": ("Bob Durite", "Anne Pneu")},
    ],
    ids=["typography", "order of tags", "order of authors"],
)
def test_what_a_theme_does_to_words_is_no_revision(bench: Any, make: Any, noise: dict[str, Any]) -> None:
    bench.visit(make.article())
    assert bench.visit(make.article(**noise), 2).state == "unchanged"
    assert bench.rows("SELECT * FROM revision_history") == []


def test_counters_in_the_text_are_no_revision(bench: Any, make: Any) -> None:
    from crawler.items import Block

    def read(count: str) -> Any:
        return make.article(
            blocks=(Block("body", "paragraph", "Le texte."), Block("body", "paragraph", count))
        )

    bench.visit(read("Lu 1 234 fois"))
    assert bench.visit(read("Lu 1 301 fois"), 2).state == "unchanged"
    assert bench.visit(read("Prix : 24 990 €, malus compris"), 3).state == "changed"
    assert bench.visit(read("Prix : 25 990 €, malus compris"), 4).state == "changed"


def test_gone_and_back_are_both_remembered(bench: Any, make: Any) -> None:
    bench.visit(make.article())
    bench.archive.gone(bench.run, make.page().url, 410)
    bench.visit(make.article(), 3)
    bench.archive.gone(bench.run, make.page().url, 404)
    assert bench.rows("SELECT event, detail, at FROM article_history") == [
        ("gone", "HTTP 410", morning(1)), ("back", None, morning(3)), ("gone", "HTTP 404", morning(1)),
    ]  # fmt: skip


def test_a_moved_article_keeps_its_old_address(bench: Any, make: Any) -> None:
    old, new = make.page().url, "https://blog.example/2026/essai/"
    bench.visit(make.article())
    bench.visit(make.article(url=new, canonical_url=new), 2, url=new, requested_url=old)
    assert bench.rows("SELECT event, address, detail, at FROM article_history") == [
        ("moved", old, new, morning(2))
    ]
    assert bench.archive.read_article(old).id == bench.archive.read_article(new).id == 1


def test_an_article_met_at_its_new_address_first_is_one_with_the_gone_one(bench: Any, make: Any) -> None:
    new = "https://blog.example/2026/essai/"
    bench.visit(make.article())
    bench.archive.gone(bench.run, make.page().url, 404)
    outcome = bench.visit(make.article(url=new, canonical_url=new), 2, url=new)
    assert (outcome.state, outcome.article_id) == ("unchanged", 1)
    assert bench.rows("SELECT url, gone_at FROM article_overview") == [(new, None)]


def test_an_article_met_at_its_new_address_is_one_with_the_one_found_gone_after(
    bench: Any, make: Any
) -> None:
    new = "https://blog.example/2026/essai/"
    bench.visit(make.article())
    assert bench.visit(make.article(url=new, canonical_url=new), 2, url=new).twin == 1
    assert bench.archive.gone(bench.run, make.page().url, 404) == 1
    assert bench.rows("SELECT article_id, url, gone_at FROM article_overview") == [(1, new, None)]
    assert [event for (event,) in bench.rows("SELECT event FROM article_history")] == ["moved"]
    assert bench.one("SELECT count(*) FROM comment_threads") == 3
    assert bench.visit(make.article(url=new, canonical_url=new), 3, url=new).state == "unchanged"


def test_an_address_that_changed_with_the_title_is_one_article_by_its_words(bench: Any, make: Any) -> None:
    new = "https://blog.example/2026/autre-titre/"
    bench.visit(make.article())
    bench.archive.gone(bench.run, make.page().url, 404)
    outcome = bench.visit(make.article(url=new, canonical_url=new, headline="Tout autre titre"), 2, url=new)
    assert (outcome.state, outcome.article_id) == ("changed", 1)
    assert bench.rows("SELECT field, after FROM revision_history") == [("headline", "Tout autre titre")]


def test_two_rows_of_one_article_become_one_when_the_redirect_tells(bench: Any, make: Any) -> None:
    old, new = make.page().url, "https://blog.example/2026/essai/"
    bench.visit(make.article())
    moved = make.article(url=new, canonical_url=new)
    met = bench.visit(moved, 2, url=new)
    assert (met.article_id, met.twin) == (2, 1)  # nothing says yet that it has moved
    due = bench.archive.memory.due("blog")
    assert [(one.url, one.first) for one in due][:1] == [(old, True)]
    outcome = bench.visit(moved, 3, url=new, requested_url=old)
    assert (outcome.state, outcome.article_id, outcome.comments_new) == ("unchanged", 1, 0)
    assert bench.rows("SELECT article_id, url FROM article_overview") == [(1, new)]
    assert bench.rows("SELECT id, article_id FROM merged_articles") == [(2, 1)]
    told = bench.archive.story(2)
    assert told is not None
    assert told["article"]["id"] == 1
    assert bench.archive.read_article(2).id == 1
    assert bench.one("SELECT count(*) FROM captures WHERE article_id = 1") == 3


@pytest.mark.parametrize(
    "other",
    [
        {"headline": "Essai d’un break", "blocks": ()},
        {"date_published": "2019-03-12T14:06:00+01:00"},
        {"date_published": "2019-03-12", "headline": "La revue de presse", "blocks": ()},
    ],
)
def test_an_article_of_the_same_day_is_no_twin(other: Any, bench: Any, make: Any) -> None:
    new = "https://blog.example/2026/essai/"
    bench.visit(make.article())
    assert bench.visit(make.article(url=new, canonical_url=new, **other), 2, url=new).twin is None
    assert bench.rows("SELECT url FROM known_urls WHERE woken_by IS NOT NULL") == []


def test_a_younger_row_whose_address_leads_to_the_older_one_was_the_same_article(
    bench: Any, make: Any
) -> None:
    old, new = make.page().url, "https://blog.example/?p=12"
    bench.visit(make.article())
    bench.visit(make.article(url=new, canonical_url=new), 2, url=new)
    assert bench.visit(make.article(), 3, url=old, requested_url=new).article_id == 1
    assert bench.rows("SELECT article_id, url, gone_at FROM article_overview") == [(1, old, None)]
    assert bench.rows("SELECT id, article_id FROM merged_articles") == [(2, 1)]
    assert bench.archive.read_article(new).id == 1


def test_an_address_that_leads_to_another_article_gives_its_own_up(bench: Any, make: Any) -> None:
    old, other = make.page().url, "https://blog.example/tout-autre/"
    bench.visit(make.article())
    strange = make.article(url=other, canonical_url=other, headline="Tout autre", date_published="2020-01-01")
    assert bench.visit(strange, 2, url=other, requested_url=old).article_id == 2
    assert bench.rows("SELECT article_id, gone_reason FROM article_overview") == [
        (1, "redirect_elsewhere"), (2, None),
    ]  # fmt: skip
    assert bench.archive.known(old).article_id == 1
    bench.visit(make.article(), 4)
    assert [event for (event,) in bench.rows("SELECT event FROM article_history")] == ["gone", "back"]


def test_an_address_that_leads_to_what_was_read_already_has_moved_or_is_given_up(
    bench: Any, make: Any
) -> None:
    old, new, other = make.page().url, "https://blog.example/2026/essai/", "https://blog.example/accueil/"
    bench.visit(make.article())
    bench.visit(make.article(url=new, canonical_url=new), 2, url=new)
    assert bench.archive.led(bench.run, make.page(2, url=new, requested_url=old)) == 1
    assert bench.rows("SELECT article_id, url, gone_at FROM article_overview") == [(1, new, None)]
    assert bench.archive.read_article(2).id == 1
    strange = make.article(url=other, canonical_url=other, headline="Accueil", date_published="2020-01-01")
    bench.visit(strange, 3, url=other)
    assert bench.archive.led(bench.run, make.page(3, url=other, requested_url=new)) == 1
    assert [event for (event,) in bench.rows("SELECT event FROM article_history")] == ["moved", "gone"]
    assert bench.archive.led(bench.run, make.page(3, url=other, requested_url=FORGOTTEN)) is None


def test_a_clock_that_was_set_back_does_not_make_an_article_unseen(bench: Any, make: Any) -> None:
    bench.visit(make.article(), 20)
    bench.visit(make.article(), 3)
    assert bench.one("SELECT last_seen_at FROM article_overview") == morning(20)
    assert bench.one("SELECT min(last_seen_at) FROM comment_threads") == morning(20)


def test_a_closed_thread_is_an_event_of_the_article(bench: Any, make: Any, thread: Any) -> None:
    thread(make.comment("1"), day=1)
    for day in (2, 3):
        thread(make.comment("1"), day=day, thread_closed=True)
    thread(make.comment("1"), day=4)
    assert bench.rows("SELECT event, at FROM article_history") == [
        ("thread_closed", morning(2)), ("thread_open", morning(4)),
    ]  # fmt: skip


def test_an_emptied_comment_without_replies_is_removed_and_told_so(
    bench: Any, make: Any, thread: Any
) -> None:
    one, reply, leaf = make.comment("1"), make.comment("2", parent="1", depth=1), make.comment("3")
    thread(one, reply, leaf, day=1)
    emptied = [replace(each, text="Commentaire supprimé", author=None) for each in (one, reply, leaf)]
    thread(emptied[0], reply, emptied[2], day=2)
    told = "SELECT comment_id, state, told FROM comment_states ORDER BY 1"
    assert bench.rows(told) == [
        ("1", "removed_with_replies", "retiré par le site, ses réponses restent"),
        ("2", "shown", "en ligne"),
        ("3", "removed", "retiré par le site, qui le dit à sa place"),
    ]
    thread(emptied[0], emptied[1], day=3)
    assert [state for _, state, _ in bench.rows(told)] == ["removed"] * 3
    assert bench.rows(told)[2][2] == "retiré par le site, qui le dit à sa place"


@pytest.mark.parametrize(("words", "copies"), [((), 0), ((Block("body", "paragraph", "Deux phrases."),), 1)])
def test_two_articles_of_one_day_without_a_text_are_not_one(
    bench: Any, make: Any, words: tuple[Block, ...], copies: int
) -> None:
    for day, name in enumerate(("un", "deux"), 1):
        url = f"https://blog.example/{name}/"
        read = make.article(
            url=url, canonical_url=url, headline=name, date_published="2019-03-12", blocks=words, opinion=None,
            description=None, sources=(), comments=(),
        )  # fmt: skip
        bench.visit(read, day, url=url)
    assert bench.one("SELECT count(*) FROM articles") == 2
    bench.archive.gone(bench.run, "https://blog.example/un/", 404)
    assert bench.one("SELECT count(*) FROM merged_articles") == copies
    assert bench.one("SELECT count(*) FROM articles WHERE gone_at IS NULL") == 1
