"""Runs what blocks (the database, an action) beside the event loop, so that others are served."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class Threads:
    """A few threads; what finds none free waits for one, and holds nobody else up."""

    def __init__(self, most: int, name: str) -> None:
        """Use up to ``most`` threads, made when they are needed."""
        self._pool = ThreadPoolExecutor(most, thread_name_prefix=f"backtalk-{name}")

    async def run(self, work: Callable[..., T], *given: object) -> T:
        """Return ``work(*given)``; the log lines of it carry the id of the request."""
        context = contextvars.copy_context()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, lambda: context.run(work, *given))
