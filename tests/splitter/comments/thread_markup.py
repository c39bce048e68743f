"""Threads printed the way WordPress and its themes print them, for tests that read them back.

Each function of MARKUPS takes the top comments of a thread and gives the comment area. The markup is that of
WordPress core (``comment()``, ``html5_comment()``, the comment template block), of ThemeSphere's SmartMag, of
the Thesis and Kubrick themes, of callbacks that print lists, rows and boxes in their own way, and of wpDiscuz.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from html import escape

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
PERMALINK = "https://cric.example/un-article/"


@dataclass
class Remark:
    """One comment as it is in the blog's database; ``when`` is aware."""

    id: int
    author: str
    when: datetime
    lines: list[str]
    url: str | None = None
    is_staff: bool = False
    is_ping: bool = False
    replies: list[Remark] = field(default_factory=list)


def page(area: str) -> str:
    """An article of WordPress with a comment area below it."""
    return f"""<!DOCTYPE html><html lang="fr-FR"><head><meta charset="utf-8"><title>Un article</title>
<link rel="https://api.w.org/" href="https://cric.example/wp-json/"></head>
<body class="single single-post postid-1"><main><article class="post hentry"><h1 class="entry-title">Un article</h1>
<div class="entry-content"><p>Le corps de l’article, qui parle longuement de la pluie, du beau temps et des durites.</p>
<p>Il se termine ici, après une seconde phrase assez longue pour que personne ne le prenne pour un menu.</p></div>
</article>{area}</main></body></html>"""


def walk(remarks: Iterable[Remark]) -> Iterator[Remark]:
    """All comments of a thread in the order in which they are printed."""
    stack = list(reversed(list(remarks)))
    while stack:
        remark = stack.pop()
        yield remark
        stack.extend(reversed(remark.replies))


def french(when: datetime) -> str:
    return f"{when.day} {MONTHS[when.month - 1]} {when.year} à {when.hour} h {when.minute:02d} min"


def paragraphs(remark: Remark) -> str:
    return "".join(f"<p>{escape(line)}</p>\n" for line in remark.lines)


def name(remark: Remark) -> str:
    if remark.url is None:
        return escape(remark.author)
    return (
        f'<a href="{escape(remark.url)}" rel="external nofollow ugc" class="url">{escape(remark.author)}</a>'
    )


def classes(remark: Remark, depth: int, extra: str = "") -> str:
    kind = "pingback" if remark.is_ping else "comment"
    return f"{kind}{' byuser bypostauthor' if remark.is_staff else ''} even thread-even depth-{depth}{extra}"


def avatar() -> str:
    return '<img alt="" src="https://secure.gravatar.com/avatar/0?s=32" class="avatar avatar-32 photo">'


def reply_link(remark: Remark) -> str:
    return (
        f'<a rel="nofollow" class="comment-reply-link" href="#comment-{remark.id}" data-commentid="{remark.id}" '
        f'data-postid="1" data-replyto="Répondre à {escape(remark.author)}">Répondre</a>'
    )


def anchor(remark: Remark) -> str:
    return f'<a href="{PERMALINK}#comment-{remark.id}">{french(remark.when)}</a>'


# -- WordPress core -----------------------------------------------------------------------------------------


def classic_body(remark: Remark) -> str:
    return f"""<div id="div-comment-{remark.id}" class="comment-body">
<div class="comment-author vcard">{avatar()} <cite class="fn">{name(remark)}</cite> <span class="says">dit&nbsp;:</span></div>
<div class="comment-meta commentmetadata">{anchor(remark)}&nbsp;&nbsp;</div>
{paragraphs(remark)}<div class="reply">{reply_link(remark)}</div></div>"""


def html5_body(remark: Remark) -> str:
    return f"""<article id="div-comment-{remark.id}" class="comment-body"><footer class="comment-meta">
<div class="comment-author vcard">{avatar()} <b class="fn">{name(remark)}</b> <span class="says">dit :</span></div>
<div class="comment-metadata"><a href="{PERMALINK}#comment-{remark.id}"><time datetime="{remark.when.isoformat()}">{french(remark.when)}</time></a></div>
</footer><div class="comment-content">{paragraphs(remark)}</div>
<div class="reply">{reply_link(remark)}</div></article>"""


def items(
    remarks: list[Remark], body: Callable[[Remark], str], depth: int, deepest: int, children: str
) -> str:
    """List items as the Walker prints them: below the deepest level, replies stand beside what they answer."""
    return "".join(
        f'<li class="{classes(remark, depth)}" id="comment-{remark.id}">{body(remark)}'
        + (children % items(remark.replies, body, depth + 1, deepest, children) if nested else "")
        + "</li><!-- #comment-## -->\n"
        + ("" if nested else items(remark.replies, body, depth, deepest, children))
        for remark in remarks
        for nested in [depth < deepest and bool(remark.replies)]
    )


