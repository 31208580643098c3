"""Cuts the page into rows, each with its height and a way to draw it; pdf.py places them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from backtalk.assessment.doctor_page import DoctorPage
from backtalk.content.page import PageWords
from backtalk.export import sheet as kinds
from backtalk.export.body_map import body_map, size
from backtalk.export.pdf_pen import Pen, Style
from backtalk.export.sheet import Fact, Part

_BLUE, _GREY, _RED = (31, 86, 115), (60, 74, 84), (122, 31, 18)
_RULE, _DOTS = (195, 206, 214), (123, 135, 144)
TEXT, BOLD = Style(8.8), Style(8.8, True)
SMALL = Style(7.4, False, _GREY)
_HEADING = Style(10, True, (22, 63, 86))
_LABEL = Style(8.8, False, _GREY)
_NUMBER = Style(6.8, True)

_MAP = 62.0
"""Width of the body map, in millimetres as all lengths here."""
_BAR = 42.0
_STEPS = 10
_LEADING = 0.5
"""After a label and its value."""
_LONG = 60.0
"""From here on, what stands side by side may be cut by the end of a page."""
_ROOM = 7.0
"""To write an answer by hand."""
_INLINE = frozenset({"seen_doctor", "unsure"})
"""Parts whose heading stands on the line of what it heads."""


class Row(NamedTuple):
    """A strip of the page that is never cut; ``draw`` takes where it begins, from the left."""

    height: float
    draw: Callable[[float], None]
    keep: bool = False
    """Whether the next row stands on the same page."""


def total(rows: Sequence[Row]) -> float:
    """Return how high ``rows`` are together."""
    return sum(row.height for row in rows)


class Rows:
    """Makes rows of the parts of the sheet."""

    def __init__(self, pen: Pen, page: DoctorPage, words: PageWords) -> None:
        """Keep the pen that draws, and what the map is drawn from."""
        self._pen = pen
        self._page = page
        self._words = words

    def part(self, part: Part, width: float) -> list[Row]:
        """Return the rows of one part."""
        if part.key in _INLINE:
            label = self._pen.width_of(part.heading, _HEADING) + 3
            text = " ".join(fact.value for fact in part.facts)
            value = Style(_HEADING.size, part.facts[0].kind == kinds.ANSWER)
            return [self._gap(2.6), *self._pair(part.heading, text, label, width, _HEADING, value)]
        rows = [self._gap(3.0), *self._heading(part.heading, width)]
        if part.key == "signs":
            return [*rows, *self._signs(part.facts, width)]
        share = {"words": 0.24, "areas": 0.42}.get(part.key, 0.45)
        for fact in part.facts:
            rows += self._fact(fact, width, share * width)
        return rows

    def foot(self, lines: Sequence[str], width: float) -> list[Row]:
        """Return the small print; its lines stay together."""
        rows = [self._gap(3.5), Row(1.0, lambda x: self._pen.rule(x, width, _RULE), keep=True)]
        for line in lines:
            rows += [row._replace(keep=True) for row in self._text(line, SMALL, width)]
        return [*rows[:-1], rows[-1]._replace(keep=False)]

    def _fact(self, fact: Fact, width: float, label: float) -> list[Row]:
        if fact.kind == kinds.PLACE:
            return self._place(fact, width)
        if fact.kind == kinds.MAP:
            return [self._map(width), *self._text(fact.value, SMALL, width), self._gap(0.8)]
        if fact.kind == kinds.SCALE:
            return self._scale(fact, width, label)
        if fact.kind == kinds.QUESTION:
            return self._question(fact, width)
        if fact.kind in {kinds.PAIR, kinds.QUOTE}:
            value = TEXT if fact.kind == kinds.QUOTE else BOLD
            return self._pair(fact.label, fact.value, label, width, _LABEL, value)
        return self._text(fact.value, TEXT, width)

    def _gap(self, height: float) -> Row:
        return Row(height * self._pen.scale, lambda x: None, keep=True)

    def _heading(self, text: str, width: float) -> list[Row]:
        rows = [row._replace(keep=True) for row in self._text(text, _HEADING, width)]
        return [*rows, Row(1.2, lambda x: self._pen.rule(x, width, _RULE), keep=True)]

    def _text(self, text: str, style: Style, width: float, indent: float = 0) -> list[Row]:
        height = self._pen.line_height(style)
        return [
            Row(height, _writer(self._pen, line, style, indent))
            for line in self._pen.lines(text, style, width - indent)
        ]

    def _pair(
        self, label: str, value: str, at: float, width: float, label_style: Style, style: Style
    ) -> list[Row]:
        left = self._text(label, label_style, at - 2)
        rows = self._beside(left, self._text(value, style, width, at))
        return [*rows[:-1], rows[-1]._replace(height=rows[-1].height + _LEADING * self._pen.scale)]

    def _beside(self, left: Sequence[Row], right: Sequence[Row], offset: float = 0) -> list[Row]:
        """Return ``left`` and, ``offset`` further, ``right`` as one row, or as many if long.

        In one row the left is drawn first, so that the words can be copied in their order.
        """
        height = max(total(left), total(right))
        if height > _LONG:
            return list(_zipped(left, right, offset))
        return [Row(height, _both(self._stacked(left), self._stacked(right), offset))]

    def _stacked(self, rows: Sequence[Row]) -> Callable[[float], None]:
        def draw(x: float) -> None:
            before = self._pen.pdf.y
            for row in rows:
                row.draw(x)
                self._pen.pdf.set_y(self._pen.pdf.y + row.height)
            self._pen.pdf.set_y(before)

        return draw

    def _place(self, fact: Fact, width: float) -> list[Row]:
        height = self._pen.line_height(BOLD) + 0.6
        rows = self._text(fact.value, BOLD, width, 6)

        def mark(x: float) -> None:
            if fact.number is None:
                self._pen.write("-", BOLD, x + 1.4)
                return
            self._pen.ring(x + 2, self._pen.pdf.y + height / 2 - 0.35, 1.9, _RED)
            y = self._pen.pdf.y
            self._pen.pdf.set_y(
                y + (self._pen.line_height(BOLD) - self._pen.line_height(_NUMBER)) / 2
            )
            self._pen.write_in_middle(str(fact.number), _NUMBER, x + 2)
            self._pen.pdf.set_y(y)

        first, *rest = rows
        return [Row(height, _both(mark, first.draw)), *rest]

    def _map(self, width: float) -> Row:
        across, down = size(self._words.body)
        wide = min(width, _MAP * self._pen.scale)
        drawing = body_map(self._page, self._words, None, self._pen.font)

        def draw(x: float) -> None:
            self._pen.picture(drawing, x + (width - wide) / 2, self._pen.pdf.y + 1, wide)

        return Row(wide * down / across + 2, draw)

    def _scale(self, fact: Fact, width: float, label: float) -> list[Row]:
        bar, high = min(_BAR, width - label), 3.2

        def draw(x: float) -> None:
            for step in range(_STEPS):
                filled = _BLUE if step < (fact.number or 0) else (255, 255, 255)
                self._pen.box(
                    x + label + step * bar / _STEPS,
                    self._pen.pdf.y + 0.3,
                    bar / _STEPS - 0.6,
                    high,
                    filled,
                    _BLUE,
                )

        return [
            *self._pair(fact.label, fact.value, label, width, _LABEL, BOLD),
            Row(high + 1, draw),
            *self._text(fact.note, SMALL, width, label),
            self._gap(0.4),
        ]

    def _signs(self, facts: Sequence[Fact], width: float) -> list[Row]:
        """List what was asked in two columns, so that it takes little room."""
        items = [fact for fact in facts if fact.kind == kinds.ITEM]
        half, cut = (width - 6) / 2, (len(items) + 1) // 2
        columns = [
            [row for fact in some for row in self._item(fact, half)]
            for some in (items[:cut], items[cut:])
        ]
        told = [fact for fact in facts if fact.kind != kinds.ITEM]
        return [
            *(
                row._replace(keep=bool(items))
                for fact in told
                for row in self._text(
                    fact.value, BOLD if fact.kind == kinds.ANSWER else TEXT, width
                )
            ),
            *self._beside(columns[0], columns[1], half + 6),
        ]

    def _item(self, fact: Fact, width: float) -> list[Row]:
        first, *rest = self._text(fact.value, TEXT, width, 3.4)
        dot = Row(
            first.height, lambda x: self._pen.dot(x + 1.2, self._pen.pdf.y + first.height / 2)
        )
        return [Row(first.height, _both(dot.draw, first.draw)), *rest]

    def _question(self, fact: Fact, width: float) -> list[Row]:
        number = f"{fact.number}."
        at = max(6.0, self._pen.width_of(number, BOLD) + 2)
        rows = self._pair(number, fact.value, at, width, BOLD, BOLD)
        room = Row(
            _ROOM * self._pen.scale + 0.6,
            lambda x: self._pen.rule(x + at, width - at, _DOTS, _ROOM * self._pen.scale),
        )
        return [*rows[:-1], rows[-1]._replace(keep=True), room]


def _writer(pen: Pen, line: str, style: Style, indent: float) -> Callable[[float], None]:
    return lambda x: pen.write(line, style, x + indent)


def _both(
    one: Callable[[float], None], other: Callable[[float], None], offset: float = 0
) -> Callable[[float], None]:
    def draw(x: float) -> None:
        one(x)
        other(x + offset)

    return draw


def _zipped(left: Sequence[Row], right: Sequence[Row], offset: float) -> Iterator[Row]:
    """Yield rows that draw a row of each, the right one ``offset`` further."""
    for one, other in zip_longest(left, right):
        if one is None or other is None:
            row = one or other
            shift = 0 if other is None else offset
            yield Row(row.height, _both(lambda x: None, row.draw, shift), row.keep)
        else:
            yield Row(max(one.height, other.height), _both(one.draw, other.draw, offset))
