"""Where the article stands on the page: the element of its running text, and the one around all its parts.

The running text is looked for by its own weight: sentences count for what holds them, link lists and
page furniture do not. A layout's selector or a platform's well-known class wins only where the text agrees.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

from crawler.splitter.blocks import HIDDEN_TAGS, Region, is_hidden
from crawler.splitter.layout import Layout
from crawler.splitter.xpath import Finder, elements

# Elements and names that hold no running text of the article. Names are whole parts of a class or an id
# (between spaces, "-" and "_"), as themes and plugins use them.
_ASIDE_TAGS = frozenset(["nav", "aside", "footer", "form", "button", "dialog", "address"])
_FURNITURE_NAMES = re.compile(
    r"""(?<![^\W_])(?:
        share|shares|sharing|sharedaddy|shared?buttons?|addtoany|addthis|sociable|social|socials|
        relateds?|relatedposts?|related-?content|recommend(?:ed|ations?)?|jp-relatedposts|lire-?aussi|a-?lire|
        voir-?aussi|read-?(?:more|also|next)|teasers|most-?(?:read|popular)|plus-?lus|popular|trending|
        newsletters?|subscribe|subscription|abonnement|paywall|cookies?|consent|modal|popup|
        breadcrumbs?|taglist|tags?-?links?|cat-links|post-?tags?|
        entry-?(?:meta|footer|utility)|post-?(?:meta|footer|infos?|navigation|nav)|
        author-?(?:box|bio|info|block|card|description)|about-?author|
        pagination|pager|page-?links|menu|navigation|toolbar|sidebar|widget-?area|toc|skip-?link|
        screen-?reader-?text|sr-only|visually-?hidden|ratings?|wp-block-buttons|printfriendly|noprint|comments?-?link|
        adverts?|advertis(?:ing|ement)|ads|adsense|ad-?(?:box|slot|container|unit|wrapper)|pub|publicite|
        promo|promotion|sponsored?|outbrain|taboola
    )(?![^\W_])""",
    re.X,
)
_CAPTION_NAMES = re.compile(
    r"""(?<![^\W_])(?:
        wp-caption-text|wp-element-caption|captions?|legende|gallery-caption|(?:image|photo)-?credit|
        (?:img|media)-?caption|bildunterschrift
    )(?![^\W_])""",
    re.X,
)
# What French, English and German themes call the lead (chapô, standfirst, dek); a "teaser" is the lead above
# the running text, and another article's announcement below it.
_LEAD_NAMES = re.compile(
    r"""(?<![^\W_])(?:
        chap[oô]|chapeau|lead|lede|intro|introduction|standfirst|excerpt|preview|dek|
        (?:article|post|entry)-?(?:intro|lead|summary|subtitle|desc)|sub-?title|sub-?heading|accroche|vorspann
    )(?![^\W_])""",
    re.X,
)
_TEASER_NAME = re.compile(r"(?<![^\W_])teaser(?![^\W_])")
_BODY = (
    '[itemprop~="articleBody"]',
    ".entry-content, .post-content, .td-post-content, .wp-block-post-content, .single-content, .post_content",
    ".article-content, .article__content, .article-body, .article__body, .articleBody, .article_body, "
    ".article-text, .post-body, .post-entry, .post-text, .story-body, .content-body, .entry-text, "
    ".entrytext, .e-content",
)
_PARAGRAPH_TAGS = frozenset(["p", "li", "blockquote", "dd", "pre"])
_TEXT_TAGS = _PARAGRAPH_TAGS | {"div", "td", "section", "article", "main", "center", "body"}
_RUNS = elements("//*[text()[string-length() > 24]]")  # whatever holds a run of text, scripts too
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code dfn em font i ins kbd mark q s samp small span strong sub sup "
    "time tt u var".split()
)


@dataclass(frozen=True, slots=True)
class Container:
    """``body`` holds the running text; ``outer`` is the element around all parts of the article."""

    outer: HtmlElement
    body: HtmlElement
    weights: dict[HtmlElement, float]

    def region_of(self, element: HtmlElement) -> Region | None:
        """The region an element inside the container opens, None where its names say nothing."""
        region = _named_region(element.tag, element.get("class", ""), element.get("id", ""))
        if region is None:
            return None
        most = 0.7 if region.part == "lead" else 0.35
        if self.weights.get(element, 0.0) > most * self.weights.get(self.body, 0.0):
            return None  # what holds the running text is nothing else, whatever its theme calls it
        return region


@lru_cache(maxsize=4096)
def _named_region(tag: str, class_: str, id_: str) -> Region | None:
    if tag in _ASIDE_TAGS:
        return Region("furniture", f"element-{tag}")
    if tag in {"figcaption", "caption"}:
        return Region("caption", f"element-{tag}")
    if not class_ and not id_:
        return None
    names = f"{class_} {id_}".lower()
    if _CAPTION_NAMES.search(names):
        return Region("caption", "caption-class")
    if _LEAD_NAMES.search(names):
        return Region("lead", "lead-class")
    if _TEASER_NAME.search(names):
        return Region("lead", "teaser-class")
    if _FURNITURE_NAMES.search(names):
        return Region("furniture", "furniture-class")
    return None


def find_container(
    finder: Finder,
    layout: Layout | None,
    excluded: Collection[HtmlElement],
    headline: HtmlElement | None,
) -> Container | None:
    """The article's container, or None where no running text stands outside ``excluded`` and furniture."""
    root = finder.root
    weights = _weigh(root, set(excluded))
    total = weights.get(root, 0.0)
    if not total:
        return None
    body = _chosen(finder, layout, weights, total)
    if body is None:
        body = _heaviest(root, weights)
    outer = _common(body, headline) if headline is not None else body
    return Container(outer, body, weights)


