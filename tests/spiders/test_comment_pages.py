"""Threads over several pages: which pages are asked for, and what a thread says when some did not change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from invented import PARAGRAPH, article, comments, feed, listing, sitemap
from loopback import Answer

from crawler.archive import Archive
from crawler.items import Page, Visit
from crawler.sites import Site
from crawler.splitting import read_pages

Crawl = Callable[..., Any]
PATH = "/2024/05/un/"


def numbered(*numbers: int) -> str:
    return "".join(
        f'<a class="page-numbers" href="{PATH}comment-page-{n}/#comments">{n}</a>' for n in numbers
    )


@pytest.fixture
def thread(web: Any) -> Any:
    """An article whose six comments stand on three pages, the first under the article's own address."""
    web.routes |= {
        PATH: article("Un", comments=comments(1, 2, pages=numbered(2, 3), total=6)),
        f"{PATH}comment-page-2/": article("Un", comments=comments(3, 4, pages=numbered(3), total=6)),
        f"{PATH}comment-page-3/": article("Un", comments=comments(5, 6, pages=numbered(2), total=6)),
    }
    return web


def held(done: Any) -> list[tuple[str, bool]]:
    """(comment, whether it was removed), by id."""
    return done.rows("SELECT comment_id, removed_at IS NOT NULL FROM comment_threads ORDER BY comment_id + 0")


def asked_again(web: Any, crawl: Crawl) -> tuple[Any, list[tuple[str, int]]]:
    """The same crawl once more, and what it asked for beside robots.txt."""
    before = len(web.asked)
    done = crawl("blog", "-a", f"url={web.url}")
    return done, [(one.path, one.status) for one in web.asked[before:] if one.path.startswith(PATH)]


# --- pages that their address does not tell


def drupal(*ids: int, pages: str = "", text: str = PARAGRAPH, after: str = "", total: int = 5) -> str:
    items = "".join(
        f"""<a id="comment-{n}"></a><article class="comment" typeof="schema:Comment">
        <footer class="comment__meta"><p class="comment__submitted">Soumis par
        <span class="username">Lectrice {n}</span> le 13 mai 2024 - 09:0{n}</p></footer>
        <div class="content"><div class="field--name-comment-body"><p>Je pense {n} fois du bien.</p></div></div>
        </article>"""
        for n in ids
    )
    return f"""<!DOCTYPE html><html lang="fr"><head><title>Un | Blog</title>
    <meta name="Generator" content="Drupal 10 (https://www.drupal.org)"><meta property="og:type" content="article">
    </head><body class="node-type-article"><article class="node node--type-article"><h1 class="page-title">Un</h1>
    <div class="field--name-body"><p>{text}</p><p>{text[::-1]}</p></div>{after}
    <section id="comments" class="comment-wrapper"><h2>{total} commentaires</h2>{items}{pages}</section>
    </article></body></html>"""


def turning(*numbers: int) -> str:
    links = "".join(f'<li class="pager__item"><a href="?page={n}">{n + 1}</a></li>' for n in numbers)
    return f'<nav class="pager" role="navigation"><ul class="pager__items">{links}</ul></nav>'


def test_comment_pages_by_a_parameter_are_followed(web: Any, crawl: Crawl) -> None:
    web.routes |= {
        PATH: drupal(1, 2, pages=turning(1, 2)),
        f"{PATH}?page=1": drupal(3, 4, pages=turning(2)),
        f"{PATH}?page=2": drupal(5, pages=turning(1)),
    }
    done = crawl("blog", "-a", f"url={web.url}{PATH[1:]}")
    assert done.code == 0, done.err
    assert held(done) == [("1", 0), ("2", 0), ("3", 0), ("4", 0), ("5", 0)]
    assert web.paths() == ["/robots.txt", PATH, f"{PATH}?page=1", f"{PATH}?page=2"]
    assert done.rows("SELECT verdict FROM archive_gaps") == []


def test_comment_pages_by_a_parameter_obey_robots_and_the_limit(web: Any, crawl: Crawl) -> None:
    web.routes |= {
        "/robots.txt": "User-agent: *\nDisallow: /*page=2",
        PATH: drupal(1, 2, pages=turning(1, 2, 3)),
        f"{PATH}?page=1": drupal(3, pages=turning(2, 3)),
        f"{PATH}?page=3": drupal(4, pages=turning(1, 2)),
    }
    done = crawl("blog", "-a", f"url={web.url}{PATH[1:]}", COMMENT_PAGES_MAX=1)
    assert done.code == 3, done.err
    assert web.paths() == ["/robots.txt", PATH, f"{PATH}?page=1"]
    assert "not whole 1 thread" in done.err


