"""Opt-outs and erased people in real crawls on loopback, and the story that ``scrapy why`` tells of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from invented import PARAGRAPH, article, comments, listing
from loopback import AI_FILE, TDM_FILE, Answer, Crawled, run_scrapy

from crawler.archive import Archive
from crawler.archive.erasing import Person

Crawl = Callable[..., Crawled]
NAMES = ("libre", "copie", "index", "aucun", "fini", "entete")


def head(content: str) -> str:
    return f'<meta name="robots" content="{content}">'


@pytest.fixture
def blog(web: Any) -> Any:
    web.routes |= {
        "/": listing(*(f"/2024/05/{name}/" for name in (*NAMES, "payant"))),
        "/2024/05/libre/": article("Libre", comments=comments(1, 2)),
        "/2024/05/copie/": article("Sans copie", head=head("noarchive"), comments=comments(3)),
        "/2024/05/index/": article("Sans index", head=head("noindex, follow")),
        "/2024/05/aucun/": Answer(article("Pour un autre"), headers={"X-Robots-Tag": "otherbot: noarchive"}),
        "/2024/05/fini/": article("Fini", head=head("unavailable_after: Mon, 06 May 2024 10:00:00 GMT")),
        "/2024/05/entete/": Answer(
            article("Réservé par un en-tête", comments=comments(4)), headers={"TDM-Reservation": "1"}
        ),
        "/2024/05/payant/": article("Réservé par le fichier"),
        TDM_FILE: Answer(json.dumps([{"location": "/2024/05/payant", "tdm-reservation": 1}])),
    }
    return web


def test_each_signal_is_obeyed_stored_and_explained(blog: Any, crawl: Crawl) -> None:
    done = crawl("blog", "-a", f"url={blog.url}", NOW="2024-06-01T05:00:00Z")
    assert done.code == 3, done.err  # reserved pages are missing, and the report says so
    assert "reserves /2024/05/payant from text and data mining" in done.err
    rows = dict(done.rows("SELECT headline, withheld FROM article_overview"))
    assert rows == {
        "Libre": None, "Sans copie": "noarchive", "Sans index": "noindex", "Pour un autre": None,
        "Fini": "unavailable_after", "Réservé par un en-tête": "tdm-reservation",
    }  # fmt: skip
    kept = done.rows("SELECT headline FROM articles WHERE body <> '' ORDER BY 1")
    assert kept == [("Libre",), ("Pour un autre",), ("Sans index",)]
    assert done.rows("SELECT headline FROM articles WHERE gone_at IS NOT NULL") == [("Fini",)]
    assert done.rows("SELECT DISTINCT a.headline FROM comments c JOIN articles a ON a.id = c.article_id") == [
        ("Libre",)
    ]
    assert "/2024/05/payant/" not in blog.paths()
    raw = done.rows(
        "SELECT a.headline, b.erased_why FROM articles a JOIN captures c ON c.article_id = a.id"
        " JOIN raw_bodies b ON b.digest = c.digest WHERE b.erased_at ORDER BY 1"
    )
    assert raw == [
        ("Fini", "unavailable_after"), ("Réservé par un en-tête", "tdm-reservation"), ("Sans copie", "noarchive")
    ]  # fmt: skip
    assert PARAGRAPH[:30].encode() in done.archive.read_bytes()
    signals = done.rows("SELECT signal, decision FROM opt_outs ORDER BY 1, 2")
    assert ("tdmrep.json", "not fetched") in signals
    assert ("robots", "not published") in signals
    assert all(decision for _, decision in signals)
    why = run_scrapy(done.archive, "why", f"{blog.url}2024/05/copie/")
    assert "robots = noarchive: not copied" in why.out
    assert "address, title, dates and digest only" in why.out
    story = json.loads(run_scrapy(done.archive, "why", f"{blog.url}2024/05/payant/", "--json").out)
    assert (story["article"], story["signals"][0]["decision"]) == (None, "not fetched")


def test_a_copy_held_before_stays_and_why_says_so(blog: Any, crawl: Crawl) -> None:
    url = f"{blog.url}2024/05/libre/"
    assert crawl("blog", "-a", f"url={url}").code == 0
    body = article("Libre et neuf", head=head("noarchive"), comments=comments(1, 2, 9))
    blog.routes["/2024/05/libre/"] = body
    done = crawl("blog", "-a", f"url={url}")
    assert done.rows("SELECT headline, archived_comment_count, withheld FROM articles") == [
        ("Libre", 2, "noarchive")
    ]
    assert done.one("SELECT count(*) FROM revisions") == 0
    assert done.rows("SELECT erased_why FROM raw_bodies ORDER BY rowid") == [(None,), ("noarchive",)]
    assert "what was held by then stays" in run_scrapy(done.archive, "why", "1").out
    blog.routes["/2024/05/libre/"] = article("Libre et neuf", comments=comments(1, 2, 9))
    done = crawl("blog", "-a", f"url={url}")
    assert done.rows("SELECT headline, archived_comment_count, withheld, copy_refused_at FROM articles") == [
        ("Libre et neuf", 3, None, None)
    ]


def test_better_rules_are_no_revision(blog: Any, crawl: Crawl) -> None:
    """Older rules have read another section, and a comment's text otherwise; the site changes a byte."""
    url = f"{blog.url}2024/05/libre/"
    done = crawl("blog", "-a", f"url={url}")
    rules = done.one("SELECT rules FROM articles")
    with closing(sqlite3.connect(done.archive)) as connection, connection:
        connection.execute("UPDATE articles SET section = 'Menu', rules = 'older'")
        connection.execute("INSERT INTO comments_fts (comments_fts) VALUES ('delete-all')")
        connection.execute("UPDATE comments SET text = 'Répondre ' || text")
        connection.execute("INSERT INTO comments_fts (comments_fts) VALUES ('rebuild')")
    blog.routes["/2024/05/libre/"] = article("Libre", comments=comments(1, 2)) + "<!-- 1 -->"
    done = crawl("blog", "-a", f"url={url}")
    assert done.rows("SELECT section, rules, revision_count, changed_at FROM articles") == [
        (None, rules, 0, None)
    ]
    assert done.rows("SELECT DISTINCT edited_at FROM comments") == [(None,)]
    assert done.rows("SELECT text FROM comments ORDER BY id") == [
        ("Je secret-1 commente.",), ("Je secret-2 commente.",)
    ]  # fmt: skip


