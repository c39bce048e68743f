"""What a page declares of itself: JSON-LD, meta elements and microdata, gathered once.

Nothing is decided here. Declarations are evidence: JSON-LD authors are often the publisher, ``og:title``
carries the site's name, ``datetime`` attributes lie. ``fields`` weighs them against what the page shows.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from lxml.html import HtmlElement

from crawler.items import OptOut
from crawler.splitter.words.addresses import join_address, split_address
from crawler.splitter.words.text import clean, fold

# schema.org's CreativeWork types that a news page or a blog post declares itself to be.
ARTICLE_TYPES = frozenset(
    "Article NewsArticle BlogPosting ReportageNewsArticle OpinionNewsArticle AnalysisNewsArticle "
    "ReviewNewsArticle BackgroundNewsArticle AdvertiserContentArticle SatiricalArticle TechArticle Report "
    "Review LiveBlogPosting SocialMediaPosting DiscussionForumPosting Recipe CriticReview".split()
)
_REVIEWED = frozenset(("Product", "Vehicle", "Car", "Motorcycle"))  # schema.org's names of what is tested
_SITE_TYPES = frozenset("WebSite Organization NewsMediaOrganization Corporation Blog".split())
LISTING_TYPES = frozenset("CollectionPage SearchResultsPage ProfilePage Blog ItemList".split())

# WordPress core, feed_links(): "NAME » Flux" is the blog's own feed.
_FEED_TYPE = re.compile("rss|atom")
FEED_TITLE = re.compile(r"(?P<name>[^»]+?)\s*»\s*(?:Flux|Feed)", re.I)
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_TITLE_CUT = re.compile(r"\s+[|\-–—·•»:]+\s+|\s*\|\s*")
_WRAPPER = re.compile(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>|\]\]>)\s*$"
)

_Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Metadata:
    """The page's declarations. ``article`` is the JSON-LD node of this page's article ({} without one);
    ``types`` are all schema.org types that JSON-LD declares; ``meta`` maps lower-case names to their values.
    """

    article: _Node
    nodes: dict[str, _Node]
    types: frozenset[str]
    meta: dict[str, list[str]]
    canonical_url: str | None
    title: str
    language: str | None
    url: str | None = None
    publishers: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()

    def first(self, *names: str) -> str | None:
        """The first non-empty value among the named meta elements."""
        for name in names:
            for value in self.meta.get(name, ()):
                if value:
                    return value
        return None

    def text(self, name: str) -> str | None:
        """A text property of the article's JSON-LD node."""
        value = self.article.get(name)
        if isinstance(value, list) and value:
            value = value[0]
        return clean(_unescape(value)) or None if isinstance(value, str) else None

    def resolve(self, value: Any) -> list[_Node | str]:
        """A JSON-LD value as a list, references (``{"@id": …}``) followed within the page."""
        values = value if isinstance(value, list) else [value]
        resolved: list[_Node | str] = []
        for item in values:
            if isinstance(item, dict):
                identity = item.get("@id")
                target = self.nodes.get(identity) if isinstance(identity, str) else None
                resolved.append({**target, **item} if target else item)
            elif isinstance(item, str) and item:
                resolved.append(self.nodes.get(item, item))
        return resolved


def read_metadata(root: HtmlElement, url: str | None) -> Metadata:
    """Gather the declarations of a parsed page. Broken JSON-LD is passed over: it declares nothing."""
    declared = _declarations(root)
    meta = declared.meta
    nodes = [node for script in declared.scripts for node in _nodes(_load(script))]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    language = (root.get("lang") or root.get("xml:lang") or "").strip()
    language = language or next(iter(meta.get("og:locale", ())), "").replace("_", "-")
    metadata = Metadata(
        article={},
        nodes=by_id,
        types=frozenset(name for node in nodes for name in types_of(node)),
        meta=meta,
        canonical_url=declared.canonical_url(url),
        title=declared.title,
        language=language or None,
        url=url,
    )
    article = _article_node(nodes, metadata)
    return replace(
        metadata,
        article=article,
        publishers=_publishers(article, nodes, metadata) | _named_by_feeds(declared.feeds),
        hosts=_hosts(metadata),
    )


