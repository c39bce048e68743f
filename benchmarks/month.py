"""June 2026 at the sample blog, played morning by morning against the program, with every request noted.

What whoever reads the blog each morning sees changing is derived from the blog itself, without the archive.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.days import LAST, morning, world_on
from benchmarks.weather import DAYS, RETRY_AFTER, Seen, Weather
from crawler.archive.wording import changed_fields, fields_of
from crawler.demo.server import BlogServer
from crawler.demo.truth import true_article
from crawler.items import Comment

ROOT = Path(__file__).resolve().parents[1]
FAST = ("DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=0", "RETRY_BACKOFF=0.01")  # loopback needs no mercy
# On such days no article can be read as it is.
UNREADABLE: frozenset[Weather] = frozenset(
    ("consent", "captcha", "login", "closed", "busy", "stub", "half", "error")
)
# Where the blog announces what changed; its index of sitemaps has no dates.
MANNERS = ("/robots.txt", "/.well-known/tdmrep.json")
SOURCES = ("/feed/", "/comments/feed/", "/post-sitemap.xml", "/post-sitemap2.xml")
Forecast = Callable[[int], Weather]


def fair(day: int) -> Weather:
    """A month without a cloud."""
    return "fair"


def as_it_was(day: int) -> Weather:
    """The weather of June 2026."""
    return DAYS.get(day, "fair")


@dataclass(frozen=True)
class Run:
    """One morning's run: its exit code, what it said, and what it asked for, (status, path) in order."""

    code: int
    err: str
    asked: tuple[tuple[int, str], ...]

    @property
    def paths(self) -> list[str]:
        return [path for _, path in self.asked]


@dataclass
class Month:
    """The mornings played so far, and the archive that they wrote."""

    archive: Path
    url: str
    runs: dict[int, Run] = field(default_factory=dict)

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.archive)) as connection:
            return connection.execute(sql, values).fetchall()

    def one(self, sql: str, *values: Any) -> Any:
        return self.rows(sql, *values)[0][0]


def play(
    archive: Path, last: int = LAST, forecast: Forecast = as_it_was, *, update: bool = True
) -> Iterator[tuple[int, Month]]:
    """Plays the mornings from 1 June: a crawl, then a ``scrapy update`` a day (a whole crawl, without
    ``update``). Gives each day when its run has ended."""
    log: list[tuple[int, str]] = []
    with BlogServer(port=0, told=lambda status, path: log.append((status, path))) as server:
        month = Month(archive, server.url)
        for day in range(1, last + 1):
            server.pages = seen_on(server.url, day, forecast(day))  # type: ignore[assignment]
            log.clear()
            words = ("update",) if update and day > 1 else ("crawl", "blog", "-a", f"url={server.url}")
            done = scrapy(archive, *words, NOW=morning(day).isoformat())
            month.runs[day] = Run(done.returncode, done.stderr, tuple(log))
            yield day, month


def scrapy(archive: Path, *words: str, **settings: Any) -> subprocess.CompletedProcess[str]:
    """A command of ``scrapy`` run to its end, with warnings as errors."""
    return subprocess.run(
        scrapy_command(archive, *words, **settings),
        cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


def scrapy_command(archive: Path, *words: str, **settings: Any) -> list[str]:
    given = (*FAST, f"ARCHIVE={archive}", *(f"{name}={value}" for name, value in settings.items()))
    command = [sys.executable, "-W", "error", "-m", "scrapy", *words]
    return command + [word for one in given for word in ("-s", one)]


def seen_on(url: str, day: int, weather: Weather = "fair") -> Seen:
    """The blog as it is seen on a morning, with the redirects of posts that moved."""
    world = world_on(url, day)
    now = {post.id: post.path for post in world.posts}
    moved = {
        post.path: now[post.id]
        for early in range(1, day)
        for post in world_on(url, early).posts
        if now.get(post.id, post.path) != post.path
    }
    return Seen(world, weather, moved)


def readable_days(last: int = LAST, forecast: Forecast = as_it_was) -> list[int]:
    """The mornings on which articles can be read, and the site does not want to be left alone."""
    days: list[int] = []
    resting = 0
    for day in range(1, last + 1):
        if day > resting and forecast(day) == "busy":
            resting = day + RETRY_AFTER // 86400 - 1
        if day > resting and forecast(day) not in UNREADABLE:
            days.append(day)
    return days


# --- what is to be seen


@dataclass(frozen=True)
class Revision:
    """One field of one post that says something else than on the last morning on which it could be read."""

    post: int
    field: str
    before: str | None
    after: str | None
    day: int


@dataclass(frozen=True)
class View:
    """A post as it is read on a morning."""

    path: str
    fields: dict[str, str | None]
    comments: dict[str, Comment]


def views(day: int, url: str = "http://blog.example/") -> dict[int, View]:
    """What is to be read on a morning, by the posts' ids."""
    world = world_on(url, day)
    found: dict[int, View] = {}
    for post in world.posts:
        article = true_article(world, post)
        comments = {comment.id: comment for comment in article.comments}
        found[post.id] = View(post.path, fields_of(article), comments)
    return found


def true_revisions(last: int = LAST, forecast: Forecast = as_it_was) -> list[Revision]:
    """What whoever reads the blog on every morning on which it can be read sees changing."""
    known: dict[int, View] = {}
    found: list[Revision] = []
    for day in readable_days(last, forecast):
        for number, view in views(day).items():
            before = known[number].fields if number in known else view.fields
            found += [
                Revision(number, name, before[name], view.fields[name], day)
                for name in changed_fields(before, view.fields)
            ]
            known[number] = view
    return found


def changed_pages(last: int = LAST, forecast: Forecast = as_it_was) -> dict[int, set[int]]:
    """By day, the posts whose pages show something new: their words, a comment, an address, or nothing at
    all any more."""
    known: dict[int, View | None] = {}
    found: dict[int, set[int]] = {}
    for day in readable_days(last, forecast):
        now: dict[int, View | None] = dict.fromkeys(known) | views(day)  # type: ignore[arg-type]
        found[day] = {number for number, view in now.items() if _differ(known.get(number), view)}
        known = now
    return found


def _differ(before: View | None, now: View | None) -> bool:
    if before is None or now is None:
        return before is not now
    texts = [{key: comment.text for key, comment in view.comments.items()} for view in (before, now)]
    return before.path != now.path or bool(changed_fields(before.fields, now.fields)) or texts[0] != texts[1]


def path_of(url: str) -> str:
    return urlsplit(url).path
