"""What went wrong, told to readers: every reason that the crawl gives has its words."""

from __future__ import annotations

from typing import get_args

import pytest

from crawler.middlewares import _TOLD as NETWORK
from crawler.quarantine.walls import Wall
from crawler.splitter.errors import SplitError
from exports.reader.troubles import told

WALLS = get_args(Wall)
UNREAD = [error.__name__ for error in SplitError.__subclasses__()]
DOUBTS = ["OtherPage", "Shrunk", "Truncated", "Unreadable"]


@pytest.mark.parametrize("error", [*WALLS, *UNREAD, *NETWORK, *DOUBTS])
def test_a_reason_has_words(error: str) -> None:
    assert told(error) != error
    assert " " in told(error)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        ("Http404", "le site a répondu 404 (page introuvable)"),
        ("Http418", "le site a répondu 418"),
        ("OperationalError", "OperationalError"),
    ],
)
def test_an_answer_is_told_with_its_number_and_the_unknown_keeps_its_name(error: str, expected: str) -> None:
    assert told(error) == expected
