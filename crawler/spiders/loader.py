"""One spider for each site file, and ``blog`` for every other blog."""

from __future__ import annotations

from scrapy import Request, Spider
from scrapy.settings import BaseSettings

from crawler.sites import all_sites
from crawler.sites.blog import SITE as BLOG
from crawler.spiders.article import ArticleSpider


class SiteSpiderLoader:
    """Scrapy's four-method spider loader over ``crawler.sites``: the sites are the list of spiders."""

    def __init__(self) -> None:
        self._sites = {BLOG.name: BLOG, **all_sites()}

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> SiteSpiderLoader:
        return cls()

    def load(self, spider_name: str) -> type[Spider]:
        """The spider class of a site. Raises KeyError for a name that has no site file."""
        site = self._sites[spider_name]
        return type(f"{spider_name.title()}Spider", (ArticleSpider,), {"name": spider_name, "declared": site})

    def list(self) -> list[str]:
        return sorted(self._sites)

    def find_by_request(self, request: Request) -> list[str]:  # type: ignore[valid-type]
        return [name for name, site in self._sites.items() if site.holds(request.url)]
