"""Where the article stands on the page: the element of its running text, and the one around all its parts.

The running text is looked for by its own weight: sentences count for what holds them, link lists and
page furniture do not. A layout's selector or a platform's well-known class wins only where the text agrees.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.splitter.blocks import HIDDEN_TAGS, is_hidden
from crawler.splitter.layout import Layout
from crawler.splitter.page.finder import Finder
from crawler.splitter.regions import Region, region_of
from crawler.splitter.words.addresses import split_address

# Names that platforms, themes and page builders give the element of the running text, the surest first.
_BODY = (
    '[itemprop~="articleBody"], [property~="schema:articleBody"]',
    ".entry-content, .post-content, .td-post-content, .wp-block-post-content, .single-content, "
    ".serendipity_entry, "
    ".post_content, .elementor-widget-theme-post-content, .et_pb_post_content, .inner-post-entry, .e-content",
    ".article-content, .article__content, .article-body, .article__body, .articleBody, .article_body, "
    ".article-text, .article__text, .article_content, .articleContent, .post-body, .post-entry, .post-text, "
    ".story-body, .story-content, .content-body, .entry-text, .entrytext, .entry-body, .news-text, "
    ".storycontent, .field--name-body, .field-name-body, #article-body, #articleBody, #article-content, "
    "#articleContent",
)
_PARAGRAPH_TAGS = frozenset(["p", "li", "blockquote", "dd", "pre"])
_TEXT_TAGS = _PARAGRAPH_TAGS | {
    "div",
    "td",
    "section",
    "article",
    "main",
    "center",
    "body",
    "address",
    "form",
}
# Names that themes give to the element of the running text too: what it has ("paywall", "promo", "rating"),
# how it is printed or shown, what it is wrapped in.
_MAY_LIE = frozenset(
    """paywall-box advertisement tool entry-meta share-bar author-box rating tag-list contents-list player
    pager breadcrumb screen-reader newsletter-box element-form""".split()
)
# Names of a grid's columns and layers ("l-sidebar-fixed"): they lie where what they hold is named the text.
_MAY_SURROUND = frozenset(("sidebar", "overlay", "menu"))
_TEXT_NAME = re.compile(r"(?<![^\W_])(?:entry|post|article|story)[-_]*(?:content|body|text)(?![^\W_])", re.I)
_A_SENTENCE = 80  # characters
_LEVELS = 3
# Not the columns of a table, nor boxes of one bare "text": sites have that for all they write.
_TEXT_BOX = re.compile(
    r"(?!td\b|\w+ texte?$).*?(?<![^\W_])(?:texte?|rich-?text|text-?block|wysiwyg|paragraph|prose)"
    r"(?![^\W_]|-(?:\w+$|\w+\s))",
    re.I,
)
_SOME_SENTENCES = 400  # characters; a lead is shorter
_FURTHER = 2.5  # times the text: what stands behind a list of others is of the site, unless it is more
_SHORT_TEASER, _LONG_TEASER = 240, 400  # characters
_A_RUN = 24  # characters; what has no longer text in it is not looked at
_CODE = frozenset(["script", "style"])
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code dfn em font i ins kbd mark q s samp small span strong sub sup "
    "time tt u var".split()
)
_NEVER_APART = frozenset(["body", "html", "p", "article", "main", "h1", "address"])
_A_TITLE = 20  # characters
_SIGN_UP = Region("furniture", "newsletter-box")
# What stands in the place of a text that is kept for some readers: WordPress core's get_the_password_form(),
# and the line that its default themes put above the form.
_PASSWORD_FORM = Region("furniture", "password-form")
_PASSWORD_NAMES = frozenset(("post-password-form", "post-password-message"))
_EMAIL_FIELD = re.compile(r"e-?mail|courriel", re.I)
_LONGEST_SIGN_UP = 400.0  # characters
_LAYOUT_TAGS = frozenset(["table", "tbody", "tr"])
_TOO_SMALL = frozenset(
    ["p", "li", "ul", "ol", "span", "blockquote", "tr", "dl", "dd", "pre", "tbody", "table"]
)


@dataclass(frozen=True, slots=True)
class Container:
    """``body`` holds the running text; ``outer`` is the element around all parts of the article.

    ``weights`` is how much running text each element holds, page furniture included; ``spine`` the elements
    that hold the title or the body; ``forms`` the boxes around a form that asks for an e-mail address, and
    the form that asks for the article's own password.
    """

    outer: HtmlElement
    body: HtmlElement
    weights: dict[HtmlElement, float]
    spine: frozenset[HtmlElement]
    forms: Mapping[HtmlElement, Region]

    def region_of(self, element: HtmlElement) -> Region | None:
        """The region an element inside the container opens, None where its names say nothing or lie."""
        if element in self.forms:
            return self.forms[element]
        if element in self.spine:
            return None
        region = region_of(element)
        if region is None or region.rule == "comment-area":
            return region
        if region.rule == "other-article":
            return None if _holds(self.body, element) else region
        # What holds the running text is nothing else, whatever its theme calls it.
        most = 0.7 if region.part == "lead" else 0.35
        if self.weights.get(element, 0.0) > most * self.weights.get(self.body, 0.0) and _holds(
            self.body, element
        ):
            return None
        return region


def find_container(
    finder: Finder,
    layout: Layout | None,
    excluded: Collection[HtmlElement],
    headline: HtmlElement | None,
) -> Container | None:
    """The article's container, or None where no running text stands outside ``excluded`` and comments."""
    root = finder.root
    titled = frozenset(() if headline is None else (headline, *headline.iterancestors()))
    blocks = _text_blocks(finder, excluded)
    weights = _weigh(root, blocks, set(excluded), titled)
    total = weights.own.get(root, 0.0)
    if not total:
        return None
    body = _chosen(finder, layout, weights.own, titled)
    if body is None:
        body = _with_its_like(_heaviest(root, weights.own, titled), weights.own, titled)
    outer = _common(body, titled)
    spine = titled | {body, *body.iterancestors()}
    forms = dict.fromkeys(_sign_ups(finder, weights.all, spine), _SIGN_UP)
    forms |= dict.fromkeys(finder.carrying(_PASSWORD_NAMES), _PASSWORD_FORM)
    return Container(outer, body, weights.all, spine, forms)


