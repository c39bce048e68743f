"""Further pages with comments of the same article, by the forms of address that ``addresses`` knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from lxml.html import HtmlElement

from crawler.splitter.comments.base import Context, Found, own_elements
from crawler.splitter.words.addresses import comment_page_number, comment_page_of, same_page

_PERMALINK = re.compile(r"#(?:li-|div-)?comment-\d+$")


def linked_comment_pages(
    links: Iterable[str], article: str | None, absolute: Callable[[str], str | None]
) -> tuple[str, ...]:
    """The comment pages of ``article`` among the links of a page, in page order, each once.

    ``absolute`` makes an address of a link as found (without its fragment), or None. Links that answer a
    comment are none; where ``article`` is not known, those of any article count.
    """
    numbered = (href for href in dict.fromkeys(links) if comment_page_number(href) is not None)
    targets = dict.fromkeys(absolute(href) for href in numbered if "replytocom=" not in href)
    return tuple(target for target in targets if target is not None and _is_page_of(target, article))


def _is_page_of(target: str, article: str | None) -> bool:
    owner = comment_page_of(target)
    return owner is not None and (article is None or same_page(owner, article))


def comment_pages(context: Context, area: Sequence[HtmlElement], found: Sequence[Found]) -> tuple[str, ...]:
    """The further comment pages that the area links to, absolute, in page order, without the page itself.

    What the comments' own permalinks point to is the page they stand on, whatever its address: the bare
    permalink of an article shows its first or its last comment page. On a comment page, the pager's link to
    the bare permalink leads to one more.
    """
    here = context.url.partition("#")[0] if context.url else None
    article = comment_page_of(here) if here else None
    links = list(pager_links(area, found))
    pages = linked_comment_pages(links, article or here, context.absolute)
    number = _number_of_this_page(found) if pages else None
    further = [
        page for page in pages if page != here and (number is None or comment_page_number(page) != number)
    ]
    if article is not None and _links_to(article, context, links):
        further.append(article)  # in the spelling of this page's own address
    return tuple(dict.fromkeys(further))


def _number_of_this_page(found: Sequence[Found]) -> int | None:
    """N where the first comment's own permalink stands on ``comment-page-N``."""
    for comment in found[:1]:
        for link in comment.node.iter("a"):
            href = link.get("href") or ""
            if _PERMALINK.search(href) and (number := comment_page_number(href)):
                return number
    return None


def _links_to(article: str, context: Context, links: Iterable[str]) -> bool:
    """Whether one of the links leads to the article's own address: to its comments, to nothing else there."""
    for href in links:
        address, _, fragment = href.strip().partition("#")
        target = context.absolute(address) if address and fragment in ("", "comments") else None
        if target is not None and same_page(target, article):
            return True
    return False


def pager_links(area: Sequence[HtmlElement], found: Sequence[Found]) -> Iterator[str]:
    """The links of the comment area outside the comments."""
    comments = {node for comment in found for node in (comment.node, *comment.more)}
    for node in area:
        if node not in comments:
            for element in own_elements(node, comments):
                if element.tag == "a" and (href := element.get("href")):
                    yield href
