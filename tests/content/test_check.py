"""Every rule that makes content/ whole fires when it is broken."""

from __future__ import annotations

import dataclasses

import pytest

from backtalk.content.check import LONGEST_ANSWER, problems
from backtalk.content.library import load_library

PLAN = "answers/plan.yml"
HOME_CARE_SECTIONS = "sections: [home_care]"
MORE = "more: utter_ask_dry_needling_more}"
BUTTON = """{"offer": "utter_ask_dry_needling_more"}"""


def _problems(folder):
    return problems(load_library(folder))


def test_the_real_content_has_no_problem(library):
    assert problems(library) == []


def test_a_section_that_the_article_lacks_is_found(edited):
    folder = edited(PLAN, "[treatment_plan, ", "[treatment_plan, appendix, ")
    assert _problems(folder) == [
        "utter_ask_treatment_plan rests on section 'appendix', which source.yml does not have."
    ]


def test_a_section_is_looked_up_for_other_kinds_than_answers_too(edited):
    folder = edited(
        "conversation/assessment.yml", "sections: [referred_pain]", "sections: [appendix]"
    )
    assert _problems(folder) == [
        "utter_report_symptoms rests on section 'appendix', which source.yml does not have."
    ]


def test_an_answer_that_rests_on_nothing_is_found(library):
    response = library.responses["utter_ask_preparation"]
    [variation] = response.variations
    bare = dataclasses.replace(variation, about=dataclasses.replace(variation.about, sections=()))
    responses = {
        **library.responses,
        response.name: dataclasses.replace(response, variations=(bare,)),
    }
    assert "utter_ask_preparation rests on no section of the article." in problems(
        dataclasses.replace(library, responses=responses)
    )


def test_a_section_that_no_answer_uses_is_found(edited):
    folder = edited(
        "source.yml", "sections:\n", "sections:\n  appendix: {heading: More, says: Something.}\n"
    )
    assert _problems(folder) == ["Section 'appendix' of the article is used by no answer."]


def test_a_section_that_only_a_summary_rests_on_counts_as_unused(edited):
    folder = edited(
        "answers/trigger_points.yml", "sections: [referred_pain]", "sections: [active_points]"
    )
    assert _problems(folder) == ["Section 'referred_pain' of the article is used by no answer."]


@pytest.mark.parametrize(
    ("file", "old", "name"),
    [
        (PLAN, "Plan it with your doctor first.", "utter_ask_treatment_plan"),
        (
            "answers/not_covered.yml",
            "Your doctor's office or your insurer may know, so ask them before you book.",
            "utter_not_covered_cost",
        ),
        (
            "conversation/assessment_form.yml",
            "Please take this page to your doctor first, before you try a new treatment.",
            "utter_result",
        ),
        ("conversation/help.yml", "Always talk to your doctor first.", "utter_help_capabilities"),
        (
            "conversation/fallback.yml",
            "For advice, see your doctor first.",
            "utter_technical_problem",
        ),
    ],
)
def test_a_response_without_the_doctor_line_is_found(edited, file, old, name):
    folder = edited(file, old, "Take care of yourself.")
    assert _problems(folder) == [f"{name} does not tell people to see their doctor first."]


def test_a_doctor_line_that_is_turned_round_is_found(edited):
    folder = edited(PLAN, "Plan it with your doctor first.", "No need to ask your doctor first.")
    assert _problems(folder) == [
        "utter_ask_treatment_plan does not tell people to see their doctor first."
    ]


@pytest.mark.parametrize("kind", ["smalltalk", "question"])
def test_small_talk_and_questions_need_no_doctor_line(edited, kind):
    folder = edited(
        "conversation/offers.yml",
        "responses:\n",
        "responses:\n"
        "  utter_new:\n"
        f"    - {{text: How are you today, metadata: {{kind: {kind}}}}}\n",
    )
    assert _problems(folder) == []


def test_two_answers_with_the_same_doctor_line_are_found(edited):
    folder = edited(
        PLAN, "Plan it with your doctor first.", "Ask your doctor first if it could suit your back."
    )
    assert _problems(folder) == [
        "2 answers share the sentence 'Ask your doctor first if it could suit your back.': "
        "say it in words that fit each."
    ]


def test_an_answer_that_lost_the_words_of_its_evidence_is_found(edited):
    folder = edited(
        "answers/dry_needling.yml",
        "Experts are not sure how it works.",
        "Experts know how it works.",
    )
    assert _problems(folder) == [
        "utter_ask_how_it_works is marked 'low' but holds no phrase of that level."
    ]


def test_evidence_of_a_level_without_phrases_is_found(edited):
    folder = edited(
        "evidence.yml", "  none: {phrases: [gives no proof, no proof, names no study]}", ""
    )
    assert _problems(folder) == [
        "utter_ask_other_conditions is marked 'none' but holds no phrase of that level.",
        "utter_ask_supplements is marked 'none' but holds no phrase of that level.",
    ]


def test_a_safety_note_that_does_not_exist_is_found(edited):
    folder = edited(
        PLAN,
        HOME_CARE_SECTIONS + ", evidence: n/a, safety_note: numb_skin",
        HOME_CARE_SECTIONS + ", evidence: n/a, safety_note: hot_skin",
    )
    assert _problems(folder) == [
        "utter_ask_home_care names safety note 'hot_skin', which does not exist."
    ]


def test_an_answer_that_lost_the_words_of_its_safety_note_is_found(edited):
    folder = edited(PLAN, "skin that feels numb", "numb skin")
    assert _problems(folder) == ["utter_ask_home_care lacks the words of safety note 'numb_skin'."]


def test_a_safety_note_that_no_response_carries_is_found(edited):
    folder = edited(
        "safety/notes.yml",
        "notes:\n",
        "notes:\n  spare: {sentence: Rest., says: Rest., source: none, reviewed: '2026-11-23'}\n",
    )
    assert _problems(folder) == ["Safety note 'spare' is used by no response."]


def test_a_response_that_goes_on_with_nothing_is_found(edited):
    edited("answers/dry_needling.yml", MORE, "more: utter_lost}")
    folder = edited("answers/dry_needling.yml", BUTTON, """{"offer": "utter_lost"}""")
    assert _problems(folder) == [
        "utter_ask_dry_needling goes on with 'utter_lost', which does not exist."
    ]


def test_a_response_with_more_to_say_and_no_button_for_it_is_found(edited):
    folder = edited("answers/dry_needling.yml", BUTTON, """{"offer": "keep_question"}""")
    assert _problems(folder) == ["utter_ask_dry_needling has more to say but no button for it."]


def test_an_answer_that_is_too_long_is_found(edited):
    folder = edited(
        "answers/session.yml",
        "It does not speak of food, clothes or medicines.",
        f"It does not speak of {'food ' * LONGEST_ANSWER}.",
    )
    [problem] = _problems(folder)
    assert problem.startswith("utter_ask_preparation has ")
    assert problem.endswith(f" words; {LONGEST_ANSWER} is the most.")


def test_two_responses_with_the_same_text_are_found(edited):
    folder = edited(
        "conversation/privacy.yml",
        "responses:\n",
        "responses:\n"
        "  utter_echo:\n"
        "    - text: good. WHAT would   you like to know?\n"
        "      metadata: {kind: smalltalk}\n",
    )
    assert _problems(folder) == ["utter_affirm_nothing_asked says the same as utter_echo."]
