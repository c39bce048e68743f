"""Threads printed the way other platforms than WordPress print them, for tests that read them back.

Each function of PLATFORMS takes the top comments of a thread and gives the comment area: SPIP's forum and its plugin,
Drupal 6, 7 and 10, Canalblog, Blogger, Dotclear, Le Figaro of 2013, schema.org, Disqus' data, and boxes of nobody.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from thread_markup import MONTHS, Remark, paragraphs, walk

UTC = ZoneInfo("UTC")
URL = "https://platine.example/un-article.html"
DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()


def page(area: str, generator: str = "") -> str:
    return f"""<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Un article</title>
<meta name="generator" content="{generator}"></head>
<body><div id="page"><h1>Un article</h1>
<div class="texte"><p>Le corps de l’article, qui parle longuement de la pluie, du beau temps et des durites.</p>
<p>Il se termine ici, après une seconde phrase assez longue pour que personne ne le prenne pour un menu.</p></div>
{area}</div></body></html>"""


def levels(remarks: list[Remark], depth: int = 0) -> Iterator[tuple[Remark, int]]:
    """(comment, depth) in the order of the page."""
    for remark in remarks:
        yield remark, depth
        yield from levels(remark.replies, depth + 1)


def utc(remark: Remark) -> str:
    return remark.when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def linked(remark: Remark, attributes: str = "") -> str:
    if remark.url is None:
        return escape(remark.author)
    return f'<a href="{escape(remark.url)}" {attributes}>{escape(remark.author)}</a>'


def in_script(data: object) -> str:
    return json.dumps(data).replace("</", "<\\/")


def spip_forum(remarks: list[Remark]) -> str:
    def items(level: list[Remark]) -> str:
        return "".join(
            f'<li class="forum-fil"><div class="forum-message"><div class="forum-chapo"><a href="#forum{r.id}" '
            f'name="forum{r.id}" id="forum{r.id}"></a><p><strong class="crayon forum-titre-{r.id} forum-titre">Un article'
            f'</strong></p><p><abbr class="date" title="{utc(r)}">Le {r.when:%d/%m/%Y}</abbr>, <span>par <strong class="crayon '
            f'forum-qui-{r.id} fn">{linked(r)}</strong></span></p></div><div class="crayon forum-texte-{r.id} forum-texte">'
            f'{paragraphs(r)}</div><p class="repondre"><a href="spip.php?page=forum&amp;id_forum={r.id}">Répondre à ce message'
            f"</a></p></div>{f'<ul>{items(r.replies)}</ul>' if r.replies else ''}</li>"
            for r in level
        )

    return f'<h2>Vos commentaires</h2><ul class="forum">{items(remarks)}</ul>'


def spip_plugin(remarks: list[Remark]) -> str:
    """One level of lists: below it the "^" link alone says what is answered."""

    def item(remark: Remark, answered: Remark | None) -> str:
        up = (
            f'<a rel="in-reply-to" class="permalink in-reply-to" href="/un-article#forum{answered.id}">^</a>'
            if answered
            else ""
        )
        return (
            f'<a name="comment{remark.id}" id="comment{remark.id}"></a><div class="comment hreview"><p class="comment-meta">'
            f'<a class="permalink diese" href="#forum{remark.id}">#</a> {up} <time datetime="{utc(remark)}">Le '
            f'{remark.when.day} {MONTHS[remark.when.month - 1]}</time><span class="reviewer vcard"><span class="sep">, </span>par '
            f'<strong class="crayon forum-qui-{remark.id} fn n">{linked(remark)}</strong></span> <span class="item">En réponse à : '
            f'<a class="url fn" href="/un-article">Un article</a></span></p><div class="comment-content description"><div '
            f'class="crayon comment-texte">{paragraphs(remark)}</div></div></div>'
        )

    def below(remark: Remark) -> str:
        return "".join(
            f'<li class="comment-li comment-item">{item(reply, remark)}</li>{below(reply)}'
            for reply in remark.replies
        )

    items = "".join(
        f'<li class="comment-li comment-item">{item(top, None)}<ul class="comments-ul">{below(top)}</ul></li>'
        for top in remarks
    )
    return f'<div class="comments"><h2>Tous vos commentaires</h2><ul class="comments-ul">{items}</ul></div>'


def indented(
    remarks: list[Remark], body: Callable[[Remark, Remark | None], str], answered: Remark | None = None
) -> str:
    """Drupal's flat list with the replies to each comment in a box behind it."""
    return "".join(
        body(remark, answered)
        + (f'<div class="indented">{indented(remark.replies, body, remark)}</div>' if remark.replies else "")
        for remark in remarks
    )


