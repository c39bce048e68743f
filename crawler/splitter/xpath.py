"""Compiled XPath and CSS with plain Python types: lxml answers at C speed, but with a type of anything."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from functools import cached_property, lru_cache
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from crawler.splitter.css import Alternative, Seed, compile_selector


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


_HEAD_TAGS = ("meta", "link", "script")  # a page asked for one of them is asked for all
_CLASSED = elements("descendant-or-self::*[@class]")  # "//*[@class]" takes half as long again


class Finder:
    """Finds elements of one page by CSS.

    A page is asked for some hundred selectors, of which it holds a handful. Its elements are filed by their
    classes once, and by another attribute when it is first asked for; a selector begins at what it names, and
    one that names what the page does not have costs nothing. The tree must not change.
    """

    def __init__(self, root: HtmlElement) -> None:
        self.root = root
        self._classed = _CLASSED(root)
        by_value: dict[str, list[HtmlElement]] = defaultdict(list)
        for element in self._classed:
            by_value[element.get("class", "")].append(element)
        self._by_value = by_value
        values: dict[str, list[str]] = defaultdict(list)  # of each class token: the values that hold it
        for value in by_value:
            for token in set(value.split()):
                values[token].append(value)
        self._values = dict(values)
        self._having: dict[str, list[HtmlElement]] = {}
        self._tagged: dict[str, list[HtmlElement]] = {}

    @cached_property
    def classes(self) -> frozenset[str]:
        """All class tokens on the page."""
        return frozenset(self._values)

    @cached_property
    def ids(self) -> frozenset[str]:
        """All ids on the page, taken apart at white space."""
        return self._tokens("id")

    @cached_property
    def properties(self) -> frozenset[str]:
        """All itemprop values on the page, one by one."""
        return self._tokens("itemprop")

    def find(self, selector: str, within: HtmlElement | None = None) -> list[HtmlElement]:
        """What a CSS selector matches in the page, or below ``within``, in page order; "" matches nothing.

        Raises cssselect's SelectorError for a selector that is none.
        """
        matches: list[HtmlElement] = []
        sources = 0
        values = self._values
        for alternative in compile_selector(selector):
            seed = alternative.seed
            if seed.kind == "class" and seed.name not in values:
                continue  # as nearly all: not worth a call
            found = self._matches(alternative)
            if found:
                matches.extend(found)
                sources += 1
        if sources > 1:
            matches = self._sorted(list(dict.fromkeys(matches)))
        if within is None or not matches:
            return matches
        return [element for element in matches if any(node is within for node in element.iterancestors())]

    def named(self, pattern: re.Pattern[str]) -> list[HtmlElement]:
        """The elements with a class token in which the pattern is found, in page order."""
        values = dict.fromkeys(
            value for token in self._values if _is_named(pattern, token) for value in self._values[token]
        )
        return self._of_values(list(values))

    def carrying(self, names: Collection[str]) -> list[HtmlElement]:
        """The elements with one of these class tokens, or one of these as their id, in page order."""
        values = dict.fromkeys(value for name in names for value in self._values.get(name, ()))
        found = self._of_values(list(values))
        by_id = [element for name in names for element in self._by_id.get(name, ())]
        return self._sorted(list(dict.fromkeys([*found, *by_id]))) if by_id else found

    def having(self, attribute: str) -> list[HtmlElement]:
        """The elements that have an attribute, in page order."""
        if attribute not in self._having:
            self._having[attribute] = _with_attribute(attribute)(self.root)
        return self._having[attribute]

    def tagged(self, tag: str) -> list[HtmlElement]:
        """The elements of one tag, in page order."""
        if tag not in self._tagged:
            together = _HEAD_TAGS if tag in _HEAD_TAGS else (tag,)
            self._tagged.update({one: [] for one in together})
            for element in self.root.iter(*together):
                self._tagged[tag if tag == "*" else element.tag].append(element)
        return self._tagged[tag]

    def _matches(self, alternative: Alternative) -> list[HtmlElement]:
        if alternative.xpath is not None:
            return _compiled(alternative.xpath)(self.root)
        test = alternative.test
        return [element for element in self._seeded(alternative.seed) if test(element)]

    def _seeded(self, seed: Seed) -> Sequence[HtmlElement]:
        if seed.kind == "class":
            return self._of_values(self._values.get(seed.name, []))
        if seed.kind == "attribute":
            return self.having(seed.name)
        if seed.kind == "id":
            return self._by_id.get(seed.name, [])
        if seed.below is None:
            return self.tagged(seed.name or "*")
        around = self._seeded(seed.below)
        return list(dict.fromkeys(inner for outer in around for inner in outer.iter(seed.name or "*")))

    def _of_values(self, values: list[str]) -> list[HtmlElement]:
        if len(values) < 2:
            return self._by_value[values[0]] if values else []
        found = [element for value in values for element in self._by_value[value]]
        found.sort(key=self._classed_at.__getitem__)
        return found

    def _sorted(self, found: list[HtmlElement]) -> list[HtmlElement]:
        position = self._classed_at
        if not all(element in position for element in found):
            position = self._positions
        return sorted(found, key=position.__getitem__)

    @cached_property
    def _by_id(self) -> dict[str, list[HtmlElement]]:
        by_id: dict[str, list[HtmlElement]] = {}
        for element in self.having("id"):
            by_id.setdefault(element.get("id", ""), []).append(element)
        return by_id

    @cached_property
    def _classed_at(self) -> dict[HtmlElement, int]:
        return {element: position for position, element in enumerate(self._classed)}

    @cached_property
    def _positions(self) -> dict[HtmlElement, int]:
        return {element: position for position, element in enumerate(self.root.iter("*"))}

    def _tokens(self, attribute: str) -> frozenset[str]:
        values = {element.get(attribute) or "" for element in self.having(attribute)}
        return frozenset(token for value in values for token in value.split())


@lru_cache(maxsize=65536)
def _is_named(pattern: re.Pattern[str], token: str) -> bool:
    return pattern.search(token) is not None


@lru_cache(maxsize=256)
def _with_attribute(name: str) -> Callable[[HtmlElement], list[HtmlElement]]:
    if re.fullmatch(r"[a-z_][\w-]*", name):
        return elements(f"descendant-or-self::*[@{name}]")
    return elements(f"//@*[name()='{name}']/..")  # "xml:lang", whose prefix HTML does not declare


@lru_cache(maxsize=1024)
def _compiled(xpath: str) -> Callable[[HtmlElement], list[HtmlElement]]:
    return elements(xpath)
