"""What a reading with today's rules changed, or would change, in a screen. Pure functions of the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.items import Article
from crawler.verdict import counted

_SHOWN = 5  # examples, and refusals
_WIDE = 60  # characters of a value that is shown


@dataclass(slots=True)
class Tally:
    """Counted page by page. ``fields`` counts the articles whose field reads otherwise; ``examples`` are
    (address, field, before, after); ``refused`` (address, reason); ``without_raw`` articles have no raw
    page to be read again; ``unread`` pages still give no article."""

    read: int = 0
    same: int = 0
    better: int = 0
    new: int = 0
    unread: int = 0
    without_raw: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    examples: list[tuple[str, str, str, str]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    def changed(self, held: Article, read: Article, fields: tuple[str, ...]) -> None:
        """Count an article that reads otherwise."""
        self.better += 1
        self.fields.update(fields)
        if len(self.examples) < _SHOWN:
            name = fields[0]
            self.examples.append((str(held.url), name, _told(held, name), _told(read, name)))


def told(tally: Tally, *, dry_run: bool) -> Iterator[str]:
    """The report's lines."""
    would = "would read" if dry_run else "read"
    yield (
        f"{counted(tally.read, 'page')} {would} again: {tally.same} the same, {tally.better} otherwise,"
        f" {counted(tally.new, 'new article')}"
    )
    for name, number in tally.fields.most_common():
        yield f"  {name:20} {number:6}"
    for url, name, before, after in tally.examples:
        yield f"  {url}"
        yield f"    {name}: {before}"
        yield f"    {' ' * len(name)}→ {after}"
    for url, reason in tally.refused[:_SHOWN]:
        yield f"  ! {url}: refused, {reason}; the rows stay as they were"
    if len(tally.refused) > _SHOWN:
        yield f"  ! … and {len(tally.refused) - _SHOWN} more refused"
    if tally.unread:
        yield f"  {counted(tally.unread, 'page')} still cannot be read (see failure_list)"
    if tally.without_raw:
        yield f"  {tally.without_raw} without a raw page, left as they are"


def _told(article: Article, name: str) -> str:
    value = getattr(article, name)
    match name:
        case "comments":
            text = f"{len(value)}: " + " | ".join(f"{one.author or '?'}: {one.text}" for one in value)
        case "blocks":
            text = f"{len(value)}: " + " | ".join(f"[{one.part}] {one.text}" for one in value)
        case "sources":
            text = ", ".join(one.name for one in value)
        case "opinion":
            text = " ".join((value.heading or "", *value.paragraphs)) if value else ""
        case _:
            text = ", ".join(value) if isinstance(value, tuple) else str(value)
    text = " ".join(text.split())
    return repr(text if len(text) <= _WIDE else text[: _WIDE - 1] + "…")
