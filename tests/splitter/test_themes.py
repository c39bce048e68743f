"""Pages of themes and publishing systems that no layout is written for: each gives its article, whole."""

from __future__ import annotations

import pytest

from benchmarks.themes import Theme, themes, wrong_fields
from crawler.splitter import split
from crawler.splitter.page.document import parse
from crawler.splitter.words.text import words

THEMES = list(themes())


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_page_gives_its_article(theme: Theme) -> None:
    assert wrong_fields(theme) == {}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_nothing_is_unclaimed_and_every_part_has_a_rule(theme: Theme) -> None:
    blocks = split(theme.html, theme.url).blocks
    assert [block.text for block in blocks if block.part == "unclaimed"] == []
    assert [block.text for block in blocks if not block.rule] == []


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_truth_is_made_of_what_the_page_prints(theme: Theme) -> None:
    root = parse(theme.html, theme.url).root
    assert root is not None
    printed = f" {' '.join(words(' '.join(root.itertext('*'))))} "
    for text in (*theme.truth["body"], *theme.truth["authors"], theme.truth["headline"]):
        assert f" {' '.join(words(text))} " in printed
