"""Finds elements of a page by CSS, class, attribute, word and place, from one walk over the page."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, zip_longest

from lxml import etree
from lxml.html import HtmlElement

from crawler.splitter.page.css import Alternative, Seed, compile_selector
from crawler.splitter.page.xpath import elements

_CODE = frozenset(("script", "style"))


class Finder:
    """Finds elements of one page by CSS, and knows where each stands.

    A page is asked for some hundred selectors, of which it holds a handful. Its elements are filed by tag,
    class and attribute in one walk; a selector begins at what it names, and one that names what the page does
    not have costs nothing. Elements are numbered in page order, so that "stands inside" is a comparison of
    two numbers however deep the page nests. The tree must not change.

    All of the page's nodes are kept: lxml makes an element that was let go anew at the next touch, and climbs
    to the root to see whether the tree may go each time that one is.
    """

    def __init__(self, root: HtmlElement) -> None:
        self.root = root
        nodes: list[HtmlElement] = list(root.iter())  # comments too
        self._nodes = nodes
        self._position: dict[HtmlElement, int] = dict(zip(nodes, range(len(nodes)), strict=True))
        self._ends: dict[HtmlElement, int] = {}
        tagged: dict[str, list[HtmlElement]] = defaultdict(list)
        having: dict[str, list[HtmlElement]] = defaultdict(list)
        for element in nodes:
            tagged[element.tag].append(element)
            for name in element.keys():  # noqa: SIM118 -- no dict: an element iterates over its children
                having[name].append(element)
        classed: dict[str, list[HtmlElement]] = defaultdict(list)
        for element in having["class"]:
            classed[element.get("class", "")].append(element)
        self._tagged, self._having, self._classed = dict(tagged), dict(having), dict(classed)
        values: dict[str, list[str]] = defaultdict(list)  # of each class token: the values that hold it
        for value in classed:
            for token in set(value.split()):
                values[token].append(value)
        self._values = dict(values)
        self._elements_by_value: dict[str, dict[str, list[HtmlElement]]] = {}
        self._elements_by_word: dict[str, dict[str, list[HtmlElement]]] = {}

    # -- by name ----------------------------------------------------------------------------------------

    @cached_property
    def classes(self) -> frozenset[str]:
        """All class tokens on the page."""
        return frozenset(self._values)

    @cached_property
    def ids(self) -> frozenset[str]:
        """All ids on the page, taken apart at white space."""
        return frozenset(word for value in self._by_value("id") for word in value.split())

    @cached_property
    def properties(self) -> frozenset[str]:
        """All itemprop values on the page, one by one."""
        return frozenset(self._by_word("itemprop"))

    def find(self, selector: str, within: HtmlElement | None = None) -> list[HtmlElement]:
        """What a CSS selector matches in the page, or below ``within``, in page order; "" matches nothing.

        Raises cssselect's SelectorError for a selector that is none.
        """
        matches: list[HtmlElement] = []
        sources = 0
        classes = self.classes
        for alternative in compile_selector(selector):
            if alternative.classes <= classes and (found := self._matches(alternative)):
                matches.extend(found)
                sources += 1
        if sources > 1:
            matches = self._sorted(matches)
        if within is None or not matches:
            return matches
        return list(self._inside(matches, [within]))

    def named(self, pattern: re.Pattern[str]) -> list[HtmlElement]:
        """The elements with a class token in which the pattern is found, in page order. In a pattern with
        re.M, "^" and "$" are the ends of a token."""
        values = self._values
        return self._of_values(
            dict.fromkeys(value for token in self.classes_like(pattern) for value in values[token])
        )

    def classes_like(self, pattern: re.Pattern[str]) -> Collection[str]:
        """The class tokens in which the pattern is found."""
        lines = self._class_lines
        tokens: dict[str, None] = {}
        for match in pattern.finditer(lines):
            start = match.start()
            tokens[lines[lines.rfind("\n", 0, start) + 1 : lines.find("\n", start)]] = None
        return tokens

    def carrying(self, names: Iterable[str]) -> list[HtmlElement]:
        """The elements with one of these class tokens, or one of these as their id, in page order."""
        wanted = list(names)
        found = self._of_values(
            dict.fromkeys(value for name in wanted for value in self._values.get(name, ()))
        )
        ids = self._by_value("id")
        by_id = [element for name in wanted for element in ids.get(name, ())]
        return self._sorted([*found, *by_id]) if by_id else found

    @cached_property
    def texts(self) -> list[tuple[HtmlElement, str]]:
        """Every text on the page that is not blank, with the element whose own it is; scripts say nothing."""
        return self.texts_in(self.root)

    def texts_in(self, outer: HtmlElement) -> list[tuple[HtmlElement, str]]:
        """The ``texts`` of ``outer`` and what it holds."""
        texts = []
        for node in self._nodes[self._position[outer] : self._end(outer)]:
            if (text := node.text) and not text.isspace():
                tag = node.tag
                if isinstance(tag, str) and tag not in _CODE:
                    texts.append((node, text))
            if (tail := node.tail) and not tail.isspace() and node is not outer:
                parent = node.getparent()
                if parent is not None and parent.tag not in _CODE:
                    texts.append((parent, tail))
        return texts

    def saying(self, words: Iterable[str]) -> list[HtmlElement]:
        """The elements with a text of their own in which one of the words stands (case counts), in page
        order."""
        found: set[HtmlElement] = set()
        said, begins = self._said
        for word in words:
            place = said.find(word)
            while place >= 0:
                number = bisect_right(begins, place)
                found.add(self.texts[number - 1][0])
                place = said.find(word, begins[number]) if number < len(begins) else -1
        return self._sorted(found)

    def having(self, attribute: str) -> Sequence[HtmlElement]:
        """The elements that have an attribute, in page order."""
        return self._having.get(attribute, ())

    def tagged(self, *tags: str) -> Sequence[HtmlElement]:
        """The elements of these tags, in page order."""
        if len(tags) == 1:
            return self._tagged.get(tags[0], ())
        return self._sorted([element for tag in tags for element in self._tagged.get(tag, ())])

    # -- by place ---------------------------------------------------------------------------------------

    def holds(self, outer: HtmlElement, element: HtmlElement) -> bool:
        """Whether ``element`` stands inside ``outer``, and is not ``outer`` itself."""
        return self._position[outer] < self._position[element] < self._end(outer)

    def precedes(self, one: HtmlElement, other: HtmlElement) -> bool:
        """Whether all of ``one`` stands before ``other``."""
        return self._end(one) <= self._position[other]

    def at_or_inside(self, around: Iterable[HtmlElement]) -> Callable[[HtmlElement], bool]:
        """A test of whether an element is one of ``around`` or stands inside one."""
        position = self._position
        begins: list[int] = []
        ends: list[int] = []
        for outer in sorted(around, key=position.__getitem__):
            if not ends or position[outer] >= ends[-1]:
                begins.append(position[outer])
                ends.append(self._end(outer))

        def test(element: HtmlElement) -> bool:
            place = position[element]
            before = bisect_right(begins, place)
            return before > 0 and place < ends[before - 1]

        return test

    def counter(self, inner: Iterable[HtmlElement]) -> Callable[[HtmlElement], int]:
        """What tells how many of ``inner`` an element is or holds."""
        places = sorted(map(self._position.__getitem__, inner))

        def count(element: HtmlElement) -> int:
            if not places:
                return 0
            return bisect_left(places, self._end(element)) - bisect_left(places, self._position[element])

        return count

    def outside(self, excluded: Iterable[HtmlElement]) -> list[HtmlElement]:
        """All nodes of the page in page order, comments too, without those inside one of ``excluded``."""
        position = self._position
        kept: list[HtmlElement] = []
        begin = 0
        for outer in sorted(excluded, key=position.__getitem__):
            if position[outer] >= begin:
                kept.extend(self._nodes[begin : position[outer] + 1])
                begin = self._end(outer)
        kept.extend(self._nodes[begin:])
        return kept

    def position(self, element: HtmlElement) -> int:
        """The place of an element in page order."""
        return self._position[element]

    def innermost(self, found: Sequence[HtmlElement]) -> list[HtmlElement]:
        """Those of ``found``, which are in page order, that hold no other of them."""
        return [
            one for one, after in zip_longest(found, found[1:]) if after is None or not self.holds(one, after)
        ]

    def _inside(self, found: Iterable[HtmlElement], around: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
        """Those of ``found`` that stand inside one of ``around``, both in page order."""
        position = self._position
        begin = end = -1
        outers = iter(around)
        for element in found:
            place = position[element]
            while place >= end:
                outer = next(outers, None)
                if outer is None:
                    return
                if (begin := position[outer]) >= end:  # not inside the one before
                    end = self._end(outer)
            if place > begin:
                yield element

    def _end(self, element: HtmlElement) -> int:
        """The number of the first node behind all that the element holds."""
        passed = []
        node: HtmlElement | None = element
        while node is not None and node not in self._ends:
            passed.append(node)
            following = node.getnext() if node is not self.root else None
            if following is not None:
                end = self._position[following]
                break
            node = node.getparent() if node is not self.root else None
        else:
            end = len(self._nodes) if node is None else self._ends[node]
        self._ends.update(dict.fromkeys(passed, end))
        return end

    # -- CSS --------------------------------------------------------------------------------------------

    def _matches(self, alternative: Alternative) -> list[HtmlElement]:
        if alternative.xpath is not None:
            return _compiled(alternative.xpath)(self.root)
        around = self._matches(alternative.around) if alternative.around else []
        if alternative.around and not around:
            return []
        found = self._seeded(alternative.seed)
        if alternative.test is not None:
            found = [*filter(alternative.test, found)]
        if not found or not around:
            return list(found)
        if alternative.combinator == " ":
            return list(self._inside(found, around))
        beside = set(around)
        return [element for element in found if _stands(element, alternative.combinator, beside)]

    def _seeded(self, seed: Seed) -> Sequence[HtmlElement]:
        if seed.kind == "class":
            first, *others = seed.name.split()
            values = self._values.get(first, [])
            if others:
                values = [value for value in values if set(value.split()).issuperset(others)]
            return self._of_values(values)
        if seed.kind == "attribute":
            return self.having(seed.name)
        if seed.kind == "value":
            return self._by_value(seed.name).get(seed.value, ())
        if seed.kind == "word":
            return self._by_word(seed.name).get(seed.value, ())
        return self.tagged(seed.name) if seed.name else [*self.root.iter("*")]

    def _of_values(self, values: Collection[str]) -> list[HtmlElement]:
        found = [element for value in values for element in self._classed[value]]
        if len(values) > 1:
            found.sort(key=self._position.__getitem__)
        return found

    def _sorted(self, found: Iterable[HtmlElement]) -> list[HtmlElement]:
        """Each once, in page order."""
        return sorted(set(found), key=self._position.__getitem__)

    def _by_value(self, attribute: str) -> dict[str, list[HtmlElement]]:
        """The elements that have an attribute, by the whole of its value."""
        if attribute not in self._elements_by_value:
            by_value: dict[str, list[HtmlElement]] = {}
            for element in self.having(attribute):
                by_value.setdefault(element.get(attribute, ""), []).append(element)
            self._elements_by_value[attribute] = by_value
        return self._elements_by_value[attribute]

    def _by_word(self, attribute: str) -> dict[str, list[HtmlElement]]:
        """The elements that have an attribute, by each word of its value."""
        if attribute not in self._elements_by_word:
            by_word: dict[str, list[HtmlElement]] = {}
            for value, elements in self._by_value(attribute).items():
                for word in set(value.split()):
                    by_word.setdefault(word, []).extend(elements)
            for elements in by_word.values():
                elements.sort(key=self._position.__getitem__)
            self._elements_by_word[attribute] = by_word
        return self._elements_by_word[attribute]

    @cached_property
    def _said(self) -> tuple[str, list[int]]:
        """All texts of the page, each on a line, and where each begins."""
        texts = [text for _, text in self.texts]
        return "\n".join(texts), [0, *accumulate(len(text) + 1 for text in texts[:-1])]

    @cached_property
    def _class_lines(self) -> str:
        """All class tokens, each on a line."""
        return "\n".join((*self._values, ""))


def _stands(element: HtmlElement, combinator: str, around: Collection[HtmlElement]) -> bool:
    """Whether the parent (">"), the element before ("+") or one before ("~") is one of ``around``."""
    if combinator == ">":
        return element.getparent() in around
    before = element.itersiblings(etree.Element, preceding=True)
    return next(before, None) in around if combinator == "+" else any(one in around for one in before)


_compiled = lru_cache(maxsize=1024)(elements)
