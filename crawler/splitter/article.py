"""One page in, one ``Article`` out: fields and parts are read in turn, each by its module."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from lxml.html import HtmlElement

from crawler.items import Article, Block, Comment, Opinion, Part, Source
from crawler.splitter.blocks import Piece, read_pieces
from crawler.splitter.bylines import read_byline
from crawler.splitter.comments import Thread, read_comments
from crawler.splitter.container import Container, find_container
from crawler.splitter.errors import NoArticle
from crawler.splitter.headline import read_headline, read_headline_above
from crawler.splitter.layout import Layout, SiteRules
from crawler.splitter.look import Look
from crawler.splitter.page.document import Document, parse
from crawler.splitter.page.finder import Finder
from crawler.splitter.page.metadata import Metadata, read_metadata, read_opt_outs
from crawler.splitter.page.platforms import choose_layout
from crawler.splitter.parts import PartReader
from crawler.splitter.plain.capture import split_text
from crawler.splitter.published import read_dates
from crawler.splitter.regions import Region
from crawler.splitter.rubric import read_keywords, read_section
from crawler.splitter.words.addresses import comment_page_number, comment_page_order
from crawler.splitter.words.lines import read_counter
from crawler.splitter.words.sources import agency_in_byline, dateline_agency
from crawler.splitter.words.text import fold

_COLUMNS = re.compile(r"\s+[-–—|·•]\s+")  # what divides the facts in a line below a title or a text


def split(
    html: bytes | str,
    url: str | None = None,
    site: SiteRules | None = None,
    *,
    seen_at: datetime | None = None,
    encoding: str | None = None,
) -> Article:
    """Split one page, HTML or a plain text capture, into the parts of the public contract.

    ``url`` is where the page was found, ``site`` the rules of its site (generic rules without), ``seen_at``
    the moment of the capture, against which "il y a 3 heures" is read (without it such dates stay None),
    ``encoding`` the charset of the HTTP header. Raises SplitError where the page cannot be split.
    """
    return split_document(parse(html, url, encoding), site, seen_at=seen_at)


def split_document(
    document: Document, site: SiteRules | None = None, *, seen_at: datetime | None = None
) -> Article:
    """As ``split``, for a page that is parsed already."""
    rules = site or SiteRules()
    if document.root is None:
        return split_text(document.text or "", document.url, rules, seen_at)
    # The last to let go of the nodes, the inner ones before the outer ones (see ``Finder``).
    kept = list(document.root.iter())
    article = _HtmlPage(document.root, document.url, rules, seen_at).article()
    del kept
    return article


def merge_comment_pages(first: Article, others: Sequence[Article]) -> Article:
    """The article with the comments of its further comment pages joined into one thread.

    Comments are collected by id, in the order of the pages' numbers, and positions are counted anew. The bare
    permalink shows page 1, or the last page where page 1 has an address of its own (WordPress' setting
    ``default_comments_page``); a page had under both its addresses counts once. Where a page goes on in the
    middle of a thread (Drupal), the replies that it begins with find their parents on the page before it.
    """
    if not others:
        return first
    numbered = sorted(others, key=lambda page: comment_page_order(page.url or ""))
    bare_is_last = any(comment_page_number(page.url or "") == 1 for page in others)
    comments: dict[str, Comment] = {}
    pings, last = 0, -1
    for page in (*numbered, first) if bare_is_last else (first, *numbered):
        if not page.comments or any(comment.id not in comments for comment in page.comments):
            pings += page.pings
        number = comment_page_order(page.url or "")
        follows = number == last + 1
        for comment in _going_on(page.comments, list(comments.values())) if follows else page.comments:
            comments.setdefault(comment.id, comment)
        last = number
    joined = tuple(replace(c, position=index) for index, c in enumerate(comments.values(), 1))
    return replace(first, comments=joined, pings=pings)


def merge_article_pages(first: Article, others: Sequence[Article]) -> Article:
    """The article with the text of its further pages, in the order given.

    What each page repeats is left out: the furniture, and lead, captions, sources and opinion in the words of
    the first page. A lead on a further page is the beginning of its text.
    """
    blocks, sources = list(first.blocks), list(first.sources)
    shown = {(block.part, block.text) for block in first.blocks}
    for page in others:
        sources.extend(page.sources)
        for block in page.blocks:
            if block.part == "body" or (block.part != "furniture" and (block.part, block.text) not in shown):
                blocks.append(replace(block, part="body") if block.part == "lead" else block)
    return replace(first, blocks=tuple(blocks), sources=_once(sources), opinion=_opinion(blocks))


def _going_on(comments: Sequence[Comment], before: Sequence[Comment]) -> tuple[Comment, ...]:
    """The comments of a page, of which the first may answer some of the page ``before``: each the nearest one
    above it that stands one level higher."""
    linked = list(comments)
    for place, comment in enumerate(comments):
        if comment.parent_from != "lost":
            if comment.parent is None:
                break
            continue
        earlier = (*before, *linked[:place])
        above = next((one for one in reversed(earlier) if one.depth < comment.depth), None)
        if above is None or above.depth != comment.depth - 1:
            break
        linked[place] = replace(comment, parent=above.id, parent_from="depth")
    return tuple(linked)


class _HtmlPage:
    """The reading of one parsed page; lives as long as one call of ``split_document``."""

    def __init__(
        self, root: HtmlElement, url: str | None, rules: SiteRules, seen_at: datetime | None
    ) -> None:
        self.root = root
        self.url = url
        self.rules = rules
        self.seen_at = seen_at

    def article(self) -> Article:
        finder = Finder(self.root)
        metadata = read_metadata(self.root, self.url)
        layout = choose_layout(finder, self.rules.layouts)
        thread = read_comments(finder, self.url, self.rules.time_zone, self.seen_at)
        headline = read_headline(finder, metadata, layout, thread.nodes)
        container = find_container(finder, layout, thread.nodes, headline.element)
        if headline.element is None and container is not None:
            above = read_headline_above(container.body, self.rules.time_zone)
            if above is not None:
                headline = above
                container = find_container(finder, layout, thread.nodes, headline.element)
        if container is None and not headline.text:
            raise NoArticle(
                "nothing on the page reads as an article: no headline and no running text", self.url
            )
        pieces = self._pieces(finder, container, layout, thread)
        look = Look(finder, metadata, layout, container, thread.nodes, pieces, fold(headline.text))
        byline = read_byline(look)
        dates = read_dates(look, self.rules.time_zone, self.seen_at)
        blocks: tuple[Block, ...] = ()
        sources: list[Source] = []
        if container is not None:
            reader = PartReader(pieces, headline, byline, container, self.rules, metadata)
            blocks, sources = reader.read()
        sources.extend(source for line in byline.lines for source in agency_in_byline(line))
        opening = next((block.text for block in blocks if block.part in ("lead", "body")), "")
        sources.extend(dateline_agency(opening))
        return Article(
            url=self.url or metadata.canonical_url,
            canonical_url=metadata.canonical_url,
            site=self.rules.name,
            layout=layout.name if layout else "generic",
            headline=headline.text,
            description="\n".join(block.text for block in blocks if block.part == "lead") or None,
            authors=byline.authors,
            date_published=dates.published,
            date_modified=dates.modified,
            date_published_raw=dates.raw,
            section=read_section(look),
            keywords=read_keywords(look),
            in_language=metadata.language,
            blocks=blocks,
            sources=_once(sources),
            opinion=_opinion(blocks),
            comment_count=_comment_count(thread, blocks, metadata),
            comments=thread.comments,
            pings=thread.pings,
            comment_system=thread.system,
            comment_pages=thread.pages,
            opt_outs=read_opt_outs(metadata.meta),
        )

    def _pieces(
        self, finder: Finder, container: Container | None, layout: Layout | None, thread: Thread
    ) -> list[Piece]:
        if container is None:
            return []
        named = _regions_of_layout(finder, container, layout)

        def region_of(element: HtmlElement) -> Region | None:
            return named.get(element) or container.region_of(element)

        return read_pieces(
            container.outer, thread.nodes, region_of if named else container.region_of, container.body
        )


def _regions_of_layout(
    finder: Finder, container: Container, layout: Layout | None
) -> dict[HtmlElement, Region]:
    """The elements that the layout's selectors give to a part."""
    if layout is None:
        return {}
    parts: tuple[tuple[str, Part], ...] = (
        (layout.furniture, "furniture"),
        (layout.lead, "lead"),
        (layout.source, "source"),
        (layout.opinion, "opinion"),
    )
    regions: dict[HtmlElement, Region] = {}
    for selector, part in parts:
        for element in finder.find(selector, container.outer):
            regions.setdefault(element, Region(part, f"layout-{part}"))
    return regions


def _once(sources: Sequence[Source]) -> tuple[Source, ...]:
    """One source a name: the first that has an address, else the first."""
    kept: dict[str, Source] = {}
    for source in sources:
        name = fold(source.name)
        if name not in kept or (kept[name].url is None and source.url is not None):
            kept[name] = source
    return tuple(kept.values())


def _opinion(blocks: Sequence[Block]) -> Opinion | None:
    own = [block for block in blocks if block.part == "opinion"]
    if not own:
        return None
    heading = own[0].text if own[0].rule and own[0].rule.startswith("opinion-heading") else None
    return Opinion(heading, tuple(block.text for block in own[1 if heading else 0 :]))


def _comment_count(thread: Thread, blocks: Sequence[Block], metadata: Metadata) -> int | None:
    """The number the page declares: at the thread, else a counter in the article, else its metadata."""
    if thread.comment_count is not None:
        return thread.comment_count
    for block in blocks:
        if block.part == "furniture":
            for part in _COLUMNS.split(block.text):
                if (count := read_counter(part)) is not None:
                    return count
    declared = metadata.article.get("commentCount")
    if isinstance(declared, str) and declared.strip().isdigit():
        return int(declared)
    return declared if isinstance(declared, int) and not isinstance(declared, bool) else None
