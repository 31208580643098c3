"""An output channel that collects a turn's messages whole, for every face to render."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel


class RepliesChannel(OutputChannel):
    """Keeps messages as Rasa hands them over: Rasa's own channels cut text at blank lines.

    Attributes:
        messages: the turn's messages, in order.
        finished: messages of an earlier turn that was finished before this one; the person finds
            them in the history.
        intent: what the processor took the person's message for.
    """

    def __init__(self, name: str) -> None:
        """Remember the face's name, for responses that differ by channel."""
        self.messages: list[dict[str, Any]] = []
        self.finished: list[dict[str, Any]] = []
        self.intent: str | None = None
        self._name = name

    def name(self) -> str:  # type: ignore[override]
        """Return the face's name."""
        return self._name

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep the message."""
        self.messages.append(message)
