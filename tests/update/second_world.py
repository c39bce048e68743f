"""Six invented blogs on other platforms than the sample blog's, as they stand on each of eighteen mornings.

Each prints what its platform prints: SPIP without a validator and with a feed of five entries; Dotclear with an
Atom feed alone; Drupal with pages of comments that reflow; a theme of nobody without feed and sitemap, whose
thread turns round; Blogger with a sitemap that gives every page today's date; a WordPress theme in two
variants, full of advertisements. What happens is told by ``DAYS``; the truth is derived from the blogs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

sys.path.append(str(Path(__file__).resolve().parents[1] / "splitter" / "comments"))

from loopback import Answer, WebSite
from platform_markup import (  # type: ignore[import-not-found]
    blogger_threaded,
    dotclear_terms,
    drupal_7,
    drupal_10,
    levels,
    spip_forum,
)
from thread_markup import MONTHS, Remark, walk  # type: ignore[import-not-found]

PARIS = ZoneInfo("Europe/Paris")
FIRST, LAST = 1, 18


def morning(day: int) -> datetime:
    """When the update of a day runs."""
    return datetime(2026, 9, day, 5, 20, tzinfo=UTC)


# --- what a blog holds

_WHO = "Le constructeur|La petite berline|Notre cobaye|Un garagiste de Vesoul|Le service de presse|La vieille routière|Le préfet|Un collectionneur|L’importateur|Cette familiale".split(
    "|"
)
_DID = "promet|annonce sans rire|découvre avec retard|refuse encore|oublie chaque hiver|revend|peint en vert|démonte|photographie|défend".split(
    "|"
)
_WHAT = "un embrayage qui pardonne|trois pare-chocs de rechange|une boîte à gants chauffante|le coffre d’une autre voiture|des essuie-glaces à mémoire|une consommation d’avant-guerre|la roue de secours du voisin|un moteur de tondeuse|les sièges du modèle précédent|une notice de huit cents pages".split(
    "|"
)
_WHERE = "entre Bourges et Vierzon|sur le parking d’un supermarché|au fond d’une grange du Cantal|devant douze journalistes endormis|sous une pluie de grenouilles|à deux pas du contrôle technique|malgré la neige de juillet|pendant la pause de midi|sans prévenir sa hiérarchie|avec l’accord de personne".split(
    "|"
)


def sentence(seed: int) -> str:
    """An invented sentence; every seed has another one."""
    a, b, c, d = seed % 10, seed // 10 % 10, (seed * 7 + seed // 100) % 10, (seed * 3 + seed // 10) % 10
    return f"{_WHO[a]} {_DID[b]} {_WHAT[c]} {_WHERE[d]}, dossier numéro {seed + 100}."


def paragraphs_of(seed: int, number: int = 4) -> list[str]:
    return [" ".join(sentence(seed * 31 + 3 * place + step) for step in range(3)) for place in range(number)]


@dataclass
class Post:
    """One article as it is in the blog's database."""

    id: int
    path: str
    headline: str
    when: datetime
    body: list[str]
    author: str = "Anne Pneu"
    opinion: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    changed: datetime | None = None
    closed: bool = False
    gone: int | str = 0  # the status that its address answers, or "soft" or "home"

    @property
    def all(self) -> list[Remark]:
        return list(walk(self.remarks))

    def find(self, number: int) -> Remark:
        return next(one for one in walk(self.remarks) if one.id == number)

    def drop(self, number: int) -> None:
        """Takes a comment away, with its replies."""
        for level in (self.remarks, *(one.replies for one in walk(self.remarks))):
            level[:] = [one for one in level if one.id != number]


def remark(number: int, when: datetime, author: str, *lines: str, replies: tuple[Remark, ...] = ()) -> Remark:
    return Remark(number, author, when, list(lines), replies=list(replies))


_NAMES = "Gaston Lapompe|Odile Durite|Yves Embrayage|Lina Culasse|Paul Essieu|Berthe Soupape|Marcel Joint|Ines Valve".split(
    "|"
)


def thread_of(seed: int, when: datetime, number: int) -> list[Remark]:
    """A thread of so many comments: every third answers the one before it."""
    top: list[Remark] = []
    for place in range(number):
        one = remark(
            seed * 100 + place,
            when + timedelta(hours=2 + place),
            _NAMES[(seed + place) % len(_NAMES)],
            f"À mon avis, {sentence(seed * 53 + place)[0].lower()}{sentence(seed * 53 + place)[1:]}",
        )
        (top[-1].replies if place % 3 == 2 else top).append(one)
    return top


# --- a blog


