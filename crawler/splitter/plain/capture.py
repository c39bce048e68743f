"""Plain text captures (a text browser's dump, a pasted page) read into the same parts as an HTML page.

A capture has no markup: what a line is, its place, its shape and its words say. Where these leave two
readings open, the plainer one is taken: without a subhead or a byline below it, a first paragraph is body and
no lead; a list is a list, and becomes a comment thread only under a comment counter (see ``plainthread``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from crawler.items import Article, Block, Kind, Opinion, Part, Source
from crawler.splitter.errors import EmptyPage, NoArticle
from crawler.splitter.layout import SiteRules
from crawler.splitter.plain.byline import Byline, read_byline
from crawler.splitter.plain.lines import (
    ITEM,
    Line,
    Paragraph,
    address_of_row,
    is_address_list,
    join_lines,
    links_of,
    read_lines,
    wrap_width,
)
from crawler.splitter.plain.thread import Thread, read_thread
from crawler.splitter.words.dates import read_date
from crawler.splitter.words.lines import is_comment_heading, read_counter, read_line
from crawler.splitter.words.opinion import host_names, is_opinion_heading, opinion_label_end
from crawler.splitter.words.sources import (
    agency_in_byline,
    dateline_agency,
    is_source_list_label,
    read_listed_source,
    read_source_line,
    source_at_end,
)
from crawler.splitter.words.text import fold

_ADDRESS = re.compile(r"(?:(?:url|adresse|lien|permalien)\s*:\s*)?(?P<url>https?://\S+)", re.I)
_RUBRICS = frozenset(
    map(
        fold,
        "Actualité|Actualités|Actu|Actus|Essai|Essais|Industrie|Économie|Sport|Sports|Sport auto|Compétition|"
        "Nouveauté|Nouveautés|Constructeurs|Marché|Technologie|Technologies|Technique|Politique|Concept|"
        "Concepts|Concept-cars|Insolite|Rétro|Vidéo|Vidéos|F1|Formule 1|WRC|Rallye|Endurance|Occasion|"
        "Mobilité|Écologie|Environnement|Électrique|Salon|Salons|Équipementiers|Business|Société|Tests|"
        "Dossier|Dossiers|Interview|Interviews|News|À la une|Blog|Sécurité|Design|Pratique|International|"
        "Auto|Moto|Histoire|Culture|Divers".split("|"),
    )
)
_MARKDOWN = re.compile(r"(?P<level>#{1,6})\s+(?=\S)")
_STOP = re.compile(r"[.…;:,][»”\")\]]?$")
_HEADLINE_END = re.compile(r"[.,;:][»”\")\]]?$")
_INITIALS = re.compile(r"(?P<who>[A-ZÀ-Ý]{1,3})\s?:\s")  # of who speaks, in an interview
_BREADCRUMB_STEP = re.compile(r"[>»/›|→]")
_LONGEST_HEADLINE = 220
_LONGEST_HEADING = 110
_LONGEST_MENU_ITEM = 40
_LONGEST_LINK = 160  # the title of another article, in a list of them
_COUNTER_WORDS = frozenset(  # folded
    """un une aucun aucune zero no one ein eine keine commentaire commentaires reaction reactions reponse
    reponses reflexion reflexions comment comments response responses reply replies thought thoughts kommentar
    kommentare gedanke gedanken antwort antworten s au sujet de a propos sur pour on to zu l cet article voir
    lire les afficher commentez vos""".split()
)
_LIST_RULES = frozenset(("related", "address-list"))  # furniture that heads a list of furniture


def split_text(
    text: str,
    url: str | None = None,
    site: SiteRules | None = None,
    seen_at: datetime | None = None,
) -> Article:
    """Split one plain text capture; its layout is ``text-capture``, its comment system ``text``.

    ``url`` is where the page stood (else the address printed at its head), ``site`` its site's rules,
    ``seen_at`` the moment of the capture, for relative dates. Raises EmptyPage where there is no text, and
    NoArticle where there is neither a headline nor running text.
    """
    return _Capture(text, url, site or SiteRules(), seen_at).article()


class _Capture:
    """The reading of one capture; lives as long as one call of ``split_text``."""

    def __init__(self, text: str, url: str | None, rules: SiteRules, seen_at: datetime | None) -> None:
        self.lines, self.addresses = read_lines(text)
        if not self.lines:
            raise EmptyPage("the capture is empty", url)
        self.url = url or _address_at_head(self.lines)
        self.rules = rules
        self.seen_at = seen_at
        self.newsroom = rules.own_names or host_names(self.url)
        self.own_names = frozenset(fold(name) for name in self.newsroom)
        self.width = wrap_width(self.lines)
        initials = Counter(match["who"] for line in self.lines if (match := _INITIALS.match(line.text)))
        self.speakers = {who for who, times in initials.items() if times > 1}
        self.blocks: list[Block] = []
        self.sources: list[Source] = []
        self.agencies: list[Source] = []  # of byline and dateline: after those of source lines
        self.authors: list[str] = []
        self.keywords: list[str] = []
        self.section: str | None = None
        self.headline = ""
        self.published: tuple[str, str | None] | None = None
        self.modified: str | None = None
        self.comment_count: int | None = None

    def article(self) -> Article:
        thread = read_thread(self.lines, self.width, self.rules.time_zone, self.seen_at, self.own_names)
        above, below = self._around(thread)
        self._read_body(self._read_head(above))
        if thread is not None:
            self._read_furniture(below[0][self._is_bare_counter(below[0]) :])
            for text in thread.unclaimed:
                self._emit("unclaimed", "paragraph", text, "below-ping")
            self._read_furniture(below[1])
        if not self.headline and not any(block.part in ("body", "opinion") for block in self.blocks):
            raise NoArticle("the capture shows no headline and no running text", self.url)
        named = {fold(source.name) for source in self.sources}
        self.sources.extend(s for s in self.agencies if fold(s.name) not in named)
        raw, published = self.published or (None, None)
        return Article(
            url=self.url,
            canonical_url=None,
            site=self.rules.name,
            layout="text-capture",
            headline=self.headline,
            description="\n".join(b.text for b in self.blocks if b.part == "lead") or None,
            authors=tuple(dict.fromkeys(self.authors)),
            date_published=published,
            date_modified=self.modified,
            date_published_raw=raw,
            section=self.section,
            keywords=tuple(self.keywords),
            in_language=None,
            blocks=tuple(self.blocks),
            sources=tuple(self.sources),
            opinion=self._opinion(),
            comment_count=self.comment_count,
            comments=thread.comments if thread else (),
            pings=thread.pings if thread else 0,
            comment_system="text" if thread else None,
            comment_pages=(),
            opt_outs=(),
        )

    def _around(self, thread: Thread | None) -> tuple[list[Paragraph], tuple[list[Paragraph], ...]]:
        """The article's paragraphs; those from the thread's heading to the thread, and those below it."""
        if thread is None:
            return join_lines(self.lines, self.width), ()
        heading = thread.start if thread.heading is None else thread.heading
        between = join_lines(self.lines[heading : thread.start], self.width)
        if between:
            self.comment_count = read_counter(between[0].text, heading=True)
        below = join_lines(self.lines[thread.end :], self.width)
        return join_lines(self.lines[:heading], self.width), (between, below)

    def _is_bare_counter(self, paragraphs: Sequence[Paragraph]) -> bool:
        """Whether the first of these is a counter and nothing more: it is read into ``comment_count`` and is,
        like the headline, a field and no block. The title of the article may stand in it once more."""
        if not paragraphs or read_counter(paragraphs[0].text, heading=True) is None:
            return False
        rest = f" {fold(paragraphs[0].text)} ".replace(f" {fold(self.headline)} ", " ").split()
        return all(word.isdigit() or word in _COUNTER_WORDS for word in rest)

    # -- head ------------------------------------------------------------------------------------------

    def _read_head(self, paragraphs: list[Paragraph]) -> list[Paragraph]:
        """Read what stands above the running text; the paragraphs from there on."""
        index = 0
        while index < len(paragraphs):
            if not self._read_meta(paragraphs[index]):
                if self.headline:
                    break
                menu = _menu_length(paragraphs, index)
                for paragraph in paragraphs[index : index + menu]:
                    self._emit("furniture", *_shape(paragraph.text), "menu")
                index += menu
                if not _is_headline(paragraphs[index]):
                    break
                if _menu_length(paragraphs, index + 1):  # the site's name, above its menu
                    self._emit("furniture", "paragraph", paragraphs[index].text, "masthead")
                else:
                    self.headline = paragraphs[index].text
            index += 1
        if self.headline and self._is_lead(paragraphs[index : index + 6]):
            self._emit("lead", "paragraph", paragraphs[index].text, "lead")
            self.agencies.extend(dateline_agency(paragraphs[index].text))
            index += 1
            while index < len(paragraphs) and self._read_meta(paragraphs[index]):
                index += 1
        return paragraphs[index:]

    def _is_lead(self, paragraphs: Sequence[Paragraph]) -> bool:
        """Whether a first paragraph is set apart as a lead: by a byline or a date below it, or by being all
        that stands between the headline and the first subhead of a longer text."""
        if len(paragraphs) < 2 or not self._is_running(paragraphs[0]):
            return False
        byline = read_byline(paragraphs[1].text)
        if byline is not None and (byline.by_word or byline.dates):
            return True
        if not self._is_heading(paragraphs, 1) or self._opinion_rule(paragraphs[1].text) is not None:
            return False
        return any(self._is_running(p) for p in paragraphs[2:])

    def _read_meta(self, paragraph: Paragraph) -> bool:
        """Read a line that says something of the article (address, date, byline, rubric) or is furniture."""
        text = paragraph.text
        rule = self._meta_rule(text)
        if rule is not None:
            self._emit("furniture", "paragraph", text, rule)
            return True
        byline = read_byline(text)
        if byline is not None and self._may_be_byline(byline):
            self._take_byline(byline, text)
            self._emit(
                "furniture", "paragraph", text, "date-line" if byline.dates and not byline.names else "byline"
            )
            return True
        return self._read_known_line(paragraph)

    def _may_be_byline(self, byline: Byline) -> bool:
        if byline.by_word or (byline.dates and not byline.names):
            return True
        # "Salon de Sainte-Bielle, 3 mars 2019" is a headline where there is none yet, below one a byline;
        # "AFP" is one only right there, and "Reuters" may head a section below the lead.
        return bool(self.headline) and (bool(byline.dates) or all(b.part != "lead" for b in self.blocks))

    def _meta_rule(self, text: str) -> str | None:
        if _ADDRESS.fullmatch(text):
            return "address"
        if fold(text) in self.own_names:
            return "site-name"
        if self.section is None and fold(text) in _RUBRICS and not ITEM.match(text):
            self.section = text
            return "rubric"
        return "headline" if self.headline and fold(text) == fold(self.headline) else None

    def _take_byline(self, byline: Byline, text: str) -> None:
        self.authors.extend(byline.names)
        self.agencies.extend(agency_in_byline(text))
        for printed, of_change in byline.dates:
            value = read_date(printed, self.rules.time_zone, self.seen_at)
            if of_change:
                self.modified = self.modified or value
            elif self.published is None:
                self.published = (printed, value)

    # -- body ------------------------------------------------------------------------------------------

    def _read_body(self, paragraphs: list[Paragraph]) -> None:
        shown = {fold(self.headline)} | {fold(b.text) for b in self.blocks if b.part == "lead"}
        in_opinion = in_list = False
        opening = True  # until the first paragraph of running text: key points may stand above the byline
        for index, paragraph in enumerate(paragraphs):
            text = paragraph.text
            if fold(text) in shown:
                self._emit("furniture", "paragraph", text, "repeated")
            elif self._read_meta(paragraph) if opening else self._read_known_line(paragraph):
                in_opinion = False
                in_list = bool(self.blocks) and self.blocks[-1].rule in _LIST_RULES and len(text) < 60
            elif (heading := self._opinion_rule(text)) is not None:
                in_opinion, in_list = True, False
                self._emit("opinion", "heading", _MARKDOWN.sub("", text), f"opinion-heading-{heading}")
            elif self._read_listed_source(paragraphs, index):
                in_opinion = in_list = False
            elif in_list and _is_listed(text):
                self._emit("furniture", *_shape(text), "related-list")
            elif self._is_heading(paragraphs, index):
                in_opinion = in_list = False
                level = _MARKDOWN.match(text)
                self._emit(
                    "body",
                    "heading",
                    _MARKDOWN.sub("", text),
                    "running-text",
                    level=len(level["level"]) if level else None,
                )
            else:
                in_list = False
                if opening and ITEM.match(text) is None:
                    self.agencies.extend(dateline_agency(text))
                    opening = False
                label = opinion_label_end(text, self.newsroom, self.rules.opinion_headings, self.authors)
                if label is not None:
                    in_opinion = True
                    self._emit("opinion", "heading", text[:label], "opinion-heading-label")
                if self._read_running(paragraph, "opinion" if in_opinion else "body", label or 0):
                    in_opinion = False

    def _read_running(self, paragraph: Paragraph, part: Part, start: int = 0) -> bool:
        """Emit running text, from ``start`` on; True when a source line closed it."""
        kind, text = _shape(paragraph.text[start:].strip())
        rule = "opinion-section" if part == "opinion" else "running-text"
        end = source_at_end(text)
        if end is not None:
            tail = text[end[1] :].strip()
            read = read_source_line(tail, links_of(paragraph, self.addresses))
            if read is not None:
                self._emit(part, kind, text[: end[1]].strip(), rule)
                self._emit("source", "paragraph", tail, end[0])
                self.sources.extend(read[1])
                return True
        self._emit(part, kind, text, rule)
        return False

    def _read_listed_source(self, paragraphs: Sequence[Paragraph], index: int) -> bool:
        """Emit "Sources :" above a list of names, or one item of such a list."""
        paragraph = paragraphs[index]
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        if is_source_list_label(paragraph.text):
            listed = self._sources_of_item(following) if following else None
            if listed:
                self._emit("source", "heading", paragraph.text, "source-list-label")
            return bool(listed)
        sources = self._sources_of_item(paragraph)
        if not sources or not self.blocks or not (self.blocks[-1].rule or "").startswith("source-list"):
            return False
        self._emit("source", *_shape(paragraph.text), "source-list")
        self.sources.extend(sources)
        return True

    def _sources_of_item(self, paragraph: Paragraph) -> list[Source] | None:
        is_item = ITEM.match(paragraph.text) is not None
        if not is_item and paragraph.alone:
            return None
        links = links_of(paragraph, self.addresses)
        return read_listed_source(_shape(paragraph.text)[1], links, is_item=is_item)

    def _read_known_line(self, paragraph: Paragraph) -> bool:
        """Emit a source line, a credit or furniture that its words give away."""
        text = paragraph.text
        read = read_source_line(text, links_of(paragraph, self.addresses))
        if read is not None:
            self._emit("source", "paragraph", text, read[0])
            self.sources.extend(read[1])
            return True
        if self.addresses and self._read_address_list(paragraph):
            return True
        line = read_line(text)
        if line is None:
            return False
        part, rule = line
        if rule == "comment-counter" and self.comment_count is None:
            self.comment_count = read_counter(text)
            if self._is_bare_counter([paragraph]):
                return True
        if rule == "tags" and ":" in text and not self.keywords:
            self.keywords = [tag.strip(" .") for tag in text.split(":", 1)[1].split(",") if tag.strip(" .")]
        if rule == "breadcrumb" and self.section is None:
            trail = [step.strip() for step in _BREADCRUMB_STEP.split(text)]
            self.section = next((step for step in trail[1:-1] if step), None)
        self._emit(part, "paragraph", text, rule)
        return True

    def _read_address_list(self, paragraph: Paragraph) -> bool:
        """Emit what a text browser adds to the page: its list of addresses, and those of the page's head."""
        address = address_of_row(paragraph.text)
        if address is not None:
            self._emit("furniture", "list_item", paragraph.text, "address-list", url=address)
        elif is_address_list(paragraph.text):
            self._emit("furniture", "paragraph", paragraph.text, "address-list")
        elif paragraph.marked.startswith("#["):  # lynx: "#[1]alternate [2]next", from link elements
            self._emit("furniture", "paragraph", paragraph.text, "page-links")
        else:
            return False
        return True

    def _read_furniture(self, paragraphs: Sequence[Paragraph]) -> None:
        """Emit what stands between the thread's heading and the thread, and below it."""
        for paragraph in paragraphs:
            if is_comment_heading(paragraph.text):
                self._emit("furniture", "paragraph", paragraph.text, "comment-heading")
            elif not self._read_known_line(paragraph):
                self._emit("furniture", *_shape(paragraph.text), "around-comments")

    def _is_running(self, paragraph: Paragraph) -> bool:
        text = paragraph.text
        return (
            len(text.split()) >= 6
            and read_source_line(text) is None
            and read_line(text) is None
            and self._opinion_rule(text) is None
            and not _looks_like_heading(paragraph)
        )

    def _is_heading(self, paragraphs: Sequence[Paragraph], index: int) -> bool:
        """Whether a paragraph heads what follows: it looks so, and running text or a list does follow."""
        if not _looks_like_heading(paragraphs[index]) or index + 1 >= len(paragraphs):
            return False
        speaker = _INITIALS.match(paragraphs[index].text)
        if speaker is not None and speaker["who"] in self.speakers:
            return False
        following = paragraphs[index + 1]
        if read_source_line(following.text) is not None or read_line(following.text) is not None:
            return False
        if _looks_like_heading(following):  # a heading and its subheading, but no more
            return index + 2 < len(paragraphs) and not _looks_like_heading(paragraphs[index + 2])
        return self._opinion_rule(following.text) is None

    def _opinion_rule(self, text: str) -> str | None:
        return is_opinion_heading(
            _MARKDOWN.sub("", text), self.newsroom, self.rules.opinion_headings, self.authors
        )

    def _opinion(self) -> Opinion | None:
        own = [block for block in self.blocks if block.part == "opinion"]
        if not own:
            return None
        return Opinion(own[0].text, tuple(block.text for block in own[1:]))

    def _emit(
        self,
        part: Part,
        kind: Kind,
        text: str,
        rule: str,
        *,
        level: int | None = None,
        url: str | None = None,
    ) -> None:
        self.blocks.append(Block(part, kind, text, level, url, rule))


