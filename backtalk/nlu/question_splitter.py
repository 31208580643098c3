"""Rasa components: cut a message into its questions, and say which of them are answered."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from backtalk.assessment.several import Asked, QuestionWords, worth_answering
from backtalk.content.library import Library
from backtalk.nlu.component import ContentComponent
from backtalk.nlu.docs import doc_of
from backtalk.nlu.questions import split_questions

QUESTIONS = "questions"
"""Message key: the texts of the questions, set here before they are read."""
ASKED = "asked"
"""Message key: an ``Asked`` for each of them, set by the intent classifier."""
SEVERAL_QUESTIONS = "several_questions"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class QuestionSplitter(ContentComponent):
    """Sets ``questions`` on each message that asks two or more."""

    def __init__(self, words: QuestionWords) -> None:
        """Take the words that open and join questions."""
        self._words = words

    @classmethod
    def from_content(cls, library: Library) -> QuestionSplitter:
        """Take the words of content/lexicon."""
        return cls(library.question_words)

    def process(self, messages: list[Message]) -> list[Message]:
        """Cut every message that has text."""
        for message in messages:
            if message.get(TEXT):
                doc = doc_of(message.get(TEXT))
                message.set(QUESTIONS, split_questions(doc, self._words))
        return messages


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class SeveralQuestions(ContentComponent):
    """Makes the intent ``several_questions`` where two or more of them can be answered."""

    def __init__(self, library: Library, at_least: float = 0.6) -> None:
        """Take content/ and the confidence below which a question is left alone."""
        self._library = library
        self._at_least = at_least

    @classmethod
    def from_content(cls, library: Library) -> SeveralQuestions:
        """Take the answers of content/."""
        return cls(library)

    def process(self, messages: list[Message]) -> list[Message]:
        """Decide for every message that was cut; the chosen questions go out with it."""
        for message in messages:
            asked: list[Asked] = message.get(ASKED) or []
            chosen = worth_answering(asked, self._can_answer, self._at_least)
            if len(chosen) > 1:
                said = [{"text": question.text, "intent": question.intent} for question in chosen]
                message.set(QUESTIONS, said, add_to_output=True)
                message.set(
                    INTENT, {"name": SEVERAL_QUESTIONS, "confidence": 1.0}, add_to_output=True
                )
        return messages

    def _can_answer(self, intent: str) -> bool:
        return self._library.answer_to(intent) is not None
