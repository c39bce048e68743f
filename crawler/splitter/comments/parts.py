"""Author, date and text of one comment, told apart by the roles of its elements.

A comment is read from its own elements alone, without the replies inside it. Themes either mark the text
(``.comment-content``) or only what stands around it (``.comment-author``, ``.comment-meta``, ``.reply``); in
the second case the text is what is left.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.splitter.comments.base import Context, own_lines
from crawler.splitter.comments.markup import text_before
from crawler.splitter.comments.roles import CUT, HEADER, PROPERTIES, Role, role_of, role_of_property
from crawler.splitter.comments.wording import (
    bare_name,
    before_date,
    invites_to_answer,
    is_filler,
    is_note,
    may_be_a_name,
    pictured,
    replied_to,
    says_it_answers,
    without_colon,
    without_rules,
)
from crawler.splitter.words.dates import find_date, read_date
from crawler.splitter.words.text import clean

_COMMENT_LINK = re.compile(r"#(?:(?:li|div|dt|dd)-)?comment-(\d+)\s*$")
_REPLY_LINK = re.compile(r"[?&]replytocom=(\d+)")
_BUTTON_LINK = re.compile(r"[?&]replytocom=\d+|[?&]action=editcomment(?:&|$)")
_EXTERNAL = re.compile(r"\b(?:url|external|nofollow|ugc|author)\b")
_MOVE_FORM = re.compile(r"moveForm\(\s*[\"'][^\"']*[\"']\s*,\s*[\"'](\d+)")
_KARMA = re.compile(r"karma-\d+-(?:up|down|total)")
_GD_STAR = re.compile(r"V[AN]:[FRO](?:_[NUX])* \[[\d._]+\]")
_OWN_ID = re.compile(r"(?:(?:li|div|article)-)?comment-(\d+)")
_RUNNING = re.compile(r"#\s?\d+|\d+\s?[.)]")  # the number of a comment, beside its author's name
_LONGEST_NAME = 80
_LONGEST_HEADER = 200  # a longer text that holds a date is the reader's
_DAY_ALONE = len("2019-03-12")
_INLINE = frozenset(("a", "b", "strong", "cite", "span", "em", "i"))
_GAP = "\ufdd0"  # a Unicode noncharacter: never text, free for use inside a program


@dataclass(slots=True)
class Parts:
    """What one comment holds. ``id`` is the one that its own links name; ``answers`` the comment that it says
    it replies to, ``mentions`` the one that its text begins with a link to ("@Jean"). None where nothing
    says so. ``is_text_named``: the text is that of an element named for it, and not what was left."""

    author: str | None = None
    author_url: str | None = None
    date: str | None = None
    raw_date: str | None = None
    text: str = ""
    is_text_named: bool = False
    id: str | None = None
    answers: str | None = None
    mentions: str | None = None


def read_parts(
    roots: Sequence[HtmlElement],
    own: Sequence[HtmlElement],
    others: Collection[HtmlElement],
    context: Context,
    number: str | None = None,
) -> Parts:
    """Read one comment: ``roots`` are its node and the siblings that hold the rest of it, ``own`` the
    elements below them that are no other comment's, ``others`` where other comments begin there. ``number``
    is the comment's id where it is known; else its links are searched for one."""
    return _Reading(roots, own, others, context, number).parts


