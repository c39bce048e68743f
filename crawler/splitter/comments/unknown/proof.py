"""Whether what looks like a thread of an unknown system is one.

Comments are dated and signed, and say something that is not a link. Quotes of those whom an article asked,
reviews with a mark, teasers of other articles and widgets of recent comments may look the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml.html import HtmlElement

from crawler.splitter.comments.base import Context, Found, own_elements, own_lines
from crawler.splitter.comments.heading import LONGEST_LINE, SAYING_COMMENTS, number_in
from crawler.splitter.comments.markup import one_line
from crawler.splitter.comments.unknown.item import (
    HEADING_TAGS,
    Item,
    is_button,
    same_links,
)
from crawler.splitter.comments.unknown.names import names_author_and_text
from crawler.splitter.comments.unknown.repeated import have_buttons
from crawler.splitter.comments.wording import is_stub, says_who
from crawler.splitter.words.addresses import split_address
from crawler.splitter.words.dates import read_date
from crawler.splitter.words.lines import read_counter

_COMMENT_ANCHOR = re.compile(r"#(?:\w+-)?(?:comment|c|com|commentaire|reaction|respond)s?[-_]?\d*$", re.I)
_OF_READERS = re.compile(r"comment|kommentar", re.I)  # "Réactions" may be those of whom an article asked
_MOST_WORDS = 4  # of a name that no date stands beside
_QUOTED = re.compile(r"[«“„\"].*[»”“\"]\W?", re.S)
_MARK = re.compile(r"(?:(?:note|rating|score|bewertung)\s*:?\s*)?\d{1,2}(?:[.,]\d)?\s?/\s?(?:5|10|20)", re.I)
SHORT = 12  # characters of a button


def are_comments(
    context: Context, found: Sequence[Found], may_be_one: bool, *, is_sure: bool, is_announced: bool = False
) -> bool:
    """Whether what was found has what comments have, and nothing that only other lists have; what is called
    comments itself is believed more (``is_sure``), and needs no dates where the page tells that it shows some
    (``is_announced``)."""
    if len(found) < (1 if may_be_one else 2):
        return False
    shown = [comment for comment in found if not is_stub(comment.text)]
    dated = sum(comment.raw_date is not None for comment in shown)
    signed = sum(comment.author is not None for comment in shown)
    if signed < (1.0 if len(shown) < 3 else 0.6) * len(shown):
        return False
    if (
        (not dated or dated < 0.8 * len(shown))
        and not is_announced
        and not (is_sure and _need_no_dates(context, shown))
    ):
        return False
    if all(comment.node.tag == "blockquote" and not comment.more for comment in found):
        return False  # posts of a social network, embedded as quotes
    if not is_sure and (
        _says_none(context, found[0].node) or _are_quoted(shown) or _are_rated(found) or _are_counted(shown)
    ):
        return False
    nodes = {node for comment in found for node in (comment.node, *comment.more)}
    if any(above in nodes for title in context.root.iter("h1") for above in title.iterancestors()):
        return False
    if any(above.tag == "a" and above.get("href") for above in found[0].node.iterancestors()):
        return False  # a card, all of which leads to an article
    if not is_sure and all(_leads_away(context, comment, nodes) for comment in found):
        return False
    links = [list(_links_elsewhere(context, comment, nodes)) for comment in found]
    buttons = same_links([Item(comment.node, comment.more) for comment in found])
    anchors = tuple(f"-{comment.id}" for comment in found if comment.id)
    theirs = [
        [link for link in its if link.is_heading or not (link.text in buttons or link.href.endswith(anchors))]
        for its in links
    ]
    teasers = sum(
        any(link.is_sure for link in its) or _is_linked(comment, its)
        for comment, its in zip(found, theirs, strict=True)
    )
    # Widgets name the article of each comment; a thread may do so here and there.
    return teasers * 2 < len(found) and not (len(found) > 1 and all(theirs))


def is_announced(context: Context, found: Sequence[Found], headings: Sequence[HtmlElement]) -> bool:
    """Whether elements without a date are comments all the same, by the heading right above them: it gives
    their number; or each of them begins by telling who says it ("Léa a écrit :"), under
    "Commentaires", for "Réactions" may be those of mayors; or the form to add one more stands right behind.
    ``headings`` are those of comments."""
    if len(found) < 2 or any(comment.raw_date or not _is_short(comment.author) for comment in found):
        return False
    finder = context.finder
    first, last = found[0].node, (found[-1].node, *found[-1].more)[-1]
    above = [one for one in finder.tagged(*HEADING_TAGS) if finder.precedes(one, first)]
    if not above or above[-1] not in headings:
        return False
    line = one_line(above[-1])
    of_readers = _OF_READERS.search(line) is not None
    if all(map(_tells_who, found)):
        return of_readers or _is_followed_by_form(context, last)
    number = number_in(line) if of_readers else 0
    return number == len(found) if number is not None else _is_followed_by_form(context, last)


def _is_short(author: str | None) -> bool:
    """Whether what stands out is as short as a name: titles of articles are not."""
    return author is not None and len(author.split()) <= _MOST_WORDS and ":" not in author


def _tells_who(comment: Found) -> bool:
    begin = own_lines(comment.node)[:1]
    return bool(begin) and comment.author is not None and says_who(begin[0].removeprefix(comment.author))


def _is_followed_by_form(context: Context, last: HtmlElement) -> bool:
    """Whether the next thing behind the last comment is a form to write in, its own heading between them."""
    finder = context.finder
    form = next((one for one in finder.tagged("textarea") if finder.precedes(last, one)), None)
    between = (
        one
        for one in finder.tagged(*HEADING_TAGS)
        if form is not None and finder.precedes(last, one) and finder.precedes(one, form)
    )
    return form is not None and sum(1 for _ in between) <= 1


def _need_no_dates(context: Context, found: Sequence[Found]) -> bool:
    """Whether elements that are called comments are some without a date: several, each with an author and a
    text that are named so, and most with an id of their own or a button to answer it."""
    if len(found) < 2 or not all(names_author_and_text(comment.node) for comment in found):
        return False
    known = sum(comment.id is not None for comment in found)
    return known > 0.8 * len(found) or have_buttons(context, {comment.node for comment in found})


def _says_none(context: Context, first: HtmlElement) -> bool:
    """Whether the last line before the first element that tells how many comments there are says none."""
    finder = context.finder
    counters = [one for one in context.once(_read_counters) if finder.precedes(one[0], first)]
    return bool(counters) and counters[-1][1] == 0


def _read_counters(context: Context) -> list[tuple[HtmlElement, int]]:
    """The elements that say how many comments there are, in page order."""
    counts = (
        (element, number_in(line)) for element, line in saying_comments(context) if len(line) < LONGEST_LINE
    )
    return [(element, count) for element, count in counts if count is not None]


def saying_comments(context: Context) -> list[tuple[HtmlElement, str]]:
    """The elements with a word for comments in a text of their own, in page order, each as one line."""
    return context.once(_read_saying)


def _read_saying(context: Context) -> list[tuple[HtmlElement, str]]:
    return [(element, one_line(element)) for element in context.finder.saying(SAYING_COMMENTS)]


def _are_quoted(found: Sequence[Found]) -> bool:
    """Whether all are reported speech: "Les réactions" of those whom an article asked."""
    return all(_QUOTED.fullmatch(comment.text) for comment in found)


def _are_counted(found: Sequence[Found]) -> bool:
    """Whether most end by telling how many comments they have, as teasers of articles do."""
    ends = (comment.text.rpartition("\n")[2] for comment in found)
    return sum(read_counter(line) is not None for line in ends) > 0.6 * len(found)


def _are_rated(found: Sequence[Found]) -> bool:
    """Whether most give a mark out of five, ten or twenty, as reviews of a product do."""
    nodes = {comment.node for comment in found}
    texts = ((part.text or "" for part in own_elements(comment.node, nodes)) for comment in found)
    return sum(any(_MARK.fullmatch(text.strip()) for text in its) for its in texts) > 0.6 * len(found)


class _Link(NamedTuple):
    """A link of an item to another page of the site. One in a heading is a teaser's, and so is one to a
    comment there: that is ``is_sure``."""

    text: str
    href: str
    is_heading: bool

    @property
    def is_sure(self) -> bool:
        return self.is_heading or _COMMENT_ANCHOR.search(self.href) is not None


def _links_elsewhere(context: Context, comment: Found, nodes: set[HtmlElement]) -> Iterator[_Link]:
    """The links of an item to other pages of the site, without buttons, permalinks and the author's name."""
    for part in (
        part for node in (comment.node, *comment.more) for part in (node, *own_elements(node, nodes))
    ):
        href = part.get("href") or "" if part.tag == "a" else ""
        if not href or href.partition("#")[2] in context.ids or not is_other_page(context, href):
            continue
        text = one_line(part)
        author = comment.author or text
        is_author = _is_short(comment.author) and author in text and len(text) < len(author) + SHORT
        if is_author or len(text) <= SHORT or is_button(text) or read_date(text) is not None:
            continue
        above = part.getparent()
        yield _Link(text, href, above is not None and above.tag in HEADING_TAGS)


def _is_linked(comment: Found, links: Sequence[_Link]) -> bool:
    """Whether most of an item's text leads elsewhere."""
    return sum(len(link.text) for link in links) > 0.6 * len(comment.text)


def _leads_away(context: Context, comment: Found, nodes: set[HtmlElement]) -> bool:
    """Whether most of an item's text is links to other sites: teasers of their articles."""
    here = split_address(context.absolute("") or "").netloc
    links = (part for part in own_elements(comment.node, nodes) if part.tag == "a")
    targets = ((link, context.absolute(link.get("href") or "")) for link in links)
    away = (one_line(link) for link, target in targets if target and split_address(target).netloc != here)
    return sum(len(text) for text in away if text in comment.text) > 0.6 * len(comment.text)


def is_other_page(context: Context, href: str) -> bool:
    """Whether an address is another page of the same site."""
    if href.startswith(("#", "javascript:", "mailto:", "?")):
        return False
    target, here = context.absolute(href), context.absolute("")
    if target is None or here is None:
        return "://" not in href  # the page's own address is not known
    there, own = split_address(target), split_address(here)
    return there.netloc == own.netloc and there.path.rstrip("/") != own.path.rstrip("/")
