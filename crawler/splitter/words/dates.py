"""Dates as pages print them, read into ISO 8601.

ISO attributes come first, then the exact forms of French, English and German usage by regular expression
(about 5 µs), and dateparser last: it costs some 600 µs a call and is imported only when it is needed.
Nothing here asks what time it is: "il y a 3 heures" and "4 octobre" are read against ``seen_at`` or not at
all.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from crawler.splitter.words.text import clean

PARIS = "Europe/Paris"

_FIRST_YEAR = 1990  # no web page is older; "Le 12 mars 1955" is history, not a date of publication
_LAST_YEAR = 2099
_WHOLE = len("2019-03-12T14:05:00+01:00")
_FARTHEST = timedelta(hours=14)  # the offset farthest from UTC that any place has
_LONGEST = 120  # characters; a date with its label is shorter, a paragraph is not worth the regexes

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january januar janner jaenner enero gennaio",
            "fevrier fevr fev feb february februar feber febrero febbraio",
            "mars mar march marz maerz mrz marzo",
            "avril avr apr april abril aprile",
            "mai may mayo maggio",
            "juin jun june juni junio giugno",
            "juillet juil jul july juli julio luglio",
            "aout aou aug august agosto",
            "septembre sept sep september septiembre settembre",
            "octobre oct october oktober okt octubre ottobre",
            "novembre nov november noviembre",
            "decembre dec december dezember dez diciembre dicembre",
        ),
        1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "lundi lun monday mon montag mo lunes lunedi",
            "mardi mar tuesday tues tue dienstag di martes martedi",
            "mercredi mer wednesday wed mittwoch mi miercoles mercoledi",
            "jeudi jeu thursday thurs thu donnerstag do jueves giovedi",
            "vendredi ven friday fri freitag fr viernes venerdi",
            "samedi sam saturday sat samstag sa sonnabend sabado sabato",
            "dimanche dim sunday sun sonntag so domingo domenica",
        )
    )
    for name in names.split()
}
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "bst": 60, "cet": 60, "mez": 60, "cest": 120, "mesz": 120,
    "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
}  # fmt: skip
# Zones that keep summer time; those of the USA behind "am" and "pm" alone, for "et" joins French times.
_PLACES = {
    "heure de paris": PARIS,
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
}
_WORDS = frozenset((*_MONTHS, *_WEEKDAYS, *_ZONES)) | frozenset(
    # What a date may have besides its month, weekday and zone; a text with any other word is none.
    """le la the of de du den der am um on at a en in im et and und vers around er ere eme st nd rd th
    h heure heures hr hrs min minute minutes mn s uhr pm p m t""".split()
)
_ACCENTS = str.maketrans("àâäáçéèêëîïíìôöóòûüùúÿ’\u2011\u2013\u2014", "aaaaceeeeiiiioooouuuuy'---")

_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:(?:T|\s+)(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?",
    re.I,
)

_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = (
    r"(?:(?<![a-z])(?P<weekday>"
    + "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
    + r")\b\.?,? ?(?:(?:le|den|the) )?)?"
)
_NUMERIC = _WEEKDAY + r"(?<![\d/.-])"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?<!\d)(?P<day>[0-3]?\d)"
_TIME = (
    r"(?<![\d.])(?<!il y a )(?<!vor )(?P<hour>[0-2]?\d)"
    r"(?: ?(?:heures?|hrs?|h|uhr) ?(?:(?P<min_h>[0-5]\d)(?!\d)(?: ?(?:minutes?|min|mn)\b\.?)?)?"
    r"| ?[:.] ?(?P<min_c>[0-5]\d)(?:[:.](?P<second>[0-5]\d))?(?!\d)"
    r"(?: ?(?P<half>[ap]\.?m\b\.?))?(?: ?(?:uhr|h)\b)?"
    r"| ?(?P<half_only>[ap]\.?m\b\.?))"
    r"(?: ?\(?(?P<zone>(?:utc|gmt) ?[+-] ?\d{1,2}(?::?\d\d)?|[+-]\d\d:?\d\d|"
    r"heure de paris|(?<=m )[ecmp]t|(?<=m\. )[ecmp]t|"
    + "|".join(sorted(_ZONES, key=len, reverse=True))
    + r")\b\)?)?"
)
# What joins a date and its time: "12 mars 2019 à 14:05", "17.10.2024 - 14:05", "2. Mai 2020 um 9:57 Uhr".
_JOIN = r"(?: ?[,|•·@/]+ ?| - ?|-| )(?:(?:a|at|um|vers|around|@|-|\|) ?)?"
_TIME_AFTER = f"(?:{_JOIN}{_TIME})?"
_DATES = (
    _WEEKDAY + _DAY + rf"(?:er|st|nd|rd|th)?\.?[ -]?(?:of |de )?{_MONTH},?[ -]?(?:del? )?{_YEAR}",
    _WEEKDAY + rf"{_MONTH} (?P<day>[0-3]?\d)(?:st|nd|rd|th)?,? ?{_YEAR}",
    _NUMERIC + r"(?P<day>[0-3]?\d)(?P<sep>[/.-]| )(?P<nmonth>[0-3]?\d)(?P=sep)" + _YEAR,
    _NUMERIC + r"(?P<nyear>(?:19|20)\d\d)(?P<sep>[/.-])(?P<nmonth>[01]?\d)(?P=sep)(?P<day>[0-3]\d)(?!\d)",
    _NUMERIC + r"(?P<day>[0-3]\d)(?P<sep>[/.])(?P<nmonth>[0-3]\d)(?P=sep)(?P<short>\d\d)(?![\d/.])",
    _NUMERIC
    + r"(?P<day>[0-3]?\d)(?P<sep>[-/.])(?P<nmonth>[0-3]?\d)(?P=sep)(?P<short>\d\d)"
    + r"(?=,? (?:(?:a|at|um|-) )?[0-2]?\d ?[:h] ?\d\d)",
)
# What every full date holds, a year of four digits or three numbers: most lines are told by it to have none.
_MAY_BE_FULL = re.compile(r"(?:19|20)\d\d|\d[/.-]\d\d?[/.-]\d\d")
_MONTH_BEGINS = re.compile("|".join(sorted({name[:3] for name in _MONTHS})))
_NUMBERS = re.compile(r"\d[/. -]\d")
_ABSOLUTE = tuple(re.compile(form + _TIME_AFTER) for form in _DATES)
_TIME_FIRST = tuple(re.compile(rf"{_TIME}(?: ?[,|•·-]+ ?| )(?:(?:le|on|am|den) )?{form}") for form in _DATES)
_WITH_NAMES = 2  # of the forms of a date, those that name the month; the others have numbers side by side
_Forms = tuple[re.Pattern[str], ...]
_NO_YEAR = (
    re.compile(_WEEKDAY + _DAY + rf"(?:er|\.)? {_MONTH}{_TIME_AFTER}"),
    re.compile(_WEEKDAY + rf"{_MONTH} (?P<day>[0-3]?\d)(?:st|nd|rd|th)?{_TIME_AFTER}"),
)

# The look behind comes second: what begins with a digit that is known is found sooner.
_GLUED = re.compile(r"((?:19|20)(?<!\d\d\d)\d\d)([0-2]?\d\s?[:h]\s?[0-5]\d(?!\d))")
# Over-blog before 2013, the parts in elements of their own: "2 04 /06 /Juin /2013 21:15".
_OVER_BLOG = re.compile(r"\b\d (\d\d) /(\d\d) /[^\W\d_]+ /(\d{4})(?= \d\d:\d\d)")
_LABEL = (
    r"(?:(?:article |commentaire |billet |derniere |date (?:de |d'))?"
    r"(?:re)?(?:publication|publiee?|postee?|poste|parue?|cree|ecrit|redige|mise? a jour|mise? en ligne|"
    r"maj|modifiee?|actualisee?|actualizad[oa]|publicad[oa]|pubblicat[oa]|aggiornat[oa]|edite|soumis|envoye|"
    r"act|actu|update|updated|last updated|published|posted|"
    r"submitted|created|modified|on|date|stand|aktualisiert|veroffentlicht|erstellt|geschrieben)"
    r"(?: (?:le|on|am|the|vom|den|it|el|il(?! y)))?|le|on|am|den|du)"
)
_LABELS = re.compile(rf"^[\s(\[|•·-]*(?:{_LABEL} ?[:.]? ?)*", re.I)
_SECOND = re.compile(
    r" ?[(,|•·-]* ?\b(?:et |and )?(?:mise? a jour|maj|modifiee?|actualisee?|actualizad[oa]|aggiornat[oa]|"
    r"edite|updated?|last updated|modified|aktualisiert)\b.*$"
)
_TRAIL = " \t.,;:()[]|•·-"

_UNITS = {
    word: unit
    for unit, words in {
        "seconds": "seconde secondes second seconds sekunde sekunden sec s",
        "minutes": "minute minutes minuten min mins mn",
        "hours": "heure heures hour hours stunde stunden hr hrs h",
        "days": "jour jours day days tag tage tagen j d",
        "weeks": "semaine semaines week weeks woche wochen sem",
        "months": "mois month months monat monate monaten",
        "years": "an ans annee annees year years jahr jahre jahren",
    }.items()
    for word in words.split()
}
_AMOUNT = r"(?P<amount>(?<!\d)\d{1,3}|(?<![a-z])(?:une?|an?|eine[mnr]?|environ une?))"
# One unit or two: "il y a 1 heure 51 minutes". "her" and "zuvor" are how wpDiscuz says "ago" in German.
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_SPAN = (
    rf"{_AMOUNT} ?(?P<unit>{_UNIT})(?![a-z])\.?"
    rf"(?:,? (?:et |and |und )?(?P<rest>\d{{1,2}}) ?(?P<smaller>{_UNIT})\b\.?)?"
)
_AGO = (
    re.compile(rf"il y a (?:environ |pres de |plus de )?{_SPAN}"),
    re.compile(rf"(?:about |over )?{_SPAN} (?:ago|her|zuvor)"),
    re.compile(rf"vor (?:etwa |uber )?{_SPAN}"),
)
_SAYS_AGO = re.compile("il y a|ago|her|zuvor|vor")  # one of them is in each such span
_CLOCK_UNITS = frozenset(("seconds", "minutes", "hours"))
_NAMED_DAY = re.compile(
    r"(?P<name>aujourd'hui|avant-hier|hier|today|yesterday|heute|vorgestern|gestern)" + _TIME_AFTER
)
_DAYS_BACK = {
    "aujourd'hui": 0, "today": 0, "heute": 0,
    "hier": 1, "yesterday": 1, "gestern": 1,
    "avant-hier": 2, "vorgestern": 2,
}  # fmt: skip
_JUST_NOW = frozenset(("a l'instant", "just now", "gerade eben", "maintenant"))


def read_date(text: str, time_zone: str = PARIS, seen_at: datetime | None = None) -> str | None:
    """The date that ``text`` is, as ISO 8601; None where it is no date.

    ``text`` is a whole attribute or printed line, its label ("Publié le", "MAJ :") included; a sentence that
    merely holds a date is none (``find_date`` looks inside). The answer is a date alone where the text
    gives no time; else it has seconds and an offset: the text's own, or that of ``time_zone`` (IANA name) at
    that moment, daylight saving time included. Of an hour that the clock passes twice, the first is meant.
    Dates without a year become the last such day before ``seen_at`` (aware), and relative ones count back
    from it; without ``seen_at`` both are None, as is a bare hour ("7h").
    """
    stripped = text.strip()
    if len(stripped) == _WHOLE and (whole := _whole_iso(stripped)):
        return whole
    if stripped[:4].isdigit() and (iso := _ISO.fullmatch(stripped)):
        return _from_iso(iso, time_zone)
    if len(stripped) > _LONGEST:
        return None
    plain = _plain(_composed(stripped))
    line = plain[_end_of_labels(plain) :].rstrip(_TRAIL)
    if not line:
        return None
    found = _read_line(line, time_zone, seen_at)
    if found is None and (second := _SECOND.search(line)) is not None:
        line = line[: second.start()].rstrip(_TRAIL)
        found = _read_line(line, time_zone, seen_at)
    if found is None and _worth_a_guess(line):
        found = _guess(line, time_zone)
    return found


def find_date(text: str, time_zone: str = PARIS, seen_at: datetime | None = None) -> tuple[str, str] | None:
    """The first date inside ``text`` as (ISO 8601, the piece of text it was read from); None without one.

    For lines such as "Soumis par Léa le 7 mai 2020 - 12:38": only exact forms, never dateparser. A date
    without a year or a relative one is found only where ``seen_at`` is given and the text has no full date.
    """
    shown = _composed(text)
    plain = _plain(shown)
    if _MAY_BE_FULL.search(plain):
        if (iso := _ISO.search(shown)) and (found := _from_iso(iso, time_zone)):
            return found, iso[0]
        forms = (*_likely(_TIME_FIRST, plain), *_likely(_ABSOLUTE, plain))
        matches = (match for form in forms if (match := form.search(plain)))
        first = min(matches, key=re.Match.start, default=None)
        if first is not None:
            found = _from_match(first, time_zone)
            return (found, shown[first.start() : first.end()]) if found else None
    if seen_at is None:
        return None
    ago = _AGO if _SAYS_AGO.search(plain) else ()
    for form in (*ago, _NAMED_DAY, *(_NO_YEAR if _MONTH_BEGINS.search(plain) else ())):
        match = form.search(plain)
        if match and (found := _read_against(match[0], time_zone, seen_at)):
            return found, shown[match.start() : match.end()]
    return None


def counts_back(text: str) -> bool:
    """Whether a date in ``text`` is told by how long ago it was: "il y a 5 jours", which is another day
    whenever the page is seen."""
    plain = _plain(_composed(text))
    return any(form.search(plain) for form in _AGO)


def from_epoch_ms(milliseconds: int, time_zone: str = PARIS) -> str | None:
    """The moment ``milliseconds`` after 1970 (as Blogger's links give it), in the zone; None out of range."""
    try:
        moment = datetime.fromtimestamp(milliseconds // 1000, tz=ZoneInfo(time_zone))
    except (OverflowError, OSError, ValueError):
        return None
    return moment.isoformat() if _FIRST_YEAR <= moment.year <= _LAST_YEAR else None


def _composed(text: str) -> str:
    """White space folded, accents as one character with their letter (NFC), and a space between a year and a
    time that is printed right after it, in an element of its own ("3 juin 202410:12")."""
    folded = clean(text)
    if "19" in folded or "20" in folded:
        folded = _GLUED.sub(r"\1 \2", folded)
        if " /" in folded:
            folded = _OVER_BLOG.sub(r"\1/\2/\3", folded)
    return folded if folded.isascii() else unicodedata.normalize("NFC", folded)


def _plain(composed: str) -> str:
    """Lower case and no accents; character by character as long as ``composed``."""
    lower = composed.lower()
    return lower if lower.isascii() else lower.translate(_ACCENTS)


def _end_of_labels(plain: str) -> int:
    match = _LABELS.match(plain)
    return match.end() if match else 0


def _likely(forms: _Forms, plain: str) -> _Forms:
    """Those of the forms of full dates that may stand in a line."""
    named = forms[:_WITH_NAMES] if _MONTH_BEGINS.search(plain) else ()
    return (*named, *forms[_WITH_NAMES:]) if _NUMBERS.search(plain) else named


def _read_line(line: str, time_zone: str, seen_at: datetime | None) -> str | None:
    if _MAY_BE_FULL.search(line):
        for form in (*_likely(_ABSOLUTE, line), *_likely(_TIME_FIRST, line)):
            if match := form.fullmatch(line):
                return _from_match(match, time_zone)
    return None if seen_at is None else _read_against(line, time_zone, seen_at)


def _whole_iso(text: str) -> str | None:
    """``text`` when it is already what is answered, as most dates of comments are; else None."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    offset = moment.utcoffset()
    if offset is None or abs(offset) > _FARTHEST or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    return text if moment.isoformat() == text else None


def _from_iso(match: re.Match[str], time_zone: str) -> str | None:
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        on = date(int(year), int(month), int(day))
        at = time(int(hour), int(minute), int(second or 0)) if hour else None
    except ValueError:
        return None
    return _iso(on, at, zone.lower() if zone else None, time_zone)


def _from_match(match: re.Match[str], time_zone: str) -> str | None:
    part = match.groupdict()
    short = part.get("short")
    year = int(part.get("year") or part.get("nyear") or 2000 + int(short or 0))
    try:
        on = _right_way_round(date(year, *_month_and_day(part)), part)
        at = _clock_time(part)
    except ValueError:
        return None
    return _iso(on, at, part.get("zone"), time_zone)


def _right_way_round(on: date, part: dict[str, str | None]) -> date:
    """02/07/2022 with the month first where that alone makes it the weekday that is printed beside it."""
    weekday = _WEEKDAYS.get(part.get("weekday") or "")
    if weekday is None or part.get("nmonth") is None or on.weekday() == weekday or on.day > 12:
        return on
    turned = on.replace(month=on.day, day=on.month)
    return turned if turned.weekday() == weekday else on


def _month_and_day(part: dict[str, str | None]) -> tuple[int, int]:
    day = int(part["day"] or 0)
    name = part.get("month")
    if name:
        return _MONTHS[name], day
    month = int(part["nmonth"] or 0)
    # 03/25/2019 can only be American; what could be both is read as the French write it.
    return (day, month) if month > 12 >= day and part["sep"] == "/" else (month, day)


def _clock_time(part: dict[str, str | None]) -> time | None:
    """The time of day; None where there is none. Raises ValueError for 25:10."""
    if part.get("hour") is None:
        return None
    hour = int(part["hour"] or 0)
    half = part.get("half") or part.get("half_only")
    if half:
        if not 1 <= hour <= 12:
            return time(hour, int(part.get("min_c") or 0))  # "14:05 pm" is printed, and 14:05 is meant
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return time(hour, int(part.get("min_h") or part.get("min_c") or 0), int(part.get("second") or 0))


def _iso(on: date, at: time | None, zone: str | None, time_zone: str) -> str | None:
    if not _FIRST_YEAR <= on.year <= _LAST_YEAR:
        return None
    if at is None:
        return on.isoformat()
    # fold=0, the default: of an hour that comes twice, the first.
    return datetime.combine(on, at, _offset(zone) or _zone(time_zone)).isoformat()


def _offset(zone: str | None) -> timezone | ZoneInfo | None:
    if not zone:
        return None
    if zone in _PLACES:
        return _zone(_PLACES[zone])
    if zone in _ZONES:
        return timezone(timedelta(minutes=_ZONES[zone]))
    digits = re.sub(r"[^\d+-]", "", zone)
    sign = -1 if digits[0] == "-" else 1
    number = digits[1:]
    hours, minutes = (int(number), 0) if len(number) <= 2 else (int(number[:-2]), int(number[-2:]))
    offset = timedelta(hours=hours, minutes=minutes)
    return None if offset > _FARTHEST or minutes > 59 else timezone(sign * offset)


@lru_cache(maxsize=16)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _read_against(line: str, time_zone: str, seen_at: datetime) -> str | None:
    """Relative dates and dates without a year, counted back from ``seen_at``."""
    now = (seen_at if seen_at.tzinfo else seen_at.replace(tzinfo=UTC)).astimezone(_zone(time_zone))
    if line in _JUST_NOW:
        return now.replace(second=0, microsecond=0).isoformat()
    for form in _AGO:
        if match := form.fullmatch(line):
            return _count_back(match, now)
    if match := _NAMED_DAY.fullmatch(line):
        on = now.date() - timedelta(days=_DAYS_BACK[match["name"]])
        try:
            return _iso(on, _clock_time(match.groupdict()), match["zone"], time_zone)
        except ValueError:
            return None
    for form in _NO_YEAR:
        if match := form.fullmatch(line):
            return _last_such_day(match.groupdict(), now, time_zone)
    return None


def _count_back(match: re.Match[str], now: datetime) -> str | None:
    """The moment, where the span is of hours or less, else the day: "il y a 2 mois 3 jours" names a day."""
    unit = _UNITS[match["unit"]]
    amount = int(match["amount"]) if match["amount"].isdigit() else 1
    then = _before(now, amount, unit)
    if then is not None and match["smaller"]:
        then = _before(then, int(match["rest"]), _UNITS[match["smaller"]])
    if then is None:
        return None
    if unit in _CLOCK_UNITS:
        return then.replace(second=0, microsecond=0).isoformat()
    return then.date().isoformat()


def _before(moment: datetime, count: int, unit: str) -> datetime | None:
    if unit in _CLOCK_UNITS:
        # Counted in UTC: three hours ago are three hours, also on the night the clock changes.
        return (moment.astimezone(UTC) - timedelta(**{unit: count})).astimezone(moment.tzinfo)
    if unit in ("days", "weeks"):
        return moment - timedelta(**{unit: count})
    months = moment.year * 12 + moment.month - 1 - count * (12 if unit == "years" else 1)
    year, month = divmod(months, 12)
    for day in range(moment.day, 0, -1):  # a month ago on 31 March was 28 or 29 February
        try:
            return moment.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return None


def _last_such_day(part: dict[str, str | None], now: datetime, time_zone: str) -> str | None:
    try:
        month, day = _month_and_day(part)
        at = _clock_time(part)
    except ValueError:
        return None
    for year in range(now.year, now.year - 9, -1):  # 29 February may lie eight years back
        try:
            on = date(year, month, day)
        except ValueError:
            continue
        if datetime.combine(on, at or time(), _zone(time_zone)) <= now:
            return _iso(on, at, part.get("zone"), time_zone)
    return None


def _worth_a_guess(line: str) -> bool:
    """Whether dateparser may know more: a short text with a year, a day and words of dates alone."""
    return (
        len(line) <= 48
        and re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", line) is not None
        and len(re.findall(r"\d+", line)) >= 2
        and all(word in _WORDS for word in re.findall(r"[^\W\d_]+", line))
    )


@lru_cache(maxsize=256)
def _guess(line: str, time_zone: str) -> str | None:
    import dateparser  # noqa: PLC0415  (0.1 s of import that nearly no page needs)

    found = dateparser.parse(
        line,
        languages=["fr", "en", "de"],
        settings={
            "PARSERS": ["absolute-time"],
            "REQUIRE_PARTS": ["day", "month", "year"],
            "DATE_ORDER": "DMY",
            # Never reached, since all parts are required, but it keeps the answer free of today's date.
            "RELATIVE_BASE": datetime(2000, 1, 1),
        },
    )
    if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        return None
    if not re.search(r"\d ?(?:h|:) ?\d\d|\d ?[ap]\.?m\b", line):
        return found.date().isoformat()
    moment = found.replace(microsecond=0, tzinfo=found.tzinfo or _zone(time_zone))
    return moment.isoformat()
