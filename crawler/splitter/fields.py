"""Headline, bylines, dates, section and tags: what the page shows, weighed against what it declares."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from lxml.html import HtmlElement

from crawler.splitter.blocks import HIDDEN_TAGS, is_hidden, read_pieces
from crawler.splitter.container import Container
from crawler.splitter.dates import read_date
from crawler.splitter.layout import Layout
from crawler.splitter.metadata import Metadata, name_of, types_of
from crawler.splitter.text import clean, fold
from crawler.splitter.xpath import Finder, elements

_TITLES = (
    '[itemprop="headline"]',
    ".entry-title, .post-title, .article-title, .wp-block-post-title, .article__title",
    "h2, h3",
)
_SITE_SUFFIX = re.compile(r"\s+[|\-–—·•»:]+\s+[^|\-–—·•»]{2,60}$")
_BYLINES = (
    '[itemprop~="author"] [itemprop="name"]',
    '[itemprop~="author"]',
    'a[rel~="author"]',
    ".author.vcard .fn, .vcard.author .fn, .byline .fn",
    ".byline a, .post-author a, .entry-author a, .td-post-author-name a",
    ".author-name, .author__name, .article__author, .byline, .post-author, .entry-author, .author, .auteur, "
    ".authors, .signature",
)
_DATE_CLASSES = elements(
    ".//*[contains(@class, 'date') or contains(@class, 'Date') or contains(@class, 'datum')"
    " or contains(@class, 'timestamp')]"
)
_PUBLISHED = re.compile(r"\b(?:publi[ée]e?|post[ée]e?|posted|published|veröffentlicht)\b", re.I)
_AUTHOR_CLASSES = elements(
    ".//*[contains(@class, 'author') or contains(@class, 'Author') or contains(@class, 'auteur')"
    " or contains(@class, 'byline')][not(self::img or self::figure)]"
)
_TIMES = (
    '[itemprop="datePublished"]',
    "time.entry-date[datetime], time.post-date[datetime], time.published[datetime], "
    ".posted-on time[datetime]",
    "abbr.published[title], .published[title], time[pubdate], .wp-block-post-date time[datetime]",
    "time[datetime]",
)
_DATE_TEXTS = (
    ".entry-date, .post-date, .posted-on, .date, .published, .article-date, .article__date, .date-pub, "
    ".meta-date, .entry-meta, .post-meta, .post-byline, .byline"
)
_BY = re.compile(
    r"""^(?:(?:publi|post|r[ée]dig|[ée]crit|propos)[ée]*s?\s+)?
        (?:(?:auteur(?:/autrice)?|author|autor|texte)\s*:|(?:written\s+by|posted\s+by|par|by|von)\b\s*:?)\s*""",
    re.I | re.X,
)
_AFTER_NAME = re.compile(
    r"""\s*(?:[|•·–—(]|\s-\s|
        \b(?:le|on|am|publi[ée]e?|posted|mis\ à\ jour|il\ y\ a)\b\s*:?\s*
        (?=\d|le\b|(?:lun|mar|mercre|jeu|vendre|same|diman)di?)|,\s*(?:journaliste|envoy|correspond|r[ée]dac|writer|editor)|
        \s(?:Mo|Di|Mi|Do|Fr|Sa|So)\s*,\s*\d|\s\d{1,2}[./])
        .*$""",
    re.I | re.X,
)
_AND = re.compile(r"\s*[,;/]\s*|\s+(?:&|et|and|und)\s+")
_NO_NAME = re.compile(
    r"\d|https?:|www\.|@|[?!]|^\S+\.(?:com|fr|net|org|be|ch|de|at|info)$|"
    r"\b(?:writer|commentaires?|publi[ée]|mis à jour|lecture|minutes?|articles?)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Look:
    """Where the fields are looked for: the page, its declarations, its layout, its article and comments."""

    finder: Finder
    metadata: Metadata
    layout: Layout | None
    container: Container | None
    comments: Collection[HtmlElement]

    def find(self, selector: str) -> list[HtmlElement]:
        """The matches that belong to this article: those inside its container, else those on the page."""
        if self.container is not None:
            inside = [e for e in self.finder.find(selector, self.container.outer) if self.near(e)]
            if inside:
                return inside
        return [e for e in self.finder.find(selector) if self.near(e)]

    def named(self, find: Callable[[HtmlElement], list[HtmlElement]]) -> list[HtmlElement]:
        """What a search by parts of class names finds in the article: innermost elements only."""
        if self.container is None:
            return []
        found = [element for element in find(self.container.outer) if self.near(element)]
        around = {node for element in found for node in element.iterancestors()}
        return [element for element in found if element not in around]

    def shows(self, names: Iterable[str]) -> bool:
        """Whether the article's container prints all these names."""
        if self.container is None:
            return False
        text = clean("".join(self.container.outer.itertext()))
        return all(name in text for name in names)

    def near(self, element: HtmlElement) -> bool:
        """Whether an element is the article's own: not in a comment, nor in another article's teaser."""
        node: HtmlElement | None = element
        outer = self.container.outer if self.container else None
        while node is not None:
            if node in self.comments or node.tag in ("aside", "nav"):
                return False
            if node is outer:
                return True
            if node.tag == "article" and outer is not None:
                return False  # an article element that is not around this article is another's teaser
            node = node.getparent()
        return True


@dataclass(frozen=True, slots=True)
class Headline:
    """The title as shown and the element that shows it (None where only the page's head has it)."""

    text: str
    element: HtmlElement | None


def read_headline(
    finder: Finder, metadata: Metadata, layout: Layout | None, skip: Collection[HtmlElement]
) -> Headline:
    """The shown title that the declared titles agree with best; the declared one where none is shown."""
    declared = [
        fold(t)
        for t in (metadata.text("headline"), metadata.first("og:title", "twitter:title"), metadata.title)
        if t
    ]
    best: tuple[float, str, HtmlElement] | None = None
    shown_h1: list[tuple[str, HtmlElement]] = []
    for rank, selector in enumerate((layout.headline if layout else "", "h1", *_TITLES)):
        for element in finder.find(selector):
            if _is_out(element, skip):
                continue
            text = visible_text(element)
            if not text or fold(text) in metadata.publishers:
                continue  # the blog's own name is no headline
            if element.tag == "h1":
                shown_h1.append((text, element))
            score = _agreement(fold(text), declared) - 0.08 * rank
            if best is None or score > best[0] + 1e-9:
                best = (score, text, element)
        if best is not None and best[0] >= 0.75:
            break
    if best is not None and (best[0] > 0.3 or not declared):
        return Headline(best[1], best[2])
    if len({element for _, element in shown_h1}) == 1:  # search engines get another title than readers
        return Headline(*shown_h1[0])
    shown = metadata.text("headline") or metadata.first("og:title") or _SITE_SUFFIX.sub("", metadata.title)
    if not shown and best is not None:
        return Headline(best[1], best[2])
    return Headline(shown, None)


def _agreement(text: str, declared: list[str]) -> float:
    """How far a shown title is what the page declares: the best word overlap, 0 to 1."""
    words = Counter(text.split())
    scores = []
    for title in declared:
        other = Counter(title.split())
        common = (words & other).total()
        # the declared title may carry the site's name; the shown one must be in it whole
        scores.append(common / max(words.total(), 1) * min(1.0, (common / max(other.total(), 1)) ** 0.5))
    return max(scores, default=0.0)


def visible_text(element: HtmlElement) -> str:
    """The element's text without what is hidden in it."""
    return " ".join(piece.text for piece in read_pieces(element))


def _is_out(element: HtmlElement, skip: Collection[HtmlElement]) -> bool:
    node: HtmlElement | None = element
    while node is not None:
        if node in skip or is_hidden(node) or node.tag in HIDDEN_TAGS:
            return True
        node = node.getparent()
    return False


# ---------------------------------------------------------------------------- bylines


def read_authors(look: Look) -> tuple[tuple[str, ...], str]:
    """The bylines, one name each, and the printed line they came from ("" where only metadata has them).

    What the page shows wins, as it prints it; a declared list that holds all shown names and more completes
    it, and of two that disagree the declared one wins where the page shows it too.
    """
    metadata = look.metadata
    declared = [
        name
        for node in metadata.resolve(metadata.article.get("author") or [])
        if (isinstance(node, str) or "Organization" not in types_of(node))
        for name in split_names(name_of(node) or "")
        if _is_person(name, metadata)
    ]
    shown, line = _shown_authors(look)
    wanted = {fold(name) for name in declared}
    if declared and shown and not wanted & {fold(name) for name in shown} and look.shows(declared):
        return tuple(dict.fromkeys(declared)), line
    if declared and not {fold(name) for name in shown} - wanted:
        return tuple(dict.fromkeys(declared if len(declared) > len(shown) else shown)), line
    if shown:
        return tuple(dict.fromkeys(shown)), line
    metas = [*metadata.meta.get("author", ()), *metadata.meta.get("article:author", ())]
    names = [name for value in metas for name in split_names(value) if _is_person(name, metadata)]
    return tuple(dict.fromkeys(names)), ""


def _shown_authors(look: Look) -> tuple[list[str], str]:
    own = look.layout.author if look.layout else ""
    for selector in (own, *_BYLINES):
        names, line = _names_in(look, look.find(selector))
        if names:
            return names, line
    # Last, by parts of class names: "article_author-name", "authorsign", "les-auteurs".
    return _names_in(look, look.named(_AUTHOR_CLASSES)[:1])


def _names_in(look: Look, elements: Iterable[HtmlElement]) -> tuple[list[str], str]:
    names: list[str] = []
    first_line = ""
    for element in elements:
        line = clean(element.get("content") or "") or visible_text(element)
        if line and len(line) <= 160:
            first_line = first_line or line
            names.extend(name for name in split_names(line) if _is_person(name, look.metadata))
    return names, first_line


def split_names(line: str) -> list[str]:
    """The names in a byline: label, function and date cut, "X et Y" divided."""
    line = _AFTER_NAME.sub("", _BY.sub("", clean(line)))
    return [name for part in _AND.split(line) if (name := part.strip(" .:,-–—")) and _looks_like_name(name)]


def _is_person(name: str, metadata: Metadata) -> bool:
    return fold(name) not in metadata.publishers and _looks_like_name(name)


def _looks_like_name(name: str) -> bool:
    return 2 <= len(name) <= 60 and len(name.split()) <= 5 and not _NO_NAME.search(name)


# ---------------------------------------------------------------------------- dates


@dataclass(frozen=True, slots=True)
class Dates:
    """ISO 8601 texts, and what ``published`` was read from."""

    published: str | None
    modified: str | None
    raw: str | None


def read_dates(look: Look, time_zone: str, seen_at: datetime | None) -> Dates:
    """When the article was published and changed: what most places agree on, in the order of their trust."""
    metadata = look.metadata
    read = [(place, raw, iso) for place, raw in _claims(look) if (iso := read_date(raw, time_zone, seen_at))]
    changed = (metadata.text("dateModified"), metadata.first("article:modified_time", "og:updated_time"))
    modified = next((iso for raw in changed if raw and (iso := read_date(raw, time_zone, seen_at))), None)
    if not read:
        return Dates(None, modified, None)
    instants = Counter(instant for _, instant in {(place, _instant(iso)) for place, _, iso in read})
    days = Counter(day for _, day in {(place, iso[:10]) for place, _, iso in read})
    # max() keeps the first of equals: the most trusted place.
    _, raw, iso = max(
        read, key=lambda claim: (days[claim[2][:10]], len(claim[2]) > 10, instants[_instant(claim[2])])
    )
    return Dates(iso, modified, raw)


def _instant(iso: str) -> str:
    """A date text for comparing: to the minute in UTC, or the day alone."""
    if len(iso) <= 10:
        return iso
    moment = datetime.fromisoformat(iso)
    return (moment - (moment.utcoffset() or timedelta())).strftime("%Y-%m-%dT%H:%M")


def _claims(look: Look) -> Iterator[tuple[str, str]]:
    """(place, text) of each publication date that the page declares or shows, most trusted place first."""
    metadata = look.metadata
    published = metadata.text("datePublished")
    if published:
        yield "json-ld", published
    for name in ("article:published_time", "og:article:published_time", "datepublished"):
        for value in metadata.meta.get(name, ())[:1]:
            yield "meta", value
    for rank, selector in enumerate((look.layout.date if look.layout else "", *_TIMES)):
        for element in look.find(selector)[:1]:
            attribute = element.get("datetime") or element.get("content") or element.get("title")
            if attribute:
                yield f"attribute-{min(rank, 2)}", attribute
            yield from _short_text(element)
    for element in (*look.find(_DATE_TEXTS)[:1], *look.named(_DATE_CLASSES)[:3]):
        yield from _short_text(element)
    for name in ("date", "dc.date", "dcterms.created", "dc.date.issued", "pubdate", "publish-date"):
        for value in metadata.meta.get(name, ())[:1]:
            yield "meta-other", value


def _short_text(element: HtmlElement) -> Iterator[tuple[str, str]]:
    text = visible_text(element)
    if text and len(text) < 80:
        yield "text", text
        if _PUBLISHED.search(text):  # "Publié le 29 juin 2019" outweighs the attribute of the same element
            yield "labelled-text", text


# ---------------------------------------------------------------------------- section, tags


def read_section(look: Look) -> str | None:
    """The rubric: as the page shows it by the platform's marks, else as it declares it."""
    own = look.layout.section if look.layout else ""
    for selector in (own, 'a[rel~="category"]', ".cat-links a, .cat-labels a"):
        for element in look.find(selector):
            if text := visible_text(element):
                return text
    return look.metadata.text("articleSection") or look.metadata.first("article:section")


def read_keywords(look: Look) -> tuple[str, ...]:
    """The tags: shown ones (``rel=tag`` that are no categories), else declared ones; each once, in order."""
    own = look.layout.keywords if look.layout else ""
    for selector in (own, 'a[rel="tag"]', ".tags-links a, .the-post-tags a, .td-tags a, .tag-links a"):
        shown = [visible_text(element).lstrip("#") for element in look.find(selector)]
        if shown := [text for text in shown if text]:
            return tuple(dict.fromkeys(shown))
    metadata = look.metadata
    tags = (
        metadata.meta.get("article:tag")
        or _listed(metadata.article.get("keywords"))
        or _listed(metadata.first("keywords", "news_keywords"))
    )
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _listed(value: object) -> list[str]:
    values: Iterable[object] = value if isinstance(value, list) else [value]
    return [
        text for item in values if isinstance(item, str) for part in item.split(",") if (text := clean(part))
    ]
