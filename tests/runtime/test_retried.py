"""The same message sent twice is answered once; a turn that a crash cut short is finished."""

from __future__ import annotations

import asyncio

import pytest
from rasa.shared.core.events import BotUttered, UserUttered

from backtalk.runtime.processor import GuardedProcessor


@pytest.fixture
def send(agent, sender):
    def send(text, message_id, pressed=None):
        return asyncio.run(agent.turn(text, sender, "web", pressed=pressed, message_id=message_id))

    return send


def said(agent, sender, kind):
    tracker = asyncio.run(agent.tracker_store.retrieve(sender))
    return [event.text for event in tracker.events if isinstance(event, kind)]


def test_a_message_sent_again_gets_the_same_replies_and_is_kept_once(agent, sender, send):
    first = send("what is dry needling", "message-1")
    again = send("what is dry needling", "message-1")
    assert [reply.as_dict() for reply in again.replies] == [r.as_dict() for r in first.replies]
    assert said(agent, sender, UserUttered) == ["what is dry needling"]
    assert len(said(agent, sender, BotUttered)) == len(first.replies)


def test_the_same_words_with_another_id_are_another_message(agent, sender, send):
    send("thanks", "message-1")
    send("thanks", "message-2")
    assert said(agent, sender, UserUttered) == ["thanks", "thanks"]


def test_an_earlier_message_sent_again_does_not_move_the_conversation(agent, sender, send):
    first = send("does it hurt", "message-1")
    send("yes", "message-2")
    assert send("does it hurt", "message-1").replies == first.replies
    assert said(agent, sender, UserUttered) == ["does it hurt", "yes"]


@pytest.fixture
def dies_once(monkeypatch):
    """Let the process die once the person's message is stored."""
    finish = GuardedProcessor._finish

    async def die(self, tracker, channel):
        monkeypatch.setattr(GuardedProcessor, "_finish", finish)
        raise ConnectionError("died")

    monkeypatch.setattr(GuardedProcessor, "_finish", die)


@pytest.mark.usefixtures("dies_once")
def test_a_message_that_was_stored_and_not_answered_is_answered_when_sent_again(
    agent, sender, send
):
    failed = send("what is dry needling", "message-1")
    assert failed.failed
    assert [reply.response for reply in failed.replies] == ["utter_technical_problem"]
    again = send("what is dry needling", "message-1")
    assert not again.failed
    assert again.replies[0].response == "utter_ask_dry_needling"
    assert said(agent, sender, UserUttered) == ["what is dry needling"]


@pytest.mark.usefixtures("dies_once")
def test_a_turn_cut_short_is_finished_before_the_next_message_is_answered(agent, sender, send):
    send("what is dry needling", "message-1")
    after = send("does it hurt", "message-2")
    assert after.replies[0].response == "utter_not_covered_pain"
    assert said(agent, sender, UserUttered) == ["what is dry needling", "does it hurt"]
    assert len(said(agent, sender, BotUttered)) == 2


def test_a_warning_sign_that_was_cut_short_is_answered_with_its_card(
    agent, sender, send, dies_once
):
    send("I can't feel myself wipe and I wet myself", "message-1")
    again = send("I can't feel myself wipe and I wet myself", "message-1")
    assert again.replies[0].kind == "care_card"


def test_a_person_who_wants_nothing_kept_gets_no_doubled_turn(agent, sender, send):
    send("I want to talk about my pain", "message-1")
    refused = '/assessment_answer{"question": "consent", "value": "refused"}'
    send("No, keep nothing", "message-2", refused)
    send("No, keep nothing", "message-2", refused)
    tracker = asyncio.run(agent.tracker_store.retrieve(sender))
    assert sum(isinstance(event, UserUttered) for event in tracker.events) == 2


def test_a_message_of_an_earlier_session_sent_again_gets_the_same_replies(
    agent, sender, send, idle
):
    first = send("what is dry needling", "message-1")
    idle(90)
    send("hello", "message-2")
    again = send("what is dry needling", "message-1")
    assert [reply.as_dict() for reply in again.replies] == [r.as_dict() for r in first.replies]
    assert said(agent, sender, UserUttered) == ["hello"]


def test_nobody_looks_for_it_where_there_is_no_earlier_session(agent, send, idle, monkeypatch):
    searched = []
    search = agent.tracker_store.replies_to

    async def counted(*given):
        searched.append(given[-1])
        return await search(*given)

    monkeypatch.setattr(agent.tracker_store, "replies_to", counted)
    for number in range(3):
        send("hello", f"message-{number}")
    assert searched == []
    idle(90)
    send("hello", "back")
    send("hello", "and-more")
    assert searched == ["and-more"]