def test_the_further_pages_of_an_article_are_no_comment_pages(web: Any, crawl: Crawl) -> None:
    web.routes |= {PATH: drupal(1, 2, after=turning(1, 2), total=2), f"{PATH}?page=1": drupal(text="Suite.")}
    done = crawl("blog", "-a", f"url={web.url}{PATH[1:]}")
    assert done.code == 0, done.err
    assert web.paths() == ["/robots.txt", PATH]
    assert done.one("SELECT count(*) FROM captures WHERE role = 'comments'") == 0


def test_a_thread_that_stands_on_a_page_of_its_own_is_read(web: Any, crawl: Crawl) -> None:
    link = '<p class="option"><a href="/article-un-12-comments.html#anchorComment">Voir les 2 commentaires</a></p>'
    items = "".join(
        f"""<div class="commentaire" id="comment{n}"><div class="commentMessage">Moi, je dis {n} fois bravo à la
        rédaction.</div><div class="commentOption"><span class="commentNumber">Commentaire n° {n}</span> posté par
        <span class="commentAuthor">Lectrice {n}</span> le 1{n}/05/2024 à 10h12</div></div>"""
        for n in (1, 2)
    )
    web.routes |= {
        "/": listing("/article-un-12.html"),
        "/article-un-12.html": article("Un", comments=link),
        "/article-un-12-comments.html": article("Un", comments=f'<div id="comments">{items}</div>'),
    }
    done = crawl("blog", "-a", f"url={web.url}")
    assert done.code == 0, done.err
    assert done.rows("SELECT author FROM comment_threads ORDER BY 1") == [("Lectrice 1",), ("Lectrice 2",)]
    assert done.rows("SELECT url FROM article_overview") == [(f"{web.url}article-un-12.html",)]


# --- a 304 for the article's own page


@pytest.fixture
def crawled(thread: Any, crawl: Crawl) -> Any:
    thread.routes["/"] = listing(PATH)
    done = crawl("blog", "-a", f"url={thread.url}")
    assert (done.code, len(held(done))) == (0, 6), done.err
    return thread


def test_an_unchanged_thread_is_asked_for_page_by_page(crawled: Any, crawl: Crawl) -> None:
    done, asked = asked_again(crawled, crawl)
    assert done.code == 0, done.err
    assert asked == [(PATH, 304), (f"{PATH}comment-page-2/", 304), (f"{PATH}comment-page-3/", 304)]
    assert done.one("SELECT count(*) FROM captures WHERE role IN ('article', 'comments')") == 3
    assert done.rows("SELECT articles_unchanged FROM crawl_log ORDER BY run_id") == [(0,), (1,)]


def test_a_new_comment_and_an_edit_behind_a_304_are_seen(crawled: Any, crawl: Crawl) -> None:
    page = article("Un", comments=comments(5, 6, 7, pages=numbered(2), total=6))
    crawled.routes[f"{PATH}comment-page-3/"] = page.replace("Je secret-5 commente", "Je me corrige")
    done, asked = asked_again(crawled, crawl)
    assert done.code == 0, done.err
    assert asked == [(PATH, 304), (f"{PATH}comment-page-2/", 304), (f"{PATH}comment-page-3/", 200)]
    assert held(done) == [(str(n), 0) for n in range(1, 8)]
    assert done.rows("SELECT comment_id FROM comment_threads WHERE edited_at IS NOT NULL") == [("5",)]
    assert done.one("SELECT revision_count FROM article_overview") == 0
    told = done.rows("SELECT headers FROM captures WHERE role = 'article' ORDER BY id")
    assert ["fwd-status=304" in headers for (headers,) in told] == [False, True]
    # The visit that was put together serves the next one as any other does.
    again, asked = asked_again(crawled, crawl)
    assert again.code == 0, again.err
    assert {status for _, status in asked} == {304}
    assert held(again) == [(str(n), 0) for n in range(1, 8)]


