"""The parts of an article: which part each piece of its container is, each decided by a named rule.

Rules are asked in the order of what they rest on: the title's own words, the words of a line (sources,
credits, furniture), the region its markup opens, its place beside links and pictures, and last where it
stands. What stands in the running text and no rule knows is body; prose outside it that no rule knows is
``unclaimed``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache

from lxml.html import HtmlElement

from crawler.items import Block, Part, Source
from crawler.splitter.blocks import Piece, visible_text
from crawler.splitter.bylines import Byline, is_byline_label, is_function, names_of_line
from crawler.splitter.claims import IMPRINT, LINKING, SEE, Claims, Decision
from crawler.splitter.container import Container
from crawler.splitter.headline import Headline
from crawler.splitter.layout import SiteRules
from crawler.splitter.page.metadata import Metadata, names_beside
from crawler.splitter.surroundings import (
    PROSE,
    SENTENCE_END,
    WORDS_OF_A_TITLE,
    Surroundings,
    host_of,
    is_prose,
)
from crawler.splitter.words.addresses import join_address
from crawler.splitter.words.dates import find_date, read_date
from crawler.splitter.words.lines import read_counter, read_line
from crawler.splitter.words.opinion import host_names, is_opinion_heading, opinion_label_end
from crawler.splitter.words.source_names import WEB
from crawler.splitter.words.sources import (
    agency_in_byline,
    is_source_list_label,
    read_listed_source,
    read_marked_source,
    read_source_line,
    source_at_end,
)
from crawler.splitter.words.text import fold

_LONGEST_LEAD = 350  # characters; a bold first paragraph that is longer is running text in bold
_LONGEST_LINE = 120
_LONGEST_LABEL = 40
_SHORTEST_LEAD = 40
_SHORTEST_BOLD_LEAD = 60
_LONGEST_NAME = 60
_NEAR = 40  # pieces
_TITLES_OF_A_LIST = 3
_WORDS_OF_A_LABEL = 2
_LONGEST_CAPTION = 160
# Regions of other people's or other pages' text: no line in them says anything of this article.
_ELSEWHERE = frozenset(
    """related-box other-article comment-area advertisement newsletter-box cookie-notice share-bar menu
    sidebar overlay element-nav role-navigation role-dialog role-menu""".split()
)
_ADVERTISED = (("furniture", "advertisement"),)
_OF_PICTURES = frozenset(
    ("gallery-count", "gallery", "picture-credit", "credit-label", "copyright-sign", "stock-library")
)
_NUMBER = re.compile(r"\d+")
# What stands alone beside a date or a byline: how long it takes to read, "Published".
_OPENING_LABEL = re.compile(
    r"(?:(?:lesedauer|temps\s+de\s+lecture|lecture|reading\s+time)\s*:?\s*)?(?:[\d\s.,]{1,9}\s)?\d{1,2}\s*min(?:utes?|uten)?\b\.?"
    r"(?:\s+(?:de\s+lecture|read|lesezeit|lesen))?|publi[ée]e?|published|veröffentlicht|mise?\s+[àa]\s+jour|updated",
    re.I,
)
_LABEL = re.compile(r"[^:.!?]{2,40}\s?:\s")
_ON_SITE = re.compile(
    r"(?:en|sur|auf|on|bei|su)\s[^|:.]{2,40}?\s?[|:]\s", re.I
)  # "En Motor | …", "Sur Le Cric : …"
_JOINERS = "\u200c\u200d\u200e\u200f"  # editors leave one in an empty paragraph; alone they join nothing
_WORDS = re.compile(r"\w")
_AROUND_DAYS = " ()[],;:|·•–—-"
_AND = {"et", "and", "und"}
# What the links and buttons of shops ask for, and the price beside them.
_CALL = re.compile(
    r"(?:je\s+)?(?:command|demand|obten|d[ée]couvr|estim|compar|achet|t[ée]l[ée]charg|r[ée]serv|configur|profit|essay)"
    r"(?:er|ir|ez|rez|e|s)\s+(?:l[’']|une?|le|la|les|ce|cette|mon|ma|votre|nos|gratuit|un\s|en\s|du|de)|voir\s+(?:l[’']|les?\s)"
    r"(?:offre|prix|annonce)|(?:shop|buy|order|get)\s+(?:now|it|yours|a\s|the\s)|jetzt\s|zum\s+(?:angebot|shop)",
    re.I,
)
# A line that is one link and begins with an infinitive ("Prendre rendez-vous"), English imperatives, German
# infinitives at the end ("Termin buchen").
_BUTTON = re.compile(
    r"[A-ZÉÀ][a-zà-ÿ]{1,12}(?:er|ir|dre|tre|ire|rire)(?:\s[^\s.!?…:,;]+){1,5}"
    r"|(?:Estim|Compar|Calcul|Configur|Command|Essay|Profit|Simul|Particip|R[ée]serv)er|D[ée]couvrir|Obtenir"
    r"|(?:Get|See|View|Read|Shop|Buy|Book|Order|Join|Donate|Support|Learn|Find|Try|Watch|Discover|Explore|Download|"
    r"Register|Contact)(?:\s[^\s.!?…:,;]+){1,4}"
    r"|(?:[A-ZÄÖÜ][\wäöüß-]+\s){1,3}[a-zäöüß]{3,12}en"
)
_HERE = re.compile(r"\b(?:ici|here)\s*[!.»>→]*$", re.I)
_IS_HERE = re.compile(r"(?<!c[’'])\b(?:est|sont|se\s+trouve(?:nt)?|is|are|was)\b", re.I)
# What the press owns to below a text.
_CORRECTION = re.compile(
    r"(?:(?:a\s+)?correction|clarification|erratum|rectificatif|pr[ée]cision|korrektur)\b(?:[^.,:]{0,60}:|\s(?:was|has\s+been)\s)"
    r"|(?:editor[’']s\s+note|note\s+de\s+la\s+r[ée]daction|anmerkung\s+der\s+redaktion)\b"
    r"|(?:in\s+einer\s+(?:fr[üu]heren|vorigen)\s+(?:version|fassung)|(?:an\s+earlier|a\s+previous)\s+version\s+of\s+this)\b",
    re.I,
)
_HOUR = re.compile(r"[012]?\d:[0-5]\d")
_PRICE = re.compile(r"[\W_]|\d|euros?|eur|(?:[àa]\s+partir|d[eè]s)\b|\bde\b|ttc|from|ab\b", re.I)
# The text begins: "LITTLE SPROCKET, England (AP) — …", "Sainte-Bielle, le 24 juin 2021 – …"
_DATELINE = re.compile(
    r"[A-ZÀ-Ý][A-ZÀ-Ý' -]{3,30}(?:,\s[\w .]{2,24}|(?:,\s[\w .]{2,24})?\s\([^()]{2,24}\))\s[—–-]{1,2}\s"
    r"|[^.!?]{3,30},\sle\s\d{1,2}\s\w+(?:\s\d{4})?\s[–—-]\s"
)
_TOPICS = re.compile(r"(?:themen|thema|sujets?|th[èe]mes?|rubriques?|dossiers?|topics?)\s*:", re.I)
_PROSE_KINDS = ("paragraph", "list_item")
_LETTERS = re.compile(r"[^\W\d_]")
_FILED = frozenset("dans in rubrique rubriques categorie categories category rubrik filed under".split())
_BETWEEN = " ·•|–—-"
# Classes of first paragraphs: drop caps, alignment, what word processors leave ("p1", "MsoNormal").
_LOOKS = re.compile(
    r"first|premier|erste|drop|initial|align|cent(?:er|re)|justif|^has-|^p\d|mso|font|spip|wp-|text-",
    re.I,
)
_OF_SOURCES = re.compile(r"(?<![^\W_])sources?(?![^\W_])|Sources?(?![a-z])")  # not "resource"
_HEADING_TAGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_FILE = re.compile(r"\.(?:docx?|pdf|xlsx?|odt|zip|jpe?g|png|gif|webp|mp[34])(?:[?#]|$)", re.I)


class PartReader:
    """Decides the part of each piece of one article container, in page order."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        headline: Headline,
        byline: Byline,
        container: Container,
        rules: SiteRules,
        metadata: Metadata,
    ) -> None:
        self.pieces = pieces
        self.container = container
        self.around = Surroundings(pieces, container, metadata)
        self.rules = rules
        self.metadata = metadata
        self.authors = {fold(name) for name in byline.authors}
        self._words_of_authors = {word for name in self.authors for word in name.split()} | _AND
        self.bylines = {fold(line) for line in byline.lines}
        self.headline = headline
        self.title_boxes = _title_boxes(headline.element)
        self.title = fold(headline.text)
        self.titles = {
            self.title,
            *(fold(t) for t in (metadata.text("headline"), metadata.first("og:title")) if t),
        }
        self.titles |= {f"{title} {title}" for title in self.titles}  # once for narrow screens, once for wide
        self.descriptions = tuple(
            fold(text)
            for text in (
                metadata.text("description"),
                metadata.first("og:description"),
                metadata.first("description"),
            )
            if text
        )
        self.first = next((i for i, piece in enumerate(pieces) if piece.inside), len(pieces))
        self.start = self._after_title()
        if self._is_late(self.start):
            self.start = 0
        self.owners = (self._own_names(), rules.opinion_headings, tuple(byline.authors))
        self.parts: list[Decision] = []
        self.sources: list[Source] = []
        self._leads: set[str] = set()
        self._initials = {title[:1] for title in self.titles}
        self._sure_of_lead = False  # whether more than its place says that what was found is the lead
        self._led_before = False  # whether a lead stands before the element of the running text
        self._text = False  # whether a sentence of the body was seen

    def _after_title(self) -> int:
        """The index of the first piece after the title; 0 where the container does not show it."""
        if self.headline.element is not None:
            own = frozenset(self.headline.element.iter())
            for index, piece in enumerate(self.pieces):
                if piece.element in own:
                    return index + self._lines_of_title(index, own)
        for index, piece in enumerate(self.pieces):
            if fold(piece.text) == self.title:
                return index + 1
            if piece.inside and len(piece.text) > _LONGEST_LINE and piece.region is None:
                break
        return 0

    def _lines_of_title(self, index: int, own: Collection[HtmlElement]) -> int:
        """How many pieces the title is cut into by line breaks; all of them are known as the title then."""
        lines = []
        for piece in self.pieces[index:]:
            lines.append(fold(piece.text))
            if piece.element not in own or not self.title.startswith(" ".join(lines)):
                break
            if " ".join(lines) == self.title:
                self.titles.update(lines)
                return len(lines)
        return 1

    def _is_late(self, start: int) -> bool:
        """Whether most of the text stands before what was taken for the title: then it is not above it."""
        lengths = [len(piece.text) if piece.inside and is_prose(piece) else 0 for piece in self.pieces]
        return sum(lengths[:start]) > 2 * sum(lengths[start:])

    def read(self) -> tuple[tuple[Block, ...], list[Source]]:
        """The blocks of the container and the sources that its lines name."""
        described = False  # whether a lead begins as the page's description does
        for index, piece in enumerate(self.pieces):
            decision = self._decide(piece, index)
            if decision[0] == "body" and piece.kind != "heading" and len(piece.text) > 60:
                self._text = True
            elif decision[0] == "lead":
                self._leads.add(piece.text)
                self._led_before = self._led_before or not piece.inside
                # By its markup, or because the page declares it as its description, whole.
                self._sure_of_lead |= decision[1] != "lead" or fold(piece.text) in self.descriptions
                described = described or self._described(piece.text)
            elif decision[1] in ("byline", "date-line"):
                self._sure_of_lead |= described  # the byline ends it
            self.parts.append(decision)
        Claims(self.pieces, self.parts, self.container, self.around, self.authors).settle()
        self._read_opinion()
        blocks: list[Block] = []
        for piece, (part, rule) in zip(self.pieces, self.parts, strict=True):
            blocks.extend(self._blocks(piece, part, rule))
        return tuple(blocks), self.sources

    # ------------------------------------------------------------------ one piece

    def _decide(self, piece: Piece, index: int) -> Decision:
        text = piece.text
        region = piece.region
        if text in self._leads and not (self._text and piece.inside):
            return "furniture", "repeated-lead"  # not a sentence of the text that the lead was made of
        if self._is_title(text) or self._holds_title(piece):
            return "furniture", "headline"
        if region is not None and region.rule in _ELSEWHERE:
            return (region.part, region.rule)
        # "Source :" is its picture's in a caption, and right below a picture before the text.
        captioned = piece.is_in_caption or self._is_below_opener(piece)
        if piece.kind not in ("table", "code") and not captioned:
            read = read_source_line(text, piece.links) if piece.links else _attribution(text)
            if read is not None:
                self.sources.extend(read[1])
                return "source", read[0]
            listed = self._listed_source(piece, index) or _marked_sources(piece, self.around)
            if listed is not None:
                self.sources.extend(listed)
                return "source", "source-list"
        if captioned and region is None and read_source_line(text, piece.links):
            return "credit", "picture-source"
        if piece.kind not in ("table", "code"):
            line = read_line(text)
            if piece.kind == "list_item" and piece.inside and _HOUR.fullmatch(text):
                line = None  # of a programme
            if line is not None and (region is None or region.part != "lead" or line[0] != "credit"):
                return line
        if region is not None and region.part != "source":
            if region.rule == "teaser-class":
                return self._teaser(piece, index)
            if region.part != "lead":
                if region.rule == "entry-meta" and not self._text and len(text) < PROSE:
                    self.sources.extend(agency_in_byline(text))
                return region.part, region.rule
            if (
                piece.kind == "list_item"
                and self._may_lead(piece)
                and _words_of_other_items(piece.element) > _WORDS_OF_A_LABEL
            ):
                return "body", "key-points"
            if self._may_lead(piece) and not (piece.inside and self._led_before) and not self._left_lead():
                return self._opening_line(piece) or ("lead", region.rule)
        return self._by_place(piece, index)

    def _is_below_opener(self, piece: Piece) -> bool:
        """Whether a line stands below a picture in a box of theirs, before the text."""
        box = self.around.box(piece.element) if piece.pictured and not self._text else None
        return box is not None and box is not piece.element and self.container.weights.get(box, 0.0) == 0.0

    def _left_lead(self) -> bool:
        """Whether something of its own stands between the lead and here: a box, or a heading of the text."""
        for number in range(len(self.parts) - 1, -1, -1):
            part, rule = self.parts[number]
            if part == "lead":
                return False
            if part == "body" or rule in ("related-box", "advertisement", "tool", "contents-list"):
                return "lead" in (part for part, _ in self.parts)
        return False

    def _listed_source(self, piece: Piece, index: int) -> list[Source] | None:
        """The names of an item of a list, of a row, or of a line below a heading, that "Sources :" heads."""
        is_item = piece.kind == "list_item"
        if index == 0:
            return None
        above = self.pieces[index - 1]
        if not (is_item or piece.after_break or above.kind == "heading"):
            return None
        if self.parts[-1] != ("source", "source-list") and not is_source_list_label(above.text):
            return None
        return read_listed_source(piece.text, piece.links, is_item=is_item)

    def _is_title(self, text: str) -> bool:
        if not self.title or len(text) >= 2 * len(self.title) + 20:
            return False
        title = self.headline.text
        if text.startswith(title) and self._is_date_line(text[len(title) :].strip(_BETWEEN)):
            return True  # "<h3><a>Le titre</a> · 3 mai 2007</h3>"
        first = text[0].lower()
        return (first in self._initials or not (first.isascii() and first.isalnum())) and (
            fold(text) in self.titles
        )

    def _holds_title(self, piece: Piece) -> bool:
        """Whether a piece is the shown title with its kicker, both in one element."""
        return (
            piece.element in self.title_boxes
            and len(piece.text) < len(self.headline.text) + _LONGEST_NAME
            and self.title in fold(piece.text)
        )

    def _by_place(self, piece: Piece, index: int) -> Decision:
        before = index < self.first
        if WEB.match(piece.text) and host_of(piece.text) == self.around.own_host():
            return "furniture", "printed-address"
        if piece.inside and index >= self.start:
            linked = self._linked(piece)
            if linked is not None:
                return linked
            if self._in_box_of_advertisement(piece):
                return "furniture", "advertisement"
        if not _WORDS.search(piece.text) and (not self._text or not piece.text.strip(_JOINERS)):
            return "furniture", "ornament"
        if self._is_picture_text(piece, index) and (self._text or not self._is_date_line(piece.text)):
            return "caption", "picture-text"
        if not self._text and len(piece.text) < _LONGEST_NAME and self._names_publisher(piece.text):
            return "furniture", "publisher-line"
        if not self._text or not piece.inside:
            opening = self._opening_line(piece)
            if opening is not None:
                return opening
        elif self._is_byline(piece.text) or self._goes_on_as_byline(piece) or self._names_a_function(piece):
            return "furniture", "byline"
        if before and index >= self.start and is_prose(piece) and self._sure_of_lead:
            return self._after_lead(piece)
        if self._is_lead(piece, before=before, after_title=index >= self.start):
            return "lead", "lead"
        if before and index == self.start and piece.kind == "heading" and len(piece.text) >= _SHORTEST_LEAD:
            return "lead", "subtitle"
        if before and self._goes_on_as_subtitle(piece):
            return "lead", "subtitle"
        if not before and index >= self.start and self._stands_apart(piece, index):
            return "lead", "lead-apart"
        if before and index >= self.start and piece.kind == "list_item" and is_prose(piece):
            beside = _words_of_other_items(piece.element)
            if 0 < beside <= _WORDS_OF_A_LABEL and not self._text and not self._has_text_part():
                return "lead", "lead-in-list"  # beside what kind of text it is ("Reportage")
            return "body", "key-points"
        if piece.inside and index >= self.start:
            return "body", "running-text"
        if is_prose(piece):
            if piece.inside and index < self.start:
                return "furniture", "above-title"
            if piece.inside:
                return "body", "running-text"
            if not before and IMPRINT.search(piece.text):
                return "furniture", "imprint"
            if not before and _CORRECTION.match(piece.text):
                return "body", "correction-note"
            told = not before and any(fold(piece.text).startswith(f"{name} ") for name in self.authors)
            return ("furniture", "author-box") if told else ("unclaimed", "no-rule")
        return "furniture", "header" if before or piece.inside else "after-body"

    def _names_a_function(self, piece: Piece) -> bool:
        """Whether a line is an author's name and what they do: "Jeanne Roue Journaliste automobile"."""
        text = piece.text
        if piece.kind == "heading" or len(text) > _LONGEST_NAME or SENTENCE_END.search(text):
            return False
        return is_function(text) and any(fold(text).startswith(f"{name} ") for name in self.authors)

    def _goes_on_as_byline(self, piece: Piece) -> bool:
        """Whether a line follows on the writer's name in one element: where a letter comes from."""
        if not piece.after_break or self.parts[-1] != ("furniture", "byline"):
            return False
        above = self.pieces[len(self.parts) - 1]
        return above.element is piece.element and len(piece.text) < _LONGEST_NAME and not is_prose(piece)

    def _goes_on_as_subtitle(self, piece: Piece) -> bool:
        """Whether a heading follows right on one that is the subtitle: Spanish dailies print several."""
        if not self.parts or self.parts[-1] != ("lead", "subtitle") or piece.kind != "heading":
            return False
        return piece.element.getparent() is self.pieces[len(self.parts) - 1].element.getparent()

    def _after_lead(self, piece: Piece) -> Decision:
        """Prose between the lead and what looks like the whole text: its first paragraphs where it stands
        right beside it, else what is said of its author or its picture."""
        if piece.element.getparent() in self.container.spine and piece.region is None:
            return "body", "running-text"
        if any(f" {name} " in f" {fold(piece.text)} " for name in self.authors):
            return "furniture", "author-box"
        near = self.parts[-1][0] in ("caption", "credit") or piece.pictured
        return ("caption", "picture-text") if near else ("unclaimed", "no-rule")

    def _names_publisher(self, text: str) -> bool:
        """Whether a line begins with the site's own name: "Le Cric, Sainte-Bielle", below the byline."""
        if "," not in text or SENTENCE_END.search(text):
            return False
        return fold(text.partition(",")[0]) in self.metadata.publishers

    def _teaser(self, piece: Piece, index: int) -> Decision:
        """A teaser is the article's lead above its text, another article's announcement in and below it; but
        the prose of the text is no teaser, whatever its box is called."""
        if piece.inside and is_prose(piece) and not piece.card:
            first = index >= self.start and self._may_lead(piece) and not self._has_text_part()
            own = piece.element.tag == "p" and "teaser" in (piece.element.get("class") or "")
            if first and own and len(piece.text) <= _LONGEST_LEAD:
                return "lead", "teaser-class"
            return self._by_place(piece, index)
        if index < max(self.first, self.start + 3) and self._may_lead(piece):
            return self._opening_line(piece) or ("lead", "teaser-class")
        return "furniture", "teaser-class"

    def _may_lead(self, piece: Piece) -> bool:
        return not self._text and piece.link_share < 0.5 and len(piece.text.split()) > 2

    def _linked(self, piece: Piece) -> Decision | None:
        """Links to other articles inside the running text."""
        label = SEE.match(piece.text)
        if label is None and self.around.links_home(piece):
            label = (_LABEL if piece.kind == "list_item" else _ON_SITE).match(piece.text)
        if (
            label
            and piece.links
            and sum(len(a) for a, _ in piece.links) > 0.9 * (len(piece.text) - label.end())
        ):
            return "furniture", "related"
        if piece.kind == "paragraph" and _HERE.search(piece.text) and _IS_HERE.search(piece.text):
            return None  # "La carte du voyage se trouve ici"
        if len(piece.links) == 1 and _is_call(piece):
            return "furniture", "call-to-action"
        if piece.links and piece.link_share <= 0.9:
            if self._is_labelled_link(piece):
                return "furniture", "related"
            if self._follows(piece, "related") or self._is_dated_link(piece) or self._labels_links(piece):
                return "furniture", "related-links"
            if not _LETTERS.search(_without_anchors(piece)) and _counts_comments(piece):
                return "furniture", "comment-counter"  # with the stars beside it
            if len(piece.links) > 1 and not _WORDS.search(_without_anchors(piece)):
                return self._to_own_pages(piece)  # "[ Sommaire | Archives ]"
        if piece.kind == "table":
            return ("furniture", "related-links") if self._is_table_of_titles(piece) else None
        if piece.link_share <= 0.9:
            return None
        if piece.card and not piece.pictured:
            return "furniture", "link-card"
        if piece.kind == "heading":
            labelled = self._follows(piece, "related", "related-links") and self.around.links_home(piece)
            return ("furniture", "related-links") if labelled else None
        last = next((decision for decision in reversed(self.parts) if decision[0] != "caption"), None)
        if last is not None and last[0] == "furniture" and last[1] in LINKING:
            return "furniture", "related-links"
        return self._to_own_pages(piece)

    def _is_table_of_titles(self, piece: Piece) -> bool:
        """Whether the cells of a table are titles of the site's other pages, with their days: how pages laid
        out in tables list them. What tells more of each ("25 000 €") is the article's own."""
        anchors = [anchor for anchor, _ in piece.links]
        if any(_tells_more(row, anchors) for row in piece.text.split("\n")):
            return False
        long = [anchor for anchor in anchors if len(anchor.split()) >= WORDS_OF_A_TITLE]
        if len(long) < _TITLES_OF_A_LIST or len(long) < 0.8 * len(piece.links):
            return False
        return piece.link_share > 0.6 and self.around.leads_home(piece)

    def _follows(self, piece: Piece, *rules: str) -> bool:
        """Whether most of a piece is a link, in a small box with what is one of these just before it: a label
        ("À lire aussi", ``related``), or another title that is a link. The rest of it says how long it takes,
        or when it was."""
        if not self.parts or self.parts[-1][1] not in rules or piece.link_share < 0.5:
            return False
        return self.around.shares_small_box(len(self.parts) - 1)

    def _labels_links(self, piece: Piece) -> bool:
        """Whether a line that is no sentence is mostly the title of another page of the site, after a word or
        two, or a label and links to several ("Poursuivez sur ces sujets : …")."""
        if piece.kind != "paragraph" or piece.link_share < 0.4 or len(piece.text) > _LONGEST_CAPTION:
            return False
        rest = _without_anchors(piece).strip()
        if SENTENCE_END.search(piece.text) or len(rest) > _LONGEST_LABEL + 10:
            return False
        labelled = rest.endswith(":") and (len(piece.links) > 1 or _is_one_term(piece, rest))
        if labelled or _TOPICS.fullmatch(rest):
            return self.around.leads_home(piece)
        return (
            piece.link_share > 0.6
            and self.around.links_home(piece)
            and not piece.text.startswith(piece.links[0][0])
        )

    def _is_dated_link(self, piece: Piece) -> bool:
        """Whether a piece is the title of another page of the site, and when that was published."""
        return self.around.links_home(piece) and self._is_date_line(_without_anchors(piece).strip(_BETWEEN))

    def _is_labelled_link(self, piece: Piece) -> bool:
        """Whether all that is not linked is a label of links, even glued to them ("À lire aussi")."""
        rest = _without_anchors(piece).strip(" .")
        return len(rest) < _LONGEST_LABEL and read_line(rest) == ("furniture", "related")

    def _to_own_pages(self, piece: Piece) -> Decision | None:
        """A line that is nothing but a link to another page of the site, or to a place on this page."""
        address = join_address(self.metadata.url, piece.links[0][1])
        if address is None:
            return None
        if piece.links[0][1].lstrip().startswith("#") or self._is_this_page(address):
            if piece.kind == "list_item":
                return "furniture", "contents-list"
            return ("furniture", "link-row") if len(piece.links) > 1 else None
        host = host_of(address)
        if host and host != self.around.own_host():
            return None
        if len(piece.links) > 1 and piece.kind == "paragraph" and not SENTENCE_END.search(piece.text):
            return "furniture", "link-row"  # tags, rubrics, buttons
        if _FILE.search(address) or (piece.kind != "list_item" and len(piece.text.split()) < 4):
            return None
        return "furniture", "link-line"

    def _is_this_page(self, address: str) -> bool:
        page, fragment, _ = address.partition("#")
        return bool(fragment) and page in (self.metadata.url, self.metadata.canonical_url)

    def _in_box_of_advertisement(self, piece: Piece) -> bool:
        """Whether the piece before is an advertisement's label, in a box that holds this one too."""
        if not self.parts or self.parts[-1] not in _ADVERTISED:
            return False
        box = self.around.box(piece.element)
        if box is None or box is not self.around.box(self.pieces[len(self.parts) - 1].element):
            return False
        last = next((n for n in range(len(self.parts) - 1, -1, -1) if self.parts[n][0] == "body"), None)
        if last is not None and self.around.box(self.pieces[last].element) is box:
            return False  # a box of the text's own, in which the label stands
        weights = self.container.weights
        return weights.get(box, 0.0) < 0.35 * weights.get(self.container.body, 0.0)

    def _is_picture_text(self, piece: Piece, index: int) -> bool:
        """A short text beside a picture, in its own box or in the picture's link, that is no sentence, unless
        the picture's credit follows it there."""
        if piece.kind in ("heading", "table", "list_item", "quote") or len(piece.text) > _LONGEST_CAPTION:
            return False
        if _in_figure(piece.element):
            return True
        if not piece.pictured:
            return False
        if piece.card:
            return True
        if SENTENCE_END.search(piece.text):
            return self._is_credited(index)
        if piece.after_break and (piece.element.tag == "p" or piece.slanted):  # typed under the picture
            return True
        own = piece.element.tag != "p" and any(True for _ in piece.element.iter("img", "picture", "video"))
        box = piece.element if own else piece.element.getparent()
        return (
            box is not None
            and self.container.weights.get(box, 0.0) <= 2 * _LONGEST_CAPTION
            and box not in self.container.spine
        )

    def _is_credited(self, index: int) -> bool:
        """Whether what is said of pictures follows a piece in a small box with one: whose it is, how many."""
        following = self.pieces[index + 1 : index + 2]
        said = read_line(following[0].text) if following else None
        return said is not None and said[1] in _OF_PICTURES and self.around.shares_picture_box(index)

    # ------------------------------------------------------------------ the opening: byline, date, lead

    def _opening_line(self, piece: Piece) -> Decision | None:
        """Lines that themes print around the title and the text: the byline, the date, an agency."""
        text = piece.text
        if len(text) > _LONGEST_LINE or piece.kind == "table":
            return None
        if piece.kind != "heading" and len(text) < 80 and (agencies := agency_in_byline(text)):
            self.sources.extend(agencies)
            return "source", "agency-in-byline"
        if self._is_byline(text) or (self.parts and self.parts[-1][1] == "byline" and is_function(text)):
            return "furniture", "byline"
        if not self._text and is_byline_label(text):
            return "furniture", "byline"
        if piece.links and _FILED.issuperset(fold(_without_anchors(piece)).split() or [""]):
            return "furniture", "tags"  # "Dans Essais / Citadines"
        return ("furniture", "date-line") if self._is_date_line(text) else None

    def _is_date_line(self, text: str) -> bool:
        if not self._text and _OPENING_LABEL.fullmatch(text):
            return True
        if len(text) >= 90 or not any(map(str.isdigit, text)):
            return False
        date = read_date(text, self.rules.time_zone)
        found = (date, text) if date else find_date(text, self.rules.time_zone)
        return found is not None and len(found[1]) > 0.45 * len(text)

    def _is_byline(self, text: str) -> bool:
        if len(text) > _LONGEST_LINE:
            return False
        folded = fold(text)
        if folded in self.bylines or folded in self.authors or self._names_an_author(folded):
            return True
        if not set(folded.split()) - self._words_of_authors:
            return True  # "Jeanne Roue et Paul Cric", once more at the foot
        names = names_of_line(text, self.metadata)
        return bool(names) and (len(text) < 50 or {fold(name) for name in names} <= self.authors)

    def _names_an_author(self, folded: str) -> bool:
        """Whether a line is an author's name and little more ("Jeanne Roue · Follow"), above the text."""
        if self._text:
            return False
        rest = (f" {folded} ".replace(f" {name} ", " ").split() for name in self.authors if " " in name)
        return any(len(words) <= 3 and len(words) < len(folded.split()) for words in rest)

    def _is_lead(self, piece: Piece, *, before: bool, after_title: bool) -> bool:
        if not after_title or self._text or piece.kind not in ("paragraph", "quote", "heading"):
            return False
        if self._has_text_part() or _DATELINE.match(piece.text):
            return False
        text = piece.text
        if before:
            if len(text) < _SHORTEST_LEAD or piece.link_share > 0.3 or self._sure_of_lead:
                return False
            sentence = len(text) > 55 and SENTENCE_END.search(text) is not None
            return sentence or len(text) > PROSE or self._described(text)
        if len(text) > _LONGEST_LEAD or not SENTENCE_END.search(text):
            return False
        if piece.kind == "heading":
            return len(text) > 60
        # An excerpt made of the first paragraphs shows that the page has no lead of its own.
        return piece.bold and len(text) > _SHORTEST_BOLD_LEAD and text[-1] != "?" and not self._runs_on(text)

    def _stands_apart(self, piece: Piece, index: int) -> bool:
        """Whether the first text is printed otherwise than the paragraphs after it, and more says that it is
        the lead: it is what the page declares as its description, or the byline stands between."""
        if self._text or piece.kind not in ("paragraph", "heading") or self._has_text_part():
            return False
        text = piece.text
        if not 55 < len(text) <= _LONGEST_LEAD or piece.link_share > 0.3 or not SENTENCE_END.search(text):
            return False
        following = [
            (number, other)
            for number, other in enumerate(self.pieces[index + 1 : index + 1 + _NEAR], index + 1)
            if other.inside and other.kind in _PROSE_KINDS and other.region is None and is_prose(other)
        ][:2]
        looks = [_look_of(other.element) for _, other in following]
        own = _look_of(piece.element)
        if len(looks) < 2 or looks[0] != looks[1]:
            return False
        between = self.pieces[index + 1 : following[0][0]]
        pictured = following[0][1].pictured or any(other.pictured for other in between)
        signed = any(self._is_byline(other.text) or self._is_date_line(other.text) for other in between)
        if own[1] == looks[0][1]:  # in a box like theirs: only if it is otherwise marked and all else says so
            marked = piece.element.get("class") != following[0][1].element.get("class")
            otherwise = marked and piece.element.tag != following[0][1].element.tag
            if otherwise or (marked and _names_its_place(piece.element)):
                return signed or pictured
            return marked and signed and fold(text) in self.descriptions
        if signed or self._described(text):
            return True
        if any(map(is_prose, between)):
            return False
        return self._is_boxed_alone(piece, following[0][1], following[1][1])

    def _is_boxed_alone(self, piece: Piece, *following: Piece) -> bool:
        """Whether the first text stands alone in a box and the others together in another: the lead, as the
        papers of all languages but English have one."""
        language = (self.metadata.language or "en").lower()
        around = piece.element.getparent()
        box = piece.element if around in self.container.spine else around
        if language.startswith("en") or box in self.container.spine or _DATELINE.match(piece.text):
            return False
        if any(part == "lead" for part, _ in self.parts) or (box is not around and not _names_its_place(box)):
            return False
        others = {other.element.getparent() for other in following}
        return (
            len(others) == 1
            and around not in others
            and self.container.weights.get(box, 0.0) <= len(piece.text)
        )

    def _has_text_part(self) -> bool:
        return any(part == "body" or (part == "lead" and rule != "lead") for part, rule in self.parts)

    def _described(self, text: str) -> bool:
        start = fold(text[:120])[:80]
        return bool(start) and any(d.startswith(start) or start.startswith(d[:80]) for d in self.descriptions)

    def _runs_on(self, text: str) -> bool:
        folded = fold(text)
        return any(d.startswith(folded) and len(d) > len(folded) + 8 for d in self.descriptions)

    # ------------------------------------------------------------------ with what follows in view

    def _read_opinion(self) -> None:
        """The newsroom's own opinion: from its heading to the next one of its level, a source or the end."""
        level: int | None = None  # None: not in an opinion section; else its heading's level (7: none)
        box: HtmlElement | None = None  # set into the running text, which the section stands in
        for index, piece in enumerate(self.pieces):
            part, _ = self.parts[index]
            if part in ("source", "credit"):
                level = None
            if self.parts[index] == ("furniture", "after-body"):
                self._read_verdict_box(index)
            if part != "body":
                continue
            heads = piece.kind not in ("code", "table") and (
                piece.kind == "heading" or piece.bold or len(piece.text) < 60
            )
            heading = is_opinion_heading(piece.text, *self.owners) if heads else None
            if heading:
                level = piece.level or 7
                box = self._inset(index)
                self.parts[index] = ("opinion", f"opinion-heading-{heading}")
            elif piece.kind == "paragraph" and opinion_label_end(piece.text, *self.owners) is not None:
                level = 7
                self.parts[index] = ("opinion", "opinion-heading-label")
            elif level is not None:
                is_out = box is not None and self.around.box(piece.element) is not box
                left = is_out and SENTENCE_END.search(piece.text) is not None
                if left or (piece.kind == "heading" and (piece.level or 7) <= level):
                    level = None
                else:
                    self.parts[index] = ("opinion", "opinion-section")

    def _inset(self, index: int) -> HtmlElement | None:
        """The box that holds a heading and what it heads, where the text before it stands in none."""
        box = self.around.box(self.pieces[index].element)
        if box is None or index + 1 == len(self.pieces):
            return None
        around = box.getparent()
        if self.around.box(self.pieces[index + 1].element) is not box:
            return None
        for number in range(index - 1, -1, -1):
            if self.parts[number][0] == "body":
                return box if self.pieces[number].element.getparent() is around else None
        return None

    def _read_verdict_box(self, index: int) -> None:
        """A box of its own below the text with the verdict: publishing systems keep it as a field."""
        label = self.pieces[index]
        box = self.around.box(label.element)
        if box is None or len(label.text) > _LONGEST_LABEL:
            return
        heading = is_opinion_heading(label.text, *self.owners)
        if heading is None:
            return
        for number in range(index + 1, len(self.pieces)):
            piece = self.pieces[number]
            if self.around.box(piece.element) is not box:
                break
            if self.parts[number][0] == "unclaimed" and is_prose(piece):
                self.parts[index] = ("opinion", f"opinion-heading-{heading}")
                self.parts[number] = ("opinion", "opinion-section")

    def _own_names(self) -> tuple[str, ...]:
        """What the newsroom calls itself: by its site's rules, by what the page declares, by its host name.

        Without an address an owner printed as any host name counts as the site (see ``is_opinion_heading``).
        """
        hosts = host_names(self.metadata.url or self.metadata.canonical_url)
        if not self.rules.own_names and not hosts:
            return ()
        beside = names_beside(self.titles, self.metadata.title)
        return (*self.rules.own_names, *sorted(self.metadata.publishers), *beside, *hosts)

    # ------------------------------------------------------------------ blocks

    def _blocks(self, piece: Piece, part: Part, rule: str) -> list[Block]:
        text = piece.text
        if rule == "opinion-heading-label":
            end_of_label = opinion_label_end(text, *self.owners)
            label = Block(part, "heading", text[:end_of_label], None, None, rule)
            rest = replace(piece, text=text[end_of_label:].strip())
            return [label, *self._blocks(rest, part, "opinion-section")]
        if part in ("body", "opinion") and (end := source_at_end(text)) is not None:
            source_rule, offset = end
            tail, head = text[offset:].strip(), text[:offset].strip()
            read = read_source_line(tail, piece.links)
            if read is not None and head:
                self.sources.extend(read[1])
                return [
                    Block(part, piece.kind, head, piece.level, None, rule),
                    Block("source", piece.kind, tail, None, None, source_rule),
                ]
        url = piece.links[0][1] if len(piece.links) == 1 and piece.link_share > 0.9 else None
        return [Block(part, piece.kind, text, piece.level, url, rule)]


