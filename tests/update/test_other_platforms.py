"""Twelve days of one article in the markup of every platform that prints threads for tests: what the archive says
against what happened. No network: visit, split, check and store, as a crawl does them."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from crawler.archive import Archive, Standing
from crawler.checking import check_visit
from crawler.clock import Clock
from crawler.items import Article, Page, Visit
from crawler.sites import Site
from crawler.splitting import read_pages, split_visit

sys.path.append(str(Path(__file__).resolve().parents[1] / "splitter" / "comments"))

from platform_markup import PLATFORMS  # type: ignore[import-not-found]
from thread_markup import MARKUPS, Remark, walk  # type: ignore[import-not-found]

URL = "https://cric.example/un-article.html"
PARIS = ZoneInfo("Europe/Paris")
SITE = Site(name="cric")
PARAGRAPHS = [
    "La citadine revient avec deux moteurs, un coffre plus grand et des sièges qui ne grincent presque plus.",
    "Nous l’avons conduite trois jours sous la pluie, entre Bourges et Vierzon, sans regretter le parapluie.",
    "Reste un tarif que le constructeur défend avec aplomb, et une liste d’options longue comme un bras.",
]
WALL = (
    "<!DOCTYPE html><html lang='fr'><head><title>Votre vie privée</title></head><body><h1>Avant de continuer</h1>"
    "<p>Nous et nos 812 partenaires déposons des cookies et d’autres traceurs avec votre consentement.</p>"
    "<button>Tout accepter</button><button>Continuer sans accepter</button></body></html>"
)
GASTON = "Encore une citadine qui se prend pour une routière."
ODILE = "Parlez pour vous, la mienne traverse le Massif central."
YVES, CORRECTED = "Le prix est une plaisanterie.", "Correction : les options aussi."
LINA, EMPTIED = "Quelqu’un sait si le coffre avale un vélo ?", "Commentaire supprimé"
ANSWER = "Un vélo pliant, oui."
PAUL = "Je découvre l’article en retard, merci pour l’essai."


WORDPRESS = """<body class="single single-post postid-1"><nav><a href="/">Le Cric</a> <a href="/contact/">Contact</a></nav>
<article class="post hentry"><h1 class="entry-title">Un article</h1><time class="entry-date published"
datetime="2026-05-02T08:00:00+02:00">2 mai 2026</time> par <a class="author vcard" rel="author" href="/author/anne/">Anne
Pneu</a><div class="entry-content">%s</div></article>"""
SPIP = """<body class="pas_surlignable page_article"><div id="page"><p class="arbo"><a href="/">Le Cric</a> &gt; Essais</p>
<div class="cartouche"><h1 class="crayon article-titre-1">Un article</h1><p class="info-publi"><abbr class="published"
title="2026-05-02T06:00:00Z">samedi 2 mai 2026</abbr>, par <span class="vcard author"><a class="url fn spip_in"
href="/anne">Anne Pneu</a></span></p></div><div class="crayon article-texte-1 texte surlignable">%s</div></div>"""
DRUPAL = """<body class="path-node page-node-type-article"><main role="main"><h1 class="page-title"><span class="field
field--name-title">Un article</span></h1><article about="/node/1" class="node node--type-article node--view-mode-full">
<footer class="node__meta"><div class="node__submitted">Par <span class="field field--name-uid">Anne Pneu</span>, 2 mai
2026</div></footer><div class="node__content"><div class="clearfix text-formatted field field--name-body">%s</div></div>
</article></main>"""


@dataclass(frozen=True)
class Platform:
    """What prints the pages of a blog: its article, its thread, and the generator that it names."""

    write: Callable[..., str]
    levels: int | None = None
    generator: str = "WordPress 6"
    article: str = WORDPRESS

    def thread(self, remarks: list[Remark]) -> str:
        return self.write(remarks) if self.levels is None else self.write(remarks, self.levels)


SYSTEMS = {
    "drupal": ("Drupal 10", DRUPAL),
    "dotclear": ("Dotclear 2", SPIP),
    "spip": ("SPIP 3", SPIP),
    "canalblog": ("", DRUPAL),
    "generic": ("", SPIP),
}
ALL = {name: Platform(write, deepest) for name, (write, _, deepest) in MARKUPS.items()} | {
    name: Platform(write, None, *SYSTEMS.get(system, ("", WORDPRESS)))
    for name, (write, system, *_) in PLATFORMS.items()
}
NAMES = list(ALL)
FLAT = {name for name, (_, _, parents, *_) in PLATFORMS.items() if parents is None}


def remark(number: int, author: str, *lines: str, replies: tuple[Remark, ...] = ()) -> Remark:
    when = datetime(2026, 5, 3, 9, tzinfo=PARIS) + timedelta(minutes=7 * (number % 1000))
    return Remark(number, author, when, list(lines), replies=list(replies))


@dataclass
class Blog:
    """The article as it is in the blog's database."""

    platform: Platform
    paragraphs: list[str] = field(default_factory=lambda: list(PARAGRAPHS))
    remarks: list[Remark] = field(default_factory=list)

    def find(self, number: int) -> Remark:
        return next(one for one in walk(self.remarks) if one.id == number)

    def page(self, day: int) -> str:
        """The article's page; every day its scripts, hints and chrome are others."""
        text = "".join(f"<p>{one}</p>" for one in self.paragraphs)
        return f"""<!DOCTYPE html><html lang="fr-FR"><head><meta charset="utf-8"><title>Un article – Le Cric</title>
<meta property="og:type" content="article"><meta name="generator" content="{self.platform.generator}">
<script>var nonce = "{day * 7919:x}";</script></head>{self.platform.article % text}
{self.platform.thread(self.remarks)}<footer>Page servie en {day * 13 % 100} ms, {day} lecteurs</footer></body></html>"""


