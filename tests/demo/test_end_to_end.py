"""The sample blog, served by another process and crawled as a person crawls it, against its own truth.

The truth is the generator's (``crawler.demo.truth``), written without the splitter: every article, block,
source, opinion and comment must be in the archive exactly so, and nothing else.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from blog_process import Served, serving
from loopback import ROOT, Crawled, WebSite, rows_of, run_crawl

from crawler.archive import Archive
from crawler.demo.model import BlogPost, Passage, Remark
from crawler.demo.truth import true_articles
from crawler.demo.world import World, sample_world
from crawler.items import Article

SLUGS = [post.slug for post in sample_world("http://127.0.0.1/").posts]
CONTENT = (
    "articles article_authors article_keywords authors blocks citations comment_revisions commenters comments"
    " keywords opinions opt_outs raw_bodies revision_fields revisions source_aliases sources"
).split()
BROKEN = "2018/02/pneu-carre/"
KILLS = 10


@dataclass(frozen=True)
class Run:
    """A crawl of a served world, and what the archive must hold after it."""

    served: Served
    world: World
    done: Crawled
    asked: list[tuple[int, str]]

    @property
    def truth(self) -> dict[str, Article]:
        return true_articles(self.world)

    def post(self, slug: str) -> BlogPost:
        return next(post for post in self.world.posts if post.slug == slug)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.done.rows(sql)


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[WebSite]:
    """The site that the blog links to: nobody may ever ask it for anything."""
    with closing(WebSite()) as site:
        yield site


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, elsewhere: WebSite) -> Iterator[Served]:
    log = tmp_path_factory.mktemp("served") / "asked"
    with serving(partial(sample_world, elsewhere=elsewhere.url), log) as served:
        yield served


def crawl(served: Served, world: World, archive: Path) -> Run:
    before = len(served.asked())
    done = run_crawl(archive, "blog", "-a", f"url={served.url}")
    return Run(served, world, done, served.asked()[before:])


@pytest.fixture(scope="module")
def first(served: Served, elsewhere: WebSite, tmp_path_factory: pytest.TempPathFactory) -> Run:
    archive = tmp_path_factory.mktemp("first") / "archive.db"
    return crawl(served, sample_world(served.url, elsewhere.url), archive)


@pytest.fixture(scope="module")
def second(first: Run, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The same blog crawled again, into a copy of the first crawl's archive."""
    archive = tmp_path_factory.mktemp("second") / "archive.db"
    shutil.copy(first.done.archive, archive)
    return crawl(first.served, first.world, archive)


# --- what the archive holds


def seen(article: Article) -> Article:
    """An archived article without how it was found: layout, rules, raw dates, and the way to a parent."""
    return replace(
        article,
        layout=None,
        date_published_raw=None,
        comment_pages=(),
        blocks=tuple(replace(block, rule=None) for block in article.blocks),
        comments=tuple(
            replace(comment, date_published_raw=None, parent_from=comment.parent_from and "nesting")
            for comment in article.comments
        ),
    )


@pytest.mark.parametrize("slug", SLUGS)
def test_each_article_is_archived_as_it_is(first: Run, slug: str) -> None:
    url = first.world.blog.link(first.post(slug))
    with Archive(first.done.archive, readonly=True) as archive:
        held = archive.read_article(url)
    assert held is not None, first.done.err
    truth = first.truth[url]
    found = seen(held.article)
    assert found.blocks == truth.blocks
    assert found.comments == truth.comments
    assert found == truth
    assert held.removed == ()
    assert (held.revision_count, held.gone_at, held.thread_complete) == (0, None, True)
    assert all(block.rule for block in held.article.blocks)
    assert {c.parent_from for c in held.article.comments} <= {None, "nesting", "depth"}


