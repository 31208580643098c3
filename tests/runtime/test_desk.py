"""What a face with many people gets: turns after a number, nothing missing and nothing doubled."""

from __future__ import annotations

import asyncio

import pytest

from backtalk.channels.desk import Said
from backtalk.runtime.desk import AgentDesk
from backtalk.settings import Settings
from backtalk.storage.store import open_store

CONSENT = '/assessment_answer{"question": "consent", "value": "accepted"}'
REFUSAL = '/assessment_answer{"question": "consent", "value": "refused"}'


@pytest.fixture
def desk(agent):
    settings = Settings.from_env()
    return AgentDesk(agent, open_store(settings.database_url), settings, "web")


@pytest.fixture
def say(desk, sender):
    count = iter(range(1000))

    def say(text, pressed=None, after=0, message_id=None):
        said = Said(message_id or f"message-{next(count)}", text, pressed)
        return asyncio.run(desk.say(sender, said, after))

    return say


def since(desk, sender, after=0):
    return asyncio.run(desk.since(sender, after))


def test_a_turn_comes_with_its_words_its_replies_and_a_number(say):
    talk = say("what is dry needling")
    assert [turn.text for turn in talk.turns] == ["what is dry needling"]
    assert talk.turns[0].replies[0].response == "utter_ask_dry_needling"
    assert talk.last == talk.turns[0].number > 0


def test_only_what_is_new_comes_after_a_number(desk, sender, say):
    first = say("what is dry needling")
    second = say("does it hurt", after=first.last)
    assert [turn.text for turn in second.turns] == ["does it hurt"]
    assert since(desk, sender, first.last) == second
    assert since(desk, sender, second.last).turns == ()
    assert since(desk, sender, second.last).last == second.last


def test_what_another_tab_said_comes_along_in_order(desk, sender, say):
    first = say("what is dry needling")
    say("does it hurt", after=first.last)
    third = say("thanks", after=first.last)
    assert [turn.text for turn in third.turns] == ["does it hurt", "thanks"]


def test_an_empty_conversation_has_no_turns(desk, sender):
    assert since(desk, sender).turns == ()
    assert since(desk, sender).last == 0


def test_a_press_is_shown_with_the_words_of_its_button(desk, sender, say):
    say("I want to talk about my pain")
    say("whatever the client claims", CONSENT)
    say("None of these", '/assessment_answer{"question": "signs", "value": "none"}')
    areas = '/assessment_answer{"question": "areas", "value": ["low_back", "hip:left"]}'
    say("places", areas)
    texts = [turn.text for turn in since(desk, sender).turns]
    assert texts[1:3] == ["Yes, that is fine", "None of these"]
    assert texts[3] == "low back, hip (left)"


def test_a_press_that_was_never_offered_is_read_as_its_words(desk, sender, say):
    talk = say("hello", '/assessment_answer{"question": "consent", "value": "accepted"}')
    assert talk.turns[0].text == "hello"


def test_a_message_sent_again_comes_once(desk, sender, say):
    first = say("does it hurt", message_id="message-x")
    again = say("does it hurt", message_id="message-x")
    assert again.turns == first.turns == since(desk, sender).turns


def test_a_message_sent_again_meanwhile_waits_for_the_same_turn(desk, sender, agent, monkeypatch):
    turn, turns = agent.turn, []

    async def counted(*given, **named):
        turns.append(given)
        return await turn(*given, **named)

    monkeypatch.setattr(agent, "turn", counted)

    async def impatient():
        said = Said("message-x", "does it hurt")
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(desk.say(sender, said, 0), 0.001)
        return await asyncio.gather(*(desk.say(sender, said, 0) for _ in range(3)))

    first, *others = asyncio.run(impatient())
    assert len(turns) == 1
    assert others == [first, first]
    assert first.turns[0].replies[0].response == "utter_not_covered_pain"


def test_a_notice_that_is_kept_nowhere_comes_with_the_id_of_its_message(desk, sender, say):
    talk = say("...", message_id="message-x")
    assert [turn.id for turn in talk.turns] == ["message-x"]
    assert talk.turns[0].replies[0].response == "utter_no_words"
    assert talk.last == 0
    assert say("...", message_id="message-x") == talk


def test_forgetting_says_so_and_leaves_nothing(desk, sender, say):
    say("does it hurt")
    say("forget me")
    talk = say("yes", message_id="message-x")
    assert talk.forgotten
    assert talk.last == 0
    assert [reply.response for reply in talk.turns[0].replies] == ["utter_data_deleted"]
    assert since(desk, sender, 0).turns == ()
    receipt = talk.turns[0].replies[0].text
    assert say("yes", message_id="message-x").turns[0].replies[0].text == receipt


def test_a_face_that_brings_forget_me_again_gets_the_same_receipt(desk, sender):
    def answer(name: str, text: str):
        return asyncio.run(desk.answer(sender, Said(name, text)))

    answer("message-1", "what is dry needling")
    answer("message-2", "forget me")
    first = answer("message-3", "yes")
    assert first.forgotten
    again = answer("message-3", "yes")
    assert again.turns[0].replies == first.turns[0].replies
    assert since(desk, sender).turns == ()


def test_another_tab_sees_that_everything_was_deleted(desk, sender, say):
    seen = say("does it hurt").last
    say("forget me")
    say("yes")
    assert since(desk, sender, seen).last < seen


def test_who_wants_nothing_kept_is_answered_and_leaves_no_words(desk, sender, say):
    say("I want to talk about my pain")
    refused = say("No, keep nothing", REFUSAL)
    assert refused.turns[-1].replies
    later = say("does it hurt", after=refused.last)
    assert later.turns[-1].replies[0].response == "utter_not_covered_pain"
    assert {turn.text for turn in since(desk, sender).turns} <= {"", "No, keep nothing"}


def test_only_answers_can_be_rated(desk, sender):
    assert desk.rate(sender, "utter_ask_dry_needling", "up")
    assert not desk.rate(sender, "utter_greet", "up")
    assert not desk.rate(sender, "utter_there_is_no_such", "up")


def test_there_is_no_page_before_there_are_answers(desk, sender, say):
    assert asyncio.run(desk.page(sender, "pdf")) is None
    say("I want to talk about my pain")
    say("yes", CONSENT)
    say("None of these", '/assessment_answer{"question": "signs", "value": "none"}')
    say("low back")
    pages = {kind: asyncio.run(desk.page(sender, kind)) for kind in ("html", "pdf", "fhir")}
    assert pages["pdf"].content.startswith(b"%PDF")
    assert b"<html" in pages["html"].content
    assert b"QuestionnaireResponse" in pages["fhir"].content
