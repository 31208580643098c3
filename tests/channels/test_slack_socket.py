"""Socket Mode: the same things, over a connection that the bot opens."""

from __future__ import annotations

import asyncio

import pytest
from fake_slack import APP_TOKEN, FakeSlack
from slack_person import Person, SlackDesk, served, settled, slack_face

from backtalk.channels import slack_deliveries
from backtalk.channels.slack_socket import SlackSocket


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"):
        monkeypatch.delenv(name, raising=False)


async def until(condition):
    for _ in range(400):
        if condition():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never happened")


def with_socket(slack, desk, library):
    face = slack_face(slack, desk, library)
    socket = SlackSocket(APP_TOKEN, face.turns.sender.client, again=0.05)
    return type(face)(face.acts, face.turns, None, socket)


async def test_what_comes_over_the_connection_is_acknowledged_and_answered(library):
    desk = SlackDesk()
    async with FakeSlack() as slack:
        face = with_socket(slack, desk, library)
        async with served(face) as client:
            await until(lambda: slack.sockets)
            person = Person(client, slack)
            event = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1"}
            event["event"] = person.message("hello")
            await slack.send({"type": "hello", "num_connections": 1})
            await slack.send({"type": "events_api", "envelope_id": "e1", "payload": event})
            await slack.send({"type": "events_api", "envelope_id": "e2", "payload": event})
            command = {
                "team_id": "T1",
                "user_id": "U1",
                "channel_id": "C1",
                "text": "hi",
                "trigger_id": "1",
            }
            await slack.send({"type": "slash_commands", "envelope_id": "e3", "payload": command})
            await slack.send(
                {"type": "interactive", "envelope_id": "e4", "payload": {"type": "hologram"}}
            )
            await until(lambda: len(slack.acknowledged) == 4)
            await settled(face)
            assert sorted(m["text"] for m in person.reads) == ["echo hello", "echo hi"]
    answers = {answer["envelope_id"]: answer.get("payload") for answer in slack.acknowledged}
    assert answers["e3"]["text"] == "words of utter_slack_answered_privately"
    assert answers["e1"] is None


async def deliver(slack, envelope, message):
    event = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": message}
    await slack.send({"type": "events_api", "envelope_id": envelope, "payload": event})


def acknowledged(slack):
    return [answer["envelope_id"] for answer in slack.acknowledged]


async def test_what_takes_long_is_acknowledged_when_it_is_brought_again(library, monkeypatch):
    monkeypatch.setattr(slack_deliveries, "PATIENCE", 0.3)
    desk = SlackDesk(slow=0.5)
    async with FakeSlack() as slack:
        face = with_socket(slack, desk, library)
        async with served(face) as client:
            await until(lambda: slack.sockets)
            message = Person(client, slack).message("hello")
            await deliver(slack, "e1", message)
            await asyncio.sleep(0.4)
            assert acknowledged(slack) == []
            await deliver(slack, "e2", message)
            await until(lambda: slack.acknowledged)
            await settled(face)
    assert acknowledged(slack) == ["e2"]
    assert desk.texts == ["hello"]


async def test_a_server_that_stops_acknowledges_what_it_finishes_and_nothing_new(library):
    desk = SlackDesk(slow=0.5)
    async with FakeSlack() as slack:
        face = with_socket(slack, desk, library)
        async with served(face) as client:
            await until(lambda: slack.sockets)
            person = Person(client, slack)
            await deliver(slack, "e1", person.message("hello"))
            await until(lambda: desk.said)
            stopping = asyncio.create_task(client.close())
            await until(lambda: face.socket._refuses)
            await deliver(slack, "e2", person.message("too late"))
            await stopping
        assert [said["text"] for said in slack.said("DU1")] == ["echo hello"]
        await until(lambda: slack.acknowledged)
    assert acknowledged(slack) == ["e1"]
    assert desk.texts == ["hello"]


async def test_a_connection_that_cannot_be_made_is_tried_again(library, caplog):
    async with FakeSlack() as slack:
        slack.fail("apps.connections.open", "invalid_auth", "internal_error")
        async with served(with_socket(slack, SlackDesk(), library)):
            await until(lambda: slack.sockets)
    assert "Socket Mode cannot be reached: SlackApiError" in caplog.text
    assert APP_TOKEN not in caplog.text


async def test_without_a_signing_secret_nothing_is_heard_over_http(library):
    async with FakeSlack() as slack, served(with_socket(slack, SlackDesk(), library)) as client:
        assert (await client.post("/slack/events", data=b"{}")).status == 404
