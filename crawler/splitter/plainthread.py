"""Comments in a plain text capture: numbered or bulleted items, or "Pseudo dit :" headers, nested by indent.

The list begins under its counter or heading; without one, only what cannot be a list of the article is taken
for comments. An item's label stands after an empty line: a continuation line may stand in the very column of
a label one level deeper, and only that empty line tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise

from crawler.items import Comment, ParentFrom
from crawler.splitter.comments.base import stable_id
from crawler.splitter.dates import read_date
from crawler.splitter.lines import is_comment_heading, read_counter, read_line
from crawler.splitter.plainlines import Line, join_lines
from crawler.splitter.sources import read_source_line
from crawler.splitter.text import fold

_LABEL = re.compile(r"(?:(?P<number>\d{1,4})[.)]|[*+•·◦▪‣○●-]|[o#](?=\s))\s+(?=\S)")
_MONTH = (
    r"(?:janv|f[ée]vr?|mars?|avr|mai|juin|juil|ao[ûu]t?|sept?|oct|nov|d[ée]c|jan|feb|apr|may|jun|jul|aug|"
    r"märz|okt|dez)[a-zéûü]*\.?"
)
_CLOCK = (
    r"(?:\s*(?:,|à|a|at|um|-|–|@|\|)?\s*\d{1,2}\s?[h:]\s?(?:\d{2}(?:\s?min)?(?::\d{2})?)?\s?(?:am|pm|uhr)?)?"
)
DATE = (
    r"(?:(?:le\s+)?(?:(?:lun|mar|mer|jeu|ven|sam|dim)[a-z]*\.?,?\s+)?"
    rf"(?:\d{{1,2}}(?:er)?\.?\s+{_MONTH}\s+\d{{4}}|{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}|"
    rf"\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}(?:T[\d:]+\S*)?){_CLOCK}"
    r"|il\s+y\s+a\s+(?:\d+|une?)\s+\w+|hier(?:\s+à\s+\d{1,2}\s?[h:]\s?\d{0,2})?)"
)
_SAYS = r"(?:(?:a\s+)?(?:dit|écrit|répondu)|says|said|wrote|schrieb|sagt(?:e)?|meint)"
_DATE_LINE = re.compile(
    rf"(?:(?:posté|publié|écrit|posted(?:\s+on)?|on|am)\s*:?\s+)?(?P<date>{DATE})\s*[:.]?", re.I
)
_HEADERS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?P<author>\S.{{0,58}}?)\s+{_SAYS}\s*,?\s*(?P<date>{DATE})?\s*[:：]",
        rf"(?P<date>{DATE}),?\s+(?P<author>\S.{{0,58}}?)\s+{_SAYS}\s*[:：]?",
        rf"(?:(?:posté|rédigé|publié|écrit)\s+)?(?:par|by|von)\s+(?P<author>\S.{{0,58}}?)\s*[,|·•—–-]?\s*"
        rf"(?P<date>{DATE})\s*[:：]?",
        rf"(?P<author>[^\s:].{{0,58}}?)\s*(?:[,|·•—–(-]|\s)\s*(?P<date>{DATE})\s*\)?\s*[:：]?",
    )
)
_BUTTON = re.compile(
    r"(?:répondre|reply|antworten|signaler|citer|j[’']aime(?:\s+\d+)?|permalien|lien permanent|modifier)"
    r"(?:\s+(?:↓|→|[àa]\s+[\w.@-]+(?:\s[\w.@-]+)?|un abus))?(?:\s*[|·]\s*(?:répondre|signaler|citer))*",
    re.I,
)
_PING = re.compile(r"(?:ping|pingback|trackback|rétrolien)s?\s*[:：]", re.I)
_LINK_LIST = re.compile(
    r"(?:références|references|(?:visible|hidden)\s+links|liens(?:\s+visibles)?)\s*:?", re.I
)
# Furniture that ends a comment list; other furniture words ("Merci", "Facebook") may be a comment's.
_STOPS = frozenset("comment-form related pager newsletter copyright cookie-notice tags advertisement".split())


@dataclass(frozen=True, slots=True)
class Thread:
    """The comments of a capture and the lines they take: ``[start, end)``; ``counter`` is the index of the
    line above that heads them, None without one."""

    comments: tuple[Comment, ...]
    pings: int
    start: int
    end: int
    counter: int | None


@dataclass(slots=True)
class _Item:
    column: int
    text_column: int
    number: int | None
    lines: list[Line] = field(default_factory=list)
    author: str | None = None
    date: str | None = None


def find_thread(lines: Sequence[Line]) -> tuple[int, int, int | None] | None:
    """Where the comment list stands: its first line, the line after its last, and its heading line."""
    for index, line in enumerate(lines):
        if not _is_heading(line):
            continue
        start = _first_item_below(lines, index + 1)
        if start is not None:
            return start, _end_of_list(lines, start), index
    return _list_without_heading(lines)


def read_thread(
    lines: Sequence[Line],
    width: int | None,
    time_zone: str,
    seen_at: datetime | None,
    own_names: frozenset[str],
) -> Thread | None:
    """The comments of a capture; None when it shows none. ``own_names`` are folded names of the newsroom."""
    found = find_thread(lines)
    if found is None:
        return None
    start, end, counter = found
    items = _items(lines[start:end])
    comments, pings = _comments(items, width, time_zone, seen_at, own_names)
    return Thread(comments, pings, start, end, counter)


def _is_heading(line: Line) -> bool:
    return is_comment_heading(line.text) or bool(read_counter(line.text))


def _first_item_below(lines: Sequence[Line], index: int) -> int | None:
    """The first line of a comment list directly below its heading, past buttons and sort links."""
    while index < len(lines):
        if _opens(lines, index):
            return index
        furniture = read_line(lines[index].text)
        if furniture is None or furniture[0] != "furniture":
            return None
        index += 1
    return None


def _opens(lines: Sequence[Line], index: int) -> bool:
    return _LABEL.match(lines[index].text) is not None or _header(lines, index) is not None


def _list_without_heading(lines: Sequence[Line]) -> tuple[int, int, int | None] | None:
    """A list that no counter heads: dated headers, or nested labels below a source line."""
    for index, line in enumerate(lines):
        if not line.after_blank:
            continue
        header = _header(lines, index)
        below_source = index > 0 and read_source_line(lines[index - 1].text) is not None
        if header is None or header[1] is None:
            if not (below_source and _LABEL.match(line.text)):
                continue
        elif _LABEL.match(line.text) is None and (index == 0 or _is_byline(lines, index)):
            continue
        end = _end_of_list(lines, index)
        items = _items(lines[index:end])
        nested = len({item.column for item in items}) > 1
        if nested or (header is not None and sum(item.author is not None for item in items) > 1):
            return index, end, None
    return None


def _is_byline(lines: Sequence[Line], index: int) -> bool:
    """A dated header before any running text is the article's own."""
    return not any(len(line.text) > 80 or line.text.endswith(".") for line in lines[:index])


