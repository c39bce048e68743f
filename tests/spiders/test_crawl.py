"""Crawls of small sites on loopback, each in its own process. All texts are invented."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Crawl = Callable[..., Any]

PARAGRAPH = (
    "La petite sportive n’a pas dit son dernier mot : trois versions, deux moteurs et un coffre assez grand "
    "pour un vélo pliant, voilà ce que le constructeur promet pour le printemps, photos à l’appui."
)


def article(title: str, *, day: str = "2024-05-12", head: str = "", comments: str = "") -> str:
    """An invented article in WordPress markup."""
    return f"""<!DOCTYPE html><html lang="fr-FR"><head><title>{title}</title>{head}
    <meta property="og:type" content="article"></head><body class="post-template-default single single-post">
    <article id="post-1" class="post type-post hentry"><header><h1 class="entry-title">{title}</h1>
    <time class="entry-date published" datetime="{day}T08:00:00+02:00">{day}</time></header>
    <div class="entry-content"><p>{PARAGRAPH}</p><p>{PARAGRAPH[::-1]}</p></div></article>
    {comments}</body></html>"""


def comments(*ids: int, pages: str = "", total: int | None = None) -> str:
    """A WordPress comment list with one comment for each id."""
    items = "".join(
        f"""<li id="comment-{n}" class="comment even depth-1">
        <article id="div-comment-{n}" class="comment-body">
        <footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Lecteur {n}</b></div>
        <div class="comment-metadata"><a href="#comment-{n}"><time datetime="2024-05-13T09:00:00+02:00">13 mai
        2024</time></a></div></footer><div class="comment-content"><p>Je secret-{n} commente.</p></div>
        </article></li>"""
        for n in ids
    )
    count = total or len(ids)
    return f"""<div id="comments" class="comments-area"><h2 class="comments-title">{count} commentaires</h2>
    <ol class="comment-list">{items}</ol>{pages}</div>"""


def listing(*paths: str, following: str = "") -> str:
    """A listing with a heading for each path, and a link to the next page."""
    entries = "".join(
        f'<article class="post hentry"><h2 class="entry-title"><a href="{path}">Titre</a></h2></article>'
        for path in paths
    )
    pager = f'<a class="next page-numbers" href="{following}">Suivant</a>' if following else ""
    return f"""<!DOCTYPE html><html><head><title>Blog</title></head><body class="home blog">{entries}
    <nav>{pager}</nav></body></html>"""


def sitemap(*urls: str) -> str:
    entries = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'


def feed(*urls: str) -> str:
    items = "".join(f"<item><link>{url}</link></item>" for url in urls)
    return f'<rss version="2.0"><channel>{items}</channel></rss>'


@pytest.fixture
def blog(web: Any) -> Any:
    """A blog of five articles: one in the feed, one in the sitemap, three on two listing pages."""
    web.routes |= {
        "/robots.txt": f"User-agent: *\nDisallow: /prive/\nSitemap: {web.url}plan.xml",
        "/": listing(
            "/2024/05/un/", "/2024/05/deux/?utm_source=accueil", "/prive/secret/", following="/page/2/"
        ),
        "/page/2/": listing("/2024/05/trois/", "http://ailleurs.example/x-y-z/"),
        "/plan.xml": sitemap(f"{web.url}2024/05/quatre/"),
        "/feed/": feed(f"{web.url}2024/05/cinq/?utm_source=rss", f"{web.url}2024/05/un/"),
        "/2024/05/un/": article("Un", comments=comments(1, 2)),
        "/2024/05/deux/": article("Deux"),
        "/2024/05/trois/": article("Trois"),
        "/2024/05/quatre/": article("Quatre"),
        "/2024/05/cinq/": article("Cinq"),
    }
    return web


def test_a_blog_is_found_by_feed_sitemap_and_listing(blog: Any, crawl: Crawl) -> None:
    done = crawl("blog", "-a", f"url={blog.url}")
    assert (done.code, done.out) == (0, ""), done.err
    titles = done.rows("SELECT headline FROM article_overview ORDER BY headline")
    assert titles == [("Cinq",), ("Deux",), ("Quatre",), ("Trois",), ("Un",)]
    assert done.rows("SELECT DISTINCT site FROM article_overview") == [(blog.name,)]
    assert done.one("SELECT count(*) FROM comment_threads") == 2
    assert done.rows("SELECT status, articles_new, finish_reason FROM crawl_log") == [("ok", 5, "finished")]
    assert "/prive/secret/" not in blog.paths()
    assert not [path for path in blog.paths() if "utm_" in path]
    assert len(blog.paths()) == len(set(blog.paths()))
