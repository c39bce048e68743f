"""The addresses of the sample blog: what answers, what redirects, and the traps."""

from __future__ import annotations

import re

import pytest

from crawler.demo.pages import Pages
from crawler.demo.world import sample_world

URL = "http://127.0.0.1:8423/"
WORLD = sample_world(URL, "http://ailleurs.example/")
PAGES = Pages(WORLD)


def test_the_same_world_answers_the_same_bytes() -> None:
    again = Pages(sample_world(URL, "http://ailleurs.example/"))
    for path in ("/", "/feed/", "/sitemap_index.xml", "/robots.txt", *(post.path for post in WORLD.posts)):
        assert PAGES.answer(path) == again.answer(path)
        assert PAGES.answer(path).status == 200


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/2018/03/zephyr-3-marche-arriere", 301, "/2018/03/zephyr-3-marche-arriere/"),
        ("/?p=15", 301, "/2018/03/zephyr-3-marche-arriere/"),
        ("/2018/01/bienvenue/comment-page-2/", 301, "/2018/01/bienvenue/"),
        ("/2018/02/pneu-carre/", 404, None),
        ("/wp-json/wp/v2/comments?post=15", 401, None),
        ("/page/2/", 200, None),
        ("/page/99/", 404, None),
        ("/rubrique/essais/", 200, None),
        ("/mot-cle/conseil-d-etat/", 200, None),
        ("/auteur/odile/", 200, None),
        ("/2018/03/", 200, None),
        ("/a-propos/", 200, None),
        ("/prive/zephyr-5/", 200, None),
        ("/2018/03/zephyr-3-marche-arriere/?utm_source=rss", 200, None),
    ],
)
def test_answers(path: str, status: int, location: str | None) -> None:
    answer = PAGES.answer(path)
    assert (answer.status, answer.location) == (status, location)


def test_the_calendar_never_ends() -> None:
    path = "/agenda/?mois=2031-11"
    for _ in range(30):
        found = re.search(r'rel="next"', PAGES.answer(path).body)
        assert found
        path = re.search(r"/agenda/\?mois=\d{4}-\d\d", PAGES.answer(path).body)[0]  # type: ignore[index]
    assert path == "/agenda/?mois=2034-05"


def test_one_post_stands_at_two_addresses_and_says_which_is_its_own() -> None:
    post = next(post for post in WORLD.posts if post.second_address)
    second = PAGES.answer(f"/essais/{post.slug}/")
    assert second.body == PAGES.answer(post.path).body
    assert f'<link rel="canonical" href="{WORLD.blog.link(post)}" />' in second.body
    listed = "".join(PAGES.answer(path).body for path in ("/", "/page/2/", "/page/3/", "/page/4/", "/feed/"))
    assert f"/essais/{post.slug}/" in listed
    assert post.path not in listed


def test_each_post_but_the_hidden_is_in_the_sitemaps() -> None:
    index = PAGES.answer("/sitemap_index.xml").body
    maps = re.findall(rf"<loc>{URL}(post-sitemap\d*\.xml)</loc>", index)
    assert maps == ["post-sitemap.xml", "post-sitemap2.xml"]
    named = {
        found for name in maps for found in re.findall(r"<loc>(.*?)</loc>", PAGES.answer(f"/{name}").body)
    }
    hidden = {WORLD.blog.link(p) for p in WORLD.posts if p.second_address or p.found_by == "listing"}
    assert named == {WORLD.blog.link(post) for post in WORLD.posts} - hidden
    assert len(hidden) == 2


def test_the_feed_counts_comments() -> None:
    feed = PAGES.answer("/feed/").body
    counts = re.findall(r"<slash:comments>(\d+)</slash:comments>", feed)
    assert len(counts) == 10
    newest = WORLD.listed[0]
    assert counts[0] == str(newest.comment_count)
