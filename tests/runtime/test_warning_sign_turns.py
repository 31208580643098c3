"""A warning sign in a conversation: before everything, at any turn, in any form."""

from __future__ import annotations

import asyncio
import json

import pytest
from rasa.shared.core.events import ActiveLoop, UserUttered

from actions import wiring
from backtalk.assessment.dialogue import ASK_RESPONSES

SIGN = "I can't feel the toilet paper when I wipe and my bum is numb"
WORDS = ("toilet", "wipe", "numb")


def tracker_of(agent, sender):
    return asyncio.run(agent.tracker_store.retrieve(sender))


@pytest.mark.parametrize(
    "before",
    [
        [],
        ["hello"],
        ["I'd like to go through my pain", "my lower back"],
        ["delete my data"],
        ["how much does it cost"],
        ["blorp flurb", "blorp flurb"],
    ],
)
def test_a_sign_wins_at_any_turn(say, before):
    for text in before:
        say(text)
    turn = say(SIGN)
    assert [reply.response for reply in turn.replies] == ["utter_care_emergency"]
    assert turn.replies[0].kind == "care_card"


def test_a_sign_wins_inside_a_form(agent, say, sender):
    say("hello")
    tracker = tracker_of(agent, sender)
    tracker.update(ActiveLoop("some_form"))
    asyncio.run(agent.tracker_store.save(tracker))
    turn = say(SIGN)
    assert [reply.response for reply in turn.replies] == ["utter_care_emergency"]
    say("It is true", pressed='/affirm{"offer": "care_card"}')
    assert tracker_of(agent, sender).active_loop is None


def test_the_card_carries_the_numbers_for_a_face_to_show(say):
    custom = say(SIGN).replies[0].custom
    assert custom["type"] == "care_card"
    assert custom["level"] == "emergency"
    assert custom["numbers"] == [{"label": "Emergency", "dial": "911"}]


def test_nothing_from_the_article_follows_a_card(say):
    turn = say(f"does it hurt? also {SIGN}")
    assert [reply.kind for reply in turn.replies] == ["care_card"]


def test_the_event_is_recorded_without_the_words(say, sender):
    say(SIGN)
    record = wiring.store().records(sender)["sign_events"]
    assert [set(entry) for entry in record] == [{"level", "kind", "at"}]
    assert record[0]["level"] == "emergency"
    assert not any(word in json.dumps(record) for word in WORDS)


def test_a_second_sign_is_recorded_beside_the_first(say, sender):
    say(SIGN)
    say("I took a whole packet of paracetamol this morning")
    assert len(wiring.store().signs(sender)) == 2


def test_nothing_is_recorded_of_somebody_who_wants_nothing_kept(say, sender):
    say("my back hurts")
    say("no")
    assert say(SIGN).replies[0].kind == "care_card"
    assert wiring.store().signs(sender) == ()


@pytest.mark.parametrize("answered", [0, 1, 2, 3, 4, 5, 6])
def test_a_sign_wins_at_every_question(agent, say, sender, answered):
    say("my lower back hurts")
    for text in ("ok", "none", "left", "yes", "turning", "7")[:answered]:
        say(text)
    turn = say(SIGN)
    assert [reply.response for reply in turn.replies] == ["utter_care_emergency"]
    asked = tracker_of(agent, sender).get_slot("assessment")["asked"]
    turn = say("That is not what I meant", pressed='/deny{"offer": "care_card"}')
    assert [reply.response for reply in turn.replies] == [
        "utter_care_misunderstood",
        ASK_RESPONSES[asked],
    ]


def test_none_of_these_is_taken_back_when_a_sign_is_true(agent, say, sender):
    for text in ("my lower back hurts", "yes", "none", SIGN):
        say(text)
    say("It is true", pressed='/affirm{"offer": "care_card"}')
    assert "signs" not in tracker_of(agent, sender).get_slot("assessment")["settled"]
    assert "signs" not in wiring.store().assessment(sender).data["settled"]


def test_the_summary_does_not_follow_a_ticked_sign(say):
    say("go through my pain with me")
    say("yes")
    turn = say("x", pressed='/assessment_answer{"question": "signs", "value": "some"}')
    assert [reply.response for reply in turn.replies] == ["utter_care_ticked"]
    assert {line["dial"] for line in turn.replies[0].custom["numbers"]} == {"911"}


def test_findings_are_carried_from_message_to_message(agent, say, sender):
    say("I had a steroid injection in my spine last week")
    heard = tracker_of(agent, sender).get_last_event_for(UserUttered)
    assert "spine_procedure" in heard.parse_data["findings"]
    turn = say("I feel feverish and my back pain is worse")
    assert turn.replies[0].kind == "care_card"


def test_what_was_misread_is_answered_once_it_is_put_right(say):
    say(SIGN)
    turn = say("That is not what I meant", pressed='/deny{"offer": "care_card"}')
    assert turn.replies[0].response == "utter_care_misunderstood"
    assert len(turn.replies) == 2
    assert "911" in turn.replies[0].text


def test_a_sign_in_a_text_too_long_to_read_is_heard_all_the_same(say):
    text = "I like my garden and my cat. " * 60 + SIGN
    turn = say(text)
    assert [reply.kind for reply in turn.replies] == ["care_card"]


@pytest.mark.parametrize(
    "answer", ["can't feel anything", "There's a lump.", "i cant feel anything"]
)
def test_a_plain_answer_to_the_question_that_waits_is_no_sign(say, answer):
    for text in ("my left hip hurts", "yes", "none of these"):
        say(text)
    turn = say(answer)
    assert all(reply.kind != "care_card" for reply in turn.replies)


def test_the_same_words_are_a_sign_where_they_answer_nothing(say):
    assert say("can't feel anything").replies[0].kind == "care_card"


def test_a_sign_is_heard_beside_an_answer(say):
    for text in ("my left hip hurts", "yes", "none of these"):
        say(text)
    turn = say("can't feel anything down there when I wipe")
    assert turn.replies[0].kind == "care_card"
