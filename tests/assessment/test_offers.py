"""What a yes or no refers to."""

from __future__ import annotations

import pytest

from backtalk.assessment.offers import (
    Said,
    failures_in_a_row,
    open_offer,
    question_to_keep,
    read_events,
)


def _user(text: str = "hello", intent: str | None = None) -> Said:
    return Said(True, text, intent=intent)


def _bot(offer: str | None = None) -> Said:
    return Said(False, "a reply", offer=offer)


def _user_event(text: str | None, intent: str | None = "affirm") -> dict[str, object]:
    return {"event": "user", "text": text, "parse_data": {"intent": {"name": intent}}}


def _bot_event(text: str, **about: str) -> dict[str, object]:
    return {"event": "bot", "text": text, "metadata": {"metadata": about}}


def test_a_user_event_gives_its_words_and_intent():
    assert read_events([_user_event("yes please")]) == [Said(True, "yes please", intent="affirm")]


def test_a_bot_event_gives_its_words_offer_and_kind():
    event = _bot_event("Shall I keep it?", offer="keep_question", kind="not_covered")
    assert read_events([event]) == [
        Said(False, "Shall I keep it?", offer="keep_question", kind="not_covered")
    ]


def test_a_reply_that_goes_on_offers_its_continuation():
    [said] = read_events([_bot_event("In short...", more="utter_the_rest", kind="answer")])
    assert said.offer == "utter_the_rest"


def test_events_that_say_nothing_are_left_out():
    events = [{"event": "action", "name": "action_listen"}, {"event": "slot"}, {}]
    assert read_events(events) == []


def test_what_was_said_before_a_restart_is_forgotten():
    events = [_user_event("old"), _bot_event("old"), {"event": "restart"}, _user_event("new")]
    assert [said.text for said in read_events(events)] == ["new"]


@pytest.mark.parametrize(
    "event",
    [
        {"event": "user", "text": None, "parse_data": None},
        {"event": "user", "parse_data": {"intent": None}},
        {"event": "user"},
        {"event": "bot", "text": None, "metadata": None},
        {"event": "bot", "metadata": {"metadata": None}},
        {"event": "bot"},
    ],
)
def test_an_event_without_its_parts_reads_as_empty_words(event):
    assert read_events([event]) == [Said(event["event"] == "user", "")]


def test_a_yes_answers_the_offer_right_before_it():
    assert open_offer([_user(), _bot("keep_question"), _user("yes")]) == "keep_question"


def test_an_offer_counts_also_before_the_last_bubble_of_its_turn():
    said = [_user(), _bot("keep_question"), _bot(), _user("yes")]
    assert open_offer(said) == "keep_question"


def test_of_two_offers_in_one_turn_the_later_is_open():
    said = [_user(), _bot("keep_question"), _bot("delete_my_data"), _user("yes")]
    assert open_offer(said) == "delete_my_data"


def test_an_offer_that_was_passed_over_has_lapsed():
    said = [_user(), _bot("keep_question"), _user("what is it?"), _bot(), _user("yes")]
    assert open_offer(said) is None


def test_an_offer_made_after_the_latest_message_is_not_yet_answered():
    assert open_offer([_user(), _bot("keep_question")]) is None


@pytest.mark.parametrize("said", [[], [_bot()], [_bot("keep_question")], [_user("yes")]])
def test_no_offer_is_open_before_anything_was_offered_and_answered(said):
    assert open_offer(said) is None


def test_the_question_to_keep_is_the_message_before_the_yes():
    said = [_user("first"), _bot(), _user(" how deep? "), _bot("keep_question"), _user("yes")]
    assert question_to_keep(said) == "how deep?"


@pytest.mark.parametrize("said", [[], [_user("yes")], [_bot("keep_question"), _user("yes")]])
def test_there_is_no_question_to_keep_when_nothing_was_asked(said):
    assert question_to_keep(said) is None


@pytest.mark.parametrize(
    ("intents", "expected"),
    [
        ([], 0),
        (["greet"], 0),
        (["nlu_fallback"], 1),
        (["greet", "nlu_fallback", "nlu_fallback"], 2),
        (["nlu_fallback", "greet"], 0),
        (["nlu_fallback", "greet", "nlu_fallback"], 1),
    ],
)
def test_failures_count_back_from_the_latest_message(intents, expected):
    said = [part for intent in intents for part in (_user(intent=intent), _bot())]
    assert failures_in_a_row(said, "nlu_fallback") == expected
