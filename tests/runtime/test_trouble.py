"""A turn that cannot be stored can be sent again; an emergency is answered all the same."""

from __future__ import annotations

import asyncio

import pytest
import sqlalchemy as sa
from rasa.core.lock_store import LockError

from backtalk.channels.desk import Said
from backtalk.runtime.desk import AgentDesk
from backtalk.runtime.event_rows import Overtaken
from backtalk.runtime.tracker_store import BacktalkTrackerStore
from backtalk.settings import Settings
from backtalk.storage.store import open_store

SIGN = "I can't feel myself wipe and I wet myself"


def lost(*_, **__):
    raise sa.exc.OperationalError("SELECT", {}, Exception("gone"))


@pytest.fixture
def no_database(monkeypatch):
    monkeypatch.setattr(BacktalkTrackerStore, "run", lost)


@pytest.fixture
def desk(agent):
    settings = Settings.from_env()
    return AgentDesk(agent, open_store(settings.database_url), settings, "web")


@pytest.mark.usefixtures("no_database")
def test_without_a_database_a_person_hears_that_it_failed_and_whom_to_call(say):
    turn = say("what is dry needling")
    assert turn.failed
    assert [reply.response for reply in turn.replies] == ["utter_technical_problem"]
    assert "emergency number" in turn.replies[0].text


@pytest.mark.usefixtures("no_database")
@pytest.mark.parametrize("words", [SIGN, f"{'my back is stiff. ' * 80}{SIGN}"])
def test_without_a_database_a_warning_sign_still_gets_its_card(agent, desk, sender, words):
    talk = asyncio.run(desk.say(sender, Said("message-1", words), 7))
    (reply,) = talk.turns[0].replies
    assert (reply.kind, talk.failed, talk.last) == ("care_card", False, 7)
    assert agent.country.emergency in reply.text
    assert "{" not in reply.text


@pytest.mark.parametrize("error", [Overtaken(), LockError("busy"), sa.exc.InterfaceError("", {}, Exception())])  # fmt: skip
def test_an_answer_that_was_not_stored_does_not_count_as_given(
    agent, say, sender, monkeypatch, error
):
    save, count = BacktalkTrackerStore.save, iter(range(99))

    async def fail_at_last(self, tracker):
        if next(count) >= 2:  # the new conversation and the person's message are stored
            raise error
        await save(self, tracker)

    with monkeypatch.context() as patched:
        patched.setattr(BacktalkTrackerStore, "save", fail_at_last)
        assert say("what is dry needling").failed
    assert not say("does it hurt").failed
    tracker = asyncio.run(agent.tracker_store.retrieve_full_tracker(sender))
    said = [event.type_name for event in tracker.events if event.type_name in {"user", "bot"}]
    assert said == ["user", "bot", "user", "bot"]


def test_a_card_that_could_not_be_stored_is_shown(say, monkeypatch):
    save, count = BacktalkTrackerStore.save, iter(range(99))

    async def fail_at_last(self, tracker):
        if next(count) >= 2:
            raise Overtaken
        await save(self, tracker)

    monkeypatch.setattr(BacktalkTrackerStore, "save", fail_at_last)
    turn = say(SIGN)
    assert [reply.kind for reply in turn.replies] == ["care_card"]
    assert not turn.failed


def test_a_sign_that_could_not_be_recorded_gets_its_card(say, monkeypatch, caplog):
    from actions import wiring

    monkeypatch.setattr(wiring.store(), "record_sign", lost)
    assert [reply.kind for reply in say(SIGN).replies] == ["care_card"]
    assert "was not recorded: OperationalError" in caplog.text


def test_replies_that_cannot_be_read_back_are_given_as_they_were_made(desk, sender, monkeypatch):
    monkeypatch.setattr(BacktalkTrackerStore, "said", lost)
    talk = asyncio.run(desk.say(sender, Said("message-1", "what is dry needling"), 3))
    assert talk.turns[0].replies[0].response == "utter_ask_dry_needling"
    assert (talk.last, talk.failed) == (3, False)
