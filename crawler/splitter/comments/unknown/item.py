"""One comment of an unknown system: who, when and what, by what its elements are called and how they read.

What class names do not say (``names``) is read by lines: a short one with a date is the header, what
stands out above the text is the name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from lxml.html import HtmlElement

from crawler.splitter.comments.attribution import (
    Attribution,
    author_name,
    date_of,
    may_be_dated,
    read_attribution,
)
from crawler.splitter.comments.base import Context, Found, lines_of_run, own_elements, own_lines
from crawler.splitter.comments.markup import (
    Own,
    Titles,
    last_digits,
    link_of,
    names_staff,
    one_line,
    tokens,
)
from crawler.splitter.comments.unknown.names import (
    is_label,
    is_staff_badge,
    last_words,
    names_pings,
    role_of,
    roles_in,
    says_staff,
)
from crawler.splitter.comments.wording import is_note, says_whom_it_answers
from crawler.splitter.words.dates import read_date
from crawler.splitter.words.text import clean

HEADING_TAGS = frozenset("h2 h3 h4 h5 h6".split())

_BUTTON = re.compile(
    r"(?:répondre|(?:\d+\s+)?(?:réponses?|replies|antworten?)|r[ée]agir|commenter|reply|respond|antworten|beantworten|signaler|alerter|avertir|prévenir|modérer|citer|zitieren|quote|"
    r"melden|report|flag|j[’']aime(?:\s+pas)?|je\s+n[’']aime\s+pas|(?:dis|un)?like|gefällt\s+mir|recommander|recommend|empfehlen|"
    r"approuver|conseiller|up-?vote|down-?vote|partager|share|teilen|edit|modifier|éditer|bearbeiten|supprimer|delete|löschen|"
    r"lire\s+plus|lire\s+la\s+suite|voir\s+plus|permalien|permalink|perma-?link|link|lien(?:\s+(?:permanent|direct))?|direct\s+link|"
    r"lien\s+(?:vers\s+le|direct\s+au)\s+commentaire|(?:voir|lire|afficher|masquer|show|hide|view|read)\s+(?:les\s+|all\s+)?(?:\d+\s+)?"
    r"(?:la\s+)?(?:réponses?|replies|reply|antworten)(?:\s+à\s+ce\s+commentaire)?|"
    r"(?:aimé|liked|gefällt)\s+(?:par|by)?\s*\d.{0,20}|\d+\s+(?:likes?|j[’']aime|people\s+like\s+this|personnes?\s+aiment|votes?)|"
    r"(?:voir\s+(?:le\s+|son\s+)?)?profile?(?:\s+utilisateur)?|user\s+(?:info|profile)|site\s+web(?:\s+personnel)?|website|"
    r"\d{1,2}(?:[.,]\d)?\s?/\s?(?:5|10|20)|"  # a rating
    r"(?:commentaire|message|r[ée]action|comment|kommentar)\s+(?:n[°º]|#)\s?\d+|"
    r"#?\d+\.?|[+-]\s?\d+|[»•|·¶])"
    r"(?:\s+(?:\(?\d+\)?|(?:(?:un|une|cet?|cette|ce|le|la|l[’']|au|aux|this|to|the|as|diesen|den|auf|einen)\s*)+"
    r"(?:abus|abuse|spam|commentaire|comment|kommentar|message|contenu|content|modérateurs?|modération|moderators?|post|beitrag|post(?:ing)?)"
    r"(?:\s+(?:inapproprié|abusif|illicite|au\s+modérateur))?|(?:abus|abuse|comment|kommentar|(?:en\s+)?citant)|à\s+\S.{0,40}|to\s+\S.{0,40}))?"
    r"\s*[:.…»↓]?",
    re.I,
)
_MORE = re.compile(
    r"(?:…|\.{3})?\s*(?:(?:lire|voir|afficher)\s+(?:plus|moins|la\s+suite)|read\s+more|mehr)"
    r"\s*(?:…|\.{3}|»)?",
    re.I,
)
# The date in an author's profile.
_MEMBERSHIP = re.compile(
    r"(?:date\s+d[’'])?(?:inscrite?|inscription|membre|enregistré|arrivée|joined|registered|member|dabei|registriert|mitglied|beigetreten)\b",
    re.I,
)
_SUFFIX = r"(?:[-_](?:inner|wrapper|content|body|text))?"
_IDS = (
    re.compile(rf"(?:.*[-_])?[a-zé]*(\d+){_SUFFIX}", re.I),  # "comment-12", "c5713512"
    re.compile(rf"(?:.*[-_])?((?=.*\d)[0-9a-f]{{8,}}){_SUFFIX}", re.I),  # "comment-6a00d8341c"
)
_ID_ATTRIBUTE = re.compile(
    r"id|data-comment|data-(?!\S*(?:parent|user|author|article|thread|topic|member|reply-?to))(?:\w+-)*\w*id(?:-comment)?",
    re.I,
)
_OF_COMMENT = re.compile(r"(?:comment|commentaire|kommentar|reaction|message|forum|post|msg)", re.I)
_LOUD_TAGS = HEADING_TAGS | {"strong", "b", "cite"}
_HEADER_LINES = 5  # a header without a named text below it is no longer
_MOST_DATES = 2  # a comment prints its date once, some pages the relative one too
_LONGEST_NAME = 60
# How a trackback quotes the page that it comes from (WordPress, Movable Type, Serendipity).
_EXCERPT = re.compile(r"\[(?:…|\.\.\.)\].*\[(?:…|\.\.\.)\]", re.S)
_PING = re.compile(
    r"(?:(?:ping|track|link)-?back|r[ée]trolien)s?\s*(?::|(?:de|depuis|par|from|by|von)\b)", re.I
)
_CLOCK = re.compile(r"\d{1,2}\s?(?:[:h]\s?\d\d|h\b)", re.I)
_CLOCK_ALONE = re.compile(
    r"(?:(?:at|à|um|@)\s*)?\d{1,2}\s?(?:[:h]\s?\d\d)(?::\d\d)?(?:\s?[ap]\.?m\.?|\s?(?:min|uhr))?", re.I
)
_RUNNING = re.compile(r"^\d{1,4}\.\s+")  # the number of a comment, before its title
_SCORE = re.compile(r"\s*\((?:score|note)\s*:[^()]*\)$", re.I)  # portals print it behind the title
_ENOUGH = 3  # comments, to tell by what they have in common
NAME_IN: tuple[NameIn, ...] = ("marked", "loud", "first", "last")
# What is left of a header whose name and date are elements: "Ajouté par … il y a environ …".
_AROUND = re.compile(
    r"(?:(?:commentaire|comment|message|ajout[ée]e?|post[ée]e?|publi[ée]e?|[ée]crite?|envoy[ée]e?|modifi[ée]e?|par|de|le|[àa]|il\s+y\s+a|depuis|"
    r"environ|added|posted|published|written|sent|by|from|on|at|about|ago|von|am|um|vor)(?!\w)|[\s,;:|•·⋅–—()\[\]/-])+",
    re.I,
)
_TITLED = re.compile(r"(?P<title>\S.*?)\s*(?P<stroke>[-–—,|]?)\s+(?:par|by|von)\s+(?P<name>\S.*)", re.I)
# What XOOPS repeats above each comment.
_COLUMN_HEAD = re.compile(r"auteur|author|autor|conversation|thread|message|beitrag", re.I)
# How much an author wrote so far, beside the name.
_ACTIVITY = re.compile(
    r"(?:(?:nb|nombre)\s+de\s+)?(?:(?:messages?|posts?|commentaires?|comments?|beiträge)\s*:\s*\d+|"
    r"\d+\s+(?:messages?|posts?|commentaires?|r[ée]actions?|comments?|beiträge))",
    re.I,
)
# Forms of 2004 print what was filled in as they asked for it: "De : Léa", "Message : Pas mal."
_LABELLED_NAME = re.compile(r"(?:de|auteur|nom|pseudo|name|from)\s*:\s*\S", re.I)
_LABELLED_TEXT = re.compile(r"^(?:message|commentaire|texte|comment|text)\s*:\s*(?=\S)", re.I)
_SAID = re.compile(r"[\s)\]]*:\s*(?P<text>\S.*)")
# Behind a name that is an element: " (12/01/2013, 10:00) : Pas mal."
_DATED_BEHIND = re.compile(
    r"\s*(?P<date>[(\[,]?[^()\[\]:]{0,40}\d[^()\[\]:]{0,20}(?::\d\d){0,2}\s*[)\]]?)\s*:\s*\S"
)
_NUMBERED = re.compile(r"(?P<n>\d{1,5})\s+(?P<name>\S.*)")
_PLUS_ONE = re.compile(r"[+-]\s?10*")
_INITIAL = re.compile(r"\s[^\W\d_]\.$")
_FEWEST_WORDS = 3  # of a text that no sign divides from its header
_ENDS = (".", "!", "?", "…", ")")  # of a sentence
_MOST_WORDS = 5  # of a name that nothing marks as one
LONGEST_HEADER = 160


NameIn = Literal["marked", "loud", "first", "last"]


@dataclass(slots=True)
class Item:
    """The element of one possible comment, and the siblings that hold the rest of it; ``is_loose``: with the
    text behind each of them."""

    node: HtmlElement
    more: tuple[HtmlElement, ...] = ()
    is_loose: bool = False

    @property
    def nodes(self) -> tuple[HtmlElement, ...]:
        return (self.node, *self.more)

    def lines(self, cut: Collection[HtmlElement]) -> list[str]:
        """Its text as lines, without what stands in ``cut``."""
        if self.is_loose:
            return lines_of_run(self.nodes, cut)
        return [line for node in self.nodes for line in own_lines(node, cut)]


@dataclass(slots=True)
class _Seen:
    """The elements of one comment by what their names say: ``body`` is its text, ``chrome`` its buttons and
    pictures, ``roles`` what the other elements are, those inside the text left out; ``replies`` are the
    comments inside it."""

    own: list[HtmlElement]
    roles: dict[HtmlElement, str]
    chrome: set[HtmlElement]
    replies: set[HtmlElement]
    body: list[HtmlElement]

    def marked(self, role: str) -> Iterator[HtmlElement]:
        return (element for element, its in self.roles.items() if its == role)


def _see(item: Item, stops: set[HtmlElement], buttons: Collection[str], *, bodies: bool = True) -> _Seen:
    parts = [Own(node, stops) for node in item.nodes]
    own = [*parts[0].elements]
    for node, part in zip(item.more, parts[1:], strict=True):
        own.extend((node, *part.elements))
    roles = {element: role for element in own if (role := _role_of(element)) is not None}
    is_signed = "author" in roles.values()
    body = _text_elements(item, roles) if bodies else []
    inside = {inner for element in body for inner in element.iter()}
    return _Seen(
        own=[element for element in own if element not in inside],
        roles={element: role for element, role in roles.items() if element not in inside},
        chrome={
            element
            for element in own
            if _is_chrome(element, roles.get(element), buttons) or (is_signed and _is_motto(element))
        },
        replies=set().union(*(part.replies for part in parts)),
        body=body,
    )


def _role_of(element: HtmlElement) -> str | None:
    """What an element's class names say it is; or its id, that it holds the text ("post_message_12")."""
    role = role_of(element.get("class") or "")
    name = element.get("id") if role is None else None
    if name and name[-1].isdigit() and role_of(name.rstrip("0123456789-_")) == "text":
        return "text"
    return role


