"""Tells whether something comes for the first time: Slack may deliver an event four times."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Protocol

logger = logging.getLogger(__name__)

REMEMBERED = 2 * 60 * 60
"""Seconds. Slack's last retry comes about an hour after the first try."""
_MOST = 50_000
_PREFIX = "backtalk:slack:once:"


class Once(Protocol):
    """Remembers keys."""

    async def first(self, key: str) -> bool:
        """Return whether ``key`` was not seen before; from now on it was."""

    async def again(self, key: str) -> None:
        """Let ``key`` count as new again: what it stands for did not work."""

    async def close(self) -> None:
        """Give back what was opened."""


class OnceHere:
    """Remembers in this process."""

    def __init__(
        self, now: Callable[[], float] = time.monotonic, seconds: float = REMEMBERED
    ) -> None:
        """Remember for ``seconds``; ``now`` tells the time."""
        self._now = now
        self._seconds = seconds
        self._seen: OrderedDict[str, float] = OrderedDict()

    async def first(self, key: str) -> bool:
        """Return whether ``key`` was not seen before; from now on it was."""
        now = self._now()
        while self._seen:
            oldest, ends = next(iter(self._seen.items()))
            if ends > now and len(self._seen) < _MOST:
                break
            del self._seen[oldest]
        if key in self._seen:
            return False
        self._seen[key] = now + self._seconds
        return True

    async def again(self, key: str) -> None:
        """Let ``key`` count as new again."""
        self._seen.pop(key, None)

    async def close(self) -> None:
        """Nothing was opened."""


class OnceInRedis:
    """Remembers for all processes that share a Redis.

    Without Redis it falls back on this process: an event is rather answered twice by two
    processes than by none.
    """

    def __init__(self, client: Any, seconds: int = REMEMBERED) -> None:
        """Use ``client``, a ``redis.asyncio.Redis``."""
        self._client = client
        self._seconds = seconds
        self._here = OnceHere(seconds=seconds)
        self._trouble = ""

    async def first(self, key: str) -> bool:
        """Return whether ``key`` was not seen before; from now on it was."""
        here = await self._here.first(key)
        try:
            new = await self._client.set(f"{_PREFIX}{key}", b"1", nx=True, ex=self._seconds)
        except Exception as error:
            self._note(type(error).__name__)
            return here
        self._note("")
        return here and bool(new)

    async def again(self, key: str) -> None:
        """Let ``key`` count as new again."""
        await self._here.again(key)
        try:
            await self._client.delete(f"{_PREFIX}{key}")
        except Exception as error:
            self._note(type(error).__name__)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    def _note(self, trouble: str) -> None:
        """Say once that Redis is lost, and once that it is back."""
        if trouble and not self._trouble:
            logger.warning("Redis cannot be asked (%s); Slack's events may come twice.", trouble)
        if self._trouble and not trouble:
            logger.warning("Redis can be asked again.")
        self._trouble = trouble


def make_once(redis_url: str) -> Once:
    """Return what remembers: Redis at ``redis_url``, or this process where there is none."""
    if not redis_url:
        return OnceHere()
    from redis.asyncio import Redis

    # Short limits: an event waits for the answer, and is taken as new without one.
    return OnceInRedis(Redis.from_url(redis_url, socket_timeout=2, socket_connect_timeout=2))