class _Reading:
    """The reading of one comment; lives as long as one call of ``read_parts``."""

    def __init__(
        self,
        roots: Sequence[HtmlElement],
        own: Sequence[HtmlElement],
        others: Collection[HtmlElement],
        context: Context,
        number: str | None,
    ) -> None:
        self.roots = roots
        self.own = own
        self.others = others
        self.context = context
        self.parts = Parts(id=number)
        self.roles: dict[Role, list[HtmlElement]] = {}
        for element in own:
            role = role_of(element.tag, element.get("class"))
            if role is not None:
                if role in self.roles:
                    self.roles[role].append(element)
                else:
                    self.roles[role] = [element]
        if not context.properties.isdisjoint(PROPERTIES):
            self._add_properties()
        if context.once(_counts_votes):
            self._add_karma()
        self._add_plugins()
        self.cut = {*others, *self._apart()}
        self.permalinks: list[HtmlElement] = []
        self.opening = ""  # the words with which a link to another comment begins a line
        self._read_links()
        self.name = self._read_author()
        self.stamp = self._read_date()
        self._read_text()

    def _of(self, *roles: Role) -> list[HtmlElement]:
        known = self.roles
        return [element for role in roles if role in known for element in known[role]]

    def _apart(self) -> list[HtmlElement]:
        """What is no word of the reader: all that is named so, but what holds the name or the text itself."""
        named = self._of(*CUT)
        if any(map(_is_box, named)):
            holds = {above for part in self._of(Role.NAME, Role.CONTENT) for above in self._above(part)}
            named = [element for element in named if element not in holds]
        return named

    def _add_properties(self) -> None:
        for element in self.own:
            name = element.get("itemprop")
            role = role_of_property(name) if name else None
            if role is not None and element not in self.roles.setdefault(role, []):
                self.roles[role].append(element)

    def _add_karma(self) -> None:
        """The votes of the plugin Comment Rating: counters with ids, in a paragraph without a name."""
        for element in self.own:
            parent = element.getparent()
            if (
                _KARMA.fullmatch(element.get("id") or "")
                and parent is not None
                and parent.tag in ("p", "div")
            ):
                self.roles.setdefault(Role.NOISE, []).append(parent)

    def _add_plugins(self) -> None:
        """What plugins print in the text without a name: the version of GD Star Rating, hidden beside its
        stars, and the last post that CommentLuv links to (before 2.8)."""
        for element in self.own:
            is_note = (element.tag == "div" and _GD_STAR.fullmatch(element.text or "")) or (
                element.tag == "abbr" and len(element) == 1 and element.find("em/a") is not None
            )
            if is_note:
                self.roles.setdefault(Role.NOISE, []).append(element)

    # -- links ------------------------------------------------------------------------------------------

    def _read_links(self) -> None:
        parts = self.parts
        if parts.id is None:
            targets = map(_reply_target, self._of(Role.REPLY, Role.LINK))
            parts.id = next(filter(None, targets), None)
        for link in self._of(Role.LINK, Role.DATE, Role.META):
            href = link.get("href")
            if href and (match := _COMMENT_LINK.search(href)):
                self._read_comment_link(link, match[1])
            elif href and _BUTTON_LINK.search(href):
                self.cut.add(link)
        for line in self._of(Role.ANSWERS):
            for link in line.iter("a"):
                if parts.answers is None and (match := _COMMENT_LINK.search(link.get("href") or "")):
                    parts.answers = match[1]
        if parts.id is None:
            ids = (_OWN_ID.fullmatch(element.get("id") or "") for element in self.own)
            parts.id = next((match[1] for match in ids if match), None)

    def _read_comment_link(self, link: HtmlElement, target: str) -> None:
        """A link to a comment: its own permalink in the header, else the one that it answers."""
        if target == self.parts.id:
            self.permalinks.append(link)
            return
        before, whom = text_before(link), _one_line(link)
        if says_it_answers(before):
            if self.parts.answers is None:
                self.parts.answers, self.opening = target, f"{before} {whom}"
        elif before == "@" or (not before and whom.startswith("@")):
            if self.parts.mentions is None:
                self.parts.mentions, self.opening = target, before + whom
        elif self.parts.id is None and not self._is_in_text(link):
            self.parts.id = target
            self.permalinks.append(link)

    def _is_in_text(self, element: HtmlElement) -> bool:
        marked = self.roles.get(Role.CONTENT, ())
        return any(above in marked for above in self._above(element))

    def _above(self, element: HtmlElement) -> Iterator[HtmlElement]:
        """The elements of this comment that hold ``element``."""
        above = element.getparent()
        while above is not None and above not in self.roots:
            yield above
            above = above.getparent()

    def _is_around(self, element: HtmlElement, parts: Sequence[HtmlElement]) -> bool:
        """Whether ``element`` holds one of ``parts``; what stands before it in the page it cannot hold."""
        place = self.own.index(element)
        return any(element in self._above(part) for part in parts if self.own.index(part) > place)

    # -- author -----------------------------------------------------------------------------------------

    def _read_author(self) -> HtmlElement | None:
        """Fill in the author; the element that holds the name."""
        for element in self._of(Role.NAME):
            if name := without_colon(_one_line(element, self.cut)):
                return self._is_by(name, element, element)
        for element in self._of(Role.LINK):
            if "author" in (element.get("rel") or "").split() and (name := _one_line(element, self.cut)):
                return self._is_by(name, element, element)
        aside = {*self.cut, *self._of(Role.DATE, Role.META)}
        labelled = self._labelled_name()
        for element in self.own if labelled else ():
            if _one_line(element, aside) == labelled:
                return self._is_by(labelled, element, element)
        for element in self._of(Role.AUTHOR, Role.CARD):
            if found := self._first_name(element, aside - {element}):
                return self._is_by(*found, element)
        quoted = self._quoted()
        for element in sorted(self._of(Role.CITE, Role.LOUD), key=lambda one: one in quoted):
            if self._is_in_text(element):
                continue
            found = self._first_name(element, aside)
            if found and len(found[0]) <= _LONGEST_NAME:
                return self._is_by(*found, element)
        self.parts.author = labelled or self._pictured_name()
        return None

    def _quoted(self) -> set[HtmlElement]:
        """What stands in a quotation: a name there is most likely that of another reader."""
        quotes = (element for element in self.own if element.tag == "blockquote")
        return {inside for quote in quotes for inside in quote.iterdescendants()}

    def _labelled_name(self) -> str | None:
        """The author by the label of the reply button."""
        for button in self._of(Role.REPLY, Role.LINK):
            for attribute in ("aria-label", "data-replyto"):
                if (label := button.get(attribute)) and (name := replied_to(clean(label))):
                    return name
        return None

    def _pictured_name(self) -> str | None:
        """The author by the alternative text of the avatar."""
        pictures = (element for element in self.own if element.tag == "img")
        labels = (
            clean(picture.get("alt") or "")
            for picture in pictures
            if role_of("img", picture.get("class")) is Role.NOISE
        )
        return next(filter(None, map(pictured, labels)), None)

    def _is_by(self, name: str, holder: HtmlElement, element: HtmlElement) -> HtmlElement:
        self.parts.author = name
        self.parts.author_url = self._author_url(holder, element)
        return holder

    def _author_url(self, holder: HtmlElement, element: HtmlElement) -> str | None:
        """Where the name links to: inside it or around it, else a link named so in the author's element."""
        parent = holder.getparent()
        around = [parent] if parent is not None and parent.tag == "a" else []
        beside = (
            link for link in element.iter("a") if _EXTERNAL.search(f"{link.get('rel')} {link.get('class')}")
        )
        for link in (*holder.iter("a"), *around, *beside):
            href = link.get("href") or ""
            if href and not href.startswith("#") and link not in self.cut and not _COMMENT_LINK.search(href):
                return self.context.absolute(href)
        return None

    def _first_name(
        self, element: HtmlElement, aside: Collection[HtmlElement]
    ) -> tuple[str, HtmlElement] | None:
        """The first words in ``element`` that are no filler: (the name, the element that holds it)."""
        runs = list(_runs(element, aside))
        for text, holder in runs:
            if is_filler(text) and (len(runs) > 1 or not may_be_a_name(text)):
                continue
            if len(runs) > 1 and _RUNNING.fullmatch(text):
                continue
            if holder is element and any(map(str.isdigit, text)) and (date := self._date_in(text)):
                text = before_date(text.partition(date[1])[0])  # noqa: PLW2901
            if name := bare_name(text):
                return name, holder
        return None

    # -- date -------------------------------------------------------------------------------------------

    def _date_in(self, text: str) -> tuple[str, str] | None:
        return find_date(text, self.context.time_zone, self.context.seen_at)

    def _read(self, text: str) -> str | None:
        return read_date(text, self.context.time_zone, self.context.seen_at)

    def _read_date(self) -> HtmlElement | None:
        """Fill in the date, from an attribute if there is one; the element it was read from."""
        parts = self.parts
        for attribute in ("datetime", "content", "title"):
            for element in self._of(Role.DATE, Role.META):
                raw = element.get(attribute)
                if raw and any(map(str.isdigit, raw)) and (date := self._read(raw)):
                    parts.date, parts.raw_date = date, raw
                    if len(date) == _DAY_ALONE:
                        self._read_time_of(element)
                    return element
        aside = self.cut if self.name is None else {*self.cut, self.name}
        for element in self._of(Role.DATE, Role.META, Role.CARD, Role.AUTHOR):
            raw = _one_line(element, aside)
            if raw and (found := self._date_of_line(raw)):
                parts.date, parts.raw_date = found
                return element
        for element in self._of(Role.CITE):  # "Comment by NAME — DATE @ HOUR", below the text
            raw = "" if self._is_in_text(element) else _one_line(element, self.cut)
            if found := self._date_of_line(raw) if self.parts.author and self.parts.author in raw else None:
                parts.date, parts.raw_date = found
                return element
        for link in self.permalinks:
            if date := self._read(raw := _one_line(link)):
                parts.date, parts.raw_date = date, raw
                return link
        for element in self.own:  # in older themes a link may bear it
            if (raw := element.get("datetime")) and (date := self._read(raw)):
                parts.date, parts.raw_date = date, raw
                return element
        for element in self._of(Role.DATE):
            if raw := _one_line(element, aside):
                parts.raw_date = raw
                return element
        return None

    def _read_time_of(self, element: HtmlElement) -> None:
        """Take the printed date where it gives the time of the day that the attribute names alone."""
        shown = self._date_of_line(_one_line(element))
        if shown is not None and self.parts.date and shown[0].startswith(f"{self.parts.date}T"):
            self.parts.date, self.parts.raw_date = shown

    def _date_of_line(self, line: str) -> tuple[str, str] | None:
        """(date, the text it was read from): the whole line, or a piece of it."""
        date = self._read(line)
        if date:
            return date, without_rules(line)
        return self._date_in(line) if len(line) < _LONGEST_HEADER else None

    # -- text -------------------------------------------------------------------------------------------

    def _read_text(self) -> None:
        header = [element for element in (self.name, self.stamp) if element is not None]
        for role in (Role.CONTENT, Role.PROSE):
            marked = self.roles.get(role)
            if marked and (lines := self._marked_lines(marked, header)):
                self.parts.is_text_named = True
                self._set_text(lines)
                return
        header.extend(self.permalinks)
        named = {*self.cut, *header, *self._of(*HEADER)}
        lines = self._left_lines(named) or self._only_the_name(named)
        if not lines:  # a theme may name the box around the whole comment as it names a header or a button
            lines = self._left_lines({*self.cut, *header}) or self._left_lines({*self.others, *header})
        self._set_text(lines)

    def _marked_lines(self, marked: Sequence[HtmlElement], header: Sequence[HtmlElement]) -> list[str]:
        """The text of the outermost ``marked`` elements that hold nothing of the header."""
        kept = [element for element in marked if not self._is_around(element, header)]
        if len(kept) > 1:
            known = set(kept)
            kept = [one for one in kept if known.isdisjoint(self._above(one))]
        return [line for element in kept for line in own_lines(element, self.cut)]

    def _left_lines(self, cut: Collection[HtmlElement]) -> list[str]:
        """All lines but what is left of the header: "dit :" beside a name, a bullet before a link, a date."""
        lines: list[str] = []
        for root in self.roots:
            for line in own_lines(root, cut, _GAP):
                rest = clean(line.replace(_GAP, " "))
                if _GAP in line and is_filler(rest):
                    continue
                if not lines and (rest == self.parts.author or is_note(rest) or self._is_date_line(rest)):
                    continue
                lines.append(rest)
        return lines[:-1] if len(lines) > 1 and invites_to_answer(lines[-1]) else lines

    def _only_the_name(self, cut: Collection[HtmlElement]) -> list[str]:
        """The text of a comment that says its author's name and no more; the printed name is in ``cut``."""
        if self.name is None:
            return []
        lines = (line for root in self.roots for line in own_lines(root, cut))
        return [line for line in lines if line == self.parts.author][-1:]

    def _is_date_line(self, line: str) -> bool:
        """Whether the line is nothing but the date that was not found so far; it is kept then."""
        undated = self.parts.date is None and len(line) < _LONGEST_NAME
        found = self._date_of_line(line) if undated else None
        if found is None or not is_filler(line.replace(found[1], "", 1)):
            return False
        self.parts.date, self.parts.raw_date = found
        return True

    def _set_text(self, lines: list[str]) -> None:
        """Keep the lines as the text, without a first one that only says which comment it answers. A link to
        another comment that does not begin the text mentions it in passing."""
        first = lines[0] if lines else ""
        if self.parts.answers is not None and without_rules(first.rstrip(".")) == self.opening:
            lines = lines[1:]
        elif self.parts.mentions is not None and not first.startswith(self.opening):
            self.parts.mentions = None
        self.parts.text = "\n".join(lines)


