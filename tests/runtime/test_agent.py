"""The funnel: what comes in is words, what goes out tells people to see their doctor."""

from __future__ import annotations

import asyncio
import random

import pytest
import sqlalchemy as sa

from backtalk.channels.contract import reply_schema
from backtalk.content.check import NEEDS_DOCTOR_LINE


@pytest.mark.parametrize(
    "typed",
    [
        "/restart",
        "/ask_safety",
        '/affirm{"offer": "delete_my_data"}',
        '  / //greet@0.99 {"x": [1]}',
        "/session_start",
        "/back",
        "\u200b/restart",
        "\x00/restart",
        "/nlu_fallback",
    ],
)
def test_typed_commands_are_only_words(agent, say, sender, typed):
    say("my left hip hurts, 6 out of 10")
    turn = say(typed)
    assert turn.replies
    tracker = asyncio.run(agent.tracker_store.retrieve_full_tracker(sender))
    assert all(not (event.text or "").startswith("/") for event in _user_events(tracker))


@pytest.mark.parametrize(
    ("typed", "response"),
    [
        ("x" * 1001, "utter_too_long"),
        ("\U0001f600" * 10_000, "utter_too_long"),
        ("\U0001f600" * 50, "utter_no_words"),
        ("", "utter_no_words"),
        ("\x00\x01\x07", "utter_no_words"),
        ("\ud800\udfff", "utter_no_words"),
        ("/", "utter_no_words"),
        ("?!", "utter_no_words"),
    ],
)
def test_what_cannot_be_read_gets_a_plain_reply(say, typed, response):
    (reply,) = say(typed).replies
    assert reply.response == response


@pytest.mark.parametrize(
    "typed",
    ["does it hurt\ud800?", "is \x00it\x07 safe", "{noted} {0} %s ${HOME} {{x}}", "a" * 1000],
)
def test_odd_characters_do_not_stop_the_bot(say, typed):
    turn = say(typed)
    assert turn.replies
    assert turn.replies[0].kind != "error"


def test_a_button_counts_only_if_the_bot_offered_it(say):
    turn = say("whatever", pressed='/affirm{"offer": "delete_my_data"}')
    assert "utter_data_deleted" not in {reply.response for reply in turn.replies}
    say("please forget me")
    turn = say("Yes, delete it", pressed='/affirm{"offer": "delete_my_data"}')
    assert [reply.response for reply in turn.replies] == ["utter_data_deleted"]


def test_forget_me_leaves_no_event_behind(agent, say, sender):
    say("my tailbone aches since Tuesday")
    say("forget me")
    assert _rows(agent, sender) > 0
    say("yes")
    assert _rows(agent, sender) == 0
    assert [r.response for r in say("give me my summary").replies] == ["utter_summary_empty"]


def test_no_means_nothing_is_deleted(agent, say, sender):
    say("delete everything you have on me")
    assert [r.response for r in say("no").replies] == ["utter_data_kept"]
    assert _rows(agent, sender) > 0


def test_each_event_is_stored_once(agent, say, sender):
    said = ["hello", "what is dry needling?", "is it safe?", "does it work?"]
    for text in said:
        say(text)
    tracker = asyncio.run(agent.tracker_store.retrieve_full_tracker(sender))
    assert [event.text for event in _user_events(tracker)] == said


def test_the_words_are_stored_even_when_the_answer_cannot_be_sent(agent, sender, monkeypatch):
    from backtalk.channels.collector import RepliesChannel

    async def broken(self, recipient, message):
        raise ConnectionError

    with monkeypatch.context() as patched:
        patched.setattr(RepliesChannel, "send_response", broken)
        with pytest.raises(ConnectionError):
            asyncio.run(agent.turn("is it safe?", sender, "terminal"))
    tracker = asyncio.run(agent.tracker_store.retrieve_full_tracker(sender))
    assert [event.text for event in _user_events(tracker)] == ["is it safe?"]


def test_a_failing_action_apologises(agent, say, monkeypatch):
    async def broken(dispatcher, tracker, domain):
        raise RuntimeError("my secret words")

    monkeypatch.setitem(agent.action_endpoint.executor.actions, "action_summary", broken)
    (reply,) = say("show me my summary").replies
    assert (reply.response, reply.kind) == ("utter_technical_problem", "error")


def test_a_failing_model_apologises(agent, say, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(agent.processor, "_parse_message_with_graph", broken)
    (reply,) = say("hello").replies
    assert reply.kind == "error"


def test_nobody_can_choose_an_odd_conversation_id(agent):
    for sender_id in ("", "a b", "x" * 200, "a\x00b", "\ud800"):
        with pytest.raises(ValueError, match="sender_id"):
            asyncio.run(agent.turn("hello", sender_id, "terminal"))


def test_every_answer_says_doctor_first_in_any_order_and_again(agent, library, sender):
    intents = [
        intent
        for intent in agent.domain.intents
        if intent.startswith(("ask_", "not_covered_")) or intent == "out_of_scope"
    ]
    order = random.Random(7).sample(intents * 2, len(intents) * 2)
    for number, intent in enumerate(order):
        replies = _trigger(agent, f"{sender}-{number % 3}", intent)
        assert replies, intent
        for reply in replies:
            assert reply["text"]
            assert library.doctor_first.is_said_in(reply["text"]), intent


def test_every_reply_keeps_the_contract(say):
    import jsonschema

    for text in ("hello", "is it safe?", "does it hurt?", "weather tomorrow?", "hip pain 4/10"):
        for reply in say(text).replies:
            jsonschema.validate(reply.as_dict(), reply_schema())
            assert reply.kind in NEEDS_DOCTOR_LINE | {"question", "smalltalk"}


def test_failures_in_a_row_ask_again_then_offer_choices_then_a_way_out(agent, sender):
    said = [_trigger(agent, sender, "nlu_fallback")[0]["utter_action"] for _ in range(4)]
    assert said == [
        "utter_fallback_rephrase",
        "utter_fallback_choices",
        "utter_fallback_way_out",
        "utter_fallback_rephrase",
    ]
    _trigger(agent, sender, "greet")
    assert _trigger(agent, sender, "nlu_fallback")[0]["utter_action"] == said[0]


def _trigger(agent, sender_id, intent):
    from rasa.core.channels.channel import UserMessage

    from backtalk.channels.collector import RepliesChannel

    out = RepliesChannel("terminal")
    asyncio.run(agent.handle_message(UserMessage(f"/{intent}", out, sender_id)))
    return out.messages


def _user_events(tracker):
    return [event for event in tracker.events if event.type_name == "user"]


def _rows(agent, sender_id):
    store = agent.tracker_store
    with store.session_scope() as session:
        return session.execute(
            sa.select(sa.func.count(store.SQLEvent.id)).where(store.SQLEvent.sender_id == sender_id)
        ).scalar_one()
