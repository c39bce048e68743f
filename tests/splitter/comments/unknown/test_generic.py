"""Comments of no system with a reader of its own, in the markup of platforms and themes that are about.

Each case is the comment area of one, with invented words, and what is read from it: (id, author, date, depth, text);
an id of None is one that the reader makes up.
"""

from __future__ import annotations

import pytest

from crawler.items import Article
from crawler.splitter import split

URL = "https://blog.example/p.html"
PAGE = """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Le vélo</title></head><body><div id="page">
<h1>Le vélo sans selle</h1><div class="post-body">
<p>Le vélo sans selle de la maison Debout a été présenté mercredi devant une salle comble, et naturellement debout.</p>
<p>La version avec selle, plus lourde de quatre cents grammes, est réservée à ceux qui savent déjà où s’asseoir.</p>
</div>{area}</div></body></html>"""

CASES = {
    "typepad": (
        """<div id="comments"><h2>Commentaires</h2><div class="comments-content">
<div class="comment comment-odd" id="comment-6a00d8341c"><div class="comment-content" id="comment-6a00d8341c-content"><p>Bravo pour la jante.</p></div><p class="comment-footer">Rédigé par : <a href="http://x.example">Jojo</a> | <a href="http://b.example/p.html?cid=6a00d#comment-6a00d">le 23 août 2014 à 10:15</a></p></div>
<div class="comment comment-even" id="comment-6a00d8342f"><div class="comment-content"><p>Merci Jojo.</p></div><p class="comment-footer">Rédigé par : Léa | <a href="http://b.example/p.html?cid=6a00f#comment-6a00f">le 24 août 2014 à 08:00</a></p></div></div></div>""",
        [
            ("6a00d8341c", "Jojo", "2014-08-23T10:15:00+02:00", 0, "Bravo pour la jante."),
            ("6a00d8342f", "Léa", "2014-08-24T08:00:00+02:00", 0, "Merci Jojo."),
        ],
    ),
    "movable-type": (
        """<div id="comments" class="comments"><h2 class="comments-header">2 Comments</h2><div class="comments-content">
<div class="comment" id="comment-12"><div class="comment-inner"><div class="comment-header"><div class="user-pic"><img src="a"></div><div class="asset-meta"><span class="byline"><span class="vcard author">Bob</span> said:</span> <a href="#comment-12"><abbr class="published" title="2010-05-06T12:00:00+02:00">May 6, 2010 12:00 PM</abbr></a></div></div><div class="comment-content"><p>Nice rim.</p></div><div class="comment-footer"></div></div></div>
<div class="comment comment-reply" id="comment-13"><div class="comment-inner"><div class="comment-header"><div class="asset-meta"><span class="byline"><span class="vcard author">Ann</span> replied to <a href="#comment-12">comment from Bob</a></span> <abbr class="published" title="2010-05-06T13:00:00+02:00">May 6, 2010 1:00 PM</abbr></div></div><div class="comment-content"><p>It is.</p></div></div></div></div></div>""",
        [
            ("12", "Bob", "2010-05-06T12:00:00+02:00", 0, "Nice rim."),
            ("13", "Ann", "2010-05-06T13:00:00+02:00", 1, "It is."),
        ],
    ),
    "joomla-k2": (
        """<div class="itemComments"><h3 class="itemCommentsCounter"><span>2</span> Commentaires</h3><ul class="itemCommentsList">
<li class="odd"><span class="commentLink"><a href="/p.html#comment5" name="comment5" id="comment5">Lien vers le commentaire</a></span><img src="a"><span class="commentDate">mardi, 12 mai 2012 10:23</span><span class="commentAuthorName">Posté par Gégé</span><p>Le col était fermé.</p></li>
<li class="even"><span class="commentLink"><a href="/p.html#comment6" name="comment6" id="comment6">Lien vers le commentaire</a></span><span class="commentDate">mercredi, 13 mai 2012 11:00</span><span class="commentAuthorName">Posté par <a href="http://t.example">Tintin</a></span><p>Le bar aussi.</p></li></ul></div>""",
        [
            ("5", "Gégé", "2012-05-12T10:23:00+02:00", 0, "Le col était fermé."),
            ("6", "Tintin", "2012-05-13T11:00:00+02:00", 0, "Le bar aussi."),
        ],
    ),
    "joomla-jcomments": (
        """<div id="jc"><div id="comments"><h4>Commentaires</h4><div id="comments-list" class="comments-list">
<div class="even" id="comment-item-7"><div class="rbox"><div class="comment-box usertype-guest"><span class="comments-vote"><span id="comment-vote-holder-7"><span class="vote-none">0</span></span></span><a class="comment-anchor" href="/a.html#comment-7" id="comment-7">#1</a> <span class="comment-author">Zaza</span> <span class="comment-date">2012-05-06 12:00</span><div class="comment-body" id="comment-body-7">Je reprends la route.</div><span class="comments-buttons"><a href="#">Citer</a></span></div></div></div>
<div class="odd" id="comment-item-8"><div class="rbox"><div class="comment-box usertype-guest"><a class="comment-anchor" href="/a.html#comment-8" id="comment-8">#2</a> <span class="comment-author">Momo</span> <span class="comment-date">2012-05-07 09:30</span><div class="comment-body" id="comment-body-8">Moi je la laisse.</div></div></div></div></div></div></div>""",
        [
            ("7", "Zaza", "2012-05-06T12:00:00+02:00", 0, "Je reprends la route."),
            ("8", "Momo", "2012-05-07T09:30:00+02:00", 0, "Moi je la laisse."),
        ],
    ),
    "weebly": (
        """<div class="blog-comments"><h2>Commentaires</h2><div class="blogCommentWrap"><div class="blogCommentHeading"><span class="blogCommentAuthor"><span class="name">Ginette</span></span><p class="blogCommentDate">12/05/2013 10:23:00</p></div><div class="blogCommentText"><p>Ravie.</p></div><a class="blogCommentReplyWrap">Répondre</a></div>
<div class="blogCommentWrap"><div class="blogCommentHeading"><span class="blogCommentAuthor"><span class="name">Robert</span></span><p class="blogCommentDate">13/05/2013 11:00:00</p></div><div class="blogCommentText"><p>Moins.</p></div></div></div>""",
        [
            (None, "Ginette", "2013-05-12T10:23:00+02:00", 0, "Ravie."),
            (None, "Robert", "2013-05-13T11:00:00+02:00", 0, "Moins."),
        ],
    ),
    "numbered-with-depth": (
        """<section class="comment-section" id="comments"><h2>2 Kommentare</h2><div class="comment-list">
<article class="comment js-comment" id="cid-5001"><div class="comment__container"><div class="comment-meta"><h4 class="comment-meta__name"><a href="/cp/1">Autofreund</a></h4><a class="comment-meta__date" href="#cid-5001">#1 — 23. August 2015, 12:30 Uhr</a></div><div class="comment__body"><p>Sehr rund.</p></div><div class="comment__reactions"><a class="comment__reply">Antworten</a></div></div></article>
<article class="comment js-comment comment--indented" id="cid-5002"><div class="comment__container"><div class="comment-meta"><h4 class="comment-meta__name"><a href="/cp/2">Eckig</a></h4><a class="comment-meta__date" href="#cid-5002">#1.1 — 23. August 2015, 13:00 Uhr</a></div><div class="comment__body"><p>Nein.</p></div></div></article></div></section>""",
        [
            ("5001", "Autofreund", "2015-08-23T12:30:00+02:00", 0, "Sehr rund."),
            ("5002", "Eckig", "2015-08-23T13:00:00+02:00", 1, "Nein."),
        ],
    ),
    "hautetfort": (
        """<h3 id="comments">Commentaires</h3><div class="comments">
<div id="c5713512"></div><p>Le pont était levé.</p><p>Encore.</p><p class="posted">Écrit par : <b><a target="_blank" href="http://p.example">Péniche</a></b> | <a href="/a.html#c5713512">dimanche, 12 mai 2013</a></p><p class="reponse"><a href="#">Répondre à ce commentaire</a></p>
<div id="c5713513"></div><p>Je l’ai vu descendre.</p><p class="posted">Écrit par : <b>Écluse</b> | <a href="/a.html#c5713513">lundi, 13 mai 2013</a></p><p class="reponse"><a href="#">Répondre à ce commentaire</a></p></div>""",
        [
            ("5713512", "Péniche", "2013-05-12", 0, "Le pont était levé.\nEncore."),
            ("5713513", "Écluse", "2013-05-13", 0, "Je l’ai vu descendre."),
        ],
    ),
    "overblog-2010": (
        """<div class="comments"><h3>Commentaires</h3>
<div class="comment"><div class="commentMessage">Trop de sel dans le cambouis.</div><div class="commentInfo">Commentaire n°1 posté par <a href="http://s.example">Saunier</a> le 12/05/2010 à 10h23</div><div class="commentOption"><a href="#">Répondre</a></div></div>
<div class="comment"><div class="commentMessage">Goûtez le pneu.</div><div class="commentInfo">Commentaire n°2 posté par Michel Ain le 13/05/2010 à 08h00</div></div></div>""",
        [
            (None, "Saunier", "2010-05-12T10:23:00+02:00", 0, "Trop de sel dans le cambouis."),
            (None, "Michel Ain", "2010-05-13T08:00:00+02:00", 0, "Goûtez le pneu."),
        ],
    ),
    "overblog-2013": (
        """<div id="ob-comments" class="ob-comments"><div class="ob-comment"><img class="ob-avatar" src="a"><span class="ob-info"><span class="ob-user"><span class="ob-name"><span class="ob-website"><a class="ob-link" href="http://r.example">Rosalie</a></span></span></span> <span class="ob-date">12/05/2013 10:23</span></span><p class="ob-message"><span class="ob-text">La mienne a fleuri.</span></p><p class="ob-answer ob-bottom"><a class="ob-link">Répondre</a></p><div class="ob-comment ob-comment-reply"><span class="ob-info"><span class="ob-user"><span class="ob-name"><span class="ob-author">Le Jardinier</span></span></span> <span class="ob-date">12/05/2013 11:00</span></span><p class="ob-message"><span class="ob-text">Arrosez-la.</span></p></div></div></div>""",
        [
            (None, "Rosalie", "2013-05-12T10:23:00+02:00", 0, "La mienne a fleuri."),
            (None, "Le Jardinier", "2013-05-12T11:00:00+02:00", 1, "Arrosez-la."),
        ],
    ),
    "lists-in-list-items": (
        """<section class="sect community"><h3>Leserkommentare</h3><ul class="sectbody thread">
<li class="member" id="bb_message_3482"><a class="author person" href="/!k1/"><h4>Radlerin</h4></a><em class="date"><a href="#c1"><time datetime="2019-05-06T10:00:00+02:00">6. Mai 2019, 10:00</time></a></em><div class="objlink nolead"><p>Zu laut.</p></div><ul class="thread"><li class="reply" id="bb_message_3483"><a class="author person"><h4>Leiser</h4></a><em class="date"><time datetime="2019-05-06T11:00:00+02:00">6. Mai 2019, 11:00</time></em><div class="objlink nolead"><p>Zu leise.</p></div></li></ul></li>
<li class="member" id="bb_message_3490"><a class="author person"><h4>Radlerin</h4></a><em class="date"><time datetime="2019-05-07T10:00:00+02:00">7. Mai 2019, 10:00</time></em><div class="objlink nolead"><p>Genau richtig.</p></div></li></ul></section>""",
        [
            ("3482", "Radlerin", "2019-05-06T10:00:00+02:00", 0, "Zu laut."),
            ("3483", "Leiser", "2019-05-06T11:00:00+02:00", 1, "Zu leise."),
            ("3490", "Radlerin", "2019-05-07T10:00:00+02:00", 0, "Genau richtig."),
        ],
    ),
    "table-rows": (
        """<a name="commentaires"></a><h2>Réactions (2)</h2><table class="commentaires"><tr><td class="auteur"><b>Dédé</b> (12/03/2004 14:05)</td></tr><tr><td class="texte">Belle bielle.</td></tr><tr><td class="auteur"><b>Fifi</b> (13/03/2004 09:00)</td></tr><tr><td class="texte">Bielle belle.</td></tr></table>""",
        [
            (None, "Dédé", "2004-03-12T14:05:00+01:00", 0, "Belle bielle."),
            (None, "Fifi", "2004-03-13T09:00:00+01:00", 0, "Bielle belle."),
        ],
    ),
    "bootstrap-media": (
        """<div id="commentaires"><h3>2 commentaires</h3><div class="media mb-3"><img class="mr-3 avatar" src="a"><div class="media-body"><h5 class="mt-0">Alain Térieur <small class="text-muted">le 12 mai 2020 à 10h23</small></h5><p>Il fait chaud dedans.</p></div></div><div class="media mb-3"><img class="mr-3 avatar" src="a"><div class="media-body"><h5 class="mt-0">Alex Térieur <small class="text-muted">le 13 mai 2020 à 09h00</small></h5><p>Et froid dehors.</p></div></div></div>""",
        [
            (None, "Alain Térieur", "2020-05-12T10:23:00+02:00", 0, "Il fait chaud dedans."),
            (None, "Alex Térieur", "2020-05-13T09:00:00+02:00", 0, "Et froid dehors."),
        ],
    ),
    "one-id-for-all": (
        """<section class="comments"><h2>Réactions des lecteurs</h2><ul><li class="comment__item" data-id="77"><header><strong class="comment__author">PETIT MOTEUR</strong> <span class="comment__date">13/09/2022 à 10h12</span></header><p class="comment__content">Je tousse.</p></li><li class="comment__item" data-id="77"><header><strong class="comment__author">Gros Moteur</strong> <span class="comment__date">13/09/2022 à 11h00</span></header><p class="comment__content">Je ronfle.</p></li></ul></section>""",
        [
            (None, "PETIT MOTEUR", "2022-09-13T10:12:00+02:00", 0, "Je tousse."),
            (None, "Gros Moteur", "2022-09-13T11:00:00+02:00", 0, "Je ronfle."),
        ],
    ),
    "one-paragraph-each": (
        """<div class="commentaires"><h3>Vos commentaires</h3><p><strong>Lulu</strong> - 12/05/2011 10:23<br>Premier.<br>Je vais vite.</p><p><strong>Nono</strong> - 12/05/2011 10:24<br>Deuxième, mais content.</p></div>""",
        [
            (None, "Lulu", "2011-05-12T10:23:00+02:00", 0, "Premier.\nJe vais vite."),
            (None, "Nono", "2011-05-12T10:24:00+02:00", 0, "Deuxième, mais content."),
        ],
    ),
}


