"""Rasa's message processor with our outgoing guard, and a person's words stored first."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backtalk.assessment.frames import Frame
from backtalk.channels.collector import RepliesChannel
from backtalk.runtime.outgoing import OutgoingGuard

_SHORT_ANSWER = 4
"""Words."""


class GuardedProcessor(MessageProcessor):
    """Stores the person's message before anything is sent, and checks all that is sent."""

    outgoing: OutgoingGuard

    async def handle_message(self, message: UserMessage) -> list[dict[str, Any]] | None:
        """Run one turn; what happened so far is stored even when sending fails."""
        tracker = await self.log_message(message, should_save_tracker=True)
        channel = message.output_channel
        if isinstance(channel, RepliesChannel):
            channel.intent = tracker.latest_message.intent.get("name")
        try:
            tracker = await self.run_action_extract_slots(channel, tracker)
            await self._run_prediction_loop(channel, tracker)
        finally:
            await self.save_tracker(tracker)
        return getattr(channel, "messages", None)

    async def parse_message(
        self,
        message: UserMessage,
        tracker: DialogueStateTracker | None = None,
        only_output_properties: bool = True,
    ) -> dict[str, Any]:
        """Read a message in the light of the question just asked.

        A short answer to such a question ("7") is a report, whatever the classifier makes of so
        little text.
        """
        asked = _question_asked(tracker) if tracker else None
        if asked:
            message.metadata = {**(message.metadata or {}), "context": asked}
        parsed = await super().parse_message(message, tracker, only_output_properties)
        is_short = len((message.text or "").split()) <= _SHORT_ANSWER
        if asked and is_short and not Frame.from_dict(parsed.get("symptoms")).is_empty:
            parsed["intent"] = {"name": "report_symptoms", "confidence": 1.0}
        return parsed

    async def _send_bot_messages(  # type: ignore[override]
        self,
        events: list[Event],
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
    ) -> None:
        self.outgoing.check(events)
        await MessageProcessor._send_bot_messages(events, tracker, output_channel)


def _question_asked(tracker: DialogueStateTracker) -> str | None:
    """Return what the bot's last turn asked for, from the metadata of its response."""
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return None
        if isinstance(event, BotUttered):
            about = event.metadata.get("metadata") or {}
            return about.get("asks")
    return None
