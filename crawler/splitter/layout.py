"""Layouts: where a platform puts the parts of an article, chosen by marks on the page.

A layout is data. Its selectors are CSS and only *add* evidence: what several places on a page agree on wins
over what one layout claims (see ``metadata``). Layouts are tried in order, a site's own first; the first
whose mark is on the page gives its name and its selectors. By marks and not by date, so that a capture of any
age is read by the rules of the page it is.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """Where one theme or platform keeps its parts; each field is a CSS selector, "" where it has none.

    ``mark`` must match for the layout to be chosen. ``body`` is the element of the running text; ``lead`` the
    chapô outside it; ``furniture`` what inside the body belongs to no part of the article.
    """

    name: str
    mark: str
    headline: str = ""
    body: str = ""
    lead: str = ""
    author: str = ""
    date: str = ""
    section: str = ""
    keywords: str = ""
    source: str = ""
    opinion: str = ""
    furniture: str = ""


@dataclass(frozen=True, slots=True)
class SiteRules:
    """What the splitter needs to know of a site; every field may stay at its default for an unknown one.

    ``own_names`` are the names the newsroom gives itself ("L'avis de NAME"); ``opinion_headings`` are further
    headings, matched whole. ``time_zone`` is used where a page gives a time without an offset.
    """

    name: str | None = None
    own_names: tuple[str, ...] = ()
    opinion_headings: tuple[str, ...] = ()
    layouts: tuple[Layout, ...] = ()
    time_zone: str = "Europe/Paris"
