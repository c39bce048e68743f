"""What a page costs in calls: held to what is recorded, and what makes a stage dearer is told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks import calls
from benchmarks.calls import (
    MARGIN,
    MEASURES,
    STAGES,
    Counted,
    excesses,
    measure,
    read_recorded,
    write_recorded,
)

RECORDED = read_recorded()
# Three mistakes, as code of ours: every third page split twice, a query for each comment, each page parsed
# again.
MISTAKES = """
import itertools, json
from dataclasses import asdict
from benchmarks import calls
from crawler import splitting
from crawler.archive.comments import ThreadMerge
from crawler.spiders import pages
from crawler.splitter import article as splitter

OURS = '''
def split_again(*given, **named):
    if next(turns) % 3 == 0:
        split(*given, **named)
    return split(*given, **named)

def query_each(thread):
    for key in thread._shown:
        thread._db.conn.execute("SELECT 1 FROM comments WHERE external_id = ?", (key,)).fetchone()
    return apply(thread)

def parse_again(*given):
    parse(*given)
    return parse(*given)
'''
names = {"turns": itertools.count(), "split": splitter.split_document, "apply": ThreadMerge.apply,
         "parse": pages.parse}
exec(compile(OURS, str(calls.ROOT / "crawler" / "mistakes.py"), "exec"), names)
splitter.split_document = splitting.split_document = names["split_again"]
ThreadMerge.apply = names["query_each"]
pages.parse = names["parse_again"]
print(json.dumps(asdict(calls.count())))
"""


@pytest.fixture(scope="module")
def counted() -> Counted:
    """What a page costs today."""
    return measure()


def test_no_stage_costs_more_than_is_recorded(counted: Counted) -> None:
    found = excesses(counted, RECORDED)
    assert not found, "\n".join(map(str, found))


def test_what_makes_a_stage_dearer_is_told(counted: Counted) -> None:
    """Against today's figures, whatever is recorded: who makes a stage cheaper need not record it at once."""
    dearer = measure([sys.executable, "-c", MISTAKES])
    found = {(one.stage, one.measure): one for one in excesses(dearer, counted.figures)}
    assert set(found) == {
        ("fixtures", "calls"), ("split", "calls"), ("resplit, split", "calls"), ("store", "statements"),
        ("parse", "calls"), ("parse", "parsed"), ("resplit, parse", "calls"), ("resplit, parse", "parsed"),
    }  # fmt: skip
    assert found["parse", "parsed"].found == pytest.approx(2 * found["parse", "parsed"].recorded, abs=0.02)
    told = str(found["store", "statements"])
    assert told.startswith("store: ")
    assert "Connection.execute" in told
    assert "python -m benchmarks.calls --record" in told


@pytest.mark.parametrize(
    ("stage", "name"), [(stage, name) for stage, figures in RECORDED.items() for name in figures]
)
def test_three_tenths_more_are_too_many_and_the_margin_is_not(stage: str, name: str) -> None:
    def with_more(share: float) -> Counted:
        figures = {**RECORDED[stage], name: RECORDED[stage][name] * (1 + share)}
        return Counted({**RECORDED, stage: figures}, {stage: [("store.twice", 2.0)]})

    (found,) = excesses(with_more(0.3), RECORDED)
    assert (found.stage, found.measure) == (stage, name)
    assert "store.twice 2" in str(found)
    assert excesses(with_more(MARGIN - 0.001), RECORDED) == []


def test_a_stage_that_is_new_or_not_measured_any_more_is_told() -> None:
    without = Counted({name: figures for name, figures in RECORDED.items() if name != "store"}, {})
    assert {one.stage for one in excesses(without, RECORDED)} == {"store"}
    assert {one.stage for one in excesses(Counted(RECORDED, {}), without.figures)} == {"store"}


def test_every_stage_is_recorded(tmp_path: Path) -> None:
    assert set(STAGES) | {"fixtures"} <= {stage.removeprefix("resplit, ") for stage in RECORDED}
    assert {name for figures in RECORDED.values() for name in figures} == set(MEASURES)
    write_recorded(RECORDED, tmp_path / "calls.json")
    assert (tmp_path / "calls.json").read_text("utf-8") == calls.RECORDED.read_text("utf-8")
