"""Work in the background, in order: what one person does waits for what that person did before."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

logger = logging.getLogger(__name__)

Job = Callable[[], Awaitable[None]]
_MOST_WAITING = 200
"""Jobs of one lane; who sends more than that is not a person."""


class Full(Exception):
    """Too much waits in a lane."""


class Lanes:
    """Runs the jobs of a lane one after the other, and different lanes side by side."""

    def __init__(self) -> None:
        """Begin with no lane."""
        self._waiting: dict[str, list[tuple[float, int, Job]]] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._count = itertools.count()

    def put(self, lane: str, job: Job, order: float = 0.0) -> bool:
        """Run ``job`` after all of ``lane`` with a lower or the same ``order`` that wait.

        Returns:
            False if too many wait already; the job is not run then.
        """
        waiting = self._waiting.setdefault(lane, [])
        if len(waiting) >= _MOST_WAITING:
            logger.warning("Too much is waiting to be answered in one Slack conversation.")
            return False
        heapq.heappush(waiting, (order, next(self._count), job))
        if lane not in self._tasks:
            # Kept in the dict: the event loop alone would not keep it from being collected.
            self._tasks[lane] = asyncio.create_task(self._run(lane))
        return True

    @asynccontextmanager
    async def place(self, lane: str, order: float = 0.0) -> AsyncIterator[None]:
        """Run the block as ``put`` runs a job; the lane waits until it is left.

        Raises:
            Full: too many wait already.
        """
        reached, left = asyncio.Event(), asyncio.Event()

        async def hold() -> None:
            reached.set()
            await left.wait()

        if not self.put(lane, hold, order):
            raise Full
        try:
            await reached.wait()
            yield
        finally:
            left.set()

    async def drain(self, seconds: float) -> None:
        """Let what waits be done, for at most ``seconds``; the rest is cancelled."""
        ends = asyncio.get_running_loop().time() + seconds
        while self._tasks:
            left = ends - asyncio.get_running_loop().time()
            if left <= 0:
                break
            await asyncio.wait(list(self._tasks.values()), timeout=left)
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if tasks:
            logger.warning("Slack conversations that were cut short: %d.", len(tasks))

    async def _run(self, lane: str) -> None:
        waiting = self._waiting[lane]
        try:
            while waiting:
                _, _, job = heapq.heappop(waiting)
                try:
                    await job()
                except Exception as error:
                    # The type alone: messages and tracebacks can hold what the person said.
                    logger.error("Work for Slack failed: %s.", type(error).__name__)
        finally:
            del self._tasks[lane]
            del self._waiting[lane]
