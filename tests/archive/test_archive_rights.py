"""Erased is erased: in rows, full-text, raw pages, dictionaries, free pages and the log; and stays so."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from archive_bench import SITE, URL, Bench

from crawler.archive import Archive, BodyMissing, CommentNews
from crawler.archive.erasing import MASK, Leftover, Person
from crawler.archive.quotations import MASK as QUOTE
from crawler.clock import Clock
from crawler.items import Block, Visit
from crawler.privacy import Pseudonyms, shielded

WORDS = "Ma voisine klaxonne à six heures du matin avec sa Zéphyr."
OTHER = "https://blog.example/autre/"
FILL = "".join(f"<p>Gabarit numéro {n} du blog, toujours le même.</p>" for n in range(60))


def raw(*inside: str) -> bytes:
    return f"<html><body>{FILL}{''.join(inside)}</body></html>".encode()


SPOKEN = raw(
    f"<b class='fn'>Hortense Pneu</b><p>Ma voisine <i>klaxonne</i> {WORDS.partition('klaxonne ')[2]}</p>"
)
SIDEBAR = raw("<aside><span>Hortense Pneu</span> dans Essai</aside>")
CLEAN = raw("<p>Rien à signaler.</p>")


@pytest.fixture
def talk(bench: Bench, make) -> Bench:
    """Two articles; Hortense has written under the first, was edited, is called by others, and stands in the
    second one's sidebar."""
    thread = (
        make.comment("1", author="Hortense Pneu", author_url="https://hortense.example/", text=WORDS),
        make.comment("2", parent="1", depth=1, position=2, author="Zoé", text="@Hortense Pneu : déménage !"),
        make.comment("3", position=3, author="Ali", text="Hortense Pneu a raison, les pneus aussi."),
    )
    earlier = replace(thread[0], text="Ma voisine klaxonne beaucoup trop tôt.")
    bench.visit(make.article(comments=(earlier, *thread[1:])), 1, body=SPOKEN)
    bench.visit(make.article(comments=thread), 2, body=SPOKEN + b" ")
    for url, body in ((OTHER, SIDEBAR), (OTHER + "2/", CLEAN)):
        other = make.article(
            url=url, canonical_url=url, headline=url, description=None, keywords=(), blocks=(), sources=(),
            opinion=None, comments=(),
        )  # fmt: skip
        bench.visit(other, 3, url=url, body=body)
    return bench


def everything(archive: Archive) -> bytes:
    """The bytes of the files, and those of every page and dictionary, unpacked."""
    files = [Path(f"{archive.path}{end}") for end in ("", "-wal", "-shm")]
    content = b"".join(file.read_bytes() for file in files if file.exists())
    bodies = archive._bodies
    return content + b"".join(body for _, body in (*bodies.held(), *bodies.dictionaries()))


def test_a_commenter_is_erased_everywhere(talk: Bench) -> None:
    assert all(one in everything(talk.archive) for one in (WORDS.encode(), b"Hortense", b"hortense.example"))
    erased = talk.archive.rights.forget_person(Person("hortense  PNEU"))
    assert (erased.comments, erased.raw_pages, erased.mentions) == (1, 3, 2)
    assert erased.urls == ("https://hortense.example/",)
    left = everything(talk.archive)
    for needle in (WORDS.encode(), b"klaxonne", b"Hortense", b"hortense.example"):
        assert needle not in left
    assert talk.archive.rights.search(erased) == []
    assert talk.rows(
        "SELECT author, author_url, commenter_id, text, erased_at FROM comments WHERE external_id = '1'"
    ) == [(None, None, None, "", "2026-01-01T05:00:00Z")]
    assert talk.rows("SELECT text FROM comments WHERE external_id > '1' ORDER BY 1") == [
        (f"{MASK} : déménage !",), (f"{MASK} a raison, les pneus aussi.",)
    ]  # fmt: skip
    assert talk.one("SELECT parent_id FROM comments WHERE external_id = '2'") is not None
    assert talk.one("SELECT count(*) FROM comment_revisions") == 0
    assert talk.rows("SELECT rowid FROM comments_fts WHERE comments_fts MATCH 'hortense OR klaxonne'") == []
    assert talk.rows("SELECT rowid FROM comments_fts WHERE comments_fts MATCH 'raison'") == [(3,)]
    assert talk.rows("SELECT kind, comments, raw_pages FROM erasures") == [("commenter", 1, 3)]