def _text_elements(item: Item, roles: dict[HtmlElement, str]) -> list[HtmlElement]:
    """The elements named for the text, in page order: those that hold no author or date and are no part of a
    button, and of two that nest the inner one where it holds most of it ("body" is a name for boxes too).
    Of several, none that says no more than "a dit"."""
    named = [element for element, role in roles.items() if role in ("author", "date")]
    around = {above for element in named for above in _within(item, element)}
    texts = [
        element
        for element, role in roles.items()
        if role == "text"
        and element not in around
        and not any(roles.get(above) == "chrome" for above in _within(item, element))
        and not _holds_buttons_alone(element)
    ]
    if len(texts) > 1:
        texts = [element for element in texts if author_name(one_line(element)) is not None]
    kept: dict[HtmlElement, None] = {}
    for element in texts:  # outer ones come first
        outer = next((above for above in _within(item, element) if above in kept), None)
        if outer is None:
            kept[element] = None
        elif 2 * len(one_line(element)) > len(one_line(outer)):
            del kept[outer]
            kept[element] = None
    return list(kept)


def _holds_buttons_alone(element: HtmlElement) -> bool:
    """Whether an element says nothing but what its links do: "[ Répondre ]"."""
    link = next(element.iter("a", "button"), None)
    if link is None or not is_button(one_line(link)):
        return False
    rest = one_line(element, {*element.iter("a", "button")})
    return not any(map(str.isalnum, rest))