def _weigh(root: HtmlElement, skip: Collection[HtmlElement]) -> dict[HtmlElement, float]:
    """How much running text each element holds: sentences count, links and furniture do not."""
    weights: dict[HtmlElement, float] = {}
    apart: dict[HtmlElement, bool] = {}
    for element in dict.fromkeys(_block_of(run) for run in _RUNS(root)):
        if element.tag not in _TEXT_TAGS or _is_apart(element, skip, apart):
            continue
        text, linked = _own_text(element)
        if text < (25 if element.tag in _PARAGRAPH_TAGS else 40) or linked > 0.5 * text:
            continue
        weight = (text - linked) * (0.4 if element.tag == "li" else 1.0)
        node: HtmlElement | None = element
        while node is not None:
            weights[node] = weights.get(node, 0.0) + weight
            node = node.getparent()
    return weights


def _block_of(element: HtmlElement) -> HtmlElement:
    """The nearest element that is no inline one."""
    while element.tag in _INLINE:
        parent = element.getparent()
        if parent is None:
            break
        element = parent
    return element


def _own_text(element: HtmlElement) -> tuple[int, int]:
    """Characters of text directly in the element or its inline children, and how many of them are links."""
    text = len((element.text or "").strip())
    linked = 0
    for child in element:
        if child.tag in _INLINE:
            size = sum(len(part.strip()) for part in child.itertext())
            text += size
            if child.tag == "a":
                linked += size
        text += len((child.tail or "").strip())
    return text, linked


def _is_apart(element: HtmlElement, skip: Collection[HtmlElement], known: dict[HtmlElement, bool]) -> bool:
    """Whether the element stands inside comments, hidden parts or page furniture (memoised upwards)."""
    path = []
    node: HtmlElement | None = element
    answer = False
    while node is not None:
        if node in known:
            answer = known[node]
            break
        path.append(node)
        if node in skip or node.tag in HIDDEN_TAGS or is_hidden(node):
            answer = True
            break
        if node.tag not in ("body", "html", "p", "article", "main"):
            region = _named_region(node.tag, node.get("class", ""), node.get("id", ""))
            if region is not None and region.part != "lead":
                answer = True
                break
        node = node.getparent()
    for seen in path:
        known[seen] = answer
    return answer


def _chosen(
    finder: Finder, layout: Layout | None, weights: dict[HtmlElement, float], total: float
) -> HtmlElement | None:
    """What a layout or a platform's well-known name points at, where a fair share of the text agrees."""
    hints = [(layout.body, 0.03)] if layout else []
    hints.extend((selector, 0.3) for selector in _BODY)
    for selector, share in hints:
        found = [(weights.get(element, 0.0), element) for element in finder.find(selector)]
        if found:
            weight, element = max(found, key=lambda pair: pair[0])
            if weight >= share * total:
                return element
    return None


def _heaviest(root: HtmlElement, weights: dict[HtmlElement, float]) -> HtmlElement:
    """Down from the root, always into the child that holds most of the text, until it is spread out."""
    node = root
    while True:
        children = [(weights.get(child, 0.0), child) for child in node if isinstance(child.tag, str)]
        if not children:
            return node
        weight, child = max(children, key=lambda pair: pair[0])
        if (
            child.tag in ("p", "li", "ul", "ol", "span", "blockquote", "tr", "dl")
            or weight < 0.7 * weights[node]
        ):
            return node
        node = child


def _common(body: HtmlElement, headline: HtmlElement) -> HtmlElement:
    """The nearest element around both."""
    around = {headline, *headline.iterancestors()}
    return next((element for element in (body, *body.iterancestors()) if element in around), body)
