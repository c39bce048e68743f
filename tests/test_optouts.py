"""Opt-out signals: where they are found, and what each leaves allowed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from lxml import html

from crawler.items import OptOut, Page, Terms
from crawler.optouts import (
    SIGNAL_RULE,
    TDM_FILE,
    TDM_HEADER,
    TDM_META,
    USAGE,
    USAGE_RULE,
    X_ROBOTS,
    Reservation,
    ai_signals,
    allows_links,
    decide,
    header_signals,
    meta_signals,
    reservation,
    robots_signals,
)

AT = datetime(2026, 3, 1, tzinfo=UTC)
TOKEN = "autoblog-archive"


def robots(*values: str) -> list[OptOut]:
    return [OptOut("robots", value) for value in values]


def page(*headers: tuple[str, str]) -> Page:
    url = "https://blog.example/a/"
    return Page(url, url, "2026-03-01T00:00:00Z", 200, headers, b"")


@pytest.mark.parametrize(
    ("signals", "copy", "withheld", "gone"),
    [
        ((), True, None, False),
        (robots("noindex"), True, "noindex", False),
        (robots("none"), True, "none", False),
        (robots("nofollow", "nosnippet", "noai"), True, None, False),
        (robots("noarchive"), False, "noarchive", False),
        (robots("nocache"), False, "nocache", False),
        (robots("noindex", "noarchive"), False, "noarchive", False),
        (robots("noarchive", "noindex"), False, "noarchive", False),
        (robots("unavailable_after: 2026-02-28"), False, "unavailable_after", True),
        (robots("unavailable_after: 28 Feb 2026 10:00:00 GMT"), False, "unavailable_after", True),
        (robots("unavailable_after: 2026-03-02"), True, None, False),
        (robots("unavailable_after: un jour"), True, None, False),
        ([OptOut(USAGE, "train-ai=n, search=y"), OptOut(USAGE, ";;=")], True, None, False),
        ([OptOut(TDM_HEADER, "1")], False, TDM_META, False),
        ([OptOut(TDM_HEADER, "1"), OptOut(TDM_META, "0")], True, None, False),
        ([OptOut(TDM_HEADER, "0"), OptOut(TDM_META, "1")], False, TDM_META, False),
        ([OptOut(TDM_HEADER, "1"), OptOut(TDM_META, "2")], False, TDM_META, False),
        ([OptOut("tdm-policy", "https://blog.example/p.json")], True, None, False),
    ],
)
def test_the_strictest_signal_wins(signals, copy, withheld, gone) -> None:
    terms = decide(signals, AT)
    assert (terms.copy, terms.withheld, terms.gone) == (copy, withheld, gone)
    assert [(wish.signal, wish.value) for wish in terms.wishes] == [
        (one.signal, one.value) for one in signals
    ]
    assert all(wish.decision and wish.reason for wish in terms.wishes)


@pytest.mark.parametrize(
    ("file", "signals", "copy"),
    [
        (Reservation(True, "/"), (), False),
        (Reservation(False, "/"), (), True),
        (Reservation(None), (), True),
        (Reservation(True, "/"), [OptOut(TDM_HEADER, "0")], True),
        (Reservation(False, "/"), [OptOut(TDM_META, "1")], False),
        (Reservation(True, "/"), robots("noindex"), False),
    ],
)
def test_a_page_says_more_of_itself_than_its_hosts_file(file, signals, copy) -> None:
    terms = decide(signals, AT, reserved=file)
    assert terms.copy is copy
    assert (TDM_FILE in [wish.signal for wish in terms.wishes]) is (file.reserved is not None)


def test_a_stated_basis_keeps_the_copy_and_publishes_nothing() -> None:
    terms = decide([*robots("noarchive"), OptOut(TDM_META, "1")], AT, basis="accord écrit du 3 mars 2025")
    assert terms.copy
    assert terms.withheld == "noarchive"
    assert all("accord écrit du 3 mars 2025" in wish.reason for wish in terms.wishes)
    assert decide([], AT, basis="accord") == Terms()


def test_headers_count_for_everyone_and_for_us() -> None:
    found = header_signals(
        page(
            ("X-Robots-Tag", "noindex, NoFollow"),
            ("x-robots-tag", "otherbot: noarchive"),
            ("X-Robots-Tag", "Autoblog-Archive: nocache"),
            ("X-Robots-Tag", "unavailable_after: Wed, 25 Feb 2026 15:00:00 GMT"),
            ("TDM-Reservation", " 1 "),
            ("tdm-policy", "https://blog.example/p.json"),
            ("Content-Usage", "train-ai=n"),
        ),
        TOKEN,
    )
    assert found == (
        OptOut(X_ROBOTS, "noindex"),
        OptOut(X_ROBOTS, "nofollow"),
        OptOut(X_ROBOTS, "nocache"),
        OptOut(X_ROBOTS, "unavailable_after: wed, 25 feb 2026 15:00:00 gmt"),
        OptOut(TDM_HEADER, "1"),
        OptOut("tdm-policy", "https://blog.example/p.json"),
        OptOut(USAGE, "train-ai=n"),
    )
    assert decide(found, AT).gone


def test_meta_elements_count_for_everyone_and_for_us() -> None:
    root = html.fromstring(
        '<html><head><meta name="Robots" content="index, max-snippet:-1, noarchive">'
        '<meta name="otherbot" content="none"><meta name="AUTOBLOG-ARCHIVE" content="nofollow">'
        '<meta name="robots"></head></html>'
    )
    assert meta_signals(root, TOKEN) == (OptOut("robots", "noarchive"), OptOut(TOKEN, "nofollow"))


def test_links_may_be_taken_unless_the_page_says_otherwise() -> None:
    assert allows_links([*robots("noindex", "noarchive"), OptOut(TDM_META, "1")])
    assert not allows_links(robots("nofollow"))
    assert not allows_links([OptOut(X_ROBOTS, "none")])


FILE = b"""[{"location": "/libre/*", "tdm-reservation": 0},
 {"location": "/*.pdf$", "tdm-reservation": 1, "tdm-policy": "https://blog.example/p.json"},
 {"location": "/essais/", "tdm-reservation": "1"}, {"location": 5}, "x", {"location": "/odd", "tdm-reservation": 7}]"""


@pytest.mark.parametrize(
    ("path", "reserved"),
    [
        ("/libre/essais/un.pdf", False),
        ("/un.pdf", True),
        ("/un.pdf?page=2", None),
        ("/essais/un/", True),
        ("/actu/", None),
        ("/odd", None),
    ],
)
def test_the_first_entry_of_the_file_that_matches_counts(path, reserved) -> None:
    found = reservation(FILE, f"https://blog.example{path}")
    assert found.reserved is reserved


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b"[1]", b"\xff\xfe", b'[{"location": null}]'])
def test_a_file_that_cannot_be_read_reserves_nothing(body) -> None:
    assert reservation(body, "https://blog.example/").reserved is None


USES = b"""Content-Signal: search=yes
User-agent: *
Disallow: /admin/
Content-Usage: train-ai=n
Content-Usage: /libre/ train-ai=y  # but here
Content-Signal: ai-train=no, search=no

