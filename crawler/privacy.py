"""Commenters under other names, and those who are never to be stored: applied before anything is.

Pure but for the key, which lies outside the archive: whoever has the archive alone cannot tell who a
pseudonym was, and whoever has the key can, by trying names.
"""

from __future__ import annotations

import base64
import hmac
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.archive import quotations
from crawler.archive.bodies import FORGOTTEN
from crawler.archive.erasing import MASK, decoded, readable
from crawler.archive.suppressions import Suppressions, fold
from crawler.items import Article, Block, Comment, Page, Visit

if TYPE_CHECKING:
    from crawler.archive import Archive

SHORTEST_KEY = 16  # bytes
LONGEST_RETENTION = 36_525  # days; who wants a century sets none
_WORDS = 4  # of a name that is called in a text
# What may be a name on a raw page: the whole text of an element, or the whole of a quoted value. The marks
# are its neighbours', too: one apostrophe more must not make values of what stands between them.
_PIECES = tuple(
    re.compile(rf"(?<={before})\s*([^<>{other}]{{1,80}}?)\s*(?={after})")
    for before, other, after in ((">", "", "<"), ('"', '"', '"'), ("'", "'", "'"))
)
_CALLED = re.compile(r"(?:Répondre à|Reply to|Antworten auf)\s+(.+)", re.I)


class KeyUnusable(ValueError):
    """The pseudonym key is missing or too short; ``str()`` names the setting."""


class RetentionUnusable(ValueError):
    """RAW_RETENTION_DAYS is set and is no number of days; ``str()`` names the setting."""


def retention_days(settings: Mapping[str, Any]) -> float | None:
    """How long raw pages are kept, by RAW_RETENTION_DAYS; None for ever. Raises RetentionUnusable."""
    given = settings["RAW_RETENTION_DAYS"]
    if given in (None, "", "None"):
        return None
    try:
        days = float(given)
    except (TypeError, ValueError):
        days = math.nan
    if not 0 <= days <= LONGEST_RETENTION:
        raise RetentionUnusable(f"RAW_RETENTION_DAYS is no number of days: {given}")
    return days


class Pseudonyms:
    """Names that stand for commenters: the same for one name on one site, unlike on two sites, so that nobody
    can be followed from one to the other."""

    def __init__(self, key: bytes) -> None:
        if len(key) < SHORTEST_KEY:
            raise KeyUnusable(f"PSEUDONYM_KEY has {len(key)} bytes; at least {SHORTEST_KEY} are needed")
        self._key = key

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Pseudonyms | None:
        """By the settings PSEUDONYM_KEY, or PSEUDONYM_KEY_FILE; None when neither is set. Raises
        KeyUnusable."""
        key, file = settings["PSEUDONYM_KEY"], settings["PSEUDONYM_KEY_FILE"]
        if key:
            return cls(str(key).encode())
        if not file:
            return None
        try:
            return cls(Path(str(file)).read_bytes().strip())
        except OSError as error:
            raise KeyUnusable(f"PSEUDONYM_KEY_FILE {file} cannot be read: {error.strerror}") from error

    @property
    def fingerprint(self) -> str:
        """What tells the key from another one, and nothing else of it: 16 hexadecimal digits."""
        return hmac.new(self._key, b"which key", sha256).hexdigest()[:16]

    def name(self, site: str, author: str) -> str:
        """'Lecteur 7QK2M4XA': 40 bits of HMAC-SHA-256 over site and name."""
        if _PSEUDONYM.fullmatch(author):
            return author  # replaced already
        mac = hmac.new(self._key, f"{site}\0{fold(author)}".encode("utf-8", "replace"), sha256).digest()
        return f"Lecteur {base64.b32encode(mac[:5]).decode()}"


_PSEUDONYM = re.compile(r"Lecteur [A-Z2-7]{8}")


def is_pseudonym(name: str) -> bool:
    """Whether a name is one that was made with a key."""
    return bool(_PSEUDONYM.fullmatch(name))


def keyed(settings: Mapping[str, Any], archive: Archive, *, writable: bool = True) -> Pseudonyms | None:
    """The pseudonyms by the settings, for an archive that remembers which key it was first used with. Raises
    KeyUnusable where there is no key any more, or another one: names that were to be replaced would be
    stored, or people split in two."""
    pseudonyms = Pseudonyms.of(settings)
    bound = archive.rights.pseudonym_key()
    if pseudonyms is None and bound is not None:
        raise KeyUnusable(
            f"{archive.path}: its commenters stand under pseudonyms since {bound.since[:10]}; set"
            " PSEUDONYM_KEY_FILE (or PSEUDONYM_KEY) to the key they were made with"
        )
    if pseudonyms is not None and bound is not None and bound.fingerprint != pseudonyms.fingerprint:
        raise KeyUnusable(
            f"{archive.path}: its pseudonyms were made with another key since {bound.since[:10]}; if that one"
            " is lost, 'scrapy pseudonymise --new-key' goes on with today's: names made before stay until"
            " their page is read again"
        )
    if pseudonyms is not None and bound is None and writable:
        archive.rights.bind_key(pseudonyms.fingerprint)
    return pseudonyms