def _header(lines: Sequence[Line], index: int) -> tuple[str, str | None, int] | None:
    """Author, printed date and number of lines of a comment's header that begins at ``index``."""
    text = _LABEL.sub("", lines[index].text, count=1)
    following = lines[index + 1] if index + 1 < len(lines) else None
    dated = (
        _DATE_LINE.fullmatch(following.text) if following is not None and not following.after_blank else None
    )
    for form in _HEADERS:
        match = form.fullmatch(text)
        if match is not None and _is_author(match["author"]):
            date = match["date"]
            if date is None and dated is not None:
                return match["author"], dated["date"], 2
            return match["author"], date, 1
    if dated is not None and _is_author(text) and not text.endswith((".", "!", "?", ":", ",")):
        return text, dated["date"], 2
    return None


def _is_author(text: str) -> bool:
    return len(text.split()) <= 6 and any(c.isalnum() for c in text) and _DATE_LINE.fullmatch(text) is None


def _end_of_list(lines: Sequence[Line], start: int) -> int:
    """The line after the list: where furniture begins, or text further left than its labels."""
    labelled = _LABEL.match(lines[start].text) is not None
    headed = _header(lines, start) is not None
    margin = lines[start].indent
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if _BUTTON.fullmatch(line.text):
            continue
        item = _LABEL.match(line.text) if labelled else _header(lines, index)
        if line.after_blank and item is not None:
            margin = min(margin, line.indent)
            continue
        if line.indent > margin:
            continue
        stop = read_line(line.text)
        if (stop is not None and stop[1] in _STOPS) or _LINK_LIST.fullmatch(line.text):
            return index
        if line.after_blank and labelled and not headed and not _more_labels(lines, index, margin):
            return index
    return len(lines)


def _more_labels(lines: Sequence[Line], index: int, margin: int) -> bool:
    """Whether the list goes on below a paragraph that stands as far left as its labels."""
    for line in lines[index + 1 :]:
        stop = read_line(line.text)
        if (stop is not None and stop[1] in _STOPS) or _LINK_LIST.fullmatch(line.text):
            return False
        if line.after_blank and line.indent == margin and _LABEL.match(line.text):
            return True
    return False


