"""The Disqus thread that its embed page carries as JSON: ``<script id="disqus-threadData">``.

``response.posts[]`` of the embed page, or ``response[]`` as the API lists posts: ``id``, ``parent`` (null for
none), ``author{name, username, profileUrl}``, ``createdAt`` (UTC without a zone), ``message`` (HTML),
``raw_message``, ``isDeleted``, ``isSpam``. Posts that are deleted stay as stubs without words, so that the
replies to them keep their place; spam is shown to nobody.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from lxml.html import HtmlElement

from crawler.splitter.comments.base import CommentReader, Context, Found
from crawler.splitter.comments.markup import html_lines
from crawler.splitter.words.dates import read_date
from crawler.splitter.words.text import clean

_DEEPEST = 99  # Disqus itself stops far above
_Json = dict[str, Any]


def _marks(context: Context) -> bool:
    return "disqus-threadData" in context.ids


def _read(context: Context) -> list[Found]:
    for script in context.finder.find("script#disqus-threadData"):
        data = _load(script)
        posts = _posts(data)
        if posts:
            staff = _staff(data)
            answered = {str(post["parent"]) for post in posts if post.get("parent")}
            return [
                _comment(context, script, post, staff)
                for post in posts
                if not _is_unseen(post) or str(post.get("id")) in answered
            ]
    return []


def _load(script: HtmlElement) -> _Json:
    try:
        data = json.loads(script.text or "", strict=False)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _posts(data: _Json) -> list[_Json]:
    response = data.get("response")
    posts = response.get("posts") if isinstance(response, dict) else response
    found = posts if isinstance(posts, list) else []
    return [post for post in found if isinstance(post, dict) and post.get("id")]


def _staff(data: _Json) -> frozenset[str]:
    """The ids of those who may moderate the thread, and of its author."""
    response = data.get("response")
    thread = response.get("thread") if isinstance(response, dict) else None
    if not isinstance(thread, dict):
        return frozenset()
    moderators = thread.get("moderators")
    named = [*(moderators if isinstance(moderators, list) else []), thread.get("author")]
    return frozenset(str(one) for one in named if one)


def _is_unseen(post: _Json) -> bool:
    """Whether Disqus shows the post to nobody: spam, or not approved."""
    return bool(post.get("isSpam")) or (post.get("isApproved") is False and not post.get("isDeleted"))


def _comment(context: Context, script: HtmlElement, post: _Json, staff: frozenset[str]) -> Found:
    is_stub = bool(post.get("isDeleted")) or _is_unseen(post)
    author = post.get("author") if isinstance(post.get("author"), dict) else {}
    assert isinstance(author, dict)
    raw = post.get("createdAt")
    raw = raw if isinstance(raw, str) else None
    name = author.get("name") or author.get("username")
    link = author.get("profileUrl") or author.get("url")
    parent = post.get("parent")
    depth = post.get("depth")
    return Found(
        script,
        id=str(post["id"]),
        author=clean(name) if isinstance(name, str) and not is_stub else None,
        author_url=context.absolute(link) if isinstance(link, str) and not is_stub else None,
        is_staff=str(author.get("id")) in staff and not is_stub,
        date=_utc(context, raw),
        raw_date=raw,
        text="" if is_stub else "\n".join(_lines(post)),
        named=(str(parent), "api") if parent else None,
        shown_depth=depth if isinstance(depth, int) and 0 <= depth <= _DEEPEST else None,
    )


def _utc(context: Context, raw: str | None) -> str | None:
    if raw is None:
        return None
    has_zone = raw.endswith("Z") or "+" in raw
    return read_date(raw if has_zone else f"{raw}Z", context.time_zone, context.seen_at)


def _lines(post: _Json) -> list[str]:
    """The paragraphs of the rendered message; of the raw one where there is no other."""
    message, raw = post.get("message"), post.get("raw_message")
    lines = html_lines(message) if isinstance(message, str) else []
    if not lines and isinstance(raw, str):
        lines = [line for part in raw.splitlines() if (line := clean(part))]
    return lines


def _count(context: Context, found: Sequence[Found]) -> int | None:
    """What the thread (``posts``) or the list's cursor (``total``) declares."""
    data = _load(found[0].node)
    response = data.get("response")
    thread = response.get("thread") if isinstance(response, dict) else None
    cursor = data.get("cursor")
    for holder, key in ((thread, "posts"), (cursor, "total")):
        value = holder.get(key) if isinstance(holder, dict) else None
        if isinstance(value, int) and not isinstance(value, bool):
            return value
    return None


READER = CommentReader("disqus", _marks, _read, count=_count)
