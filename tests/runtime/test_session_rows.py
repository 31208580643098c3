"""Of a long session a part is loaded that stands for all of it, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio

import pytest
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, UserUttered

from backtalk.runtime import session_rows
from backtalk.runtime.loaded import holds_all, is_cut
from backtalk.runtime.tracker_store import BacktalkTrackerStore
from tests.runtime.filled import put, stored
from tests.storage.conftest import postgres_url, server

__all__ = ["postgres_url", "server"]  # fixtures
TOLD = (
    "how much does it cost",
    "yes",
    "my left groin hurts, 6 out of 10",
    "yes",
    "is it safe?",
    "none",
    "forget me",
    "no",
    "yes",
    "I can't feel the toilet paper when I wipe and my bum is numb",
    "stop",
    "go through my pain with me",
    "forget me",
)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path, agent):
    url = (
        f"sqlite:///{tmp_path / 'c.db'}"
        if request.param == "sqlite"
        else request.getfixturevalue("postgres_url")
    )
    store = BacktalkTrackerStore(agent.domain, url=url)
    yield store
    store.engine.dispose()


@pytest.fixture
def few(monkeypatch):
    """Have a turn get few events."""
    monkeypatch.setattr(session_rows, "RECENT", 8)


@pytest.fixture
def some(monkeypatch):
    """Have a turn get the events of a turn or two."""
    monkeypatch.setattr(session_rows, "RECENT", 20)


async def recent(store, sender):
    return await store.get_or_create_tracker(sender, append_action_listen=False)


async def begin(store, sender):
    """Begin a session, the conversation's first or a later one."""
    tracker = await recent(store, sender)
    for event in (
        ActionExecuted("action_session_start"),
        SessionStarted(),
        ActionExecuted("action_listen"),
    ):
        tracker.update(event)
    await store.save(tracker)


async def talk(store, sender, *texts):
    """Add a turn for each text."""
    for text in texts:
        tracker = await recent(store, sender)
        tracker.update(UserUttered(text))
        tracker.update(BotUttered(f"answer to {text}"))
        tracker.update(ActionExecuted("action_listen"))
        await store.save(tracker)


def texts(tracker):
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


def state(tracker):
    """Return what the events of ``tracker`` have come to."""
    form = tracker.active_loop
    return (
        tracker.current_slot_values(),
        form and (form.name, form.rejected, form.is_interrupted),
        tracker.latest_action_name,
        tracker.followup_action,
        tracker.is_paused(),
    )


@pytest.fixture
def told(agent, say, sender):
    """Return the rows of a conversation with questions, digressions and a warning sign."""
    for text in TOLD:
        say(text)
    return stored(agent.tracker_store, sender)


@pytest.mark.usefixtures("some")
def test_at_the_end_of_each_turn_the_part_has_the_state_of_the_whole(store, sender, told):
    ends = [number for number, row in enumerate(told, 1) if ends_a_turn(row)]
    trackers = []
    for number in ends:
        put(store, f"{sender}-{number}", told[:number])
        part = asyncio.run(recent(store, f"{sender}-{number}"))
        whole = asyncio.run(store.session(f"{sender}-{number}"))
        assert state(part) == state(whole)
        trackers.append(part)
    cut = [tracker for tracker in trackers if is_cut(tracker)]
    assert len(cut) > len(TOLD) / 2
    assert any(tracker.active_loop and tracker.active_loop.rejected for tracker in cut)
    assert any(tracker.active_loop and not tracker.active_loop.rejected for tracker in cut)


def ends_a_turn(row):
    return (row["type_name"], row["action_name"]) == ("action", "action_listen")


async def test_a_short_conversation_is_loaded_whole(store, sender):
    await begin(store, sender)
    await talk(store, sender, "one", "two")
    tracker = await recent(store, sender)
    assert texts(tracker) == ["one", "two"]
    assert holds_all(tracker)
    assert not is_cut(tracker)


async def test_of_several_sessions_the_last_is_loaded(store, sender):
    await begin(store, sender)
    await talk(store, sender, "one")
    await begin(store, sender)
    await talk(store, sender, "two")
    tracker = await recent(store, sender)
    assert texts(tracker) == ["two"]
    assert [event.type_name for event in tracker.events][:2] == ["action", "session_started"]
    assert not holds_all(tracker)
    assert not is_cut(tracker)


@pytest.mark.usefixtures("few")
async def test_of_a_long_session_the_last_turns_are_loaded_from_their_beginning(store, sender):
    await begin(store, sender)
    await talk(store, sender, *"abcdefgh")
    tracker = await recent(store, sender)
    assert texts(tracker) == ["g", "h"]
    assert is_cut(tracker)
    assert not holds_all(tracker)
    assert texts(await store.session(sender)) == list("abcdefgh")
    assert texts(await store.retrieve_full_tracker(sender)) == list("abcdefgh")


@pytest.mark.usefixtures("few")
async def test_what_comes_after_a_part_is_stored_once_and_behind_it(store, sender):
    await begin(store, sender)
    await talk(store, sender, *"abcdefgh")
    await begin(store, sender)
    await talk(store, sender, *"ijklmnop")
    assert texts(await store.retrieve_full_tracker(sender)) == list("abcdefghijklmnop")
    assert texts(await store.session(sender)) == list("ijklmnop")


@pytest.mark.usefixtures("few")
async def test_a_press_finds_all_that_the_bot_said_in_the_session_each_once(store, sender):
    await begin(store, sender)
    await talk(store, sender, "before")
    await begin(store, sender)
    await talk(store, sender, *"abcabcabcdef")
    tracker = await store.retrieve(sender)
    said = [event.text for event in tracker.events if isinstance(event, BotUttered)]
    assert said == [f"answer to {text}" for text in "abcdef"]


@pytest.mark.usefixtures("few")
async def test_a_turn_that_is_longer_than_a_part_is_loaded_whole(store, sender):
    await begin(store, sender)
    await talk(store, sender, "one")
    tracker = await recent(store, sender)
    tracker.update(UserUttered("two"))
    for number in range(20):
        tracker.update(BotUttered(f"answer {number}"))
    await store.save(tracker)
    assert texts(await recent(store, sender)) == ["one", "two"]
    tracker.update(ActionExecuted("action_listen"))
    await store.save(tracker)
    assert texts(await recent(store, sender)) == ["one", "two"]
