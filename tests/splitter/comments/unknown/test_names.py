"""What class names say of the parts of a comment."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from crawler.splitter.comments.unknown.names import is_label, is_staff_badge, names_its_parts, role_of


@pytest.mark.parametrize(
    ("names", "role"),
    [
        ("comment__date", "date"),
        ("commentDate", "date"),
        ("postdate", "date"),
        ("vnick", "author"),
        ("c-author name", "author"),
        ("commentbody", "text"),
        ("reply-text", "text"),
        ("reply", "chrome"),
        ("wl-reply-to", "chrome"),
        ("x-reply-to-author", "chrome"),
        ("like-count", "chrome"),
        ("author avatar", "chrome"),
        ("content has-avatar", "text"),
        ("date-box", None),
        ("context", None),
        ("", None),
    ],
)
def test_the_last_word_says_what_an_element_is(names: str, role: str | None) -> None:
    assert role_of(names) == role


@pytest.mark.parametrize(
    ("markup", "label", "staff"),
    [
        ('<b class="badge">Membre</b>', True, False),
        ('<b class="dk-label">staff</b>', True, True),
        ('<b class="role">Modératrice</b>', True, True),
        ('<b class="label">Léa</b>', False, False),
        ('<b class="x">Membre</b>', False, False),
        ("<b>Membre</b>", False, False),
    ],
)
def test_labels_beside_a_name(markup: str, label: bool, staff: bool) -> None:
    element = fromstring(markup)
    assert (is_label(element), is_staff_badge(element)) == (label, staff)


@pytest.mark.parametrize(
    ("inner", "named"),
    [
        ('<b class="author">Léa</b><p class="text">Oui.</p>', True),
        ('<b class="author">Léa</b><i class="date">hier</i>', True),
        ('<cite>Léa</cite><p class="body">Oui.</p>', True),
        ('<b class="author">Léa</b><p>Oui.</p>', False),
        ("<cite>Léa</cite><p>Oui.</p>", False),
    ],
)
def test_a_comment_that_names_its_parts(inner: str, named: bool) -> None:
    assert names_its_parts(fromstring(f"<div>{inner}</div>")) is named
