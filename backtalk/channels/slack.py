"""The Slack face: direct messages, clicks, commands and the Home tab, over HTTP or Socket Mode.

It is not a subclass of Rasa's SlackInput. What that does right is its check of signatures, which
is ``slack_sdk``'s, and that is used here directly (``slack_door``). The rest would have had to be
replaced: it drops choices beyond five, loses a turn when Slack answers with an error, answers
retries twice, and fails on check boxes and slash commands. It also belongs to Rasa's own server,
which is not run here.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web

from backtalk.channels.slack_acts import SlackActs
from backtalk.channels.slack_deliveries import NotYet
from backtalk.channels.slack_door import Challenge, NotLetIn, SlackDoor
from backtalk.channels.slack_events import Kind, read
from backtalk.channels.slack_socket import SlackSocket
from backtalk.channels.slack_turns import SlackTurns

logger = logging.getLogger(__name__)

EVENTS_PATH = "/slack/events"
MAP_PATH = "/slack/body-map.png"
_MAP = Path(__file__).with_name("slack_body_map.png")
_TURNS, _ANSWERS, _MARKS = 5.0, 5.0, 1.0
"""Seconds that turns under way, then their answers, and then the notes that they are done, have to
end when the server is stopped."""
LAST_WORDS = _TURNS + _ANSWERS + 2 * _MARKS
"""Seconds that the face takes at most to end, after the last HTTP request."""


def map_url(public_url: str) -> str:
    """Return where Slack can fetch the drawing of the body, "" without a public address."""
    if not public_url:
        return ""
    # Slack keeps what it fetched from an address: another drawing needs another one.
    digest = hashlib.sha256(_MAP.read_bytes()).hexdigest()[:12]
    return f"{public_url}{MAP_PATH}?v={digest}"


@dataclass(frozen=True)
class SlackFace:
    """The parts that the Slack face works with.

    Attributes:
        acts: does what is asked for.
        turns: of the bot.
        door: checks requests; None where Slack is reached over Socket Mode alone.
        socket: the connection of Socket Mode, or None.
    """

    acts: SlackActs
    turns: SlackTurns
    door: SlackDoor | None
    socket: SlackSocket | None = None

    def routes(self) -> list[web.AbstractRouteDef]:
        """Return the routes under ``/slack/``."""
        routes: list[web.AbstractRouteDef] = [web.get(MAP_PATH, self._map)]
        if self.door is not None:
            routes.append(web.post(EVENTS_PATH, self._receive))
        return routes

    async def lifespan(self, _app: web.Application) -> AsyncIterator[None]:
        """Open connections at the start; at the end finish what was begun and close them."""
        await self.turns.sender.open()
        tasks = [asyncio.create_task(self._check())]
        if self.socket is not None:
            tasks.append(asyncio.create_task(self.socket.run(self.receive)))
        yield
        if self.socket is not None:
            self.socket.refuse()
        await self.acts.drain(_TURNS)
        await self.turns.outbox.drain(_ANSWERS)
        await self.acts.close(_MARKS)
        if self.socket is not None:
            await self.socket.settle(_MARKS)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.turns.sender.close()
        await self.turns.once.close()

    async def receive(self, kind: Kind, payload: Mapping[str, Any]) -> dict[str, str] | None:
        """Act on what Slack brought; returns what to answer it with, or None.

        Raises:
            NotYet: it is not done, and Slack should bring it again.
        """
        incoming = read(kind, payload)
        text = await self.acts.take(incoming) if incoming is not None else None
        return {"response_type": "ephemeral", "text": text} if text else None

    async def _receive(self, request: web.Request) -> web.Response:
        assert self.door is not None
        try:
            brought = await self.door.read(request)
        except NotLetIn as refusal:
            return web.Response(status=refusal.status)
        if brought is None:
            return web.Response()
        if isinstance(brought, Challenge):
            return web.Response(text=brought.words)
        try:
            answer = await self.receive(brought.kind, brought.payload)
        except NotYet:
            return web.Response(status=503)
        except Exception as error:
            # The type alone: messages and tracebacks can hold what the person said. Slack hears
            # that all is well: it would bring the same again and show people a warning.
            logger.error("Something from Slack was not understood: %s.", type(error).__name__)
            answer = None
        return web.json_response(answer) if answer else web.Response()

    async def _map(self, _request: web.Request) -> web.StreamResponse:
        return web.FileResponse(_MAP, headers={"Cache-Control": "public, max-age=86400"})

    async def _check(self) -> None:
        """Tell the operator at the start, not at the first message, that a token does not work."""
        if code := await self.turns.sender.check():
            logger.error("Slack does not take SLACK_BOT_TOKEN: %s.", code)
