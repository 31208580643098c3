"""Draws the body with its numbered areas as backtalk/channels/slack_body_map.png.

Slack shows no SVG, so the drawing of content/page/body_map.yml is made into pixels here, once, and
committed. Run it again after a change there or in content/page/words.yml:

    .venv/bin/python scripts/slack_body_map.py
"""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

HOME = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOME))

from backtalk.assessment.doctor_page import DoctorPage  # noqa: E402
from backtalk.assessment.frames import AREAS  # noqa: E402
from backtalk.content.page import PageWords, load_page_words  # noqa: E402
from backtalk.export.body_map import VIEWS, is_drawn, marks  # noqa: E402

TARGET = HOME / "backtalk" / "channels" / "slack_body_map.png"
_SCALE = 3
"""Pixels of the picture for one unit of the drawing."""
_SMOOTH = 2
"""It is drawn this much larger, so that slanted lines get soft edges."""
_TOP, _LEGEND = 22, 96
_SKIN, _LINE, _DETAIL = "#f7efe7", "#5b6670", "#b3aaa2"
_AREA, _EDGE, _INK = "#cfe3f2", "#1f5f8b", "#1c2730"
_PART = re.compile(r"([MLCZ])((?:\s*-?[\d.]+,-?[\d.]+)*)")
_POINT = re.compile(r"(-?[\d.]+),(-?[\d.]+)")

Point = tuple[float, float]


def draw(words: PageWords) -> Image.Image:
    """Return the picture."""
    body = words.body
    areas = [area for area in AREAS if is_drawn(area, body)]
    page = DoctorPage(on=date.min, areas=tuple((area, None) for area in areas))
    size = body.width * len(VIEWS) + _LEGEND, body.height + _TOP
    pen = _Pen(*size)
    for index, view in enumerate(VIEWS):
        pen.move(body.width * (index + 0.5), _TOP)
        for mirrored in (False, True):
            pen.shape(_flat(body.skin, mirrored), _SKIN, _SKIN, 1)
            for line in body.details[view]:
                pen.line(_flat(line, mirrored), _DETAIL, 1)
            for line in body.outline:
                pen.line(_flat(line, mirrored), _LINE, 1.6)
        shown = [mark for mark in marks(page, body) if mark.view == view]
        for mark in shown:
            pen.shape(_flat(mark.path), _AREA, _EDGE, 1.6)
        for mark in shown:
            pen.badge(mark.at, str(mark.number))
        pen.text((0, -11), words.map[view], 12)
        left = (1 if view == "front" else -1) * (body.width / 2 - 10)
        pen.text((left, body.height / 2 + 16), words.map["left"], 11)
        pen.text((-left, body.height / 2 + 16), words.map["right"], 11)
    pen.move(body.width * len(VIEWS), _TOP)
    for row, area in enumerate(areas):
        y = 60 + row * 22
        pen.badge((10, y), str(row + 1))
        pen.text((21, y), words.areas[area], 12, anchor="lm")
    return pen.picture()


class _Pen:
    """Draws in the units of the drawing."""

    def __init__(self, width: float, height: float) -> None:
        self._k = _SCALE * _SMOOTH
        self._size = round(width * _SCALE), round(height * _SCALE)
        pixels = round(width * self._k), round(height * self._k)
        self._image = Image.new("RGB", pixels, "#ffffff")
        self._draw = ImageDraw.Draw(self._image)
        self._at: Point = (0, 0)

    def move(self, x: float, y: float) -> None:
        self._at = (x, y)

    def shape(self, points: list[Point], fill: str, edge: str, width: float) -> None:
        self._draw.polygon([self._pixel(point) for point in points], fill=fill)
        self.line([*points, points[0]], edge, width)

    def line(self, points: list[Point], colour: str, width: float) -> None:
        pixels = [self._pixel(point) for point in points]
        self._draw.line(pixels, fill=colour, width=round(width * self._k), joint="curve")

    def badge(self, at: Point, number: str) -> None:
        x, y = self._pixel(at)
        radius = 7 * self._k
        box = (x - radius, y - radius, x + radius, y + radius)
        self._draw.ellipse(box, fill="#ffffff", outline=_EDGE, width=round(1.2 * self._k))
        self.text(at, number, 10)

    def text(self, at: Point, words: str, size: float, anchor: str = "mm") -> None:
        font = ImageFont.load_default(size * self._k)
        self._draw.text(self._pixel(at), words, fill=_INK, font=font, anchor=anchor)

    def picture(self) -> Image.Image:
        return self._image.resize(self._size, Image.Resampling.LANCZOS).quantize(64)

    def _pixel(self, point: Point) -> Point:
        return (self._at[0] + point[0]) * self._k, (self._at[1] + point[1]) * self._k


def _flat(path: str, mirrored: bool = False) -> list[Point]:
    """Return a path of M, L, C and Z as the corners of a line."""
    points: list[Point] = []
    for letter, raw in _PART.findall(path):
        given = [(float(x), float(y)) for x, y in _POINT.findall(raw)]
        if letter == "C":
            for at in range(0, len(given), 3):
                points += _curve(points[-1], *given[at : at + 3])
        elif letter == "Z":
            points.append(points[0])
        else:
            points += given
    return [(-x, y) for x, y in points] if mirrored else points


def _curve(a: Point, b: Point, c: Point, d: Point, steps: int = 16) -> list[Point]:
    found = []
    for step in range(1, steps + 1):
        t = step / steps
        u = 1 - t
        k = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
        found.append(
            tuple(sum(f * p[i] for f, p in zip(k, (a, b, c, d), strict=True)) for i in (0, 1))
        )
    return found  # type: ignore[return-value]


if __name__ == "__main__":
    draw(load_page_words(HOME / "content")).save(TARGET, optimize=True)
    print(f"{TARGET} has {TARGET.stat().st_size} bytes.")