def _within(item: Item, element: HtmlElement) -> Iterator[HtmlElement]:
    """What holds an element, up to the comment's own."""
    for above in element.iterancestors():
        if above in item.nodes:
            return
        yield above


def read_items(
    context: Context, items: Sequence[Item], names_in: Sequence[NameIn] = NAME_IN
) -> list[Found | None]:
    """The comment in each of the elements of a thread, as ``read_item`` reads it. Where no author is marked
    as one, the name is what stands out in each of them, what each begins with, or what each is signed with.
    """
    nodes = {item.node for item in items}
    buttons = same_links(items)
    found: list[Found | None] = []
    for name_in in names_in:
        titles = Titles(context)  # each time afresh: "Re: Bravo" is filled in where "Bravo" was read before
        found = [read_item(context, item, nodes, titles, name_in, buttons) for item in items]
        read = [comment for comment in found if comment is not None]
        _drop_numbers(read)
        if 2 * sum(comment.author is not None for comment in read) >= len(read):
            break
    return found


def _drop_numbers(found: Sequence[Found]) -> None:
    """Take the running numbers off the authors' names: "1 Léa", "2 Paul", counted up or down."""
    numbered = [_NUMBERED.fullmatch(comment.author or "") for comment in found]
    numbers = [int(match["n"]) for match in numbered if match]
    steps = {after - before for before, after in pairwise(numbers)}
    if len(numbers) < max(2, len(found)) or not steps <= {1, -1}:
        return
    for comment, match in zip(found, numbered, strict=True):
        if match:
            comment.author = author_name(match["name"])