def test_links_of_a_page_that_forbids_it_are_not_taken(web: Any, crawl: Crawl) -> None:
    web.routes["/"] = listing("/2024/05/libre/").replace("<head>", f"<head>{head('nofollow')}")
    web.routes["/2024/05/libre/"] = article("Libre")
    crawl("blog", "-a", f"url={web.url}")
    assert "/2024/05/libre/" not in web.paths()


def test_who_was_erased_does_not_come_back(blog: Any, crawl: Crawl) -> None:
    url = f"{blog.url}2024/05/libre/"
    done = crawl("blog", "-a", f"url={url}")
    forgotten = run_scrapy(done.archive, "forget", "--commenter", "Lecteur 2")
    assert forgotten.code == 0, forgotten.err + forgotten.out
    assert "nothing of it is left" in forgotten.out
    blog.routes["/2024/05/libre/"] = article("Libre", comments=comments(1, 2, 5))
    done = crawl("blog", "-a", f"url={url}")
    assert done.rows("SELECT external_id, author, text FROM comments ORDER BY 1") == [
        ("1", "Lecteur 1", "Je secret-1 commente."), ("2", None, ""), ("5", "Lecteur 5", "Je secret-5 commente.")
    ]  # fmt: skip
    assert b"secret-2" not in done.archive.read_bytes()
    assert done.one("SELECT count(*) FROM raw_bodies WHERE erased_at IS NULL") == 0
    assert run_scrapy(done.archive, "resplit").code == 0
    assert done.one("SELECT text FROM comments WHERE external_id = '2'") == ""
    assert run_scrapy(done.archive, "forget", "1").code == 0
    blog.asked.clear()
    crawl("blog", "-a", f"url={blog.url}")
    assert "/2024/05/libre/" not in blog.paths()
    assert done.rows("SELECT * FROM known_urls WHERE url = ?", url) == []


def test_who_is_erased_during_a_crawl_does_not_come_back_with_it(blog: Any, crawl: Crawl) -> None:
    url = f"{blog.url}2024/05/libre/"
    done = crawl("blog", "-a", f"url={url}")

    def answer(_: int) -> Answer:
        with Archive(done.archive) as archive:
            archive.rights.forget_person(Person("Lecteur 2", None, None))
        return Answer(article("Libre", comments=comments(1, 2, 5)))

    blog.routes["/2024/05/libre/"] = answer
    assert crawl("blog", "-a", f"url={url}").code == 0
    assert done.rows("SELECT author FROM comments ORDER BY external_id") == [
        ("Lecteur 1",), (None,), ("Lecteur 5",),
    ]  # fmt: skip
    assert b"secret-2" not in done.archive.read_bytes()


