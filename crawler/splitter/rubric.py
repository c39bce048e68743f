"""Section and tags: as the page shows them by its platform's marks, else as it declares them."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.splitter.blocks import visible_text
from crawler.splitter.look import Look
from crawler.splitter.words.addresses import split_address
from crawler.splitter.words.text import clean, fold

_LONGEST = 40  # characters of a rubric's name
_HOME = frozenset(("accueil", "home", "startseite", "page d accueil"))
_CATEGORY_LINKS = (
    ".cat-links a, .cat-labels a, .category-name a, .itemCategory a, .ast-terms-link a, .post-cat, "
    ".gh-article-tag, .article-tag, .news-list-category, .entry-footer-info .post-footers a"
)
_TAG_LINKS = (
    ".tags-links a, .the-post-tags a, .td-tags a, .tdb-tags a, .tag-links a, .post-tags a, .post__tags a, "
    ".article-tags a, .article__tags a, .entry-tags a, .itemTagsBlock a, .tag-list a, .tags-list a, .tags a"
)


def read_section(look: Look) -> str | None:
    """The rubric: as the page shows it by the platform's marks, else as it declares it, else the last of its
    breadcrumb that is not the article, else by the folder it lies in."""
    own = look.layout.section if look.layout else ""
    for selector in (own, 'a[rel~="category"]', _CATEGORY_LINKS):
        for element in look.find(selector):
            if text := visible_text(element):
                return text
    declared = look.metadata.text("articleSection") or look.metadata.first("article:section")
    return declared or _of_breadcrumb(look) or _of_folder(look)


def _of_breadcrumb(look: Look) -> str | None:
    crumbs = [
        text
        for selector in ('[itemtype$="/BreadcrumbList"] a', ".breadcrumb a, .breadcrumbs a, #breadcrumb a")
        for element in look.finder.find(selector)
        if (text := visible_text(element)) and fold(text) not in _HOME and fold(text) != look.title
    ]
    return crumbs[-1] if crumbs else None


def _of_folder(look: Look) -> str | None:
    """What the page's links call the deepest folder of its address that they link to ("/essais/…")."""
    address = split_address(look.metadata.canonical_url or look.metadata.url)
    parts = address.path.strip("/").split("/")
    folders = ["/" + "/".join(parts[:depth]) for depth in range(len(parts) - 1, 0, -1)]
    names: dict[str, str] = {}
    ends = tuple(folders)
    for link in look.finder.tagged("a") if ends else ():
        href = (link.get("href") or "").rstrip("/")
        if not href.endswith(ends):
            continue
        target = split_address(href)
        path = "" if target.query or target.fragment else target.path
        if path in folders and path not in names and target.netloc in ("", address.netloc):
            text = visible_text(link)
            if text and len(text) < _LONGEST and not text.isdigit() and fold(text) != look.title:
                names[path] = text
    return next((names[folder] for folder in folders if folder in names), None)


def read_keywords(look: Look) -> tuple[str, ...]:
    """The tags: shown ones (``rel=tag`` that are no categories), else declared ones; each once, in order."""
    own = look.layout.keywords if look.layout else ""
    # WordPress' block editor marks the links of every taxonomy with rel=tag, the categories' too.
    sections = set(look.find(look.layout.section)) if look.layout and look.layout.section else set()
    for selector in (own, 'a[rel~="tag"]:not([rel~="category"])', _TAG_LINKS):
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