def test_a_comment_taken_away_behind_a_304_is_removed_alone(thread: Any, crawl: Crawl) -> None:
    # A page that counts its comments would count one less, and answer 200.
    thread.routes = {path: page.replace("6 commentaires", "Vos avis") for path, page in thread.routes.items()}
    thread.routes["/"] = listing(PATH)
    crawl("blog", "-a", f"url={thread.url}")
    short = article("Un", comments=comments(4, pages=numbered(3))).replace("1 commentaires", "Vos avis")
    thread.routes[f"{PATH}comment-page-2/"] = short
    done, _ = asked_again(thread, crawl)
    assert done.code == 0, done.err
    assert held(done) == [(str(n), int(n == 3)) for n in range(1, 7)]


def test_a_comment_page_that_fails_behind_a_304_removes_nothing(crawled: Any, crawl: Crawl) -> None:
    crawled.routes[f"{PATH}comment-page-2/"] = Answer("", 500)
    done, _ = asked_again(crawled, crawl)
    assert done.code == 3, done.err
    assert held(done) == [(str(n), 0) for n in range(1, 7)]
    assert "not whole 1 thread" in done.err


def test_pages_whose_bytes_are_erased_are_fetched_whole(crawled: Any, crawl: Crawl) -> None:
    done, _ = asked_again(crawled, lambda *words: crawl(*words, RAW_RETENTION_DAYS=0))
    assert done.one("SELECT count(*) FROM raw_bodies WHERE erased_at IS NOT NULL") > 0
    crawled.routes[f"{PATH}comment-page-3/"] = article("Un", comments=comments(5, 6, 7, total=7))
    done, asked = asked_again(crawled, crawl)
    assert done.code == 0, done.err
    assert [path for path, status in asked if status == 200] == [
        f"{PATH}comment-page-3/", PATH, f"{PATH}comment-page-2/",
    ]  # fmt: skip
    assert held(done) == [(str(n), 0) for n in range(1, 8)]


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7 ...", "<div>" * 5000], ids=["empty", "pdf", "too deep"])
def test_a_comment_page_that_cannot_be_read_costs_no_article(thread: Any, crawl: Crawl, body: bytes) -> None:
    thread.routes[f"{PATH}comment-page-2/"] = Answer(body)
    done = crawl("blog", "-a", f"url={thread.url}{PATH[1:]}")
    assert done.code == 3, done.err
    assert "not whole 1 thread" in done.err
    assert done.rows("SELECT headline FROM article_overview") == [("Un",)]
    assert done.one("SELECT count(*) FROM captures WHERE role = 'comments'") == 2


# --- the page that a comment page's address would only bring again


def on_page(number: int, page: str) -> str:
    """The permalinks of the comments as WordPress writes them where threads are paged."""
    return page.replace('href="#comment-', f'href="{PATH}comment-page-{number}/#comment-')


@pytest.mark.parametrize("bare", [1, 2], ids=["oldest first", "newest first"])
def test_the_page_already_here_is_not_fetched_again(web: Any, crawl: Crawl, bare: int) -> None:
    other = 3 - bare
    ids = {1: (1, 2), 2: (3, 4)}
    web.routes |= {
        PATH: article("Un", comments=on_page(bare, comments(*ids[bare], pages=numbered(other), total=4))),
        f"{PATH}comment-page-{other}/": article(
            "Un", comments=on_page(other, comments(*ids[other], pages=numbered(bare), total=4))
        ),
    }
    done = crawl("blog", "-a", f"url={web.url}{PATH[1:]}")
    assert done.code == 0, done.err
    assert web.paths() == ["/robots.txt", PATH, f"{PATH}comment-page-{other}/"]
    assert held(done) == [(str(n), 0) for n in range(1, 5)]
    assert done.rows("SELECT verdict FROM archive_gaps") == []
    order = done.rows("SELECT comment_id FROM comment_threads ORDER BY sort_path")
    assert order == [(str(n),) for n in range(1, 5)]


def test_it_is_fetched_where_comments_are_missing(web: Any, crawl: Crawl) -> None:
    web.routes |= {
        PATH: article("Un", comments=on_page(1, comments(1, 2, total=3))),
        f"{PATH}comment-page-1/": article("Un", comments=on_page(1, comments(1, 2, 3))),
    }
    done = crawl("blog", "-a", f"url={web.url}{PATH[1:]}")
    assert done.code == 0, done.err
    assert held(done) == [("1", 0), ("2", 0), ("3", 0)]


