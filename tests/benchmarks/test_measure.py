"""That the benchmarks' figures say what they claim: who was timed, on what, against whom."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from benchmarks.measure import Figure, in_child, one_round, ratio, rounds, seconds, table


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Takes as many seconds of CPU time as it is told, by a clock that only this moves."""
    now = [0.0]
    monkeypatch.setattr(time, "process_time", lambda: now[0])

    def work(cost: float) -> None:
        now[0] += cost

    return work


def test_each_contender_gets_each_input_and_its_own_time(work: Callable[[float], None]) -> None:
    given: list[tuple[str, int]] = []

    def contender(name: str, cost: float) -> Callable[[int], None]:
        return lambda number: (given.append((name, number)), work(cost * number))[1]

    both = {"ours": contender("ours", 1.0), "theirs": contender("theirs", 10.0)}
    assert one_round(both, [1, 2, 3]) == {"ours": 6.0, "theirs": 60.0}
    assert given == [("ours", 1), ("theirs", 1), ("theirs", 2), ("ours", 2), ("ours", 3), ("theirs", 3)]


def test_each_round_begins_with_another_and_in_a_process_that_saw_other_inputs(
    work: Callable[[float], None],
) -> None:
    seen: list[str] = []

    def read(given: str) -> None:
        work(100.0 if given in seen else 1.0 + len(seen))
        seen.append(given)

    both = {"a": lambda given: read(f"a {given}"), "b": lambda given: read(f"b {given}")}
    assert rounds(both, ["new"], 2, warm_up=["other"]) == [{"a": 3.0, "b": 4.0}, {"a": 4.0, "b": 3.0}]
    assert seen == []


def test_a_child_that_fails_is_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    assert in_child(lambda: {"one": 1.0}) == {"one": 1.0}
    with pytest.raises(RuntimeError, match="without a result"):
        in_child(lambda: 1 / 0)
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_the_ratio_is_the_median_of_the_rounds_own_ratios() -> None:
    noisy = [{"a": 2.0, "b": 1.0}, {"a": 90.0, "b": 30.0}, {"a": 5.0, "b": 1.0}]
    assert ratio("a", "b", noisy) == 3.0
    assert seconds("a", noisy) == 5.0


@pytest.mark.parametrize(
    ("value", "at_most", "verdict"),
    [(0.5, False, "ok"), (0.49, False, "below"), (0.5, True, "ok"), (0.51, True, "below")],
)
def test_an_aim_is_a_floor_or_a_ceiling(value: float, at_most: bool, verdict: str) -> None:
    figure = Figure("name", "1", "2", value, 0.5, at_most)
    assert (figure.reached, figure.verdict) == (verdict == "ok", verdict)


def test_the_table_tells_figures_and_why_there_is_none() -> None:
    lines = table(
        [Figure("wheels", "4", "3", 4 / 3, 1.0), Figure("told", "1", "1", 1.0), ("seats", "no car")]
    )
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines.splitlines()]
    assert rows[2:] == [
        ["wheels", "4", "3", "1.33", "≥ 1", "ok"],
        ["told", "1", "1", "1.00", "", ""],
        ["seats", "not measured: no car", "", "", "", ""],
    ]
