"""Further pages of an article's own text: links with its own address and a number, which they show.

WordPress' ``<!--nextpage-->`` spreads one text over several addresses, with ``wp_link_pages()`` below each
part: the numbers of the other pages, or "Page suivante" where the theme asks for that. The links carry
``post-page-numbers`` since version 5.1; before, the number alone is what they show.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml.html import HtmlElement

from crawler.splitter.words.addresses import article_page_number, first_page_of, same_page

_LINK_NAME = "post-page-numbers"
# What the address of such a page has in it: asked first, because to clean an address costs much more.
_NUMBERED = re.compile(r"(?:^|/)\s*\d+/?\s*(?:[?#]|$)|page=\d|[-_,pe]\d{1,2}\.\w{3,5}\s*(?:[?#]|$)", re.I)
_NUMBER = re.compile(r"\W*(?:page\W*)?(\d+)\W*", re.I)
# Not "Next" or "Suivante" alone, which lead to the next post or picture: "photo-12.html", "photo-13.html".
_NEXT = re.compile(r"\W*(?:page\s+suivante|(?:la\s+)?suite|next\s+page)\W*", re.I)


def article_pages(root: HtmlElement, article: str, absolute: Callable[[str], str | None]) -> tuple[str, ...]:
    """The further pages of the text of ``article`` that one of its pages links to, in the order of their
    numbers, each once. ``absolute`` makes an address of a link as found (without its fragment), or None."""
    found: dict[str, int] = {}
    for link in root.iter("a"):
        if not _NUMBERED.search(link.get("href") or ""):
            continue
        number, target = _led_to(link, article, absolute)
        if target is not None and number is not None and number > 1:
            found.setdefault(target, number)
    return tuple(sorted(found, key=found.__getitem__))


def article_of(root: HtmlElement, url: str, absolute: Callable[[str], str | None]) -> str | None:
    """The article's own address where the page at ``url`` is a further one of its text: its address says so,
    and it links to another page of that text, the first one or any. None else."""
    article = first_page_of(url)
    if article is None:
        return None
    for link in root.iter("a"):
        number, target = _led_to(link, article, absolute)
        if number is not None and target is not None and not same_page(target, url):
            return article
    return None


def _led_to(
    link: HtmlElement, article: str, absolute: Callable[[str], str | None]
) -> tuple[int | None, str | None]:
    """(number, address) of the page of the text of ``article`` that a link leads to; None for any other."""
    words = " ".join(link.itertext())
    shown = _NUMBER.fullmatch(words)
    is_named = _LINK_NAME in (link.get("class") or "").split() or _NEXT.fullmatch(words) is not None
    target = absolute(link.get("href") or "") if shown or is_named else None
    if target is None:
        return None, None
    number = 1 if same_page(target, article) else article_page_number(target, article)
    return (number, target) if is_named or (shown and shown[1] == str(number)) else (None, None)
