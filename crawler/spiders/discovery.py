"""Where a blog says its articles are: sitemaps, feeds, listing pages. Pure functions of bytes and trees.

Sitemaps by sitemaps.org (index and urlset, gzip too; WordPress core names them ``/wp-sitemap.xml``, Yoast
``/sitemap_index.xml``); feeds in RSS 2.0, RSS 1.0 and Atom with their comment counts: the slash module's, and
Atom's own (RFC 4685, 5: Blogger, WordPress).
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit, urlunsplit

from lxml import etree
from lxml.html import HtmlElement

from crawler.sites import site_key
from crawler.spiders.urls import clean_url, may_be_article, names_page
from crawler.splitter.page.metadata import FEED_TITLE, read_metadata
from crawler.splitter.page.xpath import string, strings
from crawler.splitter.words.text import clean, fold

SITEMAP_PATHS = ("sitemap_index.xml", "wp-sitemap.xml", "sitemap.xml")
FEED_PATH = "feed/"
MAX_SITEMAP_BYTES = 50 * 1024 * 1024  # sitemaps.org's own limit, unpacked

_NOT_POSTS = re.compile(
    r"(?:categor|tag|author|user|taxonom|attachment|image|video|archive|product)[\w-]*(?:\.xml|$)", re.I
)
# What links to older articles are called, folded. What "next" means is the blog's own affair: where another
# link says that it leads to older articles, "Articles suivants" is the way back.
_OLDER = frozenset(
    {
        "articles precedents",
        "billets precedents",
        "notes precedentes",
        "messages precedents",
        "articles plus anciens",
        "billets plus anciens",
        "messages plus anciens",
        "anciens articles",
        "plus anciens",
        "older posts",
        "older entries",
        "previous posts",
    }
)
_NEXT = frozenset(
    {"suivant", "suivante", "suivants", "page suivante", "articles suivants", "next", "next page"}
)
# Their marks in markup: rel, WordPress core's pager and its older "posts navigation".
_NEXT_MARKS = (
    "//link[contains(concat(' ', normalize-space(@rel), ' '), ' next ')]/@href",
    "//a[contains(concat(' ', normalize-space(@rel), ' '), ' next ')]/@href",
    "//a[contains(concat(' ', normalize-space(@class), ' '), ' next ')]/@href",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' nav-previous ')]//a/@href",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' wp-block-query-pagination-next ')]/@href",
)
# Pagers of numbers alone (SPIP's, old themes'): the page that is shown is no link, and the next one follows.
_PAGERS = (
    "//*[contains(@class, 'paginat') or contains(@class, 'pager') or contains(@class, 'pagenavi')"
    " or contains(@class, 'page-numbers') or contains(@class, 'pages')]"
)
# The archive of one month (TypePad's and Movable Type's "/2024/05/", Canalblog's
# "/archives/2024/05/index.html"), and the page that lists these.
_MONTH = re.compile(r"/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])(?:/|/index\.html?|\.html?)?$")
_MONTHS = re.compile(r"/archives?(?:/|/index\.html?|\.html?|\.php)?$", re.I)
# What the page that lists all articles is called (folded), where the home page shows a choice of them.
_ARTICLES = r"(?:articles|billets|notes|posts|messages|news|actus|actualites|infos|breves)"
_ALL = re.compile(
    rf"(?:(?:voir|lire|consulter) )?tou(?:te)?s (?:les|nos|mes) {_ARTICLES}(?: du (?:blog|site))?"
    r"|toute l (?:actu(?:alite)?|info)(?: auto(?:mobile)?)?"
    rf"|(?:voir )?plus (?:de |d ){_ARTICLES}|(?:les )?(?:articles|actualites|actus|news|archives)"
    r"|(?:le )?blog|(?:(?:see |view |read )?all|more) (?:posts|articles|news)|plan du site"
)
# The archive of a month or a year by its name (folded): "Mai 2007 (12)", "Essais 2002", "2004".
_PERIOD = re.compile(r"(?:\w+ )?(?:19|20)\d\d(?: \d{1,4})?")
# How entries are led to whose titles are no links (folded).
_READ_ON = re.compile(
    r"(?:lire |voir )?(?:la |l )?(?:suite|article complet|article entier)(?: de (?:l article|la news))?"
    r"|lire (?:l article|la news|le billet|plus)|(?:read|learn) (?:more|on)|continue reading|weiterlesen"
)
# Where a listing puts the link of an entry: its heading, WordPress' permalink rel, its "read more".
_ENTRY_LINKS = (
    "//h1//a/@href | //h2//a/@href | //h3//a/@href | //h4//a/@href"
    " | //a[.//h1 or .//h2 or .//h3 or .//h4]/@href"
    " | //a[contains(concat(' ', normalize-space(@rel), ' '), ' bookmark ')]/@href"
    " | //a[contains(@class, 'more-link')]/@href"
    " | //*[contains(concat(' ', normalize-space(@class), ' '), ' post-title ')]//a/@href"
    " | //*[contains(concat(' ', normalize-space(@class), ' '), ' entry-title ')]//a/@href"
)
# What every page of a crawl is asked for.
_BASE = string("//base/@href")
_CANONICAL = string("//link[@rel='canonical']/@href")
_SITE_NAMES = strings("//meta[@property='og:site_name' or @name='og:site_name']/@content")
_FEED_TITLES = strings("//link[@rel='alternate']/@title")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SLUG = re.compile(r"/[^/]*(?:-[^/]*){2,}$|\d{3,}[^/]*$|[-_]\d+\.\w{3,5}$")


@dataclass(frozen=True, slots=True)
class Found:
    """An address that a sitemap, feed or listing names. ``changed_at`` and ``published_at`` are the dates
    given with it, ISO 8601, None where there is none; ``comment_count`` is slash:comments, thr:total, or the
    counter of a listing; ``words`` a digest of the entry's title and text, ``guid`` the feed's own name of
    the entry.
    """

    url: str
    changed_at: str | None = None
    published_at: str | None = None
    comment_count: int | None = None
    words: str | None = None
    guid: str | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A sitemap: the ``pages`` it names, and the further sitemaps (``children``) of an index."""

    pages: tuple[Found, ...] = ()
    children: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A listing page: what may be articles, in page order, and the address of the next, older page."""

    articles: tuple[str, ...] = ()
    next_url: str | None = None


def read_sitemap(body: bytes) -> Sitemap:
    """A sitemap or sitemap index, gzipped or not. Children that list no posts (categories, authors, images,
    by the names Yoast and WordPress core give them) are left out. Anything else reads as an empty sitemap.
    """
    root = xml_root(_unpack(body))
    if root is None:
        return Sitemap()
    found = [
        Found(
            location,
            changed_at=_iso(_text(entry, "lastmod")),
            published_at=_iso(_deep(entry, "publication_date")),
        )
        for entry in root
        if isinstance(entry.tag, str) and (location := _text(entry, "loc"))
    ]
    if _name(root) == "sitemapindex":
        return Sitemap(children=tuple(child for child in found if not _NOT_POSTS.search(child.url)))
    return Sitemap(pages=tuple(found))


def read_feed(body: bytes) -> tuple[Found, ...]:
    """The entries of an RSS or Atom feed, newest first as feeds are; empty when it is none."""
    root = xml_root(body)
    if root is None:
        return ()
    return tuple(
        Found(
            link,
            changed_at=_iso(_text(entry, "updated")),
            published_at=_iso(_text(entry, "pubDate", "published", "date")),
            comment_count=_count(_numbers(entry)),
            words=entry_words(entry),
            guid=_text(entry, "guid", "id"),
        )
        for entry in root.iter("{*}item", "{*}entry")
        if (link := entry_link(entry))
    )


def read_listing(root: HtmlElement, url: str) -> Listing:
    """The entries and the next page of a listing found at ``url``.

    Entries are what headings and "read more" links point to; only a page that has none of these is searched
    for links that end in a slug or an id. Addresses are clean, each once; whose site they are on is the
    caller's business.
    """
    base = base_url(root, url)
    links = _named_links(root)
    worded = [href for name, href in links if _READ_ON.fullmatch(name)]
    entries = article_addresses((*root.xpath(_ENTRY_LINKS), *worded), base)
    following = _next_page(root, links, base, url)
    if not entries:
        titled = (href for name, href in links if not (name.isdecimal() or _PERIOD.fullmatch(name)))
        entries = [link for link in article_addresses(titled, base) if _may_name_entry(link)]
    return Listing(tuple(entry for entry in entries if entry != following), following)


def _named_links(root: HtmlElement) -> list[tuple[str, str]]:
    """The links of a page: what each is called, folded, and where it leads, as found."""
    return [(fold(a.text_content()[:60]), a.get("href", "")) for a in root.iter("a") if a.get("href")]


def _may_name_entry(url: str) -> bool:
    return _SLUG.search(urlsplit(url).path.rstrip("/")) is not None or names_page(url)


def _next_page(root: HtmlElement, links: Sequence[tuple[str, str]], base: str, url: str) -> str | None:
    """The address of the next, older page of a listing: by its marks, else by the words of its link."""
    here = clean_url(url)
    marked = (href for mark in _NEXT_MARKS for href in root.xpath(mark))
    worded = (href for words in (_OLDER, _NEXT) for name, href in links if name in words)
    numbered = (href for pager in root.xpath(_PAGERS) for href in _following(pager))
    targets = (clean_url(str(href), base) for found in (marked, worded, numbered) for href in found)
    return next((target for target in targets if target and target != here), None)


def archive_pages(root: HtmlElement, url: str) -> tuple[str, ...]:
    """The archives by month or year to which a page links, the page that lists them, and the one of all
    articles, clean, in page order."""
    return tuple(dict.fromkeys(one for name, one in _clean_links(root, url) if _is_archive(name, one)))


def overviews(root: HtmlElement, url: str) -> tuple[str, ...]:
    """Those of them that list archives or all articles, by their names."""
    return tuple(dict.fromkeys(one for name, one in _clean_links(root, url) if _ALL.fullmatch(name)))


def _clean_links(root: HtmlElement, url: str) -> Iterator[tuple[str, str]]:
    """The links of a page: what each is called, folded, and its address, clean."""
    base = base_url(root, url)
    for name, href in _named_links(root):
        if address := clean_url(href, base):
            yield name, address


def _is_archive(name: str, url: str) -> bool:
    by_address = _MONTH.search(urlsplit(url).path) is not None or lists_months(url)
    return by_address or _ALL.fullmatch(name) is not None or _PERIOD.fullmatch(name) is not None


def lists_months(url: str) -> bool:
    """Whether an address is that of a page that lists a blog's archives."""
    return _MONTHS.search(urlsplit(url).path) is not None