class Blog:
    """A blog at one moment: ``posts`` by their ids, ``weather`` what befalls its server today."""

    name = ""
    generator = ""
    first = 6  # posts on the first morning
    nested = True

    def __init__(self) -> None:
        self.url = ""
        self.day = FIRST
        self.posts: dict[int, Post] = {}
        self.moved: dict[str, str] = {}
        self.weather = ""
        self.forbidden = ""
        self.dress = ""
        for number in range(1, self.first + 1):
            self.publish(number, FIRST - 1 - 3 * (self.first - number))

    # what editors and readers do

    def publish(self, number: int, day: int, comments: int = 0) -> Post:
        when = datetime(2026, 9, 1, 7, 30, tzinfo=PARIS) + timedelta(days=day - 1, minutes=11 * (number % 50))
        headline = f"{_WHO[number % 10]} et {_WHAT[number * 3 % 10]} (n° {number})"
        post = Post(number, "", headline, when, paragraphs_of(number))
        post.path = self.path_of(post)
        post.author = ["Anne Pneu", "Basile Clou"][number % 2]
        if number % 2:
            post.opinion = [sentence(number * 17 + 5), sentence(number * 17 + 6)]
        if number % 3:
            post.sources = ["AFP", "L’Écho du Joint"][: number % 3]
        count = comments or (number * 5 % 4 if day < FIRST else 0)
        post.remarks = thread_of(self.seed(number), when, count)
        self.posts[number] = post
        return post

    def seed(self, number: int) -> int:
        return number

    def path_of(self, post: Post) -> str:
        raise NotImplementedError

    def edit(self, number: int, **values: Any) -> None:
        for name, value in values.items():
            setattr(self.posts[number], name, value)
        self.posts[number].changed = morning(self.day) - timedelta(hours=3)

    def say(self, number: int, *lines: str, id: int, to: int = 0, author: str = "Zoé Bougie") -> None:
        post = self.posts[number]
        one = remark(id, (morning(self.day) - timedelta(hours=5)).astimezone(PARIS), author, *lines)
        (post.find(to).replies if to else post.remarks).append(one)

    # what its server says

    @property
    def live(self) -> list[Post]:
        """The posts that listings show, newest first."""
        return sorted(
            (p for p in self.posts.values() if not p.gone), key=lambda p: (p.when, p.id), reverse=True
        )

    def answer(self, path: str) -> Answer:
        """What a request for a path with its query is answered."""
        if path == "/robots.txt":
            return Answer("", 503) if self.weather == "robots" else self.robots()
        if self.weather == "busy":
            return Answer("Trop de requêtes", 429, {"Retry-After": str(2 * 86400 - 600)})
        if self.weather == "busy until":
            until = format_datetime(morning(self.day + 1) + timedelta(hours=20), usegmt=True)
            return Answer("Trop de requêtes", 429, {"Retry-After": until})
        if self.weather == "challenge":
            return Answer(CHALLENGE, 503 if self.day % 2 else 403)
        found = self.front(path)
        if found is not None:
            return found
        if path in self.moved:
            return Answer("", 301, {"Location": self.moved[path]})
        post = next(
            (one for one in self.posts.values() if one.path == path.split("?page=", maxsplit=1)[0]), None
        )
        if post is None:
            return self.not_found()
        return self._post(post, path)

    def _post(self, post: Post, path: str) -> Answer:
        if post.gone == "soft":
            return Answer(self.not_found().body)
        if post.gone == "home":
            return Answer("", 302, {"Location": self.url})
        if isinstance(post.gone, int) and post.gone:
            return Answer(self.not_found().body, post.gone)
        number = int(path.partition("?page=")[2] or 0)
        if self.weather == "consent" or (self.weather == "consent here and there" and post.id % 2):
            return Answer(CONSENT)
        if self.weather == "login" and post.id % 2 == 0:
            return Answer(self.page(post.headline, LOGIN))
        whole = self.article(post, number)
        if self.weather == "half":
            return Answer(whole[: len(whole) * 2 // 3])
        if self.weather == "broken off":
            return Answer(whole[: len(whole) // 2], short=True)
        return Answer(whole, headers=self.headers(post))

    def headers(self, post: Post) -> dict[str, str]:
        return {}

    def robots(self) -> Answer:
        return Answer(
            f"User-agent: *\nDisallow: /ecrire/\n{f'Disallow: {self.forbidden}' if self.forbidden else ''}\n"
        )

    def front(self, path: str) -> Answer | None:
        """The home page, feeds and what else is no article."""
        raise NotImplementedError

    def article(self, post: Post, number: int) -> str:
        raise NotImplementedError

    def page(self, title: str, body: str, head: str = "") -> str:
        return (
            f'<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8"><title>{escape(title)} - {self.name}</title>'
            f'<meta name="generator" content="{self.generator}"><meta property="og:site_name" content="{escape(self.name)}">{head}<script>var jeton="{self.day * 7919:x}";</script></head>'
            f"{body}</html>"
        )

    def not_found(self) -> Answer:
        return Answer(
            self.page("Page introuvable", "<body><h1>Page introuvable</h1><p>Cette page n’existe pas ou plus. Essayez le"
            " moteur de recherche.</p></body>"),
            404,
        )  # fmt: skip

    def link(self, post: Post) -> str:
        return escape(self.url + post.path.lstrip("/"))

    def fields(self, post: Post) -> dict[str, str]:
        """What makes a version of a post."""
        return {
            "headline": post.headline,
            "body": "\n\n".join(post.body),
            "opinion": "\n\n".join(post.opinion),
            "sources": ", ".join(post.sources),
            "authors": post.author,
        }


CHALLENGE = """<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title><meta http-equiv="refresh"
content="390"></head><body><h1>blog</h1><p>Checking if the site connection is secure</p><noscript>Enable JavaScript and
cookies to continue</noscript><script>window._cf_chl_opt={cvId:'3'};</script></body></html>"""
CONSENT = """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Vos choix</title></head><body><div id="cmp">
<h1>Vos données, votre choix</h1><p>Avec votre accord, nos 611 partenaires et nous utilisons des cookies pour stocker et
consulter des données personnelles comme votre visite sur ce site. Vous pouvez retirer votre consentement.</p>
<button>Accepter et fermer</button><button>Paramétrer</button><a href="/abo">S’abonner pour refuser</a></div></body></html>"""
LOGIN = """<body><div class="membres"><h1>Espace membres</h1><p>Cet article est réservé aux membres. Connectez-vous pour
continuer votre lecture, ou créez un compte.</p><form><input type="text" name="u"><input type="password" name="p">
<button>Se connecter</button></form></div></body>"""


def sources_line(post: Post, word: str = "Source") -> str:
    return f"{word}{'s' if len(post.sources) > 1 else ''} : {', '.join(post.sources)}" if post.sources else ""


def ago(when: datetime, day: int) -> str:
    days = (morning(day) - when).days
    return f"il y a {days} jours" if days > 1 else "hier" if days else "il y a 3 heures"


def rss(title: str, items: Iterator[str] | list[str]) -> Answer:
    return Answer(
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{title}</title>{''.join(items)}</channel></rss>",
        headers={"Content-Type": "application/rss+xml"},
    )


def atom(title: str, entries: Iterator[str] | list[str]) -> Answer:
    return Answer(
        f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{title}</title>'
        f"{''.join(entries)}</feed>",
        headers={"Content-Type": "application/atom+xml"},
    )


class Spip(Blog):
    name, generator, first = "Le Pot percé", "SPIP 3.2.19", 7

    def path_of(self, post: Post) -> str:
        return f"/spip.php?article{post.id}"

    def front(self, path: str) -> Answer | None:
        if path == "/spip.php?page=backend":
            if self.weather == "feed is a page":
                return Answer(self.page("Maintenance", "<body><h1>Le site est en maintenance</h1></body>"))
            return rss(self.name, [
                f"<item><title>{escape(p.headline)}</title><link>{self.link(p)}</link><guid isPermaLink='true'>{self.link(p)}</guid>"
                f"<dc:date>{p.when.isoformat()}</dc:date><dc:creator>{p.author}</dc:creator>"
                f"<description>{escape(p.body[0][:150])}</description></item>" for p in self.live[:5]
            ])  # fmt: skip
        if path == "/" or path.startswith("/?debut_articles="):
            start = int(path.partition("=")[2] or 0)
            entries = "".join(
                f'<li class="item hentry"><h3 class="entry-title"><a href="{escape(p.path[1:])}" rel="bookmark">{escape(p.headline)}'
                f'</a></h3><small><abbr class="published" title="{p.when.isoformat()}">{p.when:%d %m}</abbr>, par {p.author}</small>'
                f"<div class='introduction entry-content'>{escape(p.body[0][:90])}…</div></li>"
                for p in self.live[start : start + 8]
            )
            more = (
                f'<a href="/?debut_articles={start + 8}#pagination_articles" class="lien_pagination" rel="nofollow">{start + 8}</a>'
                if start + 8 < len(self.live)
                else ""
            )
            pager = f"<p class='pagination'><strong class='on'>{start}</strong> {more}</p>"
            return Answer(self.page("Accueil", f'<body class="page_sommaire"><div class="liste articles">{pager}<ul class='
            f'"liste-items">{entries}</ul></div></body>', '<link rel="alternate" type="application/rss+xml" title="Syndiquer" href="spip.php?page=backend">'))  # fmt: skip
        return None

    def article(self, post: Post, number: int) -> str:
        hits = 400 + self.day * 37 + post.id
        source = f"<p>{sources_line(post)}</p>" if post.sources else ""
        opinion = (
            f"<h3 class='spip'>Notre avis</h3>{''.join(f'<p>{escape(one)}</p>' for one in post.opinion)}"
            if post.opinion
            else ""
        )
        others = "".join(
            f'<li><a href="{escape(p.path[1:])}">{escape(p.headline)}</a></li>' for p in self.live[:4]
        )
        form = (
            '<p class="repondre"><a href="spip.php?page=forum&amp;id_article=1">Répondre à cet article</a></p>'
            if not post.closed
            else ""
        )
        return self.page(
            post.headline,
            f"""<body id="top" class="pas_surlignable page_article"><div id="page"><div id="entete"><a rel="start home" href="/">
{self.name}</a></div><div id="conteneur"><div id="contenu"><p class="arbo"><a href="/">Accueil</a> &gt; Essais</p>
<div class="cartouche"><h1 class="crayon article-titre-{post.id}">{escape(post.headline)}</h1><p class="info-publi"><abbr class="published"
title="{post.when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}">{post.when.day} {MONTHS[post.when.month - 1]} 2026</abbr>, par <span class="vcard author">
<a class="url fn spip_in" href="spip.php?auteur1">{post.author}</a></span></p></div>
<div class="crayon article-texte-{post.id} texte">{"".join(f"<p>{escape(one)}</p>" for one in post.body)}{opinion}{source}</div>
<p class="visites">Article consulté {hits} fois</p>{form}{spip_forum(post.remarks).replace("Un article", escape(post.headline)) if post.remarks else ""}</div></div>
<div id="navigation"><h2>Derniers articles</h2><ul>{others}</ul></div><div id="pied">Suivi : {self.day} visiteurs connectés</div></div></body>""",
        )


class Dotclear(Blog):
    name, generator, first, nested = "Carnets du cambouis", "Dotclear", 6, False

    def path_of(self, post: Post) -> str:
        words = "-".join("".join(c if c.isalnum() else " " for c in post.headline).split())
        return f"/index.php/post/{post.when:%Y/%m/%d}/{quote(words)}"

    def front(self, path: str) -> Answer | None:
        if path == "/index.php/feed/atom":
            if self.weather == "feed down":
                return Answer("Internal Server Error", 500)
            return atom(self.name, [
                f"<entry><title>{escape(p.headline)}</title><link href='{self.link(p)}' rel='alternate' type='text/html'/>"
                f"<id>urn:md5:{p.id:032x}</id><published>{p.when.isoformat()}</published><updated>{(p.changed or p.when).isoformat()}"
                f"</updated><author><name>{p.author}</name></author><content type='html'>{escape(' '.join(p.body))}</content></entry>"
                for p in self.live[:10]
            ])  # fmt: skip
        if path == "/index.php/feed/atom/comments":
            said = [(one, post) for post in self.live for one in walk(post.remarks)]
            said.sort(key=lambda pair: pair[0].when, reverse=True)
            return atom(self.name, [
                f"<entry><title>{escape(p.headline)} - {r.author}</title><link href='{self.link(p)}#c{r.id}' rel='alternate'/>"
                f"<id>urn:c:{r.id}</id><updated>{r.when.isoformat()}</updated><author><name>{r.author}</name></author>"
                f"<content type='html'>{escape(' '.join(r.lines))}</content></entry>" for r, p in said[:8]
            ])  # fmt: skip
        if path == "/":
            entries = "".join(
                f'<div class="post"><h2 class="post-title"><a href="{p.path}">{escape(p.headline)}</a></h2><div class="post-content"><p>'
                f'{escape(p.body[0])}</p></div><p class="post-info-co"><a class="comment_count" href="{p.path}#comments">'
                f"{len(p.all) or 'aucun'} commentaire{'s' if len(p.all) > 1 else ''}</a></p></div>"
                for p in self.live[:20]
            )
            head = (
                '<link rel="alternate" type="application/atom+xml" title="Atom 1.0" href="/index.php/feed/atom">'
                '<link rel="alternate" type="application/atom+xml" title="Commentaires" href="/index.php/feed/atom/comments">'
            )
            return Answer(
                self.page("Accueil", f'<body class="dc-home"><div id="content">{entries}</div></body>', head)
            )
        return None

    def headers(self, post: Post) -> dict[str, str]:
        touched = max([post.changed or post.when, *(one.when for one in walk(post.remarks))])
        return {"Last-Modified": format_datetime(touched.astimezone(UTC), usegmt=True)}

    def article(self, post: Post, number: int) -> str:
        opinion = "".join(f"<p>{escape(one)}</p>" for one in post.opinion)
        opinion = f"<h4>L’avis de la rédaction</h4>{opinion}" if opinion else ""
        source = f"<p><em>{sources_line(post)}</em></p>" if post.sources else ""
        closed = (
            "<p class='info'>Les commentaires pour ce billet sont fermés.</p>"
            if post.closed
            else "<form action='#pr'><h3>Ajouter un commentaire</h3><textarea name='c_content'></textarea></form>"
        )
        return self.page(
            post.headline,
            f"""<body class="dc-post"><div id="page"><div id="top"><h1><a href="/">{self.name}</a></h1></div><div id="main"><div id="content">
<p id="navlinks"><a href="/">« billet précédent</a></p><div id="p{post.id}" class="post"><h2 class="post-title">{escape(post.headline)}</h2>
<p class="post-info">Par {post.author} le {post.when.day} {MONTHS[post.when.month - 1]} {post.when.year}, {post.when:%H:%M} - <a href="/index.php/category/Essais">Essais</a></p>
<div class="post-content">{"".join(f"<p>{escape(one)}</p>" for one in post.body)}{opinion}{source}</div></div>
{dotclear_terms(post.remarks) if post.remarks else ""}{closed}</div></div>
<div id="sidebar"><h2>Au hasard</h2><p>{sentence(self.day * 3)}</p></div></div></body>""",
        )


class Drupal(Blog):
    name, generator, first = "Bielle & Cie", "Drupal 7 (http://drupal.org)", 6
    per_page = 5

    def path_of(self, post: Post) -> str:
        return f"/node/{post.id}"

    def front(self, path: str) -> Answer | None:
        if path == "/rss.xml":
            return rss(self.name, [
                f"<item><title>{escape(p.headline)}</title><link>{self.link(p)}</link><description>{escape(p.body[0])}</description>"
                f"<pubDate>{format_datetime(p.when)}</pubDate><dc:creator>{p.author}</dc:creator><guid isPermaLink='false'>{p.id} at "
                f"bielle</guid></item>" for p in self.live[:10]
            ])  # fmt: skip
        if path == "/" or path.startswith("/node?page="):
            start = int(path.partition("=")[2] or 0)
            entries = "".join(
                f'<div id="node-{p.id}" class="node node-article node-teaser"><h2><a href="{p.path}">{escape(p.headline)}</a></h2>'
                f'<div class="submitted">Soumis par {p.author}</div><p>{escape(p.body[0])}</p><ul class="links inline"><li class='
                f'"comment-comments"><a href="{p.path}#comments">{len(p.all)} commentaires</a></li></ul></div>'
                for p in self.live[start * 10 : start * 10 + 10]
            )
            more = (
                f'<li class="pager-next"><a title="Aller à la page suivante" href="/node?page={start + 1}">suivant ›</a></li>'
                if len(self.live) > start * 10 + 10
                else ""
            )
            return Answer(self.page("Accueil", f'<body class="html front page-node"><div id="content">{entries}<ul class="pager">{more}</ul></div></body>',
            '<link rel="alternate" type="application/rss+xml" title="Flux" href="/rss.xml">'))  # fmt: skip
        return None

    def article(self, post: Post, number: int) -> str:
        ten = self.dress == "drupal 10"
        flat = [one for one, _ in levels(post.remarks)]
        shown = {one.id for one in flat[number * self.per_page :][: self.per_page]}
        thread = (drupal_10 if ten else drupal_7)(self._cut(post.remarks, shown))
        pages = -(-len(flat) // self.per_page)
        links = "".join(
            f'<li class="pager-item"><a href="{post.path}{f"?page={one}" if one else ""}">{one + 1}</a></li>'
            for one in range(pages)
            if one != number
        )
        pager = f'<div class="item-list"><ul class="pager">{links}</ul></div>' if pages > 1 else ""
        thread = thread.replace("</div>" if not ten else "</section>", "\0") if not flat else thread
        area = f"{thread.rpartition('</')[0]}{pager}</{thread.rpartition('</')[2]}" if flat else ""
        text = "".join(f"<p>{escape(one)}</p>" for one in post.body)
        opinion = "".join(f"<p>{escape(one)}</p>" for one in post.opinion)
        opinion = f"<h3>L’avis de Bielle &amp; Cie</h3>{opinion}" if opinion else ""
        source = f"<p>{sources_line(post)}</p>" if post.sources else ""
        widget = f'<div class="region region-sidebar"><h2>Utilisateurs en ligne</h2><p>Il y a actuellement {self.day * 3} utilisateurs connectés.</p></div>'
        if ten:
            return self.page(post.headline, f"""<body class="path-node page-node-type-article"><header><a href="/" rel="home">{self.name}</a></header>
<main role="main"><h1 class="page-title"><span class="field field--name-title">{escape(post.headline)}</span></h1><article about="/node/{post.id}"
class="node node--type-article node--view-mode-full"><footer class="node__meta"><div class="node__submitted">Par <span class="field
field--name-uid">{post.author}</span>, {post.when.day} {MONTHS[post.when.month - 1]} {post.when.year}</div></footer><div class="node__content"><div class="clearfix
text-formatted field field--name-body">{text}{opinion}{source}</div>{area}</div></article></main>{widget}</body>""")  # fmt: skip
        return self.page(post.headline, f"""<body class="html not-front page-node page-node-{post.id} node-type-article"><div id="page"><a href="/"
rel="home">{self.name}</a><div id="content"><h1 class="title" id="page-title">{escape(post.headline)}</h1><div class="tabs"></div><div id="node-{post.id}"
class="node node-article clearfix" about="/node/{post.id}" typeof="sioc:Item foaf:Document"><div class="meta submitted"><span property="dc:date dc:created"
content="{post.when.isoformat()}" datatype="xsd:dateTime" rel="sioc:has_creator">Soumis par <span class="username">{post.author}</span> le {post.when:%d/%m/%Y - %H:%M}
</span></div><div class="content clearfix"><div class="field field-name-body field-type-text-with-summary field-label-hidden"><div class="field-items">
<div class="field-item even" property="content:encoded">{text}{opinion}{source}</div></div></div></div><div class="link-wrapper"><ul class="links inline">
<li class="statistics_counter first"><span>{self.day * 41 + post.id} lectures</span></li></ul></div>{area}</div></div>{widget}</div></body>""")  # fmt: skip

    def _cut(self, level: list[Remark], shown: set[int]) -> list[Remark]:
        """The thread as a page of it shows: what answers a comment of another page stands alone."""
        cut: list[Remark] = []
        for one in level:
            below = self._cut(one.replies, shown)
            if one.id in shown:
                alone = deepcopy(one)
                alone.replies = below
                cut.append(alone)
            else:
                cut.extend(below)
        return cut


class Nobody(Blog):
    name, generator, first, nested = "Turbo Potin", "", 7, False

    def path_of(self, post: Post) -> str:
        return f"/actu/potin-{post.id}-en-{post.id * 3}-questions.html"

    def front(self, path: str) -> Answer | None:
        if path != "/" and not path.startswith("/actu/page-"):
            return None
        start = int(path.rpartition("-")[2].removesuffix(".html")) - 1 if path != "/" else 0
        entries = "".join(
            f'<div class="brique"><img src="/img/{p.id}.jpg?cb={self.day * 99991}"><h3><a href="{p.path}">{escape(p.headline)}</a></h3>'
            f'<span class="quand">{ago(p.when, self.day)}</span> <span class="nb-comm">{self.counter(p)}</span></div>'
            for p in self.live[start * 6 : start * 6 + 6]
        )
        more = f'<a class="plus" href="/actu/page-{start + 2}.html">Articles plus anciens</a>' if len(self.live) > start * 6 + 6 else ""  # fmt: skip
        return Answer(self.page("Accueil", f"<body><div class='briques'>{entries}</div>{more}</body>"))

    def counter(self, post: Post) -> int:
        """The counter of the home page lags behind by a day."""
        return sum(one.when < morning(self.day) - timedelta(days=1) for one in walk(post.remarks))

    def article(self, post: Post, number: int) -> str:
        said = sorted(walk(post.remarks), key=lambda one: one.when, reverse=self.dress == "newest first")
        thread = "".join(
            f'<div class="commentaire" id="commentaire-{one.id}"><img class="tete" src="/avatar/{one.author[0]}.png?v={self.day}"><b class="pseudo">'
            f'{escape(one.author)}</b> <span class="date">le {one.when:%d/%m/%Y à %H:%M}</span><div class="texte-commentaire">'
            f"{''.join(f'<p>{escape(line)}</p>' for line in one.lines)}</div></div>"
            for one in said
        )
        opinion = "".join(f"<p>{escape(one)}</p>" for one in post.opinion)
        opinion = f"<div class='verdict'><h2>Notre avis</h2>{opinion}</div>" if opinion else ""
        advert = f'<div class="pub"><span>Publicité</span><a href="//pub.example/{self.day}">{sentence(self.day * 13 + 900)}</a></div>'
        body = [f"<p>{escape(one)}</p>" for one in post.body]
        body.insert(1 + self.day % 3, advert)
        head = f'<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","datePublished":"{post.when.isoformat()}","headline":"{post.headline}","author":{{"@type":"Person","name":"{post.author}"}}}}</script>'
        return self.page(
            post.headline,
            f"""<body><div class="entete"><a href="/">{self.name}</a></div><div class="colonne"><h1>{escape(post.headline)}</h1>
<div class="signature">Par <span class="auteur">{post.author}</span>, <span class="quand">{ago(post.when, self.day)}</span> - <span class="vues">{self.day * 113} vues</span></div>
<div class="contenu">{"".join(body)}<p class="src">{sources_line(post)}</p>{opinion}</div>
<div class="a-lire"><h4>À lire aussi</h4>{"".join(f'<a href="{p.path}">{escape(p.headline)}</a>' for p in self.live[self.day % 3 :][:3])}</div>
<div class="reactions" id="commentaires"><h3>{len(said)} réaction{"s" if len(said) > 1 else ""}</h3>{thread}</div></div></body>""",
            head,
        )


class Blogger(Blog):
    name, generator, first = "Vieilles Soupapes", "blogger", 6

    def seed(self, number: int) -> int:
        return 7_000_000_000 + number

    def path_of(self, post: Post) -> str:
        words = "-".join(
            "".join(c if c.isascii() and c.isalnum() else " " for c in post.headline.lower()).split()
        )
        return f"/{post.when:%Y/%m}/{words[:39]}.html"

    def front(self, path: str) -> Answer | None:
        if path.startswith("/feeds/posts/default"):
            entries = [
                f"<entry><id>tag:blogger.com,1999:blog-1.post-{p.id}</id><published>{p.when.isoformat()}</published><updated>"
                f"{max([p.changed or p.when, *(r.when for r in walk(p.remarks))]).isoformat()}</updated><title type='text'>{escape(p.headline)}</title>"
                f"<link rel='replies' type='text/html' href='{self.link(p)}#comment-form' title='{len(p.all)} commentaires'/>"
                f"<link rel='alternate' type='text/html' href='{self.link(p)}'/><summary type='text'>{escape(p.body[0][:90])}</summary></entry>"
                for p in self.live[:8]
            ]
            whole = atom(self.name, entries)
            if self.weather == "feed cut":
                whole.body = whole.data[:60]
            return whole
        if path == "/sitemap.xml":
            urls = "".join(
                f"<url><loc>{self.link(p)}</loc><lastmod>{morning(self.day).isoformat()}</lastmod></url>"
                for p in self.live
            )
            return Answer(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>')
        if path == "/":
            entries = "".join(
                f'<div class="post hentry"><h3 class="post-title entry-title"><a href="{self.link(p)}">{escape(p.headline)}</a></h3><div class='
                f'"post-body">{escape(p.body[0][:90])}</div><a class="comment-link" href="{self.link(p)}#comment-form">{len(p.all)} commentaires:</a></div>'
                for p in self.live[:5]
            )
            head = (
                '<link rel="alternate" type="application/atom+xml" title="Atom" href="/feeds/posts/default">'
            )
            return Answer(
                self.page("Accueil", f'<body><div class="blog-posts hfeed">{entries}</div></body>', head)
            )
        return None

    def robots(self) -> Answer:
        return Answer(f"User-agent: *\nDisallow: /search\nSitemap: {self.url}sitemap.xml\n")

    def article(self, post: Post, number: int) -> str:
        text = "<br /><br />".join(escape(one) for one in post.body)
        opinion = "".join(f"<p>{escape(one)}</p>" for one in post.opinion)
        opinion = f"<br /><h3>Notre avis</h3>{opinion}" if opinion else ""
        source = f"<p>{sources_line(post)}</p>" if post.sources else ""
        thread = blogger_threaded(post.remarks).replace("Commentaires:", f"{len(post.all)} commentaires:")
        popular = "".join(
            f'<li><a href="{self.link(p)}">{escape(p.headline)}</a></li>'
            for p in self.live[self.day % 4 :][:3]
        )
        return self.page(
            post.headline,
            f"""<body class="item"><div class="header"><h1 class="title"><a href="/">{self.name}</a></h1></div><div class="blog-posts hfeed">
<div class="date-outer"><h2 class="date-header"><span>{post.when.day} {MONTHS[post.when.month - 1]} {post.when.year}</span></h2><div class="post hentry uncustomized-post-template" itemscope>
<h3 class="post-title entry-title" itemprop="name">{escape(post.headline)}</h3><div class="post-body entry-content" id="post-body-{post.id}" itemprop="description articleBody">
{text}{opinion}{source}</div><div class="post-footer"><span class="post-author vcard">Publié par <span class="fn" itemprop="author"><span itemprop="name">{post.author}</span></span></span>
<span class="post-timestamp">à <a class="timestamp-link" href="{self.link(post)}" rel="bookmark"><abbr class="published" itemprop="datePublished" title="{post.when.isoformat()}">{post.when:%H:%M}</abbr></a></span></div></div>
{thread if post.remarks else ""}</div></div><div class="sidebar"><h2>Articles les plus consultés</h2><ul>{popular}</ul><span>{self.day * 777} pages vues</span></div></body>""",
        )


class Grip(Blog):
    """WordPress with a theme of its own: two variants of the markup by turns, the newest comments first."""

    name, generator, first = "Grip et Gravier", "WordPress 6.4", 8

    def path_of(self, post: Post) -> str:
        rubric = ["essais", "actualites"][post.id % 2]
        return f"/{rubric}/grip-{post.id * 7}-{'bis' if post.id % 3 else 'ter'}.html"

    def front(self, path: str) -> Answer | None:
        if path == "/rss":
            return rss(self.name, [
                f"<item><title>{escape(p.headline)}</title><link>{self.link(p)}?utm_source=rss</link><guid isPermaLink='false'>{self.url}?p={p.id}</guid>"
                f"<pubDate>{format_datetime(p.when)}</pubDate><description>{escape(p.body[0][:100])}</description></item>" for p in self.live[:10]
            ])  # fmt: skip
        if path == "/":
            entries = "".join(
                f'<article class="post-card"><h2><a href="{p.path}">{escape(p.headline)}</a></h2><span class="comments-number">{len(p.all)}</span></article>'
                for p in self.live[:10]
            )
            head = '<link rel="alternate" type="application/rss+xml" href="/rss">'
            return Answer(self.page("Accueil", f"<body class='home blog'>{entries}</body>", head))
        return None

    def article(self, post: Post, number: int) -> str:
        other = self.day % 2
        new = self.dress == "new"
        cls = ("gg", "gv")[other] if not new else "neo"
        text = [f'<p class="{cls}-p">{escape(one)}</p>' for one in post.body]
        advert = (f'<ins class="adsbygoogle" data-ad-slot="{self.day}"></ins><div class="ad-inline"><p>Annonce : {sentence(self.day * 7 + 800)}</p></div>',
                  f'<aside class="sponsor advert-{self.day}"><p>Contenu sponsorisé</p><p>{sentence(self.day * 7 + 800)}</p></aside>')[other]  # fmt: skip
        text.insert(1 + self.day % 2, advert)
        related = f"<p><strong>À lire aussi :</strong> <a href='{self.live[self.day % 5].path}'>{escape(self.live[self.day % 5].headline)}</a></p>"
        text.insert(3, related)
        image = f'<figure><img src="/wp-content/up/{post.id}.jpg?resize={self.day}&nonce={self.day * 31:x}" alt=""></figure>'
        opinion = "".join(f"<p>{escape(one)}</p>" for one in post.opinion)
        opinion = f"<h2>L’avis de Grip et Gravier</h2>{opinion}" if opinion else ""
        source = f'<p class="source">{sources_line(post)}</p>' if post.sources else ""
        thread = self._items(sorted(post.remarks, key=lambda one: one.when, reverse=True), 1)
        area = f"""<div id="comments" class="comments-area"><h2 class="comments-title">{len(post.all)} commentaires</h2><ol class="comment-list">{thread}</ol>
<div id="respond" class="comment-respond"><form><textarea name="comment"></textarea><input type="hidden" name="_wpnonce" value="{self.day * 12345:x}"></form></div></div>"""
        meta = f'<meta property="article:published_time" content="{post.when.isoformat()}"><meta property="og:type" content="article">'
        wrap = ('<section class="neo-story"><h1 class="neo-title">{t}</h1><p class="neo-author">{a}</p><div class="neo-text">{b}</div></section>' if new else
                '<article class="post type-post hentry {c}-post"><header><h1 class="{c}-title entry-title">{t}</h1><p class="{c}-meta">Par <a rel="author" class="author" href="/author/x">{a}</a>, {d}, {n} partages</p></header><div class="entry-content {c}-body">{b}</div></article>')  # fmt: skip
        story = wrap.format(
            c=cls, t=escape(post.headline), a=post.author, d=ago(post.when, self.day), n=self.day * 17,
            b=image + "".join(text) + opinion + source,
        )  # fmt: skip
        return self.page(post.headline, f"""<body class="single single-post postid-{post.id} {cls}-body"><header class="{cls}-head"><a href="/">{self.name}</a></header>
<main>{story}{area if post.remarks or not new else ""}</main><footer class="{cls}-foot">{self.day * 19} lecteurs en ligne</footer></body>""", meta)  # fmt: skip

    def _items(self, level: list[Remark], depth: int) -> str:
        return "".join(
            f'<li id="comment-{r.id}" class="comment {"even" if self.day % 2 else "odd"} thread-even depth-{depth}"><article id="div-comment-{r.id}" class="comment-body">'
            f'<footer class="comment-meta"><div class="comment-author vcard"><img class="avatar" src="https://secure.gravatar.example/{self.day}"><b class="fn">{escape(r.author)}</b>'
            f' <span class="says">dit :</span></div><div class="comment-metadata"><a href="#comment-{r.id}"><time datetime="{r.when.isoformat()}">{ago(r.when, self.day)}</time></a></div></footer>'
            f'<div class="comment-content">{"".join(f"<p>{escape(line)}</p>" for line in r.lines)}</div><div class="reply"><a href="?replytocom={r.id}&_wpnonce={self.day:x}#respond">Répondre</a></div>'
            f'<span class="votes">+{self.day % 9}</span></article>{f"""<ol class="children">{self._items(r.replies, depth + 1)}</ol>""" if r.replies else ""}</li>'
            for r in level
        )


# --- what happens

EMPTIED = (["Commentaire modéré"], ["Ce commentaire a été supprimé par l’auteur."])


def spip_days(blog: Blog, day: int) -> None:
    posts = blog.posts
    match day:
        case 3:
            blog.edit(7, body=[posts[7].body[0].replace("dossier", "dosier", 1), *posts[7].body[1:]])
            blog.say(7, "Premier ! Et le pot, alors ?", id=71, author="Lucien Bride")
        case 4:
            for number in range(20, 32):
                blog.publish(number, 4)
        case 6:
            blog.say(25, "On attend la suite.", id=72)
            blog.say(25, "Moi aussi, de pied ferme.", id=73, to=72, author="Lucien Bride")
        case 7:
            posts[7].drop(71)
        case 8:
            blog.weather = "half"
        case 10:
            blog.weather = "robots"
        case 11:
            blog.weather = "feed is a page"
            blog.publish(32, 11)
        case 12:
            blog.edit(31, headline="Titre entièrement refait pour le numéro trente et un")


def dotclear_days(blog: Blog, day: int) -> None:
    posts = blog.posts
    match day:
        case 2:
            blog.publish(7, 2, comments=4)
        case 3:
            blog.edit(6, headline=posts[6].headline.replace(" et ", " contre "))
        case 4:
            blog.say(2, "Je remonte ce vieux billet : ma durite aussi.", id=81)
        case 5:
            blog.weather = "feed down"
            blog.publish(8, 5)
        case 6:
            for one in walk(posts[7].remarks):
                one.author = one.author.replace("Marcel Joint", "Marcel J. (le vrai)")
        case 7:
            post = posts[7]
            blog.edit(7, headline="Tout autre titre pour le billet sept, avec une adresse neuve")
            post.path = blog.path_of(post)
        case 8:
            blog.edit(8, closed=True)
        case 9:
            posts[5].gone = 404
        case 10:
            blog.weather = "challenge"
        case 12:
            posts[5].gone = 0
            posts[7].find(701).lines = ["Je retire ce que j’ai dit sur la durite."]
            posts[7].changed = morning(12)


def drupal_days(blog: Blog, day: int) -> None:
    posts = blog.posts
    match day:
        case 1:
            posts[6].remarks = thread_of(6, posts[6].when, 12)
            posts[5].remarks = thread_of(5, posts[5].when, 3)
        case 3:
            blog.publish(7, 3)
            blog.say(6, "Une réponse au milieu du fil, qui pousse les autres.", id=691, to=600)
        case 4:
            blog.edit(5, opinion=[posts[5].opinion[0], "Nous avons changé d’avis depuis hier soir."])
        case 5:
            posts[6].find(603).lines = ["Texte corrigé par son auteur, avec des excuses."]
        case 6:
            posts[4].gone = 410
        case 7:
            posts[6].drop(604)
        case 8:
            blog.moved[posts[3].path] = "/essais/le-numero-trois"
            posts[3].path = "/essais/le-numero-trois"
        case 9:
            blog.weather = "consent here and there"
        case 10:
            blog.dress = "drupal 10"
        case 12:
            blog.publish(8, 12)
            blog.say(7, "Première réaction sous le nouvel habit.", id=791)


def nobody_days(blog: Blog, day: int) -> None:
    posts = blog.posts
    match day:
        case 3:
            blog.publish(8, 3, comments=2)
        case 4:
            blog.edit(
                7,
                body=[
                    *posts[7].body[:2],
                    posts[7].body[2] + " Ajout de midi : rien de neuf.",
                    posts[7].body[3],
                ],
            )
        case 6:
            blog.dress = "newest first"
            blog.say(8, "Je suis le premier en haut.", id=891)
        case 7:
            posts[8].find(800).author, posts[8].find(800).lines = "Modération", EMPTIED[0]
        case 8:
            posts[5].gone = "soft"
        case 9:
            posts[4].gone = "home"
        case 10:
            blog.weather = "broken off"
        case 11:
            blog.weather = "busy"
        case 12:
            blog.weather = "busy"
        case 13:
            blog.publish(9, 13)


def blogger_days(blog: Blog, day: int) -> None:
    posts = blog.posts
    key = 700_000_000_000
    match day:
        case 2:
            blog.publish(7, 2, comments=5)
        case 4:
            blog.edit(7, sources=["Reuters"])
        case 5:
            blog.weather = "feed cut"
            blog.publish(8, 5)
        case 6:
            posts[7].drop(key + 704)
        case 7:
            gone = posts[7].find(key + 701)
            gone.lines = EMPTIED[1]
        case 9:
            blog.weather = "consent"
        case 11:
            blog.edit(
                8,
                body=[
                    posts[8].body[0],
                    posts[8].body[1].replace("dossier", "dossier classé", 1),
                    *posts[8].body[2:],
                ],
            )


def grip_days(blog: Blog, day: int) -> None:
    posts = blog.posts
    match day:
        case 1:
            posts[8].remarks = thread_of(8, posts[8].when, 9)
        case 3:
            blog.publish(9, 3)
            blog.say(8, "Je passe devant tout le monde.", id=891)
        case 4:
            blog.edit(8, headline="Grip : le titre a changé, pas le gravier")
        case 5:
            blog.weather = "login"
        case 6:
            blog.say(9, "Enfin un commentaire ici.", id=991)
        case 7:
            up = posts[8].find(801)  # WordPress hangs the answers to an erased comment one level higher
            posts[8].drop(801)
            posts[8].remarks.extend(up.replies)
        case 8:
            blog.weather = "challenge"
        case 9:
            blog.forbidden = "/essais/"
        case 10:
            blog.forbidden = ""
            blog.edit(7, opinion=[*posts[7].opinion, "Post-scriptum : nous maintenons."])
        case 11:
            blog.dress = "new"
        case 12:
            blog.publish(10, 12)
        case 13:
            blog.weather = "busy until"


BLOGS: tuple[tuple[type[Blog], Callable[[Blog, int], None]], ...] = (
    (Spip, spip_days),
    (Dotclear, dotclear_days),
    (Drupal, drupal_days),
    (Nobody, nobody_days),
    (Blogger, blogger_days),
    (Grip, grip_days),
)


# --- its server


class BlogServer(WebSite):
    """A blog on loopback, and who asked for what; none of these platforms sends an ETag."""

    tagged = False

    def __init__(self, blog: Blog) -> None:
        super().__init__()
        self.blog = blog
        blog.url = self.url

    def answer(self, path: str) -> Answer:
        return self.blog.answer(path)

    def requests(self) -> list[tuple[int, str]]:
        """(status, path) of everything that was asked for today, in order."""
        everything = sorted([*self.asked, *self.asked_of_rights], key=lambda one: one.at)
        return [(one.status, one.path) for one in everything]


# --- the truth


@dataclass(frozen=True)
class Change:
    """A field of a post that reads otherwise since a day."""

    blog: str
    post: int
    field: str
    before: str
    after: str
    day: int


class World:
    """The blogs with their servers, day after day, and what was true of them."""

    def __init__(self) -> None:
        self.servers = [BlogServer(kind()) for kind, _ in BLOGS]
        self.day = 0
        self.changes: list[Change] = []
        self.paths: dict[tuple[str, str], int] = {}  # every address that a post has had
        self.said: dict[tuple[str, int], dict[int, list[str]]] = {}  # of a comment, its texts by day
        self.answers: dict[tuple[str, int], set[int]] = {}

    def close(self) -> None:
        for server in self.servers:
            server.close()

    def blog(self, name: str) -> Blog:
        return next(server.blog for server in self.servers if server.blog.name == name)

    def dawn(self) -> int:
        """The next day: what happens does, and is written down."""
        self.day += 1
        for server, (_, happens) in zip(self.servers, BLOGS, strict=True):
            blog = server.blog
            before = {post.id: blog.fields(post) for post in blog.posts.values()}
            blog.day, blog.weather = self.day, ""
            server.asked.clear()
            server.asked_of_rights.clear()
            happens(blog, self.day)
            for post in blog.posts.values():
                self._note(blog, post, before.get(post.id))
        return self.day

    def _note(self, blog: Blog, post: Post, before: dict[str, str] | None) -> None:
        self.paths[blog.name, post.path] = post.id
        now = blog.fields(post)
        for name, text in now.items() if before is not None and self.day > FIRST else ():
            if before and before[name] != text:
                self.changes.append(Change(blog.name, post.id, name, before[name], text, self.day))
        for one in walk(post.remarks):
            self.said.setdefault((blog.name, one.id), {})[self.day] = one.lines
            answers = self.answers.setdefault((blog.name, one.id), set())
            answers |= {reply.id for reply in one.replies} if blog.nested else set()

    def states(self) -> dict[tuple[str, int], str]:
        """What became of each comment that is no longer as it was first printed."""
        states = {}
        for key, texts in self.said.items():
            first, last = texts[min(texts)], texts[max(texts)]
            shown = {one for one in self.answers[key] if max(self.said[key[0], one]) == self.day}
            if max(texts) < self.day or last in EMPTIED:  # what is printed in its place keeps it
                states[key] = "removed_with_replies" if shown else "removed"
            elif first != last:
                states[key] = "edited"
        return states