def test_a_comment_page_that_leads_to_the_article_does_not_hide_it(web: Any, crawl: Crawl) -> None:
    web.routes |= {
        "/": listing(PATH),
        PATH: article("Un", comments=comments(1, 2, pages=numbered(1))),
        f"{PATH}comment-page-1/": Answer("", 301, {"Location": PATH}),
    }
    done = crawl("blog", "-a", f"url={web.url}")
    assert done.code == 0, done.err
    assert done.rows("SELECT kind FROM known_urls WHERE url = ?", f"{web.url}{PATH[1:]}") == [("article",)]


# --- one article under two addresses


def test_an_article_of_two_addresses_is_visited_once(web: Any, crawl: Crawl) -> None:
    web.routes |= {
        "/": listing("/a-propos-de-rien/"),
        "/feed/": feed(f"{web.url}?p=15"),
        "/?p=15": Answer("", 301, {"Location": PATH}),
        PATH: article("Un"),
        "/sitemap.xml": sitemap(f"{web.url}{PATH[1:]}"),
    }
    crawl("blog", "-a", f"url={web.url}")
    web.routes["/feed/"] = web.routes["/sitemap.xml"] = "<rss/>"
    before = len(web.asked)
    done = crawl("blog", "-a", f"url={web.url}")
    again = [one.path for one in web.asked[before:]]
    assert (again.count(PATH), again.count("/?p=15")) == (1, 0)
    assert done.rows("SELECT articles_new, articles_unchanged FROM crawl_log ORDER BY run_id") == [
        (1, 0), (0, 1),
    ]  # fmt: skip


def test_both_addresses_named_count_as_one_visit(web: Any, crawl: Crawl) -> None:
    web.routes |= {
        "/": listing(PATH),
        "/feed/": feed(f"{web.url}?p=15"),
        "/?p=15": Answer("", 301, {"Location": PATH}),
        PATH: article("Un"),
    }
    crawl("blog", "-a", f"url={web.url}")
    done = crawl("blog", "-a", f"url={web.url}")
    assert done.code == 0, done.err
    assert done.rows("SELECT articles_new, articles_unchanged FROM crawl_log ORDER BY run_id") == [
        (1, 0), (0, 1),
    ]  # fmt: skip


# --- the further pages of a text


LATER = (
    "Le lendemain, l’embrayage a demandé des vacances, et nous les avons prises avec lui au bord du canal."
)


@pytest.fixture
def novel(web: Any) -> Any:
    """An article on two pages, both with its two comments."""
    links = f'<a class="post-page-numbers" href="{PATH}2/">2</a>'
    second = article("Un", comments=comments(1, 2)).replace(PARAGRAPH[::-1], "").replace(PARAGRAPH, LATER)
    web.routes |= {
        "/": listing(PATH, "/2024/05/deux/"),
        "/2024/05/deux/": article("Deux"),
        PATH: article("Un", comments=comments(1, 2)).replace("</p></div>", f"</p>{links}</div>", 1),
        f"{PATH}2/": second,
    }
    return web


def body_of(done: Any) -> Any:
    return done.rows("SELECT body FROM article_overview WHERE url LIKE '%/un/'")


def test_a_text_on_several_pages_is_one_article(novel: Any, crawl: Crawl) -> None:
    done = crawl("blog", "-a", f"url={novel.url}")
    assert done.code == 0, done.err
    assert body_of(done) == [(f"{PARAGRAPH}\n\n{PARAGRAPH[::-1]}\n\n{LATER}",)]
    assert held(done) == [("1", 0), ("2", 0)]
    assert done.rows("SELECT verdict FROM archive_gaps") == []
    novel.routes[f"{PATH}2/"] = str(novel.routes[f"{PATH}2/"]).replace("canal", "fleuve")
    done, _ = asked_again(novel, crawl)
    assert done.rows("SELECT field FROM revision_history") == [("body",)]
    assert LATER.replace("canal", "fleuve") in body_of(done)[0][0]


