"""What happens when a warning sign was heard."""

from __future__ import annotations

import logging
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import records, slots, wiring
from backtalk.assessment.answers import SIGNS
from backtalk.safety.care import CARDS, CARDS_AGAIN, blanks
from backtalk.safety.sign_rules import WarningSign

logger = logging.getLogger(__name__)


class ActionCareCard(Action):
    """Shows the card for the sign, and records its kind, level and time: not the words."""

    def name(self) -> str:
        """Return the action's name in domain.yml."""
        return "action_care_card"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Show the card that fits the level."""
        sign = slots.sign_now(tracker) or WarningSign("emergency", "")
        dispatcher.utter_message(response=CARDS[sign.level], **numbers(sign.kind))
        if not slots.is_refused(tracker):
            try:
                wiring.store().record_sign(tracker.sender_id, sign.level, sign.kind)
            except Exception as error:
                # Whatever the database does, the card must be shown.
                logger.error("A warning sign was not recorded: %s.", type(error).__name__)
        return []


def it_is_true(
    dispatcher: CollectingDispatcher, tracker: Tracker, level: str | None
) -> list[EventType]:
    """Repeat the number, and stop whatever was being asked or was to be asked."""
    dispatcher.utter_message(response=CARDS_AGAIN[level or "emergency"], **numbers())
    events = [ActiveLoop(None), SlotSet("requested_slot", None)]
    if slots.has_earlier_answers(tracker):
        events.append(SlotSet(slots.RETURNING, False))
    # "None of these" holds no longer; it is asked again when the questions go on.
    state = records.assessment(tracker).unsettle(SIGNS)
    records.keep_assessment(tracker, state)
    if slots.assessment(tracker).has_consent:
        events.append(slots.kept(state))
    return events


def not_what_i_meant(dispatcher: CollectingDispatcher) -> None:
    """Say sorry, and keep the number in sight."""
    dispatcher.utter_message(response="utter_care_misunderstood", **numbers())


def numbers(kind: str | None = None) -> dict[str, str]:
    """Return the numbers to call in this country, and the advice for ``kind``."""
    return blanks(wiring.library().care, wiring.settings().country, kind)