def test_what_was_packed_with_an_erased_page_can_still_be_read(talk: Bench) -> None:
    assert talk.one("SELECT count(*) FROM dictionaries") == 1  # made of the first page, which is to go
    talk.archive.rights.forget_person(Person("Hortense Pneu"))
    pages = {}
    for capture, url in talk.rows("SELECT id, url FROM captures ORDER BY id"):
        try:
            pages[capture] = talk.archive.raw_page(capture).body
        except BodyMissing:
            pages[capture] = url
    assert pages == {1: URL, 2: URL, 3: OTHER, 4: CLEAN}


def test_the_list_does_not_say_who_is_on_it(talk: Bench) -> None:
    talk.archive.rights.forget_person(Person("Hortense Pneu", site=SITE))
    suppressed = talk.archive.rights.suppressions()
    assert suppressed.holds("commenter", SITE, "hortense pneu")
    assert not suppressed.holds("commenter", "ailleurs.example", "Hortense Pneu")
    assert suppressed.holds("commenter_url", SITE, "https://hortense.example")
    assert not suppressed.holds("commenter", SITE, "Zoé")
    with Archive(talk.archive.path.with_name("autre.db")) as other:
        other.begin_run("x", "x")
        assert not other.rights.suppressions()


def test_a_later_visit_does_not_bring_it_back(talk: Bench, make) -> None:
    talk.archive.rights.forget_person(Person("Hortense Pneu"))
    thread = (
        make.comment("1", author="Hortense Pneu", author_url="https://hortense.example/", text=WORDS),
        make.comment("2", parent="1", depth=1, position=2, author="Zoé", text="@Hortense Pneu : déménage !"),
        make.comment("3", position=3, author="Ali", text="Hortense Pneu a raison, les pneus aussi."),
        make.comment("4", position=4, author="Hortense Pneu", text=f"Et encore : {WORDS}"),
    )
    page = make.page(9, body=SPOKEN + b"  ")
    visit = Visit(URL, SITE, page, (), make.article(comments=thread))
    guarded = shielded(visit, None, talk.archive.rights.suppressions())
    assert guarded.erased == ("1", "4")
    outcome = talk.archive.store_visit(talk.run, guarded)
    assert (outcome.state, outcome.comments_new, outcome.comments_edited) == ("unchanged", 1, 0)
    left = everything(talk.archive)
    assert not [one for one in (b"klaxonne", b"Hortense", b"hortense.example") if one in left]
    assert talk.rows("SELECT external_id, author, text FROM comments WHERE erased_at ORDER BY 1") == [
        ("1", None, ""), ("4", None, "")
    ]  # fmt: skip
    with pytest.raises(BodyMissing):
        talk.archive.raw_page(outcome.capture_id)


def test_a_page_that_merely_shows_the_name_is_not_kept_raw(talk: Bench, make) -> None:
    talk.archive.rights.forget_person(Person("Hortense Pneu"))
    suppressed = talk.archive.rights.suppressions()
    for body, refused in ((SIDEBAR, "forgotten"), (CLEAN, None)):
        visit = Visit(OTHER, SITE, make.page(9, url=OTHER, body=body), (), make.article(comments=()))
        assert shielded(visit, None, suppressed).raw_refused == refused


def test_an_article_is_erased_with_its_history_and_its_addresses(talk: Bench, make) -> None:
    talk.visit(make.article(headline="Essai d’une citadine tout électrique"), 4, body=CLEAN + b" ")
    erased = talk.archive.rights.forget_article(1)
    assert erased.comments == 6
    left = everything(talk.archive)
    for needle in ("citadine", "freins chantent", "essai-electrique", "Belle bête"):
        assert needle.encode() not in left
    assert talk.archive.rights.search(erased) == []
    assert talk.archive.known(URL) is None
    assert talk.one("SELECT count(*) FROM articles") == 2
    assert talk.archive.rights.suppressions().holds("article", "", URL)
    assert talk.archive.rights.suppressions().holds("article", "", "http://www.blog.example/essai-electrique")
    talk.visit(
        make.article(url=OTHER + "3/", canonical_url=OTHER + "3/", headline="Neuf"), 5, url=OTHER + "3/"
    )
    assert talk.one("SELECT max(id) FROM articles") == 4  # an id is never given again


