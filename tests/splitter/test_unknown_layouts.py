"""Pages of systems that have no layout: publishing systems, press sites, hand-made pages; all text invented.

Each shows one or more things that real pages of its kind do, and that a rule for another page must not break.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from crawler.splitter import split

TITLE = "Une deux-chevaux traverse le lac à la nage"
LEAD = (
    "Il voulait la laver, il a fini de l’autre côté, sous les applaudissements de onze personnes, un samedi."
)
ONE = (
    "Samedi matin, devant une foule de onze personnes et deux canards, Marcel a poussé sa deux-chevaux dans le "
    "lac, puis elle a avancé."
)
TWO = (
    "« Je voulais seulement la laver », dit-il. Les palmes sont des pédales de vélo d’appartement, et le klaxon "
    "fait fuir les carpes du lac."
)
THREE = (
    "Prochaine étape : la Manche, si la marée veut bien et si le préfet regarde ailleurs, ce qui arrive le "
    "dimanche entre midi et deux."
)
FOUR = (
    "L’inventeur parle d’un sport sans intention. Le brevet tient sur une serviette en papier, la serviette est "
    "au musée, fermé le mardi."
)
TEXT = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
MENU = (
    '<header><nav><ul><li><a href="/">Accueil</a></li><li><a href="/auto">Auto</a></li>'
    '<li><a href="/sport">Sport</a></li></ul></nav></header>'
)
FOOT = (
    "<footer><p>Tous droits réservés. Le Site est édité par la société du Site, au capital de douze euros, "
    "inscrite au registre.</p></footer>"
)
OTHERS = "".join(
    f'<div class="card"><a href="/x/{n}"><img src=a.jpg><h3>Un autre article du site numéro {n} à lire</h3><p>Voici '
    f"le résumé de cet autre article, assez long pour ressembler à un vrai texte de la page numéro {n}.</p></a></div>"
    for n in range(4)
)


@dataclass(frozen=True)
class Case:
    """What is inside ``body`` and, besides the title, ``head``; and what must come of it. ``date`` is the
    beginning of the ISO text, "" for none."""

    inside: str
    head: str = ""
    title: str = TITLE
    window: str = f"{TITLE} - Le Site"
    authors: tuple[str, ...] = ()
    date: str = ""
    lead: str | None = None
    body: tuple[str, ...] = (ONE, TWO, THREE)
    url: str = "https://site.example/auto/une-deux-chevaux-123"


CASES = {
    "joomla": Case(
        MENU
        + f"""<div class="item-page" itemscope itemtype="https://schema.org/Article"><meta itemprop="inLanguage" content="fr-FR"><div class="page-header"><h2 itemprop="headline">{TITLE}</h2></div><dl class="article-info muted"><dt class="article-info-term">Détails</dt><dd class="createdby" itemprop="author" itemscope itemtype="https://schema.org/Person">Écrit par <span itemprop="name">Jeanne Roue</span></dd><dd class="category-name">Catégorie : <a href="/c" itemprop="genre">Exploits</a></dd><dd class="published"><span class="icon-calendar"></span><time datetime="2016-05-04T10:12:00+02:00" itemprop="datePublished">Publication : 4 mai 2016</time></dd><dd class="hits">Affichages : 1204</dd></dl><div itemprop="articleBody">{TEXT}</div><ul class="pager pagenav"><li class="previous"><a href="/p" rel="prev">Préc</a></li></ul></div>"""
        + FOOT,
        authors=("Jeanne Roue",),
        date="2016-05-04T10:12:00+02:00",
    ),
    "ghost": Case(
        MENU
        + f"""<main class="site-main"><article class="article post tag-auto"><header class="article-header gh-canvas"><a class="article-tag" href="/tag/auto/">Auto</a><h1 class="article-title">{TITLE}</h1><p class="article-excerpt">Marcel, son lac et ses palmes : récit d'une traversée.</p><div class="article-byline"><section class="article-byline-content"><div class="article-byline-meta"><h4 class="author-name"><a href="/author/jeanne/">Jeanne Roue</a></h4><div class="byline-meta-content"><time class="byline-meta-date" datetime="2022-06-01">1 juin 2022</time><span class="byline-reading-time"><span class="bull">&bull;</span> 3 min read</span></div></div></section></div></header><section class="gh-content gh-canvas">{TEXT}<div class="kg-card kg-button-card"><a href="/s" class="kg-btn">S'abonner</a></div></section></article></main><section class="read-more-wrap"><div class="read-more">{OTHERS}</div></section>"""
        + FOOT,
        head='<meta property="article:published_time" content="2022-06-01T08:00:00.000Z"><meta name="twitter:data1" content="Jeanne Roue">',
        authors=("Jeanne Roue",),
        date="2022-06-01T08:00:00+00:00",
        lead="Marcel, son lac et ses palmes : récit d'une traversée.",
    ),
    "squarespace": Case(
        f"""<div id="siteWrapper"><header id="header"><h1 id="site-title"><a href="/">Le Site</a></h1></header><main><article class="h-entry BlogItem" id="article-5f"><div class="blog-item-top-wrapper"><div class="blog-item-title"><h1 class="entry-title entry-title--large p-name" itemprop="headline">{TITLE}</h1></div><div class="blog-meta-primary"><span class="blog-item-category-wrapper"><a class="blog-item-category" href="/c">Exploits</a></span></div><div class="blog-meta-secondary"><time class="dt-published blog-meta-item blog-meta-item--date" datetime="2021-02-03" pubdate>3 févr.</time><span class="blog-item-author-wrapper"><span>Écrit par </span><a class="blog-author-name" href="/?author=1">Jeanne Roue</a></span></div></div><div class="blog-item-content e-content"><div class="sqs-layout"><div class="sqs-block html-block"><div class="sqs-block-content"><p>{ONE}</p><p>{TWO}</p></div></div><div class="sqs-block image-block"><figure><img src=a.jpg><figcaption class="image-caption-wrapper"><div class="image-caption"><p>Le lac, après</p></div></figcaption></figure></div><div class="sqs-block html-block"><div class="sqs-block-content"><p>{THREE}</p></div></div></div></div><section class="blog-item-comments"></section></article></main></div>""",
        head='<meta property="og:title" content="'
        + TITLE
        + ' — Le Site"><script type="application/ld+json">{"url":"https://site.example","name":"Le Site","@context":"http://schema.org","@type":"WebSite"}</script>',
        authors=("Jeanne Roue",),
        date="2021-02-03",
    ),
    "typepad": Case(
        f"""<div id="container"><div id="banner"><h1 id="banner-header"><a href="https://site.example/" accesskey="1">Le Site</a></h1></div><div id="pagebody"><div id="alpha"><p class="content-nav"><a href="/a">&laquo; Avant</a> | <a href="/">Accueil</a></p><div class="entry-author-jeanne entry-type-post entry" id="entry-6a"><h2 class="date-header">14 mars 2009</h2><div class="entry-inner"><h3 class="entry-header">{TITLE}</h3><div class="entry-content"><div class="entry-body">{TEXT}</div></div><div class="entry-footer"><p class="entry-footer-info"><span class="post-footers">Rédigé par Jeanne Roue le 14 mars 2009 à 10:22 dans <a href="/c">Exploits</a></span> <span class="separator">|</span> <a class="permalink" href="#">Lien permanent</a></p></div></div></div><a id="comments"></a><div class="comments"><h3 class="comments-header">Commentaires</h3></div></div></div></div>""",
        authors=("Jeanne Roue",),
        date="2009-03-14T10:22:00+01:00",
    ),
    "over-blog": Case(
        MENU
        + f"""<div class="post"><div class="ob-post"><div class="article-head"><h1 class="post-title"><a href="https://site.example/auto/une-deux-chevaux-123">{TITLE}</a></h1><div class="before-article"><span class="date">Publié le 9 Mai 2014</span>, <span class="author">par Jeanne</span></div></div><div class="article-body contenuArticle"><div class="ob-sections"><div class="ob-section ob-section-html"><p>{ONE}</p></div><div class="ob-section ob-section-images ob-default"><a href="#" class="ob-link-img"><img src="a.jpg" alt="x"></a><span class="ob-legend">Le lac</span></div><div class="ob-section ob-section-html"><p>{TWO}</p><p>{THREE}</p></div></div></div><div class="share"><a href="#">Partager cet article</a></div><div class="article-footer"><div class="ob-repost"><p>Repost <span>0</span></p></div><a href="#">S'inscrire à la newsletter</a></div></div></div><div class="related"><h2>Vous aimerez aussi :</h2>{OTHERS}</div>""",
        authors=("Jeanne",),
        date="2014-05-09",
    ),
    "press-with-agency": Case(
        MENU
        + f"""<main><article class="article"><div class="kicker">Insolite</div><h1 class="title">{TITLE}</h1><p class="article__lead">{LEAD}</p><div class="signature">Par <a href="/journaliste/jeanne-roue">Jeanne Roue</a> et <a href="/j/p">Paul Cric</a> (avec AFP)</div><div class="date">Publié le <time datetime="2020-03-04T08:00:00+0100">04/03/2020 à 08:00</time>, mis à jour le <time datetime="2020-03-04T10:00:00+0100">04/03/2020 à 10:00</time></div><div class="content"><p>{ONE}</p><div class="inline-related"><span>Lire aussi</span><a href="/x">Le pédalo passe au diesel dès lundi</a></div><p>{TWO}</p><p>{THREE}</p><div class="newsletter-block"><p>Recevez chaque matin la lettre du Site, avec le meilleur de l'actualité et un dessin.</p></div></div></article><aside>{OTHERS}</aside></main>"""
        + FOOT,
        authors=("Jeanne Roue", "Paul Cric"),
        date="2020-03-04T08:00:00+01:00",
        lead=LEAD,
    ),
    "old-table": Case(
        f"""<table width=780><tr><td colspan=2><img src=logo.gif></td></tr><tr><td width=150><a href=/a>Accueil</a><br><a href=/b>Archives</a></td><td><font size=5><b>{TITLE}</b></font><br><i>Par Jeanne Roue</i> - 12/05/2003<br><br>{ONE}<br><br>{TWO}<br><br>{THREE}<br><br><a href=/a>Retour à l'accueil</a></td></tr></table>""",
        authors=("Jeanne Roue",),
        date="2003-05-12",
    ),
    "aspnet": Case(
        f"""<form id="aspnetForm" method="post"><div id="menu"><a href=/a>Accueil</a></div><div id="ctl00_main"><h1>{TITLE}</h1><div class="chapeau">{LEAD}</div><span class="date">lundi 4 mai 2015</span><div id="ctl00_texte">{TEXT}</div></div></form>""",
        date="2015-05-04",
        lead=LEAD,
    ),
    "hashed-class-names": Case(
        MENU
        + f"""<div id="__next"><main class="css-1x2y"><div class="css-abc"><h1 class="css-h1x">{TITLE}</h1><h2 class="css-h2x">{LEAD}</h2><div class="css-meta"><span class="css-a">Jeanne Roue</span><span class="css-b">Publié le 5 mai 2023 à 12:30</span></div><div class="css-body"><p class="css-p">{ONE}</p><p class="css-p">{TWO}</p><div class="css-teaser"><a href="/x"><div><span>À lire</span><p>Le pédalo passe au diesel</p></div></a></div><p class="css-p">{THREE}</p></div></div><div class="css-list"><h2>À la une</h2>{OTHERS}</div></main></div>""",
        head='<script type="application/ld+json">{"@type":"NewsArticle","headline":"'
        + TITLE
        + '","datePublished":"2023-05-05T10:30:00Z","author":[{"@type":"Person","name":"Jeanne Roue"}],"publisher":{"@type":"Organization","name":"Le Site"}}</script>',
        authors=("Jeanne Roue",),
        date="2023-05-05T10:30:00+00:00",
        lead=LEAD,
    ),
    "english-press": Case(
        """<div id="page"><header role="banner"><a href="/">The Site</a></header><main><article><header><h1 data-test="headline">A Duck Car Swims Across the Lake</h1><p class="dek">He only wanted to wash it. He ended up on the other side.</p><div class="byline">By <a rel="author" href="/by/jane">Jane Wheel</a>, Automotive Correspondent</div><div class="timestamp">Published Mon 4 May 2020 09.15 BST</div></header><div class="article-body-viewer"><p>On Saturday morning, in front of eleven people and two ducks, Marcel pushed his car into the lake, and it went on.</p><p>“I only wanted to wash it,” he said. The fins are the pedals of an exercise bike, and the horn scares the carp.</p><figure><img src=a><figcaption>The car, before. Photograph: Jane Wheel/The Site</figcaption></figure><p>Next stop: the Channel, if the tide allows and the prefect looks the other way, which happens on Sundays.</p></div><div class="submeta"><ul><li><a href="/topic/cars">Cars</a></li></ul></div></article></main></div>""",
        title="A Duck Car Swims Across the Lake",
        window="A Duck Car Swims Across the Lake | Cars | The Site",
        authors=("Jane Wheel",),
        date="2020-05-04",
        lead="He only wanted to wash it. He ended up on the other side.",
        body=(
            "On Saturday morning, in front of eleven people and two ducks, Marcel pushed his car into the lake, and it went on.",
            "“I only wanted to wash it,” he said. The fins are the pedals of an exercise bike, and the horn scares the carp.",
            "Next stop: the Channel, if the tide allows and the prefect looks the other way, which happens on Sundays.",
        ),
    ),
    "german-press": Case(
        """<header><a href="/">Das Blatt</a></header><main><article class="article"><header class="article-header"><span class="article__kicker">Kurioses</span> <h1 class="article-heading"><span class="article-heading__kicker">Kurioses:</span> <span class="article-heading__title">Ente schwimmt über den See</span></h1><div class="summary">Er wollte sie nur waschen. Am Ende stand er am anderen Ufer.</div><div class="byline">Von <a href="/autor/hanna-rad" itemprop="author">Hanna Rad</a>, Konstanz</div><time datetime="2019-07-08T06:00:00+02:00">8. Juli 2019, 6:00 Uhr</time> <span>Quelle: dpa</span></header><div class="article-body"><p class="paragraph article__item">Am Samstagmorgen schob Marcel vor elf Menschen und zwei Enten seinen Wagen in den See, und dann fuhr er los.</p><p class="paragraph article__item">„Ich wollte ihn nur waschen“, sagt er. Die Flossen sind Pedale eines Heimtrainers, die Hupe vertreibt die Karpfen.</p><div class="ad-container"><p>Anzeige</p></div><h2 class="article__subheading">Mehr zum Thema</h2><ul class="linklist"><li><a href="/1">Tretboot fährt mit Diesel</a></li></ul><p class="paragraph article__item">Nächstes Ziel ist der Ärmelkanal, wenn die Flut es will und der Präfekt gerade nicht hinschaut, also sonntags.</p></div></article></main>""",
        title="Ente schwimmt über den See",
        window="Ente schwimmt über den See - Das Blatt",
        authors=("Hanna Rad",),
        date="2019-07-08T06:00:00+02:00",
        lead="Er wollte sie nur waschen. Am Ende stand er am anderen Ufer.",
        body=(
            "Am Samstagmorgen schob Marcel vor elf Menschen und zwei Enten seinen Wagen in den See, und dann fuhr er los.",
            "„Ich wollte ihn nur waschen“, sagt er. Die Flossen sind Pedale eines Heimtrainers, die Hupe vertreibt die Karpfen.",
            "Nächstes Ziel ist der Ärmelkanal, wenn die Flut es will und der Präfekt gerade nicht hinschaut, also sonntags.",
        ),
    ),
    "no-h1-div-title": Case(
        MENU
        + f"""<div class="col"><div class="titre">{TITLE}</div><div class="infos">le 3 avril 2011 par Jeanne</div><div class="texte"><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div></div>""",
        authors=("Jeanne",),
        date="2011-04-03",
    ),
    "recipe-wprm": Case(
        f'''<div class="site-container"><header class="site-header"><p class="site-title"><a href="/">Le Site</a></p></header><div class="site-inner"><div class="content-sidebar-wrap"><main class="content"><article class="post-9 post type-post hentry" aria-label="{TITLE}"><header class="entry-header"><h1 class="entry-title">{TITLE}</h1><p class="entry-meta"><time class="entry-time">juin 3, 2021</time> by <span class="entry-author"><a href="/author/j" class="entry-author-link" rel="author"><span class="entry-author-name">Jeanne</span></a></span> <span class="entry-comments-link"><a href="#respond">Laisser un commentaire</a></span></p></header><div class="entry-content"><p>{ONE}</p><p>{TWO}</p><div id="wprm-recipe-container-1" class="wprm-recipe-container"><div class="wprm-recipe wprm-recipe-template-chic"><div class="wprm-recipe-image"><img src=a></div><a href="#" class="wprm-recipe-print wprm-recipe-link">Imprimer la recette</a><h2 class="wprm-recipe-name">Soupe</h2><div class="wprm-recipe-ingredients-container"><h3 class="wprm-recipe-header">Ingrédients</h3><ul class="wprm-recipe-ingredients"><li class="wprm-recipe-ingredient"><span class="wprm-recipe-ingredient-amount">3</span> <span class="wprm-recipe-ingredient-name">poireaux</span></li></ul></div></div></div><p>{THREE}</p></div><footer class="entry-footer"><p class="entry-meta"><span class="entry-categories">Classé sous :<a href="/c" rel="category tag">Soupes</a></span></p></footer></article></main><aside class="sidebar"><section class="widget"><div class="widget-wrap"><h4 class="widget-title">Qui suis-je</h4><p>Je m'appelle Jeanne et je cuisine au bord du lac depuis que la voiture y est, c'est-à-dire longtemps.</p></div></section></aside></div></div></div>''',
        head='<link rel="https://api.w.org/" href="/wp-json/">',
        authors=("Jeanne",),
        date="2021-06-03",
        body=(ONE, TWO, "Soupe", "Ingrédients", "3 poireaux", THREE),
    ),
    "comments-unknown": Case(
        MENU
        + f"""<div id="content"><h1>{TITLE}</h1><p class="meta">Par Jeanne Roue, le 12 mars 2013 à 10h15</p><div class="corps">{TEXT}</div><h2>Réactions</h2><div class="reac"><p class="qui">Gaston le 13 mars 2013</p><p>Je trouve cette voiture très courageuse, et je dis bravo à Marcel, au lac, aux carpes et au préfet.</p></div><div class="reac"><p class="qui">Solange le 14 mars 2013</p><p>Moi j'ai vu la même en Suisse, mais elle avait des rames, et un chapeau pour le soleil, c'était mieux.</p></div></div>""",
        authors=("Jeanne Roue",),
        date="2013-03-12T10:15:00+01:00",
    ),
    "live-like": Case(
        MENU
        + f"""<main><h1>{TITLE}</h1><p class="standfirst">Il voulait la laver : suivez notre direct au bord du lac.</p><span class="author">Jeanne Roue</span><time datetime="2022-01-02T10:00:00+01:00">02/01/2022</time><section class="posts"><article class="live-post"><h3>10h12 Départ</h3><p>{ONE}</p></article><article class="live-post"><h3>10h30 Milieu</h3><p>{TWO}</p></article><article class="live-post"><h3>11h00 Arrivée</h3><p>{THREE}</p></article></section></main>""",
        authors=("Jeanne Roue",),
        date="2022-01-02T10:00:00+01:00",
        lead="Il voulait la laver : suivez notre direct au bord du lac.",
        body=("10h12 Départ", ONE, "10h30 Milieu", TWO, "11h00 Arrivée", THREE),
    ),
    "fields-of-a-press-group": Case(
        MENU
        + f"""<div class="region region-content"><article class="node node-article view-mode-full"><h1 class="node-title">{TITLE}</h1><div class="field field-name-field-chapo field-type-text-long"><div class="field-item"><p>{LEAD}</p></div></div><div class="group-infos field-group-div"><div class="field field-name-post-date"><div class="field-item">Le 24/12/2020 à 07:40</div></div><div class="field field-name-field-auteur"><div class="field-item">Par <a href="/a">Jeanne Roue</a></div></div></div><div class="field field-name-body"><div class="field-item">{TEXT}</div></div><div class="field field-name-field-tags"><a href="/t">lac</a></div></article></div>""",
        head='<meta name="Generator" content="Drupal 7">',
        authors=("Jeanne Roue",),
        date="2020-12-24T07:40:00+01:00",
        lead=LEAD,
    ),
    "medium": Case(
        f"""<div id="root"><article class="meteredContent"><div><section><div><h1 id="8e1a" class="pw-post-title">{TITLE}</h1><div><div class="speechify-ignore"><a rel="noopener follow" data-testid="authorName" href="/@jeanne">Jeanne Roue</a><span>·</span><a href="#">Follow</a></div><div><span data-testid="storyReadTime">3 min read</span><span>·</span><span data-testid="storyPublishDate">Mar 5, 2021</span></div></div><p id="a1" class="pw-post-body-paragraph">{ONE}</p><p id="a2" class="pw-post-body-paragraph">{TWO}</p><figure><img src=a><figcaption>Photo by Someone on Unsplash</figcaption></figure><p id="a3">{THREE}</p></div></section></div></article><footer><p>More from Jeanne Roue</p></footer></div>""",
        head='<meta property="article:published_time" content="2021-03-05T09:00:00.000Z"><meta name="author" content="Jeanne Roue">',
        authors=("Jeanne Roue",),
        date="2021-03-05T09:00:00+00:00",
    ),
    "typo3": Case(
        MENU
        + f"""<div class="news news-single"><div class="article" itemscope itemtype="http://schema.org/Article"><div class="header"><h1 itemprop="headline">{TITLE}</h1></div><div class="footer"><p><span class="news-list-date"><time itemprop="datePublished" datetime="2018-09-10">10.09.2018</time></span></p></div><div class="teaser-text" itemprop="description"><p>{LEAD}</p></div><div class="news-img-wrap"><div class="mediaelement"><img src=a></div><p class="news-img-caption">Le lac</p></div><div class="news-text-wrap" itemprop="articleBody">{TEXT}</div><div class="news-backlink-wrap"><a href="/">Retour</a></div></div></div>""",
        date="2018-09-10",
        lead=LEAD,
    ),
    "br-body": Case(
        MENU
        + f"""<div class="article"><h1>{TITLE}</h1><div class="infos">Par <b>Jeanne Roue</b> | Publié le 3 mai 2012</div><div class="text">{ONE}<br/><br/>{TWO}<br/><br/><b>Un titre au milieu</b><br/>{THREE}<br/><br/>Jeanne Roue</div></div>""",
        authors=("Jeanne Roue",),
        date="2012-05-03",
        body=(ONE, TWO, "Un titre au milieu", THREE),
    ),
    "regional-press": Case(
        MENU
        + f"""<div id="content"><article><header><div class="categ"><a href="/f">Faits divers</a></div><h1><span class="location">Gérardmer.</span> {TITLE}</h1></header><div class="authorDateZone"><span class="author">Par <strong>J.R.</strong></span> - <span class="publish">04 mai 2020 à 10:03</span> | mis à jour le <span class="update">04 mai 2020 à 12:10</span> - <span class="readtime">Temps de lecture : 2 min</span></div><div class="content"><div class="chapo"><p>{LEAD}</p></div><div class="textComponent element1"><p>{ONE}</p></div><div class="ad"></div><div class="textComponent element2"><p>{TWO}</p><p>{THREE}</p></div></div></article></div>""",
        head='<meta property="og:title" content="Gérardmer. ' + TITLE + '">',
        title="Gérardmer. " + TITLE,
        window="Gérardmer. " + TITLE,
        authors=("J.R.",),
        date="2020-05-04T10:03",
        lead=LEAD,
    ),
    "short-article-long-sidebar": Case(
        f"""<div class="header"><a href="/">Le Site</a></div><div class="wrap"><div class="left"><h1>{TITLE}</h1><p>{ONE}</p></div><div class="right"><h3>À propos</h3><p>{TWO} {THREE} {FOUR} {TWO} {THREE} {FOUR}</p><h3>Nos conseils</h3><p>{FOUR} {THREE} {TWO} {FOUR}</p></div></div>""",
        body=(ONE,),
    ),
    "jsonld-author-string": Case(
        f'<h1>{TITLE}</h1><div class="texte">{TEXT}</div>',
        head='<script type="application/ld+json">{"@type":"Article","headline":"'
        + TITLE
        + '","author":"Jeanne Roue, Paul Cric","datePublished":"2019-01-02"}</script>',
        authors=("Jeanne Roue", "Paul Cric"),
        date="2019-01-02",
    ),
    "publisher-author": Case(
        f'<h1>{TITLE}</h1><div class="texte">{TEXT}</div>',
        head='<meta property="og:site_name" content="Le Site"><script type="application/ld+json">[{"@type":"NewsArticle","headline":"'
        + TITLE
        + '","author":{"@type":"Person","name":"Le Site"},"publisher":{"@type":"Organization","name":"Le Site"},"datePublished":"2019-01-02T05:00:00+01:00"}]</script>',
        date="2019-01-02T05:00:00+01:00",
    ),
    "interview": Case(
        f"""<article><h1>{TITLE}</h1><p class="author">Propos recueillis par Jeanne Roue</p><div class="content"><p><strong>Monsieur Marcel, pourquoi avez-vous poussé votre voiture dans le lac ce samedi matin, devant tout le monde ?</strong></p><p>{TWO}</p><p><strong>Et demain ?</strong></p><p>{THREE}</p></div></article>""",
        authors=("Jeanne Roue",),
        body=(
            "Monsieur Marcel, pourquoi avez-vous poussé votre voiture dans le lac ce samedi matin, devant tout le monde ?",
            TWO,
            "Et demain ?",
            THREE,
        ),
    ),
    "date-in-url": Case(
        f'<h1>{TITLE}</h1><div class="texte">{TEXT}</div>',
        date="2014-05-06",
        url="https://site.example/2014/05/06/une-deux-chevaux/",
    ),
    "two-h1": Case(
        f"""<header><h1 class="logo"><a href="/"><img src=l alt="Le Site"></a></h1></header><div id="main"><h1>{TITLE}</h1><p>{ONE}</p><h1>Un moteur de canard</h1><p>{TWO}</p><h1>La suite</h1><p>{THREE}</p></div>""",
        body=(ONE, "Un moteur de canard", TWO, "La suite", THREE),
    ),
    "seo-title": Case(
        f"""<article><h1>{TITLE}</h1><div class="article-content">{TEXT}</div></article><div class="rel"><h3>Voiture amphibie : le guide complet pour traverser un plan d'eau</h3></div>""",
        head="<meta property='og:title' content=\"Voiture amphibie : le guide complet pour traverser un plan d'eau sans se mouiller\">",
        window="Voiture amphibie : le guide complet pour traverser un plan d'eau sans se mouiller | Le Site",
    ),
    "signature-foot": Case(
        f"""<div class="article"><h1>{TITLE}</h1><div class="date">Mercredi 6 mai 2015</div><div class="text"><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p><p class="signature">Jeanne Roue</p></div></div>""",
        authors=("Jeanne Roue",),
        date="2015-05-06",
    ),
    "video-page": Case(
        MENU
        + f"""<main><h1>{TITLE}</h1><div class="video-player"><video></video><div class="vjs-control-bar"><span>Lecture</span><span>00:00</span></div></div><p class="description">Regardez Marcel et sa deux-chevaux traverser le lac devant onze personnes et deux canards, en musique.</p><span class="date">Publié le 3 mars 2020</span></main>""",
        head='<meta name="description" content="Regardez Marcel et sa deux-chevaux traverser le lac devant onze personnes et deux canards, en musique.">',
        date="2020-03-03",
        body=(
            "Regardez Marcel et sa deux-chevaux traverser le lac devant onze personnes et deux canards, en musique.",
        ),
    ),
    "paged": Case(
        f"""<div class="post"><h2>{TITLE}</h2><div class="entry">{TEXT}<p>Pages : <strong>1</strong> <a href="?p=2">2</a></p></div><p class="info">Publié par Jeanne dans <a href="/c">Exploits</a> | <a href="#c">3 commentaires</a></p></div>""",
        authors=("Jeanne",),
    ),
    "h3-products": Case(
        f"""<article class="post"><h1>{TITLE}</h1><div class="post-content"><p>{ONE}</p><h3><a href="https://shop.example/1">La palme Turbo</a></h3><p>{TWO}</p><h3><a href="/avis/rame">La rame pliante</a></h3><p>{THREE}</p></div></article>""",
        body=(ONE, "La palme Turbo", TWO, "La rame pliante", THREE),
    ),
    "amp": Case(
        f"""<article class="amp-wp-article"><header class="amp-wp-article-header"><h1 class="amp-wp-title">{TITLE}</h1><div class="amp-wp-meta amp-wp-byline"><span class="amp-wp-author author vcard">Jeanne Roue</span></div><div class="amp-wp-meta amp-wp-posted-on"><time datetime="2018-02-01T06:00:00+00:00">il y a 5 ans</time></div></header><div class="amp-wp-article-content">{TEXT}</div><footer class="amp-wp-article-footer"><div class="amp-wp-meta amp-wp-tax-category">Catégories: <a href="/c">Exploits</a></div></footer></article>""",
        authors=("Jeanne Roue",),
        date="2018-02-01T06:00:00+00:00",
    ),
    "teasers-more-than-text": Case(
        f"""<div class="page"><div class="main"><h1>{TITLE}</h1><span>12/03/2018</span><p>{ONE}</p><p>{TWO}</p></div><div class="list"><h2>Toute l'actualité</h2>{OTHERS}{OTHERS}</div></div>""",
        date="2018-03-12",
        body=(ONE, TWO),
    ),
    "byline-glued": Case(
        f"""<div class="article"><h1>{TITLE}</h1><p class="info">Jeanne Roue, publié le 12/03/2018 à 08:30, mis à jour à 09:10</p><div class="corps">{TEXT}</div></div>""",
        authors=("Jeanne Roue",),
        date="2018-03-12T08:30",
    ),
    "by-jdoe-date": Case(
        f"""<div class="article"><h1>{TITLE}</h1><p class="byline">By <b>Jane Wheel</b> on March 12, 2018 at 8:30 am</p><div class="corps">{TEXT}</div></div>""",
        authors=("Jane Wheel",),
        date="2018-03-12T08:30",
    ),
    "center-font": Case(
        f"""<center><font size=6 color=red>{TITLE}</font></center><br><center><i>12 mars 1999</i></center><p align=justify>{ONE}<p align=justify>{TWO}<p align=justify>{THREE}<hr><a href=index.html>Retour</a>""",
        window=TITLE,
        date="1999-03-12",
    ),
    "divs-only": Case(
        f"""<div class=a><div class=b>{TITLE}</div><div class=c>{ONE}</div><div class=c>{TWO}</div><div class=c>{THREE}</div></div>""",
        window=TITLE,
    ),
    "cookie-first": Case(
        f"""<div id="cookie-banner"><p>Nous utilisons des cookies pour améliorer votre expérience, mesurer l'audience et vous proposer des contenus adaptés à vos envies. {FOUR} {FOUR}</p></div><main><article><h1>{TITLE}</h1>{TEXT}</article></main>""",
    ),
    "wrapped-in-aside": Case(
        f"""<aside class="layout"><article><h1>{TITLE}</h1>{TEXT}</article></aside>""",
    ),
    "details-hidden": Case(
        f"""<article><h1>{TITLE}</h1><p>{ONE}</p><div style="display:none"><p>{FOUR}</p></div><p>{TWO}</p><p hidden>{FOUR}</p><p>{THREE}</p></article>""",
    ),
    "hatnote-tags-inline": Case(
        f"""<article><h1>{TITLE}</h1><div class="content"><p>{ONE}</p><p><a class="tag-link" href="/tag/marcel">Marcel</a> a poussé sa <a class="related-link" href="/x">deux-chevaux</a> dans l'eau, et <span class="social">tout le monde</span> a applaudi cette idée.</p><p>{THREE}</p></div></article>""",
        body=(
            ONE,
            "Marcel a poussé sa deux-chevaux dans l'eau, et tout le monde a applaudi cette idée.",
            THREE,
        ),
    ),
    "captions-mix": Case(
        f"""<article><h1>{TITLE}</h1><div class="content"><div class="img-wrap"><img src=a><span>Le lac vu du pont</span></div><p>{ONE}</p><p><img src=b></p><p><em>Photo : Jeanne Roue</em></p><p>{TWO}</p><center><img src=c><br><small>La rame de secours</small></center><p>{THREE}</p></div></article>""",
    ),
    "guest-author": Case(
        f"""<article class="post"><h1 class="entry-title">{TITLE}</h1><div class="entry-meta">Posté le <span class="date">12 mars 2018</span> par <a href="/author/admin" rel="author">admin</a></div><div class="entry-content">{TEXT}<p><em>Par Jeanne Roue</em></p></div></article>""",
        authors=("admin",),
        date="2018-03-12",
    ),
    "og-double-escaped": Case(
        f"""<article><h1>L’« idée » de Marcel &amp; Cie</h1><div class="entry-content">{TEXT}</div></article>""",
        head='<meta property="og:title" content="L&amp;#8217;&amp;laquo; idée &amp;raquo; de Marcel &amp;amp; Cie">',
        title="L’« idée » de Marcel & Cie",
        window="L’« idée » de Marcel &amp; Cie",
    ),
    "paywall-body": Case(
        MENU
        + f"""<main><article class="sc-a"><h1 class="sc-b">{TITLE}</h1><p class="sc-c chapo">{LEAD}</p><div class="sc-d">Par Jeanne Roue</div><div class="sc-e">Publié le 3 mai 2023 à 10:00</div><div class="sc-f post-paywall"><p class="sc-p">{ONE}</p><p class="sc-p">{TWO}</p><h3>Un intertitre</h3><p class="sc-p">{THREE}</p><p class="sc-p">{FOUR}</p></div></article></main>""",
        authors=("Jeanne Roue",),
        date="2023-05-03T10:00",
        lead=LEAD,
        body=(ONE, TWO, "Un intertitre", THREE, FOUR),
    ),
    "promo-body": Case(
        MENU + f"""<div class="content-promo"><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div><h1>{TITLE}</h1>""",
    ),
    "teaser-blocks": Case(
        MENU
        + f"""<main><header><h1 data-qa="headline">{TITLE}</h1><div class="byline">By <a rel="author">Jane Wheel</a></div><span class="display-date" data-testid="display-date">May 3, 2023 at 10:00 a.m. EDT</span></header><div class="article-body"><div class="teaser-content"><p>{ONE}</p></div><div class="teaser-content grid-center"><p>{TWO}</p></div><div class="remainder-content"><p>{THREE}</p><p>{FOUR}</p></div></div></main>""",
        authors=("Jane Wheel",),
        date="2023-05-03T10:00",
        body=(ONE, TWO, THREE, FOUR),
    ),
    "address-author": Case(
        MENU
        + f"""<main><article><div data-part="headline"><h1>{TITLE}</h1></div><div data-part="standfirst"><p>{LEAD}</p></div><aside data-part="meta"><address aria-label="Contributor info"><div>by <a rel="author" href="/p">Jane Wheel</a></div></address><details><summary>Thu 4 May 2023 10.00 BST</summary>Last modified on Thu 4 May 2023 12.00 BST</details></aside><div data-part="body"><div id="maincontent"><div class="article-body-commercial-selector article-body-viewer-selector"><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div></div></div><div class="submeta"><span>Explore more on these topics</span><ul><li><a href="/cars">Cars</a></li></ul></div></article></main>""",
        authors=("Jane Wheel",),
        date="2023-05-04",
        lead=LEAD,
    ),
    "german-magazine": Case(
        MENU
        + f"""<main><article class="a-article"><header class="a-article-header"><div class="a-article-header__topline"></div><h1 class="a-article-header__title">{TITLE}</h1><p class="a-article-header__lead">{LEAD}</p><div class="a-article-meta"><time datetime="2022-03-04T09:10:00" class="a-datetime">04.03.2022, 09:10 Uhr</time><a href="#comments">12 Kommentare</a></div><div class="creator"><ul class="creator__names"><li class="creator__name">Von <a href="/autor" rel="author">Hanna Rad</a></li></ul></div></header><div class="article-content"><p>{ONE}</p><a-ad></a-ad><p>{TWO}</p><p>{THREE} <span class="redakteurskuerzel">(<a href="mailto:x">mho</a>)</span></p></div></article></main>""",
        authors=("Hanna Rad",),
        date="2022-03-04T09:10",
        lead=LEAD,
        body=(ONE, TWO, THREE + " (mho)"),
    ),
    "jekyll": Case(
        f"""<header class="site-header"><a class="site-title" rel="author" href="/">Le Site</a></header><main><article class="post h-entry" itemscope itemtype="http://schema.org/BlogPosting"><header class="post-header"><h1 class="post-title p-name" itemprop="name headline">{TITLE}</h1><p class="post-meta"><time class="dt-published" datetime="2021-06-07T00:00:00+00:00" itemprop="datePublished">Jun 7, 2021</time> • <span itemprop="author" itemscope itemtype="http://schema.org/Person"><span class="p-author h-card" itemprop="name">Jane Wheel</span></span></p></header><div class="post-content e-content" itemprop="articleBody">{TEXT}</div><a class="u-url" href="/x" hidden></a></article></main>""",
        authors=("Jane Wheel",),
        date="2021-06-07",
    ),
    "substack": Case(
        f"""<article class="newsletter-post post"><div class="post-header" role="region"><h1 class="post-title published">{TITLE}</h1><h3 class="subtitle">{LEAD}</h3><div class="byline-wrapper"><div class="pencraft"><a href="/@j" class="pencraft">Jeanne Roue</a></div><div class="pencraft meta">Mar 05, 2023</div></div></div><div class="available-content"><div dir="auto" class="body markup">{TEXT}<div class="subscription-widget-wrap"><p>Merci de lire ! Abonnez-vous gratuitement pour recevoir les prochains billets et soutenir mon travail.</p></div></div></div></article>""",
        head='<script type="application/ld+json">{"@type":"NewsArticle","headline":"'
        + TITLE
        + '","datePublished":"2023-03-05T08:00:00+00:00","author":[{"@type":"Person","name":"Jeanne Roue"}]}</script>',
        authors=("Jeanne Roue",),
        date="2023-03-05T08:00",
        lead=LEAD,
    ),
    "public-broadcaster": Case(
        MENU
        + f"""<main><article class="p-article"><h1 class="c-title">{TITLE}</h1><div class="c-chapo">{LEAD}</div><div class="c-signature"><span class="c-signature__names"><a href="/r">Jeanne Roue</a></span></div><div class="publication-date"><span class="publication-date__published">Publié le <time datetime="2023-11-02T16:43:00+01:00">02/11/2023 16:43</time></span><span class="publication-date__modified">Mis à jour le <time datetime="2023-11-02T18:00:00+01:00">02/11/2023 18:00</time></span></div><div class="c-cover"><figure><img src=a><figcaption class="c-cover__caption">Le lac. (JEANNE ROUE)</figcaption></figure></div><div class="c-body"><p>{ONE}</p><h2>Un intertitre</h2><p>{TWO}</p><div class="c-newsletter">Inscrivez-vous</div><p>{THREE}</p></div><div class="o-social-share"><span>Partager</span></div><div class="p-article__related"><h3>À lire aussi</h3>{OTHERS}</div></article></main>""",
        authors=("Jeanne Roue",),
        date="2023-11-02T16:43",
        lead=LEAD,
        body=(ONE, "Un intertitre", TWO, THREE),
    ),
    "text-blocks": Case(
        MENU
        + f"""<div class="articleContent"><h1>{TITLE}</h1><div class="leadIn"><p>{LEAD}</p></div><div class="authorDate"><span class="created">Freitag, 04.03.2022, 09:10</span></div><div class="textBlock"><p>{ONE}</p></div><div class="adBlock"><span>Anzeige</span></div><div class="textBlock"><h2>Zwischentitel</h2><p>{TWO}</p></div><div class="textBlock"><p>{THREE}</p></div></div>""",
        date="2022-03-04T09:10",
        lead=LEAD,
        body=(ONE, "Zwischentitel", TWO, THREE),
    ),
    "text-in-columns": Case(
        MENU
        + f"""<main id="site-content"><article id="story"><header><h1 data-testid="headline">{TITLE}</h1><p id="article-summary">{LEAD}</p></header><div><p class="css-x">By <span itemprop="name"><a href="/by/j">Jane Wheel</a></span></p><time datetime="2023-05-04T05:00:00-04:00">May 4, 2023</time></div><section name="articleBody"><div class="css-s StoryBodyCompanionColumn"><div><p>{ONE}</p></div><aside aria-label="companion column"></aside></div><div><div class="ad"><p>Advertisement</p><p><a href="#after">SKIP ADVERTISEMENT</a></p></div></div><div class="css-s StoryBodyCompanionColumn"><div><p>{TWO}</p><p>{THREE}</p></div></div></section></article></main>""",
        authors=("Jane Wheel",),
        date="2023-05-04T05:00",
        lead=LEAD,
    ),
    "recipe-hashed": Case(
        MENU
        + f"""<main><div class="MuiGrid"><h1>{TITLE}</h1><div class="sc-1"><span>15 commentaires</span></div><h2>Ingrédients</h2><div class="sc-2"><span>3 poireaux</span></div><div class="sc-2"><span>1 bouchon</span></div><h2>Préparation</h2><ul><li class="sc-3"><h3>Étape 1</h3><p>{ONE}</p></li><li class="sc-3"><h3>Étape 2</h3><p>{TWO}</p></li></ul><h2>Note de l'auteur :</h2><div>« {THREE} »</div></div></main>""",
        body=(
            "Ingrédients",
            "3 poireaux",
            "1 bouchon",
            "Préparation",
            "Étape 1",
            ONE,
            "Étape 2",
            TWO,
            "Note de l'auteur :",
            "« " + THREE + " »",
        ),
    ),
    "hidden-dup-title": Case(
        f"""<article><h1><span class="visible-xs">{TITLE}</span> <span class="hidden-xs">{TITLE}</span></h1><div class="content">{TEXT}</div></article>""",
    ),
    "author-linked-in-text": Case(
        f"""<article class="post"><h1 class="entry-title">{TITLE}</h1><p class="meta">12 mai 2019 | <a href="/c/auto">Auto</a> | Jeanne Roue</p><div class="entry-content">{TEXT}</div></article>""",
        authors=("Jeanne Roue",),
        date="2019-05-12",
    ),
    "author-class-date": Case(
        f"""<article class="post"><h1 class="entry-title">{TITLE}</h1><p class="author">Jeanne Roue, le 12 mai 2019</p><div class="entry-content">{TEXT}</div></article>""",
        authors=("Jeanne Roue",),
        date="2019-05-12",
    ),
    "tribune": Case(
        f"""<article><h1>{TITLE}</h1><p class="chapo">{LEAD}</p><div class="article-body">{TEXT}<p><strong>Jeanne Roue est garagiste et poète.</strong></p></div></article>""",
        head='<script type="application/ld+json">{"@type":"OpinionNewsArticle","headline":"'
        + TITLE
        + '","author":{"@type":"Person","name":"Jeanne Roue"},"datePublished":"2020-01-02T03:04:05Z"}</script>',
        authors=("Jeanne Roue",),
        date="2020-01-02",
        lead=LEAD,
        body=(ONE, TWO, THREE, "Jeanne Roue est garagiste et poète."),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_page_gives_its_article(name: str) -> None:
    case = CASES[name]
    page = (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{case.window}</title>{case.head}'
        f"</head><body>{case.inside}</body></html>"
    )
    article = split(page, case.url)
    assert article.headline == case.title
    assert article.authors == case.authors
    assert (article.date_published or "")[: len(case.date) or None] == case.date
    assert article.description == case.lead
    assert article.body == case.body
    assert [block.text for block in article.blocks if block.part == "unclaimed"] == []