@dataclass(slots=True)
class _Declarations:
    """What the elements that declare hold: meta elements by name, links, the title, JSON-LD.

    Gathered in one walk over these elements, wherever they stand: bodies hold meta elements of microdata.
    """

    meta: dict[str, list[str]] = field(default_factory=dict)
    canonical: str = ""
    feeds: list[str] = field(default_factory=list)
    title: str = ""
    scripts: list[str] = field(default_factory=list)

    def canonical_url(self, url: str | None) -> str | None:
        return _absolute(self.canonical or next(iter(self.meta.get("og:url", ())), ""), url)


def _declarations(root: HtmlElement) -> _Declarations:
    found = _Declarations()
    for element in root.iter("meta", "link", "title", "script"):
        get = dict(element.items()).get  # one call for all of them
        if element.tag == "meta":
            content = get("content")
            name = get("property") or get("name") or get("itemprop")
            if content is not None and name:
                found.meta.setdefault(name.lower(), []).append(clean(_unescape(content)))
        elif element.tag == "link":
            relation = get("rel")
            if relation == "canonical":
                found.canonical = found.canonical or get("href", "")
            elif relation == "alternate" and _FEED_TYPE.search(get("type", "")):
                found.feeds.append(get("title", ""))
        elif element.tag == "script":
            if "ld+json" in get("type", ""):
                found.scripts.append(element.text or "")
        elif not found.title:  # the first: pictures in the body have titles too
            found.title = clean("".join(element.itertext()))
    return found


def _publishers(article: _Node, nodes: list[_Node], metadata: Metadata) -> frozenset[str]:
    """What the site calls itself, folded: its declared publishers, organisations and site names."""
    names = {
        name_of(publisher)
        for node in (article, *nodes)
        for publisher in metadata.resolve(node.get("publisher") or [])
    }
    names.update(name_of(node) for node in nodes if _SITE_TYPES.intersection(types_of(node)))
    names.update(metadata.meta.get("og:site_name", ()))
    names.update(metadata.meta.get("application-name", ()))
    names.update(_names_in_title(article, metadata))
    return frozenset(fold(name) for name in names if name) - {""}


def _names_in_title(article: _Node, metadata: Metadata) -> Iterator[str]:
    headlines = (article.get("headline"), metadata.first("og:title"), metadata.first("twitter:title"))
    declared = {fold(_unescape(title)) for title in headlines if isinstance(title, str)} - {""}
    return names_beside(declared, metadata.title)


def names_beside(headlines: Collection[str], title: str) -> Iterator[str]:
    """What a ``<title>`` holds besides one of the ``headlines`` (folded): the site's name, on either side."""
    for cut in _TITLE_CUT.finditer(title):
        before, after = title[: cut.start()], title[cut.end() :]
        if fold(before) in headlines:
            yield after
        elif fold(after) in headlines:
            yield before


def _named_by_feeds(feeds: list[str]) -> frozenset[str]:
    """The blog's name, folded, as WordPress announces its feed with it: a theme cannot forget that."""
    titles = (FEED_TITLE.fullmatch(clean(_unescape(title))) for title in feeds)
    return frozenset(fold(title["name"]) for title in titles if title) - {""}


def _hosts(metadata: Metadata) -> frozenset[str]:
    """The site's host name as a byline may print it, without separators: "exemplefr", "exemple"."""
    forms: set[str] = set()
    for address in (metadata.url, metadata.canonical_url):
        host = split_address(address).hostname or ""
        labels = host.removeprefix("www.").split(".")
        if len(labels) > 1:
            forms.update((fold("".join(labels)), fold("".join(labels[:-1])), fold("".join(labels[-2:]))))
    return frozenset(form.replace(" ", "") for form in forms)