def read_item(
    context: Context,
    item: Item,
    stops: set[HtmlElement],
    titles: Titles,
    name_in: NameIn = "marked",
    buttons: Collection[str] = (),
) -> Found | None:
    """The comment in an element; None where it holds no text, or several comments.

    ``stops`` are the elements of all comments, ``titles`` the article's titles. ``name_in``: without a name
    that is marked as one, take what stands out above the text ("loud"), the first line ("first"), or the one
    above a date at the foot ("last"). ``buttons`` are what links and labels say that are alike in all
    comments.
    """
    seen = _see(item, stops, buttons)
    comment = _read(context, item, seen, titles, name_in)
    if comment is not None and comment.raw_date is None and seen.body:
        # What is named for the text may hold the header too ("media-body").
        whole = _read(context, item, _see(item, stops, buttons, bodies=False), titles, name_in)
        return whole if whole is not None and whole.raw_date is not None else comment
    return comment


def _read(context: Context, item: Item, seen: _Seen, titles: Titles, name_in: NameIn) -> Found | None:
    cut = seen.chrome | seen.replies
    printed_lines = item.lines({*cut, *seen.body})
    lines = [line for line in printed_lines if not is_button(line)]
    headers = [(line, by) for line in _ends(lines) if (by := header_of(context, line)).raw_date]
    if len(headers) > _MOST_DATES:
        return None  # a whole list
    stamp, (date, raw) = _stamp(context, seen)
    # A reader's sentence may say "hier"; the header of most says when by its numbers.
    numbered = (one for one in headers if any(map(str.isdigit, one[1].raw_date or "")))
    header, printed = next(numbered, headers[0] if headers else ("", Attribution()))
    apart = _date_apart(context, seen, header) if header and stamp is None else printed
    is_glued = _is_closer(apart, printed)
    printed = apart if is_glued else printed
    if not header:
        header, printed = _unread_header(context, seen, lines)
        is_glued = bool(header)
    said = _said_behind(header, printed) if stamp is None or header else ""
    if raw is None:
        date, raw = printed.date, printed.raw_date
    name, author = _author(context, item, seen, lines, printed.author, name_in)
    title = _title(context, item, seen, name)
    if title is not None and author is not None and author_name(one_line(title)) == author:
        name, title = title, None
    heading = _RUNNING.sub("", one_line(title, {*cut, *seen.body})) or printed.title or ""
    if author is not None and title is None and (titled := _titled(seen, author)):
        heading, author = titled["title"], titled["name"]
    if seen.body:
        text = [line for part in seen.body for line in own_lines(part, cut | more_buttons(part))]
        if len(text) > 1 and _is_address(seen.body[0], text[0]):
            del text[0]
    else:
        spent = {part for part in (stamp, name, title) if part is not None and not said}
        rest = item.lines({*cut, *spent})
        if (is_glued or said) and header in rest:
            rest[rest.index(header)] = said
        own_name = author if name is None or said else None
        text = without_header(context, [line for line in rest if line], author, raw, own_name)
        if title is None and (above := _title_lines(context, text, raw)):
            heading, text = _SCORE.sub("", text[0]), text[above:]
    text = text if not text or not is_note(text[0]) else text[1:]
    if text and any(map(_LABELLED_NAME.match, lines[:2])):
        text[0] = _LABELLED_TEXT.sub("", text[0])
    if not text and not (text := _votes_in_words(printed_lines) or _run_on(header, printed)):
        return None
    return Found(
        item.node,
        is_ping=_is_ping(item, [*lines[:1], *text]),
        id=_id(item, seen.own),
        author=author,
        author_url=link_of(context, name),
        is_staff=_is_staff(item, seen),
        date=date,
        raw_date=raw,
        text=titles.above(heading, text),
        is_loose=item.is_loose,
        more=item.more,
    )


