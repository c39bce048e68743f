"""How a thread is put together from what a reader found: parents, order, depths, ids."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, fromstring

from crawler.items import Comment
from crawler.splitter.comments.base import Found
from crawler.splitter.comments.thread import build_comments, link_nesting, widen_to_list_items

NODE: HtmlElement = fromstring("<p>Un commentaire</p>")


def found(id: str | None = None, **values: Any) -> Found:
    return Found(NODE, id, **values)


def told(*comments: Found) -> list[tuple[str, str | None, int, str | None]]:
    return [(c.id, c.parent, c.depth, c.parent_from) for c in build_comments(comments)[0]]


def answers(id: str, parent: str, **values: Any) -> Found:
    return found(id, named=(parent, "reply-link"), **values)


def test_a_named_parent_is_trusted_before_nesting_and_depth() -> None:
    one, two = found("1"), found("2")
    assert told(one, two, found("3", named=("1", "id"), above=two, shown_depth=3))[-1] == ("3", "1", 1, "id")


def test_nesting_is_trusted_before_depth() -> None:
    one, two = found("1", shown_depth=0), found("2", shown_depth=0)
    assert told(one, two, found("3", above=one, shown_depth=1))[-1] == ("3", "1", 1, "nesting")


def test_flat_markup_is_read_by_its_depths() -> None:
    depths = [0, 1, 2, 1, 0, 1]
    assert told(*(found(str(i), shown_depth=depth) for i, depth in enumerate(depths))) == [
        ("0", None, 0, None),
        ("1", "0", 1, "depth"),
        ("2", "1", 2, "depth"),
        ("3", "0", 1, "depth"),
        ("4", None, 0, None),
        ("5", "4", 1, "depth"),
    ]


def test_a_reply_whose_level_above_is_empty_is_lost_and_keeps_its_depth() -> None:
    comments = (found("1", shown_depth=0), found("2", shown_depth=2), found("3", shown_depth=3))
    assert told(*comments) == [("1", None, 0, None), ("2", None, 2, "lost"), ("3", "2", 3, "depth")]


def test_a_named_parent_that_the_page_does_not_hold_is_lost() -> None:
    assert told(answers("2", "1"), answers("3", "2"), answers("4", "0", shown_depth=3)) == [
        ("2", None, 1, "lost"),
        ("3", "2", 2, "reply-link"),
        ("4", None, 3, "lost"),
    ]


def test_an_orphan_takes_no_parent_from_its_depth() -> None:
    comments = (found("1", shown_depth=0), found("2", shown_depth=1, is_orphan=True))
    assert told(*comments)[-1] == ("2", None, 1, "lost")


def test_a_reply_printed_before_its_parent_comes_right_after_it() -> None:
    assert told(answers("3", "2"), answers("4", "3"), found("1"), found("2"), found("5")) == [
        ("1", None, 0, None),
        ("2", None, 0, None),
        ("3", "2", 1, "reply-link"),
        ("4", "3", 2, "reply-link"),
        ("5", None, 0, None),
    ]


def test_a_circle_is_cut_at_its_first_on_the_page() -> None:
    assert told(answers("0", "3"), answers("1", "2"), answers("2", "3"), answers("3", "1"), found("4")) == [
        ("4", None, 0, None),
        ("1", None, 1, "lost"),
        ("3", "1", 2, "reply-link"),
        ("0", "3", 3, "reply-link"),
        ("2", "3", 3, "reply-link"),
    ]


def test_a_comment_that_answers_itself_is_lost() -> None:
    assert told(answers("1", "1")) == [("1", None, 1, "lost")]


def test_pings_are_counted_and_what_answers_them_is_lost() -> None:
    ping = found("2", is_ping=True)
    comments, pings = build_comments([found("1"), ping, found("3", above=ping), found("4", above=ping)])
    assert pings == 1
    assert [(c.id, c.position, c.depth, c.parent_from) for c in comments] == [
        ("1", 1, 0, None),
        ("3", 2, 1, "lost"),
        ("4", 3, 1, "lost"),
    ]


def test_a_comment_printed_twice_counts_once_and_keeps_its_replies() -> None:
    first, again = found("1"), found("1")
    assert told(first, again, found("2", above=again), found("2")) == [
        ("1", None, 0, None),
        ("2", "1", 1, "nesting"),
    ]


def test_another_text_under_the_same_id_is_another_comment() -> None:
    whole, cut, other = (found("1", text=text) for text in ("Oui, mais non.", "Oui, mais…", "Non."))
    comments, _ = build_comments([whole, cut, other])
    assert [comment.text for comment in comments] == ["Oui, mais non.", "Non."]
    assert comments[0].id == "1"
    assert comments[1].id.startswith("h-")


def test_a_ping_printed_twice_counts_once() -> None:
    assert build_comments([found("1", is_ping=True), found("1", is_ping=True)]) == ((), 1)


def test_an_id_is_made_of_what_the_comment_is_and_not_of_its_place() -> None:
    lone = build_comments([found(author="Léa", text="Oui.")])[0][0].id
    below = build_comments([found(author="Max", text="Non."), found(author="Léa", text="Oui.")])[0][1].id
    assert lone == below
    assert lone.startswith("h-")


def test_equal_comments_without_ids_are_still_two() -> None:
    comments = build_comments([found(author="Léa", text="Oui.") for _ in range(3)])[0]
    assert len({comment.id for comment in comments}) == 3


def test_link_nesting_takes_the_nearest_comment_above() -> None:
    root = fromstring("<ul><li id=a><p>A</p><ul><li id=b>B<div><span id=c>C</span></div></li></ul></li></ul>")
    nodes = {name: root.get_element_by_id(name) for name in "abc"}
    comments = {name: Found(node, name) for name, node in nodes.items()}
    link_nesting(list(comments.values()))
    assert [comments[name].above for name in "abc"] == [None, comments["a"], comments["b"]]


@st.composite
def anything_found(draw: st.DrawFn) -> list[Found]:
    """Whatever a reader may hand over, wrong as it may be."""
    ids = st.sampled_from(["1", "2", "3", "4", "5", None])
    comments: list[Found] = []
    for _ in range(draw(st.integers(0, 12))):
        named = draw(st.none() | ids)
        comments.append(
            found(
                draw(ids),
                author=draw(st.sampled_from(["Léa", None])),
                text=draw(st.sampled_from(["Oui.", ""])),
                is_ping=draw(st.booleans()),
                above=draw(st.sampled_from([None, *comments])),
                named=None if named is None else (named, "id"),
                shown_depth=draw(st.none() | st.integers(0, 4)),
                is_orphan=draw(st.booleans()),
            )
        )
    for comment in comments[:3]:  # nesting that no tree can have
        comment.above = draw(st.sampled_from([comment.above, *comments]))
    return comments


@given(anything_found())
def test_what_holds_for_every_thread(comments: list[Found]) -> None:
    built, pings = build_comments(comments)
    distinct = {c.id for c in comments if c.id is not None}
    assert len(built) + pings == len(distinct) + sum(c.id is None for c in comments)
    depths: dict[str, int] = {}
    for position, comment in enumerate(built, 1):
        assert comment.position == position
        assert comment.id not in depths, "ids are unique"
        depths[comment.id] = comment.depth
        if comment.parent is not None:
            assert comment.parent in depths, "a parent stands before its replies, so there is no circle"
            assert comment.depth == depths[comment.parent] + 1
            assert comment.parent_from not in (None, "lost")
        else:
            assert (comment.parent_from, comment.depth > 0) in ((None, False), ("lost", True))


@pytest.mark.parametrize("size", [3000])
def test_a_long_thread_and_a_deep_one(size: int) -> None:
    flat = [found(str(i), shown_depth=i % 5) for i in range(size)]
    deep: list[Found] = []
    for i in range(size):
        deep.append(found(str(i), above=deep[-1] if deep else None))
    backwards = [answers(str(i), str(i + 1)) for i in range(size)]
    ring = [answers(str(i), str((i + 1) % size)) for i in range(size)]
    assert max(comment.depth for comment in build_comments(flat)[0]) == 4
    assert build_comments(deep)[0][-1].depth == size - 1
    assert [c.id for c in build_comments(backwards)[0]] == [str(i) for i in reversed(range(size))]
    assert lost(build_comments(ring)[0]) == ["0"]


def lost(comments: tuple[Comment, ...]) -> list[str]:
    return [comment.id for comment in comments if comment.parent_from == "lost"]


def test_a_list_item_beside_its_replies_is_the_comments() -> None:
    page = fromstring(
        "<ul><li><article>1</article><ul><li><article>2</article></li></ul></li><li><article>3</article></li></ul>"
    )
    comments = [Found(node, node.text) for node in page.iter("article")]
    widen_to_list_items(comments)
    link_nesting(comments)
    assert [comment.node.tag for comment in comments] == ["li", "li", "li"]
    assert [comment.above and comment.above.id for comment in comments] == [None, "1", None]


def test_a_list_item_around_all_comments_is_nobodys() -> None:
    page = fromstring("<ul><li><p>Tous</p><div><b>1</b></div><div><b>2</b></div></li></ul>")
    comments = [Found(node, node.text) for node in page.iter("b")]
    widen_to_list_items(comments)
    link_nesting(comments)
    assert [comment.above for comment in comments] == [None, None]
