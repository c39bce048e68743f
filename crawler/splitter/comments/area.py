"""Where the comments stand on a page: the elements that hold them with their heading, form and pager."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml.html import HtmlElement

from crawler.splitter.comments.base import Context, Found
from crawler.splitter.xpath import elements

# What a theme calls the box around its comments: "comments", "entry-comments", "comments-area",
# "commentaires", "wpd-comments", "respond". A whole id or class, never a part of one.
_NAME = re.compile(
    r"(?:[a-z0-9]+[-_]{1,2}){0,3}(?:comments?|commentaires?|kommentare?|responses?|reactions?|wpcomm|"
    r"discussion|respond)"
    r"(?:[-_]{0,2}(?:area|section|list|lists|wrap|wrapper|wrapping|container|block|blocks|holder|box|main|inner|outer|"
    r"template|thread|threads|content|col|column|tab|panel|module|zone|form|page|post|single|entry|"
    r"hidden|open))*",
    re.I,
)
# The parts of an article: a box that holds one of them is no comment area.
_ARTICLE_MARKS = elements(
    "//h1[not(contains(@class, 'comment')) and not(contains(@class, 'reply'))]"
    " | //*[@itemprop='articleBody']"
    " | //*[contains(@class, 'entry-content') or contains(@class, 'post-content')]"
    "[not(contains(@class, 'comment'))]"
)
# Forms, pagers and empty lists, by the names that WordPress core, its block editor, Disqus and the theme
# handbook's comments_template() give them.
_STANDING = elements(
    "//*[@id='comments' or @id='respond' or @id='commentform' or @id='comment-form' or @id='disqus_thread'"
    " or contains(concat(' ', @class, ' '), ' comment-respond ')"
    " or contains(concat(' ', @class, ' '), ' comments-area ')"
    " or contains(concat(' ', @class, ' '), ' comment-navigation ')"
    " or contains(concat(' ', @class, ' '), ' comments-pagination ')"
    " or contains(concat(' ', @class, ' '), ' wp-block-comments ')"
    " or contains(concat(' ', @class, ' '), ' wp-block-comments-title ')"
    " or contains(concat(' ', @class, ' '), ' wp-block-post-comments-form ')]"
)
_LISTS = frozenset(("ol", "ul", "dl", "table", "tbody"))


def find_area(context: Context, found: Sequence[Found]) -> tuple[HtmlElement, ...]:
    """The outermost elements that hold the comments and what belongs to them, and nothing of the article.

    Without comments: the empty area and its form, where the page has one.
    """
    above_article = _ancestors(_ARTICLE_MARKS(context.root))
    nodes = _around(found, above_article) if found else []
    nodes.extend(node for node in _STANDING(context.root) if node not in above_article)
    return _outermost(nodes)


def _around(found: Sequence[Found], above_article: set[HtmlElement]) -> list[HtmlElement]:
    top = [node for comment in found if comment.above is None for node in (comment.node, *comment.more)]
    holders = list(dict.fromkeys(parent for node in top if (parent := node.getparent()) is not None))
    common = _common_ancestor(holders)
    if common is not None and common not in above_article and common.tag not in ("body", "html"):
        holders = [common]
    nodes: list[HtmlElement] = []
    for holder in holders:
        area = _named_area(holder, above_article)
        if area is not None:
            nodes.append(area)
        elif holder.tag in _LISTS and holder not in above_article:
            nodes.append(holder)
        else:
            nodes.extend(node for node in top if node.getparent() is holder)
    return nodes


def _named_area(holder: HtmlElement, above_article: set[HtmlElement]) -> HtmlElement | None:
    """The outermost of ``holder`` and its ancestors that is named as a comment area."""
    area: HtmlElement | None = None
    node: HtmlElement | None = holder
    while node is not None and node not in above_article and node.tag not in ("body", "html", "main"):
        if any(map(_NAME.fullmatch, f"{node.get('id') or ''} {node.get('class') or ''}".split())):
            area = node
        node = node.getparent()
    return area


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


def _ancestors(nodes: Iterable[HtmlElement]) -> set[HtmlElement]:
    """The elements and all that hold them."""
    above: set[HtmlElement] = set()
    for start in nodes:
        node: HtmlElement | None = start
        while node is not None and node not in above:
            above.add(node)
            node = node.getparent()
    return above


def _outermost(nodes: Iterable[HtmlElement]) -> tuple[HtmlElement, ...]:
    """Each once, and none that stands inside another."""
    unique = dict.fromkeys(nodes)
    return tuple(node for node in unique if not any(above in unique for above in node.iterancestors()))
