"""Comments that a page marks up by schema.org: microdata and RDFa in the markup, or JSON-LD beside it.

``Comment`` (author, dateCreated or datePublished, text, parentItem) and the older ``UserComments`` (creator,
commentTime, commentText). Other readers come first: platforms that write this markup say more in their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from lxml.html import HtmlElement

from crawler.items import ParentFrom
from crawler.splitter.comments.area import find_area
from crawler.splitter.comments.attribution import author_name, date_of
from crawler.splitter.comments.base import CommentReader, Context, Found, own_lines
from crawler.splitter.comments.markup import (
    Own,
    Titles,
    html_lines,
    last_digits,
    link_of,
    number_of,
    one_line,
)
from crawler.splitter.comments.thread import link_nesting, widen_to_list_items
from crawler.splitter.comments.unknown import generic
from crawler.splitter.comments.unknown.item import Item, read_item
from crawler.splitter.comments.unknown.replies import set_depths
from crawler.splitter.page.metadata import Metadata, name_of, read_metadata, types_of
from crawler.splitter.words.text import clean

_TYPE = re.compile(r"(?:^|[/:])(?:Comment|UserComments)$")
_ITEMS = '[itemtype*="Comment"], [typeof*="Comment"]'
_SCRIPTS = 'script[type*="ld+json"]'
_AUTHOR = ("author", "creator", "foaf:name", "sioc:name")
_DATE = ("dateCreated", "datePublished", "commentTime", "date", "created", "dateModified")
_TEXT = (
    "text",
    "commentText",
    "encoded",
    "content",
    "description",
)  # RDFa: "content:encoded", "sioc:content"
_TITLE = ("headline", "name")
_PARENT = ("parentItem", "reply_of")  # the second is SIOC's
_MARKUP = re.compile(r"</?(?:p|br|a|b|i|em|strong|div|blockquote|ul|li)\b[^<>]*>", re.I)
_COMMENT_TYPES = frozenset(("Comment", "UserComments", "Answer"))


# -- microdata and RDFa ----------------------------------------------------------------------------------


def _has_items(context: Context) -> bool:
    return any(_TYPE.search(name) for mark in context.marks if "Comment" in mark for name in mark.split())


def _read_items(context: Context) -> list[Found]:
    items = [item for item in context.finder.find(_ITEMS) if _is_comment(item)]
    stops = set(items)
    titles = Titles(context)
    found = [comment for item in items if (comment := _item(context, item, stops, titles)) is not None]
    widen_to_list_items(found)
    link_nesting(found)
    set_depths(found)
    return found


def _is_comment(item: HtmlElement) -> bool:
    kinds = f"{item.get('itemtype') or ''} {item.get('typeof') or ''}".split()
    return any(map(_TYPE.search, kinds))


def _item(context: Context, item: HtmlElement, stops: set[HtmlElement], titles: Titles) -> Found | None:
    own = Own(item, stops)
    properties = _properties(own)
    author = _first(properties, _AUTHOR)
    stamp = _first(properties, _DATE)
    body = _first(properties, _TEXT)
    title = _first(properties, _TITLE)
    plain: Found | None = None
    if author is None or stamp is None or body is None:  # what is not marked up is read by its looks
        plain = read_item(context, Item(item), stops, titles, "loud")
    if body is not None:
        text = titles.above(one_line(title, {body, *stops}), own_lines(body, stops))
    else:
        text = plain.text if plain is not None else ""
    if not text:
        return None
    date, raw = date_of(context, *_values(stamp)) if stamp is not None else (None, None)
    if raw is None and plain is not None:
        date, raw = plain.date, plain.raw_date
    return Found(
        item,
        id=_id_of(item.get("id") or item.get("itemid") or _value(_first(properties, ("url", "@id")))),
        author=_author(author, plain),
        author_url=link_of(context, author),
        date=date,
        raw_date=raw,
        text=text,
        named=_parent(_first(properties, _PARENT)),
    )


def _properties(own: Own) -> dict[str, HtmlElement]:
    """The comment's own properties; those of its author (a ``Person`` inside) are not its own."""
    found: dict[str, HtmlElement] = {}
    inner: set[HtmlElement] = set()
    for element in own.elements:
        if element.getparent() in inner:
            inner.add(element)
        names = (element.get("itemprop") or element.get("property") or "").split()
        if element not in inner:
            for name in names:
                found.setdefault(name if name in _AUTHOR else name.rpartition(":")[2], element)
            if (relation := element.get("rel")) and (relation := relation.rpartition(":")[2]) in _PARENT:
                found.setdefault(relation, element)
        if element.get("itemscope") is not None or element.get("typeof"):
            inner.add(element)
    return found


def _first(properties: dict[str, HtmlElement], names: Sequence[str]) -> HtmlElement | None:
    return next((properties[name] for name in names if name in properties), None)


