"""Compiled XPath and CSS with plain Python types: lxml answers at C speed, but with a type of anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, cast

from cssselect import parse
from lxml import etree
from lxml.html import HtmlElement
from parsel.csstranslator import HTMLTranslator


def elements(expression: str) -> Callable[[HtmlElement], list[HtmlElement]]:
    """A function that finds the elements an XPath selects, in document order."""
    find = etree.XPath(expression)
    return lambda node: cast("list[HtmlElement]", find(node))


def strings(expression: str) -> Callable[[HtmlElement], list[str]]:
    """A function that finds the attribute or text values an XPath selects."""
    find = etree.XPath(expression, smart_strings=False)
    return lambda node: cast("list[str]", find(node))


def string(expression: str) -> Callable[[HtmlElement], str]:
    """A function that gives the string value of an XPath: the first node's text, "" without a node."""
    find = etree.XPath(f"string({expression})", smart_strings=False)
    return lambda node: str(find(node))


_NAMING = ("class", "id", "itemprop", "rel")
# One expression each: libxml2 sorts what a union of them finds, which costs more than finding it.
_NAMES = {attribute: strings(f"descendant-or-self::*/@{attribute}") for attribute in _NAMING}


class Finder:
    """Finds elements of one page by CSS.

    A page is asked for some hundred selectors, of which it holds a handful: the names (classes, ids, rel and
    itemprop values) on the page are read once, and alternatives that need another name are never evaluated.
    ``classes``, ``ids`` and ``properties`` are all class tokens, ids and itemprop values on the page.
    """

    def __init__(self, root: HtmlElement) -> None:
        self.root = root
        self.classes = _tokens(root, "class")
        self.ids = _tokens(root, "id")
        self.properties = _tokens(root, "itemprop")
        self._names = self.classes | self.ids | self.properties | _tokens(root, "rel")

    def find(self, selector: str, within: HtmlElement | None = None) -> list[HtmlElement]:
        """What a CSS selector matches in the page, or below ``within``; "" matches nothing.

        Raises cssselect's SelectorError for a selector that is none.
        """
        possible = tuple(xpath for xpath, needed in _alternatives(selector) if needed <= self._names)
        return _compiled(possible)(self.root if within is None else within) if possible else []


def _tokens(root: HtmlElement, attribute: str) -> frozenset[str]:
    """All names that an attribute gives on the page. Its values repeat: each is taken apart once."""
    return frozenset(token for value in set(_NAMES[attribute](root)) for token in value.split())


@lru_cache(maxsize=4096)
def _alternatives(selector: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """(XPath, names it needs) of each comma-separated part of a selector."""
    if not selector:
        return ()
    translator = HTMLTranslator()
    return tuple(
        (translator.selector_to_xpath(part), frozenset(_needed(part.parsed_tree))) for part in parse(selector)
    )


@lru_cache(maxsize=4096)
def _compiled(xpaths: tuple[str, ...]) -> Callable[[HtmlElement], list[HtmlElement]]:
    return elements(" | ".join(xpaths))


def _needed(tree: Any) -> Iterator[str]:
    """The names without which a parsed selector cannot match (those below ``:not()`` do not count)."""
    kind = type(tree).__name__
    if kind == "Class":
        yield tree.class_name
    elif kind == "Hash":
        yield tree.id
    elif kind == "Attrib" and tree.attrib in _NAMING and tree.operator in ("=", "~="):
        yield from tree.value.value.split()
    if kind == "CombinedSelector":
        yield from _needed(tree.selector)
        yield from _needed(tree.subselector)
    elif kind in ("Class", "Hash", "Attrib", "Pseudo", "Function", "Negation"):
        yield from _needed(tree.selector)
