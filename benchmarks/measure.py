"""How figures are measured and told.

A machine is never quiet: absolute rates move by tens of percent between two minutes. So ours and its baseline
take turns, input by input, in one process; what counts is CPU time, and of several rounds the median ratio.
Whoever reads pages remembers some of what he read: no page is measured that its process has seen before.
"""

from __future__ import annotations

import gc
import multiprocessing
import time
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import TypeVar

_T = TypeVar("_T")
OURS, BASELINE = "ours", "baseline"


class NotMeasured(Exception):
    """Why a figure could not be had; ``str()`` is a sentence for the table."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. ``ours`` and ``baseline`` are told with their units; ``ratio`` is judged.

    ``aim`` is the least good ratio, or with ``at_most`` the greatest; None where the figure is only told.
    """

    name: str
    ours: str
    baseline: str
    ratio: float
    aim: float | None = None
    at_most: bool = False

    @property
    def reached(self) -> bool:
        if self.aim is None:
            return True
        return self.ratio <= self.aim if self.at_most else self.ratio >= self.aim

    @property
    def verdict(self) -> str:
        return "" if self.aim is None else "ok" if self.reached else "below"


Round = Mapping[str, float]
"""CPU seconds of each contender in one round."""


def one_round(
    contenders: Mapping[str, Callable[[_T], object]], inputs: Iterable[_T], *, turn: int = 0
) -> dict[str, float]:
    """Gives each input to each contender in turn; the CPU seconds each took over all inputs.

    The first to go changes with each input, since who comes second finds warm caches; ``turn`` shifts it from
    round to round. What a contender returns is let go within its own time.
    """
    order = list(contenders.items())
    seconds = dict.fromkeys(contenders, 0.0)
    gc.collect()
    gc.freeze()  # the inputs are ours: nobody's time goes into searching them for garbage
    for number, given in enumerate(inputs, turn):
        shift = number % len(order)
        for name, work in order[shift:] + order[:shift]:
            begun = time.process_time()
            work(given)
            seconds[name] += time.process_time() - begun
    gc.unfreeze()
    return seconds


def rounds(
    contenders: Mapping[str, Callable[[_T], object]],
    inputs: Sequence[_T],
    number: int,
    *,
    warm_up: Sequence[_T],
) -> list[dict[str, float]]:
    """``number`` rounds over the same inputs, each in a process of its own that has warmed up on others:
    imports are done, patterns compiled, but the inputs are new to it."""

    def work(turn: int) -> dict[str, float]:
        one_round(contenders, warm_up)
        return one_round(contenders, inputs, turn=turn)

    return [in_child(partial(work, turn)) for turn in range(number)]


def in_child(work: Callable[[], _T]) -> _T:
    """What ``work`` returns in a copy of this process. Raises RuntimeError when it fails; it has said why."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=lambda: sender.send(work()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads: the copy has none, and needs none
        child.start()
    sender.close()
    try:
        result: _T = receiver.recv()
    except EOFError as error:
        raise RuntimeError("the measured process ended without a result") from error
    finally:
        child.join()
    return result


def ratio(of: str, to: str, measured: Sequence[Round]) -> float:
    """The median over the rounds of one contender's seconds to another's."""
    return median(one[of] / one[to] for one in measured)


def seconds(of: str, measured: Sequence[Round]) -> float:
    """A contender's median seconds for a round."""
    return median(one[of] for one in measured)


def table(lines: Sequence[Figure | tuple[str, str]]) -> str:
    """The figures as a Markdown table; a pair is a name and why there is no figure."""
    rows = [("figure", "ours", "baseline", "ratio", "aim", "")]
    for line in lines:
        if isinstance(line, Figure):
            sign = "≤" if line.at_most else "≥"
            aim = "" if line.aim is None else f"{sign} {line.aim:g}"
            rows.append((line.name, line.ours, line.baseline, f"{line.ratio:.2f}", aim, line.verdict))
        else:
            rows.append((line[0], f"not measured: {line[1]}", "", "", "", ""))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    ruled = [rows[0], ["-" * width for width in widths], *rows[1:]]
    return "\n".join(
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |"
        for row in ruled
    )
