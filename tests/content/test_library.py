"""All of content/, loaded."""

from __future__ import annotations

import dataclasses

import pytest

from backtalk.assessment.frames import AREAS, TREATMENTS
from backtalk.content.library import Button, load_library
from backtalk.errors import BacktalkError

PLAN = "answers/plan.yml"


def _problem(folder):
    with pytest.raises(BacktalkError) as caught:
        load_library(folder)
    return str(caught.value)


def test_every_area_that_a_frame_can_hold_has_words(library):
    assert set(library.areas) == set(AREAS)


def test_every_treatment_that_a_frame_can_hold_has_words(library):
    assert set(library.treatments) == set(TREATMENTS)


def test_a_response_knows_the_file_that_it_stands_in(library):
    assert library.responses["utter_ask_home_care"].file == "plan.yml"


def test_every_response_file_is_loaded(library):
    files = {response.file for response in library.responses.values()}
    assert {"plan.yml", "smalltalk.yml", "terminal.yml", "not_covered.yml"} <= files


def test_the_metadata_of_a_response_is_read(library):
    [variation] = library.responses["utter_ask_home_care"].variations
    assert dataclasses.asdict(variation.about) == {
        "kind": "answer",
        "sections": ("home_care",),
        "evidence": "n/a",
        "topic": None,
        "offer": None,
        "asks": None,
        "more": None,
        "safety_note": "numb_skin",
        "level": None,
        "composed": False,
        "step": None,
    }


def test_a_button_sends_its_payload_with_single_braces(library):
    [variation] = library.responses["utter_not_covered_cost"].variations
    assert variation.buttons == (
        Button("Keep my question", '/affirm{"offer": "keep_question"}'),
        Button("No thanks", "/deny"),
    )


def test_rasa_gets_the_payload_with_the_braces_that_its_templates_need(library):
    [raw] = library.as_rasa_responses()["utter_not_covered_cost"]
    assert raw["buttons"][0]["payload"] == '/affirm{{"offer": "keep_question"}}'


def test_rasa_gets_every_response(library):
    assert library.as_rasa_responses().keys() == library.responses.keys()


def test_every_wording_is_given_with_its_name(library):
    expected = sum(len(response.variations) for response in library.responses.values())
    named = list(library.variations())
    assert len(named) == expected
    assert {name for name, _ in named} == set(library.responses)


def test_the_line_that_the_guard_adds_counts_by_its_own_rules(library):
    assert library.doctor_first.is_said_in(library.doctor_first.line)


def test_a_loaded_library_cannot_be_changed(library):
    with pytest.raises(dataclasses.FrozenInstanceError):
        library.responses["utter_greet"].name = "utter_other"


def test_a_folder_is_read_once(folder):
    assert load_library(folder) is load_library(folder)


def test_a_second_wording_of_a_response_is_kept(edited):
    folder = edited(
        "conversation/smalltalk.yml",
        "  utter_thank:\n",
        "  utter_thank:\n    - {text: My pleasure., metadata: {kind: smalltalk}}\n",
    )
    variations = load_library(folder).responses["utter_thank"].variations
    assert len(variations) == 2
    assert variations[0].text == "My pleasure."


def test_an_empty_folder_says_what_to_restore(tmp_path):
    assert _problem(tmp_path) == (
        f"No content was found in {tmp_path}. Restore the folder content/."
    )


@pytest.mark.parametrize(
    "file",
    [
        "source.yml",
        "evidence.yml",
        "safety/doctor_first.yml",
        "safety/notes.yml",
        "lexicon/areas.yml",
        "lexicon/treatments.yml",
        "lexicon/labels.yml",
    ],
)
def test_a_missing_file_is_named(folder, file):
    (folder / file).unlink()
    problem = _problem(folder)
    assert file in problem
    assert "cannot be read" in problem


def test_a_response_in_two_files_names_both(edited):
    folder = edited(
        "conversation/help.yml",
        "responses:\n",
        "responses:\n  utter_greet:\n    - {text: Hello again., metadata: {kind: smalltalk}}\n",
    )
    assert _problem(folder) == (
        "smalltalk.yml: key 'responses.utter_greet' stands in help.yml too."
    )


