"""2018-2019: an xhtml theme after WordPress' Kubrick, with core's first comment markup; dates are text."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import ClassVar

from crawler.demo.model import BlogPost, Shown
from crawler.demo.sheet import Sheet
from crawler.demo.themes.base import Blog, Entry, Listing, Reading, Theme, clock, counted
from crawler.demo.typography import NAMED, WEEKDAYS, day, slugify

_STYLE = """<style type="text/css">
body { background: #d5d6d7; font: 13px/1.5 "Lucida Grande", Verdana, sans-serif; color: #333; }
a { color: #06c; text-decoration: none; } h2, h3 { font-family: "Trebuchet MS", sans-serif; line-height: 1.2; }
#page { background: #fff; width: 760px; margin: 20px auto; border: 1px solid #959596; }
#header { background: #73a0c5; padding: 24px 40px; color: #fff; } #header a { color: #fff; } hr { display: none; }
#content { float: left; width: 450px; padding: 10px 20px 20px 45px; } #content img { max-width: 100%; height: auto; }
#sidebar { margin-left: 545px; padding: 20px 20px 20px 0; } #sidebar ul { list-style: none; padding: 0; }
#sidebar h2 { font-size: 15px; } #sidebar li { margin: 4px 0; } #footer { clear: both; padding: 10px; text-align: center; }
.alt { background: #f8f8f8; border: 1px solid #ddd; padding: 8px 12px; } .navigation { overflow: hidden; }
.alignleft { float: left; width: 48%; } .alignright { float: right; width: 48%; text-align: right; }
.commentlist, .children { list-style: none; padding-left: 16px; } .commentlist > li { padding: 4px 10px; }
.commentlist .thread-even { background: #f8f8f8; } .says, .commentmetadata { color: #777; }
.wp-caption { background: #f3f3f3; padding: 5px; text-align: center; max-width: 100%; box-sizing: border-box; }
</style>"""


class ClassicTheme(Theme):
    entities: ClassVar[Mapping[str, str]] = NAMED
    shows_seconds: ClassVar[bool] = False

    def article(self, reading: Reading) -> Sheet:
        blog, post = reading.blog, reading.post
        title, link = self.name(post.title), blog.link(post)
        sheet = Sheet()
        extra = (
            f'<link rel="alternate" type="application/rss+xml" title="{escape(blog.name)} &raquo; '
            f'{escape(post.title)} Flux des commentaires" href="{link}feed/" />\n'
            f"<link rel='shortlink' href='{blog.url}?p={post.id}' />"
        )
        names = f"post-template-default single single-post postid-{post.id} single-format-standard"
        sheet.put(self._head(blog, f"{title} | {blog.name}", reading.address, names, extra))
        sheet.put(self._neighbours(reading))
        classes = [f"category-{slugify(post.section)}", *(f"tag-{slugify(tag)}" for tag in post.tags)]
        sheet.put(
            f'<div class="post-{post.id} post type-post status-publish format-standard hentry '
            f'{" ".join(classes)}" id="post-{post.id}">'
        )
        sheet.say("furniture", f"<h2>{title}</h2>", "heading", 2)
        sheet.say(
            "furniture",
            f'<p class="post-info">Publié le {day(post.published)} à {clock(post.published)} par '
            f'<a href="{blog.author(post.author.login)}" title="Articles par {post.author.name}" '
            f'rel="author">{post.author.name}</a></p>',
        )
        sheet.put('<div class="entry">')
        self.passages(sheet, reading)
        self._filed(sheet, reading)
        sheet.put("</div>\n</div>")
        sheet.put(self._comments(reading))
        sheet.put(self._foot(blog))
        return sheet

    def _filed(self, sheet: Sheet, reading: Reading) -> None:
        """Kubrick's paragraph below a post: tags, date, section, feed."""
        blog, post = reading.blog, reading.post
        if post.tags:
            tags = ", ".join(f'<a href="{blog.tag(tag)}" rel="tag">{self.name(tag)}</a>' for tag in post.tags)
            sheet.say("furniture", f"<p>{self.text('Mots-clés :')} {tags}</p>")
        weekday = WEEKDAYS[post.published.weekday()]
        sheet.say(
            "furniture",
            f'<p class="postmetadata alt"><small>Cet article a été publié le {weekday} {day(post.published)} '
            f"à {post.published:%H:%M} et est classé dans "
            f'<a href="{blog.section(post.section)}" rel="category tag">{self.name(post.section)}</a>. '
            "Vous pouvez en suivre les commentaires par le biais du flux "
            f'<a href="{blog.link(post)}feed/">RSS 2.0</a>. Vous pouvez '
            '<a href="#respond">laisser un commentaire</a>, ou faire un '
            f'<a href="{blog.link(post)}trackback/" rel="trackback">rétrolien</a> depuis votre site.'
            "</small></p>",
        )

    def declared(self, post: BlogPost) -> int | None:
        return post.comment_count if post.remarks else None

    def remark(self, reading: Reading, shown: Shown, number: int) -> str:
        remark = shown.remark
        name = escape(remark.author)
        if remark.url:
            name = f"<a href='{remark.url}' rel='external nofollow' class='url'>{name}</a>"
        reply = ""
        if self.replies_allowed(reading, shown):
            reply = f'<div class="reply">{self.reply_link(reading, remark, old=True)}</div>'
        children = ""
        if shown.replies:
            children = f'<ul class="children">\n{self.remarks(reading, shown.replies, number + 1)}\n</ul>'
        return f"""<li class="{self.comment_class(reading, shown, number)}" id="comment-{remark.id}">
<div id="div-comment-{remark.id}" class="comment-body">
<div class="comment-author vcard">
<img alt='' src='{reading.blog.at("avatar.png")}' class='avatar avatar-32 photo' height='32' width='32' />
<cite class="fn">{name}</cite> <span class="says">dit&nbsp;:</span></div>
<div class="comment-meta commentmetadata"><a href="{reading.permalink(remark)}">
{day(remark.at)} à {clock(remark.at)}</a></div>
{self.remark_text(reading, remark)}
{reply}
</div>
{children}
</li><!-- #comment-## -->"""

    def _comments(self, reading: Reading) -> str:
        post = reading.post
        if not post.remarks:
            return self._form(reading)
        pager = self._pager(reading)
        count = counted(post.comment_count, "réponse")
        return f"""<h3 id="comments">{count} à &laquo;&nbsp;{self.name(post.title)}&nbsp;&raquo;</h3>
{pager}
<ol class="commentlist">
{self.remarks(reading, reading.shown)}
</ol>
{pager}
{self._form(reading)}"""

    def _pager(self, reading: Reading) -> str:
        if reading.page_count == 1:
            return ""
        older = newer = ""
        if reading.number > 1:
            link = reading.comment_page(reading.number - 1)
            older = f'<a href="{link}">&laquo; Commentaires plus anciens</a>'
        if reading.number < reading.page_count:
            link = reading.comment_page(reading.number + 1)
            newer = f'<a href="{link}">Commentaires plus récents &raquo;</a>'
        return (
            f'<div class="navigation"><div class="alignleft">{older}</div>'
            f'<div class="alignright">{newer}</div></div>'
        )

    def _form(self, reading: Reading) -> str:
        if not reading.post.comments_open:
            return '<p class="nocomments">Les commentaires sont fermés.</p>'
        return f"""<div id="respond">
<h3>Laisser un commentaire</h3>
<div class="cancel-comment-reply"><small><a rel="nofollow" id="cancel-comment-reply-link" href="#respond"
style="display:none;">Cliquez ici pour annuler la réponse.</a></small></div>
<form action="{reading.blog.at("wp-comments-post.php")}" method="post" id="commentform">
<p><input type="text" name="author" id="author" /> <label for="author"><small>Nom (obligatoire)</small></label></p>
<p><input type="text" name="email" id="email" />
<label for="email"><small>Adresse de contact (ne sera pas publiée) (obligatoire)</small></label></p>
<p><textarea name="comment" id="comment" cols="58" rows="10"></textarea></p>
<p><input name="submit" type="submit" id="submit" value="Envoyer" /></p>
</form>
</div>"""

    def _neighbours(self, reading: Reading) -> str:
        older = newer = ""
        if reading.older:
            older = f'&laquo; <a href="{reading.blog.link(reading.older)}" rel="prev">{self.name(reading.older.title)}</a>'
        if reading.newer:
            newer = f'<a href="{reading.blog.link(reading.newer)}" rel="next">{self.name(reading.newer.title)}</a> &raquo;'
        return (
            f'<div class="navigation"><div class="alignleft">{older}</div>'
            f'<div class="alignright">{newer}</div></div>'
        )

    def listing(self, listing: Listing) -> str:
        entries = "\n".join(
            f'<div class="post hentry"><h2><a href="{entry.url}" rel="bookmark">{self.name(entry.title)}</a></h2>'
            f"{self._announced(entry)}</div>"
            for entry in listing.entries
        )
        older = f'<a href="{listing.older}">&laquo; Articles plus anciens</a>' if listing.older else ""
        newer = f'<a href="{listing.newer}">Articles plus récents &raquo;</a>' if listing.newer else ""
        return f"""{self._head(listing.blog, f"{self.name(listing.title)} | {listing.blog.name}", listing.url, listing.body_class)}
{entries}
<div class="navigation"><div class="alignleft">{older}</div><div class="alignright">{newer}</div></div>
{self._foot(listing.blog)}"""

    def _announced(self, entry: Entry) -> str:
        if entry.post is None:
            return ""
        return f"""<small>{day(entry.post.published)}</small>
<div class="entry"><p>{self.excerpt(entry.post)}</p></div>"""

    def page(self, blog: Blog, url: str, title: str, content: str) -> str:
        return f"""{self._head(blog, f"{self.name(title)} | {blog.name}", url, "page-template-default page")}
<div class="post page" id="post-2"><h2>{self.name(title)}</h2><div class="entry">{self.text(content)}</div></div>
{self._foot(blog)}"""

    def _head(self, blog: Blog, title: str, address: str, body_class: str, extra: str = "") -> str:
        return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" lang="fr-FR">
<head profile="http://gmpg.org/xfn/11">
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
<title>{title}</title>
<link rel="alternate" type="application/rss+xml" title="{blog.name} &raquo; Flux" href="{blog.at("feed/")}" />
<link rel="alternate" type="application/rss+xml" title="{blog.name} &raquo; Flux des commentaires" href="{blog.at("comments/feed/")}" />
<link rel="https://api.w.org/" href="{blog.at("wp-json/")}" />
<meta name="generator" content="WordPress 5.1" />
<link rel="canonical" href="{address}" />
{extra}
{_STYLE}
</head>
<body class="{body_class}">
<div id="page">
<div id="header"><div id="headerimg"><h1><a href="{blog.url}">{blog.name}</a></h1>
<div class="description">{self.name(blog.tagline)}</div></div></div>
<hr />
<div id="content" class="narrowcolumn">"""

    def _foot(self, blog: Blog) -> str:
        latest = "\n".join(
            f'<li><a href="{blog.link(post)}">{self.name(post.title)}</a></li>' for post in blog.latest
        )
        return f"""</div>
<hr />
<div id="sidebar"><ul>
<li><form method="get" action="{blog.url}"><input type="text" name="s" /> <input type="submit" value="Rechercher" /></form></li>
<li class="widget"><h2 class="widgettitle">Articles récents</h2><ul>
{latest}
</ul></li>
<li class="widget"><h2 class="widgettitle"><a href="{blog.at("agenda/")}">Agenda</a></h2>
<table id="wp-calendar"><caption>mars 2019</caption><tbody><tr>
<td><a href="{blog.at("2019/03/30/")}">30</a></td><td><a href="{blog.at("2019/03/31/")}">31</a></td></tr></tbody>
<tfoot><tr><td id="prev"><a href="{blog.at("2019/02/")}">&laquo; Fév</a></td></tr></tfoot></table></li>
</ul></div>
<div id="footer"><p>{blog.name} est fièrement propulsé par WordPress</p></div>
</div>
</body>
</html>"""
