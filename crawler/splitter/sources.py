"""Source attribution by the words of one line: "Source : AFP", "Via Reuters", "(avec AFP)", "Lire l'article
complet sur X".

A line is an attribution only as a whole: a label, its colon, and a short value that is no sentence. Where the
colon is left out, the name must be one that nothing but an attribution would stand beside: an agency, a title
of the press, or a link. What is said inside a sentence ("Selon X", "rapporte X", "de même source, on
indique…") is the author's prose and stays in the body. Credits of pictures are another part (``lines``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.items import Source
from crawler.splitter.phrases import has_finite_verb, is_agency, is_domain, is_name, is_press
from crawler.splitter.text import clean, fold

_Links = Sequence[tuple[str, str]]

_LONGEST = 240
_LONGEST_NAME = 14  # words
_LONGEST_AGENCY = 50

_LABEL = (
    r"source(?:s|\(s\))?(?:\s+(?:de\s+l[’']info(?:rmation)?|de\s+(?:l[’']|cet\s+)article|des\s+informations|"
    r"officielles?|originales?|principales?|complètes?|utilisées|consultées|"
    r"(?:et|&|/)\s*(?:cr[ée]dits?|photos?|images?|visuels?|illustrations?)(?:\s+photos?)?))?"
    r"|article\s+source|source\s+article|via"
    r"|(?:vu|lu|rep[ée]r[ée]|trouv[ée])\s+(?:sur|dans|chez)"
    r"|quellen?(?:angaben?)?|original\s+source|hat\s+tip|h/?t"
)
_COLON = r"\s*[:：]\s*"
_LABELLED = re.compile(rf"(?P<label>{_LABEL})(?:\s*\([^()]{{2,30}}\))?{_COLON}(?P<value>.+)", re.I)
_LABELLED_AGENCY = re.compile(r"(?:Sources?|D[ée]p[êe]ches?|Quellen?)\s+(?:[–—→-]\s+)?(?P<value>\S.*)")
# "Jeanne Pneu avec AFP", "J.P. (avec Reuters)", "AFP – J.P.": how an agency's text that was worked on is
# signed.
_SIGNED = re.compile(r"(?P<who>\S.{1,40}?)\s*(?:,\s*|\()?\b(?:avec|with|mit)\s+(?P<value>[^()]+)\)?")
_SIGNED_AGENCY = re.compile(r"(?P<value>[\w .-]{2,25}?)\s*[–—,/|-]\s*(?:[A-ZÀ-Ý]\.[\s-]?){1,2}[A-ZÀ-Ý]?")
_STAFF = re.compile(r"(?:la\s+|notre\s+)?r[ée]daction|redaktion", re.I)
_CREDIT_BEFORE = re.compile(r"cr[ée]dits?(?:\s+photos?)?\s*:[^|•]{1,60}[|•]\s*(?=sources?\s*:)", re.I)
_LABEL_ALONE = re.compile(rf"(?:{_LABEL}|(?:lien\s+)?(?:source|original)|(?:l[’'])?article\s+original)", re.I)
_LIST_LABEL = re.compile(
    r"(?:(?:les|nos|mes)\s+)?(?:source(?:s|\(s\))?|quellen?)(?:\s+(?:utilis[ée]es|consult[ée]es|principales))?"
    r"\s*[:：]?",
    re.I,
)
_VIA = re.compile(r"(?:via|hat\s+tip(?:\s+to)?|h/?t)\s+(?P<value>\S.*)", re.I)
_WITH = re.compile(
    r"(?P<label>avec|d[’']apr[èe]s|(?:vu|lu|rep[ée]r[ée])\s+(?:sur|dans|chez)|with|"
    r"mit(?:\s+material\s+(?:von|der|des))?)"
    rf"(?:{_COLON}|\s+)(?P<value>\S.*)",
    re.I,
)
_READ_ORIGINAL = re.compile(
    r"(?:(?:lire|lisez|voir|retrouve[rz]|consulte[rz])\s+(?:l[’']|la\s+|le\s+|cet\s+)"
    r"(?:article|information|info|d[ée]p[êe]che|interview|entretien|[ée]tude|enqu[êe]te|communiqu[ée]|"
    r"original|texte|suite(?:\s+de\s+(?:l[’']|cet\s+)article)?)"
    r"(?:\s+(?:complet|compl[èe]te|original|originale|int[ée]gral|int[ée]grale|d[’']origine|"
    r"en\s+entier|dans\s+son\s+int[ée]gralit[ée]|en\s+int[ée]gralit[ée]|source))?\s+(?:sur|dans|chez)"
    r"|read\s+(?:the\s+)?(?:full|original|whole|complete|rest\s+of\s+the)\s+(?:article|story|post|piece)\s+"
    r"(?:at|on|in)|read\s+more\s+(?:at|on)|full\s+story\s+(?:at|on)"
    r"|(?:den\s+)?(?:vollständigen|ganzen|kompletten)\s+(?:artikel|text)\s+(?:lesen\s+)?(?:auf|bei|in))"
    rf"(?:{_COLON}|\s+)(?P<value>\S.*)",
    re.I,
)
_FIRST_PUBLISHED = re.compile(
    r"(?:(?:cet\s+|l[’'])?article\s+)?(?:est\s+|a\s+[ée]t[ée]\s+)?"
    r"(?:(?:initialement|d[’']abord|originellement)\s+(?:paru|publi[ée])|"
    r"(?:paru|publi[ée])\s+(?:initialement|d[’']abord|[àa]\s+l[’']origine|en\s+premier))"
    r"\s+(?:sur|dans|par|chez)\s+(?P<value>\S.*)",
    re.I,
)
# A credit that follows the source on the same line belongs to the line, not to its names.
_CREDIT_TAIL = re.compile(
    r"[\s.;,|/–—-]*\b(?:cr[ée]dits?(?:\s+photos?)?|photos?|images?|illustrations?|visuels?|fotos?)\s*[:©].*$"
    r"|\s*©.*$",
    re.I,
)
_LEAD_IN = re.compile(r"^[^\w\[(«“\"@]+")  # bullets, arrows, signs
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
_NOTE = re.compile(
    r"\s*[\[(](?:en\s+\w+|in\s+\w+|[a-z]{2}|abonn[ée]s?|payant|pdf|lien|archive[sd]?|"
    rf"(?:du\s+|le\s+)?{_DATE})[\])]",
    re.I,
)
_ISSUE_TAIL = re.compile(r"\s*[:,]?\s*(?:n[°ºo]\s*|num[ée]ro\s+|nr\.?\s*)\d+.*$|\s*:\s*\d[\d/. -]*$", re.I)
_BRACKET_NOTE = re.compile(r"\s*\((?:avec|via|d[’']apr[èe]s|with|mit)\s+([^()]+)\)", re.I)
_EDITORS = re.compile(r"\s*\([^()]*\)\s*$")
_SEPARATOR = re.compile(
    r"\s*[;,•·|]\s*"  # always between names
    r"|\s*\b(?:via)\s*[:：]\s*|\s+via\s+"
    r"|\s+(?:et|avec|and|und|y)\s+(?=(?:[ldLD][’']|l[ea]\s+|les\s+|the\s+)?[A-ZÀ-Ý0-9«\"]|www\.|[\w-]+\.\w)"
    r"|\s+[&+]\s+(?=\S)|(?<!\d)\s*/\s*|\s*/\s*(?!\d)|\s+[–—-]\s+"
)
_COLLEAGUES = re.compile(
    r"(?:nos|leurs|ses)\s+(?:excellents\s+)?confr[èe]res\s+(?P<of>de\s+l[’']|de\s+la\s+|d[’']|du\s+|des\s+|de\s+|chez\s+)",
    re.I,
)
_OF = {"du": "Le ", "des": "Les ", "de la": "La ", "de l’": "L’", "de l'": "L'"}  # contracted articles
_HANDLE = re.compile(r"@\w{2,30}")
_ISSUE = re.compile(r"(?:n[°ºo]\s*|num[ée]ro\s+|nr\.?\s*)\d+", re.I)
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_QUANTITY = re.compile(r"[\d\s.,]+(?:[€$£%]|\s*[a-zµ°²³]+\b.*)?")  # "12 000 euros"; "20 Minutes" is a paper
_HARD_SEPARATOR = re.compile(r"\s*[;,•·|]\s*|\s*\bvia\s*[:：]\s*|\s+via\s+")
# Titles that hold a separator of their own (general press, closed list).
_WHOLE_NAMES = re.compile(
    r"sciences et avenir|sciences & avenir|arts et métiers|car and driver|car & driver|road & track|"
    r"road and track|auto[ ,]motor und sport|auto, motor und sport|standard & poor[’']s|ernst & young|"
    r"j\.?d\.? power and associates|pop auto et moto|auto et technique|moteur et sport|what car\?|"
    r"cycle & automotive|trends & tendances|wards & co|le figaro et vous|roland & berger",
    re.I,
)
_DESCRIPTION = frozenset(
    map(
        fold,
        "communiqué|communiqué de presse|site officiel|dossier de presse|etc|conférence de presse|"
        "press release|pressemitteilung|réseaux sociaux|en anglais|en allemand|abonnés".split("|"),
    )
)
_POINTER_WORDS = frozenset(map(fold, "ici|lien|link|here|cliquez ici|ce lien|le lien|cet article".split("|")))


def read_source_line(text: str, links: _Links = ()) -> tuple[str, list[Source]] | None:
    """The rule that reads the whole line as an attribution, and its sources; None when it is none.

    ``text`` is one block's text; ``links`` are (anchor text, address) pairs inside it, which give the names
    their addresses. The list is empty where the line names nobody ("Sources : diverses").
    """
    line = _normalise(text)
    if not line or len(line) > _LONGEST:
        return None
    bare, bracketed = _unwrap(_LEAD_IN.sub("", line))
    links = [link for link in links if clean(link[0]) and clean(link[0]) in line]
    bare = _CREDIT_BEFORE.sub("", bare, count=1)
    for read in (_labelled, _read_original, _via, _with, _signed, _agency_alone):
        found = read(bare, bracketed, links)
        if found is not None:
            return found[0], _sources(found[1], line, links)
    return _linked_label(bare, line, links)


def is_source_list_label(text: str) -> bool:
    """Whether a line may head a list of sources: "Sources :", with nothing behind it."""
    return _LIST_LABEL.fullmatch(clean(text)) is not None


def read_listed_source(text: str, links: _Links = (), *, is_item: bool = True) -> list[Source] | None:
    """The sources that one item of such a list names; None when it is a sentence and no name.

    What is nothing but a link is a name whatever its words; else it must look like one, or, where it is no
    list item but a row below the label (``is_item`` False), be a title of the press.
    """
    line = _normalise(text)
    if len(line) > _LONGEST:
        return None
    read = read_source_line(line, links)
    if read is not None:
        return read[1]
    bare = _unwrap(_LEAD_IN.sub("", line))[0]
    names = _names(bare, links)
    linked = {fold(anchor) for anchor, _ in links}
    if not names:
        return None
    known = all(is_press(n) or (is_item and is_name(n)) or fold(n) in linked for n in names)
    return _sources(names, line, links) if known else None


def source_at_end(text: str) -> tuple[str, int] | None:
    """An attribution that closes a paragraph: the rule, and the offset in ``text`` where it begins.

    "… la fin de la phrase. (AFP)", "… la fin. Source : AFP", "… la fin [Source: X]". ``text[offset:]`` is
    what ``read_source_line`` reads.
    """
    bracket = _CLOSING_BRACKET.search(text)
    if bracket and text[: bracket.start()].strip():
        read = read_source_line(bracket[0])
        if read is not None and (read[0] != "via" or all(is_press(s.name) for s in read[1])):
            return f"closing-{read[0]}", bracket.start()
    for match in reversed(list(_AFTER_SENTENCE.finditer(text))):
        offset = match.start("tail")
        read = read_source_line(text[offset:])
        if read is not None and text[:offset].strip():
            return f"closing-{read[0]}", offset
    return None


def agency_in_byline(text: str) -> list[Source]:
    """The news agencies a byline names: "Jean Dupont avec AFP", "AFP", "Le Monde avec AFP et Reuters"."""
    line = clean(text)
    found: dict[str, Source] = {}
    if has_finite_verb(line):  # a first sentence with a dateline
        return []
    for piece in _BYLINE_SEPARATOR.split(line):
        if len(piece) > _LONGEST_AGENCY or not any(c.isupper() for c in piece):
            continue
        name = _tidy(piece)
        if is_agency(name):
            found.setdefault(fold(name), Source(name, None, line))
    return list(found.values())


def dateline_agency(text: str) -> list[Source]:
    """The agency of a paragraph's opening dateline: "PARIS (AFP) – …", "DETROIT, 12 mars (Reuters) - …"."""
    match = _DATELINE.match(text)
    if match is None or not is_agency(match["agency"]):
        return []
    return [Source(match["agency"].strip(), None, clean(match[0]))]


