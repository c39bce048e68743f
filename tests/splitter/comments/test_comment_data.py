"""Comments in data that a page carries (Disqus' JSON, JSON-LD): odd, wrong and circular data give no error."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from crawler.splitter.comments import Thread, read_comments

URL = "https://autocarton.example/voiture"

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False)
    | st.text(max_size=12)
)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
ids = st.integers(0, 6) | st.sampled_from(["1", "2", "3", "", "x"]) | st.none() | anything


def node_of(fields: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Objects that have some of the fields, each as it should be or anything else."""
    return st.fixed_dictionaries({}, optional={name: value | anything for name, value in fields.items()})


authors = node_of(
    {
        "name": st.text(max_size=8),
        "username": st.text(max_size=8),
        "profileUrl": st.text(max_size=8),
        "id": ids,
    }
)
posts = node_of(
    {
        "id": ids,
        "parent": ids,
        "depth": st.integers(-3, 10**9),
        "createdAt": st.sampled_from(["2016-01-15T19:42:10", "2016-13-99T99:99:99", "hier", ""]),
        "author": authors,
        "message": st.sampled_from(
            ["<p>Bonjour</p>", "<p>", "<!--", "<script>x</script>", "a < b", "\x00\x01", ""]
        ),
        "raw_message": st.text(max_size=12),
        "isDeleted": st.booleans(),
        "isSpam": st.booleans(),
        "isApproved": st.booleans(),
    }
)
comments = st.deferred(
    lambda: node_of(
        {
            "@type": st.sampled_from(["Comment", ["Comment"], "Answer", "Person"]),
            "@id": st.sampled_from(["#c1", "#c2", "#c3"]),
            "author": st.sampled_from(["Léa", {"name": "Léa"}, {"@id": "#c1"}, [{"name": ["Léa"]}]]),
            "dateCreated": st.sampled_from(["2016-01-15", "", 12]),
            "text": st.sampled_from(["Bonjour", "<p>Bonjour</p>", "<p", ""]),
            "parentItem": st.sampled_from([{"@id": "#c1"}, {"@id": "#c3"}, "#c2", None]),
            "comment": st.lists(comments, max_size=2) | st.sampled_from([{"@id": "#c1"}, {"@id": "#c2"}]),
        }
    )
)  # fmt: skip


def thread_of(script: str) -> Thread:
    root = document_fromstring(f"<html><head>{script}</head><body><h1>Carton</h1></body></html>")
    return read_comments(root, URL, "Europe/Paris")


def disqus(data: object) -> Thread:
    text = json.dumps(data).replace("</", "<\\/")
    return thread_of(f'<script type="application/json" id="disqus-threadData">{text}</script>')


def json_ld(data: object) -> Thread:
    text = json.dumps(data).replace("</", "<\\/")
    return thread_of(f'<script type="application/ld+json">{text}</script>')


def assert_is_a_thread(thread: Thread) -> None:
    """Ids are unique, parents stand before their replies, and the depth is the length of the path."""
    depths: dict[str, int] = {}
    for position, comment in enumerate(thread.comments, 1):
        assert comment.position == position
        assert comment.id not in depths
        if comment.parent is not None:
            assert comment.depth == depths[comment.parent] + 1
        else:
            assert (comment.depth > 0) == (comment.parent_from == "lost")
        depths[comment.id] = comment.depth


@given(st.lists(posts, max_size=5), st.booleans(), anything)
def test_any_disqus_data(found: list[dict[str, Any]], in_posts: bool, thread: object) -> None:
    assert_is_a_thread(
        disqus({"response": {"posts": found, "thread": thread} if in_posts else found, "cursor": thread})
    )


@given(anything)
def test_any_json_as_disqus_data(data: object) -> None:
    assert disqus(data).comments == ()
    assert_is_a_thread(disqus({"response": data}))


@given(st.lists(comments, max_size=4) | comments)
def test_any_json_ld_comments(found: object) -> None:
    article = {"@type": "Article", "headline": "Carton", "comment": found}
    assert_is_a_thread(json_ld(article))
    assert_is_a_thread(json_ld({"@graph": [article, *(found if isinstance(found, list) else [found])]}))


def test_references_that_go_round_in_circles() -> None:
    one = {"@type": "Comment", "@id": "#c1", "text": "Après vous.", "comment": {"@id": "#c2"}}
    two = {"@type": "Comment", "@id": "#c2", "text": "Je n’en ferai rien.", "comment": {"@id": "#c1"}}
    thread = json_ld(
        {"@graph": [{"@type": "Article", "headline": "Carton", "comment": {"@id": "#c1"}}, one, two]}
    )
    assert [(c.id, c.parent) for c in thread.comments] == [("1", None), ("2", "1")]


def test_parents_that_go_round_in_circles() -> None:
    thread = disqus(
        {
            "response": [
                {"id": "1", "parent": 2, "raw_message": "Après vous."},
                {"id": "2", "parent": 1, "raw_message": "Je n’en ferai rien."},
            ]
        }
    )
    assert_is_a_thread(thread)
    assert {c.text for c in thread.comments} == {"Après vous.", "Je n’en ferai rien."}


def test_a_claimed_depth_costs_nothing() -> None:
    thread = disqus({"response": [{"id": "1", "parent": 7, "depth": 10**9, "raw_message": "Au fond."}]})
    assert [(c.depth, c.parent_from) for c in thread.comments] == [(1, "lost")]


@pytest.mark.parametrize(
    ("post", "author", "text"),
    [
        ({"isDeleted": True, "author": {"name": "Léa"}, "message": "<p>Parti</p>"}, None, ""),
        ({"isSpam": True, "author": {"name": "Achetez"}, "message": "<p>Achetez</p>"}, None, ""),
        ({"author": {"name": "Léa"}, "message": "", "raw_message": "Brut\n\nde carton"}, "Léa", "Brut\nde carton"),
        ({"author": {"username": "lea"}, "message": "<p>Un</p><p>deux<br>trois</p>"}, "lea", "Un\ndeux\ntrois"),
        ({"message": "<p>Sans nom</p>"}, None, "Sans nom"),
    ],
)  # fmt: skip
def test_what_a_post_shows(post: dict[str, Any], author: str | None, text: str) -> None:
    reply = {"id": "2", "parent": 1, "raw_message": "Réponse"}
    first = disqus({"response": [{"id": "1", "parent": None, **post}, reply]}).comments[0]
    assert (first.author, first.text) == (author, text)


def test_nobody_without_an_id_is_staff() -> None:
    data = {
        "response": {
            "thread": {"author": None, "moderators": [None]},
            "posts": [{"id": "1", "raw_message": "Ici"}],
        }
    }
    assert [c.is_staff for c in disqus(data).comments] == [False]