def _following(pager: HtmlElement) -> Iterator[str]:
    """The link behind the number of the page that a pager belongs to."""
    here: int | None = None
    for element in pager.iterdescendants():
        text = (element.text or "").strip() if isinstance(element.tag, str) else ""
        if not text.isdecimal():
            continue
        link = next((one for one in (element, *element.iterancestors("a")) if one.get("href")), None)
        if link is None:
            here = int(text)
        elif here is not None and int(text) > here:
            yield str(link.get("href"))
            return


def announced_feeds(root: HtmlElement, url: str) -> tuple[str, ...]:
    """The feeds of articles that a page announces (RSS autodiscovery); comment feeds are left out."""
    return tuple(feed for feed in all_feeds(root, url) if "comment" not in feed)


def all_feeds(root: HtmlElement, url: str) -> list[str]:
    """Every feed that a page announces, clean, in page order."""
    links = root.xpath("//link[@rel='alternate'][contains(@type, 'rss') or contains(@type, 'atom')]/@href")
    feeds = (clean_url(str(href), base_url(root, url)) for href in links)
    return list(dict.fromkeys(feed for feed in feeds if feed))


def home_of(root: HtmlElement, url: str) -> str:
    """The home page of the blog that a page belongs to: above its REST interface (WordPress), else its
    host's root. A blog may live in a folder."""
    interface = root.xpath("string(//link[@rel='https://api.w.org/']/@href)")
    address = clean_url(str(interface), base_url(root, url)) if interface else None
    if address and "wp-json" in address:
        return address.partition("wp-json")[0]
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def blog_title(root: HtmlElement) -> str | None:
    """What a page calls its blog: ``og:site_name``, else the name that WordPress gives the blog's feed; None
    where it says neither."""
    feeds = (FEED_TITLE.fullmatch(clean(title)) for title in _FEED_TITLES(root))
    told = (*map(clean, _SITE_NAMES(root)), *(feed["name"] for feed in feeds if feed))
    return next((name for name in told if name), None)


