"""When the article was published and changed: all that the page declares and shows, each with its weight.

``datetime`` attributes lie (drafts, time zones that are none), JSON-LD and meta elements are written by
plugins that disagree, the printed date has no time. What several places agree on outweighs what one claims;
a labelled line ("Publié le …") and the platform's own mark count more than any other date on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from crawler.splitter.blocks import visible_text
from crawler.splitter.look import Look
from crawler.splitter.surroundings import is_prose
from crawler.splitter.words.addresses import split_address
from crawler.splitter.words.dates import counts_back, find_date, from_epoch_ms, read_date

# (selector, weight) of marks of the date of publication.
_MARKS = (
    ('[itemprop~="datePublished"], [property~="schema:datePublished"]', 4.0),
    (
        "time.entry-date.published, time.post-date, time.published, .dt-published, "
        "abbr.published, .published, time[pubdate], .wp-block-post-date time",
        3.0,
    ),
    (
        '[itemprop~="dateCreated"], [property~="dc:created"], [property~="dc:date"], '
        '[property~="schema:dateCreated"]',
        2.5,
    ),
    (
        "time.entry-date, .posted-on time, .entry-date, .post-date, .article-date, .article__date, .date-pub",
        2.0,
    ),
    ("time", 1.5),
    (
        ".date, .meta-date, .post-meta, .entry-meta, .post-byline, .byline, .date-header, .post-timestamp, "
        ".datum, .post-info, .submitted, .publication-date, .pubdate, .publish-date",
        1.5,
    ),
)
_DATE_NAMES = re.compile("[dD]ate|datum|timestamp")
_PUBLISHED_META = (
    ("article:published_time", 4.0),
    ("og:article:published_time", 4.0),
    ("published_time", 4.0),
    ("og:published_time", 4.0),
    ("datepublished", 3.0),
    ("parsely-pub-date", 3.0),
    ("sailthru.date", 2.0),
    ("cxenseparse:recs:publishtime", 3.0),
    ("publish-date", 2.0),
    ("publish_date", 2.0),
    ("pubdate", 2.0),
    ("date.issued", 2.0),
    ("dc.date.issued", 2.0),
    ("dcterms.created", 2.0),
    ("dcterms.date", 2.0),
    ("dc.date", 2.0),
    ("dcterms.issued", 2.0),
    ("dc.date.created", 2.0),
    ("originalpublicationdate", 2.0),
    ("publication_date", 2.0),
    ("pub_date", 2.0),
    ("citation_publication_date", 1.5),
    ("date", 2.0),
)
_MODIFIED_META = (
    "article:modified_time",
    "og:updated_time",
    "og:article:modified_time",
    "datemodified",
    "last-modified",
)
_PUBLISHED = re.compile(
    r"\b(?:publi[ée]e?|post[ée]e?|paru|mis\s+en\s+ligne|posted|published|veröffentlicht|erstellt|geschrieben|verfasst|"
    r"erschienen|stand|cr[ée]{1,2}|publicad[oa]|pubblicat[oa])\b",
    re.I,
)
_MODIFIED = re.compile(
    r"\b(?:mise?s?\s+[àa]\s+jour|m[àa]j|derni[èe]re\s+modification|modifi[ée]e?|actualis[ée]e?|updated?|modified|aktualisiert|ge[äa]ndert|edited|actualizad[oa]|aggiornat[oa])\b",
    re.I,
)
_BARE_ISO = re.compile(r"\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:?\d\d(?::?\d\d(?:\.\d+)?)?")
_ZONED = re.compile(r"[zZ]$|UTC|GMT|[+-]\d\d:?\d\d$|^\d{10}(?:\d{3})?$")
_UTC = re.compile(r"[zZ]$|UTC$|GMT$|\+00:?00$")
_CLOCK = re.compile(
    r"(?:\b(?:at|à|um|vers)\s+|@\s*)(\d{1,2}\s?[:h]\s?\d\d(?:\s?[ap]\.?m\b\.?)?(?:\s(?:GMT|UTC)\b)?)", re.I
)
# blogSpirit's and Hautetfort's line below a post: "09:30 Publié dans Voitures | Lien permanent".
_TIME_FIRST = re.compile(r"(\d{1,2}\s?[:h]\s?\d\d)\s+(?:publi[ée]|[ée]crit|post[ée]|posted)\b", re.I)
_ONLY_A_TIME = re.compile(r"(?:[^\W\d]{2,10}\.?,?\s+)?(\d{1,2}\s?[:h]\s?\d\d)(?:\s?(?:uhr|h))?", re.I)
_OF_URL = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_DATE_ATTRIBUTES = (
    "data-time", "data-timestamp", "data-date", "data-datetime", "data-published", "data-pubdate", "title"
)  # fmt: skip
_LONGEST_TIP = 50  # characters
_LONGEST = 120
_DECISIVE = 8.0
_SURE = 1.5  # of one place: it need not be asked how long ago another says it was
_FARTHEST = 14 * 60  # minutes between the clocks of two places
_AGREED = 60  # seconds within which two instants are one


@dataclass(frozen=True, slots=True)
class Dates:
    """ISO 8601 texts, and what ``published`` was read from."""

    published: str | None
    modified: str | None
    raw: str | None


@dataclass(frozen=True, slots=True)
class _Claim:
    """One place's date: ``iso``, what it was read from, and what the place weighs."""

    iso: str
    raw: str
    weight: float

    @property
    def has_time(self) -> bool:
        return len(self.iso) > 10

    @property
    def is_vague(self) -> bool:
        return counts_back(self.raw)


