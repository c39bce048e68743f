"""An invented WordPress blog of any size: its pages as a server sends them, and what each of them says.

The markup is WordPress core's (twenty-something themes, html5 comments, Yoast's JSON-LD), with the head,
menus, sidebar and scripts that make a real page weigh fifty kilobytes before its first comment. The text is
made of invented words, as frequent as words are (Zipf), so that it packs and is indexed like text. All of it
follows from the numbers given: the same article is the same bytes in every run and every process.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from html import escape
from itertools import accumulate
from random import Random

from crawler.items import Article, Block, Comment, Opinion, Source

PER_LISTING = 20
_EPOCH = datetime(2012, 1, 2, 7, 30, tzinfo=UTC)
_LITTLE = (
    "de la le les et des en un une du que est pour dans qui au par sur plus avec ce pas il se ne son à sa ou "
    "mais comme on tout nous sans cette même elle être fait aussi leur bien peut si entre deux encore après"
)
_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()


@dataclass(frozen=True, slots=True)
class Blog:
    """``articles`` in all; their threads have from none to ``most_comments`` comments, a third of that on
    average, and nest up to ``deepest``.
    """

    articles: int
    most_comments: int = 90
    deepest: int = 5
    root: str = "http://blog.invalid/"

    def urls(self) -> list[str]:
        """Every address that the blog has a page at."""
        listings = [f"{self.root}page/{n}/" for n in range(2, self._listings() + 1)]
        sources = [f"{self.root}{name}" for name in ("robots.txt", "feed/", "wp-sitemap.xml", "posts.xml")]
        return [*sources, self.root, *listings, *(self.url(n) for n in range(1, self.articles + 1))]

    def url(self, number: int) -> str:
        day = _day(number)
        return f"{self.root}{day:%Y/%m}/essai-{number}/"

    def answer(self, path: str) -> tuple[str, bytes] | None:
        """(content type, body) for a path below the root; None where there is nothing."""
        if path == "robots.txt":
            rules = f"User-agent: *\nDisallow: /wp-admin/\n\nSitemap: {self.root}wp-sitemap.xml\n"
            return "text/plain", rules.encode()
        if path == "feed/":
            return "application/rss+xml", self._feed().encode()
        if path == "wp-sitemap.xml":
            index = (
                f"<sitemapindex {_SITEMAP}><sitemap><loc>{self.root}posts.xml</loc></sitemap></sitemapindex>"
            )
            return "application/xml", index.encode()
        if path == "posts.xml":
            urls = "".join(f"<url><loc>{self.url(n)}</loc></url>" for n in range(1, self.articles + 1))
            return "application/xml", f"<urlset {_SITEMAP}>{urls}</urlset>".encode()
        if not path:
            return _HTML, self._listing(1)
        words = path.strip("/").split("/")
        if len(words) == 2 and words[0] == "page" and words[1].isdecimal():
            number = int(words[1])
            return (_HTML, self._listing(number)) if 1 < number <= self._listings() else None
        number = int(words[-1].removeprefix("essai-")) if words[-1].startswith("essai-") else 0
        return (_HTML, self.story(number).page()) if 1 <= number <= self.articles else None

    def story(self, number: int) -> Story:
        """An article of the blog, by its number from 1 (the oldest)."""
        random = Random(number)
        comments = int(self.most_comments * random.random() ** 2 + 0.5)
        return Story(number, self.url(number), comments, self.deepest)

    def stories(self) -> Iterator[Story]:
        return (self.story(number) for number in range(1, self.articles + 1))

    def _listings(self) -> int:
        return max(1, -(-self.articles // PER_LISTING))

    def _listing(self, page: int) -> bytes:
        last = self.articles - (page - 1) * PER_LISTING
        entries = "".join(
            f'<article id="post-{n}" class="post-{n} post type-post hentry"><h2 class="entry-title">'
            f'<a href="{self.url(n)}" rel="bookmark">{escape(self.story(n).headline)}</a></h2>'
            f'<div class="entry-summary"><p>{escape(self.story(n).paragraphs[0])}</p></div></article>'
            for n in range(last, max(0, last - PER_LISTING), -1)
        )
        following = f'<a class="next page-numbers" href="{self.root}page/{page + 1}/">Suivant</a>'
        pager = f'<nav class="navigation pagination">{following if page < self._listings() else ""}</nav>'
        head = f"<title>Le carnet du garage</title>{_rest_interface(self.root)}"
        return _frame(head, f"{entries}{pager}", "home blog", self.root, page)

    def _feed(self) -> str:
        newest = range(self.articles, max(0, self.articles - 10), -1)
        items = "".join(
            f"<item><title>{escape(self.story(n).headline)}</title><link>{self.url(n)}</link></item>"
            for n in newest
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'


@dataclass(frozen=True, slots=True)
class Remark:
    """One invented comment; ``parent`` counts from 0, as the remarks of a story do."""

    key: int
    author: str
    at: datetime
    paragraphs: tuple[str, ...]
    parent: int | None
    depth: int


class Story:
    """One invented article with ``comments`` comments that nest up to ``deepest`` levels below the first.

    With ``chained`` each comment answers the one before it, however deep that goes.
    """

    def __init__(
        self, number: int, url: str, comments: int, deepest: int = 5, *, chained: bool = False
    ) -> None:
        self.number = number
        self.url = url
        self.deepest = deepest
        self._random = random = Random(f"story {number}")
        self.published = _day(number)
        self.headline = f"Essai {_sentence(random, 7)}"
        self.author = random.choice(_names()[:12])
        self.section = random.choice(("Essais", "Nouveautés", "Économie", "Rétro"))
        self.keywords = tuple(dict.fromkeys(random.choices(_words()[0][60:400], k=4)))
        self.paragraphs = tuple(
            _paragraph(random, random.randint(2, 6)) for _ in range(random.randint(5, 12))
        )
        self.opinion = tuple(_paragraph(random, 3) for _ in range(random.randint(0, 2)))
        self.remarks = self._thread(comments, chained)

    def _thread(self, size: int, chained: bool) -> tuple[Remark, ...]:
        random, remarks = self._random, list[Remark]()
        for number in range(size):
            parent = number - 1 if chained and number else None if chained else self._answered(remarks)
            depth = 0 if parent is None else remarks[parent].depth + 1
            texts = tuple(_paragraph(random, random.randint(1, 3)) for _ in range(random.choice((1, 1, 2))))
            at = self.published + timedelta(minutes=30 + 7 * number)
            remarks.append(Remark(number, random.choice(_names()), at, texts, parent, depth))
        return tuple(remarks)

    def _answered(self, remarks: list[Remark]) -> int | None:
        """Which remark the next one answers: the last or one above it, since pages print depth first."""
        if not remarks or self._random.random() < 0.4:
            return None
        above: int | None = len(remarks) - 1
        while above is not None and (remarks[above].depth >= self.deepest or self._random.random() < 0.4):
            above = remarks[above].parent
        return above

    def page(self) -> bytes:
        """The article's page, about 60 kB and 1.5 kB for each comment."""
        root = "/".join(self.url.split("/")[:3]) + "/"
        head = f"<title>{escape(self.headline)} - Le carnet du garage</title>{self._head(root)}"
        return _frame(head, f"{self._post()}{self._comments()}", "single single-post", root, self.number)

    def article(self) -> Article:
        """What the page says, as the splitter gives it."""
        lead = [Block("lead", "paragraph", self.paragraphs[0], rule="lead")]
        body = [Block("body", "paragraph", text, rule="container") for text in self.paragraphs[1:]]
        view = [Block("opinion", "paragraph", text, rule="opinion-heading") for text in self.opinion]
        line = "Source : Agence France-Presse"
        return Article(
            url=self.url,
            canonical_url=self.url,
            site="blog.invalid",
            layout="wordpress",
            headline=self.headline,
            description=self.paragraphs[0],
            authors=(self.author,),
            date_published=self.published.isoformat(),
            date_modified=None,
            date_published_raw=self.published.isoformat(),
            section=self.section,
            keywords=self.keywords,
            in_language="fr-FR",
            blocks=(*lead, *body, *view, Block("source", "paragraph", line, rule="source-label")),
            sources=(Source("Agence France-Presse", None, line),),
            opinion=Opinion("Notre avis", self.opinion) if self.opinion else None,
            comment_count=len(self.remarks),
            comments=tuple(self._comment(remark) for remark in self.remarks),
            pings=0,
            comment_system="wordpress",
            comment_pages=(),
            opt_outs=(),
        )

    def _comment(self, remark: Remark) -> Comment:
        return Comment(
            id=self._id(remark.key),
            parent=None if remark.parent is None else self._id(remark.parent),
            depth=remark.depth,
            position=remark.key + 1,
            author=remark.author,
            author_url=None,
            is_staff=False,
            date_published=remark.at.isoformat(),
            date_published_raw=remark.at.isoformat(),
            text="\n".join(remark.paragraphs),
            parent_from=None if remark.parent is None else "nesting",
        )

    def _id(self, key: int) -> str:
        return str(self.number * 10_000 + key)

    def _head(self, root: str) -> str:
        graph = {
            "@context": "https://schema.org",
            "@graph": [
                {
                    "@type": "Article",
                    "@id": f"{self.url}#article",
                    "headline": self.headline,
                    "author": {"@type": "Person", "name": self.author},
                    "datePublished": self.published.isoformat(),
                    "articleSection": [self.section],
                    "keywords": self.keywords,
                    "inLanguage": "fr-FR",
                },
                {"@type": "WebSite", "@id": f"{root}#website", "name": "Le carnet du garage"},
            ],
        }
        return (
            f'{_rest_interface(root)}<link rel="canonical" href="{self.url}" />'
            f'<meta property="og:type" content="article" />'
            f'<meta property="og:title" content="{escape(self.headline)}" />'
            f'<meta property="article:published_time" content="{self.published.isoformat()}" />'
            f'<script type="application/ld+json" class="yoast-schema-graph">{json.dumps(graph)}</script>'
        )

    def _post(self) -> str:
        image = f"/wp-content/uploads/{self.published:%Y/%m}/photo-{self.number}"
        srcset = ", ".join(f"{image}-{w}x{w * 2 // 3}.jpg {w}w" for w in (300, 768, 1024, 1536))
        texts = "\n".join(f"<p>{escape(text)}</p>" for text in self.paragraphs[1:])
        view = "".join(f"<p>{escape(text)}</p>" for text in self.opinion)
        return f"""<main id="main" class="site-main">
<article id="post-{self.number}" class="post-{self.number} post type-post hentry category-essais">
<header class="entry-header"><h1 class="entry-title">{escape(self.headline)}</h1>
<div class="entry-meta"><span class="posted-on"><time class="entry-date published"
datetime="{self.published.isoformat()}">{_french(self.published)}</time></span><span class="byline"> par
<span class="author vcard"><a class="url fn n" href="/author/redaction/">{self.author}</a></span></span></div>
</header><div class="entry-content">
<p class="chapo"><strong>{escape(self.paragraphs[0])}</strong></p>
<figure class="wp-block-image size-large"><img loading="lazy" decoding="async" width="1024" height="683"
src="{image}.jpg" alt="" srcset="{srcset}" sizes="(max-width: 1024px) 100vw, 1024px" /></figure>
{texts}{"<h3>Notre avis</h3>" if view else ""}{view}
<p>Source : Agence France-Presse</p></div>
<footer class="entry-footer"><span class="cat-links"><a href="/category/essais/">{self.section}</a></span>
</footer></article>"""

    def _comments(self) -> str:
        """WordPress core's html5 walker: replies nest in ``ol.children`` inside the comment's own item."""
        if not self.remarks:
            return "</main>"
        parts: list[str] = []
        open_at: list[int] = []  # depths of the items that are still open
        for remark in self.remarks:
            while open_at and open_at[-1] >= remark.depth:
                open_at.pop()
                parts.append("</li>" if not open_at or open_at[-1] < remark.depth else "</li></ol>")
            if remark.depth and not parts[-1].startswith("</li>"):
                parts.append('<ol class="children">')
            parts.append(self._item(remark))
            open_at.append(remark.depth)
        for depth in reversed(open_at):
            parts.append("</li></ol>" if depth else "</li>")
        return f"""<div id="comments" class="comments-area">
<h2 class="comments-title">{len(self.remarks)} réflexions sur « {escape(self.headline)} »</h2>
<ol class="comment-list">{"".join(parts)}</ol>{_FORM}</div></main>"""

    def _item(self, remark: Remark) -> str:
        key, url = self._id(remark.key), self.url
        texts = "".join(f"<p>{escape(text)}</p>\n" for text in remark.paragraphs)
        face = f"https://secure.gravatar.com/avatar/{Random(remark.author).getrandbits(128):032x}"
        return f"""
<li id="comment-{key}" class="comment {"odd alt" if remark.key % 2 else "even"} depth-{remark.depth + 1}">
<article id="div-comment-{key}" class="comment-body"><footer class="comment-meta">
<div class="comment-author vcard"><img alt='' src='{face}?s=32&#038;d=mm&#038;r=g'
srcset='{face}?s=64&#038;d=mm 2x' class='avatar avatar-32 photo' height='32' width='32' loading='lazy'
decoding='async'/> <b class="fn">{remark.author}</b>
<span class="says">dit :</span></div><!-- .comment-author -->
<div class="comment-metadata"><a href="{url}#comment-{key}"><time datetime="{remark.at.isoformat()}">
{_french(remark.at)}</time></a></div><!-- .comment-metadata --></footer><!-- .comment-meta -->
<div class="comment-content">{texts}</div><!-- .comment-content -->
<div class="reply"><a rel="nofollow" class="comment-reply-link" href="{url}?replytocom={key}#respond"
data-commentid="{key}" data-postid="{self.number}" data-belowelement="div-comment-{key}"
data-respondelement="respond" aria-label="Répondre à {remark.author}">Répondre</a></div></article>"""


