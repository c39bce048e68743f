"""A public copy: an archive of the same schema that holds what is named, and of names nothing."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crawler.archive import Archive, ArchiveMissing, NotAnArchive
from crawler.archive.rights import Rights
from crawler.archive.takeout import Takeout
from crawler.clock import Clock
from crawler.items import Article, Block, Comment, Page, Terms, Visit, Wish

SCRIPT = (Path(__file__).parents[2] / "crawler" / "archive" / "snapshot.sql").read_text(encoding="utf-8")
# What a public copy has no business with; a new table stands here or in the script. Words are listed anew.
INSIDE = {
    "captures", "dictionaries", "erasures", "failures", "hints", "known_urls", "raw_bodies", "resplits", "robots",
    "run_parts", "pseudonym_keys", "salt", "signals", "suppressions", "host_files",
}  # fmt: skip
NAMES = ("Bernard Culbuteur", "Ghislaine-du-06", "Kévin")


def comment(number: int, author: str, text: str, parent: str | None = None, staff: bool = False) -> Comment:
    url = f"https://{number}.example/moi"
    return Comment(
        f"c{number}", parent, int(parent is not None), number, author, url, staff, None, None, text,
        "nesting" if parent else None,
    )  # fmt: skip


def article(slug: str, *comments: Comment) -> Article:
    url = f"https://guidon.example/{slug}/"
    blocks = (Block("body", "paragraph", f"Le corps de {slug} tient en une phrase."),)
    return Article(
        url, url, "guidon", None, f"Titre de {slug}", None, ("Odile Cardan",), "2026-02-10", None, None, None,
        ("essence",), "fr", blocks, (), None, len(comments), comments, 0, None, (), (),
    )  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Two articles, one of them edited, and one withheld; somebody was erased, pages are raw."""
    path = tmp_path / "archive.db"
    said = (
        comment(1, "Bernard Culbuteur", "Premier, et fier de l’être."),
        comment(2, "Kévin", "@Bernard Culbuteur calme-toi, Bernard Culbuteur.", "c1"),
        comment(3, "Maurice l’Effacé", "Ces mots s’en iront pour toujours."),
    )
    later = (said[0], comment(2, "Kévin", "@Ghislaine-du-06 avait raison. Kévin.", "c1"))
    for day, visits in (
        ("2026-02-10", [article("un", *said), article("deux", comment(4, "Ghislaine-du-06", "Moi non."))]),
        ("2026-02-11", [article("un", *later), article("secret", comment(5, "Kévin", "Chut !"))]),
    ):
        with Archive(path, Clock(f"{day}T05:00:00Z")) as open_:
            run = open_.begin_run("guidon", "guidon", {"files": "/home/odile/pages"})
            for one in visits:
                body = f"<title>{one.headline}</title>{''.join(f'<b>{c.author}</b>' for c in one.comments)}"
                page = Page(one.url or "", one.url or "", f"{day}T05:00:10Z", 200, (), body.encode())
                wish = Wish("robots", "noai", "not for training", "kept")
                terms = Terms(withheld="noindex") if "secret" in page.url else Terms(wishes=(wish,))
                open_.store_visit(run, Visit(page.url, "guidon", page, (), one, terms=terms))
            open_.finish_run(run, "ok", "finished", {"scheduler": "/home/odile"})
    return path


def copy(archive: Path, *ids: int, pseudonymised: bool = False) -> Path:
    path = archive.with_name("public.db")
    path.touch()
    with Takeout(archive, (lambda site, name: f"Lecteur {len(name)}") if pseudonymised else None) as takeout:
        takeout.copy(path, ids)
    return path


def test_it_is_an_archive_of_its_own(archive: Path) -> None:
    path = copy(archive, 1, 2, 3)
    with Archive(archive, readonly=True) as given, Archive(path, readonly=True) as public:
        for number in (1, 2):
            held, copied = given.read_article(number), public.read_article(number)
            assert held is not None
            assert copied is not None
            assert copied.article == held.article
            assert copied.removed == held.removed
            assert copied.revision_count == held.revision_count
        assert public.read_article(3) is None
        assert public.summary().captures == 0
        found = public.db.conn.execute("SELECT rowid FROM comments_fts WHERE comments_fts MATCH 'culbuteur'")
        assert found.fetchall() == [(1,)]
        known = public.db.conn.execute("SELECT DISTINCT word FROM words")
        assert {"culbuteur", "bernard", "phrase"} <= {word for (word,) in known}
        assert public.db.conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert public.db.conn.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("INSERT INTO comments_fts (comments_fts) VALUES ('integrity-check')")
        assert conn.execute("PRAGMA freelist_count").fetchone() == (0,)


