"""Nothing is kept longer than promised, and the operator can answer for one conversation."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backtalk.runtime import tracker_store
from backtalk.runtime.retention import everything, forget, purge
from backtalk.runtime.tracker_store import BacktalkTrackerStore
from backtalk.storage.store import open_store
from tests.storage.conftest import postgres_url, server

__all__ = ["postgres_url", "server"]  # fixtures
NOW = datetime(2026, 11, 24, 12, tzinfo=timezone.utc)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'kept.db'}"
    return request.getfixturevalue("postgres_url")


@pytest.fixture
def events(url):
    events = BacktalkTrackerStore(domain=Domain.empty(), url=url)
    yield events
    events.engine.dispose()


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


def test_a_refusal_lasts_as_long_as_the_conversation(events, url):
    records(url, days_ago=40).record_consent("one", "refused", "1")
    say(events, "one", "long ago", days_ago=40)
    say(events, "one", "today")
    assert purge(events, records(url), 30, NOW).records == 0
    assert records(url).consent("one") == "refused"


def test_a_refusal_goes_with_the_conversation(events, url):
    records(url, days_ago=40).record_consent("one", "refused", "1")
    say(events, "one", "long ago", days_ago=40)
    assert purge(events, records(url), 30, NOW).records == 1
    assert records(url).consent("one") is None


def test_many_conversations_are_purged_a_few_at_a_time(events, url, monkeypatch):
    monkeypatch.setattr(tracker_store, "_PORTION", 2)
    commits = []
    for number in range(5):
        say(events, f"old-{number}", "my hip", days_ago=31)
        say(events, f"going-on-{number}", "long ago", days_ago=40)
        say(events, f"going-on-{number}", "today")
    sa.event.listen(events.engine, "commit", commits.append)
    assert purge(events, records(url), 30, NOW).events == 30
    assert len(commits) >= 5
    assert sorted(events.conversations()) == [f"going-on-{number}" for number in range(5)]
    assert texts(events, "going-on-4") == ["today"]


def test_what_was_purged_before_the_database_refused_stays_purged(events, url, monkeypatch):
    monkeypatch.setattr(tracker_store, "_PORTION", 1)
    say(events, "a", "my hip", days_ago=31)
    say(events, "b", "my thigh", days_ago=31)
    delete = events._purge_of
    monkeypatch.setattr(
        events, "_purge_of", lambda names, limit: refuse() if "b" in names else delete(names, limit)
    )
    with pytest.raises(sa.exc.SQLAlchemyError):
        purge(events, records(url), 30, NOW)
    assert events.conversations() == ["b"]


def refuse(*_, **__):
    raise sa.exc.OperationalError("DELETE", {}, Exception("cancelled"))


def test_records_are_purged_though_the_events_cannot_be(events, url, monkeypatch):
    records(url, days_ago=31).keep_question("old", "will it hurt")
    monkeypatch.setattr(events, "purge", refuse)
    with pytest.raises(sa.exc.OperationalError, match="cancelled"):
        purge(events, records(url), 30, NOW)
    assert records(url).questions("old") == ()


def test_events_are_purged_though_the_records_cannot_be(events, url, monkeypatch):
    say(events, "old", "my hip", days_ago=31)
    store = records(url)
    monkeypatch.setattr(store, "purge", refuse)
    with pytest.raises(sa.exc.OperationalError, match="cancelled"):
        purge(events, store, 30, NOW)
    assert events.conversations() == []


def test_if_neither_can_be_purged_the_first_error_is_told(events, url, monkeypatch):
    def refuse_too(*_, **__):
        raise ValueError("second")

    store = records(url)
    monkeypatch.setattr(events, "purge", refuse)
    monkeypatch.setattr(store, "purge", refuse_too)
    with pytest.raises(sa.exc.OperationalError, match="cancelled"):
        purge(events, store, 30, NOW)


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
