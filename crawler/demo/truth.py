"""What an archive of the sample blog must hold: written from the posts and what their themes print.

Nothing here asks the splitter. Left out (None) is how something was found: ``layout``, each block's ``rule``,
and the raw text of dates.
"""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from crawler.demo.model import BlogPost, Shown, thread_pages
from crawler.demo.themes import Theme
from crawler.demo.typography import plain
from crawler.demo.world import World
from crawler.items import Article, Block, Comment, Opinion


def true_articles(world: World) -> dict[str, Article]:
    """Each post's article by its address, with its whole thread, whichever pages it is spread over."""
    return {world.blog.link(post): true_article(world, post) for post in world.posts}


def true_article(world: World, post: BlogPost) -> Article:
    """What is to be read from the pages of one post."""
    theme = world.theme_of(post)
    sheet = theme.article(world.reading(post))
    link = world.blog.link(post)
    comments = _comments(post, theme)
    changed = post.modified if theme.declares_changes else None
    return Article(
        url=link,
        canonical_url=link,
        site=urlsplit(world.url).netloc,
        layout=None,
        headline=plain(post.title),
        description="\n".join(block.text for block in sheet.blocks if block.part == "lead") or None,
        authors=(post.author.name,),
        date_published=_printed(post.published, theme),
        date_modified=changed.isoformat() if changed else None,
        date_published_raw=None,
        section=post.section,
        keywords=post.tags,
        in_language="fr-FR",
        blocks=tuple(sheet.blocks),
        sources=post.sources,
        opinion=_opinion(sheet.blocks),
        comment_count=theme.declared(post),
        comments=comments,
        pings=sum(remark.ping for remark in post.remarks),
        comment_system="wordpress" if post.remarks or post.comments_open else None,
        comment_pages=(),
        opt_outs=(),
    )


def _opinion(blocks: list[Block]) -> Opinion | None:
    """Every opinion of the sample blog begins with its heading."""
    texts = [block.text for block in blocks if block.part == "opinion"]
    return Opinion(texts[0], tuple(texts[1:])) if texts else None


def _comments(post: BlogPost, theme: Theme) -> tuple[Comment, ...]:
    """The thread as its pages prove it, page 1 first: a flattened reply hangs where it is printed."""
    shown = [one for page in thread_pages(post) for top in page for one in top.flat()]
    readers = [one for one in shown if not one.remark.ping]
    return tuple(_comment(post, theme, one, position) for position, one in enumerate(readers, 1))


def _comment(post: BlogPost, theme: Theme, shown: Shown, position: int) -> Comment:
    remark, parent = shown.remark, shown.parent
    lines = remark.text.replace(":wink:", ";-)").replace("</li>", "\n").split("\n")
    return Comment(
        id=str(remark.id),
        parent=str(parent.id) if parent else None,
        depth=shown.depth,
        position=position,
        author=remark.author,
        author_url=remark.url,
        is_staff=remark.login == post.author.login,
        date_published=_printed(remark.at, theme),
        date_published_raw=None,
        text="\n".join(text for line in lines if (text := plain(line))),
        parent_from="nesting" if parent else None,
    )


def _printed(moment: datetime, theme: Theme) -> str:
    """A moment as far as the page gives it."""
    return (moment if theme.shows_seconds else moment.replace(second=0)).isoformat()
