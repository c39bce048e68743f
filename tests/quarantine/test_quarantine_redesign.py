"""A new design is no edit, better rules are none, and an editor's work under either still is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from archive_bench import article

from crawler.archive.wording import changed_fields, fields_of
from crawler.items import Article, Block
from crawler.quarantine import settle
from crawler.quarantine.look import Look
from crawler.quarantine.redesign import Reading, redesigned

FIRST = "La batterie tient trois jours, les freins chantent dans les descentes."
SECOND = "Le coffre avale deux vélos pliants sans qu’on démonte les roues."
HELD = article(
    blocks=(
        Block("lead", "paragraph", "Trois jours en ville."),
        Block("body", "paragraph", FIRST),
        Block("body", "paragraph", SECOND),
    ),
    opinion=None,
)


def edits(reading: Reading, held: Article = HELD) -> list[str]:
    """The fields that become a revision."""
    before = fields_of(reading.before if reading.before is not None else held)
    return changed_fields(before, fields_of(reading.article))


def blocks(*texts: str, part: str = "body") -> tuple[Block, ...]:
    return tuple(Block(part, "paragraph", text) for text in texts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "now",
    [
        replace(HELD, authors=(), keywords=(), section=None),
        replace(HELD, authors=("Par Anne Pneu",), section="Accueil"),
        replace(HELD, description=None, blocks=blocks("Trois jours en ville.", FIRST, SECOND)),
        replace(HELD, description=None, blocks=blocks("Trois jours en ville.", FIRST, SECOND, "Partagez sur tous vos réseaux !")),
        replace(HELD, sources=()),
        replace(HELD, headline=f"{HELD.headline} - Le blog"),
    ],
    ids=["parts gone", "printed otherwise", "lead in the text", "a button in the text", "no source", "title and name"],
)  # fmt: skip
def test_a_new_design_is_no_edit_and_loses_nothing(now: Article) -> None:
    reading = settle(HELD, now, None, new_design=True)
    assert edits(reading) == []
    assert fields_of(reading.article) == fields_of(HELD)
    assert set(reading.kept) == set(changed_fields(fields_of(HELD), fields_of(now)))


def test_what_a_design_hides_stays_on_later_visits_until_the_site_changes_it() -> None:
    bare = replace(HELD, authors=(), section="Accueil")
    reading = settle(HELD, bare, bare, new_design=False, kept=("authors", "section"))
    assert (edits(reading), reading.kept, reading.article.authors) == (
        [],
        ("authors", "section"),
        HELD.authors,
    )
    signed = replace(bare, authors=("Zoé Klaxon",))
    reading = settle(HELD, signed, bare, new_design=False, kept=("authors", "section"))
    assert (edits(reading), reading.kept) == (["authors"], ("section",))
    assert (reading.article.authors, reading.article.section) == (("Zoé Klaxon",), HELD.section)


def test_a_sentence_that_a_new_design_lost_is_an_edit() -> None:
    reading = settle(HELD, replace(HELD, blocks=blocks(FIRST)), None, new_design=True)
    assert edits(reading) == ["body"]


def test_a_sentence_that_only_this_article_shows_in_the_new_design_is_an_edit_too() -> None:
    now = replace(
        HELD,
        section="Accueil",
        sources=(),
        blocks=blocks(FIRST, SECOND, "Mise à jour : les freins ne chantent plus."),
    )
    everywhere = Look("<p>Mise à jour : les freins ne chantent plus. Abonnez-vous !</p>".encode())
    assert edits(settle(HELD, now, None, new_design=True)) == []
    assert edits(settle(HELD, now, None, new_design=True, sister=everywhere)) == []
    reading = settle(HELD, now, None, new_design=True, sister=Look(b"<p>Un autre article.</p>"))
    assert edits(reading) == ["body"]
    assert (reading.article.blocks, reading.article.sources) == (now.blocks, HELD.sources)
    assert set(reading.kept) == {"section", "sources"}


def test_a_new_sentence_with_figures_is_told_from_a_theme_s_count() -> None:
    edited = replace(HELD, blocks=blocks(FIRST, SECOND, "Mise à jour : il freine en 41 mètres, pas en 38."))
    sister = Look("<p>Cet article, paru le 3 juin 2026, a été lu 87 fois depuis.</p>".encode())
    assert edits(settle(HELD, edited, None, new_design=True, sister=sister)) == ["body"]
    counted = replace(
        HELD, blocks=blocks(FIRST, SECOND, "Cet article, paru le 12 août 2025, a été lu 1 234 fois depuis.")
    )
    assert edits(settle(HELD, counted, None, new_design=True, sister=sister)) == []


def test_an_edit_is_not_lost_for_a_part_that_the_new_design_does_not_show() -> None:
    reading = settle(HELD, replace(HELD, sources=(), blocks=blocks(FIRST)), None, new_design=True)
    assert edits(reading) == ["body"]
    assert reading.article.sources == HELD.sources


def test_a_part_whose_words_still_stand_on_the_page_was_overlooked() -> None:
    page = Look(f"<p>{HELD.authors[0]} et {HELD.authors[1]} ont essayé</p><p>{FIRST} {SECOND}</p>".encode())
    now = replace(HELD, authors=())
    reading = settle(HELD, now, HELD, new_design=False, page=page)
    assert (edits(reading), reading.kept, reading.article.authors) == ([], ("authors",), HELD.authors)
    assert edits(settle(HELD, now, HELD, new_design=False, page=Look(b"<p>rien</p>"))) == ["authors"]
    edited = replace(now, blocks=blocks(FIRST.replace("trois", "quatre"), SECOND))
    reading = settle(HELD, edited, HELD, new_design=False, page=page)
    assert (edits(reading), reading.article.authors) == (["body"], HELD.authors)


def test_better_rules_are_no_edit() -> None:
    now = replace(HELD, section="Essais routiers")
    assert edits(settle(HELD, now, now, new_design=False)) == []
    assert edits(settle(HELD, now, HELD, new_design=False)) == ["section"]
    assert edits(settle(HELD, now, None, new_design=False)) == ["section"]


def test_an_edit_is_judged_by_the_same_rules_on_both_sides() -> None:
    earlier = replace(HELD, blocks=blocks(FIRST, SECOND, "Partager"))
    now = replace(HELD, blocks=blocks(FIRST.replace("trois", "quatre"), SECOND, "Partager"))
    reading = settle(HELD, now, earlier, new_design=False)
    assert edits(reading) == ["body"]
    assert reading.before == earlier


@pytest.mark.parametrize(
    ("printed", "raw"),
    [(None, None), ("2019-03-12", "12 mars 2019"), ("2019-03-10", "Il y a 3 semaines")],
)
def test_a_date_once_read_is_not_lost(printed: str | None, raw: str | None) -> None:
    now = replace(HELD, date_published=printed, date_published_raw=raw)
    article = settle(HELD, now, None, new_design=False).article
    assert (article.date_published, article.date_published_raw) == (
        HELD.date_published, HELD.date_published_raw,
    )  # fmt: skip


def themed(*classes: str, theme: str = "") -> Look:
    link = f'<link href="/wp-content/themes/{theme}/style.css">' if theme else ""
    return Look(f"{link}{''.join(f'<div class={name!r}>' for name in classes)}".encode())


def test_the_classes_of_a_thread_are_no_theme() -> None:
    thread = ("comment-list", "comment even thread-even", "children", "comment-body", "comment-meta", "vcard")
    assert redesigned(
        themed("post", "title", "text", *thread), themed("neo", "neo-title", "neo-text", *thread)
    )


def test_a_theme_is_known_by_its_name_or_by_its_classes() -> None:
    old = ("entry-content", "entry-title", "site-main", "post post-12", "comment-list")
    assert not redesigned(themed(*old), themed(*old, "comment odd alt"))
    assert not redesigned(themed(*old), themed("entry-content", "entry-title", "site-main", "post post-13"))
    assert redesigned(themed(*old), themed("wp-block-group", "wp-block-post-title", "comment-list"))
    assert redesigned(themed(*old, theme="kubrick"), themed(*old, theme="twentytwelve"))
    assert not redesigned(themed(*old, theme="kubrick"), themed("rien", "de", "commun", theme="kubrick"))
    assert not redesigned(Look(b"texte"), themed(*old))
