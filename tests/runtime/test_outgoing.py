"""The outgoing guard: default deny, over every shape a message can have."""

from __future__ import annotations

import pytest
from rasa.shared.core.events import BotUttered, SlotSet

from backtalk.runtime.outgoing import OutgoingGuard


@pytest.fixture
def guard(library):
    return OutgoingGuard(library)


SHAPES = {
    "text": BotUttered("Try this exercise."),
    "no text at all": BotUttered(),
    "buttons": BotUttered("Pick one", {"buttons": [{"title": "A", "payload": "/a"}]}),
    "image": BotUttered(None, {"image": "https://example.org/x.png"}),
    "attachment": BotUttered(None, {"attachment": {"type": "video"}}),
    "custom": BotUttered(None, {"custom": {"type": "summary", "text": "You have a knot."}}),
    "custom without text": BotUttered(None, {"custom": {"type": "body_map"}}),
    "elements": BotUttered(None, {"elements": [{"title": "Card"}]}),
    "quick replies": BotUttered("Well?", {"quick_replies": [{"title": "A", "payload": "/a"}]}),
    "marked as small talk by whoever sent it": BotUttered(
        "Rest for a week.", metadata={"metadata": {"kind": "smalltalk"}}
    ),
    "named after an exempt response, with other words": BotUttered(
        "You can stop your tablets.",
        metadata={"utter_action": "utter_thank", "metadata": {"kind": "smalltalk"}},
    ),
    "an exempt response with a picture": BotUttered(
        "You're welcome. Is there anything else you want to ask?",
        {"image": "https://example.org/x.png"},
        {"utter_action": "utter_thank"},
    ),
    "the line turned round": BotUttered("You don't need to see your doctor first."),
    "a number for text": BotUttered(7),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_whatever_lacks_the_line_gets_it_in_the_same_bubble(guard, library, shape):
    event = SHAPES[shape]
    guard.check([event])
    assert library.doctor_first.is_said_in(event.text)
    custom = event.data.get("custom")
    if custom:
        assert library.doctor_first.is_said_in(custom["text"])


def test_buttons_stay_on_a_message_that_gets_the_line(guard):
    event = BotUttered("Pick one", {"buttons": [{"title": "A", "payload": "/a"}]})
    guard.check([event])
    assert event.data["buttons"] == [{"title": "A", "payload": "/a"}]


def test_every_response_of_the_content_passes_untouched(guard, library):
    for name, variation in library.variations():
        if "{" in variation.text:
            continue
        event = BotUttered(variation.text, metadata={"utter_action": name})
        guard.check([event])
        assert event.text == variation.text, name


def test_other_events_are_left_alone(guard):
    event = SlotSet("symptoms", {})
    guard.check([event])
    assert event == SlotSet("symptoms", {})


def test_it_fails_closed(guard, library, monkeypatch):
    def broken(_):
        raise RuntimeError

    monkeypatch.setattr(guard, "_check", broken)
    event = BotUttered("You are safe.", {"buttons": [{"title": "A", "payload": "/a"}]})
    guard.check([event])
    assert event.text == library.doctor_first.line
    assert event.data == {}


def test_a_raw_bot_event_of_an_action_is_guarded_and_stored_as_sent(
    agent, library, say, sender, monkeypatch
):
    import asyncio

    async def smuggle(dispatcher, tracker, domain):
        return [{"event": "bot", "text": "All is well.", "data": {}, "metadata": {}}]

    monkeypatch.setitem(agent.action_endpoint.executor.actions, "action_summary", smuggle)
    (reply,) = say("show me my summary").replies
    assert library.doctor_first.is_said_in(reply.text)
    tracker = asyncio.run(agent.tracker_store.retrieve_full_tracker(sender))
    assert [e.text for e in tracker.events if e.type_name == "bot"][-1] == reply.text


def test_no_channel_of_rasa_goes_round_the_one_place_that_sends():
    from rasa.core.channels import BUILTIN_CHANNELS
    from rasa.core.channels.channel import OutputChannel

    assert BUILTIN_CHANNELS
    classes = [OutputChannel]
    for cls in classes:
        classes.extend(cls.__subclasses__())
    overriding = [
        cls.__name__
        for cls in classes
        if cls.__module__.startswith("rasa.")
        and cls is not OutputChannel
        and "send_response" in cls.__dict__
    ]
    assert overriding == []