def test_the_views_tell_the_same(first: Run) -> None:
    truth = first.truth
    names = {first.world.blog.link(post): post.known_as for post in first.world.posts}
    assert sorted(first.rows("SELECT url, headline, authors, section, keywords, body, opinion, comment_count,"
                             " archived_comment_count, sources FROM article_overview")) == sorted(
        (
            url, article.headline, ", ".join(article.authors), article.section,
            ", ".join(article.keywords) or None, "\n\n".join(article.body),
            "\n\n".join(article.opinion.paragraphs) if article.opinion else None,
            article.comment_count, len(article.comments),
            ", ".join(names[url][source.name] for source in article.sources) or None,
        )
        for url, article in truth.items()
    )  # fmt: skip
    assert first.rows(
        "SELECT article_url, comment_id, parent_id, depth, author, date_published, text, edited_at, removed_at"
        " FROM comment_threads ORDER BY article_url, sort_path"
    ) == [
        (url, c.id, c.parent, c.depth, c.author, c.date_published, c.text, None, None)
        for url, article in sorted(truth.items())
        for c in article.comments
    ]
    assert sorted(
        first.rows("SELECT article_url, name, source_url, raw FROM source_citations"), key=str
    ) == sorted(
        (
            (url, names[url][source.name], source.url, source.raw)
            for url, article in truth.items()
            for source in article.sources
        ),
        key=str,
    )
    assert sorted(first.rows("SELECT article_url, site, heading, text FROM opinion_list")) == sorted(
        (url, first.served.name, article.opinion.heading, "\n\n".join(article.opinion.paragraphs))
        for url, article in truth.items()
        if article.opinion
    )


def test_what_is_missing_is_told_and_nothing_else(first: Run) -> None:
    short = [
        (url, article.comment_count, len(article.comments))
        for url, article in first.truth.items()
        if article.comment_count not in (None, len(article.comments), len(article.comments) + article.pings)
    ]
    assert len(short) == 1
    assert first.rows("SELECT article_url, declared, held FROM archive_gaps") == short
    assert first.rows("SELECT url, site, stage, error FROM failure_list") == [
        (f"{first.served.url}{BROKEN}", first.served.name, "fetch", "Http404")
    ]
    assert first.rows("SELECT status, articles_new, articles_failed, comments_new FROM crawl_log") == [
        ("partial", len(SLUGS), 1, sum(len(article.comments) for article in first.truth.values()))
    ]
    assert first.done.code == 3, first.done.err
    assert first.rows("SELECT * FROM revision_history") == []


# --- how it was crawled


def test_only_what_may_be_asked_was_asked_and_once(first: Run, elsewhere: WebSite) -> None:
    paths = [path for _, path in first.asked]
    assert elsewhere.asked == []
    assert not [path for path in paths if path.startswith("/prive/")]
    pinned = next(post.path for post in first.world.posts if post.id == 15)  # "/?p=15" leads there once more
    assert sorted(paths) == sorted([*set(paths), pinned])
    assert not [path for path in paths if "utm_" in path or "replytocom" in path or "share=" in path]
    assert not [path for path in paths if path.startswith("/mot-cle/")]
    assert sum("mois=" in path for path in paths) <= 25
    missing = [path for status, path in first.asked if status == 404]
    assert missing == [
        "/.well-known/tdmrep.json",
        "/ai.txt",
        f"/{BROKEN}",
    ]  # two are asked for before any page


def test_a_second_crawl_adds_nothing_and_asks_conditionally(first: Run, second: Run) -> None:
    assert second.done.code == 3, second.done.err
    assert content(second.done.archive) == content(first.done.archive)
    assert second.rows("SELECT status, articles_new, articles_changed, articles_unchanged, comments_new"
                       " FROM crawl_log ORDER BY run_id DESC LIMIT 1") == [("partial", 0, 0, len(SLUGS), 0)]  # fmt: skip
    whole = {path for status, path in second.asked if status != 304}
    assert whole <= {"/", "/robots.txt", f"/{BROKEN}"}
    assert len(second.asked) < len(first.asked)


