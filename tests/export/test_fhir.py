"""The page as a FHIR R4 QuestionnaireResponse."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from backtalk.assessment.answers import STEPS
from backtalk.export.fhir import CODES, questionnaire_response
from tests.export.pages import EMPTY, FULL, HOSTILE, ORDINARY, PAGES

# What R4 (4.0.1) allows, of which R4B (4.3.0) and R5 differ in parts.
RESOURCE = {
    "resourceType",
    "id",
    "meta",
    "implicitRules",
    "language",
    "text",
    "contained",
    "extension",
    "modifierExtension",
    "identifier",
    "basedOn",
    "partOf",
    "questionnaire",
    "status",
    "subject",
    "encounter",
    "authored",
    "author",
    "source",
    "item",
}
ITEM = {"id", "extension", "modifierExtension", "linkId", "definition", "text", "answer", "item"}
VALUES = {
    f"value{kind}"
    for kind in (
        "Boolean",
        "Decimal",
        "Integer",
        "Date",
        "DateTime",
        "Time",
        "String",
        "Uri",
        "Attachment",
        "Coding",
        "Quantity",
        "Reference",
    )
}
STATUS = {"in-progress", "completed", "amended", "entered-in-error", "stopped"}
CODE = re.compile(r"[^\s]+(\s[^\s]+)*")
STRING = re.compile(r"[ \r\n\t\S]+")
MOST_BYTES = 1024 * 1024


def assert_is_r4(resource):
    assert set(resource) <= RESOURCE
    assert resource["resourceType"] == "QuestionnaireResponse"
    assert resource["status"] in STATUS
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", resource["authored"])
    assert resource["text"]["status"] in {"generated", "extensions", "additional", "empty"}
    assert "item" not in resource or resource["item"]
    for item in resource.get("item", []):
        assert_is_r4_item(item)


def assert_is_r4_item(item):
    assert set(item) <= ITEM
    assert_is_string(item["linkId"])
    assert_is_string(item["text"])
    assert ("answer" in item) != ("item" in item), "qrs-1, and no item without content"
    for inner in item.get("item", []):
        assert_is_r4_item(inner)
    for answer in item.get("answer", []):
        [kind] = set(answer) - {"item"}
        assert kind in VALUES
        assert_is_value(kind, answer[kind])
        for inner in answer.get("item", []):
            assert_is_r4_item(inner)


def assert_is_value(kind, value):
    if kind == "valueCoding":
        assert set(value) == {"system", "code", "display"}
        assert value["system"] == CODES
        assert CODE.fullmatch(value["code"])
        assert_is_string(value["display"])
    elif kind == "valueInteger":
        assert type(value) is int
        assert 0 <= value <= 10
    else:
        assert kind == "valueString"
        assert_is_string(value)


def assert_is_string(value):
    assert STRING.fullmatch(value)
    assert value == value.strip()
    assert len(value.encode()) <= MOST_BYTES


def item(resource, link):
    return next(found for found in resource.get("item", []) if found["linkId"] == link)


def codes(found):
    return [answer["valueCoding"]["code"] for answer in found["answer"]]


@pytest.fixture
def ordinary(words):
    return questionnaire_response(ORDINARY, words)


@pytest.mark.parametrize("page", [EMPTY, ORDINARY, FULL])
def test_it_is_r4(words, page):
    assert_is_r4(questionnaire_response(page, words))


def test_it_is_completed_and_dated_and_names_nobody(ordinary):
    assert ordinary["status"] == "completed"
    assert ordinary["authored"] == "2026-11-24"
    assert not {"subject", "author", "source", "identifier", "encounter"} & set(ordinary)


def test_an_empty_page_has_no_items(words):
    assert "item" not in questionnaire_response(EMPTY, words)


def test_a_side_stands_under_its_area(ordinary):
    areas = item(ordinary, "areas")
    assert codes(areas) == ["areas.low_back", "areas.gluteal", "areas.thigh", "areas.other"]
    assert [codes(answer["item"][0]) for answer in areas["answer"] if "item" in answer] == [
        ["side.left"],
        ["side.left"],
    ]


def test_an_effect_stands_under_its_treatment(ordinary):
    first, second, third = item(ordinary, "treatments")["answer"]
    assert codes(first["item"][0]) == ["helped.helped"]
    assert "item" not in second
    assert codes(third["item"][0]) == ["helped.no_help"]


def test_what_was_denied_stands_apart(ordinary):
    assert codes(item(ordinary, "areas.denied")) == ["areas.groin", "areas.tailbone"]
    assert codes(item(ordinary, "treatments.denied")) == [
        "treatments.acupuncture",
        "treatments.dry_needling",
    ]


@pytest.mark.parametrize(
    ("link", "answer"),
    [
        ("severity", {"valueInteger": 7}),
        ("duration", {"valueString": ORDINARY.duration}),
    ],
)
def test_numbers_and_words_have_their_own_kind(ordinary, link, answer):
    assert item(ordinary, link)["answer"] == [answer]


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("knot", "knot.yes"),
        ("limits", "limits.bending"),
        ("seen_doctor", "seen_doctor.no"),
        ("signs", "signs.none"),
    ],
)
def test_a_choice_is_a_code_of_its_own_step(ordinary, link, code):
    assert codes(item(ordinary, link)) == [code]


def test_severity_zero_is_an_answer(words):
    zero = questionnaire_response(replace(EMPTY, severity=0), words)
    assert item(zero, "severity")["answer"] == [{"valueInteger": 0}]


def test_the_question_of_an_item_is_its_text(words, ordinary):
    for link in ("areas", "knot", "limits", "severity", "duration", "treatments", "seen_doctor"):
        assert item(ordinary, link)["text"] == words.steps[link]


def test_the_signs_that_were_asked_stand_in_their_question(words, ordinary):
    assert all(sign in item(ordinary, "signs")["text"] for sign in words.asked_signs)


def test_own_words_questions_and_what_is_not_known_are_kept(ordinary):
    own = item(ordinary, "words")["item"]
    assert [(inner["linkId"], inner["answer"]) for inner in own] == [
        (f"words.{step}", [{"valueString": said}]) for step, said in ORDINARY.words
    ]
    asked = [answer["valueString"] for answer in item(ordinary, "ask_doctor")["answer"]]
    assert tuple(asked) == ORDINARY.questions
    assert codes(item(ordinary, "unsure")) == ["steps.side", "steps.helped"]


def test_one_code_means_one_thing(words):
    shown = {}
    resource = questionnaire_response(FULL, words)

    def collect(found):
        for answer in found.get("answer", []):
            coding = answer.get("valueCoding")
            if coding:
                assert shown.setdefault(coding["code"], coding["display"]) == coding["display"]
            for inner in answer.get("item", []):
                collect(inner)
        for inner in found.get("item", []):
            collect(inner)

    for found in resource["item"]:
        collect(found)
    assert {"areas.other", "treatments.other", "steps.areas"} <= set(shown)


def test_every_step_that_the_page_holds_has_an_item(words):
    links = {found["linkId"] for found in questionnaire_response(FULL, words)["item"]}
    assert set(STEPS) - {"consent", "side", "helped", "check"} <= links


def test_the_notices_are_in_the_narrative(words, ordinary):
    root = ElementTree.fromstring(ordinary["text"]["div"])
    assert root.tag == "{http://www.w3.org/1999/xhtml}div"
    text = " ".join("".join(root.itertext()).split())
    assert words.notice in text
    assert words.notes["what_it_is_not"] in text


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_words(words, text):
    page = replace(EMPTY, duration=text, words=(("areas", text),), questions=(text, "and this?"))
    resource = questionnaire_response(page, words)
    assert_is_r4(resource)
    ElementTree.fromstring(resource["text"]["div"])
    json.dumps(resource, ensure_ascii=False).encode()


@given(page=PAGES)
@settings(deadline=None)
def test_any_page_is_r4(words, page):
    resource = questionnaire_response(page, words)
    assert_is_r4(resource)
    assert json.loads(json.dumps(resource)) == resource
