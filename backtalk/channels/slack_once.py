"""Tells what was done already, and what is being done: Slack may deliver an event four times."""

from __future__ import annotations

import logging
import secrets
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from enum import Enum
from typing import Any, Protocol, TypeVar

logger = logging.getLogger(__name__)
T = TypeVar("T")

REMEMBERED = 2 * 60 * 60
"""Seconds. Slack's last retry comes about an hour after the first try."""
CLAIMED = 30.0
"""Seconds that a claim lives unless it is renewed: a process that died must not keep it until
Slack comes for the third time, a minute after the first."""
_PATIENCE = 0.5
"""Seconds for an answer of Redis: Slack waits for ours meanwhile."""
_MOST = 50_000
_PREFIX = "backtalk:slack:once:"
_DONE = b"1"


class Claim(Enum):
    """Whose work something is."""

    OURS = "ours"
    THEIRS = "theirs"
    DONE = "done"


class Once(Protocol):
    """Remembers keys."""

    async def first(self, key: str) -> bool:
        """Return whether ``key`` was not seen before; from now on it is done."""

    async def again(self, key: str) -> None:
        """Let ``key`` count as new again: what it stands for did not work."""

    async def claim(self, key: str) -> Claim:
        """Take ``key`` for this process for ``CLAIMED`` seconds, if nobody has it."""

    async def keep(self, key: str) -> None:
        """Let the claim of this process live for another ``CLAIMED`` seconds."""

    async def release(self, key: str) -> None:
        """Give up the claim of this process."""

    async def done(self, key: str) -> None:
        """Remember that what ``key`` stands for is done."""

    async def is_done(self, key: str) -> bool:
        """Return whether what ``key`` stands for is done."""

    async def close(self) -> None:
        """Give back what was opened."""


class OnceHere:
    """Remembers in this process, which alone claims anything: its claims end with it."""

    def __init__(
        self, now: Callable[[], float] = time.monotonic, seconds: float = REMEMBERED
    ) -> None:
        """Remember for ``seconds``; ``now`` tells the time."""
        self._now = now
        self._seconds = seconds
        self._seen: OrderedDict[str, float] = OrderedDict()

    async def first(self, key: str) -> bool:
        """Return whether ``key`` was not seen before; from now on it is done."""
        if await self.is_done(key):
            return False
        await self.done(key)
        return True

    async def again(self, key: str) -> None:
        """Let ``key`` count as new again."""
        self._seen.pop(key, None)

    async def claim(self, key: str) -> Claim:
        """Return ``OURS``, unless it is done."""
        return Claim.DONE if await self.is_done(key) else Claim.OURS

    async def keep(self, key: str) -> None:
        """Nobody else could take it."""

    async def release(self, key: str) -> None:
        """Nobody else waits for it."""

    async def done(self, key: str) -> None:
        """Remember that what ``key`` stands for is done."""
        self._drop_old(_MOST - 1)
        self._seen[key] = self._now() + self._seconds
        self._seen.move_to_end(key)

    async def is_done(self, key: str) -> bool:
        """Return whether what ``key`` stands for is done."""
        self._drop_old(_MOST)
        return key in self._seen

    async def close(self) -> None:
        """Nothing was opened."""

    def _drop_old(self, most: int) -> None:
        now = self._now()
        while self._seen:
            oldest, ends = next(iter(self._seen.items()))
            if ends > now and len(self._seen) <= most:
                break
            del self._seen[oldest]


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
        self._owner = secrets.token_hex(16).encode()
        self._trouble = ""

    async def first(self, key: str) -> bool:
        """Return whether ``key`` was not seen before; from now on it is done."""
        here = await self._here.first(key)
        setting = self._client.set(_PREFIX + key, _DONE, nx=True, ex=self._seconds)
        return bool(await self._ask(setting, without=here)) and here

    async def again(self, key: str) -> None:
        """Let ``key`` count as new again."""
        await self._here.again(key)
        await self._ask(self._client.delete(_PREFIX + key), without=None)

    async def claim(self, key: str) -> Claim:
        """Take ``key`` for this process for ``CLAIMED`` seconds, if nobody has it."""
        if await self._here.is_done(key):
            return Claim.DONE
        return await self._ask(self._claim(_PREFIX + key), without=Claim.OURS)

    async def keep(self, key: str) -> None:
        """Let the claim of this process live on; if Redis was emptied, make it anew."""
        await self._ask(self._keep(_PREFIX + key), without=None)

    async def release(self, key: str) -> None:
        """Give up the claim of this process."""
        await self._ask(self._release(_PREFIX + key), without=None)

    async def done(self, key: str) -> None:
        """Remember that what ``key`` stands for is done."""
        await self._here.done(key)
        await self._ask(self._client.set(_PREFIX + key, _DONE, ex=self._seconds), without=None)

    async def is_done(self, key: str) -> bool:
        """Return whether what ``key`` stands for is done."""
        if await self._here.is_done(key):
            return True
        return await self._ask(self._client.get(_PREFIX + key), without=None) == _DONE

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _claim(self, name: str) -> Claim:
        if await self._client.set(name, self._owner, nx=True, px=_lifetime()):
            return Claim.OURS
        found = await self._client.get(name)
        if found == _DONE:
            return Claim.DONE
        # None: it ended between the two questions; who asks again takes it.
        return Claim.OURS if found == self._owner else Claim.THEIRS

    async def _keep(self, name: str) -> None:
        if await self._claim(name) is Claim.OURS:
            await self._client.pexpire(name, _lifetime())

    async def _release(self, name: str) -> None:
        if await self._client.get(name) == self._owner:
            await self._client.delete(name)

    async def _ask(self, asking: Awaitable[T], without: T) -> T:
        """Return the answer of Redis, or ``without`` where there is none."""
        try:
            answer = await asking
        except Exception as error:
            self._note(type(error).__name__)
            return without
        self._note("")
        return answer

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

    client = Redis.from_url(redis_url, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE)
    return OnceInRedis(client)


def _lifetime() -> int:
    """Return how long a claim lives, in Redis' milliseconds."""
    return round(CLAIMED * 1000)
