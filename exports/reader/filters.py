"""What the templates call: French forms and safe text."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from exports import french, texts
from exports.reader import troubles


def json_script(data: Any) -> Markup:
    """JSON that may stand inside a ``<script>``: nothing in it can close the element."""
    text = json.dumps(data, ensure_ascii=False)
    return Markup(text.translate({ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}))


def run_in(text: str) -> str:
    """Paragraphs in one line, as a beginning to read: a point between those that end without one."""
    lines = [line for line in map(texts.one_line, text.splitlines()) if line]
    return "".join(f"{line} " if line[-1] in ".!?…»:;" else f"{line} · " for line in lines).rstrip(" ·")


FILTERS: dict[str, Callable[..., Any]] = {
    "counted": french.count,
    "date_fr": french.date,
    "day_fr": lambda moment: french.date(moment, time=False),
    "json_script": json_script,
    "lang": texts.language,
    "line": texts.one_line,
    "marked": texts.marked,
    "number_fr": french.number,
    "plain": texts.plain,
    "plural_fr": french.plural,
    "run_in": run_in,
    "trouble": troubles.told,
    "web_url": texts.web_url,
}
