"""What flows through the house, as frozen dataclasses: Page -> Visit(Article(Block, Source, …)) -> rows.

Names are schema.org's in snake_case. ``Article`` and what hangs from it is the public split of one page:
``as_dict`` gives exactly the JSON object of ``scrapy split``, field by field. Standard library only: every
other part of the crawler imports this module, and it imports none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Part = Literal["lead", "body", "opinion", "source", "credit", "caption", "furniture", "unclaimed"]
Kind = Literal["paragraph", "heading", "list_item", "quote", "table", "code", "embed"]
ParentFrom = Literal["nesting", "depth", "reply-link", "id", "indent", "api", "lost"]
PageType = Literal["article", "listing", "other"]
Stage = Literal["fetch", "read", "split", "store"]
Unseen = Literal["short", "closed", "unreadable"]
# What web archives put before the name of a header that speaks of the bytes on the wire, not of those kept.
OF_THE_WIRE = "X-Archive-Orig-"


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the article container's text, in page order.

    ``text`` has its white space folded (table cells are separated by a tab, rows and code lines by a
    newline). ``level`` is a heading's 1-6. ``url`` is what an embed or a linking block points to. ``rule``
    names the rule that decided ``part``.
    """

    part: Part
    kind: Kind
    text: str
    level: int | None = None
    url: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One attributed source; ``raw`` is the whole printed line it was read from."""

    name: str
    url: str | None
    raw: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """The newsroom's own opinion inside a news article (its blocks have the part ``opinion``)."""

    heading: str | None
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comment:
    """One reader's comment.

    ``id`` and ``parent`` are the site's own ids (a stable hash where it has none); ``depth`` is 0 for a top
    comment and ``position`` counts from 1 in page order. ``parent_from`` says how the parent was found; it is
    None for a top comment, and ``lost`` where a reply is shown without the comment it answers: then
    ``parent`` is None and ``depth`` stays as shown. ``text`` joins paragraphs with a newline.
    """

    id: str
    parent: str | None
    depth: int
    position: int
    author: str | None
    author_url: str | None
    is_staff: bool
    date_published: str | None
    date_published_raw: str | None
    text: str
    parent_from: ParentFrom | None


@dataclass(frozen=True, slots=True)
class OptOut:
    """A machine-readable wish not to be copied or mined, as printed in the page."""

    signal: str
    value: str


@dataclass(frozen=True, slots=True)
class Article:
    """The split of one page. Dates are ISO 8601 text with the page's own offset (Europe/Paris where it has
    none); a date alone where the page gives no time.
    """

    url: str | None
    canonical_url: str | None
    site: str | None
    layout: str | None
    headline: str
    description: str | None
    authors: tuple[str, ...]
    date_published: str | None
    date_modified: str | None
    date_published_raw: str | None
    section: str | None
    keywords: tuple[str, ...]
    in_language: str | None
    blocks: tuple[Block, ...]
    sources: tuple[Source, ...]
    opinion: Opinion | None
    comment_count: int | None
    comments: tuple[Comment, ...]
    pings: int
    comment_system: str | None
    comment_pages: tuple[str, ...]
    opt_outs: tuple[OptOut, ...]

    @property
    def body(self) -> tuple[str, ...]:
        """The texts of the body's blocks, in page order."""
        return tuple(block.text for block in self.blocks if block.part == "body")


@dataclass(frozen=True, slots=True)
class Page:
    """A fetched page, before anyone interprets it.

    ``url`` is the final address (after redirects), ``requested_url`` the one asked for. ``body`` is the exact
    payload after content decoding. ``fetched_at`` is UTC, ISO 8601 with ``Z``. ``headers`` keeps the order
    and the spelling received.
    """

    url: str
    requested_url: str
    fetched_at: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The first value of a header, whatever its case; None when absent."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    def __repr__(self) -> str:
        return f"<Page {self.status} {self.url} {len(self.body)} bytes>"


EMPTY_SOURCE = "EmptySource"  # the error of a feed, sitemap or listing that names nothing any more
GIVEN_UP = "GivenUp"  # that of an article's address which leads to the home page for good (301, 308)
HALF = "MissingPage"  # that of an article of which a page of its text did not come
# What a site may answer for an article that it deleted without saying so (see ``archive.vanishing``).
VANISHED = (GIVEN_UP, "RedirectHome", "RedirectElsewhere", "NotFound")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a page gave no article: the stage that failed, the error's name and a sentence for a person.

    ``quarantined`` says that a page came and was not believed (a wall, a stub, …); ``words`` is then a digest
    of what was read, for the next visit to compare.
    """

    stage: Stage
    error: str
    detail: str
    quarantined: bool = False
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """One opt-out signal of a fetch as it was printed, with what was done because of it, and why."""

    signal: str
    value: str
    decision: str
    reason: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What the opt-out signals of one fetch leave allowed, and each of them.

    ``copy`` False: the address, the title, the dates and the digest are kept, and neither the raw page nor
    any text. ``withheld`` names the signal that keeps the article out of what is published, None where
    nothing does. ``gone`` says that the page wants to be taken for one that is no longer there.
    """

    copy: bool = True
    withheld: str | None = None
    gone: bool = False
    wishes: tuple[Wish, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """What one visit to an address brought home: its page, the further comment pages, and what was read.

    Exactly one of ``article`` and ``failure`` is set once the split is done; before it, neither. ``page`` is
    None when the fetch itself failed. ``thread_complete`` is False when a comment page could not be had.

    What the check of a known article adds: ``before`` is what the article's last page says by the same rules
    as ``article``, for changes to be judged by (None: by the archive's rows); ``kept`` names the fields that
    the page no longer shows and that ``article`` has from before; ``unseen`` says why a comment that is not
    there is no evidence of removal (None: it is); ``thread_closed`` that the page takes no more comments;
    ``parts`` says of each part of a page whether it was shown, and whether it had to be, for the site's
    statistics (None: it was not checked).

    ``rules`` is the digest of the rules that read ``article``; ``terms`` what the page's opt-out signals
    leave allowed (None: nobody has asked); ``raw_refused`` why the bytes of its pages are not to be kept
    (None: they are); ``erased`` the comments that stand in ``article`` without name and words, for a person's
    sake.
    """

    url: str
    site: str
    page: Page | None
    comment_pages: tuple[Page, ...] = ()
    article: Article | None = None
    failure: Failure | None = None
    thread_complete: bool = True
    before: Article | None = None
    kept: tuple[str, ...] = ()
    unseen: Unseen | None = None
    thread_closed: bool = False
    parts: Mapping[str, tuple[bool, bool]] | None = None
    rules: str | None = None
    terms: Terms | None = None
    raw_refused: str | None = None
    erased: tuple[str, ...] = ()

    def __repr__(self) -> str:  # Scrapy logs items; logs carry no comment text
        return f"<Visit {self.url}>"


def as_dict(article: Article) -> dict[str, Any]:
    """The article as the JSON object of the public contract; blocks leave out fields that are None."""
    data = asdict(article)
    for block in data["blocks"]:
        for name in ("level", "url", "rule"):
            if block[name] is None:
                del block[name]
    return data