def article_with(area: str) -> Article:
    return split(PAGE.format(area=area), URL)


@pytest.mark.parametrize("name", CASES)
def test_comments_are_told_by_their_looks(name: str) -> None:
    area, expected = CASES[name]
    article = article_with(area)
    assert article.comment_system == "generic"
    assert [
        (None if c.id.startswith("h-") else c.id, c.author, c.date_published, c.depth, c.text)
        for c in article.comments
    ] == expected
    assert len(article.body) == 2


# What a comment needs, each left out in turn: a name of the list, dates, names, text.
COMPLETE = """<div class="{box}"><div class="item"><b>{name}</b> <i>{date}</i><p>{text}</p></div>
<div class="item"><b>{name} fils</b> <i>{date}</i><p>{text} aussi</p></div></div>"""
WHOLE = {"box": "commentaires", "name": "Zoé", "date": "le 3 mai 2010", "text": "J’arrive à pied."}


def test_the_whole_is_a_list_of_comments() -> None:
    assert len(article_with(COMPLETE.format(**WHOLE)).comments) == 2


@pytest.mark.parametrize(
    ("part", "instead"), [("box", "participants"), ("date", "un beau jour"), ("name", ""), ("text", "")]
)
def test_with_a_part_missing_it_is_none(part: str, instead: str) -> None:
    area = COMPLETE.format(**{**WHOLE, part: instead}).replace("<b> fils</b>", "")
    assert article_with(area).comments == ()


