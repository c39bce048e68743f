"""Finds out where a site's articles are: turns feeds, sitemaps and listings into tasks for the frontier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol
from urllib.parse import urljoin

from lxml.html import HtmlElement

from crawler.archive import CommentNews, Discovery, KnownUrl, UrlKind, recent_comments_of
from crawler.spiders.activity import (
    announced_comment_feeds,
    comment_counts,
    read_comment_feed,
    recent_comments,
)
from crawler.spiders.arguments import Arguments
from crawler.spiders.discovery import (
    FEED_PATH,
    SITEMAP_PATHS,
    Found,
    announced_feeds,
    archive_pages,
    blog_title,
    feed_title,
    home_of,
    lists_months,
    newest_date,
    overviews,
    read_feed,
    read_listing,
    read_sitemap,
)
from crawler.spiders.frontier import Frontier, Task
from crawler.spiders.urls import VariantLimit, below, clean_url, may_be_article, published_before

# A "next" chain ends after so many pages in a row that show nothing new.
PATIENCE = 2
SITEMAP_DEPTH = 3


class Memory(Protocol):
    """What the scout asks of the archive, through the crawl's run."""

    def known_urls(self, kind: UrlKind) -> list[KnownUrl]: ...
    def discovered(self, found: Sequence[Discovery], by: str | None, *, whole: bool = False) -> None: ...
    def heard_comments(self, comments: Sequence[CommentNews], by: str) -> None: ...
    def found_title(self, title: str, *, sure: bool) -> None: ...
    def left_out(self) -> None: ...


