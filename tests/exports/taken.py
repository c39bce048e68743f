"""An article as it leaves an archive, made by hand."""

from __future__ import annotations

from sample_archive import article

from crawler.archive.reading import ArchivedArticle
from crawler.archive.takeout import Kept, TakenArticle
from crawler.items import Article, Comment

SEEN = "2026-02-10T05:00:00Z"


def taken(given: Article | None = None, removed: tuple[Comment, ...] = ()) -> TakenArticle:
    """What the archive would give; every comment was seen once, in the order given."""
    given = given or article("un", "Un", "2026-02-10T09:00:00+01:00")
    both = (*given.comments, *removed)
    kept = {
        one.id: Kept(number, f"{number:05}", SEEN, SEEN, None, SEEN if one in removed else None, None)
        for number, one in enumerate(both, 1)
    }
    held = ArchivedArticle(
        12, given, "Le Guidon", tuple(source.name for source in given.sources), removed, len(given.comments), 0, 1, True,
        SEEN, SEEN, None, None,
    )  # fmt: skip
    return TakenArticle(held, kept)
