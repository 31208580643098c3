"""What a message is taken for in the light of the question just asked."""

from __future__ import annotations

import pytest

from backtalk.runtime.understood import KnownWords, understood

KNOWN = KnownWords({"start over": "restart"}, frozenset({"previous question"}), {})


def parsed(intent, areas=(), confidence=0.6):
    return {
        "intent": {"name": intent, "confidence": confidence},
        "intent_ranking": [{"name": intent}],
        "symptoms": {"areas_present": list(areas)},
    }


def intent(found, text, asked=None, step=None):
    return understood(found, text, asked, step, KNOWN)["intent"]["name"]


def test_a_known_answer_never_begins_anew_by_a_guess():
    assert intent(parsed("restart"), "Previous question", step="knot") == "nlu_fallback"
    assert intent(parsed("restart"), "start over", step="knot") == "restart"


@pytest.mark.parametrize("name", ["greet", "nlu_fallback"])
def test_a_greeting_or_a_guess_that_says_where_it_hurts_is_a_report(name):
    text = "Hello, I have much pain in low back"
    assert intent(parsed(name, ["low_back"]), text) == "report_symptoms"
    assert intent(parsed(name), "Hello there my good friend") == name


def test_a_question_that_names_a_place_stays_a_question():
    text = "does dry needling help the low back"
    assert intent(parsed("ask_effectiveness", ["low_back"]), text) == "ask_effectiveness"
