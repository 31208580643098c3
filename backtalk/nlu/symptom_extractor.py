"""Rasa component: puts the frame of what a message says of pain into the parsed message."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from backtalk.assessment.frames import Frame
from backtalk.content.library import Library
from backtalk.nlu.component import ContentComponent, words_spelt_as_meant
from backtalk.nlu.encoder import Reading
from backtalk.nlu.sentence_encoder import READING
from backtalk.nlu.symptom_frames import FrameReader

SYMPTOMS = "symptoms"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class SymptomExtractor(ContentComponent):
    """Sets ``symptoms`` on each message: the frame as JSON values."""

    def __init__(self, reader: FrameReader) -> None:
        """Take what reads the frames."""
        self._reader = reader

    @classmethod
    def from_content(cls, library: Library) -> SymptomExtractor:
        """Take the words of content/lexicon."""
        known = words_spelt_as_meant()
        return cls(
            FrameReader(library.areas, library.treatments, library.sides, library.effects, known)
        )

    def process(self, messages: list[Message]) -> list[Message]:
        """Read the frame of every message that has text."""
        for message in messages:
            text = message.get(TEXT)
            context = (message.get("metadata") or {}).get("context")
            frame = Frame()
            if text:
                reading: Reading = message.get(READING)
                frame = self._reader.read(text, reading.marks, context)
            message.set(SYMPTOMS, frame.as_dict(), add_to_output=True)
        return messages
