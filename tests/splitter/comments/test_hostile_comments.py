"""Whatever a page looks like, its thread is one: no circle, parents first, ids once, and in bounded time."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.splitter import TooDeep, parse
from crawler.splitter.comments import Thread, read_comments

URL = "https://cric.example/a/"
TAGS = st.sampled_from(
    "div li ol ul article dl dt dd table tr td p span a b cite time header form h3".split()
)
CLASSES = st.sampled_from(
    "comment depth-1 depth-2 depth-3 depth-7 even pingback children comment-content comment-author fn vcard says "
    "comment-meta comment-date reply comment-reply-link comment-body commentlist comment-list bypostauthor "
    "wp-block-comment-template comments-area in-reply-to wpd-comment wpd-comment-text post entry-content".split()
)
IDS = st.sampled_from(
    "comment-1 comment-2 comment-3 li-comment-1 div-comment-2 comments respond wpd-comm-1_0 wpd-comm-2_1 wpd-comm-3_3 "
    "wc-comm-4_9 tr-comment-5 comment-x".split()
)
TEXTS = st.sampled_from(
    ["Oui.", "12 mars 2019 à 14:05", "dit :", "", "3 commentaires", "<b>", "@", "En réponse à "]
)
HREFS = st.sampled_from(
    ["#comment-1", "#comment-9", "/a/comment-page-2/#comments", "?replytocom=3#respond", "http://["]
)


@st.composite
def markup(draw: st.DrawFn, depth: int = 0) -> str:
    tag = draw(TAGS)
    attributes = ""
    if names := draw(st.lists(CLASSES, max_size=3)):
        attributes += f' class="{" ".join(names)}"'
    if draw(st.booleans()):
        attributes += f' id="{draw(IDS)}"'
    if tag == "a":
        attributes += f' href="{draw(HREFS)}"'
    inside = escape(draw(TEXTS))
    if depth < 5:
        inside += "".join(draw(st.lists(markup(depth=depth + 1), max_size=4)))
    end = "" if draw(st.integers(0, 9)) == 0 else f"</{tag}>"  # now and then a tag is left open
    return f"<{tag}{attributes}>{inside}{end}{escape(draw(TEXTS))}"


def read(body: str) -> Thread:
    document = parse(f"<html><body>{body}</body></html>", URL)
    assert document.root is not None
    return read_comments(document.root, URL, "Europe/Paris")


@given(st.lists(markup(), max_size=3).map("".join))
@settings(max_examples=150, suppress_health_check=list(HealthCheck))
def test_any_markup_gives_a_thread(body: str) -> None:
    thread = read(body)
    depths: dict[str, int] = {}
    for position, comment in enumerate(thread.comments, 1):
        assert comment.position == position
        assert comment.id not in depths
        assert comment.depth == (depths[comment.parent] + 1 if comment.parent else comment.depth)
        assert (comment.parent_from == "lost") == (comment.parent is None and comment.depth > 0)
        assert comment.text == "\n".join(line.strip() for line in comment.text.split("\n"))
        depths[comment.id] = comment.depth
    for node in thread.nodes:
        assert not any(above in thread.nodes for above in node.iterancestors())
    assert URL not in thread.pages


def boxes(number: int, *, nested: bool) -> str:
    """Comments as WordPress prints them, each inside the one before or all side by side."""
    head = '<div class="comment depth-{d}" id="comment-{n}"><b class="fn">Léa</b><div class="comment-content"><p>Oui.</p></div>'
    if nested:
        return "".join(head.format(n=n, d=n) for n in range(1, number + 1)) + "</div>" * number
    return "".join(head.format(n=n, d=1 + n % 3) + "</div>" for n in range(number))


def test_three_thousand_comments() -> None:
    assert len(read(boxes(3000, nested=False)).comments) == 3000


def test_a_thousand_levels() -> None:
    thread = read(boxes(1000, nested=True))
    assert [comment.depth for comment in thread.comments] == list(range(1000))
    assert {comment.text for comment in thread.comments} == {"Oui."}


def test_what_the_parser_cannot_hold_is_refused() -> None:
    with pytest.raises(TooDeep):
        read(boxes(5000, nested=True))
