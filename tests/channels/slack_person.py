"""People who use Slack: what they do arrives at the bot as Slack would send it, signed."""

from __future__ import annotations

import asyncio
import copy
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from fake_slack import TOKEN, FakeSlack, elements_of, state_of
from slack_sdk.signature import SignatureVerifier
from web_client import ScriptedDesk

from backtalk.channels.contract import Reply
from backtalk.channels.desk import PastTurn, Said, Talk
from backtalk.channels.slack import SlackFace
from backtalk.channels.slack_acts import SlackActs
from backtalk.channels.slack_blocks import SlackLook
from backtalk.channels.slack_door import SlackDoor
from backtalk.channels.slack_ids import SlackIds
from backtalk.channels.slack_once import OnceHere
from backtalk.channels.slack_outbox import Outbox
from backtalk.channels.slack_sender import SlackSender
from backtalk.channels.slack_turns import SlackTurns
from backtalk.channels.web_door import BODY_LIMIT, Rates

SECRET = "a-signing-secret"
TEAM = "T1"
MAP = "https://bot.example/slack/body-map.png"
_count = count(1)


@dataclass
class SlackDesk(ScriptedDesk):
    """Echoes, or says what it was given to say."""

    replies: list[Reply] = field(default_factory=list)
    forgets: bool = False

    async def answer(self, conversation: str, said: Said) -> Talk:
        if self.breaks:
            raise self.breaks
        self.said.append((conversation, said, 0))
        await asyncio.sleep(self.slow)
        self.done.append(said.id)
        replies = tuple(self.replies) or (Reply(f"echo {said.text}", None, "notice"),)
        return Talk((PastTurn(said.id, 0, "", replies),), 0, self.forgets, self.failing)

    @property
    def texts(self) -> list[str]:
        return [said.text for _, said, _ in self.said]


def slack_face(slack: FakeSlack, desk: Any, library: Any, **changes: Any) -> SlackFace:
    """Return a Slack face on ``desk`` that talks to ``slack`` and does not wait long."""
    sender = SlackSender(TOKEN, slack.url, pause=0.01)
    sender.client.proxy = None
    sender.client.timeout = changes.pop("timeout", 5)
    turns = SlackTurns(
        desk=desk,
        look=SlackLook(library, changes.pop("map_url", MAP)),
        ids=SlackIds("s" * 40),
        once=changes.pop("once", None) or OnceHere(),
        sender=sender,
        outbox=Outbox(changes.pop("later", (0.05, 0.05))),
        rates=Rates({"message": changes.pop("rate", "1000/minute")}),
    )
    lines = library.care.countries["us"].lines["emergency"]
    acts = SlackActs(turns, library.words, lines)
    return SlackFace(acts, turns, SlackDoor(SECRET), **changes)


@asynccontextmanager
async def served(face: SlackFace) -> AsyncIterator[TestClient]:
    """Yield a client of a server with ``face``."""
    app = web.Application(client_max_size=BODY_LIMIT)
    app.add_routes(face.routes())
    app.cleanup_ctx.append(face.lifespan)
    async with TestClient(TestServer(app)) as client:
        yield client


async def settled(face: SlackFace) -> None:
    """Wait until everything that was begun is done and sent."""
    for _ in range(2):  # a job may put another one somewhere
        await face.acts.drain(30)
        await face.turns.outbox.settle(30)


@dataclass
class Answered:
    """How the bot acknowledged a delivery."""

    status: int
    text: str
    seconds: float


