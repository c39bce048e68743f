"""An article printed for a person: parts marked, thread indented, what no rule understood at the end."""

from __future__ import annotations

import os
import re
import shutil
import textwrap
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import zip_longest
from typing import Self, TextIO

from crawler.items import Article, Block, Comment

_STYLES = {
    "headline": "1",
    "lead": "3",
    "opinion": "33",
    "source": "36",
    "credit": "2",
    "caption": "2",
    "dim": "2",
    "author": "1;34",
    "warning": "31",
}
_KIND_PREFIX = {"list_item": "• ", "quote": "« "}
_SOURCE_MARK = "▸ "
_PARTS_SHOWN = ("lead", "body", "opinion", "source", "credit")
# What a terminal would obey instead of show: C0 and C1 controls and the characters that turn text around.
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Printer:
    """Renders articles as lines of at most ``width`` columns, with ANSI colours when ``colour`` is set."""

    def __init__(self, width: int = 88, colour: bool = False) -> None:
        self.width = max(40, width)
        self.colour = colour

    @classmethod
    def on(cls, out: TextIO) -> Self:
        """As wide as the terminal, 100 columns at most; colours only on one, unless NO_COLOR is set
        (no-color.org)."""
        width = min(shutil.get_terminal_size((88, 24)).columns, 100)
        return cls(width, colour=out.isatty() and not os.environ.get("NO_COLOR"))

    def style(self, text: str, name: str) -> str:
        """``text`` in one of the named styles (headline, opinion, source, dim, …)."""
        return f"\x1b[{_STYLES[name]}m{text}\x1b[0m" if self.colour else text

    def article(self, article: Article) -> Iterator[str]:
        """The whole split: head, text with opinion and sources marked, thread, unclaimed text."""
        yield from self._wrapped(article.headline or "(sans titre)", style="headline")
        yield from self._facts(article)
        yield ""
        yield from self._blocks(article.blocks)
        yield from self._sources(article)
        yield from self._thread(article)
        yield from self._unclaimed(article.blocks)

    def thread(self, comments: Iterable[Comment]) -> Iterator[str]:
        """The comments alone, replies indented under what they answer."""
        for comment in comments:
            pad = "  " * min(comment.depth, 8)
            marks = [self.style(_safe(comment.author or "(anonyme)"), "author")]
            if comment.is_staff:
                marks.append("(rédaction)")
            if comment.date_published:
                marks.append(self.style(comment.date_published[:16].replace("T", " "), "dim"))
            if comment.parent_from == "lost":
                marks.append(self.style("réponse à un commentaire absent de la page", "warning"))
            yield f"{pad}{'└ ' if comment.depth else ''}{'  '.join(marks)}"
            for line in comment.text.split("\n"):
                yield from self._wrapped(line, indent=pad + ("  " if comment.depth else ""))
            yield ""

    def _facts(self, article: Article) -> Iterator[str]:
        facts = [
            ", ".join(article.authors),
            (article.date_published or "").replace("T", " ")[:16],
            article.section or "",
        ]
        told = " · ".join(fact for fact in facts if fact) or "(sans signature ni date)"
        yield from self._wrapped(told, style="dim")
        address = article.canonical_url or article.url
        if address:  # never wrapped: it is there to be copied
            yield self.style(_safe(address), "dim")

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        """The text; the newsroom's opinion in a frame. An empty line parts two blocks, but not two items."""
        shown = [block for block in blocks if block.part in _PARTS_SHOWN]
        framed = False
        for block, after in zip(shown, [*shown, None][1:], strict=True):
            own = block.part == "opinion"
            if own and not framed:
                yield self.style("┌─ Avis de la rédaction " + "─" * (self.width - 24), "opinion")
            yield from self._block(block)
            framed = own and after is not None and after.part == "opinion"
            if own and not framed:
                yield self.style("└" + "─" * (self.width - 1), "opinion")
                yield ""
            elif after is None or not block.kind == after.kind == "list_item":
                yield self.style("│", "opinion") if own else ""

    def _block(self, block: Block) -> Iterator[str]:
        indent = self.style("│ ", "opinion") if block.part == "opinion" else ""
        mark = _SOURCE_MARK if block.part == "source" else _KIND_PREFIX.get(block.kind, "")
        style = "headline" if block.kind == "heading" else block.part if block.part in _STYLES else None
        if block.kind == "table":
            yield from self._table(block.text, indent, style)
        elif block.kind == "code":  # as it stands: its spaces mean something
            for line in block.text.split("\n"):
                yield f"{indent}│ {_safe(line)}"
        else:
            for line in (mark + block.text).split("\n"):
                yield from self._wrapped(line, indent=indent, style=style, hanging=" " * len(mark))

    def _table(self, text: str, indent: str, style: str | None) -> Iterator[str]:
        """Its cells below each other where the columns are narrow enough, else each row as a line of text."""
        rows = [line.split("\t") for line in text.split("\n")]
        columns = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
        fits = len(_visible(indent)) + sum(columns) + 2 * (len(columns) - 1) <= self.width
        for row in rows:
            if fits:
                line = "  ".join(cell.ljust(wide) for cell, wide in zip(row, columns, strict=False))
                yield indent + (self.style(_safe(line.rstrip()), style) if style else _safe(line.rstrip()))
            else:
                yield from self._wrapped(" │ ".join(row), indent, style, hanging="  ")

    def _sources(self, article: Article) -> Iterator[str]:
        """The sources that no line of their own shows: an agency in the byline, one at a sentence's end."""
        shown = {block.text for block in article.blocks if block.part == "source"}
        names = [s.name + (f" <{s.url}>" if s.url else "") for s in article.sources if s.raw not in shown]
        if names:
            label = "Sources" if len(names) > 1 else "Source"
            yield from self._wrapped(f"{_SOURCE_MARK}{label} : {', '.join(names)}", "", "source")
            yield ""

    def _thread(self, article: Article) -> Iterator[str]:
        held, declared = len(article.comments), article.comment_count
        if not held and not declared:
            return
        counted = _counted(held, "commentaire")
        if article.pings:
            counted += f" et {_counted(article.pings, 'rétrolien')}"
        if declared not in (None, held):
            counted += f" (la page en annonce {declared})"
        yield self.style(counted, "headline")
        yield ""
        yield from self.thread(article.comments)

    def _unclaimed(self, blocks: Iterable[Block]) -> Iterator[str]:
        left = [block for block in blocks if block.part == "unclaimed"]
        if left:
            yield self.style(f"Compris par aucune règle ({len(left)}) :", "warning")
            for block in left:
                yield from self._wrapped(block.text, indent="  ? ")

    def _wrapped(
        self, text: str, indent: str = "", style: str | None = None, hanging: str = ""
    ) -> Iterator[str]:
        room = max(20, self.width - len(_visible(indent)))
        lines = textwrap.wrap(
            _safe(text), room, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
        )
        for line in lines or [""]:
            yield indent + (self.style(line, style) if style else line)


@contextmanager
def progress_on(out: TextIO) -> Iterator[Callable[[int, int], None]]:
    """Something to tell how far a command is (done, total): drawn on a terminal, and nowhere else."""
    if not out.isatty():
        yield lambda done, total: None
        return
    try:
        yield progress_bar(out)
    finally:
        print(file=out)


def progress_bar(out: TextIO, width: int = 40) -> Callable[[int, int], None]:
    """Draws on a terminal's line how far something is (done, total), at each hundredth."""
    drawn = -1

    def draw(done: int, total: int) -> None:
        nonlocal drawn
        share = 100 * done // max(total, 1)
        if share != drawn:
            drawn = share
            full = "█" * (width * done // max(total, 1))
            print(f"\r{full:░<{width}} {done}/{total}", end="", file=out, flush=True)

    return draw


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}s" if number > 1 else f"{number} {noun}"


def _visible(text: str) -> str:
    """What of a styled text takes room on the screen."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def _safe(text: str) -> str:
    """Archived text is hostile: nothing of it may steer the terminal."""
    return _UNSAFE.sub("", text)
