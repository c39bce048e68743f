"""What the files for reading (Markdown, EPUB) say in French around an article's own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crawler.archive.takeout import TakenArticle
from crawler.items import Block
from exports import french
from exports.texts import one_line

OPINION = "Avis de la rédaction"
_SHOWN = ("lead", "body", "opinion", "source", "credit", "caption")


@dataclass(frozen=True, slots=True)
class Said:
    """One comment for reading: ``facts`` stand behind the author's name; ``lines`` are its paragraphs, of
    which an erased comment has none; ``answers`` is the number of the comment that it answers."""

    id: int
    depth: int
    author: str
    facts: tuple[str, ...]
    lines: tuple[str, ...]
    answers: int | None
    answered: str | None


def shown_blocks(taken: TakenArticle) -> list[Block]:
    """The article's own text, without the furniture around it."""
    return [block for block in taken.held.article.blocks if block.part in _SHOWN]


def thread(taken: TakenArticle) -> Iterator[Said]:
    """All comments in reading order, those that the site took back marked so."""
    kept = taken.kept
    both = (*taken.held.article.comments, *taken.held.removed)
    names = {one.id: one_line(one.author) or "(anonyme)" for one in both}
    for one in sorted(both, key=lambda comment: kept[comment.id].sort_path):
        own = kept[one.id]
        facts = [french.date(one_line(one.date_published))]
        facts += ["rédaction"] if one.is_staff else []
        edited, removed = (french.date(at, time=False) for at in (own.edited_at, own.removed_at))
        facts += [f"modifié (vu le {edited})"] if edited else []
        facts += [f"retiré du site (vu le {removed})"] if removed else []
        facts += ["effacé à la demande d’une personne"] if own.erased_at else []
        yield Said(
            own.id, one.depth, "(effacé)" if own.erased_at else names[one.id],
            tuple(fact for fact in facts if fact), tuple(one.text.splitlines()),
            kept[one.parent].id if one.parent and one.parent in kept else None,
            names.get(one.parent or ""),
        )  # fmt: skip


def provenance(taken: TakenArticle) -> str:
    """Where the article was and when the archive saw it."""
    held = taken.held
    seen = f"Vu pour la première fois le {french.date(held.first_seen_at, time=False)}"
    if held.gone_at:
        return f"{seen}, disparu du site depuis le {french.date(held.gone_at, time=False)}."
    return f"{seen}, pour la dernière fois le {french.date(held.last_seen_at, time=False)}."


def counted(taken: TakenArticle) -> str:
    """The heading over the thread: '7 commentaires (la page en annonce 10, rétroliens compris)'."""
    held, declared = taken.held.held, taken.held.article.comment_count
    told = french.count(held, "commentaire")
    if declared in (None, held):
        return told
    pings = ", rétroliens compris" if taken.held.article.pings else ""
    return f"{told} (la page en annonce {french.number(declared)}{pings})"


def byline(taken: TakenArticle) -> str:
    article = taken.held.article
    authors = ", ".join(map(one_line, article.authors))
    facts = (authors, french.date(one_line(article.date_published)), one_line(taken.held.site_title))
    return " · ".join(fact for fact in facts if fact)
