"""One page in, one ``Article`` out: here the parts are decided, piece by piece, each by a named rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lxml.html import HtmlElement

from crawler.items import Article, Block, Comment, Opinion, Part, Source
from crawler.splitter.blocks import Piece, Region, read_pieces
from crawler.splitter.comments import Thread, read_comments
from crawler.splitter.container import Container, find_container
from crawler.splitter.dates import read_date
from crawler.splitter.document import Document, parse
from crawler.splitter.errors import NoArticle
from crawler.splitter.fields import (
    Headline,
    Look,
    read_authors,
    read_dates,
    read_headline,
    read_keywords,
    read_section,
    split_names,
)
from crawler.splitter.layout import Layout, SiteRules
from crawler.splitter.lines import read_counter, read_line
from crawler.splitter.metadata import Metadata, read_metadata, read_opt_outs
from crawler.splitter.opinion import is_opinion_heading
from crawler.splitter.plaintext import split_text
from crawler.splitter.platforms import choose_layout
from crawler.splitter.sources import agency_in_byline, read_source_line, source_at_end
from crawler.splitter.text import fold
from crawler.splitter.xpath import Finder


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
    return _HtmlPage(document.root, document.url, rules, seen_at).article()


def merge_comment_pages(first: Article, others: Sequence[Article]) -> Article:
    """The article with the comments of its further comment pages joined into one thread.

    Comments are collected by id, since the bare permalink may show the first or the last comment page;
    positions are counted anew, page by page in the order given.
    """
    comments: dict[str, Comment] = {}
    for page in (first, *others):
        for comment in page.comments:
            comments.setdefault(comment.id, comment)
    joined = tuple(replace(c, position=index) for index, c in enumerate(comments.values(), 1))
    return replace(first, comments=joined, pings=sum(page.pings for page in (first, *others)))


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
        thread = read_comments(self.root, self.url, self.rules.time_zone, self.seen_at)
        headline = read_headline(finder, metadata, layout, thread.nodes)
        container = find_container(finder, layout, thread.nodes, headline.element)
        if container is None and not headline.text:
            raise NoArticle(
                "nothing on the page reads as an article: no headline and no running text", self.url
            )
        look = Look(finder, metadata, layout, container, thread.nodes)
        authors, byline = read_authors(look)
        dates = read_dates(look, self.rules.time_zone, self.seen_at)
        blocks: tuple[Block, ...] = ()
        sources: list[Source] = []
        if container is not None:
            opening = _Opening(authors, byline, self.rules.time_zone, self.seen_at)
            reader = _PartReader(self.rules, metadata, layout, headline, container, thread, opening, finder)
            blocks, sources = reader.read()
        sources.extend(
            s for s in agency_in_byline(byline) if fold(s.name) not in {fold(o.name) for o in sources}
        )
        return Article(
            url=self.url or metadata.canonical_url,
            canonical_url=metadata.canonical_url,
            site=self.rules.name,
            layout=layout.name if layout else "generic",
            headline=headline.text,
            description="\n".join(block.text for block in blocks if block.part == "lead") or None,
            authors=authors,
            date_published=dates.published,
            date_modified=dates.modified,
            date_published_raw=dates.raw,
            section=read_section(look),
            keywords=read_keywords(look),
            in_language=metadata.language,
            blocks=blocks,
            sources=tuple(sources),
            opinion=_opinion(blocks),
            comment_count=_comment_count(thread, blocks, metadata),
            comments=thread.comments,
            pings=thread.pings,
            comment_system=thread.system,
            comment_pages=thread.pages,
            opt_outs=read_opt_outs(metadata.meta),
        )


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
        if block.part == "furniture" and (count := read_counter(block.text)) is not None:
            return count
    declared = metadata.article.get("commentCount")
    if isinstance(declared, str) and declared.strip().isdigit():
        return int(declared)
    return declared if isinstance(declared, int) and not isinstance(declared, bool) else None


@dataclass(frozen=True, slots=True)
class _Opening:
    """Knows the lines that themes print between the title and the first sentence."""

    authors: Sequence[str]
    byline: str
    time_zone: str
    seen_at: datetime | None

    def rule_for(self, text: str) -> str | None:
        """The name of the rule that knows this line: a byline or a date line; None for any other."""
        if len(text) > 120:
            return None
        names = split_names(text)
        if fold(text) == fold(self.byline) or (names and all(name in self.authors for name in names)):
            return "byline"
        if (
            len(text) < 70
            and any(c.isdigit() for c in text)
            and read_date(text, self.time_zone, self.seen_at)
        ):
            return "date-line"
        return None


class _PartReader:
    """Decides the part of each piece of one article container, in page order."""

    def __init__(
        self,
        rules: SiteRules,
        metadata: Metadata,
        layout: Layout | None,
        headline: Headline,
        container: Container,
        thread: Thread,
        opening: _Opening,
        finder: Finder,
    ) -> None:
        self.rules = rules
        self.opening = opening
        self.headline = headline
        self.container = container
        self.title = fold(headline.text)
        self.descriptions = [
            fold(text)
            for text in (metadata.text("description"), metadata.first("og:description", "description"))
            if text
        ]
        self.special = self._special_regions(finder, layout)
        self.pieces = read_pieces(container.outer, thread.nodes, self._region_of)
        self.inside = {id(piece) for piece in self.pieces if _holds(container.body, piece.element)}
        self.blocks: list[Block] = []
        self.sources: list[Source] = []

    def _special_regions(self, finder: Finder, layout: Layout | None) -> dict[HtmlElement, Region]:
        regions: dict[HtmlElement, Region] = {}
        if layout is None:
            return regions
        outer = self.container.outer
        parts: tuple[tuple[str, Part], ...] = (
            (layout.furniture, "furniture"),
            (layout.lead, "lead"),
            (layout.source, "source"),
            (layout.opinion, "opinion"),
        )
        for selector, part in parts:
            for element in finder.find(selector, outer):
                regions.setdefault(element, Region(part, f"layout-{part}"))
        return regions

    def _region_of(self, element: HtmlElement) -> Region | None:
        return self.special.get(element) or self.container.region_of(element)

    def read(self) -> tuple[tuple[Block, ...], list[Source]]:
        before = self._before_body()
        opinion_level: int | None = (
            None  # None: not in an opinion section; else its heading's level (7: none)
        )
        for index, piece in enumerate(self.pieces):
            part, rule = self._decide(piece, before=index < before)
            if part == "body":
                heading = is_opinion_heading(piece.text, self.rules.own_names, self.rules.opinion_headings)
                if heading and (piece.kind == "heading" or piece.bold or len(piece.text) < 60):
                    opinion_level = piece.level or 7
                    part, rule = "opinion", f"opinion-heading-{heading}"
                elif opinion_level is not None:
                    if piece.kind == "heading" and (piece.level or 7) <= opinion_level:
                        opinion_level = None
                    else:
                        part, rule = "opinion", "opinion-section"
            elif part in ("source", "credit"):
                opinion_level = None
            self._emit(piece, part, rule)
        return tuple(self.blocks), self.sources

    def _emit(self, piece: Piece, part: Part, rule: str) -> None:
        text = piece.text
        if part in ("body", "opinion") and (end := source_at_end(text)) is not None:
            source_rule, offset = end
            tail = text[offset:].strip()
            read = read_source_line(tail, piece.links)
            if read is not None and text[:offset].strip():
                self.blocks.append(Block(part, piece.kind, text[:offset].strip(), piece.level, None, rule))
                self.blocks.append(Block("source", piece.kind, tail, None, None, source_rule))
                self.sources.extend(read[1])
                return
        url = piece.links[0][1] if len(piece.links) == 1 and piece.link_share > 0.9 else None
        self.blocks.append(Block(part, piece.kind, text, piece.level, url, rule))

    def _before_body(self) -> int:
        """How many pieces stand before the running text begins."""
        return next((i for i, piece in enumerate(self.pieces) if id(piece) in self.inside), 0)

    def _decide(self, piece: Piece, *, before: bool) -> tuple[Part, str]:
        text = piece.text
        inside = id(piece) in self.inside
        region = piece.region
        if self.title and len(text) < 2 * len(self.title) + 20 and fold(text) == self.title:
            return "furniture", "headline"
        if region is None or region.part in ("source", "caption") or not inside:
            read = read_source_line(text, piece.links)
            if read is not None:
                self.sources.extend(read[1])
                return "source", read[0]
        if region is not None and region.part == "lead":
            if not self._has_text() and piece.link_share < 0.5 and len(text) > 25:
                rule = self.opening.rule_for(text)
                return ("furniture", rule) if rule else ("lead", region.rule)
            region = Region("furniture", "teaser-class") if region.rule == "teaser-class" else None
        if region is not None and region.part != "source":
            return region.part, region.rule
        line = read_line(text)
        if line is not None:
            return line
        if inside and self._goes_on_linking(piece):
            return "furniture", "related-links"
        if not self._has_text():
            if len(text) < 80 and piece.kind != "heading" and (agencies := agency_in_byline(text)):
                self.sources.extend(agencies)
                return "source", "agency-in-byline"
            if inside and (rule := self.opening.rule_for(text)):
                return "furniture", rule
        if self._is_lead(piece, before=before, inside=inside):
            return "lead", "lead"
        if inside:
            return "body", "running-text"
        return "furniture", "header" if before else "after-body"

    def _has_text(self) -> bool:
        return any(block.part == "body" and len(block.text) > 60 for block in self.blocks)

    def _goes_on_linking(self, piece: Piece) -> bool:
        """Whether the piece is one more link below a label such as "Lire aussi"."""
        last = self.blocks[-1] if self.blocks else None
        return (
            last is not None
            and last.part == "furniture"
            and last.rule in ("related", "related-links")
            and piece.link_share > 0.9
        )

    def _is_lead(self, piece: Piece, *, before: bool, inside: bool) -> bool:
        if any(b.part in ("body", "opinion") or (b.part == "lead" and b.rule != "lead") for b in self.blocks):
            return False
        if piece.kind not in ("paragraph", "quote", "heading") or len(piece.text) < 40:
            return False
        start = fold(piece.text[:120])[:80]
        described = bool(start) and any(
            d.startswith(start) or start.startswith(d[:80]) for d in self.descriptions
        )
        if before:
            return described or (piece.link_share < 0.2 and len(piece.text) > 80)
        return inside and piece.bold and piece.kind != "heading" and (described or len(piece.text) > 80)


def _holds(ancestor: HtmlElement, element: HtmlElement) -> bool:
    node: HtmlElement | None = element
    while node is not None:
        if node is ancestor:
            return True
        node = node.getparent()
    return False