@pytest.mark.parametrize(
    "box",
    ["derniers-commentaires", "recent-comments", "comment-form", "nav-comments-count", "sidebar-comments"],
)
def test_boxes_named_for_other_things_hold_none(box: str) -> None:
    assert article_with(COMPLETE.format(**{**WHOLE, "box": box})).comments == ()


@pytest.mark.parametrize("tag", ["nav", "template", "noscript"])
def test_parts_of_the_page_that_hold_none(tag: str) -> None:
    assert article_with(f"<{tag}>{COMPLETE.format(**WHOLE)}</{tag}>").comments == ()


def test_a_page_that_is_one_form_has_comments_all_the_same() -> None:
    html = PAGE.format(area=COMPLETE.format(**WHOLE)).replace(
        "<body>", '<body><form id="aspnetForm" method="post">'
    )
    assert len(split(html, URL).comments) == 2


def test_cards_that_lead_to_articles_are_no_comments() -> None:
    card = (
        '<div class="comment"><h3><a href="/autre.html">Un autre article</a></h3><b class="author">Zoé</b>'
        ' <span class="date">3 mai 2010</span><p>Son chapeau, à lire en entier.</p></div>'
    )
    assert article_with(f'<div class="comments">{card * 3}</div>').comments == ()


def test_readers_who_say_nothing_but_links_are_kept() -> None:
    area = (
        '<h3>2 commentaires</h3><ul><li class="comment"><b>Léa</b> 03/06/2008 10:00'
        '<p><a href="http://tarte.example/">La recette de la tarte</a></p></li>'
        '<li class="comment"><b>Odile</b> 03/06/2008 11:00<p><a href="http://roue.example/">La roue du fils</a></p></li></ul>'
    )
    assert [comment.author for comment in article_with(area).comments] == ["Léa", "Odile"]