def test_a_response_twice_in_one_file_is_refused(edited):
    folder = edited(PLAN, "  utter_ask_home_care:\n", "  utter_ask_treatment_plan:\n")
    problem = _problem(folder)
    assert "answers/plan.yml is not valid YAML" in problem
    assert "utter_ask_treatment_plan" in problem


HOME_CARE = "responses.utter_ask_home_care.0.metadata"
ABOUT = "{kind: answer, sections: [home_care], evidence: n/a, safety_note: numb_skin}"
COST = '{kind: not_covered, topic: "cost and insurance", offer: keep_question}'


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "expectation"),
    [
        (PLAN, "  utter_ask_home_care:", "  home_care:", "responses", "'home_care' does not match"),
        (PLAN, "    - text: >-", "    - words: >-", "responses.utter_ask_treatment_plan.0", "text"),
        (PLAN, ABOUT, "{kind: anser}", f"{HOME_CARE}.kind", "'anser' is not one of"),
        (
            PLAN,
            ABOUT,
            "{kind: answer, evidence: n/a}",
            HOME_CARE,
            "'sections' is a required property",
        ),
        (
            PLAN,
            ABOUT,
            "{kind: answer, sections: [home_care]}",
            HOME_CARE,
            "'evidence' is a required property",
        ),
        (
            PLAN,
            ABOUT,
            "{kind: answer, sections: [], evidence: n/a}",
            f"{HOME_CARE}.sections",
            "[]",
        ),
        (
            PLAN,
            ABOUT,
            "{kind: answer, sections: [home_care], evidence: good}",
            f"{HOME_CARE}.evidence",
            "'good' is not one of",
        ),
        (
            PLAN,
            ABOUT,
            "{kind: answer, sections: [home_care], evidence: n/a, note: x}",
            HOME_CARE,
            "'note' was unexpected",
        ),
        (
            "answers/not_covered.yml",
            COST,
            "{kind: not_covered, offer: keep_question}",
            "responses.utter_not_covered_cost.0.metadata",
            "'topic' is a required property",
        ),
        (
            "answers/not_covered.yml",
            COST,
            "{kind: not_covered, topic: costs}",
            "responses.utter_not_covered_cost.0.metadata",
            "'offer' is a required property",
        ),
        (
            "answers/not_covered.yml",
            "{title: No thanks, payload: /deny}",
            "{title: No thanks}",
            "responses.utter_not_covered_cost.0.buttons.1",
            "'payload' is a required property",
        ),
        (
            "answers/not_covered.yml",
            "title: No thanks",
            f"title: {'No thanks ' * 8}",
            "responses.utter_not_covered_cost.0.buttons.1.title",
            "is too long",
        ),
        ("source.yml", "  publisher: SpineUniverse\n", "", "article", "'publisher' is a required"),
        (
            "source.yml",
            '  updated: "2019-05-14"',
            "  updated: 2019-05-14",
            "article.updated",
            "is not of type 'string'",
        ),
        (
            "source.yml",
            "    heading: Introduction\n",
            "",
            "sections.trigger_points",
            "'heading' is a required property",
        ),
        ("evidence.yml", "  strong: {phrases", "  great: {phrases", "levels", "'great' is not one"),
        (
            "evidence.yml",
            "[strong proof]",
            "strong proof",
            "levels.strong.phrases",
            "is not of type 'array'",
        ),
        (
            "safety/doctor_first.yml",
            "  order: [first, before]\n",
            "",
            "doctor_first",
            "'order' is a required property",
        ),
        (
            "safety/notes.yml",
            '    reviewed: "2026-11-23"\n',
            "",
            "notes.numb_skin",
            "'reviewed' is a required property",
        ),
        ("lexicon/areas.yml", "  label: hip\n", "", "hip", "'label' is a required property"),
        (
            "lexicon/treatments.yml",
            "  label: massage\n",
            "",
            "massage",
            "'label' is a required property",
        ),
        (
            "lexicon/labels.yml",
            '  severity_of: "out of 10"',
            "  severity_of: 10",
            "labels.severity_of",
            "10 is not of type 'string'",
        ),
    ],
)
def test_a_broken_file_names_file_key_and_expectation(edited, file, old, new, key, expectation):
    problem = _problem(edited(file, old, new))
    assert f"content/{file}: key '{key}': " in problem
    assert expectation in problem
