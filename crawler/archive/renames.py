"""Comments that come back under another id, as pure functions.

Ids change when a blog changes its comment system; and where a system has none, our own id is made from the
author and the words, so that an edit gives another one. Taken for a removal and a new comment, either would
be a lie in the history.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from crawler.archive.times import utc
from crawler.archive.tombstones import is_tombstone
from crawler.archive.wording import wording
from crawler.items import Comment

# Ids are renamed by their words only when this share of a thread's comments is missing under the old ones:
# a reader who deletes a comment and posts it again has written two.
_SHARE = 0.8
_OWN = "h-"  # the ids that we make (see the splitter's ``stable_id``)


@dataclass(frozen=True, slots=True)
class Known:
    """A comment that the archive holds and the page does not show under its id."""

    id: str
    author: str | None
    date: str | None
    text: str


def renamed(missing: Sequence[Known], unknown: Sequence[Comment], *, of: int) -> dict[str, str]:
    """The new ids of missing comments, by their old ones. ``unknown`` are shown under ids that the archive
    does not hold; ``of`` is how many comments the thread had."""
    names: dict[str, str] = {}
    if missing and len(missing) >= _SHARE * of:
        names = _by(missing, unknown, lambda one: (_name(one.author), wording(one.text)))
        if len(names) * 2 < min(len(missing), len(unknown)):  # another thread, not another spelling of ids
            names = {}
    own = [one for one in missing if one.id.startswith(_OWN) and one.id not in names and one.date]
    taken = set(names.values())
    shown = [one for one in unknown if one.id.startswith(_OWN) and one.id not in taken]
    edited = _by(own, shown, lambda one: (_name(one.author), _date(one)))
    own = [one for one in own if one.id not in edited]
    emptied = _by(own, [one for one in shown if is_tombstone(one)], _date)  # the name went with the words
    return names | edited | emptied


def moved_places(
    kept: Sequence[Known],
    shown: Sequence[Comment],
    parents: Mapping[str, str | None],
    names: Mapping[str, str],
    *,
    unknown: Sequence[Comment],
) -> dict[str, str]:
    """The new ids of the places that a site keeps for comments it took back. Their words are gone: what was
    answered to them tells them, or else the moment. ``parents`` are those that the archive holds, by comment;
    ``names`` are the new ids of the other comments."""
    taken = set(names.values())
    notices = {one.id: one for one in unknown if one.id not in taken and is_tombstone(one)}
    waiting = {one.id: one for one in kept}
    answers = {comment.id: comment.parent for comment in shown}
    places: dict[str, str] = {}
    for reply, parent in parents.items():
        place = answers.get(names.get(reply, reply))
        if parent in waiting and place in notices:
            places[parent] = place
            del waiting[parent], notices[place]
    dated = [one for one in waiting.values() if one.date]
    return places | _by(dated, list(notices.values()), _date)


def _by(
    missing: Sequence[Known], unknown: Sequence[Comment], key: Callable[[Known | Comment], object]
) -> dict[str, str]:
    """Pairs that have the same key, in page order where several have."""
    waiting: dict[object, deque[str]] = {}
    for comment in unknown:
        waiting.setdefault(key(comment), deque()).append(comment.id)
    names: dict[str, str] = {}
    for known in missing:
        ids = waiting.get(key(known))
        if ids:
            names[known.id] = ids.popleft()
    return names


def _name(author: str | None) -> str:
    return wording(author).casefold()


def _date(one: Known | Comment) -> str | None:
    date = one.date if isinstance(one, Known) else one.date_published
    return utc(date) or date
