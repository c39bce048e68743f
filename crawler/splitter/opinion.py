"""Headings under which a newsroom gives its own opinion: a closed list of owners and words, no prefix rule.

"L'avis du Conseil d'État" and "Bilan carbone" are news; what makes an opinion the newsroom's is its owner
(its own name, "la rédaction", "notre", the road tester) or a word that heads nothing else when it stands
alone ("Verdict", "Conclusion", "Bilan"). "En bref" is left out: on news pages it heads a box of facts more
often than a judgement; a site that closes its road tests with it lists it in ``opinion_headings``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.splitter.phrases import has_finite_verb
from crawler.splitter.text import clean, fold

_LONGEST = 120
_TLDS = frozenset("com fr net org eu be ch ca info tv auto blog de uk io".split())

# All patterns are matched against ``fold``ed text: words alone, no accents, no case, no punctuation.
_JUDGEMENT = r"(?:avis|opinion|point de vue|verdict|bilan|conclusion|commentaire|analyse|regard|jugement)"
_OWNED = re.compile(
    rf"(?:l |le |la )?(?:{_JUDGEMENT}|mot de la fin) "
    r"(?P<of>de la |de l |de |du |des |d )(?P<owner>.+)"
)
# A newsroom that nothing else is known of signs with its host name: "L'avis de Exemple.com".
_HOST_OWNER = re.compile(
    r"(?:l\W?|le\s+|la\s+)?(?:avis|opinion|point de vue|verdict|bilan|conclusion)\s+d(?:e\s+|u\s+|\W)"
    rf"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:{'|'.join(sorted(_TLDS))})",
    re.I,
)
_STAFF = re.compile(
    r"redaction|redac|notre redaction|equipe|notre equipe|auteur|redacteur|essayeur|journaliste|"
    r"notre (?:essayeur|essayeuse|journaliste|redacteur|redactrice|expert|experte|testeur|specialiste)|"
    r"blog|redaction de (?P<owner>.+)|equipe de (?P<team>.+)"
)
_OUR = re.compile(
    r"(?:notre|mon) (?:avis|verdict|opinion|point de vue|bilan|jugement|avis final|verdict final)|"
    r"(?:notre|ma) conclusion|notre analyse|notre commentaire"
)
_OUR_BY = re.compile(rf"(?:{_OUR.pattern}) par (?P<by>.+)")
_OUR_ON = re.compile(rf"(?:{_OUR.pattern}) (?:sur|a propos d\w*|au sujet d\w*) .+")
_ALONE = re.compile(
    r"(?:le )?verdict(?: final)?|(?:la |en )?conclusion|pour conclure|(?:le )?bilan(?: de l essai| du test)?|"
    r"(?:conclusion|verdict)(?: de l essai| du test)"
)
_ENGLISH = re.compile(
    r"(?:our|the|my|final|our final) (?:verdict|take|opinion|conclusion)|our (?:view|thoughts)|my thoughts|"
    r"final thoughts|(?:the )?bottom line|editors? (?:take|opinion|note on balance)"
)
_ENGLISH_OWNED = re.compile(r"(?P<owner>.+?) (?:s )?(?:take|verdict|opinion|view)")
_GERMAN = re.compile(r"(?:unsere|meine) (?:meinung|bewertung)|(?:unser|mein) (?:urteil|eindruck|fazit)|fazit")
_FAZIT = re.compile(r"(?:^|[\s:–—-])Fazit(?=$|[\s:])")  # a German noun that means nothing else
_LIKED = (
    r"(?:j ai (?:bien |moins |beaucoup )?aime|je n ai pas aime|j aime(?: bien| moins| pas| beaucoup)?|"
    r"je n aime pas|j ai (?:deteste|adore)|on aime(?: bien| moins| pas| beaucoup)?|on n aime pas|"
    r"on a (?:bien |moins )?aime|on n a pas aime|on adore|on deteste|on regrette|"
    r"nous avons (?:moins )?aime|nous n avons pas aime|"
    r"(?:les |nos )?points? (?:forts?|faibles?|positifs?|negatifs?)|(?:les )?(?:qualites|defauts)|"
    r"les (?:plus|moins)|pros|cons|what we (?:like|love|don t like|liked|didn t like)|"
    r"starken|schwachen|das gefallt uns|das gefallt uns nicht)"
)
_PLUS_MINUS = re.compile(rf"{_LIKED}(?: (?:et |and |und )?{_LIKED})?")
_PLUS_MINUS_SIGNS = re.compile(
    r"les\s*[+＋]|les\s*[-–−]|[+＋]\s*/\s*[-–−]|les\s*[+＋]\s*(?:/|et)\s*les\s*[-–−]", re.I
)
_TRIM = re.compile(r"^[^\w+]+|[\s:：.…!–—#*=_-]+$")


def is_opinion_heading(text: str, own_names: Sequence[str], extra: Sequence[str] = ()) -> str | None:
    """The rule by which ``text`` heads the newsroom's own opinion; None when it does not.

    ``own_names`` are the names the newsroom gives itself, compared without case, accents, spaces, article
    and top-level domain ("L'avis du Blog Auto" is Leblogauto.com's). ``extra`` are further headings of the
    site, matched whole. Without any ``own_names`` an owner printed as a host name counts as the site itself.
    Rules: ``extra``, ``own-site``, ``host-name``, ``staff``, ``our``, ``alone``, ``plus-minus``,
    ``english``, ``german``.
    """
    if len(text) > _LONGEST:
        return None
    line = clean(text)
    head = _TRIM.sub("", line) if not _PLUS_MINUS_SIGNS.fullmatch(line.strip(" :")) else line.strip(" :")
    folded = fold(head)
    if not folded and not _PLUS_MINUS_SIGNS.fullmatch(head):
        return None
    if folded and folded in {fold(heading) for heading in extra}:
        return "extra"
    if line.endswith("?"):  # "Verdict ?", "Notre avis vous intéresse ?": asks, does not head
        return None
    return _whole(head, folded, _squeezed(tuple(own_names))) or _with_tail(head, own_names)


def _whole(head: str, folded: str, own: frozenset[str]) -> str | None:
    owned = _OWNED.fullmatch(folded)
    if owned is not None:
        if not own and _HOST_OWNER.fullmatch(head):
            return "host-name"
        return _owner(owned["of"], owned["owner"], own)
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
    takes = _ENGLISH_OWNED.fullmatch(folded)
    if _ENGLISH.fullmatch(folded) or (takes is not None and _squeeze(takes["owner"]) in own):
        return "english"
    if _GERMAN.fullmatch(folded) or (
        _FAZIT.search(head) and len(folded.split()) <= 8 and not has_finite_verb(head)
    ):
        return "german"
    return None


def _with_tail(head: str, own_names: Sequence[str]) -> str | None:
    """Read "Notre avis : une réussite": with its owner named, a few words of verdict may follow."""
    label, colon, tail = head.partition(":")
    if not colon or len(tail.split()) > 8 or not tail.strip():
        return None
    rule = _whole(label.strip(), fold(label), _squeezed(tuple(own_names)))
    return rule if rule in ("own-site", "staff", "our") else None


def _owner(of: str, owner: str, own: frozenset[str]) -> str | None:
    # "du Blog Auto" is "de" + "Le Blog Auto"; "des Essayeurs" is "de" + "Les Essayeurs".
    article = {"du ": "le", "des ": "les", "de la ": "la", "de l ": "l"}.get(of, "")
    if _squeeze(owner) in own or article + _squeeze(owner) in own:
        return "own-site"
    staff = _STAFF.fullmatch(owner)
    if staff is None:
        return None
    named = staff["owner"] or staff["team"]
    if named is None:
        return "staff"
    return "staff" if any(_squeeze(form) in own for form in _without_article(named)) else None


def _without_article(named: str) -> tuple[str, ...]:
    return (named, re.sub(r"^(?:du|de|la|l|d) ", "", named), re.sub(r"^du ", "le ", named))


def host_names(url: str | None) -> tuple[str, ...]:
    """What a site may call itself by its address: its host name; empty for no web address."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ()
    return (host.removeprefix("www."),) if "." in host else ()


@lru_cache(maxsize=256)
def _squeezed(own_names: tuple[str, ...]) -> frozenset[str]:
    names = {_squeeze(fold(name)) for name in own_names}
    return frozenset(names - {""})


def _squeeze(folded: str) -> str:
    """A folded name as it is compared: no spaces, no "www", no top-level domain."""
    words = folded.split()
    if len(words) > 1 and words[0] == "www":
        words = words[1:]
    if len(words) > 1 and words[-1] in _TLDS:
        words = words[:-1]
    return "".join(words)
