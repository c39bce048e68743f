"""Every address of the blog and what stands there: posts, listings, feeds, and the traps of real sites."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from crawler.demo import feeds
from crawler.demo.model import BlogPost, thread_pages
from crawler.demo.posts import AUTHORS
from crawler.demo.themes import BlockTheme, Listing
from crawler.demo.themes.base import Entry
from crawler.demo.typography import slugify
from crawler.demo.world import World

PER_LISTING = 8
PER_FEED = 10
PER_SITEMAP = 20

_HTML = "text/html; charset=UTF-8"
_XML = "text/xml; charset=UTF-8"
_COMMENT_PAGE = re.compile(r"(?P<path>/.*/)comment-page-(?P<number>\d+)/")
_PICTURE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 400">
<rect width="600" height="400" fill="#d9d2c5"/>
<path fill="#8a6d4b"
 d="M90 260h50a40 40 0 0 0 80 0h160a40 40 0 0 0 80 0h50v-50l-90-15-60-65H220l-60 70-70 15z"/>
<circle cx="180" cy="262" r="30" fill="#333"/><circle cx="420" cy="262" r="30" fill="#333"/>
</svg>"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the blog answers. ``location`` goes with a redirect; ``changed`` is its ``Last-Modified``;
    ``headers`` are further ones."""

    body: str
    status: int = 200
    content_type: str = _HTML
    location: str | None = None
    changed: datetime | None = None
    headers: tuple[tuple[str, str], ...] = ()


