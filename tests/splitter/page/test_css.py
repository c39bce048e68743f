"""Selectors found by names are what XPath finds: the same elements, in page order."""

from __future__ import annotations

import re

import pytest
from cssselect import SelectorError
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement
from parsel.csstranslator import HTMLTranslator

from crawler.splitter.page.finder import Finder

SELECTORS = (
    "p",
    "*",
    ".a",
    "p.a",
    ".a.b",
    "#x",
    "div#x.b",
    "[rel]",
    '[rel="a"]',
    '[rel~="a"]',
    'p[class~="a"]',
    '[class~=""]',
    'p[rel^="a"]',
    'p[rel$="b"]',
    'div[rel*="a b"]',
    '[rel|="a"]',
    "p[rel='']",
    "p:not(.a)",
    ":not(p)",
    ".a .b",
    ".a > .b",
    "div p",
    "div > p",
    ".a p",
    ".a > p",
    ".a *",
    ".a *[rel]",
    "p + p",
    ".a ~ p",
    ".a + .b",
    "p:first-child",
    ".a, p, #x",
    ".b, .a",
    ".a .a .b",
    "div.a > p.b span",
)


@st.composite
def trees(draw: st.DrawFn, depth: int = 4) -> HtmlElement:
    element = html.Element(draw(st.sampled_from(["div", "p", "span"])))
    for name, values in (
        ("class", ["a", "b", "a b", " b\n a ", "ab", ""]),
        ("id", ["x", "y"]),
        ("rel", ["a", "a b", "b", "", "a-b"]),
    ):
        if draw(st.booleans()):
            element.set(name, draw(st.sampled_from(values)))
    if depth:
        for child in draw(st.lists(trees(depth=depth - 1), max_size=3)):
            element.append(child)
    return element


@given(trees())
def test_a_selector_finds_what_xpath_finds(tree: HtmlElement) -> None:
    finder = Finder(tree)
    for selector in SELECTORS:
        assert finder.find(selector) == tree.xpath(HTMLTranslator().css_to_xpath(selector)), selector


@given(trees())
def test_elements_are_found_below_one(tree: HtmlElement) -> None:
    inner = next((child for child in tree), tree)
    found = Finder(tree).find(".a, p", inner)
    assert found == inner.xpath(".//p | .//*[contains(concat(' ', normalize-space(@class), ' '), ' a ')]")


@given(trees())
def test_what_stands_inside_is_what_its_ancestors_say(tree: HtmlElement) -> None:
    finder = Finder(tree)
    everything = list(tree.iter("*"))
    marked = finder.find(".a")
    inside = finder.at_or_inside(marked)
    for element in everything:
        above = set(element.iterancestors())
        assert [outer for outer in everything if finder.holds(outer, element)] == [
            outer for outer in everything if outer in above
        ]
        assert inside(element) == (element in marked or not above.isdisjoint(marked))
    around = {above for element in marked for above in element.iterancestors()}
    assert finder.innermost(marked) == [element for element in marked if element not in around]


def test_comments_and_what_follows_the_root_have_places_too() -> None:
    root = html.document_fromstring("<body><p><b>1</b><!-- a --></p><!-- b --><i>2</i></body><!-- c -->")
    finder = Finder(root)
    [paragraph], [bold], [slanted] = (finder.tagged(tag) for tag in ("p", "b", "i"))
    assert finder.holds(paragraph, bold)
    assert finder.holds(root, slanted)
    assert not finder.holds(paragraph, slanted)
    assert not finder.holds(paragraph, paragraph)


def test_what_says_a_word_is_the_element_whose_own_text_it_is() -> None:
    root = html.document_fromstring(
        "<body><p>Le mot <b>clef</b> et un clef</p><script>clef</script><i>\n</i>clefs</body>"
    )
    finder = Finder(root)
    assert [element.tag for element in finder.saying(["clef"])] == ["body", "p", "b"]
    assert [element.tag for element in finder.saying(["mot", "absent"])] == ["p"]
    assert [text for _, text in finder.texts] == ["Le mot ", "clef", " et un clef", "clefs"]


@given(trees())
def test_elements_are_counted_where_they_stand(tree: HtmlElement) -> None:
    finder = Finder(tree)
    marked = finder.find(".a")
    count = finder.counter(marked)
    for element in tree.iter("*"):
        assert count(element) == sum(inner in marked for inner in element.iter("*"))


def test_a_pattern_is_held_to_one_class_name() -> None:
    root = html.fragment_fromstring('<div><p class="depth-1 odd">1</p><p class="odd-depth-1">2</p></div>')
    finder = Finder(root)
    assert [e.text for e in finder.named(re.compile(r"^depth-\d+$", re.M))] == ["1"]
    assert [e.text for e in finder.named(re.compile("depth"))] == ["1", "2"]


def test_names_are_found_by_pattern_attribute_and_tag() -> None:
    root = html.fragment_fromstring(
        '<div><p class="post-date x" itemprop="datePublished name">1</p><time class="x">2</time><p id="date">3</p></div>'
    )
    finder = Finder(root)
    assert [e.text for e in finder.named(re.compile("date"))] == ["1"]
    assert [e.text for e in finder.having("itemprop")] == ["1"]
    assert [e.text for e in finder.tagged("p")] == ["1", "3"]
    assert finder.classes == {"post-date", "x"}
    assert finder.ids == {"date"}
    assert finder.properties == {"datePublished", "name"}


def test_what_is_no_selector_is_named() -> None:
    with pytest.raises(SelectorError):
        Finder(html.fragment_fromstring("<p>1</p>")).find("p[")


def test_an_empty_selector_finds_nothing() -> None:
    assert Finder(html.fragment_fromstring("<p>1</p>")).find("") == []
