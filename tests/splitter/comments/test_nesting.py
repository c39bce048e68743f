"""Which elements of a page are a comment's own."""

from __future__ import annotations

from lxml.html import HtmlElement, fromstring

from crawler.splitter.comments.nesting import Nesting


def nested(markup: str) -> tuple[Nesting[str], dict[str, HtmlElement]]:
    """A page where each element with an id is a comment of that name."""
    root = fromstring(f"<div>{markup}</div>")
    nesting: Nesting[str] = Nesting()
    nodes = {node.get("id"): node for node in root.xpath(".//*[@id]")}
    for name, node in nodes.items():
        nesting.around(node)
        nesting.add(node, name)
    return nesting, nodes


def test_replies_are_others_and_the_way_to_them_is_ones_own() -> None:
    nesting, nodes = nested(
        "<li id=a><p><b>A</b></p><ol><li id=b><p>B</p><ol><li id=c>C</li></ol></li></ol><i>fin</i></li>"
    )
    own, others = nesting.own([nodes["a"]], "a")
    assert [element.tag for element in own] == ["p", "b", "ol", "i"]
    assert others == {nodes["b"]}
    assert nesting.around(nodes["c"]) == "b"
    assert nesting.around(nodes["b"][1]) == "b"
    assert nesting.around(nodes["a"]) is None
    assert nesting.owner(nodes["b"]) == "b"


def test_a_comment_of_several_elements_is_read_through_all_of_them() -> None:
    nesting, nodes = nested("<li id=a><article id=b><p>A</p></article><ul><li id=c>C</li></ul></li>")
    nesting.add(nodes["b"], "a")
    own, others = nesting.own([nodes["a"]], "a")
    assert [element.tag for element in own] == ["article", "p", "ul"]
    assert others == {nodes["c"]}


def test_depth_does_not_matter() -> None:
    deep = 3000
    root = fromstring("<div></div>")
    nesting: Nesting[int] = Nesting()
    nodes = []
    node = root
    for number in range(deep):
        child = node.makeelement("li")
        node.append(child)
        node = child
        nodes.append(node)
        assert nesting.around(node) == (number - 1 if number else None)
        nesting.add(node, number)
    assert nesting.own([nodes[0]], 0) == ([], {nodes[1]})
