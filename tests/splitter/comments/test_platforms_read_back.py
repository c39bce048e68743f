"""Any thread, printed by any platform but WordPress, is read back as it was."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from platform_markup import PLATFORMS, URL, levels, page
from test_threads_read_back import as_rows, invariants, threads
from thread_markup import Remark, walk

from crawler.splitter import parse
from crawler.splitter.comments import read_comments


def expected(top: list[Remark], name: str) -> list[dict[str, Any]]:
    _, _, method, marks_staff, links, _ = PLATFORMS[name]
    answered = {reply.id: remark.id for remark in walk(top) for reply in remark.replies} if method else {}
    return [
        {
            "id": str(remark.id),
            "parent": str(answered[remark.id]) if remark.id in answered else None,
            "depth": depth if method else 0,
            "position": position,
            "author": remark.author,
            "author_url": remark.url if links else None,
            "is_staff": remark.is_staff and marks_staff,
            "date_published": remark.when.isoformat(),
            "text": "\n".join(remark.lines),
            "parent_from": method if remark.id in answered else None,
        }
        for position, (remark, depth) in enumerate(levels(top), 1)
    ]


@pytest.mark.parametrize("name", PLATFORMS)
@given(top=threads())
@settings(max_examples=15)
def test_a_thread_is_read_back_as_it_was(name: str, top: list[Remark]) -> None:
    write, system, method, _, _, takes_any_name = PLATFORMS[name]
    for remark in walk(top):
        remark.id += 1_000_000  # Blogger's and Disqus' ids are long
        if not takes_any_name:
            remark.author = f"Zoé {remark.author.strip('.-_’ ')} fils"
    generator = {"drupal": "Drupal 10", "dotclear": "Dotclear 2", "spip": "SPIP 3"}.get(system, "")
    document = parse(page(write(top), generator), URL)
    assert document.root is not None
    thread = read_comments(document.root, URL, "Europe/Paris")
    rows, found = expected(top, name), as_rows(thread.comments)
    for row in (*found, *rows):  # the moment is what counts, in whatever zone it is told
        row["date_published"] = _instant(row["date_published"])
        if method == "any":
            row["parent_from"] = bool(row["parent_from"])
        if not PLATFORMS[name][4]:
            row["author_url"] = None
    assert found == rows
    assert thread.system == system
    invariants(thread.comments)


def _instant(date: str | None) -> float | None:
    return datetime.fromisoformat(date).timestamp() if date else None
