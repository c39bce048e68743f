"""Addresses: one spelling for one page, and which of them can be an article at all. Pure functions.

Structural paths are WordPress's own (``/wp-admin/``, ``/category/``, ``/page/2/``, ``/comment-page-2/``) and
the words French blogs translate them to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
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
_ARTICLE_SID = re.compile(r"\d{1,7}")  # PHP-Nuke's number of an article; a session has a longer name
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
_FRONT = re.compile(r"/(?:index|default|home|accueil)\.(?:php\d?|s?html?|aspx?)", re.I)
_CALENDAR = re.compile(r"^(?:/[^/]+)?/(?:19|20)\d\d(?:/\d{1,2}){0,2}/?$")
_LISTING_PARAMETERS = frozenset(
    "s q paged page cat category tag author m year monthnum day feed attachment_id preview cpage orderby "
    "order view calendar date month ical tribe-bar-date print tmpl format".split()
)
_ARTICLE_VIEWS = frozenset(("article", "item"))  # Joomla's and its K2's: their "view" says what is shown
# Parameters that name a page on blogs without permalinks: their values are no endless variants. PHP-Nuke
# and PostNuke call theirs "sid", XOOPS "storyid", Nucleus "itemid"; Joomla's "id" is "12:titre".
_PAGE_ID = re.compile(
    r"p|(?:page|post|news|art|article|story|entry|item|billet|actu|n|s)?_?id(?:_?(?:article|art|news|post|billet|actu))?"
    r"|post|article|news|story|entry|billet|actu"
)
_PAGE_NUMBER = re.compile(r"\d+(?::.*)?")


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
    return [pair for pair in pairs if pair and not _says_nothing(*pair.partition("=")[::2])]


def _says_nothing(name: str, value: str) -> bool:
    return _TRACKING.fullmatch(unquote(name)) is not None and not (
        name == "sid" and _ARTICLE_SID.fullmatch(value)
    )


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
    if parameters.get("view") in _ARTICLE_VIEWS:
        del parameters["view"]
    if _CALENDAR.match(path) or not _LISTING_PARAMETERS.isdisjoint(parameters):
        return False
    if (path == "/" and not any(map(_PAGE_ID.fullmatch, parameters))) or (
        _FRONT.fullmatch(path) and not parts.query
    ):
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


def names_page(url: str) -> bool:
    """Whether a parameter of a clean address bears the number of a page."""
    return bool(_numbers(parse_qsl(urlsplit(url).query)))


def _numbers(parameters: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(one for one in parameters if _PAGE_ID.fullmatch(one[0]) and _PAGE_NUMBER.fullmatch(one[1]))


class VariantLimit:
    """Bounds the addresses that differ in their parameters alone: a calendar, a filter, a sort order. Those
    that bear the number of a page are bounded for each number."""

    def __init__(self, limit: int = MAX_VARIANTS) -> None:
        self._limit = limit
        self._count: Counter[tuple[object, ...]] = Counter()

    def allows(self, url: str) -> bool:
        """Count an address; False when its path has had its share of variants."""
        parts = urlsplit(url)
        parameters = parse_qsl(parts.query)
        numbers = _numbers(parameters)
        if len(numbers) == len(parameters):
            return True
        self._count[(parts.path, *numbers)] += 1
        return self._count[(parts.path, *numbers)] <= self._limit