def classic(remarks: list[Remark], deepest: int) -> str:
    listed = items(remarks, classic_body, 1, deepest, '<ul class="children">%s</ul><!-- .children -->')
    return f'<h3 id="comments">Commentaires</h3><ol class="commentlist">{listed}</ol>'


def html5(remarks: list[Remark], deepest: int) -> str:
    listed = items(remarks, html5_body, 1, deepest, '<ol class="children">%s</ol><!-- .children -->')
    return f'<div id="comments" class="comments-area"><ol class="comment-list">{listed}</ol></div>'


def block(remarks: list[Remark], deepest: int) -> str:
    """The comment template block: at its deepest level it prints replies inside the item, without a list."""

    def listed(remarks: list[Remark], depth: int) -> str:
        printed = []
        for remark in remarks:
            replies = ""
            if remark.replies and depth < deepest:
                replies = f"<ol>{listed(remark.replies, depth + 1)}</ol>"
            elif remark.replies:
                replies = listed(remark.replies, depth)
            printed.append(
                f'<li id="comment-{remark.id}" class="{classes(remark, depth)}"><div class="wp-block-columns">'
                f'<div class="wp-block-comment-author-name">{name(remark)}</div>'
                f'<div class="wp-block-comment-date"><time datetime="{remark.when.isoformat()}">{anchor(remark)}</time></div>'
                f'<div class="wp-block-comment-content">{paragraphs(remark)}</div>'
                f'<div class="wp-block-comment-reply-link">{reply_link(remark)}</div></div>{replies}</li>'
            )
        return "".join(printed)

    return (
        '<div class="wp-block-comments"><ol class="wp-block-comment-template">'
        f"{listed(remarks, 1)}</ol></div>"
    )


def nested_boxes(remarks: list[Remark], deepest: int) -> str:
    """``wp_list_comments(style=div)``: replies directly inside the box of what they answer."""

    def boxes(remarks: list[Remark], depth: int) -> str:
        printed = []
        for remark in remarks:
            inside = depth < deepest
            replies = boxes(remark.replies, depth + inside)
            printed.append(
                f'<div class="{classes(remark, depth)}" id="comment-{remark.id}">'
                f'<div class="comment-author vcard">{avatar()} <cite class="fn">{name(remark)}</cite> <span class="says">dit :</span></div>'
                f'<div class="comment-meta commentmetadata">{anchor(remark)}</div>{paragraphs(remark)}'
                f'<div class="reply">{reply_link(remark)}</div>{replies if inside else ""}</div>'
                + ("" if inside else replies)
            )
        return "".join(printed)

    return f'<div id="comments">{boxes(remarks, 1)}</div>'


# -- themes --------------------------------------------------------------------------------------------------


def smartmag_body(remark: Remark) -> str:
    return f"""<article id="comment-{remark.id}" class="comment"><div class="comment-avatar">{avatar()}</div>
<div class="comment-meta"><span class="comment-author">{name(remark)}</span> <a href="#comment-{remark.id}" class="comment-time" title="{french(remark.when)}"><time pubdate datetime="{remark.when.isoformat()}">{french(remark.when)}</time></a></div>
<div class="comment-content">{paragraphs(remark)}<div class="reply">{reply_link(remark)}</div></div></article>"""


def smartmag(remarks: list[Remark], deepest: int) -> str:
    listed = items(remarks, smartmag_body, 1, deepest, '<ul class="children">%s</ul>')
    listed = listed.replace('" id="comment-', '" id="li-comment-')
    return (
        '<div id="comments"><div class="comments-area ts-comments-hidden">'
        f'<ol class="comments-list">{listed}</ol></div></div>'
    )


def articles_in_items(remarks: list[Remark], deepest: int) -> str:
    """A callback that prints the class on an ``article`` inside an ``li`` without one."""

    def listed(remarks: list[Remark], depth: int) -> str:
        return "".join(
            f'<li><article class="{classes(remark, depth, " entry-comments")}"><div class="comment-content">'
            f'<h3 class="comment-author">{name(remark)}</h3><div class="comment-meta">'
            f'<a class="comment-date" href="{PERMALINK}#comment-{remark.id}">{french(remark.when)}</a> {reply_link(remark)}</div>'
            f'<div class="comment-text">{paragraphs(remark)}</div></div></article>'
            + (f'<ul class="children">{listed(remark.replies, depth + 1)}</ul>' if nested else "")
            + "</li>"
            + ("" if nested else listed(remark.replies, depth))
            for remark in remarks
            for nested in [depth < deepest and bool(remark.replies)]
        )

    return f'<section id="comments"><ul class="comment-list">{listed(remarks, 1)}</ul></section>'


