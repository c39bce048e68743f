"""What the blog tells machines: its RSS feed, its sitemaps in Yoast's form, its robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from crawler.demo.model import BlogPost, Remark
from crawler.demo.themes.base import Blog
from crawler.demo.typography import plain

_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def rss(blog: Blog, posts: Sequence[BlogPost]) -> str:
    """The feed of posts, with the slash module's comment counts."""
    items = "\n".join(_item(blog, post) for post in posts)
    return f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
<channel>
<title>{blog.name}</title>
<atom:link href="{blog.at("feed/")}" rel="self" type="application/rss+xml" />
<link>{blog.url}</link>
<description>{escape(blog.tagline)}</description>
<language>fr-FR</language>
<generator>https://wordpress.org/?v=6.5</generator>
{items}
</channel>
</rss>"""


def _item(blog: Blog, post: BlogPost) -> str:
    link = f"{blog.link(post)}?utm_source=rss&amp;utm_medium=rss&amp;utm_campaign={post.slug}"
    paragraphs = [passage.texts[0] for passage in post.passages if passage.form == "p"]
    content = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    excerpt = escape(plain(paragraphs[0])) if paragraphs else ""
    categories = "".join(f"<category><![CDATA[{name}]]></category>" for name in (post.section, *post.tags))
    return f"""<item>
<title>{escape(post.title)}</title>
<link>{link}</link>
<comments>{blog.link(post)}#comments</comments>
<dc:creator><![CDATA[{post.author.name}]]></dc:creator>
<pubDate>{http_date(post.published, "+0000")}</pubDate>
{categories}
<guid isPermaLink="false">{blog.url}?p={post.id}</guid>
<description><![CDATA[{excerpt} […]]]></description>
<content:encoded><![CDATA[{content}]]></content:encoded>
<wfw:commentRss>{blog.link(post)}feed/</wfw:commentRss>
<slash:comments>{post.comment_count}</slash:comments>
</item>"""


def comments_rss(blog: Blog, posts: Sequence[BlogPost], size: int) -> str:
    """The feed of the newest comments of all posts, pings left out."""
    remarks = [(remark, post) for post in posts for remark in post.remarks if not remark.ping]
    newest = sorted(remarks, key=lambda pair: (pair[0].at, pair[0].id), reverse=True)[:size]
    items = "\n".join(_remark(blog, remark, post) for remark, post in newest)
    return f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>Commentaires pour {blog.name}</title>
<link>{blog.url}</link>
{items}
</channel>
</rss>"""


def _remark(blog: Blog, remark: Remark, post: BlogPost) -> str:
    link = f"{blog.link(post)}#comment-{remark.id}"
    return f"""<item>
<title>Commentaires sur {escape(post.title)} par {escape(remark.author)}</title>
<link>{link}</link>
<dc:creator><![CDATA[{remark.author}]]></dc:creator>
<pubDate>{http_date(remark.at, "+0000")}</pubDate>
<guid isPermaLink="false">{link}</guid>
<description><![CDATA[{plain(remark.text)}]]></description>
<content:encoded><![CDATA[<p>{remark.text}</p>]]></content:encoded>
</item>"""


def sitemap_index(locations: Iterable[str]) -> str:
    entries = "\n".join(f"<sitemap><loc>{location}</loc></sitemap>" for location in locations)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex {_NAMESPACE}>\n{entries}\n</sitemapindex>'


def sitemap(entries: Iterable[tuple[str, datetime | None]]) -> str:
    """A sitemap of (address, last change) pairs."""
    urls = "\n".join(
        f"<url><loc>{location}</loc>{f'<lastmod>{at.isoformat()}</lastmod>' if at else ''}</url>"
        for location, at in entries
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {_NAMESPACE}>\n{urls}\n</urlset>'


def robots_txt(blog: Blog) -> str:
    return (
        "User-agent: *\n"
        "Disallow: /wp-admin/\n"
        "Allow: /wp-admin/admin-ajax.php\n"
        "Disallow: /prive/\n"
        "\n"
        f"Sitemap: {blog.at('sitemap_index.xml')}\n"
    )


def http_date(moment: datetime, zone: str = "GMT") -> str:
    """A moment as HTTP headers and feeds write it."""
    return format_datetime(moment.astimezone(UTC)).replace("+0000", zone)
