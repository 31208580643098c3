"""What is said without Rasa: a response of content/ as a message for a channel, and as a reply."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.shared.core.events import BotUttered

from backtalk.channels.contract import Reply, reply_from_message
from backtalk.content.library import Library
from backtalk.runtime.outgoing import OutgoingGuard
from backtalk.safety.care import CARDS, blanks


class Wording:
    """The responses of content/, in the shapes that Rasa's channels and our faces take."""

    def __init__(self, library: Library, country: str, outgoing: OutgoingGuard) -> None:
        """Say what ``library`` holds, with the numbers of ``country``, through ``outgoing``."""
        self._library = library
        self._country_code = country
        self._outgoing = outgoing
        self.country = library.care.countries[country]

    def reply(self, message: dict[str, Any]) -> Reply:
        """Return a message, as Rasa hands it over, by the reply contract."""
        library = self._library
        return reply_from_message(message, library.article, self.country, library.words)

    def message(self, response: str, fillings: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Return a response, its blanks filled, as Rasa hands it to a channel."""
        variation = self._library.responses[response].variations[0]
        raw = self._library.raw_responses[response][0]
        buttons = [{"title": b.title, "payload": b.payload} for b in variation.buttons]
        text = variation.text
        for blank, filling in (fillings or {}).items():
            text = text.replace(f"{{{blank}}}", filling)
        event = BotUttered(
            text=text,
            data={"buttons": buttons},
            metadata={"utter_action": response, "metadata": raw["metadata"]},
        )
        self._outgoing.check([event])
        return event.message()

    def retell(self, response: str) -> dict[str, Any] | None:
        """Return a response again whose words were not kept; None if it was put together."""
        if response in CARDS.values():
            return self.message(response, blanks(self._library.care, self._country_code, None))
        found = self._library.responses.get(response)
        is_whole = found is not None and "{" not in found.variations[0].text
        return self.message(response) if is_whole else None