def _title_boxes(element: HtmlElement | None) -> frozenset[HtmlElement]:
    """The element that shows the title, and the heading that it is a part of."""
    if element is None:
        return frozenset()
    return frozenset([element, *(node for node in element.iterancestors() if node.tag in _HEADING_TAGS)])


def _tells_more(row: str, anchors: Sequence[str]) -> bool:
    """Whether a row of a table says more of what it links to than the day."""
    rest = row
    for anchor in anchors:
        rest = rest.replace(anchor, "")
    if rest == row:
        return False  # no links: the table's title
    cells = (cell.strip(_AROUND_DAYS) for cell in rest.split("\t"))
    dates = ((cell, find_date(cell) or find_date(f"{cell} 2000")) for cell in cells if cell)  # "3 mai"
    return any(date is None or len(date[1]) < len(cell) for cell, date in dates)


def _is_one_term(piece: Piece, label: str) -> bool:
    """Whether a line outside paragraphs is one word and one term: "Antrieb: Elektroauto"."""
    return piece.element.tag != "p" and len(label.split()) < 3 and len(piece.links[0][0].split()) < 4


def _marked_sources(piece: Piece, around: Surroundings) -> list[Source] | None:
    """The names in a box that its class says is of sources: nothing but links to other sites, or a label
    without a colon and titles of the press ("Source Le Point")."""
    if not _OF_SOURCES.search(piece.element.get("class") or ""):
        return None
    if not piece.links:
        return read_marked_source(piece.text)
    if len(_without_anchors(piece)) > len(piece.text) / 3 or around.leads_home(piece):
        return None
    return read_listed_source(piece.text, piece.links)


