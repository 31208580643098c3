"""The self-assessment: one question at a time. backtalk/assessment decides what comes next."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import care, records, slots, wiring
from backtalk.assessment.answers import CHECK, CONSENT, Assessment, parts_said
from backtalk.assessment.dialogue import ASK_RESPONSES, Turn, advance, begin
from backtalk.assessment.frames import Frame
from backtalk.assessment.readback import answer_lines, as_list, frame_lines
from backtalk.assessment.steps import progress, treatments_without_effect

FORM = "assessment_form"
_ENDINGS = {
    "stopped": "utter_assessment_stopped",
    "refused": "utter_consent_refused",
    "signs": "utter_care_ticked",
}


class ValidateAssessmentForm(Action):
    """Takes the message as an answer, or leaves it to the rules."""

    def name(self) -> str:
        """Return the name that Rasa's form looks for."""
        return "validate_assessment_form"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Return the answers as they are now; nothing when the message is for another rule."""
        before = slots.assessment(tracker)
        heard = slots.heard_now(tracker)
        earlier: list[EventType] = []
        if slots.was_asking(tracker, FORM):
            if slots.is_for_an_offer(tracker) or not slots.is_first_look(tracker, FORM):
                return []
            turn = advance(before, heard, wiring.library().answer_words)
        elif tracker.get_slot(slots.RETURNING):
            return _leave("action_returning")
        else:
            if slots.has_earlier_answers(tracker) and heard.intent == "start_assessment":
                before, earlier = records.assessment(tracker), records.take_up(tracker)
            turn = begin(before, heard)
        if not turn.is_mine:
            return []
        records.keep(tracker, before, turn)
        days = wiring.settings().retention_days
        noted = _noted(turn.assessment, heard.frame)
        for response in turn.say:
            dispatcher.utter_message(response=response, days=days, noted=noted, **care.numbers())
        # Confirmed answers that are taken up again are not confirmed any more.
        done = SlotSet(slots.ASSESSMENT_DONE, True if turn.ends == "result" else None)
        return [*earlier, slots.kept(turn.assessment), done, *_end(dispatcher, turn)]


class ActionAskAssessment(Action):
    """Puts the question that waits."""

    def name(self) -> str:
        """Return the name under which Rasa's form asks for its one slot."""
        return "action_ask_assessment_form_assessment_done"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Ask, with the place of the question among all."""
        if slots.was_just_said(tracker, "utter_change_which"):
            return []  # its buttons are the question
        state = slots.assessment(tracker)
        step = state.asked or CONSENT
        place = progress(state, step)
        label = wiring.library().labels["progress"]
        shown = label.format(number=place.number, total=place.total) + "\n" if place else ""
        words = wiring.words()
        lines = answer_lines(state, words) if step == CHECK else []
        waiting = treatments_without_effect(state) or state.frame.treatments_had
        dispatcher.utter_message(
            response=ASK_RESPONSES[step],
            progress=shown,
            number=place.number if place else None,
            total=place.total if place else None,
            noted=_heard(state),
            days=wiring.settings().retention_days,
            emergency=care.numbers()["emergency"],
            treatments=", ".join(words.treatments[name] for name in waiting),
            choices=list(waiting),
            chosen=list(state.frame.areas_present),
            lines=as_list(lines, words.labels["none"]),
            answers=[{"step": x.step, "label": x.label, "value": x.value} for x in lines],
        )
        return []


def _end(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    if turn.ends in {None, "result"}:
        return []
    dispatcher.utter_message(response=_ENDINGS[turn.ends], **care.numbers())
    return _leave("action_listen")


def _leave(following: str) -> list[EventType]:
    """Return the events that end the form; without ``following`` a rule would show the result."""
    return [ActiveLoop(None), SlotSet("requested_slot", None), FollowupAction(following)]


def _noted(state: Assessment, said: Frame) -> str:
    """Return how the answers read now that a message has changed, to be put right at once."""
    steps = set(parts_said(said))
    lines = [line for line in answer_lines(state, wiring.words()) if line.step in steps]
    return f"\n{as_list(lines, '')}" if lines else ""


def _heard(state: Assessment) -> str:
    """Return what was understood before consent, so that it can be put right at once."""
    lines = frame_lines(state.frame, wiring.words())
    if not lines:
        return ""
    return f"{wiring.library().labels['consent_heard']}\n{as_list(lines, '')}\n\n"