def drupal_7(remarks: list[Remark]) -> str:
    def body(r: Remark, answered: Remark | None) -> str:
        about = (
            f'<span rel="sioc:reply_of" resource="/comment/{answered.id}#comment-{answered.id}"></span>'
            if answered
            else ""
        )
        name = (
            f'<a href="{r.url}" class="username">{escape(r.author)}</a>'
            if r.url
            else f'<span class="username">{escape(r.author)} (non vérifié)</span>'
        )
        return (
            f'<a id="comment-{r.id}"></a><div class="comment {"comment-by-node-author" if r.is_staff else ""} clearfix" '
            f'about="/comment/{r.id}#comment-{r.id}" typeof="sioc:Post sioct:Comment"><div class="submitted">Soumis par {name} le '
            f'<span property="dc:date dc:created" content="{r.when.isoformat()}">jeu</span></div><div class="content">{about}<div '
            f'class="field field-name-comment-body"><div class="field-items"><div class="field-item even" '
            f'property="content:encoded">{paragraphs(r)}</div></div></div></div><ul class="links inline"><li><a '
            f'href="/comment/reply/1/{r.id}">répondre</a></li></ul></div>'
        )

    return f'<div id="comments" class="comment-wrapper"><h2>Commentaires</h2>{indented(remarks, body)}</div>'


def drupal_10(remarks: list[Remark]) -> str:
    def body(r: Remark, answered: Remark | None) -> str:
        name = (
            f'<a href="{r.url}" typeof="schema:Person" property="schema:name" class="username">{escape(r.author)}</a>'
            if r.url
            else f'<span typeof="schema:Person" property="schema:name">{escape(r.author)} (non vérifié)</span>'
        )
        return (
            f'<article id="comment-{r.id}" class="comment js-comment{" by-node-author" if r.is_staff else ""}" about="/comment/{r.id}" '
            f'typeof="schema:Comment"><mark class="hidden" data-comment-timestamp="1"></mark><footer class="comment__meta"><p '
            f'class="comment__submitted">Soumis par {name} le mar <span property="schema:dateCreated" content="{r.when.isoformat()}">'
            f'</span></p></footer><div class="content"><div property="schema:text" class="field field--name-comment-body">'
            f"{paragraphs(r)}</div></div></article>"
        )

    return f'<section id="comments"><h2>Commentaires</h2>{indented(remarks, body)}</section>'


def drupal_6(remarks: list[Remark]) -> str:
    """Without RDF and marks: one line says who and when."""

    def body(r: Remark, answered: Remark | None) -> str:
        return (
            f'<a id="comment-{r.id}"></a><div class="comment odd clear-block"><div class="submitted">{DAYS[r.when.weekday()][:3]}, '
            f'{r.when:%d/%m/%Y - %H:%M} — {linked(r)}</div><div class="content">{paragraphs(r)}</div></div>'
        )

    return f'<div id="comments">{indented(remarks, body)}</div>'


def canalblog(remarks: list[Remark]) -> str:
    def items(level: list[Remark], depth: int, answered: int) -> str:
        return "".join(
            f'<li class="comment guest level-{depth}"><div class="comment_item" id="comment_{r.id}" data-cid="{r.id}" data-mid='
            f'"{answered}"><a id="c{r.id}"></a><p></p><div class="pp-container"><img src="g.png"></div>'
            + "<br>\n".join(map(escape, r.lines))
            + f'<div class="itemfooter">Posté par {linked(r)}, <abbr class="timeago" title="{r.when:%Y-%m-%dT%H:%M:%S}">le '
            f'{r.when.day}</abbr> | <span class="comment_reply"><a rel="nofollow" href="#">Répondre</a></span></div></div>'
            + (f'<ul class="comment_thread">{items(r.replies, depth + 1, r.id)}</ul>' if r.replies else "")
            + "</li>"
            for r in level
        )

    return f'<h3>Commentaires sur Un article</h3><ul id="comment_list" class="comment_thread">{items(remarks, 1, 0)}</ul>'


