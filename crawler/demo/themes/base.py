"""What the three themes share: what they are given to print, and how a thread becomes HTML."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import ClassVar

from crawler.demo.editor import editor_of
from crawler.demo.model import BlogPost, Remark, Shown, bare_page, thread_pages
from crawler.demo.sheet import Sheet
from crawler.demo.typography import plain, slugify, typeset

WORDS = 25  # of an excerpt

_SMILEY = (
    '<img src="{}wp-includes/images/smilies/icon_wink.gif" alt=";-)" class="wp-smiley" '
    'style="height: 1em; max-height: 1em;" />'
)


@dataclass(frozen=True, slots=True)
class Blog:
    """Where the pages stand: the blog's address with a closing slash, its name, its latest posts."""

    url: str
    name: str
    tagline: str
    latest: tuple[BlogPost, ...]

    def at(self, path: str) -> str:
        """The address of a path below the blog's root."""
        return self.url + path.lstrip("/")

    def link(self, post: BlogPost) -> str:
        """A post's own address, whatever else leads to it."""
        return self.at(post.path)

    def section(self, name: str) -> str:
        return self.at(f"rubrique/{slugify(name)}/")

    def tag(self, name: str) -> str:
        return self.at(f"mot-cle/{slugify(name)}/")

    def author(self, login: str) -> str:
        return self.at(f"auteur/{login}/")


