"""Crawls of small sites on loopback, each in its own process. All texts are invented."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from invented import article, comments, feed, listing, sitemap
from loopback import Answer, run_scrapy

Crawl = Callable[..., Any]


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


def test_a_second_crawl_asks_conditionally_and_adds_nothing(blog: Any, crawl: Crawl) -> None:
    crawl("blog", "-a", f"url={blog.url}")
    first = len(blog.asked)
    again = crawl("blog", "-a", f"url={blog.url}")
    assert again.code == 0, again.err
    asked = blog.asked[first:]
    # The home page is where all is found from; robots.txt has to be read anew.
    assert [one.path for one in asked if one.status != 304] == ["/robots.txt", "/"]
    assert {one.path for one in asked} == set(blog.paths()[:first])
    assert again.one("SELECT count(*) FROM article_overview") == 5
    assert again.one("SELECT count(*) FROM revision_history") == 0
    assert again.one("SELECT count(*) FROM captures") == 5
    assert again.rows("SELECT articles_new, articles_unchanged FROM crawl_log ORDER BY run_id") == [
        (5, 0),
        (0, 5),
    ]


def test_what_a_cut_crawl_found_is_fetched_by_the_next(blog: Any, crawl: Crawl) -> None:
    cut = crawl("blog", "-a", f"url={blog.url}", "-a", "limit=2")
    assert cut.code == 0, cut.err
    assert cut.one("SELECT count(*) FROM article_overview") == 2
    whole = crawl("blog", "-a", f"url={blog.url}")
    assert whole.code == 0, whole.err
    assert whole.one("SELECT count(*) FROM article_overview") == 5


def test_a_limit_counts_articles_and_asks_for_no_more_than_it_needs(blog: Any, crawl: Crawl) -> None:
    done = crawl("blog", "-a", f"url={blog.url}", "-a", "limit=1")
    assert (done.code, blog.paths()) == (0, ["/robots.txt", "/", "/2024/05/un/"])


def test_since_leaves_out_what_is_older(blog: Any, crawl: Crawl) -> None:
    blog.routes["/2024/05/trois/"] = article(
        "Trois",
        day="2021-01-01",
        head='<meta property="article:published_time" content="2021-01-01T08:00:00+01:00">',
        comments=comments(1, pages='<a href="/2024/05/trois/comment-page-2/">Suite</a>', total=9),
    )
    blog.routes["/feed/"] = feed(f"{blog.url}2020/01/vieux/")
    done = crawl("blog", "-a", f"url={blog.url}", "-a", "since=2024-01-01")
    assert done.code == 0, done.err
    assert done.rows("SELECT headline FROM article_overview ORDER BY headline") == [
        ("Deux",),
        ("Quatre",),
        ("Un",),
    ]
    assert not {"/2020/01/vieux/", "/2024/05/trois/comment-page-2/"}.intersection(blog.paths())
    assert "2 older, left out" in done.err


def test_one_article_by_its_address(blog: Any, crawl: Crawl) -> None:
    done = crawl("blog", "-a", f"url={blog.url}2024/05/un/?fbclid=1")
    assert (done.code, blog.paths()) == (0, ["/robots.txt", "/2024/05/un/"])
    assert done.one("SELECT url FROM article_overview") == f"{blog.url}2024/05/un/"


def test_a_listing_by_its_address(blog: Any, crawl: Crawl) -> None:
    done = crawl("blog", "-a", f"url={blog.url}page/2/")
    assert (done.code, blog.paths()) == (0, ["/robots.txt", "/page/2/", "/2024/05/trois/"])


def test_comment_pages_are_joined_into_one_thread(blog: Any, crawl: Crawl) -> None:
    def pages(*numbers: int) -> str:
        return "".join(f'<a href="/2024/05/un/comment-page-{n}/#comments">{n}</a>' for n in numbers)

    blog.routes |= {
        "/2024/05/un/": article("Un", comments=comments(5, 6, pages=pages(2), total=6)),
        "/2024/05/un/comment-page-1/": article("Un", comments=comments(1, 2, pages=pages(2, 3), total=6)),
        "/2024/05/un/comment-page-2/": article("Un", comments=comments(3, 4, pages=pages(1, 3), total=6)),
        "/2024/05/un/comment-page-3/": article("Un", comments=comments(5, 6, pages=pages(1, 2), total=6)),
    }
    done = crawl("blog", "-a", f"url={blog.url}2024/05/un/")
    assert done.code == 0, done.err
    ids = [row[0] for row in done.rows("SELECT comment_id FROM comment_threads ORDER BY comment_id")]
    assert ids == ["1", "2", "3", "4", "5", "6"]


def test_a_comment_page_that_fails_is_no_removal(blog: Any, crawl: Crawl) -> None:
    pages = '<a href="/2024/05/un/comment-page-2/#comments">2</a>'
    blog.routes["/2024/05/un/"] = article("Un", comments=comments(1, 2, pages=pages, total=3))
    blog.routes["/2024/05/un/comment-page-2/"] = article("Un", comments=comments(3, total=3))
    crawl("blog", "-a", f"url={blog.url}2024/05/un/")
    blog.routes["/2024/05/un/"] = article("Un", comments=comments(1, 2, 4, pages=pages, total=4))
    blog.routes["/2024/05/un/comment-page-2/"] = Answer("", 500)
    done = crawl("blog", "-a", f"url={blog.url}2024/05/un/")
    assert done.code == 3, done.err
    assert done.one("SELECT count(*) FROM comment_threads WHERE removed_at IS NULL") == 4
    assert done.rows("SELECT stage, error, url FROM failure_list") == [
        ("fetch", "Http500", f"{blog.url}2024/05/un/comment-page-2/")
    ]
    assert "not whole 1 thread" in done.err


def test_one_article_under_several_addresses_is_one(blog: Any, crawl: Crawl) -> None:
    canonical = f'<link rel="canonical" href="{blog.url}2024/05/un/">'
    blog.routes |= {
        "/": listing("/2024/05/un/", "/vieux-chemin/", "/?p=1", "/un-autre-chemin/"),
        "/2024/05/un/": article("Un", head=canonical),
        "/vieux-chemin/": Answer("", 301, {"Location": "/2024/05/un/"}),
        "/?p=1": Answer("", 301, {"Location": f"{blog.url}2024/05/un/"}),
        "/un-autre-chemin/": article("Un, autrement", head=canonical),
        "/feed/": feed(f"{blog.url}un-autre-chemin/"),
        "/plan.xml": sitemap(),
    }
    done = crawl("blog", "-a", f"url={blog.url}")
    assert done.code == 0, done.err
    assert done.rows("SELECT headline, revision_count FROM article_overview") == [("Un", 0)]


def test_listings_and_static_pages_never_become_articles(blog: Any, crawl: Crawl) -> None:
    static = article("À propos").replace("post-template-default single single-post", "page page-id-2")
    static = static.replace('content="article"', 'content="website"')
    blog.routes |= {
        "/plan.xml": sitemap(f"{blog.url}a-propos/", f"{blog.url}nos-rubriques/", f"{blog.url}2024/05/un/"),
        "/a-propos/": static,
        "/nos-rubriques/": listing("/2024/05/un/", "/2024/05/deux/"),
    }
    done = crawl("blog", "-a", f"url={blog.url}")
    assert done.code == 0, done.err
    urls = [row[0] for row in done.rows("SELECT url FROM article_overview")]
    assert f"{blog.url}a-propos/" not in urls
    assert f"{blog.url}nos-rubriques/" not in urls


def test_off_site_is_never_asked_not_even_by_redirect(blog: Any, other_web: Any, crawl: Crawl) -> None:
    other_web.routes["/2024/05/loin/"] = article("Loin")
    blog.routes |= {
        "/": listing(f"{other_web.url}2024/05/loin/", "/2024/05/un/", "/sortie-de-route/"),
        "/sortie-de-route/": Answer("", 302, {"Location": f"{other_web.url}2024/05/loin/"}),
        "/plan.xml": sitemap(f"{other_web.url}2024/05/loin/", f"{blog.url}2024/05/deux/"),
        "/feed/": feed(f"{other_web.url}2024/05/loin/"),
    }
    done = crawl("blog", "-a", f"url={blog.url}")
    assert done.one("SELECT count(*) FROM article_overview") == 2
    assert other_web.paths() == []


def test_traps_are_bounded(blog: Any, crawl: Crawl) -> None:
    class Trap(dict):  # type: ignore[type-arg]
        """A calendar and a filter without end: every page links to two that nobody has seen."""

        def get(self, path: str, default: Any = None) -> Any:
            number = int(path.rpartition("=")[2]) if path.rpartition("=")[2].isdigit() else 0
            if path.startswith("/agenda"):
                return listing(f"/visite?jour={number}", following=f"/agenda?mois={number + 1}")
            if path.startswith("/visite"):
                return listing(f"/visite?jour={number + 1}")
            return super().get(path, default)

    blog.routes = Trap(blog.routes)
    blog.routes["/"] = listing("/2024/05/un/", following="/agenda?mois=1")
    done = crawl("blog", "-a", f"url={blog.url}", LISTING_PAGES_MAX=40)
    assert done.code == 0, done.err
    assert len([path for path in blog.paths() if path.startswith("/agenda")]) <= 40
    assert len([path for path in blog.paths() if path.startswith("/visite")]) <= 25


def test_sitemaps_by_guess_until_one_answers(blog: Any, crawl: Crawl) -> None:
    del blog.routes["/robots.txt"]
    blog.routes["/"] = listing("/2024/05/un/")
    blog.routes["/wp-sitemap.xml"] = (
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"<sitemap><loc>{blog.url}wp-sitemap-posts-post-1.xml</loc></sitemap></sitemapindex>"
    )
    blog.routes["/wp-sitemap-posts-post-1.xml"] = sitemap(f"{blog.url}2024/05/quatre/")
    done = crawl("blog", "-a", f"url={blog.url}")
    assert done.code == 0, done.err
    assert "/sitemap.xml" not in blog.paths()
    assert done.one("SELECT count(*) FROM article_overview WHERE headline = 'Quatre'") == 1


@pytest.mark.parametrize("home", [Answer("", 500), Answer(b"")])
def test_a_home_page_that_fails_leaves_feed_and_sitemap(blog: Any, crawl: Crawl, home: Answer) -> None:
    blog.routes["/"] = home
    done = crawl("blog", "-a", f"url={blog.url}")
    assert done.code == 3, done.err
    assert done.rows("SELECT headline FROM article_overview ORDER BY headline") == [
        ("Cinq",),
        ("Quatre",),
        ("Un",),
    ]
    assert done.rows("SELECT url FROM failure_list") == [(blog.url,)]


def test_an_article_that_is_gone_stays_archived(blog: Any, crawl: Crawl) -> None:
    crawl("blog", "-a", f"url={blog.url}")
    del blog.routes["/2024/05/trois/"]
    done = crawl("blog", "-a", f"url={blog.url}")
    assert done.code == 0, done.err
    assert done.rows("SELECT headline FROM article_overview WHERE gone_at IS NOT NULL") == [("Trois",)]


@pytest.mark.parametrize(
    ("answer", "stage", "error"),
    [
        (Answer(b"\x00" * 5000), "read", "EmptyPage"),
        (Answer(b""), "read", "EmptyPage"),
        (Answer(b"%PDF-1.7 ..."), "read", "NotAPage"),
        (Answer("<html><body class='single'>" + "<div>" * 20_000), "read", "TooDeep"),
        (Answer(article("Court"), short=True), "fetch", "ResponseDataLossError"),
        (Answer("x" * 3_000_000), "fetch", "DownloadCancelledError"),
        (Answer("Erreur interne", 500), "fetch", "Http500"),
        (Answer("Interdit", 403), "fetch", "Http403"),
        (Answer("Perdu", 404), "fetch", "Http404"),
        (Answer("", 301, {"Location": "/2024/05/deux/"}), "fetch", "RedirectLoop"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_page_that_fails_is_a_row_and_costs_no_other(
    blog: Any, crawl: Crawl, answer: Answer, stage: str, error: str
) -> None:
    blog.routes["/2024/05/deux/"] = answer
    done = crawl("blog", "-a", f"url={blog.url}", DOWNLOAD_MAXSIZE=2_000_000)
    assert done.code == 3, done.err
    assert "Traceback" not in done.err
    failures = done.rows("SELECT url, stage, error, capture_id IS NOT NULL FROM failure_list")
    has_bytes = stage == "read" or error.startswith("Http")
    assert failures == [(f"{blog.url}2024/05/deux/", stage, error, has_bytes)]
    assert done.one("SELECT count(*) FROM article_overview") == 4
    assert done.rows("SELECT status, articles_failed FROM crawl_log") == [("partial", 1)]


def test_the_log_never_holds_a_comment(blog: Any, crawl: Crawl) -> None:
    done = crawl("blog", "-a", f"url={blog.url}", "-L", "DEBUG")
    assert "2024/05/un" in done.err
    assert "secret-" not in done.err
    assert "petite sportive" not in done.err


def test_a_blog_without_older_pages_is_read_by_its_archives(web: Any, crawl: Crawl) -> None:
    names = {"05": "mai", "04": "avril", "01": "janvier"}
    months = {number: f'<a href="/2024/{number}/">{name}</a>' for number, name in names.items()}
    links = f'{months["05"]}{months["04"]}<a href="/archives.html">Toutes les archives</a>'
    web.routes |= {
        "/": listing("/2024/05/mai.html").replace("<nav>", f"<nav>{links}"),
        "/archives.html": f"<html><body><h1>Archives</h1>{''.join(months.values())}</body></html>",
        **{f"/2024/{number}/": listing(f"/2024/{number}/{name}.html") for number, name in names.items()},
        **{f"/2024/{number}/{name}.html": article(name.title()) for number, name in names.items()},
    }
    done = crawl("blog", "-a", f"url={web.url}")
    assert done.code == 0, done.err
    assert done.rows("SELECT headline FROM article_overview ORDER BY 1") == [
        ("Avril",),
        ("Janvier",),
        ("Mai",),
    ]
    asked = web.paths()
    assert len(asked) == len(set(asked))
    done = run_scrapy(done.archive, "update")
    assert done.code == 0, done.err
    assert {"/2024/04/", "/archives.html"}.isdisjoint(web.paths()[len(asked) :])


def test_a_home_page_that_shows_a_choice_leads_to_all_articles(web: Any, crawl: Crawl) -> None:
    older = "".join(f'<li><a href="/essai-numero-{n}.html">Essai {n}</a></li>' for n in (1, 2))
    front = listing("/essai-numero-3.html").replace("<nav>", '<nav><a href="/actus/">Toutes les actus</a>')
    web.routes |= {
        "/": front,
        "/actus/": f'<html><body><ul>{older}</ul><div class="pages"><b>1</b> <a href="/actus/?p=2">2</a></div></body></html>',
        "/actus/?p=2": '<html><body><a href="/essai-numero-0.html">Essai 0</a></body></html>',
        **{f"/essai-numero-{n}.html": article(f"Essai {n}") for n in range(4)},
    }
    done = crawl("blog", "-a", f"url={web.url}")
    assert done.code == 0, done.err
    assert done.one("SELECT count(*) FROM article_overview") == 4
    assert len(web.paths()) == len(set(web.paths()))


def test_the_cookie_of_a_redirect_goes_with_it_and_no_further(web: Any, crawl: Crawl) -> None:
    pages = {"/": listing("/2024/05/un/"), "/2024/05/un/": article("Un")}

    def asking(path: str) -> Callable[[int], Answer]:
        question = Answer("", 302, {"Location": f"{path}?ck=1", "Set-Cookie": "vu=1; path=/"})
        return lambda before: Answer(pages[path]) if before else question

    web.routes |= {path: asking(path) for path in pages}
    done = crawl("blog", "-a", f"url={web.url}")
    assert done.code == 0, done.err
    assert done.rows("SELECT url FROM article_overview") == [(f"{web.url}2024/05/un/",)]
    assert [one.headers.get("Cookie") for one in web.asked if one.path in pages] == [None, "vu=1"] * 2


def test_a_redirect_that_leads_back_is_asked_for_once(web: Any, crawl: Crawl) -> None:
    web.routes |= {
        "/": listing("/2024/05/un/", "/2024/05/deux/"),
        "/2024/05/un/": Answer("", 302, {"Location": "/2024/05/un/?v=2"}),
        "/2024/05/un/?v=2": Answer("", 302, {"Location": "/2024/05/un/"}),
        "/2024/05/deux/": article("Deux"),
    }
    done = crawl("blog", "-a", f"url={web.url}")
    assert done.rows("SELECT error FROM failure_list") == [("RedirectLoop",)]
    assert web.paths().count("/2024/05/un/") == 1
