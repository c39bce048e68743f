"""What stands above a list of comments: its heading, and the number that the page declares there.

More wordings count here than in ``lines``, which judges a line wherever it stands: "3 messages" above a list
of dated and signed texts is a counter, in an article it may be anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from crawler.splitter.comments.base import Found, own_lines
from crawler.splitter.words.lines import is_comment_heading, read_counter
from crawler.splitter.words.text import clean

# One is in nearly each such line.
SAYING_COMMENTS = ("omment", "OMMENT", "éaction", "essages", "iskussion", "com's", "com’s")
LONGEST_LINE = 120  # characters of a line above comments that is no heading
_ORNAMENTS = "{}[]|•·–—-→» "  # drawn around headings: "{ 3 commentaires }", "3 commentaires »"
_LONGEST = 200

_READERS = r"(?:\s+(?:de\s+|des\s+|de\s+nos\s+)(?:lect\w+|internautes|visiteurs|membres|abonn[ée]s))?"
_ON_THIS = (
    r"(?:\s+(?:(?:post|publi|d[ée]pos)[ée]e?s|so\s+far|[àa]\s+ce\s+jour|bisher))?"
    r"(?:\s+(?:sur|[àa]|[àa]\s+propos\s+d[eu]s?|de|pour|on|to|about|zu|zum)\s+\S.{0,120})?"
)
# A list of comments by any of its names; "avis" alone may be of a car, of a hotel.
_THINGS = (
    r"(?:(?:(?:vos|les|nos|tous\s+(?:les|vos)|toutes\s+(?:les|vos))\s+)?(?:commentaires?|r[ée]actions?|messages|r[ée]ponses)"
    rf"{_READERS}|(?:(?:vos|les)\s+)?com[’']?s|(?:les\s+)?(?:derniers\s+)?messages\s+du\s+forum(?=\s+(?:sur|[àa]\s+propos\s+de)\s+cet)"
    r"|vos\s+avis|(?:les\s+)?avis\s+(?:de|des|de\s+nos)\s+(?:lecteurs|internautes|abonn[ée]s)"
    r"|(?:la\s+)?discussions?|forum"
    r"|(?:(?:all|reader|user|visitor)s?[’']?\s+)?(?:comments?|responses|replies|discussion|conversation)"
    r"|(?:leser|nutzer)?(?:[*:_/]?innen)?[- ]?(?:kommentare?|postings|meinungen|diskussion|beiträge|forum)"
    r"(?:\s+(?:lesen|(?:der|unserer)\s+(?:leser|nutzer)(?:[*:_/]?innen)?))?)"
)
# An article may report them: "Réactions de la presse", "Les réactions des élus".
_OF_OTHERS = re.compile(
    r"(?:les\s+)?(?:premi[èe]res\s+)?r[ée]actions\s+(?:d[eu]s?\s|d[’'])(?!(?:nos\s+|vos\s+)?(?:lect|internautes|visiteurs|membres|abonn))",
    re.I,
)
# What PHP-Nuke, XOOPS and Geeklog print above the comments, without a heading.
_OWNED = re.compile(
    r"(?:les\s+)?commentaires\s+(?:appartiennent\s+[àa]|sont\s+la\s+propri[ée]t[ée]\s+de)\s+(?:leurs\s+auteurs|ceux\s+qui)\b.*"
    r"|(?:the\s+)?(?:following\s+)?comments\s+are\s+(?:owned\s+by|(?:the\s+)?property\s+of)\s+(?:the|their|whoever)\b.*",
    re.I,
)
_N = r"(?P<n>\d{1,3}(?:[ .,\u202f\u00a0]\d{3})+|\d{1,6})"
_HEADING = re.compile(rf"{_THINGS}{_ON_THIS}\s*[:.]?", re.I)
_COUNTED = (
    re.compile(rf"{_THINGS}{_ON_THIS}\s*[(\[:]?\s*{_N}\s*(?:{_THINGS}\s*)?[)\]]?", re.I),
    re.compile(
        rf"(?:.{{2,40}}\s(?:has|have|hat|a|compte|avons|de|are|is|a\s+re[çc]u|suscité)\s+)?{_N}\s*(?:(?:reader|user)\s+)?"
        rf"(?:{_THINGS}|comments?|avis|messages?|opinions?|posts?|personnes\s+ont\s+comment[ée]){_READERS}{_ON_THIS}\s*[:.!]?"
        r"(?:(?:…|\.{3})\s*(?:(?:read|add|lisez|lire|ajoute[rz]?|lies|schreib)\b.{0,60})?)?",  # Thesis
        re.I,
    ),
    re.compile(rf"(?:r[ée]agi|commente|donne)[\w ']*\W*\(\s*{_N}\s+{_THINGS}\s*\)", re.I),
    re.compile(rf"{_THINGS}.{{0,40}}\((?:total|au\s+total)\s*:?\s*{_N}\s*(?:{_THINGS})?\)", re.I),
    re.compile(rf"(?:insgesamt|au\s+total|en\s+tout|all)\s*:?\s*{_N}\s+(?:{_THINGS}|messages?|posts?)", re.I),
    re.compile(rf"(?:\d+\s*[-–àa]\s*\d+|\d+)\s+(?:sur|of|von|/)\s+{_N}\s+(?:{_THINGS}|messages?)", re.I),
    re.compile(
        rf"{_N}\s+(?:comments?|commentaires?|kommentare?)\s*(?:,|et|and|und|&)\s*\d+\s+"
        r"(?:trackbacks?|pings?|pingbacks?|r[ée]troliens?|tweets?)\b.{0,40}",
        re.I,
    ),
)


def heads_comments(line: str) -> bool:
    """Whether a line stands above a list of comments, with their number or without."""
    line = clean(line).strip(_ORNAMENTS)
    if len(line) > _LONGEST or _OF_OTHERS.match(line):
        return False
    if is_comment_heading(line) or bool(number_in(line)):
        return True
    return _HEADING.fullmatch(line) is not None or _OWNED.fullmatch(line) is not None


def declared_count(area: Sequence[HtmlElement], found: Sequence[Found]) -> int | None:
    """What the first counter line of the comment area says; None where it has none.

    The comments themselves are not searched: "3 commentaires plus haut" is a reader's sentence.
    """
    cut = {node for comment in found for node in (comment.node, *comment.more)}
    lines = [line.strip(_ORNAMENTS) for node in area if node not in cut for line in own_lines(node, cut)]
    strict = next((n for line in lines if (n := read_counter(line, heading=True)) is not None), None)
    if strict is not None or not found:
        return strict
    return next((n for line in lines if (n := number_in(line)) is not None), None)


def number_in(line: str) -> int | None:
    """The number of comments in a line above them, in any of its wordings; None where it gives none."""
    line = line.strip(_ORNAMENTS)
    count = read_counter(line, heading=True)
    if count is not None or len(line) > _LONGEST:
        return count
    match = next((match for form in _COUNTED if (match := form.fullmatch(line))), None)
    return int(re.sub(r"\D", "", match["n"])) if match else None
