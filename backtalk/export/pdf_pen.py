"""Writes on a PDF: fonts, wrapping, lines, and letters that the font lacks."""

from __future__ import annotations

import importlib.metadata
import unicodedata
from collections.abc import Container
from datetime import date, datetime, timezone
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from fpdf import FPDF

Paper = Literal["a4", "letter"]
MARGIN = 13.0
"""Millimetres, left and right; top and bottom are a little less."""
_FAMILY = "page"
_LACKING = "\u25a1"
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."})


class Style(NamedTuple):
    """A look of text: size in points, weight, and colour as red, green and blue."""

    size: float
    bold: bool = False
    colour: tuple[int, int, int] = (28, 39, 48)


class Pen:
    """A PDF under work, with one font in two weights; lengths are in millimetres.

    Attributes:
        pdf: the document.
        scale: by how much all letters are made smaller.
        font: the family that the letters are of.
        has_left_out: whether a letter had to be replaced.
    """

    def __init__(self, title: str, lang: str, on: date, paper: Paper, scale: float = 1.0) -> None:
        """Open a document with one page; its date is ``on``: equal pages are equal files."""
        from fpdf import FPDF, ViewerPreferences

        self.scale = scale
        self.has_left_out = False
        self.pdf: FPDF = FPDF(format=paper)
        self.pdf.set_title(title)
        self.pdf.set_lang(lang)
        self.pdf.set_creation_date(datetime(on.year, on.month, on.day, tzinfo=timezone.utc))
        self.pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.pdf.set_auto_page_break(False)
        self.pdf.set_margin(MARGIN)
        self.pdf.c_margin = 0
        self.pdf.str_alias_nb_pages = ""  # "{nb}" in what a person typed is no page number
        self.font, self._letters = self._add_fonts()
        self.pdf.add_page()
        self.pdf.set_y(MARGIN - 3)

    @property
    def width(self) -> float:
        """Between the margins."""
        return float(self.pdf.epw)

    @property
    def left(self) -> float:
        """Where the left margin ends."""
        return float(self.pdf.l_margin)

    @property
    def room(self) -> float:
        """What is left of this page."""
        return float(self.pdf.h - MARGIN + 3 - self.pdf.y)

    def need(self, height: float) -> None:
        """Turn to a new page unless ``height`` is left on this one."""
        if height > self.room and self.pdf.y > MARGIN:
            self.pdf.add_page()
            self.pdf.set_y(MARGIN)

    def turn_back(self, number: int) -> None:
        """Go on writing on a page that was left."""
        self.pdf.page = number
        # fpdf2 leaves out a font that it has set, but it was set on another page.
        self.pdf.set_font(self.font, "", 1)

    def line_height(self, style: Style) -> float:
        """Return the distance of lines."""
        return style.size * self.scale * 0.3528 * 1.3

    def lines(self, text: str, style: Style, width: float) -> list[str]:
        """Return ``text`` wrapped to ``width``; words that do not fit in a line are cut."""
        from fpdf.enums import MethodReturnValue

        self._use(style)
        found = self.pdf.multi_cell(
            width,
            text=self._shown(text, style),
            align="L",
            dry_run=True,
            output=MethodReturnValue.LINES,
        )
        return [_in_sight(str(line)) for line in found]  # type: ignore[union-attr]

    def write(self, line: str, style: Style, x: float) -> None:
        """Write one wrapped line from ``x`` on, and do not move."""
        self._use(style)
        y = self.pdf.y
        self.pdf.set_x(x)
        self.pdf.cell(0, self.line_height(style), line)
        self.pdf.set_y(y)

    def write_in_middle(self, text: str, style: Style, x: float) -> None:
        """Write ``text`` in one line with its middle at ``x``, and do not move."""
        self.write(self._shown(text, style), style, x - self.width_of(text, style) / 2)

    def rule(
        self, x: float, width: float, colour: tuple[int, int, int], below: float = 0.3
    ) -> None:
        """Draw a thin line across, ``below`` where the pen stands."""
        self.pdf.set_draw_color(*colour)
        self.pdf.set_line_width(0.2)
        self.pdf.line(x, self.pdf.y + below, x + width, self.pdf.y + below)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: tuple[int, int, int],
        edge: tuple[int, int, int] | None = None,
    ) -> None:
        """Draw a filled rectangle."""
        self.pdf.set_fill_color(*fill)
        self.pdf.set_draw_color(*(edge or fill))
        self.pdf.set_line_width(0.25)
        self.pdf.rect(x, y, width, height, style="DF" if edge else "F")

    def ring(self, x: float, y: float, radius: float, colour: tuple[int, int, int]) -> None:
        """Draw a circle round (x, y)."""
        self.pdf.set_draw_color(*colour)
        self.pdf.set_line_width(0.3)
        self.pdf.circle(x, y, radius, style="D")

    def dot(self, x: float, y: float) -> None:
        """Draw the mark of a list at (x, y)."""
        self.pdf.set_fill_color(28, 39, 48)
        self.pdf.circle(x, y, 0.5, style="F")

    def picture(self, svg: str, x: float, y: float, width: float) -> None:
        """Draw ``svg``, and do not move.

        It gets no alternative text: that would make a tagged file in which nothing else is
        tagged, and a screen reader might skip the rest. What it shows stands beside it in words.
        """
        before = self.pdf.y
        self.pdf.image(BytesIO(svg.encode()), x=x, y=y, w=width)
        self.pdf.set_y(before)

    def width_of(self, text: str, style: Style) -> float:
        """Return how wide ``text`` is in one line."""
        self._use(style)
        return float(self.pdf.get_string_width(self._shown(text, style)))

    def _use(self, style: Style) -> None:
        self.pdf.set_font(self.font, "B" if style.bold else "", style.size * self.scale)
        self.pdf.set_text_color(*style.colour)

    def _shown(self, text: str, style: Style) -> str:
        """Replace what the font lacks, a run of letters by one sign."""
        if self._letters is None:
            kept = text.translate(_PLAIN).replace(_LACKING, "?")
            shown = kept.encode("latin-1", "replace").decode("latin-1")
            self.has_left_out |= shown != kept
            return shown
        letters = self._letters[style.bold]
        shown = ""
        for letter in text:
            if ord(letter) in letters:
                shown += letter
            elif not shown.endswith(_LACKING):
                shown += _LACKING
                self.has_left_out = True
        return shown

    def _add_fonts(self) -> tuple[str, dict[bool, Container[int]] | None]:
        files = font_files()
        if files is None:
            return "helvetica", None
        for style, path in zip(("", "B"), files, strict=True):
            self.pdf.add_font(_FAMILY, style, path)
        return _FAMILY, {
            False: self.pdf.fonts[_FAMILY].cmap,  # type: ignore[union-attr]
            True: self.pdf.fonts[f"{_FAMILY}B"].cmap,  # type: ignore[union-attr]
        }


def font_files() -> tuple[Path, Path] | None:
    """Return DejaVu Sans, regular and bold, as another package brings it; None without it.

    It is looked up among the installed files: the package itself is slow to import, and under
    Rasa it is an empty shell (runtime/absent.py).
    """
    try:
        package = importlib.metadata.distribution("matplotlib")
    except importlib.metadata.PackageNotFoundError:
        return None
    folder = Path(str(package.locate_file("matplotlib/mpl-data/fonts/ttf")))
    regular, bold = folder / "DejaVuSans.ttf", folder / "DejaVuSans-Bold.ttf"
    return (regular, bold) if regular.is_file() and bold.is_file() else None


def _in_sight(line: str) -> str:
    """Return ``line`` as it is seen from left to right; Hebrew and Arabic run the other way."""
    if not any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in line):
        return line
    from fpdf.bidi import BidiParagraph

    return "".join(
        letter.character.translate(_MIRRORED)
        if letter.get_direction_from_level() == "R"
        else letter.character
        for letter in BidiParagraph(line).get_reordered_characters()
    )