_HTML = "text/html; charset=UTF-8"
_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_FORM = """<div id="respond" class="comment-respond">
<h3 id="reply-title" class="comment-reply-title">Laisser un commentaire</h3>
<form action="/wp-comments-post.php" method="post" id="commentform" class="comment-form">
<p class="comment-form-comment"><label for="comment">Commentaire</label>
<textarea id="comment" name="comment" cols="45" rows="8" required></textarea></p>
<p class="form-submit"><input name="submit" type="submit" id="submit" class="submit" value="Envoyer" /></p>
</form></div>"""


def _day(number: int) -> datetime:
    return _EPOCH + timedelta(hours=9 * number)


def _french(moment: datetime) -> str:
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year} à {moment.hour} h {moment.minute:02} min"


@cache
def _words() -> tuple[list[str], list[float]]:
    """Some 6,000 words, the frequent first, and their cumulated weights."""
    random = Random("words")
    starts, ends = (
        "b c d f g l m n p r s t v br cr dr fl gr pl tr ch".split(),
        "a e i o u ai eau é ou on en".split(),
    )
    made = {
        "".join(random.choice(starts) + random.choice(ends) for _ in range(random.choice((1, 2, 2, 3))))
        + random.choice(("", "", "s", "r", "nt", "ment", "tion"))
        for _ in range(9000)
    }
    words = [*_LITTLE.split(), *sorted(made, key=lambda word: (len(word), word))]
    return words, list(accumulate(1 / rank for rank in range(2, len(words) + 2)))


