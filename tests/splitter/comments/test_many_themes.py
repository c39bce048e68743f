"""Threads as many themes and platforms print them: everything that their truth names must come out."""

from __future__ import annotations

import pytest

from benchmarks import threads

NAMES = threads.names()


@pytest.mark.parametrize("name", NAMES)
def test_a_thread_is_read_whole(name: str) -> None:
    truth = threads.truth_of(name)
    result = threads.compare(name, truth, threads.split_thread(name, truth))
    assert result.faults == []


@pytest.mark.parametrize("name", NAMES)
def test_a_truth_says_why_and_names_no_reply_before_its_parent(name: str) -> None:
    truth = threads.truth_of(name)
    assert truth["why"].strip()
    assert truth["shell"] in threads.SHELLS
    parents = [comment.get("parent", 0) for comment in truth["comments"]]
    assert all(parent < place for place, parent in enumerate(parents, 1))


def test_what_is_missed_or_wrong_is_told() -> None:
    name = "wp-divi"
    truth = threads.truth_of(name)
    article = threads.split_thread(name, truth)
    truth["comments"][1]["author"] = "Personne"
    truth["comments"].append({"text": "Jamais dit."})
    result = threads.compare(name, truth, article)
    assert result.faults == ["missed: 'Jamais dit.'", "author of 2: 'Personne', found 'Odile'"]
    figures = threads.totals([result])
    assert (figures["recall"], figures["precision"], figures["threads"]) == (0.75, 1.0, 0.0)
