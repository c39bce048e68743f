"""What the line rules know of usage: finite verbs, news agencies, press titles, and what a name looks like.

Lists are closed and hold general usage (French first, then English and German), never one site's phrase.
Names of agencies and of the press stand in ``crawler/source_aliases.json``, for anyone to add to.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files

from crawler.splitter.words.text import fold

# A line with one of these says something about its subject: it is a sentence and no label with a name.
# Lower case only: "L'Est républicain" and "Elle" are titles, "est" and "elle" are grammar.
_FINITE = frozenset(
    "est sont était étaient sera seront serait seraient fut soit a ont avait avaient aura auront aurait "
    "auraient va vont peut peuvent pourrait pourraient doit doivent devrait devraient fait font faut veut "
    "veulent dit disent indique indiquent affirme affirment annonce annoncent précise précisent confirme "
    "confirment explique expliquent assure assurent évoque évoquent parle parlent semble semblent reste "
    "restent vient viennent prend prennent rapporte rapportent relaye relayent estime estiment montre "
    "montrent donne donnent permet permettent arrive arrivent coûte coûtent roule roulent dépend dépendent "
    "croit croient sait savent trouve trouvent tombe tombent reçoit reçoivent passe passent devient "
    "deviennent ouvre ouvrent ferme ferment lance lancent présente présentent propose proposent "
    "on il elle ils elles nous vous je j c qui que qu dont où "
    "promet promettent refuse refusent tient tiennent maintient voit voient attend attendent entend rend "
    "rendent perd perdent gagne gagnent répond répondent rappelle rappellent souligne soulignent regrette "
    "regrettent craint craignent espère espèrent choisit choisissent investit vend vendent construit "
    "augmente augmentent recule reculent renonce renoncent accepte acceptent décide décident déclare "
    "déclarent ajoute ajoutent poursuit poursuivent commence commencent revient reviennent manquent devra "
    "devront verra verront sortira "
    "is are was were has had will would can could says said reports does "
    "ist sind war waren hat haben wird werden kann sagt sagte zieht ziehen berichtet".split()
)
_LOWER_WORD = re.compile(
    r"(?<![\w'’.@/-])(?:[nscmtjlNSCMTJL][’'])?([a-zàâäçéèêëîïôöùûüœß]+)(?![\w@/])(?!\.\w)"
)

# The names of ``crawler/source_aliases.json`` that are an attribution by themselves: agencies ("(AFP)", "avec
# Reuters") and, after a word that attributes, titles of the press ("Via Autocar").
_KNOWN = json.loads(files("crawler").joinpath("source_aliases.json").read_text(encoding="utf-8"))


def _names_of(*kinds: str) -> tuple[str, ...]:
    entries = ((name, entry) for name, entry in _KNOWN.items() if entry["kind"] in kinds)
    return tuple(name for known, entry in entries for name in (known, *entry["aliases"]))


_AGENCIES = frozenset(map(fold, _names_of("agency")))
_PRESS = frozenset(map(fold, _names_of("press")))
KNOWN_NAMES = _names_of("agency", "press", "organisation", "manufacturer")

# Words that titles of the press are made of; a name that holds one is a paper, a site or a station.
_PRESS_WORD = re.compile(
    r"\b(?:news|newswires?|times|post|journal|magazine|mag|presse|press|tribune|parisien|figaro|monde|matin|"
    r"infos?|zeitung|spiegel|bild|argus|radio|tv|agences?|agency|herald|mail|gazette|d[ée]p[êe]che|courrier|"
    r"[ée]chos|soir|quotidien|hebdo|hebdomadaire|express|revue|blog|m[ée]dias?|opinion|lib[ée]ration|équipe|"
    r"telegraph|guardian|independent|observer|observateur|obs|nikkei|asahi|yomiuri|automobilwoche|"
    r"handelsblatt|autocar|autoblog|jalopnik|carscoops|motor1|electrek|caradisiac|challenges|capital|"
    r"marianne|mediapart|turbo|autojournal|auto[- ]plus|automoto|bfm|bfmtv|rtl|rmc|lci|cnews|franceinfo|"
    r"france ?inter|france ?info|france ?bleu|europe ?1|wall street|le point|usine nouvelle|ouest[- ]france|"
    r"nice[- ]matin|sud[- ]ouest|l[ae] croix|l['’]humanité|dna|cnn|bbc|cnbc|cbs|nbc|rtbf|rts|nzz|faz|"
    r"automotive|focus|stern|welt|corriere|repubblica|stampa|sole 24 ore|pais|vanguardia|mundo|marca)\b",
    re.I,
)
_DOMAIN = re.compile(
    r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:fr|com|net|org|eu|be|ch|ca|de|at|it|es|uk|co|info|tv|io|"
    r"jp|lu|nl|pl|us|auto|blog|news|paris|bzh)(?:/\S*)?",
    re.I,
)
# Joining words that may stand inside a name.
PARTICLES = frozenset(
    "de du des d la le les l et & à au aux en sur von van der den und of the and for pour via y del di e "
    "da dos avec".split()
)


def has_finite_verb(text: str) -> bool:
    """Whether a line reads as a sentence: it holds a common finite verb or a subject pronoun."""
    return any(
        match[1] in _FINITE and not match[0].lower().startswith(("l'", "l’"))
        for match in _LOWER_WORD.finditer(text)
    )


def is_agency(name: str) -> bool:
    """Whether ``name`` is a news agency (with its article or without: "l'AFP")."""
    folded = fold(name)
    bare = re.sub(r"^(?:l |la |the )?(?:agence )?", "", folded).removesuffix(" agence")
    return folded in _AGENCIES or bare in _AGENCIES


def is_domain(name: str) -> bool:
    """Whether ``name`` is printed as a web address or a host name."""
    return _DOMAIN.fullmatch(name) is not None


def is_press(name: str) -> bool:
    """Whether ``name`` is an agency, a press title by the words it is made of, or a host name."""
    if is_agency(name) or is_domain(name) or fold(name) in _PRESS:
        return True
    return _PRESS_WORD.search(name) is not None and is_name(name)


def is_name(text: str, longest: int = 6) -> bool:
    """Whether ``text`` looks like one proper name: capitalised words and particles, ``longest`` at most."""
    if is_domain(text):
        return True
    words = re.findall(r"[\w.&+@'’-]+", text)
    if not words or len(words) > longest:
        return False
    heads = [re.sub(r"^(?:[ldLD]|qu)[’']", "", word).lstrip("'’@-.") for word in words]
    proper = [head for head in heads if head and (head[0].isupper() or head[0].isdigit())]
    return bool(proper) and all(
        head in proper or head.lower() in PARTICLES or not head or is_domain(head) for head in heads
    )
