"""The page as one HTML file that stands by itself."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from backtalk.assessment.doctor_page import DoctorPage
from backtalk.content.page import PageWords
from backtalk.export import sheet as kinds
from backtalk.export.body_map import body_map
from backtalk.export.sheet import sheet

if TYPE_CHECKING:
    from jinja2 import Template


def html_page(page: DoctorPage, words: PageWords) -> str:
    """Return the page as HTML: no script, nothing from outside, prints on one sheet."""
    from markupsafe import Markup

    shown = sheet(page, words)
    [seen] = [fact for fact in shown.part("areas").facts if fact.kind == kinds.MAP]
    # The map escapes its own words; the rest is escaped by the template.
    drawing = Markup(body_map(page, words, seen.label))  # noqa: S704
    return _template(words.template).render(sheet=shown, map=drawing) + "\n"


@lru_cache(maxsize=4)
def _template(source: str) -> Template:
    from jinja2 import Environment, StrictUndefined

    return Environment(autoescape=True, undefined=StrictUndefined).from_string(source)