def _without_anchors(piece: Piece) -> str:
    """What of a piece's text is no link."""
    rest = piece.text
    for anchor, _ in piece.links:
        rest = rest.replace(anchor, " ", 1)
    return rest


def _look_of(element: HtmlElement) -> tuple[tuple[str, str], tuple[str, str]]:
    """How an element and the one around it are marked, without the numbers that page builders count with."""
    around = element.getparent()
    return _mark_of(element), _mark_of(element if around is None else around)


def _names_its_place(element: HtmlElement) -> bool:
    """Whether a paragraph has a class of its own that is none of how it looks, or that it comes first."""
    names = element.get("class")
    return bool(names) and not _LOOKS.search(names)


def _mark_of(element: HtmlElement) -> tuple[str, str]:
    return element.tag, _NUMBER.sub("", element.get("class") or "")


def _words_of_other_items(element: HtmlElement) -> int:
    """The words of the longest other item in the list that an element stands in; 0 where it is alone."""
    own = next((one for one in (element, *element.iterancestors()) if one.tag == "li"), element)
    others = (*own.itersiblings("li", preceding=True), *own.itersiblings("li"))
    return max((len(visible_text(one).split()) for one in others), default=0)


def _in_figure(element: HtmlElement) -> bool:
    """Whether an element is a figure, or stands right in one: what a figure says besides its picture."""
    figure = element if element.tag == "figure" else element.getparent()
    if figure is None or figure.tag != "figure":
        return False
    return any(True for _ in figure.iter("img", "picture", "video", "amp-img"))


@lru_cache(maxsize=4096)
def _attribution(text: str) -> tuple[str, list[Source]] | None:
    """``read_source_line`` of a line without links, which the pages of a site share many of."""
    return read_source_line(text)


def _is_call(piece: Piece) -> bool:
    """Whether a piece is what a shop asks for, with a price at most: "14 900 € Demander un devis"."""
    anchor = piece.links[0][0]
    asks = _CALL.match(anchor) or (
        piece.kind == "paragraph" and (_BUTTON.fullmatch(anchor) or _HERE.search(anchor))
    )
    if not asks:
        return False
    return not _PRICE.sub("", _without_anchors(piece))


def _counts_comments(piece: Piece) -> bool:
    return any(read_counter(text) is not None for text, _ in piece.links)
