"""Plain text captures (a text browser's dump, a pasted page) read into the same parts as an HTML page.

A capture has no markup: what a line is, its place, its shape and its words say. Where these leave two
readings open, the plainer one is taken: without a subhead or a byline below it, a first paragraph is body and
no lead; a list is a list, and becomes a comment thread only under a comment counter (see ``plainthread``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from crawler.items import Article, Block, Kind, Opinion, Part, Source
from crawler.splitter.dates import read_date
from crawler.splitter.errors import EmptyPage, NoArticle
from crawler.splitter.layout import SiteRules
from crawler.splitter.lines import read_counter, read_line
from crawler.splitter.opinion import host_names, is_opinion_heading
from crawler.splitter.phrases import is_agency, is_name
from crawler.splitter.plainlines import Line, Paragraph, join_lines, read_lines, wrap_width
from crawler.splitter.plainthread import DATE, Thread, read_thread
from crawler.splitter.sources import agency_in_byline, dateline_agency, read_source_line, source_at_end
from crawler.splitter.text import fold

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
_DATED = re.compile(
    r"(?:(?:article\s+|billet\s+)?(?P<label>publié|posté|mis\s+en\s+ligne|paru|rédigé|écrit|date|published|posted|"
    r"mis\s+à\s+jour|mise\s+à\s+jour|dernière\s+mise\s+à\s+jour|modifié|actualisé|maj|updated)"
    rf"\s*(?:on\s+)?:?\s+)?(?P<date>{DATE})",
    re.I,
)
_MODIFIED = re.compile(r"m[aio]\w*|actualisé|dernière.*|updated", re.I)
_BY = re.compile(
    r"(?:(?:écrit|rédigé|publié|posté|proposé|signé|texte|article|essai|un\s+article)\s+)?(?:par|by|von)\s*:?\s+"
    r"|(?:auteur|auteure|autrice|rédacteur|rédactrice|author|texte)\s*:\s*",
    re.I,
)
_NAMES = re.compile(r"\s*[,;&/]\s*|\s+(?:et|and|und)\s+")
_ITEM = re.compile(
    r"(?P<bullet>[*+•·◦▪‣○●–—-])\s+(?=\S)|\d{1,3}[.)]\s+(?=\S)|\d{1,3}\s?[.°]?\s?[–-]\s+(?=\S)"
)
_MARKDOWN = re.compile(r"(?P<level>#{1,6})\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.…;:,][»”\")\]]?$")
_LINK_LIST = re.compile(
    r"(?:références|references|(?:visible|hidden)\s+links|liens(?:\s+visibles)?)\s*:?", re.I
)
_LONGEST_HEADLINE = 220
_LONGEST_HEADING = 110
_LIST_RULES = frozenset(("related", "link-list"))  # furniture that heads a list of furniture


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
        self.url = url
        self.rules = rules
        self.seen_at = seen_at
        self.newsroom = rules.own_names or host_names(url)
        self.own_names = frozenset(fold(name) for name in self.newsroom)
        self.lines = read_lines(text)
        if not self.lines:
            raise EmptyPage("the capture is empty", url)
        self.width = wrap_width(self.lines)
        self.blocks: list[Block] = []
        self.sources: list[Source] = []
        self.bylines: list[Source] = []
        self.authors: list[str] = []
        self.keywords: list[str] = []
        self.section: str | None = None
        self.headline = ""
        self.published: tuple[str, str | None] | None = None
        self.modified: str | None = None
        self.comment_count: int | None = None

    def article(self) -> Article:
        thread = read_thread(self.lines, self.width, self.rules.time_zone, self.seen_at, self.own_names)
        before, after = self._around(thread)
        rest = self._read_head(before)
        self._read_body(rest)
        self._read_furniture(after)
        if not self.headline and not any(block.part in ("body", "opinion") for block in self.blocks):
            raise NoArticle("the capture shows no headline and no running text", self.url)
        named = {fold(source.name) for source in self.sources}
        self.sources.extend(s for s in self.bylines if fold(s.name) not in named)
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

    def _around(self, thread: Thread | None) -> tuple[list[Paragraph], list[Paragraph]]:
        """The article's paragraphs and those after the thread. The counter that heads the thread is read into
        ``comment_count`` and is, like the headline, a field and no block."""
        if thread is None:
            return self._paragraphs(self.lines), []
        heading = thread.start if thread.counter is None else thread.counter
        between = list(self.lines[heading : thread.start])
        if thread.counter is not None:
            self.comment_count = read_counter(self.lines[thread.counter].text)
            if self.comment_count is not None:
                between = between[1:]
        after = [*between, *self.lines[thread.end :]]
        return self._paragraphs(self.lines[:heading]), self._paragraphs(after)

    def _paragraphs(self, lines: Sequence[Line]) -> list[Paragraph]:
        return join_lines(lines, self.width)

    # -- head ------------------------------------------------------------------------------------------

    def _read_head(self, paragraphs: list[Paragraph]) -> list[Paragraph]:
        """Read what stands above the running text; the paragraphs from there on."""
        index = 0
        while index < len(paragraphs):
            paragraph = paragraphs[index]
            if self._read_meta(paragraph.text):
                index += 1
                continue
            if self.headline or not _is_headline(paragraph):
                break
            self.headline = paragraph.text
            index += 1
        lead = self._lead_length(paragraphs[index:]) if self.headline else 0
        for paragraph in paragraphs[index : index + lead]:
            self._emit("lead", "paragraph", paragraph.text, "lead")
        index += lead
        while lead and index < len(paragraphs) and self._read_meta(paragraphs[index].text):
            index += 1
        return paragraphs[index:]

    def _lead_length(self, paragraphs: Sequence[Paragraph]) -> int:
        """1 when the first paragraph is set apart as a lead: by a byline or a date below it, or by being all
        that stands between the headline and the first subhead of a longer text."""
        if len(paragraphs) < 2 or not self._is_running(paragraphs[0]):
            return 0
        second = paragraphs[1]
        if _byline(second.text) is not None or _dates(second.text):
            return 1
        if not self._is_heading(paragraphs, 1) or self._is_opinion(second.text):
            return 0
        return 1 if any(self._is_running(p) for p in paragraphs[2:]) else 0

    def _read_meta(self, text: str) -> bool:
        """Read a line that says something of the article (address, date, byline, rubric) or is furniture."""
        address = _ADDRESS.fullmatch(text)
        if address is not None:
            self.url = self.url or address["url"]
            self._emit("furniture", "paragraph", text, "address")
            return True
        byline = _byline(text)
        if byline is not None or _dates(text):
            names, dated = byline or ([], text)
            self.authors.extend(name for name in names if not is_agency(name))
            self.bylines.extend(agency_in_byline(text))
            self._take_dates(dated)
            self._emit("furniture", "paragraph", text, "byline" if names else "date-line")
            return True
        if fold(text) in self.own_names:
            self._emit("furniture", "paragraph", text, "site-name")
            return True
        if fold(text) in _RUBRICS and self.section is None:
            self.section = text
            self._emit("furniture", "paragraph", text, "rubric")
            return True
        if self.headline and fold(text) == fold(self.headline):
            self._emit("furniture", "paragraph", text, "headline")
            return True
        return self._read_known_line(text)

    def _take_dates(self, text: str) -> None:
        for label, printed in _dates(text):
            value = read_date(printed, self.rules.time_zone, self.seen_at)
            if label and _MODIFIED.fullmatch(label):
                self.modified = self.modified or value
            elif self.published is None:
                self.published = (printed, value)

    # -- body ------------------------------------------------------------------------------------------

    def _read_body(self, paragraphs: list[Paragraph]) -> None:
        in_opinion = in_list = False
        first = True
        for index, paragraph in enumerate(paragraphs):
            text = paragraph.text
            if in_list and self._is_listed(paragraphs, index):
                self._emit("furniture", "list_item", _ITEM.sub("", text, count=1), "related-list")
                continue
            in_list = False
            if self._is_repeated(text):
                self._emit("furniture", "paragraph", text, "repeated")
                continue
            if self._read_known_line(text):
                in_opinion = False
                in_list = self.blocks[-1].rule in _LIST_RULES and len(text) < 60
                continue
            heading = self._opinion_rule(text)
            if heading is not None:
                in_opinion = True
                self._emit("opinion", "heading", text, f"opinion-heading-{heading}")
                continue
            subhead = self._is_heading(paragraphs, index)
            in_opinion = in_opinion and not subhead
            part: Part = "opinion" if in_opinion else "body"
            rule = "opinion-section" if in_opinion else "running-text"
            if subhead:
                level = _MARKDOWN.match(text)
                self._emit(
                    part, "heading", _MARKDOWN.sub("", text), rule, len(level["level"]) if level else None
                )
                continue
            if first:
                self.bylines.extend(dateline_agency(text))
                first = False
            in_opinion = not self._read_running(part, paragraph, rule) and in_opinion

    def _read_running(self, part: Part, paragraph: Paragraph, rule: str) -> bool:
        """Emit running text; True when a source line closed it."""
        text, kind = _shape(paragraph.text)
        end = source_at_end(text)
        if end is not None:
            tail = text[end[1] :].strip()
            read = read_source_line(tail)
            if read is not None:
                self._emit(part, kind, text[: end[1]].strip(), rule)
                self._emit("source", "paragraph", tail, end[0])
                self.sources.extend(read[1])
                return True
        self._emit(part, kind, text, rule)
        return False

    def _read_known_line(self, text: str) -> bool:
        """Emit a source line, a credit or furniture that its words give away."""
        read = read_source_line(text)
        if read is not None:
            self._emit("source", "paragraph", text, read[0])
            self.sources.extend(read[1])
            return True
        if _LINK_LIST.fullmatch(text):
            self._emit("furniture", "paragraph", text, "link-list")
            return True
        line = read_line(text)
        if line is None:
            return False
        if line[1] == "comment-counter" and self.comment_count is None:
            self.comment_count = read_counter(text)
            return True
        if line[1] == "tags" and ":" in text and not self.keywords:
            self.keywords = [tag.strip(" .") for tag in text.split(":", 1)[1].split(",") if tag.strip(" .")]
        if line[1] == "breadcrumb" and self.section is None:
            trail = [step.strip() for step in re.split(r"[>»/›|→]", text)]
            self.section = next((step for step in trail[1:-1] if step), None)
        self._emit(line[0], "paragraph", text, line[1])
        return True

    def _read_furniture(self, paragraphs: Sequence[Paragraph]) -> None:
        for paragraph in paragraphs:
            if not self._read_known_line(paragraph.text):
                self._emit("furniture", "paragraph", paragraph.text, "after-comments")

    def _is_repeated(self, text: str) -> bool:
        shown = {fold(self.headline)} | {fold(b.text) for b in self.blocks if b.part == "lead"}
        return fold(text) in shown

    def _is_listed(self, paragraphs: Sequence[Paragraph], index: int) -> bool:
        """Whether a paragraph is one of the links of a list of links: an item, or a title without a stop."""
        text = paragraphs[index].text
        if _ITEM.match(text):
            return True
        return len(text) <= 160 and not _SENTENCE_END.search(text) and self._opinion_rule(text) is None

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
        paragraph = paragraphs[index]
        if not _looks_like_heading(paragraph) or index + 1 >= len(paragraphs):
            return False
        following = paragraphs[index + 1]
        if read_source_line(following.text) is not None or read_line(following.text) is not None:
            return False
        if _looks_like_heading(following):  # a heading and its subheading, but no more
            return index + 2 < len(paragraphs) and not _looks_like_heading(paragraphs[index + 2])
        return self._opinion_rule(following.text) is None

    def _is_opinion(self, text: str) -> bool:
        return self._opinion_rule(text) is not None

    def _opinion_rule(self, text: str) -> str | None:
        return is_opinion_heading(_MARKDOWN.sub("", text), self.newsroom, self.rules.opinion_headings)

    def _opinion(self) -> Opinion | None:
        own = [block for block in self.blocks if block.part == "opinion"]
        if not own:
            return None
        return Opinion(own[0].text, tuple(block.text for block in own[1:]))

    def _emit(self, part: Part, kind: Kind, text: str, rule: str, level: int | None = None) -> None:
        self.blocks.append(Block(part, kind, text, level, None, rule))


def _is_headline(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if len(text) > _LONGEST_HEADLINE or _ITEM.match(text):
        return False
    return not re.search(r"[.,;:][»”\")\]]?$", text) or text.endswith(("...", "etc."))


def _looks_like_heading(paragraph: Paragraph) -> bool:
    """Short, on its own, and without the punctuation that ends a sentence."""
    text = paragraph.text
    if _MARKDOWN.match(text):
        return True
    if not paragraph.alone or len(text) > _LONGEST_HEADING or len(text.split()) > 16:
        return False
    if _SENTENCE_END.search(text) or _ITEM.match(text) or text.startswith((">", "«", "“", '"')):
        return False
    return not text.endswith(("!", "?")) or len(text.split()) <= 9


def _shape(text: str) -> tuple[str, Kind]:
    """A paragraph's text and kind: bullets and quote marks go, numbers stay (they are words)."""
    item = _ITEM.match(text)
    if item is not None:
        return (text[item.end() :] if item["bullet"] else text), "list_item"
    if text.startswith("> "):
        return re.sub(r"(?:^|\s)>\s", " ", text).strip(), "quote"
    return text, "paragraph"