def _titled(seen: _Seen, author: str) -> re.Match[str] | None:
    """Title and name in what was taken for a name: "Pas mal - par Léa"; without a stroke between them the
    title is an element: "<b>Pas mal</b> par Léa"."""
    titled = _TITLED.fullmatch(author)
    if titled is None or titled["stroke"]:
        return titled
    return titled if any(one_line(part) == titled["title"] for part in seen.own) else None


def _votes_in_words(lines: Sequence[str]) -> list[str]:
    """What a reader says who says nothing but "+1": elsewhere that is a count of votes."""
    return [line for line in lines if _PLUS_ONE.fullmatch(line)][-1:]


def _author(
    context: Context, item: Item, seen: _Seen, lines: Sequence[str], printed: str | None, name_in: NameIn
) -> tuple[HtmlElement | None, str | None]:
    """(the element of the author's name, the name): marked, else ``printed`` beside the date, else where
    ``name_in`` says."""
    name = _name_element(context, seen)
    author = _name_in(context, name, seen.chrome) or _unglued(seen, printed)
    if author is None and item.more:
        author = _name_in(context, item.node)  # "<dt>Léa a dit :</dt>"
    if author is None and name_in == "loud":
        loud = (part for part in seen.own if part.tag in _LOUD_TAGS and _name_in(context, part))
        top = " ".join(lines[:2])
        name = next((part for part in loud if item.more or one_line(part) in top), None)
        author = _name_in(context, name)
    elif author is None and name_in == "first":
        author = _first_name(context, lines)
    elif author is None and name_in == "last":
        author = _last_name(context, lines)
    return name, author


def _is_chrome(element: HtmlElement, role: str | None, buttons: Collection[str]) -> bool:
    """Whether an element of a comment is a button, a label, a form: no word of its reader."""
    if role == "chrome":
        return True
    if element.tag in ("a", "button"):
        return _says_button(element, buttons)
    if element.tag == "th":
        return _COLUMN_HEAD.fullmatch(one_line(element)) is not None
    if element.tag == "form":
        return next(element.iter("textarea"), None) is not None  # to write an answer in
    if not element.get("class"):
        return False
    return is_label(element) or bool(buttons and _may_be_alike(element) and one_line(element) in buttons)


def _is_motto(element: HtmlElement) -> bool:
    """Whether an element is what a member of a forum puts below all posts, and not who wrote this one."""
    if "signature" not in last_words(element.get("class") or ""):
        return False
    return not may_be_dated(one_line(element)) and roles_in(element).isdisjoint(("author", "date"))


def _says_button(element: HtmlElement, buttons: Collection[str]) -> bool:
    """Whether a link or button is one of a comment's by its words; a number may be a reader's."""
    line = one_line(element)
    return line in buttons or (not line.strip("#.").isdigit() and is_button(line))


def _first_name(context: Context, lines: Sequence[str]) -> str | None:
    """The name in the first line that may be one, if that is all it is: short, no sentence, no date."""
    for line, following in pairwise(lines[: _HEADER_LINES + 1]):
        if _stands_by_name(line, following):
            continue
        if not _is_label(line) or not any(map(str.isalpha, line)) or _CLOCK.match(line):
            return None
        by = read_attribution(context, line)
        if by.author is not None or by.raw_date is not None:
            return by.author if by.raw_date is None else None
    return None


def _may_be_alike(element: HtmlElement) -> bool:
    """Whether an element may say the same in each comment: a link, a button, a label with a name of its own
    that says nothing of who, when or what."""
    if element.tag in ("a", "button"):
        return not element.get("rel")
    names = element.get("class")
    return bool(names) and not len(element) and role_of(names) is None


def _last_name(context: Context, lines: Sequence[str]) -> str | None:
    """The name that a text is signed with: a short line above the date at the foot."""
    shown = [line for line in lines if not is_button(line)]
    if len(shown) < 3 or header_of(context, shown[-1]).raw_date is None or not _is_label(shown[-2]):
        return None
    by = read_attribution(context, shown[-2])
    return by.author if by.raw_date is None else None


def same_links(items: Sequence[Item]) -> frozenset[str]:
    """What links, buttons and named elements say that stand in nearly each of several comments: no words of
    their readers. "il y a 3 mois" may be all of them, and is no button."""
    if len(items) < _ENOUGH:
        return frozenset()
    nodes = {item.node for item in items}
    said: dict[str, int] = {}
    parts: dict[str, HtmlElement] = {}
    for item in items:
        own = (part for node in item.nodes for part in (node, *own_elements(node, nodes)))
        alike = {one_line(part): part for part in own if _may_be_alike(part)}
        for text in alike:
            said[text] = said.get(text, 0) + 1
        parts.update(alike)
    often = (text for text, times in said.items() if text and times >= 0.9 * len(items))
    return frozenset(text for text in often if not (may_be_dated(text) or _is_in_date(parts[text])))