def _sign_ups(
    finder: Finder, weights: dict[HtmlElement, float], spine: Collection[HtmlElement]
) -> Iterator[HtmlElement]:
    """The boxes of newsletters and accounts, whatever they are called: around a form, or what stands for one,
    that has a field for an e-mail address and none for a text, with the little text that advertises it."""
    for field in finder.tagged("input"):
        if field.get("type") != "email" and not _EMAIL_FIELD.search(field.get("name") or ""):
            continue
        form = next(field.iterancestors("form"), field.getparent())
        if form is None or form in spine or next(form.iter("textarea"), None) is not None:
            continue
        box = form
        while (around := box.getparent()) is not None and around not in spine:
            if weights.get(around, 0.0) > _LONGEST_SIGN_UP:
                break
            box = around
        yield box


@dataclass(frozen=True, slots=True)
class _Weights:
    """Characters of running text below each element: ``all`` of it, and what names leave as ``own``."""

    all: dict[HtmlElement, float]
    own: dict[HtmlElement, float]


def _text_blocks(finder: Finder, excluded: Collection[HtmlElement]) -> list[HtmlElement]:
    """The blocks outside ``excluded`` that hold a run of text, in page order."""
    holders: set[HtmlElement] = set()
    for node in finder.outside(excluded):
        if (text := node.text) and len(text) > _A_RUN and isinstance(node.tag, str):
            holders.add(node)
        if (tail := node.tail) and len(tail) > _A_RUN and (parent := node.getparent()) is not None:
            holders.add(parent)
    runs = sorted((holder for holder in holders if holder.tag not in _CODE), key=finder.position)
    return list(dict.fromkeys(map(_block_of, runs)))


def _weigh(
    root: HtmlElement,
    blocks: Sequence[HtmlElement],
    skip: Collection[HtmlElement],
    titled: Collection[HtmlElement],
) -> _Weights:
    """How much running text each element holds: sentences count, links and furniture do not."""
    weights = _Weights({}, {})
    apart: dict[HtmlElement, int] = {}
    named: dict[HtmlElement, Region] = {}
    for element in blocks:
        tag = element.tag
        if tag not in _TEXT_TAGS:
            continue
        text, linked = _own_text(element)
        if text < (25 if tag in _PARAGRAPH_TAGS else 40) or linked > 0.5 * text:
            continue
        how = _apart(element, skip, titled, apart, named)
        if how == _OUT:
            continue
        weight = (text - linked) * (0.4 if tag == "li" else 1.0)
        _add_up(element, weight, weights.all)
        if how == _IN:
            _add_up(element, weight, weights.own)
    liars = [
        (weights.all[element], element)
        for element, region in named.items()
        if weights.all.get(element, 0.0) > weights.own.get(root, 0.0)
        and (region.rule in _MAY_LIE or (region.rule in _MAY_SURROUND and _names_the_text(element)))
    ]
    if liars:  # one box of "furniture" holds more of the text than all the rest of the page
        return _weigh(root, blocks, skip, frozenset([*titled, max(liars, key=lambda pair: pair[0])[1]]))
    own, total = weights.own.get(root, 0.0), weights.all.get(root, 0.0)
    if own < _A_SENTENCE or (not titled and own < 0.2 * total):
        return _Weights(
            weights.all, weights.all
        )  # the theme's names lie: nearly all text stands in furniture
    return weights