def read_canonical_url(root: HtmlElement, url: str | None) -> str | None:
    """What the page calls itself: ``link[rel=canonical]``, else ``og:url``, made absolute by ``url``."""
    return _declarations(root).canonical_url(url)


def read_opt_outs(meta: dict[str, list[str]]) -> tuple[OptOut, ...]:
    """Opt-out signals in the page's meta elements: robots directives (also noai, noimageai) and TDMRep
    (W3C TDM Reservation Protocol, ``tdm-reservation``, ``tdm-policy``), each value as printed.
    """
    found: list[OptOut] = []
    known = {"noarchive", "nocache", "noindex", "nofollow", "none", "nosnippet", "noai", "noimageai"}
    for value in meta.get("robots", ()):
        for directive in (part.strip().lower() for part in value.split(",")):
            if directive in known or directive.startswith("unavailable_after"):
                found.append(OptOut("robots", directive))
    for name in ("tdm-reservation", "tdm-policy"):
        found.extend(OptOut(name, value) for value in meta.get(name, ()))
    return tuple(dict.fromkeys(found))


def types_of(node: _Node) -> list[str]:
    """The schema.org type names of a JSON-LD node, without namespace."""
    value = node.get("@type")
    values = value if isinstance(value, list) else [value]
    return [name.rsplit("/", 1)[-1] for name in values if isinstance(name, str)]


def name_of(value: _Node | str) -> str | None:
    """The name of a Person, Organization or plain string."""
    name = value.get("name") if isinstance(value, dict) else value
    if isinstance(name, list) and name:
        name = name[0]
    return clean(_unescape(name)) or None if isinstance(name, str) else None


def _article_node(nodes: list[_Node], metadata: Metadata) -> _Node:
    """The node that is this page's article: its headline stands in the title, or it names this address."""
    candidates = [node for node in nodes if ARTICLE_TYPES.intersection(types_of(node))]
    if not candidates:
        return {}
    title = fold(metadata.title)

    def fitness(node: _Node) -> tuple[bool, bool, int]:
        headline = node.get("headline") or node.get("name")
        named = isinstance(headline, str) and bool(headline) and fold(headline) in title
        addresses = {
            target if isinstance(target, str) else target.get("@id") or target.get("url")
            for key in ("url", "mainEntityOfPage", "@id")
            for target in metadata.resolve(node.get(key) or [])
        }
        here = any(isinstance(a, str) and a.split("#")[0] == metadata.canonical_url for a in addresses)
        return (named, here, len(node))

    return max(candidates, key=fitness)


def _nodes(data: Any) -> Iterator[_Node]:
    """The nodes of a JSON-LD document: lists and ``@graph`` opened, what ``mainEntity`` holds, and the one
    review of a product, as papers declare their tests (readers' reviews are a list)."""
    stack = [data]
    while stack:
        item = stack.pop(0)
        if isinstance(item, list):
            stack[:0] = item
        elif isinstance(item, dict):
            if isinstance(item.get("@graph"), list):
                stack[:0] = item["@graph"]
            if "@type" in item:
                yield item
            reviewed = _REVIEWED.intersection(types_of(item))
            for key in ("mainEntity", "mainEntityOfPage", *(("review",) if reviewed else ())):
                if isinstance(item.get(key), dict) and "@type" in item[key]:
                    stack.append(item[key])


def _load(text: str) -> Any:
    text = text.strip()
    if text[:1] not in "{[" or text[-1:] not in "}]":
        text = _WRAPPER.sub("", text).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _unescape(text: str) -> str:
    """Themes escape JSON-LD strings as HTML once more."""
    return html.unescape(text) if "&" in text else text


def _absolute(address: str, url: str | None) -> str | None:
    return join_address(url, address) if address.strip() else None
