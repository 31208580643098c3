"""Coming back after the session is over: asked once, and nothing old is shown before a yes."""

from __future__ import annotations

import pytest

TOLD = ("my left groin hurts, 6 out of 10", "yes", "none", "yes")
OLD = ("groin", "6 out of 10", "you can feel one")
LATER = 90
"""Minutes; a session ends after 60."""


@pytest.fixture
def told(kept, say, idle):
    """Return what is kept after an assessment was begun and the session has ended."""
    for text in TOLD:
        say(text)
    idle(LATER)
    return kept


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("hello", "utter_greet"),
        ("is it safe?", "utter_ask_safety"),
        ("how much does a session cost", "utter_not_covered_cost"),
        ("blorp flurb", "utter_out_of_scope"),
        ("my tailbone hurts", None),
        ("go through my pain with me", None),
        ("show me my summary", None),
    ],
)
def test_whatever_comes_first_is_answered_and_then_it_is_asked(told, say, text, answer):
    turn = say(text)
    assert _said(turn) == [*filter(None, [answer]), "utter_assessment_returning"]
    assert not _shown(turn)


def test_it_is_asked_once(told, say):
    say("hello")
    for text in ("is it safe?", "does dry needling work", "thanks"):
        turn = say(text)
        assert "utter_assessment_returning" not in _said(turn)
        assert not _shown(turn)


def test_it_is_asked_once_in_each_session(told, say, idle):
    say("hello")
    say("is it safe?")
    idle(LATER)
    assert "utter_assessment_returning" in _said(say("hello"))


@pytest.mark.parametrize("answer", ["yes", "yes please", "go on", "continue"])
def test_going_on_takes_up_the_question_that_was_open(told, say, sender, answer):
    say("hello")
    assert _said(say(answer)) == ["utter_ask_limits"]
    say("no")
    data = told.records.assessment(sender).data
    assert data["frame"]["severity"] == 6
    assert data["settled"]["limits"] == "no"


def test_going_on_by_button(told, say):
    say("hello")
    turn = say("Yes, go on", pressed='/affirm{"offer": "go_on"}')
    assert _said(turn) == ["utter_ask_limits"]


def test_what_is_told_first_is_added_when_they_go_on(told, say, sender):
    say("my groin is an 8 out of 10 today")
    assert _said(say("yes")) == ["utter_ask_limits"]
    say("no")
    assert told.records.assessment(sender).data["frame"]["severity"] == 8


def test_questions_that_were_kept_come_back_too(kept, say, idle):
    for text in (*TOLD, "how much does a session cost"):
        say(text)
    say("Keep my question", pressed='/affirm{"offer": "keep_question"}')
    idle(LATER)
    say("hello")
    say("yes")
    turn = say("show me my summary")
    assert "how much does a session cost" in turn.replies[0].text


def test_starting_afresh_deletes_the_old_answers(told, say, sender):
    say("hello")
    turn = say("Start afresh", pressed='/affirm{"offer": "restart"}')
    assert _said(turn) == ["utter_restart"]
    assert told.records.assessment(sender) is None
    assert told.records.consent(sender) == "withdrawn"
    assert _said(say("go through my pain with me")) == ["utter_ask_consent"]


def test_not_now_keeps_them_for_later(told, say, sender):
    say("hello")
    turn = say("No, not now", pressed='/deny{"offer": "go_on"}')
    assert _said(turn) == ["utter_returning_later"]
    assert told.records.assessment(sender) is not None
    assert _said(say("is it safe?")) == ["utter_ask_safety"]
    assert _said(say("go on")) == ["utter_ask_limits"]


def test_not_now_and_something_new_does_not_show_what_is_old(told, say):
    say("hello")
    say("no")
    turn = say("my tailbone hurts")
    assert _said(turn) == ["utter_ask_consent"]
    assert not _shown(turn)


def test_what_is_known_is_told_to_whoever_asks_for_it(told, say):
    say("hello")
    turn = say("what do you know about me")
    assert _said(turn) == ["utter_show_my_data"]
    assert "groin" in turn.replies[0].text


def test_forget_me_comes_before_going_on(told, say, sender):
    assert _said(say("forget me")) == ["utter_delete_my_data"]
    assert _said(say("yes")) == ["utter_data_deleted"]
    assert told.holds("groin") == set()
    assert _said(say("hello")) == ["utter_greet"]


def test_starting_over_comes_before_going_on(told, say, sender):
    assert _said(say("start over")) == ["utter_restart_sure"]
    assert _said(say("yes")) == ["utter_restart"]
    assert told.records.assessment(sender) is None


def test_a_warning_sign_comes_before_going_on(told, say):
    turn = say("I can't feel my private parts when I wipe")
    assert _said(turn) == ["utter_care_emergency"]
    turn = say("It is true", pressed='/affirm{"offer": "care_card"}')
    assert _said(turn) == ["utter_care_true_emergency"]


def test_nothing_is_asked_within_the_session(kept, say, idle):
    for text in TOLD:
        say(text)
    idle(50)
    assert _said(say("no")) == ["utter_ask_duration"]


def test_nothing_is_asked_of_somebody_who_takes_time_over_the_questions(kept, say, idle):
    for text in TOLD[:2]:
        say(text)
    for text, asked in (("none", "utter_ask_knot"), ("yes", "utter_ask_limits")):
        idle(50)
        assert _said(say(text)) == [asked]


def test_nothing_is_asked_where_nothing_was_allowed(kept, say, idle):
    say("my groin hurts")
    idle(LATER)
    turn = say("hello")
    assert _said(turn) == ["utter_greet"]


def test_a_no_holds_in_the_next_session_too(kept, say, idle, sender):
    say("my groin hurts")
    say("no")
    idle(LATER)
    assert _said(say("my tailbone hurts")) == ["utter_not_kept"]
    assert _said(say("is it safe?")) == ["utter_ask_safety"]
    assert kept.holds("tailbone hurts", "groin", "forsooth") == set()


def test_a_finished_summary_is_shown_again_on_request(kept, say, idle):
    for text in ("groin 6/10 since march, massage helped", "ok", "none", *["skip"] * 5, "yes"):
        say(text)
    idle(LATER)
    turn = say("hello")
    assert _said(turn) == ["utter_greet"]
    assert not _shown(turn)
    turn = say("show me my summary")
    assert _said(turn) == ["utter_result"]
    assert "groin" in turn.replies[0].text


def _said(turn):
    return [reply.response for reply in turn.replies]


def _shown(turn):
    return [old for old in OLD for reply in turn.replies if old in reply.text]
