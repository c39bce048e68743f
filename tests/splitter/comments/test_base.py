"""What all readers share: addresses, the text of an element, ids made of what a comment is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, fromstring

from crawler.splitter.comments.base import Context, own_elements, own_lines, stable_id


def element(inside: str) -> HtmlElement:
    return fromstring(f"<div>{inside}</div>")


@pytest.mark.parametrize(
    ("inside", "lines"),
    [
        ("<p>a</p><p>b</p>", ["a", "b"]),
        ("<p>a</p> <p> </p>\n<p>b <b>c</b></p>", ["a", "b c"]),
        ("a<p>b</p>c", ["a", "b", "c"]),
        ("<p>a</p>b", ["a", "b"]),
        ("a<br>b<br><br>c", ["a", "b", "c"]),
        ("<b>a</b> <i>b</i>", ["a b"]),
        ("<span>a</span><div>b</div>", ["a", "b"]),
        ("<pre>a  b\nc</pre>", ["a b", "c"]),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", ["a", "b", "c"]),
        ("<!-- x --><p>a<!-- y -->b</p><?z?>", ["ab"]),
        ("<textarea>x</textarea><button>x</button><noscript>x</noscript>a", ["a"]),
        ('<img class="wp-smiley" alt=":-)"> <img alt="photo">', [":-)"]),
        ("", []),
    ],
)
def test_lines(inside: str, lines: list[str]) -> None:
    assert own_lines(element(inside)) == lines


def test_what_is_cut_leaves_a_gap_in_its_line() -> None:
    node = element("<b>Jean</b> dit : <i>x</i><p>Oui <u>y</u></p>")
    cut = {node[0], node[2][0]}
    assert own_lines(node, cut) == ["dit : x", "Oui"]
    assert own_lines(node, cut, "…") == ["… dit : x", "Oui …"]
    assert own_lines(node, {node[2]}, "…") == ["Jean dit : x"]


def test_a_cut_paragraph_is_left_out() -> None:
    node = element("<p>a</p><p>b</p>")
    assert own_lines(node, {node[0]}) == ["b"]


TEXTS = st.text("ab é\u00a0\u200b\n<&", max_size=6)


@given(st.lists(st.tuples(TEXTS, st.sampled_from(["", " ", "\n"])), max_size=4), st.sampled_from(["", "\n "]))
def test_bare_paragraphs_are_read_the_short_way_as_the_long_way(
    paragraphs: list[tuple[str, str]], before: str
) -> None:
    short = element("")
    short.text = before
    for text, tail in paragraphs:
        child = short.makeelement("p")
        child.text, child.tail = text, tail
        short.append(child)
    long = element("<span></span>")  # an inline element, so that the paragraphs are not alone
    long[0].tail = before
    long.extend(list(element("")) + [_copy(child) for child in short])
    assert own_lines(short) == own_lines(long)


def _copy(element: HtmlElement) -> HtmlElement:
    other: HtmlElement = element.makeelement(element.tag)
    other.text, other.tail = element.text, element.tail
    return other


def test_deep_trees() -> None:
    root = element("")
    node = root
    for _ in range(5000):
        child = node.makeelement("div")
        node.append(child)
        node = child
    node.text = "au fond"
    assert own_lines(root) == ["au fond"]
    assert sum(1 for _ in own_elements(root, ())) == 5000


def test_own_elements_stop_at_others() -> None:
    node = element("<a></a><b><i></i></b><u><s></s></u>")
    assert [e.tag for e in own_elements(node, {node[1]})] == ["a", "u", "s"]


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("/b/#comment-1", "https://cric.example/b/"),
        (" ?p=1 ", "https://cric.example/a/?p=1"),
        ("//autre.example/x", "https://autre.example/x"),
        ("mailto:lea@cric.example", None),
        ("javascript:void(0)", None),
        ("http://[", None),
    ],
)
def test_addresses(href: str, address: str | None) -> None:
    context = Context(fromstring("<html><body></body></html>"), "https://cric.example/a/", "Europe/Paris")
    assert context.absolute(href) == address


def test_addresses_start_from_base_href() -> None:
    root = fromstring('<html><head><base href="/c/"></head><body></body></html>')
    assert (
        Context(root, "https://cric.example/a/", "Europe/Paris").absolute("d") == "https://cric.example/c/d"
    )
    assert Context(root, None, "Europe/Paris").absolute("d") is None


def test_what_a_page_is_known_by() -> None:
    root = fromstring(
        '<html><head><meta name="Generator" content="Drupal 9"><script src="/wp-content/x.js"></script></head>'
        '<body class="a b" id="c"><div itemprop="text" itemtype="https://schema.org/Comment" class="b d"></div></body></html>'
    )
    context = Context(root, None, "Europe/Paris")
    assert context.classes == {"a", "b", "d"}
    assert (context.ids, context.properties) == ({"c"}, {"text"})
    assert set(context.marks) == {"https://schema.org/Comment", "/wp-content/x.js", "Drupal 9"}


def test_a_stable_id_is_stable() -> None:
    assert stable_id("Léa", "", "Oui.") == "h-8bdba7622da5"
    assert stable_id("a", "b") != stable_id("ab", "")
