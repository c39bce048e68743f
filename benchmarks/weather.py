"""What stands between the sample blog and whoever reads it on a day: noise, walls, outages, redirects.

Every page differs on every reading (a counter, a nonce) without anything having changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from typing import Literal

from crawler.demo.pages import Answer, Pages
from crawler.demo.world import World

Weather = Literal[
    "fair", "consent", "captcha", "login", "no feed", "closed", "busy", "stub", "half", "error", "short"
]
RETRY_AFTER = 2 * 86400  # seconds; what a busy day asks for

_CONSENT = """<!DOCTYPE html><html lang="fr-FR"><head><title>Votre vie privée compte</title></head>
<body class="cmp"><div id="didomi-host"><h1>Un biscuit avant de démarrer ?</h1>
<p>Avec nos 812 partenaires, nous déposons des cookies et des traceurs pour personnaliser les publicités,
mesurer l’audience et savoir si vous préférez les essuie-glaces à deux ou trois vitesses. Vos données
personnelles voyagent en première classe.</p>
<button>Tout accepter</button> <button>Paramétrer</button> <button>Continuer sans accepter</button></div>
</body></html>"""
_CAPTCHA = """<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title>
<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script></head>
<body><div class="main-wrapper"><h1>blog.example</h1>
<p>Verifying you are human. This may take a few seconds.</p></div></body></html>"""
_LOGIN = """<!DOCTYPE html><html lang="fr-FR"><head><title>Connexion</title></head><body class="login">
<h1>Connectez-vous</h1><form method="post"><label>Identifiant <input type="text" name="log"></label>
<label>Mot de passe <input type="password" name="pwd"></label><button>Se connecter</button></form></body>
</html>"""
_ERROR = """<!DOCTYPE html><html lang="fr-FR"><head><title>Erreur</title></head><body>
<h1>Erreur lors de la connexion à la base de données</h1></body></html>"""
_STUB = "<p class='paywall'>La suite est réservée aux abonnés. Déjà abonné ? Connectez-vous.</p>"

_WALLS: dict[Weather, str] = {"consent": _CONSENT, "captcha": _CAPTCHA, "login": _LOGIN, "error": _ERROR}
_MACHINES = ("/robots.txt", "/feed/", "/comments/feed/", "/.well-known/tdmrep.json", "/ai.txt")


class Seen:
    """A world as it is seen on one day, in the weather of that day. ``moved`` are old addresses with the new
    ones that they lead to."""

    def __init__(
        self, world: World, weather: Weather = "fair", moved: Mapping[str, str] | None = None
    ) -> None:
        self._pages = Pages(_short(world) if weather == "short" else world)
        self._weather = weather
        self._moved = moved or {}
        self._posts = {post.path for post in world.posts}
        self._readers = count(1234)

    def answer(self, target: str) -> Answer:
        """What stands at a path with its query today."""
        path = target.partition("?")[0]
        if path in self._moved:
            return Answer("", 301, location=self._moved[path])
        if self._weather == "closed" and path == "/robots.txt":
            return Answer("Service Unavailable", 503)
        if self._weather == "no feed" and path == "/feed/":
            return Answer("<h1>Erreur 500</h1>", 500)
        if self._weather == "busy" and path in self._posts:
            return Answer("", 429, headers=(("Retry-After", str(RETRY_AFTER)),))
        wall = _WALLS.get(self._weather)
        if wall is not None and path not in _MACHINES and not path.endswith(".xml"):
            return Answer(wall)
        answer = self._pages.answer(target)
        return self._article(answer) if path in self._posts and answer.status == 200 else answer

    def _article(self, answer: Answer) -> Answer:
        body = self._noise(answer.body)
        if self._weather == "stub":
            body = _stub(body)
        elif self._weather == "half":
            body = body[: len(body) * 2 // 3]
        return replace(answer, body=body, changed=None)

    def _noise(self, html: str) -> str:
        """A counter of readers and a nonce, as plugins print them: another one at each reading."""
        number = next(self._readers)
        counter = (
            '<div class="post-views content-post entry-meta"><span class="post-views-label">Vues :</span> '
            f'<span class="post-views-count">{number}</span></div>'
        )
        nonce = f'<script>var wp = {{"nonce":"{number * 7919 % 16**8:08x}"}};</script></head>'
        html = html.replace("</head>", nonce, 1)
        for end in ("<!-- .entry -->", "</div>\n<footer", '</div>\n<div class="taxonomy'):
            if end in html:
                return html.replace(end, counter + end, 1)
        return html


def _stub(html: str) -> str:
    """The first paragraph alone, and an invitation to pay."""
    start = html.find("<p>", html.find("entry-content"))
    first = html.find("</p>", start) + 4
    end = html.find("<footer", first)
    return html[:first] + _STUB + "</div>" + html[end:] if 0 < start < end else html


def _short(world: World) -> World:
    """The blog with threads that stop after the first comment, though the counters know better."""
    posts = tuple(
        replace(post, remarks=post.remarks[:1], declared=post.comment_count)
        if len(post.remarks) > 1 and post.comment_pages is None
        else post
        for post in world.posts
    )
    return replace(world, posts=posts)


# June 2026: the weather of each day that was not fair.
DAYS: dict[int, Weather] = {
    11: "consent",
    13: "no feed",
    14: "closed",
    15: "busy",
    18: "short",
    20: "captcha",
    22: "stub",
    24: "half",
    25: "login",
    28: "error",
}
