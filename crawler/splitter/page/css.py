"""CSS selectors as tests of one element: a page is asked for hundreds, and most name what it does not have.

Compiled once, each alternative says where to begin (the class, id, attribute or tag that its elements must
have), what else must hold, and what must stand around its elements. What is beyond names, attributes,
``:not()`` and the four combinators is left to XPath.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from cssselect import parse
from lxml.html import HtmlElement
from parsel.csstranslator import HTMLTranslator

Test = Callable[[HtmlElement], bool]


@dataclass(frozen=True, slots=True)
class Seed:
    """Where to begin: the elements with all of these classes, this tag ("" for any), or this attribute,
    whatever its value, with ``value`` as the whole of it, or as one of its words."""

    kind: Literal["class", "tag", "attribute", "value", "word"]
    name: str
    value: str = ""


_FEW = frozenset("html head body main h1 meta link script time abbr".split())
_RARE = frozenset("itemprop itemtype typeof property rel datetime pubdate role".split())


@dataclass(frozen=True, slots=True)
class Alternative:
    """One comma-separated part of a selector: ``seed`` is what its elements must have, ``test`` the rest (or
    None), and ``combinator`` how they stand to what ``around`` selects.

    A page without all of ``classes`` has no match. ``xpath`` is set where the selector says more than the
    other fields can; it then finds the elements alone.
    """

    seed: Seed
    test: Test | None = None
    classes: frozenset[str] = frozenset()
    combinator: str = ""
    around: Alternative | None = None
    xpath: str | None = None


_ANY = Seed("tag", "")
_Part = tuple[Seed, Test | None]
"""One condition on an element: the elements that may meet it, and what tells those that do (None: all)."""


class _BeyondError(Exception):
    """The selector uses what only XPath knows."""


@lru_cache(maxsize=4096)
def compile_selector(selector: str) -> tuple[Alternative, ...]:
    """The alternatives of a selector, none for "". Raises cssselect's SelectorError for no selector."""
    return tuple(_alternative(part) for part in parse(selector)) if selector else ()


def _alternative(part: Any) -> Alternative:
    try:
        return _compile(part.parsed_tree)
    except _BeyondError:
        return Alternative(_ANY, xpath=HTMLTranslator().selector_to_xpath(part))


def _compile(tree: Any) -> Alternative:
    if type(tree).__name__ != "CombinedSelector":
        return _of_parts(_parts(tree))
    around, inner = _compile(tree.selector), _compile(tree.subselector)
    return replace(inner, classes=inner.classes | around.classes, combinator=tree.combinator, around=around)


def _of_parts(parts: list[_Part]) -> Alternative:
    classes = [seed.name for seed, _ in parts if seed.kind == "class"]
    if classes:
        parts = [(Seed("class", " ".join(classes)), None), *(p for p in parts if p[0].kind != "class")]
    first = min(parts, key=lambda part: _rank(part[0]))
    test = first[1]
    for part in parts:
        if part is not first:
            test = _both(test, _whole(part))
    return Alternative(first[0], test, frozenset(classes))


def _both(one: Test | None, other: Test | None) -> Test | None:
    if one is None or other is None:
        return one or other
    return lambda element: one(element) and other(element)


def _rank(seed: Seed) -> int:
    """How many elements a beginning leaves to test: the rarer, the lower."""
    if seed.kind in ("class", "value", "word"):
        return 0
    if seed.kind == "tag":
        return 5 if not seed.name else 1 if seed.name in _FEW else 3
    return 2 if seed.name in _RARE else 4


def _whole(part: _Part) -> Test | None:
    """What tells the elements that meet a condition from all others."""
    seed, test = part
    if test is not None:
        return test
    if seed.kind == "class":
        return _has_token("class", seed.name)
    if seed.kind == "value":
        return lambda element: bool(element.get(seed.name) == seed.value)
    if seed.kind == "word":
        return _has_token(seed.name, seed.value)
    if seed.kind == "attribute":
        return lambda element: element.get(seed.name) is not None
    return (lambda element: bool(element.tag == seed.name)) if seed.name else None


def _parts(tree: Any) -> list[_Part]:
    """The conditions of a selector without combinators."""
    kind = type(tree).__name__
    if kind == "Element":
        if tree.namespace:
            raise _BeyondError
        return [(Seed("tag", (tree.element or "").lower()), None)]
    if kind == "Class":
        own: _Part = (Seed("class", tree.class_name), None)
    elif kind == "Hash":
        own = (Seed("value", "id", tree.id), None)
    elif kind == "Attrib":
        own = _attribute(tree)
    elif kind == "Negation":
        own = (_ANY, _none(_parts(tree.subselector)))
    else:
        raise _BeyondError
    return [*_parts(tree.selector), own]


def _none(parts: list[_Part]) -> Test:
    tests = [test for part in parts if (test := _whole(part)) is not None]
    return lambda element: not all(test(element) for test in tests)


def _attribute(tree: Any) -> _Part:
    if tree.namespace:
        raise _BeyondError
    name = tree.attrib.lower()
    value: str = "" if tree.value is None else tree.value.value
    seed = Seed("attribute", name)
    if tree.operator == "exists":
        return seed, None
    if tree.operator == "=":
        return Seed("value", name, value), None
    if tree.operator == "~=":
        is_class = name == "class" and len(value.split()) == 1  # "[class~=a]" is ".a"
        return (Seed("class", value) if is_class else Seed("word", name, value)), None
    found: dict[str, Callable[[str], bool]] = {
        "^=": lambda has: has.startswith(value),
        "$=": lambda has: has.endswith(value),
        "*=": lambda has: value in has,
        "|=": lambda has: has == value or has.startswith(f"{value}-"),
    }
    if tree.operator not in found:
        raise _BeyondError
    holds = found[tree.operator]
    return seed, lambda element: bool(value) and holds(element.get(name) or "")


def _has_token(name: str, token: str) -> Test:
    return lambda element: token in (element.get(name) or "").split()
