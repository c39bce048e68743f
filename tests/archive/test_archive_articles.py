"""Articles: one row for one page, whatever address leads to it; history only where words changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.archive.articles import article_url, identity
from crawler.items import Block, Opinion, OptOut, Source


def test_what_is_stored_is_what_was_read(bench, make) -> None:
    given = make.article()
    outcome = bench.visit(given)
    assert (outcome.state, outcome.comments_new) == ("new", 3)
    held = bench.archive.read_article(outcome.article_id)
    assert held.article == given
    assert held.source_names == ("AFP",)
    assert (held.held, held.revision_count, held.first_seen_at) == (3, 0, "2026-01-01T05:00:00Z")


def test_a_bare_article_is_stored_as_it_is(bench, make) -> None:
    bare = make.article(
        canonical_url=None, description=None, authors=(), date_published=None, date_published_raw=None,
        section=None, keywords=(), in_language=None, blocks=(), sources=(), opinion=None,
        comment_count=None, comments=(), comment_system=None, opt_outs=(),
    )  # fmt: skip
    outcome = bench.visit(bare)
    assert bench.archive.read_article(outcome.article_id).article == bare


def test_the_overview_joins_what_belongs_together(bench, make) -> None:
    bench.visit(make.article())
    row = bench.rows(
        "SELECT authors, keywords, sources, opinion, body, comment_count, archived_comment_count"
        " FROM article_overview"
    )
    assert row == [
        (
            "Anne Pneu, Bob Durite", "électrique, citadine", "AFP", "On en reprendrait.\n\nVolontiers.",
            "En route\n\nLa batterie tient, les freins chantent.", 3, 3,
        )
    ]  # fmt: skip
    assert bench.rows("SELECT name, source_url, raw FROM source_citations") == [
        ("AFP", "https://afp.example/", "Source : Agence France-Presse")
    ]
    assert bench.rows("SELECT site, heading, text FROM opinion_list") == [
        ("blog", "L’avis du blog", "On en reprendrait.\n\nVolontiers.")
    ]


def test_the_same_page_again_adds_no_row_and_no_revision(bench, make) -> None:
    tables = (
        "articles authors article_authors keywords article_keywords blocks sources source_aliases citations "
        "opinions commenters comments revisions revision_fields comment_revisions known_urls "
        "raw_bodies failures"
    ).split()
    bench.visit(make.article())
    before = {table: bench.one(f"SELECT count(*) FROM {table}") for table in tables}
    outcome = bench.visit(make.article(), day=2)
    assert (outcome.state, outcome.revision) == ("unchanged", None)
    assert {table: bench.one(f"SELECT count(*) FROM {table}") for table in tables} == before
    assert bench.rows("SELECT first_seen_at, last_seen_at, changed_at FROM article_overview") == [
        ("2026-01-01T05:00:00Z", "2026-01-02T05:00:00Z", None)
    ]


@pytest.mark.parametrize(
    "noise",
    [
        {"headline": "  Essai d’une\u00a0citadine   électrique "},
        {"comment_count": 99, "pings": 4},
        {"date_modified": "2026-01-02T00:00:00+01:00"},
        {"layout": "wordpress-2026", "comment_system": "autre"},
        {"opt_outs": (OptOut("robots", "noindex"),)},
    ],
    ids=["white space", "counters", "date modified", "layout", "opt-outs"],
)
def test_noise_is_no_revision(bench, make, noise) -> None:
    bench.visit(make.article())
    outcome = bench.visit(make.article(**noise), day=2)
    assert outcome.state == "unchanged"
    assert bench.rows("SELECT * FROM revision_history") == []
    assert bench.archive.read_article(outcome.article_id).article == make.article(**noise)


def test_a_rule_that_changed_rewrites_blocks_without_a_revision(bench, make) -> None:
    given = make.article()
    blocks = tuple(replace(block, rule="container-2") for block in given.blocks)
    bench.visit(given)
    outcome = bench.visit(replace(given, blocks=blocks), day=2)
    assert outcome.state == "unchanged"
    assert bench.archive.read_article(1).article.blocks == blocks


@pytest.mark.parametrize(
    ("field", "change", "before", "after"),
    [
        ("headline", {"headline": "Autre titre"}, "Essai d’une citadine électrique", "Autre titre"),
        ("description", {"description": None}, "Trois jours en ville.", None),
        ("authors", {"authors": ("Bob Durite",)}, "Anne Pneu, Bob Durite", "Bob Durite"),
        ("section", {"section": "Actualité"}, "Essais", "Actualité"),
        ("keywords", {"keywords": ()}, "électrique, citadine", None),
        ("body", {"blocks": (Block("body", "paragraph", "Tout autre."),)},
         "En route\n\nLa batterie tient, les freins chantent.", "Tout autre."),
        ("opinion", {"opinion": Opinion(None, ("Non.",))}, "On en reprendrait.\n\nVolontiers.", "Non."),
        ("sources", {"sources": (Source("Reuters", None, "(Reuters)"),)}, "Agence France-Presse", "Reuters"),
    ],
)  # fmt: skip
def test_a_change_is_one_revision_with_before_and_after(bench, make, field, change, before, after) -> None:
    bench.visit(make.article())
    outcome = bench.visit(make.article(**change), day=2)
    assert (outcome.state, outcome.revision) == ("changed", 1)
    assert bench.rows("SELECT number, seen_at, field, before, after FROM revision_history") == [
        (1, "2026-01-02T05:00:00Z", field, before, after)
    ]
    assert bench.visit(make.article(**change), day=3).state == "unchanged"
    assert bench.archive.read_article(1).article == make.article(**change)


def test_several_fields_at_once_are_one_revision_and_numbers_count_on(bench, make) -> None:
    bench.visit(make.article())
    bench.visit(make.article(headline="Deux", section="Deux"), day=2)
    outcome = bench.visit(make.article(headline="Trois", section="Deux"), day=3)
    assert outcome.revision == 2
    assert bench.rows("SELECT number, field FROM revision_history ORDER BY number, field") == [
        (1, "headline"), (1, "section"), (2, "headline"),
    ]  # fmt: skip
    assert bench.one("SELECT revision_count FROM article_overview") == 2


def test_search_finds_words_without_accents_and_forgets_old_ones(bench, make) -> None:
    def found(words: str) -> int:
        return bench.one("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?", words)

    bench.visit(make.article())
    assert (found("electrique"), found("ÉLECTRIQUE"), found("reprendrait"), found("batterie")) == (1, 1, 1, 1)
    bench.visit(make.article(headline="Essai d’une hybride rechargeable", keywords=()), day=2)
    assert (found("electrique"), found("rechargeable"), found("batterie")) == (0, 1, 1)
    bench.visit(make.article(), day=3)
    assert (found("electrique"), found("rechargeable")) == (1, 0)


def test_an_article_keeps_its_row_when_the_blog_moves_to_https(bench, make) -> None:
    old = "http://www.blog.example/essai-electrique"
    first = bench.visit(make.article(url=old, canonical_url=old), url=old)
    second = bench.visit(make.article(), day=2)
    assert (second.state, second.article_id) == ("unchanged", first.article_id)
    assert bench.one("SELECT url FROM article_overview") == "https://blog.example/essai-electrique/"


def test_a_moved_article_stays_one_and_its_old_address_still_leads_to_it(bench, make) -> None:
    old, new = make.article().url, "https://blog.example/2026/essai/"
    first = bench.visit(make.article())
    moved = bench.visit(make.article(url=new, canonical_url=new), day=2, url=new, requested_url=old)
    assert (moved.state, moved.article_id) == ("unchanged", first.article_id)
    assert bench.archive.read_article(old).article.url == new
    assert bench.archive.read_article(new).id == first.article_id


def test_a_deleted_article_that_redirects_to_another_is_not_that_other(bench, make) -> None:
    bench.visit(make.article())
    other = "https://blog.example/tout-autre/"
    read = make.article(url=other, canonical_url=other, headline="Tout autre", date_published="2026-01-01")
    outcome = bench.visit(read, day=2, url=other, requested_url=make.article().url)
    assert (outcome.state, outcome.article_id) == ("new", 2)
    assert bench.one("SELECT headline FROM article_overview WHERE article_id = 1") == make.article().headline
    assert bench.rows("SELECT * FROM revision_history") == []


def test_two_sites_may_hold_the_same_address(bench, make) -> None:
    from crawler.items import Visit

    bench.visit(make.article())
    run = bench.archive.begin_run("autre", "test")
    page = make.page()
    outcome = bench.archive.store_visit(run, Visit(page.url, "autre", page, (), make.article(site="autre")))
    assert (outcome.state, outcome.article_id) == ("new", 2)


@pytest.mark.parametrize(
    ("found", "canonical", "kept"),
    [
        ("https://b.fr/a?utm=1", "https://b.fr/a", "https://b.fr/a"),
        ("http://b.fr/a", "https://www.b.fr/a/", "http://b.fr/a/"),
        ("https://b.fr/a", "https://b.fr/", "https://b.fr/a"),
        ("https://b.fr/a", "https://ailleurs.fr/a", "https://b.fr/a"),
        ("https://b.fr/a", "javascript:alert(1)", "https://b.fr/a"),
        ("https://b.fr/a", None, "https://b.fr/a"),
        ("file:///pages/a.html", "https://b.fr/a", "https://b.fr/a"),
        ("https://b.fr/?p=12", "https://b.fr/titre", "https://b.fr/titre"),
    ],
)
def test_a_canonical_address_is_believed_when_credible(make, found, canonical, kept) -> None:
    assert article_url(make.article(url=found, canonical_url=canonical), found) == kept


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://www.B.fr/a/", "b.fr/a"),
        ("http://b.fr/a#suite", "b.fr/a"),
        ("http://b.fr:8801/a", "b.fr:8801/a"),
        ("https://b.fr/?p=12", "b.fr?p=12"),
        ("file:///pages/a.html", "file:///pages/a.html"),
    ],
)
def test_identity_leaves_out_what_changes_while_the_page_stays(url: str, same: str) -> None:
    assert identity(url) == same


def test_dangerous_addresses_do_not_enter(bench, make) -> None:
    bench.visit(
        make.article(
            sources=(Source("Piège", "javascript:alert(1)", "Piège"),),
            blocks=(Block("body", "embed", "", url="data:text/html,x"),),
            comments=(make.comment("1", author_url="javascript:alert(2)"),),
        )
    )
    assert bench.one("SELECT url FROM citations") is None
    assert bench.one("SELECT url FROM blocks") is None
    assert bench.one("SELECT author_url FROM comments") is None


def test_dates_sort_in_utc(bench, make) -> None:
    for number, date in enumerate(
        ("2019-03-12T00:30:00+01:00", "2019-03-11", None, "2019-03-11T20:00:00-05:00")
    ):
        url = f"https://blog.example/{number}"
        bench.visit(make.article(url=url, canonical_url=url, date_published=date), url=url)
    assert bench.rows("SELECT date_published_utc FROM articles ORDER BY date_published_utc") == [
        (None,), ("2019-03-11",), ("2019-03-11T23:30:00Z",), ("2019-03-12T01:00:00Z",),
    ]  # fmt: skip
