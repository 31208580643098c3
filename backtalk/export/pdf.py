"""The page as a PDF: one sheet of paper for ordinary content, more where it does not fit."""

from __future__ import annotations

from backtalk.assessment.doctor_page import DoctorPage
from backtalk.content.page import PageWords
from backtalk.export.pdf_pen import Paper, Pen, Style
from backtalk.export.pdf_rows import BOLD, SMALL, TEXT, Row, Rows, total
from backtalk.export.sheet import Sheet, sheet

_SCALES = (1.0, 0.96, 0.92, 0.88)
"""Letters may get this much smaller before a second page is begun."""
_BLUE, _PALE = (31, 86, 115), (238, 244, 248)
_TITLE = Style(16, True, (22, 63, 86))
_GAP = 8.0
"""Millimetres between the two columns."""
_COLUMNS = (("areas",), ("pain", "treatments"))
_BELOW = ("signs", "seen_doctor", "words", "unsure", "questions")


def pdf_page(page: DoctorPage, words: PageWords, paper: Paper = "a4") -> bytes:
    """Return the page as a PDF on ``paper``.

    Letters that the font lacks are replaced by a sign, and a note says so.
    """
    shown = sheet(page, words)
    first = None
    for scale in _SCALES:
        drawn = _draw(page, words, shown, Pen(shown.title, shown.lang, page.on, paper, scale))
        if drawn.pdf.pages_count == 1:
            return bytes(drawn.pdf.output())
        first = first or drawn
    assert first is not None
    return bytes(first.pdf.output())


def _draw(page: DoctorPage, words: PageWords, shown: Sheet, pen: Pen) -> Pen:
    rows = Rows(pen, page, words)
    _head(pen, shown)
    _columns(pen, rows, shown)
    for key in _BELOW:
        _flow(pen, rows.part(shown.part(key), pen.width), pen.left)
    foot = [*shown.foot, *((words.notes["left_out"],) if pen.has_left_out else ())]
    _flow(pen, rows.foot(foot, pen.width), pen.left)
    _number_pages(pen, words)
    return pen


def _head(pen: Pen, shown: Sheet) -> None:
    taken, top = pen.width_of(shown.made_on, BOLD), pen.pdf.y
    for line in pen.lines(shown.title, _TITLE, pen.width - taken - 6):
        pen.write(line, _TITLE, pen.left)
        pen.pdf.set_y(pen.pdf.y + pen.line_height(_TITLE))
    end = pen.pdf.y
    pen.pdf.set_y(top + pen.line_height(_TITLE) - pen.line_height(BOLD) - 0.8)
    pen.write(shown.made_on, BOLD, pen.left + pen.width - taken)
    pen.pdf.set_y(end)
    notice = pen.lines(shown.notice, TEXT, pen.width - 8)
    top = pen.pdf.y + 1.5
    height = len(notice) * pen.line_height(TEXT) + 3
    pen.box(pen.left, top, pen.width, height, _PALE)
    pen.box(pen.left, top, 1.2, height, _BLUE)
    pen.pdf.set_y(top + 1.5)
    for line in notice:
        pen.write(line, TEXT, pen.left + 4.5)
        pen.pdf.set_y(pen.pdf.y + pen.line_height(TEXT))
    pen.pdf.set_y(top + height)


def _columns(pen: Pen, rows: Rows, shown: Sheet) -> None:
    """Draw the upper parts side by side, or below one another where they are too long for that."""
    width = (pen.width - _GAP) / 2
    columns = [
        [row for key in keys for row in rows.part(shown.part(key), width)] for keys in _COLUMNS
    ]
    if max(map(total, columns)) > pen.room:
        for keys in _COLUMNS:
            for key in keys:
                _flow(pen, rows.part(shown.part(key), pen.width), pen.left)
        return
    top, ends = pen.pdf.y, []
    for index, column in enumerate(columns):
        pen.pdf.set_y(top)
        _flow(pen, column, pen.left + index * (width + _GAP))
        ends.append(pen.pdf.y)
    pen.pdf.set_y(max(ends))


def _flow(pen: Pen, rows: list[Row], x: float) -> None:
    """Draw ``rows`` below one another, on a new page where this one is full."""
    for index, row in enumerate(rows):
        kept = row.height
        for before, after in zip(rows[index:], rows[index + 1 :], strict=False):
            if not before.keep:
                break
            kept += after.height
        pen.need(kept)
        row.draw(x)
        pen.pdf.set_y(pen.pdf.y + row.height)


def _number_pages(pen: Pen, words: PageWords) -> None:
    count = pen.pdf.pages_count
    if count == 1:
        return
    for number in range(1, count + 1):
        pen.turn_back(number)
        text = words.patterns["page"].format(number=number, total=count)
        pen.pdf.set_y(pen.pdf.h - 8)
        pen.write(text, SMALL, pen.left + pen.width - pen.width_of(text, SMALL))