_CLOSING_BRACKET = re.compile(r"[(\[][^()\[\]]{2,80}(?:\([^()]{0,80}\))?[)\]]\s*\.?\s*$")
_AFTER_SENTENCE = re.compile(
    r"(?:(?<=[.!?…»”\")\]])\s*[–—-]?\s*(?=[\[(]?(?:(?:sources?|quellen?|via)\b|avec\s|d[’']apr[èe]s\s))"
    r"|\s[–—|-]\s+(?=(?:sources?|quellen?)\s*:))(?P<tail>.)",
    re.I,
)
_WEB = re.compile(r"(?:https?:)?//", re.I)
_BYLINE_SEPARATOR = re.compile(
    r"[,;|/•·()\[\]–—:]|\s-\s|\b(?:avec|et|and|with|mit|und|via|par|by|von)\s+", re.I
)
_DATELINE = re.compile(r"[A-ZÀ-Ý][\w’' -]{1,40}(?:,\s[^()]{1,30})?\s\((?P<agency>[^()]{2,25})\)\s*[-–—]+")

_Found = tuple[str, list[str]] | None


def _labelled(line: str, bracketed: bool, links: _Links) -> _Found:
    match = _LABELLED.fullmatch(line)
    if match is None:
        return _labelled_agency(line, links)
    names = _names(match["value"].strip(), links)
    if names is None:
        return None
    label = fold(match["label"])
    rule = "via" if label == "via" else "hat-tip" if label in ("ht", "h t", "hat tip") else "source-label"
    return ("bracketed-source" if bracketed and rule == "source-label" else rule), names


