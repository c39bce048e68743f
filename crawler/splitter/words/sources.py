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
from crawler.splitter.words.alternatives import by_first_letter
from crawler.splitter.words.phrases import has_finite_verb, is_agency, is_name, is_press
from crawler.splitter.words.source_names import (
    IN_BRACKETS_AT_END,
    WEB,
    Links,
    names_in,
    sources_of,
    tidy,
    web_name,
)
from crawler.splitter.words.text import clean, fold

_LONGEST = 240
_LONGEST_AGENCY = 50

_LABEL = (
    r"source(?:s|\(s\))?(?:\s+(?:de\s+l[’']info(?:rmation)?|de\s+(?:l[’']|cet\s+)article|des\s+informations|"
    r"officielles?|originales?|principales?|complètes?|utilisées|consultées|"
    r"(?:et|&|/)\s*(?:cr[ée]dits?|photos?|images?|visuels?|illustrations?)(?:\s+photos?)?))?"
    r"|article\s+source|source\s+article|via"
    r"|(?:vu|lu|rep[ée]r[ée]|trouv[ée])\s+(?:sur|dans|chez)"
    r"|quellen?(?:angaben?)?|fuentes?|v[ií]a|font[ei]|original\s+source|hat\s+tip|h/?t"
)
_COLON = r"\s*[:：]\s*"
_LABELLED = re.compile(
    rf"(?P<label>{_LABEL})(?:\s*\([^()]{{2,30}}\))?(?:{_COLON}|\s+\|\s+)(?P<value>.+)", re.I
)
_WITHOUT_COLON = re.compile(r"(?:Sources?|D[ée]p[êe]ches?|Quellen?)\s+(?P<sign>[–—→>»-]+\s+)?(?P<value>\S.*)")
# "Jeanne Pneu avec AFP", "J.P. (avec Reuters)", "AFP – J.P.": how an agency's text that was worked on is
# signed.
_SIGNED = re.compile(r"(?P<who>\S.{1,40}?)\s*(?:,\s*|\()?\b(?:avec|with|mit)\s+(?P<value>[^()]+)\)?")
_SIGNED_AGENCY = re.compile(r"(?P<value>[\w .-]{2,25}?)\s*[–—,/|-]\s*(?:[A-ZÀ-Ý]\.[\s-]?){1,2}[A-ZÀ-Ý]?")
_INITIALS = re.compile(r"\b[A-ZÀ-Ý]\.\s?[A-ZÀ-Ý]\.$")  # a paper's, with their own stop: "F.Z."
# What closes the articles of German newsrooms: the writer's initials and agencies, "ege/dpa", "(fza/AFP)".
_CLOSING_INITIALS = re.compile(r"(?=.*[a-zäöü])[A-Za-zÄÖÜäöü-]{2,9}(?:\s?/\s?[A-Za-zÄÖÜäöü-]{2,9}){1,3}")
_HANDLE = re.compile(r"@\w{2,30}")
_STAFF = re.compile(r"(?:la\s+|notre\s+)?r[ée]daction|redaktion", re.I)
_CREDIT_BEFORE = re.compile(
    r"(?:cr[ée]dits?(?:\s+(?:photos?|images?))?|photos?|images?|illustrations?)\s*:[^:|•]{1,60}?"
    r"(?:[|•;/.,]|\s[–—-])\s*(?=sources?\s*:)",
    re.I,
)
_LABEL_ALONE = re.compile(rf"(?:{_LABEL}|(?:lien\s+)?(?:source|original)|(?:l[’'])?article\s+original)", re.I)
_LIST_LABEL = re.compile(
    r"(?:(?:les|nos|mes)\s+)?(?:source(?:s|\(s\))?|quellen?)(?:\s+(?:utilis[ée]es|consult[ée]es|principales))?"
    r"\s*[:：]?",
    re.I,
)
_VIA = re.compile(r"(?:via|hat\s+tip(?:\s+to)?|h/?t)\s+(?P<value>\S.*)", re.I)
_WITH_LABEL = (
    r"avec(?:\s+(?:[dl]es\s+)?informations\s+d(?:e|u|es)(?=\s))?|d[’']apr[èe]s|(?:vu|lu|rep[ée]r[ée])\s+(?:sur|dans|chez)|with(?!\s+(?:files|reporting|information|material)\b)|"
    r"mit(?:\s+material\s+(?:von|der|des))?|with\s+(?:files|reporting|information|material)\s+(?:from|by)"
)
_WITH = re.compile(rf"(?P<label>{_WITH_LABEL})(?:{_COLON}|\s+)(?P<value>\S.*)", re.I)
_ORIGINAL_LABEL = (
    r"(?:(?:lire|lisez|voir|retrouve[rz]|consulte[rz])\s+(?:l[’']|la\s+|le\s+|cet\s+)"
    r"(?:article|information|info|d[ée]p[êe]che|interview|entretien|[ée]tude|enqu[êe]te|communiqu[ée]|"
    r"original|texte|suite(?:\s+de\s+(?:l[’']|cet\s+)article)?)"
    r"(?:\s+(?:complet|compl[èe]te|original|originale|int[ée]gral|int[ée]grale|d[’']origine|"
    r"en\s+entier|dans\s+son\s+int[ée]gralit[ée]|en\s+int[ée]gralit[ée]|source))?\s+(?:sur|dans|chez)"
    r"|read\s+(?:the\s+)?(?:full|original|whole|complete|rest\s+of\s+the)\s+(?:article|story|post|piece)\s+"
    r"(?:at|on|in)|read\s+more\s+(?:at|on)|full\s+story\s+(?:at|on)"
    r"|(?:den\s+)?(?:vollständigen|ganzen|kompletten)\s+(?:artikel|text)\s+(?:lesen\s+)?(?:auf|bei|in))"
)
_READ_ORIGINAL = re.compile(rf"{_ORIGINAL_LABEL}(?:{_COLON}|\s+)(?P<value>\S.*)", re.I)
_FIRST_LABEL = (
    r"(?:(?:cet\s+|l[’'])?article\s+)?(?:est\s+|a\s+[ée]t[ée]\s+)?"
    r"(?:(?:initialement|d[’']abord|originellement)\s+(?:paru|publi[ée])|"
    r"(?:paru|publi[ée])\s+(?:initialement|d[’']abord|[àa]\s+l[’']origine|en\s+premier))"
    r"\s+(?:sur|dans|par|chez)\s+"
)
_FIRST_PUBLISHED = re.compile(rf"{_FIRST_LABEL}(?P<value>\S.*)", re.I)
# How each line with a label begins (in small letters): nearly all lines have none.
_ANY_LABEL = re.compile(
    by_first_letter("|".join((_LABEL, r"d[ée]p[êe]ches?", _ORIGINAL_LABEL, _FIRST_LABEL, _WITH_LABEL)))
)
# How English newsrooms name whose text they used.
_CONTRIBUTED = re.compile(
    r"(?P<value>[^.]{2,80}?)\s+contributed\s+(?:reporting\s+)?to\s+this\s+(?:report|story|article)", re.I
)
_LEAD_IN = re.compile(r"^[^\w\[(«“\"@]+")  # bullets, arrows, signs


