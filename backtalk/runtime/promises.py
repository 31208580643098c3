"""What the bot has said that it does: deletes a conversation, or keeps no word of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from typing import Literal

from sqlalchemy.exc import SQLAlchemyError

from backtalk.runtime.tracker_store import BacktalkTrackerStore

FORGOTTEN = "utter_data_deleted"
REFUSED = "utter_consent_refused"
_PAUSES = (0.2, 0.6)
"""Seconds before the second and the third attempt; the person waits meanwhile."""

logger = logging.getLogger(__name__)


class Promises:
    """Keeps a promise in the turn that makes it, or at the latest before the next one.

    Call it under the conversation's lock.
    """

    def __init__(self) -> None:
        """Owe nothing."""
        self._owed: dict[str, Literal["forget", "unlearn"]] = {}

    async def keep(
        self, store: BacktalkTrackerStore, sender_id: str, said: Iterable[object]
    ) -> None:
        """Do what the responses named in ``said`` promise.

        Raises:
            SQLAlchemyError: it could not be done; it is done before the next turn.
        """
        names = set(said)
        if FORGOTTEN in names:
            self._owed[sender_id] = "forget"
        elif REFUSED in names:
            self._owed.setdefault(sender_id, "unlearn")
        await self.settle(store, sender_id)

    async def settle(self, store: BacktalkTrackerStore, sender_id: str) -> None:
        """Do what is still owed to a conversation.

        Raises:
            SQLAlchemyError: it could not be done again.
        """
        owed = self._owed.get(sender_id)
        if owed is None:
            return
        for pause in (*_PAUSES, None):
            try:
                await store.run(getattr(store, owed), sender_id)
                break
            except SQLAlchemyError as error:
                logger.error("A promise was not kept at once: %s.", type(error).__name__)
                if pause is None:
                    raise
                await asyncio.sleep(pause)
        del self._owed[sender_id]
