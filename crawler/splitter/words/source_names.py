"""Names in the value of a source line: "Reuters via Automotive News", "Le Monde (abonnés), 3 mai 2019".

A value is cut at its separators, but not inside a web address, a link's text or a known title that holds one
("Sciences et Avenir"); what belongs to the printing and not to the name (quotes, the day, the issue, a note
on access) is taken off.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.items import Source
from crawler.splitter.words.phrases import KNOWN_NAMES, has_finite_verb, is_domain, is_press
from crawler.splitter.words.text import clean, fold

Links = Sequence[tuple[str, str]]
"""(link text, address) pairs of a block."""

IN_BRACKETS_AT_END = re.compile(r"\s*\([^()]*\)\s*$")
WEB = re.compile(r"(?:https?:)?//", re.I)
_LONGEST = 14  # words of one name
_WORDS_OF_A_PAPER = 3  # at most, where nothing else tells it from the title of an article
# A credit that follows the source on the same line belongs to the line, not to its names.
_CREDIT_TAIL = re.compile(
    r"[\s.;,|/–—-]*\b(?:cr[ée]dits?(?:\s+photos?)?|photos?|images?|illustrations?|visuels?|fotos?)\s*[:©].*$"
    r"|\s*©.*$",
    re.I,
)
_ROAD = re.compile(r"(?:l[’']|la\s+|le\s+)?(?:A|N|D|RN|RD|E)\s?\d{1,4}")
_NOTHING = frozenset(map(fold, ("inconnue", "non précisée", "diverses", "divers", "n.c.", "nc", "nd")))
_MONTH = (
    r"(?:janv|févr?|fevr?|mars|avr|mai|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c|jan|feb|mar|apr|may|jun|jul|"
    r"aug|sep|dec|märz|dez)\w*\.?"
)
_DATE = (
    rf"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?(?:\d{{1,2}}(?:er)?\s+{_MONTH}"
    rf"(?:\s+\d{{4}})?|{_MONTH}\s+(?:\d{{1,2}},?\s+)?\d{{4}}|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|"
    r"\d{4}-\d{2}-\d{2}|\d{4})"
)
_DATE_TAIL = re.compile(rf"[\s,]*(?:\b(?:du|le|en|vom)\s+)?\b{_DATE}(?:\s+à\s+\d+\s?[h:]\s?\d*)?$", re.I)
_DATE_ALONE = re.compile(rf"(?:(?:le|du|vom)\s+)?{_DATE}", re.I)
_DIGIT = re.compile(r"\d")
_NOTE = re.compile(
    r"\s*[\[(](?:en\s+\w+|in\s+\w+|[a-z]{2}|abonn[ée]s?|payant|pdf|lien|archive[sd]?|"
    rf"(?:du\s+|le\s+)?{_DATE})[\])]",
    re.I,
)
_ISSUE_TAIL = re.compile(r"\s*[:,]?\s*(?:n[°ºo]\s*|num[ée]ro\s+|nr\.?\s*)\d+.*$|\s*:\s*\d[\d/. -]*$", re.I)
_BRACKET_NOTE = re.compile(r"\s*\((?:avec|via|d[’']apr[èe]s|with|mit)\s+([^()]+)\)", re.I)
_SEPARATOR = re.compile(
    r"\s*(?:[;,•·|/]\s*|\b)[Vv]ia\s*[:：]\s*|\s+via\s+"
    r"|\s*[;,•·|]\s*"  # always between names
    r"|\s+(?:et|avec|and|und|y)\s+(?=(?:[ldLD][’']|l[ea]\s+|les\s+|the\s+)?[A-ZÀ-Ý0-9«\"]|www\.|[\w-]+\.\w)"
    r"|\s+[&+]\s+(?=\S)|(?<!\d)\s*/\s*|\s*/\s*(?!\d)|\s+[–—-]\s+"
)
# "Le Cric – La guerre des pneus", the second a link: whose article it is, and its title.
_TITLED = re.compile(r"(?P<name>[^–—:-]{2,40}?)\s*(?:\s[–—-]|:)\s+(?P<title>\S.*\s\S.*)")
_COLLEAGUES = re.compile(
    r"(?:nos|leurs|ses)\s+(?:excellents\s+)?confr[èe]res\s+(?P<of>de\s+l[’']|de\s+la\s+|d[’']|du\s+|des\s+|de\s+|chez\s+)",
    re.I,
)
_OF = {"du": "Le ", "des": "Les ", "de la": "La ", "de l’": "L’", "de l'": "L'"}  # contracted articles
_ISSUE = re.compile(r"(?:n[°ºo]\s*|num[ée]ro\s+|nr\.?\s*)\d+", re.I)
# "Agence Reuters", "l’AFP", "une dépêche de l’AFP", "dépêches AFP"
_OF_AGENCY = re.compile(
    r"^(?:(?:(?:une|la|des|les)\s+)?d[ée]p[êe]ches?\s+(?:d[e’']\s*)?)?"
    r"(?:(?:l[’']|la\s+|le\s+)?agence\s+(?!France)(?=[A-Z])|l[’'](?=[A-Z]{2,}\b)|(?<=\s)(?=[A-Z]{2,}\b))"
)
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_QUOTES = ("«", "“", "„", '"')
_QUANTITY = re.compile(
    r"[\d.,][\d\s.,]*(?:[€$£%]|[a-zµ°²³]+\b.*)?"
)  # "12 000 euros"; "20 Minutes" is a paper
_HARD_SEPARATOR = re.compile(r"\s*[;,•·|]\s*|\s*\b[Vv]ia\s*[:：]\s*|\s+via\s+")
# Known titles that hold a separator of their own.
_WHOLE_NAMES = re.compile(
    "|".join(re.escape(name) for name in KNOWN_NAMES if re.search(r"\s(?:et|and|und|&)\s", name)).replace(
        "'", "['’]"
    ),
    re.I,
)
_DESCRIPTION = frozenset(
    map(
        fold,
        "communiqué|communiqué de presse|dépêche|site officiel|dossier de presse|etc|conférence de presse|"
        "press release|pressemitteilung|réseaux sociaux|en anglais|en allemand|abonnés".split("|"),
    )
)
_POINTER_WORDS = frozenset(map(fold, "ici|lien|link|here|cliquez ici|ce lien|le lien|cet article".split("|")))


def names_in(value: str, links: Links) -> list[str] | None:
    """The names in a value; None when it is no short list of names (a sentence, a question, too long)."""
    value = _CREDIT_TAIL.sub("", value).strip()
    if not value:
        return None
    if value[-1] in "?!:" or has_finite_verb(value) or re.search(r"[.…]\s+[a-zà-ÿ]", value):
        # A sentence, unless it is a link: then it is the title of what was read there.
        return [value] if any(clean(anchor) == value for anchor, _ in links) else None
    if fold(value) in _NOTHING:
        return []
    titled = _TITLED.fullmatch(value) if len(links) == 1 else None
    if titled is not None and fold(titled["title"]) == fold(links[0][0]):
        value = titled["name"]
    value = _NOTE.sub("", value)
    if "(" in value:
        value = _BRACKET_NOTE.sub(r" ; \1", value)
    pieces = [tidy(piece) for piece in _without_titles(_split(value, links))]
    names = [piece for piece in pieces if fold(piece) and fold(piece) not in _DESCRIPTION] or [
        piece for piece in pieces if fold(piece)
    ]
    if not names or any(
        len(n.split()) > _LONGEST or _QUANTITY.fullmatch(n) or _ROAD.fullmatch(n) for n in names
    ):
        return None
    return list(dict.fromkeys(names))


def _without_titles(pieces: list[str]) -> list[str]:
    """The pieces without the titles of articles: where the first is not in quotes, those that are, unless
    they are names too ("AFP, « Le Figaro »")."""
    if pieces[0].startswith(_QUOTES):
        return pieces
    return [piece for piece in pieces if not piece.startswith(_QUOTES) or _may_be_a_paper(tidy(piece))]


def _may_be_a_paper(name: str) -> bool:
    return is_press(name) or len(name.split()) <= _WORDS_OF_A_PAPER


def _split(value: str, links: Links) -> list[str]:
    """The value cut at its separators, but not inside a web address, a known title or one link's text."""
    kept = [m.span() for m in re.finditer(r"https?://\S*[^\s,;.)\]]", value)]
    kept += [m.span() for m in _WHOLE_NAMES.finditer(value)]
    for anchor in (clean(text) for text, _ in links):
        start = value.find(anchor) if anchor else -1
        if start >= 0 and not _HARD_SEPARATOR.search(anchor):
            kept.append((start, start + len(anchor)))
    pieces, begin = [], 0
    for match in _SEPARATOR.finditer(value):
        if any(start < match.end() and match.start() < end for start, end in kept):
            continue
        pieces.append(value[begin : match.start()])
        begin = match.end()
    pieces.append(value[begin:])
    return pieces


