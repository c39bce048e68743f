"""What a page's opt-out signals leave allowed: a pure function of the signals, and where to find them.

Signals: the robots directives of ``<meta name="robots">`` and ``X-Robots-Tag``, for everyone or for us by our
product token (https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag); the TDM
Reservation Protocol (https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/) in its order of
precedence: ``/.well-known/tdmrep.json``, then headers, then meta elements, a later one over an earlier, and
absence resetting nothing; ``Content-Usage``, a header and a rule of robots.txt (IETF draft aipref-attach),
``Content-Signal``, a rule of robots.txt (draft-romm-aipref-contentsignals), and ``/ai.txt`` (Spawning's, no
standard: which kinds of media may train a model), kept verbatim. These three restrict training, which is not
done here, and search results: what asks for none is not published.

Several robots directives add up, and the strictest wins.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.items import Article, OptOut, Page, Terms, Wish

ROBOTS, X_ROBOTS = "robots", "x-robots-tag"
TDM_FILE, TDM_HEADER, TDM_META = "tdmrep.json", "tdm-reservation header", "tdm-reservation"
TDM_POLICY = "tdm-policy"
USAGE = "content-usage"
USAGE_RULE, SIGNAL_RULE, AI_FILE = "content-usage in robots.txt", "content-signal in robots.txt", "ai.txt"
_USES = (USAGE, USAGE_RULE, SIGNAL_RULE, AI_FILE)
UNTIL = "unavailable_after"
TDM_PATH: Final = "/.well-known/tdmrep.json"
AI_PATH: Final = "/ai.txt"

_DIRECTIVES = frozenset(
    "noarchive nocache noindex nofollow none nosnippet noai noimageai unavailable_after".split()
)
_NO_COPY = ("noarchive", "nocache")
_WITHHELD = ("noarchive", "nocache", "noindex", "none")
# "unavailable_after: 25 Jun 2010 15:00:00 PST" holds a colon and commas of its own.
_SPLIT = re.compile(r",(?![^,]*\d{4})|,(?=\s*(?:no\w+|all|index|follow)\b)", re.I)
_TRAINING = re.compile(r"\b(?:train-ai|train-genai|ai-train|ai-input|genai|ai|tdm|bots)\s*=\s*\"?no?\b", re.I)
_SEARCH = re.compile(r"\bsearch\s*=\s*\"?no?\b", re.I)
_RULE = re.compile(r"\s*([a-z-]+)\s*:\s*([^#]*)", re.I)
_TEXTS = re.compile(r"/?\*\.(?:txt|html?|xhtml|md)\$?", re.I)  # how ai.txt names texts


@dataclass(frozen=True, slots=True)
class Reservation:
    """What a host's tdmrep.json says of one address: the ``tdm-reservation`` of the first entry that
    matches, None where there is none; ``location`` is that entry's."""

    reserved: bool | None = None
    location: str = ""
    policy: str | None = None


def decide(
    signals: Iterable[OptOut], at: datetime, *, reserved: Reservation | None = None, basis: str = ""
) -> Terms:
    """What the signals of one fetch, made ``at``, leave allowed. ``signals`` stand in the order of their
    precedence: headers before meta elements. ``basis`` is the site's stated reason for keeping copies all the
    same; nothing is published then either.
    """
    terms = Terms()
    found = list(dict.fromkeys(signals))
    tdm = _reserved(found)
    wishes: list[Wish] = []
    for signal in found:
        decided, wish = _decide_one(signal, at, tdm is signal, basis)
        terms = _stricter(terms, decided)
        wishes.append(wish)
    if reserved is not None and reserved.reserved is not None:
        signal = OptOut(TDM_FILE, f"{reserved.location} {int(reserved.reserved)}")
        if tdm is None and reserved.reserved and not _unreserved(found):
            decided, wish = _reserve(signal, basis)
            terms = _stricter(terms, decided)
        else:
            wish = Wish(signal.signal, signal.value, "kept", "a later signal or the file itself allows it")
        wishes.append(wish)
    return replace(terms, wishes=tuple(wishes))


def _reserved(signals: Sequence[OptOut]) -> OptOut | None:
    """The signal by which text and data mining is reserved, if the last one that says anything says so."""
    last = next((one for one in reversed(signals) if _tdm_value(one) is not None), None)
    return last if last is not None and _tdm_value(last) else None


def _unreserved(signals: Sequence[OptOut]) -> bool:
    return any(_tdm_value(one) is False for one in signals)


def _tdm_value(signal: OptOut) -> bool | None:
    """Any value but 0 and 1 says nothing (TDMRep, 5.1)."""
    if signal.signal not in (TDM_HEADER, TDM_META):
        return None
    return {"0": False, "1": True}.get(signal.value.strip())