def test_those_whom_an_article_asked_are_no_readers() -> None:
    asked = (
        "<h2>{}</h2><div><p><b>Le maire</b> a dit : la mienne connaît le chemin de la boulangerie.</p></div>"
        "<div><p><b>Le curé</b> a dit : mon chien dort dans la mienne depuis des mois.</p></div>"
    )
    assert article_with(asked.format("Les réactions")).comments == ()
    assert len(article_with(asked.format("Les commentaires")).comments) == 2


def test_one_letter_is_a_text_where_there_is_no_other() -> None:
    area = (
        '<h3>2 commentaires</h3><div class="comment"><b>Odile</b> <i>03/06/2008 10:00</i><p>Bravo.</p></div>'
        '<div class="comment"><b>Paul</b> <i>03/06/2008 11:00</i><p>P</p></div>'
    )
    assert [comment.text for comment in article_with(area).comments] == ["Bravo.", "P"]


def test_a_widget_that_names_the_article_of_each_comment_is_no_thread() -> None:
    rows = "".join(
        f'<li><b>{name}</b>, le 3 mai 2010, sur <a href="/{name}.html">La selle de {name} se rebiffe</a><p>Bravo à elle.</p></li>'
        for name in ("Zoé", "Bob", "Léa")
    )
    assert article_with(f"<h3>Derniers commentaires</h3><ul>{rows}</ul>").comments == ()


