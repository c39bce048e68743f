"""2023 on: a block theme after "Twenty Twenty-Four": no article element, no list classes, no Yoast."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from crawler.demo.model import BlogPost, Shown
from crawler.demo.sheet import Sheet
from crawler.demo.themes.base import Blog, Entry, Listing, Reading, Theme, counted
from crawler.demo.typography import day, slugify

_STYLE = """<style>
body { font: 18px/1.6 system-ui, sans-serif; color: #111; background: #fffdf8; margin: 0; } a { color: #b3541e; }
.wp-site-blocks > * { max-width: 680px; margin: 0 auto; padding: 0 24px; } h1, h2 { line-height: 1.2; }
.wp-block-site-title { font-size: 24px; font-weight: 700; margin: 32px 0 0; } .wp-block-site-tagline { color: #666; margin: 0 0 48px; }
.wp-block-site-title a, .wp-block-post-title a { color: inherit; text-decoration: none; }
.post-meta, .wp-block-post-date, .wp-block-comment-date, figcaption { font-size: 14px; color: #666; } .post-meta { display: flex; gap: 12px; }
.wp-block-post-template { list-style: none; padding: 0; } .wp-block-post { margin: 0 0 40px; } .wp-block-post-title { margin-bottom: 8px; }
.wp-block-comment-template, .wp-block-comment-template ol { list-style: none; padding-left: 28px; } .wp-block-comment-template { padding-left: 0; }
.wp-block-comment-author-name { font-weight: 600; } .wp-block-columns { display: flex; gap: 12px; } .avatar { border-radius: 50%; object-fit: cover; }
.wp-block-image img { max-width: 100%; } .wp-block-table td { border: 1px solid #ccc; padding: 4px 10px; } pre { background: #f1ece2; padding: 12px; }
.wp-block-quote { border-left: 3px solid #b3541e; margin-left: 0; padding-left: 16px; } footer { margin-top: 64px !important; color: #666; }
</style>"""
_AVATAR = (
    '<div class="wp-block-column" style="flex-basis:40px"><div class="wp-block-avatar"><img alt="" '
    'src="{}" class="avatar avatar-40 photo wp-block-avatar__image" height="40" width="40" /></div></div>'
)


class BlockTheme(Theme):
    def article(self, reading: Reading) -> Sheet:
        blog, post = reading.blog, reading.post
        sheet = Sheet()
        names = f"post-template-default single single-post postid-{post.id} single-format-standard wp-embed-responsive"
        extra = (
            f'<link rel="canonical" href="{reading.address}" />\n'
            f"<link rel='shortlink' href='{blog.url}?p={post.id}' />"
        )
        sheet.put(self._head(blog, f"{self.name(post.title)} – {blog.name}", names, extra))
        sheet.put('<main class="wp-block-group" id="wp--skip-link--target">\n<div class="wp-block-group">')
        sheet.say("furniture", f'<h1 class="wp-block-post-title">{self.name(post.title)}</h1>', "heading", 1)
        self._meta(sheet, blog, post)
        sheet.put("</div>")
        classes = f"category-{slugify(post.section)}"
        sheet.put(f'<div class="entry-content wp-block-post-content is-layout-constrained {classes}">')
        self.passages(sheet, reading)
        sheet.put("</div>")
        if post.tags:
            comma = '<span class="wp-block-post-terms__separator">, </span>'
            tags = comma.join(
                f'<a href="{blog.tag(tag)}" rel="tag">{self.name(tag)}</a>' for tag in post.tags
            )
            sheet.say("furniture", f'<div class="taxonomy-post_tag wp-block-post-terms">{tags}</div>')
        sheet.put(self._comments(reading))
        self._neighbours(sheet, reading)
        sheet.put("</main>")
        sheet.put(self._foot(blog))
        return sheet

    def _meta(self, sheet: Sheet, blog: Blog, post: BlogPost) -> None:
        sheet.put('<div class="wp-block-group post-meta">')
        sheet.say(
            "furniture",
            f'<div class="wp-block-post-date"><time datetime="{post.published.isoformat()}">'
            f'<a href="{blog.link(post)}">{day(post.published)}</a></time></div>',
        )
        author = f'<a href="{blog.author(post.author.login)}" target="_self">{post.author.name}</a>'
        sheet.say("furniture", f'<div class="wp-block-post-author-name">{author}</div>')
        section = f'<a href="{blog.section(post.section)}" rel="tag">{self.name(post.section)}</a>'
        sheet.say("furniture", f'<div class="taxonomy-category wp-block-post-terms">{section}</div>')
        sheet.put("</div>")

    def declared(self, post: BlogPost) -> int | None:
        return post.comment_count if post.remarks else None

    # --- the thread

    def remarks(self, reading: Reading, shown: Sequence[Shown], number: int = 0) -> str:
        """As core does it: what answers a remark of the deepest level is printed inside its item, without a
        list of its own. A browser closes the first item there; other parsers go astray.
        """
        if not shown or shown[0].depth + 1 < reading.post.thread_depth:
            return super().remarks(reading, shown, number)
        html: list[str] = []
        around: list[int] = []
        for place, one in enumerate(shown, number):
            while around and one.remark.to != around[-1]:
                html.append("</li>")
                around.pop()
            html.append(self.remark(reading, one, place).removesuffix("</li>"))
            around.append(one.remark.id)
        return "\n".join([*html, *("</li>" for _ in around)])

    def remark(self, reading: Reading, shown: Shown, number: int) -> str:
        remark = shown.remark
        name = escape(remark.author)
        if remark.url:
            name = f'<a rel="external nofollow ugc" href="{remark.url}" target="_self">{name}</a>'
        reply = children = ""
        if self.replies_allowed(reading, shown):
            link = self.reply_link(reading, remark)
            reply = f'<div class="wp-block-comment-reply-link">{link}</div>'
        if shown.replies:
            children = f"<ol>{self.remarks(reading, shown.replies, number + 1)}</ol>"
        return f"""<li id="comment-{remark.id}" class="{self.comment_class(reading, shown, number)}">
<div class="wp-block-columns">{_AVATAR.format(reading.blog.at("avatar.png"))}
<div class="wp-block-column">
<div class="wp-block-comment-author-name has-small-font-size">{name}</div>
<div class="wp-block-group"><div class="wp-block-comment-date has-small-font-size"><time datetime="{remark.at.isoformat()}"><a href="{reading.permalink(remark)}">{day(remark.at)}</a></time></div></div>
<div class="wp-block-comment-content">{self.remark_text(reading, remark)}</div>
{reply}
</div></div>
{children}</li>"""

    def _comments(self, reading: Reading) -> str:
        post = reading.post
        title = ""
        if post.remarks:
            count = counted(post.comment_count, "réponse") if post.comment_count > 1 else "Une réponse"
            title = (
                f'<h2 id="comments" class="wp-block-comments-title">{count} à '
                f"« {self.name(post.title)} »</h2>"
            )
        items = self.remarks(reading, reading.shown)
        thread = f'<ol class="wp-block-comment-template">{items}</ol>' if items else ""
        return f"""<div class="wp-block-comments">
{title}
{thread}
{self._pager(reading)}
{self._form(reading)}
</div>"""

    def _pager(self, reading: Reading) -> str:
        if reading.page_count == 1:
            return ""
        older = newer = ""
        if reading.number > 1:
            link = reading.comment_page(reading.number - 1)
            older = f'<a href="{link}" class="wp-block-comments-pagination-previous">Commentaires plus anciens</a>'
        if reading.number < reading.page_count:
            link = reading.comment_page(reading.number + 1)
            newer = (
                f'<a href="{link}" class="wp-block-comments-pagination-next">Commentaires plus récents</a>'
            )
        return f'<nav class="wp-block-comments-pagination">{older} {newer}</nav>'

    def _form(self, reading: Reading) -> str:
        if not reading.post.comments_open:
            return ""
        return f"""<div id="respond" class="comment-respond wp-block-post-comments-form">
<h3 id="reply-title" class="comment-reply-title">Laisser un commentaire</h3>
<form action="{reading.blog.at("wp-comments-post.php")}" method="post" id="commentform" class="comment-form">
<p class="comment-notes"><span id="email-notes">Votre adresse e-mail ne sera pas publiée.</span>
<span class="required-field-message">Les champs obligatoires sont indiqués avec <span class="required">*</span></span></p>
<p class="comment-form-comment"><label for="comment">Commentaire <span class="required">*</span></label>
<textarea id="comment" name="comment" cols="45" rows="8" required></textarea></p>
<p class="form-submit wp-block-button"><input name="submit" type="submit" id="submit" value="Laisser un commentaire" /></p>
</form>
</div>"""

    def _neighbours(self, sheet: Sheet, reading: Reading) -> None:
        sheet.put('<nav class="wp-block-group" aria-label="Publications">')
        for side, rel, post in (("previous", "prev", reading.older), ("next", "next", reading.newer)):
            if post:
                link = f'<a href="{reading.blog.link(post)}" rel="{rel}">{self.name(post.title)}</a>'
                names = f"post-navigation-link-{side} wp-block-post-navigation-link"
                sheet.say("furniture", f'<div class="{names}">{link}</div>')
        sheet.put("</nav>")

    # --- listings and the frame of all pages

    def listing(self, listing: Listing) -> str:
        entries = "\n".join(
            '<li class="wp-block-post post type-post"><h2 class="wp-block-post-title">'
            f'<a href="{entry.url}" target="_self">{self.name(entry.title)}</a></h2>{self._announced(entry)}</li>'
            for entry in listing.entries
        )
        older = newer = ""
        if listing.newer:
            newer = (
                f'<a href="{listing.newer}" class="wp-block-query-pagination-previous">Page précédente</a>'
            )
        if listing.older:
            older = f'<a href="{listing.older}" class="wp-block-query-pagination-next">Page suivante</a>'
        blog = listing.blog
        return f"""{self._head(blog, f"{self.name(listing.title)} – {blog.name}", listing.body_class)}
<main class="wp-block-group"><h1 class="wp-block-query-title">{self.name(listing.title)}</h1>
<ul class="wp-block-post-template">
{entries}
</ul>
<nav class="wp-block-query-pagination" aria-label="Pagination">{newer}{older}</nav>
</main>
{self._foot(blog)}"""

    def _announced(self, entry: Entry) -> str:
        if entry.post is None:
            return ""
        at = entry.post.published
        return f"""<div class="wp-block-post-date"><time datetime="{at.isoformat()}">{day(at)}</time></div>
<div class="wp-block-post-excerpt"><p class="wp-block-post-excerpt__excerpt">{self.excerpt(entry.post)}</p></div>"""

    def page(self, blog: Blog, url: str, title: str, content: str) -> str:
        extra = f'<link rel="canonical" href="{url}" />'
        head = self._head(
            blog, f"{self.name(title)} – {blog.name}", "page page-id-2 page-template-default", extra
        )
        return f"""{head}
<main class="wp-block-group"><h1 class="wp-block-post-title">{self.name(title)}</h1>
<div class="entry-content wp-block-post-content">{self.text(content)}</div></main>
{self._foot(blog)}"""

    def _head(self, blog: Blog, title: str, body_class: str, extra: str = "") -> str:
        return f"""<!DOCTYPE html>
<html lang="fr-FR">
<head>
<meta charset="UTF-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name='robots' content='max-image-preview:large' />
<title>{title}</title>
<link rel="alternate" type="application/rss+xml" title="{blog.name} » Flux" href="{blog.at("feed/")}" />
<link rel="alternate" type="application/rss+xml" title="{blog.name} » Flux des commentaires" href="{blog.at("comments/feed/")}" />
<link rel="https://api.w.org/" href="{blog.at("wp-json/")}" />
<meta name="generator" content="WordPress 6.5" />
{extra}
{_STYLE}
</head>
<body class="{body_class}">
<div class="wp-site-blocks">
<header class="wp-block-template-part"><p class="wp-block-site-title"><a href="{blog.url}" rel="home">{blog.name}</a></p>
<p class="wp-block-site-tagline">{self.name(blog.tagline)}</p></header>"""

    def _foot(self, blog: Blog) -> str:
        return f"""<footer class="wp-block-template-part">
<p>{blog.name}</p>
<p><a href="{blog.at("a-propos/")}">À propos</a> · <a href="{blog.at("agenda/")}">Agenda</a></p>
</footer>
</div>
</body>
</html>"""