def _labelled_agency(line: str, links: _Links) -> _Found:
    """Read "Source AFP", "Dépêche AFP": without the colon, nothing but agencies may follow."""
    match = _LABELLED_AGENCY.fullmatch(line)
    names = _names(match["value"], links) if match is not None else None
    return ("label-agency", names) if names and all(map(is_agency, names)) else None


def _linked_label(bare: str, line: str, links: _Links) -> tuple[str, list[Source]] | None:
    """Read "[Source]" where the word itself is the link: the source is the host it leads to."""
    if len(links) != 1 or not _LABEL_ALONE.fullmatch(bare) or fold(links[0][0]) != fold(bare):
        return None
    address = links[0][1].strip()
    return ("linked-label", [Source(_host(address), address, line)]) if _WEB.match(address) else None


def _via(line: str, bracketed: bool, links: _Links) -> _Found:
    """Read "Via X" and "Hat tip to X": without a colon, so that nothing but names of the press may follow
    "Via", which also begins the names of roads."""
    match = _VIA.fullmatch(line)
    if match is None or not (bracketed or line[0].isupper()):
        return None
    names = _names(match["value"], links)
    is_via = fold(line).startswith("via")
    if not names or not all(_is_vouched(n, links) if is_via else is_name(n, 4) for n in names):
        return None
    return ("via" if is_via else "hat-tip"), names


