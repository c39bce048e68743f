"""Mornings of May 2024, and the feed of the small blog of these tests."""

from __future__ import annotations

SIX = {"un": 25, "deux": 26, "trois": 30, "quatre": 27, "cinq": 28, "six": 29}  # with their days of April


def day(number: int, hour: int = 5) -> str:
    """A morning of May 2024, as the setting NOW takes it."""
    return f"2024-05-{number:02}T{hour:02}:00:00Z"


def path(name: str) -> str:
    """Where an article of the small blog stands."""
    return f"/2024/05/{name}/"


def rss(url: str, *names: str, **counts: int) -> str:
    """A feed of articles with their comment counts."""
    items = "".join(
        f"<item><title>{name}</title><link>{url}2024/05/{name}/</link><guid>{url}?p={name}</guid>"
        f"<slash:comments>{counts.get(name, 0)}</slash:comments></item>"
        for name in names
    )
    namespace = 'xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
    return f'<rss version="2.0" {namespace}><channel>{items}</channel></rss>'
