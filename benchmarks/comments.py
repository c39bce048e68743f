"""What a comment costs in a long thread, and in a deep one."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.blog import Story
from benchmarks.measure import Figure, NotMeasured, ratio, rounds, seconds
from benchmarks.splitter import SavedPage
from crawler.splitter import split

SHORT, LONG, DEEP = "short", "long", "deep"


def measure(*, quick: bool) -> Iterator[Figure]:
    """The deep thread nests each comment in the one before it: 1,000 levels are 2,000 elements, about all
    that libxml2 reads (2,048)."""
    unit, number = (100, 3) if quick else (1000, 7)
    pages = {
        SHORT: thread_page(unit),
        LONG: thread_page(3 * unit),
        DEEP: thread_page(unit, chained=True),
    }
    contenders = {name: (lambda _, page=page: split(page.body, page.url)) for name, page in pages.items()}
    measured = rounds(contenders, [None], number)
    told = {name: f"{1000 * seconds(name, measured):.0f} ms" for name in pages}
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


def thread_page(comments: int, *, chained: bool = False) -> SavedPage:
    """A page with a thread of that length. Raises NotMeasured when the splitter does not find all of it."""
    story = Story(1, "http://blog.invalid/2012/01/essai-1/", comments, chained=chained)
    page = SavedPage(story.url, story.page())
    found = split(page.body, page.url).comments
    if [(one.id, one.parent) for one in found] != [(one.id, one.parent) for one in story.article().comments]:
        raise NotMeasured(f"the splitter finds {len(found)} of {comments} comments, or not their parents")
    return page
