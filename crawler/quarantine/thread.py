"""Whether a comment that a page does not show was removed, or merely not shown."""

from __future__ import annotations

import re
from collections.abc import Collection

from crawler.items import Article, Comment, Unseen
from crawler.quarantine.look import Look, runs_of_words, share, telling_words

_CLOSED_WORDS = re.compile(  # in a folded text
    r"(?:commentaires|reactions|discussions?|forums)(?: \w+){0,4} (?:sont|est) (?:\w+ )?"
    r"(?:ferme(?:e?s?)\b|clos|desactiv)"
    r"|commentaires? (?:fermes?|clos|desactives?)\b|fermee?s? aux commentaires"
    r"|nouveaux commentaires (?:ne sont|n'est) (?:pas|plus) (?:autorise|accepte|possible)"
    r"|comment(?:s|ing)(?: \w+){0,4} (?:are|is|has been|have been) (?:now )?(?:closed|disabled)"
    r"|new comments are not allowed"
    r"|kommentar(?:e|funktion)? (?:sind |ist )?(?:geschlossen|deaktiviert)"
)
_CLOSED_MARKS = re.compile(rb"class\s*=\s*[\"'][^\"']*\b(?:no-?comments|comments?-closed)\b", re.I)
_FORM = re.compile(rb"<textarea\b[^>]*name\s*=\s*[\"']?comment", re.I)
_STANDS = 0.9  # of the runs of words: above it, a text is there
_ENOUGH = 3  # telling words, to find a comment again by them
_MANY = 5  # comments that do not vanish all at once without a word


def thread_closed(look: Look) -> bool:
    """Whether a page says that it takes no more comments."""
    if look.has(_FORM):  # on nearly every page: its words need not be read
        return False
    return look.has(_CLOSED_MARKS) or bool(_CLOSED_WORDS.search(look.text))


def unseen_because(
    now: Article, held: Article, looks: Collection[Look], *, unseen: Collection[str], closed: bool
) -> Unseen | None:
    """Why the absence of a held comment is no evidence that it was removed; None when it is.

    ``held`` has the comments that the archive holds and that were not removed, ``unseen`` the ids of those
    that the last visit did not see either. ``looks`` are all the pages of this visit, ``closed`` says that
    they take no more comments.
    """
    shown = {comment.id for comment in now.comments}
    absent = [comment for comment in held.comments if comment.id not in shown]
    if not absent:
        return None
    if closed and not shown:
        return "closed"
    then = [comment for comment in held.comments if comment.id not in unseen]
    if _missing(now, len(now.comments)) > _missing(held, len(then)):
        return "short"
    if _stand(absent, looks, held, now):
        return "unreadable"
    again = all(comment.id in unseen for comment in absent)
    if not shown and now.comment_count is None and len(absent) >= _MANY and not again:
        return "short"
    return None


def _stand(absent: Collection[Comment], looks: Collection[Look], held: Article, now: Article) -> bool:
    """Whether the words of most absent comments stand on the pages all the same. Those that another comment
    says, which was held before and is shown, prove nothing: it is a twin (one of two was taken out), or
    quotes what it answers."""
    before = {comment.id for comment in held.comments}
    others = [runs_of_words(comment.text) for comment in now.comments if comment.id in before]
    told = [comment.text for comment in absent if len(telling_words(comment.text)) >= _ENOUGH]
    elsewhere = frozenset().union(*others)
    known = [runs for runs in map(runs_of_words, told) if share(runs, elsewhere) < _STANDS]
    there = frozenset().union(*(look.runs for look in looks))
    return sum(share(one, there) >= _STANDS for one in known) * 2 > len(known)


def _missing(article: Article, shown: int) -> int:
    """How many comments the page announces beyond those that it shows. Many themes count pingbacks, too: a
    difference that they explain is none."""
    if article.comment_count is None:
        return 0
    missing = article.comment_count - shown
    return 0 if missing == article.pings else max(missing, 0)