class _Reader:
    """Reads the claims of one page."""

    def __init__(self, look: Look, time_zone: str, seen_at: datetime | None) -> None:
        self.look = look
        self.time_zone = time_zone
        self.seen_at = seen_at

    def read(self, raw: str) -> str | None:
        return read_date(raw, self.time_zone, self.seen_at)

    def declared(self) -> Iterator[_Claim]:
        metadata = self.look.metadata
        for name, weight in (("datePublished", 4.0), ("dateCreated", 2.0), ("uploadDate", 0.5)):
            raw = metadata.text(name)
            if raw and (iso := self.read(raw)):
                yield _Claim(iso, raw, weight)
        for name, weight in _PUBLISHED_META:
            for raw in metadata.meta.get(name, ())[:1]:
                if raw and (iso := self.read(raw)):
                    yield _Claim(iso, raw, weight)
        for address in (metadata.canonical_url, metadata.url):
            match = _OF_URL.search(split_address(address).path)
            if match and (iso := self.read("-".join(match.groups()))):
                yield _Claim(iso, match[0], 1.0)
                break

    def marked(self) -> Iterator[_Claim]:
        seen: set[HtmlElement] = set()
        own = self.look.layout.date if self.look.layout else ""
        for selector, weight in ((own, 3.0), *_MARKS):
            for part in selector.split(", "):
                for element in self.look.find(part)[:1]:
                    if element not in seen:
                        seen.add(element)
                        # Outside the article a date may be another's; a layout's own mark is not.
                        share = 1.0 if selector == own or self.look.holds(element) else 0.4
                        yield from self._of_element(element, weight * share)
        # hAtom (microformats.org): where an entry has no "published", its "updated" stands for it.
        if not self.look.find(".published, .entry-date, time[pubdate], .dt-published"):
            for element in self.look.find("time.updated")[:1]:
                if visible_text(element) and not _is_said_to_change(element):
                    yield from self._read(element, 0.7)  # many themes print their changes in it
        for element in self.look.named(_DATE_NAMES)[:3]:
            if element not in seen:
                yield from self._of_element(element, 1.5)
        yield from self.in_attributes()

    def in_attributes(self) -> Iterator[_Claim]:
        """Dates in attributes beside what is printed: for a tip ("il y a 3 heures"), and for scripts."""
        for piece in self.look.opening:
            element = piece.element
            if element in self.look.spine:
                continue
            for holder in (element, *element.iter("span", "abbr", "i", "em", "small", "div", "time")):
                for name in () if _is_modified(holder) else _DATE_ATTRIBUTES:
                    raw = holder.get(name) or ""
                    if 5 < len(raw) < _LONGEST_TIP and (iso := self.of_attribute(raw)):
                        yield _Claim(iso, raw, 0.9)
                        return

    def of_attribute(self, raw: str) -> str | None:
        """The date of an attribute: as printed ones, or seconds or milliseconds of Unix time."""
        if raw.isdigit() and len(raw) in (10, 13):
            return from_epoch_ms(int(raw) * (1000 if len(raw) == 10 else 1), self.time_zone)
        return self.read(raw)

    def _of_element(self, element: HtmlElement, weight: float) -> Iterator[_Claim]:
        if not _is_modified(element):
            yield from self._read(element, weight)

    def _read(self, element: HtmlElement, weight: float) -> Iterator[_Claim]:
        attribute = _attribute_of(element)
        text = visible_text(element)
        of_text = self.of_line(text, weight) if text and len(text) < _LONGEST else None
        iso = self.read(attribute) if attribute else None
        if iso is not None and of_text and of_text.is_vague:
            of_text = None  # "il y a 5 jours" contradicts no date of that week
        if iso is None or (of_text and of_text.iso[:10] != iso[:10] and not _same_instant(of_text.iso, iso)):
            if of_text:
                yield of_text
            if iso is not None:
                yield _Claim(iso, attribute, weight * 0.5)  # an attribute that its own text contradicts
        else:
            yield _Claim(iso, attribute, weight)

    def of_line(self, line: str, weight: float) -> _Claim | None:
        """The date of publication that a printed line gives; a date of change is none."""
        if not any(map(str.isdigit, line)) and self.seen_at is None:
            return None
        change = _MODIFIED.search(line)
        publication = _PUBLISHED.search(line)
        if change and publication and change.start() < publication.start():
            line = line[publication.start() :]
        elif change:
            line = line[: change.start()]
        if not line:
            return None
        iso = self.read(line)
        found = (iso, line) if iso else find_date(line, self.time_zone, self.seen_at)
        if found is None:
            return None
        if len(found[0]) == 10:  # the day in words, and once more with the time
            again = find_date(line[line.find(found[1]) + len(found[1]) :], self.time_zone)
            found = again if again and again[0][:10] == found[0] else found
        return _Claim(found[0], found[1], weight + (2.0 if publication else 0.0))

    def shown(self) -> Iterator[_Claim]:
        """Dates of the short lines around the title and the text."""
        for element in self.look.find(".postmetadata")[:1]:  # WordPress 1.5 to 2.9: the date in small print
            found = find_date(visible_text(element)[:300], self.time_zone, self.seen_at)
            if found is not None:
                yield _Claim(*found, 2.0)
        changed = [visible_text(element) for element in self.look.find(".updated, time.modified, .modified")]
        for number, piece in enumerate((*self.look.opening, *self.look.closing)):
            line = piece.text
            if piece.is_in_caption and not _PUBLISHED.search(line):
                continue  # the day of a picture
            # Below the text stand other articles' dates too.
            weight = 1.2 if number < len(self.look.opening) else 0.8
            for text in changed:
                line = line.replace(text, " ") if len(text) > 5 else line
            # A long one may be the lead: a book that is "paru le 3 juin 1998".
            if len(line) < _LONGEST or (_PUBLISHED.search(line) and not is_prose(piece)):
                claim = self.of_line(line, weight)
                if claim is not None:
                    alone = len(claim.raw) > 0.5 * len(line)
                    yield claim if alone else _Claim(claim.iso, claim.raw, claim.weight * 0.7)

    def modified(self) -> str | None:
        metadata = self.look.metadata
        for raw in (metadata.text("dateModified"), *(metadata.first(name) for name in _MODIFIED_META)):
            if raw and (iso := self.read(raw)):
                return iso
        for element in self.look.find(
            '[itemprop~="dateModified"], [property~="schema:dateModified"], time.updated, .updated'
        ):
            raw = _attribute_of(element) or visible_text(element)
            if raw and (iso := self.read(raw)):
                return iso
        for element in self.look.find("time"):
            if _is_modified(element) and (iso := self.read(element.get("datetime", ""))):
                return iso
        for line in self.look.short_lines:
            change = _MODIFIED.search(line)
            if change:
                found = find_date(line[change.start() :], self.time_zone, self.seen_at)
                if found:
                    return found[0]
                day = find_date(line[: change.start()], self.time_zone, self.seen_at)
                if day and (later := self.at_time(day[0], line[change.start() :])):
                    return later  # "Publié le mardi 3 juin à 8h12, mis à jour à 9h40"
        return None

    def at_time(self, day: str, line: str) -> str | None:
        """The time that a line gives without a day ("posted by Odette at 10:07 PM"), on the day given."""
        clock = _CLOCK.search(line)
        if clock is None or find_date(line) is not None:
            return None
        year, month, number = day[:10].split("-")
        found = self.read(f"{number}/{month}/{year} {clock[1]}")
        return found if found and len(found) > 10 else None

    def posted(self, claim: _Claim) -> _Claim:
        """A date alone, with the time of the line that says when it was posted: older blogs print the day
        above the title and the time below the text (Blogger, Movable Type, TypePad)."""
        if not claim.has_time:
            for link in self.look.find('a[rel~="bookmark"]'):  # WordPress' Twenty Ten, Eleven and Twelve
                time = _ONLY_A_TIME.fullmatch(link.get("title") or "")
                if time and (iso := self.at_time(claim.iso, f"à {time[1]}")):
                    return _Claim(iso, f"{claim.raw} {time[1]}", claim.weight)
            for line, other in pairwise(self.look.short_lines):
                for day, clock in ((line, other), (other, line)):
                    if claim.raw in day and (time := _ONLY_A_TIME.fullmatch(clock)):
                        iso = self.at_time(claim.iso, f"à {time[1]}")
                        if iso:
                            return _Claim(iso, f"{claim.raw} {clock}", claim.weight)
            for line in self.look.short_lines:
                begun = _TIME_FIRST.match(line)
                if begun and (iso := self.at_time(claim.iso, f"à {begun[1]}")):
                    return _Claim(iso, f"{claim.raw} {begun[1]}", claim.weight)
                if _PUBLISHED.search(line) and not _MODIFIED.search(line):
                    iso = self.at_time(claim.iso, line)
                    if iso:
                        return _Claim(iso, f"{claim.raw} {line}", claim.weight)
        return claim


