"""What Slack delivers again until it is acknowledged: done once, acknowledged when it is done.

Slack waits three seconds. What takes longer is not acknowledged, and goes on: the next delivery
joins it. What a process leaves undone because it dies is begun anew by the next delivery.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from backtalk.channels.slack_lanes import Full, Lanes
from backtalk.channels.slack_once import CLAIMED, Claim, Once
from backtalk.channels.slack_outbox import Sent

logger = logging.getLogger(__name__)

PATIENCE = 2.5
"""Seconds that Slack is kept waiting; it allows three, and the way to it takes some of them."""
_LOOK = 0.25
"""Seconds between two looks at what another process is doing."""
Work = Callable[[], Awaitable[Sequence[Sent]]]


class NotYet(Exception):
    """Something is not done; Slack should bring it again."""


class Deliveries:
    """Work that is under way, here and in other processes."""

    def __init__(self, once: Once, lanes: Lanes) -> None:
        """Remember in ``once`` what is done; work in ``lanes``."""
        self._once = once
        self._lanes = lanes
        self._under_way: dict[str, asyncio.Task[Claim | None]] = {}

    async def see_to(self, key: str, lane: str, order: float, work: Work) -> None:
        """Return when ``work`` is done, whoever began it; begin it if nobody has.

        Args:
            key: names the work; the same key is the same work.
            lane: in which it waits for what came before.
            order: in that lane.
            work: does it in the lane, and returns what was put into the outbox.

        Raises:
            NotYet: it takes longer than ``PATIENCE``, or it did not work.
        """
        clock = asyncio.get_running_loop().time
        ends = clock() + PATIENCE
        while True:
            task = self._under_way.get(key) or self._begin(key, lane, order, work)
            await asyncio.wait({task}, timeout=max(0.0, ends - clock()))
            found = task.result() if task.done() and not task.cancelled() else None
            if found is Claim.DONE:
                return
            if found is not Claim.THEIRS or clock() + _LOOK > ends:
                raise NotYet
            await asyncio.sleep(_LOOK)

    async def close(self, seconds: float) -> None:
        """Let what is under way be marked as done, for at most ``seconds``; give up the rest."""
        tasks = list(self._under_way.values())
        if not tasks:
            return
        _, late = await asyncio.wait(tasks, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        if late:
            logger.warning("Messages that Slack has to bring again: %d.", len(late))

    def _begin(self, key: str, lane: str, order: float, work: Work) -> asyncio.Task[Claim | None]:
        task = asyncio.create_task(self._run(key, lane, order, work))
        self._under_way[key] = task
        task.add_done_callback(lambda _task: self._under_way.pop(key))
        return task

    async def _run(self, key: str, lane: str, order: float, work: Work) -> Claim | None:
        """Return ``DONE`` when all is done, ``THEIRS`` if another process is at it, else None."""
        try:
            async with AsyncExitStack() as until_done:
                async with self._lanes.place(lane, order):
                    found = await self._once.claim(key)
                    if found is not Claim.OURS:
                        return found
                    await until_done.enter_async_context(self._claimed(key))
                    sent = await work()
                # Out of the lane: what comes next need not wait until Slack has taken this.
                if all(await asyncio.gather(*sent)):
                    await self._once.done(key)
                    return Claim.DONE
        except Full:
            pass
        except Exception as error:
            # The type alone: messages and tracebacks can hold what the person said.
            logger.error("Work for Slack failed: %s.", type(error).__name__)
        return None

    @asynccontextmanager
    async def _claimed(self, key: str) -> AsyncIterator[None]:
        """Renew the claim while the block runs, and give it up then; what is done stays done."""
        ended = asyncio.Event()

        async def renew() -> None:
            while True:
                with suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(ended.wait(), CLAIMED / 3)
                    return
                await self._once.keep(key)

        renewing = asyncio.create_task(renew())
        try:
            yield
        finally:
            # Not cancelled: a renewal on its way would take the claim again after it was given up.
            ended.set()
            await renewing
            await self._once.release(key)