def _names_the_text(element: HtmlElement) -> bool:
    return any(_TEXT_NAME.search(inner.get("class") or "") for inner in element.iter("div", "section"))


def _add_up(element: HtmlElement, weight: float, weights: dict[HtmlElement, float]) -> None:
    node: HtmlElement | None = element
    while node is not None:
        weights[node] = weights.get(node, 0.0) + weight
        node = node.getparent()


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
    if not len(element):
        return text, 0
    linked = 0
    for child in element:
        if child.tag in _INLINE:
            if len(child):
                size = sum(len(part.strip()) for part in child.itertext())
            else:
                size = len((child.text or "").strip())
            text += size
            if child.tag == "a":
                linked += size
        if tail := child.tail:
            text += len(tail.strip())
    return text, linked


_IN, _APART, _OUT = 0, 1, 2  # the article's by all names; in page furniture; not text of the page's body


def _apart(
    element: HtmlElement,
    skip: Collection[HtmlElement],
    titled: Collection[HtmlElement],
    known: dict[HtmlElement, int],
    named: dict[HtmlElement, Region],
) -> int:
    """Whether the element stands in comments or hidden parts, in page furniture, or in neither (memoised).

    ``named`` gathers the elements that are furniture by their names.
    """
    path: list[tuple[HtmlElement, int]] = []
    node: HtmlElement | None = element
    answer = _IN
    while node is not None:
        if node in known:
            answer = known[node]
            break
        own = _IN
        if node in skip or node.tag in HIDDEN_TAGS or is_hidden(node):
            own = _OUT
        elif node.tag == "a":  # a teaser whose blocks are one link
            own = _APART
        elif node.tag not in _NEVER_APART and node not in titled:
            region = region_of(node)
            if region is not None and region.part not in ("lead", "body") and region.rule != "other-article":
                own = _OUT if region.rule == "comment-area" else _APART
                named[node] = region
        path.append((node, own))
        node = node.getparent()
    for seen, own in reversed(path):
        answer = max(answer, own)
        known[seen] = answer
    return answer


def _chosen(
    finder: Finder, layout: Layout | None, weights: dict[HtmlElement, float], titled: Collection[HtmlElement]
) -> HtmlElement | None:
    """What a layout or a platform's well-known name points at, where a fair share of the text agrees."""
    hints = [(layout.body, 0.03)] if layout else []
    hints.extend((selector, 0.3) for selector in _BODY)
    total = weights[finder.root]
    for selector, share in hints:
        found = [element for element in finder.find(selector) if element in weights]
        if not found:
            continue
        body = _joined(found, weights, titled)
        if weights[body] >= share * total:
            return body
    return None


def _joined(
    found: list[HtmlElement], weights: dict[HtmlElement, float], titled: Collection[HtmlElement]
) -> HtmlElement:
    """The heaviest of several elements of one name, or what is around them where they are parts of one text.

    Parts of one text stand beside each other: elements of the article that has the title, with little
    running text besides them in what is around them.
    """
    heaviest = max(found, key=weights.__getitem__)
    if len(found) == 1:
        return heaviest
    inner = {id(node) for element in found for node in element.iterancestors()}
    parts = [element for element in found if id(element) not in inner]
    around = heaviest
    while around not in titled or around is heaviest:
        parent = around.getparent()
        if parent is None or parent.tag == "body":
            return heaviest
        around = parent
        held = [part for part in parts if part is around or _holds(around, part)]
        if len(held) > 1:
            break
    else:
        return heaviest
    whole = sum(weights[part] for part in held)
    several = sum(1 for _ in around.iter("article")) > 1
    # What stands right beside each other under one name is cut by pictures; the lead may stand beside it.
    share = 0.65 if len({part.getparent() for part in held}) == 1 else 0.8
    return around if not several and whole >= share * weights[around] else heaviest


def _heaviest(
    root: HtmlElement, weights: dict[HtmlElement, float], titled: Collection[HtmlElement]
) -> HtmlElement:
    """Down from the root, always into the child that holds most of the text, until it is spread out; through
    tables that lay out the page and, where several articles follow each other, into that with the title."""
    node = body = root
    while True:
        children = [(weights.get(child, 0.0), child) for child in node if isinstance(child.tag, str)]
        if not children:
            return body
        weight, child = max(children, key=lambda pair: pair[0])
        own = next((child for _, child in children if child in titled), None)
        if own is not None and _is_one_of_several(own, weights):
            weight, child = weights[node], own
        # Several teasers may hold more than a short article, or than most of what is on the page.
        spread = own is not child or weight < 0.7 * weights[node]
        if spread and own is not None and _holds_the_text(own, node, weights, titled):
            weight, child = weights[node], own
        if (child.tag in _TOO_SMALL and child.tag not in _LAYOUT_TAGS) or weight < 0.7 * weights[node]:
            return body
        node = child
        if node.tag not in _LAYOUT_TAGS:
            body = node