def content(archive: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that an archive holds of a blog, without the times at which it was seen again."""
    kept: dict[str, list[tuple[Any, ...]]] = {}
    for table in CONTENT:
        columns = [row[1] for row in rows_of(archive, f"PRAGMA table_info({table})")]
        names = ", ".join(name for name in columns if name != "last_seen_at")
        kept[table] = sorted(rows_of(archive, f"SELECT {names} FROM {table}"), key=str)
    return kept


# --- a blog that changes


def changed_world(url: str, elsewhere: str) -> World:
    """The blog some days later: a post edited, a new post, a comment edited, one removed, one new."""
    posts = {post.slug: post for post in sample_world(url, elsewhere).posts}
    edited = posts["garage-de-nuit"]
    passages = (*edited.passages[:-1], Passage("body", "p", ("Il ferme à midi, désormais.",)))
    posts["garage-de-nuit"] = replace(edited, passages=passages)
    talked = posts["conduire-dans-son-salon"]
    remarks = tuple(replace(r, text=f"{r.text} (bis)") if r.id == 10706 else r for r in talked.remarks)
    posts["conduire-dans-son-salon"] = replace(talked, remarks=remarks)
    cut = posts["berlingot-vanille"]
    posts["berlingot-vanille"] = replace(cut, remarks=tuple(r for r in cut.remarks if r.id != 3410))
    last = posts["dernier-plein"]
    reply = Remark(
        25802, "Solène", None, last.published + timedelta(days=2), "Avec ou sans plomb ?", to=25801
    )
    posts["dernier-plein"] = replace(last, remarks=(*last.remarks, reply))
    posts["premier-litre"] = replace(
        last,
        id=263,
        slug="premier-litre",
        title="Le premier litre de la piscine",
        published=last.published + timedelta(days=9),
        modified=last.published + timedelta(days=9),
        remarks=(),
    )
    return World(url, tuple(posts.values()), elsewhere)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory, elsewhere: WebSite) -> Run:
    """The blog crawled, changed, and crawled again from the same address."""
    folder = tmp_path_factory.mktemp("changed")
    archive, log = folder / "archive.db", folder / "asked"
    with serving(partial(sample_world, elsewhere=elsewhere.url), log) as served:
        run_crawl(archive, "blog", "-a", f"url={served.url}")
    with serving(partial(changed_world, elsewhere=elsewhere.url), log, served.port) as served:
        return crawl(served, changed_world(served.url, elsewhere.url), archive)


def test_a_change_is_one_revision_and_the_right_marks(changed: Run) -> None:
    old, new = sample_world(changed.served.url), changed.world
    url = new.blog.link(changed.post("garage-de-nuit"))
    before, after = true_articles(old)[url], changed.truth[url]
    assert changed.rows("SELECT article_url, number, field, before, after FROM revision_history") == [
        (url, 1, "body", "\n\n".join(before.body), "\n\n".join(after.body))
    ]
    assert changed.rows("SELECT comment_id FROM comment_threads WHERE edited_at IS NOT NULL") == [("10706",)]
    assert changed.rows("SELECT comment_id FROM comment_threads WHERE removed_at IS NOT NULL") == [("3410",)]
    assert changed.rows("SELECT before, after FROM comment_revisions") == [("Répondre", "Répondre (bis)")]
    assert changed.rows(
        "SELECT articles_new, articles_changed, articles_unchanged, comments_new, comments_removed"
        " FROM crawl_log ORDER BY run_id DESC LIMIT 1"
    ) == [(1, 1, len(SLUGS) - 1, 1, 1)]


def test_after_a_change_the_archive_is_what_the_blog_is(changed: Run) -> None:
    with Archive(changed.done.archive, readonly=True) as archive:
        held = {url: archive.read_article(url) for url in changed.truth}
    assert {url: one and seen(one.article) for url, one in held.items()} == changed.truth
    assert [c.id for one in held.values() if one for c in one.removed] == ["3410"]


# --- a crawl that is killed


def test_ten_kills_change_nothing(served: Served, elsewhere: WebSite, first: Run, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    settings = ("DOWNLOAD_DELAY=0.02", "AUTOTHROTTLE_ENABLED=0", f"ARCHIVE={archive}")
    words = [word for setting in settings for word in ("-s", setting)]
    command = [sys.executable, "-m", "scrapy", "crawl", "blog", "-a", f"url={served.url}", *words]
    chance = random.Random(8423)
    killed = 0
    for _ in range(KILLS):
        process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
        try:
            process.wait(timeout=chance.uniform(0.8, 2.4))
        except subprocess.TimeoutExpired:
            process.kill()
            killed += process.wait() < 0
    assert killed >= KILLS // 2, "the crawl is too short to be killed"
    last = crawl(served, first.world, archive)
    assert last.done.code == 3, last.done.err
    with Archive(archive, readonly=True) as opened:
        held = {url: opened.read_article(url) for url in last.truth}
    assert {url: one and seen(one.article) for url, one in held.items()} == last.truth
    assert last.rows("SELECT count(*) FROM articles") == [(len(SLUGS),)]
    assert last.rows("SELECT * FROM revision_history") == []
    assert last.rows("SELECT * FROM comment_threads WHERE edited_at OR removed_at") == []
    assert last.rows("PRAGMA integrity_check") == [("ok",)]
    assert last.rows("PRAGMA foreign_key_check") == []
