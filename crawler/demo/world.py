"""The blog at one moment, as data: its posts, its address, its dress."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.demo.model import BlogPost, newest_first
from crawler.demo.posts import load_posts
from crawler.demo.themes import BlockTheme, ClassicTheme, Html5Theme, Theme
from crawler.demo.themes.base import Blog, Reading

NAME = "La Bielle Coulée"
TAGLINE = "Le blog des voitures que personne n’a jamais vues"
LATEST = 3


@dataclass(frozen=True, slots=True)
class World:
    """A blog at one moment. ``url`` is its address and ``elsewhere`` that of a site it links to, both with a
    closing slash. ``theme`` dresses all posts alike; None leaves each in the dress of its year.
    """

    url: str
    posts: tuple[BlogPost, ...]
    elsewhere: str
    theme: Theme | None = None

    def theme_of(self, post: BlogPost) -> Theme:
        """What prints the page of a post."""
        if self.theme is not None:
            return self.theme
        year = post.published.year
        return ClassicTheme() if year < 2020 else Html5Theme() if year < 2023 else BlockTheme()

    @property
    def listed(self) -> tuple[BlogPost, ...]:
        """The posts that listings show, newest first."""
        return newest_first([post for post in self.posts if post.found_by != "sitemap"])

    @property
    def blog(self) -> Blog:
        """What every page shows of the blog."""
        return Blog(self.url, NAME, TAGLINE, self.listed[:LATEST])

    def reading(self, post: BlogPost, page: int | None = None) -> Reading:
        """A page of a post, beside its neighbours."""
        listed = self.listed
        older = next((other for other in listed if other.published < post.published), None)
        newer = next((other for other in reversed(listed) if other.published > post.published), None)
        return Reading(self.blog, post, page, older, newer)


def sample_world(url: str, elsewhere: str = "https://ailleurs.example/") -> World:
    """The sample blog at an address."""
    return World(url, load_posts(url, elsewhere), elsewhere)