def _dates(text: str) -> list[tuple[str | None, str]]:
    """The (label, date) pairs of a line that holds nothing else; empty for any other line."""
    found = [(match["label"], match["date"]) for match in _DATED.finditer(text)]
    rest = _DATED.sub("", text)
    return found if found and not re.search(r"\w", rest) else []


def _byline(text: str) -> tuple[list[str], str] | None:
    """The names of a byline and the rest of it, where its dates are; None when the line is none.

    "Par Jeanne Pneu et Paul Cric", "Publié le 12 mars 2019 par Jeanne Pneu", "Jeanne Pneu | 12/03/2019".
    """
    if len(text) > 160:
        return None
    dates = [match[0] for match in _DATED.finditer(text)]
    rest = _DATED.sub("|", text).strip(" |,.–—-•·")
    match = _BY.match(rest)
    if match is None and not dates:
        return None
    names_text = re.split(r"\s*[|•·]\s*", rest[match.end() :] if match else rest)
    names: list[str] = []
    for piece in names_text:
        bare = re.split(
            r"\s*[,(–—-]?\s*\b(?:avec|with|mit|via)\s+", _BY.sub("", piece, count=1).strip(" ,.–—-()")
        )[0]
        if not bare:
            continue
        parts = [part for part in _NAMES.split(bare) if part]
        if not all(is_name(part, 4) for part in parts):
            return None
        names.extend(parts)
    return (names, " | ".join(dates)) if names else None