def read_source_line(text: str, links: Links = ()) -> tuple[str, list[Source]] | None:
    """The rule that reads the whole line as an attribution, and its sources; None when it is none.

    ``text`` is one block's text; ``links`` are (anchor text, address) pairs inside it, which give the names
    their addresses. The list is empty where the line names nobody ("Sources : diverses").
    """
    if len(text) > 2 * _LONGEST:  # a paragraph: not worth the folding of its white space
        return None
    line = _normalise(text)
    if not line or len(line) > _LONGEST:
        return None
    bare, bracketed = _unwrap(line if line[0].isalnum() else _LEAD_IN.sub("", line))
    links = [link for link in links if (anchor := clean(link[0])) and anchor in line]
    if "ource" in bare and (credit := _CREDIT_BEFORE.match(bare)):
        bare = bare[credit.end() :]
    readers = _READERS if _ANY_LABEL.match(bare.lower()) else _WITHOUT_LABEL
    for read in readers:
        found = read(bare, bracketed, links)
        if found is not None:
            return found[0], sources_of(found[1], line, links)
    return _linked_label(bare, line, links)


def is_source_list_label(text: str) -> bool:
    """Whether a line may head a list of sources: "Sources :", with nothing behind it."""
    return _LIST_LABEL.fullmatch(clean(text)) is not None


def read_listed_source(text: str, links: Links = (), *, is_item: bool = True) -> list[Source] | None:
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
    names = names_in(bare, links)
    linked = {fold(anchor) for anchor, _ in links}
    if not names:
        return None
    known = all(is_press(n) or (is_item and is_name(n)) or fold(n) in linked for n in names)
    return sources_of(names, line, links) if known else None


def read_marked_source(text: str) -> list[Source] | None:
    """The titles of the press behind a label without a colon, in what its page marks as sources."""
    match = _WITHOUT_COLON.fullmatch(_normalise(text))
    names = names_in(match["value"], ()) if match is not None else None
    return sources_of(names, clean(text), ()) if names and all(map(is_press, names)) else None


