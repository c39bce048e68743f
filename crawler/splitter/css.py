"""CSS selectors as tests of one element: a page is asked for hundreds, and most name what it does not have.

Compiled once, each alternative says where to begin (the class, id, attribute or tag that its elements must
have) and what else must hold. What is beyond names, attributes, ``:not()`` and the four combinators is left
to XPath.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from cssselect import parse
from lxml.html import HtmlElement
from parsel.csstranslator import HTMLTranslator

Test = Callable[[HtmlElement], bool]


@dataclass(frozen=True, slots=True)
class Seed:
    """Where to begin: the elements with this class, id, attribute or tag ("" for any tag); or, where the
    selector names its elements by their tag alone, all of that tag ``below`` what it names around them."""

    kind: Literal["class", "id", "attribute", "tag"]
    name: str
    below: Seed | None = None


_FEW = frozenset("html head body main h1 meta link script time abbr".split())
_RARE = frozenset("itemprop itemtype typeof property rel datetime pubdate role".split())


@dataclass(frozen=True, slots=True)
class Alternative:
    """One comma-separated part of a selector: ``seed`` is what its elements must have, ``test`` the rest.

    ``xpath`` is set where the selector says more than ``test`` can; it then finds the elements alone.
    """

    seed: Seed
    test: Test
    xpath: str | None = None


_ANY = Seed("tag", "")


class _BeyondError(Exception):
    """The selector uses what only XPath knows."""


@lru_cache(maxsize=4096)
def compile_selector(selector: str) -> tuple[Alternative, ...]:
    """The alternatives of a selector, none for "". Raises cssselect's SelectorError for no selector."""
    return tuple(_alternative(part) for part in parse(selector)) if selector else ()


def _alternative(part: Any) -> Alternative:
    try:
        seed, test = _compile(part.parsed_tree)
    except _BeyondError:
        return Alternative(_ANY, lambda element: True, HTMLTranslator().selector_to_xpath(part))
    return Alternative(seed, test)


def _compile(tree: Any) -> tuple[Seed, Test]:
    kind = type(tree).__name__
    if kind == "Element":
        return _element(tree)
    if kind == "CombinedSelector":
        return _combined(tree)
    seed, test = _compile(tree.selector)
    if kind == "Class":
        own: tuple[Seed, Test] = (Seed("class", tree.class_name), _has_token("class", tree.class_name))
    elif kind == "Hash":
        own = (Seed("id", tree.id), _equals("id", tree.id))
    elif kind == "Attrib":
        own = _attribute(tree)
    elif kind == "Negation":
        own = (_ANY, _negated(_compile(tree.subselector)[1]))
    else:
        raise _BeyondError
    return min(seed, own[0], key=_rank), _both(test, own[1])


def _rank(seed: Seed) -> int:
    """How many elements a beginning leaves to test: the rarer, the lower."""
    if seed.kind in ("id", "class"):
        return 0
    if seed.kind == "tag":
        return 5 if not seed.name else 1 if seed.name in _FEW else 3
    return 2 if seed.name in _RARE else 4


def _element(tree: Any) -> tuple[Seed, Test]:
    if tree.namespace:
        raise _BeyondError
    if tree.element is None:
        return _ANY, lambda element: True
    tag = tree.element.lower()
    return Seed("tag", tag), lambda element: bool(element.tag == tag)


def _combined(tree: Any) -> tuple[Seed, Test]:
    around_seed, around = _compile(tree.selector)
    seed, test = _compile(tree.subselector)
    if seed.kind == "tag" and tree.combinator in " >" and around_seed.kind != "tag":
        seed = Seed("tag", seed.name, around_seed)
    reach = {" ": _any_ancestor, ">": _parent, "+": _before, "~": _any_before}[tree.combinator]
    return seed, _both(test, reach(around))


def _attribute(tree: Any) -> tuple[Seed, Test]:
    if tree.namespace:
        raise _BeyondError
    name = tree.attrib.lower()
    value: str = "" if tree.value is None else tree.value.value
    seed = Seed("attribute", name)
    if tree.operator == "exists":
        return seed, lambda element: element.get(name) is not None
    if tree.operator == "=":
        return seed, _equals(name, value)
    if tree.operator == "~=":
        return seed, _has_token(name, value)
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


def _equals(name: str, value: str) -> Test:
    return lambda element: bool(element.get(name) == value)


def _has_token(name: str, token: str) -> Test:
    return lambda element: token in (element.get(name) or "").split()


def _both(one: Test, other: Test) -> Test:
    return lambda element: one(element) and other(element)


def _negated(test: Test) -> Test:
    return lambda element: not test(element)


def _any_ancestor(test: Test) -> Test:
    return lambda element: any(map(test, element.iterancestors()))


def _parent(test: Test) -> Test:
    return lambda element: any(map(test, [parent] if (parent := element.getparent()) is not None else []))


def _before(test: Test) -> Test:
    return lambda element: any(map(test, [one] if (one := element.getprevious()) is not None else []))


def _any_before(test: Test) -> Test:
    return lambda element: any(map(test, element.itersiblings(preceding=True)))
