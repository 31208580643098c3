"""What faces draw for the questions of the self-assessment, and which presses count."""

from __future__ import annotations

import json

import jsonschema
import pytest

from backtalk.channels.contract import reply_from_message, reply_schema
from backtalk.channels.questions import choices_payload, is_offered, question_part


def asked(library, name, **values):
    message = {**library.raw_responses[name][0], "utter_action": name, **values}
    country = library.care.countries["us"]
    reply = reply_from_message(message, library.article, country, library.words)
    jsonschema.validate(reply.as_dict(), reply_schema())
    return reply.custom


def test_each_question_has_the_part_that_fits_it(library):
    place = {"number": 2, "total": 9}
    kinds = {
        "utter_ask_consent": "consent",
        "utter_ask_signs": "progress",
        "utter_ask_areas": "body_map",
        "utter_ask_severity": "scale",
        "utter_ask_duration": "progress",
        "utter_ask_treatments": "choice",
        "utter_ask_check": "check_answers",
    }
    assert {name: asked(library, name, **place)["type"] for name in kinds} == kinds


def test_the_place_of_a_question_is_told(library):
    assert asked(library, "utter_ask_knot", number=3, total=9)["progress"] == {
        "number": 3,
        "total": 9,
    }
    assert asked(library, "utter_ask_knot") is None


def test_the_body_map_has_left_and_right_and_what_was_chosen(library):
    part = asked(library, "utter_ask_areas", chosen=["hip", "no such place"])
    values = {option["value"] for option in part["options"]}
    assert {"hip", "hip:left", "hip:right", "tailbone", "abdomen", "other"} <= values
    assert "tailbone:left" not in values
    assert part["chosen"] == ["hip"]


def test_only_what_was_tried_can_have_helped(library):
    part = asked(library, "utter_ask_helped", choices=["massage", "heat"])
    assert [option["value"] for option in part["options"]] == ["massage", "heat"]
    assert asked(library, "utter_ask_helped") is None


def test_a_summary_has_its_lists_apart(library):
    lists = ("covered", "not_covered", "unsure", "points", "questions")
    part = asked(library, "utter_result", parts={name: ["x"] for name in lists})
    assert part["type"] == "summary"
    assert part["points"] == ["x"]


@pytest.fixture
def areas(library):
    return question_part("areas", "Where?", {}, library.words)


def test_options_that_were_offered_may_be_chosen_together(areas):
    assert is_offered(choices_payload("areas", ["hip:left", "groin"]), [areas])
    assert is_offered(choices_payload("areas", ["hip:left"]), [{"question": "knot"} | areas, areas])


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "/restart",
        "/assessment_answer",
        "/assessment_answer{",
        '/assessment_answer["areas"]',
        '/assessment_answer{"question": "areas"}',
        '/assessment_answer{"question": "areas", "value": "hip"}',
        '/assessment_answer{"question": "areas", "value": []}',
        '/assessment_answer{"question": "areas", "value": [{"a": 1}]}',
        choices_payload("areas", ["head"]),
        choices_payload("areas", ["hip"] * 99),
        choices_payload("severity", ["3"]),
        choices_payload("check", ["yes"]),
        "/assessment_answer" + "[" * 3000,
    ],
)
def test_anything_else_counts_for_nothing(areas, payload):
    assert not is_offered(payload, [areas])


@pytest.mark.parametrize(
    ("value", "counts"), [("0", True), ("10", True), ("11", False), ("x", False)]
)
def test_a_scale_takes_its_own_numbers(library, value, counts):
    scale = question_part("severity", "How bad?", {}, library.words)
    assert is_offered(choices_payload("severity", [value]), [scale]) is counts


def test_a_line_of_the_check_can_be_changed(library):
    line = {"step": "knot", "label": "x", "value": "y"}
    check = question_part("check", "Right?", {"answers": [line]}, library.words)
    assert is_offered(choices_payload("check", ["change", "knot"]), [check])
    assert not is_offered(choices_payload("check", ["change", "severity"]), [check])


def test_payloads_fit_every_face(library):
    every = [option["value"] for option in asked(library, "utter_ask_areas")["options"]]
    assert all(len(choices_payload("areas", [value])) <= 150 for value in every)
    assert len(json.dumps(choices_payload("areas", every))) < 1000
