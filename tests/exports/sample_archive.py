"""A small invented archive that has one of everything readers may meet, made through the archive's own verbs.

Three days of collecting two sites: a deep thread, opinions, sources under several names, an article that was
edited, one that is gone, one whose comments are short, comments edited and removed, failures, and one article
in which every text is an attack.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from invented import paragraphs

from crawler.archive import Archive, RunStatus
from crawler.clock import Clock
from crawler.items import Article, Block, Comment, Failure, Opinion, OptOut, Page, Source, Terms, Visit, Wish

SITE = "leguidon"
TITLE = "Le Guidon déchaîné"  # what the site calls itself; the other one does not say
OTHER = "127.0.0.1:8801"
ATTACK = '<script>alert("x")</script><img src=x onerror=alert(1)>'
BACKWARDS = "\u202eetircé à srevne\u202c\u200b"

Thread = list[tuple[str, str | None, str, str]]  # id, parent, author, text


def article(slug: str, headline: str, date: str | None, **changes: Any) -> Article:
    url = f"https://leguidon.example/{slug}/"
    given = Article(
        url=url, canonical_url=url, site=SITE, layout="wordpress", headline=headline, description=None,
        authors=("Anne Pneu",), date_published=date, date_modified=None, date_published_raw=date,
        section="Actualités", keywords=(), in_language="fr-FR",
        blocks=paragraphs("Le constructeur n’a rien dit, et il l’a dit fort."),
        sources=(), opinion=None, comment_count=0, comments=(), pings=0, comment_system="wordpress",
        comment_pages=(), opt_outs=(),
    )  # fmt: skip
    return replace(given, **changes)


def thread(day: str, rows: Thread) -> tuple[Comment, ...]:
    """Comments of one day, an hour apart from 8 h on; depth follows the parents."""
    depths: dict[str, int] = {}
    comments: list[Comment] = []
    for position, (key, parent, author, text) in enumerate(rows, 1):
        depths[key] = depths[parent] + 1 if parent else 0
        hour, minute = divmod(8 * 60 + 7 * position, 60)
        moment = f"{day}T{hour:02}:{minute:02}:00+01:00"
        staff, found = author == "La rédaction", "nesting" if parent else None
        comments.append(
            Comment(key, parent, depths[key], position, author, None, staff, moment, moment, text, found)
        )
    return tuple(comments)


DEEP: Thread = [
    ("100", None, "Gérard du 62", "Encore une électrique ? Mon diesel fait 1 200 km sans s’arrêter."),
    ("101", "100", "Zoé", "Toi non plus, tu ne t’arrêtes pas."),
    ("102", "101", "Gérard du 62", "Je m’arrête à la station, j’y ai des amis."),
    ("103", "102", "Zoé", "Des amis à 1,90 € le litre."),
    ("104", "103", "Ali", "On parle du coffre ou de vos amis ?"),
    ("105", "104", "Zoé", "Du coffre. Il est petit."),
    ("106", "105", "Ali", "Combien de litres ?"),
    ("107", "106", "La rédaction", "311 litres, mesurés avec des balles de tennis."),
    ("108", "107", "Ali", "Enfin une unité sérieuse."),
    ("109", None, "Nadège", "Et l’hiver, quelle autonomie ?\nJe demande pour ma batterie."),
    ("110", "109", "Max", "La moitié, et un pull."),
]

ESSAI = article(
    "essai-citadine-electrique",
    "Essai de la citadine électrique : petite, mais têtue",
    "2026-02-10T09:00:00+01:00",
    description="Trois jours en ville avec une électrique qui n’aime pas les ronds-points.",
    authors=("Anne Pneu", "Bob Durite"),
    section="Essais",
    keywords=("électrique", "citadine"),
    blocks=(
        Block("lead", "paragraph", "Trois jours en ville avec une électrique qui n’aime pas les ronds-points."),
        Block("body", "heading", "En route", level=2),
        Block("body", "paragraph", "La batterie tient, les freins chantent, l’électrique avance."),
        Block("body", "quote", "Elle tourne, mais elle boude."),
        Block("body", "list_item", "Coffre : 311 litres"),
        Block("body", "list_item", "Autonomie : 260 km l’été"),
        Block("caption", "paragraph", "La citadine au feu rouge."),
        Block("body", "table", "Version\tPrix\nSobre\t21 900 €\nMoins sobre\t24 900 €"),
        Block("opinion", "heading", "L’avis du Guidon", level=3),
        Block("opinion", "paragraph", "On en reprendrait."),
        Block("opinion", "paragraph", "Mais sans les ronds-points."),
        Block("source", "paragraph", "Source : Agence France-Presse, Les Échos"),
        Block("credit", "paragraph", "Photos : Bob Durite"),
        Block("furniture", "paragraph", "Lire aussi : nos autres essais"),
    ),
    sources=(
        Source("Agence France-Presse", "https://afp.example/depeche", "Source : Agence France-Presse, Les Échos"),
        Source("Les Échos", None, "Source : Agence France-Presse, Les Échos"),
    ),
    opinion=Opinion("L’avis du Guidon", ("On en reprendrait.", "Mais sans les ronds-points.")),
    comment_count=11,
    comments=thread("2026-02-10", DEEP),
)  # fmt: skip

USINES = article(
    "fermeture-usines",
    "Fermeture d’usines : les œufs dans le même panier",
    "2026-01-20T18:30:00+01:00",
    description="Deux usines ferment, un syndicat cuisine.",
    authors=("Bob Durite",),
    section="Industrie",
    keywords=("usines",),
    blocks=paragraphs("Les chaînes s’arrêtent en mars.", "Les chevaux du moteur restent à l’écurie."),
    sources=(Source("AFP", "https://afp.example/usines", "(AFP)"),),
    comment_count=3,
    comments=thread(
        "2026-01-21",
        [
            ("201", None, "Max", "Triste."),
            ("202", None, "Troll", "Premier !"),
            ("203", "201", "Zoé", "Très triste."),
        ],
    ),
)

COURT = article(
    "nouveau-coupe",
    "Un coupé de 500 chevaux",
    "2025-12-01",
    section="Nouveautés",
    comment_count=9,
    pings=1,
    comments=thread(
        "2025-12-01", [("301", None, "Ali", "Trop de chevaux."), ("302", None, "Zoé", "Pas assez.")]
    ),
)

DISPARU = article("scoop", "Le scoop qui n’aura pas vécu", "2026-01-05T07:00:00+01:00")

PERDU = article(
    "sans-date",
    "Un article sans date",
    None,
    authors=(),
    section=None,
    comment_count=1,
    comments=(
        Comment("401", None, 1, 1, None, None, False, None, "hier", "Je réponds à quelqu’un.", "lost"),
    ),
)

HOSTILE = article(
    "hostile",
    f"Titre {ATTACK} piégé",
    "2026-02-09T12:00:00+01:00",
    description=f"Chapô {ATTACK}",
    authors=(f"Mal{ATTACK}",),
    section=f"Rubrique {ATTACK}",
    keywords=(ATTACK,),
    blocks=(
        Block("body", "paragraph", f"Corps piégé {ATTACK} {BACKWARDS}"),
        Block("body", "embed", "Vidéo", url="javascript:alert(1)"),
        Block("opinion", "paragraph", f"Avis {ATTACK}"),
    ),
    sources=(
        Source(f"Source {ATTACK}", "javascript:alert(2)", f"Source : {ATTACK}"),
        Source("TY  - JOUR\nER  - \nTY  - BOOK", "https://x.example/\"><script>alert(3)</script>", "raw"),
    ),
    opinion=Opinion(ATTACK, (f"Avis {ATTACK}",)),
    comment_count=2,
    comments=(
        Comment(
            '501"><script>alert(4)</script>', None, 0, 1, BACKWARDS, "javascript:alert(5)", False,
            "2026-02-09T13:00:00+01:00", "x", f"Je {ATTACK} piège {BACKWARDS}", None,
        ),
        Comment("502", None, 0, 2, ATTACK, None, False, "pas une date", "x", "Suite.", None),
    ),
)  # fmt: skip

ANGLAIS = article(
    "english",
    "A car that speaks English",
    "2025-11-02T10:00:00+00:00",
    in_language="en-GB",
    section="Nouveautés",
    blocks=paragraphs("It only turns left."),
    sources=(Source("Reuters", "https://reuters.example/left", "Source: Reuters"),),
)

REFUS = article(
    "pas-de-copie",
    "Merci de ne pas copier",
    "2025-10-10T10:00:00+02:00",
    opt_outs=(OptOut("robots", "noarchive"),),
)

AILLEURS = replace(
    article("ailleurs", "Vu d’ailleurs : le coupé", "2025-12-02T08:00:00+01:00"),
    url="http://127.0.0.1:8801/ailleurs/",
    canonical_url=None,
    site=OTHER,
    sources=(Source("Agence France-Presse", None, "Via l’AFP"),),
    opinion=Opinion("Ce qu’on en pense", ("Peu.",)),
)


def revised(given: Article) -> Article:
    """The usines article a day later: words changed, one comment edited, one removed."""
    comments = tuple(
        replace(comment, text="Très triste, vraiment.") if comment.id == "203" else comment
        for comment in given.comments
        if comment.id != "202"
    )
    return replace(
        given,
        headline="Fermeture de deux usines : les œufs dans le même panier",
        blocks=paragraphs("Les chaînes s’arrêtent en avril.", "Les chevaux du moteur restent à l’écurie."),
        comments=comments,
        comment_count=2,
    )


def make_sample(path: Path) -> None:
    """Writes the archive: runs on 10, 11 and 14 February 2026."""
    with _day(path, 10) as (visit, archive):
        archive.memory.found_title(SITE, TITLE, sure=True)
        for one in (ESSAI, USINES, COURT, DISPARU, PERDU, HOSTILE, ANGLAIS):
            visit(one)
        wish = Wish("robots", "noarchive", "withheld", "the page asks so")
        visit(REFUS, terms=Terms(withheld="robots: noarchive", wishes=(wish,)))
        run = archive.begin_run(OTHER, "blog", {"url": "http://127.0.0.1:8801/"})
        page = _page("http://127.0.0.1:8801/ailleurs/", 10)
        archive.store_visit(run, Visit(page.url, OTHER, page, (), AILLEURS))
        archive.finish_run(run, "ok", "finished")
    with _day(path, 11) as (visit, archive):
        visit(ESSAI)
        visit(revised(USINES))
        visit(replace(COURT, comments=COURT.comments[:1]), complete=False)
    with _day(path, 14, "partial") as (visit, archive):
        archive.gone(visit.run, DISPARU.url or "", 404)
        wall = Failure("read", "ConsentWall", "the page asks for consent first", quarantined=True)
        page = _page("https://leguidon.example/essai-citadine-electrique/", 14)
        archive.store_visit(visit.run, Visit(page.url, SITE, page, (), None, wall))
        failure = Failure("split", "EmptyPage", "the page holds no text")
        page = _page("https://leguidon.example/vide/", 14)
        archive.store_visit(visit.run, Visit(page.url, SITE, page, (), None, failure))
        archive.record_failure(
            visit.run,
            SITE,
            "https://leguidon.example/loin/",
            Failure("fetch", "TimeoutError", "no answer in 60 s"),
        )


class Visits:
    def __init__(self, archive: Archive, day: int) -> None:
        self.archive = archive
        self.day = day
        self.run = archive.begin_run(SITE, SITE)

    def __call__(self, one: Article, *, complete: bool = True, terms: Terms | None = None) -> None:
        assert one.url is not None
        page = _page(one.url, self.day)
        outcome = self.archive.store_visit(
            self.run, Visit(page.url, SITE, page, (), one, None, complete, terms=terms)
        )
        assert outcome.state != "failed", outcome


@contextmanager
def _day(path: Path, number: int, status: RunStatus = "ok") -> Iterator[tuple[Visits, Archive]]:
    """One day's run of SITE."""
    with Archive(path, Clock(f"2026-02-{number:02}T05:00:00Z", monotonic=lambda: 0.0)) as archive:
        visits = Visits(archive, number)
        yield visits, archive
        archive.finish_run(visits.run, status, "finished")


def _page(url: str, day: int) -> Page:
    at = f"2026-02-{day:02}T05:00:30Z"
    return Page(url, url, at, 200, (("Content-Type", "text/html"),), f"<html>{url} {day}</html>".encode())
