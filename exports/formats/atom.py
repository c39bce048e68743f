"""An Atom feed of articles and comments (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from exports.texts import plain, web_url

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. ``id`` is a permanent address; ``updated`` is UTC, ISO 8601; ``authors`` has at least
    one (RFC 4287, 4.1.2)."""

    id: str
    title: str
    url: str
    updated: str
    published: str | None
    authors: tuple[str, ...]
    summary: str


def atom(title: str, address: str, updated: str, entries: Iterable[Entry]) -> bytes:
    """The feed as UTF-8. ``address`` is its own, and its id."""
    return b"".join(atom_parts(title, address, updated, entries))


def atom_parts(title: str, address: str, updated: str, entries: Iterable[Entry]) -> Iterator[bytes]:
    """The feed piece by piece: its head, each entry, its end. An ``address`` that is not of the web (a URN)
    is its id alone."""
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "fr"})
    _text(feed, "id", address)
    _text(feed, "title", title)
    _text(feed, "updated", updated)
    if web_url(address):
        ElementTree.SubElement(feed, f"{{{_ATOM}}}link", {"rel": "self", "href": address})
    end = b"</feed>"
    yield ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True).removesuffix(end)
    own = f' xmlns="{_ATOM}"'.encode()  # serialised alone, an entry declares what it has from the feed
    for entry in entries:
        yield ElementTree.tostring(_node(entry), encoding="utf-8").replace(own, b"", 1)
    yield end


def _node(entry: Entry) -> ElementTree.Element:
    node = ElementTree.Element(f"{{{_ATOM}}}entry")
    _text(node, "id", entry.id)
    _text(node, "title", entry.title)
    _text(node, "updated", entry.updated)
    if entry.published and len(entry.published) > 10:  # a date alone is no time of RFC 3339
        _text(node, "published", entry.published)
    if web_url(entry.url):
        ElementTree.SubElement(node, f"{{{_ATOM}}}link", {"rel": "alternate", "href": entry.url})
    for name in entry.authors:
        _text(ElementTree.SubElement(node, f"{{{_ATOM}}}author"), "name", name)
    _text(node, "summary", entry.summary)
    return node


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}").text = plain(text)
