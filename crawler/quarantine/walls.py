"""What stands in front of a page, or instead of it: known by the words and marks of the trade.

Marks are those of the services that sell such walls, and the words those that French, English and German
walls use. None of them alone says anything: an article may carry a consent banner, a login form and the word
"captcha". They count where the page is short, or where the article that stood here is not on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from crawler.quarantine.look import Look

Wall = Literal["ConsentWall", "Captcha", "LoginWall", "Paywall", "Protected", "NotFound", "ErrorPage"]


def _words(*phrases: str) -> re.Pattern[str]:
    """Phrases to find in a folded text: no capitals, no accents, straight apostrophes."""
    return re.compile("|".join(phrases))


def _marks(*marks: bytes) -> re.Pattern[bytes]:
    return re.compile(b"|".join(marks), re.I)


_CAPTCHA_MARKS = _marks(
    rb"cf-chl|cf_chl_opt|challenge-platform|cf-browser-verification|cdn-cgi/challenge|turnstile",
    rb"captcha-delivery\.com|geo\.captcha|px-captcha|perimeterx|_Incapsula_Resource|awswaf",
    rb"sucuri_cloudproxy|ddos-guard|h-captcha|hcaptcha\.com|g-recaptcha|friendlycaptcha|/captcha",
)
_CAPTCHA_WORDS = _words(
    r"captcha|just a moment|un instant|checking your browser|attention required",
    r"verif(?:y|ying) (?:that )?you|verification (?:de securite|en cours)|verifi\w+ que vous (?:etes|n'etes)",
    r"etes[- ]vous (?:un )?(?:humain|robot)|are you (?:a )?(?:human|robot)|(?:not|pas) (?:un|a) robot",
    r"pardon our interruption|access denied|acces (?:refuse|bloque)|unusual traffic|trafic inhabituel",
    r"activer? javascript|enable javascript|bist du ein mensch",
)
_CONSENT_MARKS = _marks(
    rb"didomi|sp_message|sourcepoint|privacy-mgmt|onetrust|quantcast|cmp\.|consentmanager|axeptio",
    rb"tarteaucitron|usercentrics|cookiebot|sirdata|consent",
)
_CONSENT_WORDS = _words(
    r"cookies?|traceurs?|consent\w*|vie privee|donnees personnelles|privacy|datenschutz|partenaires?",
    r"partners|accepter|accept all|refuser|continuer sans accepter|parametrer|personnaliser",
    r"gerer (?:mes|vos) choix",
    r"publicites? (?:cibl|personnalis)\w*|s'abonner pour refuser|zustimm\w*|einwillig\w*|akzeptieren",
)
_PASSWORD = _marks(rb"<input[^>]+type\s*=\s*[\"']?password")
# WordPress core, get_the_password_form(): it stands in the place of a text that is kept for some readers.
_POST_PASSWORD = _marks(rb"<input[^>]+name\s*=\s*[\"']?post_password\b")
_LOGIN_WORDS = _words(
    r"connectez[- ]vous|se connecter|identifiez[- ]vous|s'identifier|mot de passe|identifiant",
    r"reservee?s? aux (?:membres|inscrits)|cree[rz] un compte|log ?in|sign in|password|anmelden|passwort",
)
_PAYWALL_MARKS = _marks(
    rb"isAccessibleForFree[\"']?\s*:\s*[\"']?false|paywall|piano\.io|tinypass|poool",
    rb"premium-content|reserved-content|subscriber-only|abonnes?-only",
)
_PAYWALL_WORDS = _words(
    r"(?:reserve|exclusi|accessible|destine)\w* (?:uniquement )?(?:aux|pour les|a nos) abonnes",
    r"abonnez[- ]vous|s'abonner|deja abonne|pour lire la suite|lire la suite de (?:cet|l')",
    r"il vous reste .{1,20} (?:a lire|de cet article)|contenu payant|article payant|offre d'essai",
    r"subscribe(?:rs)?\b|to continue reading|already a subscriber|jetzt abonnieren|nur fur abonnenten",
)
# What says that nothing is here, or nothing any more. Numbers alone do not: a Peugeot 404 is a car.
_MISSING_TITLES = _words(
    r"(?:erreur|error|http|page)\W{0,3}4(?:04|10)\b|\b4(?:04|10)\W{0,3}(?:erreur|error|not found|page)",
    r"introuvable|n'existe (?:pas|plus)|non trouvee?|not found|nicht gefunden",
    r"(?:article|page|billet|contenu)\W{1,3}(?:a ete )?(?:supprim|retir|effac)ee?\b",
)
_MISSING_WORDS = _words(
    r"page (?:demandee |que vous .{1,40})?(?:est )?(?:introuvable|n'existe)|aucun article trouve",
    r"(?:article|page|billet|contenu|publication)(?: \w+){0,3} (?:n'existe (?:pas|plus)|est introuvable"
    r"|n'est (?:plus|pas) (?:disponible|en ligne|accessible)|a ete (?:supprim|retir|effac|depubli)\w*)",
    r"(?:page|article|post)(?: you \w+(?: \w+){0,4})? (?:was|could) not (?:be )?found",
    r"no longer (?:available|exists?)",
)
_ERROR_TITLES = _words(
    r"(?:erreur|error|http|page)\W{0,3}[45]\d\d\b|\b[45]\d\d\W{0,3}(?:erreur|error|page)",
    r"erreur|error|oops|oups|maintenance",
    r"indisponible|unavailable|service temporairement|site en construction|fehler|wartung",
)
_ERROR_WORDS = _words(
    r"error establishing a database connection|erreur (?:lors de la|de) connexion a la base de donnees",
    r"en (?:cours de )?maintenance|maintenance prevue|briefly unavailable",
    r"revenez (?:plus tard|dans quelques)",
    r"fatal error|internal server error|service unavailable|bad gateway|too many requests|trop de requetes",
    r"a critical error|une erreur critique|site suspendu|account suspended",
    r"domain (?:is )?(?:for sale|parked)",
)
_MISSING_MARKS = _marks(rb"<body[^>]+class\s*=\s*[\"'][^\"']*\berror404\b")
_SHORT = 250  # words; a wall has little to say
_BARE = 60  # words; less than that is no page
_DENSE = 12  # words of other things for each different word of consent: an article about privacy has more


@dataclass(frozen=True, slots=True)
class Found:
    """A wall, with what gave it away."""

    wall: Wall
    detail: str


def find_wall(look: Look, *, alone: bool) -> Found | None:
    """The wall that a page looks like; None when it looks like none.

    ``alone``: nothing else is known against the page. Then it must be short and say so in its title, or by
    several words; else one sort of sign is enough, the strongest first. Marks are looked for last: to search
    the whole markup for them costs more than all the rest.
    """
    if look.has(_MISSING_MARKS):
        return Found("NotFound", "its own markup says that nothing was found")
    if alone and look.length > _SHORT:
        return None
    for kind in (_captcha, _missing_by_title, _consent, _paywall, _login, _error, _missing):
        found = kind(look, alone)
        if found is not None:
            return found
    return None


def find_lock(look: Look) -> Found | None:
    """What says that a text is kept for those who know its password, on a page that shows none."""
    return Found("Protected", "the article asks for its password") if look.has(_POST_PASSWORD) else None


def _captcha(look: Look, alone: bool) -> Found | None:
    titled, said = _CAPTCHA_WORDS.search(look.titles), _CAPTCHA_WORDS.search(look.text)
    given = titled or (said if said and (not alone or look.has(_CAPTCHA_MARKS)) else None)
    return Found("Captcha", f"asks for proof of being human: {given[0]!r}") if given else None


def _missing_by_title(look: Look, alone: bool) -> Found | None:
    """A page that calls itself missing: it may carry a consent banner, too, or a login form."""
    titled = _MISSING_TITLES.search(look.titles)
    if titled is None or _ERROR_WORDS.search(look.text) or (alone and not _MISSING_WORDS.search(look.text)):
        return None
    return Found("NotFound", f"says that nothing is here: {titled[0]!r}")


def _missing(look: Look, alone: bool) -> Found | None:
    said = _MISSING_WORDS.search(look.text)
    if said is None or (alone and look.length >= _BARE):
        return None
    return Found("NotFound", f"says that nothing is here: {said[0]!r}")


def _error(look: Look, alone: bool) -> Found | None:
    titled, said = _ERROR_TITLES.search(look.titles), _ERROR_WORDS.search(look.text)
    if said and (titled or not alone or look.length < _BARE):
        return Found("ErrorPage", f"an error with status 200: {said[0]!r}")
    return Found("ErrorPage", f"an error with status 200: {titled[0]!r}") if titled and not alone else None


def _consent(look: Look, alone: bool) -> Found | None:
    said = set(_CONSENT_WORDS.findall(look.text))
    dense = len(said) * _DENSE > look.length
    if len(said) < 3 or (alone and not (dense and (len(said) > 3 or look.has(_CONSENT_MARKS)))):
        return None
    return Found("ConsentWall", f"speaks of consent alone: {', '.join(sorted(said)[:4])}")


def _paywall(look: Look, alone: bool) -> Found | None:
    said = _PAYWALL_WORDS.search(look.text)
    if said and (not alone or look.has(_PAYWALL_MARKS)):
        return Found("Paywall", f"gives the beginning alone: {said[0]!r}")
    if not alone and look.has(_PAYWALL_MARKS):
        return Found("Paywall", "its markup says that it is not free to read")
    return None


def _login(look: Look, alone: bool) -> Found | None:
    said = set(_LOGIN_WORDS.findall(look.text))
    if len(said) >= (2 if alone else 1) and look.has(_PASSWORD):
        return Found("LoginWall", f"asks for a login: {', '.join(sorted(said)[:3])}")
    return None