def _is_in_date(part: HtmlElement) -> bool:
    """Whether an element is part of a date: the month, where all wrote in one."""
    line = one_line(part.getparent())
    return may_be_dated(line) and read_date(line) is not None


def is_button(line: str) -> bool:
    """Whether a line is what a button of a comment says: "Répondre", "Signaler un abus", "12"."""
    bare = line.strip("[]() ")
    return not bare or _BUTTON.fullmatch(bare) is not None


def _is_address(body: HtmlElement, line: str) -> bool:
    """Whether the first line of a text is the page's, and says whom the comment answers: the name is an
    element with a class, which no reader writes."""
    if not says_whom_it_answers(line):
        return False
    names = (one_line(part) for part in body.iter() if isinstance(part.tag, str) and part.get("class"))
    return any(name.startswith("@") and name in line and name != line for name in names)


def _is_ping(item: Item, lines: Sequence[str]) -> bool:
    """Whether it is no comment, but tells of a page that links here: named so, itself or the list that holds
    it, introduced as one, or nothing but an excerpt."""
    around = (item.node, item.node.getparent())
    if any(names_pings(one.get("class") or "") for one in around if one is not None):
        return True
    return _PING.match(lines[0]) is not None or _EXCERPT.fullmatch("\n".join(lines[1:])) is not None


def _is_staff(item: Item, seen: _Seen) -> bool:
    """Whether the comment is the newsroom's: by the names of its element, or of the one inside that is named
    for a comment too, or by what a badge beside the name says."""
    inside = (part for part in seen.own if part.tag in ("article", "div", "li") and len(part))
    named = [item.node, *(part for part in inside if any(map(_OF_COMMENT.match, tokens(part))))]
    if any(names_staff(tokens(part)) for part in named):
        return True
    return any(map(is_staff_badge, seen.own))


def _ends(lines: list[str]) -> list[str]:
    """The first and last lines of a comment, where its header (or its signature) may stand."""
    return lines if len(lines) <= 2 * _HEADER_LINES else [*lines[:_HEADER_LINES], *lines[-_HEADER_LINES:]]


def more_buttons(part: HtmlElement) -> set[HtmlElement]:
    """The "Lire la suite" inside a text that the page shortens."""
    return {e for e in part.iter("a", "button", "span", "div") if _MORE.fullmatch(one_line(e))}


def header_of(context: Context, line: str) -> Attribution:
    """Author and date of a line, if that is all it says."""
    if len(line) > LONGEST_HEADER or _MEMBERSHIP.match(line):
        return Attribution()
    by = read_attribution(context, line)
    if by.raw_date is None or len(line) - len(by.raw_date) > _LONGEST_NAME + 30:
        return Attribution()
    if not any(map(str.isdigit, by.raw_date)) and _is_sentence(line):
        return Attribution()  # "Je l’ai vue hier."
    if by.author is not None and any(map(str.isalpha, by.author)) and is_button(by.author):
        return Attribution(None, by.date, by.raw_date)  # "12 mai 2019 Répondre"
    return by


def _stamp(context: Context, seen: _Seen) -> tuple[HtmlElement | None, tuple[str | None, str | None]]:
    """The element of the date and what it says: a ``datetime`` attribute, else what is named a date."""
    for part in seen.own:
        if part.tag == "time" and (part.get("datetime") or one_line(part)):
            return part, date_of(context, part.get("datetime"), part.get("title"), one_line(part))
    for part in seen.marked("date"):
        text = one_line(part)
        by = header_of(context, text) if text else Attribution()
        if by.raw_date is not None and by.author is None:
            if title := next(filter(None, (one.get("title") for one in part.iter())), None):
                return part, date_of(context, title, text)
            whole = _with_clock(seen, part, text, by)
            return part, (read_attribution(context, whole).date, whole)
    for part in seen.own:  # "il y a 3 ans", and when exactly as a tooltip
        title = part.get("title")
        if title and may_be_dated(title) and (date := read_date(title, context.time_zone)) is not None:
            return part, (date, title)
    return None, (None, None)


def _with_clock(seen: _Seen, stamp: HtmlElement, text: str, by: Attribution) -> str:
    """The text of a date, with the time of the day that an element of its own prints behind it."""
    if by.date is None or "T" in by.date:
        return text
    clocks = (one_line(part) for part in seen.marked("date") if part is not stamp)
    clock = next((clock for clock in clocks if _CLOCK_ALONE.fullmatch(clock)), None)
    return text if clock is None else f"{text} {clock}"


