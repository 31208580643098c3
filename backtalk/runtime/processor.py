"""Rasa's message processor with our outgoing guard, and a person's words stored first."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker

from backtalk.channels.collector import RepliesChannel
from backtalk.runtime.outgoing import OutgoingGuard


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

    async def _send_bot_messages(  # type: ignore[override]
        self,
        events: list[Event],
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
    ) -> None:
        self.outgoing.check(events)
        await MessageProcessor._send_bot_messages(events, tracker, output_channel)
