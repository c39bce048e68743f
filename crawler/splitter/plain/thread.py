"""Comments in a plain text capture: numbered or bulleted items, or "Pseudo dit :" headers, nested by indent.

The list begins under its counter or heading; without one, only what cannot be a list of the article is taken
for comments. An item's label stands after an empty line, where the capture has empty lines at all: a
continuation line may stand in the very column of a label one level deeper, and only that empty line tells
them apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from crawler.items import Comment, ParentFrom
from crawler.splitter.comments.base import stable_id
from crawler.splitter.plain.headers import (
    Header,
    is_button,
    is_pending_notice,
    is_ping,
    label_of,
    number_of,
    read_header,
    without_label,
)
from crawler.splitter.plain.lines import Line, is_address_list, join_lines
from crawler.splitter.words.dates import read_date
from crawler.splitter.words.lines import is_comment_heading, read_counter, read_line
from crawler.splitter.words.sources import read_source_line
from crawler.splitter.words.text import fold

# Furniture that ends a comment list; other furniture words ("Merci", "Facebook") may be a comment's.
_STOPS = frozenset("comment-form related pager newsletter copyright cookie-notice tags advertisement".split())
_FULL_STOP = re.compile(r"[.…][»”\")\]]?$")
# What every counter and heading holds: most lines need no more than this look.
_HEADING_MARKS = (
    "comment", "kommentar", "action", "flexion", "pons", "repl", "thought", "gedank", "antwort", "discussion",
)  # fmt: skip
_FURTHEST = 12  # lines between a heading and its first comment: sort links, buttons, a notice


@dataclass(frozen=True, slots=True)
class Thread:
    """The comments of a capture and the lines they take: ``[start, end)``; ``heading`` is the index of the
    line above that heads them (a counter or "Commentaires"), None without one. ``unclaimed`` is text below a
    ping that is neither the ping's nor a comment's."""

    comments: tuple[Comment, ...]
    pings: int
    unclaimed: tuple[str, ...]
    start: int
    end: int
    heading: int | None


@dataclass(slots=True)
class _Item:
    column: int
    text_column: int
    number: int | None
    lines: list[Line] = field(default_factory=list)
    author: str | None = None
    date: str | None = None


def read_thread(
    lines: Sequence[Line],
    width: int | None,
    time_zone: str,
    seen_at: datetime | None,
    own_names: frozenset[str],
) -> Thread | None:
    """The comments of a capture; None when it shows none. ``own_names`` are folded names of the newsroom."""
    found = _find_list(lines, width)
    if found is None:
        return None
    start, end, heading = found
    items = _items(lines[start:end])
    pings = [item for item in items if _is_ping(item)]
    comments = _comments([i for i in items if not _is_ping(i)], width, time_zone, seen_at, own_names)
    unclaimed = tuple(text for item in pings for text in _below_ping(item, width))
    return Thread(comments, len(pings), unclaimed, start, end, heading)


# -- where the list stands -----------------------------------------------------------------------------------


def _find_list(lines: Sequence[Line], width: int | None) -> tuple[int, int, int | None] | None:
    """Where the comment list stands: its first line, the line after its last, and its heading line."""
    running = next((i for i, line in enumerate(lines) if _is_running(line)), len(lines))
    candidates = [
        (heading, start)
        for heading, below in _headings(lines, width)
        if (start := _first_item_below(lines, below, running)) is not None
    ]
    # A counter may stand above the body too: the list is the one that has the running text above it.
    candidates = [c for c in candidates if c[0] > running] or candidates
    if not candidates:
        return _list_without_heading(lines, running)
    heading, start = candidates[0]
    end = _end_of_list(lines, start)
    if len(candidates) > 1 and candidates[1][0] < end and _is_byline(lines, start, candidates[1][0]):
        heading, start = candidates[1]
        end = _end_of_list(lines, start)
    return start, end, heading


def _is_running(line: Line) -> bool:
    """Whether a line ends a sentence, as headlines, bylines and menus do not."""
    return _FULL_STOP.search(line.text) is not None and len(line.text.split()) >= 4


def _headings(lines: Sequence[Line], width: int | None) -> Iterator[tuple[int, int]]:
    """(index, index of the line after it) of each line that heads comments; it may take some rows."""
    for index, line in enumerate(lines):
        if len(line.text) > 200 or not any(mark in line.text.casefold() for mark in _HEADING_MARKS):
            continue
        end = index + 1
        while end < min(index + 3, len(lines)) and not _opens(lines, end):
            end += 1
        paragraph = join_lines(lines[index:end], width)[0]
        if is_comment_heading(paragraph.text) or read_counter(paragraph.text, heading=True):
            yield index, index + paragraph.rows


def _first_item_below(lines: Sequence[Line], index: int, running: int) -> int | None:
    """The first line of a comment list directly below its heading, past buttons and sort links.

    A header without a label needs running text above it: before any, a dated name is the article's byline.
    """
    for place in range(index, min(index + _FURTHEST, len(lines))):
        if label_of(lines[place].text) or (place > running and _opens(lines, place)):
            return place
        furniture = read_line(lines[place].text)
        if furniture is None or furniture[0] != "furniture":
            return None
    return None


def _opens(lines: Sequence[Line], index: int) -> bool:
    return label_of(lines[index].text) is not None or read_header(lines, index) is not None


def _is_byline(lines: Sequence[Line], start: int, heading: int) -> bool:
    """Whether the only header between a counter and the next heading is the article's own byline."""
    if label_of(lines[start].text) is not None:
        return False
    openings = (i for i in range(start, heading) if i == start or lines[i].after_blank)
    return sum(read_header(lines, i) is not None for i in openings) == 1