def _items(lines: Sequence[Line]) -> list[_Item]:
    labelled = _LABEL.match(lines[0].text) is not None
    # A capture without any empty line between its items: then each label opens one.
    tight = labelled and not any(line.after_blank for line in lines[1:])
    items: list[_Item] = []
    skip = 0
    headers = {index: header for index in range(len(lines)) if (header := _header(lines, index)) is not None}
    opening = [
        index
        for index, line in enumerate(lines)
        if index == 0
        or ((line.after_blank or tight) and (_LABEL.match(line.text) if labelled else index in headers))
    ]
    # Where authors are printed, they are printed for nearly all; a lone match is a comment's own words.
    authored = sum(index in headers for index in opening) * 2 >= len(opening) and bool(headers)
    for index, line in enumerate(lines):
        if skip:
            skip -= 1
            continue
        header = headers.get(index) if authored else None
        ping = _PING.match(_LABEL.sub("", line.text, count=1)) is not None
        if index in opening and (not items or header is not None or not authored or ping):
            items.append(_open_item(line, header))
            skip = header[2] - 1 if header is not None else 0
        else:
            items[-1].lines.append(line)
    return items


def _open_item(line: Line, header: tuple[str, str | None, int] | None) -> _Item:
    label = _LABEL.match(line.text)
    length = label.end() if label is not None else 0
    number = int(label["number"]) if label is not None and label["number"] else None
    item = _Item(line.indent, line.indent + length, number)
    if header is not None:
        item.author, item.date = header[0], header[1]
    else:
        item.lines.append(replace(line, text=line.text[length:]))
    return item


def _comments(
    items: Sequence[_Item],
    width: int | None,
    time_zone: str,
    seen_at: datetime | None,
    own_names: frozenset[str],
) -> tuple[tuple[Comment, ...], int]:
    depths = _depths(items)
    comments: list[Comment] = []
    ancestors: list[_Open] = []  # the open comment of each depth, and how its siblings found their parent
    pings = 0
    for item, depth in zip(items, depths, strict=True):
        text = _text(item, width)
        if item.author is None and _PING.match(text):
            pings += 1
            continue
        parent, parent_from = _parent(item, depth, ancestors)
        siblings = ancestors[depth].ordinal + 1 if len(ancestors) > depth else 1
        del ancestors[depth:]
        path = ".".join([*(str(a.ordinal) for a in ancestors), str(siblings)])
        identity = stable_id(item.author or "", path, text)
        while len(ancestors) < depth:  # levels of which the capture shows nobody
            ancestors.append(_Open(None, None, 0, None))
        ancestors.append(_Open(identity, item.number, siblings, parent_from))
        comments.append(
            Comment(
                id=identity,
                parent=parent,
                depth=depth,
                position=len(comments) + 1,
                author=item.author,
                author_url=None,
                is_staff=item.author is not None and fold(item.author) in own_names,
                date_published=read_date(item.date, time_zone, seen_at) if item.date else None,
                date_published_raw=item.date,
                text=text,
                parent_from=parent_from,
            )
        )
    return tuple(comments), pings


@dataclass(frozen=True, slots=True)
class _Open:
    id: str | None
    number: int | None
    ordinal: int
    parent_from: ParentFrom | None


def _parent(item: _Item, depth: int, ancestors: Sequence[_Open]) -> tuple[str | None, ParentFrom | None]:
    """The comment that an item answers, by indent; ``lost`` where the capture does not hold it.

    Replies to one comment are numbered through: a number that starts again, with no shallower comment in
    between, begins the replies to a comment that was lost; those numbered after it are its too.
    """
    if depth == 0:
        return None, None
    if len(ancestors) < depth or ancestors[depth - 1].id is None:
        return None, "lost"
    if len(ancestors) > depth:
        sibling = ancestors[depth]
        again = item.number is not None and sibling.number is not None and item.number <= sibling.number
        if again or sibling.parent_from == "lost":
            return None, "lost"
    return ancestors[depth - 1].id, "indent"


def _depths(items: Sequence[_Item]) -> list[int]:
    """Depths by column: of the labels, or of the texts where numbers are right-aligned (" 9.", "10.")."""
    by_label = sorted({item.column for item in items})
    by_text = sorted({item.text_column for item in items})
    columns = by_text if len(by_text) < len(by_label) else by_label
    step = min((b - a for a, b in pairwise(columns)), default=1)
    return [
        round(((item.text_column if columns is by_text else item.column) - columns[0]) / step)
        for item in items
    ]


def _text(item: _Item, width: int | None) -> str:
    lines = [line for line in item.lines if not _BUTTON.fullmatch(line.text)]
    return "\n".join(paragraph.text for paragraph in join_lines(lines, width))
