"""Actions in the same process, and what happens when one fails."""

from __future__ import annotations

import asyncio
import json

import pytest
from rasa.utils.endpoints import ClientResponseError

from backtalk.runtime.action_endpoint import InProcessActionEndpoint

TRACKER = {
    "sender_id": "me",
    "slots": {},
    "latest_message": {},
    "events": [],
    "paused": False,
    "followup_action": None,
    "active_loop": {},
    "latest_action_name": None,
}


def _call(endpoint, action):
    body = {"next_action": action, "tracker": TRACKER, "domain": {}}
    return asyncio.run(endpoint.request(json=body))


def test_an_action_answers_as_an_action_server_would():
    result = _call(InProcessActionEndpoint(), "action_summary")
    assert result["responses"][0]["response"] == "utter_summary_empty"


def test_an_unknown_action_is_refused_as_an_action_server_would():
    with pytest.raises(ClientResponseError) as refused:
        _call(InProcessActionEndpoint(), "action_nobody")
    assert refused.value.status == 404
    assert json.loads(refused.value.text)["action_name"] == "action_nobody"


def test_an_action_that_fails_apologises_and_logs_no_words(monkeypatch, caplog):
    from actions.assessment import ActionSummary

    async def broken(self, dispatcher, tracker, domain):
        raise RuntimeError("her words")

    monkeypatch.setattr(ActionSummary, "run", broken)
    result = _call(InProcessActionEndpoint(), "action_summary")
    assert result["responses"] == [{"response": "utter_technical_problem"}]
    assert "her words" not in caplog.text


def test_an_action_that_hangs_apologises(monkeypatch):
    from actions.assessment import ActionSummary

    async def slow(self, dispatcher, tracker, domain):
        await asyncio.sleep(5)

    monkeypatch.setattr(ActionSummary, "run", slow)
    result = _call(InProcessActionEndpoint(time_limit=0.05), "action_summary")
    assert result["responses"] == [{"response": "utter_technical_problem"}]