def _with(line: str, bracketed: bool, links: _Links) -> _Found:
    """Read "Avec AFP (noms)", "D'après Automotive News": only agencies and the press are named this way.

    "Avec Tesla" or "D'après Carlos Ghosn" may as well be a heading; a link under the name tells.
    """
    match = _WITH.fullmatch(line)
    if match is None:
        return None
    names = _names(_EDITORS.sub("", match["value"]), links)
    if not names or not all(_is_vouched(name, links) for name in names):
        return None
    # A small letter begins the next row of a wrapped sentence, unless nothing but an agency follows.
    if not (bracketed or line[0].isupper() or all(map(is_agency, names))):
        return None
    label = fold(match["label"])
    if label.startswith("d apres"):
        return "d-apres", names
    if label.split()[0] not in ("avec", "with", "mit"):
        return "seen-in", names
    return ("avec-agence" if all(is_agency(n) or _agencies(n) for n in names) else "avec"), names


def _signed(line: str, bracketed: bool, links: _Links) -> _Found:
    match = _SIGNED.fullmatch(line)
    if match is None:
        match = _SIGNED_AGENCY.fullmatch(line)
    elif not (is_name(match["who"], 4) or _STAFF.fullmatch(match["who"])):
        return None
    if match is None:
        return None
    names = _names(match["value"], links)
    return ("signature", names) if names and all(map(is_agency, names)) else None


def _is_vouched(name: str, links: _Links) -> bool:
    """Whether a name is the press by itself, the handle of an account, or a name that is a link."""
    linked = is_name(name) and any(fold(name) == fold(anchor) for anchor, _ in links)
    return linked or is_press(name) or _agencies(name) or _HANDLE.fullmatch(name) is not None


def _read_original(line: str, bracketed: bool, links: _Links) -> _Found:
    for rule, form in (("read-original", _READ_ORIGINAL), ("first-published", _FIRST_PUBLISHED)):
        match = form.fullmatch(line)
        if match is None:
            continue
        names = _names(match["value"], links)
        if names and all(is_name(name) or any(fold(name) == fold(a) for a, _ in links) for name in names):
            return rule, names
    return None