def test_commenters_stand_under_pseudonyms(blog: Any, crawl: Crawl) -> None:
    key = "une clef de seize octets au moins"
    url = f"{blog.url}2024/05/libre/"
    done = crawl("blog", "-a", f"url={url}")
    assert run_scrapy(done.archive, "pseudonymise").code == 2
    assert run_scrapy(done.archive, "pseudonymise", PSEUDONYM_KEY=key).out == "2 names replaced\n"
    names = done.rows("SELECT author FROM comments ORDER BY id")
    assert all(name.startswith("Lecteur ") and len(name) == 16 for (name,) in names)
    blog.routes["/2024/05/libre/"] = article("Libre", comments=comments(1, 2, 5))
    done = crawl("blog", "-a", f"url={url}", PSEUDONYM_KEY=key, RAW_RETENTION_DAYS=0)
    assert done.rows("SELECT author FROM comments ORDER BY id")[:2] == names
    assert done.one("SELECT count(*) FROM comments WHERE author LIKE 'Lecteur 5'") == 0
    assert done.one("SELECT count(*) FROM raw_bodies WHERE erased_at IS NULL") == 0
    short = crawl("blog", "-a", f"url={url}", PSEUDONYM_KEY="court")
    assert (short.code, len(short.err.splitlines())) == (2, 1)
    assert "PSEUDONYM_KEY has 5 bytes" in short.err


def test_a_lost_or_changed_key_is_told_before_anything_is_asked(blog: Any, crawl: Crawl) -> None:
    url, key = f"{blog.url}2024/05/libre/", "une clef de seize octets au moins"
    done = crawl("blog", "-a", f"url={url}", PSEUDONYM_KEY=key)
    ((name,), *_) = done.rows("SELECT author FROM comments ORDER BY id")
    blog.asked.clear()
    for given, told in (({}, "to the key they were made with"), ({"PSEUDONYM_KEY": key[::-1]}, "--new-key")):
        refused = crawl("blog", "-a", f"url={url}", **given)
        assert (refused.code, told in refused.err, blog.paths()) == (1, True, [])
        for words in (("resplit",), ("update",), ("forget", "--commenter", "Lecteur 1")):
            assert told in run_scrapy(done.archive, *words, **given).err
    other = {"PSEUDONYM_KEY": key[::-1]}
    assert run_scrapy(done.archive, "pseudonymise", **other).code == 2
    assert run_scrapy(done.archive, "pseudonymise", "--new-key", **other).out == "0 names replaced\n"
    assert crawl("blog", "-a", f"url={url}", **other).code == 0
    assert done.one("SELECT author FROM comments ORDER BY id") != name  # read again, under the new key
    forgotten = run_scrapy(done.archive, "forget", "--commenter", "Lecteur 1", **other)
    assert (forgotten.code, forgotten.out[:17]) == (0, "erased 1 comment,")


def test_what_a_host_says_of_uses_is_noted_with_each_page(web: Any, crawl: Crawl, tmp_path: Any) -> None:
    web.routes |= {
        "/": listing("/2024/05/libre/", "/2024/05/cache/"),
        "/robots.txt": "User-agent: *\nContent-Usage: train-ai=n\nContent-Signal: /2024/05/cache/ search=no",
        AI_FILE: "User-Agent: *\nDisallow: *.txt",
        "/2024/05/libre/": article("Libre"),
        "/2024/05/cache/": article("Caché"),
    }
    done = crawl("blog", "-a", f"url={web.url}", NOW="2024-06-01T05:00:00Z")
    assert done.code == 0, done.err
    assert dict(done.rows("SELECT headline, withheld FROM article_overview")) == {
        "Libre": None,
        "Caché": "search",
    }
    signals = "SELECT a.headline, o.signal, o.value, o.decision FROM opt_outs o JOIN articles a ON a.id = o.article_id"
    assert set(done.rows(signals)) == {
        ("Libre", "content-usage in robots.txt", "train-ai=n", "not for training"),
        ("Libre", "ai.txt", "Disallow: *.txt", "not for training"),
        ("Caché", "content-usage in robots.txt", "train-ai=n", "not for training"),
        ("Caché", "content-signal in robots.txt", "/2024/05/cache/ search=no", "not published"),
        ("Caché", "ai.txt", "Disallow: *.txt", "not for training"),
    }
    again = run_scrapy(done.archive, "update", NOW="2024-06-02T05:00:00Z")
    assert again.code == 0, again.err
    assert [one.path for one in web.asked_of_rights] == [TDM_FILE, AI_FILE, TDM_FILE]  # ai.txt once a month