class Pages:
    """The pages of a world, as a pure function: the same world answers the same address with the same bytes,
    in every process and on every day.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.blog = world.blog
        self._posts = {post.path: post for post in world.posts}
        self._routes: dict[str, Callable[[], Answer]] = {
            **self._machine_routes(),
            **self._listing_routes(),
            **self._trap_routes(),
            "/a-propos/": self._about,
        }

    def answer(self, target: str) -> Answer:
        """What stands at a path with its query, as a request names it."""
        parts = urlsplit(target)
        path, query = parts.path, parse_qs(parts.query)
        if path == "/" and "p" in query:
            return self._by_id(query["p"][0])
        if path == "/agenda/":
            return self._agenda(query.get("mois", [""])[0])
        if path in self._posts:
            return self._article(self._posts[path])
        if path in self._routes:
            return self._routes[path]()
        match = _COMMENT_PAGE.fullmatch(path)
        if match is not None and match["path"] in self._posts:
            return self._comment_page(self._posts[match["path"]], int(match["number"]))
        if path.startswith("/wp-json/"):
            return Answer('{"code":"rest_disabled"}', 401, "application/json")
        if path.endswith((".jpg", ".png")):
            return Answer(_PICTURE, content_type="image/svg+xml")
        if not path.endswith("/") and (f"{path}/" in self._posts or f"{path}/" in self._routes):
            return Answer("", 301, location=f"{path}/" + (f"?{parts.query}" if parts.query else ""))
        return Answer(self._page(path, "Page introuvable", "<p>Cette page a calé.</p>"), 404)

    # --- posts

    def _article(self, post: BlogPost, page: int | None = None) -> Answer:
        sheet = self.world.theme_of(post).article(self.world.reading(post, page))
        return Answer(sheet.html, changed=max(post.changed, *(one.published for one in self.blog.latest)))

    def _comment_page(self, post: BlogPost, number: int) -> Answer:
        if post.comment_pages is None or not 1 <= number <= len(thread_pages(post)):
            return Answer("", 301, location=post.path)
        return self._article(post, number)

    def _by_id(self, number: str) -> Answer:
        path = next((post.path for post in self.world.posts if str(post.id) == number), "/")
        return Answer("", 301, location=path)

    # --- feed, sitemaps, robots.txt

    def _machine_routes(self) -> dict[str, Callable[[], Answer]]:
        blog = self.blog
        announced = [post for post in self.world.listed if post.found_by == "all" and not post.second_address]
        mapped = [post for post in self.world.posts if post.found_by != "listing" and not post.second_address]
        maps: dict[str, Sequence[tuple[str, datetime | None]]] = {
            f"/post-sitemap{number if number > 1 else ''}.xml": [
                (blog.link(post), post.modified) for post in posts
            ]
            for number, posts in enumerate(_cut(mapped, PER_SITEMAP), 1)
        }
        others = ("a-propos/", "agenda/", "prive/zephyr-5/", "2018/02/pneu-carre/")
        maps["/page-sitemap.xml"] = [(blog.at(path), None) for path in others]
        maps["/category-sitemap.xml"] = [(blog.section(name), None) for name in self._sections()]
        maps["/author-sitemap.xml"] = [(blog.author(login), None) for login in AUTHORS]
        index = feeds.sitemap_index(blog.at(path) for path in maps)
        return {
            "/robots.txt": lambda: Answer(feeds.robots_txt(blog), content_type="text/plain; charset=UTF-8"),
            "/feed/": lambda: Answer(
                feeds.rss(blog, announced[:PER_FEED]),
                content_type="application/rss+xml; charset=UTF-8",
                changed=max(post.changed for post in announced),
            ),
            "/comments/feed/": lambda: Answer(
                feeds.comments_rss(blog, self.world.posts, PER_FEED),
                content_type="application/rss+xml; charset=UTF-8",
            ),
            "/sitemap_index.xml": lambda: Answer(index, content_type=_XML),
            **{path: _sitemap(entries) for path, entries in maps.items()},
        }

    # --- listings

    def _sections(self) -> list[str]:
        return sorted({post.section for post in self.world.listed})

    def _listing_routes(self) -> dict[str, Callable[[], Answer]]:
        routes: dict[str, Callable[[], Answer]] = {}
        blog, listed = self.blog, self.world.listed
        pages = _cut(listed, PER_LISTING)
        for number, posts in enumerate(pages, 1):
            path = _page_path(number)
            routes[path] = self._listing(
                path,
                f"{blog.name}, page {number}" if number > 1 else blog.name,
                "home blog" + (f" paged paged-{number}" if number > 1 else ""),
                posts,
                newer=_page_path(number - 1) if number > 1 else None,
                older=_page_path(number + 1) if number < len(pages) else None,
                strays=self._strays(number),
            )
        for path, (title, names, posts) in self._archives().items():
            routes[path] = self._listing(path, title, names, posts)
        return routes

    def _archives(self) -> dict[str, tuple[str, str, list[BlogPost]]]:
        """path -> (title, body class, posts) of sections, tags, authors and months."""
        archives: dict[str, tuple[str, str, list[BlogPost]]] = {}
        for post in self.world.listed:
            login, section = post.author.login, slugify(post.section)
            keys = [
                (f"/rubrique/{section}/", post.section, f"archive category category-{section}"),
                (f"/auteur/{login}/", post.author.name, f"archive author author-{login}"),
                (f"/{post.published:%Y/%m}/", f"{post.published:%m/%Y}", "archive date"),
                *((f"/mot-cle/{slugify(tag)}/", tag, f"archive tag tag-{slugify(tag)}") for tag in post.tags),
            ]
            for path, title, names in keys:
                archives.setdefault(path, (title, names, []))[2].append(post)
        return archives

    def _listing(
        self,
        path: str,
        title: str,
        names: str,
        posts: Sequence[BlogPost],
        newer: str | None = None,
        older: str | None = None,
        strays: Sequence[Entry] = (),
    ) -> Callable[[], Answer]:
        blog = self.blog
        track = "?utm_source=accueil&amp;utm_medium=carte#lire" if path == "/" else ""
        entries = tuple(Entry(self._listed_address(post) + track, post.title, post) for post in posts)
        listing = Listing(
            blog, blog.at(path), title, names, (*entries, *strays),
            newer and blog.at(newer), older and blog.at(older),
        )  # fmt: skip
        theme = self.world.theme_of(posts[0])
        return lambda: Answer(theme.listing(listing))

    def _listed_address(self, post: BlogPost) -> str:
        return self.blog.at(_second_path(post)) if post.second_address else self.blog.link(post)

    def _strays(self, number: int) -> list[Entry]:
        """What stands among a listing's posts and is none of them."""
        blog = self.blog
        strays = {
            1: [
                (f"{self.world.elsewhere}voitures-d-occasion/", "Publicité : des voitures qui existent"),
                (blog.at("agenda/"), "Agenda"),
                (blog.section("Essais"), "Tous nos essais"),
            ],
            2: [
                (blog.at("prive/zephyr-5/"), "Zéphyr 5 : les photos interdites"),
                (blog.author("odile"), "Tous les articles d’Odile Cardan"),
                *((blog.at(f"agenda/?mois={year}-01"), f"Agenda {year}") for year in range(1990, 2020)),
            ],
            3: [
                (blog.at("2018/02/pneu-carre/"), "Le pneu carré, une idée qui tourne mal"),
                (f"{self.world.elsewhere}le-grand-article/de-nos-confreres/", "À lire chez nos confrères"),
                (blog.at("?p=15"), "Article épinglé"),
            ],
        }
        return [Entry(url, title) for url, title in strays.get(number, ())]

    # --- pages that are no articles, and traps

    def _about(self) -> Answer:
        text = "<p>Trois plumes, un cric, aucun scrupule : nous inventons les voitures que vous méritez.</p>"
        return Answer(self._page("/a-propos/", "À propos", text))

    def _agenda(self, month: str) -> Answer:
        """A calendar without end: each month links to the next, and calls it the next page."""
        match = re.fullmatch(r"(\d{4})-(\d\d)", month)
        year, number = (int(match[1]), int(match[2])) if match else (2026, 5)
        year, number = (year + 1, 1) if number >= 12 else (year, number + 1)
        following = self.blog.at(f"agenda/?mois={year}-{number:02}")
        text = (
            '<table class="calendrier"><tbody><tr><td>1</td><td>2</td><td>3</td></tr></tbody></table>'
            f'<h3><a href="{following}" rel="next" class="next">Mois suivant</a></h3>'
        )
        return Answer(self._page("/agenda/", "Agenda", text))

    def _trap_routes(self) -> dict[str, Callable[[], Answer]]:
        routes: dict[str, Callable[[], Answer]] = {
            _second_path(post): self._second_address(post) for post in self.world.posts if post.second_address
        }
        secret = self._page("/prive/zephyr-5/", "Zéphyr 5", "<p>Vous n’avez rien vu.</p>")
        routes["/prive/zephyr-5/"] = lambda: Answer(secret)
        return routes

    def _second_address(self, post: BlogPost) -> Callable[[], Answer]:
        return lambda: self._article(post)

    def _page(self, path: str, title: str, content: str) -> str:
        return BlockTheme().page(self.blog, self.blog.at(path), title, content)


def _cut(posts: Sequence[BlogPost], size: int) -> list[Sequence[BlogPost]]:
    return [posts[start : start + size] for start in range(0, len(posts), size)]


def _page_path(number: int) -> str:
    return f"/page/{number}/" if number > 1 else "/"


def _second_path(post: BlogPost) -> str:
    return f"/{slugify(post.section)}/{post.slug}/"


def _sitemap(entries: Sequence[tuple[str, datetime | None]]) -> Callable[[], Answer]:
    return lambda: Answer(feeds.sitemap(entries), content_type=_XML)