def printed_address(text: str) -> str | None:
    """The address that a capture prints at its head; None where it prints none."""
    return _address_at_head(read_lines(text)[0])


def _address_at_head(lines: Sequence[Line]) -> str | None:
    matches = (_ADDRESS.fullmatch(line.text) for line in lines[:3])
    return next((match["url"] for match in matches if match), None)


def _menu_length(paragraphs: Sequence[Paragraph], index: int) -> int:
    """How many bulleted links stand above the title, as in the dump of a whole page; 0 where a title does
    not follow them. Key points below a title are longer, and a byline or the text follows."""
    end = index
    while end < len(paragraphs) and _is_menu_item(paragraphs[end].text):
        end += 1
    if end == len(paragraphs) or not _is_headline(paragraphs[end]):
        return 0
    return end - index if read_byline(paragraphs[end].text) is None else 0


def _is_menu_item(text: str) -> bool:
    return ITEM.match(text) is not None and len(text) <= _LONGEST_MENU_ITEM and not _STOP.search(text)


def _is_listed(text: str) -> bool:
    """Whether a paragraph may be one of the links of a list: an item, or a title without a stop."""
    if len(text) > _LONGEST_LINK:
        return False
    return ITEM.match(text) is not None or _STOP.search(text) is None


def _is_headline(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if len(text) > _LONGEST_HEADLINE or ITEM.match(text):
        return False
    return not _HEADLINE_END.search(text) or text.endswith(("...", "etc."))


def _looks_like_heading(paragraph: Paragraph) -> bool:
    """Short, on its own, and without the punctuation that ends a sentence."""
    text = paragraph.text
    if _MARKDOWN.match(text):
        return True
    if not paragraph.alone or len(text) > _LONGEST_HEADING or len(text.split()) > 16:
        return False
    if _STOP.search(text) or ITEM.match(text) or text.startswith((">", "«", "“", '"')):
        return False
    return not text.endswith(("!", "?")) or len(text.split()) <= 9


def _shape(text: str) -> tuple[Kind, str]:
    """A paragraph's kind and text: bullets and quote marks go, numbers stay (they are words)."""
    item = ITEM.match(text)
    if item is not None:
        return "list_item", text if item["number"] else text[item.end() :]
    if text.startswith("> "):
        return "quote", re.sub(r"(?:^|\s)>\s", " ", text).strip()
    return "paragraph", text