def _with_its_like(
    body: HtmlElement, weights: dict[HtmlElement, float], titled: Collection[HtmlElement]
) -> HtmlElement:
    """What is around the body where boxes of its name stand beside it or the box around it: editors that
    keep a text in components cut it at each box between them ("text-block", ``r-wysiwyg``)."""
    box, above = body, body.getparent()
    for _ in range(_LEVELS):
        if box in titled or above is None or above.tag == "body":
            break
        look = (box.tag, box.get("class"))
        if _TEXT_BOX.match(f"{look[0]} {look[1] or ''}"):
            alike = sum(weights.get(one, 0.0) for one in above if (one.tag, one.get("class")) == look)
            if alike > weights[box] + _A_SENTENCE and alike >= 0.8 * weights[above]:
                return above
        box, above = above, above.getparent()
    return body


def _holds_the_text(
    own: HtmlElement,
    node: HtmlElement,
    weights: dict[HtmlElement, float],
    titled: Collection[HtmlElement],
) -> bool:
    """Whether the child with the title holds all of the running text: paragraphs below the title, and nothing
    after it but little text and lists of links. What stands before the title is no part of it, and neither
    is what comes behind a list of other articles."""
    if own.tag == "header":
        return False  # what introduces the text, says the HTML standard
    texts = _texts_below_title(own, weights, titled)
    below = sum(texts)
    if not texts:
        return False
    is_text = below > _SOME_SENTENCES or len(texts) > 1
    # Where little stands below the title, it may be the lead alone, and the text in a box with links.
    longest = _LONG_TEASER if is_text else _SHORT_TEASER
    listed, beyond = False, 0.0
    for sibling in own.itersiblings():
        weight = weights.get(sibling, 0.0)
        if _lists_links(sibling, longest):
            listed = True
        elif listed:
            beyond += weight
        elif weight >= 0.2 * weights[own]:
            return False
    if listed:
        return beyond <= _FURTHER * below
    return is_text and weights[own] >= 0.15 * weights[node]


def _texts_below_title(
    own: HtmlElement, weights: dict[HtmlElement, float], titled: Collection[HtmlElement]
) -> list[int]:
    """The characters of each sentence or paragraph that an element holds below the title, or in one element
    with it (old pages, with line breaks for paragraphs)."""
    around: list[int] = []
    found: list[int] = []
    for element in own.iter():
        if element in titled:
            found = []  # the title is the last of them
        elif not weights.get(element, 0.0) > _A_SENTENCE:
            continue
        if element.tag in _TEXT_TAGS:
            text, linked = _own_text(element)
            if element not in titled and text - linked > _A_SENTENCE:
                found.append(text - linked)
            elif element in titled and text - linked > _SOME_SENTENCES:
                around.append(text - linked)
    return around + found


def _lists_links(element: HtmlElement, longest: int) -> bool:
    """Whether a box has a link that is a title for each paragraph or more, none of them longer than
    ``longest``, and all to one site: teasers of its other articles. A text about others leads to many."""
    hosts = Counter(
        split_address(link.get("href")).netloc
        for link in element.iter("a")
        if len(" ".join(link.itertext()).strip()) > _A_TITLE
    )
    titles = max(hosts.values(), default=0)
    paragraphs = [
        size for block in element.iter("p") if (size := len(" ".join(block.itertext()))) > _A_SENTENCE
    ]
    return titles > 2 and titles >= len(paragraphs) and max(paragraphs, default=0) <= longest


def _is_one_of_several(own: HtmlElement, weights: dict[HtmlElement, float]) -> bool:
    """Whether the element with the title holds an article among others beside it, each with its own h1:
    what a page that loads the next article below this one has in its HTML."""
    if weights.get(own, 0.0) < _A_SENTENCE:
        return False
    return any(
        sibling.tag == own.tag and next(sibling.iter("h1"), None) is not None
        for sibling in own.getparent()
        if sibling is not own and weights.get(sibling, 0.0)
    )


def _common(body: HtmlElement, titled: Collection[HtmlElement]) -> HtmlElement:
    """The nearest element around the body and the title."""
    return next((element for element in (body, *body.iterancestors()) if element in titled), body)


def _holds(ancestor: HtmlElement, element: HtmlElement) -> bool:
    return any(node is ancestor for node in element.iterancestors())