def moment(remark: Remark) -> str:
    return f"{URL}?showComment={int(remark.when.timestamp() * 1000)}#c{remark.id}"


def blogger_threaded(remarks: list[Remark]) -> str:
    def items(level: list[Remark]) -> str:
        return "".join(
            f'<li class="comment" id="c{r.id}"><div class="comment-block"><div class="comment-header"><cite class="user">{linked(r)}'
            f'</cite><span class="icon user {"blog-author" if r.is_staff else ""}"></span><span class="datetime"><a href="{moment(r)}">'
            f'{r.when:%H:%M}</a></span></div><p class="comment-content">{"<br>".join(map(escape, r.lines))}</p><span '
            f'class="comment-actions"><a class="comment-reply">Répondre</a></span></div><div class="comment-replies"><div '
            f'class="comment-thread inline-thread"><ol><div>{items(r.replies)}</div></ol></div></div></li>'
            for r in level
        )

    return (
        '<div class="comments" id="comments"><h4>Commentaires:</h4><div id="comment-holder"><div class="comment-thread '
        f'toplevel-thread"><ol id="top-ra">{items(remarks)}</ol></div></div></div>'
    )


def blogger_classic(remarks: list[Remark]) -> str:
    rows = "".join(
        f'<dt class="comment-author {"blog-author" if r.is_staff else ""}" id="c{r.id}"><a name="c{r.id}"></a>'
        + (f"{linked(r)} a dit…" if r.url else f"{escape(r.author)} a dit…")
        + f'</dt><dd class="comment-body">{paragraphs(r)}</dd><dd class="comment-footer"><span class="comment-timestamp"><a '
        f'href="{moment(r)}">{r.when:%H:%M}</a></span></dd>'
        for r, _ in levels(remarks)
    )
    return (
        f'<div class="comments" id="comments"><h4>Commentaires:</h4><dl id="comments-block">{rows}</dl></div>'
    )


def dotclear_terms(remarks: list[Remark]) -> str:
    rows = "".join(
        f'<dt id="c{r.id}" class="{"me" if r.is_staff else ""} odd"><a href="#c{r.id}" class="comment-number">1.</a> Le '
        f"{DAYS[r.when.weekday()]}, {MONTHS[r.when.month - 1]} {r.when.day} {r.when.year}, {r.when:%H:%M} par {linked(r)}</dt>"
        f'<dd class="odd">{paragraphs(r)}</dd>'
        for r, _ in levels(remarks)
    )
    return f'<div id="comments"><h3>Commentaires</h3><dl>{rows}</dl></div>'


def dotclear_list(remarks: list[Remark]) -> str:
    rows = "".join(
        f'<li id="c{r.id}" class="comment {"me" if r.is_staff else ""}"><p class="comment-info"><a href="#c{r.id}" '
        f'class="comment-number">1</a> Par {linked(r)} - <time datetime="{r.when.isoformat()}">{r.when:%d/%m/%Y}</time></p><div '
        f'class="comment-content">{paragraphs(r)}</div></li>'
        for r, _ in levels(remarks)
    )
    return f'<section id="comments"><h3>Commentaires</h3><ul class="comments-list">{rows}</ul></section>'


def lefigaro_2013(remarks: list[Remark]) -> str:
    def items(level: list[Remark]) -> str:
        return "".join(
            f'<li class="fig-comment {r.id}"><article class="fig-comment-content"><div class="fig-comment-header">'
            + (f'<a href="{r.url}" class="fig-comment-user">' if r.url else '<a class="fig-comment-user">')
            + f'{escape(r.author)}</a></div><div class="fig-comment-msg">{paragraphs(r)}</div><div class="fig-comment-footer"><span '
            f'class="fig-comment-timestamp">Le {r.when:%d/%m/%Y à %H:%M}</span><a class="fig-comment-alerter">Alerter</a></div>'
            + "</article>"
            + (
                f'<ul id="child-{r.id}" class="fig-comment-child"><li></li>{items(r.replies)}</ul>'
                if r.replies
                else ""
            )
            + "</li>"
            for r in level
        )

    return f'<section class="fig-conversation"><ul class="fig-comments">{items(remarks)}</ul></section>'


