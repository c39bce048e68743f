"""Author, date and text of one comment in the markup of many themes and plugins."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.items import Comment
from crawler.splitter import parse
from crawler.splitter.comments import read_comments

URL = "https://cric.example/a/"
SEEN_AT = datetime(2021, 5, 20, 10, 0, tzinfo=UTC)
DATED = "2019-03-12T14:05:00+01:00"
REPLY = '<a rel="nofollow" class="comment-reply-link" href="?replytocom=7#respond" data-commentid="7">Répondre</a>'
AVATAR = '<img alt="" src="https://secure.gravatar.com/avatar/0?s=32" class="avatar photo" width="32">'
LINK = '<a href="https://odile.example/" class="url" rel="external nofollow ugc">Tante Odile</a>'
ODILE = "https://odile.example/"


def read(
    inside: str, attributes: str = 'class="comment even depth-1" id="comment-7"', tag: str = "li"
) -> Comment:
    document = parse(
        f'<html><body><h1>Titre</h1><ol class="commentlist"><{tag} {attributes}>{inside}</{tag}></ol></body></html>'
    )
    assert document.root is not None
    (comment,) = read_comments(document.root, URL, "Europe/Paris", SEEN_AT).comments
    return comment


def told(comment: Comment) -> tuple[str | None, str | None, str | None, str]:
    return comment.author, comment.author_url, comment.date_published, comment.text


# What themes and plugins print inside the element of a comment: all of it says the same.
THEMES = {
    "Kubrick": f'<cite>{LINK}</cite> Says:<br /><small class="commentmetadata"><a href="#comment-7" title="">12 mars 2019 à 14:05</a> </small><p>Le mien chante faux.</p>',
    "Twenty Eleven": f'<article id="comment-7" class="comment"><footer class="comment-meta"><div class="comment-author vcard">{AVATAR}<span class="fn">{LINK}</span> le <a href="{URL}#comment-7"><time pubdate datetime="{DATED}">12 mars 2019 à 14:05</time></a> <span class="says">a dit&nbsp;:</span></div></footer><div class="comment-content"><p>Le mien chante faux.</p></div><div class="reply">{REPLY}</div></article>',
    "Twenty Twelve": f'<article id="comment-7" class="comment"><header class="comment-meta comment-author vcard">{AVATAR}<cite><b class="fn">{LINK}</b> <span>Auteur de l’article</span></cite><a href="{URL}#comment-7"><time datetime="{DATED}">12 mars 2019</time></a></header><section class="comment-content comment"><p>Le mien chante faux.</p></section><div class="reply">{REPLY} <span>&darr;</span></div></article>',
    "Genesis": f'<article id="article-comment-7" itemprop="comment" itemscope itemtype="https://schema.org/Comment"><header class="comment-header"><p class="comment-author" itemprop="author" itemscope itemtype="https://schema.org/Person">{AVATAR}<span itemprop="name">{LINK}</span> <span class="says">dit</span></p><p class="comment-meta"><time class="comment-time" datetime="{DATED}" itemprop="datePublished"><a class="comment-time-link" href="{URL}#comment-7" itemprop="url">12 mars 2019 à 14:05</a></time></p></header><div class="comment-content" itemprop="text"><p>Le mien chante faux.</p></div><div class="comment-reply">{REPLY}</div></article>',
    "Divi": f'<article id="comment-7" class="comment-body clearfix"><div class="comment_avatar">{AVATAR}</div><div class="comment_postinfo"><span class="fn">{LINK}</span> <span class="comment_date">sur 12 mars 2019 à 14:05</span></div><div class="comment_area"><div class="comment-content clearfix"><p>Le mien chante faux.</p><span class="reply-container">{REPLY}</span></div></div></article>',
    "Newspaper": f'<article><footer>{AVATAR}<cite>{LINK}</cite><a class="comment-link" href="#comment-7"><time pubdate="1552395900">12 mars 2019 At 14 h 05 min</time></a></footer><div class="comment-content"><p>Le mien chante faux.</p></div><div class="comment-meta" id="comment-7">{REPLY}</div></article>',
    "OceanWP": f'<article id="comment-7" class="comment-container">{AVATAR}<div class="comment-content"><div class="comment-author"><h3 class="comment-link">{LINK}</h3><span class="comment-meta commentmetadata"><span class="comment-date">12 mars 2019 à 14 h 05 min</span> {REPLY}</span></div><div class="clr"></div><div class="comment-entry"><p>Le mien chante faux.</p></div></div></article>',
    "Astra": f'<article id="comment-7" class="ast-comment"><div class="ast-comment-info"><div class="ast-comment-avatar-wrap">{AVATAR}</div><header class="ast-comment-meta ast-row ast-comment-author capitalize"><div class="ast-comment-cite-wrap"><cite><b class="fn">{LINK}</b></cite></div><div class="ast-comment-time"><span class="timendate"><a href="{URL}#comment-7"><time datetime="{DATED}">12 mars 2019 à 14 h 05 min</time></a></span></div></header></div><section class="ast-comment-content comment"><p>Le mien chante faux.</p><div class="ast-comment-edit-reply-wrap">{REPLY}</div></section></article>',
    "iNove": f'<div class="author"><div class="pic">{AVATAR}</div><div class="name"><a id="commentauthor-7" class="url" href="{ODILE}" rel="external nofollow">Tante Odile</a></div></div><div class="info"><div class="date">mars 12, 2019 à 14:05 | <a href="#comment-7">#1</a></div><div class="act"></div><div class="fixed"></div><div class="content"><div id="commentbody-7"><p>Le mien chante faux.</p></div></div></div>',
    "Hybrid": f'<div id="comment-7" class="comment-wrap"><div class="comment-header comment-author vcard">{AVATAR}<cite class="fn" title="{ODILE}">{LINK}</cite> <div class="comment-meta comment-meta-data"><abbr class="comment-date" title="mardi, mars 12th, 2019, 2:05 pm">12 mars 2019</abbr> <a class="permalink" href="#comment-7">Permalien</a></div></div><div class="comment-text"><p>Le mien chante faux.</p></div></div>',
    "WooCommerce": f'<div id="comment-7" class="comment_container">{AVATAR}<div class="comment-text"><div class="star-rating"><span>Note <strong class="rating">5</strong> sur 5</span></div><p class="meta"><strong class="woocommerce-review__author"><a href="{ODILE}">Tante Odile</a> </strong><span class="woocommerce-review__dash">&ndash;</span> <time class="woocommerce-review__published-date" datetime="{DATED}">12 mars 2019</time></p><div class="description"><p>Le mien chante faux.</p></div></div></div>',
    "a header line without a class": f"<p><strong>{LINK}</strong> le 12 mars 2019 à 14h05</p><p>Le mien chante faux.</p><p>{REPLY}</p>",
    "loose text": f'<div class="comment-author">{LINK}</div><br>12 mars 2019 à 14h05<br>Le mien chante faux.<br>{REPLY}',
    "a sentence as header": f'<div class="comment-meta">Le 12 mars 2019 à 14:05, <cite>{LINK}</cite> a dit :</div><p>Le mien chante faux.</p>',
    "one line for both": f'<p class="author">Posté par {LINK} le 12/03/2019 à 14:05</p><div class="texte"><p>Le mien chante faux.</p></div>',
    "date behind the text": f'<article class="comment-body"><footer class="comment-meta"><span class="fn">{LINK}</span></footer><div class="comment-content"><p>Le mien chante faux.</p></div><div class="comment-metadata"><time datetime="{DATED}">12 mars 2019 à 14h05</time></div></article>',
    "a date without time in the attribute": f'<b class="fn">{LINK}</b><time datetime="2019-03-12">12 mars 2019 à 14:05</time><div class="comment-content">Le mien chante faux.</div>',
    "microdata alone": f'<div itemprop="creator" itemscope><span itemprop="name">{LINK}</span></div><meta itemprop="commentTime" content="{DATED}"><span class="le">12 mars 2019 à 14:05</span><div itemprop="commentText"><p>Le mien chante faux.</p></div>',
    "a bullet between": f'<div class="comment"><p><span class="author">{LINK}</span> • <a href="#comment-7" class="time" datetime="{DATED}">il y a 2 ans</a></p><p>Le mien chante faux.</p>{REPLY}</div>',
    "buttons without a class": f'<cite>{LINK}</cite> <small>12 mars 2019 à 14:05</small> <a href="#comment-7">#</a><p>Le mien chante faux.</p><p><a href="?replytocom=7#respond">Répondre</a> | <a href="/wp-admin/comment.php?action=editcomment&amp;c=7">Modifier</a></p>',
    "CommentLuv": f'<b class="fn">{LINK}</b><time datetime="{DATED}">hier</time><div class="comment-content"><p>Le mien chante faux.</p><p><span class="cluv">Tante Odile a publié <a href="{ODILE}2">Ma recette</a></span></p></div>',
    "names without a class": f'<div><span>{LINK}</span><br>12 mars 2019 à 14:05<p>Le mien chante faux.</p></div><a class="comment-reply-link" href="#comment-7" data-commentid="7" aria-label="Répondre à Tante Odile">Répondre</a>',
    "a heading inside the content": f'<div class="comment-content"><h3>{LINK}</h3><a href=" {URL}#comment-7 ">12 mars 2019 à 14:05</a> <a class="comment-reply-link" href="#comment-7" data-commentid="7" data-replyto="Répondre à Tante Odile">Répondre</a><div class="comment-text"><p>Le mien chante faux.</p></div></div>',
    "a date on a link": f'<b class="fn">{LINK}</b> <a href="#comment-7" datetime="{DATED}">il y a longtemps</a><div class="comment-content">Le mien chante faux.</div>',
    "badges and numbers": f'<div class="comment-head"><span class="comment-number">1.</span> <span class="fn">{LINK}<span class="user-badge">Pilier</span></span> <span class="comment-date">12 mars 2019 - 14:05</span></div><div class="comment-body"><p>Le mien chante faux.</p><div class="comment-likes">3 personnes aiment</div></div>',
}


@pytest.mark.parametrize("theme", THEMES)
def test_themes(theme: str) -> None:
    assert told(read(THEMES[theme])) == ("Tante Odile", ODILE, DATED, "Le mien chante faux.")


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ('<b class="fn">Von Kleist</b>', "Von Kleist"),
        ('<b class="fn">Par Hasard</b>', "Par Hasard"),
        ('<b class="fn">Jean:</b>', "Jean"),
        ('<b class="fn">Toto :-)</b>', "Toto :-)"),
        ('<b class="fn">Léa <img class="emoji" alt="🚗" src="x.svg"></b>', "Léa 🚗"),
        ('<div class="comment-author">Par Jean</div>', "Jean"),
        ('<div class="comment-author">Jean-Loup dit :</div>', "Jean-Loup"),
        ('<div class="comment-author">Jean <span>Administrateur</span></div>', "Jean"),
        ('<div class="comment-author"><span>Jean</span> <em>modérateur</em></div>', "Jean"),
        ('<div class="comment-author">Jean, le 12/03/2019 à 14:05</div>', "Jean"),
        ('<div class="comment-author vcard"><img class="avatar" alt="Jean"></div>', "Jean"),
        ('<div class="comment-author">Posté par : <a href="#">Jean</a></div>', "Jean"),
        ('<h4>Jean</h4><span class="date">12 mars 2019</span>', "Jean"),
        ('<span class="comment-author"></span>', None),
        ('<img class="avatar" alt="Avatar de Jean">', "Jean"),
        ('<img class="avatar" alt="">', None),
    ],
)
def test_names(printed: str, name: str | None) -> None:
    comment = read(f'{printed}<div class="comment-content"><p><b>Bravo</b> <cite>Le Monde</cite> !</p></div>')
    assert (comment.author, comment.text) == (name, "Bravo Le Monde !")


@pytest.mark.parametrize(
    ("printed", "date", "raw"),
    [
        ('<time datetime="2019-03-12T13:05:00Z">?</time>', "2019-03-12T13:05:00+00:00", "2019-03-12T13:05:00Z"),
        ('<span class="date">1er août 2023 à 9:57</span>', "2023-08-01T09:57:00+02:00", "1er août 2023 à 9:57"),
        ('<span class="date">il y a 3 heures</span>', "2021-05-20T09:00:00+02:00", "il y a 3 heures"),
        ('<time datetime="gestern">17.10.2018 - 14:05</time>', "2018-10-17T14:05:00+02:00", "17.10.2018 - 14:05"),
        ('<span class="comment-date">autrefois</span>', None, "autrefois"),
        ('<a href="#comment-7">12 mars 2019</a>', "2019-03-12", "12 mars 2019"),
        ("", None, None),
    ],
)  # fmt: skip
def test_dates(printed: str, date: str | None, raw: str | None) -> None:
    comment = read(f'<b class="fn">Jean</b>{printed}<div class="comment-content"><p>Oui.</p></div>')
    assert (comment.date_published, comment.date_published_raw, comment.text) == (date, raw, "Oui.")


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("<p>a<br>b</p><p>c</p>", "a\nb\nc"),
        ("<p>a &nbsp; b\n c</p>", "a b c"),
        ("<blockquote><p>a</p></blockquote>b<ul><li>c<li>d</ul>", "a\nb\nc\nd"),
        ("<pre>a\n  b\n\nc</pre>", "a\nb\nc"),
        (
            '<p>a <img src="s.gif" alt=":-)" class="wp-smiley"> b <img src="photo.jpg" alt="une photo"></p>',
            "a :-) b",
        ),
        ("<p>a<script>x()</script><style>y</style><!-- z --></p>", "a"),
        ("<p>-</p><p>:(</p><p>dit :</p>", "-\n:(\ndit :"),
        ('<p>a <span class="screen-reader-text">caché</span></p><div class="sharedaddy">Partager</div>', "a"),
        ('<em class="comment-awaiting-moderation">En attente de modération.</em><p>a</p>', "a"),
        ("<p>&lt;b&gt;gras&lt;/b&gt; &amp;amp;</p>", "<b>gras</b> &amp;"),
        (
            "<p>Bonjour.</p><p>Votre commentaire est en attente de modération.</p>",
            "Bonjour.\nVotre commentaire est en attente de modération.",
        ),
        ("", ""),
    ],
)
def test_texts(printed: str, text: str) -> None:
    header = (
        '<div class="comment-author"><b class="fn">Jean</b></div><div class="comment-meta">12 mars 2019</div>'
    )
    assert read(f'{header}<div class="comment-content">{printed}</div>').text == text
    assert read(f"{header}{printed}").text == text


@pytest.mark.parametrize(
    "note", ["Votre commentaire est en attente de modération.", "Your comment is awaiting moderation."]
)
def test_the_note_of_moderation_without_a_class(note: str) -> None:
    assert (
        read(
            f"<cite>Jean</cite> dit : <em>{note}</em><br><small class=date>12 mars 2019</small><p>Oui.</p>"
        ).text
        == "Oui."
    )
    assert read(f"<cite>Jean</cite> dit :<p>{note}</p><p>Oui.</p>").text == "Oui."


def test_a_box_named_as_a_header_around_all_of_it() -> None:
    comment = read(
        '<div class="comment-meta"><b class="fn">Jean</b> <i class="date">12 mars 2019</i><p>Oui.</p></div>'
    )
    assert told(comment) == ("Jean", None, "2019-03-12", "Oui.")


def test_a_box_named_as_a_button_around_all_of_it() -> None:
    assert told(read('<div class="comment-actions"><b class="fn">Jean</b><p>Oui.</p></div>'))[3] == "Oui."
    assert read('<div class="reply"><div class="comment-content">Oui.</div></div>').text == "Oui."


def test_an_author_deep_in_boxes() -> None:
    boxes = '<div class="comment-author">' + "<div>" * 1500 + "Jean" + "</div>" * 1500 + "</div>"
    assert read(f"{boxes}<p>Oui.</p>").author == "Jean"


def test_the_id_of_a_comment_without_one() -> None:
    assert read(f'<b class="fn">Jean</b><p>Oui.</p>{REPLY}', 'class="comment depth-1"').id == "7"
    assert read('<div id="div-comment-8"><p>Oui.</p></div>', 'class="comment depth-1"').id == "8"
    link = '<a href="/a/#comment-9">12 mars 2019</a><div class="comment-content"><a href="/b/#comment-1">ici</a></div>'
    assert read(link, 'class="comment depth-1"').id == "9"
    old = '<p>Oui.</p><a onclick=\'return addComment.moveForm("div-comment-6", "6", "respond", "1")\'>Répondre</a>'
    assert read(old, 'class="comment depth-1"').id == "6"


def test_staff_is_who_wrote_the_article() -> None:
    assert read("<p>Oui.</p>", 'class="comment bypostauthor depth-1" id="comment-1"').is_staff
    assert not read(
        "<p>Oui.</p>", 'class="comment byuser comment-author-lea depth-1" id="comment-1"'
    ).is_staff