@dataclass
class Person:
    """Somebody with a direct message to the bot."""

    client: TestClient
    slack: FakeSlack
    user: str = "U1"
    team: str = TEAM
    ticked: list[str] = field(default_factory=list)

    @property
    def channel(self) -> str:
        return f"D{self.user}"

    @property
    def reads(self) -> list[dict[str, Any]]:
        """Return the messages of the bot."""
        return self.slack.said(self.channel)

    async def say(self, text: str, **changes: Any) -> Answered:
        """Type a message."""
        return await self.event(self.message(text, **changes))

    def message(self, text: str, **changes: Any) -> dict[str, Any]:
        return {
            "type": "message",
            "channel_type": "im",
            "channel": self.channel,
            "user": self.user,
            "text": text,
            "ts": self.slack.now(),
            **changes,
        }

    async def event(
        self, event: dict[str, Any], event_id: str | None = None, **headers: str
    ) -> Answered:
        body = json.dumps(
            {
                "token": "legacy",
                "team_id": self.team,
                "api_app_id": "A1",
                "type": "event_callback",
                "event_id": event_id or f"Ev{next(_count)}",
                "event_time": int(time.time()),
                "authorizations": [{"team_id": self.team, "user_id": "UBOT", "is_bot": True}],
                "event": event,
            }
        )
        return await self.deliver(body, "application/json", **headers)

    async def press(self, title: str, **changes: Any) -> Answered:
        """Press the newest button with these words; what is ticked goes along."""
        message, block_id, element = self._find("button", title)
        action = {
            "action_id": element["action_id"],
            "block_id": block_id,
            "text": element["text"],
            "value": element["value"],
            "type": "button",
        }
        return await self._act(message, {**action, **changes})

    async def choose(self, title: str) -> Answered:
        """Choose an option of the newest menu that has it."""
        message, block_id, element = self._find("static_select", title)
        chosen = next(o for o in element["options"] if o["text"]["text"] == title)
        action = {
            "action_id": element["action_id"],
            "block_id": block_id,
            "selected_option": chosen,
            "type": "static_select",
        }
        return await self._act(message, action)

    def tick(self, *titles: str) -> None:
        """Tick boxes, and options of menus that take several."""
        self.ticked += titles

    async def toggle(self, title: str) -> Answered:
        """Tick a box and let Slack say so at once."""
        return await self._toggle("checkboxes", title)

    async def choose_several(self, title: str) -> Answered:
        """Choose an option of a menu that takes several."""
        return await self._toggle("multi_static_select", title)

    async def _toggle(self, kind: str, title: str) -> Answered:
        self.tick(title)
        message, block_id, element = self._find(kind, title)
        action = {
            "action_id": element["action_id"],
            "block_id": block_id,
            "selected_options": [o for o in element["options"] if o["text"]["text"] == title],
            "type": kind,
        }
        return await self._act(message, action)

    async def home(self, title: str) -> Answered:
        """Press a button of the Home tab."""
        for block_id, element in elements_of(self.slack.homes[self.user]["blocks"]):
            if element["text"]["text"] == title:
                action = {**element, "block_id": block_id, "action_ts": self.slack.now()}
                container = {"type": "view", "view_id": "V1"}
                view = {"type": "home", **self.slack.homes[self.user]}
                return await self.interact(
                    type="block_actions", container=container, view=view, actions=[action]
                )
        raise AssertionError(f"the Home tab has no {title}")

    async def interact(self, **payload: Any) -> Answered:
        whole = {
            "user": {"id": self.user, "username": "somebody", "team_id": self.team},
            "team": {"id": self.team, "domain": "clinic"},
            "api_app_id": "A1",
            "trigger_id": f"{next(_count)}.1.x",
            **payload,
        }
        return await self.deliver_form({"payload": json.dumps(whole)})

    async def command(self, text: str = "", **changes: str) -> Answered:
        """Give the slash command."""
        form = {
            "command": "/backpain",
            "text": text,
            "user_id": self.user,
            "team_id": self.team,
            "channel_id": "C9",
            "channel_name": "general",
            "trigger_id": f"{next(_count)}.2.x",
            "response_url": "https://hooks.slack.example/x",
            **changes,
        }
        return await self.deliver_form(form)

    async def deliver_form(self, form: dict[str, str]) -> Answered:
        return await self.deliver(urlencode(form), "application/x-www-form-urlencoded")

    async def deliver(
        self, body: str | bytes, content_type: str, stamp: str | None = None, **headers: str
    ) -> Answered:
        stamp = stamp or str(int(time.time()))
        raw = body if isinstance(body, bytes) else body.encode()
        signed = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature(raw, stamp),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        began = time.perf_counter()
        response = await self.client.post("/slack/events", data=BytesIO(raw), headers=signed)
        text = await response.text()
        return Answered(response.status, text, time.perf_counter() - began)

    async def _act(self, message: dict[str, Any], action: dict[str, Any]) -> Answered:
        return await self.interact(
            type="block_actions",
            container={"type": "message", "message_ts": message["ts"], "channel_id": self.channel},
            channel={"id": self.channel, "name": "directmessage"},
            message=message,
            state={"values": self._state(message)},
            actions=[{"action_ts": self.slack.now(), **action}],
        )

    def _state(self, message: dict[str, Any]) -> dict[str, Any]:
        values = state_of(message["blocks"])
        for block_id, element in elements_of(message["blocks"]):
            for option in element.get("options", []):
                chosen = values[block_id][element["action_id"]]
                if option["text"]["text"] in self.ticked and option not in chosen.get(
                    "selected_options", [option]
                ):
                    chosen["selected_options"].append(option)
        return copy.deepcopy(values)

    def _find(self, kind: str, title: str) -> tuple[dict[str, Any], str, dict[str, Any]]:
        for message in reversed(self.reads):
            for block_id, element in elements_of(message["blocks"]):
                labels = [element.get("text"), *(o["text"] for o in element.get("options", []))]
                shown = {label["text"] for label in labels if label}
                if element["type"] == kind and title in {
                    *shown,
                    element.get("accessibility_label"),
                }:
                    return message, block_id, element
        raise AssertionError(f"there is no {kind} {title!r}")


def signature(body: bytes, stamp: str, secret: str = SECRET) -> str:
    text = body.decode("utf-8", "replace")
    made = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=text)
    assert made is not None
    return made


def shown_text(message: dict[str, Any]) -> str:
    """Return every word that a message shows, choices included."""
    return " ".join(_strings(message["blocks"])) if message["blocks"] else message["text"]


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["text"]] if isinstance(value.get("text"), str) else []
        return own + [text for inner in value.values() for text in _strings(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _strings(inner)]
    return []