def source_at_end(text: str) -> tuple[str, int] | None:
    """An attribution that closes a paragraph: the rule, and the offset in ``text`` where it begins.

    "… la fin de la phrase. (AFP)", "… la fin. Source : AFP", "… la fin [Source: X]". ``text[offset:]`` is
    what ``read_source_line`` reads.
    """
    near_end = max(0, len(text) - _LONGEST)
    is_closed = any(sign in text[-4:] for sign in ")]")  # most are not: worth no search
    bracket = _CLOSING_BRACKET.search(text, near_end) if is_closed else None
    if bracket and text[: bracket.start()].strip():
        read = read_source_line(bracket[0])
        if read is not None and (read[0] != "via" or all(is_press(s.name) for s in read[1])):
            return f"closing-{read[0]}", bracket.start()
    if not _may_hold(text[near_end:], _SOURCE_WORDS):
        return None
    for match in reversed(list(_AFTER_SENTENCE.finditer(text, near_end))):
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
        small = not any(c.isupper() for c in piece)
        if len(piece) > _LONGEST_AGENCY or (small and piece.strip() not in _SMALL):
            continue
        name = tidy(piece).removesuffix(" agence")  # "Par AFP agence"
        if is_agency(name):
            found.setdefault(fold(name), Source(name, None, line))
    return list(found.values())


def is_initialled(line: str) -> bool:
    """Whether a line is initials in small letters and agencies, as Swiss and German newsrooms sign."""
    return bool(_initialled_agencies(clean(line)))


def _initialled_agencies(line: str) -> list[str]:
    if not _INITIALLED.fullmatch(line):
        return []
    return [word for word in _WORD.findall(line) if is_agency(word)]


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
_SOURCE_WORDS = ("source", "quelle", "via", "avec", "apr")  # one of them is in each such ending
_WITH_WORDS = ("avec", "with", "mit")
_BYLINE_SEPARATOR = re.compile(
    r"[,;|/•·()\[\]–—:]|\s-\s|\b(?:avec|et|and|with|mit|und|via|par|by|von)\s+", re.I
)
# "ami avec ats", "ats/ami", "asch avec afp et reuters"
_INITIALLED = re.compile(
    r"[a-z]{2,5}(?:/[a-z]{2,5})*\s+(?:avec|mit)\s+[a-z]{2,9}(?:(?:,\s|/|\s(?:et|und)\s)[a-z]{2,9})*"
    r"|(?:[a-z]{2,4}/){1,3}[a-z]{2,4}"
)
# As German, Austrian and Swiss papers print them.
_SMALL = frozenset(("dpa", "ots", "sid", "epd", "kna", "mid", "ampnet", "dapd", "sda", "ats", "apa", "awp"))
_WORD = re.compile("[a-z]+")
_DATELINE = re.compile(r"[A-ZÀ-Ý][\w’' -]{1,40}(?:,\s[^()]{1,30})?\s\((?P<agency>[^()]{2,25})\)\s*[-–—]+")

_Found = tuple[str, list[str]] | None


def _may_hold(text: str, words: Sequence[str]) -> bool:
    return any(map(text.lower().__contains__, words))


def _labelled(line: str, bracketed: bool, links: Links) -> _Found:
    match = _LABELLED.fullmatch(line)
    if match is None:
        return _without_colon(line, links)
    names = names_in(match["value"].strip(), links)
    if names is None:
        return None
    label = fold(match["label"])
    rule = "via" if label == "via" else "hat-tip" if label in ("ht", "h t", "hat tip") else "source-label"
    return ("bracketed-source" if bracketed and rule == "source-label" else rule), names


def _without_colon(line: str, links: Links) -> _Found:
    """Read "Source AFP", "Dépêche AFP", "Source → Le Monde": without the colon, nothing but agencies may
    follow; behind a dash or an arrow, the press and names that link elsewhere."""
    match = _WITHOUT_COLON.fullmatch(line)
    names = names_in(match["value"], links) if match is not None else None
    if match is None or not names:
        return None
    if all(map(is_agency, names)):
        return "label-agency", names
    return ("source-label", names) if match["sign"] and all(_is_vouched(n, links) for n in names) else None


def _linked_label(bare: str, line: str, links: Links) -> tuple[str, list[Source]] | None:
    """Read "[Source]" where the word itself is the link: the source is the host it leads to."""
    if len(links) != 1 or not _LABEL_ALONE.fullmatch(bare) or fold(links[0][0]) != fold(bare):
        return None
    address = links[0][1].strip()
    return ("linked-label", [Source(web_name(address), address, line)]) if WEB.match(address) else None