def _list_without_heading(lines: Sequence[Line], running: int) -> tuple[int, int, int | None] | None:
    """A list that no counter heads: nested labels below a source line, or headers that are sure of it."""
    below_source = next(
        (
            index
            for index in range(len(lines) - 1, 0, -1)
            if label_of(lines[index].text) and read_source_line(lines[index - 1].text) is not None
        ),
        None,
    )
    if below_source is not None:
        end = _end_of_list(lines, below_source)
        if len({item.column for item in _items(lines[below_source:end])}) > 1:
            return below_source, end, None
    for index in range(running + 1, len(lines)):
        if not lines[index].after_blank:
            continue
        header = read_header(lines, index)
        if header is not None and header.date is not None and header.sure:
            end = _end_of_list(lines, index)
            authors = sum(item.author is not None for item in _items(lines[index:end]))
            return (index, end, None) if authors > 1 else None
    return None


def _end_of_list(lines: Sequence[Line], start: int) -> int:
    """The line after the list: where furniture begins, or text further left than its comments stand.

    Text in the column of the labels belongs to the comment above it while more labels follow. Below the last
    label it does where the other comments' texts stand there too, or where the comment has no text yet.
    """
    labelled = label_of(lines[start].text) is not None
    margin = lines[start].indent
    end = len(lines)
    last = start
    loose = False  # text stands as far left as the labels, and more labels follow
    maybe_loose = False
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if is_button(line.text):
            continue
        opens = label_of(line.text) is not None if labelled else read_header(lines, index) is not None
        if opens and (line.after_blank or line.indent <= margin):
            margin = min(margin, line.indent)
            last = index
            loose = loose or maybe_loose
        elif line.indent <= margin:
            stop = read_line(line.text)
            if (stop is not None and stop[1] in _STOPS) or is_address_list(line.text):
                end = index
                break
            maybe_loose = maybe_loose or line.after_blank
    return next((i for i in range(last + 1, end) if _ends(lines, i, last, margin, loose, labelled)), end)


def _ends(lines: Sequence[Line], index: int, last: int, margin: int, loose: bool, labelled: bool) -> bool:
    """Whether the line below the last label is no part of its comment any more."""
    line = lines[index]
    if not line.after_blank or line.indent > margin or is_button(line.text):
        return False
    if not labelled:
        return line.indent < margin
    header = read_header(lines, last)
    return not loose and (header is None or index > last + header.rows)


# -- its items ---------------------------------------------------------------------------------------------


def _items(lines: Sequence[Line]) -> list[_Item]:
    labelled = label_of(lines[0].text) is not None
    # A capture without any empty line between its items: then each label opens one.
    tight = labelled and not any(line.after_blank for line in lines[1:])
    headers = _headers(lines)
    items: list[_Item] = []
    columns: set[int] = set()
    skip = 0
    for index, line in enumerate(lines):
        if skip:
            skip -= 1
            continue
        header = headers.get(index)
        label = label_of(line.text, headed=header is not None)
        if not items:
            opens = True
        elif labelled:
            opens = _opens_by_label(line, label, items[-1], columns, tight)
        else:
            opens = line.after_blank and (header is not None or is_ping(line.text))
        # Where authors are printed, a label without one is a list that its commenter wrote.
        if opens and (not items or not headers or header is not None or is_ping(without_label(line.text))):
            items.append(_open_item(line, label, header))
            columns.add(line.indent)
            skip = header.rows - 1 if header is not None else 0
        else:
            items[-1].lines.append(line)
    return items