class Scout:
    """Feeds the frontier of one crawl. All addresses it accepts are on the site, below the blog's home page,
    and remembered in the archive before they are fetched.

    The first crawl of a site follows a listing to its end; a later one, with the archive to compare, turns
    back after ``PATIENCE`` pages without news. ``listing_pages`` bounds a "next" chain, ``sitemaps`` the
    sitemaps read.
    """

    def __init__(
        self, arguments: Arguments, memory: Memory, *, listing_pages: int = 2000, sitemaps: int = 500
    ) -> None:
        self.frontier = Frontier(arguments.limit)
        self._site = arguments.site
        self._since = arguments.since
        self._memory = memory
        self._listing_pages = listing_pages
        self._sitemaps_left = sitemaps
        self._home = arguments.site.url
        self._known: set[str] = set()
        self._listed: set[str] = set()
        self._overviews: set[str] = set()
        self._copies: set[str] = set()
        self._thorough = True
        self._titled = False
        self._variants = VariantLimit()

    @property
    def home(self) -> str:
        """The blog's home page, as far as it is known."""
        return self._home

    def begin(self, root: HtmlElement | None, url: str, sitemaps: Iterable[str]) -> None:
        """Set out from the home page found at ``url`` (``root`` is None when it could not be read), with the
        sitemaps that robots.txt names: recall earlier crawls, and queue all that lists articles.
        """
        if root is not None:
            self._home = home_of(root, url)
            self.note_title(blog_title(root), sure=True)
        self._recall()
        self._add_feeds(root, url)
        if root is not None:
            self.note_comments(root, url)
        self._add_sitemaps(sitemaps)
        for listing in self._site.listings:
            self._add(Task(urljoin(self._home, listing), "listing"))

    def is_home(self, root: HtmlElement, url: str) -> bool:
        """Whether a page is the blog's home page, from where all of it is crawled."""
        return clean_url(home_of(root, url)) == clean_url(url)

    def note_comments(self, root: HtmlElement, url: str) -> None:
        """Take the newest comments that the home page shows, and remember the comment feeds that it
        announces: updates read them."""
        if comments := recent_comments(root, url):
            self._memory.heard_comments(comments, recent_comments_of(self._home))
        feeds = [feed for feed in announced_comment_feeds(root, url) if self._site.holds(feed)]
        if feeds:
            self._memory.discovered([Discovery(feed, "feed") for feed in feeds], url)

    def sitemap(self, body: bytes, task: Task) -> tuple[str, ...]:
        """Take what a sitemap names, and say what it is."""
        read = read_sitemap(body)
        self._take_children(read.children, task)
        accepted = self._add_articles(read.pages, task.url, whole=bool(read.pages))
        return tuple(child.url for child in read.children) + accepted

    def _take_children(self, children: Sequence[Found], task: Task) -> None:
        accepted = [
            (url, child)
            for child in children
            if (url := clean_url(child.url, task.url)) and self._site.holds(url) and not self._too_old(child)
        ]
        if not accepted or task.depth >= SITEMAP_DEPTH:
            return
        found = [Discovery(url, "sitemap", child.changed_at) for url, child in accepted]
        self._memory.discovered(found, task.url)
        self._queue_children([Task(url, "sitemap", task.url, depth=task.depth + 1) for url, _ in accepted])

    def _queue_children(self, children: Sequence[Task]) -> None:
        for child in children:
            self._add_sitemap(child)

    def feed(self, body: bytes, task: Task) -> tuple[str, ...]:
        """Take what a feed names, of articles or of comments, and say what it is."""
        comments = read_comment_feed(body)
        if comments:
            self._memory.heard_comments(comments, task.url)
            return tuple(comment.url for comment in comments)
        self.note_title(feed_title(body))
        return self._add_articles(read_feed(body), task.url)

    def listing(self, root: HtmlElement, url: str, task: Task) -> tuple[str, ...]:
        """Take a listing's entries, say what they are, and queue its next page while there is news."""
        read = read_listing(root, url)
        stale = 0 if self._has_news(read.articles) else task.stale + 1
        self._listed.update(read.articles)
        counts = comment_counts(root, url, read.articles)
        found = [Found(article, comment_count=counts.get(article)) for article in read.articles]
        accepted = self._add_articles(found, url)
        if read.next_url is not None and stale < PATIENCE and task.depth < self._listing_pages:
            self._turn_page(root, Task(read.next_url, "listing", url, depth=task.depth + 1, stale=stale))
        elif read.next_url is None and self._may_list_archives(url):
            self._open_archives(root, url)
        return accepted

    def _may_list_archives(self, url: str) -> bool:
        address = clean_url(url)
        return address == clean_url(self._home) or address in self._overviews or lists_months(url)

    def _open_archives(self, root: HtmlElement, url: str) -> None:
        """Read the archives by month of a blog whose home page leads to no older one."""
        if not self._thorough:
            return
        if clean_url(url) == clean_url(self._home):  # an archive that leads to others may have no end
            self._overviews.update(overviews(root, url))
        for address in archive_pages(root, url):
            task = Task(address, "listing", url, depth=1)
            if not self._too_old(Found(f"{address}/")) and self._add(task):
                self._memory.discovered([Discovery(address, "listing")], url)

    def _has_news(self, entries: Sequence[str]) -> bool:
        """Whether a listing page shows what earlier pages (or crawls) have not: a reason to turn the page."""
        old = self._listed if self._thorough else self._known
        return any(entry not in old for entry in entries)

    def _turn_page(self, root: HtmlElement, following: Task) -> None:
        newest = newest_date(root)
        if self._since and newest and newest < self._since.isoformat():
            return
        if self._add(following):
            self._memory.discovered([Discovery(following.url, "listing")], following.by)

    def failed(self, task: Task) -> None:
        """Take note that what lists articles could not be had."""

    def instead(self, task: Task) -> None:
        """Queue what is to be tried where a guess gave nothing."""
        if task.others:
            self._add(Task(task.others[0], task.kind, guessed=True, others=task.others[1:]))

    def _recall(self) -> None:
        """Bring back what earlier crawls knew: articles to visit again, and listings a killed crawl left."""
        articles = self._memory.known_urls("article")
        self._known = {known.url for known in articles}
        left = [known for known in self._memory.known_urls("listing") if known.last_fetched_at is None]
        self._thorough = bool(left) or not any(known.last_fetched_at for known in articles)
        for known in left:
            self._add(Task(known.url, "listing", known.discovered_by))
        self._recall_copies()
        for known in self._memory.known_urls("unknown"):
            if known.discovered_by in self._copies and (known.last_fetched_at is None or known.failures):
                self._add(self._article_task(known.url, known.discovered_by))
        for known in _one_for_each_article(articles):
            if not self._too_old(Found(known.url, known.lastmod)):
                self.frontier.recall(Task(known.url, "recalled", known.discovered_by))

    def _recall_copies(self) -> None:
        self._copies = {known.url for known in self._memory.known_urls("other")}

    def _article_task(self, url: str, by: str | None) -> Task:
        """The task of an address that the archive remembers. Where a page named it that was left as a copy,
        it is what that page calls itself, and the crawl ended before it."""
        return Task(url, "article", by, copy=by if by in self._copies else None)

    def _add_feeds(self, root: HtmlElement | None, url: str) -> None:
        named = [urljoin(self._home, feed) for feed in self._site.feeds]
        named += announced_feeds(root, url) if root is not None else ()
        named += [known.url for known in self._memory.known_urls("feed") if known.last_status in (200, 304)]
        for feed in named:
            self._add(Task(feed, "feed"))
        if not named:
            self._add(Task(urljoin(self._home, FEED_PATH), "feed", guessed=True))

    def _add_sitemaps(self, named: Iterable[str]) -> None:
        guesses = [urljoin(self._home, path) for path in SITEMAP_PATHS]
        own = [urljoin(self._home, path) for path in self._site.sitemaps]
        known = [one.url for one in self._memory.known_urls("sitemap") if one.last_status in (200, 304)]
        certain = [url for url in (*own, *named, *known) if self._site.holds(url)]
        for url in certain:
            self._add_sitemap(Task(url, "sitemap"))
        if not certain:
            self._add_sitemap(Task(guesses[0], "sitemap", guessed=True, others=tuple(guesses[1:])))

    def _add_sitemap(self, task: Task) -> None:
        if self._sitemaps_left and self._add(task):
            self._sitemaps_left -= 1

    def _add(self, task: Task) -> bool:
        url = clean_url(task.url)
        return bool(url) and self._site.holds(task.url) and self.frontier.add(task)

    def _add_articles(self, found: Iterable[Found], by: str, *, whole: bool = False) -> tuple[str, ...]:
        accepted = [(url, one) for one in found if (url := self._article_address(one.url, by))]
        self._memory.discovered(
            [
                Discovery(
                    url,
                    "article",
                    one.changed_at or one.published_at,
                    one.comment_count,
                    one.words,
                    one.guid,
                )
                for url, one in accepted
            ],
            by,
            whole=whole,
        )
        for url, one in accepted:
            if not self._too_old(Found(url, one.changed_at, one.published_at)):
                self._queue_article(Task(url, "article", by))
            elif self.frontier.skip(url):
                self._memory.left_out()
        return tuple(url for url, _ in accepted)

    def _queue_article(self, task: Task) -> None:
        self.frontier.add(task)

    def note_title(self, title: str | None, *, sure: bool = False) -> None:
        """Remember what the blog calls itself: surely where its home page says so."""
        if title is not None and (sure or not self._titled):
            self._titled = True
            self._memory.found_title(title, sure=sure)

    def note_title_on(self, root: HtmlElement) -> None:
        """Remember what an article's page calls its blog, where nothing is known of that yet."""
        if not self._titled:
            self.note_title(blog_title(root))

    def _article_address(self, address: str, by: str) -> str | None:
        url = clean_url(address, by)
        if not url or not self._site.holds(url) or not below(url, self._home) or not may_be_article(url):
            return None
        return url if self.frontier.knows(url) or self._variants.allows(url) else None

    def _too_old(self, found: Found) -> bool:
        """Older than asked for, by the date given with it (of the last change, at the latest) or in it."""
        if self._since is None:
            return False
        day = found.published_at or found.changed_at
        if day and day[:10] < self._since.isoformat():
            return True
        return published_before(found.url, self._since.year, self._since.month)


def _one_for_each_article(addresses: Iterable[KnownUrl]) -> list[KnownUrl]:
    """Of the addresses that lead to one article, its own, else the one that is due first."""
    chosen: dict[int | str, KnownUrl] = {}
    for known in sorted(addresses, key=lambda one: (not one.own, one.next_due_at or "", one.url)):
        chosen.setdefault(known.url if known.article_id is None else known.article_id, known)
    return sorted(chosen.values(), key=lambda one: one.url)
