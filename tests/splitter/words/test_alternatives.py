"""A pattern sorted by first letters matches what it did before."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.splitter import regions
from crawler.splitter.words import lines
from crawler.splitter.words.alternatives import by_first_letter

PATTERN = r"share|shares?-bar|(?:post|page)-?nav|(?:les\s+)?tags|s?ocial|[àa]\s+lire|pa\|ge|p[|(]x|(?:ab|(?:a|b)c)+d|é\d|"
PATTERN += r"(?:l(?:es|a)\s+)?(?:[ée]dit|(?:re)?post)|(?:x)?+t|[pa]?g|[a-c]r"
TEXTS = st.text(alphabet="sharepostgnvlitcd-|(x à0é1 b", max_size=12)


def matches(pattern: str, text: str) -> bool:
    return re.fullmatch(pattern, text) is not None


@given(TEXTS)
def test_it_matches_what_the_pattern_does(text: str) -> None:
    assert matches(by_first_letter(PATTERN), text) == matches(PATTERN, text)


@pytest.mark.parametrize(
    "text",
    [
        "shares-bar",
        "postnav",
        "page-nav",
        "les tags",
        "ocial",
        "à lire",
        "pa|ge",
        "p(x",
        "bcabd",
        "é7",
        "la édit",
        "repost",
        "xt",
        "g",
    ],
)
def test_each_alternative_is_kept(text: str) -> None:
    assert matches(PATTERN, text)
    assert matches(by_first_letter(PATTERN), text)


def test_alternatives_of_one_letter_stand_together() -> None:
    assert by_first_letter("ab|cd|ae|(?:cf|g)h") == "a(?:b|e)|c(?:d|fh)|g(?:h)"
    assert by_first_letter("(?:(?:a|c)b)?[ad]e") == "a(?:b[ad]e|e)|c(?:b[ad]e)|d(?:e)"


@given(st.text(alphabet="abcdefilmnoprstu-0 ", max_size=16))
def test_names_of_regions_are_found_where_their_families_are(names: str) -> None:
    families = (regions._CAPTION_NAMES, regions._LEAD_NAMES, regions._FURNITURE_NAMES)
    known = regions._ANY_NAME.search(names)
    places = [match.start() for family in families if (match := family.search(names))]
    assert not places or (known is not None and known.start() <= min(places))


@given(st.text(alphabet="abcdefilmnoprstuéà' :0", max_size=24))
def test_lines_of_furniture_are_told_as_their_families_tell(line: str) -> None:
    assert (lines._ANY_FURNITURE_LINE.fullmatch(line) is None) == (
        lines._FURNITURE_LINE.fullmatch(line) is None
    )
