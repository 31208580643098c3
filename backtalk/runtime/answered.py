"""The answers of the last minutes: some stand in no database, and must be the same once more."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from backtalk.runtime.agent import Turn

_MOST = 2_000
_SECONDS = 600
"""So long a message may be sent again and get an answer that was deleted or never stored."""


class Answered:
    """What was answered to which message; never what was said."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Tell the time, in seconds, by ``clock``."""
        self._clock = clock
        self._turns: OrderedDict[tuple[str, str], tuple[float, Turn]] = OrderedDict()

    def find(self, conversation: str, message_id: str) -> Turn | None:
        """Return the turn of a message that was answered a short while ago."""
        self._drop_old()
        found = self._turns.get((conversation, message_id))
        return found[1] if found else None

    def keep(self, conversation: str, message_id: str, turn: Turn) -> None:
        """Keep ``turn``, unless it failed; of a conversation that was forgotten nothing else."""
        if turn.failed:
            return
        if turn.forgotten:
            for key in [key for key in self._turns if key[0] == conversation]:
                del self._turns[key]
        self._turns[conversation, message_id] = self._clock(), turn
        self._drop_old()

    def _drop_old(self) -> None:
        oldest = self._clock() - _SECONDS
        while self._turns:
            key, (at, _) = next(iter(self._turns.items()))
            if at >= oldest and len(self._turns) <= _MOST:
                return
            del self._turns[key]
