"""Judges one page: is it the article that stood here, or something in its place?"""

from __future__ import annotations

from dataclasses import dataclass

from crawler.items import Article
from crawler.quarantine.look import Look, fold, runs_of_words, share, telling_words
from crawler.quarantine.walls import Found, find_lock, find_wall

ENOUGH = 12  # different telling words; a shorter text cannot be recognised by them
GONE = 0.5  # below this share of its words on the page, the article is not there
STUB = 0.8  # below it, and with a paywall's signs, only its beginning is
SHRUNK = 0.4  # below this share of its length, a text is doubted until it is seen again


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of the article at an address. ``ended``: its last page said where it ends; ``doubted`` is
    the digest of the words that an earlier visit did not believe, None when there was none."""

    article: Article
    ended: bool = True
    doubted: str | None = None


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Why a page is not believed. ``confirmable``: the same words on another day are believed after all."""

    reason: str
    detail: str
    confirmable: bool = False


def judge(
    look: Look, reading: Article | None, past: Past | None, *, pages_end: bool = False, words: str = ""
) -> Suspicion | None:
    """Why a page is not to be believed; None when nothing speaks against it.

    ``reading`` is what the splitter made of it, None when nothing; ``words`` a digest of it. ``past`` is None
    for an address that has shown no article yet; ``pages_end`` then says that other pages of the site say
    where they end.
    """
    if past is None:
        return _judge_new(look, reading, pages_end)
    suspicion = _judge_known(look, reading, past)
    if suspicion is not None and suspicion.confirmable and words and words == past.doubted:
        return None
    return suspicion


def _judge_new(look: Look, reading: Article | None, pages_end: bool) -> Suspicion | None:
    # A short article may stand beside a long banner: what was read of the page decides, where that is a text.
    text = _text(reading) if reading is not None else ""
    seen = look.narrowed(text) if len(telling_words(text)) >= ENOUGH else look
    wall = (find_lock(look) if not text else None) or find_wall(seen, alone=True)
    if wall is not None:
        return Suspicion(wall.wall, wall.detail)
    if reading is not None and pages_end and not look.ends:
        return _truncated(look)
    return None


def _judge_known(look: Look, reading: Article | None, past: Past) -> Suspicion | None:
    known = telling_words(_text(past.article))
    there = share(known, look.telling)
    if reading is None:
        if len(known) >= ENOUGH and there >= GONE:
            return Suspicion(
                "Unreadable", f"{there:.0%} of its words are on the page, and no rule reads them"
            )
        return _in_its_place(look, "nothing on the page reads as an article")
    if len(known) >= ENOUGH and (there < GONE or _replaced(look, reading, past.article)):
        return _not_there(look, reading, past.article, there)
    if len(known) < ENOUGH and not _same_article(reading, past.article):
        wall = find_wall(look, alone=True)
        if wall is not None:
            return Suspicion(wall.wall, wall.detail)
    if past.ended and not look.ends:
        return _truncated(look)
    if len(known) >= ENOUGH:
        read = share(known, telling_words(" ".join(block.text for block in reading.blocks)))
        if read < GONE * there:
            return Suspicion(
                "Unreadable", f"{there:.0%} of its words are on the page, our rules find {read:.0%}"
            )
        if there < STUB:
            wall = find_wall(look, alone=False)
            if wall is not None and wall.wall in ("Paywall", "LoginWall"):
                return Suspicion(wall.wall, f"{wall.detail}; {there:.0%} of its words are left")
    return None


def _replaced(look: Look, reading: Article, held: Article) -> bool:
    """Whether another article stands there that speaks of the same things in other sentences."""
    if _same_article(reading, held):
        return False
    return share(runs_of_words(_text(held)), look.runs) < GONE


def _not_there(look: Look, reading: Article, held: Article, there: float) -> Suspicion | None:
    """The words of the article are not on the page: a wall, another page, or a text written anew."""
    wall = _in_its_way(look)
    same = _same_article(reading, held)
    if wall is not None and (not same or wall.wall in ("Paywall", "LoginWall", "Protected")):
        return Suspicion(wall.wall, wall.detail)
    if not same:
        return Suspicion(
            "OtherPage",
            f"another page stands here: {reading.headline[:80]!r}",
            confirmable=reading.date_published is not None,
        )
    if len(_text(reading)) < SHRUNK * len(_text(held)):
        return Suspicion("Shrunk", f"only {there:.0%} of its words are left", confirmable=True)
    return None


def _in_its_way(look: Look) -> Found | None:
    """What keeps a known article's words from its page."""
    return find_lock(look) or find_wall(look, alone=False)


def _in_its_place(look: Look, otherwise: str) -> Suspicion:
    wall = _in_its_way(look)
    return Suspicion(wall.wall, wall.detail) if wall else Suspicion("OtherPage", otherwise)


def _truncated(look: Look) -> Suspicion:
    return Suspicion("Truncated", f"the page breaks off after {len(look.body)} bytes, without its end")


def _same_article(one: Article, other: Article) -> bool:
    """The same title, or the same moment of publication: what a text that was written anew keeps."""
    title = telling_words(other.headline)
    if fold(one.headline) == fold(other.headline):
        return True
    if title and share(title, telling_words(one.headline)) > GONE:
        return True
    return (
        one.date_published is not None
        and len(one.date_published) > 10
        and (one.date_published == other.date_published)
    )


def _text(article: Article) -> str:
    parts = ("lead", "body", "opinion")
    return " ".join(block.text for block in article.blocks if block.part in parts)
