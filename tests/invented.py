"""Small invented pages in WordPress markup, for crawls of loopback sites, and parts of articles."""

from __future__ import annotations

from crawler.items import Block

PARAGRAPH = (
    "La petite sportive n’a pas dit son dernier mot : trois versions, deux moteurs et un coffre assez grand "
    "pour un vélo pliant, voilà ce que le constructeur promet pour le printemps, photos à l’appui."
)


def paragraphs(*texts: str) -> tuple[Block, ...]:
    """The blocks of an article's body, as the splitter gives them."""
    return tuple(Block("body", "paragraph", text, rule="container") for text in texts)


def article(title: str, *, day: str = "2024-05-12", head: str = "", comments: str = "") -> str:
    """An invented article in WordPress markup."""
    return f"""<!DOCTYPE html><html lang="fr-FR"><head><title>{title}</title>{head}
    <meta property="og:type" content="article"></head><body class="post-template-default single single-post">
    <article id="post-1" class="post type-post hentry"><header><h1 class="entry-title">{title}</h1>
    <time class="entry-date published" datetime="{day}T08:00:00+02:00">{day}</time></header>
    <div class="entry-content"><p>{PARAGRAPH}</p><p>{PARAGRAPH[::-1]}</p></div></article>
    {comments}</body></html>"""


def comments(*ids: int, pages: str = "", total: int | None = None) -> str:
    """A WordPress comment list with one comment for each id."""
    items = "".join(
        f"""<li id="comment-{n}" class="comment even depth-1">
        <article id="div-comment-{n}" class="comment-body">
        <footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Lecteur {n}</b></div>
        <div class="comment-metadata"><a href="#comment-{n}"><time datetime="2024-05-13T09:00:00+02:00">13 mai
        2024</time></a></div></footer><div class="comment-content"><p>Je secret-{n} commente.</p></div>
        </article></li>"""
        for n in ids
    )
    count = total or len(ids)
    return f"""<div id="comments" class="comments-area"><h2 class="comments-title">{count} commentaires</h2>
    <ol class="comment-list">{items}</ol>{pages}</div>"""


def listing(*paths: str, following: str = "") -> str:
    """A listing with a heading for each path, and a link to the next page."""
    entries = "".join(
        f'<article class="post hentry"><h2 class="entry-title"><a href="{path}">Titre</a></h2></article>'
        for path in paths
    )
    pager = f'<a class="next page-numbers" href="{following}">Suivant</a>' if following else ""
    return f"""<!DOCTYPE html><html><head><title>Blog</title></head><body class="home blog">{entries}
    <nav>{pager}</nav></body></html>"""


def sitemap(*urls: str) -> str:
    entries = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'


def feed(*urls: str) -> str:
    items = "".join(f"<item><link>{url}</link></item>" for url in urls)
    return f'<rss version="2.0"><channel>{items}</channel></rss>'