def feed_title(body: bytes) -> str | None:
    """The title of a feed (RSS 2.0 and 1.0: the channel's; Atom: the feed's own); None without one."""
    root = xml_root(body)
    if root is None:
        return None
    return _text(next(_children(root, "channel"), root), "title")


def canonical_link(root: HtmlElement, url: str) -> str | None:
    """What a page calls itself (``link[rel=canonical]``), clean; None where it does not say, or says it is
    the home page, as broken themes do on every page. On its own site scheme and ``www.`` are the page's: what
    calls itself ``https:`` may be served without."""
    href = _CANONICAL(root).strip()
    target = clean_url(href, base_url(root, url)) if href else None
    if target is None:
        return None
    own, other = urlsplit(url), urlsplit(target)
    if other.path == "/" and not other.query and own.path != "/":
        return None
    if site_key(target) != site_key(url):
        return target
    return urlunsplit(other._replace(scheme=own.scheme, netloc=own.netloc))


def newest_date(root: HtmlElement) -> str | None:
    """The newest date that a page's ``time`` elements give, YYYY-MM-DD; None where there are none."""
    dates = (str(value)[:10] for value in root.xpath("//time/@datetime"))
    return max((day for day in dates if _DAY.fullmatch(day)), default=None)


def declared_day(root: HtmlElement, url: str) -> str | None:
    """The day of publication that an article's page declares, YYYY-MM-DD; None where it only shows one."""
    metadata = read_metadata(root, url)
    day = (metadata.first("article:published_time") or metadata.text("datePublished") or "")[:10]
    return day if _DAY.fullmatch(day) else None