def _decide_one(signal: OptOut, at: datetime, is_tdm: bool, basis: str) -> tuple[Terms, Wish]:
    """``is_tdm``: it is the one that reserves text and data mining."""
    if signal.signal == TDM_POLICY:
        return _told(signal, "kept", "the terms under which mining is allowed; nobody has read them")
    if signal.signal in (TDM_HEADER, TDM_META):
        if is_tdm:
            return _reserve(signal, basis)
        return _told(signal, "kept", "reserves nothing, or a later signal says otherwise")
    if signal.signal in _USES:
        return _use(signal)
    return _directive(signal, at, basis)


def _directive(signal: OptOut, at: datetime, basis: str) -> tuple[Terms, Wish]:
    """What follows from a robots directive."""
    name, _, argument = signal.value.partition(":")
    name = name.strip().lower()
    if name == UNTIL:
        until = _date(argument)
        if until is None or until > at:
            return _told(signal, "kept", "the date has not come, or cannot be read")
        reason = "the page asks to be taken for gone since that date"
        return _told(signal, "gone", reason, Terms(copy=False, withheld=name, gone=True))
    if name in _NO_COPY and basis:
        reason = f"the page asks for no copy; {basis}; not published"
        return _told(signal, "copied", reason, Terms(withheld=name))
    if name in _NO_COPY:
        reason = "address, title, dates and digest are kept, no text"
        return _told(signal, "not copied", reason, Terms(copy=False, withheld=name))
    if name in _WITHHELD:
        links = "; no links taken" if name == "none" else ""
        reason = f"kept privately, left out of what is published{links}"
        return _told(signal, "not published", reason, Terms(withheld=name))
    if name == "nofollow":
        reason = "kept; nothing that the page links to was fetched because of it"
        return _told(signal, "no links taken", reason)
    if name in ("noai", "noimageai"):
        return _told(signal, "not for training", "kept; left out of exports made for training")
    return _told(signal, "kept", "concerns search results, which are not made here")


def _use(signal: OptOut) -> tuple[Terms, Wish]:
    """What follows from a signal about uses: training is not done here, and what is to be found by no search
    is published in none."""
    terms = Terms(withheld="search") if _SEARCH.search(signal.value) else Terms()
    hidden = "; not published" if terms.withheld else ""
    if signal.signal == AI_FILE or _TRAINING.search(signal.value):
        reason = f"kept; left out of exports made for training{hidden}"
        return _told(signal, "not for training", reason, terms)
    if terms.withheld:
        return _told(signal, "not published", "kept privately, left out of what is published", terms)
    return _told(signal, "kept", "restricts nothing that is done here")


def _reserve(signal: OptOut, basis: str) -> tuple[Terms, Wish]:
    if basis:
        reason = f"text and data mining is reserved; {basis}; not published"
        return _told(signal, "copied", reason, Terms(withheld=TDM_META))
    reason = "text and data mining is reserved: no text kept, no further pages there"
    return _told(signal, "not copied", reason, Terms(copy=False, withheld=TDM_META))


def _told(signal: OptOut, decision: str, reason: str, terms: Terms | None = None) -> tuple[Terms, Wish]:
    """What a signal leaves allowed (all, without ``terms``), and how it is told."""
    return terms or Terms(), Wish(signal.signal, signal.value, decision, reason)


def _stricter(one: Terms, other: Terms) -> Terms:
    return Terms(
        copy=one.copy and other.copy,
        withheld=(one.withheld or other.withheld) if other.copy else other.withheld,
        gone=one.gone or other.gone,
    )


def _date(text: str) -> datetime | None:
    """RFC 822, RFC 850 or ISO 8601, as the directive allows; UTC where it gives no zone."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text.strip().upper())
        except ValueError:
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


# --- where signals are


def header_signals(page: Page, token: str) -> tuple[OptOut, ...]:
    """What a page's headers ask of everyone, or of ``token``."""
    found: list[OptOut] = []
    for name, value in page.headers:
        match name.lower():
            case "x-robots-tag":
                found.extend(OptOut(X_ROBOTS, one) for one in _for_us(value, token))
            case "tdm-reservation":
                found.append(OptOut(TDM_HEADER, value.strip()))
            case "tdm-policy":
                found.append(OptOut(TDM_POLICY, value.strip()))
            case "content-usage":
                found.append(OptOut(USAGE, value.strip()))
    return tuple(found)


def meta_signals(root: HtmlElement, token: str) -> tuple[OptOut, ...]:
    """The robots directives of a page's meta elements, for everyone and for ``token`` alone."""
    found: list[OptOut] = []
    for meta in root.iter("meta"):
        name = (meta.get("name") or "").strip().lower()
        if name in (ROBOTS, token.lower()):
            found.extend(OptOut(name, one) for one in _directives(meta.get("content") or ""))
    return tuple(found)


def page_signals(pages: Iterable[Page], token: str) -> tuple[OptOut, ...]:
    """What the headers of a visit's pages ask."""
    return tuple(one for page in pages for one in header_signals(page, token))


