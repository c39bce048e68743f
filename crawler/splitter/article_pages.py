"""Further pages of an article's own text.

WordPress' ``<!--nextpage-->`` spreads one text over several addresses, with ``wp_link_pages()`` below each
part: the numbers of the other pages, or "Page suivante" where the theme asks for that. The links carry
``post-page-numbers`` since version 5.1; before, the number alone is what they show.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml.html import HtmlElement

from crawler.splitter.addresses import article_page_number

_LINK_NAME = "post-page-numbers"
# What the address of such a page has in it: asked first, because to clean an address costs much more.
_NUMBERED = re.compile(r"(?:^|/)\s*\d+/?\s*(?:[?#]|$)|page=\d")
_NUMBER = re.compile(r"\W*(?:page\W*)?(\d+)\W*", re.I)


def article_pages(root: HtmlElement, article: str, absolute: Callable[[str], str | None]) -> tuple[str, ...]:
    """The further pages of the text of ``article`` that one of its pages links to, in the order of their
    numbers, each once. ``absolute`` makes an address of a link as found (without its fragment), or None."""
    found: dict[str, int] = {}
    for link in root.iter("a"):
        href = link.get("href") or ""
        if not _NUMBERED.search(href):
            continue
        shown = _NUMBER.fullmatch(" ".join(link.itertext()))
        is_named = _LINK_NAME in (link.get("class") or "").split()
        target = absolute(href) if shown or is_named else None
        number = article_page_number(target, article) if target is not None else None
        if target is not None and number is not None and (is_named or (shown and shown[1] == str(number))):
            found.setdefault(target, number)
    return tuple(sorted(found, key=found.__getitem__))
