"""Blogger: the threaded list (since 2012) and the classic one, a flat ``dl#comments-block``.

Both link each comment with ``showComment=<milliseconds since 1970>``: the exact moment, whatever the theme
prints. ``blog-author`` marks the owner of the blog. In the threaded list the replies stand beside the
comment's own block; the classic list takes three elements a comment: ``dt``, ``dd.comment-body`` and
``dd.comment-footer``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from lxml.html import HtmlElement

from crawler.splitter.comments.attribution import author_name, date_of
from crawler.splitter.comments.base import CommentReader, Context, Found, own_lines
from crawler.splitter.comments.markup import Own, link_of, one_line, tokens
from crawler.splitter.comments.thread import link_nesting
from crawler.splitter.words.dates import from_epoch_ms

_THREADED = 'li.comment[id^="c"]'
_CLASSIC = '#comments-block dt, [class*="comments-block"] dt'
_ID = re.compile(r"c(\d{5,})")
_OWN_LINK = re.compile(r"#c\d{5,}$")
_MOMENT = re.compile(r"showComment=(\d{12,13})")


def _marks(context: Context) -> bool:
    if "comments-block" in context.ids or "comments-block" in context.classes:
        return True
    return "comment-thread" in context.classes and any(map(_ID.fullmatch, context.ids))


def _read(context: Context) -> list[Found]:
    return _read_threaded(context) or _read_classic(context)


def _read_threaded(context: Context) -> list[Found]:
    items = [item for item in context.finder.find(_THREADED) if _ID.fullmatch(item.get("id") or "")]
    stops = set(items)
    found = [comment for item in items if (comment := _threaded(context, item, stops))]
    link_nesting(found)
    return found


def _threaded(context: Context, item: HtmlElement, stops: set[HtmlElement]) -> Found | None:
    own = Own(item, stops)
    body = own.having("comment-content", "comment-body")
    if body is None:
        return None
    name = own.having("user", "comment-author")
    shown = own.having("datetime", "comment-timestamp")
    date, raw = _moment(context, own.elements, one_line(shown))
    return Found(
        item,
        id=_number(item),
        author=one_line(name) or None,
        author_url=link_of(context, name),
        is_staff=own.having("blog-author") is not None,
        date=date,
        raw_date=raw,
        text="\n".join(own_lines(body, own.replies | own.all_having(("comment-actions", "comment-footer")))),
    )


def _read_classic(context: Context) -> list[Found]:
    terms = [term for term in context.finder.find(_CLASSIC) if _number(term)]
    lists = {term.getparent() for term in terms}
    return [_classic(context, term, tuple(_rest(term)), lists) for term in terms]


def _rest(term: HtmlElement) -> Iterator[HtmlElement]:
    """The ``dd`` that belong to a ``dt``."""
    for sibling in term.itersiblings():
        if sibling.tag == "dt":
            return
        if sibling.tag == "dd":
            yield sibling


def _classic(
    context: Context, term: HtmlElement, rest: tuple[HtmlElement, ...], lists: Collection[HtmlElement | None]
) -> Found:
    own = Own(term, ())
    footers = [part for part in rest if not {"comment-footer", "comment-timestamp"}.isdisjoint(tokens(part))]
    shown = next(iter(footers), None)
    stamp = Own(shown, ()).having("comment-timestamp") if shown is not None else None
    links = [link for part in (*footers, term) for link in part.iter("a")]
    avatars = own.all_having(("avatar-image-container", "comment-icon"))
    linked = [part for part in own.elements if part.tag == "a" and part.get("href")]
    # The first templates say "At 10:35 AM, Léa said": the time links to the comment.
    permalink = next((link for link in linked if _OWN_LINK.search(link.get("href") or "")), None)
    stamps = (stamp, shown, permalink)
    date, raw = _moment(context, links, one_line(next((one for one in stamps if one is not None), None)))
    named = next((link for link in linked if link is not permalink and one_line(link, avatars)), None)
    return Found(
        term,
        id=_number(term),
        author=one_line(named) if named is not None else author_name(one_line(term, avatars)),
        author_url=link_of(context, named),
        is_staff="blog-author" in tokens(term),
        date=date,
        raw_date=raw,
        text="\n".join(line for part in rest if part not in footers for line in own_lines(part, lists)),
        more=rest,
    )


def _number(element: HtmlElement) -> str | None:
    """The comment's number: ``id="c4265235981837780782"``, in old templates on an anchor inside."""
    if match := _ID.fullmatch(element.get("id") or ""):
        return match[1]
    anchors = (anchor.get("name") or anchor.get("id") or "" for anchor in element.iter("a"))
    return next((match[1] for anchor in anchors if (match := _ID.fullmatch(anchor))), None)


def _moment(context: Context, links: Iterable[HtmlElement], shown: str) -> tuple[str | None, str | None]:
    """The moment in the permalink and what the page prints; without such a link, the print alone."""
    for link in links:
        if match := _MOMENT.search(link.get("href") or ""):
            return from_epoch_ms(int(match[1]), context.time_zone), shown or match[0]
    return date_of(context, shown)


READER = CommentReader("blogger", _marks, _read)
