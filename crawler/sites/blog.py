"""Any blog, by its address: ``scrapy crawl blog -a url=https://…``. No rule here knows a site."""

from __future__ import annotations

from crawler.sites import Site, site_for_url, site_name

SITE = Site(name="blog", title="A blog that has no site file")


def blog_at(url: str) -> Site:
    """The site of an address: the one that has a file, else a generic one named by the host.

    ``url`` may be any page of the blog. Raises ValueError when it is no web address.
    """
    name = site_name(url)
    if name is None:
        raise ValueError(f"not a web address: {url}")
    scheme = url.split(":", 1)[0].lower()
    return site_for_url(url) or Site(name=name, title=name, url=f"{scheme}://{name}/")
