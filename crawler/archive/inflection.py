"""Which words are forms of one another: French inflection, by rules, a list of exceptions and no dictionary.

A word gets every stem that it may be a form of. A stem too many does no harm where no other word has it
(« accident » under "accider"), so rules may be generous; where they would join two words that mean different
things (port and porte, coup and coupe, passage and passager), they are not. Derivation is not inflection:
usine and usinage stay two words. The rules are a school grammar's: plurals, feminines, the three groups of
verbs. What they miss stands in ``french_forms.txt``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_SHORTEST = 4  # letters: the rules know nothing of shorter words
_LETTERS = re.compile(r"[a-z]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})

# ending of the feminine -> endings of the masculine, and the fewest letters of a word that the rule holds for
# (vente is not the feminine of vent, nor tonne of ton).
_FEMININES = (
    ("ee", ("e",), 4), ("ale", ("al",), 5), ("elle", ("el",), 5), ("enne", ("en",), 5), ("onne", ("on",), 7),
    ("ere", ("er",), 5), ("euse", ("eux", "eur"), 6), ("trice", ("teur",), 6), ("ive", ("if",), 5),
    ("ante", ("ant",), 6), ("ente", ("ent",), 7), ("aise", ("ais",), 7), ("oise", ("ois",), 7),
    ("ande", ("and",), 8), ("ie", ("i",), 7), ("ete", ("et",), 7), ("aine", ("ain",), 6), ("ine", ("in",), 8),
    ("eure", ("eur",), 7), ("aite", ("ait",), 8), ("erte", ("ert",), 7), ("uite", ("uit",), 8),
)  # fmt: skip

# Endings of the verbs: those that nobody types for anything else, and those that nouns share. A verb's own
# name (rouler) is of the first kind.
_ER_ASKED = "er ez ait aient era eras erai eront erons erez erait eraient erent"
_ER_FOUND = "e es ent ant a ee ees ons"
_MUTE = frozenset("e es ent era eras erai eront erons erez erait eraient".split())  # jette, essaie, appellera
_OTHERS_ASKED = {
    "ir": "ir issent issait issaient issez isse ira iront irait iraient",
    "dre": "dre dait daient dra dront drait draient du dus due dues dez",
    "uire": "uire uisait uisaient uisent uira uiront uirait",
    "tenir": "tenir tenait tenaient tiennent tiendra tiendront tiendrait",
    "venir": "venir venait venaient viennent viendra viendront viendrait",
    "prendre": "prendre prenait prenaient prennent",
    "mettre": "mettre mettait mettaient mettent mettra mettront mettrait",
    "vrir": "vrir vrait vraient vrira vriront vrirait",
    "frir": "frir frait fraient frira friront frirait",
    "cevoir": "cevoir cevait cevaient coivent cevra cevront cevrait",
    "crire": "crire crivait crivaient crivent crira criront crirait",
    "dire": "dire disait disaient disent dira diront dirait",
    "indre": "ignait ignaient ignent",
    "clure": "clure cluait cluaient cluent clura cluront clurait",
}
_OTHERS_FOUND = {
    "ir": "i is it ie ies issant",
    "dre": "d ds dent dant",
    "uire": "uit uits uite uites uisant",
    "tenir": "tiens tient tenu tenus tenue tenues tenant",
    "venir": "viens vient venu venus venue venues venant",
    "prendre": "prend prends pris prise prises prenant",
    "mettre": "met mets mis mise mises mettant",
    "vrir": "vre vres vrent vert verts verte vertes vrant",
    "frir": "fre fres frent fert ferts ferte fertes frant",
    "cevoir": "cois coit cu cus cue cues cevant",
    "crire": "cris crit crits crite crites crivant",
    "dire": "dis dit dits dite dites disant",
    "indre": "ins int ints inte intes ignant",
    "clure": "clus clut clu clue clues cluant",
}
_BASE = {"ir": 3, "er": 3}  # the fewest letters before the ending; 2 for the other verbs

Stems = dict[str, bool]


def fold(word: str) -> str:
    """A word without capitals, accents and ligatures, as the rules read it: 'Œufs' -> 'oeufs'."""
    if word.isascii():
        return word.lower()
    text = unicodedata.normalize("NFKD", word.lower().translate(_LIGATURES))
    return "".join(char for char in text if not unicodedata.combining(char))


def stems(word: str) -> Stems:
    """Every stem that a word may be a form of, itself among them, with whether who types the word means it.

    Short words, numbers and model names with digits are forms of nothing but themselves.
    """
    folded = fold(word)
    if folded in (known := _exceptions()):
        return known[folded]
    if len(folded) < _SHORTEST or not _LETTERS.fullmatch(folded):
        return {folded: True}
    found: Stems = {}
    for verb, asked in _verbs(folded):
        found[verb] = asked or found.get(verb, False)
    for singular in _singulars(folded):
        found |= dict.fromkeys((singular, *_masculines(singular)), True)
    return found


def _singulars(word: str) -> Iterator[str]:
    yield word
    if word.endswith("aux") and len(word) > 4:
        if not word.endswith("eaux"):
            yield from (word[:-3] + "al", word[:-3] + "ail")
        yield word[:-1]
    elif word.endswith(("eux", "oux")) or (word.endswith("s") and not word.endswith("ss")):
        yield word[:-1]


def _masculines(word: str) -> Iterator[str]:
    if not word.endswith("e"):
        return
    for feminine, masculines, shortest in _FEMININES:
        if word.endswith(feminine) and len(word) >= shortest:
            yield from (word.removesuffix(feminine) + masculine for masculine in masculines)
    if word.endswith("ue") and not word.endswith(("que", "gue")) and len(word) > 4:
        yield word[:-1]


def _verbs(word: str) -> Iterator[tuple[str, bool]]:
    """The verbs that a word may be a form of, with whether who types it means the verb."""
    endings = _endings()
    for length in range(1, min(10, len(word) - 1)):
        ending = word[-length:]
        if ending not in endings:
            continue
        base = word[:-length]
        for infinitive, asked in endings[ending]:
            if len(base) >= _BASE.get(infinitive, 2):
                for verb in _infinitives(base, ending, infinitive):
                    if verb not in _no_verbs():
                        yield verb, asked


def _infinitives(base: str, ending: str, infinitive: str) -> Iterator[str]:
    if infinitive != "er":
        yield base + infinitive
    elif ending[0] == "a" and base.endswith("ge"):  # chargeait
        yield base[:-1] + "er"
    else:
        yield base + "er"
        if ending in _MUTE and base.endswith(("ll", "tt")):  # appelle, jette
            yield base[:-1] + "er"
        if ending in _MUTE and base.endswith(("ai", "oi", "ui")):  # essaie, emploie, essuie
            yield base[:-1] + "yer"


@cache
def _endings() -> dict[str, tuple[tuple[str, bool], ...]]:
    """By ending the verbs' own ones that have it, with whether nobody types it for anything else."""
    found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    tables = (({"er": _ER_FOUND, **_OTHERS_FOUND}, False), ({"er": _ER_ASKED, **_OTHERS_ASKED}, True))
    for table, asked in tables:
        for infinitive, endings in table.items():
            for ending in endings.split():
                found[ending].append((infinitive, asked))
    return {ending: tuple(verbs) for ending, verbs in found.items()}


@cache
def _lines() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(head, words) of each line of the data file."""
    text = files(__package__).joinpath("french_forms.txt").read_text(encoding="utf-8")
    parts = (line.partition(":") for line in text.splitlines() if line.strip() and line[0] != "#")
    return tuple((fold(head), tuple(map(fold, words.split()))) for head, _, words in parts)


@cache
def _no_verbs() -> frozenset[str]:
    return frozenset(word for head, words in _lines() if head == "-" for word in words)


@cache
def _exceptions() -> dict[str, Stems]:
    """Each exception with its stems. A form followed by '?' is found by its stem and not typed for it."""
    known: dict[str, Stems] = defaultdict(dict)
    for head, words in _lines():
        if head == "-":
            continue
        for form in (head, *words):
            word, unasked = form.removesuffix("?"), form.endswith("?")
            known[word][word] = True
            known[word].setdefault(head, not unasked)
    return dict(known)