def _opens_by_label(
    line: Line, label: re.Match[str] | None, above: _Item, columns: set[int], tight: bool
) -> bool:
    """Whether a label opens a comment; else it begins a list, or a year, that a commenter wrote."""
    if label is None:
        return False
    number = number_of(label)
    if line.after_blank or tight:
        return number is None or number == 1 or line.indent in columns or line.indent <= above.column
    # Without an empty line above: no list that a commenter wrote begins left of the comment's own text.
    follows = number is None or above.number is None or number == above.number + 1
    return line.indent < above.column or (line.indent == above.column and follows)


def _headers(lines: Sequence[Line]) -> dict[int, Header]:
    """The headers by line. One page prints them all alike, as it prints the first; where fewer than half of
    the items have one, those are the commenters' own words."""
    first = read_header(lines, 0)
    if first is None:
        return {}
    labelled = label_of(lines[0].text) is not None
    found = {0: first}
    labels = 1
    for index in range(1, len(lines)):
        line = lines[index]
        if labelled and label_of(line.text, headed=True) is None:
            continue
        labels += line.after_blank and label_of(line.text) is not None
        header = read_header(lines, index)
        if header is not None and header.form == first.form and (labelled or line.after_blank):
            found[index] = header
    return found if not labelled or len(found) * 2 >= labels else {}


def _open_item(line: Line, label: re.Match[str] | None, header: Header | None) -> _Item:
    length = label.end() if label is not None else 0
    item = _Item(line.indent, line.indent + length, number_of(label))
    if header is not None:
        item.author, item.date = header.author, header.date
    else:
        item.lines.append(replace(line, text=line.text[length:]))
    return item


# -- comments ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Open:
    """The open comment of one depth: what its replies and its next sibling need to know of it."""

    id: str | None
    number: int | None
    parent_from: ParentFrom | None


def _comments(
    items: Sequence[_Item],
    width: int | None,
    time_zone: str,
    seen_at: datetime | None,
    own_names: frozenset[str],
) -> tuple[Comment, ...]:
    comments: list[Comment] = []
    ancestors: list[_Open] = []
    taken: Counter[str] = Counter()
    for item, depth in zip(items, _depths(items), strict=True):
        text = _text(item, width)
        parent, parent_from = _parent(item, depth, ancestors)
        del ancestors[depth:]
        own = stable_id(item.author or "", parent or "", text)
        taken[own] += 1
        identity = own if taken[own] == 1 else stable_id(own, str(taken[own]))
        while len(ancestors) < depth:  # levels of which the capture shows nobody
            ancestors.append(_Open(None, None, None))
        ancestors.append(_Open(identity, item.number, parent_from))
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
    return tuple(comments)


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
    """The depth of each item: the rank of its column among those in use.

    Columns are those of the labels, or of the texts where the numbers are right-aligned (" 9.", "10.").
    """
    by_label = {item.column for item in items}
    by_text = {item.text_column for item in items}
    use_text = len(by_text) < len(by_label)
    rank = {column: depth for depth, column in enumerate(sorted(by_text if use_text else by_label))}
    return [rank[item.text_column if use_text else item.column] for item in items]


def _text(item: _Item, width: int | None) -> str:
    lines = [line for line in item.lines if not is_button(line.text)]
    words = [line for line in lines if not is_pending_notice(line.text)]
    return "\n".join(paragraph.text for paragraph in join_lines(words or lines, width))


def _is_ping(item: _Item) -> bool:
    return item.author is None and is_ping(item.lines[0].text)


def _below_ping(item: _Item, width: int | None) -> list[str]:
    """What stands below a ping's line and its excerpt ("[…] quoted […]")."""
    below = [line for line in item.lines if not is_button(line.text)]
    return [p.text for p in join_lines(below, width)[1:] if not p.text.startswith(("[…]", "[...]"))]
