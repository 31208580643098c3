"""Each piece of Rasa that is replaced or relied on: a change in it must be looked at."""

from __future__ import annotations

import hashlib
import inspect

import pytest
import rasa
from rasa.core.actions.action import RemoteAction
from rasa.core.agent import Agent
from rasa.core.lock_store import LockStore
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.events import Event, SlotSet
from rasa_sdk.executor import ActionExecutor

from backtalk.runtime import patches


def _source(function) -> str:
    original = getattr(function, "__wrapped_by_backtalk__", function)
    return hashlib.sha256(inspect.getsource(original).encode()).hexdigest()[:12]


def test_the_version_is_the_one_that_was_read():
    assert rasa.__version__ == "3.6.21"


@pytest.mark.parametrize(
    ("function", "digest"),
    [
        (MessageProcessor.handle_message, "0c41d4780d2d"),
        (MessageProcessor.parse_message, "b98d8e49b9f2"),
        (MessageProcessor._send_bot_messages, "154f44b4e1d3"),
        (MessageProcessor.predict_next_with_tracker_if_should, "7ef2b933ac1e"),
        (MessageProcessor._run_prediction_loop, "cb30a0cbb690"),
        (MessageProcessor.log_message, "f2f8ec66a291"),
        (MessageProcessor._has_session_expired, "aa0e659a9cfa"),
        (MessageProcessor._update_tracker_session, "b0d44217b5ca"),
        (MessageProcessor.get_tracker, "a62e1aad7734"),
        (Agent.load_model, "f4c1ab4c5c7a"),
        (Agent._create_tracker_store, "97499b594b45"),
        (SQLTrackerStore.session_scope, "6775e1ede3ec"),
        (SQLTrackerStore._retrieve, "c8adbf6f4b61"),
        (SQLTrackerStore._event_query, "cd44f7901b86"),
        (TrackerStore.get_or_create_tracker, "0b08ab42bd97"),
        (TrackerStore.create_tracker, "72f79c53bf4f"),
        (LockStore.lock, "8b9b716c031a"),
        (Agent._create_lock_store, "e2f50fff9b6c"),
        (MessageProcessor.save_tracker, "e4532dd4d297"),
        (ActionExecutor.run, "e7b927646292"),
        (SQLTrackerStore.save, "57165e46eab3"),
        (RemoteAction.run, "ccabf6f1160d"),
        (Event.resolve_by_type, "b5cf570fa7f2"),
    ],
)
def test_what_is_replaced_reads_as_it_did(function, digest):
    assert _source(function) == digest, f"{function.__qualname__} changed: read it again"


def test_events_are_found_by_name_as_before():
    patches.apply()
    assert Event.resolve_by_type("slot") is SlotSet
    assert Event.resolve_by_type("no such event", SlotSet) is SlotSet
    with pytest.raises(ValueError, match="no such event"):
        Event.resolve_by_type("no such event")


def test_a_malformed_action_result_is_still_refused():
    import jsonschema

    patches.apply()
    action = RemoteAction("action_affirm", None)
    with pytest.raises(jsonschema.ValidationError):
        action._validate_action_result({"events": "none", "responses": []})
