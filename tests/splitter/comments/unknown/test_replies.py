"""Who answers whom, by where elements stand and what stands before them."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement, fromstring

from crawler.splitter.comments.base import Found
from crawler.splitter.comments.unknown.replies import set_depths, set_parents, widen_to_holders


def read(markup: str, selector: str = "p") -> list[Found]:
    return [Found(node, text=node.text or "") for node in fromstring(markup).iter(selector)]


def above(found: list[Found]) -> dict[str, str | None]:
    nodes: set[HtmlElement] = {comment.node for comment in found}
    set_parents(found, nodes)
    return {comment.text: comment.above.text if comment.above else None for comment in found}


M = '<div class="m">{}</div>'


def test_the_box_of_a_comment_is_the_one_that_looks_like_those_of_the_others() -> None:
    first = "<section><p>1</p>" + M.format("<section><p>2</p>" + M.format("<p>3</p>") + "</section>")
    markup = M.format(first + M.format("<p>4</p>") + "</section>") + M.format("<p>5</p>")
    found = read(f"<main>{markup}</main>")
    widen_to_holders(found)
    assert above(found) == {"1": None, "2": "1", "3": "2", "4": "1", "5": None}


def test_all_may_answer_the_first() -> None:
    found = read(f"<main>{M.format('<p>1</p>' + M.format('<p>2</p>') + M.format('<p>3</p>'))}</main>")
    widen_to_holders(found)
    assert above(found) == {"1": None, "2": "1", "3": "1"}


def test_boxes_side_by_side_are_left_alone() -> None:
    found = read(f"<main>{M.format('<p>1</p>')}{M.format('<p>2</p>')}</main>")
    widen_to_holders(found)
    assert [comment.node.tag for comment in found] == ["p", "p"]


@pytest.mark.parametrize("name", ["level-1", "indent", "comment-spacer", "depth_2"])
def test_empty_elements_before_a_comment_show_its_depth(name: str) -> None:
    gap = f'<b class="{name}"></b>'
    found = read(f"<div><i>1</i><i>{gap}<u>2</u></i><i>{gap}{gap}<u>3</u></i><i>4</i></div>", "i")
    set_depths(found)
    assert [comment.shown_depth for comment in found] == [0, 1, 2, 0]


def test_an_empty_element_within_the_words_shows_nothing() -> None:
    found = read('<div><i>1</i><i>2 <b class="indent"></b></i></div>', "i")
    set_depths(found)
    assert [comment.shown_depth for comment in found] == [None, None]