def test_a_thread_may_name_another_article() -> None:
    rows = (
        '<li><b>Zoé</b>, le 3 mai 2010<p>Comme dans <a href="/selle.html">La selle se rebiffe</a>, déjà.</p></li>'
        "<li><b>Bob</b>, le 4 mai 2010<p>Je ne l’ai pas lu.</p></li>"
    )
    assert len(article_with(f"<h3>Commentaires (2)</h3><ul>{rows}</ul>").comments) == 2


def test_an_author_may_link_to_a_page_of_the_site() -> None:
    comment = (
        '<div class="comment"><h4><a href="/membres/zoe">Zoé</a></h4><span class="date">3 mai 2010</span>'
        "<p>Je pédale debout depuis toujours.</p></div>"
    )
    (read,) = article_with(f'<div class="comments">{comment}</div>').comments
    assert (read.author, read.author_url) == ("Zoé", "https://blog.example/membres/zoe")


def test_an_id_that_all_share_tells_nobody_apart() -> None:
    area = COMPLETE.format(**WHOLE).replace('class="item"', 'class="item" data-id="77"')
    comments = article_with(area).comments
    assert len({comment.id for comment in comments}) == 2
    assert all(comment.id.startswith("h-") for comment in comments)


def test_dates_in_a_text_date_no_comment() -> None:
    area = (
        '<div class="comments"><div class="comment"><b class="author">Zoé</b> <span class="date">3 mai 2010</span>'
        "<p>Le 4 mars 2009 à 10h, j’étais déjà debout.</p></div></div>"
    )
    (read,) = article_with(area).comments
    assert read.date_published == "2010-05-03"
    assert read.text == "Le 4 mars 2009 à 10h, j’étais déjà debout."


def test_a_signature_is_a_word_of_the_reader() -> None:
    rows = "<li><b>Zoé</b>, le 3 mai 2010<p>Debout !</p><p>Zoé</p></li><li><b>Bob</b>, le 4 mai 2010<p>Assis.</p></li>"
    first, _ = article_with(f"<h3>Commentaires (2)</h3><ul>{rows}</ul>").comments
    assert first.text == "Debout !\nZoé"


def test_lists_in_a_text_are_no_replies() -> None:
    area = (
        "<h3>Commentaires (2)</h3><ol><li><b>Zoé</b>, le 3 mai 2010<p>Deux avis :</p><ul><li>debout</li>"
        "<li>assis</li></ul></li><li><b>Bob</b>, le 4 mai 2010<p>Aucun.</p></li></ol>"
    )
    first, second = article_with(area).comments
    assert (first.text, second.text) == ("Deux avis :\ndebout\nassis", "Aucun.")


