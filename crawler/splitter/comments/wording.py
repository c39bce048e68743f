"""What themes print around a comment's name, date and text, in French, English and German.

Each pattern reads a whole text. They are atomic where words may follow each other, so that no line, however
long, is tried in more than one way.
"""

from __future__ import annotations

import re

_SAYS = (
    r"(?:(?:a\s+)?(?:dit|écrit|répondu|commenté)"
    r"|says|said|wrote|replied|commented|sagte?|schrieb|schreibt|meinte?)"
)
# WordPress' own note, by its translations: themes before 2.7 print it without a class.
_MODERATION = (
    r"(?:votre\s+commentaire\s+est\s+en\s+attente\s+de\s+(?:mod[ée]ration|validation)"
    r"|your\s+comment\s+is\s+awaiting\s+moderation|dein\s+kommentar\s+wartet\s+auf\s+(?:moderation|freischaltung)"
    r"|dein\s+kommentar\s+muss\s+noch\s+freigegeben\s+werden)"
)
_WORDS = (
    rf"{_SAYS}|(?:posté|écrit|rédigé|publié|posted|written)(?:\s+(?:par|by|le|on))?|par|by|von|le|on|am|à|at|um|"
    rf"commentaire(?:\s+(?:de|par))?|comment(?:\s+(?:by|from))?|{_MODERATION}"
)

_SAYS_WHO = re.compile(rf"\s+{_SAYS}\s*[:：]", re.I)
_REMOVED = (
    r"(?:mod[ée]r[ée]e?|supprim[ée]e?|retir[ée]e?|masqu[ée]e?|effac[ée]e?|censur[ée]e?|removed|deleted|hidden|withheld|gel[öo]scht|"
    r"entfernt|gesperrt|ausgeblendet)"
)
_STUB = re.compile(
    r"^[\[(]?\s*(?:(?:ce|votre|le|this|the|dieser|der)\s+)?(?:commentaire|message|contenu|comment|post|reply|kommentar|beitrag)"
    rf"(?:\s+(?:a|ont|est|[ée]t[ée]|was|has|been|is|wurde|ist|worden|automatiquement|temporairement))*\s+{_REMOVED}(?!\w)"
    rf"|^[\[(]?\s*{_REMOVED}\s*[\])]?\.?$",
    re.I,
)
_LONGEST_STUB = 200  # characters
_NAME_TAIL = re.compile(rf"(?:\s+{_SAYS})?\s*[:：]$|\s+(?:says|said|wrote)$|\s*[,|•·–—]$|\s+-$", re.I)
_NAME_HEAD = re.compile(
    r"^(?:(?:posté|écrit|rédigé|publié|commenté|posted|written|commentaire|comment)\s+(?:par|de|by)|"
    r"(?:by|par|von)(?=\s*:?\s))\s*:?\s*",
    re.I,
)
_COLON = re.compile(r"\s*[:：]$")
_BEFORE_DATE = re.compile(r"(?:(?<!\w)(?:le|on|am|à|at))?\s*$", re.I)
_RULES = " |•·–—-,;:()"  # drawn beside names and dates
_NOTE = re.compile(rf"{_MODERATION}\W*", re.I)
_FILLER = re.compile(rf"(?>(?:{_WORDS})(?!\w)|[\s:：|•·,–—/()\[\]#@>«».-])*+", re.I)
_ONE_WORD = re.compile(rf"(?!{_SAYS})[^\W_]+", re.I)
_ANSWERS = re.compile(
    r"(?:(?:en\s+)?réponse\s+(?:à|au\s+(?:commentaire|message)(?:\s+de)?)|répond\s+à|"
    r"(?:a\s+)?répondu\s+(?:à|au(?:\s+commentaire(?:\s+de)?)?)|replied\s+to|in\s+reply\s+to|replying\s+to|"
    r"(?:als\s+)?antwort\s+auf)\s*:?\s*@?",
    re.I,
)
_ANSWER_BUTTON = re.compile(r"[\[(]?\s*(?:répondre|reply|antworten)\s*[\])]?", re.I)
_ANSWERS_NAME = re.compile(
    r"(?:en\s+réponse\s+à|réponse\s+à|répond\s+à|in\s+reply\s+to|reply(?:ing)?\s+(?:to\s+)?(?=@)|(?:als\s+)?antwort\s+auf)"
    r"\s*:?\s*@?\S.{0,40}\s*:",
    re.I,
)
# What WordPress writes on the reply button for who cannot see whom it answers (aria-label, since 4.2).
_REPLY_LABEL = re.compile(
    r"(?:répondre\s+à|reply\s+to|antworten?\s+auf)\s+(?P<name>\S.*)|auf\s+(?P<other>\S.*)\s+antworten", re.I
)
_PICTURE_LABEL = re.compile(r"(?:avatar|gravatar|photo)\s+(?:de|of|von|for)\s+(?P<name>\S.*)", re.I)
_PICTURE_WORD = re.compile(r"\b(?:avatar|gravatar|photo|image|picture|user|bild)\b", re.I)


def is_stub(text: str) -> bool:
    """Whether a text is what a page shows in the place of a comment that was taken out."""
    return len(text) < _LONGEST_STUB and _STUB.search(text) is not None


def says_who(text: str) -> bool:
    """Whether a text is what leads from a name to what its bearer says: " a écrit :"."""
    return _SAYS_WHO.match(text) is not None


def is_filler(text: str) -> bool:
    """Whether a text is nothing but what stands beside a name or a date: "dit :", "Posté par", a bullet."""
    return _FILLER.fullmatch(text) is not None


def may_be_a_name(text: str) -> bool:
    """Whether a filler word can be a name where one belongs and nothing else stands: "On", "Le"."""
    return _ONE_WORD.fullmatch(text) is not None


def is_note(text: str) -> bool:
    """Whether a text is WordPress' note that a comment awaits moderation."""
    return _NOTE.fullmatch(text) is not None


def invites_to_answer(text: str) -> bool:
    """Whether a text is what the button to answer a comment says, and no more: "[Répondre]"."""
    return _ANSWER_BUTTON.fullmatch(text) is not None


def says_it_answers(text: str) -> bool:
    """Whether a text introduces who is answered: "En réponse à"."""
    return _ANSWERS.fullmatch(text) is not None


def says_whom_it_answers(text: str) -> bool:
    """Whether a line says who is answered, and ends there: "Réponse à @Jean :"."""
    return _ANSWERS_NAME.fullmatch(text) is not None


def bare_name(text: str) -> str:
    """A name without the words that lead to it or follow it: "Posté par Jean dit :"."""
    return _NAME_TAIL.sub("", _NAME_HEAD.sub("", text)).strip()


def replied_to(label: str) -> str | None:
    """The name in the label of a reply button: "Répondre à Jean"; None in any other text."""
    match = _REPLY_LABEL.fullmatch(label.strip())
    return (match["name"] or match["other"]).strip() if match else None


def pictured(label: str) -> str | None:
    """The name in the alternative text of an avatar: "Avatar de Jean", "Jean"; None where it names no one."""
    match = _PICTURE_LABEL.fullmatch(label)
    if match is not None:
        return match["name"]
    return label if label and not _PICTURE_WORD.search(label) else None


def without_colon(text: str) -> str:
    return _COLON.sub("", text)


def without_rules(text: str) -> str:
    """A text without the bullets, dashes and brackets around it."""
    return text.strip(_RULES)


def before_date(text: str) -> str:
    """What stands before a date, without the word or the stroke that leads to it: "Jean, le"."""
    return _BEFORE_DATE.sub("", text.rstrip(_RULES)).rstrip(_RULES)
