"""The authors: names as the page prints them, weighed against those it declares.

A declared author is often the publisher or the editor's login; a shown one may be cut, or be the agency the
text came from. Names are looked for at the marks of microdata, hAtom and themes, then in lines that begin
with a label of French, English or German usage ("Par", "Publié par", "Autor:").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from lxml.html import HtmlElement

from crawler.splitter.blocks import Piece, read_pieces, visible_text
from crawler.splitter.look import Look
from crawler.splitter.page.metadata import Metadata, name_of, names_beside, types_of
from crawler.splitter.words.addresses import split_address
from crawler.splitter.words.dates import find_date, read_date
from crawler.splitter.words.lines import read_line
from crawler.splitter.words.phrases import has_finite_verb, is_agency, is_press
from crawler.splitter.words.source_names import WEB
from crawler.splitter.words.sources import agency_in_byline, is_initialled
from crawler.splitter.words.text import clean, fold

_BYLINES = (
    '[itemprop~="author"] [itemprop="name"]',
    '[itemprop~="author"], [property~="schema:author"]',
    'a[rel~="author"], [rel~="sioc:has_creator"]',
    ".node .submitted",
    ".author.vcard .fn, .vcard.author .fn, .byline .fn, .p-author",
    ".byline a, .post-author a, .entry-author a, .td-post-author-name a, .author a",
    ".author-name, .author__name, .article__author, .byline, .post-author, .entry-author, .author, .auteur, "
    ".authors, .auteurs, .signature, .autor",
)
# Last, by parts of class names: "article_author-name", "authorsign", "les-auteurs".
_AUTHOR_NAMES = re.compile(
    "[aA]uthor|auteur|autor(?:en|in)?(?![a-z])|byline|signature|journalist|r[eé]dacteur|writer"
)
_LABEL = re.compile(
    r"""(?:(?:un\s+)?(?:article|texte|billet|essai|reportage|dossier|propos|test|recette)\s+)?
        (?:(?:publi|post|[ée]dit|r[ée]dig|[ée]crit|propos|recueilli|sign|mis\s+en\s+ligne|soumis|envoy|ajout)[ée]*e?s?\s+)?
        (?:(?:auteur(?:e|/autrice|rice)?s?|autrice|author|autor(?:in)?|texte?|text|r[ée]dacteur|r[ée]daction|verfasser|
        redakteur|redaktion|written\s+by|posted\s+by|published\s+by|story\s+by)\s*:
        |(?:written|posted|published|submitted|reviewed)\s+by\b|(?:geschrieben|ver[öo]ffentlicht|erstellt)\s+von\b
        |(?:das\s+(?:gespr[äa]ch|interview)\s+f[üu]hrten?|die\s+fragen\s+stellten?)\b
        |(?:par|by|von|(?-i:di|[Pp]or|[Aa]\s+cura\s+di)(?=\s))\b\s*:?)\s*""",
    re.I | re.X,
)
# A label that follows something else on its line: "15 janvier 2015 par Marie", "Publié le 3 mai par Jean".
_LATER_LABEL = re.compile(r"(?:^|[\s,|·•–—-])(?:par|by|von)\s+(?=\S)", re.I)
_PUBLISHED_AFTER = re.compile(
    r"([^,|·–—:]{4,60}?),?\s+(?:publi[ée]|post[ée]|mis\s+en\s+ligne|published|veröffentlicht)\b.*\d", re.I
)
# WordPress' default themes say "Auteur" for voices alone: with the date in one line it has no colon.
_LABEL_UNMARKED = re.compile(r"^(?:auteur|author|autor(?:in)?)\s+(?=\w)", re.I)
_LABEL_ALONE = re.compile(
    r"(?:auteur(?:e|/autrice|rice|\(e\))?(?:s|\(s\))?|autrice|author|autor(?:in)?|r[ée]dacteur|par|by|von|[ée]crit\s+par|publi[ée]\s+par|"
    r"written\s+by|posted\s+by|(?:une?\s+)?(?:article|texte|billet|reportage)\s+(?:de|par)|an?\s+(?:article|story|report)\s+by|"
    r"das\s+(?:gespr[äa]ch|interview)\s+f[üu]hrten?|die\s+fragen\s+stellten?|eine?\s+(?:artikel|beitrag|bericht|text|reportage|kommentar|gastbeitrag)\s+von)\s*:?",
    re.I,
)
_BY = re.compile(rf"^{_LABEL.pattern}", re.I | re.X)
_FUNCTION = (
    r"(?:envoy[ée]e?s?\s+sp[ée]cia|correspond|journaliste|r[ée]dact(?:eur|rice)|grand\s+reporter|chef|directeur|directrice|"
    r"writer|chief|editor|reporter|correspondent|staff|senior|contribut|redakteur|chefredakt|korrespond|essayeur|chroniqueu|"
    r"blogueu|fondat|photograph)"
)
_AFTER_NAME = re.compile(
    r"""\s*(?:[|•·–—(]|\s-\s|\s\S+@\S|\s(?:(?:\d+|aucun|pas\s+de|no|keine)\s)?(?:comments?|commentaires?|kommentare?|rss)\b|
        \s@[\s\w]|(?<=[a-zà-ÿ]{2})(?<!\bdr)(?<!\bprof)(?<!\bmag)(?<!\bing)\.\s+(?=[^\W\d_]{3})|
        \b(?:le|on|am|au|du|at|um|à|il\ y\ a|vor|
        publi[ée]e?|posted|published|updated|mis\ à\ jour|modifi[ée])\b
        \s*:?\s*(?=\d|le\b|on\b|(?:lun|mar|mercre|jeu|vendre|same|diman)di?|
        (?:lun|mar|mer|jeu|ven|sam|dim)\b)|
        \s+(?:on|am|le|at)\s+(?=[^\W\d]+\.?\s+\d)|,?\s(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche),?\s+\d|\s+(?:qui|who)\s+(?=[^\W\d_])|
        \s+(?:pour|dans|sur|in|für|for|bei)\s+(?=[A-ZÀ-Ý«]).*$|
        \s(?:Mo|Di|Mi|Do|Fr|Sa|So)\s*,\s*\d|,?\s\d{1,2}[./\s]|,?\s+(?:\d{1,2}(?:er)?\s+)?\w+\s+(?:19|20)\d\d\b)
        .*$""",
    re.I | re.X,
)
_AND = re.compile(r"(\s*[,;/]\s*|\s+(?:&|et|and|und|avec|with|mit)\s+)")
_NO_NAME = re.compile(
    r"\d|https?:|www\.|@|[?!:]|^\S+\.(?:com|fr|net|org|be|ch|de|at|info)$|"
    r"\b(?:commentaires?|publi[ée]|mis à jour|lecture|minutes?|articles?|suivre|follow|view|voir|posts?|"
    r"verfasst|veröffentlicht|geschrieben|"
    r"profile?|e-?mail|rss|feed|agences?|agencies|partager|share|abonn[ée]|translated|traduit|[üu]bersetzt|temps|mode|"
    r"tous|all|alle|more|plus|catégorie|tags?|photos?|crédits?|bio(?:graph\w+)?|"
    r"(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)\b|"
    r"^(?:auteur(?:e|/autrice|rice)?s?|autrice|author|autor(?:in)?|par|by|von|r[ée]dacteur|redakteur)$",
    re.I,
)
_OTHERS_WORK = re.compile(  # in small letters
    r"(?<!\w)(?:tradui(?:te?|ction)|translated|[üu]bersetz\w*|photos?|photograph(?:y|s|ies)|reviewed|illustr\w*|vid[ée]os?|fotos?)\b"
)
# One of these is in each line that tells of pictures or of others' work; in small letters too.
_OF_OTHERS = re.compile(
    "photo|foto|image|bild|illustr|dessin|vid[ée]o|infograph|tradui|translat|bersetz|review"
)
_COMPANY = re.compile(r"\s(?:SAS?|SARL|S\.A\.|GmbH|AG|e\.\s?V\.|Inc\.?|Ltd\.?|LLC|plc)$")
# Whom publishing systems name where nobody in particular posted a text.
_DESKS = frozenset(
    (
        "redaktion",
        "redaction",
        "la redaction",
        "admin",
        "administrator",
        "administrateur",
        "webmaster",
        "staff",
    )
)
_FEW = 4  # elements of one line
_IS_LABEL = re.compile(r"(?:[_-]label|(?:^|[\s_-])labels)(?:\s|$)", re.I)  # not Bootstrap's "label"
_LOGIN = re.compile(r"[^\W\d_]{3,}[\w-]{0,20}\d{1,4}", re.I)  # "Kiki_12", as portals print it
# Where platforms and press sites keep their authors' pages: WordPress, Drupal, Ghost, Medium and their like.
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|auteurs?|autor(?:en)?|journalistes?|redacteurs?|redaktion|contributors?|contributeurs?|signataires?|"
    r"profiles?|profils?|users?|u|membres?|people|equipe|team|by|biograph(?:ie|y)|bios?|writers?|staff|reporters?|bloggers?|"
    r"redac|autori|autores?)/[^/]+/?$|/@[^/]+/?$",
    re.I,
)
_OF_SUBJECTS = re.compile(
    r"tags?/|topics?/|sujets?/|th[eè]me|dossier|personn|mots?-|rubrique|categor|marque|make|pilot|driver|fahrer|team|lieu|ville",
    re.I,
)
# "L’avis de La Durite": an article before a noun, as no name has it ("Léa d’Estaing").
_ELIDED_NOUN = re.compile(r"(?<!\w)[DLdl][’'][a-zà-öø-ÿ]")
_FULL_NAME = re.compile(
    r"[A-ZÀ-Ý][\w’'-]+\.?(?:\s(?:d[eu]|des|la|le|van|von|der|den|el|ben|[A-ZÀ-Ý]\.|[A-ZÀ-Ý][\w’'-]+)){0,2}\s[A-ZÀ-Ý][\w’'-]+"
)
_OF_PLACES = re.compile(r"(?:La|Le|Les|Sainte?|New|Bad|San|Los|Grand|Grande|Photos?)\b")
# What sites about cars call themselves, which is no person's name.
_OF_TRADE = re.compile(
    r"\b(?:autos?|automobiles?|motos?|moteurs?|motors?|voitures?|cars?|garage|racing|sports?|passion|plan[èe]te|univers|"
    r"monde|news|infos?|actus?|blog|mag|team|club)\b",
    re.I,
)
_PLACE_NAMES = re.compile(
    r"(?<![^\W_])(?:lieu|place|location|ort|ville|commune|city|town|region|dateline|section|rubri(?:que|c|k)|categor(?:y|ie)|"
    r"kategorie|ressort|kicker|topic)(?![^\W_])",
    re.I,
)
# A letter's end, "Jeanne Roue, le 3 juin 1999": not "La Rochelle, le 3 juin".
_SIGNED_ON = re.compile(
    r"(?P<name>(?!(?:La|Le|Les|Sainte?|New|Bad|San|Los|Sankt|Fait)\b)[^,\d]{5,40}), (?=(?:le|on|am|den)\b)",
    re.I,
)
# A lead that its writer signs: "… was er kann. Von Jürgen Rad"; not "nommée « la baleine » par Léa Roue".
_SIGNED_LEAD = re.compile(
    rf"[.!?…](?:\s(?:[Vv]on|[Pp]ar|[Bb]y|[Dd]i|[Pp]or)|\s?[»“”\"]\s(?:Von|Par|By|Di|Por))\s(?P<name>{_FULL_NAME.pattern})\.?$"
)
_PIECES_OF_A_LEAD = 24  # from the first of the container
_SHORTEST_SITE = 3  # letters of a site's name
_LONGEST = 160
_META = (
    "author",
    "article:author",
    "dc.creator",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "byl",
)


@dataclass(frozen=True, slots=True)
class Byline:
    """``authors``, one name each, as printed; ``lines`` are the printed lines that name them or an agency."""

    authors: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def read_byline(look: Look) -> Byline:
    """The byline: what the page shows, as it prints it.

    A declared list that holds all shown names and more completes it; of two that disagree the declared one
    wins where the page shows it too. Where the page shows none, the declared one stands.
    """
    metadata = look.metadata
    declared = [
        name
        for node in metadata.resolve(metadata.article.get("author") or metadata.article.get("creator") or [])
        if (isinstance(node, str) or "Organization" not in types_of(node))
        for name in split_names(_WITH_PICTURES.sub("", _PICTURED_BY.sub("", name_of(node) or "")), longest=8)
        if _is_person(name, metadata)
    ]
    shown, lines = _shown_authors(look)
    wanted = {fold(name) for name in declared}
    if declared and shown and not wanted & {fold(name) for name in shown} and look.shows(declared):
        return Byline(_once(declared), lines)
    if declared and not {fold(name) for name in shown} - wanted:
        return Byline(_once(declared if len(declared) > len(shown) else shown), lines)
    if shown:
        return Byline(_once(_of_persons(shown, lines, look) or shown), lines)
    # Open Graph wants the address of a profile in article:author: that is no name.
    metas = (value for name in _META for value in metadata.meta.get(name, ()) if "://" not in value)
    names = (name for value in metas for name in split_names(value) if _is_person(name, metadata))
    return Byline(_once(names), lines)


def _of_persons(names: Iterable[str], lines: Iterable[str], look: Look) -> list[str]:
    """The names beside that of the site and its desks ("Radio Bielle", "Radio Bielle Limousin"), and without
    it where it stands right behind them ("Jeanne Roue Radio Bielle"). Whose blog is called by their name sign
    as others do: "Par Jeanne Roue et Paul Cric"."""
    metadata = look.metadata
    declared = metadata.resolve(metadata.article.get("author") or [])
    beside = {fold(name) for name in names_beside({look.title}, metadata.title)}
    desks = {
        fold(name_of(node) or "")
        for node in declared
        if not isinstance(node, str) and "Organization" in types_of(node)
    }
    desks = {name for name in desks | beside | metadata.publishers if len(name) > _SHORTEST_SITE}
    found: list[str] = []
    for name in names:
        folded = fold(name)
        if not _is_joined(name, lines) and (
            folded in metadata.publishers or any(f"{folded} ".startswith(f"{desk} ") for desk in desks)
        ):
            continue
        behind = next((desk for desk in desks if folded.endswith(f" {desk}")), "")
        words = name.split()[: -len(behind.split()) or None]
        found.append(" ".join(words) if len(words) > 1 else name)
    return found


def _is_joined(name: str, lines: Iterable[str]) -> bool:
    """Whether a person's full name signs with another's behind it: "Jeanne Roue et Paul Cric"."""
    if not _FULL_NAME.fullmatch(name) or _OF_PLACES.match(name) or _OF_TRADE.search(name) or is_press(name):
        return False
    joined = re.compile(rf"{re.escape(name)}\s+(?:et|and|und|&)\s+(?P<other>{_FULL_NAME.pattern})")
    return any((found := joined.search(line)) and not is_press(found["other"]) for line in lines)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(fold(name), name)
    return tuple(kept.values())


def _shown_authors(look: Look) -> tuple[list[str], tuple[str, ...]]:
    """The shown names, and the lines that show them or name an agency."""
    own = look.layout.author if look.layout else ""
    labelled, line = _labelled_names(look)
    lines = dict.fromkeys([line] if line else [])
    for selector in (own, *_BYLINES):
        found = (element for element in look.find(selector) if element.tag != "meta" or look.holds(element))
        names, printed = _names_in(look, found)
        lines.update((line, None) for line in printed if names or agency_in_byline(line))
        if names:
            # "Par <a>X</a>, Y": the mark may be on the first name alone, the line has them all; and a theme's
            # class may be on the names of other people too.
            known, marked = {fold(name) for name in labelled}, {fold(name) for name in names}
            by_class = selector == _BYLINES[-1] and known < marked
            is_better = marked < known or by_class or marked <= _DESKS
            return (labelled if labelled and is_better else names), tuple(lines)
    if labelled:
        return labelled, tuple(lines)
    names, line = _linked_names(look)
    if not names:
        names, line = _named_links(look)
    if names:
        return names, (*lines, line)
    named = (element for element in look.named(_AUTHOR_NAMES) if visible_text(element))
    names, printed = _names_in(look, islice(named, 2))
    lines.update((line, None) for line in printed if names or agency_in_byline(line))
    if not names:
        names, line = _unlabelled_names(look)
        lines.update(dict.fromkeys([line] if line else []))
    return names, tuple(lines)


def _names_in(look: Look, found: Iterable[HtmlElement]) -> tuple[list[str], list[str]]:
    """The names in elements marked as bylines, with the first line that they print and those of agencies."""
    names: list[str] = []
    lines: list[str] = []
    for element in found:
        line = clean(element.get("content") or "") or visible_text(element)
        line = _own_work(line.lstrip(" ,;|·•–—"))  # ", Rédigé par X", behind a date
        if not line or len(line) > _LONGEST or _is_of_others(element):
            continue
        if not _is_others_work(element):
            if not lines or agency_in_byline(line):
                lines.append(line)
            names.extend(_signed_in(element, line, look))
    return names, lines


def _signed_in(element: HtmlElement, line: str, look: Look) -> list[str]:
    """The names that a byline's element signs with; where words of another line or element run on after a
    name ("Jeanne Roue Words", "Jeanne Roue Collaboration spéciale"), the name alone."""
    names = _signers(line, look)
    inner = _first_line(element)
    of_line = _signers(inner, look)
    if len(of_line) > len(names):
        return of_line
    if len(names) == 1 and len(names[0].split()) > 2:
        for part in (inner, *(visible_text(link) for link in element.iter("a"))):
            if names[0].startswith(f"{part} ") and _FULL_NAME.fullmatch(part):
                return [part]
    return names


def _is_of_others(element: HtmlElement) -> bool:
    """Whether a mark is on who took a picture, or on what a post is about: Blogger's themes call each line
    below it a byline, that of its labels too."""
    if _IS_LABEL.search(element.get("class") or ""):
        return True
    if any("tag" in (link.get("rel") or "").split() for link in element.iter("a")):
        return True
    return any(above.tag == "figcaption" for above in element.iterancestors())


def _is_others_work(element: HtmlElement) -> bool:
    """Whether the line around a marked name begins with what else was done: "Übersetzt von: Roland Rad"."""
    around = element.getparent()
    if around is None or len(around) > _FEW:
        return False
    return _OTHERS_WORK.match(visible_text(around).lower()) is not None


def _signers(line: str, look: Look) -> list[str]:
    columns = _COLUMNS.split(line)
    if len(columns) > 1 and all(_FULL_NAME.fullmatch(column) for column in columns):
        return columns  # "Jeanne Roue | Paul Cric"
    undated = _without_date(line)
    names = split_names(undated, longest=8)
    if undated != line and _PLACE.fullmatch(undated):
        names = []
    return [] if is_initialled(line) else [name for name in names if _signs(name, look.metadata)]


def _first_line(element: HtmlElement) -> str:
    """What a byline's element shows before any block inside it: plugins print their counters there."""
    pieces = read_pieces(element)
    return pieces[0].text if len(pieces) > 1 else ""


def _without_date(line: str) -> str:
    """A byline without the date it begins with: "mar, 08/06/2010 - 11:20 — Nom" (Drupal 6)."""
    found = find_date(line)
    if found is None:
        return line
    start = line.find(found[1])
    return line[start + len(found[1]) :].lstrip(" -–—|·,:") or line if 0 <= start < 8 else line


def _labelled_names(look: Look) -> tuple[list[str], str]:
    """The names of the first line that begins with an author's label, or follows one that stands alone."""
    lines = look.short_lines
    for line in lines:
        if names := names_of_line(line, look.metadata):
            return names, line
    pieces = (*look.opening, *look.closing)
    for label, piece in pairwise(pieces):
        if _LABEL_ALONE.fullmatch(label.text) and (names := _names_from(piece, pieces, look.metadata)):
            return names, piece.text
    return [], ""


def _names_from(first: Piece, pieces: Sequence[Piece], metadata: Metadata) -> list[str]:
    """The names of a piece and of those after it that are printed as it is: a list, a name an item."""
    names: list[str] = []
    for piece in pieces[pieces.index(first) :]:
        if _tag_and_class(piece.element) != _tag_and_class(first.element):
            break
        names.extend(name for name in split_names(piece.text) if _signs(name, metadata))
    return names


def _tag_and_class(element: HtmlElement) -> tuple[str, str | None]:
    return element.tag, element.get("class")


def _linked_names(look: Look) -> tuple[list[str], str]:
    """The names of the first line around the text that links to authors' pages."""
    for piece in (*look.opening, *look.closing):
        names = [
            name
            for text, address in piece.links
            if _AUTHOR_PAGE.search(split_address(address).path)
            for name in split_names(text)
            if _signs(name, look.metadata)
        ]
        if names:
            return names, piece.text
    return [], ""


def _named_links(look: Look) -> tuple[list[str], str]:
    """The full names beside the date above the text that link to a page by that very name."""
    for pair in look.opening_pairs:
        if not any(find_date(piece.text) for piece in pair):
            continue
        for piece in pair:
            names = [
                text
                for text, address in piece.links
                if _FULL_NAME.fullmatch(text) and fold(text) not in look.title and _leads_to(text, address)
            ]
            if names:
                return names, piece.text
    return [], ""


def _leads_to(name: str, address: str) -> bool:
    """Whether an address ends in a name, and is none of tags, makes, drivers: what texts are about."""
    path = split_address(address).path
    last = fold(path.rstrip("/").rpartition("/")[2]).split()
    return not _OF_SUBJECTS.search(path) and set(last).issuperset(fold(name).split())


def _unlabelled_names(look: Look) -> tuple[list[str], str]:
    """The full name that stands just before the date above the text, or signs at its foot: in bold or italics
    on a line of its own, or with a date."""
    for piece, following in look.opening_pairs:
        if piece.is_in_caption:
            continue  # who took the picture, or what is in it
        date = find_date(following.text)
        if date and (following.text.startswith(date[1]) or len(date[1]) > 0.45 * len(following.text)):
            names = split_names(_without_links(piece))
            if names and all(_is_full_name(name, look) for name in names):
                return names, piece.text
    if look.metadata.language and look.metadata.language.lower().startswith("fr"):
        # Not where words of headings and nouns begin with capitals ("First Drive", "Neues Modell").
        # Above the title it is as likely a place or a rubric.
        for dated, piece in pairwise(look.below_title):
            alone = piece.kind == "paragraph" and not piece.links and not _is_of_places(piece)
            if alone and find_date(dated.text) and _is_full_name(piece.text, look):
                return [piece.text], piece.text
    for piece in look.opening:
        if names := [name for name in _beside_date(piece.text) if _is_full_name(name, look)]:
            return names, piece.text
    for piece, following in look.opening_pairs:
        if following.region is not None and following.region.rule == "entry-meta" and read_date(piece.text):
            columns = [part for part in _COLUMN_ENDS.split(following.text.lstrip(" -–—|·•")) if part]
            if columns and _is_full_name(columns[0], look):
                return columns[:1], following.text
    around = (*look.opening, *look.closing)
    for piece in around:
        working = _WITH_AGENCY.match(piece.text)
        if working and is_agency(working["agency"]) and _is_full_name(working["name"], look):
            return [working["name"]], piece.text
    for piece in look.pieces[:_PIECES_OF_A_LEAD]:
        if piece.is_in_caption:
            continue  # who took the picture
        if (signed := _SIGNED_LEAD.search(piece.text)) and not is_press(signed["name"]):
            return [signed["name"]], signed[0]
    for piece in look.opening:
        name, bar, place = piece.text.partition(" | ")
        if bar and len(place.split()) == 1 and place.istitle() and _is_full_name(name, look):
            return [name], piece.text
    texts = (
        piece
        for piece in reversed(around)
        if piece.inside and piece.kind == "paragraph" and not _ends_a_print(piece.text)
    )
    last = next((piece for piece in texts if not piece.links and piece.region is None), None)
    if last is not None and _is_set_apart(last) and _is_full_name(last.text, look):
        return [last.text], last.text
    below = look.below
    if below and below.kind == "paragraph" and not _HEADS.search(below.text):
        own = _own_work(below.text).strip(" -–—")  # "Jeanne Roue - Photos Paul Cric"
        if _is_full_name(own, look):
            return [own], below.text
    for piece in reversed(around):
        signed = _SIGNED_ON.match(piece.text)
        if signed and read_date(piece.text[signed.end() :]) and _is_full_name(signed["name"], look):
            return [signed["name"]], piece.text
    return [], ""


# Words of the labels that stand below texts, in capitals as English has them: "Related Posts", "About Us".
_HEADS = re.compile(
    r"\b(?:top|latest|popular|related|recent|featured|more|read|share|about|our|your|us|the|next|follow|leave|join|"
    r"vos|nos|les|mes|plus|lire|voir|articles?|news|stories|posts?|comments?|r[ée]actions?|derni[eè]re?s|weitere|mehr|"
    r"unsere|neueste)\b",
    re.I,
)


def _ends_a_print(line: str) -> bool:
    """Whether a line is what print versions end with: the page's address, whose it is."""
    return WEB.match(line) is not None or read_line(line) is not None


def _is_set_apart(piece: Piece) -> bool:
    """Whether the last line of a text is printed otherwise than the lines above it."""
    if piece.bold or piece.slanted:
        return True
    above = piece.element.getprevious()
    return above is not None and above.tag == "p" and above.get("class") != piece.element.get("class")


def _is_of_places(piece: Piece) -> bool:
    """Whether a line tells where something happened or stands, by its first word or by its class."""
    return _OF_PLACES.match(piece.text) is not None or bool(
        _PLACE_NAMES.search(piece.element.get("class") or "")
    )


def _beside_date(line: str) -> list[str]:
    """What stands beside the date in one line: "Jeanne Roue 3.5.2020", "3 mai 2020 / Jeanne Roue"."""
    date = find_date(line)
    if date is None:
        return []
    parts = (part.strip(" -") for part in _COLUMN_ENDS.split(line.replace(date[1], "|")))
    return [part for part in parts if part]


def _without_links(piece: Piece) -> str:
    """A piece's text without that of its links: the paper's name before that of who wrote for it."""
    text = piece.text
    for anchor, address in piece.links:
        if not address.startswith("mailto:"):
            text = text.replace(anchor, "")
    return clean(text)


def _is_full_name(name: str, look: Look) -> bool:
    """Whether words without any mark are a person's first and last name: two to four, each capitalised, that
    nothing else on the page has for a link (a rubric, a title of the press)."""
    if not _FULL_NAME.fullmatch(name) or name.isupper() or is_press(name) or _ELIDED_NOUN.search(name):
        return False
    if _NO_NAME.search(name):
        return False
    folded = fold(name)
    if folded in look.metadata.publishers or folded in look.title:
        return False
    return not any(fold(link.text or "") == folded for link in look.finder.tagged("a"))


def names_of_line(line: str, metadata: Metadata) -> list[str]:
    """The names a labelled byline gives: "Par X et Y, envoyés spéciaux", "le 3 mai 2019 par X"."""
    return [name for name in _names_of(line) if _signs(name, metadata)] if len(line) <= _LONGEST else []


@lru_cache(maxsize=4096)  # the pages of a site share most of the lines around their articles
def _names_of(line: str) -> tuple[str, ...]:
    line = _own_work(line)
    if not line or (line.endswith(".") and has_finite_verb(line)) or is_initialled(line):
        return ()
    work = _WORK_BY.match(line)
    if work is not None:
        names = split_names(line[work.end() :])
        if names and all(_FULL_NAME.fullmatch(name) for name in names):
            return tuple(names)
    label = _BY.match(line)
    if label is not None:
        value = line[label.end() :]
        names = split_names(value)
        explicit = ":" in label[0] or label[0].strip().count(" ") > 0 or find_date(value) is not None
        return tuple(names) if explicit or all(_is_capitalised(name) for name in names) else ()
    signed = _PUBLISHED_AFTER.match(line)
    if signed is not None:
        bare = _LABEL_UNMARKED.sub("", signed[1])
        names = split_names(bare)
        if bare != signed[1]:
            return tuple(names)
        return tuple(names) if all(map(_FULL_NAME.fullmatch, names)) else ()
    later = _LATER_LABEL.search(line)
    if later is None or find_date(line[: later.start()]) is None:
        return ()
    return tuple(split_names(line[later.end() :]))


def is_byline_label(line: str) -> bool:
    """Whether a line is what stands before a name, and no more: "Ein Artikel von"."""
    return _LABEL_ALONE.fullmatch(line) is not None


def is_function(line: str) -> bool:
    """Whether a line is what someone does for a paper, and no more: "Gazette staff writer"."""
    return len(line.split()) <= _WORDS_OF_A_FUNCTION and _IS_FUNCTION.search(line) is not None


def _own_work(line: str) -> str:
    """A byline without what others did ("…, photos Paul Cric", "…, traduit par …"); "" where that is all."""
    if not _OF_OTHERS.search(line.lower()):
        return line
    line = _PICTURED_BY.sub("", _BOTH.sub(r"\1", line))
    others = _OTHERS_WORK.search(line.lower())
    return line if others is None else line[: others.start()].rstrip(" ,;.|(–—-·/")


def split_names(line: str, longest: int = 6) -> list[str]:
    """The names in a byline: label, function and date cut, "X et Y" divided. ``longest`` is in words."""
    names: list[str] = []
    joint = ""
    line = _TOGETHER.sub(r" avec \1", line)
    for number, part in enumerate(_AND.split(_AFTER_NAME.sub("", _BY.sub("", clean(line))))):
        if number % 2:  # what stands between two names
            joint = part.strip()
            continue
        name = _name_in(part, later=bool(names), joint=joint)
        if name and _looks_like_name(name, longest) and not is_agency(name):
            names.append(name)
    return names


def _name_in(part: str, *, later: bool, joint: str) -> str:
    """The name in one part of a byline, without the function; "" for a function or a place of its own.

    "Jeanne Roue, AP Auto Writer", "Jeanne Roue, Toulouse": after a comma one word is no second author.
    """
    part = _WITH.sub("", part)
    function = _IS_FUNCTION.search(part)
    bare = part[: function.start()].strip() if function else part.strip()
    if joint == "/" and _HANDLE.fullmatch(bare):
        return ""
    if function and (not bare or is_agency(bare.split()[0]) or (later and len(bare.split()) < 2)):
        return ""
    if later and joint == ",":
        is_place = _OF_PLACES.match(bare) is not None and _FULL_NAME.fullmatch(bare) is not None
        if is_place or _WORKPLACE.match(bare) or (len(bare.split()) < 2 and "." not in bare):
            return ""
    return bare.strip(" .:,-–—\"«»'") + ("." if _INITIAL.search(bare) else "")


# "Jeanne Roue et Paul Cric (photos)": who took the pictures; "(texte et photos)" is an author.
_WITH_PICTURES = re.compile(
    r"[^,()]{3,40}\((?:photo\w*|illustration\w*|dessins?|vid[ée]os?|infographi\w+|fotos?|bild(?:er)?|zeichnungen|pictures)\)",
    re.I,
)
_PICTURED_BY = re.compile(rf"(?:\s*,|\s+(?:et|avec|and|und|&))\s+{_WITH_PICTURES.pattern}", re.I)
_TOGETHER = re.compile(r"\s*\((?:avec|with|mit)\s+([^()]{4,60})\)", re.I)
# "Texte et photos : Jeanne Roue" is one author's work.
_BOTH = re.compile(
    r"(textes?|text|words)\s*(?:et|und|and|&)\s*(?:photos?|photograph\w*|fotos?|images|bilder)", re.I
)
# What a text is, and who wrote it, in words that are labels of full names alone: "Un reportage de X" (but
# "Interview de X" and "Essai de X" name whom and what it is about), "Words by X", "Texte X".
_WORK_BY = re.compile(
    r"""(?:(?:une?|le|la|eine?|an?)\s+|l[’'])?
    (?:(?:article|textes?|billet|reportage|dossier|enqu[êe]te|r[ée]cit|tribune|chronique|[ée]dito(?:rial)?|
    contribution|carte\s+blanche)\s+(?:de\s+|d[’'])
    |(?:(?:article|textes?|billet|reportage|dossier|enqu[êe]te|r[ée]cit|tribune|chronique|[ée]dito(?:rial)?|analyse|entretien|
    interview|portrait|critique|essai|test|artikel|beitrag|bericht|kommentar|kolumne|gastbeitrag|essay|rezension|portr[äa]t|glosse|
    guest\s+post|story|words|text|report|review|column|opinion|analysis|feature)
    (?:\s+(?:r[ée]dig|[ée]crit|r[ée]alis|sign|propos|pr[ée]par|men|conduit|recueilli)[ée]?e?s?)?\s+(?:par|by|von)\s+)
    |(?:textes?|text|words)\s*:?\s+
    |(?:[^,]{2,30},\s+)?de\s+(?:notre|nos)\s+(?:correspondant|envoy[ée])e?s?(?:\s+(?:sp[ée]ci[ae]\w*|permanente?s?))?
    (?:\s+(?:à|au|aux|en|dans)\s+[^,]{2,30},)?\s+
    |aus\s+[\w\s.-]{2,30}\s+berichte(?:t|n)\s+)""",
    re.I | re.X,
)
_PLACE = re.compile(r"[A-ZÀ-Ý]{4,}")  # "4 luglio 2017 - 15:22 - MILANO"
_COLUMNS = re.compile(r"\s+[|·•]\s+")
_WITH_AGENCY = re.compile(
    r"(?P<name>[^,(\d]{5,40}?)\s*[,(]?\s*\b(?:avec|with|mit)\s+(?:l[’'])?(?P<agency>\w+)"
)
_COLUMN_ENDS = re.compile(r"\s*[|·•/,–—]\s*|\s-\s")
# "Greta Kolben, NDR Hannover", "Yann Culasse, à Lyon": where they are, and for whom.
_WORKPLACE = re.compile(r"[A-ZÄÖÜ]{2,3}\s+[A-ZÄÖÜ][a-zäöüß]|(?:à|au|en|aus|in|from)\s")
_WITH = re.compile(r"^(?:avec|et|with|and|mit|und|&)\s+", re.I)  # "Jeanne Roue, avec AFP"
_HANDLE = re.compile("[a-z]{2,4}")  # "Jeanne Roue/jro", as Swiss newsrooms sign
_IS_FUNCTION = re.compile(rf"(?<!\w){_FUNCTION}", re.I)
_WORDS_OF_A_FUNCTION = 6
_INITIAL = re.compile(r"(?:^|[\s.])[A-ZÀ-Ý]\.$")


def _is_person(name: str, metadata: Metadata) -> bool:
    """Whether a declared author is one: JSON-LD often gives the publisher, a plugin the host name."""
    folded = fold(name)
    if folded in metadata.publishers or folded.replace(" ", "") in metadata.hosts or _COMPANY.search(name):
        return False
    return bool(folded)


def _signs(name: str, metadata: Metadata) -> bool:
    """Whether a printed name is a byline: even the blog's own name may sign, its bare address does not."""
    return bool(fold(name)) and not ("." in name and fold(name).replace(" ", "") in metadata.hosts)


def _looks_like_name(name: str, longest: int) -> bool:
    if _LOGIN.fullmatch(name):
        return True
    words = name.split()
    if len(words) > 2 and has_finite_verb(words[-1]):  # "Jeanne Roue est journaliste", cut by its markup
        return False
    return 2 <= len(name) <= 60 and len(words) <= longest and not _NO_NAME.search(name)


def _is_capitalised(name: str) -> bool:
    return name[0].isupper() or name[0].isdigit() or "." in name
