"""Where the comments stand on a page: the elements that hold them with their heading, form and pager.

Found from the comments outwards, so that each element of the page is looked at once at most: the outermost
element that a theme names for comments, else the list itself, and its neighbours that belong to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from lxml.html import HtmlElement

from crawler.splitter.comments.base import Context, Found, own_lines
from crawler.splitter.comments.heading import heads_comments
from crawler.splitter.comments.markup import HUMP
from crawler.splitter.words.addresses import comment_page_number
from crawler.splitter.words.lines import read_counter, read_line

# What a theme calls the box around its comments: "comments", "entry-comments", "comments-area",
# "commentaires", "wpdcom", "respond". A whole id or class, never a part of one.
_NAME = re.compile(
    r"(?:[a-z0-9]+[-_]{1,2}){0,3}(?:comments?|commentaires?|kommentare?|responses?|reactions?|wpcomm|wpdcom|"
    r"discussion|conversation|reagir|respond|commentform|commentlist|disqus_thread)"
    r"(?:[-_]{0,2}(?:area|section|lists?|wrap|wrapper|wrapping|container|blocks?|holder|box|main|inner|outer|"
    r"template|threads?|content|col|column|tab|panel|module|zone|form|page|post|single|entry|hidden|open|"
    r"pagination|navigation|nav|title|heading|header|respond|number|count))*",
    re.I,
)
_LONGEST = 64  # characters of a name that anyone gave
_OUTERMOST = frozenset(("html", "body", "main"))
_LISTS = frozenset(("ol", "ul", "dl", "table", "tbody"))
_SILENT = frozenset(("script", "style", "noscript", "template", "link", "meta", "hr", "br"))
_BODY_NAMES = re.compile("entry-content|post-content")
# The empty area and the form, by the ids that WordPress' comments_template() and Disqus give them.
_EMPTY = "#comments, #respond, #commentform, #disqus_thread"
_EMPTY_NAMES = frozenset(("comments-area", "comment-respond", "wp-block-comments"))
# The orders that readers may choose.
_ORDER = re.compile(
    r"(?:(?:trier|tri|class[ée]s?|sort(?:ed)?|order|sortier(?:en|t))(?:\s+(?:par|by|nach))?\s*:?\s*)?"
    r"(?:(?:(?:les|the)\s+)?(?:plus|mieux|most|least)\s+(?:r[ée]cente?s?|anciens?|ancienne?s?|aim[ée]e?s?|not[ée]e?s?|populaires?|"
    r"pertinente?s?|recent|liked|popular|relevant)|newest(?:\s+first)?|latest|oldest(?:\s+first)?|best|top|hot(?:test)?|"
    r"neueste(?:\s+zuerst)?|[äa]lteste(?:\s+zuerst)?|beliebteste)?",
    re.I,
)
_LONGEST_PAGER = 300  # characters
_NEIGHBOURS = 8  # how many siblings to either side may belong to the comments


def find_area(context: Context, found: Sequence[Found]) -> tuple[HtmlElement, ...]:
    """The outermost elements that hold the comments and what belongs to them, and nothing of the article.

    Without comments: the empty area and its form, where the page has one.
    """
    nodes = list(_around(context, found)) if found else []
    held = context.finder.at_or_inside(nodes)
    nodes += [comment.node for comment in found if not held(comment.node)]  # in a box beside what it answers
    held = context.finder.at_or_inside(nodes)
    nodes += [node for node in _standing(context) if not held(node) and not _article(context).within(node)]
    return _outermost(nodes)


def may_be_area(context: Context, box: HtmlElement) -> bool:
    """Whether a box may hold comments alone: it is not the page, and no part of the article stands in it."""
    return box.tag not in _OUTERMOST and not _article(context).within(box)


class _ArticleParts:
    """The parts of an article on the page: what holds one of them is no comment area."""

    def __init__(self, context: Context) -> None:
        finder = context.finder
        titles = [
            title
            for title in finder.tagged("h1")
            if not any(word in title.get("class", "") for word in ("comment", "reply"))
            and next(title.iterancestors("nav"), None) is None  # what a pager of comments is called
        ]
        bodies = [*finder.find('[itemprop="articleBody"]'), *finder.named(_BODY_NAMES)]
        self._parts = {*titles, *(body for body in bodies if "comment" not in body.get("class", ""))}
        self._count = finder.counter(self._parts)

    def within(self, element: HtmlElement) -> bool:
        """Whether an element is or holds one of them."""
        return self._count(element) > 0

    def beside(self, parent: HtmlElement, child: HtmlElement) -> bool:
        """Whether one of them stands in ``parent`` beside ``child``."""
        return self._count(parent) - (parent in self._parts) > self._count(child)


def _article(context: Context) -> _ArticleParts:
    return context.once(_ArticleParts)


def _has_form(context: Context, element: HtmlElement) -> bool:
    """Whether an element is or holds a form with a field for a text, or such a field that is in no form."""
    return context.once(_forms)(element) > 0


def _forms(context: Context) -> Callable[[HtmlElement], int]:
    finder = context.finder
    fields = finder.tagged("textarea")
    return finder.counter(next(field.iterancestors("form"), field) for field in fields)


def _standing(context: Context) -> Iterator[HtmlElement]:
    """What is named as WordPress names the area and the form, wherever it stands."""
    seen: set[str | None] = set()  # an id counts where it stands first
    for node in context.finder.find(_EMPTY):
        if node.get("id") not in seen:
            seen.add(node.get("id"))
            yield node
    if not _EMPTY_NAMES.isdisjoint(context.classes) and "respond" not in context.ids:
        yield from context.finder.carrying(_EMPTY_NAMES)


def _around(context: Context, found: Sequence[Found]) -> Iterator[HtmlElement]:
    top = [node for comment in found if comment.above is None for node in (comment.node, *comment.more)]
    loose = {comment.node.getparent() for comment in found if comment.is_loose}
    held: dict[HtmlElement, list[HtmlElement]] = {}
    for node in top:
        if (parent := node.getparent()) is not None:
            held.setdefault(parent, []).append(node)
    holders = list(held)
    common = _common_ancestor(holders)
    if common is not None and len(holders) > 1 and _holds_the_list(context, common):
        holders = [common]
    for holder in holders:
        area = _named_area(context, holder)
        if area is None and (
            holder.tag in _LISTS or holder in loose or _holds_only(holder, held.get(holder, ()))
        ):
            area = holder
        if area is not None:
            yield from _with_neighbours(context, area)
        else:
            own = held[holder]
            yield from _neighbours(context, own[0].itersiblings(preceding=True))
            yield from own
            yield from _neighbours(context, own[-1].itersiblings())


def _holds_only(holder: HtmlElement, comments: Collection[HtmlElement]) -> bool:
    """Whether a box holds these comments and no other words."""
    return holder.tag not in _OUTERMOST and bool(comments) and not own_lines(holder, set(comments))


def _holds_the_list(context: Context, common: HtmlElement) -> bool:
    """Whether an element around comments that stand in several boxes is the list of them, or its area."""
    if not may_be_area(context, common):
        return False
    return common.tag in _LISTS or _named_area(context, common) is not None


def _named_area(context: Context, holder: HtmlElement) -> HtmlElement | None:
    """The outermost of ``holder`` and its ancestors that is named for comments and holds no article."""
    path = [holder, *holder.iterancestors()]
    named = [height for height, node in enumerate(path) if _is_named(node)]
    area: HtmlElement | None = None
    article = _article(context)
    checked = 0  # the height below which nothing of an article was found
    for height in named:
        if any(article.beside(path[step], path[step - 1]) for step in range(max(checked, 1), height + 1)):
            break
        area, checked = path[height], height + 1
    return area


def _is_named(node: HtmlElement) -> bool:
    return node.tag not in _OUTERMOST and _names_comments(node.get("id") or "", node.get("class") or "")


@lru_cache(maxsize=2048)
def _names_comments(id_: str, classes: str) -> bool:
    names = HUMP.sub("-", f"{id_} {classes}").split()
    return any(len(name) <= _LONGEST and _NAME.fullmatch(name) for name in names)


def _with_neighbours(context: Context, area: HtmlElement) -> Iterator[HtmlElement]:
    yield from _neighbours(context, area.itersiblings(preceding=True))
    yield area
    yield from _neighbours(context, area.itersiblings())


def _neighbours(context: Context, siblings: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
    """The siblings next to the comments that are their heading, pager or form, as far as they reach."""
    left = _NEIGHBOURS
    for sibling in siblings:
        if not isinstance(sibling.tag, str) or sibling.tag in _SILENT:
            continue
        left -= 1
        if left < 0 or not _belongs(context, sibling):
            return
        yield sibling


def _belongs(context: Context, element: HtmlElement) -> bool:
    if _is_named(element) or _has_form(context, element):
        return not _article(context).within(element)
    if len(element) > 20 or element.tag in ("article", "h1"):
        return False
    lines = own_lines(element)
    if len(lines) < 12 and all(map(_is_part, lines)):
        return True
    return len("".join(lines)) < _LONGEST_PAGER and _links_to_comment_pages(element)


def _links_to_comment_pages(element: HtmlElement) -> bool:
    return any(comment_page_number(link.get("href") or "") is not None for link in element.iter("a"))


def _is_part(line: str) -> bool:
    """Whether a line is one of a comment area: its heading, counter, form label or pager."""
    if heads_comments(line) or read_counter(line) is not None or line.strip("…«»‹›<>|. ").isdigit():
        return True
    known = read_line(line)
    if _ORDER.fullmatch(line):
        return True
    return known is not None and known[1] in ("comment-form", "comment-counter", "pager")


def _common_ancestor(nodes: Sequence[HtmlElement]) -> HtmlElement | None:
    if len(nodes) < 2:
        return nodes[0] if nodes else None
    path = [nodes[0], *nodes[0].iterancestors()]
    height = {node: index for index, node in enumerate(path)}
    highest = 0
    for other in nodes[1:]:
        node: HtmlElement | None = other
        while node is not None and node not in height:
            node = node.getparent()
        if node is None:
            return None
        highest = max(highest, height[node])
    return path[highest]


def _outermost(nodes: Iterable[HtmlElement]) -> tuple[HtmlElement, ...]:
    """Each once, and none that stands inside another."""
    unique = dict.fromkeys(nodes)
    return tuple(node for node in unique if not any(above in unique for above in node.iterancestors()))
