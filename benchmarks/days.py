"""The sample blog's June 2026, day by day: what its authors and readers do, as data.

``world_on`` is the blog at a moment. Weather (walls, outages, redesigns of the day) is not the blog's doing:
see ``weather``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from crawler.demo.model import BlogPost, Passage, Remark
from crawler.demo.posts import AUTHORS, NOBODY
from crawler.demo.themes import Html5Theme, Theme
from crawler.demo.world import World, sample_world

FIRST = datetime(2026, 6, 1, 5, tzinfo=UTC)
LAST = 30
EMPTIED = "Commentaire supprimé"

Posts = dict[int, BlogPost]  # by id; one that is not published stands under its negative


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happens to the blog at a moment: a pure function of its posts."""

    at: datetime
    told: str
    apply: Callable[[Posts], Posts]


def morning(day: int) -> datetime:
    """Five o'clock (UTC) of a day of June 2026: when the blog is looked at."""
    return FIRST + timedelta(days=day - 1)


def world_on(url: str, day: int, elsewhere: str = "https://ailleurs.example/") -> World:
    """The blog as it stands on the morning of a day."""
    return world_at(url, morning(day), elsewhere)


def world_at(url: str, moment: datetime, elsewhere: str = "https://ailleurs.example/") -> World:
    """The blog as it stands at a moment."""
    world = sample_world(url, elsewhere)
    posts = {post.id: post for post in world.posts}
    for change in story():
        if change.at <= moment:
            posts = change.apply(posts)
    theme = new_design() if moment >= REDESIGNED else None
    return replace(world, posts=tuple(post for key, post in posts.items() if key > 0), theme=theme)


REDESIGNED = datetime(2026, 6, 9, 20, tzinfo=UTC)


def new_design() -> Theme:
    """The dress that every post wears from the redesign on."""
    return Html5Theme()


def story() -> tuple[Change, ...]:
    """All that happens, in order of time."""
    text = Path(__file__).with_name("days.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    changes = [_published(entry) for entry in data["posts"]]
    changes += [_commented(entry) for entry in data["comments"]]
    changes += [_DEEDS[entry["deed"]](entry) for entry in data["deeds"]]
    return tuple(sorted(changes, key=lambda change: change.at))


def _moment(when: Sequence[int]) -> datetime:
    """``[day, hour]`` of June 2026, UTC."""
    day, hour = when
    return datetime(2026, 6, day, hour, tzinfo=UTC)


def _published(entry: dict[str, Any]) -> Change:
    at = _moment(entry["at"])
    post = BlogPost(
        id=entry["id"],
        slug=entry["slug"],
        title=entry["title"],
        published=at,
        modified=at,
        author=AUTHORS[entry["author"]],
        section=entry["section"],
        tags=tuple(entry.get("tags", ())),
        passages=tuple(Passage("body", "p", (paragraph,)) for paragraph in entry["text"]),
        sources=(),
        known_as={},
        remarks=(),
    )
    return Change(at, f"published {post.slug}", lambda posts: {**posts, post.id: post})


def _commented(entry: dict[str, Any]) -> Change:
    remark = Remark(entry["id"], entry["by"], None, _moment(entry["at"]), entry["text"], entry.get("to"))
    return _changed(
        entry, f"comment {remark.id}", lambda post: replace(post, remarks=(*post.remarks, remark))
    )


def _changed(entry: dict[str, Any], told: str, change: Callable[[BlogPost], BlogPost]) -> Change:
    number = entry["post"]
    return Change(
        _moment(entry["at"]),
        told,
        lambda posts: {key: change(post) if key == number else post for key, post in posts.items()},
    )


def _edited(entry: dict[str, Any]) -> Change:
    """Words of a post replaced, and its date of change with them."""

    def edit(post: BlogPost) -> BlogPost:
        old, new = entry["words"]
        passages = tuple(
            replace(passage, texts=tuple(text.replace(old, new) for text in passage.texts))
            for passage in post.passages
        )
        return replace(
            post, title=post.title.replace(old, new), passages=passages, modified=_moment(entry["at"])
        )

    return _changed(entry, f"edited {entry['post']}", edit)


def _retagged(entry: dict[str, Any]) -> Change:
    change = {"section": entry["section"], "tags": tuple(entry["tags"]), "modified": _moment(entry["at"])}
    return _changed(entry, f"filed {entry['post']}", lambda post: replace(post, **change))


def _remarks_of(entry: dict[str, Any], told: str, change: Callable[[Remark], Remark | None]) -> Change:
    def rewrite(post: BlogPost) -> BlogPost:
        changed = (change(one) if one.id == entry["comment"] else one for one in post.remarks)
        return replace(post, remarks=tuple(one for one in changed if one is not None))

    return _changed(entry, f"{told} comment {entry['comment']}", rewrite)


def _comment_edited(entry: dict[str, Any]) -> Change:
    return _remarks_of(entry, "edited", lambda one: replace(one, text=entry["text"]))


def _comment_removed(entry: dict[str, Any]) -> Change:
    return _remarks_of(entry, "removed", lambda one: None)


def _comment_emptied(entry: dict[str, Any]) -> Change:
    return _remarks_of(entry, "emptied", lambda one: replace(one, text=EMPTIED, author=NOBODY, url=None))


def _unpublished(entry: dict[str, Any]) -> Change:
    return Change(
        _moment(entry["at"]),
        f"unpublished {entry['post']}",
        lambda posts: {-key if key == entry["post"] else key: post for key, post in posts.items()},
    )


def _republished(entry: dict[str, Any]) -> Change:
    return Change(
        _moment(entry["at"]),
        f"published {entry['post']} again",
        lambda posts: {-key if key == -entry["post"] else key: post for key, post in posts.items()},
    )


def _renamed(entry: dict[str, Any]) -> Change:
    return _changed(entry, f"moved {entry['post']}", lambda post: replace(post, slug=entry["slug"]))


def _closed(entry: dict[str, Any]) -> Change:
    """Comments closed, and hidden."""
    return _changed(
        entry, f"closed {entry['post']}", lambda post: replace(post, comments_open=False, remarks=())
    )


_DEEDS: dict[str, Callable[[dict[str, Any]], Change]] = {
    "edit": _edited,
    "file": _retagged,
    "edit comment": _comment_edited,
    "remove comment": _comment_removed,
    "empty comment": _comment_emptied,
    "unpublish": _unpublished,
    "republish": _republished,
    "rename": _renamed,
    "close": _closed,
}
