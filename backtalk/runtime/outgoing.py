"""The last check on every message before it is stored and sent: doctor first.

Default deny: a message passes untouched only if it is, word for word, a response of
content/ whose kind needs no line (small talk, a plain question, a care card), or if it
says the line already. Everything else gets the line in the same bubble. When the check
itself fails, only the line is sent.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable

from rasa.shared.core.events import BotUttered

from backtalk.content.library import Library

EXEMPT_KINDS = frozenset({"smalltalk", "question", "care_card"})
_PLACEHOLDER = re.compile(r"\\\{\w+\\\}")

logger = logging.getLogger(__name__)


class OutgoingGuard:
    """Puts the doctor-first line into whatever lacks it."""

    def __init__(self, library: Library) -> None:
        """Learn the responses that need no line, by their exact wording."""
        self._rules = library.doctor_first
        exempt: dict[str, list[re.Pattern[str]]] = {}
        for name, variation in library.variations():
            if variation.about.kind in EXEMPT_KINDS:
                exempt.setdefault(name, []).append(_as_pattern(variation.text))
        self._exempt = exempt

    def check(self, events: Iterable[object]) -> None:
        """Change the bot's utterances among ``events`` in place; the same objects are stored."""
        for event in events:
            if isinstance(event, BotUttered):
                try:
                    self._check(event)
                except Exception as error:
                    logger.error(
                        "The outgoing guard failed (%s); only its line is sent.",
                        type(error).__name__,
                    )
                    event.text = self._rules.line
                    event.data = {}
                    event.metadata = {}

    def _check(self, event: BotUttered) -> None:
        if self._is_exempt(event):
            return
        event.text = self._rules.added_to(_as_text(event.text))
        custom = event.data.get("custom")
        if isinstance(custom, dict) and custom:
            event.data["custom"] = {
                **custom,
                "text": self._rules.added_to(_as_text(custom.get("text"))),
            }

    def _is_exempt(self, event: BotUttered) -> bool:
        patterns = self._exempt.get(str(event.metadata.get("utter_action")), ())
        bare = not any(event.data.get(key) for key in ("custom", "image", "attachment", "elements"))
        return bare and any(pattern.fullmatch(event.text or "") for pattern in patterns)


def _as_pattern(template: str) -> re.Pattern[str]:
    return re.compile(_PLACEHOLDER.sub(".*", re.escape(template)), re.DOTALL)


def _as_text(value: object) -> str | None:
    return value if isinstance(value, str) else None
