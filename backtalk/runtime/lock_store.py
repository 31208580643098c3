"""One turn of a conversation at a time: in this process, and with Redis on every machine.

Rasa's own lock stores poll once a second, drop whoever waits for a minute, and its Redis store lets
two in at once, because it reads, changes and writes a list of tickets in three steps.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import redis.asyncio
from rasa.core.lock_store import LockError, LockStore
from redis.exceptions import RedisError

from backtalk.errors import BacktalkError

LONGEST_WAIT = 20.0
"""Seconds that a message waits for the turn before it, or for Redis to come back."""
LIFETIME = 4.0
"""Seconds after which the lock of a process that died is free; living ones renew theirs."""
_PATIENCE = 2.0
"""Seconds for Redis to accept a connection, and for one answer."""
_POLL = 0.02
_POLL_AT_MOST = 0.2
"""Seconds between two looks at a lock that another process holds: short at first, then longer."""
_PREFIX = "backtalk:turn:"
_TAKE = """
if redis.call('set', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('pexpire', KEYS[1], ARGV[2])
return 1
"""
"""Takes the lock, or makes the time of the one that has this token longer: an answer that was lost
on its way leaves us with a lock that we do not know of, so asking again must find it ours."""
_GIVE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end"

logger = logging.getLogger(__name__)


class LocalLocks(LockStore):
    """A queue for each conversation in this process; first come, first served."""

    def __init__(self, longest_wait: float = LONGEST_WAIT) -> None:
        """Let nobody wait longer than ``longest_wait`` seconds."""
        self.longest_wait = longest_wait
        self._queues: dict[str, tuple[asyncio.Lock, int]] = {}

    @property
    def waiting(self) -> int:
        """Return how many turns are under way or wait for theirs."""
        return sum(users for _, users in self._queues.values())

    @asynccontextmanager
    async def lock(self, conversation_id: str, *_: Any, **__: Any) -> AsyncIterator[None]:
        """Hold the conversation.

        Raises:
            LockError: the turns before took too long.
        """
        queue, users = self._queues.get(conversation_id, (asyncio.Lock(), 0))
        self._queues[conversation_id] = queue, users + 1
        try:
            try:
                await asyncio.wait_for(queue.acquire(), self.longest_wait)
            except asyncio.TimeoutError:
                raise LockError("the turns before this one took too long") from None
            try:
                yield
            finally:
                queue.release()
        finally:
            users = self._queues.pop(conversation_id)[1] - 1
            if users:
                self._queues[conversation_id] = queue, users

    async def check(self) -> None:
        """Return if locks can be had now: here, always."""

    async def close(self) -> None:
        """Let go of what is open: here, nothing."""


class RedisLocks(LocalLocks):
    """A lock that all processes on one Redis share.

    Each process queues by itself first, so that one of its turns at most asks Redis. A lock can be
    lost (Redis was emptied, this process slept): the tracker store then refuses to save over what
    another turn has stored meanwhile, so the loser's turn fails and harms nothing.
    """

    def __init__(
        self, url: str, longest_wait: float = LONGEST_WAIT, lifetime: float = LIFETIME
    ) -> None:
        """Use the Redis at ``url``; nothing is connected yet.

        Raises:
            BacktalkError: the URL is not one of Redis.
        """
        super().__init__(longest_wait)
        self._lifetime = lifetime
        self._redis = redis_client(url)
        self._take = self._redis.register_script(_TAKE)
        self._give = self._redis.register_script(_GIVE)

    @asynccontextmanager
    async def lock(self, conversation_id: str, *_: Any, **__: Any) -> AsyncIterator[None]:
        """Hold the conversation, here and everywhere.

        Raises:
            LockError: the turns before took too long, or Redis does not answer.
        """
        key, token = _PREFIX + conversation_id, secrets.token_hex(16)
        async with super().lock(conversation_id):
            try:
                await self._wait_for(key, token)
                ended = asyncio.Event()
                renewing = asyncio.create_task(self._renew(key, token, ended))
                try:
                    yield
                finally:
                    # Not cancelled: redis-py can swallow that, and then it would renew for ever;
                    # and a renewal on its way would take the lock again after it was given back.
                    ended.set()
                    await asyncio.shield(renewing)
            finally:
                # If Redis does not answer now, the lock ends by itself.
                with suppress(RedisError):
                    await self._give(keys=[key], args=[token])

    async def check(self) -> None:
        """Return if Redis answers.

        Raises:
            RedisError: it does not.
        """
        await self._redis.ping()

    async def close(self) -> None:
        """Let go of the connections."""
        await self._redis.aclose()

    async def _wait_for(self, key: str, token: str) -> None:
        loop = asyncio.get_running_loop()
        until, pause = loop.time() + self.longest_wait, _POLL
        while True:
            trouble = ""
            try:
                if await self._is_ours(key, token):
                    return
            except RedisError as error:
                # A restart of Redis takes a second or two; that long a message can wait.
                trouble = type(error).__name__
            if loop.time() + pause > until:
                raise LockError(trouble or "the turns before this one took too long")
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, _POLL_AT_MOST)

    async def _renew(self, key: str, token: str, ended: asyncio.Event) -> None:
        while True:
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(ended.wait(), self._lifetime / 3)
                return
            try:
                if not await self._is_ours(key, token):
                    logger.error("A lock was lost in mid-turn; that turn will not be stored.")
                    return
            except RedisError as error:
                logger.warning("A lock was not renewed: %s.", type(error).__name__)

    async def _is_ours(self, key: str, token: str) -> bool:
        return bool(await self._take(keys=[key], args=[token, round(self._lifetime * 1000)]))


def redis_client(url: str) -> redis.asyncio.Redis:
    """Return a client of ``url`` that gives up soon; nothing is connected yet.

    Raises:
        BacktalkError: the URL is not one of Redis.
    """
    try:
        return redis.asyncio.Redis.from_url(
            url,
            socket_timeout=_PATIENCE,
            socket_connect_timeout=_PATIENCE,
            health_check_interval=15,
        )
    except ValueError:
        # Its message can hold the password.
        raise BacktalkError(
            "BACKTALK_REDIS_URL is not an address of Redis.",
            "Set it to redis://host:6379/0, or rediss:// for TLS.",
        ) from None


def make_lock_store(redis_url: str) -> LocalLocks:
    """Return the locks of all processes if there is a Redis, else those of this one."""
    return RedisLocks(redis_url) if redis_url else LocalLocks()
