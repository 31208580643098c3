"""Brings what the bot says to Slack, in order, and does not give up while there is hope."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from backtalk.channels.slack_lanes import Lanes
from backtalk.channels.slack_sender import NotSent

logger = logging.getLogger(__name__)

LATER = (5.0, 30.0, 120.0, 600.0, 1_800.0)
"""Seconds to wait before each further try, after those that the sender makes at once."""
Send = Callable[[], Awaitable[None]]


class Outbox:
    """Sends for each lane in order; a lane that waits holds up no other."""

    def __init__(self, later: Sequence[float] = LATER) -> None:
        """Wait as ``later`` says before trying again."""
        self._lanes = Lanes()
        self._later = tuple(later)
        self._waiting: dict[str, asyncio.Event] = {}

    def put(self, lane: str, send: Send, instead: Send | None = None) -> None:
        """Send after all that was put into ``lane`` before.

        Args:
            lane: whose messages keep their order.
            send: sends, or raises ``NotSent``.
            instead: what to send when Slack will never take that.
        """
        self._lanes.put(lane, lambda: self._deliver(lane, send, instead))
        self.wake(lane)

    def wake(self, lane: str) -> None:
        """Try at once what waits in ``lane``: the person is there."""
        if event := self._waiting.get(lane):
            event.set()

    async def drain(self, seconds: float) -> None:
        """Send what waits, for at most ``seconds``; nothing waits for a later try any more."""
        self._later = ()
        for event in self._waiting.values():
            event.set()
        await self.settle(seconds)

    async def settle(self, seconds: float) -> None:
        """Wait until nothing waits to be sent, for at most ``seconds``."""
        await self._lanes.drain(seconds)

    async def _deliver(self, lane: str, send: Send, instead: Send | None) -> None:
        tries = 0
        while True:
            try:
                await send()
                return
            except NotSent as error:
                if not error.passing and instead is not None:
                    send, instead = instead, None
                    continue
                if not error.passing or tries >= len(self._later):
                    # The turn is stored all the same: the bot knows what it said.
                    logger.error("Slack did not take a message: %s.", error.code)
                    return
                wait = self._later[tries]
                tries += 1
                logger.warning("Slack did not take a message (%s); trying again.", error.code)
            await self._wait(lane, wait)

    async def _wait(self, lane: str, seconds: float) -> None:
        event = self._waiting[lane] = asyncio.Event()
        try:
            await asyncio.wait_for(event.wait(), seconds)
        except asyncio.TimeoutError:
            pass
        finally:
            del self._waiting[lane]
