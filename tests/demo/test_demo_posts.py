"""The invented posts: enough of everything that an archive must tell apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from crawler.demo.model import BlogPost, Remark, bare_page, thread, thread_pages
from crawler.demo.themes import BlockTheme, ClassicTheme, Html5Theme
from crawler.demo.truth import true_article, true_articles
from crawler.demo.typography import plain
from crawler.demo.world import sample_world

WORLD = sample_world("http://127.0.0.1:8423/")
POSTS = {post.slug: post for post in WORLD.posts}


def test_there_is_enough_of_everything() -> None:
    truth = true_articles(WORLD).values()
    assert len(truth) >= 25
    themes = Counter(type(WORLD.theme_of(post)) for post in WORLD.posts)
    assert min(themes[theme] for theme in (ClassicTheme, Html5Theme, BlockTheme)) >= 8
    assert max(comment.depth for article in truth for comment in article.comments) == 6
    assert {block.kind for article in truth for block in article.blocks} == {
        "paragraph", "heading", "list_item", "quote", "table", "code"
    }  # fmt: skip
    assert {block.part for article in truth for block in article.blocks} == {
        "lead", "body", "opinion", "source", "credit", "caption", "furniture"
    }  # fmt: skip
    assert len({source.raw for article in truth for source in article.sources}) >= 15
    assert len([article for article in truth if article.opinion]) >= 6
    bare = [a for a in truth if not a.sources and not a.opinion and not a.comments]
    assert len(bare) >= 3
    assert {bare_page(post) for post in WORLD.posts if post.comment_pages} == {1, 3}
    assert sum(article.pings for article in truth) >= 5


def test_ids_and_addresses_are_unique() -> None:
    remarks = [remark.id for post in WORLD.posts for remark in post.remarks]
    assert len(remarks) == len(set(remarks))
    paths = [post.path for post in WORLD.posts]
    assert len(paths) == len(set(paths)) == len(WORLD.posts)
    for post in WORLD.posts:
        at = {remark.id: remark.at for remark in post.remarks}
        assert all(remark.to is None or at[remark.to] < remark.at for remark in post.remarks)


@pytest.mark.parametrize("post", WORLD.posts, ids=lambda post: post.slug)
def test_what_is_said_is_printed_in_this_order(post: BlogPost) -> None:
    sheet = WORLD.theme_of(post).article(WORLD.reading(post))
    page, place = "".join(plain(sheet.html).split()), 0
    for block in sheet.blocks:
        words = "".join(block.text.split())
        place = page.index(words, place) + len(words)


def test_every_dress_says_the_same_of_a_post() -> None:
    """A redesign changes the furniture, and nothing that is the article's."""
    for post in WORLD.posts:
        told = set()
        for theme in (ClassicTheme(), Html5Theme(), BlockTheme()):
            article = true_article(replace(WORLD, theme=theme), post)
            own = tuple(block for block in article.blocks if block.part != "furniture")
            comments = tuple((c.id, c.parent, c.depth, c.text) for c in article.comments)
            told.add((own, comments, article.sources, article.opinion, article.headline))
        assert len(told) == 1, post.slug


def remark(number: int, to: int | None = None) -> Remark:
    post = POSTS["bienvenue"]
    return Remark(number, "Zoé", None, post.published.replace(hour=10 + number), "Bien.", to)


def places(post: BlogPost) -> list[tuple[int, int, int | None]]:
    return [
        (one.remark.id, one.depth, one.parent.id if one.parent else None)
        for top in thread(post)
        for one in top.flat()
    ]


def test_replies_below_the_deepest_level_become_siblings() -> None:
    talk = (remark(1), remark(2, to=1), remark(3, to=2), remark(4, to=3), remark(5, to=2))
    post = replace(POSTS["bienvenue"], remarks=talk)
    assert places(post) == [(1, 0, None), (2, 1, 1), (3, 2, 2), (4, 3, 3), (5, 2, 2)]
    flat = replace(post, thread_depth=2)
    assert places(flat) == [(1, 0, None), (2, 1, 1), (3, 1, 1), (4, 1, 1), (5, 1, 1)]


def test_a_page_of_comments_keeps_threads_whole() -> None:
    post = POSTS["klaxon-municipal"]
    pages = [[one.remark.id for top in page for one in top.flat()] for page in thread_pages(post)]
    assert pages == [
        [2301, 2302, 2303, 2304, 2305],
        [2306, 2307, 2308, 2309],
        [2310, 2311, 2312, 2390],
    ]