def test_a_title_that_was_never_closed_does_not_say_the_text_twice() -> None:
    remarks = "".join(
        f'<div class="commentaire"><div class="infos"><span class="pseudo">Lecteur {n}</span>'
        f' <span class="date">06.11.2023, 1{n}h47</span></div><h5>Titre {n}</h>'
        f'<div class="commentaire-texte">Douze minutes, {n} pieds.</div></div>'
        for n in (1, 2)
    )
    page = f"<body><h1>Le parcmètre</h1><p>Il rime.</p><div class='commentaires'>{remarks}</div></body>"
    texts = [comment.text for comment in split(page, "https://cric.example/a/").comments]
    assert texts == ["Titre 1\nDouze minutes, 1 pieds.", "Titre 2\nDouze minutes, 2 pieds."]


def test_posts_of_a_network_under_a_heading_are_no_comments() -> None:
    post = '<blockquote class="post"><p>À droite toute.</p>— Ida Jante <a href="https://net.example/1">3 mai 2010</a></blockquote>'
    assert article_with(f"<section><h2>Les réactions</h2>{post * 3}</section>").comments == ()


def test_items_of_one_tag_with_two_names_are_one_thread() -> None:
    row = '<li class="{}"><b class="author">{}</b> <time datetime="2010-05-0{}">mai</time><p class="text">{}</p>{}</li>'
    reply = row.format("commentResponse", "Ulf", 4, "Trop.", "")
    rows = row.format("comment", "Ida", 3, "Bien.", f"<ul>{reply}</ul>") + row.format(
        "comment", "Ève", 5, "Assez.", ""
    )
    found = article_with(f'<ul class="commentList">{rows}</ul>').comments
    assert [(c.author, c.depth, c.text) for c in found] == [
        ("Ida", 0, "Bien."),
        ("Ulf", 1, "Trop."),
        ("Ève", 0, "Assez."),
    ]


def test_a_notice_named_for_a_comment_is_none() -> None:
    row = '<div class="wc-comment"><b class="author">{}</b> <i class="date">{} mai 2010</i><p class="text">Oui.</p></div>'
    rows = row.format("Ida", 3) + row.format("Ulf", 4)
    notice = '<div class="noti-comment"><p>Chers lecteurs, restez courtois, et signez.</p></div>'
    found = article_with(f'<div id="comments">{notice}<div>{rows}</div></div>').comments
    assert [(c.author, c.depth) for c in found] == [("Ida", 0), ("Ulf", 0)]


@pytest.mark.parametrize("style", ["margin-left: {}px", "padding-left:{}px"])
def test_replies_are_moved_to_the_right(style: str) -> None:
    row = (
        '<div class="comment" style="'
        + style
        + '"><b class="author">{}</b> <i class="date">{} mai 2010</i><p class="text">Oui.</p></div>'
    )
    rows = (
        row.format(0, "Ida", 3)
        + row.format(25, "Ulf", 4)
        + row.format(50, "Ève", 5)
        + row.format(0, "Noé", 6)
    )
    found = article_with(f'<div class="comments">{rows}</div>').comments
    assert [(c.author, c.depth) for c in found] == [("Ida", 0), ("Ulf", 1), ("Ève", 2), ("Noé", 0)]


@pytest.mark.parametrize(
    "style", ["margin-left: {}em", "padding-left:{}rem", "--depth: {}", "--comment-level:{};"]
)
def test_what_a_style_moves_is_meant_by_however_little(style: str) -> None:
    row = f'<div class="comment" style="{style}"><b class="author">{{}}</b> <i class="date">{{}} mai 2010</i><p class="text">Oui.</p></div>'
    rows = row.format(1, "Ida", 3) + row.format(2, "Ulf", 4) + row.format(1, "Ève", 5)
    found = article_with(f'<div class="comments">{rows}</div>').comments
    assert [(c.author, c.depth) for c in found] == [("Ida", 0), ("Ulf", 1), ("Ève", 0)]


def test_what_all_links_say_is_a_button() -> None:
    row = '<li class="comment"><b class="author">{0}</b> <i class="date">{1} mai 2010</i><p>Oui, {0}.</p><a href="/alerte?{1}">Hop, à la trappe</a></li>'
    rows = "".join(row.format(name, day) for name, day in (("Ida", 3), ("Ulf", 4), ("Ève", 5)))
    found = article_with(f'<ul class="comments">{rows}</ul>').comments
    assert [c.text for c in found] == ["Oui, Ida.", "Oui, Ulf.", "Oui, Ève."]