def test_pseudonyms_are_stable_on_a_site_and_differ_between_sites(talk: Bench) -> None:
    names = Pseudonyms(b"une clef de seize octets au moins")
    assert talk.archive.rights.rename_commenters(names.name) == 3
    mine = names.name(SITE, "Hortense Pneu")
    assert mine == names.name(SITE, " hortense pneu") != names.name("ailleurs.example", "Hortense Pneu")
    assert talk.rows("SELECT author, author_url FROM comments WHERE external_id = '1'") == [(mine, None)]
    assert talk.one("SELECT text FROM comments WHERE external_id = '2'") == f"@{mine} : déménage !"
    assert (
        talk.one(
            "SELECT name FROM commenters JOIN comments c ON commenter_id = commenters.id WHERE external_id = '1'"
        )
        == mine
    )
    assert names.name(SITE, mine) == mine
    assert talk.archive.rights.rename_commenters(names.name) == 0
    erased = talk.archive.rights.forget_person(Person("Hortense Pneu", pseudonyms=(mine,)))
    assert erased.comments == 1


def test_names_are_replaced_before_anything_is_stored(talk: Bench, make) -> None:
    names = Pseudonyms(b"une clef de seize octets au moins")
    thread = (
        make.comment("1", author="Zoé", text="Bonjour."),
        make.comment("2", parent="1", depth=1, author="Le Blog", is_staff=True, text="@zoé bonjour, Zoé."),
    )
    visit = Visit(URL, SITE, make.page(), (), make.article(comments=thread))
    first, second = shielded(visit, names, talk.archive.rights.suppressions()).article.comments
    assert (first.author, first.author_url) == (names.name(SITE, "Zoé"), None)
    assert (second.author, second.text) == ("Le Blog", f"@{first.author} bonjour, Zoé.")


def test_raw_pages_end_with_their_time(tmp_path: Path, make) -> None:
    path = tmp_path / "archive.db"
    with Archive(path, Clock("2026-01-10T05:00:00Z", monotonic=lambda: 0.0)) as archive:
        bench = Bench(archive)
        bench.visit(make.article(), 1, body=SPOKEN)
        bench.visit(make.article(), 8, body=CLEAN)
        assert archive.rights.expire(SITE, 5) == 1
        with pytest.raises(BodyMissing):
            archive.raw_page(1)
        assert archive.raw_page(2).body == CLEAN
        assert bench.rows("SELECT erased_why, erased_at FROM raw_bodies WHERE erased_at") == [
            ("retention", "2026-01-10T05:00:00Z")
        ]
        bench.visit(make.article(), 9, body=SPOKEN)  # fetched again, kept again
        assert archive.raw_page(1).body == archive.raw_page(3).body == SPOKEN
        bench.check()


