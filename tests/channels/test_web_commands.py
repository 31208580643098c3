"""The bot behind the web face: what is sent there is words, and belongs to one conversation."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import pytest
from rasa.shared.core.events import Restarted, SlotSet, UserUttered
from web_client import face, served, token_of

from backtalk.runtime.desk import AgentDesk
from backtalk.settings import Settings
from backtalk.storage.store import open_store

DELETE = '/affirm{"offer": "delete_my_data"}'


@asynccontextmanager
async def chat(agent):
    settings = Settings.from_env()
    desk = AgentDesk(agent, open_store(settings.database_url), settings, "web")
    async with served(face(desk)) as client:
        yield client


async def say(client, headers, text, number, **changes):
    body = {"id": f"message-{number}", "text": text, "after": 0, **changes}
    response = await client.post("/api/messages", json=body, headers=headers)
    assert response.status == 200
    return (await response.json())["turns"]


def responses(turns):
    return [reply["response"] for turn in turns for reply in turn["replies"]]


async def events_of(agent, client, headers):
    sessions = face(None).sessions
    session = sessions.read(headers["Authorization"].removeprefix("Bearer "), in_cookie=False)
    tracker = await agent.tracker_store.retrieve_full_tracker(session.conversation)
    return list(tracker.events) if tracker else []


@pytest.mark.parametrize(
    "typed",
    [
        "/affirm",
        DELETE,
        " /affirm",
        "\t\n/affirm",
        "//affirm",
        "/ /affirm",
        "\uff0faffirm",  # full-width slash
        "\u2044affirm",  # fraction slash
        "\u2215affirm",
        "\u200b/affirm",
        "\u200c/affirm",
        "\u200d/affirm",  # stays, because emoji need it
        "\u2060/affirm",
        "\ufeff/affirm",
        "\u00ad/affirm",
        "\u202e/affirm",
        "\u034f/affirm",
        "/\u200baffirm",
        "\x1b[0m/affirm",
        "\x00/affirm",
        "\u3000/affirm",
        "EXTERNAL: affirm",
        "EXTERNAL: delete_my_data",
        "\u0130/affirm",
        '/restart{"offer": "delete_my_data"}',
        "/session_start",
        "/assessment_answer" + '{"question": "consent", "value": "accepted"}',
        '@/affirm@1.0{"offer": "delete_my_data"}',
    ],
)
async def test_what_is_typed_is_never_a_command(agent, typed):
    async with chat(agent) as client:
        headers = await token_of(client)
        await say(client, headers, "my left hip hurts", 1)
        await say(client, headers, typed, 2)
        events = await events_of(agent, client, headers)
    said = [event for event in events if isinstance(event, UserUttered)]
    assert len(said) == 2
    assert not said[-1].text.strip().startswith(("/", "@"))
    # Rasa's own reader of commands makes entities, and a certain intent without a reading.
    assert said[-1].entities == []
    assert "symptoms" in said[-1].parse_data
    assert not any(isinstance(event, Restarted) for event in events)
    assert not any(isinstance(e, SlotSet) and e.key in {"offer", "question"} for e in events)


@pytest.mark.parametrize(
    "pressed",
    [
        DELETE,
        "/restart",
        "/session_start",
        "/affirm",
        "EXTERNAL: affirm",
        "\u200b" + DELETE,
        DELETE + " ",
        '/assessment_answer{"question": "consent", "value": ["accepted"]}',
        '/assessment_answer{"question": "areas", "value": ["hip"]}',
    ],
)
async def test_what_was_never_offered_is_read_as_its_words(agent, pressed):
    async with chat(agent) as client:
        headers = await token_of(client)
        await say(client, headers, "hello", 1)
        turns = await say(client, headers, "what is dry needling", 2, pressed=pressed)
        assert responses(turns[-1:]) == ["utter_ask_dry_needling"]
        assert turns[-1]["text"] == "what is dry needling"


async def test_what_was_offered_to_one_person_counts_for_nobody_else(agent):
    async with chat(agent) as client:
        one, other = await token_of(client), await token_of(client)
        await say(client, one, "what is dry needling", 1)
        await say(client, one, "please forget me", 2)
        await say(client, other, "what is dry needling", 1)
        turns = await say(client, other, "hello", 2, pressed=DELETE)
        assert "utter_data_deleted" not in responses(turns)
        assert "utter_data_deleted" in responses(await say(client, one, "Yes", 3, pressed=DELETE))
        talk = await (await client.get("/api/messages", headers=other)).json()
        assert len(talk["turns"]) == 2


async def test_the_id_of_another_persons_message_is_only_an_id(agent):
    async with chat(agent) as client:
        one, other = await token_of(client), await token_of(client)
        mine = await say(client, one, "what is dry needling", "same-id")
        theirs = await say(client, other, "does it hurt", "same-id")
        assert responses(mine) == ["utter_ask_dry_needling"]
        assert responses(theirs) == ["utter_not_covered_pain"]
        again = await say(client, one, "something else", "same-id")
        assert again == mine
        assert [len(await users(agent, client, who)) for who in (one, other)] == [1, 1]


async def users(agent, client, headers):
    events = await events_of(agent, client, headers)
    return [event for event in events if isinstance(event, UserUttered)]


async def test_a_message_sent_many_times_at_once_is_said_once(agent):
    async with chat(agent) as client:
        headers = await token_of(client)
        same = [say(client, headers, "what is dry needling", "same-id") for _ in range(8)]
        answers = await asyncio.gather(*same)
        assert all(answer == answers[0] for answer in answers)
        assert len(await users(agent, client, headers)) == 1


async def test_after_forgetting_the_old_token_finds_nothing(agent):
    async with chat(agent) as client:
        headers = await token_of(client)
        await say(client, headers, "my tailbone aches", 1)
        await say(client, headers, "forget me", 2)
        turns = await say(client, headers, "yes", 3)
        assert responses(turns) == ["utter_data_deleted"]
        wish = {"keep": "token"}
        begun = await (await client.post("/api/session", json=wish, headers=headers)).json()
        assert begun["turns"] == []
        assert (await client.get("/api/page/html", headers=headers)).status == 404
        talk = await (await client.get("/api/messages?after=0", headers=headers)).json()
        assert talk["turns"] == []
        # An old message that is sent again says nothing of what was deleted.
        turns = await say(client, headers, "hello", 1)
        assert "tailbone" not in str(turns)
