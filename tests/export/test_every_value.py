"""Nothing that the person said is lost on any format."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest

from backtalk.assessment.answers import STEPS
from backtalk.assessment.doctor_page import DoctorPage
from backtalk.assessment.frames import AREAS, EFFECTS, SIDES, TREATMENTS
from backtalk.export.fhir import questionnaire_response
from backtalk.export.html import html_page
from backtalk.export.pdf import pdf_page
from backtalk.export.text import text_page
from tests.export.pages import EMPTY, FULL, ORDINARY
from tests.export.reading import html_text, pdf_text, squashed

FORMATS = {
    "text": text_page,
    "html": lambda page, words: html_text(html_page(page, words)),
    "pdf": lambda page, words: pdf_text(pdf_page(page, words)),
    # Without the narrative, which is the text page.
    "fhir": lambda page, words: json.dumps(
        {**questionnaire_response(page, words), "text": None}, ensure_ascii=False
    ),
}


def cases():
    """Yield for each value of each field a page with it alone, and what it is called."""
    for area in AREAS:
        yield {"areas": ((area, None),)}, [("areas", area)]
        yield {"areas_denied": (area,)}, [("areas", area), ("labels", "not_in")]
    for side in SIDES:
        yield {"areas": (("low_back", side),)}, [("sides", side)]
    for name in TREATMENTS:
        yield {"treatments": ((name, None),)}, [("treatments", name)]
        yield {"treatments_denied": (name,)}, [("treatments", name), ("labels", "not_tried")]
    for effect in EFFECTS:
        yield {"treatments": (("heat", effect),)}, [("effects", effect)]
    for field in ("knot", "seen_doctor"):
        for value in ("yes", "no", "not_sure"):
            yield {field: value}, [(field, value), ("steps", field)]
    for value in ("bending", "turning", "both", "no", "not_sure"):
        yield {"limits": value}, [("limits", value), ("steps", "limits")]
    for value in ("none", "some", "not_sure"):
        yield {"signs": value}, [("signs", value)]
    for step in STEPS[:-1]:
        yield {"unsure": (step,)}, [("steps", step)]
        yield {"words": ((step, f"my words on {step}"),)}, [("steps", step)]


def together(alone):
    """Yield fewer pages with the same values: a PDF takes half a second."""
    pages = []
    for change, keys in alone:
        for page, named in pages:
            if _fits(change, page):
                ((field, value),) = change.items()
                page[field] += value
                named += keys
                break
        else:
            pages.append((dict(change), list(keys)))
    return pages


def _fits(change, page):
    """Return whether a list of ``page`` can take the value of ``change`` beside its own."""
    ((field, value),) = change.items()
    if set(page) != {field} or not isinstance(value, tuple):
        return False
    return _key(value[0]) not in {_key(item) for item in page[field]}


def _key(item):
    return item[0] if isinstance(item, tuple) else item


CASES = list(cases())


@pytest.mark.parametrize("form", FORMATS)
def test_every_value_of_every_list_is_shown(words, form):
    for change, keys in together(CASES) if form == "pdf" else CASES:
        shown = squashed(FORMATS[form](replace(EMPTY, **change), words)).lower()
        for group, key in keys:
            expected = squashed(getattr(words, group)[key].rstrip(":")).lower()
            assert expected in shown, (change, group, key)
        for _, said in change.get("words", ()):
            assert squashed(said) in shown


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("page", [ORDINARY, FULL], ids=["ordinary", "full"])
def test_everything_that_was_typed_is_shown(words, form, page):
    shown = squashed(FORMATS[form](page, words))
    typed = [page.duration, *page.questions, *(said for _, said in page.words)]
    assert [text for text in typed if squashed(text) not in shown] == []


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("number", range(11))
def test_every_number_is_shown(words, form, number):
    shown = squashed(FORMATS[form](replace(EMPTY, severity=number), words))
    expected = f'"valueInteger":{number}' if form == "fhir" else f"{number}of10"
    assert expected in shown


@pytest.mark.parametrize("form", ["text", "html", "pdf"])
def test_date_notices_signs_and_source_are_shown(words, form):
    shown = squashed(FORMATS[form](ORDINARY, words))
    expected = [
        words.notice,
        "24 November 2026",
        *words.asked_signs,
        words.notes["what_it_is_not"],
        words.article["title"],
        words.article["url"],
        words.notes["side_not_said"],
        words.notes["effect_not_said"],
    ]
    assert [text for text in expected if squashed(text) not in shown] == []


@pytest.mark.parametrize("form", ["text", "html", "pdf"])
def test_the_page_keeps_its_order(words, form):
    shown = squashed(FORMATS[form](ORDINARY, words)).lower()
    headings = [squashed(text).lower() for text in words.headings.values()]
    at = -1
    for heading in headings:
        at = shown.find(heading, at + 1)
        assert at >= 0, heading


def test_the_cases_name_every_field_of_the_page():
    tried = {name for change, _ in CASES for name in change}
    other = {"on", "severity", "duration", "questions"}
    assert tried | other == {field.name for field in fields(DoctorPage)}
