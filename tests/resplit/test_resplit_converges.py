"""A second resplit straight after one finds nothing to change, whatever the history of a thread was."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import invented
import pytest

from crawler.archive import Archive
from crawler.archive.rereading import Asked
from crawler.clock import Clock
from crawler.guard import Guard
from crawler.items import Page, Visit
from crawler.resplit.report import Tally
from crawler.resplit.run import Resplit
from crawler.sites import site_named
from crawler.splitting import split_visit

SITE = "blog.example"
URL = f"https://{SITE}/2024/05/essai/"
TAKEN_BACK = "Ce commentaire a été supprimé."


@dataclass(frozen=True)
class Said:
    id: int
    parent: int | None
    text: str


def listed(said: list[Said], parent: int | None = None, depth: int = 1) -> str:
    """The comments below one, nested as WordPress prints them."""
    items = "".join(
        f"""<li id="comment-{one.id}" class="comment depth-{depth}"><article class="comment-body">
        <footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Lecteur {one.id}</b></div>
        <div class="comment-metadata"><a href="#comment-{one.id}"><time datetime="2024-05-13T09:00:00+02:00">13
        mai 2024</time></a></div></footer><div class="comment-content"><p>{one.text}</p></div></article>
        {listed(said, one.id, depth + 1)}</li>"""
        for one in said
        if one.parent == parent
    )
    return f'<ol class="{"comment-list" if parent is None else "children"}">{items}</ol>' if items else ""


def page_with(said: list[Said], day: int) -> Page:
    thread = (
        f'<div id="comments" class="comments-area"><h2 class="comments-title">{len(said)} commentaires</h2>'
        f"{listed(said)}</div>"
    )
    html = invented.article("Essai", comments=thread if said else "")
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    return Page(URL, URL, f"2026-01-{day:02}T05:00:00Z", 200, headers, html.encode())


def next_day(said: list[Said], dice: random.Random, number: int) -> list[Said]:
    """The thread after something has happened to it."""
    said = list(said)
    match dice.choice(("new", "edit", "taken back", "deleted", "flat", "hidden", "short")) if said else "new":
        case "new":
            parent = dice.choice([None, *(one.id for one in said)])
            said += [Said(100 * number + n, parent, f"Je secret-{number}-{n} commente.") for n in range(2)]
        case "edit":
            place = dice.randrange(len(said))
            said[place] = replace(said[place], text=f"Corrigé le {number}, avec des excuses.")
        case "taken back":
            place = dice.randrange(len(said))
            said[place] = replace(said[place], text=TAKEN_BACK)
        case "deleted":  # as WordPress does it: its answers are given to what it answered
            gone = said.pop(dice.randrange(len(said)))
            said = [replace(one, parent=gone.parent) if one.parent == gone.id else one for one in said]
        case "flat":
            said = [replace(one, parent=None) for one in said]
        case "hidden":
            return []
        case "short":
            said = said[: len(said) // 2]
    kept = {one.id for one in said}
    return [one if one.parent in kept else replace(one, parent=None) for one in said]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "archive.db", Clock("2026-02-01T05:00:00Z", monotonic=lambda: 0.0)) as archive:
        yield archive


def resplit(archive: Archive, *, write: bool) -> Tally:
    return Resplit(archive, Asked(), guard=Guard(archive, "autoblog-archive", None), write=write).run()


def rows(archive: Archive) -> list[object]:
    return [
        archive.db.conn.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
        for table in ("articles", "blocks", "comments", "comment_revisions", "comment_events")
    ]


@pytest.mark.parametrize("seed", range(30))
def test_a_thread_with_a_past(archive: Archive, seed: int) -> None:
    dice = random.Random(seed)
    said: list[Said] = []
    run = archive.begin_run(SITE, "test")
    for day in range(1, 8):
        said = next_day(said, dice, day)
        visit = split_visit(Visit(URL, SITE, page_with(said, day)), site_named(SITE))
        assert visit.article is not None
        unseen = dice.choice((None, None, "short", "closed", "unreadable"))
        if dice.random() < 0.3:  # as older rules read it
            visit = replace(visit, article=replace(visit.article, comments=visit.article.comments[1:]))
        archive.store_visit(run, replace(visit, unseen=unseen, rules="older"))
    resplit(archive, write=True)
    before = rows(archive)
    for write in (False, True):
        again = resplit(archive, write=write)
        assert (again.same, again.better, again.refused) == (1, 0, [])
    assert rows(archive) == before