def allows_links(signals: Iterable[OptOut]) -> bool:
    """Whether links of the page may be taken."""
    robots = [one.value for one in signals if one.signal not in (*_USES, TDM_META, TDM_HEADER, TDM_POLICY)]
    return not {"nofollow", "none"} & set(robots)


def _for_us(value: str, token: str) -> list[str]:
    """The directives of an ``X-Robots-Tag`` that concern us: 'googlebot: noindex' does not."""
    head, colon, rest = value.partition(":")
    agent = head.strip().lower()
    if not colon or agent.split(",")[-1].strip() == UNTIL:
        return _directives(value)
    if agent in _DIRECTIVES or "," in agent:
        return _directives(value)
    return _directives(rest) if agent in (token.lower(), "*") else []


def _directives(value: str) -> list[str]:
    parts = (part.strip().lower() for part in _SPLIT.split(value))
    return [part for part in parts if part.partition(":")[0].strip() in _DIRECTIVES]


# --- rules of robots.txt and ai.txt


def robots_signals(body: bytes, url: str, token: str) -> tuple[OptOut, ...]:
    """What the ``Content-Usage`` and ``Content-Signal`` rules of a robots.txt say of an address, to everyone
    or to ``token``: of each sort the rule with the longest path that fits, as it is printed."""
    rules = _rules_for(body, token)
    sorts = (("content-usage", USAGE_RULE), ("content-signal", SIGNAL_RULE))
    return tuple(found for name, signal in sorts for found in _fitting(rules, name, url, signal))


def ai_signals(body: bytes, url: str, token: str) -> tuple[OptOut, ...]:
    """The rule of an ai.txt that keeps the text at an address from training models; none where it may."""
    path = _path(url)
    fitting = [
        (len(value), name == "allow", value)
        for name, value in _rules_for(body, token)
        if name in ("allow", "disallow") and value and (_TEXTS.fullmatch(value) or _matches(value, path))
    ]
    if not fitting:
        return ()
    _, allowed, value = max(fitting)
    return () if allowed else (OptOut(AI_FILE, f"Disallow: {value}"),)


def _fitting(rules: Sequence[tuple[str, str]], name: str, url: str, signal: str) -> list[OptOut]:
    path, found = _path(url), []
    for rule, value in rules:
        location, _, wish = value.partition(" ") if value[:1] in ("/", "*") else ("", "", value)
        if rule == name and wish and _matches(location, path):
            found.append((len(location), value))
    longest = max((length for length, _ in found), default=0)
    return [OptOut(signal, value) for length, value in found if length == longest]


@lru_cache(maxsize=64)  # a crawl asks it of the same few files for each of its pages
def _rules_for(body: bytes, token: str) -> list[tuple[str, str]]:
    """The rules, (name in small letters, value), of the groups that name ``token``, else of those for all
    (RFC 9309, 2.2.1)."""
    groups: dict[str, list[tuple[str, str]]] = {"*": []}
    agents, open_ = ["*"], False  # rules before any group are taken for all
    for line in body.decode("utf-8", "replace").lstrip("\ufeff").splitlines():
        rule = _RULE.match(line)
        if rule is None:
            continue
        name, value = rule[1].lower(), rule[2].strip()
        if name == "user-agent":
            agents = [*agents, value.lower()] if open_ else [value.lower()]
            open_ = True
        else:
            open_ = False
            for agent in agents:
                groups.setdefault(agent, []).append((name, value))
    return groups.get(token.lower(), groups["*"])


# --- tdmrep.json


def reservation(body: bytes, url: str) -> Reservation:
    """What a tdmrep.json says of an address: the first entry whose location matches its path, as robots.txt
    matches ('*' is anything, '$' the end). A file that cannot be read says nothing."""
    try:
        entries = json.loads(body)
    except ValueError:
        return Reservation()
    path = _path(url)
    for entry in entries if isinstance(entries, list) else ():
        location = entry.get("location") if isinstance(entry, dict) else None
        if isinstance(location, str) and _matches(location, path):
            value = str(entry.get("tdm-reservation"))
            policy = entry.get("tdm-policy")
            return Reservation(
                {"0": False, "1": True}.get(value), location, policy if isinstance(policy, str) else None
            )
    return Reservation()


def _path(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _matches(location: str, path: str) -> bool:
    end = location.endswith("$")
    pattern = "".join(".*" if char == "*" else re.escape(char) for char in location.removesuffix("$"))
    return re.match(pattern + ("$" if end else ""), path) is not None


def title_only(article: Article) -> Article:
    """An article of which no copy may be kept: its address, title and dates."""
    return replace(
        article,
        description=None, authors=(), section=None, keywords=(), blocks=(), sources=(), opinion=None,
        comment_count=None, comments=(), pings=0, comment_system=None, comment_pages=(),
    )  # fmt: skip
