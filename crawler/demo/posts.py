"""Reads the invented posts: one TOML file each, named by its WordPress id and slug."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from crawler.demo.model import DEEPEST, Author, BlogPost, CommentPages, Form, Passage, Remark
from crawler.items import Part, Source

PARIS = ZoneInfo("Europe/Paris")
AUTHORS = {
    author.login: author
    for author in (
        Author("odile", "Odile Cardan"),
        Author("marcel", "Marcel Vilebrequin"),
        Author("ines", "Inès Pignon"),
    )
}
NOBODY = "Anonyme"  # what WordPress in French prints for a comment without a name

# Labels of a passage that are no forms: a part, printed as a paragraph.
_PARTS: dict[str, Part] = {
    "lead": "lead",
    "source": "source",
    "credit": "credit",
    "caption": "caption",
    "related": "furniture",
}


def load_posts(site: str, elsewhere: str) -> tuple[BlogPost, ...]:
    """All posts, by id. ``site`` is the blog's address and ``elsewhere`` some other site's, both with a
    closing slash: the posts link to them.
    """
    folder = files("crawler.demo").joinpath("posts")
    posts = []
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        text = file.read_text(encoding="utf-8")
        number, _, slug = file.name.removesuffix(".toml").partition("-")
        data = tomllib.loads(text.replace("{site}", site).replace("{elsewhere}", elsewhere))
        posts.append(_post(int(number), slug, data))
    return tuple(posts)


def _post(number: int, slug: str, data: dict[str, Any]) -> BlogPost:
    published = _moment(data["published"])
    pages = data.get("comment_pages")
    sources = data.get("sources", ())
    return BlogPost(
        id=number,
        slug=slug,
        title=data["title"],
        published=published,
        modified=_moment(data["modified"]) if "modified" in data else published,
        author=AUTHORS[data["author"]],
        section=data["section"],
        tags=tuple(data.get("tags", ())),
        passages=tuple(passage for entry in data["blocks"] for passage in _passages(entry)),
        sources=tuple(Source(source["name"], source.get("url"), source["raw"]) for source in sources),
        known_as={source["name"]: source.get("known_as", source["name"]) for source in sources},
        remarks=(*_comments(number, data.get("comments", ())), *_pings(number, data.get("pings", ()))),
        declared=data.get("declared"),
        thread_depth=data.get("thread_depth", DEEPEST),
        comment_pages=CommentPages(pages["per_page"], pages["default"]) if pages else None,
        comments_open=data.get("comments_open", True),
        second_address=data.get("second_address", False),
        found_by=data.get("only_in", "all"),
    )


def _passages(entry: Sequence[Any]) -> list[Passage]:
    label, *texts = entry
    if label == "opinion":
        return [Passage("opinion", form, _texts(own)) for form, *own in texts[0]]
    if label in _PARTS:
        return [Passage(_PARTS[label], "p", _texts(texts))]
    form: Form = label
    return [Passage("body", form, _texts(texts))]


def _texts(values: Sequence[str | Sequence[str]]) -> tuple[str, ...]:
    return tuple(value if isinstance(value, str) else "\t".join(value) for value in values)


def _comments(post: int, entries: Sequence[dict[str, Any]]) -> tuple[Remark, ...]:
    """Comments in the order of the file; ``to`` counts them from 1."""
    first = post * 100
    return tuple(
        Remark(
            id=first + number,
            author=AUTHORS[entry["by"]].name if entry["by"] in AUTHORS else entry["by"] or NOBODY,
            url=entry.get("site"),
            at=_moment(entry["at"]),
            text=entry["text"],
            to=first + entry["to"] if "to" in entry else None,
            login=entry["by"] if entry["by"] in AUTHORS else None,
        )
        for number, entry in enumerate(entries, 1)
    )


def _pings(post: int, entries: Sequence[dict[str, Any]]) -> tuple[Remark, ...]:
    first = post * 100 + 90
    return tuple(
        Remark(first + number, ping["by"], ping["site"], _moment(ping["at"]), ping["text"], ping=True)
        for number, ping in enumerate(entries)
    )


def _moment(local: datetime) -> datetime:
    return local.replace(tzinfo=PARIS)
