"""Tells a watchdog that an update began and how it ended; whether it hears that changes nothing.

Addresses by the convention of healthchecks.io: ``URL/start``, then ``URL/<exit code>``, of which 0 is a
success. https://healthchecks.io/docs/http_api/
"""

from __future__ import annotations

from threading import Thread
from urllib.parse import urlsplit, urlunsplit
from urllib.request import Request, urlopen

LIMIT = 10.0  # seconds, for the name, the connection and the answer together


def ping(url: str, event: str, agent: str) -> None:
    """Call the watchdog's address for an event, ``start`` or an exit code. Never raises, and never takes
    longer than LIMIT."""
    if url:
        thread = Thread(target=_call, args=(_address(url, event), agent), daemon=True)
        thread.start()
        thread.join(LIMIT)


def _address(url: str, event: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{event}"))


def _call(url: str, agent: str) -> None:
    try:
        with urlopen(Request(url, headers={"User-Agent": agent}), timeout=LIMIT) as answer:
            answer.read(1)
    except Exception:  # noqa: BLE001, S110 -- a watchdog that is down must not bring the update down
        pass
