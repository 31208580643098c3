"""Several questions in one message, answered in one reply."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from backtalk.assessment.several import Answer, Asked, join_answers, weakest


class ActionSeveralQuestions(Action):
    """Joins the answers, in the order of the questions, under one doctor-first line."""

    def name(self) -> str:
        """Return the action's name in domain.yml."""
        return "action_several_questions"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Answer what the pipeline chose."""
        library = wiring.library()
        asked, found = [], []
        for question in tracker.latest_message.get("questions") or ():
            response = library.answer_to(question["intent"])
            if response:
                asked.append(Asked(question["text"], question["intent"], 1.0))
                found.append(response.variations[0])
        if not asked:
            dispatcher.utter_message(response="utter_fallback_rephrase")
            return []
        answers = [
            Answer(v.text, v.about.sections, v.about.evidence, offers=v.about.offer is not None)
            for v in found
        ]
        is_open = any(variation.about.offer for variation in found)
        dispatcher.utter_message(
            response="utter_several_questions_open" if is_open else "utter_several_questions",
            answers=join_answers(asked, answers, library.doctor_first.is_said_in),
            sections=[section for answer in answers for section in answer.sections],
            evidence=weakest([answer.evidence for answer in answers]),
        )
        return []
