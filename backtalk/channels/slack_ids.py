"""Names that are made of Slack's: of conversations, and of messages that may come twice."""

from __future__ import annotations

import hashlib
import hmac


class SlackIds:
    """Makes ids that do not lead back to a workspace, a channel or a person."""

    def __init__(self, secret: str) -> None:
        """Hash with ``secret``; with another secret every conversation is a new one."""
        self._key = hashlib.sha256(f"backtalk-slack:{secret}".encode()).digest()

    def conversation(self, team: str, channel: str, user: str) -> str:
        """Return the conversation of a person in a direct message."""
        return f"slack-{self._hash('conversation', team, channel, user)}"

    def message(self, *parts: str) -> str:
        """Return the id of a message, a click or an event; the same parts give the same id."""
        return f"slack-{self._hash('message', *parts)}"

    def _hash(self, *parts: str) -> str:
        # A separator that no part can hold: "a", "bc" and "ab", "c" must not be the same.
        text = "\x1f".join(part.replace("\x1f", "") for part in parts)
        return hmac.new(self._key, text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:40]