@cache
def _names() -> list[str]:
    random = Random("names")
    return [random.choice(_words()[0][60:]).capitalize() + str(random.randint(1, 99)) for _ in range(3000)]


def _sentence(random: Random, words: int) -> str:
    vocabulary, weights = _words()
    return " ".join(random.choices(vocabulary, cum_weights=weights, k=words))


def _paragraph(random: Random, sentences: int) -> str:
    return " ".join(
        _sentence(random, random.randint(6, 22)).capitalize() + random.choice(".....!?")
        for _ in range(sentences)
    )


def _rest_interface(root: str) -> str:
    return f'<link rel="https://api.w.org/" href="{root}wp-json/" />'


@cache
def _style() -> str:
    """Inline style sheets as WordPress prints them into every page."""
    random = Random("style")
    presets = "".join(f"--wp--preset--color--c{n}: #{random.getrandbits(24):06x};" for n in range(160))
    rules = "".join(
        f".wp-block-{name}{{margin:{random.randint(0, 40)}px auto;padding:{random.random():.2f}em;"
        f"color:var(--wp--preset--color--c{random.randint(0, 159)});"
        f"display:{random.choice(('flex', 'block'))}}}"
        for name in random.choices(_words()[0][60:], k=190)
    )
    return f"<style id='global-styles-inline-css'>body{{{presets}}}{rules}</style>"


