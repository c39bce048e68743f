"""The number of comments that a page declares beside them."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from crawler.splitter.comments.base import Found, own_lines
from crawler.splitter.lines import read_counter

_ORNAMENTS = "{}[]|•·–—-→» "  # drawn around headings: "{ 3 commentaires }", "3 commentaires »"


def declared_count(area: Sequence[HtmlElement], found: Sequence[Found]) -> int | None:
    """What the first counter line of the comment area says; None where it has none.

    The comments themselves are not searched: "3 commentaires plus haut" is a reader's sentence.
    """
    cut = {node for comment in found for node in (comment.node, *comment.more)}
    for node in area:
        if node in cut:
            continue
        for line in own_lines(node, cut):
            count = read_counter(line.strip(_ORNAMENTS), heading=True)
            if count is not None:
                return count
    return None
