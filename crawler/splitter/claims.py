"""What pieces are by what stands beside them, once each was asked alone: boxes that advertise, lists of links
with their headings, what is said of the author, addresses at the foot."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from lxml.html import HtmlElement

from crawler.items import Part
from crawler.splitter.blocks import Piece
from crawler.splitter.container import Container
from crawler.splitter.surroundings import SENTENCE_END, Surroundings, is_prose
from crawler.splitter.words.dates import read_date
from crawler.splitter.words.lines import is_comment_heading
from crawler.splitter.words.sources import is_source_list_label
from crawler.splitter.words.text import fold

Decision = tuple[Part, str]

_LONGEST_LINE = 120  # characters
_LONGEST_LABEL = 40
_LONGEST_SIGN_UP = 400.0
_LONGEST_TEASER = 300.0
_LINES_OF_A_CALL = 3
_OF_A_CALL = frozenset(("paragraph", "heading"))
_FORM_RULES = frozenset(("element-button", "element-form"))
_BUTTON_RULES = frozenset(("tool", "download", "newsletter", "read-on", "call-to-action"))
_BOX_TAGS = frozenset(("div", "section", "aside"))
LINKING = frozenset(
    (
        "related",
        "related-links",
        "related-box",
        "other-article",
        "link-card",
        "teaser",
        "link-line",
        "see-label",
        "podcast",
        "contents-list",
    )
)
SEE = re.compile(
    r"[\s>»›→►▶•*–—-]*(?:[àa]\s+)?(?:lire|relire|voir|revoir|[ée]couter|lisez|voyez|[ée]coutez|retrouvez|d[ée]couvrez|regardez|consultez|"
    r"read|see|watch|listen|more|related|don[’']t\s+miss|recommended|lesen\s+sie|sehen\s+sie|mehr|"
    r"previous|next|newer|older|pr[ée]c[ée]dent|suivant|vorherige[rs]?|n[äa]chste[rs]?)\b.{0,80}:",
    re.I,
)
_MORE = re.compile(
    r"(?:pour\s+en\s+savoir\s+plus|pour\s+aller\s+plus\s+loin|sur\s+(?:ce|le\s+m[êe]me)\s+sujet|[àa]\s+ce\s+sujet|"
    r"for\s+more|mehr\s+(?:zu|dazu))\b.{0,80}:",
    re.I,
)
_READ_ON = (("furniture", "read-on"), ("furniture", "related"))
_APPEALS = (("furniture", "newsletter"), ("furniture", "donation"), ("furniture", "paywall"))
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WHO_IS = re.compile(r" (?:est|is|ist|was|etait|war) (?!\w+(?:e|ed|en)\b$)")
_LISTED_CONTENTS = (("furniture", "contents-list"), ("furniture", "element-nav"), ("furniture", "link-row"))
_CONTENTS = re.compile(
    r"(?:sommaire|table\s+des\s+mati[èe]res|au\s+sommaire|dans\s+cet\s+article|au\s+programme|(?:table\s+of\s+)?contents|"
    r"in\s+this\s+article|on\s+this\s+page|inhalt(?:sverzeichnis)?)\s*:?",
    re.I,
)
# A postal address: "12 rue du Chrome, 75011 Paris", "Hauptstraße 3, 10115 Berlin".
IMPRINT = re.compile(r"\d.{0,40},\s(?:[A-Z]-)?\d{5}\s+[A-ZÀ-Ý]|[a-zß]\s\d+,\s(?:[A-Z]-)?\d{5}\s+[A-ZÄÖÜ]")


class Claims:
    """Changes ``parts``, the decisions on ``pieces``, where others in view say more than the piece itself."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        parts: list[Decision],
        container: Container,
        around: Surroundings,
        authors: Collection[str],
    ) -> None:
        self.pieces = pieces
        self.parts = parts
        self.container = container
        self.around = around
        self.authors = authors  # folded

    def settle(self) -> None:
        """Let each rule claim what is its own, those of whole boxes before those of single lines."""
        self._sign_ups()
        self._biographies()
        self._last_words()
        self._teasers()
        boxes = self.around.small_boxes()
        self._imprints(boxes)
        self._calls(boxes)
        self._link_boxes(boxes)
        self._labels()

    def _sign_ups(self) -> None:
        """What shares a small box with words of a newsletter ("S'inscrire") or an appeal belongs to it."""
        boxes = {
            self.around.box(piece.element)
            for piece, decision in zip(self.pieces, self.parts, strict=True)
            if decision in _APPEALS
        }
        small = {box for box in boxes if box is not None and self._is_aside(box)}
        if not small:
            return
        for index, (part, _) in enumerate(self.parts):
            if part in ("body", "unclaimed") and self.around.box(self.pieces[index].element) in small:
                self.parts[index] = ("furniture", "newsletter-box")

    def _teasers(self) -> None:
        """A title that is a link to another page of the site and the text below it, in one small box."""
        for index in range(len(self.pieces) - 1):
            title, text = self.pieces[index], self.pieces[index + 1]
            if self.parts[index + 1][0] not in ("body", "unclaimed") or title.inside is not text.inside:
                continue
            if title.link_share <= 0.9 or not self.around.links_home(title) or not is_prose(text):
                continue
            box = self.around.small_box(title.element)
            if box is not None and (text.element is box or box in text.element.iterancestors()):
                self.parts[index] = self.parts[index + 1] = ("furniture", "teaser")

    def _calls(self, boxes: dict[HtmlElement, list[int]]) -> None:
        """A few short lines in one small box with a button: what it is for ("Vendez votre voiture")."""
        for held in boxes.values():
            kept = [index for index in held if self.parts[index][0] == "body"]
            kinds = {self.pieces[index].kind for index in kept}
            if len(kept) > _LINES_OF_A_CALL or "paragraph" not in kinds or kinds - _OF_A_CALL:
                continue
            buttons = any(
                self.parts[index][1] in _FORM_RULES
                or (self.pieces[index].links and self.parts[index][1] in _BUTTON_RULES)
                or (self.parts[index][1] == "link-line" and len(self.pieces[index].text) < _LONGEST_LABEL)
                for index in held
            )
            if buttons and all(len(self.pieces[index].text) <= _LONGEST_LINE for index in kept):
                for index in kept:
                    self.parts[index] = ("furniture", "call-to-action")

    def _imprints(self, boxes: dict[HtmlElement, list[int]]) -> None:
        """A postal address at the foot, and the lines in one small box with it: opening hours, telephone."""
        for held in boxes.values():
            kept = [index for index in held if self.parts[index][0] == "body"]
            lines = [self.pieces[index].text for index in kept]
            if any(len(line) > _LONGEST_LINE or SENTENCE_END.search(line) for line in lines):
                continue
            if any(map(IMPRINT.search, lines)) and self._ends_text(held[-1]):
                for index in kept:
                    self.parts[index] = ("furniture", "imprint")

    def _link_boxes(self, boxes: dict[HtmlElement, list[int]]) -> None:
        """A box below the text of nothing but links to pages of the site, and their heading."""
        for box, held in boxes.items():
            kept = [index for index in held if self.parts[index][0] == "body"]
            links = [index for index in kept if self.pieces[index].link_share > 0.9]
            if box.tag not in _BOX_TAGS or len(links) < 2:
                continue
            if not all(index in links or self.pieces[index].kind == "heading" for index in kept):
                continue
            at_home = all(self.around.leads_home(self.pieces[index]) for index in links)
            if at_home and self._ends_text(held[-1]):
                for index in kept:
                    self.parts[index] = ("furniture", "related-box")

    def _biographies(self) -> None:
        """What follows an author's name below the text, in a small box with it, is about the author."""
        for index, decision in enumerate(self.parts):
            name = self.pieces[index]
            named = decision == ("furniture", "byline") and fold(name.text) in self.authors
            if not named and decision != ("furniture", "author-box"):
                continue
            box = self.around.box(name.element)
            if box is None or not self._is_aside(box):
                continue
            held = []
            for number in range(index + 1, len(self.parts)):
                if self.around.box(self.pieces[number].element) is not box or self.pieces[number].after_break:
                    break
                held.append(number)
            if held and self._ends_text(held[-1]):
                for number in held:
                    if self.parts[number][0] in ("body", "opinion"):
                        self.parts[number] = ("furniture", "author-box")

    def _last_words(self) -> None:
        """A paragraph at the foot that tells who an author is: "Jeanne Roue est journaliste à …"."""
        for index in range(len(self.parts) - 1, -1, -1):
            if self.parts[index][0] not in ("body", "opinion"):
                continue
            element = self.pieces[index].element
            if element.tag == "p" and element.getparent() in self.container.spine:
                return  # a paragraph of the text, which says it itself
            folded = fold(self.pieces[index].text)
            told = (folded.removeprefix(name) for name in self.authors if folded.startswith(f"{name} "))
            if any(_WHO_IS.match(rest) for rest in told) and len(folded) < _LONGEST_TEASER:
                self.parts[index] = ("furniture", "author-box")
                continue
            return

    def _labels(self) -> None:
        """Labels and headings of furniture: what only heads links, or stands alone in a box of furniture."""
        for index in range(len(self.pieces) - 1, -1, -1):
            part, _ = self.parts[index]
            piece = self.pieces[index]
            if part != "body" or len(piece.text) > _LONGEST_LINE:
                continue
            following = self.parts[index + 1] if index + 1 < len(self.parts) else None
            if following is not None and following[0] == "credit" and self.around.shares_picture_box(index):
                self.parts[index] = ("caption", "picture-text")
            elif (
                following in _READ_ON and self.pieces[index + 1].links and self.around.shares_small_box(index)
            ):
                self.parts[index] = ("furniture", "related")
            elif (
                following is not None
                and following[0] == "furniture"
                and (following[1] in LINKING or following[1] in ("repeated-lead", "newsletter"))
                and (
                    SEE.fullmatch(piece.text)
                    or _MORE.fullmatch(piece.text)
                    or (piece.kind == "heading" and self._ends_text(index))
                )
            ):
                self.parts[index] = ("furniture", "see-label")
            elif following in _LISTED_CONTENTS and _CONTENTS.fullmatch(piece.text):
                self.parts[index] = ("furniture", "contents-list")
            elif following == ("source", "source-list") and is_source_list_label(piece.text):
                self.parts[index] = ("source", "source-list-label")
            elif self._heads_a_box(index) and not self._heads_a_list(index):
                self.parts[index] = ("furniture", "box-heading")
            elif _EMAIL.fullmatch(piece.text) and self._ends_text(index):
                # Of who wrote it; in the text it is said of others.
                self.parts[index] = ("furniture", "byline")
            elif _is_moment(piece) and self._ends_text(index):
                self.parts[index] = ("furniture", "date-line")
            elif piece.kind == "heading" and is_comment_heading(piece.text) and self._ends_text(index):
                self.parts[index] = ("furniture", "comment-heading")

    def _is_aside(self, box: HtmlElement) -> bool:
        """Whether a box holds little text, on its own and beside the article's."""
        weights = self.container.weights
        return weights.get(box, 0.0) <= min(_LONGEST_SIGN_UP, 0.35 * weights.get(self.container.body, 0.0))

    def _ends_text(self, index: int) -> bool:
        """Whether no body comes after the piece before the next heading."""
        for piece, (part, _) in zip(self.pieces[index + 1 :], self.parts[index + 1 :], strict=True):
            if part in ("body", "opinion"):
                return piece.kind == "heading"
        return True

    def _heads_a_list(self, index: int) -> bool:
        """Whether all that divides a heading from a list of the text are buttons: of a recipe's amounts."""
        for piece, decision in zip(self.pieces[index + 1 :], self.parts[index + 1 :], strict=True):
            if decision[1] != "element-button":
                return piece.kind == "list_item" and decision[0] == "body"
        return False

    def _heads_a_box(self, index: int) -> bool:
        """Whether a heading stands in a box of its own with nothing but furniture."""
        piece = self.pieces[index]
        if piece.kind != "heading":
            return False
        box = piece.element.getparent()
        if box is None or box in self.container.spine:
            return False
        others = 0
        for other in range(index + 1, len(self.pieces)):
            if (
                box not in self.pieces[other].element.iterancestors()
                and self.pieces[other].element is not box
            ):
                break
            if self.parts[other][0] != "furniture":
                return False
            others += 1
        return others > 0


def _is_moment(piece: Piece) -> bool:
    """Whether a line is a day with a time, and no more."""
    line = piece.text.strip("()")
    if len(line) > _LONGEST_LABEL or not line[-1:].isdigit():
        return False
    found = read_date(line)
    return found is not None and len(found) > len("2019-03-12")
