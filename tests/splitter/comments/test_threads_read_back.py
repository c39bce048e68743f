"""Any thread, printed in any of the markups that WordPress has had, is read back as it was."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from thread_markup import MARKUPS, Remark, page, walk

from crawler.items import Comment
from crawler.splitter import Document, parse
from crawler.splitter.comments import Thread, read_comments
from crawler.splitter.words.text import clean

PARIS = ZoneInfo("Europe/Paris")
EPOCH = datetime(2008, 1, 1, tzinfo=ZoneInfo("UTC"))
URL = "https://cric.example/un-article/"

LETTERS = st.sampled_from(
    list("aeinrstuàéçœÉ 0123456789'’-_.,;:!?…«»()[]<>&\"/*@#%€😀👍مرحبا\u200f\u202f中文")
)
LINES = st.lists(LETTERS, min_size=1, max_size=40).map("".join).map(clean).filter(bool)
NAMES = (
    st.text("abcdeéèNOPQ '’-_.0123😀م", min_size=1, max_size=20)
    .map(clean)
    .filter(lambda text: any(map(str.isalnum, text)) and text == text.strip(" -"))
)


@st.composite
def threads(draw: st.DrawFn) -> list[Remark]:
    """The top comments of a thread: each comment answers none or an earlier one."""
    top: list[Remark] = []
    known: list[Remark] = []
    for number in range(draw(st.integers(1, 14))):
        minutes = draw(st.integers(0, 9_000_000))
        remark = Remark(
            id=1000 - number if number % 3 else 2000 + number,
            author=draw(NAMES),
            when=(EPOCH + timedelta(minutes=minutes)).astimezone(PARIS).replace(fold=0),
            lines=draw(st.lists(LINES, min_size=1, max_size=3)),
            url=draw(st.sampled_from([None, "https://pilote.example/"])),
            is_staff=draw(st.booleans()),
        )
        answered = draw(st.sampled_from([None, *known]))
        (top if answered is None else answered.replies).append(remark)
        known.append(remark)
    return top


def expected(top: list[Remark], method: str, deepest: int) -> list[dict[str, Any]]:
    """What a reader must find. Beyond the deepest level WordPress shows replies as siblings; only an id that
    names the parent (wpDiscuz) says more."""
    rows: list[dict[str, Any]] = []

    def add(remark: Remark, path: list[Remark]) -> None:
        shown = path if method == "id" else path[: deepest - 1]
        rows.append(
            {
                "id": str(remark.id),
                "parent": str(shown[-1].id) if shown else None,
                "depth": len(shown),
                "position": len(rows) + 1,
                "author": remark.author,
                "author_url": remark.url,
                "is_staff": remark.is_staff,
                "date_published": remark.when.isoformat(),
                "text": "\n".join(remark.lines),
                "parent_from": method if shown else None,
            }
        )
        for reply in remark.replies:
            add(reply, [*shown, remark])

    for remark in top:
        add(remark, [])
    return rows


def read(area: str) -> Thread:
    document: Document = parse(page(area), URL)
    assert document.root is not None
    return read_comments(document.root, URL, "Europe/Paris")


def as_rows(comments: tuple[Comment, ...]) -> list[dict[str, Any]]:
    fields = "id parent depth position author author_url is_staff date_published text parent_from".split()
    return [{name: getattr(comment, name) for name in fields} for comment in comments]


def invariants(comments: tuple[Comment, ...]) -> None:
    depth_of: dict[str, int] = {}
    for comment in comments:
        assert comment.id not in depth_of
        if comment.parent is not None:
            assert comment.depth == depth_of[comment.parent] + 1
        else:
            assert (comment.depth == 0) == (comment.parent_from is None)
        depth_of[comment.id] = comment.depth
    assert [comment.position for comment in comments] == list(range(1, len(comments) + 1))


@pytest.mark.parametrize("markup", MARKUPS)
@given(top=threads(), deepest=st.integers(1, 10))
@settings(max_examples=15)
def test_a_thread_is_read_back_as_it_was(markup: str, top: list[Remark], deepest: int) -> None:
    write, method, most = MARKUPS[markup]
    deepest = min(deepest, most)
    thread = read(write(top, deepest))
    rows = expected(top, method, deepest)
    found = as_rows(thread.comments)
    if markup == "block":  # past its deepest level its tags do not close; the depth in the class is right
        for row in (*found, *rows):
            row["parent_from"] = row["parent_from"] and "nesting"
    if markup == "kubrick":  # it marks no one
        for row in rows:
            row["is_staff"] = False
    assert found == rows
    assert thread.system == ("wpdiscuz" if "wpDiscuz" in markup else "wordpress")
    invariants(thread.comments)


@pytest.mark.parametrize("markup", MARKUPS)
def test_who_says_no_more_than_their_name_has_said_it(markup: str) -> None:
    write, _, deepest = MARKUPS[markup]
    when = datetime(2024, 5, 3, 9, 0, tzinfo=ZoneInfo("Europe/Paris"))
    found = read(write([Remark(1, "Léa", when, ["Léa"])], deepest)).comments
    assert [(comment.author, comment.text) for comment in found] == [("Léa", "Léa")]


@pytest.mark.parametrize("markup", [name for name in MARKUPS if name != "kubrick"])
@given(top=threads(), pings=st.sets(st.integers(0, 13)))
@settings(max_examples=5)
def test_pings_are_counted_and_are_no_comments(markup: str, top: list[Remark], pings: set[int]) -> None:
    if "wpDiscuz 5" in markup:
        pings = set()  # the plugin shows none
    everyone = list(walk(top))
    for number, remark in enumerate(everyone):
        remark.is_ping = number in pings
    write, _, most = MARKUPS[markup]
    thread = read(write(top, most))
    assert thread.pings == sum(remark.is_ping for remark in everyone)
    assert [comment.id for comment in thread.comments] == [
        str(remark.id) for remark in everyone if not remark.is_ping
    ]
    invariants(thread.comments)


@pytest.mark.parametrize("markup", MARKUPS)
@given(top=threads())
@settings(max_examples=5)
def test_the_area_holds_every_comment_and_no_word_of_the_article(markup: str, top: list[Remark]) -> None:
    write, _, most = MARKUPS[markup]
    document = parse(page(write(top, most)), URL)
    assert document.root is not None
    thread = read_comments(document.root, URL, "Europe/Paris")
    inside = " ".join(clean("".join(node.itertext())) for node in thread.nodes)
    assert "Le corps de l’article" not in inside
    for comment in thread.comments:
        for line in comment.text.split("\n"):
            assert line in inside