def thread() -> list[Remark]:
    return [
        remark(1000101, "Gaston Lapompe", GASTON, replies=(
            remark(1000102, "Odile Durite", ODILE, replies=(
                remark(1000103, "Gaston Lapompe", "En descente, alors."),
            )),
        )),
        remark(1000104, "Yves Embrayage", YVES, "Et les options aussi."),
        remark(1000105, "Lina Culasse", LINA),
    ]  # fmt: skip


def days(blog: Blog, other: Platform) -> Iterator[tuple[int, str]]:
    """Each day's page. What happens is told by the lines between."""
    blog.remarks = thread()
    yield 1, blog.page(1)
    yield 2, blog.page(2)  # noise
    blog.find(1000105).replies.append(remark(1000106, "Odile Durite", ANSWER))
    yield 3, blog.page(3)
    blog.find(1000104).lines = [YVES, CORRECTED]
    yield 4, blog.page(4)
    blog.paragraphs[2] = (
        "Le tarif a été corrigé : il baisse de mille euros, et la liste d’options raccourcit."
    )
    yield 5, blog.page(5)
    blog.find(1000102).replies.clear()
    yield 6, blog.page(6)
    yield 7, WALL
    gone = blog.find(1000105)
    gone.author, gone.lines = "Anonyme", [EMPTIED]
    yield 8, blog.page(8)
    whole = blog.page(9)
    yield 9, whole[: len(whole) * 2 // 3]
    blog.platform = other
    yield 10, blog.page(10)
    blog.remarks.append(remark(1000107, "Paul Essieu", PAUL))
    yield 11, blog.page(11)
    for number, one in enumerate(walk(blog.remarks)):
        one.id = 2000300 + number
    yield 12, blog.page(12)  # the comments were imported into another system, which numbers them anew


class Evidence:
    """What the check asks, from the archive."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def standing(self, urls: Any) -> Standing | None:
        return self.archive.standing(SITE.name, urls)

    def pages(self, captures: Any) -> tuple[Page, ...]:
        return tuple(self.archive.raw_page(capture) for capture in captures)

    def last_page(self) -> Page | None:
        return self.archive.last_page(SITE.name)


def visit(archive: Archive, day: int, html: str) -> Visit:
    run = archive.begin_run(SITE.name, "test")
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    page = Page(URL, URL, at(day), 200, headers, html.encode())

    def read(page: Page, others: Any) -> Article:
        return read_pages(page, others, URL, SITE)[0]

    checked = check_visit(split_visit(Visit(URL, SITE.name, page), SITE), Evidence(archive), read)
    archive.store_visit(run, checked)
    archive.finish_run(run, "ok", "finished")
    return checked


def at(day: int) -> str:
    return f"2026-06-{day:02}T05:00:00Z"


@pytest.mark.parametrize("name", NAMES)
def test_the_history_of_one_article(tmp_path: Path, name: str) -> None:
    other = NAMES[(NAMES.index(name) + 5) % len(NAMES)]
    blog, failures = Blog(ALL[name]), {}
    for day, html in days(blog, ALL[other]):
        with Archive(tmp_path / "archive.db", Clock(at(day), monotonic=lambda: 0.0)) as archive:
            checked = visit(archive, day, html)
        if checked.failure is not None:
            failures[day] = checked.failure.error
    assert failures == {7: "ConsentWall", 9: "Truncated"}

    with closing(sqlite3.connect(tmp_path / "archive.db")) as db:
        assert db.execute("SELECT field, before, after, seen_at FROM revision_history").fetchall() == [
            ("body", "\n\n".join(PARAGRAPHS), "\n\n".join(blog.paragraphs), at(5))
        ]
        assert db.execute("SELECT headline, authors, substr(date_published, 1, 10), body FROM article_overview").fetchall() == [
            ("Un article", "Anne Pneu", "2026-05-02", "\n\n".join(blog.paragraphs))
        ]  # fmt: skip
        remarks = {one.lines[0]: one for one in walk(blog.remarks)}
        key = {old: str(remarks[told].id) for old, told in (
            (101, GASTON), (102, ODILE), (104, YVES), (105, EMPTIED), (106, ANSWER), (107, PAUL)
        )} | {103: "1000103"}  # fmt: skip
        assert db.execute("SELECT comment_id, event, before, after, at FROM comment_history ORDER BY at").fetchall() == [
            (key[104], "edited", f"{YVES}\nEt les options aussi.", f"{YVES}\n{CORRECTED}", at(4)),
            (key[103], "removed", None, None, at(6)),
            (key[105], "emptied", None, None, at(8)),
        ]  # fmt: skip
        told = db.execute("SELECT comment_id, state, since FROM comment_states").fetchall()
        assert {number: state for number, *state in told} == {
            key[101]: ["shown", at(1)], key[102]: ["shown", at(1)], key[103]: ["removed", at(6)],
            key[104]: ["edited", at(4)], key[105]: ["removed_with_replies", at(8)],
            key[106]: ["shown", at(3)], key[107]: ["shown", at(11)],
        }  # fmt: skip
        nested = name not in FLAT
        rows = db.execute("SELECT comment_id, parent_id, author, text FROM comment_threads").fetchall()
        assert {number: row for number, *row in rows} == {
            key[101]: [None, "Gaston Lapompe", GASTON],
            key[102]: [key[101] if nested or other not in FLAT else None, "Odile Durite", ODILE],
            key[103]: [key[102] if nested else None, "Gaston Lapompe", "En descente, alors."],
            key[104]: [None, "Yves Embrayage", f"{YVES}\n{CORRECTED}"],
            key[105]: [None, "Lina Culasse", LINA],
            key[106]: [key[105] if nested or other not in FLAT else None, "Odile Durite", ANSWER],
            key[107]: [None, "Paul Essieu", PAUL],
        }
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
