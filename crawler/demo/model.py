"""An invented post as its author knows it: every passage with its part, every reply with its parent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from crawler.items import Part, Source

Form = Literal["p", "h2", "h3", "strong", "ul", "ol", "quote", "table", "code", "image", "video"]
DefaultPage = Literal["oldest", "newest"]
Channel = Literal["all", "sitemap", "listing"]

DEEPEST = 10  # WordPress' own limit of "thread_comments_depth"


@dataclass(frozen=True, slots=True)
class Author:
    """Someone of the newsroom: the ``login`` stands in addresses and classes, the ``name`` is printed."""

    login: str
    name: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a post's text. ``form`` is how it is printed, ``texts`` its inline HTML: one for a
    paragraph, one an item for a list, one a row (cells separated by tabs) for a table, file and caption for
    an image, text and signature for a quote. A paragraph's second text is a source that closes it.
    """

    part: Part
    form: Form
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A reader's comment, or a ping. ``to`` is the id it answers; ``text`` is inline HTML, an empty line
    between paragraphs.
    """

    id: int
    author: str
    url: str | None
    at: datetime
    text: str
    to: int | None = None
    login: str | None = None
    ping: bool = False


@dataclass(frozen=True, slots=True)
class CommentPages:
    """How a post's comments are paged: top comments a page, and which page the bare address shows."""

    per_page: int
    default: DefaultPage


@dataclass(frozen=True, slots=True)
class BlogPost:
    """A post. ``declared`` is a counter that lies (None: it tells the truth); ``thread_depth`` is how many
    levels the theme nests; ``found_by`` names the only channel that lists the post; a post with a
    ``second_address`` is listed under that one.
    """

    id: int
    slug: str
    title: str
    published: datetime
    modified: datetime
    author: Author
    section: str
    tags: tuple[str, ...]
    passages: tuple[Passage, ...]
    sources: tuple[Source, ...]
    known_as: dict[str, str]
    remarks: tuple[Remark, ...]
    declared: int | None = None
    thread_depth: int = DEEPEST
    comment_pages: CommentPages | None = None
    comments_open: bool = True
    second_address: bool = False
    found_by: Channel = "all"

    @property
    def path(self) -> str:
        return f"/{self.published:%Y/%m}/{self.slug}/"

    @property
    def comment_count(self) -> int:
        """What WordPress counts and prints: comments and pings."""
        return len(self.remarks) if self.declared is None else self.declared

    @property
    def changed(self) -> datetime:
        """When the page last changed: its text or its thread."""
        return max([self.modified, *(remark.at for remark in self.remarks)])


@dataclass(frozen=True, slots=True)
class Shown:
    """A remark where the theme prints it: ``depth`` 0 is the top, ``parent`` what it is nested in."""

    remark: Remark
    depth: int
    parent: Remark | None
    replies: tuple[Shown, ...]

    def flat(self) -> Iterator[Shown]:
        """The remark and all that is printed below it, in page order."""
        yield self
        for reply in self.replies:
            yield from reply.flat()


def thread(post: BlogPost) -> tuple[Shown, ...]:
    """The post's remarks as a theme nests them, oldest first.

    WordPress prints the replies below its deepest level as siblings of what they answer (``Walker::
    display_element``): what was said to whom is then lost to whoever reads the page.
    """
    answers: dict[int | None, list[Remark]] = {}
    for remark in sorted(post.remarks, key=lambda remark: (remark.at, remark.id)):
        answers.setdefault(remark.to, []).append(remark)

    def shown(remark: Remark, depth: int, parent: Remark | None) -> tuple[Shown, ...]:
        replies = answers.get(remark.id, ())
        if depth + 1 < post.thread_depth:
            below = tuple(one for reply in replies for one in shown(reply, depth + 1, remark))
            return (Shown(remark, depth, parent, below),)
        beside = (one for reply in replies for one in shown(reply, depth, parent))
        return (Shown(remark, depth, parent, ()), *beside)

    return tuple(one for remark in answers.get(None, ()) for one in shown(remark, 0, None))


def thread_pages(post: BlogPost) -> tuple[tuple[Shown, ...], ...]:
    """The thread cut into comment pages, page 1 first; one page, maybe an empty one, without paging."""
    top = thread(post)
    if post.comment_pages is None:
        return (top,)
    size = post.comment_pages.per_page
    return tuple(top[start : start + size] for start in range(0, len(top), size)) or ((),)


def bare_page(post: BlogPost) -> int:
    """The number of the comment page that the post's own address shows."""
    newest = post.comment_pages is not None and post.comment_pages.default == "newest"
    return len(thread_pages(post)) if newest else 1


def newest_first(posts: Sequence[BlogPost]) -> tuple[BlogPost, ...]:
    return tuple(sorted(posts, key=lambda post: post.published, reverse=True))