def _unread_header(context: Context, seen: _Seen, lines: list[str]) -> tuple[str, Attribution]:
    """The line that a date stands in which is an element, and what both say, where the line alone reads as no
    date: a name ends in a point just before it ("Sophie L.15.03.10"), or the text goes on in the line."""
    ends = [line for line in _ends(lines) if any(map(str.isdigit, line))]
    for part in seen.own if ends else ():
        text = one_line(part) if not len(part) and may_be_dated(part.text or "") else ""
        line = next((line for line in ends if 0 <= line.find(text) < LONGEST_HEADER), "") if text else ""
        by = header_of(context, text) if line else Attribution()
        if by.raw_date is None or by.author is not None:
            continue
        before, _, after = line.partition(text)
        printed = Attribution(author_name(before) or author_name(after), by.date, text)
        if len(line) <= LONGEST_HEADER or _said_behind(line, printed):
            return line, printed
    for part in seen.own if ends else ():  # "<b>Léa</b> (12/01/2013) : Pas mal." has none
        dated = _DATED_BEHIND.match(part.tail or "") if part.tag in _LOUD_TAGS else None
        name = one_line(part) if dated else ""
        line = next((line for line in ends if name and line.startswith(name)), "")
        by = header_of(context, f"{name} {dated['date']}") if line and dated else Attribution()
        if by.author is not None and by.raw_date is not None:
            return line, by
    return "", Attribution()


def _said_behind(header: str, printed: Attribution) -> str:
    """The text of a comment in one line with its header: "Léa (12/01/2013 10:00) : Pas mal."; else ""."""
    if not header or not printed.raw_date:
        return ""
    before, _, after = header.partition(printed.raw_date)
    said = _SAID.match(after)
    return said["text"] if said and author_name(before) is not None else ""


def _run_on(header: str, printed: Attribution) -> list[str]:
    """The text of a comment that has none but the sentence behind its name and date: "Léa 12/01/2013 Pas mal
    du tout."; a place or a profession may stand there too."""
    before, _, after = header.partition(printed.raw_date) if header and printed.raw_date else ("", "", "")
    said = clean(after).lstrip(")]:,;-–— ")
    is_text = len(said.split()) >= _FEWEST_WORDS and said.endswith(_ENDS) and printed.title is None
    return [said] if is_text and author_name(before) is not None and not is_button(said) else []


def _date_apart(context: Context, seen: _Seen, header: str) -> Attribution:
    """What a header says, by an element in it that holds the date and nothing else: where a name ends in a
    number ("jpp3314 mai 2019"), the line alone does not tell where the date begins."""
    for part in seen.own:
        text = one_line(part)
        if text and text != header and header.count(text) == 1:
            by = header_of(context, text)
            if by.raw_date is not None and by.author is None:
                before, _, after = header.partition(text)
                return Attribution(author_name(before) or author_name(after), by.date, by.raw_date)
    return header_of(context, header)


def _is_closer(apart: Attribution, printed: Attribution) -> bool:
    """Whether what stands around the element of a date is told apart better than by the line alone: another
    date, or a name without the word that leads to the date ("<b>Léa<i>le 3 mai 2014</i></b>")."""
    if apart.raw_date != printed.raw_date:
        return len(apart.date or "") >= len(printed.date or "")
    return bool(apart.author and printed.author) and printed.author != apart.author


def _name_element(context: Context, seen: _Seen) -> HtmlElement | None:
    """The first element named for the author; of several that nest, the inner one."""
    named = [part for part in seen.marked("author") if _name_in(context, part)]
    inside = set(named[0].iterdescendants()) if named else set()
    return next((part for part in named[1:] if part in inside), named[0] if named else None)


def _unglued(seen: _Seen, author: str | None) -> str | None:
    """An author's name without what an element beside it prints close to it: "Léa" of "Léa12 votes" and of
    "Léa Admin"."""
    if author is None or not any(map(str.isalpha, author)):
        return None
    texts = (clean(part.text or "") for part in seen.own if not len(part))
    for text in texts:
        if text and author.lower() == f"von {text}".lower():
            return text
        rest = author[len(text) :] if len(text) > 1 and author.startswith(text) else ""
        if rest and (not rest[0].isspace() or says_staff(rest.strip())):
            return text
    return author


def _name_in(context: Context, part: HtmlElement | None, cut: Collection[HtmlElement] = ()) -> str | None:
    """The name an element holds, without a date, a badge or a button beside it."""
    if part is None:
        return None
    buttons = [] if one_line(part) else list(part.iter("button"))
    told = own_lines(part, cut) or [clean("".join(button.itertext())) for button in buttons]
    lines = [line for line in told if line and not is_button(line)]
    name = read_attribution(context, lines[0]).author if lines else None
    return name if name is not None and len(name) <= _LONGEST_NAME else None


