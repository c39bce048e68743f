"""Which sites an update is for: those of the archive, those that are named, or all that have a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from crawler.sites import Site, all_sites


class UnknownSite(ValueError):
    """A name that neither the archive nor a site file knows, or one of saved pages; one line for a person."""


def chosen_sites(names: Sequence[str], archived: Mapping[str, str | None], *, every: bool) -> list[Site]:
    """The sites to update, each once, in the order of their names.

    ``archived`` are the sites of the archive with an address of theirs, None for saved pages. Without
    ``names`` it is these; with ``every``, those that have a file, too. Raises UnknownSite.
    """
    known = {name: site for name, url in archived.items() if (site := _site(name, url)) is not None}
    if names:
        for name in names:
            if name in archived and name not in known:
                raise UnknownSite(f"{name!r} holds saved pages: there is no address to update them from")
            if name not in known and name not in all_sites():
                told = ", ".join(sorted({*known, *all_sites()}))
                raise UnknownSite(
                    f"unknown site {name!r}; known are {told}; a blog without a file is first crawled: "
                    "scrapy crawl blog -a url=…"
                )
    chosen = names or ({**all_sites(), **known} if every else known)
    return [known.get(name) or all_sites()[name] for name in sorted(set(chosen))]


def _site(name: str, url: str | None) -> Site | None:
    if name in all_sites():
        return all_sites()[name]
    parts = urlsplit(url or "")
    if parts.scheme not in ("http", "https"):
        return None
    return Site(name=name, title=name, url=str(url))
