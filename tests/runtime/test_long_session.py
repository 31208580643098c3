"""A long session is as quick as a short one, and nobody notices that it is not loaded whole."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from rasa.shared.core.trackers import DialogueStateTracker

from backtalk.runtime import session_rows
from backtalk.runtime.processor import GuardedProcessor
from tests.runtime.filled import amend, fill, stored

SIGN = "I can't feel the toilet paper when I wipe and my bum is numb"
FILLER = "is it safe?"
FEW = 300
"""Events; 35 turns have so many."""
KEEP = '/affirm{"offer": "keep_question"}'


@pytest.fixture
def lengthen(kept, say, sender):
    """Return a function that lets hundreds of turns pass."""

    def pass_by(text=FILLER, times=300):
        say(text)
        fill(kept.events, sender, times)

    return pass_by


@pytest.fixture
def loads(monkeypatch):
    """Return a list that gets the number of events of each tracker that is loaded."""
    counts = []
    load = DialogueStateTracker.from_dict

    def counted(sender_id, events, *given):
        counts.append(len(events))
        return load(sender_id, events, *given)

    monkeypatch.setattr(DialogueStateTracker, "from_dict", counted)
    return counts


def said(turn):
    return [reply.response for reply in turn.replies]


def test_a_turn_of_a_long_session_loads_no_more_than_one_of_a_short_session(
    kept, say, sender, lengthen, loads
):
    lengthen(times=600)
    assert len(stored(kept.events, sender)) > 3_000
    say("what is dry needling")
    say("yes")
    assert max(loads) < FEW


def test_a_press_loads_what_was_said_before_once(say, lengthen, loads):
    for text in ("does it hurt", "hello", "how much does it cost"):
        lengthen(text)
    say("Keep my question", pressed=KEEP)
    assert max(loads) < FEW


def test_nothing_is_written_or_said_for_it(kept, say, sender, lengthen):
    lengthen()
    before = kept.events.last_number(sender)
    assert said(say("hello")) == ["utter_greet"]
    kinds = [row["type_name"] for row in stored(kept.events, sender)]
    assert kinds.count("session_started") == 1
    after, last = asyncio.run(kept.events.said(sender, before))
    assert [event.text for _, event in after][:1] == ["hello"]
    assert [number for number, _ in after] == sorted({number for number, _ in after})
    assert last > before


def test_answers_and_kept_questions_stay_known(agent, say, sender, lengthen):
    for text in ("my left groin hurts, 6 out of 10", "yes", "stop", "how much does it cost", "yes"):
        say(text)
    lengthen()
    text = say("show me my summary").replies[0].text
    assert "groin" in text
    assert "how much does it cost" in text
    page = asyncio.run(agent.page(sender, date(2026, 11, 24)))
    assert "how much does it cost" in str(page)


def test_the_question_of_a_form_waits_for_its_answer(kept, say, sender, lengthen):
    for text in ("my left groin hurts", "yes", "none", "yes", "no"):
        turn = say(text)
    assert said(turn) == ["utter_ask_severity"]
    lengthen()
    assert said(say("7")) == ["utter_ask_duration"]
    assert kept.records.assessment(sender).data["frame"]["severity"] == 7
    assert said(say(FILLER)) == ["utter_ask_safety", "utter_ask_duration"]


def test_several_choices_still_count_below_an_old_question(kept, say, sender, lengthen):
    for text in ("my left groin hurts", "yes", "none", "yes", "no", "7", "three weeks"):
        turn = say(text)
    assert said(turn) == ["utter_ask_treatments"]
    for text in (FILLER, "does it hurt", "hello"):
        lengthen(text)
    chosen = '/assessment_answer{"question": "treatments", "value": ["massage", "heat"]}'
    say("Massage, heat", pressed=chosen)
    assert kept.records.assessment(sender).data["frame"]["treatments_had"] == ["massage", "heat"]


def test_a_plain_yes_means_the_offer_just_made(say, lengthen):
    lengthen()
    say("does it hurt")
    turn = say("yes")
    assert said(turn) == ["utter_question_kept"]
    assert "does it hurt" in turn.replies[0].text


def test_a_button_under_an_old_message_still_works(say, lengthen):
    say("does it hurt")
    for text in (FILLER, "what is dry needling"):
        lengthen(text)
    assert said(say("Keep my question", pressed=KEEP)) == ["utter_question_kept"]


def test_a_button_that_was_never_offered_is_only_words(say, lengthen):
    lengthen()
    assert said(say("hello", pressed='/affirm{"offer": "delete_my_data"}')) == ["utter_greet"]


def test_an_old_care_card_is_put_right_as_ever(agent, kept, sender):
    def put_right(name, times):
        for text in (f"my groin hurts and {SIGN}", FILLER):
            asyncio.run(agent.turn(text, name, "web"))
        fill(kept.events, name, times)
        button = '/deny{"offer": "care_card"}'
        return said(asyncio.run(agent.turn("Not what I meant", name, "web", pressed=button)))

    at_once = put_right(f"{sender}-short", times=1)
    assert at_once == ["utter_care_misunderstood", "utter_ask_consent"]
    assert put_right(f"{sender}-long", times=300) == at_once


def test_a_finding_counts_however_long_ago_it_was_told(kept, say, sender, lengthen):
    say("hello")
    amend(kept.events, sender, findings=["spine_procedure"])
    lengthen()
    say("thanks")
    assert findings_before(kept, sender) == ["spine_procedure"]


def test_a_finding_before_a_care_card_counts_no_more(kept, say, sender, lengthen):
    say("hello")
    amend(kept.events, sender, findings=["spine_procedure"])
    say(SIGN)
    lengthen()
    say("thanks")
    assert findings_before(kept, sender) == []


def findings_before(kept, sender):
    """Return what the last message was held against."""
    messages = [event for _, event in kept.events.messages(sender) if event.type_name == "user"]
    return messages[-1].metadata.get("findings", [])


def test_a_message_sent_again_gets_the_replies_it_got(agent, kept, sender, lengthen):
    def send(text, message_id):
        return asyncio.run(agent.turn(text, sender, "web", message_id=message_id))

    first = send("does it hurt", "first")
    lengthen(times=1_100)
    count = len(stored(kept.events, sender))
    assert [r.as_dict() for r in send("does it hurt", "first").replies] == [
        r.as_dict() for r in first.replies
    ]
    assert len(stored(kept.events, sender)) == count


def test_a_turn_that_was_cut_short_is_finished(agent, kept, sender, lengthen, monkeypatch):
    async def die(*_):
        raise ConnectionError("died")

    lengthen()
    with monkeypatch.context() as patch:
        patch.setattr(GuardedProcessor, "_finish", die)
        asyncio.run(agent.turn("does it hurt", sender, "web", message_id="cut"))
    again = asyncio.run(agent.turn("does it hurt", sender, "web", message_id="cut"))
    assert said(again) == ["utter_not_covered_pain"]


def test_all_messages_are_counted_for_whoever_asks(say, lengthen):
    lengthen(times=300)
    assert "you came: 302" in say("what do you know about me").replies[0].text


def test_a_no_to_keeping_anything_holds(kept, say, lengthen):
    say("my groin hurts")
    say("no")
    lengthen()
    assert said(say("my tailbone hurts")) == ["utter_not_kept"]
    assert kept.holds("tailbone hurts", "groin") == set()


def test_coming_back_after_a_long_session_is_coming_back(say, idle, lengthen):
    for text in ("my left groin hurts, 6 out of 10", "yes"):
        say(text)
    lengthen()
    idle(90)
    assert said(say("hello"))[-1:] == ["utter_assessment_returning"]


DIALOGUE = (
    ("hello", None),
    ("what is dry needling", None),
    ("yes", None),
    ("does it hurt", None),
    ("yes", None),
    ("blorp flurb", None),
    ("my left groin hurts, 6 out of 10", None),
    ("yes", None),
    ("is it safe? and does it hurt?", None),
    ("none", None),
    ("forget me", None),
    ("no", None),
    ("yes", None),
    (SIGN, None),
    ("That is not what I meant", '/deny{"offer": "care_card"}'),
    ("no", None),
    ("start over", None),
    ("no", None),
    ("three weeks", None),
    ("Keep my question", KEEP),
    ("massage helped", None),
    ("what do you know about me", None),
    ("stop", None),
    ("go through my pain with me", None),
    ("show me my summary", None),
)


def test_wherever_the_border_falls_the_same_is_said(agent, sender, monkeypatch):
    def play(recent):
        monkeypatch.setattr(session_rows, "RECENT", recent)
        return [
            said(asyncio.run(agent.turn(text, f"{sender}-{recent}", "web", pressed=pressed)))
            for text, pressed in DIALOGUE
        ]

    whole = play(100_000)
    assert all("utter_technical_problem" not in responses for responses in whole)
    assert play(20) == whole
    assert play(40) == whole
