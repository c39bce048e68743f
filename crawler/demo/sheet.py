"""A page being written, and at the same time what it says: every word of the article, with its part."""

from __future__ import annotations

import re

from crawler.demo.typography import plain
from crawler.items import Block, Kind, Part

_LINK = re.compile(r'<a\s[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.S)


class Sheet:
    """Collects a page's HTML in order; what is *said* is also kept as the blocks an archive must find."""

    def __init__(self) -> None:
        self._html: list[str] = []
        self.blocks: list[Block] = []

    @property
    def html(self) -> str:
        return "\n".join(self._html)

    def put(self, html: str) -> None:
        """Markup, or words that are none of the article's."""
        self._html.append(html)

    def say(self, part: Part, html: str, kind: Kind = "paragraph", level: int | None = None) -> None:
        """One line of the article, as one block: ``html`` is printed, its words are the block's."""
        self.put(html)
        self.blocks.append(Block(part, kind, plain(html), level, _whole_link(html)))

    def say_two(self, html: str, first: Part, second: Part, tail: str) -> None:
        """A paragraph whose last words, ``tail``, are another part."""
        self.put(html)
        words = plain(html).removesuffix(plain(tail)).rstrip()
        self.blocks += [Block(first, "paragraph", words), Block(second, "paragraph", plain(tail))]

    def say_lines(self, part: Part, html: str, kind: Kind, lines: list[str]) -> None:
        """A block whose line breaks count: a table's rows, the lines of code."""
        self.put(html)
        self.blocks.append(Block(part, kind, "\n".join(lines)))


def _whole_link(html: str) -> str | None:
    """Where a line points that is one link and nothing else."""
    links = _LINK.findall(html)
    return links[0][0] if len(links) == 1 and plain(links[0][1]) == plain(html) else None
