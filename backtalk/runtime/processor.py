"""Rasa's message processor: words stored first, warning signs answered first, sending guarded."""

from __future__ import annotations

from typing import Any

import rasa.core.actions.action
from rasa.core.actions.action import Action
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import BotUttered, Event, Restarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backtalk.assessment.frames import Frame
from backtalk.channels.collector import RepliesChannel
from backtalk.runtime.outgoing import OutgoingGuard

CARE_CARD = "action_care_card"
_ANSWERS = {"affirm": "action_affirm", "deny": "action_deny"}
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
        little text; so is a message that it is unsure of and that says where it hurts.
        """
        asked = _question_asked(tracker) if tracker else None
        around = {"context": asked, "findings": _findings(tracker) if tracker else None}
        message.metadata = {
            **(message.metadata or {}),
            **{key: value for key, value in around.items() if value},
        }
        parsed = await super().parse_message(message, tracker, only_output_properties)
        is_short = len((message.text or "").split()) <= _SHORT_ANSWER
        if parsed.get("red_flag"):
            return parsed
        frame = Frame.from_dict(parsed.get("symptoms"))
        unsure = (parsed.get("intent") or {}).get("name") == "nlu_fallback"
        if (asked and is_short and not frame.is_empty) or (unsure and frame.areas_present):
            parsed["intent"] = {"name": "report_symptoms", "confidence": 1.0}
        return parsed

    def predict_next_with_tracker_if_should(
        self, tracker: DialogueStateTracker
    ) -> tuple[Action, PolicyPrediction]:
        """Answer a warning sign with the care card, whatever policies or forms would do.

        Rasa's RulePolicy lets an active form go before every rule.
        """
        message = tracker.latest_message
        has_sign = message is not None and message.parse_data.get("red_flag")
        # After the card the person speaks: no form may ask on, and no answer may follow.
        following = {ACTION_LISTEN_NAME: CARE_CARD, CARE_CARD: ACTION_LISTEN_NAME}
        name = following.get(tracker.latest_action_name or "") if has_sign else None
        if tracker.latest_action_name == ACTION_LISTEN_NAME:
            name = name or _answer_to_card(tracker)
        if name:
            action = rasa.core.actions.action.action_for_name_or_text(
                name, self.domain, self.action_endpoint
            )
            return action, PolicyPrediction.for_action_name(self.domain, name)
        return super().predict_next_with_tracker_if_should(tracker)

    async def _send_bot_messages(  # type: ignore[override]
        self,
        events: list[Event],
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
    ) -> None:
        self.outgoing.check(events)
        await MessageProcessor._send_bot_messages(events, tracker, output_channel)


def _answer_to_card(tracker: DialogueStateTracker) -> str | None:
    """Return the action for a yes or no to a care card, which no form may take for itself."""
    message = tracker.latest_message
    name = _ANSWERS.get(message.intent.get("name") or "") if message else None
    offers = set(tracker.get_latest_entity_values("offer"))
    for event in reversed(tracker.events):
        if isinstance(event, BotUttered) and not offers:
            offers = {(event.metadata.get("metadata") or {}).get("offer")}
            break
    return name if "care_card" in offers else None


def _findings(tracker: DialogueStateTracker) -> list[str]:
    """Return what was found in the messages since the last care card or restart."""
    found: set[str] = set()
    for event in reversed(tracker.events):
        if isinstance(event, Restarted):
            break
        if isinstance(event, UserUttered):
            if event.parse_data.get("red_flag"):
                break
            found.update(event.parse_data.get("findings") or ())
    return sorted(found)


def _question_asked(tracker: DialogueStateTracker) -> str | None:
    """Return what the bot's last turn asked for, from the metadata of its response."""
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return None
        if isinstance(event, BotUttered):
            about = event.metadata.get("metadata") or {}
            return about.get("asks")
    return None
