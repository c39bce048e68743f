"""2020-2022: an html5 theme after WordPress' "twenty" themes, with Yoast's declarations, share buttons, an
author box, and a list of the latest articles that changes under every post.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any, ClassVar

from crawler.demo.model import BlogPost, Shown
from crawler.demo.sheet import Sheet
from crawler.demo.themes.base import Blog, Entry, Listing, Reading, Theme, counted
from crawler.demo.typography import NUMBERED, day, slugify

_STYLE = """<style>
body { font: 17px/1.6 Georgia, serif; color: #1a1a1a; margin: 0; background: #f4f1ec; } a { color: #c0392b; }
.site { max-width: 720px; margin: 0 auto; background: #fff; padding: 0 32px 32px; } h1, h2, h3 { line-height: 1.25; }
.site-header { padding: 24px 0 8px; border-bottom: 4px solid #c0392b; } .site-title { font-size: 28px; margin: 0; }
.site-title a, .entry-title a { color: inherit; text-decoration: none; } .site-description { color: #777; margin: 0; }
.screen-reader-text { position: absolute; clip-path: inset(50%); } .updated { display: none; }
.entry-meta p, .comments-link, .entry-footer, .comment-metadata { font: 13px sans-serif; color: #777; margin: 4px 0; }
.entry-content img { max-width: 100%; height: auto; } figure { margin: 24px 0; } figcaption { font: 13px sans-serif; color: #777; }
.author-box { background: #f4f1ec; padding: 8px 20px; margin: 24px 0; } .post-navigation .nav-links { display: flex; gap: 24px; }
.comment-list, .comment-list .children { list-style: none; padding-left: 24px; } .comment-body { margin: 20px 0; }
.comment-list { padding-left: 0; } .avatar { vertical-align: middle; border-radius: 50%; object-fit: cover; }
.sd-content ul { display: flex; gap: 12px; list-style: none; padding: 0; } td { border: 1px solid #ccc; padding: 4px 10px; }
</style>"""
_ABOUT = {
    "odile": "Odile Cardan écrit sur l’industrie et lit les notices jusqu’à la dernière page.",
    "marcel": "Marcel Vilebrequin a fondé ce blog dans une fosse de vidange.",
    "ines": "Inès Pignon essaie tout, y compris ce qui n’a pas de roues.",
}


class Html5Theme(Theme):
    entities: ClassVar[Mapping[str, str]] = NUMBERED
    declares_changes: ClassVar[bool] = True

    def article(self, reading: Reading) -> Sheet:
        blog, post = reading.blog, reading.post
        link = blog.link(post)
        sheet = Sheet()
        names = f"post-template-default single single-post postid-{post.id} single-format-standard"
        title = f"{self.name(post.title)} - {blog.name}"
        sheet.put(self._head(blog, title, names, self._declarations(reading)))
        classes = [f"category-{slugify(post.section)}", *(f"tag-{slugify(tag)}" for tag in post.tags)]
        sheet.put(
            f'<article id="post-{post.id}" class="post-{post.id} post type-post status-publish '
            f'format-standard hentry {" ".join(classes)}">\n<header class="entry-header">'
        )
        sheet.say("furniture", f'<h1 class="entry-title">{self.name(post.title)}</h1>', "heading", 1)
        sheet.put('<div class="entry-meta">')
        sheet.say("furniture", self._posted(blog, post))
        author = f'<a class="url fn n" href="{blog.author(post.author.login)}">{post.author.name}</a>'
        sheet.say("furniture", f'<p class="byline">par <span class="author vcard">{author}</span></p>')
        sheet.put("</div>")
        counter = self._counter(post)
        sheet.say("furniture", f'<p class="comments-link"><a href="{link}#comments">{counter}</a></p>')
        sheet.put('</header>\n<div class="entry-content">')
        self.passages(sheet, reading)
        self._latest(sheet, reading)
        self._share(sheet, link)
        sheet.put('</div>\n<footer class="entry-footer">')
        section = f'<a href="{blog.section(post.section)}" rel="category tag">{self.name(post.section)}</a>'
        sheet.say("furniture", f'<p class="cat-links">Publié dans {section}</p>')
        if post.tags:
            tags = ", ".join(f'<a href="{blog.tag(tag)}" rel="tag">{self.name(tag)}</a>' for tag in post.tags)
            sheet.say("furniture", f'<p class="tags-links">{self.text("Étiquettes :")} {tags}</p>')
        sheet.put("</footer>")
        sheet.put('<div class="author-box">')
        sheet.say("furniture", f'<h4 class="author-title">{post.author.name}</h4>', "heading", 4)
        sheet.say("furniture", f'<p class="author-bio">{self.text(_ABOUT[post.author.login])}</p>')
        sheet.put("</div>\n</article>")
        sheet.put(self._neighbours(reading))
        sheet.put(self._comments(reading))
        sheet.put(self._foot(blog))
        return sheet

    def _posted(self, blog: Blog, post: BlogPost) -> str:
        times = (
            f'<time class="entry-date published" datetime="{post.published.isoformat()}">'
            f"{day(post.published)}</time>"
        )
        if post.modified != post.published:
            times += (
                f'\n<time class="updated" datetime="{post.modified.isoformat()}">{day(post.modified)}</time>'
            )
        return f'<p class="posted-on">Publié le <a href="{blog.link(post)}" rel="bookmark">{times}</a></p>'

    def _counter(self, post: BlogPost) -> str:
        if post.remarks:
            return counted(post.comment_count, "commentaire")
        return "Aucun commentaire" if post.comments_open else "Commentaires fermés"

    def declared(self, post: BlogPost) -> int | None:
        return post.comment_count if post.remarks or post.comments_open else None

    def _latest(self, sheet: Sheet, reading: Reading) -> None:
        blog = reading.blog
        sheet.put('<div class="derniers-articles">')
        sheet.say("furniture", "<h3>Les derniers articles</h3>", "heading", 3)
        sheet.put("<ul>")
        for post in blog.latest:
            html = f'<li><a href="{blog.link(post)}">{self.name(post.title)}</a></li>'
            sheet.say("furniture", html, "list_item")
        sheet.put("</ul>\n</div>")

    def _share(self, sheet: Sheet, link: str) -> None:
        sheet.put(
            '<div class="sharedaddy sd-sharing-enabled"><div class="robots-nocontent sd-block sd-social">'
        )
        sheet.say("furniture", f'<h3 class="sd-title">{self.text("Partager :")}</h3>', "heading", 3)
        sheet.put('<div class="sd-content"><ul>')
        for place in ("Twitter", "Facebook"):
            sheet.say(
                "furniture",
                f'<li class="share-{place.lower()}"><a rel="nofollow noopener" class="share-{place.lower()} '
                f'sd-button" href="{link}?share={place.lower()}"><span>{place}</span></a></li>',
                "list_item",
            )
        sheet.put("</ul></div></div></div>")

    def _declarations(self, reading: Reading) -> str:
        """Open Graph and the JSON-LD graph that Yoast SEO prints."""
        blog, post = reading.blog, reading.post
        link, person = blog.link(post), f"{blog.url}#/schema/person/{post.author.login}"
        graph: list[dict[str, Any]] = [
            {
                "@type": "Article",
                "@id": f"{link}#article",
                "isPartOf": {"@id": link},
                "author": {"name": post.author.name, "@id": person},
                "headline": post.title,
                "datePublished": post.published.isoformat(),
                "dateModified": post.modified.isoformat(),
                "mainEntityOfPage": {"@id": link},
                **({"commentCount": post.comment_count} if post.comments_open else {}),
                "publisher": {"@id": f"{blog.url}#organization"},
                "keywords": list(post.tags),
                "articleSection": [post.section],
                "inLanguage": "fr-FR",
            },
            {"@type": "WebPage", "@id": link, "url": link, "name": f"{post.title} - {blog.name}"},
            {"@type": "Organization", "@id": f"{blog.url}#organization", "name": blog.name, "url": blog.url},
            {"@type": "Person", "@id": person, "name": post.author.name},
        ]
        data = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
        title = escape(post.title)
        return f"""<meta name='robots' content='index, follow, max-image-preview:large' />
<link rel="canonical" href="{reading.address}" />
<meta property="og:locale" content="fr_FR" />
<meta property="og:type" content="article" />
<meta property="og:title" content="{title} - {blog.name}" />
<meta property="og:url" content="{link}" />
<meta property="og:site_name" content="{blog.name}" />
<meta property="article:published_time" content="{post.published.isoformat()}" />
<meta property="article:modified_time" content="{post.modified.isoformat()}" />
<meta name="author" content="{post.author.name}" />
<script type="application/ld+json" class="yoast-schema-graph">{data}</script>
<link rel="alternate" title="JSON" type="application/json" href="{blog.at(f"wp-json/wp/v2/posts/{post.id}")}" />
<link rel='shortlink' href='{blog.url}?p={post.id}' />"""

    # --- the thread

    def remark(self, reading: Reading, shown: Shown, number: int) -> str:
        remark = shown.remark
        if remark.ping:
            return f"""<li id="comment-{remark.id}" class="{self.comment_class(reading, shown, number)}">
<div class="comment-body">
{self.text("Ping :")} <a href="{remark.url}" class="url" rel="ugc external nofollow">{escape(remark.author)}</a>
</div>
</li><!-- #comment-## -->"""
        name = escape(remark.author)
        if remark.url:
            name = f'<a href="{remark.url}" class="url" rel="ugc external nofollow">{name}</a>'
        reply = ""
        if self.replies_allowed(reading, shown):
            reply = f'<div class="reply">{self.reply_link(reading, remark)}</div>'
        children = ""
        if shown.replies:
            children = f'<ol class="children">\n{self.remarks(reading, shown.replies, number + 1)}\n</ol>'
        return f"""<li id="comment-{remark.id}" class="{self.comment_class(reading, shown, number)}">
<article id="div-comment-{remark.id}" class="comment-body">
<footer class="comment-meta">
<div class="comment-author vcard">
<img alt='' src='{reading.blog.at("avatar.png")}' class='avatar avatar-32 photo' height='32' width='32' loading='lazy' />
<b class="fn">{name}</b> <span class="says">dit&nbsp;:</span></div>
<div class="comment-metadata"><a href="{reading.permalink(remark)}"><time datetime="{remark.at.isoformat()}">{day(remark.at)} à {remark.at:%H:%M}</time></a></div>
</footer>
<div class="comment-content">
{self.remark_text(reading, remark)}
</div>
{reply}
</article>
{children}
</li><!-- #comment-## -->"""

    def _comments(self, reading: Reading) -> str:
        post = reading.post
        if not post.remarks:
            return f'<div id="comments" class="comments-area">\n{self._form(reading)}\n</div>'
        quoted = f"«&nbsp;<span>{self.name(post.title)}</span>&nbsp;»"
        count = post.comment_count
        heading = "Une réflexion" if count == 1 else f"{count} réflexions"
        return f"""<div id="comments" class="comments-area">
<h2 class="comments-title">{heading} au sujet de {quoted}</h2>
<ol class="comment-list">
{self.remarks(reading, reading.shown)}
</ol>
{self._pager(reading)}
{self._form(reading)}
</div>"""

    def _pager(self, reading: Reading) -> str:
        if reading.page_count == 1:
            return ""
        pages = " ".join(
            f'<span aria-current="page" class="page-numbers current">{number}</span>'
            if number == reading.number
            else f'<a class="page-numbers" href="{reading.comment_page(number)}">{number}</a>'
            for number in range(1, reading.page_count + 1)
        )
        return f"""<nav class="navigation comments-pagination" aria-label="Commentaires">
<h2 class="screen-reader-text">Navigation dans les commentaires</h2>
<div class="nav-links">{pages}</div></nav>"""

    def _form(self, reading: Reading) -> str:
        if not reading.post.comments_open:
            return '<p class="no-comments">Les commentaires sont fermés.</p>'
        return f"""<div id="respond" class="comment-respond">
<h3 id="reply-title" class="comment-reply-title">Laisser un commentaire
<small><a rel="nofollow" id="cancel-comment-reply-link" href="#respond" style="display:none;">Annuler la réponse</a></small></h3>
<form action="{reading.blog.at("wp-comments-post.php")}" method="post" id="commentform" class="comment-form">
<p class="comment-notes"><span id="email-notes">Votre adresse e-mail ne sera pas publiée.</span>
<span class="required-field-message">Les champs obligatoires sont indiqués avec <span class="required">*</span></span></p>
<p class="comment-form-comment"><label for="comment">Commentaire <span class="required">*</span></label>
<textarea id="comment" name="comment" cols="45" rows="8" required></textarea></p>
<p class="form-submit"><input name="submit" type="submit" id="submit" class="submit" value="Laisser un commentaire" /></p>
</form>
</div>"""

    def _neighbours(self, reading: Reading) -> str:
        links = "".join(
            f'<div class="nav-{side}"><a href="{reading.blog.link(post)}" rel="{rel}">{self.name(post.title)}</a></div>'
            for side, rel, post in (("previous", "prev", reading.older), ("next", "next", reading.newer))
            if post
        )
        return f"""<nav class="navigation post-navigation" aria-label="Publications">
<h2 class="screen-reader-text">Navigation de l&#8217;article</h2>
<div class="nav-links">{links}</div></nav>"""

    # --- listings and the frame of all pages

    def listing(self, listing: Listing) -> str:
        entries = "\n".join(
            '<article class="post type-post hentry"><header class="entry-header"><h2 class="entry-title">'
            f'<a href="{entry.url}" rel="bookmark">{self.name(entry.title)}</a></h2></header>'
            f"{self._announced(entry)}</article>"
            for entry in listing.entries
        )
        links = "".join(
            f'<a class="{side} page-numbers" href="{url}">{label}</a>'
            for side, url, label in (
                ("prev", listing.newer, "Précédents"),
                ("next", listing.older, "Suivants"),
            )
            if url
        )
        head = self._head(
            listing.blog, f"{self.name(listing.title)} - {listing.blog.name}", listing.body_class
        )
        return f"""{head}
<h1 class="page-title">{self.name(listing.title)}</h1>
{entries}
<nav class="navigation pagination" aria-label="Publications"><div class="nav-links">{links}</div></nav>
{self._foot(listing.blog)}"""

    def _announced(self, entry: Entry) -> str:
        if entry.post is None:
            return ""
        at = entry.post.published
        return f"""<div class="entry-meta"><p><time class="entry-date published" datetime="{at.isoformat()}">{day(at)}</time></p></div>
<div class="entry-summary"><p>{self.excerpt(entry.post)}</p></div>"""

    def page(self, blog: Blog, url: str, title: str, content: str) -> str:
        head = self._head(
            blog,
            f"{self.name(title)} - {blog.name}",
            "page-template-default page page-id-2",
            f'<link rel="canonical" href="{url}" />',
        )
        return f"""{head}
<article id="post-2" class="post-2 page type-page hentry"><h1 class="entry-title">{self.name(title)}</h1>
<div class="entry-content">{self.text(content)}</div></article>
{self._foot(blog)}"""

    def _head(self, blog: Blog, title: str, body_class: str, extra: str = "") -> str:
        return f"""<!DOCTYPE html>
<html lang="fr-FR">
<head>
<meta charset="UTF-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>{title}</title>
{extra}
<link rel="alternate" type="application/rss+xml" title="{blog.name} &raquo; Flux" href="{blog.at("feed/")}" />
<link rel="alternate" type="application/rss+xml" title="{blog.name} &raquo; Flux des commentaires" href="{blog.at("comments/feed/")}" />
<link rel="https://api.w.org/" href="{blog.at("wp-json/")}" />
<meta name="generator" content="WordPress 5.8" />
{_STYLE}
</head>
<body class="{body_class}">
<div id="page" class="site">
<a class="skip-link screen-reader-text" href="#content">Aller au contenu</a>
<header id="masthead" class="site-header"><p class="site-title"><a href="{blog.url}" rel="home">{blog.name}</a></p>
<p class="site-description">{self.name(blog.tagline)}</p></header>
<main id="main" class="site-main">"""

    def _foot(self, blog: Blog) -> str:
        remarks = [(post, remark) for post in blog.latest for remark in post.remarks if not remark.ping]
        recent = "\n".join(
            f'<li class="recentcomments"><span class="comment-author-link">{escape(remark.author)}</span> sur '
            f'<a href="{blog.link(post)}#comment-{remark.id}">{self.name(post.title)}</a></li>'
            for post, remark in remarks[:3]
        )
        return f"""</main>
<aside id="secondary" class="widget-area">
<section class="widget widget_recent_comments"><h2 class="widget-title">Commentaires récents</h2><ul id="recentcomments">
{recent}
</ul></section>
<section class="widget"><h2 class="widget-title"><a href="{blog.at("agenda/")}">Agenda</a></h2></section>
</aside>
<footer id="colophon" class="site-footer"><p>Fièrement propulsé par WordPress</p></footer>
</div>
</body>
</html>"""
