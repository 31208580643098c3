"""Nothing is kept longer than promised, and the operator can answer for one conversation."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta, timezone

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backtalk.runtime.retention import everything, forget, purge
from backtalk.runtime.tracker_store import BacktalkTrackerStore
from backtalk.storage.store import open_store

NOW = datetime(2026, 11, 24, 12, tzinfo=timezone.utc)


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'kept.db'}"


@pytest.fixture
def events(url):
    return BacktalkTrackerStore(domain=Domain.empty(), url=url)


def say(events, sender, *texts, days_ago=0):
    at = (NOW - timedelta(days=days_ago)).timestamp()
    tracker = asyncio.run(events.retrieve(sender)) or DialogueStateTracker(sender, [])
    tracker.update(SessionStarted(timestamp=at))
    tracker.update(ActionExecuted("action_listen", timestamp=at))
    for number, text in enumerate(texts):
        tracker.update(UserUttered(text, timestamp=at + number))
    asyncio.run(events.save(tracker))


def texts(events, sender):
    tracker = asyncio.run(events.retrieve_full_tracker(sender))
    return [e.text for e in tracker.events if isinstance(e, UserUttered)] if tracker else []


def records(url, days_ago=0):
    return open_store(url, clock=lambda: NOW - timedelta(days=days_ago))


def test_an_old_conversation_goes_with_its_records(events, url):
    say(events, "old", "my hip", days_ago=31)
    records(url, days_ago=31).keep_question("old", "will it hurt")
    say(events, "young", "my thigh", days_ago=29)
    purged = purge(events, records(url), 30, NOW)
    assert (purged.events, purged.records) == (3, 1)
    assert texts(events, "old") == []
    assert texts(events, "young") == ["my thigh"]


def test_of_a_conversation_that_goes_on_the_old_sessions_go(events, url):
    say(events, "one", "long ago", days_ago=40)
    say(events, "one", "today")
    purge(events, records(url), 30, NOW)
    assert texts(events, "one") == ["today"]
    say(events, "one", "and more")
    assert texts(events, "one") == ["today", "and more"]


def test_a_purge_with_nothing_to_do_does_nothing(events, url):
    say(events, "one", "today")
    assert purge(events, records(url), 30, NOW).events == 0


def test_forgetting_removes_events_and_records_and_gives_a_receipt(events, url):
    say(events, "one", "my hip hurts")
    store = records(url)
    store.record_sign("one", "urgent", "dvt")
    receipt = forget(events, store, "one")
    assert receipt.number.startswith("BT-")
    kept = asyncio.run(everything(events, store, "one"))
    assert not any(value for key, value in kept.items() if key != "conversation")


def test_everything_about_a_conversation_is_listed(events, url):
    say(events, "one", "my hip hurts")
    store = records(url)
    store.keep_question("one", "will it hurt")
    kept = asyncio.run(everything(events, store, "one"))
    assert kept["conversation"] == "one"
    assert any(event.get("text") == "my hip hurts" for event in kept["events"])
    assert kept["questions"][0]["text"] == "will it hurt"


def test_the_file_holds_no_word_of_what_was_purged(events, url, tmp_path):
    say(events, "old", "zebrafinch", days_ago=31)
    purge(events, records(url), 30, NOW)
    assert all(b"zebrafinch" not in path.read_bytes() for path in tmp_path.iterdir())
