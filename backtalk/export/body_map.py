"""Draws where it hurts on a body, front and back, as SVG text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from backtalk.assessment.doctor_page import DoctorPage
from backtalk.content.page import Body, PageWords

VIEWS = ("front", "back")
_LEFT = {"front": 1, "back": -1}
"""Where the person's left is in each view: 1 is the viewer's right."""
_TOP = 20
"""Room for the name of a view above its figure."""
_POINT = re.compile(r"(-?[\d.]+),(-?[\d.]+)")

_SKIN, _LINE, _DETAIL = "#f7efe7", "#5b6670", "#b3aaa2"
_INK, _SURE, _MAYBE = "#7a1f12", "#e8836c", "#fbe4dd"


@dataclass(frozen=True)
class Mark:
    """One shape to draw.

    Attributes:
        number: that of the area in the list, from 1.
        area: its key.
        view: front or back.
        half: 1 for the viewer's right, -1 for the viewer's left, 0 for the middle.
        is_sure: whether the person said the side, or the area has none.
        path: the outline, already on its side.
        at: where the number stands.
    """

    number: int
    area: str
    view: str
    half: int
    is_sure: bool
    path: str
    at: tuple[float, float]


def is_drawn(area: str, body: Body) -> bool:
    """Return whether the map knows ``area``."""
    return area in body.regions


def marks(page: DoctorPage, body: Body) -> tuple[Mark, ...]:
    """Return what to mark; a side that was not said marks both sides, unsure."""
    return tuple(
        mark
        for number, (area, side) in enumerate(page.areas, start=1)
        if is_drawn(area, body)
        for mark in _marks_of(number, area, side, body)
    )


def size(body: Body) -> tuple[float, float]:
    """Return width and height of the map, in its own units."""
    return body.width * len(VIEWS), body.height + _TOP


def body_map(page: DoctorPage, words: PageWords, desc: str | None, font: str = "sans-serif") -> str:
    """Return the map as one SVG element.

    Args:
        page: what the person said.
        words: the names of the views and sides.
        desc: what the map shows, in words, for those who do not see it; None where the words
            stand beside it, as in a PDF.
        font: the family of its letters and numbers.
    """
    body = words.body
    width, height = size(body)
    figures = "".join(
        f'<g transform="translate({_number(body.width * (index + 0.5))} {_TOP})">'
        f"{_figure(page, words, view)}</g>"
        for index, view in enumerate(VIEWS)
    )
    named, told = "", ""
    if desc is not None:
        named = ' role="img" aria-labelledby="map-title map-desc"'
        told = (
            f'<title id="map-title">{escape(words.map["title"])}</title>'
            f'<desc id="map-desc">{escape(desc)}</desc>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg"{named}'
        f' viewBox="0 0 {_number(width)} {_number(height)}"'
        f' width="{_number(width)}" height="{_number(height)}"'
        f' font-family={quoteattr(font)} text-anchor="middle">{told}{figures}</svg>'
    )


def _marks_of(number: int, area: str, side: str | None, body: Body) -> Iterator[Mark]:
    views = body.regions[area]
    has_middle = any("middle" in parts for parts in views.values())
    halves: tuple[int, ...]
    for view, parts in views.items():
        if "half" not in parts or (side == "middle" and has_middle):
            halves, is_sure = (0,), True
        elif side in {"left", "right"}:
            halves, is_sure = (_LEFT[view] * (1 if side == "left" else -1),), True
        else:
            halves, is_sure = (-1, 1), side == "both"
        for half in halves:
            shape = parts.get("half" if half else "middle")
            if shape is not None:
                x, y = shape.number
                yield Mark(
                    number,
                    area,
                    view,
                    half,
                    is_sure,
                    _mirrored(shape.path) if half < 0 else shape.path,
                    (-x if half < 0 else x, y),
                )


def _figure(page: DoctorPage, words: PageWords, view: str) -> str:
    body = words.body
    skin = "".join(
        f'<path d="{path}" fill="{_SKIN}" stroke="{_SKIN}" stroke-width="1.2"/>'
        for path in _both(body.skin)
    )
    # Marks lie on top of all lines, and numbers on top of all marks.
    details = "".join(
        _stroke(path, _DETAIL, 1) for line in body.details[view] for path in _both(line)
    )
    outline = "".join(_stroke(path, _LINE, 1.6) for line in body.outline for path in _both(line))
    shown = [mark for mark in marks(page, body) if mark.view == view]
    left = _LEFT[view] * (body.width / 2 - 8)
    return (
        f"{skin}{details}{outline}"
        f"{''.join(map(_region, shown))}{''.join(map(_label, shown))}"
        f"{_text(words.map[view], 0, -8, 12, '#1c2730', bold=True)}"
        f"{_text(words.map['left'], left, body.height / 2 + 20, 12, _LINE, bold=True)}"
        f"{_text(words.map['right'], -left, body.height / 2 + 20, 12, _LINE, bold=True)}"
    )


def _region(mark: Mark) -> str:
    look = (
        f'fill="{_SURE}" stroke="{_INK}" stroke-width="2.4"'
        if mark.is_sure
        else f'fill="{_MAYBE}" stroke="{_INK}" stroke-width="1.6" stroke-dasharray="4 3"'
    )
    return f'<path d="{mark.path}" {look} stroke-linejoin="round"/>'


def _label(mark: Mark) -> str:
    x, y = mark.at
    return (
        f'<circle cx="{_number(x)}" cy="{_number(y)}" r="6.5" fill="#ffffff" stroke="{_INK}"'
        f' stroke-width="1.2"/>{_text(str(mark.number), x, y + 3.3, 9, "#1c2730", bold=True)}'
    )


def _text(words: str, x: float, y: float, size: float, colour: str, *, bold: bool) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{_number(x)}" y="{_number(y)}" font-size="{_number(size)}" fill="{colour}"'
        f'{weight} text-anchor="middle">{escape(words)}</text>'
    )


def _stroke(path: str, colour: str, width: float) -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{_number(width)}"'
        ' stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _both(path: str) -> tuple[str, str]:
    return path, _mirrored(path)


def _mirrored(path: str) -> str:
    return _POINT.sub(lambda point: f"{_number(-float(point[1]))},{point[2]}", path)


def _number(value: float) -> str:
    return f"{value + 0:g}"  # + 0 makes the zero of a mirrored middle a plain one
