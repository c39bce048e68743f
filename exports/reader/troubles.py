"""Why a page was not archived, in words for readers: the archive itself keeps the names of errors."""

from __future__ import annotations

import re

_TOLD = {
    # what the network did
    "CannotResolveHostError": "l’adresse du site ne mène nulle part",
    "DownloadCancelledError": "la réponse est trop grosse",
    "DownloadConnectionRefusedError": "le site refuse la connexion",
    "DownloadFailedError": "la connexion s’est rompue",
    "DownloadTimeoutError": "le site n’a pas répondu à temps",
    "ResponseDataLossError": "la réponse est arrivée coupée",
    "TimeoutError": "le site n’a pas répondu à temps",
    # what the site does not want
    "Closed": "le site ne se laisse pas lire en ce moment",
    "Disallowed": "le site n’autorise pas la lecture de cette page",
    "OffSite": "l’adresse mène hors du site",
    "Reserved": "la page est réservée",
    # what came instead of an article
    "Captcha": "le site demande de prouver qu’on est humain",
    "ConsentWall": "le site demande d’abord un consentement",
    "EmptyPage": "la page est vide",
    "EmptySource": "la liste d’articles s’est vidée",
    "ErrorPage": "c’est une page d’erreur",
    "GivenUp": "l’adresse mène pour de bon à la page d’accueil",
    "LoginWall": "le site demande de s’identifier",
    "NoArticle": "la page ne contient pas d’article",
    "NotAPage": "ce n’est pas une page de texte",
    "NotAnArticle": "la page n’est pas un article",
    "NotFound": "le site dit à cette adresse qu’il n’y a rien",
    "OtherPage": "une autre page se trouve à cette adresse",
    "Paywall": "la suite est réservée aux abonnés",
    "Protected": "l’article demande son mot de passe",
    "RedirectElsewhere": "l’adresse mène à une autre page",
    "RedirectHome": "l’adresse mène à la page d’accueil",
    "Shrunk": "la page a perdu presque tout son texte",
    "TooDeep": "la page est trop imbriquée pour être lue",
    "Truncated": "la page est arrivée coupée",
    "Unreadable": "la mise en page n’est pas reconnue",
}
_ANSWERS = {
    "401": "il faut s’identifier", "403": "accès refusé", "404": "page introuvable", "410": "page supprimée",
    "429": "trop de demandes", "451": "retirée pour raison légale", "503": "site indisponible",
}  # fmt: skip
_HTTP = re.compile(r"Http(\d{3})")


def told(error: str) -> str:
    """'le site a répondu 404 (page introuvable)' for 'Http404'; an error that has no words of its own keeps
    its name."""
    if answered := _HTTP.fullmatch(error):
        status = answered[1]
        return f"le site a répondu {status}" + (f" ({_ANSWERS[status]})" if status in _ANSWERS else "")
    return _TOLD.get(error, error)