def _agency_alone(line: str, bracketed: bool, links: _Links) -> _Found:
    """Read "(AFP)": without brackets an agency cannot be told from a credit or an author's initials."""
    names = _names(line, links) if bracketed else None
    if not names or not all(is_agency(name) for name in names):
        return None
    return "bracketed-agency", names


def _agencies(name: str) -> bool:
    return fold(name) in ("agences", "les agences", "agences de presse", "agenturen", "agencies")


def _normalise(text: str) -> str:
    return clean(text).replace("´", "’").replace("`", "’")


def _unwrap(line: str) -> tuple[str, bool]:
    """The line without a final stop and without brackets around all of it; whether it had brackets."""
    bare = line.rstrip()
    bare = bare[:-1].rstrip() if bare.endswith(".") and not bare.endswith("..") else bare
    for opening, closing in ("[]", "()"):
        if bare.startswith(opening) and bare.endswith(closing):
            inner = bare[1:-1].strip()
            if opening not in inner or inner.count(opening) == inner.count(closing):
                return (inner[:-1].rstrip() if inner.endswith(".") else inner), True
    return bare, False


def _names(value: str, links: _Links) -> list[str] | None:
    """The names in a value; None when it is no short list of names (a sentence, a question, too long)."""
    value = _CREDIT_TAIL.sub("", value).strip()
    if any(clean(anchor) == value for anchor, _ in links):  # the title of what was read there
        return [value]
    if not value or value[-1] in "?!:" or has_finite_verb(value) or re.search(r"[.…]\s+[a-zà-ÿ]", value):
        return None
    if fold(value) in _NOTHING:
        return []
    value = _BRACKET_NOTE.sub(r" ; \1", _NOTE.sub("", value))
    pieces = [_tidy(piece) for piece in _split(value, links)]
    names = [piece for piece in pieces if fold(piece) and fold(piece) not in _DESCRIPTION] or [
        piece for piece in pieces if fold(piece)
    ]
    if not names or any(
        len(n.split()) > _LONGEST_NAME or _QUANTITY.fullmatch(n) or _ROAD.fullmatch(n) for n in names
    ):
        return None
    return list(dict.fromkeys(names))


def _split(value: str, links: _Links) -> list[str]:
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


def _tidy(piece: str) -> str:
    """A name without quotes, date, issue number, final stop, and the article before an agency's initials."""
    name = piece.strip(' \u00a0«»"“”„:')
    colleagues = _COLLEAGUES.match(name)
    if colleagues is not None:
        name = _OF.get(colleagues["of"].strip().lower(), "") + name[colleagues.end() :]
    name = _IN_BRACKETS.sub(r"\1", name) if _IN_BRACKETS.fullmatch(name) else name
    name = _ISSUE_TAIL.sub("", name) or ("" if _ISSUE.fullmatch(name) else name)
    name = "" if re.fullmatch(rf"(?:(?:le|du|vom)\s+)?{_DATE}", name, re.I) else name
    name = _DATE_TAIL.sub("", name).strip() if _DATE_TAIL.sub("", name).strip() else name
    name = re.sub(r"^(?:l[’']|la\s+|le\s+)?agence\s+(?!France)(?=[A-Z])|^l[’'](?=[A-Z]{2,}\b)", "", name)
    if name.endswith(".") and not re.search(r"\b(?:Inc|Corp|Co|Ltd|S\.A|A\.G|[A-Z])\.$", name):
        name = name[:-1]
    name = name.strip(' «»"“”„,')
    before = _EDITORS.sub("", name)  # "Reuters (Paul Cric)": who wrote it there
    return before if before != name and is_press(before) else name


def _sources(names: list[str], raw: str, links: _Links) -> list[Source]:
    web = [(clean(anchor), href.strip()) for anchor, href in links if _is_web(href)]
    sources = []
    for name in names:
        url = _address_of(name, web, alone=len(names) == 1)
        printed_address = re.match(r"https?://", name) is not None
        if printed_address:
            url = url or name
        nameless = printed_address or fold(name) in _POINTER_WORDS
        sources.append(Source(_host(url if nameless and url else name), url, raw))
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


def _host(address: str) -> str:
    """The host of an address without its "www."; any other name as it is."""
    if not is_domain(address) and not _WEB.match(address):
        return address
    return re.sub(r"^(?:https?:)?/*(?:www\.)?", "", address, flags=re.I).split("/")[0].split("?")[0]


__all__ = [
    "agency_in_byline",
    "dateline_agency",
    "is_source_list_label",
    "read_listed_source",
    "read_source_line",
    "source_at_end",
]
