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
Sent = asyncio.Future[bool]
"""Whether a message needs no more care: Slack took it, or will never take it. It is False after the
last try of one that Slack might take another time."""


class Outbox:
    """Sends for each lane in order; a lane that waits holds up no other."""

    def __init__(
        self, later: Sequence[float] = LATER, lost: Callable[[], None] = lambda: None
    ) -> None:
        """Wait as ``later`` says before trying again; call ``lost`` for each that is not sent."""
        self.lost = lost
        self._lanes = Lanes()
        self._later = tuple(later)
        self._open: set[Sent] = set()
        self._waiting: dict[str, asyncio.Event] = {}

    def put(self, lane: str, send: Send, instead: Send | None = None) -> Sent:
        """Send after all that was put into ``lane`` before.

        Args:
            lane: whose messages keep their order.
            send: sends, or raises ``NotSent``.
            instead: what to send when Slack will never take that.

        Returns:
            What tells the end of it; it may be left alone.
        """
        sent: Sent = asyncio.get_running_loop().create_future()
        self._open.add(sent)

        async def job() -> None:
            needs_no_more = False
            try:
                needs_no_more = await self._deliver(lane, send, instead)
            except BaseException:
                self.lost()
                raise
            finally:
                self._end(sent, needs_no_more)

        if not self._lanes.put(lane, job):
            self.lost()
            self._end(sent, False)
        self.wake(lane)
        return sent

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
        for sent in list(self._open):
            self.lost()
            self._end(sent, False)

    def _end(self, sent: Sent, needs_no_more: bool) -> None:
        self._open.discard(sent)
        if not sent.done():
            sent.set_result(needs_no_more)

    async def _deliver(self, lane: str, send: Send, instead: Send | None) -> bool:
        """Return what ``Sent`` says."""
        tries = 0
        while True:
            try:
                await send()
                return True
            except NotSent as error:
                if not error.passing and instead is not None:
                    send, instead = instead, None
                    continue
                if not error.passing or tries >= len(self._later):
                    # The turn is stored all the same: the bot knows what it said.
                    logger.error("Slack did not take a message: %s.", error.code)
                    self.lost()
                    return not error.passing
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
