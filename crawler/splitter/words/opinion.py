"""Headings under which a newsroom gives its own opinion: a closed list of owners and words, no prefix rule.

"L'avis du Conseil d'État" and "Bilan carbone" are news; what makes an opinion the newsroom's is its owner
(its own name, "la rédaction", "notre", the road tester, the article's author) or a word that heads nothing
else when it stands alone ("Verdict", "Conclusion", "Bilan"). "En bref" is left out: on news pages it heads a
box of facts more often than a judgement; a site that closes its road tests with it lists it in
``opinion_headings``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from crawler.splitter.words.addresses import split_address
from crawler.splitter.words.phrases import has_finite_verb
from crawler.splitter.words.text import clean, fold

_LONGEST = 120
_LONGEST_TAIL = 8  # words of verdict behind a heading's colon
_WITH_OWNER = ("own-site", "host-name", "author", "staff", "our")
_TLDS = frozenset("com fr net org eu be ch ca info tv auto blog de uk io".split())

# All patterns are matched against ``fold``ed text: words alone, no accents, no case, no punctuation.
_JUDGEMENT = r"(?:avis|opinion|point de vue|verdict|bilan|conclusion|commentaire|analyse|regard|jugement|mot)"
_OF = r"(?P<of>de la |de l |de |du |des |d )"
_OWNED = re.compile(rf"(?:l |le |la )?(?:{_JUDGEMENT}|mot de la fin) {_OF}(?P<owner>.+)")
_OWNED_BARE = re.compile(r"(?:l |le |la )?(?:avis|verdict|bilan|conclusion|note) (?P<owner>.+)")
# "L'instant Exemple": a box that bears the site's name.
_OWN_BOX = re.compile(r"(?:l |le |la )?(?:instant|minute|coin) (?P<owner>.+)")
# A newsroom that nothing else is known of signs with its host name: "L'avis de Exemple.com".
_HOST_OWNER = re.compile(
    r"(?:l\W?|le\s+|la\s+)?(?:avis|opinion|point de vue|verdict|bilan|conclusion)\s+d(?:e\s+|u\s+|\W)"
    rf"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:{'|'.join(sorted(_TLDS))})",
    re.I,
)
_STAFF = re.compile(
    r"redaction|redac|notre redaction|equipe|notre equipe|auteur|redacteur|essayeur|journaliste|"
    r"notre (?:essayeur|essayeuse|journaliste|redacteur|redactrice|expert|experte|testeur|specialiste)|"
    rf"blog|(?:redaction|equipe) {_OF}(?P<owner>.+)"
)
_OUR = re.compile(
    r"(?:notre|mon) (?:avis|verdict|opinion|point de vue|bilan|jugement|avis final|verdict final)|"
    r"(?:notre|ma) conclusion|notre analyse|notre commentaire|"
    r"ce que (?:nous en pensons|j en pense)|ce qu on en pense|ce que (?:nous pensons|je pense) d(?:e|u|es) .+"
)
_OUR_BY = re.compile(rf"(?:{_OUR.pattern}) par (?P<by>.+)")
_OUR_ON = re.compile(rf"(?:{_OUR.pattern}) (?:sur|a propos d\w*|au sujet d\w*) .+")
_ALONE = re.compile(
    r"(?:le )?verdict(?: final)?|(?:la |en )?conclusion|pour conclure|(?:le )?bilan(?: de l essai| du test)?|"
    r"(?:conclusion|verdict)(?: de l essai| du test)|(?:le )?mot de la fin"
)
_ENGLISH = re.compile(
    r"(?:our|the|my|final|our final) (?:verdict|take|opinion|conclusion)|our (?:view|thoughts)|my thoughts|"
    r"final thoughts|what we think(?: of .+)?|(?:the )?bottom line|editors? (?:take|opinion|note on balance)"
)
_ENGLISH_ENDS = ("take", "verdict", "opinion", "view")
_ENGLISH_OWNED = re.compile(rf"(?P<owner>.+?) (?:s )?(?:{'|'.join(_ENGLISH_ENDS)})")
_GERMAN = re.compile(r"(?:unsere|meine) (?:meinung|bewertung)|(?:unser|mein) (?:urteil|eindruck)")
# A German noun that means nothing else: "Unser Fazit zum Kleinwagen", "Kleinwagen im Test: Fazit", "Fazit:
# ein treues Auto". A genitive behind it is its owner: "Fazit der Studie" is another's.
_FAZIT = re.compile(
    r"(?:.+[:–—-]\s*)?(?:(?:unser|mein|das|erstes|kurzes|vorläufiges)\s+)?(?:test)?fazit\b"
    r"(?!\s+(?:der|des|dieser|dieses|einer|eines|von|vom)\b)(?:[\s:–—-].*)?",
    re.I,
)
_SUBJECT = re.compile(r"(?:le|la|les|l[’']|on|il|elle|ils|elles|ce|cela|c[’']|nous)(?:\b|(?<=[’']))", re.I)
_LIKED = (
    r"(?:j ai (?:bien |moins |beaucoup )?aime|je n ai pas aime|j aime(?: bien| moins| pas| beaucoup)?|"
    r"je n aime pas|j ai (?:deteste|adore)|on aime(?: bien| moins| pas| beaucoup)?|on n aime pas|"
    r"on a (?:bien |moins )?aime|on n a pas aime|on adore|on deteste|on regrette|"
    r"nous avons (?:moins )?aime|nous n avons pas aime|"
    r"ce qu(?:e l)? ?on (?:n )?aime(?: bien| moins| pas)?|ce que nous (?:n )?aimons(?: bien| moins| pas)?|"
    r"(?:les |nos )?points? (?:forts?|faibles?|positifs?|negatifs?)|"
    r"(?:les |ses )?(?:qualites|defauts|atouts|faiblesses)|"
    r"les (?:plus|moins)|pros|cons|what we (?:like|love|don t like|liked|didn t like)|"
    r"starken|schwachen|das gefallt uns|das gefallt uns nicht)"
)
_PLUS_MINUS = re.compile(rf"{_LIKED}(?: (?:et |and |und )?{_LIKED})?")
_PLUS_MINUS_SIGNS = re.compile(
    r"les\s*[+＋]|les\s*[-–−]|[+＋]\s*/\s*[-–−]|les\s*[+＋]\s*(?:/|et)\s*les\s*[-–−]", re.I
)
# The question that road tests and tests of products close with; without its label it is about this very one.
_BUYING = re.compile(
    r"(?:(?:bilan|verdict|conclusion|(?:notre|mon)\s+avis)\s*[:,–-]\s*)?(?:alors,?\s+)?faut[- ]il\s+"
    r"(?:(?:l[’']\s*|la\s|le\s|les\s)(?:acheter|choisir|adopter)|craquer)\s*\?"
    r"|should\s+(?:i|you)\s+buy\s+(?:one|it)\s*\?|lohnt\s+sich\s+der\s+kauf\s*\?",
    re.I,
)
_NUMBERING = re.compile(r"(?:\d{1,2}|[IVX]{1,4})\s*[.):–—-]\s*(?=\w)")
_TRIM = re.compile(r"^[^\w+]+|[\s:：.…!–—#*=_-]+$")


def is_opinion_heading(
    text: str, own_names: Sequence[str], extra: Sequence[str] = (), authors: Sequence[str] = ()
) -> str | None:
    """The rule by which ``text`` heads the newsroom's own opinion; None when it does not.

    ``own_names`` are the names the newsroom gives itself, compared without case, accents, spaces, article
    and top-level domain ("L'avis du Blog Auto" is Leblogauto.com's). ``extra`` are further headings of the
    site, matched whole; ``authors`` the article's. Without any ``own_names`` an owner printed as a host name
    counts as the site itself. Rules: ``extra``, ``own-site``, ``host-name``, ``author``, ``staff``, ``our``,
    ``alone``, ``plus-minus``, ``english``, ``german``.
    """
    if len(text) > _LONGEST:
        return None
    line = clean(text)
    head = _TRIM.sub("", line) if not _PLUS_MINUS_SIGNS.fullmatch(line.strip(" :")) else line.strip(" :")
    numbering = _NUMBERING.match(head)
    head = head[numbering.end() :] if numbering else head
    folded = fold(head)
    if not folded and not _PLUS_MINUS_SIGNS.fullmatch(head):
        return None
    if folded and folded in {fold(heading) for heading in extra}:
        return "extra"
    if _BUYING.fullmatch(line):
        return "alone"
    if line.endswith("?"):  # "Verdict ?", "Notre avis vous intéresse ?": asks, does not head
        return None
    owners = _Owners(_squeezed(tuple(own_names)), _called(tuple(authors)))
    return _whole(head, folded, owners) or (None if line.endswith(".") else _with_tail(head, owners))


def opinion_label_end(
    text: str, own_names: Sequence[str], extra: Sequence[str] = (), authors: Sequence[str] = ()
) -> int | None:
    """The offset behind the label of a paragraph that opens with one: "Notre avis : une voiture sincère, …".

    Only labels that name their owner open a paragraph; what follows is a sentence, not the few words that
    belong to a heading. None for any other paragraph.
    """
    colon = text.find(":", 0, _LONGEST)
    if colon < 0 or not (len(text[colon + 1 :].split()) > _LONGEST_TAIL or text.endswith(".")):
        return None
    rule = is_opinion_heading(text[:colon], own_names, extra, authors)
    return colon + 1 if rule in _WITH_OWNER or rule == "extra" else None


@dataclass(frozen=True, slots=True)
class _Owners:
    """Whose opinion is the newsroom's: the site's names, squeezed, and its authors' names, folded."""

    site: frozenset[str]
    authors: frozenset[str]


def _whole(head: str, folded: str, owners: _Owners) -> str | None:
    own = owners.site
    owned = _OWNED.fullmatch(folded)
    if owned is not None:
        if not own and _HOST_OWNER.fullmatch(head):
            return "host-name"
        if owned["of"] in ("de ", "d ") and owned["owner"] in owners.authors:
            return "author"
        rule = _owner(owned["of"], owned["owner"], own)
        if rule is not None:
            return rule
    for form in (_OWN_BOX, _OWNED_BARE):
        box = form.fullmatch(folded)
        if box is not None and _squeeze(box["owner"]) in own:
            return "own-site"
    if _OUR.fullmatch(folded):
        return "our"
    by = _OUR_BY.fullmatch(folded)
    if by is not None and len(by["by"].split()) <= 5 and not has_finite_verb(head):
        return "our"
    if _OUR_ON.fullmatch(folded) and len(folded.split()) <= 12 and not has_finite_verb(head):
        return "our"
    if _ALONE.fullmatch(folded):
        return "alone"
    if _PLUS_MINUS.fullmatch(folded) or _PLUS_MINUS_SIGNS.fullmatch(head):
        return "plus-minus"
    takes = _ENGLISH_OWNED.fullmatch(folded) if folded.endswith(_ENGLISH_ENDS) else None
    if _ENGLISH.fullmatch(folded) or (takes is not None and _squeeze(takes["owner"]) in own):
        return "english"
    german = _GERMAN.fullmatch(folded) or _FAZIT.fullmatch(head)
    return "german" if german and len(folded.split()) <= 10 and not has_finite_verb(head) else None


def _with_tail(head: str, owners: _Owners) -> str | None:
    """Read "Notre avis : une réussite": with its owner named, a few words of verdict may follow; behind
    "Conclusion", if no subject opens them. "Le Garage : notre avis" names its owner in front."""
    label, colon, tail = (part.strip() for part in head.partition(":"))
    if not colon or len(tail.split()) > _LONGEST_TAIL or not tail:
        return None
    if _squeeze(fold(label)) in owners.site and _OUR.fullmatch(fold(tail)):
        return "own-site"
    rule = _whole(label, fold(label), owners)
    if rule in _WITH_OWNER:
        return rule
    return "alone" if fold(label) == "conclusion" and not _SUBJECT.match(tail) else None


def _owner(of: str, owner: str, own: frozenset[str]) -> str | None:
    # "du Blog Auto" is "de" + "Le Blog Auto"; "des Essayeurs" is "de" + "Les Essayeurs".
    article = {"du ": "le", "des ": "les", "de la ": "la", "de l ": "l"}.get(of, "")
    if _squeeze(owner) in own or article + _squeeze(owner) in own:
        return "own-site"
    staff = _STAFF.fullmatch(owner)
    if staff is None:
        return None
    if staff["owner"] is None:
        return "staff"
    return "staff" if _owner(staff["of"], staff["owner"], own) == "own-site" else None


def host_names(url: str | None) -> tuple[str, ...]:
    """What a site may call itself by its address: its host name; empty for no web address."""
    host = split_address(url).hostname or ""
    return (host.removeprefix("www."),) if "." in host else ()


@lru_cache(maxsize=256)
def _squeezed(own_names: tuple[str, ...]) -> frozenset[str]:
    names = {_squeeze(fold(name)) for name in own_names}
    return frozenset(names - {""})


@lru_cache(maxsize=256)
def _called(authors: tuple[str, ...]) -> frozenset[str]:
    """The authors' names, whole and by the first word alone: "L'avis de Jeanne"."""
    names = {fold(name) for name in authors} - {""}
    return frozenset(names | {first for name in names if len(first := name.split()[0]) > 2})


def _squeeze(folded: str) -> str:
    """A folded name as it is compared: no spaces, no "www", no top-level domain."""
    words = folded.split()
    if len(words) > 1 and words[0] == "www":
        words = words[1:]
    if len(words) > 1 and words[-1] in _TLDS:
        words = words[:-1]
    return "".join(words)