def base_url(root: HtmlElement, url: str) -> str:
    """What relative links on a page start from (``<base href>``, else its own address)."""
    href = _BASE(root).strip()
    return (clean_url(href, url) if href else None) or url


def article_addresses(links: Iterable[str], base: str) -> list[str]:
    """Those links that may be articles, clean, each once."""
    targets = (clean_url(str(link), base) for link in links)
    return list(dict.fromkeys(target for target in targets if target and may_be_article(target)))


def _unpack(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(wbits=31).decompress(body, MAX_SITEMAP_BYTES)
    except zlib.error:
        return b""


def xml_root(body: bytes) -> etree._Element | None:
    """The root of an XML document, mended where it can be; None for anything else."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, remove_comments=True)
    try:
        return etree.fromstring(body.strip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in element if isinstance(child.tag, str) and _name(child) == name)


def _text(element: etree._Element, *names: str) -> str | None:
    texts = (clean(child.text or "") for name in names for child in _children(element, name))
    return next((text for text in texts if text), None)


def _deep(element: etree._Element, name: str) -> str | None:
    return next((clean(child.text or "") for child in element.iter(f"{{*}}{name}")), None) or None


def entry_link(entry: etree._Element) -> str | None:
    """Where a feed's entry leads. RSS: the link's text (FeedBurner keeps the true one in origLink); Atom: the
    alternate link's href."""
    link = _text(entry, "origLink", "link")
    if link:
        return link
    for atom in _children(entry, "link"):
        if atom.get("rel", "alternate") == "alternate" and atom.get("href"):
            return str(atom.get("href"))
    guid = next(_children(entry, "guid"), None)
    return None if guid is None or guid.get("isPermaLink") == "false" else clean(guid.text or "") or None


def _numbers(entry: etree._Element) -> str | None:
    """slash:comments, or thr:total; the plain RSS element "comments" holds an address instead."""
    counters = (child for name in ("comments", "total") for child in _children(entry, name))
    return next((text for child in counters if (text := clean(child.text or "")).isdecimal()), None)


def _count(text: str | None) -> int | None:
    return int(text) if text else None


def entry_words(entry: etree._Element) -> str | None:
    """A digest of the words that a feed gives of an entry (title, text, author, categories); None without
    words."""
    names = ("title", "description", "summary", "encoded", "content", "creator", "author", "category")
    texts = [
        clean(" ".join(map(str, child.itertext()))) for name in names for child in _children(entry, name)
    ]
    digest = hashlib.sha256("\n".join(texts).encode("utf-8", "replace"))
    return digest.hexdigest()[:16] if texts else None


def _iso(text: str | None) -> str | None:
    """A date of a feed or sitemap (W3C, ISO 8601 or RFC 2822) as ISO 8601; None when it cannot be read."""
    if not text:
        return None
    for read in (date.fromisoformat, datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(text).isoformat()
        except ValueError:
            continue
    return None
