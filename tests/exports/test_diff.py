"""Word diffs: what was and what is can both be read back from the runs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exports.diff import Run, folded, words

TEXTS = st.text(alphabet="ab é.\n’", max_size=60)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_back(before: str, after: str) -> None:
    runs = words(before, after)
    assert "".join(run.text for run in runs if run.change != "added") == before
    assert "".join(run.text for run in runs if run.change != "removed") == after
    assert all(run.text for run in runs)


def test_only_the_changed_words_are_marked() -> None:
    assert words("Les chaînes s’arrêtent en mars.", "Les chaînes s’arrêtent en avril.") == [
        Run("same", "Les chaînes s’arrêtent en "),
        Run("removed", "mars"),
        Run("added", "avril"),
        Run("same", "."),
    ]


def test_a_long_rewritten_paragraph_is_one_change() -> None:
    before, after = " ".join(f"a{n}" for n in range(2500)), " ".join(f"b{n}" for n in range(2500))
    assert [run.change for run in words(before, after)] == ["removed", "added"]


def test_long_stretches_without_change_are_folded() -> None:
    runs = folded(words("x " * 200 + "avant" + " y" * 200, "x " * 200 + "après" + " y" * 200))
    assert [run.change for run in runs] == ["same", "removed", "added", "same"]
    assert runs[0].text.startswith(" […] x")
    assert runs[3].text.endswith("y […] ")
    assert len(runs[0].text) < 100