def test_each_table_is_named_or_stays_inside(archive: Path) -> None:
    with closing(sqlite3.connect(archive)) as conn:
        tables = {
            name
            for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if "_fts_" not in name and name != "sqlite_sequence"
        }
    copied = set(re.findall(r"^INSERT INTO (\w+)", SCRIPT, re.M))
    assert copied | INSIDE | {"words"} == tables, "say in snapshot.sql whether a new table is to be public"
    assert not copied & INSIDE


def test_no_raw_page_and_nothing_of_the_machine_leaves(archive: Path) -> None:
    path = copy(archive, 1, 2, 3)
    with closing(sqlite3.connect(path)) as conn:
        for table in INSIDE:
            assert conn.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
        assert conn.execute("SELECT DISTINCT arguments, stats FROM crawl_runs").fetchall() == [("{}", None)]
        assert conn.execute("SELECT count(capture_id) FROM articles").fetchone() == (0,)
    content = path.read_bytes()
    for needle in ("/home/odile", "Titre de secret", "Chut !", "<title>"):
        assert needle.encode() not in content, needle


def test_no_name_is_left_in_the_file(archive: Path) -> None:
    path = copy(archive, 1, 2, 3, pseudonymised=True)
    content = path.read_bytes().decode("utf-8", "replace").casefold()
    for name in (*NAMES, "Culbuteur", ".example/moi"):
        assert name.casefold() not in content, name
    with closing(sqlite3.connect(path)) as conn:
        texts = [row[0] for row in conn.execute("SELECT text FROM comment_threads ORDER BY comment_id")]
        assert "@Lecteur 15 avait raison. Lecteur 5." in texts
        (edit,) = conn.execute("SELECT before, after FROM comment_revisions").fetchall()
        assert edit[0] == "@Lecteur 17 calme-toi, Lecteur 17."
        assert dict(conn.execute("SELECT name, comment_count FROM commenters")) == {
            "Lecteur 17": 1, "Lecteur 5": 1, "Lecteur 16": 1, "Lecteur 15": 1,
        }  # fmt: skip
        terms = conn.execute("SELECT count(*) FROM comments_fts WHERE comments_fts MATCH 'bernard OR kevin'")
        assert terms.fetchone() == (0,)
        assert conn.execute("SELECT count(*) FROM words WHERE word IN ('lecteur', 'kevin')").fetchone() == (
            1,
        )
        assert conn.execute("SELECT count(*) FROM article_authors").fetchone() == (2,)


def test_the_erased_stay_erased(archive: Path) -> None:
    from crawler.archive.erasing import Person

    with Archive(archive) as open_:
        rights: Rights = open_.rights
        rights.forget_person(Person(name="Maurice l’Effacé"))
    path = copy(archive, 1)
    content = path.read_bytes()
    assert "Effacé".encode() not in content
    assert b"pour toujours" not in content
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("SELECT count(*) FROM salt").fetchone() == (0,)
        assert conn.execute("SELECT count(*) FROM comments WHERE erased_at IS NOT NULL").fetchone() == (1,)


def test_what_is_chosen_and_no_more(archive: Path) -> None:
    path = copy(archive, 2)
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("SELECT headline FROM article_overview").fetchall() == [("Titre de deux",)]
        assert conn.execute("SELECT name FROM commenters").fetchall() == [("Ghislaine-du-06",)]


def test_a_wish_against_training_is_told(archive: Path) -> None:
    with Archive(archive) as open_:
        open_.db.conn.execute("DELETE FROM opt_outs WHERE article_id = 2")
        open_.db.conn.commit()
    with Takeout(archive) as takeout:
        assert [takeout.is_for_training(number) for number in (1, 2)] == [False, True]


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing):
        Takeout(tmp_path / "absent.db")
    (tmp_path / "prose.db").write_text("Il était une fois une Twingo.", encoding="utf-8")
    with pytest.raises(NotAnArchive):
        Takeout(tmp_path / "prose.db")
