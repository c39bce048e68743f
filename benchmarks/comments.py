"""What a comment costs in a long thread, and in a deep one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from benchmarks.blog import Story
from benchmarks.measure import Figure, NotMeasured, ratio, rounds, seconds
from benchmarks.splitter import SavedPage
from crawler.splitter import split

SHORT, LONG, DEEP = "short", "long", "deep"
Threads = dict[str, Story]


def measure(*, quick: bool) -> Iterator[Figure]:
    """The deep thread nests each comment in the one before it: 1,000 levels are 2,000 elements, about all
    that libxml2 reads (2,048). Raises NotMeasured when the splitter does not find all of a thread."""
    unit, number = (100, 3) if quick else (1000, 7)
    checked, measured_on = threads(1, unit), threads(4, unit)
    for story in checked.values():
        check(story)
    contenders = {name: partial(_split, name) for name in checked}
    measured = rounds(contenders, [_pages(measured_on)], number, warm_up=[_pages(checked)])
    told = {name: f"{1000 * seconds(name, measured):.0f} ms" for name in contenders}
    yield Figure(
        f"comments, {3 * unit} to {unit} in a thread", told[LONG], told[SHORT], ratio(LONG, SHORT, measured),
        3.3, at_most=True,
    )  # fmt: skip
    yield Figure(
        f"comments, {unit} levels to 5",
        told[DEEP],
        told[SHORT],
        ratio(DEEP, SHORT, measured),
        1.3,
        at_most=True,
    )


def threads(first: int, unit: int) -> Threads:
    """Three stories, numbered from ``first``, no two of which share a text."""
    return {
        SHORT: _story(first, unit),
        LONG: _story(first + 1, 3 * unit),
        DEEP: _story(first + 2, unit, chained=True),
    }


def _split(name: str, pages: dict[str, SavedPage]) -> object:
    return split(pages[name].body, pages[name].url)


def _story(number: int, comments: int, *, chained: bool = False) -> Story:
    return Story(number, f"http://blog.invalid/2012/01/essai-{number}/", comments, chained=chained)


def _pages(stories: Threads) -> dict[str, SavedPage]:
    return {name: SavedPage(story.url, story.page()) for name, story in stories.items()}


def check(story: Story) -> None:
    """Raises NotMeasured when the splitter does not find all comments of a story, each with its parent."""
    found = split(story.page(), story.url).comments
    told = story.article().comments
    if [(one.id, one.parent) for one in found] != [(one.id, one.parent) for one in told]:
        raise NotMeasured(f"the splitter finds {len(found)} of {len(told)} comments, or not their parents")
