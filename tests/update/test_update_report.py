"""What an update says of each site, and which exit code is worst."""

from __future__ import annotations

import pytest

from crawler.update.report import Result, told, worst
from crawler.verdict import Facts


@pytest.mark.parametrize(
    ("codes", "code"),
    [([], 0), ([0, 0], 0), ([0, 75], 75), ([75, 3], 3), ([3, 4, 75], 4), ([4, 1, 0], 1)],
)
def test_the_gravest_of_several_sites_counts(codes: list[int], code: int) -> None:
    assert worst(codes) == code


def test_silence_unless_there_is_something_to_say() -> None:
    well = Result("a", 0, Facts("finished"), None)
    noted = Result("b", 0, Facts("finished", notes=("the clock ran ahead",)), None)
    broken = Result("c", 1, Facts("finished", broken="disk full", problems=("disk full", "late")), None)
    busy = Result("d", 75, Facts("", resting="another crawl of it is running"), None)
    assert list(told([well, noted, broken, busy])) == [
        "b: failed", "  the clock ran ahead",
        "c: failed", "  ! disk full", "  ! late",
        "d: another crawl of it is running",
    ]  # fmt: skip