def shielded(visit: Visit, pseudonyms: Pseudonyms | None, suppressed: Suppressions) -> Visit:
    """A visit as it may be stored: erased people's comments as nameless stubs, their pages not kept raw, and
    all other commenters under their pseudonyms where there is a key."""
    article = visit.article
    if suppressed:
        if any(shows_name(page, visit.site, suppressed) for page in _pages(visit)):
            visit = replace(visit, raw_refused=FORGOTTEN)
        if article is not None:
            article = replace(article, blocks=_without_links(article, suppressed))
            article, erased = _without_erased(article, visit.site, suppressed)
            if article != visit.article:
                visit = replace(visit, article=article, erased=erased, raw_refused=FORGOTTEN)
    if pseudonyms is not None and article is not None and article.comments:
        visit = replace(visit, article=renamed(article, visit.site, pseudonyms))
    return visit


def is_forgotten(url: str, suppressed: Suppressions) -> bool:
    """Whether an address is an erased article's."""
    return suppressed.holds("article", "", url)


def _without_links(article: Article, suppressed: Suppressions) -> tuple[Block, ...]:
    """An article's blocks without those that lead to an erased article beside the text: "next: its title"."""
    return tuple(
        block
        for block in article.blocks
        if block.part != "furniture" or not block.url or not is_forgotten(block.url, suppressed)
    )


def _pages(visit: Visit) -> tuple[Page, ...]:
    return (visit.page, *visit.comment_pages) if visit.page else visit.comment_pages


def _without_erased(article: Article, site: str, suppressed: Suppressions) -> tuple[Article, tuple[str, ...]]:
    erased = {
        one.id
        for one in article.comments
        if suppressed.holds("commenter", site, one.author)
        or suppressed.holds("commenter_url", site, one.author_url)
    }
    comments = tuple(
        _stub(one)
        if one.id in erased
        else replace(one, text=_without_erased_words(one.text, site, suppressed, within=bool(erased)))
        for one in article.comments
    )
    return replace(article, comments=comments), tuple(sorted(erased))


def _stub(comment: Comment) -> Comment:
    return replace(comment, author=None, author_url=None, is_staff=False, date_published_raw=None, text="")


def _without_erased_words(text: str, site: str, suppressed: Suppressions, *, within: bool) -> str:
    """What somebody else wrote, ``within`` a thread of an erased person's or elsewhere (see ``erasing``)."""
    without = quotations.without if within else quotations.without_marked
    unquoted = without(text, lambda piece: suppressed.holds("words", site, piece))
    return _without_names(unquoted, site, suppressed, everywhere=within)


def _without_names(text: str, site: str, suppressed: Suppressions, *, everywhere: bool) -> str:
    """A text in which erased people's names are masked: each run of words is asked for, since the list holds
    no names. Not ``everywhere``: only where they are called with an '@'."""
    if not everywhere and "@" not in text:
        return text
    words = list(re.finditer(r"@?[\w][\w'’.-]*", text))
    spans: list[tuple[int, int]] = []
    for first in range(len(words)):
        if not everywhere and not words[first].group().startswith("@"):
            continue
        for last in range(min(first + _WORDS, len(words)) - 1, first - 1, -1):
            start, end = words[first].start(), words[last].end()
            piece = text[start:end].lstrip("@").rstrip(".'’-")
            if suppressed.holds("commenter", site, piece):
                spans.append((start, start + len(text[start:end].rstrip(".'’-"))))
                break
    for start, end in reversed(spans):
        text = text[:start] + MASK + text[end:]
    return text


def shows_name(page: Page, site: str, suppressed: Suppressions) -> bool:
    """Whether a raw page shows an erased commenter's name or address anywhere, as in a list of comments, or
    leads to an erased article."""
    text = decoded(page.body)
    pieces = {readable(one) for piece in _PIECES for one in piece.findall(text)}
    pieces |= {called.group(1) for one in pieces if (called := _CALLED.fullmatch(one))}
    return any(
        suppressed.holds("commenter", site, one)
        or (
            one.startswith("http")
            and (
                suppressed.holds("commenter_url", site, one)
                or is_forgotten(one.partition("#")[0], suppressed)
            )
        )
        for one in pieces
    )


def renamed(article: Article, site: str, pseudonyms: Pseudonyms) -> Article:
    """An article whose commenters stand under their pseudonyms, without their addresses; the newsroom's own
    answers keep their names. An '@name' of the thread is replaced, too."""
    names = {
        one.author: pseudonyms.name(site, one.author)
        for one in article.comments
        if one.author and not one.is_staff
    }
    if not names:
        return article
    longest = sorted(names, key=len, reverse=True)
    called = re.compile("@(" + "|".join(map(re.escape, longest)) + r")(?!\w)", re.I)
    folded = {fold(name): other for name, other in names.items()}
    comments = tuple(
        replace(
            one,
            author=one.author if one.is_staff or not one.author else names[one.author],
            author_url=one.author_url if one.is_staff else None,
            text=called.sub(lambda found: f"@{folded[fold(found.group(1))]}", one.text),
        )
        for one in article.comments
    )
    return replace(article, comments=comments)