@cache
def _menu() -> str:
    links = "".join(
        f'<li id="menu-item-{n}" class="menu-item menu-item-type-taxonomy menu-item-{n}">'
        f'<a href="/category/{word}/">{word.capitalize()}</a></li>'
        for n, word in enumerate(_words()[0][100:145])
    )
    return f'<nav id="site-navigation"><ul id="primary-menu" class="menu nav-menu">{links}</ul></nav>'


@cache
def _archives() -> str:
    months = "".join(
        f"<li><a href='/{year}/{month + 1:02}/'>{_MONTHS[month]} {year}</a>&nbsp;(31)</li>"
        for year in range(2012, 2020)
        for month in range(12)
    )
    tags = "".join(
        f'<a href="/tag/{word}/" class="tag-cloud-link" style="font-size: {8 + n % 14}pt;">{word}</a> '
        for n, word in enumerate(_words()[0][200:245])
    )
    return (
        f'<section class="widget widget_archive"><h2>Archives</h2><ul>{months}</ul></section>'
        f'<section class="widget widget_tag_cloud"><h2>Étiquettes</h2>{tags}</section>'
    )


@cache
def _scripts() -> str:
    random = Random("scripts")
    settings = {word: random.getrandbits(40) for word in random.choices(_words()[0][60:], k=220)}
    loaded = "".join(
        f'<script src="/wp-content/plugins/{word}/js/{word}.min.js?ver=6.{n}" id="{word}-js"></script>\n'
        for n, word in enumerate(_words()[0][300:322])
    )
    return f"<script id='wp-settings'>var wpSettings = {json.dumps(settings)};</script>{loaded}"