def read_dates(look: Look, time_zone: str, seen_at: datetime | None) -> Dates:
    """The dates that most places agree on, by weight; of equals the one with a time, then the first."""
    reader = _Reader(look, time_zone, seen_at)
    declared = list(reader.declared())
    modified = reader.modified()
    agreed = _agreed(declared)
    if agreed is not None:
        return Dates(agreed.iso, modified, agreed.raw)
    marked = list(reader.marked())
    claims = [*declared, *_distinct([*marked, *reader.shown()])]
    zoned = [claim for claim in declared if claim.has_time and _ZONED.search(claim.raw)]
    zoned += [claim for claim in marked if claim.has_time and _ZONED.search(claim.raw) and not _in_utc(claim)]
    claims = [_on_the_site(claim, zoned, time_zone) for claim in claims]
    local = {_on_the_wall(claim, time_zone) for claim in declared if _in_utc(claim)} - {None}
    claims = [claim for claim in claims if not _in_utc(claim) or claim.iso[:16] not in local]
    if not claims:
        return Dates(None, modified, None)
    if any(claim.weight >= _SURE for claim in claims if not claim.is_vague):
        claims = [claim for claim in claims if not claim.is_vague]
    day = max(claims, key=lambda claim: sum(o.weight for o in claims if _same_day(o, claim)))
    of_day = [claim for claim in claims if _same_day(claim, day)]
    timed = [claim for claim in of_day if claim.has_time] or of_day
    best = max(
        timed, key=lambda claim: sum(o.weight for o in timed if o is claim or _same_instant(o.iso, claim.iso))
    )
    changed = [_Claim(modified, "UTC", 0.0)] if modified and modified.endswith("+00:00") else []
    best = reader.posted(_with_its_zone(best, [*claims, *changed]))
    if modified and best.raw.startswith("/") and modified[:10] == best.iso:
        # Papers that print "Actualizado" alone, on the day of the address.
        return Dates(modified, modified, best.raw)
    return Dates(best.iso, modified, best.raw)