User-agent: otherbot
User-agent: Autoblog-Archive
Content-Usage: train-ai=y, search=n
"""


@pytest.mark.parametrize(
    ("token", "path", "found", "decisions", "withheld"),
    [
        ("somebot", "/essai/", [(USAGE_RULE, "train-ai=n"), (SIGNAL_RULE, "search=yes"), (SIGNAL_RULE, "ai-train=no, search=no")],
         ["not for training", "kept", "not for training"], "search"),
        ("somebot", "/libre/essai/", [(USAGE_RULE, "/libre/ train-ai=y"), (SIGNAL_RULE, "search=yes"), (SIGNAL_RULE, "ai-train=no, search=no")],
         ["kept", "kept", "not for training"], "search"),
        (TOKEN, "/essai/", [(USAGE_RULE, "train-ai=y, search=n")], ["not published"], "search"),
    ],
)  # fmt: skip
def test_rules_of_robots_txt_about_uses(token, path, found, decisions, withheld) -> None:
    signals = robots_signals(USES, f"https://blog.example{path}", token)
    assert [(one.signal, one.value) for one in signals] == found
    terms = decide(signals, AT)
    assert ([wish.decision for wish in terms.wishes], terms.withheld, terms.copy) == (
        decisions,
        withheld,
        True,
    )
    assert allows_links(signals)


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe\x00", b"Content-Usage:", b"Content-Usage: /a", b":::", b"<html>"]
)
def test_a_robots_txt_of_anything_says_nothing_of_uses(body) -> None:
    assert robots_signals(body, "https://blog.example/a", TOKEN) == ()


@pytest.mark.parametrize(
    ("rules", "value"),
    [
        ("User-Agent: *\nDisallow: /", "Disallow: /"),
        ("User-Agent: *\nDisallow: *.jpg\nDisallow: *.html", "Disallow: *.html"),
        ("User-Agent: *\nDisallow: *.jpg\nAllow: *.txt", None),
        ("User-Agent: *\nDisallow: /\nAllow: /essai", None),
        ("User-Agent: otherbot\nDisallow: /", None),
        ("Disallow:", None),
        ("", None),
    ],
)
def test_an_ai_txt_keeps_texts_from_training(rules, value) -> None:
    signals = ai_signals(rules.encode(), "https://blog.example/essai/", TOKEN)
    assert [one.value for one in signals] == ([value] if value else [])
    assert [wish.decision for wish in decide(signals, AT).wishes] == ["not for training"] * len(signals)
