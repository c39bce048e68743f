"""A site is data: one file beside this one, holding one ``SITE = Site(...)``.

The file's name is the site's name, in commands and in the archive. ``blog`` is the site of a blog that has no
file: made from its address.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from pkgutil import iter_modules
from urllib.parse import SplitResult, urlsplit

from crawler.splitter.layout import SiteRules

_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Site(SiteRules):
    """What is known of a site: where it is, where it lists its articles, and how its pages are read.

    ``url`` is the home page. ``feeds``, ``sitemaps`` and ``listings`` are further addresses to begin with,
    absolute or relative to the home page; what robots.txt and the home page themselves announce is found
    without them.

    ``legal_basis`` is for the operator to state, in a sentence, why copies may be kept although the site asks
    for none (``noarchive``, TDM reserved): it overrides both, is stored beside each such signal, and nothing
    of these pages is published.
    """

    name: str = ""
    title: str = ""
    url: str = ""
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    legal_basis: str = ""

    def holds(self, url: str) -> bool:
        """Whether a web address is on this site: same host, with or without ``www.``, and same port."""
        return bool(self.url) and site_key(url) == site_key(self.url)


@lru_cache(maxsize=4096)
def site_key(url: str) -> str | None:
    """What two addresses of one site have in common: the host without ``www.``, and a port that is not the
    default; None when ``url`` is no web address."""
    host = site_name(url)
    return host.removeprefix("www.") if host else None


def site_name(url: str) -> str | None:
    """The name of a site that has no file: its host, with the port where it is not the default."""
    parts = _web_address(url)
    if parts is None:
        return None
    host = f"[{parts.hostname}]" if ":" in str(parts.hostname) else str(parts.hostname)
    return host if parts.port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{parts.port}"


def _web_address(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in _DEFAULT_PORTS and parts.hostname and (parts.port is None or parts.port)
    except ValueError:  # a port that is no number, an unclosed bracket
        return None
    return parts if usable else None


@cache
def all_sites() -> dict[str, Site]:
    """Every site with a file, by name, in alphabetical order. ``blog`` is no site of its own."""
    names = sorted(module.name for module in iter_modules(__path__) if module.name != "blog")
    return {name: import_module(f"{__name__}.{name}").SITE for name in names}


def site_named(name: str) -> Site:
    """The site of this name: the one that has a file, else one by the generic rules."""
    return all_sites().get(name) or Site(name=name)


def site_for_url(url: str | None) -> Site | None:
    """The site with a file that an address is on; None when there is none."""
    return next((site for site in all_sites().values() if url and site.holds(url)), None)
