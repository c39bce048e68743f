"""Response headers that keep hostile text harmless, whatever slips through.

The reading pages run no script at all. Datasette's own pages carry small scripts in their text; those that
its installed templates hold word for word may run, by their digests, and nothing else: an archived
``<script>`` is not among them. What Datasette fills in from data (1.0's column chooser) stays off.
https://www.w3.org/TR/CSP3/#external-hash
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from datasette import __version__

HEADERS = {
    "Referrer-Policy": "no-referrer",  # a followed link tells the site nothing of the reader
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, noarchive",  # if it ever stands in public
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_FENCE = "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
READING = f"default-src 'none'; style-src 'self'; img-src 'self'; {_FENCE}"

_SCRIPT = re.compile(r"<script(?: type=\"module\")?>(.*?)</script>", re.DOTALL)
# The only values that fixed scripts are filled with.
_FILLED = {"{{ datasette_allow_facet }}": ("true", "false"), "{{ datasette_version }}": (__version__,)}


@cache
def datasette_policy() -> str:
    """The policy for Datasette's own pages: its scripts, its styles."""
    digests = " ".join(sorted({f"'sha256-{_digest(script)}'" for script in _own_scripts()}))
    sources = f"script-src 'self' {digests}; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
    return f"default-src 'self'; {sources}; {_FENCE}"


def _own_scripts() -> list[str]:
    scripts = []
    for template in (files("datasette") / "templates").iterdir():
        if template.name.endswith(".html"):
            for script in _SCRIPT.findall(template.read_text(encoding="utf-8")):
                scripts += [
                    filled for filled in _fillings(script) if "{{" not in filled and "{%" not in filled
                ]
    return scripts


def _fillings(script: str) -> list[str]:
    for name, values in _FILLED.items():
        if name in script:
            return [script.replace(name, value) for value in values]
    return [script]


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()
