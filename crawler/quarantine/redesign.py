"""Tells what an editor changed from what a new design, or better rules, made of the same words."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from crawler.archive.wording import changed_fields, fields_of, wording
from crawler.items import Article
from crawler.quarantine.look import Look

ALIKE = 0.5  # of the class names: below it, two pages do not wear the same theme
_CLASS = re.compile(rb"\bclass\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
_THEME = re.compile(rb"/wp-content/themes/([\w-]+)/|/sites/all/themes/([\w-]+)/|/squelettes/([\w-]+)/", re.I)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_TEXT = ("body", "opinion", "description", "sources")


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as it is to be kept: ``article`` with the fields in ``kept`` from before, and ``before``, the
    reading that changes are judged by (None: the archive's rows)."""

    article: Article
    before: Article | None
    kept: tuple[str, ...] = ()


def redesigned(before: Look, now: Look) -> bool:
    """Whether two pages of one address wear different themes: by the theme's name where the platform tells
    it, else by the class names that they share."""
    themes = [{next(filter(None, found)) for found in _THEME.findall(look.body)} for look in (before, now)]
    if themes[0] and themes[1]:
        return themes[0].isdisjoint(themes[1])
    one, other = _classes(before), _classes(now)
    return bool(one and other) and len(one & other) < ALIKE * len(one | other)


def settle(
    held: Article,
    now: Article,
    earlier: Article | None,
    *,
    new_design: bool,
    kept: Collection[str] = (),
) -> Reading:
    """What to keep of a page that reads otherwise than the archive has it.

    ``earlier`` is its last page as today's rules read it, so that better rules are no edits; None when those
    bytes are not to be had. Under a ``new_design`` only lost sentences (and a title that has no word in
    common with the old one) are edits: what is missing or printed otherwise is the theme's doing, and keeps
    its old value, here and on later visits (``kept``) until the site changes it.
    """
    now = _with_date(now, held)
    changed = changed_fields(fields_of(held), fields_of(now))
    if not changed:
        return Reading(now, earlier)
    if new_design:
        stay = [name for name in changed if not _is_edit(name, held, now)]
        article = _with_fields(now, held, stay)
        return Reading(article, _with_fields(article, held, changed), tuple(stay))
    if earlier is None:
        return Reading(now, None)
    edited = changed_fields(fields_of(earlier), fields_of(now))
    stay = [name for name in kept if name in changed and name not in edited]
    return Reading(_with_fields(now, held, stay), _with_fields(earlier, held, stay), tuple(stay))


def _is_edit(name: str, held: Article, now: Article) -> bool:
    if name == "headline":
        one, other = wording(held.headline).casefold(), wording(now.headline).casefold()
        return one not in other and other not in one
    if name not in ("body", "opinion", "description"):
        return False
    there = wording("\n".join((now.headline, *(block.text for block in now.blocks))))
    old = fields_of(held)[name] or ""
    sentences = [wording(sentence) for sentence in _SENTENCE.split(old)]
    return any(sentence not in there for sentence in sentences if len(sentence.split()) > 3)


def _with_fields(article: Article, source: Article, names: Collection[str]) -> Article:
    """The article with these fields of another reading. The text's parts belong together."""
    values: dict[str, object] = {}
    if not set(_TEXT).isdisjoint(names):
        values |= {
            "blocks": source.blocks,
            "opinion": source.opinion,
            "description": source.description,
            "sources": source.sources,
        }
    values |= {name: getattr(source, name) for name in names if name not in _TEXT}
    return replace(article, **values)  # type: ignore[arg-type]


def _with_date(now: Article, held: Article) -> Article:
    """A date of publication once read is not lost, nor made coarser."""
    then = held.date_published
    if then is None or now.date_published == then:
        return now
    if now.date_published is None or (len(now.date_published) == 10 and then.startswith(now.date_published)):
        return replace(now, date_published=then, date_published_raw=held.date_published_raw)
    return now


def _classes(look: Look) -> frozenset[bytes]:
    """The class names of a page, without those that number or name its content."""
    tokens = (token for pair in _CLASS.findall(look.body) for token in (pair[0] or pair[1]).split())
    return frozenset(token for token in tokens if not re.search(rb"\d", token))
