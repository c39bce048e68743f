"""Threads as platforms and themes print them: a comment area and its truth, set into a page of its kind.

A case is two files in ``tests/splitter/threads``. ``NAME.html`` is what stands below the article, invented
text in real markup. ``NAME.json`` holds ``why`` the case is there, the ``shell`` around it (``shells/``) and
the page's ``language``; where they differ from the usual, its ``url`` and the moment it was ``seen_at``; and
the truth: ``comments`` in page order, ``comment_count``, ``pings`` and ``comment_system``, each only where it
is certain. A comment has ``text`` and what the page shows of ``id``, ``author``, ``date_published`` (as
printed: without an offset where the page has none), ``is_staff``, its own ``title`` and its ``parent``, by
its place in the list from 1.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.mutations import MUTATIONS, changed
from crawler.items import Article, Comment
from crawler.splitter import split

THREADS = Path(__file__).resolve().parents[1] / "tests" / "splitter" / "threads"
ADDRESS = "https://cric.example/2014/03/essai/"

HEADLINES = {
    "fr": "La voiture qui ne tourne qu’à droite",
    "en": "The car that only turns right",
    "de": "Das Auto, das nur rechts abbiegt",
}
BODIES = {
    "fr": (
        "Le constructeur jure que c’est un choix : le volant de la Dextre 4 ne connaît qu’un sens, et "
        "les ingénieurs y ont gagné la moitié d’une direction.",
        "À l’essai, le rond-point est un bonheur et le parking une énigme. Nous avons rejoint Orléans "
        "en trois jours, ce qui laisse le temps d’admirer la Beauce sous tous ses angles.",
        "Une version pour l’Angleterre est annoncée. Elle ne tournera qu’à gauche, et coûtera le même "
        "prix que les deux ensemble.",
    ),
    "en": (
        "The maker swears that it is a choice: the wheel of the Dexter 4 knows one way only, and the "
        "engineers saved half a steering rack.",
        "On the road the roundabout is a joy and the car park a riddle. We reached Leeds in three "
        "days, which leaves time to admire the county from every side.",
        "A version for the continent has been announced. It will turn left only, and cost as much as "
        "both of them together.",
    ),
    "de": (
        "Der Hersteller schwört, es sei Absicht: Das Lenkrad des Dexter 4 kennt nur eine Richtung, "
        "und die Ingenieure haben eine halbe Lenkung gespart.",
        "Auf der Straße ist der Kreisverkehr eine Freude und das Parkhaus ein Rätsel. Nach Kassel "
        "brauchten wir drei Tage, was Zeit lässt, Hessen von allen Seiten zu bewundern.",
        "Eine Ausführung für England ist angekündigt. Sie biegt nur links ab und kostet so viel wie "
        "beide zusammen.",
    ),
}
SHELLS = sorted(path.stem for path in (THREADS / "shells").glob("*.html"))


@dataclass(slots=True)
class Tally:
    """How often a measure was right, of how many."""

    right: int = 0
    of: int = 0

    def add(self, is_right: bool) -> None:
        self.right += is_right
        self.of += 1


MEASURES = (
    *("precision", "recall", "id", "author", "date", "text", "staff", "parent", "replies", "threads"),
    *("clean", "counter", "pings", "system", "body"),
)
# What can be right still where names and ids say nothing.
BY_LOOKS = ("recall", "author", "text", "replies", "clean")


@dataclass(slots=True)
class Result:
    """One case: what was right and what was not, a line for each fault."""

    case: str
    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in MEASURES})
    faults: list[str] = field(default_factory=list)

    def check(self, measure: str, expected: object, found: object, where: str = "") -> None:
        self.tallies[measure].add(expected == found)
        if expected != found:
            self.faults.append(f"{measure}{where}: {expected!r}, found {found!r}")


def names() -> list[str]:
    """All cases, by name."""
    return sorted(path.stem for path in THREADS.glob("*.html"))


def truth_of(name: str) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((THREADS / f"{name}.json").read_text("utf-8"))
    return truth


def page_of(name: str, truth: dict[str, Any]) -> bytes:
    """The page of a case: its area in its shell."""
    language = truth.get("language", "fr")
    page = (THREADS / "shells" / f"{truth['shell']}.html").read_text("utf-8")
    for place, words in (
        ("language", language),
        ("headline", HEADLINES[language]),
        ("body", "".join(f"<p>{text}</p>\n" for text in BODIES[language])),
        ("area", (THREADS / f"{name}.html").read_text("utf-8")),
    ):
        page = page.replace(f"{{{{{place}}}}}", words)
    return page.encode()


def split_thread(name: str, truth: dict[str, Any], mutation: str = "as found") -> Article:
    """The page of a case, split as it is or with one kind of evidence taken away (``mutations``)."""
    seen_at = datetime.fromisoformat(truth["seen_at"]) if "seen_at" in truth else None
    url = truth.get("url", ADDRESS)
    page = changed(page_of(name, truth), url, MUTATIONS[mutation])
    return split(page, url, seen_at=seen_at, encoding="utf-8")


def results(mutation: str = "as found") -> Iterator[Result]:
    """Every case, split and compared."""
    for name in names():
        truth = truth_of(name)
        yield compare(name, truth, split_thread(name, truth, mutation))


def compare(name: str, truth: dict[str, Any], article: Article) -> Result:
    result = Result(name)
    expected: list[dict[str, Any]] = truth["comments"]
    pairs = _matched(expected, article.comments)
    _count_found(result, expected, article.comments, pairs)
    places = {comment.id: place for place, comment in pairs.items()}
    for place, comment in pairs.items():
        _compare_comment(result, place, expected[place - 1], comment, places)
    if expected:
        in_order = [comment.position for _, comment in sorted(pairs.items())]
        whole = len(pairs) == len(expected) == len(article.comments) and in_order == sorted(in_order)
        result.tallies["threads"].add(whole and not result.faults)
    else:
        result.check("clean", 0, len(article.comments))
    for measure, key in (("counter", "comment_count"), ("pings", "pings"), ("system", "comment_system")):
        if key in truth:
            result.check(measure, truth[key], getattr(article, key))
    result.check("body", list(BODIES[truth.get("language", "fr")]), list(article.body))
    return result


def _matched(expected: list[dict[str, Any]], found: tuple[Comment, ...]) -> dict[int, Comment]:
    """Which comment of the page is which of the truth, by its place there: told by id, else by text."""
    by_id = {comment.id: comment for comment in found}
    pairs: dict[int, Comment] = {}
    for place, one in enumerate(expected, 1):
        if one.get("id") in by_id:
            pairs[place] = by_id.pop(one["id"])
    for likeness in (_same_text, _near_text):
        for place, one in enumerate(expected, 1):
            if place not in pairs:
                match = next((comment for comment in by_id.values() if likeness(one, comment)), None)
                if match is not None:
                    pairs[place] = by_id.pop(match.id)
    return dict(sorted(pairs.items()))


def _same_text(one: dict[str, Any], comment: Comment) -> bool:
    return comment.text in (one["text"], f"{one.get('title')}\n{one['text']}")


def _near_text(one: dict[str, Any], comment: Comment) -> bool:
    """Whether at least half of what either says is said by both."""
    words, said = set(one["text"].split()), set(comment.text.split())
    return 2 * len(words & said) >= len(words | said)


def _count_found(
    result: Result, expected: list[dict[str, Any]], found: tuple[Comment, ...], pairs: dict[int, Comment]
) -> None:
    for place, one in enumerate(expected, 1):
        result.tallies["recall"].add(place in pairs)
        if place not in pairs:
            result.faults.append(f"missed: {one['text']!r}")
            if "parent" in one:
                result.tallies["replies"].add(False)
    known = {comment.id for comment in pairs.values()}
    for comment in found:
        result.tallies["precision"].add(comment.id in known)
        if comment.id not in known:
            result.faults.append(f"no comment: {comment.author!r} {comment.text!r}")


def _compare_comment(
    result: Result, place: int, one: dict[str, Any], comment: Comment, places: dict[str, int]
) -> None:
    where = f" of {place}"
    if "id" in one:
        result.check("id", one["id"], comment.id, where)
    result.check("author", one.get("author"), comment.author, where)
    if "date_published" in one:
        result.check("date", *_dates(one["date_published"], comment.date_published), where)
    result.tallies["text"].add(_same_text(one, comment))
    if not _same_text(one, comment):
        result.faults.append(f"text{where}: {one['text']!r}, found {comment.text!r}")
    result.check("staff", one.get("is_staff", False), comment.is_staff, where)
    parent = places.get(comment.parent) if comment.parent is not None else None
    result.check("parent", one.get("parent"), parent, where)
    if "parent" in one:
        result.tallies["replies"].add(one["parent"] == parent)


def _dates(expected: str, found: str | None) -> tuple[str, str | None]:
    """Both as far as the truth goes: the instant where it has an offset, else what the clock shows."""
    if found is not None and len(expected) > len("2014-03-12T14:05") and len(found) > len(expected) - 6:
        moments = [datetime.fromisoformat(text) for text in (expected, found)]
        if all(moment.tzinfo for moment in moments):
            return str(moments[0].timestamp()), str(moments[1].timestamp())
    return expected, found and found[: len(expected)]


def rights(found: list[Result]) -> dict[str, float]:
    """How often each measure of BY_LOOKS was right: numbers and no shares, so that a further page, which may
    be a hard one, lowers no floor."""
    return {measure: sum(result.tallies[measure].right for result in found) for measure in BY_LOOKS}


def totals(found: list[Result], measures: Sequence[str] = MEASURES) -> dict[str, float]:
    """Each measure over all cases, and for how many cases nothing was wrong."""
    figures: dict[str, float] = {"pages": len(found), "exact": sum(not r.faults for r in found) / len(found)}
    for measure in measures:
        tallies = [result.tallies[measure] for result in found]
        of = sum(tally.of for tally in tallies)
        if of:
            figures[measure] = sum(tally.right for tally in tallies) / of
    return figures