def lists_beside(remarks: list[Remark], deepest: int) -> str:
    """A callback that closes its ``li`` itself: the list of replies stands beside what they answer."""

    def listed(remarks: list[Remark], depth: int) -> str:
        return "".join(
            f'<li class="{classes(remark, depth)}" id="comment-{remark.id}"><cite class="comment-author">{name(remark)}</cite>'
            f'<small class="commentmetadata">{anchor(remark)}</small><div class="contenttext">{paragraphs(remark)}</div></li>'
            + (f'<ul class="children">{listed(remark.replies, depth + 1)}</ul>' if nested else "")
            + ("" if nested else listed(remark.replies, depth))
            for remark in remarks
            for nested in [depth < deepest and bool(remark.replies)]
        )

    return f'<div id="entry-comments"><ol class="commentlist">{listed(remarks, 1)}</ol></div>'


def levels(remarks: list[Remark], deepest: int) -> Iterator[tuple[Remark, int]]:
    """(comment, depth as WordPress prints it) in the order of the page."""
    stack = [(remark, 1) for remark in reversed(remarks)]
    while stack:
        remark, depth = stack.pop()
        yield remark, depth
        stack.extend((reply, min(depth + 1, deepest)) for reply in reversed(remark.replies))


def flat_boxes(remarks: list[Remark], deepest: int) -> str:
    """Boxes side by side: the depth in the class is all there is."""
    boxes = "".join(
        f'<div class="{classes(remark, depth)}" id="comment-{remark.id}"><div class="comment-header">'
        f'<span class="comment-author-name">{name(remark)}</span> <span class="comment-date">{french(remark.when)}</span></div>'
        f'<div class="comment-body">{paragraphs(remark)}</div>{reply_link(remark)}</div>'
        for remark, depth in levels(remarks, deepest)
    )
    return f'<div class="comments-wrap">{boxes}</div>'


def terms(remarks: list[Remark], deepest: int) -> str:
    """``dt`` and ``dd`` that both carry the class, side by side."""
    pairs = "".join(
        f'<dt class="{classes(remark, depth)}" id="comment-{remark.id}">{avatar()}<span class="comment_author">{name(remark)}</span> '
        f'<span class="comment_time">{anchor(remark)}</span></dt>'
        f'<dd class="{classes(remark, depth)}"><div class="format_text">{paragraphs(remark)}</div>'
        f'<p class="reply">{reply_link(remark)}</p></dd>'
        for remark, depth in levels(remarks, deepest)
    )
    return f'<div id="comments"><dl class="comment-list">{pairs}</dl></div>'


def thesis(remarks: list[Remark], deepest: int) -> str:
    """``dt`` and ``dd`` with the replies as a list inside the ``dd``."""

    def listed(remarks: list[Remark], depth: int, kind: str) -> str:
        printed = []
        for remark in remarks:
            nested = depth < deepest and bool(remark.replies)
            replies = listed(remark.replies, depth + 1, "children") if nested else ""
            printed.append(
                f'<dt class="{classes(remark, depth)}" id="comment-{remark.id}"><span class="comment_author">{name(remark)}</span> '
                f'<span class="comment_time">{anchor(remark)}</span></dt>'
                f'<dd class="{classes(remark, depth)}"><div class="format_text" id="comment-body-{remark.id}">{paragraphs(remark)}'
                f'<p class="reply">{reply_link(remark)}</p></div>{replies}</dd>'
                + ("" if nested else listed(remark.replies, depth, "") if remark.replies else "")
            )
        inner = "".join(printed)
        return f'<dl class="{kind}">{inner}</dl>' if kind else inner

    return f'<div id="comments">{listed(remarks, 1, "comment_list") if remarks else ""}</div>'


def rows(remarks: list[Remark], deepest: int) -> str:
    """Table rows: one for who and when, the next for the text."""
    printed = "".join(
        f'<tr id="tr-comment-{remark.id}" class="{classes(remark, depth)}"><td>{avatar()}</td>'
        f'<td class="comment-author">{name(remark)}</td><td class="date">{french(remark.when)}</td></tr>'
        f'<tr><td colspan="3"><div class="comment-text">{paragraphs(remark)}</div>{reply_link(remark)}</td></tr>'
        for remark, depth in levels(remarks, deepest)
    )
    return f'<div id="comments"><table class="comments-table"><tbody>{printed}</tbody></table></div>'