def tidy(piece: str) -> str:
    """A name without quotes, date, issue number, final stop, and the article before an agency's initials."""
    name = piece.strip(' \u00a0«»"“”„:')
    colleagues = _COLLEAGUES.match(name)
    if colleagues is not None:
        name = _OF.get(colleagues["of"].strip().lower(), "") + name[colleagues.end() :]
    inside = _IN_BRACKETS.fullmatch(name)
    name = inside[1] if inside else name
    name = _ISSUE_TAIL.sub("", name) or ("" if _ISSUE.fullmatch(name) else name)
    name = "" if _DATE_ALONE.fullmatch(name) else name
    if _DIGIT.search(name):
        name = _DATE_TAIL.sub("", name).strip() or name
    name = _OF_AGENCY.sub("", name)
    if name.endswith(".") and not re.search(r"\b(?:Inc|Corp|Co|Ltd|S\.A|A\.G|[A-Z])\.$", name):
        name = name[:-1]
    name = name.strip(' «»"“”„,')
    before = IN_BRACKETS_AT_END.sub("", name)  # "Reuters (Paul Cric)": who wrote it there
    return before if before != name and is_press(before) else name


def sources_of(names: Sequence[str], raw: str, links: Links) -> list[Source]:
    web = [(clean(anchor), href.strip()) for anchor, href in links if _is_web(href)]
    sources = []
    for name in names:
        url = _address_of(name, web, alone=len(names) == 1)
        printed_address = re.match(r"https?://", name) is not None
        if printed_address:
            url = url or name
        nameless = printed_address or fold(name) in _POINTER_WORDS
        sources.append(Source(web_name(url if nameless and url else name), url, raw))
    return sources


def _address_of(name: str, links: list[tuple[str, str]], *, alone: bool) -> str | None:
    """The link whose text is the name, else one whose text holds it, else the only link of an only name."""
    folded = fold(name)
    for anchor, href in links:
        if fold(anchor) == folded:
            return href
    for anchor, href in links:
        if fold(anchor) and (f" {folded} " in f" {fold(anchor)} " or f" {fold(anchor)} " in f" {folded} "):
            return href
    return links[0][1] if alone and len(links) == 1 else None


def _is_web(href: str) -> bool:
    return bool(href.strip()) and not re.match(r"\s*(?:#|javascript:|mailto:|tel:|data:)", href, re.I)


def web_name(address: str) -> str:
    """The host of an address without its "www."; any other name as it is."""
    if not is_domain(address) and not WEB.match(address):
        return address
    return re.sub(r"^(?:https?:)?/*(?:www\.)?", "", address, flags=re.I).split("/")[0].split("?")[0]
