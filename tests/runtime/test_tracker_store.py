"""Conversations are stored once, and a broken database is said, not slept through."""

from __future__ import annotations

import asyncio

import pytest
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backtalk.errors import BacktalkError
from backtalk.runtime.tracker_store import BacktalkTrackerStore


@pytest.fixture
def store(tmp_path, agent):
    store = BacktalkTrackerStore(url=f"sqlite:///{tmp_path / 'c.db'}")
    store.domain = agent.domain
    return store


def _session(store, tracker, *said):
    tracker.update(ActionExecuted("action_session_start"), store.domain)
    tracker.update(SessionStarted(), store.domain)
    tracker.update(ActionExecuted("action_listen"), store.domain)
    _turns(store, tracker, *said)


def _turns(store, tracker, *said):
    for words in said:
        tracker.update(UserUttered(words, {"name": "greet"}), store.domain)
        asyncio.run(store.save(tracker))
        tracker.update(BotUttered(f"answer to {words}"), store.domain)
        asyncio.run(store.save(tracker))


def _texts(store):
    tracker = asyncio.run(store.retrieve_full_tracker("me"))
    return [event.text for event in tracker.events if hasattr(event, "text")]


def test_saving_twice_in_a_turn_stores_each_event_once(store):
    _session(store, DialogueStateTracker.from_events("me", [], domain=store.domain), "one", "two")
    assert _texts(store) == ["one", "answer to one", "two", "answer to two"]


def test_a_second_session_goes_on_behind_the_first(store):
    _session(store, DialogueStateTracker.from_events("me", [], domain=store.domain), "one")
    again = asyncio.run(store.retrieve("me"))
    _session(store, again, "two")
    third = asyncio.run(store.retrieve("me"))
    _turns(store, third, "three")
    assert _texts(store) == [
        "one", "answer to one", "two", "answer to two", "three", "answer to three",
    ]  # fmt: skip


def test_sqlite_runs_in_wal_mode(store):
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_a_value_error_inside_a_session_does_not_end_the_process(store):
    with pytest.raises(ValueError, match="odd"), store.session_scope():
        raise ValueError("odd")


def test_forgetting_removes_one_conversation_and_no_other(store):
    _session(store, DialogueStateTracker.from_events("me", [], domain=store.domain), "one")
    _session(store, DialogueStateTracker.from_events("you", [], domain=store.domain), "two")
    assert store.forget("me") > 0
    assert asyncio.run(store.retrieve_full_tracker("me")) is None
    assert asyncio.run(store.retrieve_full_tracker("you")) is not None


def test_a_database_that_cannot_be_opened_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BacktalkError, match=r"database cannot be opened.*BACKTALK_DATABASE_URL"):
        BacktalkTrackerStore(url=f"sqlite:///{tmp_path / 'file' / 'c.db'}")
