"""What our Rasa components that learn nothing have in common."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.training_data import TrainingData

from backtalk.content.library import Library, load_library
from backtalk.nlu.encoder import known_words
from backtalk.settings import find_home


class ContentComponent(GraphComponent):
    """Made from content/; leaves training data as it is."""

    @classmethod
    def from_content(cls, library: Library) -> ContentComponent:
        """Return the component for ``library``."""
        raise NotImplementedError

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ContentComponent:
        """Read content/."""
        return cls.from_content(load_library(find_home() / "content"))

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be importable."""
        return ["spacy"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """No settings: words and limits are in content/."""
        return {}

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training takes nothing from it."""
        return training_data


def words_spelt_as_meant() -> frozenset[str]:
    """Return the words that are never taken for a misspelling of another."""
    return known_words(find_home() / "models" / "encoder")