def test_an_erasure_waits_for_nobody_who_reads(talk: Bench) -> None:
    reader = sqlite3.connect(talk.archive.path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM comments").fetchone()
    try:
        erased = talk.archive.rights.forget_person(Person("Hortense Pneu"))
        assert [one.own for one in talk.archive.rights.search(erased)]  # the log still has it, and says so
    finally:
        reader.close()
    talk.archive.rights.scrub()
    assert talk.archive.rights.search(erased) == []


QUOTING = (
    f"{WORDS}\nVraiment ?",  # a line, as of a blockquote
    f"Hortense Pneu a écrit : « {WORDS} » Quelle idée !",
    f"Ah bon. {WORDS} Moi aussi.",
)


@pytest.fixture
def quoted(bench: Bench, make) -> Bench:
    """Hortense is quoted by three others, of whom one has edited it, and says the beginning of an article."""
    said = make.comment("1", author="Hortense Pneu", author_url=None, text=f"{WORDS} Et le soir, rien.")
    others = [
        make.comment(str(n), position=n, author=f"Lecteur {n}", text=text)
        for n, text in enumerate(QUOTING, 2)
    ]
    bench.visit(make.article(comments=(said, *others)), 1, body=SPOKEN)
    others[0] = replace(others[0], text=f"{WORDS}\nVraiment, Hortense ?")
    bench.visit(make.article(comments=(said, *others)), 2, body=SPOKEN + b" ")
    return bench


def test_quotations_are_erased_with_the_words_and_do_not_come_back(quoted: Bench, make) -> None:
    erased = quoted.archive.rights.forget_person(Person("Hortense Pneu"))
    assert quoted.archive.rights.search(erased) == []
    assert b"klaxonne" not in everything(quoted.archive)
    held = quoted.rows("SELECT text FROM comments WHERE external_id > '1' ORDER BY external_id")
    assert held == [
        (f"{QUOTE}.\nVraiment, Hortense ?",),
        (f"{MASK} a écrit : « {QUOTE}. » Quelle idée !",),
        (f"Ah bon. {QUOTE}. Moi aussi.",),
    ]
    assert quoted.rows("SELECT before FROM comment_revisions") == [(f"{QUOTE}.\nVraiment ?",)]
    # The same page again: no words, and nobody has edited anything.
    said = make.comment("1", author="Hortense Pneu", author_url=None, text=f"{WORDS} Et le soir, rien.")
    texts = (f"{WORDS}\nVraiment, Hortense ?", *QUOTING[1:])
    others = [
        make.comment(str(n), position=n, author=f"Lecteur {n}", text=text) for n, text in enumerate(texts, 2)
    ]
    read, page = make.article(comments=(said, *others)), make.page(3, body=SPOKEN)
    visit = shielded(Visit(URL, SITE, page, (), read), None, quoted.archive.rights.suppressions())
    assert quoted.archive.store_visit(quoted.run, visit).comments_edited == 0
    assert b"klaxonne" not in everything(quoted.archive)
    assert quoted.rows("SELECT text FROM comments WHERE external_id > '1' ORDER BY external_id") == held


def test_an_erased_article_goes_from_its_neighbours_and_its_feeds(bench: Bench, make) -> None:
    title, other = "La Zéphyr de la voisine klaxonne encore", "Un tout autre essai, sans klaxon"
    blocks = {
        url: (
            Block("body", "paragraph", f"{headline}. Essai complet.", rule="x"),
            Block("opinion", "heading", "L’avis de La Bielle Coulée", rule="x"),
            Block("furniture", "paragraph", neighbour, url=at, rule="element-nav"),
        )
        for url, headline, neighbour, at in ((URL, title, other, OTHER), (OTHER, other, title, URL))
    }
    page = raw(f"<h1>{other}</h1><nav><a href='{URL}'>{title}</a></nav>")
    read = {
        url: make.article(url=url, canonical_url=url, headline=headline, blocks=blocks[url], comments=())
        for url, headline in ((URL, title), (OTHER, other))
    }
    bench.visit(read[URL], 1, body=raw(f"<h1>{title}</h1>"))
    bench.visit(read[OTHER], 2, url=OTHER, body=page)
    news = [CommentNews(URL, "comment-1", "0123"), CommentNews(OTHER, "comment-2", "4567")]
    bench.archive.memory.heard_comments(news, "https://blog.example/comments/feed/")
    erased = bench.archive.rights.forget_article(1)
    assert bench.archive.rights.search(erased) == []
    assert title.encode() not in everything(bench.archive)
    assert bench.rows("SELECT url FROM hints") == [(f"{OTHER}#comment-2",)]
    assert bench.rows("SELECT part FROM blocks WHERE article_id = 2 ORDER BY position") == [
        ("body",), ("opinion",),
    ]  # fmt: skip
    assert erased.raw_pages == 2
    again = Visit(OTHER, SITE, make.page(3, url=OTHER, body=page), (), read[OTHER])
    guarded = shielded(again, None, bench.archive.rights.suppressions())
    assert guarded.raw_refused == "forgotten"
    bench.archive.store_visit(bench.run, guarded)
    assert title.encode() not in everything(bench.archive)


ELSEWHERE = (
    "Comme dit l’autre : « klaxonne à six heures du matin », et elle s’en vante.",
    f"> {WORDS}\nRien à ajouter, @Hortense Pneu a tout dit. Hortense aussi.",
    f"{WORDS} Chez nous, c’est le facteur.",
    "Elle « klaxonne à six », paraît-il.",
)


def test_in_other_threads_only_what_is_told_as_a_quotation_goes(bench: Bench, make) -> None:
    said = make.comment("1", author="Hortense Pneu", author_url=None, text=WORDS)
    bench.visit(make.article(comments=(said,)), 1, body=SPOKEN)
    others = tuple(
        make.comment(str(n), position=n, author=f"Lecteur {n}", author_url=None, text=text)
        for n, text in enumerate(ELSEWHERE, 2)
    )
    thread = make.article(
        url=OTHER, canonical_url=OTHER, headline="Autre", comments=others, date_published=None
    )
    shown = raw("".join(f"<p>{one.text}</p>" for one in others[:2]))
    bench.visit(thread, 2, url=OTHER, body=shown)
    bench.visit(thread, 3, url=OTHER, body=CLEAN)
    erased = bench.archive.rights.forget_person(Person("Hortense Pneu"))
    assert (erased.mentions, erased.raw_pages) == (2, 2)
    held = bench.rows("SELECT text FROM comments WHERE external_id > '1' ORDER BY external_id")
    assert held == [
        (f"Comme dit l’autre : « {QUOTE} », et elle s’en vante.",),
        (f"> {QUOTE}.\nRien à ajouter, {MASK} a tout dit. Hortense aussi.",),
        (ELSEWHERE[2],),  # a sentence that anybody may have written
        (ELSEWHERE[3],),  # too few words to be hers
    ]
    assert bench.archive.rights.search(erased) == [Leftover("article 2", "words", False)]
    # The same page again: no words, and nobody has edited anything.
    visit = Visit(OTHER, SITE, make.page(4, url=OTHER, body=shown), (), thread)
    guarded = shielded(visit, None, bench.archive.rights.suppressions())
    assert guarded.raw_refused == "forgotten"
    assert bench.archive.store_visit(bench.run, guarded).comments_edited == 0
    assert bench.rows("SELECT text FROM comments WHERE external_id > '1' ORDER BY external_id") == held


def test_a_namesake_of_another_site_is_left_alone(bench: Bench, make) -> None:
    said = make.comment("1", author="Hortense Pneu", author_url=None, text=WORDS)
    bench.visit(make.article(comments=(said,)), 1, body=CLEAN)
    answer = make.comment("2", author="Ali", author_url=None, text="@Hortense Pneu : pas mieux.")
    page = make.page(2, url=OTHER, body=CLEAN)
    run = bench.archive.begin_run("ailleurs", "test")
    read = make.article(url=OTHER, canonical_url=OTHER, comments=(answer,))
    bench.archive.store_visit(run, Visit(OTHER, "ailleurs", page, (), read))
    bench.archive.rights.forget_person(Person("Hortense Pneu", site=SITE))
    assert bench.one("SELECT text FROM comments WHERE external_id = '2'") == answer.text


def test_a_name_in_the_data_of_a_page_is_found_as_it_is_written_there(talk: Bench, make) -> None:
    talk.archive.rights.forget_person(Person("Renée Écrou"))
    listed = talk.archive.rights.suppressions()
    page = make.page(4, body=b'<script>{"derniers":[{"auteur":"Ren\\u00e9e \\u00c9crou"}]}</script>')
    assert shielded(Visit(URL, SITE, page), None, listed).raw_refused == "forgotten"
    odd = make.page(
        4, body='<p>aujourd\'hui</p><b title="par \'x"></b><i data-par="Renée Écrou"></i>'.encode()
    )
    assert shielded(Visit(URL, SITE, odd), None, listed).raw_refused == "forgotten"
    talk.archive.rights.forget_person(Person("L'Ami du 8"))
    listed = talk.archive.rights.suppressions()
    for shown in (b"<b>L'Ami du 8</b>", b"<b>L&#39;Ami du 8</b>", b'<i title="L\'Ami du 8">'):
        assert shielded(Visit(URL, SITE, make.page(4, body=shown)), None, listed).raw_refused == "forgotten"
    assert (
        shielded(Visit(URL, SITE, make.page(4, body=b"<p>Ren\\u00e9 et crou</p>")), None, listed).raw_refused
        is None
    )
