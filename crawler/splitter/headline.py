"""The headline as the page shows it: the shown title that the declared titles agree with best.

``<title>`` and ``og:title`` carry the site's name, JSON-LD's headline is cut or rewritten for search engines,
and the first h1 may be the blog's own name: none of them is asked alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.splitter.blocks import HIDDEN_TAGS, Piece, is_hidden, read_pieces, visible_text
from crawler.splitter.layout import Layout
from crawler.splitter.page.finder import Finder
from crawler.splitter.page.metadata import Metadata
from crawler.splitter.page.xpath import elements
from crawler.splitter.words.addresses import split_address
from crawler.splitter.words.dates import find_date
from crawler.splitter.words.text import clean, fold

# (selector, what it adds to the agreement): a title's own marks, the surest first.
_TITLES = (
    ("h1", 0.2),
    ('[itemprop~="headline"]', 0.15),
    (
        ".entry-title, .post-title, .article-title, .wp-block-post-title, .article__title, .p-name, "
        ".headline, .node-title, .post_title, .article_title, .articleTitle, .title-article",
        0.15,
    ),
    ("h2, h3", 0.0),
    (".titre, .titre-article, .titre_article, .titreArticle, .article-titre, .titel, .title", 0.0),
)
_SEPARATOR = re.compile(r"\s+[|\-–—·•»«:/]+\s+|\s*\|\s*|\s*::\s*")
_BLOG_FIRST = re.compile(r"[^:]{2,60}:\s+")  # TypePad's, Movable Type's, Textpattern's and Blogger's form
# What print versions add to their titles.
_PRINTED = re.compile(
    r"\s*[-–—|(\[]\s*(?:version\s+(?:imprimable|mobile|pour\s+(?:impression|imprimer))|imprimer|"
    r"print(?:able|er[- ]friendly)?(?:\s+version)?|druck(?:version|ansicht))\s*[)\]]?$",
    re.I,
)
# Elements whose names say that they show the site, not the article.
_SITE_NAMES = re.compile(
    r"(?<![^\W_])(?:(?:site|blog|brand)-?(?:title|name|logo|brand|branding|header|desc|description)|logo|branding|"
    r"navbar-brand)(?![^\W_])"
)
# What stands above a title and says what kind of article it is, or what it is about.
_KICKERS = re.compile(
    r"(?<![^\W_])(?:kicker|sur-?titre|overline|topline|dachzeile|eyebrow|rubrique)(?![^\W_])", re.I
)
_SESSION = re.compile(r"(?:PHPSESSID|sid|session_?id)=\w+", re.I)  # what old PHP adds to every link
_SHORT = elements(
    "//body//*[self::div or self::span or self::p or self::td or self::font or self::b or self::strong"
    " or self::a]"
    "[not(*) or count(*) < 3][string-length() > 8 and string-length() < 250]"
)
_HEADINGS = elements("//body//*[self::h2 or self::h3 or self::h4]")
_SHORT_PART = 0.7
_BETWEEN = " :|–—•·/›»"  # what divides a kicker from the title in one element
_TEXTS_AFTER = elements("following::p[string-length(normalize-space()) > 100]")
_HEADER_TAGS = frozenset(("nav", "aside", "footer"))
_OPENING = 8  # pieces at the head of the text
_SHORTEST_TITLE, _LONGEST_TITLE, _LONGEST_DATE_LINE = 12, 160, 90


@dataclass(frozen=True, slots=True)
class Headline:
    """The title as shown and the element that shows it (None where only the page's head has it)."""

    text: str
    element: HtmlElement | None


def read_headline(
    finder: Finder, metadata: Metadata, layout: Layout | None, skip: Collection[HtmlElement]
) -> Headline:
    """The shown title that the declared titles agree with best; the declared one where none is shown."""
    declared = _declared(metadata)
    best: tuple[float, str, HtmlElement] | None = None
    alone: dict[str, HtmlElement] = {}
    for selector, bonus in ((layout.headline if layout else "", 0.25), *_TITLES):
        for element in finder.find(selector):
            if not _may_be_title(element, metadata, skip):
                continue
            text = _once(visible_text(element))
            folded = fold(text)
            if not folded or _is_the_site(folded, metadata):
                continue  # the blog's own name is no headline
            if element.tag == "h1":
                alone.setdefault(folded, element)
            agreement = max((t * _agreement(folded, title) for title, t in declared.items()), default=0.0)
            if best is None or agreement + bonus > best[0] + 1e-9:
                best = (agreement + bonus, text, element)
        if best is not None and best[0] >= 0.98:
            break
    if best is not None and len(alone) == 1 and best[2].tag != "h1":
        only = next(iter(alone.values()))
        if _texts_after(best[2]) < _texts_after(only):
            best = None  # running text stands between: what the page declares is another article's title here
    if best is not None and declared.get(fold(best[1])) == _SHORT_PART:  # what may be the site's name
        whole = [title for title, trust in declared.items() if trust == 1.0]
        shown = _shown_anyhow(finder, whole, metadata, skip)
        if shown is not None:
            return shown
    if best is not None and (best[0] >= 0.6 or not declared):
        return Headline(_without_badge(best[2], best[1], declared), best[2])
    if len(alone) == 1:  # search engines get another title than readers
        element = next(iter(alone.values()))
        return Headline(_without_badge(element, visible_text(element), declared), element)
    if best is not None and best[0] >= 0.4:
        return Headline(_without_badge(best[2], best[1], declared), best[2])
    shown = _shown_anyhow(finder, declared, metadata, skip)
    return shown or Headline(_without_site(metadata), None)


def read_headline_above(body: HtmlElement, time_zone: str) -> Headline | None:
    """The line in bold, in a heading or in large type that stands above the date at the head of the text.

    For pages that declare the site's name alone: nothing that they declare is shown. Without a date such a
    line may head the text's first section.
    """
    title: Piece | None = None
    for piece in read_pieces(body)[:_OPENING]:
        if len(piece.text) < _LONGEST_DATE_LINE and find_date(piece.text, time_zone) is not None:
            return Headline(title.text, title.element) if title is not None else None
        if len(piece.text) > _LONGEST_TITLE:
            return None
        if title is None and len(piece.text) > _SHORTEST_TITLE and (piece.bold or piece.kind == "heading"):
            title = piece
    return None


def shows_its_title(root: HtmlElement, metadata: Metadata) -> bool:
    """Whether a page prints the title that it declares, in a heading below the first or by its look alone,
    as blogs did that kept the first for their own name."""
    declared = {title for title, trust in _declared(metadata).items() if trust == 1.0 and " " in title}
    return any(
        fold(visible_text(element)) in declared and _may_be_title(element, metadata, ())
        for element in (*_HEADINGS(root), *_SHORT(root))
    )


def _texts_after(element: HtmlElement) -> int:
    return len(_TEXTS_AFTER(element))


def _shown_anyhow(
    finder: Finder, declared: Collection[str], metadata: Metadata, skip: Collection[HtmlElement]
) -> Headline | None:
    """A declared title that the page prints whole, in whatever element: old pages mark it by its look."""
    for element in _SHORT(finder.root):
        text = visible_text(element)
        if fold(text) in declared and _may_be_title(element, metadata, skip):
            return Headline(text, element)
    return None


def _declared(metadata: Metadata) -> dict[str, float]:
    """The declared titles, folded, and how far each is trusted: whole, and their parts.

    Of the parts of one title the longest is the headline rather than the site's name.
    """
    titles = (metadata.text("headline"), metadata.first("og:title"), metadata.first("twitter:title"))
    trust: dict[str, float] = {}
    for title in filter(None, (*titles, _PRINTED.sub("", metadata.title))):
        trust[fold(title)] = 1.0
        parts = [folded for part in _parts(title) if not _is_the_site(folded := fold(part), metadata)]
        longest = max(map(len, parts), default=0)
        for part in parts:
            if part:
                trust[part] = max(trust.get(part, 0.0), 1.0 if len(part) == longest else _SHORT_PART)
    return trust


def _is_the_site(folded: str, metadata: Metadata) -> bool:
    """Whether a text is the site's name, as it declares it or as its address has it."""
    return folded in metadata.publishers or folded.replace(" ", "") in metadata.hosts


def _parts(title: str) -> Iterator[str]:
    """A title without its last part, without its first, and between: "Titre - Le Blog", "Blog | Titre",
    "Blog: Titre"."""
    if (named := _BLOG_FIRST.match(title)) is not None:
        yield title[named.end() :]
    cuts = list(_SEPARATOR.finditer(title))
    if not cuts:
        return
    yield title[: cuts[-1].start()]
    yield title[cuts[0].end() :]
    if len(cuts) > 1:
        yield title[: cuts[0].start()]
        yield title[cuts[0].end() : cuts[-1].start()]


def _agreement(shown: str, declared: str) -> float:
    """How far a shown title is a declared one: the harmonic mean of both word overlaps, 0 to 1."""
    if shown == declared:
        return 1.0
    words, other = Counter(shown.split()), Counter(declared.split())
    common = (words & other).total()
    return 2 * common / (words.total() + other.total())


def _may_be_title(element: HtmlElement, metadata: Metadata, skip: Collection[HtmlElement]) -> bool:
    """Whether an element can show the article's title: seen, no part of a comment, not the site's name."""
    if _leads_home(element, metadata):
        return False
    if element.tag in ("h2", "h3") and _KICKERS.search(element.get("class") or ""):
        return False
    node: HtmlElement | None = element
    steps = 0
    while node is not None:
        if node in skip or node.tag in HIDDEN_TAGS or node.tag in _HEADER_TAGS or is_hidden(node):
            return False
        if steps < 3 and _SITE_NAMES.search(f"{node.get('class', '')} {node.get('id', '')}".lower()):
            return False
        node = node.getparent()
        steps += 1
    return True


def _leads_home(element: HtmlElement, metadata: Metadata) -> bool:
    """Whether an element's text is a link to its site's root or a folder above the page: a blog's name."""
    around = element.getparent()
    links = [element] if element.tag == "a" else [*element.iter("a")]
    if around is not None and around.tag == "a":
        links.append(around)
    for link in links:
        rel = (link.get("rel") or "").split()
        if "home" in rel:
            return True
        href = (link.get("href") or "").strip()
        target = split_address(href)
        if not href or href.startswith("#") or target.fragment:
            continue
        if target.query and not _SESSION.fullmatch(target.query):
            continue
        own = split_address(metadata.canonical_url or metadata.url)
        if target.path in ("", "/"):
            return own.path not in ("", "/") or not own.netloc
        # A blog below its root ("/blog/") is home too, seen from its posts ("/blog/2011/09/post.html").
        if target.netloc in ("", own.netloc) and _is_above(target.path, own.path):
            return True
    return False


def _is_above(path: str, own: str) -> bool:
    return path.endswith("/") and path != own and own.startswith(path)


def _without_badge(element: HtmlElement, text: str, declared: Mapping[str, float]) -> str:
    """The title without a badge or kicker ("Abonnés", "Vidéo"): an element that no declared title has."""
    folded = fold(text)
    if folded in declared or not len(element):
        return text
    for child in element.iter():
        if child is element or not isinstance(child.tag, str):
            continue
        badge = visible_text(child)
        if not badge:
            continue
        if fold(badge) in declared and declared[fold(badge)] == 1.0:
            return badge  # "<h3><a>Le titre</a> · 3 mai 2007</h3>"
        for rest in (text.removesuffix(badge), text.removeprefix(badge)):
            if rest != text and fold(rest) in declared:
                return rest.strip(_BETWEEN)
    return text


def _once(text: str) -> str:
    """A title that is printed twice in one element (for narrow screens and wide ones), once."""
    half = len(text) // 2
    return text[:half] if len(text) > 8 and text[:half] == text[half + 1 :] else text


def _without_site(metadata: Metadata) -> str:
    """The declared title, without the site's name at its end."""
    for title in (metadata.text("headline"), metadata.first("og:title"), metadata.title):
        if title:
            cuts = list(_SEPARATOR.finditer(title))
            if cuts and (title == metadata.title or fold(title[cuts[-1].end() :]) in metadata.publishers):
                return title[: cuts[-1].start()]
            return clean(title)
    return ""
