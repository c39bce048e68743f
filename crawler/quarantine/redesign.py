"""Tells what an editor changed from what a new design, or better rules, made of the same words."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from crawler.archive.wording import changed_fields, fields_of, wording
from crawler.items import Article
from crawler.quarantine.look import Look, fold, runs_of_words, share
from crawler.splitter.words.dates import counts_back

ALIKE = 0.5  # of the class names: below it, two pages do not wear the same theme
_CLASS = re.compile(rb"\bclass\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
_THEME = re.compile(rb"/wp-content/themes/([\w-]+)/|/sites/all/themes/([\w-]+)/|/squelettes/([\w-]+)/", re.I)
# The thread's class names are the platform's, not the theme's; those with digits number the content.
_NOT_OF_THE_THEME = re.compile(
    rb"\d|comment|repl(?:y|ies)|respond|forum|avatar|vcard|children|depth|thread", re.I
)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
# What differs in a theme's line from one article to the next: "lu 1 234 fois", "le 3 août". Folded.
_FIGURE = re.compile(
    r"\b(?:\d+(?:[ .,]\d{3})*|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre"
    r"|decembre)\b"
)
_TEXT = ("body", "opinion", "description", "sources")
_STANDS = 0.9  # of the runs of words: above it, a text is on the page


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
    page: Look | None = None,
    sister: Look | None = None,
) -> Reading:
    """What to keep of a page that reads otherwise than the archive has it.

    ``earlier`` is its last page as today's rules read it, so that better rules are no edits; None when those
    bytes are not to be had. Under a ``new_design`` only lost sentences are edits, whole new ones that another
    article's page in that design (``sister``) does not have, and another title: what is missing or printed
    otherwise is the theme's doing, and keeps its old value, here and on later visits (``kept``) until the
    site changes it. So does, under any design, a part that is no longer read though its words still stand on
    the ``page``.
    """
    now = with_date(now, held)
    changed = changed_fields(fields_of(held), fields_of(now))
    if not changed:
        return Reading(now, earlier)
    if new_design:
        stay = [name for name in changed if not _is_edit(name, held, now, sister)]
        edited = [name for name in changed if name not in stay]
        article = _keeping(now, held, stay, edited)
        return Reading(article, _edited_back(article, held, edited), tuple(stay))
    edited = changed_fields(fields_of(earlier), fields_of(now)) if earlier is not None else changed
    stay = [name for name in kept if name in changed and name not in edited]
    stay += _overlooked(held, now, edited, page) if page is not None else ()
    left = [name for name in edited if name not in stay]
    before = _keeping(earlier, held, stay, left) if earlier is not None else None
    return Reading(_keeping(now, held, stay, left), before, tuple(stay))


def _overlooked(held: Article, now: Article, edited: Collection[str], page: Look) -> list[str]:
    """The fields that were read before and are not now, though the page still shows their words: its markup
    differs from one day to the next (a test of two variants, a plugin), and nobody edited anything."""
    was, reads = fields_of(held), fields_of(now)
    lost = [name for name in edited if not reads[name] and _stands(name, was[name] or "", page)]
    texts = [name for name in edited if name in _TEXT and name not in lost]
    if not set(_TEXT).isdisjoint(lost) and not any(_is_edit(name, held, now) for name in texts):
        lost += texts  # the words are read as another part
    return lost


def _stands(name: str, value: str, page: Look) -> bool:
    if name in ("body", "opinion", "description"):
        return share(runs_of_words(value), page.runs) >= _STANDS
    return all(fold(one) in page.text for one in value.split(", "))


def _is_edit(name: str, held: Article, now: Article, sister: Look | None = None) -> bool:
    if name == "headline":
        one, other = wording(held.headline).casefold(), wording(now.headline).casefold()
        return one not in other and other not in one
    if name not in ("body", "opinion", "description"):
        return False
    there, then = _all_words(now), _all_words(held)
    lost = [one for one in _sentences(held, name) if len(one.split()) > 3 and one not in there]
    if lost or sister is None:
        return bool(lost)
    return any(one not in then and _is_prose(one, sister) for one in _sentences(now, name))


def _sentences(article: Article, name: str) -> list[str]:
    return [wording(sentence) for sentence in _SENTENCE.split(fields_of(article)[name] or "")]


def _all_words(article: Article) -> str:
    return wording("\n".join((article.headline, *(block.text for block in article.blocks))))


def _is_prose(sentence: str, sister: Look) -> bool:
    """Whether somebody wrote a sentence for this article: a theme's lines have no full stop, or stand on
    every page, with other figures and months."""
    whole = len(sentence.split()) > 3 and sentence[-1] in ".!?…"
    return whole and share(_countless(sentence), _countless(sister.text)) < ALIKE


def _countless(text: str) -> frozenset[str]:
    """The runs of words of a text in which all figures and months are the same."""
    return runs_of_words(_FIGURE.sub("0", fold(text)))


def _keeping(now: Article, held: Article, names: Collection[str], edited: Collection[str]) -> Article:
    """The article with these fields as they are held. The text's parts belong together, unless one of them
    was ``edited``: then its blocks are today's."""
    values: dict[str, object] = {name: getattr(held, name) for name in names if name != "body"}
    if not set(_TEXT).isdisjoint(names) and set(_TEXT).isdisjoint(edited):
        values |= {name: getattr(held, name) for name in ("blocks", "opinion", "description", "sources")}
    return replace(now, **values)  # type: ignore[arg-type]


def _edited_back(article: Article, held: Article, edited: Collection[str]) -> Article:
    """The article as it was before the fields that were edited."""
    values: dict[str, object] = {name: getattr(held, name) for name in edited if name != "body"}
    if "body" in edited:
        values["blocks"] = held.blocks
    return replace(article, **values)  # type: ignore[arg-type]


def with_date(now: Article, held: Article) -> Article:
    """A date of publication once read is not lost, nor made coarser: "il y a 3 semaines" says less of the
    same day than "il y a 3 heures" did."""
    then = held.date_published
    if then is None or now.date_published == then:
        return now
    today = now.date_published
    coarser = today is None or (len(today) == 10 and then.startswith(today))
    if coarser or counts_back(now.date_published_raw or ""):
        return replace(now, date_published=then, date_published_raw=held.date_published_raw)
    return now


def _classes(look: Look) -> frozenset[bytes]:
    """The class names of a page, without those that number or name its content."""
    tokens = (token for pair in _CLASS.findall(look.body) for token in (pair[0] or pair[1]).split())
    return frozenset(token for token in tokens if not _NOT_OF_THE_THEME.search(token))