def _recent(number: int) -> str:
    """The widget that differs from page to page."""
    random = Random(number // 3)
    links = "".join(
        f'<li><a href="/recent-{random.randint(1, 9999)}/">{_sentence(random, 8)}</a></li>' for _ in range(10)
    )
    return (
        f'<section class="widget widget_recent_entries"><h2>Articles récents</h2><ul>{links}</ul></section>'
    )


def _frame(head: str, main: str, classes: str, root: str, number: int) -> bytes:
    nonce = f"{Random(f'nonce {number}').getrandbits(40):010x}"
    return f"""<!DOCTYPE html>
<html lang="fr-FR">
<head>
<meta charset="UTF-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="generator" content="WordPress 6.5" />
{head}
<link rel="alternate" type="application/rss+xml" href="{root}feed/" />
{_style()}
<script>var ajax = {{"url": "/wp-admin/admin-ajax.php", "nonce": "{nonce}"}};</script>
</head>
<body class="{classes} postid-{number}">
<div id="page" class="site"><header id="masthead" class="site-header"><p class="site-title"><a href="{root}"
rel="home">Le carnet du garage</a></p>{_menu()}</header>
<div id="primary" class="content-area">
{main}
</div>
<aside id="secondary" class="widget-area">{_recent(number)}{_archives()}</aside>
<footer id="colophon" class="site-footer"><p>Un blog inventé, fait avec WordPress</p></footer></div>
{_scripts()}
</body></html>""".encode()
