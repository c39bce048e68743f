"""Hostile text: what acts unseen is taken out, what leads nowhere is no address."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from exports.texts import END, START, beginning, language, marked, one_line, plain, web_url


def test_what_turns_or_hides_text_is_taken_out() -> None:
    assert plain("a\u202eb\u202cc\u200bd\u2066e\u2069f\ufeffg\x00h\x1bi") == "abcdefghi"
    assert plain("deux\nlignes\tet\u200dplus\u200e") == "deux\nlignes\tet\u200dplus\u200e"
    assert plain(None) == ""


def test_a_line_has_no_break() -> None:
    assert one_line("TY  - JOUR\r\nER  - \u2028fin") == "TY - JOUR ER - fin"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
        "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//x.example/", "/relative", "https://",
        "https://x.example/\u202egro.lpmaxe", "https://x .example/", "http://[bad", "", None,
    ],
)  # fmt: skip
def test_only_web_addresses_are_links(url: str | None) -> None:
    assert web_url(url) is None


@pytest.mark.parametrize(
    "url", ["https://x.example/é?a=b#c", "http://127.0.0.1:8801/a/", "HTTPS://X.example/"]
)
def test_web_addresses_stay_as_they_are(url: str) -> None:
    assert web_url(url) == url


def test_language_tags_are_checked() -> None:
    assert [language(code) for code in ("fr", "fr-FR", "en_US", 'fr" onload="x', "", None)] == [
        "fr", "fr-FR", None, None, None, None,
    ]  # fmt: skip


def test_found_words_are_marked_and_the_rest_escaped() -> None:
    assert marked(f"<b>{START}mo<t{END}</b> &") == Markup("&lt;b&gt;<mark>mo&lt;t</mark>&lt;/b&gt; &amp;")


def test_marks_that_an_archived_text_brings_along_open_nothing() -> None:
    assert marked(f"{END}a{START}b{START}c{END}d{START}") == Markup("ab<mark>c</mark>d")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Tout tient.", "Tout tient."),
        ("Le moteur tousse, puis cale", "Le moteur tousse…"),
        ("Anticonstitutionnellement", "Anticonstitutionnel…"),
    ],
)
def test_a_beginning_ends_with_a_word(text: str, told: str) -> None:
    assert beginning(text, 19) == told
