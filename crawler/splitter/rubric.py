"""Section and tags: as the page shows them by its platform's marks, else as it declares them."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.splitter.blocks import visible_text
from crawler.splitter.look import Look
from crawler.splitter.text import clean


def read_section(look: Look) -> str | None:
    """The rubric: as the page shows it by the platform's marks, else as it declares it."""
    own = look.layout.section if look.layout else ""
    for selector in (own, 'a[rel~="category"]', ".cat-links a, .cat-labels a"):
        for element in look.find(selector):
            if text := visible_text(element):
                return text
    return look.metadata.text("articleSection") or look.metadata.first("article:section")


def read_keywords(look: Look) -> tuple[str, ...]:
    """The tags: shown ones (``rel=tag`` that are no categories), else declared ones; each once, in order."""
    own = look.layout.keywords if look.layout else ""
    # WordPress' block editor marks the links of every taxonomy with rel=tag, the categories' too.
    sections = set(look.find(look.layout.section)) if look.layout and look.layout.section else set()
    for selector in (own, 'a[rel="tag"]', ".tags-links a, .the-post-tags a, .td-tags a, .tag-links a"):
        found = [element for element in look.find(selector) if element not in sections]
        shown = [visible_text(element).lstrip("#") for element in found]
        if shown := [text for text in shown if text]:
            return tuple(dict.fromkeys(shown))
    metadata = look.metadata
    tags = (
        metadata.meta.get("article:tag")
        or _listed(metadata.article.get("keywords"))
        or _listed(metadata.first("keywords", "news_keywords"))
    )
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _listed(value: object) -> list[str]:
    values: Iterable[object] = value if isinstance(value, list) else [value]
    return [
        text for item in values if isinstance(item, str) for part in item.split(",") if (text := clean(part))
    ]