def _counts_votes(context: Context) -> bool:
    """Whether the plugin Comment Rating counts votes anywhere on the page."""
    return any(map(_KARMA.fullmatch, context.ids))


def _is_box(element: HtmlElement) -> bool:
    """Whether an element may hold more than a button."""
    return len(element) > 1 or (len(element) == 1 and element[0].tag != "a")


def _reply_target(link: HtmlElement) -> str | None:
    """The comment that a reply button is for, by the attributes of WordPress since 2.7."""
    named: str | None = link.get("data-commentid")
    if named:
        return named
    match = _REPLY_LINK.search(link.get("href") or "") or _MOVE_FORM.search(link.get("onclick") or "")
    return match[1] if match else None


def _one_line(element: HtmlElement, cut: Collection[HtmlElement] = ()) -> str:
    text = element.text
    if not len(element):
        return clean(text or "")
    child = element[0]
    if len(element) == 1 and child.tag == "a" and not len(child) and not (text or child.tail):
        return clean(child.text or "")  # a name or date that is a link: the most there is to most of them
    return " ".join(own_lines(element, cut))


def _runs(element: HtmlElement, aside: Collection[HtmlElement]) -> Iterator[tuple[str, HtmlElement]]:
    """The pieces of text in ``element`` with what holds them: each inline child as a whole, and the text
    between them."""
    stack: list[tuple[HtmlElement, bool]] = [(element, False)]  # (element, only the text behind it?)
    while stack:
        part, only_tail = stack.pop()
        if only_tail:
            if (parent := part.getparent()) is not None and (text := clean(part.tail or "")):
                yield text, parent
            continue
        if part is not element:
            stack.append((part, True))
        if not isinstance(part.tag, str) or (part in aside and part is not element):
            continue
        if part is not element and (part.tag in _INLINE or not len(part)):
            if text := _one_line(part, aside):
                yield text, part
            continue
        if text := clean(part.text or ""):
            yield text, part
        stack.extend((child, False) for child in reversed(part))