def microdata(remarks: list[Remark]) -> str:
    def items(level: list[Remark]) -> str:
        return "".join(
            f'<div itemprop="comment" itemscope itemtype="https://schema.org/Comment" id="m{r.id}"><span itemprop="author" itemscope '
            f'itemtype="https://schema.org/Person"><span itemprop="name">{escape(r.author)}</span>'
            + (f'<a itemprop="url" href="{r.url}"></a>' if r.url else "")
            + f'</span><time itemprop="dateCreated" datetime="{r.when.isoformat()}">ce jour</time><div itemprop="text">{paragraphs(r)}'
            f"</div>{items(r.replies)}</div>"
            for r in level
        )

    return f"<section>{items(remarks)}</section>"


def json_ld(remarks: list[Remark]) -> str:
    def nodes(level: list[Remark]) -> list[dict[str, Any]]:
        return [
            {
                "@type": "Comment",
                "@id": f"{URL}#comment-{r.id}",
                "author": {"@type": "Person", "name": r.author, **({"url": r.url} if r.url else {})},
                "dateCreated": r.when.isoformat(),
                "text": paragraphs(r),
                "comment": nodes(r.replies),
            }
            for r in level
        ]

    data = {"@type": "Article", "headline": "Un article", "comment": nodes(remarks)}
    return f'<script type="application/ld+json">{in_script(data)}</script>'


def disqus(remarks: list[Remark]) -> str:
    answered = {reply.id: remark.id for remark in walk(remarks) for reply in remark.replies}
    posts = [
        {
            "id": str(r.id),
            "parent": answered.get(r.id),
            "createdAt": r.when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"),
            "author": {"id": "17" if r.is_staff else "3", "name": r.author, "profileUrl": r.url},
            "message": paragraphs(r),
        }
        for r, _ in levels(remarks)
    ]
    data = {"code": 0, "response": {"thread": {"author": "17"}, "posts": posts}}
    return f'<script type="text/json" id="disqus-threadData">{in_script(data)}</script>'


def nobody(remarks: list[Remark]) -> str:
    """Boxes in boxes, by the words their class names are made of."""

    def items(level: list[Remark]) -> str:
        return "".join(
            f'<div class="comment-item" id="comment-{r.id}"><div class="comment-item__head"><span class="comment-item__author">'
            f'{linked(r)}</span><time datetime="{r.when.isoformat()}">ce jour</time></div><div class="comment-item__text">'
            f'{paragraphs(r)}</div><button class="comment-item__reply">Répondre</button>{items(r.replies)}</div>'
            for r in level
        )

    return f'<section class="comment-list"><h2>Commentaires</h2>{items(remarks)}</section>'


# name: (writer, system, how parents are found (None: not at all), whether it marks staff, links authors and takes any
# name: "Posté par ON le 3 mai" cannot be told from "Posté par" and "on 3 May")
PLATFORMS: dict[str, tuple[Callable[[list[Remark]], str], str, str | None, bool, bool, bool]] = {
    "SPIP forum": (spip_forum, "spip", "nesting", False, True, True),
    "SPIP plugin": (spip_plugin, "spip", "any", False, True, True),
    "Drupal 6": (drupal_6, "drupal", "indent", False, False, False),
    "Drupal 7": (drupal_7, "drupal", "reply-link", True, True, False),
    "Drupal 10": (drupal_10, "drupal", "indent", True, True, False),
    "Canalblog": (canalblog, "canalblog", "id", False, True, False),
    "Blogger threaded": (blogger_threaded, "blogger", "nesting", True, True, True),
    "Blogger classic": (blogger_classic, "blogger", None, True, True, False),
    "Dotclear terms": (dotclear_terms, "dotclear", None, True, True, False),
    "Dotclear list": (dotclear_list, "dotclear", None, True, True, False),
    "Le Figaro 2013": (lefigaro_2013, "lefigaro", "id", False, True, True),
    "microdata": (microdata, "microdata", "nesting", False, True, False),
    "JSON-LD": (json_ld, "json-ld", "nesting", False, True, False),
    "Disqus": (disqus, "disqus", "api", True, True, True),
    "nobody": (nobody, "generic", "nesting", False, True, False),
}
