"""Rasa component: puts the frame of what a message says of pain into the parsed message."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from backtalk.assessment.frames import Frame
from backtalk.content.library import load_library
from backtalk.nlu.encoder import known_words
from backtalk.nlu.symptom_frames import FrameReader
from backtalk.settings import find_home

SYMPTOMS = "symptoms"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class SymptomExtractor(GraphComponent):
    """Sets ``symptoms`` on each message: the frame as JSON values."""

    def __init__(self, reader: FrameReader) -> None:
        """Take what reads the frames."""
        self._reader = reader

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be importable."""
        return ["spacy"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """No settings: the words are in content/lexicon."""
        return {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SymptomExtractor:
        """Read the words of content/lexicon."""
        library = load_library(find_home() / "content")
        known = known_words(find_home() / "models" / "encoder")
        return cls(FrameReader(library.areas, library.treatments, known))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training needs no frames."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Read the frame of every message that has text."""
        for message in messages:
            text = message.get(TEXT)
            context = (message.get("metadata") or {}).get("context")
            frame = self._reader.read(text, context) if text else Frame()
            message.set(SYMPTOMS, frame.as_dict(), add_to_output=True)
        return messages
