"""What the class names in a comment of an unknown system say, and the labels beside its author's name.

Class names are made of words, and the last one says what an element is ("kommentar-text", "commentDate",
"benutzer"); one of a button may stand anywhere in them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from lxml.html import HtmlElement

from crawler.splitter.comments.markup import HUMP, one_line, tokens

# The parts of a comment, by the words that class names are made of: the last word counts.
_WORDS = {
    "author": "author auteur autor aut commentor user username pseudo pseudonyme nick nickname name nom "
    "benutzer benutzername verfasser poster posteur membre member commenter writer login",
    "date": "date datum time timestamp heure zeit published posted created ago datetime",
    "text": "text texte content contenu body message msg corps inhalt copy txt",
    "title": "title titre subject sujet headline betreff titel",
}
_ROLE = {word: role for role, words in _WORDS.items() for word in words.split()}
# Buttons and decoration: any word of a class name says so.
_CHROME = frozenset(
    "like likes nblike dislike vote votes voting rating ratings stars signal signaler report alert alerter "
    "abus abuse share badge tools actions action buttons button btn permalink "
    "toolbar flag citer melden edit delete role rank grade extra extras".split()
)
_PICTURE = frozenset("avatar gravatar picture".split())  # a picture, or what stands beside one
_OF_COMMENTS = frozenset("commentaire commentaires com coms reaction reactions avis".split())
_OF_WHAT = re.compile("^(?:comment|kommentar|post)")
_BADGE = frozenset("badge badges role rank grade label status highlight flair".split())
_ANSWER = frozenset("reply repondre antworten".split())  # a button, but "reply-text" is the text of a reply
_BUTTON_ON_NAME = frozenset(("username", "button"))
_HASH = re.compile(r"__(?=\d|[a-z]+\d[\w-]*[a-z_-])[\w-]{5,}$", re.I)  # of CSS modules: "Item_nick__5b21b"
_ANSWERED = ("reply", "to")  # in the name of what says who is answered
_PINGS = frozenset("ping pings pingback pingbacks trackback trackbacks linkback linkbacks".split())
_STAFF_WORDS = re.compile(
    r"(?:(?:l[’'])?auteure?(?:\s+de\s+l[’']article)?|journaliste|(?:la\s+)?r[ée]daction|(?:[ée]quipe|team)(?:\s+\S+)?|mod[ée]rat(?:eur|rice|or)|"
    r"admin(?:istrat(?:eur|rice|or))?|staff|(?:post\s+)?author|editor|host|redaktion|autor(?:in)?|redakteur(?:in)?)",
    re.I,
)
_LABEL_WORDS = re.compile(
    rf"{_STAFF_WORDS.pattern}|(?:membre|abonn[ée]e?|invit[ée]e?|visiteur|utilisat(?:eur|rice)|lect(?:eur|rice)|"
    r"member|user|guest|visitor|subscriber|reader|poster|mitglied|gast|nutzer(?:in)?)(?:\s+\S{1,12})?",
    re.I,
)


@lru_cache(maxsize=2048)
def role_of(names: str) -> str | None:
    """What the class names of an element say it is, by their last words: "comment__date", no "date-box". A
    name of one word may have a letter for its prefix, any one what it is of: "vnick", "commentbody"."""
    found = None
    pictured = False
    for name in names.split():
        words = _words(name)
        if set(words) >= _BUTTON_ON_NAME:
            return "author"  # who clicks the name sees the profile
        if not _CHROME.isdisjoint(words) or (words and words[-1] in _ANSWER):
            return "chrome"
        if _ANSWERED in pairwise(words):
            return "chrome"
        pictured = pictured or not _PICTURE.isdisjoint(words)
        if words and found is None:
            # French puts the thing first: "auteur-commentaire".
            last = words[-2] if len(words) > 1 and words[-1] in _OF_COMMENTS else words[-1]
            found = _ROLE.get(last) or _ROLE.get(_OF_WHAT.sub("", last))
            if found is None and len(words) == 1:
                found = _ROLE.get(last[1:]) or ("author" if last.endswith("username") else None)
    return "chrome" if pictured and found != "text" else found  # "content with-avatar"


def names_its_parts(node: HtmlElement) -> bool:
    """Whether class names in an element say where its author stands, and where its date or its text."""
    roles = roles_in(node)
    signed = "author" in roles or next(node.iter("cite"), None) is not None
    return signed and not roles.isdisjoint(("date", "text"))


def names_author_and_text(node: HtmlElement) -> bool:
    """Whether class names in an element say where its author stands, and where its text."""
    return {"author", "text"} <= roles_in(node)


def roles_in(node: HtmlElement) -> set[str | None]:
    return {role_of(part.get("class") or "") for part in node.iter() if isinstance(part.tag, str)}


def is_label(element: HtmlElement) -> bool:
    """Whether an element says what the one that it stands beside is: "membre", "staff"."""
    names = element.get("class")
    if not names or _BADGE.isdisjoint(last_words(names)):
        return False
    return _LABEL_WORDS.fullmatch(one_line(element)) is not None


def is_staff_badge(element: HtmlElement) -> bool:
    """Whether an element is a badge of the newsroom's people."""
    badges = (not _BADGE.isdisjoint(_words(name)) for name in tokens(element))
    return any(badges) and says_staff(one_line(element))


def says_staff(text: str) -> bool:
    """Whether a text is what the badge of the newsroom's people says: "Modérateur"."""
    return _STAFF_WORDS.fullmatch(text) is not None


@lru_cache(maxsize=2048)
def names_pings(names: str) -> bool:
    """Whether class names say that an element is or holds pings: "trackback", "ping-list"."""
    return any(not _PINGS.isdisjoint(_words(name)) for name in names.split())


@lru_cache(maxsize=2048)
def last_words(names: str) -> frozenset[str]:
    """The last word of each class name."""
    return frozenset(words[-1] for name in names.split() if (words := _words(name)))


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-zéè]+", HUMP.sub("-", _HASH.sub("", name)).lower()))
