"""Addresses: one spelling for one page, and which of them can be an article at all. Pure functions.

Structural paths are WordPress's own (``/wp-admin/``, ``/category/``, ``/page/2/``, ``/comment-page-2/``) and
the words French blogs translate them to.
"""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url, safe_url_string

MAX_LENGTH = 500
MAX_SEGMENTS = 12
MAX_VARIANTS = 25

# An address that is clean as it is: without default port, parameter, escape, capitals in the host, or dot
# segment.
_CLEAN = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::(?!(?:80|443)/)(?:[1-9]\d{0,3}|[1-5]\d{4}))?"
    r"(?:/(?!\.\.?(?:/|$))[\w.~-]*)+",
    re.A,
)
# Parameters that say where a reader came from, or who they are, and never which page they see.
_TRACKING = re.compile(
    r"utm_\w+|at_(?:medium|campaign|creation|channel|platform|variant)|(?:fb|g|dc|ms|y|tw)clid|gbraid|wbraid"
    r"|mc_[ce]id|igshid|_g[al]|xtor|xtref|cmpid|ns_campaign|s_kwcid|replytocom|share|like_comment|_wpnonce"
    r"|phpsessid|jsessionid|aspsessionid\w*|sessionid|session_id|sid",
    re.I,
)
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.I)
_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|bmp|pdf|zip|gz|rar|7z|mp3|mp4|m4a|avi|mov|webm|css|js|json|xml|rss"
    r"|atom|txt|docx?|xlsx?|pptx?|woff2?|apk|exe)$",
    re.I,
)
_STRUCTURE = re.compile(
    r"/(?:wp-(?:admin|login|content|includes|json|cron|signup)|xmlrpc\.php|feed|rss|atom|trackback|embed|amp"
    r"|page|tag|tags|category|categories|categorie|author|auteur|auteurs|search|recherche|login|connexion"
    r"|register|inscription|cart|panier|comments|print|cdn-cgi|go|out)(?:[/.]|$)|/comment-page-\d+(?:/|$)"
    r"|-\d+-comments\.html$"  # Over-blog's, before 2013
    r"|/(?:rubrique|auteur|mot|syndic)\d+(?:[.&]|$)",  # SPIP's lists
    re.I,
)
_CALENDAR = re.compile(r"^(?:/[^/]+)?/(?:19|20)\d\d(?:/\d{1,2}){0,2}/?$")
_LISTING_PARAMETERS = frozenset(
    "s q paged page cat category tag author m year monthnum day feed attachment_id preview cpage orderby "
    "order view calendar date month ical tribe-bar-date".split()
)
# Parameters that name a page on blogs without permalinks: their values are no endless variants.
_PAGE_ID = frozenset("p page_id id article id_article post post_id".split())


def clean_url(url: str, base: str | None = None) -> str | None:
    """The one spelling of an address: absolute, parameters sorted, without fragment, default port, tracking
    parameters and session ids. None when it is no usable web address.

    A query that is no list of parameters but the page's name (SPIP's ``?article12``, Dotclear's and
    Serendipity's ``?post/2024/05/title``) stays as it is written: with a "=" it would be another page.
    """
    if _CLEAN.fullmatch(url):
        return url
    try:
        parts = urlsplit(urljoin(base or "", url.strip()))
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    netloc = host if port in (None, {"http": 80, "https": 443}[parts.scheme]) else f"{host}:{port}"
    path = _PATH_SESSION.sub("", parts.path) or "/"
    kept = telling_parameters(parts.query)
    address = urlunsplit((parts.scheme, netloc, path, "&".join(kept), ""))
    if all("=" in pair for pair in kept):
        return canonicalize_url(address)
    bare = canonicalize_url(address.partition("?")[0])
    return safe_url_string(f"{bare}?{'&'.join(kept)}")


def telling_parameters(query: str) -> list[str]:
    """The parameters of a query that may say which page it is of, as they are written."""
    pairs = query.split("&") if query else []
    return [pair for pair in pairs if pair and not _TRACKING.fullmatch(unquote(pair.partition("=")[0]))]


def _named_page(query: str) -> str:
    """The name that a query gives its page instead of parameters; empty where it gives none."""
    first = query.partition("&")[0]
    return "" if "=" in first else unquote(first)


def may_be_article(url: str) -> bool:
    """Whether a clean address can be an article's: no file, no home page, listing, feed, archive by date,
    comment page or machinery of the platform, and no address that grows by repeating itself.
    """
    parts = urlsplit(url)
    parameters = dict(parse_qsl(parts.query))
    named = _named_page(parts.query)
    path = f"{parts.path.rstrip('/')}/{named.lstrip('/')}" if named else parts.path
    if len(url) > MAX_LENGTH or _FILE.search(path) or _STRUCTURE.search(path):
        return False
    if _CALENDAR.match(path) or not _LISTING_PARAMETERS.isdisjoint(parameters):
        return False
    if path == "/" and _PAGE_ID.isdisjoint(parameters):
        return False
    segments = [segment for segment in unquote(path).split("/") if segment]
    return len(segments) <= MAX_SEGMENTS and all(count < 3 for count in Counter(segments).values())


def below(url: str, home: str) -> bool:
    """Whether an address lies under the home page's own folder (a blog may live in one: ``/blog/``)."""
    folder = urlsplit(home).path.rpartition("/")[0] + "/"
    return urlsplit(url).path.startswith(folder)


def published_before(url: str, year: int, month: int) -> bool:
    """Whether a dated permalink (``/YYYY/MM/…``) is older than a month; False when it bears no date."""
    dated = re.search(r"/((?:19|20)\d\d)/(\d\d)/", urlsplit(url).path)
    return bool(dated) and (int(dated[1]), int(dated[2])) < (year, month)  # type: ignore[index]


class VariantLimit:
    """Bounds the addresses that differ in their parameters alone: a calendar, a filter, a sort order."""

    def __init__(self, limit: int = MAX_VARIANTS) -> None:
        self._limit = limit
        self._count: Counter[str] = Counter()

    def allows(self, url: str) -> bool:
        """Count an address; False when its path has had its share of variants."""
        parts = urlsplit(url)
        parameters = parse_qsl(parts.query)
        if not parameters or all(name in _PAGE_ID and value.isdigit() for name, value in parameters):
            return True
        self._count[parts.path] += 1
        return self._count[parts.path] <= self._limit