def kubrick(remarks: list[Remark], deepest: int) -> str:
    """WordPress before 2.7: an id, no class, no depth; nested as some plugins did."""

    def listed(remarks: list[Remark], depth: int) -> str:
        return "".join(
            f'<li class="alt" id="comment-{remark.id}"><cite>{name(remark)}</cite> dit&nbsp;:<br />'
            f'<small class="commentmetadata"><a href="#comment-{remark.id}" title="">{french(remark.when)}</a> </small>'
            f"{paragraphs(remark)}"
            + (f"<ul>{listed(remark.replies, depth + 1)}</ul>" if nested else "")
            + "</li>"
            + ("" if nested else listed(remark.replies, depth))
            for remark in remarks
            for nested in [depth < deepest and bool(remark.replies)]
        )

    return f'<h3 id="comments">Commentaires</h3><ol class="commentlist">{listed(remarks, 1)}</ol>'


# -- wpDiscuz ------------------------------------------------------------------------------------------------


def wpdiscuz_5(remarks: list[Remark], deepest: int) -> str:
    def boxes(remarks: list[Remark], parent: int, depth: int) -> str:
        printed = []
        for remark in remarks:
            inside = depth < deepest
            replies = boxes(remark.replies, remark.id, depth + inside)
            role = "wc-blog-user wc-blog-post_author" if remark.is_staff else "wc-blog-guest"
            printed.append(
                f'<div id="wc-comm-{remark.id}_{parent}" class="wc-comment {role} wc_comment_level-{depth}">'
                f'<div class="wc-comment-left">{avatar()}<div class="{role} wc-comment-label"><span>Invité</span></div></div>'
                f'<div id="comment-{remark.id}" class="wc-comment-right"><div class="wc-comment-header">'
                f'<div class="wc-comment-author ">{name(remark)}</div><div class="wc-comment-link"><span class="share_buttons_box"><a href="https://reseau.example">Partager</a></span></div></div>'
                f'<div class="wc-comment-text">{paragraphs(remark)}</div><div class="wc-comment-footer">'
                f'<span class="wc-vote-result">4</span><div class="wc-footer-right"><div class="wc-comment-date">{french(remark.when)}</div></div></div></div>'
                f'<div id="wpdiscuz_form_anchor-{remark.id}_{parent}"></div>{replies if inside else ""}</div>'
                + ("" if inside else replies)
            )
        return "".join(printed)

    return f'<div id="comments"><div id="wpcomm"><div id="wcThreadWrapper">{boxes(remarks, 0, 1)}</div></div></div>'


def wpdiscuz_7(remarks: list[Remark], deepest: int) -> str:
    def boxes(remarks: list[Remark], parent: int, depth: int) -> str:
        printed = []
        for remark in remarks:
            inside = depth < deepest
            replies = boxes(remark.replies, remark.id, depth + inside)
            role = "wpd-blog-user wpd-blog-post_author" if remark.is_staff else "wpd-blog-guest"
            kind = "wpd-reply" if parent else "wpd-comment"
            printed.append(
                f"<div id='wpd-comm-{remark.id}_{parent}' class='{classes(remark, depth)} {kind} wpd_comment_level-{depth}'>"
                f'<div class="wpd-comment-wrap {role}"><div class="wpd-comment-left"><div class="wpd-avatar">{avatar()}</div></div>'
                f'<div id="comment-{remark.id}" class="wpd-comment-right"><div class="wpd-comment-header">'
                f'<div class="wpd-comment-author">{name(remark)}</div><div class="wpd-comment-date" title="{french(remark.when)}">il y a 3 ans</div></div>'
                f'<div class="wpd-comment-text">{paragraphs(remark)}</div>'
                f'<div class="wpd-comment-footer"><div class="wpd-vote"><div class="wpd-vote-result">0</div></div><div class="wpd-reply-button"><span>Répondre</span></div></div></div></div>'
                f"<div id='wpdiscuz_form_anchor-{remark.id}_{parent}'></div>{replies if inside else ''}</div>"
                + ("" if inside else replies)
            )
        return "".join(printed)

    return f"<div id='comments'><div id='wpdcom'><div class='wpd-thread-list'>{boxes(remarks, 0, 1)}</div></div></div>"


# name: (what prints it, how a reader finds the parents in it, how many levels it holds at most)
MARKUPS: dict[str, tuple[Callable[[list[Remark], int], str], str, int]] = {
    "classic": (classic, "nesting", 10),
    "html5": (html5, "nesting", 10),
    "block": (block, "nesting", 10),
    "nested boxes": (nested_boxes, "nesting", 10),
    "smartmag": (smartmag, "nesting", 4),
    "articles in items": (articles_in_items, "depth", 10),
    "lists beside": (lists_beside, "depth", 10),
    "flat boxes": (flat_boxes, "depth", 10),
    "terms": (terms, "depth", 10),
    "thesis": (thesis, "nesting", 10),
    "rows": (rows, "depth", 10),
    "kubrick": (kubrick, "nesting", 10),
    "wpDiscuz 5": (wpdiscuz_5, "id", 5),
    "wpDiscuz 7": (wpdiscuz_7, "id", 5),
}