def _with_its_zone(best: _Claim, claims: list[_Claim]) -> _Claim:
    """The claim, or, where an attribute gives a time without an offset, one that gives the same hour in UTC:
    sites declare their server's time bare in one place and with its zone in another."""
    if not _BARE_ISO.fullmatch(best.raw):
        return best
    in_utc = best.iso[:19] + "+00:00"
    zoned = (claim for claim in claims if claim.has_time and _ZONED.search(claim.raw))
    return next((claim for claim in zoned if _same_instant(claim.iso, in_utc)), best)


def _in_utc(claim: _Claim) -> bool:
    return claim.has_time and _UTC.search(claim.raw) is not None


def _on_the_wall(claim: _Claim, time_zone: str) -> str | None:
    """What clocks of the site's zone show at an instant; None where they show UTC itself.

    Themes of WordPress print this with the offset of UTC (``get_the_date("c")`` before version 5.3), beside
    plugins that declare the true instant: of the two, the one that is the other's local time lies.
    """
    wall = datetime.fromisoformat(claim.iso).astimezone(ZoneInfo(time_zone)).isoformat()[:16]
    return None if wall == claim.iso[:16] else wall


def _on_the_site(claim: _Claim, zoned: list[_Claim], time_zone: str) -> _Claim:
    """A printed time of a site in another zone, as the instant that it declares: "16 h 35" beside
    "20:35:16Z", or beside "16:35-04:00"."""
    if not claim.has_time or _ZONED.search(claim.raw):
        return claim
    for other in zoned:
        there = datetime.fromisoformat(other.iso)
        apart = abs((datetime.fromisoformat(claim.iso) - there).total_seconds()) // 60
        alike = claim.iso[:16] == other.iso[:16]
        elsewhere = there.utcoffset() != there.astimezone(ZoneInfo(time_zone)).utcoffset()
        if elsewhere and alike is not _in_utc(other) and apart <= _FARTHEST and apart % 60 == 0:
            return _Claim(other.iso, claim.raw, claim.weight)
    return claim


