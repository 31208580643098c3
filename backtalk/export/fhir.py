"""The page as a FHIR R4 QuestionnaireResponse, for a clinic that reads such files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from backtalk.assessment import answers
from backtalk.assessment.doctor_page import DoctorPage
from backtalk.content.page import PageWords
from backtalk.export.clean import clean
from backtalk.export.text import text_page

CODES = "urn:backtalk:codes"
"""The code system: "<step>.<value>", e.g. "areas.hip", so that each code means one thing."""
_XHTML = "http://www.w3.org/1999/xhtml"
_Item = dict[str, Any]


def questionnaire_response(page: DoctorPage, words: PageWords) -> dict[str, Any]:
    """Return the page as a QuestionnaireResponse, valid by fhir.resources' R4B model.

    One item for each question that was answered, linkId its step: a side stands under its area,
    an effect under its treatment, and what the person denied in an item of its own. It names
    nobody. The whole page, with its notices, is in the narrative.
    """
    items = [item for item in _items(page, words) if item.get("answer") or item.get("item")]
    resource = {
        "resourceType": "QuestionnaireResponse",
        "language": words.lang,
        "text": {
            "status": "additional",  # the notices are said there alone
            "div": f'<div xmlns="{_XHTML}"><pre>{escape(text_page(page, words))}</pre></div>',
        },
        "status": "completed",
        "authored": page.on.isoformat(),
        **({"item": items} if items else {}),
    }
    from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

    QuestionnaireResponse.parse_obj(resource)
    return resource


def _items(page: DoctorPage, words: PageWords) -> Iterator[_Item]:
    steps = words.steps
    signs = _choice(answers.SIGNS, page.signs, words.signs, steps)
    yield {**signs, "text": f"{signs['text']}: {'; '.join(words.asked_signs)}"}
    yield _item(
        answers.AREAS,
        steps[answers.AREAS],
        [
            _with(
                _coded(answers.AREAS, area, words.areas),
                _choice(answers.SIDE, side, words.sides, steps),
            )
            for area, side in page.areas
        ],
    )
    yield _item(
        "areas.denied",
        words.labels["not_in"],
        [_coded(answers.AREAS, area, words.areas) for area in page.areas_denied],
    )
    yield _choice(answers.KNOT, page.knot, words.knot, steps)
    yield _choice(answers.LIMITS, page.limits, words.limits, steps)
    number = [] if page.severity is None else [{"valueInteger": page.severity}]
    yield _item(answers.SEVERITY, steps[answers.SEVERITY], number)
    yield _item(answers.DURATION, steps[answers.DURATION], _texts([page.duration or ""]))
    yield _item(
        answers.TREATMENTS,
        steps[answers.TREATMENTS],
        [
            _with(
                _coded(answers.TREATMENTS, name, words.treatments),
                _choice(answers.HELPED, effect, words.effects, steps),
            )
            for name, effect in page.treatments
        ],
    )
    yield _item(
        "treatments.denied",
        words.labels["not_tried"],
        [_coded(answers.TREATMENTS, name, words.treatments) for name in page.treatments_denied],
    )
    yield _choice(answers.SEEN_DOCTOR, page.seen_doctor, words.seen_doctor, steps)
    yield _item(answers.ASK_DOCTOR, steps[answers.ASK_DOCTOR], _texts(page.questions))
    own = [_item(f"words.{step}", steps[step], _texts([said])) for step, said in page.words]
    yield {
        "linkId": "words",
        "text": words.headings["words"],
        "item": [item for item in own if item["answer"]],
    }
    yield _item(
        "unsure",
        words.headings["unsure"],
        [_coded("steps", step, steps) for step in page.unsure],
    )


def _item(link: str, text: str, found: list[dict[str, Any]]) -> _Item:
    return {"linkId": link, "text": text, "answer": found}


def _choice(
    step: str, value: str | None, shown: Mapping[str, str], steps: Mapping[str, str]
) -> _Item:
    return _item(step, steps[step], [] if value is None else [_coded(step, value, shown)])


def _coded(step: str, value: str, shown: Mapping[str, str]) -> dict[str, Any]:
    # The words for an answer may end in the colon of a list that follows on the page.
    display = shown[value].rstrip(":")
    return {"valueCoding": {"system": CODES, "code": f"{step}.{value}", "display": display}}


def _with(answer: dict[str, Any], item: _Item) -> dict[str, Any]:
    return {**answer, "item": [item]} if item["answer"] else answer


def _texts(texts: Sequence[str]) -> list[dict[str, Any]]:
    return [{"valueString": shown} for text in texts if (shown := clean(text))]
