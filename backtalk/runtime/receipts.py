"""The receipt of "forget me", for a while, for whichever process is asked for it again.

It stands in no database: the conversation that it belonged to is deleted. Without it a person whose
connection broke at that moment would send the last "yes" again, to a bot that knows of nothing to
say yes to.
"""

from __future__ import annotations

import hashlib
import json
import logging
from typing import Any, Protocol

from backtalk.channels.contract import Reply
from backtalk.content.library import Button
from backtalk.runtime.agent import Turn

logger = logging.getLogger(__name__)

KEPT = 600
"""Seconds. A receipt holds a number and our own words, nothing that the person said."""
_PATIENCE = 0.5
"""Seconds that a message waits for Redis to say whether it was the last one of a conversation."""
_PREFIX = "backtalk:receipt:"


class Receipts(Protocol):
    """Where the turn that ended a conversation is found by the message that asked for it."""

    async def find(self, conversation: str, message_id: str) -> Turn | None:
        """Return the turn, or None."""

    async def keep(self, conversation: str, message_id: str, turn: Turn) -> None:
        """Keep ``turn`` if it deleted its conversation."""

    async def close(self) -> None:
        """End what it holds open."""


class NoReceipts:
    """For one process alone, which remembers its answers itself (``answered.py``)."""

    async def find(self, conversation: str, message_id: str) -> Turn | None:
        """Return None."""
        return None

    async def keep(self, conversation: str, message_id: str, turn: Turn) -> None:
        """Keep nothing."""

    async def close(self) -> None:
        """Hold nothing open."""


class ReceiptsInRedis:
    """For all processes that share a Redis; while that is away, each knows its own alone."""

    def __init__(self, client: Any, seconds: int = KEPT) -> None:
        """Use ``client``, a ``redis.asyncio.Redis``."""
        self._client = client
        self._seconds = seconds
        self._is_away = False

    async def find(self, conversation: str, message_id: str) -> Turn | None:
        """Return the turn that deleted ``conversation``, should this message have asked for it."""
        try:
            found = await self._client.get(_key(conversation, message_id))
        except Exception as error:
            self._note(type(error).__name__)
            return None
        self._note("")
        try:
            return _read(found) if found else None
        except (ValueError, KeyError, TypeError) as error:
            logger.warning("A receipt of another version was not read: %s.", type(error).__name__)
            return None

    async def keep(self, conversation: str, message_id: str, turn: Turn) -> None:
        """Keep ``turn`` if it deleted its conversation."""
        if not turn.forgotten:
            return
        value = {"intent": turn.intent, "replies": [reply.as_dict() for reply in turn.replies]}
        try:
            key = _key(conversation, message_id)
            await self._client.set(key, json.dumps(value), ex=self._seconds)
        except Exception as error:
            self._note(type(error).__name__)

    async def close(self) -> None:
        """End the connections to Redis."""
        await self._client.aclose()

    def _note(self, trouble: str) -> None:
        """Say once that Redis is away: each message asks it."""
        if trouble and not self._is_away:
            logger.warning("Receipts are not shared now: %s.", trouble)
        self._is_away = bool(trouble)


def make_receipts(redis_url: str) -> Receipts:
    """Return where receipts are kept: Redis at ``redis_url``, or nowhere."""
    if not redis_url:
        return NoReceipts()
    from redis.asyncio import Redis

    client = Redis.from_url(redis_url, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE)
    return ReceiptsInRedis(client)


def _key(conversation: str, message_id: str) -> str:
    # Hashed: a receipt must not say for ten minutes which conversation was deleted.
    digest = hashlib.sha256(f"{conversation}\0{message_id}".encode()).hexdigest()
    return f"{_PREFIX}{digest}"


def _read(found: bytes) -> Turn:
    value = json.loads(found)
    replies = tuple(
        Reply(**{**reply, "buttons": tuple(Button(**button) for button in reply["buttons"])})
        for reply in value["replies"]
    )
    return Turn(value["intent"], replies, forgotten=True)