def _values(element: HtmlElement) -> tuple[str | None, ...]:
    return element.get("datetime"), element.get("content"), element.get("title"), one_line(element)


def _value(element: HtmlElement | None) -> str | None:
    if element is None:
        return None
    return element.get("content") or element.get("href") or element.get("resource") or one_line(element)


def _author(element: HtmlElement | None, plain: Found | None) -> str | None:
    if element is not None:
        return author_name(_name(element))
    return plain.author if plain is not None else None


def _name(element: HtmlElement) -> str:
    for inner in element.iterdescendants():
        if (
            isinstance(inner.tag, str)
            and "name" in (inner.get("itemprop") or inner.get("property") or "").split()
        ):
            return inner.get("content") or one_line(inner)
    return element.get("content") or one_line(element)


def _parent(element: HtmlElement | None) -> tuple[str, ParentFrom] | None:
    parent = _id_of(_value(element) or (element.get("itemid") if element is not None else None))
    return (parent, "id") if parent is not None else None


def _id_of(value: str | None) -> str | None:
    """The comment's own id in an element id or an address: its number, else what follows the "#"."""
    if not value:
        return None
    name = value.rpartition("#")[2]
    return number_of(name) or (last_digits(name) if "/" in name else None) or name


# -- JSON-LD ---------------------------------------------------------------------------------------------


def _has_nodes(context: Context) -> bool:
    return _holder(context) is not None


def _holder(context: Context) -> HtmlElement | None:
    scripts = context.finder.find(_SCRIPTS)
    return next((script for script in scripts if '"Comment"' in (script.text or "")), None)


def _read_nodes(context: Context) -> list[Found]:
    metadata = read_metadata(context.root, context.url)
    holder = _holder(context)
    if holder is None:
        return []
    listed = metadata.resolve(metadata.article.get("comment") or [])
    loose = [node for node in metadata.nodes.values() if "Comment" in types_of(node)]
    found: list[Found] = []
    seen: set[str] = set()  # nodes are told apart by what they say: references may go round in circles
    stack: list[tuple[dict[str, Any] | str, Found | None]] = []
    stack.extend((node, None) for node in reversed((*listed, *loose)))
    while stack:
        node, above = stack.pop()
        if not isinstance(node, dict) or _COMMENT_TYPES.isdisjoint(types_of(node)):
            continue
        comment = _node(context, metadata, node, holder, above)
        key = f"{comment.id} {comment.author} {comment.raw_date} {comment.text}"
        if comment.text and key not in seen:
            seen.add(key)
            found.append(comment)
            stack.extend((reply, comment) for reply in reversed(metadata.resolve(node.get("comment") or [])))
    return [] if _is_shown_as_well(context, found) else found


def _is_shown_as_well(context: Context, found: Sequence[Found]) -> bool:
    """Whether the page shows all of them, with their dates: what it shows has paragraphs and parents too."""
    shown = generic.READER.read(context) if generic.READER.marks(context) else []
    return len(shown) >= len(found) and all(comment.date for comment in shown)


def _node(
    context: Context, metadata: Metadata, node: dict[str, Any], holder: HtmlElement, above: Found | None
) -> Found:
    authors = metadata.resolve(node.get("author") or node.get("creator") or [])
    person = authors[0] if authors else ""
    date, raw = date_of(context, *(_text(node.get(name)) for name in _DATE))
    parents = metadata.resolve(node.get("parentItem") or [])
    parent = _id_of(_address(parents[0])) if parents and above is None else None
    link = _text(person.get("url")) if isinstance(person, dict) else None
    return Found(
        holder,
        id=_id_of(_address(node)),
        author=author_name(name_of(person) or ""),
        author_url=context.absolute(link) if link else None,
        date=date,
        raw_date=raw,
        text="\n".join(_lines(next(filter(None, (_text(node.get(name)) for name in _TEXT)), ""))),
        above=above,
        named=(parent, "id") if parent is not None else None,
    )


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _address(node: dict[str, Any] | str) -> str | None:
    if isinstance(node, str):
        return node
    values = (node.get(key) for key in ("@id", "identifier", "url"))
    return next((str(value) for value in values if isinstance(value, str | int) and value), None)


def _lines(text: str) -> list[str]:
    """The lines of a JSON-LD text, which some pages write as HTML."""
    if _MARKUP.search(text):
        return html_lines(text)
    return [line for part in text.splitlines() if (line := clean(part))]


def _area(context: Context, found: Sequence[Found]) -> tuple[HtmlElement, ...]:
    """Where the page shows what its JSON-LD says, if it does."""
    return find_area(context, generic.READER.read(context))


MICRODATA = CommentReader("microdata", _has_items, _read_items)
JSON_LD = CommentReader("json-ld", _has_nodes, _read_nodes, area=_area)
READERS = (MICRODATA, JSON_LD)
