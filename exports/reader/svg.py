"""Charts as SVG, drawn on the server: no script, no foreign file, readable as text.

Colours are classes (``s0`` … ``s7``) that the style sheet knows in light and dark. Sizes are user units; a
picture is as wide as its place, and never so narrow that its text could not be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from exports.french import number
from exports.texts import one_line

WIDTH = 720
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 12, 14, 30
_HEIGHT = 260
_COLOURS = 8


@dataclass(frozen=True, slots=True)
class Series:
    """One quantity along the axis; one value for each label."""

    name: str
    values: tuple[float, ...]


def columns(title: str, labels: Sequence[str], series: Sequence[Series]) -> Markup:
    """Upright bars, one for each label, the series stacked."""
    totals = [sum(values) for values in zip(*(one.values for one in series), strict=True)]
    top, parts = _scale(totals, labels)
    step = (WIDTH - _LEFT - _RIGHT) / max(1, len(labels))
    width = max(1.0, step * 0.8)
    for index, label in enumerate(labels):
        base = 0.0
        for colour, one in enumerate(series):
            value = one.values[index]
            if value <= 0:
                continue
            x, y, height = _LEFT + index * step + (step - width) / 2, _y(base + value, top), _rise(value, top)
            told = f"{label} : {number(value)}" + (f" ({one.name})" if len(series) > 1 else "")
            parts.append(_rect(x, y, width, height, colour, told))
            base += value
    return _picture(title, _HEIGHT, parts) + legend(series)


def lines(title: str, labels: Sequence[str], series: Sequence[Series]) -> Markup:
    """One line for each series, a dot for each value."""
    top, parts = _scale([value for one in series for value in one.values], labels)
    step = (WIDTH - _LEFT - _RIGHT) / max(1, len(labels))
    for colour, one in enumerate(series):
        points = [(_LEFT + (index + 0.5) * step, _y(value, top)) for index, value in enumerate(one.values)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(Markup('<polyline class="l{}" points="{}"/>').format(colour % _COLOURS, path))
        for (x, y), label, value in zip(points, labels, one.values, strict=True):
            parts.append(
                Markup('<circle class="s{}" cx="{}" cy="{}" r="3"><title>{}</title></circle>').format(
                    colour % _COLOURS, f"{x:.1f}", f"{y:.1f}", f"{label} : {number(value)} ({one.name})"
                )
            )
    return _picture(title, _HEIGHT, parts) + legend(series)


def bars(title: str, rows: Sequence[tuple[str, tuple[float, ...]]], names: Sequence[str] = ()) -> Markup:
    """Lying bars, each under its label, the values of a row in a chain with their numbers behind.

    Half as wide as the others and with larger letters: it stays readable on a phone.
    """
    width, line, room = 480, 46, 150 if names else 70
    longest = max([sum(values) for _, values in rows], default=0) or 1
    parts = []
    for index, (label, values) in enumerate(rows):
        y, x = index * line + 16, 0.0
        parts.append(_words(0, y, _cut(label, 56), "start"))
        for colour, value in enumerate(values):
            length = value / longest * (width - room)
            if value > 0:
                told = f"{one_line(label)} : {number(value)}" + (f" ({names[colour]})" if names else "")
                parts.append(_rect(x, y + 6, max(1.0, length), 16, colour, told))
            x += length
        parts.append(_words(x + 6, y + 19, " + ".join(map(number, filter(None, values))) or "0", "start"))
    drawn = _picture(title, max(1, len(rows)) * line, parts, width=width, kind="narrow")
    return drawn + legend([Series(name, ()) for name in names])


def matrix(title: str, names: Sequence[str], weights: dict[tuple[int, int], int]) -> Markup:
    """A square of how often two of the names come together; the deeper, the oftener."""
    left, top, cell = 200, 8, 34
    most = max(weights.values(), default=0) or 1
    parts = []
    for row, name in enumerate(names):
        y = top + row * cell
        parts.append(_words(left - 8, y + cell / 2 + 4, _cut(name, 22), "end"))
        parts.append(
            _words(left + row * cell + cell / 2, top + len(names) * cell + 18, str(row + 1), "middle")
        )
        for column, other in enumerate(names):
            if row == column:
                parts.append(
                    _words(left + column * cell + cell / 2, y + cell / 2 + 4, str(row + 1), "middle")
                )
                continue
            value = weights.get((min(row, column), max(row, column)), 0)
            depth = 0 if not value else 1 + min(4, int(4 * value / most))
            told = f"{one_line(name)} et {one_line(other)} : {number(value)}"
            x = left + column * cell
            parts.append(
                Markup(
                    '<rect class="h{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>'
                ).format(depth, x + 1, y + 1, cell - 2, cell - 2, told)
            )
    width = max(480, left + len(names) * cell)
    return _picture(title, top + len(names) * cell + 26, parts, width=width, kind="narrow")


def legend(series: Sequence[Series]) -> Markup:
    """The names beside their colours; nothing for a single series."""
    if len(series) < 2:
        return Markup("")
    swatch = Markup(
        '<svg viewBox="0 0 1 1" aria-hidden="true"><rect class="s{}" width="1" height="1"/></svg>'
    )
    items = (
        Markup("<li>{} <bdi>{}</bdi></li>").format(swatch.format(colour % _COLOURS), one_line(one.name))
        for colour, one in enumerate(series)
    )
    return Markup('<ul class="legend">{}</ul>').format(Markup("").join(items))


def _scale(values: Iterable[float], labels: Sequence[str]) -> tuple[float, list[Markup]]:
    """The axis's upper end, and the axes drawn: horizontal lines with numbers, and as many labels as fit."""
    step = _nice(max(values, default=0) / 4)
    ticks = 1
    while ticks * step < max(values, default=0):
        ticks += 1
    top = ticks * step
    parts = []
    for tick in range(ticks + 1):
        y = _y(tick * step, top)
        parts.append(Markup('<path class="grid" d="M{} {}H{}"/>').format(_LEFT, f"{y:.1f}", WIDTH - _RIGHT))
        parts.append(_words(_LEFT - 6, y + 4, number(tick * step), "end"))
    room = (WIDTH - _LEFT - _RIGHT) / max(1, len(labels))
    widest = max((len(label) for label in labels), default=1) * 7 + 12
    every = max(1, -(-widest // int(max(1, room))))
    for index in range(0, len(labels), every):
        parts.append(_words(_LEFT + (index + 0.5) * room, _HEIGHT - 10, labels[index], "middle"))
    return top, parts


def _nice(step: float) -> float:
    """The next of 1, 2, 5, 10, 20, … counts are whole, so never less than 1."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if factor * size >= step:
                return factor * size
        size *= 10


def _y(value: float, top: float) -> float:
    return _HEIGHT - _BOTTOM - _rise(value, top)


def _rise(value: float, top: float) -> float:
    return value / top * (_HEIGHT - _TOP - _BOTTOM)


def _rect(x: float, y: float, width: float, height: float, colour: int, told: str) -> Markup:
    return Markup('<rect class="s{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>').format(
        colour % _COLOURS, f"{x:.1f}", f"{y:.1f}", f"{width:.1f}", f"{height:.1f}", told
    )


def _words(x: float, y: float, text: str, anchor: str) -> Markup:
    return Markup('<text x="{}" y="{}" text-anchor="{}">{}</text>').format(
        f"{x:.1f}", f"{y:.1f}", anchor, text
    )


def _cut(text: str, length: int) -> str:
    text = one_line(text)
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _picture(
    title: str, height: float, parts: Iterable[Markup], *, width: float = WIDTH, kind: str = "chart"
) -> Markup:
    return Markup(
        '<div class="picture" role="group" tabindex="0" aria-label="{}">'
        '<svg class="{}" role="img" viewBox="0 0 {} {}"><title>{}</title>{}</svg></div>'
    ).format(title, kind, width, f"{height:.0f}", title, Markup("").join(parts))
