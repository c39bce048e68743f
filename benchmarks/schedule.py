"""Requests of a month of daily updates, against the fewest that could have seen the same.

The fewest are those of someone who asks every morning for what nobody can know unasked (robots.txt and
tdmrep.json, and the places where the blog announces its changes: two feeds, two dated sitemaps), and then
only for pages that show something new. The weather is fair: walls and outages cost everyone the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.days import LAST, morning
from benchmarks.measure import Figure, NotMeasured
from benchmarks.month import (
    MANNERS,
    SOURCES,
    Month,
    changed_pages,
    fair,
    path_of,
    play,
    true_revisions,
    views,
)

AIM = 1.3


def measure(*, quick: bool) -> Iterator[Figure]:
    last = 10 if quick else LAST
    with TemporaryDirectory() as folder:
        month = _played(Path(folder) / "updates.db", last)
        _check(month, last)
        nightly = _played(Path(folder) / "nightly.db", 3 if quick else last, update=False)
    mornings = last - 1
    ours = sum(_requests(month))
    pages = sum(len(posts) for day, posts in changed_pages(last, fair).items() if day > 1)
    fewest = mornings * (len(MANNERS) + len(SOURCES)) + pages
    crawls = sum(_requests(nightly)) * mornings // len(_requests(nightly))
    told = f"{ours} requests"
    yield Figure(
        f"updates of {mornings} days, to the fewest that see the same",
        told, f"{fewest} requests", ours / fewest, AIM, at_most=True,
    )  # fmt: skip
    yield Figure(f"the same, to the {pages} changed pages alone, foretold", told, f"{pages}", ours / pages)
    yield Figure("the same, to a nightly crawl of the whole blog", told, f"{crawls}", ours / crawls)


def _played(archive: Path, last: int, *, update: bool = True) -> Month:
    return [month for _, month in play(archive, last, fair, update=update)][-1]


def _requests(month: Month) -> list[int]:
    """Of each morning after the first."""
    return [len(run.asked) for day, run in month.runs.items() if day > 1]


def _check(month: Month, last: int) -> None:
    """Raises NotMeasured when the updates did not see what was to be seen, on the day: few requests would
    prove nothing."""
    posts = {view.path: number for day in range(1, last + 1) for number, view in views(day).items()}
    rows = month.rows("SELECT article_url, field, seen_at FROM revision_history")
    seen = {(posts[path_of(url)], field, seen_at[:10]) for url, field, seen_at in rows}
    wanted = {
        (one.post, one.field, morning(one.day).date().isoformat()) for one in true_revisions(last, fair)
    }
    if seen != wanted:
        raise NotMeasured(f"the updates saw other changes than there were: {sorted(seen ^ wanted)}")
    shown = {key for view in views(last).values() for key in view.comments}
    held = {key for (key,) in month.rows("SELECT comment_id FROM comment_states WHERE state <> 'removed'")}
    if not shown <= held:
        raise NotMeasured(f"comments were missed: {sorted(shown - held)}")