def _agreed(declared: list[_Claim]) -> _Claim | None:
    """The instant that JSON-LD and meta elements both declare: nothing that a page prints outweighs it."""
    for claim in declared:
        if claim.has_time and sum(o.weight for o in declared if _same_instant(o.iso, claim.iso)) >= _DECISIVE:
            return claim
    return None


def _distinct(claims: list[_Claim]) -> list[_Claim]:
    """The claims, those of the same text once: a theme prints one date in several nested elements."""
    kept: dict[str, _Claim] = {}
    for claim in claims:
        before = kept.get(claim.raw)
        if before is None or before.weight < claim.weight:
            kept[claim.raw] = claim
    return list(kept.values())


def _attribute_of(element: HtmlElement) -> str:
    """The attribute that gives an element's date to machines: hAtom has an abbreviation's title for it."""
    own = element.get("datetime") or element.get("content") or ""
    return own or (element.get("title") or "" if element.tag == "abbr" else "")


def _is_modified(element: HtmlElement) -> bool:
    names = f"{element.get('itemprop', '')} {element.get('class', '')} {element.get('property', '')}".lower()
    if "publi" in names or "entry-date" in names:
        return False
    if _is_said_to_change(element):
        return True
    around = element.getparent()
    parent = (around.get("class") or "").lower() if around is not None else ""
    return (
        any(word in name for word in ("modif", "update", "dateupdated", "maj") for name in (names, parent))
        and "published" not in parent
    )


def _is_said_to_change(element: HtmlElement) -> bool:
    """Whether the words before an element say that its date is one of change: "Mis à jour : <time>"."""
    before = element.getprevious()
    around = element.getparent()
    label = visible_text(before) + (before.tail or "") if before is not None else ""
    if before is None and around is not None:
        label = around.text or ""
    return bool(_MODIFIED.search(label[-40:])) and not _PUBLISHED.search(label[-40:])


def _same_instant(one: str, other: str) -> bool:
    if len(one) <= 10 or len(other) <= 10:
        return False
    return abs((datetime.fromisoformat(one) - datetime.fromisoformat(other)).total_seconds()) <= _AGREED


def _same_day(one: _Claim, other: _Claim) -> bool:
    return one.iso[:10] == other.iso[:10] or _same_instant(one.iso, other.iso)