def _title(context: Context, item: Item, seen: _Seen, name: HtmlElement | None) -> HtmlElement | None:
    """The comment's own title: named so, or a heading, and not the name or the header in that place."""
    marked = [*seen.marked("title"), *(part for part in seen.own if part.tag in HEADING_TAGS)]
    taken = {*_within(item, name), *name.iter()} if name is not None else set()
    shown = ((part, one_line(part)) for part in marked if part not in taken)
    return next((part for part, text in shown if text and header_of(context, text).raw_date is None), None)


def without_header(
    context: Context, lines: list[str], author: str | None, raw: str | None, signer: str | None
) -> list[str]:
    """The lines without the header above them, or below: the name, the date, a number, "a dit :". ``signer``
    is the name that may stand below: None where its element is gone, for then a reader signs."""

    def is_clock(line: str) -> bool:
        return raw is not None and raw.endswith(line) and _CLOCK_ALONE.fullmatch(line) is not None

    def is_header(line: str, name: str | None = author) -> bool:
        by = header_of(context, line)
        is_name = name is not None and author_name(line) in (name, None)
        is_said = _AROUND.fullmatch(line) is not None
        return is_name or is_said or is_clock(line) or is_button(line) or by.raw_date == (raw or "")

    def is_date(line: str) -> bool:
        by = header_of(context, line)
        return is_clock(line) or (by.raw_date is not None and by.raw_date == raw and by.author is None)

    start, end = 0, len(lines)
    while start < min(end, _HEADER_LINES) and (
        is_header(lines[start])
        or (author is not None and start + 1 < end and _stands_by_name(lines[start], author))
    ):
        start += 1
    # What else stands between the name and the date is of the author: a profession, a badge.
    below = next((n for n in range(start, min(end, _HEADER_LINES)) if is_date(lines[n])), None)
    if below is not None and start and all(map(_is_label, lines[start:below])):
        rest = lines[below + 1 :]
        start = below + 1 if not all(map(is_button, rest)) else start
    is_signed = all(map(is_button, lines[:start]))  # else the name below is a word of the reader's
    while end > max(start, len(lines) - _HEADER_LINES):
        line = lines[end - 1]
        if not is_button(line) and not is_date(line) and not (is_signed and is_header(line, signer)):
            break
        if signer in (header_of(context, line).author, author_name(line)):
            signer = None  # once: above it a reader signs
        end -= 1
    return lines[start:end]


def _stands_by_name(line: str, author: str) -> bool:
    """Whether a line is what stands for a picture, the first letter of the name, or how much was written."""
    is_initial = len(line) == 1 and line.isupper() and author[0].upper() == line
    return is_initial or _ACTIVITY.fullmatch(line) is not None


def _title_lines(context: Context, lines: Sequence[str], raw: str | None) -> int:
    """How many lines a title and the header below it take, above a text; 0 where it begins otherwise."""
    if len(lines) < 3 or raw is None or header_of(context, lines[1]).raw_date != raw:
        return 0
    rest = next((n for n, line in enumerate(lines[2:], 2) if not is_button(line)), None)
    return rest or 0


def _is_sentence(line: str) -> bool:
    return len(line) > _LONGEST_NAME or (line[-1] in ".!?…" and _INITIAL.search(line) is None)


def _is_label(line: str) -> bool:
    """Whether a line is too short for a sentence and does not end like one: "Gaspard T." ends in an
    initial."""
    return not _is_sentence(line) and len(line.split()) <= _MOST_WORDS


def _id(item: Item, own: Sequence[HtmlElement]) -> str | None:
    """What the element's id or data attributes end in; else the first anchor inside, the id of a part that is
    named for the comment, or the anchor just before."""
    for node in item.nodes:
        for attribute, value in node.items():
            if _ID_ATTRIBUTE.fullmatch(attribute) and (number := _id_in(value)):
                return number
    for part in own:
        if part.tag == "a" and (number := last_digits(part.get("id") or part.get("name"))):
            return number
        for attribute, value in part.items():
            is_comments = "comment" in attribute or _OF_COMMENT.match(value)
            if is_comments and _ID_ATTRIBUTE.fullmatch(attribute) and (number := _id_in(value)):
                return number
    before = item.node.getprevious()
    if before is not None and before.tag == "a" and not before.get("href") and not one_line(before):
        return _id_in(before.get("id") or before.get("name"))
    return None


def _id_in(value: str | None) -> str | None:
    return next((match[1] for form in _IDS if (match := form.fullmatch(value or ""))), None)
