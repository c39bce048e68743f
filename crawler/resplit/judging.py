"""Whether a new reading of a page may take the place of the old one. Pure functions."""

from __future__ import annotations

from crawler.items import Article
from crawler.verdict import counted

_LEAST_WORDS = 0.5  # of the text that was read before: less is a loss, not another way to cut it
_SHORT = 40  # words; below it a share says little


def plainly_worse(held: Article, read: Article) -> str | None:
    """Why a reading of the same page is refused; None when it may be taken."""
    if held.headline and not read.headline:
        return "no headline where there was one"
    if held.body and not read.body:
        return "no body where there was one"
    before, now = _words(held), _words(read)
    if before >= _SHORT and now < before * _LEAST_WORDS:
        return f"{now} words of text where there were {before}"
    lost = _lost(held, read)
    if lost and not _nearer(held, read):
        return f"{counted(lost, 'comment')} lost"
    return None


def _words(article: Article) -> int:
    return sum(len(block.text.split()) for block in article.blocks)


def _lost(held: Article, read: Article) -> int:
    """Comments of which a reading has neither the id nor the words."""
    ids = {one.id for one in read.comments}
    texts = {" ".join(one.text.split()) for one in read.comments}
    return sum(one.id not in ids and " ".join(one.text.split()) not in texts for one in held.comments)


def _nearer(held: Article, read: Article) -> bool:
    """Whether the number of comments comes nearer to what the page declares: what went was no comment."""
    declared = read.comment_count if read.comment_count is not None else held.comment_count
    if declared is None:
        return False
    return abs(len(read.comments) - declared) < abs(len(held.comments) - declared)
