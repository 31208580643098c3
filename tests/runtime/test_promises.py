"""What the bot says that it has done is done: in that turn, or before the next one."""

from __future__ import annotations

import asyncio

import pytest
from rasa.shared.core.events import UserUttered
from sqlalchemy.exc import OperationalError

from backtalk.runtime.agent import Turn
from backtalk.runtime.answered import Answered
from backtalk.runtime.processor import GuardedProcessor

REFUSAL = '/assessment_answer{"question": "consent", "value": "refused"}'


@pytest.fixture
def send(agent, sender):
    count = iter(range(1000))

    def send(text, pressed=None, message_id=None):
        message_id = message_id or f"message-{next(count)}"
        return asyncio.run(agent.turn(text, sender, "web", pressed=pressed, message_id=message_id))

    return send


@pytest.fixture
def fails(agent, monkeypatch):
    """Let a method of the tracker store fail some times."""

    def fails(method, times):
        whole = getattr(agent.tracker_store, method)
        left = iter(range(times))

        def attempt(sender_id):
            if next(left, None) is not None:
                raise OperationalError("locked", {}, Exception())
            return whole(sender_id)

        monkeypatch.setattr(agent.tracker_store, method, attempt)

    return fails


def words(agent, sender):
    return {
        event.text
        for _, event in agent.tracker_store.messages(sender)
        if isinstance(event, UserUttered) and event.text
    }


def test_a_hiccup_does_not_keep_a_conversation_from_being_forgotten(agent, sender, send, fails):
    send("my groin hurts")
    send("forget me")
    fails("forget", 2)
    assert send("yes").forgotten
    assert agent.tracker_store.messages(sender) == []


def test_nobody_reads_that_it_is_deleted_when_it_is_not(agent, sender, send, fails):
    send("my groin hurts")
    send("forget me")
    fails("forget", 3)
    turn = send("yes")
    assert turn.failed
    assert [reply.response for reply in turn.replies] == ["utter_technical_problem"]
    send("hello")  # before this is answered, it is done
    assert words(agent, sender) == {"hello"}


def test_a_refusal_is_kept_before_the_next_turn_at_the_latest(agent, sender, send, fails):
    send("my groin hurts")
    fails("unlearn", 3)
    assert send("No, keep nothing", REFUSAL).failed
    send("does it hurt")
    assert words(agent, sender) == set()


def test_a_deletion_that_was_cut_short_is_done_before_the_next_answer(
    agent, sender, send, monkeypatch
):
    send("my groin hurts")
    send("forget me")
    finish = GuardedProcessor._finish

    async def die(self, tracker, channel):
        monkeypatch.setattr(GuardedProcessor, "_finish", finish)
        raise ConnectionError("died")

    monkeypatch.setattr(GuardedProcessor, "_finish", die)
    send("yes")
    send("does it hurt")
    assert "my groin hurts" not in words(agent, sender)


def test_start_over_sent_again_is_answered_with_the_same(send):
    send("my groin hurts")
    send("start over")
    first = send("yes", message_id="message-x")
    again = send("yes", message_id="message-x")
    assert [r.response for r in again.replies] == [r.response for r in first.replies]


def test_who_wants_nothing_kept_gets_a_card_again_when_its_answer_was_lost(send):
    send("I want to talk about my pain")
    send("No, keep nothing", REFUSAL)
    alarm = "I can't feel myself wipe and I wet myself"
    first = send(alarm, message_id="message-x")
    again = send(alarm, message_id="message-x")
    assert first.replies[0].kind == again.replies[0].kind == "care_card"
    assert "911" in again.replies[0].text


def test_a_long_text_with_a_sign_is_stored_without_the_name_in_it(agent, sender, send):
    text = "My name is Wilhelmina Thistlewood. I can't feel my groin and wet myself. " * 20
    assert send(text).replies[0].kind == "care_card"
    assert not any("Wilhelmina" in said for said in words(agent, sender))


def test_answers_are_remembered_for_a_while_and_without_those_of_a_forgotten_conversation():
    now = [0.0]
    answered = Answered(lambda: now[0])
    answered.keep("one", "a", Turn("greet", ()))
    answered.keep("two", "b", Turn("greet", ()))
    answered.keep("one", "c", Turn("affirm", (), forgotten=True))
    assert answered.find("one", "a") is None
    assert answered.find("one", "c").forgotten
    now[0] = 601
    assert answered.find("two", "b") is None


def test_a_failed_turn_is_not_remembered():
    answered = Answered()
    answered.keep("one", "a", Turn(None, (), failed=True))
    assert answered.find("one", "a") is None