def _via(line: str, bracketed: bool, links: Links) -> _Found:
    """Read "Via X" and "Hat tip to X": without a colon, so that nothing but names of the press may follow
    "Via", which also begins the names of roads."""
    match = _VIA.fullmatch(line)
    if match is None or not (bracketed or line[0].isupper()):
        return None
    names = names_in(match["value"], links)
    is_via = fold(line).startswith("via")
    if not names or not all(_is_vouched(n, links) if is_via else is_name(n, 4) for n in names):
        return None
    return ("via" if is_via else "hat-tip"), names


def _with(line: str, bracketed: bool, links: Links) -> _Found:
    """Read "Avec AFP (noms)", "D'après Automotive News": only agencies and the press are named this way.

    "Avec Tesla" or "D'après Carlos Ghosn" may as well be a heading; a link under the name tells.
    """
    match = _WITH.fullmatch(line)
    if match is None:
        return None
    names = names_in(IN_BRACKETS_AT_END.sub("", match["value"]), links)
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


def _signed(line: str, bracketed: bool, links: Links) -> _Found:
    if initialled := _initialled_agencies(line):
        return "signature", initialled
    match = _SIGNED.fullmatch(line) if _may_hold(line, _WITH_WORDS) else None
    if match is None:
        match = _SIGNED_AGENCY.fullmatch(line) if len(line) <= _LONGEST_AGENCY and "." in line else None
    elif not (is_name(match["who"], 4) or _STAFF.fullmatch(match["who"])):
        return None
    if match is None:
        return None
    names = names_in(match["value"], links)
    return ("signature", names) if names and all(map(is_agency, names)) else None


def _is_vouched(name: str, links: Links) -> bool:
    """Whether a name is the press by itself, an account's handle, or a name that links elsewhere: those
    whom a site has pages of ("Avec Jeanne Roue") are its own."""
    linked = is_name(name) and any(fold(name) == fold(anchor) and WEB.match(to) for anchor, to in links)
    return linked or is_press(name) or _agencies(name) or _HANDLE.fullmatch(name) is not None


def _contributed(line: str, bracketed: bool, links: Links) -> _Found:
    match = _CONTRIBUTED.fullmatch(line.rstrip(".")) if "contributed" in line.lower() else None
    if match is None:
        return None
    names = names_in(re.sub("^the ", "", match["value"], flags=re.I), links)
    return ("contributed", names) if names and all(map(is_agency, names)) else None


def _read_original(line: str, bracketed: bool, links: Links) -> _Found:
    for rule, form in (("read-original", _READ_ORIGINAL), ("first-published", _FIRST_PUBLISHED)):
        match = form.fullmatch(line)
        if match is None:
            continue
        names = names_in(match["value"], links)
        if names and all(is_name(name) or any(fold(name) == fold(a) for a, _ in links) for name in names):
            return rule, names
    return None


def _agency_alone(line: str, bracketed: bool, links: Links) -> _Found:
    """Read "(AFP)": without brackets an agency cannot be told from a credit or an author's initials."""
    names = names_in(line, links) if bracketed else None
    if not names or not all(is_agency(name) for name in names):
        return None
    return "bracketed-agency", names


def _initialled(line: str, bracketed: bool, links: Links) -> _Found:
    if "/" not in line or not _CLOSING_INITIALS.fullmatch(line):
        return None
    parts = [part.strip() for part in line.split("/")]
    names = [part for part in parts if is_agency(part)]
    initials = [part for part in parts if part not in names]
    if not names or not initials or any(len(part) > 4 or not part.islower() for part in initials):
        return None
    return "closing-initials", names


def _agencies(name: str) -> bool:
    return fold(name) in ("agences", "les agences", "agences de presse", "agenturen", "agencies")


def _normalise(text: str) -> str:
    return clean(text).replace("´", "’").replace("`", "’")


def _unwrap(line: str) -> tuple[str, bool]:
    """The line without a final stop and without brackets around all of it; whether it had brackets."""
    bare = line.rstrip()
    if bare.endswith(".") and not bare.endswith("..") and not _INITIALS.search(bare):
        bare = bare[:-1].rstrip()
    for opening, closing in ("[]", "()"):
        if bare.startswith(opening) and bare.endswith(closing):
            inner = bare[1:-1].strip()
            if opening not in inner or inner.count(opening) == inner.count(closing):
                return (inner[:-1].rstrip() if inner.endswith(".") else inner), True
    return bare, False


_WITHOUT_LABEL = (_contributed, _signed, _agency_alone, _initialled)
_READERS = (_labelled, _read_original, _via, _with, *_WITHOUT_LABEL)

__all__ = [
    "agency_in_byline",
    "dateline_agency",
    "is_source_list_label",
    "read_listed_source",
    "read_marked_source",
    "read_source_line",
    "source_at_end",
]
