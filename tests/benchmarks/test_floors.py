"""Floors that cannot fall: what is below is named, what is better is recorded, nothing is ever lowered."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import score
from benchmarks.floors import Shortfall, raised, read_floors, shortfalls, write_floors


def test_a_figure_below_its_floor_is_named() -> None:
    missed = shortfalls("cases", {"sources": {"recall": 0.97}}, {"sources": {"recall": 0.98}})
    assert missed == [Shortfall("cases", "sources", "recall", 0.98, 0.97)]
    assert str(missed[0]) == "cases, sources: recall is 0.9700, must be >= 0.9800"


def test_a_ceiling_is_a_floor_upside_down() -> None:
    floors = {"TOTAL": {"furniture": 0.01}}
    assert shortfalls("pages", {"TOTAL": {"furniture": 0.009}}, floors) == []
    missed = shortfalls("pages", {"TOTAL": {"furniture": 0.02}}, floors)
    assert "must be <= 0.0100" in str(missed[0])


def test_what_is_not_measured_any_more_is_below() -> None:
    floors = {"comments/spip": {"pages": 3.0}}
    assert "not measured" in str(shortfalls("fixtures", {}, floors)[0])
    assert shortfalls("fixtures", {"comments/spip": {"pages": None}}, floors)


def test_floors_move_up_and_never_down() -> None:
    old = {"a": {"recall": 0.9, "furniture": 0.01}, "gone": {"recall": 0.5}}
    measured = {"a": {"recall": 0.8, "furniture": 0.02, "new": 1 / 3}, "b": {"recall": 0.7, "none": None}}
    assert raised(measured, old) == {
        "a": {"recall": 0.9, "furniture": 0.01, "new": 0.3333},
        "gone": {"recall": 0.5},
        "b": {"recall": 0.7},
    }
    assert raised({"a": {"recall": 0.95, "furniture": 0.00501}}, old)["a"] == {
        "recall": 0.95,
        "furniture": 0.0051,
    }


@pytest.mark.parametrize("figure", [1 / 3, 0.98765, 0.1, 1.0, 0.0, 12.0])
def test_a_figure_reaches_the_floor_it_raised(figure: float) -> None:
    for measure in ("recall", "furniture"):
        measured = {"a": {measure: figure}}
        assert shortfalls("pages", measured, raised(measured, {})) == []


def test_floors_are_kept_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    assert read_floors(path) == {}
    write_floors({"cases": {"sources": {"recall": 0.98}}}, path)
    assert read_floors(path) == {"cases": {"sources": {"recall": 0.98}}}


def test_the_score_fails_below_a_floor_and_raises_only_when_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "floors.json"
    write_floors({"cases": {"sources": {"recall": 0.98, "precision": 0.9}}}, path)
    monkeypatch.setattr(
        score, "measure", lambda: iter([("cases", {"sources": {"recall": 0.97, "precision": 0.95}})])
    )
    monkeypatch.setattr(score, "read_floors", lambda: read_floors(path))
    monkeypatch.setattr(score, "write_floors", lambda floors: write_floors(floors, path))
    assert score.main([]) == 1
    assert "recall is 0.9700" in capsys.readouterr().err
    assert read_floors(path)["cases"]["sources"]["precision"] == 0.9
    assert score.main(["--raise"]) == 1
    assert read_floors(path) == {"cases": {"sources": {"recall": 0.98, "precision": 0.95}}}


def test_without_the_real_pages_the_own_ones_are_scored_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nothing() -> None:
        raise FileNotFoundError("no pages with truth in /nowhere")

    monkeypatch.setattr(score, "load_scorer", nothing)
    assert [section for section, _ in score.measure()] == ["fixtures", "threads", "mutations", "cases"]
    printed = capsys.readouterr().out
    assert "real pages: not scored" in printed
    assert "sources/text" in printed and "captures" in printed
