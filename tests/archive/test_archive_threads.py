"""The reading order: text that sorts as the thread reads."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crawler.archive.threads import DEEPEST, merged_order, sort_paths


def test_paths_spell_out_the_tree() -> None:
    parents = {"a": None, "b": "a", "c": "b", "d": "a", "e": None}
    assert sort_paths("abcde", parents) == {
        "a": "00001", "b": "00001.00001", "c": "00001.00001.00001", "d": "00001.00002", "e": "00002",
    }  # fmt: skip


def test_order_holds_beyond_99999_siblings() -> None:
    keys = [str(number) for number in range(1, 1_000_003)]
    paths = sort_paths(keys, {})
    picked = [paths[str(number)] for number in (1, 99_999, 100_000, 100_001, 999_999, 1_000_000, 1_000_001)]
    assert picked == sorted(picked)
    assert paths["100000"] > paths["99999"] + ".00001"


def test_a_thread_as_deep_as_a_trap_keeps_its_order_and_short_paths() -> None:
    keys = [str(number) for number in range(20_000)]
    paths = sort_paths(keys, {key: str(int(key) - 1) if key != "0" else None for key in keys})
    assert sorted(keys, key=paths.__getitem__) == keys
    assert max(map(len, paths.values())) <= 6 * DEEPEST


def test_an_unknown_parent_counts_as_none() -> None:
    assert sort_paths("ab", {"a": "x", "b": "a"}) == {"a": "00001", "b": "00001.00001"}


def test_a_circle_is_broken() -> None:
    paths = sort_paths("abc", {"a": "b", "b": "a", "c": "c"})
    assert len(set(paths.values())) == 3


def test_what_is_absent_stays_after_what_it_followed() -> None:
    assert merged_order("abcd", "acde") == list("abcde")
    assert merged_order("abcd", "bd") == list("abcd")
    assert merged_order("abcd", "cdef") == list("abcdef")
    assert merged_order("", "ab") == list("ab")
    assert merged_order("ab", "") == list("ab")


@given(st.lists(st.integers(0, 30), max_size=40))
def test_paths_sort_as_a_walk_reads(choices: list[int]) -> None:
    parents: dict[str, str | None] = {}
    for number, choice in enumerate(choices):
        parents[str(number)] = str(choice) if choice < number else None
    order = [str(number) for number in range(len(choices))]

    def walk(parent: str | None) -> list[str]:
        return [key for child in order if parents[child] == parent for key in (child, *walk(child))]

    paths = sort_paths(order, parents)
    assert sorted(order, key=paths.__getitem__) == walk(None)