def test_a_page_of_a_text_that_a_new_theme_does_not_link_is_asked_for_as_long_as_it_is_there(
    novel: Any, crawl: Crawl
) -> None:
    whole = body_of(crawl("blog", "-a", f"url={novel.url}"))
    novel.routes[PATH] = (
        str(novel.routes[PATH]).replace("post-page-numbers", "was").replace(">2</a>", "></a>")
    )
    for _ in range(2):
        done, asked = asked_again(novel, crawl)
        assert done.code == 0, done.err
        assert (f"{PATH}2/", 200) in asked or (f"{PATH}2/", 304) in asked
        assert body_of(done) == whole
    novel.routes[f"{PATH}2/"] = Answer(status=301, headers={"Location": PATH})  # the text has one page now
    novel.routes[PATH] = str(novel.routes[PATH]).replace("</time>", " </time><!-- edited -->")
    done, _ = asked_again(novel, crawl)
    assert done.code == 0, done.err
    assert body_of(done) == [(f"{PARAGRAPH}\n\n{PARAGRAPH[::-1]}",)]
    assert done.rows("SELECT field FROM revision_history") == [("body",)]


@pytest.mark.parametrize("changed", [False, True])
def test_pages_of_a_text_that_are_read_for_the_first_time_are_no_edit(
    novel: Any, crawl: Crawl, tmp_path: Path, changed: bool
) -> None:
    """An archive that was made when each page was taken alone."""
    url, html = f"{novel.url}{PATH[1:]}", str(novel.routes[PATH])
    headers = (("Content-Type", "text/html; charset=utf-8"), ("ETag", novel.tag(html)))
    page = Page(url, url, "2024-05-20T05:00:00Z", 200, headers, html.encode())
    first, _ = read_pages(page, (), url, Site(name=novel.name))
    with Archive(tmp_path / "archive.db") as archive:
        run = archive.begin_run(novel.name, "test", url=novel.url)
        archive.store_visit(run, Visit(url, novel.name, page, (), first))
        archive.finish_run(run, "ok", "finished")
    if changed:
        novel.routes[PATH] = html.replace("trois versions", "quatre versions")
    done = crawl("blog", "-a", f"url={novel.url}")
    assert done.code == 0, done.err
    assert body_of(done)[0][0].endswith(LATER)
    revisions = done.rows("SELECT field, before, after FROM revision_history")
    assert [field for field, *_ in revisions] == ["body"] * changed
    for _, before, after in revisions:
        assert before.replace("trois", "quatre") == after
    again, _ = asked_again(novel, crawl)
    assert again.rows("SELECT field FROM revision_history") == [("body",)] * changed


def test_half_of_a_text_does_not_take_the_place_of_all_of_it(novel: Any, crawl: Crawl) -> None:
    whole = body_of(crawl("blog", "-a", f"url={novel.url}"))
    second, novel.routes[f"{PATH}2/"] = novel.routes[f"{PATH}2/"], Answer(b"", 410)
    done, _ = asked_again(novel, crawl)
    assert done.code == 3, done.err
    assert body_of(done) == whole
    assert done.rows("SELECT error FROM failure_list ORDER BY error") == [("Http410",), ("MissingPage",)]
    novel.routes[f"{PATH}2/"] = second
    done, _ = asked_again(novel, crawl)
    assert done.code == 0, done.err
    assert body_of(done) == whole
    assert done.rows("SELECT count(*) FROM revision_history") == [(0,)]


# --- what the blog calls itself


@pytest.mark.parametrize(
    ("head", "channel", "told"),
    [
        ('<meta property="og:site_name" content="Le Klaxon">', "Flux", "Le Klaxon"),
        ('<link rel="alternate" type="application/rss+xml" title="Le Klaxon &raquo; Flux" href="/feed/">',
         "Autre", "Le Klaxon"),
        ("", "<title>Le Klaxon</title>", "Le Klaxon"),
        ("", "", "L’article le dit"),
    ],
)  # fmt: skip
def test_a_blog_without_a_file_gets_its_title(
    web: Any, crawl: Crawl, head: str, channel: str, told: str
) -> None:
    own = '<meta property="og:site_name" content="L’article le dit">'
    web.routes |= {
        "/": listing(PATH).replace("</head>", f"{head}</head>"),
        "/feed/": feed(f"{web.url}{PATH[1:]}").replace("<channel>", f"<channel>{channel}"),
        PATH: article("Un", head=own),
    }
    done = crawl("blog", "-a", f"url={web.url}")
    assert done.rows("SELECT title FROM sites") == [(told,)]
