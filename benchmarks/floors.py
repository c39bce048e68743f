"""Floors that cannot fall: for each measure of each group the least (or greatest) figure that is accepted.

``floors.json`` holds ``{section: {group: {measure: figure}}}``. Raising a floor is an explicit act
(``python -m benchmarks.score --raise``); lowering one means editing the file, where everyone sees it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.json")
CEILINGS = frozenset(("leak_comments", "furniture", "body_in_comments"))  # measures where less is better
_STEP = 10_000  # floors are kept to four places

Groups = Mapping[str, Mapping[str, float | None]]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A figure on the wrong side of its floor; ``found`` is None where it was not measured any more."""

    section: str
    group: str
    measure: str
    floor: float
    found: float | None

    def __str__(self) -> str:
        sign = "<=" if self.measure in CEILINGS else ">="
        found = "not measured" if self.found is None else f"{self.found:.4f}"
        return f"{self.section}, {self.group}: {self.measure} is {found}, must be {sign} {self.floor:.4f}"


def read_floors(path: Path = FLOORS) -> dict[str, dict[str, dict[str, float]]]:
    """The recorded floors; empty where none were recorded yet."""
    if not path.exists():
        return {}
    floors: dict[str, dict[str, dict[str, float]]] = json.loads(path.read_text("utf-8"))
    return floors


def shortfalls(section: str, measured: Groups, floors: Mapping[str, Mapping[str, float]]) -> list[Shortfall]:
    """What of one section's floors is missed. A group or measure that has a floor must be there."""
    missed = []
    for group, measures in floors.items():
        for measure, floor in measures.items():
            found = measured.get(group, {}).get(measure)
            if found is None or _worse(measure, found, floor):
                missed.append(Shortfall(section, group, measure, floor, found))
    return missed


def raised(measured: Groups, floors: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """The floors with each one moved up to what was measured; none is moved down, none is dropped."""
    new = {group: dict(measures) for group, measures in floors.items()}
    for group, measures in measured.items():
        for measure, found in measures.items():
            if found is None:
                continue
            rounded = _rounded(measure, found)
            old = new.setdefault(group, {}).get(measure)
            if old is None or _worse(measure, old, rounded):
                new[group][measure] = rounded
    return new


def write_floors(floors: Mapping[str, Mapping[str, Mapping[str, float]]], path: Path = FLOORS) -> None:
    path.write_text(json.dumps(floors, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")


def _worse(measure: str, found: float, floor: float) -> bool:
    return found > floor if measure in CEILINGS else found < floor


def _rounded(measure: str, figure: float) -> float:
    """To four places, on the side that the figure itself still reaches."""
    scaled = figure * _STEP
    whole = math.ceil(scaled - 1e-6) if measure in CEILINGS else math.floor(scaled + 1e-6)
    return whole / _STEP