@dataclass(frozen=True, slots=True)
class Reading:
    """One page of one post: ``page`` is the comment page asked for, None for the bare address. ``older`` and
    ``newer`` are its neighbours on the blog.
    """

    blog: Blog
    post: BlogPost
    page: int | None = None
    older: BlogPost | None = None
    newer: BlogPost | None = None

    @property
    def number(self) -> int:
        """The number of the comment page that is shown."""
        return self.page or bare_page(self.post)

    @property
    def shown(self) -> tuple[Shown, ...]:
        """The threads on this page."""
        return thread_pages(self.post)[self.number - 1]

    @property
    def page_count(self) -> int:
        return len(thread_pages(self.post))

    @property
    def address(self) -> str:
        """What the page calls itself."""
        link = self.blog.link(self.post)
        return link if self.page is None else f"{link}comment-page-{self.page}/"

    def comment_page(self, number: int) -> str:
        """A link to a comment page (``get_comments_pagenum_link()``): the default one is the bare address."""
        link = self.blog.link(self.post)
        return f"{link if number == bare_page(self.post) else f'{link}comment-page-{number}/'}#comments"

    def permalink(self, remark: Remark) -> str:
        """A comment's own address (``get_comment_link()``). It names the comment page even where that is
        the bare one, unless it is page 1 by default."""
        pages = self.post.comment_pages
        unnamed = pages is None or (pages.default == "oldest" and self.number == 1)
        page = "" if unnamed else f"comment-page-{self.number}/"
        return f"{self.blog.link(self.post)}{page}#comment-{remark.id}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a listing: where it leads, its title, and the post it announces (None for a stray)."""

    url: str
    title: str
    post: BlogPost | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A listing page: ``body_class`` says what of, as WordPress does. ``newer`` and ``older`` are the
    addresses of its neighbours.
    """

    blog: Blog
    url: str
    title: str
    body_class: str
    entries: tuple[Entry, ...]
    newer: str | None = None
    older: str | None = None


class Theme(ABC):
    """One generation: prints articles and listings. ``entities`` is how it spells French characters,
    ``shows_seconds`` whether its dates carry them, ``declares_changes`` whether it says when a post changed.
    """

    entities: ClassVar[Mapping[str, str]] = {}
    shows_seconds: ClassVar[bool] = True
    declares_changes: ClassVar[bool] = False

    @abstractmethod
    def article(self, reading: Reading) -> Sheet:
        """The whole page of a post, and its article's blocks."""

    @abstractmethod
    def listing(self, listing: Listing) -> str:
        """The whole page of a listing."""

    @abstractmethod
    def page(self, blog: Blog, url: str, title: str, content: str) -> str:
        """A WordPress "page": no post and no listing."""

    @abstractmethod
    def declared(self, post: BlogPost) -> int | None:
        """The number of comments that the post's page prints; None where it prints none."""

    @abstractmethod
    def remark(self, reading: Reading, shown: Shown, number: int) -> str:
        """The list item of a remark with its replies; ``number`` is its place on the page, from 0."""

    def text(self, inline: str) -> str:
        """Inline HTML as this theme spells it."""
        return typeset(inline, self.entities)

    def name(self, text: str) -> str:
        """A title or a name, escaped and spelt."""
        return self.text(escape(text, quote=False))

    def passages(self, sheet: Sheet, reading: Reading) -> None:
        """The post's text, as its editor saved it."""
        editor = editor_of(reading.post)(self.text, reading.blog.at("wp-content/uploads/"))
        editor.write(sheet, reading.post.passages)

    def excerpt(self, post: BlogPost) -> str:
        """What ``the_excerpt()`` prints in a listing: the post's first words."""
        text = next((plain(passage.texts[0]) for passage in post.passages if passage.form == "p"), "")
        words = text.split()
        return self.name(" ".join(words[:WORDS]) + (" […]" if len(words) > WORDS else ""))

    # --- the thread

    def remarks(self, reading: Reading, shown: Sequence[Shown], number: int = 0) -> str:
        """List items with all that is nested in them; ``number`` is the first one's place on the page."""
        items = []
        for one in shown:
            items.append(self.remark(reading, one, number))
            number += len(list(one.flat()))
        return "\n".join(items)

    def comment_class(self, reading: Reading, shown: Shown, number: int) -> str:
        """What WordPress' ``comment_class()`` prints."""
        remark = shown.remark
        names = ["pingback" if remark.ping else "comment"]
        if remark.login:
            names += ["byuser", f"comment-author-{remark.login}"]
        if remark.login == reading.post.author.login:
            names.append("bypostauthor")
        names.append("odd alt" if number % 2 else "even")
        if shown.depth == 0:
            odd = reading.shown.index(shown) % 2
            names.append("thread-odd thread-alt" if odd else "thread-even")
        names.append(f"depth-{shown.depth + 1}")
        if shown.replies:
            names.append("parent")
        return " ".join(names)

    def remark_text(self, reading: Reading, remark: Remark) -> str:
        """A comment's own words, as ``wpautop()`` prints them."""
        smiley = _SMILEY.format(reading.blog.url)
        return "\n".join(self._paragraphs(remark)).replace(":wink:", smiley)

    def _paragraphs(self, remark: Remark) -> Iterator[str]:
        for text in remark.text.split("\n\n"):
            html = self.text(text).replace("\n", "<br />\n")
            quoted = html.removeprefix("<blockquote>").removesuffix("</blockquote>")
            if quoted != html:
                yield f"<blockquote><p>{quoted}</p></blockquote>"
            else:
                yield html if html.startswith("<ul>") else f"<p>{html}</p>"

    def reply_link(self, reading: Reading, remark: Remark, old: bool = False) -> str:
        """The "Répondre" below a remark, in core's old and new form."""
        href = f"{reading.blog.link(reading.post)}?replytocom={remark.id}#respond"
        name, post = escape(remark.author), reading.post.id
        if old:
            return (
                f"<a rel='nofollow' class='comment-reply-link' href='{href}' onclick='return addComment.moveForm("
                f' "div-comment-{remark.id}", "{remark.id}", "respond", "{post}" )\''
                f" aria-label='Répondre à {name}'>Répondre</a>"
            )
        return (
            f'<a rel="nofollow" class="comment-reply-link" href="{href}" data-commentid="{remark.id}" '
            f'data-postid="{post}" data-belowelement="div-comment-{remark.id}" data-respondelement="respond" '
            f'data-replyto="Répondre à {name}" aria-label="Répondre à {name}">Répondre</a>'
        )

    def replies_allowed(self, reading: Reading, shown: Shown) -> bool:
        """Whether a reply link stands below a remark: not at the deepest level, nor under a ping."""
        post = reading.post
        return post.comments_open and shown.depth + 1 < post.thread_depth and not shown.remark.ping


def counted(number: int, noun: str) -> str:
    """A number and its noun: "1 commentaire", "3 commentaires"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def clock(moment: datetime) -> str:
    """The time as French themes print it: "8 h 05 min"."""
    return f"{moment.hour} h {moment:%M} min"
