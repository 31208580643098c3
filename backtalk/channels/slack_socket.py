"""Socket Mode: Slack over a connection that we open, for a machine without a public address."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from backtalk.channels.slack_deliveries import NotYet
from backtalk.channels.slack_events import Kind

logger = logging.getLogger(__name__)

_KINDS: Mapping[str, Kind] = {
    "events_api": "event",
    "interactive": "interaction",
    "slash_commands": "command",
}
_AGAIN = 30.0
Receive = Callable[[Kind, Mapping[str, Any]], Awaitable[dict[str, str] | None]]


class SlackSocket:
    """Keeps one connection to Slack open."""

    def __init__(self, app_token: str, client: AsyncWebClient, again: float = _AGAIN) -> None:
        """Connect with ``app_token``; wait ``again`` seconds when that fails."""
        self._token = app_token
        self._client = client
        self._again = again
        self._refuses = False
        self._open: set[asyncio.Task[Any]] = set()

    def refuse(self) -> None:
        """Acknowledge nothing that comes from now on: Slack brings it again, or says so."""
        self._refuses = True

    async def settle(self, seconds: float) -> None:
        """Wait until what came is acknowledged or will not be, for at most ``seconds``."""
        if self._open:
            await asyncio.wait(self._open, timeout=seconds)

    async def run(self, receive: Receive) -> None:
        """Hand what comes to ``receive`` until this is cancelled."""

        async def listen(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
            task = asyncio.current_task()
            if self._refuses or task is None:
                return
            self._open.add(task)
            task.add_done_callback(self._open.discard)
            answer: dict[str, str] | None = None
            try:
                kind = _KINDS.get(request.type)
                answer = await receive(kind, request.payload) if kind else None
            except NotYet:
                return
            except Exception as error:
                # slack_sdk would log all of it.
                logger.error("Something from Slack was not understood: %s.", type(error).__name__)
            await client.send_socket_mode_response(
                SocketModeResponse(envelope_id=request.envelope_id, payload=answer)
            )

        quiet = logging.getLogger(f"{__name__}.sdk")
        quiet.setLevel(logging.CRITICAL)  # its lines hold payloads and secret addresses
        while True:
            socket = SocketModeClient(self._token, quiet, self._client)
            socket.socket_mode_request_listeners.append(listen)
            try:
                # Asked for here: slack_sdk's own connect() would try for ever without a word.
                socket.wss_uri = await socket.issue_new_wss_url()
                await socket.connect()  # type: ignore[no-untyped-call]
                logger.info("Connected to Slack over Socket Mode.")
                await asyncio.Event().wait()  # it connects again by itself
            except Exception as error:
                logger.error("Slack's Socket Mode cannot be reached: %s.", type(error).__name__)
            finally:
                with contextlib.suppress(Exception):
                    await socket.close()  # type: ignore[no-untyped-call]
            await asyncio.sleep(self._again)
